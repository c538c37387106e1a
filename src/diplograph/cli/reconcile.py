"""``diplograph reconcile``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from diplograph.cli.options import Format, format_option, store_option

if TYPE_CHECKING:
    from diplograph.pipeline.reconciling import Kind, Reconciled

__all__ = ["print_reconciled", "reconcile_command"]


@click.command("reconcile")
@click.argument("url")
@store_option
@click.option(
    "--kind",
    type=click.Choice(["person", "organization"]),
    help="Ask about these alone; says too that an answer without a type is of that kind.",
)
@click.option("--dry-run", is_flag=True, help="Print what would follow; leave the judgements as they are.")
@click.option("--again", is_flag=True, help="Ask anew what the service was asked before.")
@click.option("--allow-private", is_flag=True, help="Let URL lead into this machine's own network.")
@click.option(
    "--pause",
    type=click.FloatRange(0, 60),
    default=1.0,
    show_default=True,
    help="Seconds between two requests.",
)
@format_option
def reconcile_command(
    url: str,
    store: Path,
    kind: str | None,
    dry_run: bool,
    again: bool,
    allow_private: bool,
    pause: float,
    output_format: Format | None,
) -> None:
    """Ask a reconciliation service which items of Wikidata the store's people and bodies are.

    URL is the endpoint of a Reconciliation Service API, version 0.1 or 0.2,
    whose ids are Wikidata's. The names of those whom the reference does not
    know are sent to it; answers are kept in the store, so that nothing is asked
    twice. What is certain becomes a link, what is not waits in diplograph
    resolve; both are judgements that you can take back.

    \b
    diplograph reconcile https://example.org/reconcile --dry-run
    """
    from diplograph.cli.rows import write_rows
    from diplograph.pipeline.reconciling import reconcile

    result = reconcile(
        store,
        url,
        kind=cast("Kind | None", kind.capitalize() if kind else None),
        allow_private=allow_private,
        again=again,
        keep=not dry_run,
        pause=pause,
        on_answer=_say_progress if sys.stderr.isatty() else None,
    )
    rows = [
        (one.left, result.names.get(one.left), one.right, one.verdict, one.why) for one in result.proposals
    ]
    write_rows(("thing", "name", "same", "verdict", "why"), rows, output_format, sys.stdout)
    print_reconciled(result)


def _say_progress(answers: int) -> None:
    click.echo(f"\ranswers: {answers}", nl=False, err=True)


def print_reconciled(result: Reconciled) -> None:
    """Say on standard error how much was asked and what became of it."""
    if sys.stderr.isatty():
        click.echo("\r", nl=False, err=True)
    links = sum(one.verdict == "positive" for one in result.proposals)
    click.echo(f"asked about: {result.asked}, in {result.requests} requests", err=True)
    if result.unasked:
        click.echo(f"not asked about: {result.unasked} people known by one name only", err=True)
    click.echo(f"links: {links}, unsure: {len(result.proposals) - links}", err=True)
    click.echo(f"judgements: {result.added} new, {result.retracted} retracted", err=True)
