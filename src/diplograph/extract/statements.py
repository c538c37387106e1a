"""Find what is reported to have been said: quotations, indirect speech, reporting tails, headlines.

A speaker whom only a noun tells ("officials said") is kept with no entity: an
annotation shows the statement, the graph leaves it out and says so. Where no
word says who speaks, there is no statement: it is dropped, and counted. What
the statement's words claim is read by the other stages; that it is the
speaker who claims it, :mod:`~diplograph.extract.attribution` adds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Span as TokenSpan

from diplograph.extract.according import find_according
from diplograph.extract.cues import cues_at
from diplograph.extract.direct import Direct, find_direct
from diplograph.extract.frames import prepositional
from diplograph.extract.indirect import clause_of, find_indirect
from diplograph.extract.layout import in_headline, set_apart, turns
from diplograph.extract.modality import modality_of
from diplograph.extract.nominal import find_nominal
from diplograph.extract.page import Page
from diplograph.extract.quotes import Quote, quotes_over
from diplograph.extract.reports import Report, around, overlap, span_over
from diplograph.extract.rules import confidence
from diplograph.extract.speakers import addressee_of
from diplograph.extract.tails import tail_of
from diplograph.model import Drop, Event, Grounds, Span, Statement

__all__ = ["find_statements", "place_statements"]

_UNRESOLVED: Final = 0.9
"""What a speaker who is known only by a pronoun or noun leaves of the confidence."""


def find_statements(page: Page) -> list[Statement]:
    """All statements of a page for whose speaker there is a word, in the order of what is said."""
    directs, quotes, left = find_direct(page)
    found = turns(page)
    found += [report for direct in directs if (report := _of_direct(page, direct)) is not None]
    cued = {page.span(one.cue).start for one in directs}
    taken = [quote for direct in directs for quote in direct.quotes]
    for sent in page.iter_sentences():
        found += _in_sentence(page, sent, quotes, taken, cued)
    for paragraph in page.paragraphs:
        if paragraph.kind == "headline":
            found += in_headline(page, paragraph)
    found += set_apart(page)
    held = {id(quote) for one in found for quote in quotes_over(left, one.content.start, one.content.end)}
    for quote in left:
        if id(quote) not in held:
            words = page.article.span(quote.start, quote.end)
            page.drops.append(Drop("quotation without a cue that says whose words they are", words))
    return _numbered(page, found)


def _of_direct(page: Page, direct: Direct) -> Report | None:
    parts = [page.trim(page.article.span(quote.start, quote.end)) for quote in direct.quotes]
    if direct.speaker is None:
        page.drops.append(Drop("quotation whose speaker is unknown", span_over(page, parts)))
        return None
    cue = page.span(direct.cue)
    mixed = _mixed(page, direct, parts)
    content = mixed or span_over(page, parts)
    return Report(
        speaker=direct.speaker,
        cue=cue,
        content=content,
        direct=mixed is None,
        stance=direct.stance,
        rule="statements.mixed" if mixed is not None else direct.rule,
        evidence=around(page, page.sentence(direct.cue), content),
        verb=direct.cue,
        parts=tuple(parts) if mixed is None and len(parts) > 1 else (),
    )


def _mixed(page: Page, direct: Direct, parts: list[Span]) -> Span | None:
    """The whole of a clause that is partly quoted: 'said Berg "was a great man"', or None."""
    if direct.cue.pos_ != "VERB" or direct.rule not in ("statements.direct", "statements.continued"):
        return None
    clause = clause_of(page, direct.cue)
    if clause is None or not clause.start < parts[0].start < clause.end:
        return None
    before = page.article.text[clause.start : parts[0].start].split()
    if not any(word.isalpha() and word != "that" for word in before):
        return None
    within = [part for part in parts if part.start < clause.end]
    return page.trim(span_over(page, (clause, *within)))


def _in_sentence(
    page: Page, sent: TokenSpan, quotes: list[Quote], taken: list[Quote], cued: set[int]
) -> Iterator[Report]:
    tail = tail_of(page, sent)
    if tail is not None and _is_quoted(tail.content, taken):
        tail = None
    if tail is not None:
        cue = page.span(tail.cue)
        yield Report(
            tail.speaker,
            cue,
            tail.content,
            False,
            "Neutral",
            "statements.tail",
            page.sentence(sent),
            tail.cue,
        )
    for token in sent:
        if token.lower_ == "according":
            yield from find_according(page, token)
        elif token.pos_ == "VERB" and (tail is None or token.i != tail.cue.i) and cues_at(token):
            at = page.span(token).start
            if at not in cued:
                yield from (
                    report
                    for report in find_indirect(page, token, quotes)
                    if not _is_quoted(report.content, taken, besides=at)
                )
        elif token.pos_ in ("NOUN", "ADJ"):
            yield from find_nominal(page, token)


def _is_quoted(content: Span, taken: list[Quote], besides: int = -1) -> bool:
    """Whether a direct quotation, in which the cue does not stand, is most of what an indirect report has."""
    return any(
        overlap(content, quote.start, quote.end) * 2 > len(content.exact)
        for quote in quotes_over(taken, content.start, content.end)
        if not quote.start <= besides < quote.end
    )


# -- records ---------------------------------------------------------------
def _rank(one: Report) -> tuple[int, int, bool, bool]:
    return one.content.start, -one.content.end, not one.speaker.ref.entity, not one.direct


def _numbered(page: Page, found: Iterable[Report]) -> list[Statement]:
    unique: dict[tuple[int, int, int], Report] = {}
    for one in sorted(found, key=_rank):
        unique.setdefault((one.content.start, one.content.end, one.speaker.ref.span.start), one)
    statements = []
    for number, one in enumerate(unique.values(), start=1):
        trust = confidence(one.rule) * (_UNRESOLVED if one.speaker.resolved else 1.0)
        modality = modality_of(one.verb) if one.verb is not None else "asserted"
        statements.append(
            Statement(
                id=f"statement:{number}",
                speaker=one.speaker.ref,
                cue=one.cue,
                content=one.content,
                direct=one.direct,
                grounds=Grounds(one.evidence, one.rule, trust, modality),
                addressed_to=addressee_of(page, one.verb) if one.verb is not None else None,
                stance=one.stance,
                parts=one.parts,
            )
        )
    return statements


def place_statements(page: Page, statements: list[Statement], events: list[Event]) -> list[Statement]:
    """The statements with the event where they were made: "in his speech", "told the summit"."""
    by_trigger = {event.trigger.start: event for event in events}
    placed = []
    for statement in statements:
        event = _occasion(page, statement, by_trigger)
        placed.append(replace(statement, made_at=event.id) if event is not None else statement)
    return placed


def _occasion(page: Page, statement: Statement, by_trigger: dict[int, Event]) -> Event | None:
    verb = page.token_at(statement.cue.start)
    if verb is None:
        return None
    nouns = [t for name in ("in", "at", "during", "to") for t in prepositional(verb, name)]
    nouns += [child for child in verb.children if child.dep_ in ("dobj", "dative")]
    for noun in nouns:
        event = by_trigger.get(page.span(noun).start)
        if event is not None:
            return event
    return None
