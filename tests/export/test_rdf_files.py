"""RDF files: the same quads in every syntax, the same bytes every time, and parts that make sense alone."""

from __future__ import annotations

import io
import json

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from diplograph.errors import ExportError
from diplograph.export import Block, open_output, select, write_jsonld, write_nquads, write_trig, write_turtle
from diplograph.store import open_reader
from diplograph.vocab import DPO, RDF
from queries.make_press import ADAHL, BASE, JOREN, OKUVALE


@pytest.fixture(scope="module")
def press(press_store):
    with open_reader(press_store) as reader:
        yield reader


def written(write, blocks):
    out = io.StringIO()
    write(blocks, out)
    return out.getvalue()


def quads(text, format):
    return set(parse(text.encode(), format))


def test_every_syntax_has_every_quad(press):
    whole = select(press)
    stored = set(press.iter_quads())
    assert quads(written(write_nquads, whole.by_graph()), RdfFormat.N_QUADS) == stored
    assert quads(written(write_trig, whole.by_graph()), RdfFormat.TRIG) == stored
    assert quads(written(write_jsonld, whole.by_graph()), RdfFormat.JSON_LD) == stored
    merged = quads(written(write_turtle, whole.merged()), RdfFormat.TURTLE)
    assert {quad.triple for quad in merged} == {quad.triple for quad in stored}


def test_rdflib_reads_the_turtle_and_the_jsonld(press):
    text = written(write_turtle, select(press).merged())
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert len(graph) == len(quads(text, RdfFormat.TURTLE))
    assert text.count("\n@prefix") > 20
    assert json.loads(written(write_jsonld, select(press).by_graph()))["@context"]["Person"] == "dpo:Person"


def test_turtle_is_for_eyes(press):
    text = written(write_turtle, select(press, entity=BASE + ADAHL).merged())
    assert "\nperson:mirel-adahl-9c0d1e2f\n    a dpo:Person ;\n" in text
    assert 'skos:prefLabel "Mirel Ådahl"@en' in text
    assert "dpo:confidence 0.9 ;" in text


def test_one_article_is_its_graph(press):
    key = next(row.key for row in press.iter_articles())
    part = written(write_nquads, select(press, article=f"{BASE}article/{key}").by_graph())
    assert part == press.graph_nquads(key)
    with pytest.raises(ExportError):
        select(press, article=f"{BASE}article/0000000000000000")


def test_one_thing_comes_with_its_claims_and_their_words(press):
    part = {
        quad.triple
        for quad in quads(
            written(write_nquads, select(press, entity=BASE + JOREN).by_graph()), RdfFormat.N_QUADS
        )
    }
    typed = {(t.object.value, t.subject) for t in part if t.predicate.value == RDF.type}
    kinds = {kind.rpartition("#")[2] for kind, _ in typed}
    assert {
        "Person",
        "Tenure",
        "Participation",
        "Event",
        "Claim",
        "Evidence",
        "TextQuoteSelector",
        "Article",
    } <= kinds
    # nothing hangs in the air: whatever has evidence has the words, whatever is pointed at has a type
    subjects = {t.subject for t in part}
    for triple in part:
        if triple.predicate.value in (DPO.evidence, "http://www.w3.org/ns/oa#hasSelector"):
            assert triple.object in subjects
    named = {
        quad.triple
        for quad in quads(
            written(write_turtle, select(press, entity=BASE + OKUVALE).merged()), RdfFormat.TURTLE
        )
    }
    assert not any("joren-tesk" in str(t.subject) and t.predicate.value == DPO.participatedIn for t in named)


@given(
    st.lists(
        st.tuples(
            st.text(),
            st.sampled_from([None, "en", "kk-Cyrl", "integer", "decimal", "boolean", "gYear", "string"]),
        ),
        min_size=1,
    )
)
def test_any_literal_survives_every_syntax(values):
    triples = []
    for text, kind in values:
        clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
        if kind is None:
            literal = Literal(clean)
        elif kind in ("en", "kk-Cyrl"):
            literal = Literal(clean, language=kind)
        else:
            literal = Literal(clean, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#" + kind))
        triples.append(Triple(NamedNode(BASE + "x"), NamedNode(DPO.text), literal))
    for write, format in ((write_turtle, RdfFormat.TURTLE), (write_jsonld, RdfFormat.JSON_LD)):
        assert {q.triple for q in quads(written(write, [Block.of(triples)]), format)} == set(triples)


def test_output_appears_whole_or_not_at_all(tmp_path):
    path = tmp_path / "x.ttl"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(TypeError), open_output(path) as out:  # noqa: PT012 - the block is what fails
        out.write("half")
        out.write(None)
    assert path.read_text(encoding="utf-8") == "old"
    with open_output(path) as out:
        out.write("new")
    assert path.read_text(encoding="utf-8") == "new"
    assert [child.name for child in tmp_path.iterdir()] == ["x.ttl"]


@pytest.mark.parametrize("name", ["missing/x.ttl", "."])
def test_an_output_that_cannot_be_written_says_so(name, tmp_path):
    with pytest.raises(ExportError) as found, open_output(tmp_path / name):
        pass
    assert found.value.fix
