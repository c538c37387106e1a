"""Words that name events and here mean something else, or say too little to tell of one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from spacy.tokens import Token

from diplograph.extract.actor_nouns import is_body
from diplograph.extract.frames import objects, prepositional, subjects
from diplograph.extract.modality import governing_effect, is_happening, is_telling
from diplograph.extract.page import Page
from diplograph.extract.participants import actors_of
from diplograph.extract.triggers import Trigger, word_classes

__all__ = ["is_claimed", "is_other_sense", "is_plain_present", "lacks_side"]

_DEFINITE: Final = frozenset({"the", "this", "these", "that", "those"})
_RESOLVED: Final = frozenset({"will", "would", "wo", "'ll", "’ll", "'d", "’d"})
_VERBAL: Final = frozenset({"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"})


def lacks_side(verb: Token, roles: Collection[str]) -> bool:
    """Whether a verb that only tells of an event with its actor, or its recipient, stands without."""
    if verb.pos_ != "VERB":
        return False
    classes, lemma = word_classes(), verb.lemma_.lower()
    return (lemma in classes["needs-recipient"] and "recipient" not in roles) or (
        lemma in classes["needs-actor"] and "actor" not in roles
    )


def _is_count(noun: Token) -> bool:
    """Whether a plural counts what somebody got ("six votes"), and is no event that was held."""
    held = noun.dep_ == "nsubjpass" and is_happening(noun.head)
    return noun.tag_ == "NNS" and noun.lemma_.lower() in word_classes()["counted"] and not held


def _is_phrase(word: Token) -> bool:
    """Whether the word stands in a phrase that means something else: "seized on", "clinical trial"."""
    lemma = word.lemma_.lower()
    if word.pos_ == "VERB":
        phrases = {f"{lemma} {child.lower_}" for child in word.children if child.dep_ == "prep"}
    else:
        modifiers = (child for child in word.children if child.dep_ in ("amod", "compound"))
        phrases = {f"{child.lower_} {lemma}" for child in modifiers}
    return not phrases.isdisjoint(word_classes()["other-sense"])


def _is_quality(verb: Token) -> bool:
    """Whether a participle describes: "asked calm, penetrating questions"."""
    after = verb.nbor(1) if verb.i + 1 < verb.sent.end else None
    before = verb.nbor(-1) if verb.i > verb.sent.start else None
    if verb.dep_ == "amod" and verb.head.i > verb.i:
        return True
    beside = before is not None and before.text == "," and before.i > 0 and before.nbor(-1).pos_ == "ADJ"
    return beside and after is not None and after.tag_ == "NNS"


def _is_opinion(page: Page, verb: Token) -> bool:
    """Whether "agree" is to think the same ("agreed that taxes are high"), and no agreement that is made."""
    if any(child.dep_ in ("xcomp", "dobj", "dative") for child in verb.children):
        return False
    links = {child.lower_ for child in verb.children if child.dep_ == "prep"}
    clause = next((child for child in verb.children if child.dep_ in ("ccomp", "advcl")), None)
    if links == {"with"} or not (links or clause):
        # "Ruiz agreed with Berg", "Ruiz agreed"; two states that agree with each other do more
        return all(_is_person(page, noun) for noun in subjects(verb))
    if links:
        return False
    ahead = clause is not None and any(c.tag_ in ("MD", "TO") for c in clause.children if c.dep_ == "aux")
    return clause is not None and not ahead


def _is_person(page: Page, noun: Token) -> bool:
    mention = page.at(noun)
    named = mention is not None and mention.type == "Person"
    return named or noun.ent_type_ == "PERSON" or noun.pos_ == "PRON"


def is_claimed(verb: Token) -> bool:
    """Whether a thing without a known author claims it: "the book alleged that X had paid Y"."""
    telling = next((a for a in verb.ancestors if a.lemma_ in word_classes()["claiming"]), None)
    if telling is None or telling.pos_ != "VERB":
        return False
    clauses = [child for child in telling.children if child.dep_ == "ccomp"]
    return any(clause.i == verb.i or clause.is_ancestor(verb) for clause in clauses)


def _is_cure(verb: Token) -> bool:
    """Whether somebody is let go from a hospital, not from custody."""
    return verb.lemma_ == "release" and any(
        noun.lemma_ in word_classes()["hospital"] for noun in prepositional(verb, "from")
    )


def _is_wish(noun: Token) -> bool:
    """Whether a "bid" is for something other than an office: "his bid to end the strike"."""
    aims = [child for child in noun.children if child.dep_ in ("acl", "xcomp")]
    aims = [aim for aim in aims if any(child.tag_ == "TO" for child in aim.children)]
    return any(aim.lemma_ not in word_classes()["winning"] for aim in aims)


def is_other_sense(page: Page, token: Token, trigger: Trigger) -> bool:  # noqa: PLR0911 - a sense a line
    """Whether the words around a trigger show that no event is meant: a custom, a question, a count."""
    if trigger.pos == "noun" and _is_count(token):
        return True
    if (token.tag_ == "VBG" and _is_quality(token)) or _is_phrase(token):
        return True
    if (
        trigger.pos == "verb"
        and trigger.plover == "AGREE"
        and token.lemma_ == "agree"
        and _is_opinion(page, token)
    ):
        return True
    if trigger.plover == "REQUEST" and (_asks_question(token) or _is_claim(token)):
        return True
    if trigger.plover == "THREATEN" and _is_caution(token):
        return True
    if _is_cure(token) or (trigger.event_type == "Campaign" and trigger.pos == "noun" and _is_wish(token)):
        return True
    if trigger.plover == "REJECT" and _is_silence(token):
        return True
    if trigger.pos == "verb" and trigger.plover == "CONSULT" and _is_of_things(page, token, trigger):
        return True
    if trigger.pos == "noun" and is_body(token) and _acts(token):
        return True  # "the Ruiz campaign criticized": those who run it
    if trigger.pos == "noun":
        return _is_part_of_name(page, token) or _is_of_any_time(page, token)
    return trigger.pos == "verb" and trigger.plover not in _VERBAL and is_plain_present(page, token)


def _is_part_of_name(page: Page, noun: Token) -> bool:
    """Whether an event noun only tells which other thing is meant: "his convention appearance"."""
    head = noun.head
    return noun.dep_ in ("compound", "nmod") and head.pos_ == "NOUN" and head.i > noun.i and not page.at(noun)


def _is_of_any_time(page: Page, noun: Token) -> bool:
    """Whether what is always so is told of events in general: "G7 meetings centre on politics"."""
    indefinite = noun.tag_ in ("NNS", "NNPS") or any(c.lower_ in ("a", "an", "any") for c in noun.children)
    definite = any(c.dep_ in ("poss", "nummod") or c.lower_ in _DEFINITE for c in noun.children)
    if not indefinite or definite:
        return False
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.lemma_ in word_classes()["recurring"]:
        return all(child.ent_type_ not in ("DATE", "CARDINAL") for child in noun.subtree)
    verb = next((a for a in noun.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if verb is None or any(token.ent_type_ in ("DATE", "TIME") for token in verb.subtree):
        return False
    return is_plain_present(page, verb)


def _is_claim(verb: Token) -> bool:
    """Whether "insist" tells how it is ("insisted she was free"), not what others shall do."""
    if verb.lemma_ not in word_classes()["subjunctive"]:
        return False
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    return any(_is_finite(clause) for clause in clauses)


def _is_finite(verb: Token) -> bool:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(child.lower_ in ("must", "should") for child in helpers):
        return False
    return any(word.tag_ in ("VBD", "VBZ", "VBP", "MD") for word in (verb, *helpers))


def _is_silence(verb: Token) -> bool:
    """Whether somebody only doesn't say something: "declined to answer whether"."""
    clauses = [child for child in verb.children if child.dep_ == "xcomp"]
    return any(clause.lemma_ in word_classes()["answer"] for clause in clauses)


