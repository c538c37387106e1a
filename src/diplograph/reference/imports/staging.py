"""What a source says, gathered on disk, so that a million rows need no more memory than ten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from diplograph.model import Name
from diplograph.reference.imports.records import Found, Held, Period, Related

__all__ = ["Staging", "Thing"]

_SCHEMA = """
CREATE TABLE things (key TEXT PRIMARY KEY, kind TEXT, wikidata TEXT, holder TEXT, country TEXT,
    born TEXT, died TEXT, gender TEXT) WITHOUT ROWID;
CREATE TABLE names (number INTEGER PRIMARY KEY, key TEXT, text TEXT, language TEXT,
    UNIQUE (key, text, language));
CREATE TABLE held (person TEXT, post TEXT, start TEXT, end TEXT, holder TEXT, period TEXT,
    predecessor TEXT, successor TEXT, place TEXT);
CREATE TABLE periods (key TEXT PRIMARY KEY, start TEXT, end TEXT) WITHOUT ROWID;
CREATE TABLE related (subject TEXT, predicate TEXT, object TEXT,
    PRIMARY KEY (subject, predicate, object)) WITHOUT ROWID;
CREATE TABLE ids (key TEXT PRIMARY KEY, id TEXT, body TEXT) WITHOUT ROWID;
"""
_THING = """INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET
    wikidata = coalesce(wikidata, excluded.wikidata), holder = coalesce(holder, excluded.holder),
    country = coalesce(country, excluded.country), born = coalesce(born, excluded.born),
    died = coalesce(died, excluded.died), gender = coalesce(gender, excluded.gender)"""
_REMEMBERED = 50_000  # things that need not be written again when they come again

Thing = tuple[str, str, str | None, str | None, str | None, str | None, str | None, str | None]
"""key, kind, wikidata, holder, country, born, died, gender."""


class Staging:
    """The gathering place of one import, thrown away when it is done.

    :param path: of a file that does not exist yet
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -32000", "temp_store = FILE"):
            self.db.execute(f"PRAGMA {pragma}")
        self.db.executescript(_SCHEMA)
        self.db.execute("BEGIN")
        self._seen: dict[str, Found] = {}

    def close(self) -> None:
        """Throw it away."""
        self.db.close()
        self.path.unlink(missing_ok=True)

    def add(self, item: Found | Held | Period | Related) -> None:
        """Add what the source says."""
        run = self.db.execute
        if isinstance(item, Found):
            self._add_thing(item)
        elif isinstance(item, Held):
            row = (item.person, item.post, item.start, item.end, item.holder, item.period)
            run(
                "INSERT INTO held VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, item.predecessor, item.successor, item.where),
            )
        elif isinstance(item, Period):
            run("INSERT OR REPLACE INTO periods VALUES (?, ?, ?)", (item.key, item.start, item.end))
        else:
            row3 = (item.subject, item.predicate, item.object)
            run("INSERT OR IGNORE INTO related VALUES (?, ?, ?)", row3)

    def _add_thing(self, item: Found) -> None:
        if self._seen.get(item.key) == item:
            return
        if len(self._seen) >= _REMEMBERED:
            self._seen.clear()
        self._seen[item.key] = item
        row = (
            item.key,
            item.kind,
            item.wikidata,
            item.holder,
            item.country,
            item.born,
            item.died,
            item.gender,
        )
        self.db.execute(_THING, row)
        self.db.executemany(
            "INSERT OR IGNORE INTO names (key, text, language) VALUES (?, ?, ?)",
            [(item.key, name.text, name.language) for name in item.names],
        )

    def finish(self) -> None:
        """Put in order what could not be told while the source was read."""
        run = self.db.execute
        run("CREATE INDEX held_by_person ON held (person)")
        run("CREATE INDEX held_by_post ON held (post)")
        run("CREATE INDEX things_by_kind ON things (kind)")
        run(
            "UPDATE held SET start = (SELECT start FROM periods WHERE key = period),"
            " end = (SELECT end FROM periods WHERE key = period)"
            " WHERE period IS NOT NULL AND start IS NULL AND end IS NULL"
        )
        self._part_posts()
        # an item that somebody is in, and that nobody holds, is a body and no post
        run(
            "UPDATE things SET kind = 'State' WHERE kind = 'Post' AND key NOT IN (SELECT post FROM held)"
            " AND key IN (SELECT holder FROM things UNION SELECT object FROM related)"
        )

    def _part_posts(self) -> None:
        """ "minister" held "of" two states is two posts."""
        run = self.db.execute
        general = (
            "FROM held JOIN things ON key = post AND things.holder IS NULL WHERE held.holder IS NOT NULL"
        )
        new = "post || ' of ' || held.holder"
        run(
            "INSERT OR IGNORE INTO things (key, kind, holder)"
            f" SELECT DISTINCT {new}, 'Post', held.holder {general}"
        )
        run(
            "INSERT OR IGNORE INTO names (key, text, language)"
            f" SELECT DISTINCT {new}, text, language FROM held JOIN things ON things.key = post"
            " AND things.holder IS NULL JOIN names ON names.key = post WHERE held.holder IS NOT NULL"
        )
        run(f"CREATE TEMP TABLE general AS SELECT DISTINCT post {general}")
        run(
            "UPDATE held SET post = post || ' of ' || holder"
            " WHERE holder IS NOT NULL AND post IN (SELECT key FROM things WHERE holder IS NULL)"
        )
        run("DELETE FROM things WHERE key IN (SELECT post FROM general EXCEPT SELECT post FROM held)")

    # -- reading back ----------------------------------------------------
    def iter_things(self, *kinds: str) -> Iterator[tuple[Thing, list[Name]]]:
        """Things of some kinds with their names, by key."""
        marks = ", ".join("?" for _ in kinds)
        rows = self.db.cursor().execute(f"SELECT * FROM things WHERE kind IN ({marks}) ORDER BY key", kinds)
        for row in rows:
            yield row, self.names(row[0])

    def names(self, key: str) -> list[Name]:
        """The names of a thing, its main one first."""
        rows = self.db.execute("SELECT text, language FROM names WHERE key = ? ORDER BY number", (key,))
        return [Name(text, language) for text, language in rows]

    def put_id(self, key: str, id: str, body: str = "") -> None:
        """Note what a thing is called here."""
        self.db.execute("INSERT OR REPLACE INTO ids VALUES (?, ?, ?)", (key, id, body))

    def id(self, key: str | None) -> str | None:
        """What a thing is called here, or None where the source has no such thing."""
        row = self.db.execute("SELECT id FROM ids WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None
