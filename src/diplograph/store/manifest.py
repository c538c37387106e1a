"""The manifest: which articles the store holds, their texts, the quarantine, and the journal.

SQLite beside the quads. The journal is what makes an ingest survive being
killed: a batch is written there first, together with its rows; then the quads
are changed; then the journal is emptied. Whoever opens the store for writing
finishes what the journal still holds.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, fields
from pathlib import Path

from diplograph.errors import StoreError
from diplograph.store.identities import Identities
from diplograph.store.records import ArticleRow, Quarantined, Version

__all__ = ["Manifest"]

_ROW = ", ".join(field.name for field in fields(ArticleRow))
_MARKS = ", ".join("?" for _ in fields(ArticleRow))

_SCHEMA = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles ({_ROW.replace("key,", "key TEXT PRIMARY KEY,", 1)}) WITHOUT ROWID;
CREATE INDEX articles_by_document ON articles (document_hash);
CREATE TABLE texts (key TEXT PRIMARY KEY, text BLOB NOT NULL);
CREATE TABLE history (number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT, content_hash TEXT, graph_hash TEXT);
CREATE INDEX history_by_key ON history (key);
CREATE TABLE quarantine (
    key TEXT PRIMARY KEY, id TEXT, origin TEXT, report TEXT, nquads BLOB, document_hash TEXT,
    fingerprint TEXT, title TEXT, content BLOB, media_type TEXT, metadata TEXT
);
CREATE TABLE journal (graph TEXT PRIMARY KEY, nquads BLOB);
"""


