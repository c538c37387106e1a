"""What a user sees of a broken graph, and that both engines see the same."""

from __future__ import annotations

import json
import sys

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import graph_corpus as corpus
from diplograph.validate import (
    Report,
    Validator,
    check_quotations,
    render_json,
    render_text,
    render_turtle,
    validate_files,
)
from diplograph.validate.engines import PyshaclEngine, read_graph, read_results
from diplograph.validate.shapes import load_shapes, shapes_files

SHAPES = "https://w3id.org/diplograph/shapes#"


@pytest.fixture(scope="module")
def validator():
    return Validator()


@pytest.fixture(scope="module")
def good():
    return corpus.to_nquads(corpus.build_good())


def test_the_good_graph_conforms(validator, good):
    assert render_text(validator.check_nquads(good)) == ""


@pytest.mark.parametrize("case", corpus.CASES, ids=lambda case: case.shape)
def test_a_broken_graph_is_told_in_words(validator, case):
    report = validator.check_nquads(corpus.to_nquads(corpus.build_broken(case)))
    told = [result for result in report.results if result.shape == SHAPES + case.shape]
    assert told, render_text(report)
    assert case.message in told[0].message
    assert told[0].severity == case.severity
    assert told[0].fix
    assert report.conforms == (case.severity != "Violation" and len(told) == len(report.results))


def test_every_shape_is_broken_by_a_case():
    shapes = {
        quad.subject.value.removeprefix(SHAPES)
        for path in shapes_files()
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == "http://www.w3.org/ns/shacl#message"
        and isinstance(quad.subject, ox.NamedNode)
    }
    shapes |= {query.shape.removeprefix(SHAPES) for query in load_shapes().queries}
    assert {case.shape for case in corpus.CASES} == shapes
    assert len(corpus.CASES) == 123, "cases were added or lost: say so here"


@pytest.mark.parametrize("part", range(3))
def test_engines_agree_with_pyshacl_as_the_oracle(validator, part):
    """pySHACL runs the shapes as they stand; we run the core in Rust and the SPARQL once a graph."""
    import pyshacl
    import rdflib

    shapes = rdflib.Graph(bind_namespaces="none")
    for path in shapes_files():
        shapes.parse(path)
    cases = corpus.CASES[part::3]
    triples = [t for t in corpus.build_broken(*cases) if not isinstance(t.subject, ox.BlankNode)]
    nquads = corpus.to_nquads(triples)
    _, results, _ = pyshacl.validate(read_graph(nquads), shacl_graph=shapes, inference="none")
    expected = {_key(finding) for finding in read_results(results)}
    assert {_key(result) for result in validator.check_nquads(nquads).results} == expected
    assert {_key(result) for result in Validator("pyshacl").check_nquads(nquads).results} == expected
    assert len({key[1] for key in expected}) > 30


def _key(result):
    # a SPARQL constraint that names no value: SHACL leaves to the engine whether the focus node is one
    value = None if result.value in (f"<{result.focus}>", None) else result.value
    return result.focus, result.shape, result.path, value, result.message, result.severity


def test_a_report_says_what_where_and_what_to_do(validator):
    case = next(case for case in corpus.CASES if case.shape == "Claim-confidence")
    report = validator.check_nquads(corpus.to_nquads(corpus.build_broken(case)))
    text = render_text(report)
    assert text.splitlines() == [
        "Violation: A claim's confidence must be one decimal above 0 and at most 1.",
        "  thing:    claim: Ilva Morane · nationality · Narvia <https://w3id.org/diplograph/id/claim/0>",
        "  property: <https://w3id.org/diplograph/ontology#confidence>",
        '  value:    "1.2"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        "  article:  Lake Forum meets <https://news.example/lake>",
        "  sentence: “Ilva Morane, Minister of Foreign Affairs of Narvia, led her countr”",
        "  shape:    <https://w3id.org/diplograph/shapes#Claim-confidence>",
        "  fix:      Write it as xsd:decimal, such as 0.85.",
    ]
    assert (
        json.loads(render_json(report))["results"][0]["label"] == "claim: Ilva Morane · nationality · Narvia"
    )


def test_the_turtle_report_is_a_validation_report(validator):
    report = validator.check_nquads(corpus.to_nquads(corpus.build_broken(*corpus.CASES)))
    triples = [quad.triple for quad in ox.parse(render_turtle(report), ox.RdfFormat.TURTLE)]
    messages = [t for t in triples if t.predicate.value.endswith("resultMessage")]
    assert len(messages) == len(report.results) > 100
    assert render_turtle(Report()).endswith("sh:conforms true .\n")


def test_warnings_do_no_harm(validator):
    case = next(case for case in corpus.CASES if case.shape == "ModeOfType")
    extra = corpus.parse("<event/session> dpo:mode mode:riot .")[0]
    triples = corpus.build_broken(case) + corpus.parse(corpus.claim_turtle(extra, 999, "evidence/a1-0-66"))
    report = validator.check_nquads(corpus.to_nquads(triples))
    assert [result.severity for result in report.results] == ["Warning"]
    assert report.conforms


