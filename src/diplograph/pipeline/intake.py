"""Sources into the store: plan the work, have it done, write the results in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

from diplograph.graph import build_ontology_graph, build_reference_graph
from diplograph.lexicon import UserTables, load_tables
from diplograph.model import Drop, RawDocument
from diplograph.pipeline.fingerprint import hash_document, reader_fingerprint
from diplograph.pipeline.imports import held_imports
from diplograph.pipeline.pool import iter_outcomes
from diplograph.pipeline.resolving import bring_up_to_date, keep_tables
from diplograph.pipeline.settling import trace_rows
from diplograph.pipeline.summary import Problem, Summary
from diplograph.pipeline.work import Document, Outcome, Task
from diplograph.sources import SourceFailure, iter_documents
from diplograph.store import ArticleRow, Quarantined, Writer, open_writer

__all__ = ["OnDrop", "OnProgress", "Options", "count_cores", "ingest", "retry"]

_CHUNK_CHARACTERS = 60_000

OnProgress = Callable[[str, Summary], None]
"""Called after each document with where it came from and the summary so far."""
OnDrop = Callable[[str, Drop], None]
"""Called for each thing left out of an article, with where the article came from."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to ingest.

    :param jobs: processes that read; None is one a core
    :param base: where the IRIs of things begin, for a new store
    :param keep_text: whether the articles' texts are kept beside the quads
    :param allow_private: whether web addresses may lead into this machine's own network
    :param extractor: name of the extractor to read with
    :param chunk: documents that a process reads at a time, at most
    :param lexicon: files and folders of the user's own tables, merged into the bundled ones
    :param min_confidence: claims below it are left out, and counted
    """

    jobs: int | None = None
    base: str | None = None
    keep_text: bool = True
    allow_private: bool = False
    extractor: str = "english"
    chunk: int = 16
    lexicon: tuple[Path, ...] = ()
    min_confidence: float = 0.0


def count_cores() -> int:
    """The cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on Linux
        return os.cpu_count() or 1


def ingest(
    sources: Sequence[str],
    store: Path,
    options: Options | None = None,
    *,
    stdin: BinaryIO | None = None,
    executor: Executor | None = None,
    on_progress: OnProgress | None = None,
    on_drop: OnDrop | None = None,
) -> Summary:
    """Read sources into a store, made where there is none.

    What cannot be read is in the summary; the rest goes on. The store's quads
    depend on the articles alone, not on jobs or on the order of sources.

    :param sources: what ``diplograph.sources.iter_documents`` takes
    :param executor: where chunks are read, in the place of own processes
    :raises TableError: if a user's table has bad rows; nothing is read then
    :raises StoreError: if the store cannot be written
    :raises ExtractError: if there is nothing to read with
    """
    options = options or Options()
    tables = load_tables(options.lexicon)
    documents = iter_documents(sources, allow_private=options.allow_private, stdin=stdin)
    with open_writer(store, base=options.base) as writer:
        run = _Run(writer, options, tables, on_progress, on_drop)
        return run.take_in(documents, executor)


def retry(
    store: Path, keys: Iterable[str] | None = None, options: Options | None = None
) -> tuple[Summary, list[str]]:
    """Read quarantined articles again.

    :param keys: which of them; None is all
    :returns: the summary, and the origins of those whose document was not kept, so that it cannot be read
    """
    options = options or Options()
    tables = load_tables(options.lexicon)
    chosen = None if keys is None else set(keys)
    with open_writer(store, create=False) as writer:
        cases = [case for case in writer.iter_quarantined() if chosen is None or case.key in chosen]
        documents = [
            RawDocument(_content(case), case.media_type.removesuffix(";decoded"), case.origin, case.metadata)
            for case in cases
            if case.content is not None
        ]
        run = _Run(writer, options, tables, None, None, again=True)
        summary = run.take_in(iter(documents), None)
    return summary, [case.origin for case in cases if case.content is None]


