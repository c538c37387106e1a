"""Read a table: a CSV file that people edit, checked row by row.

A table has a header. A line whose first cell starts with ``#`` is a comment.
Every bad row is reported with its file and line, all of them at once, so that
a political scientist who extends a table sees what to mend.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from diplograph.errors import TableError

__all__ = ["Column", "Row", "check_table", "load_table", "read_table"]


@dataclass(frozen=True, slots=True)
class Column:
    """What a cell may hold.

    :param required: whether it may be empty
    :param choices: the allowed values, or None for any
    :param pattern: a regular expression the whole cell must match
    :param many: cells hold several values parted by ``|``, each of which is checked
    :param unique: no two rows may have the same value
    :param about: what the column says, for those who fill it in
    """

    required: bool = False
    choices: Collection[str] | None = None
    pattern: str | None = None
    many: bool = False
    unique: bool = False
    about: str = ""

    def allowed(self) -> tuple[str, ...]:
        """What a cell may hold, in words; empty for anything."""
        if self.choices is not None:
            return ("one of " + ", ".join(sorted(self.choices)),)
        parts = [f"of the form {self.pattern}"] if self.pattern is not None else []
        if self.many:
            parts.append("several parted by |")
        return tuple(parts)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    cells: Mapping[str, str]
    path: Path
    line: int

    def __getitem__(self, column: str) -> str:
        """The cell, stripped; an empty string where it is blank."""
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a cell parted by ``|``, without blanks."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    @property
    def where(self) -> str:
        """File and line, for messages."""
        return f"{self.path}:{self.line}"


def load_table(path: Path, columns: Mapping[str, Column]) -> list[Row]:
    """Load a table, or say everything that is wrong with it.

    :raises TableError: if the file is missing, its header differs, or any row is bad; all bad rows are named
    """
    rows, problems = read_table(path, columns)
    if problems:
        raise TableError(
            f"{len(problems)} bad row(s) in {path.name}: " + "; ".join(what for _, what in problems[:20]),
            where=", ".join(f"{path}:{line}" for line, _ in problems[:20]),
            fix="mend or remove those rows; columns are " + ", ".join(columns),
        )
    return rows


def check_table(path: Path, columns: Mapping[str, Column]) -> list[tuple[int, str]]:
    """All problems of a table as (line, what is wrong); empty when it is sound."""
    return read_table(path, columns)[1]


def read_table(
    path: Path, columns: Mapping[str, Column], *, partial: bool = False
) -> tuple[list[Row], list[tuple[int, str]]]:
    """The sound rows of a table, and the problems of the others as (line, what is wrong).

    :param partial: whether the header may have its columns in any order and leave out those that may be
        empty; their cells are blank
    :raises TableError: if the file cannot be read at all
    """
    try:
        handle = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise TableError(f"table cannot be read: {error.strerror}", where=str(path)) from error
    rows: list[Row] = []
    problems: list[tuple[int, str]] = []
    seen: dict[str, dict[str, int]] = {name: {} for name, column in columns.items() if column.unique}
    with handle:
        reader = csv.reader(handle)
        header: list[str] | None = None
        try:
            for cells in reader:
                if not cells or cells[0].lstrip().startswith("#"):
                    continue
                line = reader.line_num
                if header is None:
                    header = [cell.strip() for cell in cells]
                    wrong = _header_problem(header, columns, partial)
                    if wrong is not None:
                        return [], [(line, f"line {line}: {wrong}")]
                    continue
                if len(cells) != len(header):
                    problems.append((line, f"line {line} has {len(cells)} cells, expected {len(header)}"))
                    continue
                given = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
                row = Row({name: given.get(name, "") for name in columns}, path, line)
                found = [f"line {line}, {name}: {what}" for name, what in _cell_problems(row, columns, seen)]
                problems.extend((line, what) for what in found)
                if not found:
                    rows.append(row)
        except (csv.Error, UnicodeDecodeError) as error:
            problems.append((reader.line_num, f"line {reader.line_num}: {error}"))
    if header is None and not problems:
        problems.append((1, "the file has no header"))
    return rows, problems


def _header_problem(header: list[str], columns: Mapping[str, Column], partial: bool) -> str | None:
    if not partial:
        return (
            None if header == list(columns) else f"header is {','.join(header)}, expected {','.join(columns)}"
        )
    unknown = [name for name in header if name not in columns]
    missing = [name for name, column in columns.items() if column.required and name not in header]
    if unknown or missing or len(set(header)) < len(header):
        return f"header is {','.join(header)}, expected {','.join(columns)} or the needed ones of them"
    return None


def _cell_problems(
    row: Row, columns: Mapping[str, Column], seen: dict[str, dict[str, int]]
) -> list[tuple[str, str]]:
    problems: list[tuple[str, str]] = []
    for name, column in columns.items():
        cell = row[name]
        if not cell:
            if column.required:
                problems.append((name, "is empty"))
            continue
        for value in row.many(name) if column.many else (cell,):
            if column.choices is not None and value not in column.choices:
                problems.append((name, f"{value!r} is not one of the known values"))
            if column.pattern is not None and not re.fullmatch(column.pattern, value):
                problems.append((name, f"{value!r} does not have the form {column.pattern}"))
        if column.unique:
            first = seen[name].setdefault(cell, row.line)
            if first != row.line:
                problems.append((name, f"{cell!r} stands already in line {first}"))
    return problems
