"""The rooms joined: documents to articles to readings to graphs to the store.

::

    sources -> article -> extract -> resolve -> graph -> validate -> store
               `------------ a worker process -----------------'

``work`` is what a worker does with a chunk of documents, ``pool`` has it done
by an executor, ``intake`` plans the chunks and writes the results in order,
``holdings`` tells what a store holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from diplograph.errors import DiplographError
from diplograph.lexicon import load_tables, use_tables
from diplograph.model import RawDocument, Reading
from diplograph.pipeline.holdings import count_store, find_quarantined, list_articles, remove_articles
from diplograph.pipeline.imports import find_imports
from diplograph.pipeline.intake import Options, count_cores, ingest, retry
from diplograph.pipeline.summary import Problem, Summary, Timings

__all__ = [
    "Options",
    "Problem",
    "Summary",
    "Timings",
    "count_cores",
    "count_store",
    "find_imports",
    "find_quarantined",
    "ingest",
    "iter_readings",
    "list_articles",
    "remove_articles",
    "retry",
]


def iter_readings(
    documents: Iterable[RawDocument],
    extractor: str = "english",
    lexicon: Iterable[Path] = (),
    imports: tuple[Path, ...] = (),
) -> Iterator[Reading | tuple[str, DiplographError]]:
    """Read documents one after another, with nothing stored.

    :param lexicon: files and folders of the user's own tables, merged into the bundled ones
    :param imports: of reference knowledge, as ``find_imports`` gives them
    :returns: resolved readings; for a document that cannot be read its origin and the reason
    :raises TableError: if a user's table has bad rows
    :raises ExtractError: if there is nothing to read with
    """
    from diplograph.article import parse_article
    from diplograph.pipeline.work import fault, iter_resolved, load_extractor

    use_tables(load_tables(lexicon))
    load_extractor(extractor)  # without one, nothing can be read: that is an error of its own
    for raw in documents:
        try:
            yield next(iter_resolved([parse_article(raw)], extractor, imports))
        except DiplographError as error:
            yield raw.origin, error
        except Exception as error:
            yield raw.origin, fault("read", raw.origin, error)
