"""Who acts: the names, resolved words and common nouns that stand in an event's slots.

A name or a resolved pronoun is its entity. "Norlandic troops" are the state
acting; "Norlandic rebels", "protesters" are people without an entity: their
:class:`~diplograph.model.Ref` has an empty ``entity``, so that they are seen,
shown and counted, but never become nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Token

from diplograph.extract.actor_nouns import kind_of, load_actor_nouns
from diplograph.extract.page import Page
from diplograph.extract.refs import is_person, metonym_at, ref_at
from diplograph.model import Ref

__all__ = [
    "ACTING",
    "MODIFIERS",
    "Actor",
    "actors_of",
    "person_after",
    "state_of",
]

ACTING: Final = frozenset({"Person", "Organization", "State"})
MODIFIERS: Final = frozenset({"poss", "amod", "nmod", "compound"})
_GATHERED: Final = frozenset(
    {"group", "thousand", "hundred", "dozen", "score", "ten", "crowd", "band", "million", "number"}
)
_BETWEEN_TITLE_AND_NAME: Final = frozenset({"the", "of", "for", "and", "its", "their"})


@dataclass(frozen=True, slots=True)
class Actor:
    """One who may take part.

    :param ref: entity and words; the entity is "" for a common noun that names nobody
    :param head: the word the parse knows them by
    :param behalf: the state or body they stand for, where the words say so
    :param agent: a state, known by unnamed people who act for it ("Norlandic officials")
    :param capacity: their capacity where the words say it ("a delegation led by X"), else None
    :param sure: false for those found deep inside a phrase, or a place that stands for who is there
    :param near: false for those who stand so deep, or so far off, that they are only spoken of
    """

    ref: Ref
    head: Token
    behalf: str | None = None
    sure: bool = True
    near: bool = True
    capacity: str | None = None
    agent: bool = False


def actors_of(page: Page, token: Token) -> list[Actor]:
    """Those whom a phrase names, its conjuncts included; empty where it names nobody who acts.

    :param token: head of the phrase
    """
    found: list[Actor] = []
    for word in (token, *token.conjuncts):
        if word.i >= token.i:  # conjuncts lists the first conjunct as well
            found += _single(page, word)
    return found


def state_of(page: Page, noun: Token) -> Ref | None:
    """The state that a phrase belongs to: "Norlandic troops", "Norland's army", "the army of Norland"."""
    for word in _iter_belongings(noun):
        ref = ref_at(page, word)
        if ref is not None and ref.entity in page.entities and page.entities[ref.entity].kind == "State":
            return ref
    return None


def _iter_belongings(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ in MODIFIERS:
            yield child
            yield from (grandchild for grandchild in child.children if grandchild.dep_ in MODIFIERS)
        elif child.dep_ == "prep" and child.lower_ == "of":
            yield from (grandchild for grandchild in child.children if grandchild.dep_ == "pobj")


def _single(page: Page, token: Token) -> list[Actor]:
    named = _named(page, token) if not token.lower_.endswith(("self", "selves")) else None
    if named is not None:
        return [named]
    if token.pos_ not in ("NOUN", "PROPN", "NUM", "PRON", "DET") or token.lower_.endswith(("self", "selves")):
        return []
    kind = kind_of(token) or load_actor_nouns().get(token.lower_)
    if kind is None and token.tag_ == "NNPS" and page.at(token) is None and not _is_of_title(token):
        kind = "people"  # "ethnic Norlanders"
    if kind is None:
        return _apposed(page, token) or _titled(page, token)
    if token.pos_ == "PROPN" and token.dep_ in ("compound", "nmod", "amod") and token.text[:1].isupper():
        return []  # a word of a name: "the Norland National Convention"
    return _by_noun(page, token, kind)


def _is_of_title(token: Token) -> bool:
    """Whether a capital plural is a word of a longer name or a day: "the War on Drugs", "on Fridays"."""
    of_name = token.dep_ == "pobj" and token.head.head.pos_ == "PROPN"
    begins = any(g.pos_ == "PROPN" for c in token.children if c.dep_ == "prep" for g in c.children)
    return of_name or begins or token.ent_type_ in ("DATE", "EVENT", "WORK_OF_ART", "LAW")


def _by_noun(page: Page, token: Token, kind: str) -> list[Actor]:
    """Those whom a common noun stands for: a group's members, a delegation, a titled person, or the noun."""
    if token.lemma_ == "delegation":
        return _delegation(page, token)
    titled = _titled(page, token) or _named_next(page, token) or _apposed(page, token, kind)
    if titled:
        return titled
    if kind == "group" or (kind in ("organ", "agent", "people") and token.pos_ == "NOUN"):
        members = _members(page, token)
        named = any(child.dep_ in MODIFIERS and page.at(child) for child in token.children)
        if members and (kind == "group" or not named):
            return members
    if kind == "group" and token.pos_ != "NOUN":
        return []
    return [_of_many(page, token) or _common(page, token, kind)]


