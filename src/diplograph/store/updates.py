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
    fresh = dict.fromkeys(without_graph(nquads, graph).splitlines(keepends=True))
    gone: dict[str, ox.Triple] = {}
    for quad in quads.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
        line = f"{quad.triple} .\n"
        if line in fresh:
            del fresh[line]  # most of an article's quads stay, as a rule
        else:
            gone[line] = quad.triple
    orphans = _orphans(quads, graph, gone.values())
    if not nquads:
        return f"DELETE DATA {{\n{orphans}}};\nDROP SILENT GRAPH <{graph}>"
    old, new = "".join(gone), "".join(fresh)
    return (
        f"DELETE DATA {{\n{orphans}GRAPH <{graph}> {{\n{old}}} }};\n"
        f"INSERT DATA {{\n{new}GRAPH <{graph}> {{\n{new}}} }}"
    )


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
