"""Readings to RDF: the only room that picks triples.

``build_article_graph`` writes one article's named graph as sorted N-Quads:
the plain triples and the claims that back them, without blank nodes, equal
for equal readings. What the graph cannot hold is handed back as drops.
"""

from __future__ import annotations

from typing import NamedTuple

from diplograph.graph.entities import write_article, write_entities
from diplograph.graph.events import write_events
from diplograph.graph.facts import write_holdings, write_relations
from diplograph.graph.imports import iter_import_quads
from diplograph.graph.judgements import build_judgements_graph
from diplograph.graph.ontology import build_ontology_graph
from diplograph.graph.reference import build_reference_graph
from diplograph.graph.sheet import Sheet
from diplograph.graph.statements import write_statements
from diplograph.graph.sureness import keep_sure
from diplograph.model import Drop, Reading

__all__ = [
    "ArticleGraph",
    "build_article_graph",
    "build_judgements_graph",
    "build_ontology_graph",
    "build_reference_graph",
    "iter_import_quads",
]


class ArticleGraph(NamedTuple):
    """One article's named graph.

    :param nquads: N-Quads, a line a quad, sorted, without duplicates
    :param claims: number of claims in it
    :param drops: what the reading holds and the graph cannot
    """

    nquads: str
    claims: int
    drops: tuple[Drop, ...]


def build_article_graph(reading: Reading, base: str, minimum: float = 0.0) -> ArticleGraph:
    """Write one article's graph.

    :param reading: after resolve; ids of entities and events are paths under ``base``
    :param base: an absolute IRI ending in ``/`` or ``#``
    :param minimum: confidence below which claims are left out, with a drop for each
    """
    reading, unsure = keep_sure(reading, minimum)
    sheet = Sheet(reading, base, minimum)
    write_article(sheet)
    write_entities(sheet)
    write_holdings(sheet)
    write_relations(sheet)
    events = write_events(sheet)
    write_statements(sheet, events)
    nquads, claims = sheet.finish()
    return ArticleGraph(nquads, claims, (*unsure, *sheet.drops))
