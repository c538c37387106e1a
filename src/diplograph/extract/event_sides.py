"""The actors in a trigger's slots: names, nouns, and pronouns that the clause itself explains."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from diplograph.extract.actor_nouns import kind_of, may_be_asked
from diplograph.extract.deep_actors import deep_actors, is_change
from diplograph.extract.frames import Frame, prepositional, subjects
from diplograph.extract.lists import listed_actors
from diplograph.extract.modality import is_telling
from diplograph.extract.page import Page
from diplograph.extract.participants import Actor, actors_of
from diplograph.extract.parties_to import accused_of, is_promised, whom
from diplograph.extract.triggers import Slot, Trigger
from diplograph.model import Ref

__all__ = ["concerned_in", "sides_of", "turned_sides"]

_PRONOUNS: Final = frozenset({"he", "she", "it", "they", "we", "i"})
_SIGNING: Final = frozenset({"sign", "initial", "ratify", "accept", "speak"})
_FAR: Final = 8
_WHERE: Final = frozenset({"in", "at", "to", "from", "outside", "over"})
_OTHERS: Final = frozenset({"him", "her", "them", "us", "me"})
_ABOUT: Final = frozenset({"Protest", "Vote", "Conference", "Negotiation", "Summit", "Meeting"})
_ASKED: Final = frozenset({"dobj", "dative", "nsubjpass", "pobj", "nsubj"})
_MUTUAL: Final = frozenset(
    {"Signing", "Recognition", "SeveranceOfRelations", "Agreement", "Cooperation", "Ceasefire"}
)
_MEDIA: Final = frozenset({"Media", "Newspaper", "Broadcaster", "NewsAgency", "PressService"})
_SHALLOW: Final = frozenset({"subject", "owner"})


def _actors_in(
    page: Page, frame: Frame, slots: tuple[Slot, ...], besides: Iterable[Actor] = ()
) -> list[Actor]:
    """The actors in the first slot that has any."""
    taken = {actor.head.i for actor in besides}
    entities = {actor.ref.entity for actor in besides if actor.ref.entity}
    farther: list[Actor] = []
    for slot in slots:
        found: list[Actor] = []
        for token in frame.slot(slot.name):
            found += _in_slot(page, frame, whom(page, token, frame), slot, entities)
        if not found and slot.name == "owner" and _is_unknown_owner(frame):
            found = [a for token in subjects(frame.carrier) for a in actors_of(page, token)]
        found = [a for a in found if a.head.i not in taken and a.ref.entity not in entities]
        if any(actor.near for actor in found):
            return found
        farther = farther or found
    return farther


def _in_slot(page: Page, frame: Frame, token: Token, slot: Slot, known: Collection[str] = ()) -> list[Actor]:
    if slot.name in ("clause", "purpose"):
        unknown = accused_of(page, frame, token)
        return [unknown] if unknown is not None else deep_actors(page, token, clause=True, known=known)
    if slot.name == "owner" and token.dep_ == "poss" and token.pos_ == "PRON":
        found = _fronted(page, token)
        if found:
            return found
    if slot.name == "subject" and token.lower_ in _PRONOUNS:
        return _speaker_of(page, token) or actors_of(page, token)
    found = actors_of(page, token)
    if slot.name in _WHERE:  # "held in X", "flown to X": where, and not to whom
        fronted = token.head.i < frame.head.i  # "in Norland, jets struck tanks"
        found = [replace(a, near=a.near and not (fronted or _is_place(page, a))) for a in found]
    above = token.head.head  # "backed an audit of X"
    if slot.name in ("of", "from") and above.i != frame.head.i and is_change(above):
        found = [replace(a, near=False) for a in found]
    if not found and slot.name in ("object", "dative") and token.tag_ == "PRP" and token.lower_ in _OTHERS:
        return [Actor(Ref("", page.span(token)), token)]  # whoever it is, it is nobody else
    if found or slot.person or slot.name in _SHALLOW:
        return found
    return [actor for actor in deep_actors(page, token, known=known) if not _is_beneficiary(actor)]


def _is_unknown_owner(frame: Frame) -> bool:
    """Whether it is an unresolved "their", then the verb subject's: "members reiterate their support"."""
    return frame.carrier is not None and all(token.tag_ == "PRP$" for token in frame.slot("owner"))


def _is_place(page: Page, actor: Actor) -> bool:
    mention = page.at(actor.head)
    entity = page.entities.get(mention.entity or "") if mention is not None else None
    return entity is not None and entity.kind == "Place" and not actor.ref.entity


def _is_beneficiary(actor: Actor) -> bool:
    """Whether something is done for unnamed people, not to them: "demanded support for families"."""
    prep = actor.head.head
    return not (actor.ref.entity or may_be_asked(actor.head)) and prep.dep_ == "prep" and prep.lower_ == "for"


def _on_behalf(page: Page, frame: Frame, acting: list[Actor]) -> list[Actor]:
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


