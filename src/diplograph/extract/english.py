"""The English reader: parse, then each stage in turn, each adding to the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from diplograph import __version__
from diplograph.extract import coref, names
from diplograph.extract.attribution import Attribution
from diplograph.extract.events import find_events
from diplograph.extract.nlp import iter_pages, load_model
from diplograph.extract.page import Page
from diplograph.extract.statements import find_statements, place_statements
from diplograph.extract.trust import weigh
from diplograph.model import Article, Reading

__all__ = ["EnglishExtractor"]


def _stage(module: str, function: str) -> Any:
    try:
        return getattr(import_module(f"diplograph.extract.{module}"), function)
    except ModuleNotFoundError:
        return lambda page, *rest: []


class EnglishExtractor:
    """Reads English articles with spaCy and rules; made once per process."""

    name = "english"
    version = __version__

    def __init__(self) -> None:
        self._nlp = load_model()

    def iter_readings(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Read articles, in their order, one Reading each."""
        for page in iter_pages(articles, self._nlp):
            yield self._read(page)

    def _read(self, page: Page) -> Reading:
        names.find_mentions(page)
        _stage("dates", "mark_dates")(page)
        holdings = _stage("posts", "find_posts")(page)
        coref.resolve_references(page)
        holdings = [*holdings, *_stage("posts", "find_posts_of_pronouns")(page)]
        statements = find_statements(page)
        events = find_events(page, statements)
        statements = place_statements(page, statements, events)
        relations = _stage("facts", "find_facts")(page)
        attribution = Attribution(page, statements)
        holdings, relations = attribution.facts(holdings), attribution.facts(relations)
        statements = attribution.statements(statements)
        mentions = sorted(page.mentions, key=lambda m: (m.span.start, -m.span.end, m.type))
        return Reading(
            article=page.article,
            extractor=f"{self.name}-{self.version}",
            mentions=tuple(mentions),
            entities=tuple(page.entities.values()),
            holdings=tuple(weigh(page, holdings)),
            relations=tuple(weigh(page, relations)),
            events=tuple(weigh(page, events)),
            statements=tuple(weigh(page, statements)),
            drops=tuple(page.drops),
        )