def _of_many(page: Page, token: Token) -> Actor | None:
    """Many of a kind that no table has: "thousands of steelworkers", "a group of Norlandic elders"."""
    if token.lemma_ not in _GATHERED:
        return None
    for child in token.children:
        inner = next((g for g in child.children if g.dep_ == "pobj"), None) if child.lower_ == "of" else None
        if inner is not None and inner.tag_ in ("NNS", "NNPS"):
            start = inner.left_edge.i if token.lemma_ == "number" else token.i  # "a number of judges"
            return Actor(Ref("", page.span(token.doc[start : inner.i + 1])), token)
    return None


def _apposed(page: Page, token: Token, kind: str | None = None) -> list[Actor]:
    """The person named after a noun, or a body: "the third president, Ana Ruiz", "one group, the NPF"."""
    beside = [child for child in token.children if child.dep_ == "appos"]
    if token.dep_ == "appos":
        beside.append(token.head)  # "Ana Ruiz, a teacher whom"
    for word in beside:
        if token.tag_ == "NNS" and word.dep_ == "appos" and not [c for c in word.conjuncts if c.i > word.i]:
            continue  # "two ships, the envoy Ana Ruiz said": one is not what many are
        found = _named(page, word) if is_person(page, word) or kind in ("body", "group") else None
        if found is not None and found.ref.entity:
            return [found]
    return []


def _named(page: Page, token: Token) -> Actor | None:
    if token.pos_ == "NOUN" and page.at(token) is None and token.tag_ == "NNS":
        ref = page.ref(token)
    else:
        ref = ref_at(page, token)
    if ref is None:
        return None
    entity = page.entities.get(ref.entity)
    if entity is None:
        return None
    if page.at(token) is None and entity.kind == "State" and token.tag_ in ("NNPS", "NNS"):
        return Actor(Ref("", ref.span), token)  # "Norlanders" are people, not their state
    if entity.kind in ACTING:
        return Actor(ref, token)
    if entity.kind == "Place":
        return Actor(metonym_at(page, token, ref) or Ref("", ref.span), token, sure=False)
    return None


def _titled(page: Page, token: Token) -> list[Actor]:
    """The person whose title the parser took for the head: "minister (of Norland,) Ana Ruiz"."""
    post = page.post_at(token)
    if post is None:
        return []
    doc, commas = token.doc, 0
    for at in range(token.i + 1, min(token.i + 12, token.sent.end)):
        mention = page.at(doc[at])
        if mention is not None and mention.type == "Person" and mention.entity is not None:
            beside = not commas or any(t.dep_ == "appos" for t in doc[at : at + 5] if page.at(t) is mention)
            return [Actor(Ref(mention.entity, mention.span), doc[at])] if beside else []
        commas += doc[at].text == ","
        if page.post_at(doc[at]) is not post and not doc[at].is_space and not _is_of_body(page, doc[at]):
            return []
    return []


