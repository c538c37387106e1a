"""Nouns and adjectives that report speech or thought: "X's claim that S", "X is adamant that S"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from diplograph.extract.cues import Cue, cues_at, cues_of, is_clause
from diplograph.extract.extents import extent_of
from diplograph.extract.frames import prepositional, subjects
from diplograph.extract.modality import modality_of
from diplograph.extract.page import Page
from diplograph.extract.reports import Report, around
from diplograph.extract.speakers import Speaker, speaker_at, unnamed_speaker
from diplograph.lexicon import cached, rows_of

__all__ = ["find_nominal"]

_FROM: Final = ("by", "from", "of", "among")
_OWNING: Final = frozenset({"poss", "compound", "amod", "nmod"})
_UNSAID: Final = frozenset({"no", "any", "neither", "some"})


@cached
def _carriers() -> frozenset[str]:
    """Verbs whose subject says what a noun tells of: "made the claim", "voiced fears"."""
    return frozenset(row["cue"] for row in rows_of("speech") if row["pos"] == "carrier")


def find_nominal(page: Page, token: Token) -> Iterator[Report]:
    """The report that a noun or adjective makes, where its source is told."""
    pos = {"NOUN": "noun", "ADJ": "adj"}.get(token.pos_)
    readings = cues_of(token, pos) if pos is not None else ()
    if not readings or any(child.lower_ in _UNSAID for child in token.children):
        return
    head = token.head
    if head.pos_ == "VERB" and any(cue.second == token.lemma_ for cue in cues_at(head)):
        return  # "expressed concern": the verb's own row reads it
    for cue in readings:
        clause = _content(token, cue)
        if clause is None:
            continue
        verb = head if head.pos_ in ("VERB", "AUX") and token.dep_ in ("acomp", "dobj") else None
        if verb is not None and modality_of(verb) in ("negated", "hypothetical"):
            return
        speaker = _of_adjective(page, token) if pos == "adj" else _source(page, token, clause)
        if speaker is None:
            if is_clause(clause, "that"):
                page.drop("what a noun tells of, whose speaker is unknown", token)
            return
        first, last = extent_of(clause, token)
        content = page.trim(page.span(token.doc[first.i : last.i + 1]))
        if last.i - first.i < 1 or content.start <= speaker.ref.span.start < content.end:
            return
        evidence = around(page, page.sentence(token), content)
        yield Report(
            speaker, page.span(token), content, False, cue.stance, "statements.nominal", evidence, verb
        )
        return


def _content(token: Token, cue: Cue) -> Token | None:
    children = [child for child in token.children if child.i > token.i]
    if token.dep_ == "acomp":  # "is adamant that": the parser may hang the clause on "is"
        children += [child for child in token.head.children if child.i > token.i and child.dep_ == "ccomp"]
    for child in children:
        if "that" in cue.takes and is_clause(child, "that"):
            return child
        if "to" in cue.takes and is_clause(child, "to"):
            return child  # "a promise to leave"; what "a call to X" is said to, X hears
        if child.dep_ == "prep" and child.lower_ in cue.takes and child.lower_ != "to":
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                return inner
    return None


def _of_adjective(page: Page, token: Token) -> Speaker | None:
    if token.dep_ not in ("acomp", "attr"):
        return None
    for subject in subjects(token.head):
        return speaker_at(page, subject) or unnamed_speaker(page, subject)
    return None


def _source(page: Page, noun: Token, clause: Token) -> Speaker | None:
    """Whose claim it is: its owner, the one it is by or from, or the subject of the verb that carries it."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    owners += [t for name in _FROM for t in prepositional(noun, name) if t.i != clause.i]
    owners += [c for c in noun.children if c.dep_ in _OWNING and c.dep_ != "poss" and page.at(c) is not None]
    if not owners and noun.dep_ == "dobj" and noun.head.lemma_ in _carriers():
        owners = subjects(noun.head)
    for owner in owners:
        found = speaker_at(page, owner)
        if found is None and (owner.dep_ in ("poss", "nsubj") or owner.pos_ == "NOUN"):
            found = unnamed_speaker(page, owner)
        if found is not None:
            return found
    return None
