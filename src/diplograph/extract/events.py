"""Find events: a trigger word, who stands around it in the parse, where, when, and whether it happened.

The words are data (data/lexicon/triggers.csv), the places of the arguments
come from :mod:`~diplograph.extract.frames`, and events with a name of their
own from :mod:`~diplograph.extract.sessions`. What the article negates, plans
or supposes is read all the same, with that modality.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from diplograph.extract.actor_nouns import is_human, is_official
from diplograph.extract.attribution import Attribution
from diplograph.extract.circumstances import Time, place_at, place_of, time_of
from diplograph.extract.drafts import Draft
from diplograph.extract.event_sides import concerned_in, sides_of, turned_sides
from diplograph.extract.frames import Frame, objects, owners, prepositional, subjects
from diplograph.extract.merging import is_back_reference, merge_drafts
from diplograph.extract.modality import is_happening, is_telling, modality_of
from diplograph.extract.page import Page
from diplograph.extract.participants import Actor, actors_of
from diplograph.extract.quotes import find_quotes, quotes_over
from diplograph.extract.rules import confidence
from diplograph.extract.senses import is_claimed, is_other_sense
from diplograph.extract.sessions import find_delegations, name_event
from diplograph.extract.substance import deed_of, says_enough
from diplograph.extract.triggers import Need, Trigger, load_parts, triggers_at, word_classes
from diplograph.model import Event, Grounds, Modality, Participant, Ref, Statement

__all__ = ["find_events"]

_DUTY: Final = frozenset({"must", "should", "ought"})
_FRIENDLY: Final = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_HOSTILE: Final = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE"})
_PEOPLE: Final = frozenset({"Victim", "Defendant", "Awardee", "Appointee"})
_OFFICES: Final = frozenset({"Appointee", "Candidate", "Winner", "Speaker", "Victim", "Defendant", "Awardee"})
_LEAVING: Final = frozenset({"Resignation", "Dismissal"})
_BODIES: Final = frozenset({"Establishment", "Dissolution"})
_KIND_OF_MENTION: Final = {"Place": ("place",), "Organization": ("body",), "Document": ("document",)}


def find_events(page: Page, statements: Sequence[Statement] = ()) -> list[Event]:
    """All events of a page, in the order of their first mention; each once, however often it is named.

    :param statements: the page's statements; an event told within one is its speaker's claim
    """
    attribution = Attribution(page, statements)
    quotes = find_quotes(page.paragraphs)
    drafts: list[Draft] = []
    used: set[tuple[int, int]] = set()
    for sent in page.iter_sentences():
        for token in sent:
            found = (_read(page, token, used), _duty(page, token))
            drafts += [draft for draft in found if draft is not None]
    drafts = [draft for draft in drafts if (id(draft.token.doc), draft.token.i) not in used]
    for draft in drafts:
        word = page.span(draft.token)
        draft.grounds = attribution.ground(draft.grounds, word.start, word.end)
        told = draft.grounds.modality == "asserted" and not draft.grounds.attributed_to
        if told and is_claimed(draft.token):  # nobody known answers for it, and the article doesn't
            draft.grounds = replace(draft.grounds, modality="hypothetical")
        if draft.grounds.modality == "planned" and _is_over(page, draft):
            draft.grounds = replace(draft.grounds, modality="asserted")
        counted = draft.time.date is not None and draft.time.date.derived_from
        if counted and quotes_over(quotes, word.start, word.end):
            draft.time = Time()  # "tomorrow" in a quotation counts from the day it was said
    find_delegations(page, drafts)
    return merge_drafts(page, drafts)


def _is_over(page: Page, draft: Draft) -> bool:
    """Whether an election or gathering, told as ahead of something, took place before the article's year."""
    date, published = draft.time.date, page.article.published
    if date is None or date.derived_from or not published or draft.token.pos_ == "VERB":
        return False
    return date.value[:4] < published[:4]


