"""HermiT finds the ontology consistent, alone and with a graph of ours, and contradictions inconsistent."""

from __future__ import annotations

import io
import shutil

import pyoxigraph as ox
import pytest
from rdflib import Graph

import graph_corpus as corpus
from diplograph.resources import resource_path

owlready2 = pytest.importorskip("owlready2", reason="owlready2 is not installed")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java, and there is none")


def reason(data: str = ""):
    """Classes that nothing can be in; None where the whole is inconsistent."""
    graph = Graph().parse(resource_path("ontology", "diplograph.ttl"))
    graph.parse(data=data, format="turtle")
    world = owlready2.World()
    text = io.BytesIO(graph.serialize(format="nt", encoding="utf-8"))
    world.get_ontology("https://w3id.org/diplograph/ontology#").load(fileobj=text, format="ntriples")
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return None
    return list(world.inconsistent_classes())


def test_no_class_is_empty_by_definition():
    assert reason() == []


def test_a_graph_of_ours_agrees_with_domains_and_ranges():
    # HermiT knows no gYear, so literals stay out
    triples = [t for t in corpus.parse(corpus.PLAIN) if not isinstance(t.object, ox.Literal)]
    assert reason("".join(f"{triple} .\n" for triple in triples)) == []


@pytest.mark.parametrize(
    "data",
    [
        "<person/teld> a dpo:Person, dpo:State .",
        "<person/teld> a dpo:Person ; dpo:territory <place/narvia> .",
        "<tenure/1> dpo:post <event/1> . <event/1> a dpo:Event .",
    ],
)
def test_a_contradiction_is_seen(data):
    assert reason(corpus.PREFIXES + f"@base <{corpus.BASE}> .\n" + data) is None
