"""The JSON-LD context: short keys that come back as the same triples."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

import graph_corpus as corpus
from diplograph import vocab
from diplograph.resources import resource_path


@pytest.fixture(scope="module")
def context():
    return json.loads(resource_path("ontology", "context.jsonld").read_text("utf-8"))["@context"]


def test_every_term_has_a_key(context):
    assert set(vocab.DPO) <= set(context)


def test_a_graph_comes_back_the_same(context):
    nt = "".join(f"{triple} .\n" for triple in corpus.build_good())
    graph = Graph(bind_namespaces="none").parse(data=nt, format="nt")
    document = graph.serialize(format="json-ld", context=context, auto_compact=False)
    assert isomorphic(Graph().parse(data=document, format="json-ld"), graph)
    assert '"participatedIn"' in document
    with_ours = ox.parse(document, ox.RdfFormat.JSON_LD)
    assert {str(quad.triple) for quad in with_ours} == {str(t) for t in corpus.build_good()}


def test_concepts_are_written_by_their_names(context):
    document = {
        "@context": context,
        "id": "https://example.org/e",
        "type": "Event",
        "eventType": "Session",
        "ploverType": "CONSULT",
        "mode": ["third-party", "multilateral"],
        "ordinal": 55,
        "inPlace": {"id": "https://example.org/p", "type": "Place"},
    }
    expected = corpus.parse(
        "<https://example.org/e> a dpo:Event ; dpo:eventType evt:Session ; dpo:ploverType plover:CONSULT ; "
        "dpo:mode mode:third-party, mode:multilateral ; dpo:ordinal 55 ; "
        "dpo:inPlace <https://example.org/p> . "
        "<https://example.org/p> a dpo:Place ."
    )
    text = json.dumps(document)
    assert {str(q.triple) for q in ox.parse(text, ox.RdfFormat.JSON_LD)} == {str(t) for t in expected}
    assert len(Graph().parse(data=text, format="json-ld")) == len(expected)
