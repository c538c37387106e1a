"""Rows on standard output: a table for eyes, CSV, TSV, JSON and JSON Lines for programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from typing import TextIO

from diplograph.cli.options import Format

__all__ = ["write_rows"]

Cell = str | int | float | bool | None


def write_rows(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], output_format: Format | None, out: TextIO
) -> None:
    """Write rows under their column names; None is an empty cell, or null in JSON.

    :param output_format: None chooses a table on a terminal and CSV elsewhere
    """
    chosen = output_format or ("table" if out.isatty() else "csv")
    if chosen == "table":
        _write_table(columns, rows, out)
    elif chosen in ("csv", "tsv"):
        writer = csv.writer(out, delimiter="," if chosen == "csv" else "\t", lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    elif chosen == "jsonl":
        for row in rows:
            out.write(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n")
    else:
        objects = [dict(zip(columns, row, strict=True)) for row in rows]
        out.write(json.dumps(objects, ensure_ascii=False, indent=2) + "\n")


def _write_table(columns: Sequence[str], rows: Iterable[Sequence[Cell]], out: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console = Console(file=out, width=None if out.isatty() else 160, soft_wrap=False)
    console.print(table)
