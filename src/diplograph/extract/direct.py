"""Direct speech: which quotation is somebody's words, by its cue before, after or between.

A quotation without a cue is a title, a term or irony, and no statement.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Doc, Token

from diplograph.extract.actor_nouns import kind_of
from diplograph.extract.cues import cues_at
from diplograph.extract.modality import modality_of
from diplograph.extract.page import Page
from diplograph.extract.quotes import Quote, find_quotes
from diplograph.extract.speakers import (
    Speaker,
    speaker_among,
    speaker_at,
    speaker_of,
    speaker_span,
    unnamed_speaker,
)
from diplograph.extract.triggers import word_classes

__all__ = ["Direct", "find_direct"]

_AFTER: Final = 14
"""Tokens after a quotation among which its cue may stand ("...," said the minister of X, Y)."""
_BEFORE: Final = 45
_BESIDE: Final = 3
_STOPS: Final = frozenset(".!?;")
_LEADS: Final = frozenset({",", ":", "that", "-", "–", "—"})
_TURNS: Final = frozenset({"however", "but", "although", "though", "while", "whereas"})
_WORDS: Final = 3
_LOWER: Final = frozenset({"relcl", "acl", "ccomp", "advcl"})
_MAIN: Final = frozenset({"ROOT", "conj", "ccomp", "parataxis"})


@dataclass(frozen=True, slots=True)
class Direct:
    """Quotations with their cue and speaker; without a speaker where the cue's subject names nobody.

    Several where the cue interrupts what is said, or where a quotation goes on right after its sentence.
    """

    quotes: tuple[Quote, ...]
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


def find_direct(page: Page) -> tuple[list[Direct], list[Quote], list[Quote]]:
    """The quotations that are statements, all quotations, and those that no cue says whose words they are."""
    quotes = find_quotes(page.paragraphs)
    quoting = {index for quote in quotes for index in quote.parts}
    starts = {p.index: [token.idx for token in p.doc] for p in page.paragraphs if p.index in quoting}
    places = [_place(page, quotes, n, starts) for n in range(len(quotes))]
    found: list[Direct] = []
    left: list[Quote] = []
    last = -2  # number of the quotation that found[-1] ends with
    for number, (quote, place) in enumerate(zip(quotes, places, strict=True)):
        before = found[-1] if last == number - 1 else None
        direct = _direct(page, quote, place)
        if before is not None and (direct is None or direct.speaker is None):
            direct = _continued(before, quote, place, direct)
        if direct is None:
            if place.words > _WORDS:
                left.append(quote)
            continue
        last = number
        if before is not None and before.cue.doc is direct.cue.doc and before.cue.i == direct.cue.i:
            found[-1] = replace(before, quotes=(*before.quotes, quote))
        else:
            found.append(direct)
    return found, quotes, left


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
    opens = place.before <= place.floor
    lead = "" if opens else place.first_doc[place.before - 1].lower_
    ends = text[quote.start : quote.end].rstrip(" '’")[-1:]
    following = place.last_doc[place.after].text if place.after < place.ceiling else ""
    if not opens and (
        lead in _LEADS or place.words >= 2 * _WORDS or cues_at(place.first_doc[place.before - 1])
    ):
        found = _before(page, quote, place, lead)
        if found is not None:
            return found
    speaks = place.after < place.ceiling and bool(cues_at(place.last_doc[place.after]))
    found = None
    if not (ends in "!?" and speaks is False and _opens_sentence(place)) and (
        place.words >= _WORDS - 1 and (ends in ",?!—–" or following == "," or speaks)
    ):
        found = _after(page, quote, place)
    if found is None and not opens and place.words > _WORDS and _is_sentence(page, quote):
        found = _led(page, quote, place, lead)
    return found


def _is_sentence(page: Page, quote: Quote) -> bool:
    """Whether the quotation is one or more sentences of their own, rather than words of another's."""
    words = page.article.text[quote.start : quote.end].strip(" […]'’")
    return words[:1].isupper() and words[-1:] in ".!?,"


