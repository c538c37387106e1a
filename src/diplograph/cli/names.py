"""``diplograph names``: compare names of people and bodies."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from diplograph.cli.options import Format, format_option
from diplograph.cli.rows import write_rows
from diplograph.errors import SourceError

__all__ = ["names_group"]

_TYPES = ["Person", "Organization", "Place", "Document"]


@click.group("names")
def names_group() -> None:
    """Compare names across spellings and scripts."""


@names_group.command("compare")
@click.argument("names", nargs=-1, metavar="[A B]")
@click.option(
    "--type", "kind", type=click.Choice(_TYPES), default="Person", show_default=True, help="What they name."
)
@click.option(
    "--csv",
    "table",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Compare the columns name1 and name2 (and type, where there is one) of a file.",
)
@format_option
def compare_command(
    names: tuple[str, ...], kind: str, table: Path | None, output_format: Format | None
) -> None:
    """Say whether A and B may be the same name, and why.

    \b
    diplograph names compare "Murat Nurtleu" "Мұрат Нұртілеу"
    diplograph names compare --csv pairs.csv > judged.csv
    """
    from diplograph.reference import load_reference
    from diplograph.resolve import compare

    reference = load_reference()
    if table is not None:
        if names:
            raise click.UsageError("give two names or --csv FILE, not both")
        columns, rows = _read_pairs(table)
        first, second = columns.index("name1"), columns.index("name2")
        of = columns.index("type") if "type" in columns else None
        found = [
            compare(row[first], row[second], row[of] if of is not None and row[of] else kind, reference)
            for row in rows
        ]
        judged: list[list[str | float]] = [
            [*row, one.score, str(one.same).lower()] for row, one in zip(rows, found, strict=True)
        ]
        write_rows([*columns, "score", "same"], judged, output_format or "csv", sys.stdout)
        return
    if len(names) != 2:
        raise click.UsageError("give two names, or --csv FILE")
    one = compare(names[0], names[1], kind, reference)
    write_rows(
        ["score", "same", "why"], [[one.score, str(one.same).lower(), one.why]], output_format, sys.stdout
    )


def _read_pairs(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            columns, *rows = [row for row in csv.reader(handle) if row] or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
        raise SourceError(
            f"pairs cannot be read: {error}", where=str(path), fix="save it as CSV in UTF-8"
        ) from error
    missing = [column for column in ("name1", "name2") if column not in columns]
    if missing:
        raise SourceError(
            f"no column {' and no column '.join(missing)}",
            where=str(path),
            fix="name the columns name1,name2 and optionally type",
        )
    for line, row in enumerate(rows, 2):
        if len(row) != len(columns):
            raise SourceError(
                f"row {line} has {len(row)} cells, expected {len(columns)}",
                where=str(path),
                fix="mend that row",
            )
    # a verdict that the file brings is kept under another name, so that ours can be told from it
    return [f"{column}_given" if column in ("score", "same") else column for column in columns], rows
