"""Whom a phrase or clause speaks of that itself names nobody who acts: "X's proposal", "that X withdraw"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from diplograph.extract.actor_nouns import kind_of
from diplograph.extract.kinds import known_names
from diplograph.extract.page import Page
from diplograph.extract.participants import ACTING, MODIFIERS, Actor, actors_of
from diplograph.extract.refs import ref_at
from diplograph.extract.triggers import load_triggers, word_classes
from diplograph.model import Ref

__all__ = ["deep_actors", "is_change"]

_WITHIN: Final = frozenset(
    {"poss", "amod", "nmod", "compound", "prep", "agent", "acl", "relcl", "appos", "pobj", "pcomp"}
)
_WITHIN_CLAUSE: Final = _WITHIN | {"nsubj", "nsubjpass", "dobj", "dative", "xcomp", "ccomp", "advcl"}
_ASIDE: Final = frozenset(
    ("via", "through", "during", "after", "before", "since", "until", "despite", "amid")
)
_APART: Final = frozenset({"ccomp", "advcl", "relcl"})
_FROM: Final = frozenset({"by", "from"})
_BINDING: Final = frozenset({"by", "from", "of", "to", "on", "against", "into", "toward", "towards"})
_DEEDS: Final = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_SHARED: Final = frozenset({"with", "between"})
_DEPTH: Final = 5


def deep_actors(
    page: Page,
    token: Token,
    *,
    clause: bool = False,
    besides: Collection[int] = (),
    known: Collection[str] = (),
) -> list[Actor]:
    """Those nearest to the head inside a phrase or clause that itself names nobody: "X's proposal".

    What hangs farther below ("the killing of Y in X") is seen but not named: its entity is empty,
    unless it stands there as the one it comes from.

    :param clause: whether the token heads a clause, whose subject and objects count too
    :param besides: indexes of tokens to pass over
    :param known: entities to pass over, as "its" in "threatened to close its border with Norland"
    """
    if clause:  # "alleged that X's plan would ruin Y": whoever the clause is about comes first
        for subject in (child for child in token.children if child.dep_ in ("nsubj", "nsubjpass")):
            found = [] if subject.i in besides else actors_of(page, subject) or _owners_of(page, subject)
            found = [a for a in found if a.head.i not in besides and (a.ref.entity or "-") not in known]
            if any(actor.near for actor in found):
                return [replace(actor, sure=False) for actor in found]
    for made in (child for child in token.children if child.dep_ == "relcl"):  # "the offer that X made"
        makers = [
            child for child in made.children if child.dep_ == "nsubj" and child.tag_ not in ("WDT", "WP")
        ]
        found = [actor for subject in makers for actor in actors_of(page, subject)]
        if found:
            return [replace(actor, sure=False) for actor in found]
    allowed = _WITHIN_CLAUSE if clause else _WITHIN
    level = [(token, True, True)]
    farther: list[Actor] = []
    for depth in range(_DEPTH):
        below: list[tuple[Token, bool, bool]] = []
        for node, close, near in level:
            for child in node.children:
                aside = child.i in besides or (child.dep_ == "prep" and child.lower_ in _ASIDE)
                aside = aside or _is_elsewhere(node, child)
                if aside or (child.dep_ not in allowed and child.dep_ != "conj"):
                    continue
                is_close = close and depth <= 2 and (child.dep_ != "prep" or child.lower_ in _FROM)
                is_near = near and depth < _DEPTH - 1 and _is_bound(child)
                found = [] if _is_kind(page, child) else _modifier(page, child) or actors_of(page, child)
                if found and found[0].ref.entity and found[0].ref.entity in known:
                    found = []
                if found:
                    deep = [_deep(page, actor, is_close, is_near) for actor in found]
                    if deep[0].near:
                        return deep
                    farther = farther or deep
                    continue
                below.append((child, is_close, is_near))
        level = below
    return farther


def _owners_of(page: Page, thing: Token) -> list[Actor]:
    """The persons or states whose thing a clause is about: a building that has a flag is no one."""
    found = deep_actors(page, thing)
    kinds = {page.entities[a.ref.entity].kind for a in found if a.ref.entity in page.entities}
    return found if kinds <= {"Person", "State"} else []


def _is_kind(page: Page, word: Token) -> bool:
    """Whether a noun only tells what kind of thing the next one is: "refugee camp", "campaign promise"."""
    before = word.dep_ in ("compound", "nmod", "amod") and word.i < word.head.i
    return before and page.at(word) is None and kind_of(word) in ("people", "agent", "group", "body")


def _is_elsewhere(node: Token, child: Token) -> bool:
    """Whether what stands below has a subject of its own, or is one thing said of many."""
    if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"):
        return any(word.dep_ in ("nsubj", "nsubjpass") for word in child.children)
    alone = child.dep_ == "appos" and not any(other.i > child.i for other in child.conjuncts)
    return alone and node.tag_ == "NNS" and child.tag_ in ("NN", "NNP")


def _is_bound(word: Token) -> bool:
    """Whether what stands below is what the word above it is done to, said of or comes from."""
    if word.dep_ in _APART:
        return False
    if word.dep_ != "prep":
        return True
    if word.lower_ == "of" and _is_deed(word.head):
        return False  # "condemned the killing of X": not X
    if word.lower_ in ("of", "from") and is_change(word.head):
        return False  # "backed an audit of X": not X
    return word.lower_ in _BINDING or (word.lower_ in _SHARED and word.head.pos_ == "NOUN")


def _is_medium(name: str) -> bool:
    known = known_names().get(name)
    return known is not None and known.subtype == "Media"


def _is_deed(noun: Token) -> bool:
    """Whether a noun names what is done to those after "of": "arrest", "invasion"."""
    readings = load_triggers().get((noun.lemma_.lower(), "noun"), ())
    return any(trigger.plover in _DEEDS for trigger in readings)


def is_change(noun: Token) -> bool:
    """Whether a noun names what others do to those after "of": "reform", "nationalization"."""
    lemma = noun.lemma_.lower()
    return lemma in word_classes()["change"] or lemma.endswith(("ization", "isation"))


def _deep(page: Page, actor: Actor, close: bool, near: bool) -> Actor:
    mention = page.at(actor.head)
    entity = page.entities.get(mention.entity or "") if mention is not None else None
    below = actor.head.dep_ == "pobj"
    is_place = entity is not None and entity.kind == "Place" and not actor.ref.entity
    is_where = below and (is_place or _is_medium(actor.ref.span.exact))
    ref = actor.ref if close else Ref("", actor.ref.span)
    return replace(actor, ref=ref, sure=False, near=near and not is_where)


def _modifier(page: Page, token: Token) -> list[Actor]:
    """A demonym or name before a noun that is no actor: "an Esterlandic proposal"."""
    if token.dep_ not in MODIFIERS:
        return []
    ref = ref_at(page, token)
    if ref is None or ref.entity not in page.entities:
        return []
    entity = page.entities[ref.entity]
    if entity.kind not in ACTING:
        return []
    return [Actor(ref, token, sure=False)]