def _read(page: Page, token: Token, used: set[tuple[int, int]]) -> Draft | None:
    frame: Frame | None = None
    for trigger in triggers_at(token):
        frame = frame or Frame(token)
        if not all(_holds(page, frame, need, used) for need in trigger.needs):
            continue
        if _is_name_part(page, token) and trigger.event_type not in (
            "Session",
            "Segment",
            "Summit",
            "Election",
        ):
            return None
        draft = _draft(page, frame, trigger)
        for need in trigger.needs:
            if draft is not None and need.slot == "object" and need.words:
                used.update((id(t.doc), t.i) for t in frame.slot("object"))
        deed = deed_of(token) if draft is not None and draft.plover == "ASSAULT" else None
        if deed is not None:
            used.add((id(deed.doc), deed.i))  # "the bombing killed two" is one event
        return draft
    return None


def _is_name_part(page: Page, token: Token) -> bool:
    mention = page.at(token)
    if mention is not None:
        return mention.type != "Event"
    # "the Norland Occupied Protest": a name that the name model did not find
    gathers = token.lemma_.lower() in word_classes()["gathering"]
    capital = not gathers and token.text[:1].isupper() and page.paragraph(token).kind != "headline"
    if not capital or token.i <= token.sent.start + 1:
        return False
    before = token.nbor(-1)
    return before.text[:1].isupper() and before.pos_ in ("PROPN", "ADJ", "NOUN", "VERB")


# -- needs -----------------------------------------------------------------
def _holds(page: Page, frame: Frame, need: Need, used: set[tuple[int, int]]) -> bool:
    if need.slot == "prep":
        return frame.has_preposition(need.words)
    tokens = frame.slot(need.slot)
    if "any" in need.kinds or "none" in need.kinds:
        return bool(tokens) == ("any" in need.kinds)
    return any(_fits(page, word, need) for token in tokens for word in (token, *token.conjuncts))


def _fits(page: Page, token: Token, need: Need) -> bool:
    if token.lemma_.lower() in need.words or token.lower_ in need.words:
        return True
    for kind, fits in (("person", actors_of), ("human", is_human), ("official", is_official)):
        if kind in need.kinds and fits(page, token):
            return True
    mention = page.at(token)
    if mention is None:
        return False
    if "name" in need.kinds and mention.type == "Person":
        return True
    entity = page.entities.get(mention.entity or "")
    if "state" in need.kinds and entity is not None and entity.kind == "State":
        return True
    return any(kind in need.kinds for kind in _KIND_OF_MENTION.get(mention.type, ()))


