"""Terms written by hand are what two independent parsers read."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal
from rdflib.plugins.parsers.ntriples import W3CNTriplesParser

from diplograph.graph.terms import render_date, render_iri, render_label, render_string, render_web_iri

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


class _Last:
    def triple(self, subject, predicate, object):
        self.object = object


def read_with_rdflib(term: str):
    sink = _Last()
    W3CNTriplesParser(sink).parsestring(f"<urn:s> <urn:p> {term} .\n")
    return sink.object


def read_with_oxigraph(term: str):
    (quad,) = ox.parse(f"<urn:s> <urn:p> {term} .\n", format=ox.RdfFormat.N_QUADS)
    return quad.object


@given(TEXTS)
def test_a_string_comes_back_as_it_was(text):
    term = render_string(text)
    assert "\n" not in term
    assert read_with_oxigraph(term).value == text
    assert read_with_rdflib(term) == Literal(text)


@given(TEXTS, st.sampled_from(["en", "kk-Cyrl", "zh-Hant-TW"]))
def test_a_label_keeps_its_language(text, language):
    back = read_with_oxigraph(render_label(text, language))
    assert (back.value, back.language) == (text, language.lower())


@given(TEXTS)
def test_any_path_makes_an_iri_that_parsers_take(path):
    iri = render_iri("https://example.org/id/" + path)
    assert str(read_with_oxigraph(iri)) == iri
    assert str(read_with_rdflib(iri)).startswith("https://example.org/id/")


@given(TEXTS)
def test_no_address_makes_a_line_that_parsers_refuse(rest):
    for url in (f"http://{rest}", f"https://example.org/{rest}", rest):
        iri = render_web_iri(url)
        if iri is not None:
            assert str(read_with_oxigraph(iri)) == iri


@pytest.mark.parametrize(
    ("url", "iri"),
    [
        ("https://example.org/a b?q=[1]&r=100%#x#y", "<https://example.org/a%20b?q=%5B1%5D&r=100%25#x%23y>"),
        ("https://пример.example/стр", "<https://пример.example/стр>"),
        ("ftp://example.org/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_addresses(url, iri):
    assert render_web_iri(url) == iri


@pytest.mark.parametrize(
    ("value", "datatype"),
    [("2006", "gYear"), ("2006-03", "gYearMonth"), ("2006-03-15", "date"), ("2006-03-15T10:00Z", "date")],
)
def test_a_date_keeps_its_precision(value, datatype):
    assert render_date(value) == f'"{value[:10]}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>'


@pytest.mark.parametrize("value", ["2023-02-29", "2023-13", "55th", "", "20060315", "0000"])
def test_what_no_calendar_has_is_no_date(value):
    assert render_date(value) is None
