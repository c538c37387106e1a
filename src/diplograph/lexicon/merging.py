"""The tables as the reader uses them: those of data/lexicon, with a user's own rows merged in.

A user's row takes the place of the bundled rows with the same key; rows with a
key of their own are added before the bundled ones, so that they win where the
first row that fits is used. Of two user tables the later one wins.

Which tables are in use is a setting of the process, since the readers keep what
they make of a table. What they keep is made with :func:`cached` and forgotten
when other tables are put to use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from diplograph.errors import TableError
from diplograph.lexicon.registry import TABLES
from diplograph.lexicon.rows import Row, load_table, read_table
from diplograph.resources import resource_path

__all__ = [
    "UserTables",
    "cached",
    "check_file",
    "find_tables",
    "load_tables",
    "rows_of",
    "table_path",
    "use_tables",
]

_F = TypeVar("_F", bound=Callable[..., object])
_Tables = tuple[tuple[str, Path], ...]


@dataclass(frozen=True, slots=True)
class UserTables:
    """A user's own tables, read and checked; they pickle, so that other processes read with the same.

    :param rows: by table, those that win first
    """

    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what the tables say, wherever they lie; an empty string for none."""
        cells = [
            (name, [tuple(row.cells.values()) for row in rows]) for name, rows in sorted(self.rows.items())
        ]
        return sha256(repr(cells).encode()).hexdigest() if cells else ""


_forget: list[Callable[[], None]] = []
_setting = {"tables": UserTables()}


def cached(function: _F) -> _F:
    """Like functools.cache, for what is made from tables: forgotten when :func:`use_tables` changes them.

    Over functools.lru_cache it leaves the keeping to that.
    """
    kept: Any = function if hasattr(function, "cache_clear") else cache(function)
    _forget.append(kept.cache_clear)
    return cast(_F, kept)


@cached
def rows_of(name: str) -> tuple[Row, ...]:
    """The rows of a table of data/lexicon, a user's own merged in.

    :param name: a key of TABLES, such as "roles"
    :raises TableError: if the table is missing or has bad rows
    """
    if name not in TABLES:
        raise TableError(
            f"there is no table {name!r}",
            where="diplograph.lexicon.registry",
            fix="say there what its columns mean",
        )
    bundled = load_table(table_path(name), TABLES[name].columns)
    own = _setting["tables"].rows.get(name)
    return tuple(bundled) if own is None else _merge(name, own, bundled)


def table_path(name: str) -> Path:
    """Where a bundled table lies."""
    return resource_path("data", "lexicon", f"{name}.csv")


def load_tables(paths: Iterable[Path]) -> UserTables:
    """Load a user's tables.

    :param paths: files, or folders of them; see :func:`find_tables`
    :raises TableError: if a file is no table or any row is bad; every bad row is named
    """
    loaded: dict[str, tuple[Row, ...]] = {}
    problems: list[str] = []
    for name, path in find_tables(paths):
        rows, wrong = _read(name, path)
        problems += [f"{path}:{line}: {what.removeprefix(f'line {line}, ')}" for line, what in wrong]
        loaded[name] = _merge(name, rows, loaded.get(name, ()))
    if problems:
        raise TableError(
            f"{len(problems)} bad row(s) in your tables; nothing was read",
            where=_lines(problems),
            fix="mend or remove those rows; diplograph lexicon list TABLE says what its columns mean",
        )
    return UserTables(loaded)


def use_tables(tables: UserTables) -> None:
    """Put a user's tables to use in this process, in the place of those in use before."""
    if tables.fingerprint != _setting["tables"].fingerprint:
        _setting["tables"] = tables
        for forget in _forget:
            forget()


def find_tables(paths: Iterable[Path], name: str | None = None) -> _Tables:
    """Which table each file is, told by the file's name up to its first full stop: roles.csv, roles.ours.csv.

    :param paths: files, or folders whose .csv files are all tables
    :param name: the table that all of them are, whatever they are called
    :returns: pairs of table and file, in the order given, a folder's files by name
    :raises TableError: if a path is missing, or a file's name is that of no table
    """
    files = [file for path in paths for file in _files(path)]
    found = [(name or file.name.partition(".")[0], file) for file in files]
    unknown = [file for table_name, file in found if table_name not in TABLES]
    if unknown:
        raise TableError(
            f"{len(unknown)} file(s) whose table the name does not tell",
            where=_lines(str(file) for file in unknown),
            fix="name a file after its table, such as roles.csv or roles.ours.csv; the tables are "
            + ", ".join(TABLES),
        )
    return tuple(found)


def check_file(name: str, path: Path) -> list[tuple[int, str]]:
    """All that is wrong with a user's table, as (line, what); empty where it is sound.

    :param name: which table it is
    :raises TableError: if the file cannot be read
    """
    return _read(name, path)[1]


def _files(path: Path) -> Sequence[Path]:
    if not path.exists():
        raise TableError("there is no such table or folder", where=str(path), fix="check --lexicon")
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.glob("*.csv") if file.is_file())
    if not files:
        raise TableError(
            "the folder holds no table", where=str(path), fix="put tables such as roles.csv there"
        )
    return files


def _read(name: str, path: Path) -> tuple[list[Row], list[tuple[int, str]]]:
    rows, problems = read_table(path, TABLES[name].columns, partial=True)
    check = TABLES[name].check
    if check is not None:
        problems += [(row.line, f"line {row.line}: {what}") for row in rows for what in check(row)]
    return rows, sorted(problems)


def _merge(name: str, first: Sequence[Row], then: Sequence[Row]) -> tuple[Row, ...]:
    key = TABLES[name].key
    taken = {tuple(row[column] for column in key) for row in first}
    return (*first, *(row for row in then if tuple(row[column] for column in key) not in taken))


def _lines(lines: Iterable[str]) -> str:
    return "\n         ".join(lines)