# -- drafts ----------------------------------------------------------------
def _draft(page: Page, frame: Frame, trigger: Trigger) -> Draft | None:
    token = frame.head
    if is_other_sense(page, token, trigger):
        return None
    acting, others = sides_of(page, frame, trigger)
    modality = modality_of(token)
    if modality == "planned" and trigger.actor_capacity == "Winner":
        modality = "hypothetical"  # "plans to win the election" is a wish
    rule = f"events.{trigger.pos}"
    draft = Draft(
        token,
        trigger.event_type,
        Grounds(page.sentence(token), rule, confidence(rule), modality),
        _plover(trigger, token, modality),
        trigger.mode,
        carrier=frame.carrier,
    )
    given = frame.capacity if not _is_owned(frame) else None  # "attended Y's rally": Y does not attend it
    if given is not None and not _is_of_carrier(page, frame, acting):
        given = None  # "brokered a truce between X and Y": X is no mediator
    speaks = trigger.event_type == "Speech" and given == "Participant"
    capacity = given if given not in (None, "Actor") and not speaks else trigger.actor_capacity
    if trigger.event_type in _BODIES:
        # the founding of "the government of X" is not the founding of X
        others = [actor for actor in others if page.at(actor.head) is not None]
    if capacity == "Recipient" and trigger.event_type in _LEAVING:
        if not owners(token):  # "accepted the resignation": whose it is, stands elsewhere
            page.drop("somebody's leaving, and not said whose", token)
            return None
        capacity = trigger.actor_capacity
    if capacity == "Recipient":  # "received criticism", "faces trial"
        acting, others = turned_sides(page, frame, acting, others)
        capacity = trigger.actor_capacity
    two_sided = bool(trigger.plover)
    _take_part(page, draft, acting, "actor" if two_sided else "participant", capacity)
    near = [actor for actor in others if actor.near]
    _take_part(page, draft, near, "recipient" if two_sided else "participant", trigger.recipient_capacity)
    if not near:
        _take_part(page, draft, concerned_in(page, others), "participant", "Concerned")
    _attend(page, draft, frame, acting)
    _serve(page, draft)
    noun = _event_noun(frame, trigger)
    hosts = [*_hosts(frame), *([noun] if noun is not None else [])]
    draft.place = place_of(page, hosts)
    if draft.event_type == "Visit" and draft.place is None:
        draft.place = next((p for a in others if (p := place_at(page, a.head)) is not None), None)
        draft.participants = [p for p in draft.participants if p.ref != _words_of(draft.place)]
    where = _words_of(draft.place)
    draft.participants = [
        p
        for p in draft.participants
        if (p.role != "actor" or p.ref != where)
        and not (p.capacity == "Concerned" and where is not None and p.ref.span == where.span)
    ]
    draft.time = time_of(page, [host for host in hosts if host is token or not _is_apart(host, trigger)])
    if noun is not None or token.pos_ != "VERB":
        name_event(page, draft, noun or token)
    if says_enough(page, draft, trigger):
        return draft
    draft.weak = is_back_reference(draft)
    return draft if draft.weak else None


def _is_owned(frame: Frame) -> bool:
    return (
        frame.carrier is not None and frame.capacity not in (None, "Recipient") and bool(owners(frame.head))
    )


def _attend(page: Page, draft: Draft, frame: Frame, acting: list[Actor]) -> None:
    """Those who take part, by the verb that carries it, in an event that is somebody else's."""
    if not _is_owned(frame) or frame.capacity == "Actor" or not acting:
        return
    own = {token.i for token in owners(frame.head)}
    found = [a for t in subjects(frame.carrier) if t.i not in own for a in actors_of(page, t)]
    role = "recipient" if draft.plover else "participant"
    _take_part(page, draft, found, role, frame.capacity or "Participant")


def _is_of_carrier(page: Page, frame: Frame, acting: list[Actor]) -> bool:
    """Whether those who act are the subject of the verb that carries the event, or nobody acts."""
    found = {a.head.i for token in subjects(frame.carrier) for a in actors_of(page, token)}
    return not acting or any(actor.head.i in found for actor in acting)


def _serve(page: Page, draft: Draft) -> None:
    """Those whom a participle after the noun names: "the summit, hosted by X", "talks mediated by X"."""
    for child in draft.token.children:
        capacity = load_parts().get((child.lemma_, "object"))
        if child.dep_ in ("acl", "relcl") and child.tag_ == "VBN" and capacity not in (None, "Actor"):
            found = [a for token in prepositional(child, "by") for a in actors_of(page, token)]
            _take_part(page, draft, found, "actor" if draft.plover else "participant", capacity or "")


def _words_of(place: Ref | None) -> Ref | None:
    """The place as one that acts would be written: known by its words alone."""
    return Ref("", place.span) if place is not None else None


def _event_noun(frame: Frame, trigger: Trigger) -> Token | None:
    """The noun that a verb's row takes as part of the trigger: "held talks", "won the election"."""
    if trigger.pos != "verb" or not any(need.slot == "object" and need.words for need in trigger.needs):
        return None
    return next(iter(frame.slot("object")), None)


