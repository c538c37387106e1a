"""Who says it: what stands within somebody's statement is their claim, and attribution nests.

The article reports that the ministry says that the minister said: the chain
runs from the innermost speaker to the outermost. A press service that is
named as the source at the end of the opening paragraph is the source of that
paragraph and of the headline, which sums it up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from diplograph.extract.page import Page
from diplograph.model import Grounds, Holding, Relation, Statement

__all__ = ["Attribution"]

_Fact = TypeVar("_Fact", Holding, Relation)
_PRESUPPOSED: Final = "posts.title"
"""Titles beside a name are the reporter's words in indirect speech, not the speaker's."""


@dataclass(frozen=True, slots=True)
class _Scope:
    start: int
    end: int
    speaker: str
    statement: str | None
    is_report: bool
    """Whether whole sentences are reported, titles and all."""


class Attribution:
    """The statements of a page as the scopes in which their speakers answer for what is said."""

    def __init__(self, page: Page, statements: Sequence[Statement]) -> None:
        scopes = [
            _Scope(
                part.start,
                part.end,
                s.speaker.entity,
                s.id,
                s.direct or s.grounds.rule in ("statements.tail", "statements.according"),
            )
            for s in statements
            if s.speaker.entity
            for part in s.said
        ]
        scopes += _lead(page, statements)
        self._scopes = sorted(scopes, key=lambda s: (s.end - s.start, s.start))

    def of(self, start: int, end: int, *, reports_only: bool = False) -> tuple[tuple[str, ...], str | None]:
        """The speakers, innermost first, and the innermost statement that these words stand in."""
        chain: list[str] = []
        statement: str | None = None
        for scope in self._scopes:
            if not (scope.start <= start and end <= scope.end) or (reports_only and not scope.is_report):
                continue
            if scope.speaker not in chain:
                chain.append(scope.speaker)
            statement = statement or scope.statement
        return tuple(chain), statement

    def ground(self, grounds: Grounds, start: int, end: int, *, reports_only: bool = False) -> Grounds:
        """The grounds of a claim whose words are these, with those who answer for it."""
        chain, statement = self.of(start, end, reports_only=reports_only)
        return replace(grounds, attributed_to=chain, statement=statement) if chain else grounds

    def facts(self, facts: Iterable[_Fact]) -> list[_Fact]:
        """Holdings or relations with their attribution."""
        return [replace(fact, grounds=self._fact(fact)) for fact in facts]

    def statements(self, statements: Iterable[Statement]) -> list[Statement]:
        """Statements with those who report them: whose own words hold both cue and content."""
        found = []
        for one in statements:
            start = min(one.cue.start, one.content.start, one.speaker.span.start)
            end = max(one.cue.end, one.content.end, one.speaker.span.end)
            chain, outer = self.of(start, end)
            if outer == one.id:
                outer = None
            chain = tuple(speaker for speaker in chain if speaker != one.speaker.entity)
            grounds = replace(one.grounds, attributed_to=chain, statement=outer) if chain else one.grounds
            found.append(replace(one, grounds=grounds))
        return found

    def _fact(self, fact: Holding | Relation) -> Grounds:
        if isinstance(fact, Holding):
            first, second = fact.person.span, fact.post.span
        else:
            first = fact.subject.span
            second = fact.object.span if fact.object is not None else fact.object_span or first
        start, end = min(first.start, second.start), max(first.end, second.end)
        presupposed = fact.grounds.rule.startswith(_PRESUPPOSED)
        return self.ground(fact.grounds, start, end, reports_only=presupposed)


def _lead(page: Page, statements: Sequence[Statement]) -> list[_Scope]:
    """The opening paragraph and the headlines, where that paragraph names a press service as its source."""
    opening = next((p for p in page.paragraphs if p.kind == "body"), None)
    if opening is None:
        return []
    start, end = opening.offset, opening.offset + len(opening.doc.text)
    for one in statements:
        speaker = page.entities.get(one.speaker.entity)
        if one.grounds.rule != "statements.tail" or speaker is None or speaker.subtype != "PressService":
            continue
        if start <= one.cue.start < end and not page.article.text[one.cue.end : end].strip(" .\r\n"):
            spans = [(start, one.speaker.span.start)]
            spans += [(p.offset, p.offset + len(p.doc.text)) for p in page.paragraphs if p.kind == "headline"]
            return [_Scope(a, b, one.speaker.entity, None, True) for a, b in spans]
    return []