def _led(page: Page, quote: Quote, place: _Place, lead: str) -> Direct | None:
    """A quotation that a clause leads in without a verb of speech: "X defended the plan: ...".

    After a full stop the sentence before must itself report speech: "X criticized it on Twitter. ...".
    """
    doc, at = place.first_doc, place.before - 2  # the last word before the mark that leads in
    if at < place.floor or lead not in (",", ":", "."):
        return None
    verb = _main_verb(doc[at])
    if verb is None or not place.floor <= verb.i < place.before:
        return _of_noun(page, quote, doc[at]) if lead == ":" else None
    if lead == "." and not _reports(verb):
        return None
    speaker, subject = speaker_of(page, verb)
    if speaker is None and subject is not None and kind_of(subject) is not None:
        speaker = unnamed_speaker(page, subject)
    if speaker is None or modality_of(verb) in ("negated", "hypothetical"):
        return None
    return Direct((quote,), verb, speaker, _stance(verb), "statements.led")


def _of_noun(page: Page, quote: Quote, noun: Token) -> Direct | None:
    """A quotation after words without a verb that name it: "Ruiz's first question: ..."."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    speaker = speaker_at(page, owner) if owner is not None and noun.pos_ == "NOUN" else None
    return Direct((quote,), noun, speaker, "Neutral", "statements.led") if speaker is not None else None


def _main_verb(token: Token) -> Token | None:
    """The nearest verb with a subject of its own in the sentence of a word, the word's own clause first."""
    for node in (token, *token.ancestors):
        if node.pos_ == "VERB" and node.tag_ in ("VBD", "VBZ", "VBP", "VBN") and node.dep_ in _MAIN:
            return node
    return None


def _reports(verb: Token) -> bool:
    nouns = [c for c in verb.children if c.dep_ == "dobj" and c.lemma_ in word_classes()["utterance"]]
    return bool(nouns or cues_at(verb))


def _stance(verb: Token) -> str:
    return next((cue.stance for cue in cues_at(verb)), "Neutral")


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
            return Direct((quote,), doc[place.before - 1], named, "Neutral", "statements.colon")
    for token in tokens:
        readings = cues_at(token)
        wanted = [cue for cue in readings if "quote" in cue.takes or lead == ":"]
        if wanted and token.tag_ == "VBN" and token.dep_ in _LOWER and token.i + 3 < place.before:
            continue  # "a letter written by X was found: ..."
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
        speaker = speaker or _inverted(page, cue, near)
    elif speaker is None:
        speaker = unnamed_speaker(page, subject)
    return Direct((quote,), cue, speaker, stance, "statements.direct")


def _inverted(page: Page, cue: Token, near: list[Token]) -> Speaker | None:
    """The noun right behind a cue that the parser took for its object: "...," read the statement."""
    noun = next((t for t in near if 0 < t.i - cue.i <= _BESIDE and t.pos_ in ("NOUN", "PROPN")), None)
    if noun is None or noun.head.i != cue.i:
        return None
    return speaker_at(page, noun) or unnamed_speaker(page, noun)


def _continued(before: Direct, quote: Quote, place: _Place, own: Direct | None) -> Direct | None:
    """A quotation right after the sentence of another's cue has its speaker: "A," X said. "B."

    So has one whose own cue goes on from the other's without a subject: "A," X said, adding, "B."
    """
    if before.quotes[-1].parts[-1] != quote.parts[0] or before.cue.doc is not place.first_doc:
        return None
    gap = place.first_doc[place.floor : place.before]
    if own is not None:
        goes_on = own.cue.i == before.cue.i or (own.cue.tag_ == "VBG" and len(gap) <= _BEFORE // 5)
        return replace(own, speaker=before.speaker) if goes_on else own
    if place.words < _WORDS or (len(gap) and gap[-1].text not in ".,;"):
        return None
    if not any(token.i == before.cue.i for token in gap):
        return None
    return Direct((quote,), before.cue, before.speaker, before.stance, "statements.continued")
