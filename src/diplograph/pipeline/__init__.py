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

from diplograph.errors import DiplographError
from diplograph.model import RawDocument, Reading
from diplograph.pipeline.holdings import count_store, find_quarantined, list_articles, remove_articles
from diplograph.pipeline.intake import Options, count_cores, ingest, retry
from diplograph.pipeline.summary import Problem, Summary, Timings

__all__ = [
    "Options",
    "Problem",
    "Summary",
    "Timings",
    "count_cores",
    "count_store",
    "find_quarantined",
    "ingest",
    "iter_readings",
    "list_articles",
    "remove_articles",
    "retry",
]


def iter_readings(
    documents: Iterable[RawDocument], extractor: str = "english"
) -> Iterator[Reading | tuple[str, DiplographError]]:
    """Read documents one after another, with nothing stored.

    :returns: resolved readings; for a document that is no article its origin and the reason
    """
    from diplograph.article import parse_article
    from diplograph.pipeline.work import iter_resolved

    for raw in documents:
        try:
            article = parse_article(raw)
        except DiplographError as error:
            yield raw.origin, error
        else:
            yield from iter_resolved([article], extractor)
