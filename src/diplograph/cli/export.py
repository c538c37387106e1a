"""``diplograph export``: the graph in the files other tools open."""

from __future__ import annotations

from pathlib import Path

import click

from diplograph.cli.options import min_confidence_option, store_option

__all__ = ["export_command"]


@click.command("export")
@click.argument("kind", type=click.Choice(["gexf", "graphml", "csv", "turtle", "trig", "nquads", "jsonld"]))
@click.option(
    "-o", "--output", default="-", show_default="standard output", help="File to write; for csv, a folder."
)
@click.option("--article", help="Only what this article says: its key, address, file or title.")
@click.option("--entity", help="Only what is said about this thing: its name, Wikidata id or IRI.")
@click.option("--reference", is_flag=True, help="In a network, also draw what no article names.")
@min_confidence_option("Leave out edges of a network whose best claim is less sure than this, 0 to 1.")
@store_option
def export_command(
    kind: str,
    output: str,
    article: str | None,
    entity: str | None,
    reference: bool,
    min_confidence: float,
    store: Path,
) -> None:
    """Write the graph as a network (gexf, graphml, csv) or as RDF (turtle, trig, nquads, jsonld).

    A network has persons, bodies, states, events, places and documents as nodes,
    and what ties them as edges. RDF has every claim with its words; turtle merges
    the articles' graphs, the others keep them apart.

    \b
    diplograph export gexf -o graph.gexf
    diplograph export csv -o tables
    diplograph export turtle --entity "Human Rights Council" -o council.ttl
    """
    from diplograph.pipeline.exporting import export_store

    chosen = {"article": article, "entity": entity}
    for line in export_store(
        store, kind, output, **chosen, reference=reference, min_confidence=min_confidence
    ):
        click.echo(line, err=True)
    if output != "-" and kind != "csv":
        click.echo(f"written: {output}", err=True)