class _Run:
    """One ingest: what is planned, read and written."""

    def __init__(
        self,
        writer: Writer,
        options: Options,
        tables: UserTables,
        on_progress: OnProgress | None,
        on_drop: OnDrop | None,
        *,
        again: bool = False,
    ) -> None:
        self.writer = writer
        self.options = options
        self.summary = Summary()
        self._on_progress = on_progress
        self._on_drop = on_drop
        self._tables = tables
        self._imports, _ = held_imports(writer)
        settings = tables.fingerprint, f"{options.min_confidence:g}"
        self._fingerprint = reader_fingerprint(options.extractor, options.keep_text, *settings)
        # what is in the store is resolved as what comes now will be
        self._judgements = bring_up_to_date(writer)
        keep_tables(writer, tables)
        self._refused = {} if again else {case.document_hash: case for case in writer.iter_quarantined()}
        # key -> rank of the version that this batch has put under it
        self._ranks: dict[str, tuple[str, ...]] = {}

    def take_in(self, documents: Iterator[RawDocument | SourceFailure], executor: Executor | None) -> Summary:
        """Do it all."""
        self._load_knowledge()
        jobs = self.options.jobs or count_cores()
        for outcome in iter_outcomes(self._plan(documents), jobs, executor):
            start = perf_counter()
            self._settle(outcome)
            self.summary.timings.store += perf_counter() - start
            if self._on_progress is not None:
                self._on_progress(outcome.origin, self.summary)
        start = perf_counter()
        self.writer.commit()
        self.summary.timings.store += perf_counter() - start
        start = perf_counter()
        bring_up_to_date(self.writer)  # who is who can only be told from all articles
        self.summary.timings.resolve += perf_counter() - start
        return self.summary

    def _load_knowledge(self) -> None:
        from diplograph.reference import load_reference

        start = perf_counter()
        base = self.writer.base
        self.writer.replace_graph("ontology", build_ontology_graph(base))
        self.writer.replace_graph("reference", build_reference_graph(load_reference(), base))
        self.summary.timings.store += perf_counter() - start

    # -- planning --------------------------------------------------------
    def _plan(self, documents: Iterator[RawDocument | SourceFailure]) -> Iterator[Task | Outcome]:
        """Chunks of documents to be read, and outcomes of those that need no reading."""
        chunk: list[Document] = []
        size = 0
        for item in documents:
            if isinstance(item, RawDocument):
                known = self._known(item)
                if known is None:
                    chunk.append(Document(item, hash_document(item)))
                    size += len(item.content)
                    if len(chunk) < self.options.chunk and size < _CHUNK_CHARACTERS:
                        continue
            if chunk:
                yield self._task(chunk)
                chunk, size = [], 0
            if isinstance(item, SourceFailure):
                yield Outcome(item.origin, error=item.error, skipped=item.skipped)
            elif known is not None:
                yield known
        if chunk:
            yield self._task(chunk)

    def _task(self, chunk: list[Document]) -> Task:
        options = self.options
        how = (options.extractor, self._tables, options.min_confidence, self._imports)
        return Task(tuple(chunk), self.writer.base, *how, self._judgements, options.keep_text)

    def _known(self, raw: RawDocument) -> Outcome | None:
        """The outcome of a document that was read before by the same reader."""
        digest = hash_document(raw)
        row = self.writer.by_document(digest)
        if row is not None and row.fingerprint == self._fingerprint:
            rank = _rank(row.published, row.content_hash, row.document_hash)
            self._ranks[row.key] = max(rank, self._ranks.get(row.key, rank))
            return Outcome(raw.origin, known="unchanged")
        case = self._refused.get(digest)
        if case is not None and case.fingerprint == self._fingerprint:
            return Outcome(raw.origin, known="quarantined", report=case.report)
        return None

    # -- writing ---------------------------------------------------------
    def _settle(self, outcome: Outcome) -> None:
        summary = self.summary
        summary.timings.add(outcome.timings)
        if outcome.error is not None:
            problem = Problem(outcome.origin, str(outcome.error))
            (summary.skipped if outcome.skipped else summary.failed).append(problem)
            summary.states["failed"] += not outcome.skipped
        elif outcome.known == "unchanged":
            summary.states["unchanged"] += 1
        elif outcome.report is not None:
            self._quarantine(outcome, outcome.report)
        else:
            self._store(outcome)

    def _store(self, outcome: Outcome) -> None:
        article, document = outcome.article, outcome.document
        assert article is not None
        assert document is not None
        rank = _rank(article.published, article.content_hash, document.hash)
        before = self._ranks.get(article.key)
        if before is not None and rank <= before:
            self._pass_over(outcome, same=rank == before)
            return
        self._ranks[article.key] = rank
        row = ArticleRow(
            key=article.key,
            id=article.id,
            origin=article.origin,
            content_hash=article.content_hash,
            claims=outcome.claims,
            document_hash=document.hash,
            fingerprint=self._fingerprint,
            url=article.url,
            title=article.title,
            published=article.published,
            publisher=article.publisher,
            language=article.language,
        )
        text = article.text if self.options.keep_text else None
        traces = trace_rows(article.key, outcome.traced) if outcome.traced is not None else None
        state = self.writer.replace_article(row, outcome.nquads, text, outcome.reading, traces)
        self._count(outcome)
        if before is None:
            self.summary.states[state] += 1
        else:
            self._drop(outcome.origin, Drop("an earlier version of an article of this batch"))
            self.summary.states["unchanged"] += 1

    def _pass_over(self, outcome: Outcome, *, same: bool) -> None:
        # the choice between two versions must not depend on which came first
        self.summary.states["unchanged"] += 1
        if not same:
            self._drop(outcome.origin, Drop("an earlier version of an article of this batch"))

    def _quarantine(self, outcome: Outcome, report: str) -> None:
        self.summary.states["quarantined"] += 1
        self.summary.quarantined.append(Problem(outcome.origin, report))
        article, document = outcome.article, outcome.document
        if article is None or document is None:
            return
        self._count(outcome, claims=0)
        raw = document.raw
        decoded = isinstance(raw.content, str)
        content = (
            raw.content.encode("utf-8", "surrogatepass") if isinstance(raw.content, str) else raw.content
        )
        self.writer.quarantine(
            Quarantined(
                key=article.key,
                id=article.id,
                origin=article.origin,
                report=report,
                nquads=outcome.nquads,
                document_hash=document.hash,
                fingerprint=self._fingerprint,
                title=article.title,
                content=content if self.options.keep_text else None,
                media_type=raw.media_type + (";decoded" if decoded else ""),
                metadata=dict(raw.metadata),
            )
        )

    def _count(self, outcome: Outcome, claims: int | None = None) -> None:
        self.summary.claims += outcome.claims if claims is None else claims
        for drop in outcome.drops:
            self._drop(outcome.origin, drop)
        for note in outcome.article.notes if outcome.article else ():
            self.summary.notes[note] += 1

    def _drop(self, origin: str, drop: Drop) -> None:
        self.summary.drops[drop.reason] += 1
        if self._on_drop is not None:
            self._on_drop(origin, drop)


def _rank(published: str | None, content_hash: str, document_hash: str) -> tuple[str, ...]:
    """Which of two versions of an article counts: the one published later, else one chosen by content."""
    return (published or "", content_hash, document_hash)


def _content(case: Quarantined) -> bytes | str:
    content = case.content or b""
    return content.decode("utf-8", "surrogatepass") if case.media_type.endswith(";decoded") else content