def _is_of_body(page: Page, token: Token) -> bool:
    """Whether a word between a title and its holder's name says no more than where: "of Norland,"."""
    return token.lower_ in ("of", "from", "for", "the", ",") or page.at(token) is not None


def _named_next(page: Page, token: Token) -> list[Actor]:
    """The person whose name follows a noun at once, as its apposition or object: "confirmed judge Ruiz"."""
    if token.pos_ != "NOUN" or token.tag_ != "NN" or token.i + 1 >= token.sent.end:
        return []
    after = token.nbor(1)
    mention = page.at(after)
    if mention is None or mention.type != "Person" or mention.entity is None:
        return []
    below = any(child.i == after.i or page.at(child) is mention for child in token.children)
    return [Actor(Ref(mention.entity, mention.span), after)] if below else []


def _delegation(page: Page, token: Token) -> list[Actor]:
    """Whoever sent a delegation, and whoever leads it on their behalf."""
    sender = state_of(page, token)
    found: list[Actor] = []
    for child in token.children:
        if child.dep_ in ("acl", "relcl") and child.lemma_ in ("lead", "head"):
            leader = next(
                (person_after(page, c) for c in child.children if c.dep_ in ("agent", "prep")), None
            )
            if leader is not None:
                behalf = sender.entity if sender is not None else None
                found.append(Actor(leader, child, behalf, capacity="HeadOfDelegation"))
    words = _common(page, token, "organ").ref
    return [*found, Actor(Ref(sender.entity, sender.span) if sender is not None else words, token)]


def person_after(page: Page, token: Token) -> Ref | None:
    """The next person named after a word, with nothing between but their titles."""
    doc = token.doc
    for at in range(token.i + 1, min(token.i + 16, len(doc))):
        mention = page.at(doc[at])
        if mention is not None and mention.type == "Person":
            return Ref(mention.entity, mention.span) if mention.entity is not None else None
        plain = page.post_at(doc[at]) is None and doc[at].text[:1].isalpha() and doc[at].text[:1].islower()
        if plain and doc[at].lower_ not in _BETWEEN_TITLE_AND_NAME:
            return None
    return None


def _without_entity(page: Page, actor: Actor, token: Token) -> Actor:
    """Members and supporters of a body are people, not the body; nor are "leaders of the world" the world."""
    kind = kind_of(token)
    if kind != "people" and (kind not in ("agent", "organ") or actor.ref.entity or page.at(actor.head)):
        return actor
    end = actor.head.i + 1
    mention = page.at(actor.head)
    while mention is not None and end < len(token.doc) and page.at(token.doc[end]) is mention:
        end += 1
    return replace(actor, ref=Ref("", page.span(token.doc[_start_of(token).i : end])))


def _members(page: Page, token: Token) -> list[Actor]:
    """Those after "of": "thousands of students", "leaders of the two parties"."""
    is_group = kind_of(token) == "group"
    for child in token.children:
        if child.dep_ == "prep" and (child.lower_ == "of" or (child.lower_ == "from" and is_group)):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj" and grandchild.text not in ("state", "government"):
                    return [_without_entity(page, actor, token) for actor in actors_of(page, grandchild)]
    return []


def _common(page: Page, token: Token, kind: str) -> Actor:
    state = state_of(page, token)
    words = page.span(token.doc[_start_of(token).i : token.i + 1])
    if kind in ("organ", "agent") and state is not None:
        return Actor(Ref(state.entity, words), token, agent=kind == "agent")
    return Actor(Ref("", words), token, behalf=None)


def _start_of(noun: Token) -> Token:
    """The first of a noun's modifiers, without an article."""
    start = noun
    for child in noun.children:
        if child.dep_ in (*MODIFIERS, "nummod") and child.i < start.i:
            start = min(child.subtree, key=lambda t: t.i)
    return start.nbor(1) if start.lower_ in ("the", "a", "an") and start.i < noun.i else start
