"""The ontology and its vocabularies as a graph of their own, so that queries find what terms are called."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from diplograph.graph.terms import render_iri
from diplograph.resources import resource_path

__all__ = ["build_ontology_graph"]


def build_ontology_graph(base: str) -> str:
    """Write ontology/diplograph.ttl and ontology/vocabularies as sorted N-Quads, without what has no IRI."""
    graph = render_iri(base, "graph/ontology")
    lines = {
        f"{triple.subject} {triple.predicate} {triple.object} {graph} .\n"
        for path in _iter_files()
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if not isinstance(triple.subject, ox.BlankNode) and not isinstance(triple.object, ox.BlankNode)
    }
    return "".join(sorted(lines))


def _iter_files() -> Iterator[Path]:
    yield resource_path("ontology", "diplograph.ttl")
    yield from sorted(resource_path("ontology", "vocabularies").glob("*.ttl"))
