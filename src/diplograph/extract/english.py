"""The English reader: parse, then each stage in turn, each adding to the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diplograph import __version__
from diplograph.extract.attribution import Attribution
from diplograph.extract.coref import resolve_references
from diplograph.extract.dates import mark_dates
from diplograph.extract.events import find_events
from diplograph.extract.facts import find_facts
from diplograph.extract.names import find_mentions
from diplograph.extract.nlp import iter_pages, load_model
from diplograph.extract.page import Page
from diplograph.extract.posts import find_posts, find_posts_of_pronouns
from diplograph.extract.standing import find_kin, settle
from diplograph.extract.statements import find_statements, place_statements
from diplograph.extract.trust import weigh
from diplograph.model import Article, Reading

__all__ = ["EnglishExtractor"]


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
        find_mentions(page)
        mark_dates(page)
        holdings = find_posts(page)
        resolve_references(page)
        holdings = [*holdings, *find_posts_of_pronouns(page)]
        holdings = settle(page, [*holdings, *find_kin(page, holdings)])
        statements = find_statements(page)
        events = find_events(page, statements)
        statements = place_statements(page, statements, events)
        relations = find_facts(page)
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
