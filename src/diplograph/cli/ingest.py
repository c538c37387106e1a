"""``diplograph ingest``."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from diplograph.cli.options import lexicon_option, min_confidence_option, store_option

if TYPE_CHECKING:
    from diplograph.model import Drop
    from diplograph.pipeline import Summary
    from diplograph.pipeline.intake import OnDrop, OnProgress

__all__ = ["ingest_command", "print_summary"]

_SHOWN = 12  # reasons of what was left out, in the closing summary


@click.command("ingest")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@store_option
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes that read.  [default: the cores]")
@click.option("--base", help="Where the IRIs of things begin, for a new store; ends in / or #.")
@click.option("--no-text", is_flag=True, help="Keep only the quotations, not the articles' texts.")
@click.option("--allow-private", is_flag=True, help="Let web addresses lead into this machine's own network.")
@click.option("--extractor", default="english", show_default=True, help="What reads the articles.")
@lexicon_option
@min_confidence_option("Leave out claims less sure than this, 0 to 1, and count them.")
@click.option(
    "--drops",
    type=click.File("w", encoding="utf-8", lazy=False),
    help="List what was left out, as JSON Lines.",
)
@click.option(
    "--reconcile",
    metavar="URL",
    help="Then ask this reconciliation service who the unknown are: sends it their names.",
)
@click.option("--summary", type=click.Choice(["json"]), help="Print the summary as JSON on standard output.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def ingest_command(
    sources: tuple[str, ...],
    store: Path,
    drops: TextIO | None,
    reconcile: str | None,
    summary: str | None,
    quiet: bool,
    **chosen: Any,
) -> None:
    """Read articles into the store.

    SOURCE is a text, Markdown, HTML or JSON Lines file, a folder, a glob, an
    http(s) address, or - for standard input. Articles that the store has
    already are left as they are; edited ones take the place of their old version.

    \b
    diplograph ingest data/samples
    diplograph ingest news.jsonl --jobs 4 --store my-store
    """
    from diplograph.pipeline import Options, ingest

    base: str | None = chosen["base"]
    if base is not None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#]", base):
        raise click.BadParameter("expected an absolute IRI that ends in / or #", param_hint="--base")
    options = Options(
        jobs=chosen["jobs"],
        base=base,
        keep_text=not chosen["no_text"],
        allow_private=chosen["allow_private"],
        extractor=chosen["extractor"],
        lexicon=chosen["lexicon"],
        min_confidence=chosen["min_confidence"],
    )
    on_drop = _drop_writer(drops) if drops else None
    try:
        with _progress(quiet) as on_progress:
            result = ingest(
                sources, store, options, stdin=sys.stdin.buffer, on_progress=on_progress, on_drop=on_drop
            )
    except KeyboardInterrupt:
        click.echo("Interrupted: what was read is kept; run the same command to go on.", err=True)
        sys.exit(1)
    print_summary(result, quiet=quiet)
    if summary == "json":
        click.echo(json.dumps(result.as_object(), ensure_ascii=False, indent=2))
    if reconcile is not None:
        from diplograph.cli.reconcile import print_reconciled
        from diplograph.pipeline.reconciling import reconcile as ask

        answered = ask(store, reconcile, allow_private=options.allow_private)
        if not quiet:
            print_reconciled(answered)
    if not result.is_clean:
        sys.exit(1)


@contextmanager
def _progress(quiet: bool) -> Iterator[OnProgress | None]:
    """A bar on standard error while it is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(24), TextColumn("{task.completed:,} articles"), TimeElapsedColumn())
    with Progress(
        *columns, TextColumn("{task.description}"), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("", total=None)

        def advance(origin: str, summary: Summary) -> None:
            from rich.markup import escape

            bar.update(task, advance=1, description=escape(origin[-60:]))

        yield advance


def _drop_writer(out: TextIO) -> OnDrop:
    def write(origin: str, drop: Drop) -> None:
        line: dict[str, object] = {"origin": origin, "reason": drop.reason}
        if drop.span is not None:
            line |= {"start": drop.span.start, "end": drop.span.end, "text": drop.span.exact}
        out.write(json.dumps(line, ensure_ascii=False) + "\n")

    return write


def print_summary(summary: Summary, *, quiet: bool) -> None:
    """Say on standard error what became of the articles, and why things were left out."""
    for problem in summary.failed:
        click.echo(f"Error: {problem.message}", err=True)
    for problem in summary.quarantined:
        click.echo(f"Quarantined: {problem.origin}", err=True)
    if quiet:
        return
    for problem in summary.skipped:
        click.echo(problem.message.splitlines()[0] + f" ({problem.origin})", err=True)
    states = summary.states
    counts = [
        f"{states[state]} {state}" for state in ("new", "unchanged", "replaced", "quarantined", "failed")
    ]
    click.echo(f"articles: {', '.join(counts)}", err=True)
    click.echo(f"claims: {summary.claims}", err=True)
    if states["quarantined"]:
        click.echo("see: diplograph quarantine show", err=True)
    for title, found in (("left out", summary.drops), ("noted", summary.notes)):
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        for reason, count in ranked[:_SHOWN]:
            click.echo(f"{title}: {count} x {reason}", err=True)
        rest = len(ranked) - _SHOWN
        if rest > 0:
            more = sum(count for _, count in ranked[_SHOWN:])
            click.echo(f"{title}: {more} for {rest} other reasons (--drops lists all)", err=True)
