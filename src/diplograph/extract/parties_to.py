"""Whom a clause beside a trigger is about: the person that "who" stands for, and who is party to a deed."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from diplograph.extract.frames import Frame, objects
from diplograph.extract.page import Page
from diplograph.extract.participants import Actor, actors_of
from diplograph.extract.triggers import load_triggers
from diplograph.model import Ref

__all__ = ["accused_of", "is_promised", "whom"]

_HOSTILE: Final = frozenset({"SANCTION", "COERCE", "ASSAULT", "ACCUSE"})


def whom(page: Page, noun: Token, frame: Frame) -> Token:
    """The person a clause with "who" is said of, where the parser chose their country or town."""
    mention = page.at(noun)
    if mention is None or mention.type == "Person" or noun.dep_ != "pobj":
        return noun
    clause = next((child for child in noun.children if child.dep_ == "relcl"), None)
    if clause is None or not (clause.i == frame.head.i or clause.is_ancestor(frame.head)):
        return noun
    if not any(token.lower_ in ("who", "whom") for token in clause.lefts):
        return noun
    above = noun.head.head
    return above if above.pos_ in ("NOUN", "PROPN") else noun


def accused_of(page: Page, frame: Frame, clause: Token) -> Actor | None:
    """An unresolved "they" of whom a clause tells: "alleged they had tortured X" accuses them, not X."""
    readings = load_triggers().get((frame.head.lemma_.lower(), "verb"), ())
    if not any(trigger.plover == "ACCUSE" for trigger in readings):
        return None
    for child in clause.children:
        if child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in ("they", "he", "she"):
            return Actor(Ref("", page.span(child)), child) if not actors_of(page, child) else None
    return None


def is_promised(page: Page, verb: Token, actor: Actor) -> bool:
    """Whether what is agreed to do is done for or with somebody: not to those whom it shall harm.

    Nor are people without a name a party, as in "agreed to add two members", nor
    those of whom it is agreed that they shall do something.
    """
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and child.is_ancestor(actor.head):
            named = child.dep_ != "ccomp" and (actor.ref.entity or page.at(actor.head) is not None)
            return bool(named) and not _is_hostile(child)
    return True


def _is_hostile(verb: Token) -> bool:
    """Whether a verb harms, or one that says nothing of that has harm as its object: "extend sanctions"."""
    lemmas = {noun.lemma_.lower() for noun in objects(verb)}
    readings = [
        trigger
        for trigger in load_triggers().get((verb.lemma_.lower(), "verb"), ())
        if all(need.slot != "object" or not need.words or need.words & lemmas for need in trigger.needs)
    ]
    if not readings:
        readings = [t for lemma in lemmas for t in load_triggers().get((lemma, "noun"), ())]
    return bool(readings) and all(trigger.plover in _HOSTILE for trigger in readings)