def _farther_actors(page: Page, verb: Token, acting: list[Actor]) -> list[Actor]:
    """Who else stands below the verb: seen as the other side, but too far off to be named as it."""
    found = deep_actors(page, verb, clause=True, besides={actor.head.i for actor in acting})
    heads = {actor.head.i for actor in acting}
    entities = {actor.ref.entity for actor in acting} | {actor.behalf for actor in acting}
    return [
        replace(a, ref=Ref("", a.ref.span), near=False)
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
        if node.dep_ == "advcl" and all(child.tag_ != "TO" for child in node.children):
            return True  # "disagreed, stating that X": of another matter
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
    if not found or found[0].head.i == pronoun.i or _has_rival(page, verb.head, pronoun, found):
        return []
    own = page.ref(pronoun)
    if own is not None:
        return found if any(actor.ref.entity == own.entity for actor in found) else []
    return found if _agrees(page, pronoun.lower_, found) else []


def _has_rival(page: Page, telling: Token, pronoun: Token, found: list[Actor]) -> bool:
    """Whether another person is named between who says it and "he": either may be meant."""
    if pronoun.lower_ not in ("he", "she"):
        return False
    known = {actor.ref.entity for actor in found}
    between = (page.at(token) for token in pronoun.doc[telling.i + 1 : pronoun.i])
    return any(m is not None and m.type == "Person" and m.entity not in known for m in between)


def _fronted(page: Page, pronoun: Token) -> list[Actor]:
    """The subject that follows: "In his speech, X said"."""
    prep = pronoun.head.head
    if prep.dep_ != "prep" or prep.head.pos_ != "VERB" or prep.i > prep.head.i:
        return []
    following = [token for token in subjects(prep.head) if token.i > pronoun.i]
    named = [token for token in following if page.ref(token) is not None or token.pos_ == "PRON"]
    return [actor for token in named for actor in actors_of(page, token)]


def _agrees(page: Page, pronoun: str, found: list[Actor]) -> bool:
    kinds = {page.entities[a.ref.entity].kind if a.ref.entity in page.entities else None for a in found}
    if pronoun in ("he", "she"):
        return len(found) == 1 and kinds <= {"Person", None}
    if pronoun == "it":
        return len(found) == 1 and "Person" not in kinds
    return pronoun == "they" and (len(found) > 1 or "Person" not in kinds)


def sides_of(page: Page, frame: Frame, trigger: Trigger) -> tuple[list[Actor], list[Actor]]:
    """Those who act, and those to whom it is done."""
    token = frame.head
    acting = listed_actors(page, _actors_in(page, frame, trigger.actor), frame.carrier or token)
    acting = [a for a in _on_behalf(page, frame, acting) if not _is_topic(page, a, trigger)]
    if trigger.pos == "verb" and trigger.plover not in (None, "CONSULT"):
        acting = [a for a in acting if not _is_place(page, a)]  # "near Harn, two strikes hit": not Harn
    others = _actors_in(page, frame, trigger.recipient, besides=acting)
    if trigger.plover == "REQUEST" and _is_own_wish(token):
        others = [replace(a, near=a.near and a.head.dep_ in _ASKED) for a in others]
    if trigger.plover == "ASSAULT":
        plain = not any(need.slot == "object" and need.words for need in trigger.needs)
        others = [replace(a, near=True) if plain and _is_in_state(page, a) else a for a in others]
    if trigger.event_type == "Agreement" and trigger.pos != "noun":
        others = [replace(a, near=a.near and is_promised(page, token, a)) for a in others]
    stands_alone = trigger.plover in (None, "CONSULT") or any(actor.behalf for actor in acting)
    if not others and acting and trigger.recipient and not stands_alone:
        others = _farther_actors(page, token, acting)
    if trigger.event_type in _MUTUAL and len(others) > 1 and _is_between(others[0].head):
        return others[:1], others[1:]  # "brokered ties between X and Y": the ties are theirs
    alike = trigger.actor_capacity == trigger.recipient_capacity
    if not acting and others and trigger.plover == "CONSULT" and alike and token.pos_ != "VERB":
        acting, others = others[:1], others[1:]  # "talks between X and Y"
    return acting, others


def _is_topic(page: Page, actor: Actor, trigger: Trigger) -> bool:
    """Whether a state's name before an event noun tells what it is about: "the Norland vote"."""
    entity = page.entities.get(actor.ref.entity)
    before = actor.head.dep_ == "compound" and actor.head.tag_ in ("NNP", "NNPS")
    short = actor.head.text.isupper() or "." in actor.head.text  # "the US vote" is theirs
    about = trigger.pos == "noun" and trigger.event_type in _ABOUT
    return about and before and not short and entity is not None and entity.kind == "State"


def _is_own_wish(verb: Token) -> bool:
    """Whether what is asked for is told without anybody who shall do it: "asking to waive her immunity"."""
    return any(c.dep_ == "xcomp" and not any(g.dep_ == "nsubj" for g in c.children) for c in verb.children)


def _is_in_state(page: Page, actor: Actor) -> bool:
    """Whether what is attacked stands in a state, which is attacked with it: "shelled positions in X"."""
    mention = page.at(actor.head)
    entity = page.entities.get(mention.entity or "") if mention is not None else None
    prep = actor.head.head
    inside = prep.lower_ == "in" and prep.dep_ == "prep" and prep.head.dep_ in ("dobj", "nsubjpass")
    return inside and entity is not None and entity.kind == "State" and not kind_of(prep.head)


def _is_between(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ == "between"


def turned_sides(
    page: Page, frame: Frame, acting: list[Actor], others: list[Actor]
) -> tuple[list[Actor], list[Actor]]:
    """The sides where the verb's subject is the one it is done to: "X faces trial", "X received Y's plea"."""
    given = {token.i for token in subjects(frame.carrier)}
    found = [actor for token in subjects(frame.carrier) for actor in actors_of(page, token)]
    heads = {actor.head.i for actor in found} | given
    return [actor for actor in (*acting, *others) if actor.head.i not in heads and actor.near], found


def concerned_in(page: Page, actors: list[Actor]) -> list[Actor]:
    """Those spoken of who have a name, media aside, through which people speak ("praised it on X")."""
    found = []
    for actor in actors:
        mention = page.at(actor.head)
        entity = page.entities.get(mention.entity or "") if mention is not None else None
        if entity is not None and entity.subtype not in _MEDIA:
            found.append(actor)
    return found
