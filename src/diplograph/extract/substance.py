"""Whether the words around a trigger tell enough to be an event of their own; what they don't is left out.

A bare "talks", a stance without another side ("supports free trade") and what
people in general do ("people reject ideas") name nothing that happened.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from spacy.tokens import Token

from diplograph.extract.drafts import GATHERINGS, Draft
from diplograph.extract.frames import objects
from diplograph.extract.page import Page
from diplograph.extract.senses import is_plain_present, lacks_side
from diplograph.extract.triggers import Trigger, load_triggers, word_classes
from diplograph.model import Participant

__all__ = ["deed_of", "says_enough"]

_WORDS: Final = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_STANCES: Final = frozenset({"Support", "Rejection", "Request", "Demand", "Accusation"})
_DEEDS: Final = frozenset({"Ratification", "Signing", "Recognition", "Accession", "Trial"})
_BY_SOMEBODY: Final = frozenset({"Withdrawal", "Accession"})
_PARTIES: Final = 2
_UNATTENDED: Final = GATHERINGS | {"Election", "Vote", "Attack", "Protest", "Ceasefire", "MilitaryAction"}


def says_enough(page: Page, draft: Draft, trigger: Trigger) -> bool:  # noqa: PLR0911 - a condition a line
    """Whether anybody, anywhere or any time stands with the trigger, and both sides where it needs them."""
    if trigger.pos == "noun":
        return _noun_says_enough(draft, trigger)
    token = draft.token
    roles = {p.role for p in draft.participants if p.capacity != "Concerned"}
    if lacks_side(token, roles):
        return False
    wanting = trigger.plover and "actor" not in roles and any(s.name == "subject" for s in trigger.actor)
    if trigger.mode == "cancel" and "actor" not in roles:
        return False  # "the visit was cancelled": the visit is the event
    if trigger.pos == "verb" and wanting and not (_is_passive(token) or deed_of(token) is not None):
        return False  # whoever did it is not said, or not a name or noun of those who act
    if _is_bare_stance(page, draft, trigger, roles):
        page.drop("stance towards nobody, told as a statement and not as an event", token)
        return False
    if draft.event_type in _BY_SOMEBODY and all(p.capacity == "Recipient" for p in draft.participants):
        return False  # "since leaving the party": who left it?
    if not draft.entities() and draft.participants and _is_general(page, draft):
        page.drop("what people in general do, and nobody named", token)
        return False
    if draft.named or draft.entities() or draft.place or draft.time.is_known:
        told = draft.named or draft.event_type == "Election" or _is_done_to_document(page, token)
        return bool(draft.participants) or told
    return bool(draft.participants) and trigger.plover is not None


def deed_of(verb: Token) -> Token | None:
    """The deed by which somebody was harmed, where it stands as the subject: "an air strike killed X"."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            kinds = load_triggers().get((child.lemma_.lower(), "noun"), ())
            harm = load_triggers().get((verb.lemma_.lower(), "verb"), ())
            both = any(t.plover == "ASSAULT" for t in kinds) and any(t.plover == "ASSAULT" for t in harm)
            return child if both else None
    return None


def _is_passive(verb: Token) -> bool:
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
    return passive or (verb.dep_ == "acl" and verb.tag_ == "VBN")


def _is_done_to_document(page: Page, verb: Token) -> bool:
    """Whether a document is what something is done to, by nobody named: "the treaty was signed in Oslo"."""
    for child in verb.children:
        if child.dep_ == "nsubjpass":
            mention = page.at(child)
            named = mention is not None and mention.type == "Document"
            return named or child.lemma_ in word_classes()["document"]
    return False


def _is_bare_stance(page: Page, draft: Draft, trigger: Trigger, roles: Collection[str]) -> bool:
    """Whether somebody is for or against something, of no one: "supported social justice".

    What is done to a thing that people make ("rejected the proposal") is a deed.
    """
    concerned = any(p.capacity == "Concerned" and _acts(page, p) for p in draft.participants)
    if draft.event_type == "Agreement":  # what somebody promises to nobody in particular
        parties = sum(p.role == "actor" for p in draft.participants)
        alone = parties < _PARTIES and not concerned
        promises = draft.token.lemma_.lower() in word_classes()["pledging"]
        return trigger.pos != "noun" and "recipient" not in roles and alone and promises
    things = word_classes()["proposal"] | word_classes()["document"]
    done_to = any(noun.lemma_ in things for noun in objects(draft.token))
    concrete = done_to or any(need.slot == "object" and need.words for need in trigger.needs)
    return draft.event_type in _STANCES and "recipient" not in roles and not (concrete or concerned)


def _acts(page: Page, participant: Participant) -> bool:
    """Whether somebody who is spoken of can act at all, as a street can't."""
    token = page.token_at(participant.ref.span.start)
    mention = page.at(token) if token is not None else None
    entity = page.entities.get(mention.entity or "") if mention is not None else None
    return entity is None or entity.kind != "Place"


def _is_general(page: Page, draft: Draft) -> bool:
    """Whether unnamed people do it, may do it or would do it, at no time that the words tell."""
    if draft.grounds.modality == "planned" and not draft.place and not draft.time.is_known:
        return not any(letter.isupper() for p in draft.participants for letter in p.ref.span.exact)
    return draft.grounds.modality == "hypothetical" or is_plain_present(page, draft.token)


def _noun_says_enough(draft: Draft, trigger: Trigger) -> bool:
    """Nouns of words ("a plea") need both sides; others an entity, a name, or a verb that carries them."""
    token = draft.token
    roles = {p.role for p in draft.participants}
    of_words = trigger.plover in _WORDS and draft.event_type not in _DEEDS
    if of_words and draft.carrier is None and not {"actor", "recipient"} <= roles:
        return False
    if draft.event_type in ("Request", "Demand") and "recipient" not in roles:
        return False
    determiners = [child.lower_ for child in token.children if child.dep_ == "det"]
    if _is_one_of_many(token, determiners):
        return False
    if draft.named or draft.entities() or draft.place or draft.time.is_known:
        return bool(draft.participants) or draft.named or draft.event_type in _UNATTENDED
    return draft.event_of is not None or (draft.carrier is not None and bool(draft.participants))


def _is_one_of_many(noun: Token, determiners: Sequence[str]) -> bool:
    """ "Consideration for a vote", "any meeting": no one that took place."""
    indefinite = any(word in ("a", "an", "any", "every", "each") for word in determiners)
    return indefinite and noun.dep_ == "pobj" and noun.head.lower_ in ("for", "of", "as", "like")
