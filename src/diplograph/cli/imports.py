"""``diplograph reference import|list|remove|update``: knowledge that users bring themselves."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from diplograph.cli.options import Format, NameValue, format_option, store_option
from diplograph.cli.rows import write_rows

if TYPE_CHECKING:
    from diplograph.pipeline.imports import ImportNote
    from diplograph.reference.imports import Mapping, OnRead
    from diplograph.reference.imports.records import Bad

__all__ = ["import_command", "list_command", "remove_command", "update_command"]

_FILES = click.Path(exists=True, dir_okay=False, path_type=Path)
_SHOWN = 12
_COUNTED = ("people", "posts", "bodies", "tenures", "names")


def _shared(function: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(
        (
            click.option(
                "--as", "kind", type=click.Choice(["ftm", "popolo", "csv", "wikidata"]), help="Format."
            ),
            click.option("--map", "pairs", type=NameValue(), multiple=True, help="COLUMN=FIELD of a table."),
            click.option("--mapping", type=_FILES, help="A TOML file with a table [columns]."),
            click.option("--language", help="Of names in Latin letters whose language is not said."),
            click.option("--date", help="Of the files, such as 2023-03."),
            click.option(
                "--drops", type=click.File("w", encoding="utf-8"), help="List rows left out, as JSON Lines."
            ),
            click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors."),
        )
    ):
        function = option(function)
    return function


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=_FILES, metavar="FILE...")
@store_option
@click.option("--name", help="Of the import.  [default: the first file's name]")
@click.option("--source", required=True, help="Where the files are from: a name or an address.")
@click.option("--licence", required=True, help="Under which they may be used, such as CC0-1.0.")
@_shared
def import_command(
    files: tuple[Path, ...], store: Path, name: str | None, source: str, licence: str, **chosen: Any
) -> None:
    """Import people, posts and tenures into the store's reference knowledge.

    FILE is a file of FollowTheMoney entities (OpenSanctions), Popolo JSON (EveryPolitician), a CSV table,
    or a Wikidata JSON dump; .gz, .bz2 and .xz are unpacked. Articles ingested afterwards are resolved
    against them, and those of the store are resolved again at once; an id that changes leads to the new one.

    \b
    diplograph reference import peps.jsonl --source OpenSanctions --licence CC-BY-NC-4.0
    diplograph reference import ministers.csv --map minister=person --map office=position
    """
    name = name or re.sub(r"[^a-z0-9]+", "-", files[0].name.lower().partition(".")[0]).strip("-")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", name):
        raise click.BadParameter("use small letters, digits and hyphens", param_hint="--name")
    _run(files, store, name, source, licence, None, chosen)


@click.command("update")
@click.argument("name")
@click.argument("files", nargs=-1, required=True, type=_FILES, metavar="FILE...")
@store_option
@click.option("--source", help="Where the files are from.  [default: as before]")
@click.option("--licence", help="Under which they may be used.  [default: as before]")
@_shared
def update_command(
    name: str, files: tuple[Path, ...], store: Path, source: str | None, licence: str | None, **chosen: Any
) -> None:
    """Replace the import NAME by other files, with the settings it had unless told.

    Example: diplograph reference update peps peps-of-may.jsonl --date 2024-05
    """
    from diplograph.errors import StoreError
    from diplograph.pipeline.imports import list_imports

    before = next((note for note in list_imports(store) if note.name == name), None)
    if before is None:
        raise StoreError(
            f"there is no import {name!r}", where=str(store), fix="see: diplograph reference list"
        )
    _run(files, store, name, source or before.source, licence or before.licence, before, chosen)


@click.command("list")
@store_option
@format_option
def list_command(store: Path, output_format: Format | None) -> None:
    """List the imports of the store with their source, licence and counts.

    Example: diplograph reference list --format csv
    """
    from diplograph.pipeline.imports import list_imports

    counted = (*_COUNTED, "known")
    rows = [
        [note.name, note.format, note.source, note.licence, note.date]
        + [note.counts.get(name, 0) for name in counted]
        + [sum(note.left_out.values()), " ".join(note.files)]
        for note in list_imports(store)
    ]
    columns = ["name", "format", "source", "licence", "date", *counted, "left_out", "files"]
    write_rows(columns, rows, output_format, sys.stdout)


@click.command("remove")
@click.argument("name")
@store_option
def remove_command(name: str, store: Path) -> None:
    """Take the import NAME out of the store.

    Example: diplograph reference remove peps
    """
    from diplograph.pipeline.imports import remove_import

    remove_import(store, name)
    click.echo(f"{name}: removed", err=True)


def _run(
    files: tuple[Path, ...],
    store: Path,
    name: str,
    source: str,
    licence: str,
    before: ImportNote | None,
    chosen: dict[str, Any],
) -> None:
    from diplograph.pipeline.imports import import_reference
    from diplograph.reference.imports import Plan, guess_format

    plan = Plan(
        name,
        chosen["kind"] or (before.format if before else guess_format(files[0])),
        files,
        _mapping(chosen, before),
        chosen["language"] or (before.language if before else "und"),
    )
    date = chosen["date"] or (before.date if before else None)
    with _progress(chosen["quiet"]) as on_read:
        note, changed = import_reference(
            store,
            plan,
            source,
            licence,
            date,
            update=before is not None,
            on_read=on_read,
            on_bad=_drop_writer(chosen["drops"]) if chosen["drops"] else None,
        )
    if not chosen["quiet"]:
        _print_note(note, changed)


def _mapping(chosen: dict[str, Any], before: ImportNote | None) -> Mapping:
    from diplograph.reference.imports import Mapping, load_mapping

    pairs = dict(chosen["pairs"])
    if chosen["mapping"] is not None:
        loaded = load_mapping(chosen["mapping"])
        return Mapping({**loaded.columns, **pairs}, loaded.delimiter)
    if pairs or before is None:
        return Mapping(pairs)
    return Mapping(before.columns, before.delimiter)


def _print_note(note: ImportNote, changed: bool) -> None:
    counts = ", ".join(f"{note.counts.get(name, 0)} {name}" for name in _COUNTED)
    click.echo(f"{note.name}: {counts}{'' if changed else ' (unchanged)'}", err=True)
    click.echo(f"known to the tables already: {note.counts.get('known', 0)}", err=True)
    ranked = sorted(note.left_out.items(), key=lambda item: (-item[1], item[0]))
    for reason, count in ranked[:_SHOWN]:
        click.echo(f"left out: {count} x {reason}", err=True)
    if len(ranked) > _SHOWN:
        rest = sum(count for _, count in ranked[_SHOWN:])
        click.echo(f"left out: {rest} for {len(ranked) - _SHOWN} other reasons", err=True)
    if ranked:
        click.echo("see which with: --drops FILE", err=True)


def _drop_writer(out: TextIO) -> Callable[[Bad], None]:
    def write(bad: Bad) -> None:
        out.write(json.dumps({"where": bad.where, "reason": bad.what}, ensure_ascii=False) + "\n")

    return write


@contextmanager
def _progress(quiet: bool) -> Iterator[OnRead | None]:
    """A bar on standard error while it is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    with Progress(
        BarColumn(32), DownloadColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
