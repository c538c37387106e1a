"""Direct speech: which quotation is somebody's words, by its cue before, after or between.

A quotation without a cue is a title, a term or irony, and no statement.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from diplograph.extract.cues import cues_at
from diplograph.extract.page import Page
from diplograph.extract.quotes import Quote, find_quotes
from diplograph.extract.speakers import Speaker, speaker_among, speaker_of, speaker_span, unnamed_speaker
from diplograph.model import Drop

__all__ = ["Direct", "find_direct"]

_AFTER: Final = 14
"""Tokens after a quotation among which its cue may stand ("...," said the minister of X, Y)."""
_BEFORE: Final = 45
_BESIDE: Final = 3
_STOPS: Final = frozenset(".!?;")
_LEADS: Final = frozenset({",", ":", "that", "-", "–", "—"})
_TURNS: Final = frozenset({"however", "but", "although", "though", "while", "whereas"})
_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Direct:
    """A quotation with its cue and speaker; without a speaker where the cue's subject names nobody."""

    quote: Quote
    cue: Token
    speaker: Speaker | None
    stance: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quotation stands among the tokens of its first and last paragraph."""

    first_doc: Doc
    before: int
    last_doc: Doc
    after: int
    floor: int
    ceiling: int
    words: int


def find_direct(page: Page) -> tuple[list[Direct], list[Quote]]:
    """The quotations that are statements, and all quotations."""
    quotes = find_quotes(page.paragraphs)
    quoting = {index for quote in quotes for index in quote.parts}
    starts = {p.index: [token.idx for token in p.doc] for p in page.paragraphs if p.index in quoting}
    places = [_place(page, quotes, n, starts) for n in range(len(quotes))]
    found: list[Direct] = []
    last: tuple[int, Direct] | None = None
    for number, (quote, place) in enumerate(zip(quotes, places, strict=True)):
        direct = _direct(page, quote, place)
        if direct is None and last is not None and last[0] == number - 1:
            direct = _continued(quotes[number - 1], quote, last[1], place)
        if direct is not None:
            last = (number, direct)
            found.append(direct)
        elif place.words > _WORDS:
            page.drops.append(_drop(page, quote))
    return found, quotes


def _drop(page: Page, quote: Quote) -> Drop:
    return Drop(
        "quotation without a cue that says whose words they are", page.article.span(quote.start, quote.end)
    )


def _place(page: Page, quotes: list[Quote], number: int, starts: dict[int, list[int]]) -> _Place:
    quote = quotes[number]
    first, last = page.paragraphs[quote.parts[0]], page.paragraphs[quote.parts[-1]]
    before = bisect_left(starts[first.index], quote.start - 1 - first.offset)
    after = bisect_right(starts[last.index], quote.end - last.offset)
    floor, ceiling = 0, len(last.doc)
    if number and quotes[number - 1].parts[-1] == first.index:
        floor = bisect_right(starts[first.index], quotes[number - 1].end - first.offset)
    if number + 1 < len(quotes) and quotes[number + 1].parts[0] == last.index:
        ceiling = bisect_left(starts[last.index], quotes[number + 1].start - 1 - last.offset)
    words = len(page.article.text[quote.start : quote.end].split())
    return _Place(first.doc, before, last.doc, after, floor, ceiling, words)


def _direct(page: Page, quote: Quote, place: _Place) -> Direct | None:
    text = page.article.text
    lead = place.first_doc[place.before - 1].lower_ if place.before > place.floor else ""
    ends = text[quote.end - 1 : quote.end]
    following = place.last_doc[place.after].text if place.after < place.ceiling else ""
    if place.before > place.floor and (
        lead in _LEADS or place.words >= 2 * _WORDS or cues_at(place.first_doc[place.before - 1])
    ):
        found = _before(page, quote, place, lead)
        if found is not None:
            return found
    speaks = place.after < place.ceiling and bool(cues_at(place.last_doc[place.after]))
    if ends in "!?" and speaks is False and _opens_sentence(place):
        return None
    if place.words >= _WORDS - 1 and (ends in ",?!—–" or following == "," or speaks):
        return _after(page, quote, place)
    return None


def _opens_sentence(place: _Place) -> bool:
    """Whether what follows is a sentence of its own: "Go!" He proposed a law."""
    return place.after < place.ceiling and place.last_doc[place.after].text in ("He", "She", "They", "It")


def _before(page: Page, quote: Quote, place: _Place, lead: str) -> Direct | None:
    doc = place.first_doc
    low = max(place.floor, place.before - _BEFORE)
    tokens: list[Token] = []
    for token in reversed(doc[low : place.before]):
        if token.text in _STOPS:
            break
        tokens.append(token)
    if lead == ":" and tokens:
        named = speaker_span(page, doc, tokens[-1].i, place.before - 1)
        if named is not None:  # NAME: "..."
            return Direct(quote, doc[place.before - 1], named, "Neutral", "statements.colon")
    for token in tokens:
        readings = cues_at(token)
        wanted = [cue for cue in readings if "quote" in cue.takes or lead == ":"]
        if wanted:
            stretch = doc[tokens[-1].i : token.i]
            return _with_speaker(page, quote, token, wanted[0].stance, list(stretch))
        if token.pos_ == "VERB" and lead not in (",", ":", "that"):
            return None  # another verb has the quoted words as its own
    return None


def _after(page: Page, quote: Quote, place: _Place) -> Direct | None:
    doc = place.last_doc
    stretch: list[Token] = []
    for token in doc[place.after : min(place.ceiling, place.after + _AFTER)]:
        if token.text in _STOPS or (token.is_space and "\n" in token.text):
            break
        stretch.append(token)
    for token in stretch:
        if token.lower_ in _TURNS:
            return None
        if token.pos_ not in ("VERB", "AUX"):
            continue
        wanted = [cue for cue in cues_at(token) if "quote" in cue.takes]
        if wanted:
            return _with_speaker(page, quote, token, wanted[0].stance, stretch)
        if token.dep_ not in ("relcl", "acl", "aux", "auxpass"):
            return None
    return None


def _with_speaker(page: Page, quote: Quote, cue: Token, stance: str, near: list[Token]) -> Direct:
    speaker, subject = speaker_of(page, cue)
    quoted = subject is not None and quote.start <= page.span(subject).start < quote.end
    if subject is None or quoted:
        # The parser lost the subject among the quoted words: take the name beside the cue.
        speaker = speaker_among(page, [token for token in near if 0 < abs(token.i - cue.i) <= _BESIDE])
    elif speaker is None:
        speaker = unnamed_speaker(page, subject)
    return Direct(quote, cue, speaker, stance, "statements.direct")


def _continued(before: Quote, quote: Quote, last: Direct, place: _Place) -> Direct | None:
    """A quotation right after the sentence of another's cue has its speaker: "A," X said. "B." """
    if place.words < _WORDS or before.parts[-1] != quote.parts[0]:
        return None
    gap = place.first_doc[place.floor : place.before]
    if len(gap) and gap[-1].text not in ".,;":
        return None
    if last.cue.doc is not place.first_doc or not any(token.i == last.cue.i for token in gap):
        return None
    return Direct(quote, last.cue, last.speaker, "Neutral", "statements.continued")
