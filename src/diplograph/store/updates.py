"""Changes of named graphs as SPARQL updates that keep the union of all graphs in the default graph.

Each update is one transaction, so that a reader finds what was before or what is after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

__all__ = ["UNION", "iter_edits", "without_graph", "write_swap"]

UNION = ox.DefaultGraph()
_PIECE = 2000  # lines that are changed at once


def without_graph(nquads: str, graph: str) -> str:
    """The quads of one graph as triples."""
    return nquads.replace(f" <{graph}> .\n", " .\n")


def write_swap(quads: ox.Store, graph: str, nquads: str) -> str:
    """The update that puts other quads in the place of a graph's; of none where the graph goes."""
    triples = without_graph(nquads, graph)
    kept = set(triples.splitlines(keepends=True))
    old = (quad.triple for quad in quads.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    gone = _orphans(quads, graph, (triple for triple in old if f"{triple} .\n" not in kept))
    steps = [f"DELETE DATA {{\n{gone}}}", f"DROP SILENT GRAPH <{graph}>"]
    if triples:
        steps.append(f"INSERT DATA {{\n{triples}GRAPH <{graph}> {{\n{triples}}} }}")
    return ";\n".join(steps)


def iter_edits(quads: ox.Store, graph: str, gone: str, fresh: str) -> Iterator[str]:
    """Updates that take some quads out of a graph and put others in; what is done already does no harm."""
    for lines in _pieces(gone):
        triples = [quad.triple for quad in ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS)]
        orphans = _orphans(quads, graph, triples)
        yield f"DELETE DATA {{\n{orphans}GRAPH <{graph}> {{\n{without_graph(''.join(lines), graph)}}} }}"
    for lines in _pieces(fresh):
        added = without_graph("".join(lines), graph)
        yield f"INSERT DATA {{\n{added}GRAPH <{graph}> {{\n{added}}} }}"


def _pieces(text: str) -> Iterator[list[str]]:
    lines = text.splitlines(keepends=True)
    for start in range(0, len(lines), _PIECE):
        yield lines[start : start + _PIECE]


def _orphans(quads: ox.Store, graph: str, triples: Iterable[ox.Triple]) -> str:
    """Those that no other graph says, which the union therefore loses."""
    ours = {UNION, ox.NamedNode(graph)}
    return "".join(
        f"{triple} .\n"
        for triple in triples
        if all(
            quad.graph_name in ours
            for quad in quads.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        )
    )
