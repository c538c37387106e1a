"""What a service answered, kept on disk, so that the same question is asked once and gives the same graph."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from diplograph.errors import StoreError
from diplograph.resolve.reconcile.protocol import Candidate, Manifest, Question

__all__ = ["Answers"]

_TABLES = """
CREATE TABLE IF NOT EXISTS service (url TEXT PRIMARY KEY, manifest TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS answer (
  hash TEXT PRIMARY KEY, url TEXT NOT NULL, question TEXT NOT NULL, candidates TEXT NOT NULL
) WITHOUT ROWID;
"""


class Answers:
    """Answers of any number of services in one SQLite file; use it in a ``with`` block.

    :raises StoreError: if the file cannot be used
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = sqlite3.connect(path)
            self._file.executescript(_TABLES)
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def manifest(self, url: str) -> Manifest | None:
        """What the service said of itself when it was last asked."""
        row = self._one("SELECT manifest FROM service WHERE url = ?", url)
        return None if row is None else Manifest(**json.loads(row))

    def put_manifest(self, url: str, manifest: Manifest) -> None:
        """Keep what a service says of itself."""
        text = json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True)
        self._write("INSERT OR REPLACE INTO service VALUES (?, ?)", [(url, text)])

    def find(self, url: str, question: Question) -> tuple[Candidate, ...] | None:
        """What the service answered; None where it was not asked."""
        row = self._one("SELECT candidates FROM answer WHERE hash = ?", _hash(url, question))
        if row is None:
            return None
        return tuple(Candidate(**{**one, "types": tuple(one["types"])}) for one in json.loads(row))

    def put(self, url: str, answers: Mapping[Question, tuple[Candidate, ...]]) -> None:
        """Keep the answers to some questions; they survive a crash."""
        rows = [
            (
                _hash(url, question),
                url,
                _text(question),
                json.dumps([asdict(one) for one in found], ensure_ascii=False),
            )
            for question, found in answers.items()
        ]
        self._write("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", rows)

    def _write(self, sql: str, rows: Sequence[tuple[str, ...]]) -> None:
        try:
            with self._file:
                self._file.executemany(sql, rows)
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _one(self, sql: str, value: str) -> str | None:
        try:
            with closing(self._file.execute(sql, (value,))) as rows:
                row = rows.fetchone()
        except sqlite3.Error as error:
            raise self._broken(error) from error
        return None if row is None else str(row[0])

    def _broken(self, error: sqlite3.Error) -> StoreError:
        return StoreError(
            f"the answers of reconciliation services cannot be kept: {error}",
            where=str(self._path),
            fix="delete that file; the services will be asked anew",
        )

    def __enter__(self) -> Self:
        """Hold the file for a ``with`` block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self._file.close()


def _text(question: Question) -> str:
    return json.dumps(question.as_object(), ensure_ascii=False, sort_keys=True)


def _hash(url: str, question: Question) -> str:
    return sha256(f"{url}\x1f{_text(question)}".encode()).hexdigest()
