"""``diplograph articles``, ``remove`` and ``stats``: what the store holds."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diplograph.cli.options import Format, format_option, store_option
from diplograph.cli.rows import write_rows

__all__ = ["articles_command", "remove_command", "stats_command"]


@click.command("articles")
@store_option
@format_option
def articles_command(store: Path, output_format: Format | None) -> None:
    """List the articles in the store and their state.

    The state is stored, replaced (an earlier version was there), or quarantined.

    \b
    diplograph articles --format csv
    """
    from diplograph.pipeline import list_articles

    columns = ("key", "state", "published", "publisher", "title", "claims", "versions", "url", "origin")
    write_rows(columns, list_articles(store), output_format, sys.stdout)


@click.command("remove")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@store_option
def remove_command(articles: tuple[str, ...], store: Path) -> None:
    """Take articles out of the store: graph, text, history and quarantine.

    ARTICLE is a key (or its first six digits or more), an id, an address, or
    the file it came from, as `diplograph articles` lists them.

    \b
    diplograph remove 5c1d0e2f
    """
    from diplograph.pipeline import remove_articles

    for row in remove_articles(store, articles):
        click.echo(f"removed {row.key} {row.title or row.origin}", err=True)


@click.command("stats")
@store_option
@format_option
def stats_command(store: Path, output_format: Format | None) -> None:
    """Count what the store holds; things of the reference tables are not counted.

    \b
    diplograph stats --format json
    """
    from diplograph.pipeline import count_store

    write_rows(("what", "count"), count_store(store).items(), output_format, sys.stdout)
