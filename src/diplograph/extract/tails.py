"""Reporting tails: ", the press service of the Norlandic Foreign Ministry reported." ends a sentence.

The parser often takes the reporter for the last item of the list before it,
so the tail is read from its end: cue, reporter, comma.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from diplograph.extract.bodies import new_entity
from diplograph.extract.cues import cues_at
from diplograph.extract.page import Page
from diplograph.extract.speakers import Speaker, speaker_at, unnamed_speaker
from diplograph.model import Entity, Ref, Span

__all__ = ["Tail", "desk_at", "tail_of"]

_DESKS: Final = frozenset({"service", "office", "department", "centre", "center"})
_PRESS: Final = frozenset({"press", "media", "information", "communications"})
_LONGEST: Final = 16
_LEAST: Final = 4


@dataclass(frozen=True, slots=True)
class Tail:
    """Who reports what stands before, and the word that says so."""

    speaker: Speaker
    cue: Token
    content: Span


def tail_of(page: Page, sent: TokenSpan) -> Tail | None:
    """The reporting tail of a sentence, or None."""
    words = [token for token in sent if not token.is_space]
    while words and words[-1].is_punct:
        words.pop()
    if len(words) < _LEAST or words[-1].tag_ not in ("VBD", "VBZ", "VBN"):
        return None
    cue = words[-1]
    if not any("that" in c.takes and c.stance == "Neutral" for c in cues_at(cue)):
        return None
    comma = next(
        (n for n in range(len(words) - 2, max(len(words) - _LONGEST, 0), -1) if words[n].text == ","), None
    )
    if comma is None or comma < _LEAST or not any(t.pos_ in ("VERB", "AUX") for t in words[:comma]):
        return None  # "At the summit, X commented" says nothing before its comma
    phrase = words[comma + 1 : -1]
    if any(token.tag_ in ("WDT", "WP", "WRB", "IN") and token.lower_ != "of" for token in phrase[:2]):
        return None  # ", which X denied", ", as X said"
    speaker = _reporter(page, phrase)
    if speaker is None:
        return None
    content = page.trim(page.span(sent.doc[words[0].i : words[comma].i]))
    return Tail(speaker, cue, content)


def _reporter(page: Page, phrase: list[Token]) -> Speaker | None:
    if not phrase:
        return None
    head = next((token for token in phrase if _ends_noun(token)), None)
    if head is None:
        return None
    if head.lemma_ in _DESKS:
        return _desk(page, head, phrase)
    return speaker_at(page, head) or unnamed_speaker(page, head)


def _ends_noun(token: Token) -> bool:
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return token.pos_ in ("NOUN", "PROPN", "PRON") and (
        after is None or after.pos_ not in ("NOUN", "PROPN", "PART")
    )


def desk_at(page: Page, head: Token) -> Speaker | None:
    """The press service that is the subject of a verb of speech, or None where the word is no such thing."""
    if head.lemma_ not in _DESKS or head.i == 0 or head.nbor(-1).lower_ not in _PRESS:
        return None
    phrase: list[Token] = []
    for token in head.subtree:
        if token.i > head.i and (token.is_punct or token.pos_ in ("VERB", "AUX")):
            break
        if not token.is_space:
            phrase.append(token)
    return _desk(page, head, phrase)


def _desk(page: Page, head: Token, phrase: list[Token]) -> Speaker | None:
    """The press service of a body: an organization of its own, part of that body."""
    at = phrase.index(head)
    if at == 0 or phrase[at - 1].lower_ not in _PRESS:
        return speaker_at(page, head)
    parent = next((m for m in map(page.at, phrase[at + 1 :]) if m is not None and m.entity is not None), None)
    owner = next((m for m in map(page.at, phrase[:at]) if m is not None and m.entity is not None), None)
    mention = parent or owner
    body = page.entities.get(mention.entity) if mention is not None and mention.entity is not None else None
    if body is None:
        return None
    start = phrase[0] if owner is not None else phrase[at - 1]
    if start.lower_ in ("the", "a") and start.i + 1 < len(start.doc):
        start = start.nbor(1)
    end = phrase[-1] if parent is not None else head
    span = page.span(head.doc[start.i : end.i + 1])
    name = f"press {head.lower_} of {body.name}" if body.kind == "Organization" else span.exact
    known = next((e for e in page.entities.values() if e.name == name), None)
    if known is not None:
        return Speaker(Ref(known.id, span))
    state = body.id if body.kind == "State" else body.state
    organization = body.id if body.kind == "Organization" else None
    entity = new_entity(
        page, Entity("", "Organization", name, state=state, organization=organization, subtype="PressService")
    )
    desk = head.doc[phrase[at - 1].i : head.i + 1]
    if all(page.at(token) is None for token in desk):
        page.add(desk, "Organization", entity, "statements.tail", 0.8)
    return Speaker(Ref(entity, span))
