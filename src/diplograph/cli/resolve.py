"""``diplograph resolve``: which things may be one, and what people decided about it."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from diplograph.cli.options import Format, format_option, store_option
from diplograph.cli.rows import write_rows

if TYPE_CHECKING:
    from diplograph.pipeline.judging import Signature
    from diplograph.pipeline.quoting import Quoted
    from diplograph.pipeline.waiting import Waiting

__all__ = ["resolve_group"]

_UNSPECIFIED = "https://w3id.org/sssom/license/unspecified"


def _check_day(context: click.Context, parameter: click.Parameter, value: str) -> str:
    if value and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
        raise click.BadParameter("expected a date such as 2024-05-03")
    return value


def _signed(function: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(
        (
            click.option(
                "--by", default="", envvar="DIPLOGRAPH_BY", help="Who decides.  [env: DIPLOGRAPH_BY]"
            ),
            click.option("--date", default="", callback=_check_day, help="When; not said unless given."),
            click.option("--why", default="", help="Why, in a sentence."),
        )
    ):
        function = option(function)
    return function


def _signature(chosen: dict[str, str]) -> Signature:
    from diplograph.pipeline.judging import Signature

    return Signature(chosen["by"], chosen["date"], chosen["why"])


@click.group("resolve", invoke_without_command=True)
@store_option
@click.pass_context
def resolve_group(context: click.Context, store: Path) -> None:
    """Review which things may be one, and decide; every decision can be taken back.

    \b
    diplograph resolve
    diplograph resolve accept 3fa9c1 --why "one senator"
    diplograph resolve undo
    """
    if context.invoked_subcommand is None:
        context.invoke(list_command, store=store, limit=20, output_format=None)


@resolve_group.command("list")
@store_option
@click.option("--limit", type=click.IntRange(1), help="Pairs to print, the best first.  [default: all]")
@format_option
def list_command(store: Path, limit: int | None, output_format: Format | None) -> None:
    """List pairs that wait for a decision, the best first, with the sentences that name them.

    On a terminal the two stand side by side; --format prints rows. What rules
    were sure of doesn't wait: see diplograph resolve merged.

    Example: diplograph resolve list --limit 5
    """
    from diplograph.pipeline.waiting import list_waiting

    waiting, count = list_waiting(store, limit)
    if output_format is None and sys.stdout.isatty():
        width = min(shutil.get_terminal_size().columns, 160)
        for pair in waiting:
            click.echo("\n".join(_render(pair, width)))
    else:
        columns = ["pair", "score", "left", "left_name", "right", "right_name", "for", "against"]
        columns += ["left_sentence", "left_source", "right_sentence", "right_source"]
        write_rows(columns, [_row(pair) for pair in waiting], output_format, sys.stdout)
    shown = f", {len(waiting)} shown" if len(waiting) < count else ""
    click.echo(f"waiting: {count}{shown}", err=True)


@resolve_group.command("merged")
@store_option
@click.option("--limit", type=click.IntRange(1), help="Pairs to print.  [default: all]")
@format_option
def merged_command(store: Path, limit: int | None, output_format: Format | None) -> None:
    """List pairs that rules took for one, and why, with the sentences that name them.

    Where more than two are one, the pairs join them all. To part two of them
    say so: diplograph resolve reject PAIR; the articles are told apart as if
    no rule had merged them, and undo merges them again.

    Example: diplograph resolve merged --limit 5
    """
    from diplograph.pipeline.waiting import list_merged

    merged, count = list_merged(store, limit)
    if output_format is None and sys.stdout.isatty():
        width = min(shutil.get_terminal_size().columns, 160)
        for pair in merged:
            click.echo("\n".join(_render(pair, width, "merged")))
    else:
        columns = ["pair", "left", "left_name", "right", "right_name", "why"]
        columns += ["left_sentence", "left_source", "right_sentence", "right_source"]
        rows = [(row[0], *row[2:7], *row[8:]) for row in map(_row, merged)]
        write_rows(columns, rows, output_format, sys.stdout)
    shown = f", {len(merged)} shown" if len(merged) < count else ""
    click.echo(f"merged by rules: {count}{shown}", err=True)


def _row(pair: Waiting) -> list[str | float | None]:
    row: list[str | float | None] = [pair.id, pair.score, *pair.left, *pair.right]
    row += ["; ".join(pair.reasons), "; ".join(pair.doubts)]
    for quotes in (pair.left_quotes, pair.right_quotes):
        row += [quotes[0].text, quotes[0].source] if quotes else [None, None]
    return row


def _render(pair: Waiting, width: int, unscored: str = "unsure") -> Iterator[str]:
    score = unscored if pair.score is None else f"{pair.score:.2f}"
    yield click.style(f"{pair.id}  {score}", bold=True) + f"  {'; '.join(pair.reasons)}"
    if pair.doubts:
        yield "  but: " + "; ".join(pair.doubts)
    half = (width - 5) // 2
    left = [*_side(pair.left, pair.left_quotes, half)]
    right = [*_side(pair.right, pair.right_quotes, half)]
    for one, other in zip_longest(left, right, fillvalue=""):
        yield f"  {one:<{half}} | {other}".rstrip()
    yield ""


def _side(thing: tuple[str, str], quotes: tuple[Quoted, ...], width: int) -> Iterator[str]:
    id, name = thing
    yield from textwrap.wrap(name, width)
    yield from textwrap.wrap(id, width)
    for quote in quotes:
        yield from textwrap.wrap(f"“{quote.text}”", width)
        yield from textwrap.wrap(f"– {quote.source}", width, subsequent_indent="  ")


@resolve_group.command("accept")
@click.argument("names", nargs=-1, required=True, metavar="PAIR | A B")
@store_option
@_signed
def accept_command(names: tuple[str, ...], store: Path, **chosen: str) -> None:
    """Say that two things are one.

    PAIR is the short id of a pair that waits. A and B are names, paths or
    IRIs; B may be an item of Wikidata, to which A is then linked. Of the two
    ids that of the reference stays, else the first in the alphabet; the other
    leads to it.

    \b
    diplograph resolve accept 3fa9c1
    diplograph resolve accept person/ada-orrel-1c7a7246 Q42 --by "N. N."
    """
    _judge(store, "positive", names, chosen)


@resolve_group.command("reject")
@click.argument("names", nargs=-1, required=True, metavar="PAIR | A B")
@store_option
@_signed
def reject_command(names: tuple[str, ...], store: Path, **chosen: str) -> None:
    """Say that two things are two, so that they are never listed or merged again.

    Two that were accepted before, or that a rule had merged, are parted.

    Example: diplograph resolve reject 3fa9c1 --why "father and son"
    """
    _judge(store, "negative", names, chosen)


def _judge(store: Path, verdict: Any, names: tuple[str, ...], chosen: dict[str, str]) -> None:
    from diplograph.pipeline.judging import judge

    if len(names) > 2:
        raise click.UsageError("give the id of one pair, or two things")
    one, lines = judge(store, verdict, names, _signature(chosen))
    click.echo(f"{one.verdict}: {one.left} and {one.right}", err=True)
    _say(lines)


@resolve_group.command("split")
@click.argument("name")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@store_option
@_signed
def split_command(name: str, articles: tuple[str, ...], store: Path, **chosen: str) -> None:
    """Say that what some articles call NAME is another thing of that name.

    ARTICLE is a key, id or address, as diplograph articles lists them.

    Example: diplograph resolve split "Ada Orrel" 6729aa6e536db2a8
    """
    from diplograph.pipeline.judging import split

    _say(split(store, name, articles, _signature(chosen))[1])


@resolve_group.command("undo")
@click.argument("names", nargs=-1, metavar="[PAIR | A B]")
@store_option
@_signed
def undo_command(names: tuple[str, ...], store: Path, **chosen: str) -> None:
    """Take back the latest judgement, or the latest about these things.

    The graph is afterwards what it would be if the judgement had never been
    made; the log keeps that it was.

    Example: diplograph resolve undo
    """
    from diplograph.pipeline.judging import undo

    one, lines = undo(store, names, _signature(chosen))
    click.echo(f"taken back: {one.verdict}, {one.left} and {one.right}", err=True)
    _say(lines)


def _say(lines: list[str]) -> None:
    for line in lines:
        click.echo(line, err=True)


@resolve_group.command("log")
@store_option
@format_option
def log_command(store: Path, output_format: Format | None) -> None:
    """List all judgements in the order in which they were made.

    Example: diplograph resolve log --format csv
    """
    from diplograph.pipeline.judging import list_log

    columns = ["number", "verdict", "left", "right", "article", "by", "when", "why", "in_force"]
    write_rows(columns, list_log(store), output_format, sys.stdout)


@resolve_group.command("export")
@store_option
@click.option("-o", "--output", type=click.File("w", encoding="utf-8"), default="-", help="Where to.")
@click.option("--license", "license_iri", default=_UNSPECIFIED, show_default=True, help="Of the mapping set.")
def export_command(store: Path, output: TextIO, license_iri: str) -> None:
    """Write the judgements in force as an SSSOM mapping set.

    Example: diplograph resolve export -o judgements.sssom.tsv
    """
    from diplograph.pipeline.judging import export_judgements

    output.write(export_judgements(store, license_iri))


@resolve_group.command("import")
@click.argument("file", type=click.File("r", encoding="utf-8"))
@store_option
def import_command(file: TextIO, store: Path) -> None:
    """Add the judgements of the SSSOM mapping set FILE.

    Rows about things of others, and mappings looser than sameness, are left
    out and named. A confidence below 0.8 makes an unsure judgement, which waits.

    Example: diplograph resolve import judgements.sssom.tsv
    """
    from diplograph.pipeline.judging import import_judgements

    new, known, left_out = import_judgements(store, file.read(), file.name)
    for reason in left_out:
        click.echo(f"left out: {reason}", err=True)
    click.echo(f"judgements: {new} new, {known} known already, {len(left_out)} rows left out", err=True)
