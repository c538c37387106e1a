"""The one layer between a network and XML: every value one that readers take as it was meant.

What it guards against was seen: networkx raises for None, dates, sets and RDF
terms; control characters make XML that no parser opens; Gephi nulls a column
of mixed types; words that GEXF reserves change the graph instead of describing it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from networkx import MultiDiGraph

__all__ = ["sanitize_network", "sanitize_text"]

Plain = str | int | float | bool
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Names that networkx takes for structure, not for description.
_RESERVED = {
    "node": frozenset(
        ["id", "key", "networkx_key", "pid", "start", "end", "viz", "parents", "spells", "slices"]
    ),
    "edge": frozenset(
        ["id", "key", "networkx_key", "type", "start", "end", "viz", "spells", "slices", "source", "target"]
    ),
}


def sanitize_text(text: str) -> str:
    """Replace characters that XML 1.0 cannot hold by U+FFFD, so that their place is seen."""
    return _ILLEGAL.sub("\ufffd", text)


def sanitize_network(graph: MultiDiGraph) -> MultiDiGraph:
    """Copy a network with plain values alone, each column of one type, nodes and edges in order.

    A column of mixed types becomes text; a number that is missing beside numbers
    makes its column text, too, since a zero would be invented. Reserved names
    get an underscore. Structure (``viz``, spells) is left to the writers.
    """
    clean = graph.__class__()
    names = {node: sanitize_text(str(node)) for node in graph.nodes}
    nodes = {node: data for node, data in graph.nodes(data=True)}  # noqa: C416 - a view is no dict
    columns = _column_types(nodes.values(), "node")
    for node in sorted(nodes, key=str):
        clean.add_node(names[node], **_row(nodes[node], columns, "node"))
    edges = {
        (str(u), str(v), str(key)): (u, v, data) for u, v, key, data in graph.edges(keys=True, data=True)
    }
    columns = _column_types((data for _, _, data in edges.values()), "edge")
    for (_, _, key), (u, v, data) in sorted(
        edges.items(), key=lambda item: (item[0][0], item[0][1], item[0][2].zfill(12))
    ):
        clean.add_edge(names[u], names[v], key=sanitize_text(key), **_row(data, columns, "edge"))
    return clean


def _plain(value: Any) -> Plain | None:  # noqa: PLR0911 - one line a kind of value
    """A value as one of four plain types, or None where it is missing."""
    if hasattr(value, "item") and not isinstance(value, (str, bytes)):  # numpy's scalars
        value = value.item()
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return sanitize_text("; ".join(f"{key}={item}" for key, item in sorted(value.items(), key=str)))
    if isinstance(value, (list, tuple)):
        return sanitize_text("; ".join(str(item) for item in value))
    if isinstance(value, (set, frozenset)):
        return sanitize_text("; ".join(sorted(str(item) for item in value)))
    return sanitize_text(str(value))


def _name(name: str, what: str) -> str:
    return f"{name}_" if name in _RESERVED[what] else sanitize_text(name)


def _column_types(rows: Iterable[Mapping[str, Any]], what: str) -> dict[str, type]:
    """The one type of each column: text where types differ, or where numbers are missing."""
    found: dict[str, set[type]] = {}
    count = 0
    filled: dict[str, int] = {}
    for data in rows:
        count += 1
        for name, value in data.items():
            plain = _plain(value)
            if plain is not None:
                found.setdefault(_name(name, what), set()).add(type(plain))
                filled[_name(name, what)] = filled.get(_name(name, what), 0) + 1
    types: dict[str, type] = {}
    for name, kinds in sorted(found.items()):
        kind = kinds.pop() if len(kinds) == 1 else (float if kinds <= {int, float} else str)
        types[name] = kind if filled[name] == count else str
    return types


def _row(data: Mapping[str, Any], columns: Mapping[str, type], what: str) -> dict[str, Plain]:
    values = {_name(name, what): _plain(value) for name, value in data.items()}
    row: dict[str, Plain] = {}
    for name, kind in columns.items():
        value = values.get(name)
        if value is None:
            row[name] = ""
        elif kind is str and isinstance(value, bool):
            row[name] = str(value).lower()
        else:
            row[name] = kind(value)
    return row
