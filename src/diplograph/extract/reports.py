"""One report of what somebody said, while it is being read, before it is a Statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from diplograph.extract.page import Page
from diplograph.extract.speakers import Speaker
from diplograph.model import Span

__all__ = ["Report", "around", "overlap", "span_over"]


@dataclass(frozen=True, slots=True)
class Report:
    """Who is reported to have said what, in which words.

    :param verb: the verb or noun that says so; None where the layout or a preposition does
    :param parts: the stretches of the content that were said, where others stand between them
    """

    speaker: Speaker
    cue: Span
    content: Span
    direct: bool
    stance: str
    rule: str
    evidence: Span
    verb: Token | None = None
    parts: tuple[Span, ...] = ()


def span_over(page: Page, spans: Sequence[Span]) -> Span:
    """The span from the first to the last of several."""
    return page.article.span(min(s.start for s in spans), max(s.end for s in spans))


def around(page: Page, sentence: Span, *others: Span) -> Span:
    """A sentence widened to hold other spans too: what is shown as evidence."""
    return page.trim(span_over(page, (sentence, *others)))


def overlap(one: Span, start: int, end: int) -> int:
    """How many characters of a span stand between two offsets."""
    return max(0, min(one.end, end) - max(one.start, start))
