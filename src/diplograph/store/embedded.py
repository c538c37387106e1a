"""The store on disk: Oxigraph for the quads, SQLite for the manifest, in one folder.

Beside the named graphs, the default graph holds their union, each triple once:
Oxigraph's own union of graphs gives a triple as often as graphs say it, so that
every count would be of articles. A triple leaves it when the last graph that
says it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyoxigraph as ox

from diplograph.errors import StoreError
from diplograph.store.folder import (
    BROKEN,
    FORMAT,
    REMEDY,
    check_format,
    make_folder,
    open_quads,
    write_format,
)
from diplograph.store.guard import refuse_remote
from diplograph.store.identities import Identities
from diplograph.store.loading import Loader
from diplograph.store.manifest import Manifest
from diplograph.store.records import ArticleRow, Change, MergeRow, Quarantined, RuleRow, TraceRow, Version
from diplograph.store.updates import UNION, iter_edits, without_graph, write_swap
from diplograph.vocab import RDF

__all__ = ["EmbeddedReader", "EmbeddedWriter"]

Traces = tuple[Iterable[TraceRow], Iterable[str]]

_BATCH_ARTICLES = 64  # at most; a batch is loaded while the next one is read
_BATCH_CHARACTERS = 4_000_000
_PIECE = 16_000_000  # bytes of an import that are loaded at once


class _Embedded:
    def __init__(self, path: Path, quads: ox.Store, manifest: Manifest) -> None:
        self.path = path
        self.format_version = FORMAT
        self._store = quads
        self._manifest = manifest

    @property
    def _quads(self) -> ox.Store:
        return self._store

    @property
    def base(self) -> str:
        """Where the IRIs of this store's things begin."""
        return self._manifest.meta("base") or ""

    @property
    def identities(self) -> Identities:
        """What is kept to work out who is who across articles."""
        return self._manifest.identities

    def graph_iri(self, name: str) -> str:
        """The IRI of a named graph: an article's by its key, "reference", "ontology", "judgements"."""
        return f"{self.base}graph/{name}"

    def article(self, key: str) -> ArticleRow | None:
        """The article with this key."""
        return self._manifest.article(key)

    def by_document(self, document_hash: str) -> ArticleRow | None:
        """The article that was read from exactly this document."""
        return self._manifest.by_document(document_hash)

    def find_articles(self, name: str) -> list[ArticleRow]:
        """Articles whose key, id, address or origin this is, or whose key begins with it."""
        return self._manifest.find_articles(name)

    def iter_articles(self) -> Iterator[ArticleRow]:
        """Every article, by key."""
        return self._manifest.iter_articles()

    def iter_quarantined(self) -> Iterator[Quarantined]:
        """Every article in quarantine, by key."""
        return self._manifest.iter_quarantined()

    def text(self, key: str) -> str | None:
        """An article's text, or None where the store has no such article or keeps no texts."""
        return self._manifest.text(key)

    def history(self, key: str) -> list[Version]:
        """An article's earlier versions, oldest first."""
        return self._manifest.history(key)

    def reading(self, key: str) -> bytes | None:
        """What was read from an article before it was resolved, as it was packed."""
        return self._manifest.reading(key)

    def note(self, name: str) -> str | None:
        """What was noted under this name of the store as a whole."""
        return self._manifest.meta(f"note {name}")

    def find_naming(self, ids: Iterable[str]) -> list[str]:
        """Keys of the articles whose graphs describe any of these things, sorted.

        :param ids: paths below the base
        """
        start = len(self.graph_iri(""))
        kind = ox.NamedNode(RDF.type)
        graphs = {
            quad.graph_name.value[start:]
            for id in ids
            for quad in self._quads.quads_for_pattern(ox.NamedNode(self.base + id), kind, None, None)
            if isinstance(quad.graph_name, ox.NamedNode)
        }
        return sorted(key for key in graphs if self.article(key) is not None)

    def counts(self) -> dict[str, int]:
        """How much the store holds, by name."""
        union = sum(1 for _ in self._quads.quads_for_pattern(None, None, None, UNION))
        return {**self._manifest.counts(), "quads": len(self._quads) - union, "triples": union}

    def pending(self) -> int:
        """How many graphs a killed ingest has noted but not written; opening for writing writes them."""
        return len(self._manifest.pending())

    def imports(self) -> dict[str, str]:
        """What was noted of each import of reference knowledge, by its name."""
        return self._manifest.metas("import ")

    # -- quads -----------------------------------------------------------
    def query(self, sparql: str, **options: Any) -> Any:
        """Run a SPARQL query over the union of all named graphs, each triple once.

        :param options: passed on to ``pyoxigraph.Store.query``
        :returns: what pyoxigraph returns for the kind of query
        :raises QueryError: if the query would reach out to another server
        :raises SyntaxError: if it does not parse
        """
        refuse_remote(sparql)
        return self._quads.query(sparql, **options)

    def graph_nquads(self, name: str) -> str:
        """A named graph as sorted N-Quads; empty where there is none."""
        quads = self._quads.quads_for_pattern(None, None, None, ox.NamedNode(self.graph_iri(name)))
        return "".join(sorted(f"{quad} .\n" for quad in quads))

    def iter_quads(self) -> Iterator[ox.Quad]:
        """Every quad of every named graph, in no particular order."""
        for graph in self._quads.named_graphs():
            yield from self._quads.quads_for_pattern(None, None, None, graph)

    def iter_graphs(self) -> Iterator[str]:
        """IRIs of all named graphs, sorted."""
        graphs = self._quads.named_graphs()
        return iter(sorted(graph.value for graph in graphs if isinstance(graph, ox.NamedNode)))

    # -- closing ---------------------------------------------------------
    def close(self) -> None:
        """Let go of the files."""
        self._manifest.close()
        del self._store  # Oxigraph lets go of its lock when the object goes

    def __enter__(self) -> Self:
        """Hold the store for a ``with`` block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


class EmbeddedReader(_Embedded):
    """A snapshot of a store, taken when it is opened; a writer may go on beside it."""

    def __init__(self, path: Path) -> None:
        check_format(path, missing_ok=False)
        try:
            quads = ox.Store.read_only(str(path / "quads"))
        except BROKEN as error:
            raise StoreError(
                f"the store's quads cannot be read: {error}",
                where=str(path),
                fix=REMEDY,
            ) from error
        super().__init__(path, quads, Manifest(path / "manifest.sqlite", writable=False))


class EmbeddedWriter(_Embedded):
    """The one process that changes a store.

    Articles are written in batches; ``commit`` writes what has gathered. When
    it returns, the batch survives a crash.

    :param base: where the IRIs of things begin; kept in the store, which has only one
    """

    def __init__(self, path: Path, *, create: bool, base: str | None) -> None:
        check_format(path, missing_ok=create)
        make_folder(path)
        # the quads first, since they hold the lock; in no variable, since a traceback would hold that
        self._loader = Loader()
        super().__init__(path, open_quads(path), Manifest(path / "manifest.sqlite", writable=True))
        self._rows: dict[str, tuple[ArticleRow, str | None, bytes | None, Traces | None]] = {}
        self._graphs: dict[str, str | None] = {}
        self._drafts: dict[str, str] = {}
        self._size = 0
        try:
            self._settle_base(base)
            write_format(path)
            self._replay()
        except BaseException:
            self.close()
            raise

    def _settle_base(self, base: str | None) -> None:
        known = self._manifest.meta("base")
        if known is None:
            from diplograph.vocab import BASE

            with self._manifest.transaction():
                self._manifest.set_meta("base", base or BASE)
        elif base is not None and base != known:
            raise StoreError(
                f"the store's things are under {known}, not under {base}",
                where=str(self.path),
                fix="leave --base out, or make another store with --store",
            )

    @property
    def _quads(self) -> ox.Store:
        """The quads, once everything that is being loaded is among them."""
        self._join()
        return self._store

    def _join(self) -> None:
        with self._disk_errors():
            loaded = self._loader.wait()
        if loaded:
            with self._manifest.transaction():
                self._manifest.empty_journal()

    # -- articles --------------------------------------------------------
    def article(self, key: str) -> ArticleRow | None:
        """The article with this key, written already or not."""
        waiting = self._rows.get(key)
        return waiting[0] if waiting else super().article(key)

    def replace_article(
        self,
        row: ArticleRow,
        nquads: str,
        text: str | None,
        reading: bytes | None = None,
        traces: Traces | None = None,
    ) -> Change:
        """Put an article's graph in the place of what the store has under its key.

        :param row: its row; ``graph_hash`` is filled in here
        :param nquads: the whole graph, sorted
        :param text: to be kept beside the quads, or None
        :param reading: what was read, packed, to be kept beside the quads, or None
        :param traces: of its people, and what else it names, from which rules work out who is who;
            the graph is then one without what rules merge
        :returns: whether the article was new, the same as before, or replaced
        """
        if row.key in self._rows:
            self._write()
        draft = sha256(nquads.encode()).hexdigest()
        before = self._manifest.article(row.key)
        same = before is not None and (self.identities.draft(row.key) or before.graph_hash) == draft
        row = replace(row, graph_hash=before.graph_hash if before is not None and same else draft)
        self._rows[row.key] = (row, text, reading, traces)
        if not same:
            self._drafts[row.key] = draft
            self._graphs[self.graph_iri(row.key)] = nquads
            self._size += len(nquads)
        if len(self._rows) >= _BATCH_ARTICLES or self._size >= _BATCH_CHARACTERS:
            self._write()
        return "unchanged" if same else "new" if before is None else "replaced"

    def rewrite_articles(self, graphs: Mapping[str, tuple[str, int]]) -> None:
        """Put other graphs of the same versions of articles in the place of those that the store has.

        :param graphs: by key, the whole graph, sorted, and the number of its claims
        """
        self.commit()
        with self._manifest.transaction():
            for key, (nquads, claims) in graphs.items():
                self._manifest.put_graph_hash(key, sha256(nquads.encode()).hexdigest(), claims)
                self._manifest.journal(self.graph_iri(key), nquads)
        self._apply({self.graph_iri(key): nquads for key, (nquads, _) in graphs.items()})

    def put_note(self, name: str, value: str) -> None:
        """Note something of the store as a whole."""
        with self._manifest.transaction():
            self._manifest.set_meta(f"note {name}", value)

    def quarantine(self, case: Quarantined) -> None:
        """Keep a refused article; an earlier version of it that was sound stays where it is."""
        with self._manifest.transaction():
            self._manifest.put_quarantined(case)

    def release(self, key: str) -> None:
        """Take an article out of quarantine."""
        with self._manifest.transaction():
            self._manifest.delete_quarantined(key)

    def remove(self, key: str) -> None:
        """Take an article out of the store, its text, its history and its quarantine too."""
        self.commit()
        graph = self.graph_iri(key)
        with self._manifest.transaction():
            self._manifest.delete_article(key)
            self._manifest.journal(graph, None)
        self._apply({graph: None})

    def replace_graph(self, name: str, nquads: str) -> bool:
        """Put other knowledge ("reference") in its own graph; False where it was there already."""
        seal = sha256(nquads.encode()).hexdigest()
        if self._manifest.meta(f"graph {name}") == seal:
            return False
        self.commit()
        graph = self.graph_iri(name)
        with self._manifest.transaction():
            self._manifest.set_meta(f"graph {name}", seal)
            self._manifest.journal(graph, nquads)
        self._apply({graph: nquads})
        return True

    def edit_graph(
        self, name: str, gone: Iterable[str], fresh: Iterable[str], notes: Mapping[str, str]
    ) -> None:
        """Take lines of N-Quads out of a graph, put others in, and note why; all of it or nothing."""
        self.commit()
        with self._manifest.transaction():
            self._manifest.journal_edit(self.graph_iri(name), "".join(sorted(gone)), "".join(sorted(fresh)))
            for note, value in notes.items():
                self._manifest.set_meta(f"note {note}", value)
        self._apply_edits()

    def settle_rules(
        self,
        blocks: Iterable[str],
        rules: Iterable[RuleRow],
        merges: Iterable[MergeRow],
        stale: Iterable[str],
        lines: tuple[Iterable[str], Iterable[str]],
    ) -> None:
        """Write what the rules make of blocks of names, which articles that concerns, and who says so.

        :param lines: of the judgements' graph: those that go, and those that come
        """
        self.commit()
        with self._manifest.transaction():
            self.identities.put_decided(blocks, rules, merges)
            self.identities.mark(stale, retrace=False)
            gone, fresh = ("".join(sorted(part)) for part in lines)
            if gone or fresh:
                self._manifest.journal_edit(self.graph_iri("judgements"), gone, fresh)
        self._apply_edits()

    def put_traces(self, traces: Mapping[str, Traces]) -> None:
        """Write traces of articles that were worked out anew, since judgements or reference have changed."""
        self.commit()
        with self._manifest.transaction():
            for key, found in traces.items():
                self.identities.put(key, *found)
            self.identities.unmark(traces, retraced=True)

    def have_resolved(self, keys: Iterable[str], blocks: Iterable[str] = (), *, retrace: bool) -> None:
        """Note articles that must be resolved anew, and blocks of names that must be decided anew."""
        self.commit()
        with self._manifest.transaction():
            self.identities.mark(keys, retrace=retrace)
            self.identities.touch(blocks)

    def are_resolved(self, keys: Iterable[str]) -> None:
        """Note that the graphs of articles follow from all that is known."""
        with self._manifest.transaction():
            self.identities.unmark(keys, retraced=False)

    def _apply_edits(self) -> None:
        edits = self._manifest.edits()
        if not edits:
            return
        with self._disk_errors():
            for graph, gone, fresh in edits:
                for update in iter_edits(self._quads, graph, gone, fresh):
                    self._quads.update(update)
            self._quads.flush()
        with self._manifest.transaction():
            self._manifest.empty_edits()

    def replace_import(self, name: str, note: str, nquads: Path) -> None:
        """Put an import's graph, "reference/" and its name, in the place of the one it had.

        :param note: what is to be known of the import
        :param nquads: a file in the store's folder; it is taken away when it has been loaded
        """
        self.commit()
        with self._manifest.transaction():
            self._manifest.set_meta(f"import {name}", note)
            self._manifest.set_meta(f"load {self.graph_iri(f'reference/{name}')}", self._within(nquads))
        self._load_imports()

    def remove_import(self, name: str) -> None:
        """Take an import's graph and what was noted of it out of the store."""
        self.commit()
        with self._manifest.transaction():
            self._manifest.delete_meta(f"import {name}")
            self._manifest.set_meta(f"load {self.graph_iri(f'reference/{name}')}", "")
        self._load_imports()

    def _within(self, path: Path) -> str:
        return path.resolve().relative_to(self.path.resolve()).as_posix()

    def _load_imports(self) -> None:
        """Load files that are noted, and again those of a process that was killed over it.

        Not in one transaction, for which a million rows are too many: a reader may find part of an import.
        """
        for graph, file in self._manifest.metas("load ").items():
            with self._disk_errors():
                self._quads.remove_graph(ox.NamedNode(graph))
                for piece in _iter_pieces(self.path / file) if file else ():
                    self._quads.bulk_load(piece, format=ox.RdfFormat.N_QUADS)
                self._quads.flush()
            with self._manifest.transaction():
                self._manifest.delete_meta(f"load {graph}")
            if file:
                (self.path / file).unlink(missing_ok=True)

    def commit(self) -> None:
        """Write what has gathered; when it returns, readers find it."""
        self._write()
        self._join()

    def _write(self) -> None:
        """Write manifest and journal, then the quads; when those are in, the journal is emptied."""
        self._join()
        if not self._rows and not self._graphs:
            return
        rows, graphs, drafts = self._rows, self._graphs, self._drafts
        self._rows, self._graphs, self._drafts, self._size = {}, {}, {}, 0
        with self._manifest.transaction():
            for key, (row, text, reading, traces) in rows.items():
                self._manifest.put_article(row, text, reading)
                if traces is not None:
                    self.identities.put(key, *traces)
                    self.identities.mark([key], retrace=False)
            for key, draft in drafts.items():
                self.identities.put_draft(key, draft)
            for graph, nquads in graphs.items():
                self._manifest.journal(graph, nquads)
        if graphs:
            self._apply(graphs)

    def _apply(self, graphs: dict[str, str | None]) -> None:
        """Write journalled graphs: new ones together, the others each in one transaction."""
        with self._disk_errors():
            fresh: list[str] = []
            for graph, nquads in graphs.items():
                if nquads is None or self._quads.contains_named_graph(ox.NamedNode(graph)):
                    self._swap(graph, nquads or "")
                else:
                    fresh += (nquads, without_graph(nquads, graph))
            if fresh:
                self._loader.start(self._quads, "".join(fresh))
                return
            self._quads.flush()
        with self._manifest.transaction():
            self._manifest.empty_journal()

    def _swap(self, graph: str, nquads: str) -> None:
        self._quads.update(write_swap(self._quads, graph, nquads))

    def _replay(self) -> None:
        # a killed writer may have left part of a graph: each is written anew
        pending = self._manifest.pending()
        if pending:
            self._apply(dict(pending))
            self._join()
        self._apply_edits()

    @contextmanager
    def _disk_errors(self) -> Iterator[None]:
        try:
            yield
        except BROKEN as error:
            raise StoreError(
                f"the store could not be written: {error}",
                where=str(self.path),
                fix="free some space and run the command again; what was stored before is still there",
            ) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commit what has gathered, also when a batch was interrupted, and close."""
        try:
            if not isinstance(error, StoreError):
                self.commit()
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the files; what could not be loaded is tried again when the store is next opened."""
        self._loader.close()
        super().close()


def _iter_pieces(path: Path) -> Iterator[bytes]:
    # Oxigraph holds what it is given to load in memory, several times over
    with path.open("rb") as handle:
        while lines := handle.readlines(_PIECE):
            yield b"".join(lines)
