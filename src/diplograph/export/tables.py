"""nodes.csv and edges.csv, with the column names that Gephi and most tools look for."""

from __future__ import annotations

import csv
from pathlib import Path

from diplograph.errors import ExportError
from diplograph.export.network import Network
from diplograph.export.writing import open_output

__all__ = ["write_tables"]

_NODE = ("label", "type", "country", "wikidata", "degree")
_EDGE = ("kind", "label", "weight", "first", "last", "articles")


def write_tables(network: Network, folder: Path) -> tuple[Path, Path]:
    """Write the network as two CSV files in ``folder``, which is made where it is missing.

    :returns: the paths of nodes.csv and edges.csv
    :raises ExportError: if they cannot be written
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"cannot make the folder: {error.strerror or error}",
            where=str(folder),
            fix="choose another with -o",
        ) from error
    nodes, edges = folder / "nodes.csv", folder / "edges.csv"
    with open_output(nodes) as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["Id", *(_heading(name) for name in _NODE)])
        rows.writerows([iri, *(data[name] for name in _NODE)] for iri, data in network.graph.nodes(data=True))
    with open_output(edges) as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["Id", "Source", "Target", "Type", *(_heading(name) for name in _EDGE)])
        rows.writerows(
            [key, source, target, "Directed", *(data[name] for name in _EDGE)]
            for source, target, key, data in network.graph.edges(keys=True, data=True)
        )
    return nodes, edges


def _heading(name: str) -> str:
    """Gephi knows Label and Weight by these names; the others keep ours."""
    return name.capitalize() if name in ("label", "weight", "kind") else name
