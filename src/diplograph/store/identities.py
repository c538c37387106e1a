"""What the store keeps beside its articles to work out who is who across them.

For each article the traces of its people, with the block of names that each is
in, and the names of what else it speaks of; for each block what the rules made
of it. Two lists say what is to be done and survive a crash, since they are
written with what makes it necessary: blocks that must be decided anew, and
articles whose graph doesn't follow from all that is known.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager

from diplograph.store.records import MergeRow, RuleRow, TraceRow

__all__ = ["SHARE", "Identities"]

SHARE = 4  # of those articles, one in so many counts; see ``diplograph.resolve.rules``
_OFTEN = 16  # articles from which on it matters in how many something is named, rounded to a power of two

_SCHEMA = """
CREATE TABLE IF NOT EXISTS traces (
    key TEXT, id TEXT, block TEXT, trace TEXT, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS traces_by_block ON traces (block);
CREATE INDEX IF NOT EXISTS traces_by_id ON traces (id);
CREATE TABLE IF NOT EXISTS names (number INTEGER PRIMARY KEY, name TEXT UNIQUE, articles INTEGER);
CREATE TABLE IF NOT EXISTS near (key TEXT, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS near_by_number ON near (number);
CREATE TABLE IF NOT EXISTS touched (block TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stale (key TEXT PRIMARY KEY, retrace INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rules (
    one TEXT, other TEXT, verdict TEXT, rule TEXT, why TEXT, block TEXT, PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS rules_by_block ON rules (block);
CREATE TABLE IF NOT EXISTS merges (old TEXT PRIMARY KEY, new TEXT, block TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS merges_by_new ON merges (new);
CREATE INDEX IF NOT EXISTS merges_by_block ON merges (block);
CREATE TABLE IF NOT EXISTS drafts (key TEXT PRIMARY KEY, graph_hash TEXT) WITHOUT ROWID;
"""


class Identities:
    """The tables; what changes them runs in a transaction of the manifest.

    :param errors: turns SQLite's errors into ours
    """

    def __init__(
        self, db: sqlite3.Connection, errors: Callable[[], AbstractContextManager[None]], *, writable: bool
    ) -> None:
        self._db = db
        self._errors = errors
        with errors():
            if writable:
                db.executescript(f"BEGIN;{_SCHEMA}COMMIT;")
            # a store that no writer of this version has opened has none of this yet
            self._there = bool(db.execute("SELECT 1 FROM sqlite_master WHERE name = 'drafts'").fetchone())

    def _rows(self, sql: str, *values: object) -> list[tuple[str, ...]]:
        if not self._there:
            return []
        with self._errors():
            return self._db.execute(sql, values).fetchall()

    # -- articles --------------------------------------------------------
    def put(self, key: str, people: Iterable[TraceRow], near: Iterable[str]) -> None:
        """Write the traces of an article in the place of those that it had, and touch what that changes."""
        rows = {one.id: one for one in people}
        before = {one.id: one for one in self.of_article(key)}
        names, known = set(near), set(self.near(key))
        if rows == before and names == known:
            return
        self._touch(one.block for one in (*rows.values(), *before.values()))
        self._db.execute("DELETE FROM traces WHERE key = ?", (key,))
        self._db.executemany(
            "INSERT INTO traces VALUES (?, ?, ?, ?)",
            [(key, one.id, one.block, one.trace) for one in rows.values()],
        )
        for name in sorted(known - names):
            self._count(key, name, -1)
        for name in sorted(names - known):
            self._count(key, name, 1)

    def forget(self, key: str) -> None:
        """Take an article's traces out."""
        self.put(key, (), ())
        for table in ("stale", "drafts"):
            self._db.execute(f"DELETE FROM {table} WHERE key = ?", (key,))

    def _count(self, key: str, name: str, change: int) -> None:
        self._db.execute("INSERT OR IGNORE INTO names (name, articles) VALUES (?, 0)", (name,))
        number, articles = self._db.execute(
            "SELECT number, articles FROM names WHERE name = ?", (name,)
        ).fetchone()
        self._db.execute("UPDATE names SET articles = ? WHERE number = ?", (articles + change, number))
        if change > 0:
            self._db.execute("INSERT OR IGNORE INTO near VALUES (?, ?)", (key, number))
        less = min(_rounded(articles), _rounded(articles + change))
        if _rounded(articles) != _rounded(articles + change) and 2 * less >= _OFTEN:
            # only blocks of which enough people are named with it can be decided otherwise now
            self._db.execute(
                "INSERT OR IGNORE INTO touched SELECT block FROM traces"
                " WHERE key IN (SELECT key FROM near WHERE number = ?)"
                " GROUP BY block HAVING ? < ? OR count(DISTINCT key) * ? >= ?",
                (number, less, _OFTEN, SHARE, less),
            )
        if change < 0:
            self._db.execute("DELETE FROM near WHERE key = ? AND number = ?", (key, number))

    def put_draft(self, key: str, graph_hash: str) -> None:
        """Note the graph that an article had before rules merged anything."""
        self._db.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?)", (key, graph_hash))

    def draft(self, key: str) -> str | None:
        """The hash of the graph that an article had before rules merged anything."""
        rows = self._rows("SELECT graph_hash FROM drafts WHERE key = ?", key)
        return rows[0][0] if rows else None

    # -- asking ----------------------------------------------------------
    def of_article(self, key: str) -> list[TraceRow]:
        """The traces of an article, by id."""
        rows = self._rows("SELECT key, id, block, trace FROM traces WHERE key = ? ORDER BY id", key)
        return [TraceRow(*row) for row in rows]

    def of_block(self, block: str) -> list[TraceRow]:
        """The traces of a block, by id and article."""
        rows = self._rows("SELECT key, id, block, trace FROM traces WHERE block = ? ORDER BY id, key", block)
        return [TraceRow(*row) for row in rows]

    def blocks(self, id: str) -> list[str]:
        """The blocks in which there is somebody of this id."""
        rows = self._rows("SELECT DISTINCT block FROM traces WHERE id = ? ORDER BY block", id)
        return [block for (block,) in rows]

    def near(self, key: str) -> list[str]:
        """What an article names that may tell namesakes apart."""
        sql = "SELECT name FROM near JOIN names USING (number) WHERE key = ? ORDER BY name"
        return [name for (name,) in self._rows(sql, key)]

    def frequency(self, name: str) -> int:
        """In how many articles something is named, rounded down to a power of two."""
        rows = self._rows("SELECT articles FROM names WHERE name = ?", name)
        return _rounded(int(rows[0][0])) if rows else 0

    def merged(self, id: str) -> str:
        """The id that rules use in the place of this one; the same where they merged nothing."""
        rows = self._rows("SELECT new FROM merges WHERE old = ?", id)
        return rows[0][0] if rows else id

    def merged_into(self, id: str) -> list[str]:
        """The ids in whose place rules use this one."""
        return [old for (old,) in self._rows("SELECT old FROM merges WHERE new = ? ORDER BY old", id)]

    def iter_rules(self, verdict: str | None = None) -> Iterator[RuleRow]:
        """What the rules judge, or all that they judge so; by pair."""
        for row in self._rows(
            "SELECT one, other, verdict, rule, why, block FROM rules"
            " WHERE ?1 IS NULL OR verdict = ?1 ORDER BY one, other",
            verdict,
        ):
            yield RuleRow(*row)

    def decided(self, blocks: Iterable[str]) -> tuple[list[RuleRow], list[MergeRow]]:
        """What the rules made of these blocks."""
        rules: list[RuleRow] = []
        merges: list[MergeRow] = []
        for block in blocks:
            sql = "SELECT one, other, verdict, rule, why, block FROM rules WHERE block = ?"
            rules += [RuleRow(*row) for row in self._rows(sql, block)]
            merges += [
                MergeRow(*row)
                for row in self._rows("SELECT old, new, block FROM merges WHERE block = ?", block)
            ]
        return rules, merges

    # -- what is to be done ----------------------------------------------
    def touched(self, limit: int) -> list[str]:
        """The first blocks that must be decided anew."""
        rows = self._rows("SELECT block FROM touched ORDER BY block LIMIT ?", limit)
        return [block for (block,) in rows]

    def stale(self, limit: int, *, retrace: bool) -> list[str]:
        """The first articles to be resolved anew; those of which the traces are old too, or the others."""
        sql = "SELECT key FROM stale WHERE retrace = ? ORDER BY key LIMIT ?"
        return [key for (key,) in self._rows(sql, int(retrace), limit)]

    def touch(self, blocks: Iterable[str]) -> None:
        """Have blocks decided anew."""
        self._touch(blocks)

    def _touch(self, blocks: Iterable[str]) -> None:
        self._db.executemany("INSERT OR IGNORE INTO touched VALUES (?)", [(block,) for block in blocks])

    def mark(self, keys: Iterable[str], *, retrace: bool) -> None:
        """Have articles resolved anew."""
        self._db.executemany(
            "INSERT INTO stale VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET"
            " retrace = max(retrace, excluded.retrace)",
            [(key, int(retrace)) for key in keys],
        )

    def unmark(self, keys: Iterable[str], *, retraced: bool) -> None:
        """Note that articles were traced anew, or else that their graphs follow from all that is known."""
        rows = [(key,) for key in keys]
        if retraced:  # what people judged has changed, so that the graph is to be made anew in any case
            self._db.executemany("DELETE FROM drafts WHERE key = ?", rows)
            self._db.executemany("UPDATE stale SET retrace = 0 WHERE key = ?", rows)
        else:
            self._db.executemany("DELETE FROM stale WHERE key = ?", rows)

    def put_decided(
        self, blocks: Iterable[str], rules: Iterable[RuleRow], merges: Iterable[MergeRow]
    ) -> None:
        """Write what the rules make of blocks in the place of what they made of them before."""
        for block in blocks:
            for table in ("rules", "merges", "touched"):
                self._db.execute(f"DELETE FROM {table} WHERE block = ?", (block,))
        self._db.executemany("INSERT OR REPLACE INTO rules VALUES (?, ?, ?, ?, ?, ?)", list(rules))
        self._db.executemany("INSERT OR REPLACE INTO merges VALUES (?, ?, ?)", list(merges))


def _rounded(articles: int) -> int:
    return 1 << (articles.bit_length() - 1) if articles > 0 else 0
