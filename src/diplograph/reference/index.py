"""The files of one import: a trie of names that is mapped into memory, and records read on demand.

``<stem>.names`` is a marisa trie from folded names to numbers of records;
``<stem>.records`` is an SQLite file of records, tenures and relations. Both
are written once and never changed. A process that looks names up holds the
pages that it touches and nothing else, however many names there are.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import marisa_trie

from diplograph.errors import StoreError
from diplograph.model import Name
from diplograph.reference.fold import fold
from diplograph.reference.records import Known, KnownTenure

__all__ = ["ImportIndex", "IndexWriter", "TenureRow", "pack", "remove_index", "unpack"]

_SCHEMA = """
CREATE TABLE things (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, wikidata TEXT, body TEXT NOT NULL);
CREATE TABLE tenures (person TEXT, post TEXT, start TEXT, end TEXT, predecessor TEXT, successor TEXT,
    PRIMARY KEY (person, post, start)) WITHOUT ROWID;
CREATE TABLE relations (subject TEXT, predicate TEXT, object TEXT,
    PRIMARY KEY (subject, predicate, object)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX tenures_by_post ON tenures (post);
CREATE INDEX things_by_item ON things (wikidata) WHERE wikidata IS NOT NULL;
"""
_BY_NAME = ("Person", "Organization")
_NUMBER = "<I"


class TenureRow(NamedTuple):
    """A tenure with ids; a date that is None is unknown or open."""

    person: str
    post: str
    start: str | None
    end: str | None
    predecessor: str | None = None
    successor: str | None = None


def pack(known: Known) -> str:
    """A record as text, without what it lacks."""
    names = [[name.text, name.language] for name in known.names]
    fields = {
        "kind": known.kind, "name": known.name, "names": names, "acronyms": known.acronyms,
        "wikidata": known.wikidata, "state": known.state, "organization": known.organization,
        "role": known.role, "subtype": known.subtype, "gender": known.gender, "facts": dict(known.facts),
    }  # fmt: skip
    return json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)


def unpack(id: str, body: str) -> Known:
    """The record of a text that :func:`pack` wrote."""
    fields = json.loads(body)
    fields["names"] = tuple(Name(text, language) for text, language in fields.get("names", ()))
    fields["acronyms"] = tuple(fields.get("acronyms", ()))
    return Known(id, **fields)


class ImportIndex:
    """One import, opened for look-ups; what it answers is what :class:`Reference` does.

    :param stem: path of its files without their endings
    :raises StoreError: if a file is missing or damaged
    """

    def __init__(self, stem: Path) -> None:
        self.stem = stem
        try:
            self._names = marisa_trie.RecordTrie(_NUMBER).mmap(os.fspath(_names_path(stem)))
            uri = _records_path(stem).resolve().as_uri() + "?mode=ro&immutable=1"
            self._db = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
            self._db.execute("SELECT id FROM things LIMIT 1").fetchone()
        except (OSError, RuntimeError, sqlite3.Error) as error:
            raise StoreError(
                f"the files of an import cannot be read: {error}",
                where=str(stem),
                fix="import them anew: diplograph reference update NAME FILE...",
            ) from error

    def close(self) -> None:
        """Let go of the files."""
        self._db.close()

    def get(self, id: str) -> Known | None:
        """The thing with this id."""
        row = self._db.execute("SELECT id, body FROM things WHERE id = ?", (id,)).fetchone()
        return unpack(*row) if row else None

    def by_wikidata(self, item: str) -> Known | None:
        """The thing that is this item of Wikidata."""
        row = self._db.execute(
            "SELECT id, body FROM things WHERE wikidata = ? ORDER BY id", (item,)
        ).fetchone()
        return unpack(*row) if row else None

    def find(self, name: str) -> tuple[Known, ...]:
        """People and bodies that bear this name, by id."""
        numbers = self._names.get(fold(name))
        if not numbers:
            return ()
        rows = (
            self._db.execute("SELECT id, body FROM things WHERE number = ?", number).fetchone()
            for number in set(numbers)
        )
        return tuple(sorted((unpack(*row) for row in rows), key=lambda one: one.id))

    def tenures(self, person_or_post: str) -> tuple[KnownTenure, ...]:
        """Tenures of a person or of a post, by start."""
        rows = self._db.execute(
            "SELECT person, post, start, end FROM tenures WHERE person = ?1"
            " UNION SELECT person, post, start, end FROM tenures WHERE post = ?1"
            " ORDER BY start, person, post",
            (person_or_post,),
        )
        return tuple(KnownTenure(person, post, start or None, end) for person, post, start, end in rows)

    # -- all of it -------------------------------------------------------
    def iter_known(self) -> Iterator[Known]:
        """Everything, by id."""
        for row in self._db.cursor().execute("SELECT id, body FROM things ORDER BY id"):
            yield unpack(*row)

    def iter_tenures(self) -> Iterator[TenureRow]:
        """Every tenure, by person, post and start."""
        for row in self._db.cursor().execute("SELECT * FROM tenures ORDER BY person, post, start"):
            person, post, start, *rest = row
            yield TenureRow(person, post, start or None, *rest)

    def iter_relations(self) -> Iterator[tuple[str, str, str]]:
        """Subject, "memberOf" or "replaced", object."""
        sql = "SELECT subject, predicate, object FROM relations ORDER BY subject, predicate, object"
        yield from self._db.cursor().execute(sql)


class IndexWriter:
    """Writes the files of one import; nothing can be read before :meth:`finish`.

    :param stem: path of the files without their endings; they must not be there yet
    """

    def __init__(self, stem: Path) -> None:
        self.stem = stem
        self.db = sqlite3.connect(_records_path(stem), isolation_level=None)
        for pragma in ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "cache_size = -16000"):
            self.db.execute(f"PRAGMA {pragma}")
        self.db.executescript(_SCHEMA)
        self.db.execute("BEGIN")
        self._number = 0

    def put(self, known: Known) -> None:
        """Add a thing; each id once."""
        self._number += 1
        self.db.execute(
            "INSERT INTO things VALUES (?, ?, ?, ?)", (self._number, known.id, known.wikidata, pack(known))
        )

    def put_tenures(self, rows: Iterable[TenureRow]) -> None:
        """Add tenures; each person, post and start once."""
        self.db.executemany(
            "INSERT INTO tenures VALUES (?, ?, ?, ?, ?, ?)",
            ((*row[:2], row.start or "", *row[3:]) for row in rows),
        )

    def put_relation(self, subject: str, predicate: str, object: str) -> None:
        """Add a relation; one that is there already stays."""
        self.db.execute("INSERT OR IGNORE INTO relations VALUES (?, ?, ?)", (subject, predicate, object))

    def finish(self) -> int:
        """Make the trie and close the files.

        :returns: how many names can be looked up
        """
        for statement in _INDEXES.split(";"):
            self.db.execute(statement)
        self.db.execute("COMMIT")
        trie = marisa_trie.RecordTrie(_NUMBER, self._iter_names())
        trie.save(os.fspath(_names_path(self.stem)))
        count = len(trie)
        self.db.close()
        for path in (_names_path(self.stem), _records_path(self.stem)):
            with path.open("rb") as handle:  # what the store points at must be on the disk
                os.fsync(handle.fileno())
        return count

    def abandon(self) -> None:
        """Take away what was written."""
        self.db.close()
        remove_index(self.stem)

    def _iter_names(self) -> Iterator[tuple[str, tuple[int]]]:
        for number, id, body in self.db.cursor().execute(
            "SELECT number, id, body FROM things ORDER BY number"
        ):
            known = unpack(id, body)
            if known.kind in _BY_NAME and known.subtype != "Jurisdiction":
                texts = (known.name, *known.acronyms, *(name.text for name in known.names))
                for name in sorted({fold(text) for text in texts} - {""}):
                    yield name, (number,)


def remove_index(stem: Path) -> None:
    """Take the files of an import away."""
    for path in (_names_path(stem), _records_path(stem)):
        with suppress(FileNotFoundError):
            path.unlink()


def _names_path(stem: Path) -> Path:
    return stem.with_name(stem.name + ".names")


def _records_path(stem: Path) -> Path:
    return stem.with_name(stem.name + ".records")
