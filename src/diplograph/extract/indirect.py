"""Indirect speech: "X said that S", "X urged Y to", "S1, X said, S2", "X called it a mistake"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Token

from diplograph.extract.actor_nouns import kind_of
from diplograph.extract.cues import (
    TELLING,
    WITH_OBJECT,
    Cue,
    complement,
    cues_at,
    own_objects,
    said_by,
    stance_of,
)
from diplograph.extract.extents import before_cue, beside_cue, extent_of
from diplograph.extract.modality import modality_of
from diplograph.extract.page import Page
from diplograph.extract.quotes import Quote, quotes_over
from diplograph.extract.reports import Report, around, span_over
from diplograph.extract.speakers import Speaker, speaker_of, unnamed_speaker
from diplograph.extract.tails import desk_at
from diplograph.model import Span

__all__ = ["clause_of", "find_indirect"]

_RULE: Final = "statements.indirect"
_ASKED: Final = frozenset(
    {"urge", "ask", "call", "tell", "invite", "order", "instruct", "direct", "persuade", "want"}
)


def find_indirect(page: Page, verb: Token, quotes: Sequence[Quote]) -> Iterator[Report]:
    """The report that a verb makes of what stands in its clause.

    :param quotes: all quotations of the page; one that begins in what is said belongs to it whole
    """
    said = said_by(verb)
    if said is None:
        yield from _parenthetic(page, verb)
        yield from _torn(page, verb)
        return
    cue, clause, way = said
    denied = _is_unsaid(verb)
    if denied and not (modality_of(verb) == "negated" and "not" in cue.takes):
        return
    if way not in ("that", "to") and (modality_of(verb) != "asserted" or _is_infinitive(verb)):
        return  # "those who come to report a theft"
    parts = _parts(page, verb, clause, way, cue)
    if not parts:
        return
    speaker = _speaker(page, verb, needed=way == "that")
    if speaker is None or any(_holds(part, speaker) for part in parts):
        return
    at = page.span(verb).start
    within = next(iter(quotes_over(quotes, at, at + 1)), None)
    if within is not None:
        if not all(within.start <= part.start and part.end <= within.end + 1 for part in parts):
            return  # the parser ran over the end of a quotation
    else:
        parts[-1] = _to_end_of_quote(page, parts[-1], quotes)
    content = span_over(page, parts)
    stance = "Denies" if denied else stance_of(cue, clause, way)
    evidence = around(page, page.sentence(verb), content)
    yield Report(
        speaker, page.span(verb), content, False, stance, _RULE, evidence, None if denied else verb,
        tuple(parts) if len(parts) > 1 else (),
    )  # fmt: skip


def _is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def _is_unsaid(verb: Token) -> bool:
    """Whether it was not said ("did not say that"), or not yet."""
    return modality_of(verb) in ("negated", "hypothetical")


def _parts(page: Page, verb: Token, clause: Token, way: str, cue: Cue) -> list[Span]:
    first, last = extent_of(clause, verb)
    if way in WITH_OBJECT or (way in ("of", "for") and cue.second is None):
        first = _leftmost(verb, clause, first)
        if way == "as" and last.i <= clause.i + 1:
            last = _phrase_end(clause)
    elif way == "that":
        first = _with_torn_subject(verb, clause, first)
    if way == "to" and (thing := _object_told_of(verb, first)) is not None:
        first = thing.left_edge  # "proposed a bank to finance the schools"
    wish = complement(verb, "for", cue.second) if way == "to" and "for" in cue.takes else None
    if wish is not None and verb.i < wish.i < first.i:
        first = extent_of(wish, verb)[0]  # "called for action to end the war"
    if last.i - first.i < (0 if way == "for" else 1):
        return []
    ranges = [(first, last)]
    before = before_cue(clause, verb) if way == "that" else None
    if before is not None:
        ranges.insert(0, before)
    return [page.trim(page.span(verb.doc[a.i : b.i + 1])) for a, b in ranges]


def _leftmost(verb: Token, clause: Token, first: Token) -> Token:
    """Where a verb's object begins that something is said of."""
    starts = [thing.left_edge for thing in own_objects(verb) if thing.i < first.i]
    starts += [c.left_edge for c in clause.children if c.dep_ == "nsubj" and c.i > verb.i]
    return min(starts, key=lambda token: token.i, default=first)


def _phrase_end(token: Token) -> Token:
    """The last word before the next mark: the end of a phrase that the parse has torn."""
    last = token
    while last.i + 1 < token.sent.end and (not last.nbor(1).is_punct or last.nbor(1).text in '"“-'):
        if last.nbor(1).dep_ == "cc" and _begins_clause(last.nbor(1)):
            break
        last = last.nbor(1)
    return last


