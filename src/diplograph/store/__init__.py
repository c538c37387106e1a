"""Where graphs are kept: one named graph an article, replaced as a whole.

A store is a folder. ``open_reader`` gives a snapshot that any number of
processes may have; ``open_writer`` is for one process at a time. What they
offer is in the Protocols, so that a server can take the folder's place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from diplograph.store.records import ArticleRow, Change, MergeRow, Quarantined, RuleRow, TraceRow, Version

__all__ = [
    "ArticleRow",
    "Change",
    "Identities",
    "MergeRow",
    "Quarantined",
    "Reader",
    "RuleRow",
    "TraceRow",
    "Version",
    "Writer",
    "open_reader",
    "open_writer",
]


class Identities(Protocol):
    """What a store keeps to work out who is who across articles."""

    def of_article(self, key: str) -> list[TraceRow]:
        """The traces of an article, by id."""
        ...

    def of_block(self, block: str) -> list[TraceRow]:
        """The traces of a block, by id and article."""
        ...

    def blocks(self, id: str) -> list[str]:
        """The blocks in which there is somebody of this id."""
        ...

    def near(self, key: str) -> list[str]:
        """What an article names that may tell namesakes apart."""
        ...

    def frequency(self, name: str) -> int:
        """In how many articles something is named, rounded down to a power of two."""
        ...

    def draft(self, key: str) -> str | None:
        """The hash of the graph that an article had before rules merged anything."""
        ...

    def merged(self, id: str) -> str:
        """The id that rules use in the place of this one; the same where they merged nothing."""
        ...

    def merged_into(self, id: str) -> list[str]:
        """The ids in whose place rules use this one."""
        ...

    def iter_rules(self, verdict: str | None = None) -> Iterator[RuleRow]:
        """What the rules judge, or all that they judge so; by pair."""
        ...

    def decided(self, blocks: Iterable[str]) -> tuple[list[RuleRow], list[MergeRow]]:
        """What the rules made of these blocks."""
        ...

    def touched(self, limit: int) -> list[str]:
        """The first blocks that must be decided anew."""
        ...

    def stale(self, limit: int, *, retrace: bool) -> list[str]:
        """The first articles to be resolved anew; those of which the traces are old too, or the others."""
        ...


class Reader(Protocol):
    """What a store answers."""

    format_version: int
    path: Path

    @property
    def base(self) -> str:
        """Where the IRIs of this store's things begin."""
        ...

    @property
    def identities(self) -> Identities:
        """What is kept to work out who is who across articles."""
        ...

    def query(self, sparql: str, **options: Any) -> Any:
        """Run a SPARQL query over the union of all named graphs; pyoxigraph's results.

        :raises QueryError: if the query would reach out to another server
        :raises SyntaxError: if it does not parse
        """
        ...

    def graph_iri(self, name: str) -> str:
        """The IRI of a named graph: an article's by its key, or "reference", "ontology", "judgements"."""
        ...

    def graph_nquads(self, name: str) -> str:
        """A named graph as sorted N-Quads; empty where there is none."""
        ...

    def iter_graphs(self) -> Iterator[str]:
        """IRIs of all named graphs, sorted."""
        ...

    def iter_quads(self) -> Iterator[Any]:
        """Every quad as pyoxigraph's, in no particular order."""
        ...

    def article(self, key: str) -> ArticleRow | None:
        """The article with this key."""
        ...

    def by_document(self, document_hash: str) -> ArticleRow | None:
        """The article that was read from exactly this document."""
        ...

    def find_articles(self, name: str) -> list[ArticleRow]:
        """Articles whose key, id, address or origin this is, or whose key begins with it."""
        ...

    def iter_articles(self) -> Iterator[ArticleRow]:
        """Every article, by key."""
        ...

    def iter_quarantined(self) -> Iterator[Quarantined]:
        """Every article in quarantine, by key."""
        ...

    def text(self, key: str) -> str | None:
        """An article's text, or None where the store has no such article or keeps no texts."""
        ...

    def history(self, key: str) -> list[Version]:
        """An article's earlier versions, oldest first."""
        ...

    def reading(self, key: str) -> bytes | None:
        """What was read from an article before it was resolved, as it was packed."""
        ...

    def note(self, name: str) -> str | None:
        """What was noted under this name of the store as a whole."""
        ...

    def find_naming(self, ids: Iterable[str]) -> list[str]:
        """Keys of the articles whose graphs describe any of these things (paths below the base), sorted."""
        ...

    def imports(self) -> dict[str, str]:
        """What was noted of each import of reference knowledge, by its name."""
        ...

    def counts(self) -> dict[str, int]:
        """How much the store holds, by name."""
        ...

    def pending(self) -> int:
        """How many graphs a killed ingest has noted but not written."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...

    def __enter__(self) -> Self:
        """Hold the store for a ``with`` block."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        ...


