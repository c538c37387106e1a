"""Ids that a first reading of a file points at, for a second one to take."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

__all__ = ["Wanted"]


class Wanted:
    """A set of ids on disk.

    :param db: where it is kept
    :param known: ids that need not be wanted, since the tables have them
    """

    def __init__(self, db: sqlite3.Connection, known: Iterable[str] = ()) -> None:
        self._db = db
        self._known = frozenset(known)
        self._asked = False
        self.grew = False
        """Whether something was added after the first question."""
        db.execute("CREATE TABLE IF NOT EXISTS wanted (key TEXT PRIMARY KEY) WITHOUT ROWID")

    def add(self, key: str) -> None:
        """Want an id."""
        if key not in self._known:
            new = self._db.execute("INSERT OR IGNORE INTO wanted VALUES (?)", (key,)).rowcount
            self.grew = self.grew or (self._asked and new > 0)

    def __contains__(self, key: str) -> bool:
        """Whether an id is wanted."""
        self._asked = True
        return self._db.execute("SELECT 1 FROM wanted WHERE key = ?", (key,)).fetchone() is not None