def _is_apart(verb: Token, trigger: Trigger) -> bool:
    """Whether a verb's day is not that of the event that is its object: "ended it on Friday"."""
    if trigger.pos == "noun" and trigger.event_type in ("Election", "Campaign"):  # "joined the race in May"
        return verb.lemma_ not in word_classes()["holding"]
    return verb.lemma_ in word_classes()["ending"]


def _hosts(frame: Frame) -> list[Token]:
    hosts = [frame.head]
    if frame.carrier is not None:
        hosts.append(frame.carrier)
        if frame.carrier.dep_ in ("advcl", "xcomp") and frame.carrier.head.pos_ == "VERB":
            hosts.append(frame.carrier.head)  # "arrived in X to take part in"
    elif _is_told_of(frame.head):
        hosts.append(frame.head.head)  # "the summit opened in X", "was held in X"
    return hosts


def _is_told_of(noun: Token) -> bool:
    """Whether the verb of an event noun says no more than that it took place."""
    if noun.pos_ != "NOUN" or noun.dep_ not in ("nsubj", "nsubjpass"):
        return False
    verb = noun.head
    return is_happening(verb) if noun.dep_ == "nsubjpass" else not objects(verb) or verb.lemma_ == "take"


def _take_part(page: Page, draft: Draft, actors: Iterable[Actor], role: str, capacity: str) -> None:
    known = {(p.ref.entity, -1 if p.ref.entity else p.ref.span.start) for p in draft.participants}
    for actor in actors:
        own = actor.capacity or capacity
        # of an office, "the Norlandic minister" is a person without a name, not Norland
        of_office = own in _OFFICES or draft.event_type in _LEAVING
        ref = Ref("", actor.ref.span) if actor.agent and of_office else actor.ref
        entity = page.entities.get(ref.entity)
        if own in _PEOPLE and entity is not None and entity.kind != "Person":
            own = "Recipient"
        key = (ref.entity, -1 if ref.entity else ref.span.start)
        if key not in known:
            known.add(key)
            draft.participants.append(
                Participant(ref, role, own, on_behalf_of=actor.behalf)  # type: ignore[arg-type]
            )


def _plover(trigger: Trigger, token: Token, modality: Modality) -> str | None:
    """PLOVER codes what is intended or refused by that, not by the deed: a planned visit is an AGREE."""
    if trigger.pos != "verb":
        return trigger.plover
    if modality == "planned":
        if trigger.plover in _FRIENDLY:
            return "AGREE"
        if trigger.plover in _HOSTILE:
            return "THREATEN"
    refused = modality == "negated" and any(
        child.dep_ == "aux" and child.lower_ in ("will", "would", "wo", "'d", "’d")
        for child in token.children
    )
    return "REJECT" if refused and trigger.plover in (*_FRIENDLY, "AGREE") else trigger.plover


def _duty(page: Page, verb: Token) -> Draft | None:
    """What a speaker says another must do is a demand: "said Norland must withdraw"."""
    telling = verb.head
    if verb.dep_ != "ccomp" or verb.pos_ not in ("VERB", "AUX") or not is_telling(telling):
        return None
    allowed = _DUTY if telling.lemma_ in word_classes()["urging"] else _DUTY - {"should", "ought"}
    if not any(child.dep_ == "aux" and child.lower_ in allowed for child in verb.children):
        return None
    acting = [a for token in subjects(telling) for a in actors_of(page, token)]
    asked = [a for token in subjects(verb) for a in actors_of(page, token)]
    if not acting or not asked or acting[0].ref.entity == asked[0].ref.entity != "":
        return None
    rule = "events.duty"
    grounds = Grounds(page.sentence(verb), rule, confidence(rule), modality_of(telling))
    draft = Draft(telling, "Demand", grounds, "REQUEST")
    _take_part(page, draft, acting, "actor", "Actor")
    _take_part(page, draft, asked, "recipient", "Recipient")
    return draft