class Writer(Reader, Protocol):
    """What changes a store; leaving its ``with`` block commits."""

    def replace_article(
        self,
        row: ArticleRow,
        nquads: str,
        text: str | None,
        reading: bytes | None = None,
        traces: tuple[Iterable[TraceRow], Iterable[str]] | None = None,
    ) -> Change:
        """Put an article's graph in the place of what the store has under its key."""
        ...

    def rewrite_articles(self, graphs: Mapping[str, tuple[str, int]]) -> None:
        """Put other graphs, with their claims' number, of the same versions of articles, by key."""
        ...

    def put_note(self, name: str, value: str) -> None:
        """Note something of the store as a whole."""
        ...

    def quarantine(self, case: Quarantined) -> None:
        """Keep a refused article; an earlier version of it that was sound stays."""
        ...

    def release(self, key: str) -> None:
        """Take an article out of quarantine."""
        ...

    def remove(self, key: str) -> None:
        """Take an article out of the store, with its text, history and quarantine."""
        ...

    def replace_graph(self, name: str, nquads: str) -> bool:
        """Put other knowledge in its own graph; False where the very same is there already."""
        ...

    def edit_graph(
        self, name: str, gone: Iterable[str], fresh: Iterable[str], notes: Mapping[str, str]
    ) -> None:
        """Take lines of N-Quads out of a graph, put others in, and note why."""
        ...

    def settle_rules(
        self,
        blocks: Iterable[str],
        rules: Iterable[RuleRow],
        merges: Iterable[MergeRow],
        stale: Iterable[str],
        lines: tuple[Iterable[str], Iterable[str]],
    ) -> None:
        """Write what the rules make of blocks of names, which articles that concerns, and who says so."""
        ...

    def put_traces(self, traces: Mapping[str, tuple[Iterable[TraceRow], Iterable[str]]]) -> None:
        """Write traces of articles that were worked out anew."""
        ...

    def have_resolved(self, keys: Iterable[str], blocks: Iterable[str] = (), *, retrace: bool) -> None:
        """Note articles that must be resolved anew, and blocks of names that must be decided anew."""
        ...

    def are_resolved(self, keys: Iterable[str]) -> None:
        """Note that the graphs of articles follow from all that is known."""
        ...

    def replace_import(self, name: str, note: str, nquads: Path) -> None:
        """Put an import's graph, from a file in the store's folder, in the place of the one it had."""
        ...

    def remove_import(self, name: str) -> None:
        """Take an import's graph and what was noted of it out of the store."""
        ...

    def commit(self) -> None:
        """Write what has gathered; when it returns, that survives a crash."""
        ...


def open_reader(path: Path) -> Reader:
    """Open a snapshot of a store; a writer may be at work beside it.

    :raises StoreError: if there is no store, or one that is damaged or of another format
    """
    from diplograph.store.embedded import EmbeddedReader

    return EmbeddedReader(path)


def open_writer(path: Path, *, create: bool = True, base: str | None = None) -> Writer:
    """Open a store for writing, and finish what a killed writer had begun.

    :param create: whether to make the store where there is none
    :param base: where the IRIs of things begin, for a new store; None is the default or the store's own
    :raises StoreError: if another process writes it, or it is damaged, or has another format or base
    """
    from diplograph.store.embedded import EmbeddedWriter

    return EmbeddedWriter(path, create=create, base=base)
