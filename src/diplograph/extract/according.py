""" "According to X, S": what is said is the clause that it stands with, or only the phrase it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from diplograph.extract.frames import prepositional
from diplograph.extract.page import Page
from diplograph.extract.reports import Report, span_over
from diplograph.extract.speakers import Speaker, speaker_at, unnamed_speaker

__all__ = ["find_according"]

_JOINING: Final = frozenset({"and", "but", "or"})
_RELATIVE: Final = frozenset({"which", "who", "that", "whose", "where"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENING: Final = frozenset({"ADP", "ADV", "CCONJ", "SCONJ", "PUNCT", "SPACE"})
_COMPLETING: Final = frozenset({"dobj", "attr", "ccomp", "xcomp", "pobj", "acomp"})
_APPOSED: Final = 14
"""Tokens within which the comma stands that closes an apposition of the source."""

_Range = tuple[int, int]


def find_according(page: Page, token: Token) -> Iterator[Report]:
    """The report whose source stands after this "according"."""
    to = next((child for child in token.children if child.lower_ == "to"), None)
    if to is None and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
        to = token.nbor(1)
    if to is None:
        return
    speaker = _source(page, token, to)
    if speaker is None:
        page.drop('"according to" whose speaker is unknown', token)
        return
    parts = [page.trim(page.span(token.doc[a:b])) for a, b in _scope(page, token, to, speaker)]
    if not parts:
        page.drop('"according to" a source without a clause that it is the source of', token)
        return
    yield Report(
        speaker=speaker,
        cue=page.span(token.doc[token.i : to.i + 1]),
        content=span_over(page, parts),
        direct=False,
        stance="Neutral",
        rule="statements.according",
        evidence=page.sentence(token),
        parts=tuple(parts) if len(parts) > 1 else (),
    )


def _source(page: Page, token: Token, to: Token) -> Speaker | None:
    sources = prepositional(token, "to") or [c for c in to.children if c.dep_ in ("pobj", "pcomp")]
    for find in (speaker_at, unnamed_speaker):
        for source in sources:
            speaker = find(page, source)
            if speaker is not None:
                return speaker
    return None


def _scope(page: Page, token: Token, to: Token, speaker: Speaker) -> list[_Range]:
    """What is said, as ranges of tokens: one, or two around a source that stands in the middle."""
    doc = token.doc
    low, high = _edges(token)
    before = _stripped(doc, low, token.i)
    after = _stripped(doc, max(_end_of_source(page, to, speaker), to.i + 1), high)
    if before is None or after is None:
        found = before or after
        return [found] if found is not None and _has_verb(doc, found) else []
    last = doc[before[1] - 1].lower_
    if last in _JOINING or last in _RELATIVE:
        return [after]  # "a large force and, according to X, a dangerous one"
    if not _is_finite(doc, before):
        opens = all(t.pos_ in _OPENING or t.dep_ in ("pobj", "det") for t in doc[before[0] : before[1]])
        return [after] if opens else [before, after]
    return [before, after] if _completes(doc, before, after) else [before]


def _edges(token: Token) -> _Range:
    """The stretch of the sentence between semicolons that the words stand in."""
    doc, sent = token.doc, token.sent
    marks = [other.i for other in sent if other.text == ";"]
    low = max((at + 1 for at in marks if at < token.i), default=sent.start)
    high = min((at for at in marks if at > token.i), default=sent.end)
    return low, _stripped(doc, low, high)[1]  # type: ignore[index]


def _end_of_source(page: Page, to: Token, speaker: Speaker) -> int:
    """Index of the token behind the source: at the comma after it, or at the next clause."""
    doc, high = to.doc, to.sent.end
    named = page.token_at(speaker.ref.span.end - 1)
    start = max(to.i, named.i if named is not None and named.doc is doc else to.i) + 1
    for at in range(start, high):
        here = doc[at]
        if here.text in (",", ";"):
            return _after_apposition(here)
        if here.tag_ in _FINITE and not _is_relative(here, to):
            subject = next((c for c in here.children if c.dep_ in ("nsubj", "nsubjpass")), here)
            return max(start, subject.left_edge.i)
    return high


def _after_apposition(comma: Token) -> int:
    doc, start = comma.doc, comma.i + 1
    for at in range(start, min(comma.sent.end, start + _APPOSED)):
        here = doc[at]
        if here.text == ",":
            inside = doc[start:at]
            return at if any(t.dep_ == "appos" and t.head.i < start for t in inside) else comma.i
        if here.tag_ in _FINITE and not _is_relative(here, comma):
            break
    return comma.i


def _is_relative(verb: Token, after: Token) -> bool:
    """Whether a verb stands in a relative clause that begins behind this token."""
    return any(node.dep_ == "relcl" and node.i > after.i for node in (verb, *verb.ancestors))


def _stripped(doc: Doc, low: int, high: int) -> _Range | None:
    while low < high and (doc[low].is_space or doc[low].text in ",;:.-–—"):
        low += 1
    while high > low and (doc[high - 1].is_punct or doc[high - 1].is_space):
        high -= 1
    return (low, high) if low < high else None


def _has_verb(doc: Doc, within: _Range) -> bool:
    return any(token.pos_ in ("VERB", "AUX") for token in doc[slice(*within)])


def _is_finite(doc: Doc, within: _Range) -> bool:
    return any(token.tag_ in _FINITE for token in doc[slice(*within)])


def _completes(doc: Doc, before: _Range, after: _Range) -> bool:
    """Whether what stands behind the source is the object, or the verb, that what stands before it lacks."""
    own = range(*before)
    last = doc[before[1] - 1]
    if (
        last.pos_ == "VERB"
        and last.tag_ in ("VBD", "VBZ")
        and not any(c.i > before[1] for c in last.children if c.dep_ == "nsubj")
    ):
        return doc[after[0]].pos_ in (
            "DET",
            "NUM",
            "NOUN",
            "PROPN",
            "ADJ",
        )  # "led, according to X, the march"
    for token in doc[slice(*after)]:
        if token.dep_ in _COMPLETING and token.head.i in own:
            return True
        if token.tag_ in _FINITE:
            verb = token.head if token.dep_ in ("aux", "auxpass") else token
            if any(c.dep_ in ("nsubj", "nsubjpass") and c.i in own for c in verb.children):
                return True
    return False
