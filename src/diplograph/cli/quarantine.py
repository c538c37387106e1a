"""``diplograph quarantine``: articles whose graph broke a shape."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diplograph.cli.ingest import print_summary
from diplograph.cli.options import Format, format_option, lexicon_option, min_confidence_option, store_option
from diplograph.cli.rows import write_rows

__all__ = ["quarantine_group"]


@click.group("quarantine")
def quarantine_group() -> None:
    """List, show or retry articles whose graph broke a shape.

    Such an article is kept out of the graph, with the report that says why.
    """


@quarantine_group.command("list")
@store_option
@format_option
def list_command(store: Path, output_format: Format | None) -> None:
    """List the articles in quarantine.

    \b
    diplograph quarantine list --format jsonl
    """
    from diplograph.store import open_reader

    with open_reader(store) as reader:
        rows = [
            (case.key, case.title, case.origin, case.report.splitlines()[0])
            for case in reader.iter_quarantined()
        ]
    write_rows(("key", "title", "origin", "problem"), rows, output_format, sys.stdout)


@quarantine_group.command("show")
@click.argument("article", required=False)
@click.option("--graph", is_flag=True, help="Print the refused graph as N-Quads instead of the report.")
@store_option
def show_command(article: str | None, graph: bool, store: Path) -> None:
    """Print the report on ARTICLE (key, id or origin), or on all of them.

    \b
    diplograph quarantine show 5c1d0e2f
    """
    from diplograph.pipeline import find_quarantined

    for case in find_quarantined(store, article):
        if graph:
            click.echo(case.nquads, nl=False)
        else:
            click.echo(f"{case.key} {case.title or case.origin}\n{case.report.rstrip()}\n")


@quarantine_group.command("retry")
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@store_option
@lexicon_option
@min_confidence_option("Leave out claims less sure than this, 0 to 1, and count them.")
def retry_command(
    articles: tuple[str, ...], store: Path, lexicon: tuple[Path, ...], min_confidence: float
) -> None:
    """Read articles in quarantine again: these, or all.

    \b
    diplograph quarantine retry
    """
    from diplograph.pipeline import Options, find_quarantined, retry

    keys = [case.key for name in articles for case in find_quarantined(store, name)] if articles else None
    options = Options(lexicon=lexicon, min_confidence=min_confidence)
    summary, missing = retry(store, keys, options)
    print_summary(summary, quiet=False)
    for origin in missing:
        click.echo(
            f"Error: the text was not kept (--no-text)\n  where: {origin}\n  fix:   ingest it again", err=True
        )
    if missing or not summary.is_clean:
        sys.exit(1)
