"""Rows on standard output: a table for eyes, CSV, TSV, JSON and JSON Lines for programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from typing import TextIO

from diplograph.cli.options import Format

__all__ = ["Cell", "write_rows"]

Cell = str | int | float | bool | None


def write_rows(
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    output_format: Format | None,
    out: TextIO,
    *,
    wide: bool = True,
) -> list[str]:
    """Write rows under their column names; None is an empty cell, or null in JSON.

    CSV, TSV and JSON Lines are written as the rows come.

    :param output_format: None chooses a table on a terminal and CSV elsewhere
    :param wide: False leaves columns of IRIs (named ``..._iri``) out of a table, and of a table alone
    :returns: the columns left out
    """
    chosen = output_format or ("table" if out.isatty() else "csv")
    if chosen == "table":
        hidden = [] if wide else [name for name in columns if name.endswith("_iri")]
        places = [place for place, name in enumerate(columns) if name not in hidden]
        _write_table(
            [columns[place] for place in places], ([row[place] for place in places] for row in rows), out
        )
        return hidden
    if chosen in ("csv", "tsv"):
        writer = csv.writer(out, delimiter="," if chosen == "csv" else "\t", lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_text(cell) for cell in row] for row in rows)
    elif chosen == "jsonl":
        for row in rows:
            out.write(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n")
    else:
        objects = [dict(zip(columns, row, strict=True)) for row in rows]
        out.write(json.dumps(objects, ensure_ascii=False, indent=2) + "\n")
    return []


def _text(cell: Cell) -> str:
    """A cell as text: booleans as in RDF and JSON, not as in Python."""
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _write_table(columns: Sequence[str], rows: Iterable[Sequence[Cell]], out: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cells = [[_text(cell) for cell in row] for row in rows]
    # Columns that are empty in every row would take width from those that are not.
    shown = [place for place in range(len(columns)) if not cells or any(row[place] for row in cells)]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place in shown:
        table.add_column(columns[place], overflow="fold")
    for row in cells:
        table.add_row(*(Text(row[place]) for place in shown))
    console = Console(file=out, width=None if out.isatty() else 160, soft_wrap=False)
    console.print(table)
