"""The shapes as a document: what they say of themselves and of each other."""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

import graph_corpus as corpus
from diplograph import vocab
from diplograph.validate.shapes import FIX, load_shapes, shapes_files

SH = Namespace("http://www.w3.org/ns/shacl#")
DPS = Namespace("https://w3id.org/diplograph/shapes#")


@pytest.fixture(scope="module")
def shapes():
    graph = Graph()
    for path in shapes_files():
        graph.parse(path)
    return graph


def test_every_class_has_a_shape(shapes):
    targets = set(shapes.objects(None, SH.targetClass))
    classes = [
        "Person",
        "Organization",
        "State",
        "Place",
        "Post",
        "Tenure",
        "Event",
        "Participation",
        "Statement",
    ]
    classes += ["Document", "Resolution", "Article", "Claim", "Evidence", "Judgement"]
    assert {URIRef(vocab.DPO[name]) for name in classes} <= targets


def test_every_constraint_has_a_sentence_and_advice(shapes):
    constraints = set(shapes.subjects(RDF.type, SH.PropertyShape)) | set(shapes.subjects(SH.sparql, None))
    assert len(constraints) == 105
    for shape in constraints:
        message = shapes.value(shapes.value(shape, SH.sparql) or shape, SH.message)
        assert str(message).endswith("."), shape
        assert str(message)[0].isupper(), shape
        assert shapes.value(shape, URIRef(FIX)), shape


def test_every_property_shape_is_used(shapes):
    declared = set(shapes.subjects(RDF.type, SH.PropertyShape))
    assert declared == set(shapes.objects(None, SH.property))


def test_a_claim_may_be_about_whatever_needs_one(shapes):
    listed = shapes.value(DPS["Claim-predicate-known"], SH["in"])
    known = {str(term) for term in Collection(shapes, listed)}
    assert corpus.content_predicates() <= known
    assert all(f"<{iri}>" in _all_terms() for iri in known)


def _all_terms() -> set[str]:
    spaces = [value for value in vars(vocab).values() if isinstance(value, vocab.Namespace)]
    return {f"<{iri}>" for space in spaces for iri in space.values()}


def test_queries_keep_to_what_shacl_allows():
    for query in load_shapes().queries:
        words = query.sparql.upper().split()
        assert not {"VALUES", "MINUS", "SERVICE", "GRAPH"} & set(words), query.shape
