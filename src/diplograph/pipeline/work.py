"""What a worker does: a chunk of documents in, plain records out.

A worker process loads its model and tables once, when its first chunk comes.
Everything that goes in or comes out pickles, so that the chunk may as well be
read on another machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from diplograph.article import parse_article
from diplograph.errors import DiplographError, ExtractError
from diplograph.graph import build_article_graph
from diplograph.lexicon import UserTables, cached, use_tables
from diplograph.model import Article, Drop, Extractor, RawDocument, Reading
from diplograph.pipeline.readings import Kept, pack_reading
from diplograph.pipeline.summary import Timings

if TYPE_CHECKING:
    from diplograph.resolve import Judgement, Judgements
    from diplograph.resolve.reading import Merges, Resolved
    from diplograph.resolve.traces import Traced

__all__ = [
    "Document",
    "Outcome",
    "Task",
    "check_graph",
    "fault",
    "iter_resolved",
    "load_extractor",
    "read_documents",
    "replayed",
    "resolve",
    "resolve_traced",
]


@dataclass(frozen=True, slots=True)
class Document:
    """A document to be read, with its hash."""

    raw: RawDocument
    hash: str


@dataclass(frozen=True, slots=True)
class Task:
    """A chunk of work: some documents that are read together.

    :param base: where the IRIs of things begin
    :param extractor: name of the extractor to read with
    :param tables: the user's own tables to read with
    :param minimum: confidence below which claims are left out
    :param imports: of reference knowledge, as ``load_with_imports`` takes them
    :param judgements: what people decided about identities, in force
    :param keep_text: whether the store keeps texts, so that what was read need not hold what it quotes
    """

    documents: tuple[Document, ...]
    base: str
    extractor: str
    tables: UserTables = field(default_factory=UserTables)
    minimum: float = 0.0
    imports: tuple[Path, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    keep_text: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document.

    :param article: None where the document is no article, or was known already
    :param reading: what was read before it was resolved, packed
    :param traced: what it tells of people, for the rules that merge; the graph is without what they merge
    :param report: the shapes that the graph breaks, as a person reads it; None for a sound graph
    :param error: why there is no graph
    :param known: what the store already had: "unchanged" or "quarantined"
    """

    origin: str
    document: Document | None = None
    article: Article | None = None
    nquads: str = ""
    claims: int = 0
    reading: bytes | None = None
    traced: Traced | None = None
    drops: tuple[Drop, ...] = ()
    report: str | None = None
    error: DiplographError | None = None
    known: str | None = None
    skipped: bool = False
    timings: Timings = field(default_factory=Timings)


def read_documents(task: Task) -> list[Outcome]:
    """Read a chunk: one outcome a document, in their order; never raises because of a document."""
    use_tables(task.tables)
    parsed = [_parse(document) for document in task.documents]
    articles = [outcome.article for outcome in parsed if outcome.article is not None]
    readings = iter(_read_all(articles, task))
    return [
        outcome if outcome.article is None else _write(outcome, *next(readings), task) for outcome in parsed
    ]


def _parse(document: Document) -> Outcome:
    origin, start = document.raw.origin, perf_counter()
    try:
        article = parse_article(document.raw)
    except DiplographError as error:
        return Outcome(origin, document, error=error)
    except Exception as error:  # a library's bug on one page must not end the batch
        return Outcome(origin, document, error=fault("read as an article", origin, error))
    return Outcome(origin, document, article, timings=Timings(parse=perf_counter() - start))


# -- reading -----------------------------------------------------------------
def _read_all(articles: list[Article], task: Task) -> list[tuple[Reading | DiplographError, Timings]]:
    try:
        return list(_iter_timed(articles, task))
    except DiplographError:
        raise
    except Exception:  # one of them is the culprit: each on its own, so that the others are read
        return [_read_one(article, task) for article in articles]


def _read_one(article: Article, task: Task) -> tuple[Reading | DiplographError, Timings]:
    try:
        return next(_iter_timed([article], task))
    except Exception as error:
        return fault("read for facts", article.origin, error), Timings()


def _iter_timed(articles: list[Article], task: Task) -> Iterator[tuple[Reading, Timings]]:
    readings = _iter_read(articles, task.extractor)
    while True:
        start = perf_counter()
        reading = next(readings, None)
        if reading is None:
            return
        yield reading, Timings(read=perf_counter() - start)


def iter_resolved(
    articles: Iterable[Article], extractor: str, imports: tuple[Path, ...] = ()
) -> Iterator[Reading]:
    """Read articles and resolve whom they speak of, in their order.

    :param imports: of reference knowledge, as ``load_with_imports`` takes them
    """
    for reading in _iter_read(articles, extractor):
        yield resolve(reading, imports)


