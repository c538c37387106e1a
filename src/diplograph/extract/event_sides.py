"""The actors in a trigger's slots: names, nouns, and pronouns that the clause itself explains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from diplograph.extract.actor_nouns import may_be_asked
from diplograph.extract.frames import Frame, prepositional, subjects
from diplograph.extract.modality import is_telling
from diplograph.extract.page import Page
from diplograph.extract.participants import Actor, actors_of, deep_actors
from diplograph.extract.triggers import Slot
from diplograph.model import Ref

__all__ = ["actors_in", "farther_actors", "on_behalf"]

_PRONOUNS: Final = frozenset({"he", "she", "it", "they", "we", "i"})
_SIGNING: Final = frozenset({"sign", "initial", "ratify", "accept", "speak"})
_FAR: Final = 8
_SHALLOW: Final = frozenset({"subject", "owner"})


def actors_in(
    page: Page, frame: Frame, slots: tuple[Slot, ...], besides: Iterable[Actor] = ()
) -> list[Actor]:
    """The actors in the first slot that has any."""
    taken = {actor.head.i for actor in besides}
    entities = {actor.ref.entity for actor in besides if actor.ref.entity}
    for slot in slots:
        found: list[Actor] = []
        for token in frame.slot(slot.name):
            found += _in_slot(page, token, slot)
        found = [a for a in found if a.head.i not in taken and a.ref.entity not in entities]
        if found:
            return found
    return []


def _in_slot(page: Page, token: Token, slot: Slot) -> list[Actor]:
    if slot.name == "clause":
        return deep_actors(page, token, clause=True)
    if slot.name == "owner" and token.dep_ == "poss" and token.pos_ == "PRON":
        found = _fronted(page, token)
        if found:
            return found
    if slot.name == "subject" and token.lower_ in _PRONOUNS:
        return _speaker_of(page, token) or actors_of(page, token)
    found = actors_of(page, token)
    if found or slot.person or slot.name in _SHALLOW:
        return found
    return [actor for actor in deep_actors(page, token) if not _is_beneficiary(actor)]


def _is_beneficiary(actor: Actor) -> bool:
    """Whether something is done for unnamed people, not to them: "demanded support for families"."""
    prep = actor.head.head
    return not (actor.ref.entity or may_be_asked(actor.head)) and prep.dep_ == "prep" and prep.lower_ == "for"


def on_behalf(page: Page, frame: Frame, acting: list[Actor]) -> list[Actor]:
    """The actors with the state or body they acted for: "on behalf of X", "signed it for X"."""
    behalves = [
        inner for noun in frame.slot("on") if noun.lemma_ == "behalf" for inner in prepositional(noun, "of")
    ]
    if frame.head.lemma_ in _SIGNING:
        behalves += frame.slot("for")
    for token in behalves:
        for actor in actors_of(page, token):
            if actor.ref.entity:
                return [replace(a, behalf=a.behalf or actor.ref.entity) for a in acting]
    return acting


def farther_actors(page: Page, verb: Token, acting: list[Actor]) -> list[Actor]:
    """Who else stands below the verb: seen as the other side, but too far off to be named as it."""
    found = deep_actors(page, verb, clause=True, besides={actor.head.i for actor in acting})
    heads = {actor.head.i for actor in acting}
    entities = {actor.ref.entity for actor in acting} | {actor.behalf for actor in acting}
    return [
        replace(a, ref=Ref("", a.ref.span))
        for a in found
        if a.head.i not in heads and a.ref.entity not in entities and not _is_beyond(verb, a)
    ]


def _is_beyond(verb: Token, actor: Actor) -> bool:
    """Whether an actor stands where the other side can't: in the subject, after "as", in quoted words.

    Nor are unnamed people it: "demanded support for families" demands nothing of families.
    """
    node = actor.head
    for _ in range(_FAR):
        if node.dep_ == "prep" and node.lower_ == "as":
            return True
        if node.head.i in (verb.i, node.i):
            break
        node = node.head
    first, last = sorted((verb.i, actor.head.i))
    quoted = any(token.is_quote for token in verb.doc[first:last])
    return quoted or node.dep_ in ("nsubj", "csubj") or not (actor.ref.entity or may_be_asked(actor.head))


def _speaker_of(page: Page, pronoun: Token) -> list[Actor]:
    """Whoever says of themselves: the subject of "said" for "it" in "said it would help"."""
    verb = pronoun.head
    while verb.dep_ in ("xcomp", "conj", "aux") and verb.head.pos_ in ("VERB", "AUX", "ADJ"):
        verb = verb.head
    if verb.dep_ != "ccomp" or not is_telling(verb.head):
        return []
    found = [actor for token in subjects(verb.head) for actor in actors_of(page, token)]
    if not found or found[0].head.i == pronoun.i:
        return []
    own = page.ref(pronoun)
    if own is not None:
        return found if any(actor.ref.entity == own.entity for actor in found) else []
    return found if _agrees(page, pronoun.lower_, found) else []


def _fronted(page: Page, pronoun: Token) -> list[Actor]:
    """The subject that follows: "In his speech, X said"."""
    prep = pronoun.head.head
    if prep.dep_ != "prep" or prep.head.pos_ != "VERB" or prep.i > prep.head.i:
        return []
    following = [token for token in subjects(prep.head) if token.i > pronoun.i]
    return [actor for token in following for actor in actors_of(page, token)]


def _agrees(page: Page, pronoun: str, found: list[Actor]) -> bool:
    kinds = {page.entities[a.ref.entity].kind if a.ref.entity in page.entities else None for a in found}
    if pronoun in ("he", "she"):
        return len(found) == 1 and kinds <= {"Person", None}
    if pronoun == "it":
        return len(found) == 1 and "Person" not in kinds
    return pronoun == "they" and (len(found) > 1 or "Person" not in kinds)