class Manifest:
    """The SQLite part of a store.

    :param path: of the file
    :param writable: whether it may be changed, and made where it is missing
    """

    def __init__(self, path: Path, *, writable: bool) -> None:
        self.path = path
        with self.errors():
            if writable:
                self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = FULL")
                if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'journal'").fetchone():
                    self._db.executescript(f"BEGIN;{_SCHEMA}COMMIT;")
                self._db.execute("CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, reading BLOB)")
                self._db.execute("CREATE TABLE IF NOT EXISTS edits (graph TEXT, gone BLOB, fresh BLOB)")
            else:
                self._db = self._connect_reading()
            self._db.execute("PRAGMA busy_timeout = 10000")
            self._db.execute("SELECT count(*) FROM journal").fetchone()
        self.identities = Identities(self._db, self.errors, writable=writable)

    def _connect_reading(self) -> sqlite3.Connection:
        uri = self.path.resolve().as_uri()
        try:
            db = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
            db.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            # a read-only medium, where SQLite cannot make the files it shares with writers
            db = sqlite3.connect(
                f"{uri}?immutable=1", uri=True, isolation_level=None, check_same_thread=False
            )
        return db

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn SQLite's errors into ours."""
        try:
            yield
        except sqlite3.Error as error:
            text = str(error)
            if "full" in text or "disk I/O" in text:
                what, fix = (
                    f"the store could not be written: {text}",
                    "free some space and run the command again; what was stored before is still there",
                )
            elif "locked" in text:
                what, fix = "the store is locked by another process", "wait until it has finished"
            else:
                what, fix = (
                    f"the store's manifest is damaged: {text}",
                    "restore the store from a copy, or ingest the articles into a new one",
                )
            raise StoreError(what, where=str(self.path), fix=fix) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        with self.errors():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    # -- meta ------------------------------------------------------------
    def meta(self, name: str) -> str | None:
        """A fact about the store as a whole."""
        with self.errors():
            row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Note a fact about the store as a whole."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def delete_meta(self, name: str) -> None:
        """Forget a fact about the store as a whole."""
        self._db.execute("DELETE FROM meta WHERE name = ?", (name,))

    def metas(self, prefix: str) -> dict[str, str]:
        """Facts whose names begin so, by the rest of their names, sorted."""
        with self.errors():
            rows = self._db.execute(
                "SELECT substr(name, length(?1) + 1), value FROM meta"
                " WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name",
                (prefix,),
            ).fetchall()
        return dict(rows)

    # -- articles --------------------------------------------------------
    def iter_articles(self) -> Iterator[ArticleRow]:
        """Every article, by key."""
        with self.errors():
            for row in self._db.execute(f"SELECT {_ROW} FROM articles ORDER BY key"):
                yield ArticleRow(*row)

    def article(self, key: str) -> ArticleRow | None:
        """The article with this key."""
        return self._one("key = ?", key)

    def by_document(self, document_hash: str) -> ArticleRow | None:
        """The article that was read from exactly this document."""
        return self._one("document_hash = ?", document_hash)

    def find_articles(self, name: str) -> list[ArticleRow]:
        """Articles whose key, id, address or origin this is, or whose key begins with it."""
        with self.errors():
            rows = self._db.execute(
                f"SELECT {_ROW} FROM articles WHERE key = ?1 OR id = ?1 OR url = ?1 OR origin = ?1"
                " OR (length(?1) >= 6 AND substr(key, 1, length(?1)) = ?1) ORDER BY key",
                (name,),
            ).fetchall()
        return [ArticleRow(*row) for row in rows]

    def _one(self, condition: str, value: str) -> ArticleRow | None:
        with self.errors():
            sql = f"SELECT {_ROW} FROM articles WHERE {condition} ORDER BY key LIMIT 1"
            row = self._db.execute(sql, (value,)).fetchone()
        return ArticleRow(*row) if row else None

    def put_article(self, row: ArticleRow, text: str | None, reading: bytes | None) -> None:
        """Write an article's row, text and reading; an earlier version's hashes go to the history."""
        self._db.execute(
            "INSERT INTO history (key, content_hash, graph_hash)"
            " SELECT key, content_hash, graph_hash FROM articles WHERE key = ? AND graph_hash != ?",
            (row.key, row.graph_hash),
        )
        self._db.execute(f"INSERT OR REPLACE INTO articles ({_ROW}) VALUES ({_MARKS})", astuple(row))
        if text is None:
            self._db.execute("DELETE FROM texts WHERE key = ?", (row.key,))
        else:
            packed = zlib.compress(text.encode(), 6)
            self._db.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (row.key, packed))
        if reading is None:
            self._db.execute("DELETE FROM readings WHERE key = ?", (row.key,))
        else:
            self._db.execute("INSERT OR REPLACE INTO readings VALUES (?, ?)", (row.key, reading))
        self._db.execute("DELETE FROM quarantine WHERE key = ?", (row.key,))

    def put_graph_hash(self, key: str, graph_hash: str, claims: int) -> None:
        """Note another graph of the same version of an article."""
        sql = "UPDATE articles SET graph_hash = ?, claims = ? WHERE key = ?"
        self._db.execute(sql, (graph_hash, claims, key))

    def delete_article(self, key: str) -> None:
        """Forget an article, its text, its reading, its history and its quarantine."""
        for table in ("articles", "texts", "readings", "history", "quarantine"):
            self._db.execute(f"DELETE FROM {table} WHERE key = ?", (key,))
        self.identities.forget(key)

    def text(self, key: str) -> str | None:
        """An article's stored text."""
        with self.errors():
            row = self._db.execute("SELECT text FROM texts WHERE key = ?", (key,)).fetchone()
        return self._unpack(row[0]) if row else None

    def reading(self, key: str) -> bytes | None:
        """What was read from an article, as it was packed."""
        with self.errors():
            row = self._db.execute("SELECT reading FROM readings WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def history(self, key: str) -> list[Version]:
        """An article's earlier versions, oldest first."""
        with self.errors():
            rows = self._db.execute(
                "SELECT key, content_hash, graph_hash FROM history WHERE key = ? ORDER BY number", (key,)
            ).fetchall()
        return [Version(*row) for row in rows]

    # -- quarantine ------------------------------------------------------
    def put_quarantined(self, case: Quarantined) -> None:
        """Keep a refused article."""
        values = (
            *(case.key, case.id, case.origin, case.report, zlib.compress(case.nquads.encode(), 1)),
            *(case.document_hash, case.fingerprint, case.title),
            zlib.compress(case.content, 6) if case.content is not None else None,
            *(case.media_type, json.dumps(dict(case.metadata), ensure_ascii=False, sort_keys=True)),
        )
        marks = ", ".join("?" for _ in values)
        self._db.execute(f"INSERT OR REPLACE INTO quarantine VALUES ({marks})", values)

    def delete_quarantined(self, key: str) -> None:
        """Let a refused article go."""
        self._db.execute("DELETE FROM quarantine WHERE key = ?", (key,))

    def iter_quarantined(self) -> Iterator[Quarantined]:
        """Every refused article, by key."""
        with self.errors():
            rows = self._db.execute("SELECT * FROM quarantine ORDER BY key").fetchall()
        for row in rows:
            key, id, origin, report, nquads, document_hash, fingerprint, title, *source = row
            content, media_type, metadata = source
            yield Quarantined(
                key=key,
                id=id,
                origin=origin,
                report=report,
                nquads=self._unpack(nquads),
                document_hash=document_hash,
                fingerprint=fingerprint,
                title=title,
                content=zlib.decompress(content) if content is not None else None,
                media_type=media_type,
                metadata=json.loads(metadata),
            )

    # -- journal ---------------------------------------------------------
    def journal(self, graph: str, nquads: str | None) -> None:
        """Note a graph that is to be written; None is one to be dropped."""
        packed = zlib.compress(nquads.encode(), 1) if nquads is not None else None
        self._db.execute("INSERT OR REPLACE INTO journal VALUES (?, ?)", (graph, packed))

    def pending(self) -> list[tuple[str, str | None]]:
        """What the journal holds: (graph, N-Quads or None for a graph to be dropped)."""
        with self.errors():
            rows = self._db.execute("SELECT graph, nquads FROM journal ORDER BY graph").fetchall()
        return [(graph, self._unpack(packed) if packed is not None else None) for graph, packed in rows]

    def empty_journal(self) -> None:
        """All that was noted has been written."""
        self._db.execute("DELETE FROM journal")

    def journal_edit(self, graph: str, gone: str, fresh: str) -> None:
        """Note lines that are to be taken out of a graph, and lines that are to be put in."""
        packed = (zlib.compress(lines.encode(), 1) for lines in (gone, fresh))
        self._db.execute("INSERT INTO edits VALUES (?, ?, ?)", (graph, *packed))

    def edits(self) -> list[tuple[str, str, str]]:
        """What :meth:`journal_edit` noted, in its order."""
        with self.errors():
            rows = self._db.execute("SELECT graph, gone, fresh FROM edits ORDER BY rowid").fetchall()
        return [(graph, self._unpack(gone), self._unpack(fresh)) for graph, gone, fresh in rows]

    def empty_edits(self) -> None:
        """All edits have been made."""
        self._db.execute("DELETE FROM edits")

    # -- counting --------------------------------------------------------
    def counts(self) -> dict[str, int]:
        """Articles, claims, earlier versions, quarantined articles and bytes of text."""
        sql = """SELECT (SELECT count(*) FROM articles), (SELECT coalesce(sum(claims), 0) FROM articles),
                 (SELECT count(*) FROM history), (SELECT count(*) FROM quarantine),
                 (SELECT coalesce(sum(length(text)), 0) FROM texts)"""
        with self.errors():
            row = self._db.execute(sql).fetchone()
        names = ("articles", "claims", "earlier versions", "quarantined", "bytes of text, compressed")
        return dict(zip(names, row, strict=True))

    def _unpack(self, packed: bytes) -> str:
        try:
            return zlib.decompress(packed).decode()
        except (zlib.error, UnicodeDecodeError) as error:
            raise StoreError(
                f"the store's manifest is damaged: {error}",
                where=str(self.path),
                fix="restore the store from a copy, or ingest the articles into a new one",
            ) from error