def _iter_read(articles: Iterable[Article], extractor: str) -> Iterator[Reading]:
    """Read articles; one in a language that the extractor doesn't read has an empty reading that says so."""
    reader = load_extractor(extractor)
    languages = getattr(reader, "languages", ("en",))
    queue = list(articles)
    unread = {index for index, article in enumerate(queue) if not _is_read(article, languages)}
    readings = reader.iter_readings(article for index, article in enumerate(queue) if index not in unread)
    for index, article in enumerate(queue):
        if index in unread:
            drop = Drop(f"language {article.language} is not read yet")
            yield Reading(article, f"{reader.name}-{reader.version}", drops=(drop,))
        else:
            yield next(iter(readings))


def _is_read(article: Article, languages: Iterable[str]) -> bool:
    if article.language is None:
        return True
    main, _, rest = article.language.lower().partition("-")
    return main in languages or (main == "und" and not rest)


@cached
def load_extractor(name: str) -> Extractor:
    """The extractor with this name, made once a process and user's tables.

    :raises ExtractError: if there is none, or it cannot be loaded
    """
    from importlib.metadata import entry_points

    found = entry_points(group="diplograph.extractors")
    for entry in found:
        if entry.name == name:
            try:
                extractor: Extractor = entry.load()()
            except ImportError as error:
                raise ExtractError(
                    f"the extractor {name!r} cannot be loaded: {error}",
                    where=entry.value,
                    fix="install what it needs",
                ) from error
            return extractor
    raise ExtractError(
        f"there is no extractor {name!r}",
        fix="choose one of: " + (", ".join(sorted({entry.name for entry in found})) or "none is installed"),
    )


def resolve(
    reading: Reading,
    imports: tuple[Path, ...] = (),
    judgements: tuple[Judgement, ...] = (),
    merges: Merges | None = None,
) -> Reading:
    """Resolve whom a reading speaks of, by the reference, by what people decided, and by what rules merge.

    :raises TableError: if judgements contradict each other
    """
    return resolve_traced(reading, imports, judgements, merges).reading


def resolve_traced(
    reading: Reading,
    imports: tuple[Path, ...] = (),
    judgements: tuple[Judgement, ...] = (),
    merges: Merges | None = None,
) -> Resolved:
    """Resolve, and trace people for the rules."""
    from diplograph.reference.layers import load_with_imports
    from diplograph.resolve.reading import resolve_traced

    return resolve_traced(reading, load_with_imports(imports), replayed(judgements, imports), merges)


@lru_cache(maxsize=2)
def replayed(judgements: tuple[Judgement, ...], imports: tuple[Path, ...]) -> Judgements | None:
    """Judgements ready to be asked; None where there are none."""
    from diplograph.reference.layers import load_with_imports
    from diplograph.resolve import Judgements

    return Judgements(judgements, load_with_imports(imports)) if judgements else None


# -- graph -------------------------------------------------------------------
def _write(outcome: Outcome, reading: Reading | DiplographError, timings: Timings, task: Task) -> Outcome:
    if isinstance(reading, DiplographError):
        return replace(outcome, article=None, error=reading)
    timings.add(outcome.timings)
    start = perf_counter()
    try:
        kept = Kept(reading, task.minimum, task.tables.fingerprint)
        packed = pack_reading(kept, with_text=not task.keep_text)
        reading, traced = resolve_traced(reading, task.imports, task.judgements)
        timings.resolve = perf_counter() - start
        start = perf_counter()
        graph = build_article_graph(reading, task.base, task.minimum)
        timings.graph = perf_counter() - start
        start = perf_counter()
        report = check_graph(graph.nquads, reading.article)
        timings.validate = perf_counter() - start
    except Exception as error:
        return replace(outcome, article=None, error=fault("written as a graph", outcome.origin, error))
    return replace(
        outcome,
        nquads=graph.nquads,
        claims=graph.claims,
        reading=packed,
        traced=traced,
        drops=(*reading.drops, *graph.drops),
        report=report,
        timings=timings,
    )


@cache
def _validator() -> Any:
    from diplograph.validate import Validator

    return Validator()


def check_graph(nquads: str, article: Article) -> str | None:
    """The shapes that an article's graph breaks, as a person reads them; None for a sound graph."""
    from diplograph.validate import Report, check_quotations, render_text

    report = Report.join([_validator().check_nquads(nquads), check_quotations(nquads, article.text)])
    return None if report.conforms else render_text(report)


def fault(what: str, origin: str, error: Exception) -> DiplographError:
    """The error of a document over which we stumble ourselves."""
    return ExtractError(
        f"the document could not be {what}: {type(error).__name__}: {error}",
        where=origin,
        fix="this is a fault of diplograph; please report it with the document",
    )
