"""Find what is reported to have been said: quotations, indirect speech, reporting tails, headlines.

A speaker whom only a noun tells ("officials said") is kept with no entity: an
annotation shows the statement, the graph leaves it out and says so. Where no
word says who speaks, there is no statement: it is dropped, and counted. What
the statement's words claim is read by the other stages; that it is the
speaker who claims it, :mod:`~diplograph.extract.attribution` adds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from diplograph.extract.cues import cues_at, said_by
from diplograph.extract.direct import find_direct
from diplograph.extract.frames import prepositional
from diplograph.extract.modality import modality_of
from diplograph.extract.page import Page, Paragraph
from diplograph.extract.quotes import Quote
from diplograph.extract.rules import confidence
from diplograph.extract.speakers import (
    Speaker,
    addressee_of,
    speaker_at,
    speaker_of,
    speaker_span,
    unnamed_speaker,
)
from diplograph.extract.tails import desk_at, tail_of
from diplograph.model import Drop, Event, Grounds, Span, Statement

__all__ = ["find_statements", "place_statements"]

_UNRESOLVED: Final = 0.9
"""What a speaker who is known only by a pronoun or noun leaves of the confidence."""
_SHORT: Final = 4
_SEPARATORS: Final = (" - ", " – ", " — ")


@dataclass(frozen=True, slots=True)
class _Found:
    speaker: Speaker
    cue: Span
    content: Span
    direct: bool
    stance: str
    rule: str
    evidence: Span
    verb: Token | None


def find_statements(page: Page) -> list[Statement]:
    """All statements of a page for whose speaker there is a word, in the order of what is said."""
    direct, quotes = find_direct(page)
    found: list[_Found] = []
    for one in direct:
        if one.speaker is None:
            page.drops.append(
                Drop("quotation whose speaker is unknown", page.article.span(one.quote.start, one.quote.end))
            )
            continue
        content = page.trim(page.article.span(one.quote.start, one.quote.end))
        evidence = _around(page, page.sentence(one.cue), content)
        cue = page.span(one.cue)
        found.append(_Found(one.speaker, cue, content, True, one.stance, one.rule, evidence, one.cue))
    taken = [one.quote for one in direct]
    cued = {page.span(one.cue).start for one in direct}
    for sent in page.iter_sentences():
        found += _in_sentence(page, sent, quotes, taken, cued)
    for paragraph in page.paragraphs:
        if paragraph.kind == "headline":
            found += _in_headline(page, paragraph)
    return _numbered(page, found)


def _around(page: Page, sentence: Span, content: Span) -> Span:
    return page.trim(page.article.span(min(sentence.start, content.start), max(sentence.end, content.end)))


# -- indirect speech -------------------------------------------------------
def _in_sentence(
    page: Page, sent: TokenSpan, quotes: list[Quote], taken: list[Quote], cued: set[int]
) -> Iterator[_Found]:
    tail = tail_of(page, sent)
    if tail is not None and any(_is_main(tail.content, q) for q in taken):
        tail = None
    if tail is not None:
        rule = "statements.tail"
        yield _Found(
            tail.speaker,
            page.span(tail.cue),
            tail.content,
            False,
            "Neutral",
            rule,
            page.sentence(sent),
            tail.cue,
        )
    for token in sent:
        if token.lower_ == "according" and (tail is None or token.i != tail.cue.i):
            yield from _according(page, token)
        elif token.pos_ == "VERB" and (tail is None or token.i != tail.cue.i) and cues_at(token):
            at = page.span(token).start
            if at in cued or any(q.start <= at < q.end for q in quotes):
                continue
            yield from _indirect(page, token, taken)


def _indirect(page: Page, verb: Token, taken: list[Quote]) -> Iterator[_Found]:
    said = said_by(verb)
    if said is None or _is_unsaid(verb):
        return
    content = page.trim(page.span(verb.doc[said.first.i : said.last.i + 1]))
    if any(
        _overlap(content, q) * 2 > min(len(content.exact), q.end - q.start) and _is_main(content, q)
        for q in taken
    ):
        return
    speaker, subject = speaker_of(page, verb)
    if subject is not None:
        speaker = desk_at(page, subject) or speaker or unnamed_speaker(page, subject)
    if speaker is None:
        if subject is not None or said.way == "that":
            page.drop("indirect speech whose speaker is unknown", verb)
        return
    if content.start <= speaker.ref.span.start < content.end:
        return
    cue = page.span(verb)
    rule = "statements.indirect"
    yield _Found(
        speaker, cue, content, False, said.stance, rule, _around(page, page.sentence(verb), content), verb
    )


def _is_main(content: Span, quote: Quote) -> bool:
    """Whether a direct quotation is all that an indirect report would have as its content."""
    return _overlap(content, quote) * 2 > len(content.exact)


def _is_unsaid(verb: Token) -> bool:
    """Whether it was not said ("did not say that"), or not yet."""
    return modality_of(verb) in ("negated", "hypothetical")


def _overlap(content: Span, quote: Quote) -> int:
    return max(0, min(content.end, quote.end) - max(content.start, quote.start))


def _according(page: Page, token: Token) -> Iterator[_Found]:
    """ "According to X, S": what is said is the clause it stands with, on its longer side."""
    to = next((child for child in token.children if child.lower_ == "to"), None)
    if to is None and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
        to = token.nbor(1)
    if to is None or token.head.i == token.i:
        return
    sources = prepositional(token, "to")
    speakers = [
        speaker
        for find in (speaker_at, unnamed_speaker)
        for source in sources
        if (speaker := find(page, source)) is not None
    ]
    if not speakers:
        page.drop('"according to" whose speaker is unknown', token)
        return
    own = {t.i for t in token.subtree}
    sent = token.sent
    before = [t for t in sent if t.i < min(own)]
    after = [t for t in sent if t.i > max(own)]
    sides = [side for side in (before, after) if any(t.pos_ in ("VERB", "AUX") for t in side)]
    side = _stripped(max(sides, key=len, default=[]))
    if not side:
        return
    if side[-1].i < token.i and (_goes_on(side, after) or _breaks_off(side)):
        page.drop('what is said "according to" its source, who stands in the middle of it', token)
        return
    content = page.trim(page.span(token.doc[side[0].i : side[-1].i + 1]))
    cue = page.span(token.doc[token.i : to.i + 1])
    yield _Found(
        speakers[0], cue, content, False, "Neutral", "statements.according", page.sentence(token), None
    )


def _goes_on(before: list[Token], after: list[Token]) -> bool:
    """Whether a verb has its object behind the source: "led, according to X, the march"."""
    own = {token.i for token in before}
    return any(
        token.dep_ in ("dobj", "attr", "ccomp", "xcomp", "pobj") and token.head.i in own for token in after
    )


def _breaks_off(before: list[Token]) -> bool:
    """Whether what stands before the source ends with a past tense that has no object yet."""
    last = before[-1]
    return last.tag_ == "VBD" and last.pos_ == "VERB" and len(before) <= _SHORT


def _stripped(tokens: list[Token]) -> list[Token]:
    low, high = 0, len(tokens)
    while low < high and (tokens[low].is_punct or tokens[low].is_space):
        low += 1
    while high > low and (tokens[high - 1].is_punct or tokens[high - 1].is_space):
        high -= 1
    return tokens[low:high]


# -- headlines -------------------------------------------------------------
def _in_headline(page: Page, paragraph: Paragraph) -> Iterator[_Found]:
    """ "S - Minister X" and "Minister X: S"."""
    doc = paragraph.doc
    text = doc.text
    for mark in _SEPARATORS:
        at = text.rfind(mark)
        if at > 0:
            start = next((t.i for t in doc if t.idx >= at + len(mark)), len(doc))
            speaker = speaker_span(page, doc, start, len(doc))
            if speaker is not None and _has_verb(doc[: max(start - 1, 0)]):
                yield _headline(page, paragraph, speaker, (0, at), (at + 1, at + len(mark) - 1))
                return
    at = text.find(": ")
    if at > 0:
        end = next((t.i for t in doc if t.idx >= at), len(doc))
        speaker = speaker_span(page, doc, 0, end)
        if speaker is not None and _has_verb(doc[end + 1 :]):
            yield _headline(page, paragraph, speaker, (at + 1, len(text)), (at, at + 1))


def _has_verb(tokens: TokenSpan) -> bool:
    return any(token.pos_ in ("VERB", "AUX") for token in tokens)


def _headline(
    page: Page, paragraph: Paragraph, speaker: Speaker, said: tuple[int, int], cue: tuple[int, int]
) -> _Found:
    offset = paragraph.offset
    content = page.trim(page.article.span(offset + said[0], offset + said[1]))
    mark = page.article.span(offset + cue[0], offset + cue[1])
    whole = page.trim(page.article.span(offset, offset + len(paragraph.doc.text)))
    return _Found(speaker, mark, content, False, "Neutral", "statements.headline", whole, None)


# -- records ---------------------------------------------------------------
def _rank(one: _Found) -> tuple[int, int, bool, bool]:
    return one.content.start, -one.content.end, not one.speaker.ref.entity, not one.direct


def _numbered(page: Page, found: Iterable[_Found]) -> list[Statement]:
    unique: dict[tuple[int, int], _Found] = {}
    for one in sorted(found, key=_rank):
        unique.setdefault((one.content.start, one.content.end), one)
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
