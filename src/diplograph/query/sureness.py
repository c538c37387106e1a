"""Rows without those whose claims are less sure than asked for."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.errors import QueryError
from diplograph.query.asking import Cell, Reader, Result, Rows

__all__ = ["keep_sure", "keep_sure_edges"]

_UNSURE = """PREFIX dpo: <https://w3id.org/diplograph/ontology#>
SELECT DISTINCT ?claim WHERE { ?claim dpo:confidence ?confidence FILTER(?confidence < %s) }"""

_CLAIMS = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX dpo: <https://w3id.org/diplograph/ontology#>
SELECT ?graph ?subject ?object ?confidence WHERE {
  GRAPH ?graph { ?claim dpo:confidence ?confidence ; rdf:subject ?subject ; rdf:object ?object }
}"""


def keep_sure(result: Result, reader: Reader, minimum: float, where: str) -> Rows:
    """A result without the rows that show a claim below the minimum.

    Claims are known by the columns named "claim" or ending in "_claim", as IRIs or as the end of one.
    A row of reference knowledge has no claim and stays.

    :param minimum: in [0, 1]; a claim of just this confidence stays
    :param where: what messages call the query
    :raises QueryError: if the result has no such column, so that its rows cannot be told apart
    """
    if not isinstance(result, Rows) or not (places := _claim_columns(result.columns)):
        raise QueryError(
            "the rows of this query show no claims, so that --min-confidence cannot choose among them",
            where=where,
            fix="ask a query with a claim column (diplograph query NAME --help lists columns),"
            " or ingest with --min-confidence",
        )
    answer = reader.query(_UNSURE % f"{minimum:f}")
    unsure = {solution["claim"].value.rpartition("/")[2] for solution in answer}
    return Rows(result.columns, _iter_sure(result, places, unsure))


def keep_sure_edges(edges: Rows, reader: Reader, minimum: float) -> Rows:
    """Rows of the query network-edges without the facts whose best claim is below the minimum.

    What has no claim, such as reference knowledge and the state a body is of, stays.

    :param minimum: in [0, 1]; a claim of just this confidence stays
    """
    best: dict[tuple[str, ...], float] = {}
    for solution in reader.query(_CLAIMS):
        graph, subject, object = (solution[name].value for name in ("graph", "subject", "object"))
        confidence = float(solution["confidence"].value)
        for key in ((graph, subject), (graph, subject, object)):
            best[key] = max(best.get(key, 0.0), confidence)
    return Rows(edges.columns, (row for row in edges.rows if _best_of(row, best) >= minimum))


def _best_of(edge: tuple[Cell, ...], best: dict[tuple[str, ...], float]) -> float:
    source, target, *_, fact, graph = (str(cell) for cell in edge)
    # A node of its own (a tenure, a participation) is one fact; a thing has as many as it has triples.
    return best.get((graph, fact) if fact != source else (graph, source, target), 1.0)


def _claim_columns(columns: tuple[str, ...]) -> list[int]:
    return [place for place, name in enumerate(columns) if name == "claim" or name.endswith("_claim")]


def _iter_sure(rows: Rows, places: list[int], unsure: set[str]) -> Iterator[tuple[Cell, ...]]:
    for row in rows.rows:
        if not any(str(row[place]).rpartition("/")[2] in unsure for place in places):
            yield row