def _begins_clause(joining: Token) -> bool:
    """Whether an "and" is followed by a clause of its own, up to the next mark."""
    for token in joining.doc[joining.i + 1 : joining.sent.end]:
        if token.is_punct:
            return False
        if token.tag_ in ("VBD", "VBZ", "VBP"):
            return True
    return False


def _with_torn_subject(verb: Token, clause: Token, first: Token) -> Token:
    """The first word of what is said where the parser took its subject for the cue's object."""
    things = own_objects(verb)
    if not things or verb.lemma_ in TELLING or not verb.i < things[0].i < first.i:
        return first
    if things[0].right_edge.i + 1 != clause.left_edge.i and things[0].right_edge.i + 1 != first.i:
        return first
    if verb.doc[things[0].right_edge.i + 1].lower_ == "that" or any(
        t.lower_ == "that" for t in clause.children
    ):
        return first
    return things[0].left_edge


def _object_told_of(verb: Token, first: Token) -> Token | None:
    """The thing, rather than the person asked, that a verb has before its infinitive."""
    things = [t for t in own_objects(verb) if t.i < first.i]
    if not things or things[0].pos_ != "NOUN" or kind_of(things[0]) is not None or verb.lemma_ in _ASKED:
        return None
    return things[0]


def _torn(page: Page, verb: Token) -> Iterator[Report]:
    """ "maintained an inquiry is under way": the parser took the subject of what is said for an object."""
    if not any("that" in cue.takes for cue in cues_at(verb)) or _is_unsaid(verb):
        return
    things = own_objects(verb)
    if not things or any(child.dep_ == "cc" for child in verb.children):
        return
    joined = [
        c for c in (*verb.children, *things[0].children) if c.i > things[0].i and _goes_on(c, things[0])
    ]
    if not joined:
        return
    speaker = _speaker(page, verb, needed=False)
    if speaker is None:
        return
    end = _whole_end(joined[0])
    content = page.trim(page.span(verb.doc[things[0].left_edge.i : end.i + 1]))
    if not _holds(content, speaker):
        cue = page.span(verb)
        yield Report(speaker, cue, content, False, "Neutral", _RULE, page.sentence(verb), verb)


def _goes_on(verb: Token, thing: Token) -> bool:
    """Whether a finite verb joined to another by no word has the other's object as its subject."""
    finite = verb.tag_ in ("VBZ", "VBP", "VBD") or any(c.tag_ in ("MD", "VBZ", "VBD") for c in verb.children)
    own = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    between = verb.doc[thing.i + 1 : verb.i]
    return (
        verb.dep_ == "conj"
        and verb.pos_ in ("VERB", "AUX")
        and finite
        and not own
        and not any(t.text in ",;" or t.dep_ == "cc" for t in between)
    )


def _whole_end(verb: Token) -> Token:
    last = verb.right_edge
    while last.i > verb.i and (last.is_punct or last.is_space):
        last = last.nbor(-1)
    return last


def _speaker(page: Page, verb: Token, *, needed: bool) -> Speaker | None:
    speaker, subject = speaker_of(page, verb)
    if subject is not None:
        speaker = desk_at(page, subject) or speaker or unnamed_speaker(page, subject)
    if speaker is None and (subject is not None or needed):
        page.drop("indirect speech whose speaker is unknown", verb)
    return speaker


def _holds(part: Span, speaker: Speaker) -> bool:
    return part.start <= speaker.ref.span.start < part.end


def _to_end_of_quote(page: Page, content: Span, quotes: Sequence[Quote]) -> Span:
    """The content with all of a quotation that begins in it: the parser ends its sentence within."""
    for quote in quotes_over(quotes, content.start, content.end):
        if content.start < quote.start < content.end < quote.end:
            return page.trim(page.article.span(content.start, quote.end))
    return content


def _parenthetic(page: Page, verb: Token) -> Iterator[Report]:
    """ "fighters which, the statement said, states refuse to take": the cue stands within what is said."""
    if (
        verb.dep_ != "parataxis"
        or own_objects(verb)
        or not any("that" in cue.takes for cue in cues_at(verb))
        or _is_unsaid(verb)
    ):
        return
    speaker = _speaker(page, verb, needed=True)
    ranges = beside_cue(verb)
    if speaker is None or not ranges:
        return
    parts = [page.trim(page.span(verb.doc[a : b + 1])) for a, b in ranges]
    if any(_holds(part, speaker) for part in parts):
        return
    content = span_over(page, parts)
    yield Report(
        speaker, page.span(verb), content, False, "Neutral", _RULE, page.sentence(verb), verb,
        tuple(parts) if len(parts) > 1 else (),
    )  # fmt: skip


def clause_of(page: Page, verb: Token) -> Span | None:
    """The clause that a verb says was said, as far as the parse shows it, or None."""
    said = said_by(verb)
    if said is None or said[2] not in ("that", *WITH_OBJECT):
        return None
    parts = _parts(page, verb, said[1], said[2], said[0])
    return parts[0] if len(parts) == 1 else None
