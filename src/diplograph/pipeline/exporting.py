"""The store's graph out into a file: queries, names and writers joined."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from diplograph.errors import ExportError, NameLookupError

if TYPE_CHECKING:
    from diplograph.export import Network, Selection
    from diplograph.query import Reader as Asked
    from diplograph.store import Reader

__all__ = ["NETWORK_FORMATS", "RDF_FORMATS", "build_store_network", "export_store"]

RDF_FORMATS = ("turtle", "trig", "nquads", "jsonld")
NETWORK_FORMATS = ("gexf", "graphml", "csv")


def export_store(
    store: Path,
    kind: str,
    output: str,
    *,
    article: str | None = None,
    entity: str | None = None,
    reference: bool = False,
    min_confidence: float = 0.0,
) -> list[str]:
    """Write a store's graph as one of RDF_FORMATS or NETWORK_FORMATS.

    :param output: a file, "-" for standard output; for csv a folder
    :param article: key, id, address, origin or title of the one article to export
    :param entity: name, Wikidata id or IRI of the one thing to export
    :param reference: draw what only reference knowledge has, too
    :param min_confidence: leave out edges of a network whose best claim is below it
    :returns: what was written and what was left out, as lines for people
    :raises ExportError: if the output cannot be written, or there is nothing to export
    :raises diplograph.errors.NameLookupError: if ``entity`` stands for nothing, or for several things
    """
    from diplograph.export import open_output, select, write_tables
    from diplograph.query import find_thing
    from diplograph.store import open_reader

    with open_reader(store) as reader:
        about = None if entity is None else find_thing(reader, entity).iri
        graph = None if article is None else _find_graph(reader, article)
        if kind in RDF_FORMATS:
            if min_confidence > 0:
                raise ExportError(
                    "min-confidence chooses edges of a network, and RDF has every claim with its confidence",
                    where=kind,
                    fix="export a network, filter on dpo:confidence, or ingest with --min-confidence",
                )
            selection = select(reader, article=graph and graph.replace("/graph/", "/article/"), entity=about)
            with open_output(output) as out:
                _write_rdf(selection, kind, out, reader.base)
            return []
        network = build_store_network(
            reader, graph=graph, entity=about, reference=reference, min_confidence=min_confidence
        )
    if network.graph.number_of_nodes() == 0:
        raise ExportError(
            "there is nothing to draw",
            where=str(store),
            fix="ingest articles first, or ask for less narrow a part",
        )
    if kind == "csv":
        if output == "-":
            raise ExportError(
                "csv is two files, nodes.csv and edges.csv", fix="name a folder for them: -o FOLDER"
            )
        nodes, edges = write_tables(network, Path(output))
        return [f"{nodes} and {edges}: {network.describe()}"]
    with open_output(output) as out:
        _network_writer(kind)(network, out)
    return [network.describe()]


def build_store_network(
    reader: Asked,
    *,
    graph: str | None = None,
    entity: str | None = None,
    reference: bool = False,
    min_confidence: float = 0.0,
) -> Network:
    """Build the network of a store, of what one named graph says, or around one thing."""
    from diplograph.export import build_network, select_neighbours
    from diplograph.query import Rows, keep_sure_edges, load_query

    nodes, edges = load_query("network-nodes").run(reader), load_query("network-edges").run(reader)
    assert isinstance(nodes, Rows)
    assert isinstance(edges, Rows)
    if min_confidence > 0:
        edges = keep_sure_edges(edges, reader, min_confidence)
    network = build_network(nodes.rows, edges.rows, graph=graph, reference=reference)
    return network if entity is None else select_neighbours(network, entity)


def _find_graph(reader: Reader, article: str) -> str:
    """The named graph of an article given by key, id, address, origin, IRI or title."""
    from diplograph.query import find_thing

    rows = reader.find_articles(article)
    if len(rows) == 1:
        return reader.graph_iri(rows[0].key)
    if len(rows) > 1:
        keys = ", ".join(row.key for row in rows[:5])
        raise ExportError(f"{article!r} may be any of several articles", fix=f"give the key of one: {keys}")
    try:
        return find_thing(reader, article, ("Article",)).iri.replace("/article/", "/graph/")
    except NameLookupError as error:
        fix = "give its key, address or title; diplograph articles lists them"
        raise ExportError(
            f"the store has no article {article!r}, or several of that title", fix=fix
        ) from error


def _write_rdf(selection: Selection, kind: str, out: TextIO, base: str) -> None:
    from diplograph.export import write_jsonld, write_nquads, write_trig, write_turtle

    if kind == "turtle":
        write_turtle(selection.merged(), out, base)
    elif kind == "trig":
        write_trig(selection.by_graph(), out, base)
    elif kind == "nquads":
        write_nquads(selection.by_graph(), out)
    else:
        write_jsonld(selection.by_graph(), out)


def _network_writer(kind: str) -> Callable[[Network, TextIO], None]:
    from diplograph.export import write_gexf, write_graphml

    return write_gexf if kind == "gexf" else write_graphml