def _is_caution(verb: Token) -> bool:
    """Whether "warn" tells of a danger ("warned that prices could rise"), not of what the speaker will do."""
    if verb.lemma_ not in word_classes()["caution"]:
        return False
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    return any(all(c.lower_ not in _RESOLVED for c in clause.children) for clause in clauses)


def _is_of_things(page: Page, verb: Token, trigger: Trigger) -> bool:
    """Whether what is met is no one: "meets the guidelines", "the toy can be assembled"."""
    if trigger.event_type != "Meeting" or any(need.slot == "object" for need in trigger.needs):
        return False
    met = objects(verb)
    return bool(met) and all(noun.pos_ != "PROPN" and not actors_of(page, noun) for noun in met)


def _acts(noun: Token) -> bool:
    """Whether a noun is who does something, as an event is not: "the campaign said"."""
    if noun.dep_ == "nsubj":
        return is_telling(noun.head) or (bool(objects(noun.head)) and not is_happening(noun.head))
    return noun.dep_ == "pobj" and noun.head.dep_ == "agent"


def _asks_question(verb: Token) -> bool:
    """Whether it is a question that is asked ("asked why"), not a deed."""
    if verb.lemma_ == "ask" and any(noun.lemma_ == "question" for noun in objects(verb)):
        return True
    clauses = [child for child in verb.children if child.dep_ in ("ccomp", "advcl")]
    return any(g.tag_ in ("WRB", "WP") or g.lower_ in ("whether", "if") for c in clauses for g in c.children)


def is_plain_present(page: Page, verb: Token) -> bool:
    """Whether a plain present outside a headline tells of a custom: "the king appoints the premier"."""
    if page.paragraph(verb).kind == "headline":
        return False
    words = [verb, *(child for child in verb.children if child.dep_ in ("aux", "auxpass"))]
    if any(word.tag_ in ("VBD", "MD", "TO") or word.lemma_ == "have" for word in words[1:]):
        return False
    if verb.dep_ == "conj" and len(words) == 1 and verb.head.pos_ in ("VERB", "AUX"):
        return is_plain_present(page, verb.head)
    if verb.dep_ in ("xcomp", "advcl") and verb.tag_ == "VB" and verb.head.pos_ == "VERB":
        # "parties use primaries to select"; not "plans to visit", which tells of one visit
        return governing_effect(verb) == "asserted" and is_plain_present(page, verb.head)
    if verb.tag_ == "VBG" or verb.dep_ in ("xcomp", "acl", "advcl"):
        return False
    return any(word.tag_ in ("VBZ", "VBP") for word in words)
