"""``diplograph lexicon``: the tables of words the reader reads with, and a user's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diplograph.cli.options import Format, format_option, lexicon_option
from diplograph.cli.rows import write_rows

__all__ = ["lexicon_group"]


@click.group("lexicon")
def lexicon_group() -> None:
    """List the tables of words the reader reads with, and check your own.

    A table of your own has rows of the bundled table's form: a row with the
    same key takes its place, the others are added. Give it to ingest and
    annotate with --lexicon.
    """


@lexicon_group.command("check")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, path_type=Path)
)
@click.option("--table", help="Which table the files are; by default their names tell (roles.csv).")
@format_option
def check_command(files: tuple[Path, ...], table: str | None, output_format: Format | None) -> None:
    """Check tables of your own, or folders of them; every bad row is named.

    Which table a file is, is told by its name up to the first full stop:
    roles.csv and roles.ours.csv are roles. Columns that may be blank may be
    left out. Exit 1 if anything is wrong.

    \b
    diplograph lexicon check roles.csv
    diplograph lexicon check my-words/ --format json
    diplograph lexicon check titles.csv --table roles
    """
    from diplograph.lexicon import TABLES, check_file, find_tables

    if table is not None and table not in TABLES:
        raise click.BadParameter(f"one of {', '.join(TABLES)}", param_hint="--table")
    found = find_tables(files, table)
    rows = [
        (name, str(path), line, what.removeprefix(f"line {line}").lstrip(",: "))
        for name, path in found
        for line, what in check_file(name, path)
    ]
    if rows or output_format is not None:
        write_rows(("table", "file", "line", "problem"), rows, output_format, sys.stdout)
    click.echo(f"{len(rows)} problem(s) in {len(found)} table(s)", err=True)
    if rows:
        raise SystemExit(1)


@lexicon_group.command("list")
@click.argument("table", required=False)
@lexicon_option
@format_option
def list_command(table: str | None, lexicon: tuple[Path, ...], output_format: Format | None) -> None:
    """List the tables, or what the columns of TABLE mean.

    Rows are counted as the reader has them, with --lexicon's merged in. A key
    column tells rows apart: your row takes the place of the one alike there.

    \b
    diplograph lexicon list
    diplograph lexicon list triggers
    diplograph lexicon list --lexicon my-words/ --format csv
    """
    from diplograph.lexicon import TABLES, load_tables, rows_of, table_path, use_tables

    if table is not None and table not in TABLES:
        raise click.BadParameter(f"{table!r} is none of {', '.join(TABLES)}", param_hint="TABLE")
    own = load_tables(lexicon)
    use_tables(own)
    if table is None:
        listed = [
            (
                name,
                len(rows_of(name)),
                len(own.rows.get(name, ())),
                kind.about,
                " ".join(kind.columns),
                str(table_path(name)),
            )
            for name, kind in TABLES.items()
        ]
        write_rows(("table", "rows", "yours", "about", "columns", "file"), listed, output_format, sys.stdout)
        return
    kind = TABLES[table]
    columns = [
        (
            name,
            "key" if name in kind.key else "needed" if column.required else "may be blank",
            column.about,
            "; ".join(column.allowed()),
        )
        for name, column in kind.columns.items()
    ]
    write_rows(("column", "need", "means", "holds"), columns, output_format, sys.stdout)
    click.echo(f"{kind.about} {len(rows_of(table))} rows, in {table_path(table)}", err=True)