def test_a_fact_that_is_planned_and_asserted_may_stand(validator):
    extra = corpus.parse("<person/morane> dpo:participatedIn <event/session> .")[0]
    planned = corpus.claim_turtle(extra, 999, "evidence/a1-0-66").replace("mod:asserted", "mod:planned")
    report = validator.check_nquads(corpus.to_nquads(corpus.build_good() + corpus.parse(planned)))
    assert report.conforms


def test_reference_knowledge_needs_no_claims(validator):
    reference = corpus.parse(corpus.PLAIN.split("\n\n", 1)[1])
    assert validator.check_nquads(corpus.to_nquads(reference)).conforms


@pytest.mark.parametrize(
    ("start", "end", "right"),
    [
        ("2006", "2006-03-15", True),
        ("2006-03-15", "2006", True),
        ("2006-03", "2006-03-01", True),
        ("2006-04", "2006-03-31", False),
        ("2007", "2006-12-31", False),
    ],
)
def test_dates_are_compared_as_far_as_both_are_known(validator, start, end, right):
    kinds = {4: "gYear", 7: "gYearMonth", 10: "date"}
    turtle = (
        f'<tenure/2> dpo:start "{start}"^^xsd:{kinds[len(start)]} ; dpo:end "{end}"^^xsd:{kinds[len(end)]} .'
    )
    report = validator.check_nquads(corpus.to_nquads(corpus.parse(turtle)))
    assert report.conforms == right


# -- quotations ----------------------------------------------------------------
def test_quotations_stand_in_the_text(good):
    assert check_quotations(good, corpus.TEXT).conforms


def test_a_quotation_of_another_text_is_told(good):
    report = check_quotations(good, "x" + corpus.TEXT)
    assert len(report.results) == 2
    assert "there stands 'xIlva Morane" in report.results[0].message


@given(st.text(min_size=1, max_size=60), st.text(max_size=60), st.data())
def test_a_span_of_any_text_is_found_again_and_no_other(text, other, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    triples = corpus.parse(
        f"<e> oa:hasSelector <p>, <q> . <p> oa:start {start} ; oa:end {end} . "
        f"<q> oa:exact {ox.Literal(text[start:end])} ."
    )
    nquads = corpus.to_nquads(triples)
    assert check_quotations(nquads, text).conforms
    assert check_quotations(nquads, other).conforms == (other[start:end] == text[start:end])


# -- files ---------------------------------------------------------------------
def test_files_of_every_format_are_checked(tmp_path, good, validator):
    quads = list(ox.parse(good, ox.RdfFormat.N_QUADS))
    triples = [quad.triple for quad in quads]
    for name, form, content in (
        ("a.ttl", ox.RdfFormat.TURTLE, triples),
        ("a.nt", ox.RdfFormat.N_TRIPLES, triples),
        ("a.nq", ox.RdfFormat.N_QUADS, quads),
        ("a.trig", ox.RdfFormat.TRIG, quads),
        ("a.jsonld", ox.RdfFormat.JSON_LD, quads),
        ("a.rdf", ox.RdfFormat.RDF_XML, triples),
    ):
        (tmp_path / name).write_bytes(ox.serialize(content, format=form))
    report = validate_files(sorted(tmp_path.iterdir()), validator)
    assert report.conforms, render_text(report)
    assert report.graphs == 6


def test_a_file_that_does_not_parse_is_told_with_its_line_and_the_rest_is_checked(tmp_path, good, validator):
    (tmp_path / "broken.ttl").write_text("<a> <b> <c> .\n<a> <b> .\n")
    (tmp_path / "good.nq").write_text(good)
    (tmp_path / "notes.txt").write_text("no RDF")
    names = ["broken.ttl", "good.nq", "notes.txt", "missing.ttl"]
    report = validate_files([tmp_path / name for name in names], validator)
    messages = [result.message for result in report.results]
    assert [result.focus.rpartition("/")[2] for result in report.results] == [
        "broken.ttl",
        "notes.txt",
        "missing.ttl",
    ]
    assert "line 2 does not parse" in messages[0]
    assert "suffix" in messages[1]
    assert "No such file" in messages[2]


def test_graphs_of_one_file_are_checked_apart(tmp_path, good, validator):
    other = good.replace("graph/a1>", "graph/a2>").replace("/a1>", "/a2>")
    planned = corpus.to_nquads(
        corpus.parse("<person/teld> dpo:participatedIn <event/next-session> ."), "http://x/other"
    )
    path = tmp_path / "all.nq"
    path.write_text(good + other + planned)
    report = validate_files([path], validator)
    assert report.graphs == 3
    assert {result.shape for result in report.results} == {SHAPES + "EdgeParticipation"}


def test_pyshacl_is_used_where_the_rust_engine_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "shacl", None)
    assert isinstance(Validator()._engine, PyshaclEngine)
