"""Several mentions of one event in an article become one event, but only where the words allow no doubt.

Joined are: mentions with the same name; a gathering and a later bare "the
meeting"; and mentions of the same kind and modality, with no different place
or date, whose participants are the same or a part of the other's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from diplograph.extract.drafts import Draft
from diplograph.extract.frames import prepositional
from diplograph.extract.labels import label_of
from diplograph.extract.page import Page
from diplograph.extract.triggers import word_classes
from diplograph.model import Event, Participant

__all__ = ["is_back_reference", "merge_drafts"]

_ONCE: Final = frozenset({"Death", "Resignation", "Inauguration", "Establishment", "Dissolution"})
_RECENT: Final = 200
"""How many events of one kind a mention is compared with: a bound for hostile texts, beyond any article."""
_GENERIC: Final = frozenset({"meeting", "event", "gathering", "session", "talk", "summit", "conference"})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
_FORCE: Final = {"HeadOfDelegation": 3, "Chair": 2, "Host": 2, "Speaker": 1}


def merge_drafts(page: Page, drafts: list[Draft]) -> list[Event]:
    """The events that these mentions tell of, in the order of their first mention."""
    _find_parts(drafts)
    merged: list[Draft] = []
    standing: dict[int, Draft] = {}
    alike: dict[str, list[Draft]] = {}
    for draft in drafts:
        recent = alike.setdefault(draft.event_type, [])
        same = next((other for other in reversed(recent[-_RECENT:]) if _is_same(page, draft, other)), None)
        if same is None and draft.is_gathering and is_back_reference(draft):
            same = _antecedent(draft, merged)
        if same is None and draft.weak:
            continue
        if same is None:
            merged.append(draft)
            recent.append(draft)
            standing[id(draft)] = draft
        else:
            _absorb(same, draft)
            standing[id(draft)] = same
    merged = [draft for draft in merged if _tells_something(page, draft, merged)]
    _place_speeches(merged)
    for draft in merged:
        if draft.part_of is not None:
            draft.part_of = standing.get(id(draft.part_of), draft.part_of)
            _complete_part(page, draft, draft.part_of)
    numbers = {id(draft): n for n, draft in enumerate(merged, start=1)}
    return [_event(page, draft, n, numbers) for n, draft in enumerate(merged, start=1)]


def _tells_something(page: Page, draft: Draft, merged: list[Draft]) -> bool:
    """Whether an event has a name, a place, a day or somebody who is named; else nobody learns from it.

    Two unnamed sides ("police arrested protesters") tell something too; a deed that nobody is
    said to have done or suffered tells nothing by its day alone.
    """
    known = bool(draft.entities() or draft.named or draft.place or draft.event_of)
    dated = draft.time.date is not None or draft.time.start is not None
    roles = {one.role for one in draft.participants}
    unattended = draft.is_gathering or draft.event_type in ("Election", "Vote")
    if known or len(roles) > 1 or (dated and (draft.participants or unattended)):
        return True
    if draft.part_of is not None or any(other.part_of is draft for other in merged):
        return True
    page.drop("event without a name, a place, a day or anybody named", draft.token)
    return False


def _find_parts(drafts: list[Draft]) -> None:
    """Tie "the segment of the session", "the meeting during the summit" to the event they are part of."""
    by_token = {(id(draft.token.doc), draft.token.i): draft for draft in drafts}
    for draft in drafts:
        if draft.is_gathering and draft.token.pos_ == "VERB":
            draft.part_of = _occasion(draft, by_token)
        for child in draft.token.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "during", "at", "within"):
                for grandchild in child.children:
                    whole = by_token.get((id(grandchild.doc), grandchild.i))
                    if whole is not None and whole.is_gathering and draft.is_gathering:
                        draft.part_of = whole


def _occasion(draft: Draft, by_token: dict[tuple[int, int], Draft]) -> Draft | None:
    """The gathering that a meeting was held at: "during the session", "on the sidelines of the summit"."""
    for link in ("at", "during", "on"):
        for noun in prepositional(draft.token, link):
            beside = link == "on" and noun.lemma_ in word_classes()["margin"]
            for word in prepositional(noun, "of") if beside else [noun]:
                whole = by_token.get((id(word.doc), word.i))
                if whole is not None and whole is not draft and whole.is_gathering:
                    return whole
    return None


def _place_speeches(merged: list[Draft]) -> None:
    """A speech without an occasion was held at the gathering just told, if its speaker was there."""
    gathered: list[Draft] = []
    for speech in merged:
        if speech.is_gathering:
            gathered.append(speech)
        if speech.event_type != "Speech" or speech.part_of is not None or speech.place is not None:
            continue
        before = [d for d in gathered[-_RECENT:] if d.grounds.modality == speech.grounds.modality]
        if not before or not speech.entities():
            continue
        if speech.entities() <= before[-1].entities():
            speech.part_of = before[-1]
        elif before[-1].event_type == "Session":  # the session of a segment is named after it
            parts = [d for d in before if d.part_of is before[-1] and speech.entities() <= d.entities()]
            speech.part_of = parts[-1] if parts else None


def _complete_part(page: Page, part: Draft, whole: Draft) -> None:
    if part.event_type == "Speech":
        return
    whole.place = whole.place or part.place
    part.place = part.place or whole.place
    if part.event_type == "Segment" and part.name is not None:
        if whole.named:
            part.name, part.named = f"{part.name} of the {whole.name}", True
        part.event_of = part.event_of or whole.event_of
    part.participants = [p for p in part.participants if p.ref.entity != part.event_of]


def _is_same(page: Page, draft: Draft, other: Draft) -> bool:
    if draft.named and other.named:
        return draft.name == other.name
    if draft.event_type != other.event_type or draft.grounds.modality != other.grounds.modality:
        return False
    if draft.phrase is not None and draft.phrase == other.phrase and not draft.participants:
        return not (
            _differ(_where(draft), _where(other)) or _times_differ(draft, other) or draft.named or other.named
        )
    if draft.event_type == "Segment" and draft.name is not None and draft.name == other.name:
        return _body_of(draft) == _body_of(other)
    if draft.token.doc is other.token.doc and _is_told_along(draft.token, other.token):
        actors = [{p.ref.span for p in one.participants if p.role == "actor"} for one in (draft, other)]
        if actors[0] == actors[1] != set() and not _differ(_where(draft), _where(other)):
            return True
    return (
        not _contradict(draft, other)
        and _same_sides(draft.participants, other.participants)
        and _is_enough(draft, other)
    )


def _contradict(draft: Draft, other: Draft) -> bool:
    same_sentence = draft.token.doc is other.token.doc and draft.token.sent.start == other.token.sent.start
    return (
        same_sentence  # two triggers in one sentence are as a rule two events
        or (draft.ordinal != other.ordinal and None not in (draft.ordinal, other.ordinal))
        or _differ(_where(draft), _where(other))
        or _times_differ(draft, other)
    )


def _where(draft: Draft) -> str | None:
    return draft.place.entity if draft.place is not None else None


def _is_told_along(token: Token, other: Token) -> bool:
    """Whether a participle tells more of the same: "marched in Oslo, protesting the law"."""
    return token.head.i == other.i and token.dep_ == "advcl" and token.tag_ == "VBG"


def _is_enough(draft: Draft, other: Draft) -> bool:
    """Whether what two mentions share makes them one: two participants, or one and the day."""
    shared = draft.entities() & other.entities()
    one, two = draft.time.date, other.time.date
    same_day = one is not None and two is not None and one.value == two.value
    return len(shared) > 1 or (bool(shared) and (same_day or draft.event_type in _ONCE))


def _body_of(draft: Draft) -> str | None:
    return draft.event_of or (draft.part_of.event_of if draft.part_of is not None else None)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _times_differ(draft: Draft, other: Draft) -> bool:
    one, two = draft.time.date, other.time.date
    if one is None or two is None:
        return False
    return not (one.value.startswith(two.value) or two.value.startswith(one.value))


def _same_sides(some: list[Participant], others: list[Participant]) -> bool:
    """Whether those who act are the same, and those acted on too, as far as both mentions name them."""
    return all(
        one and two and (one <= two or two <= one)
        for one, two in (
            (_side(some, ("actor", "participant")), _side(others, ("actor", "participant"))),
            (_side(some, ("recipient",)), _side(others, ("recipient",))),
        )
        if one or two
    ) and any(p.ref.entity for p in some)


def _side(participants: Iterable[Participant], roles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(p.ref.entity for p in participants if p.role in roles and p.ref.entity)


def is_back_reference(draft: Draft) -> bool:
    """Whether it is "the meeting" or "these talks", without words of its own that tell which."""
    noun = draft.token
    if noun.lemma_.lower() not in _GENERIC or draft.named:
        return False
    children = list(noun.children)
    definite = any(child.dep_ == "det" and child.lower_ in _DEFINITE for child in children)
    return definite and not any(
        child.dep_ in ("prep", "amod", "compound", "poss", "relcl", "acl") for child in children
    )


def _antecedent(draft: Draft, merged: list[Draft]) -> Draft | None:
    """The last gathering before it that is of the same kind, or any for "the meeting" and "the event"."""
    word = draft.token.lemma_.lower()
    loose = word in ("meeting", "event", "gathering")
    for other in reversed(merged):
        if not other.is_gathering or other.grounds.modality not in ("asserted", draft.grounds.modality):
            continue
        if not loose and other.event_type != draft.event_type:
            continue
        if _times_differ(draft, other):
            return None
        inner = [part for part in merged if part.part_of is other]
        return inner[-1] if inner and loose else other
    return None


def _absorb(kept: Draft, draft: Draft) -> None:
    if kept.grounds.attributed_to and not draft.grounds.attributed_to:
        kept.grounds, kept.token = draft.grounds, draft.token  # the article says it itself as well
    kept.place = kept.place or draft.place
    if kept.time.date is None and kept.time.start is None and kept.time.end is None:
        kept.time = draft.time
    kept.name, kept.named = (draft.name, True) if draft.named and not kept.named else (kept.name, kept.named)
    kept.phrase = kept.phrase or draft.phrase
    kept.ordinal = kept.ordinal if kept.ordinal is not None else draft.ordinal
    kept.event_of = kept.event_of or draft.event_of
    kept.part_of = kept.part_of or (draft.part_of if draft.part_of is not kept else None)
    for participant in draft.participants:
        _add(kept, replace(participant, evidence=participant.evidence or draft.grounds.evidence))


def _add(kept: Draft, participant: Participant) -> None:
    """Add a participant, or let a weightier capacity of the same one stand."""
    for index, known in enumerate(kept.participants):
        if known.ref == participant.ref and known.role == participant.role:
            return
        if known.ref.entity and known.ref.entity == participant.ref.entity:
            if _FORCE.get(participant.capacity, 0) > _FORCE.get(known.capacity, 0):
                kept.participants[index] = replace(
                    participant, on_behalf_of=participant.on_behalf_of or known.on_behalf_of
                )
            return
    kept.participants.append(participant)


def _event(page: Page, draft: Draft, number: int, numbers: dict[int, int]) -> Event:
    whole = numbers.get(id(draft.part_of))
    return Event(
        id=f"event:{number}",
        event_type=draft.event_type,
        trigger=page.span(draft.token),
        label=label_of(page, draft),
        grounds=draft.grounds,
        plover=draft.plover,
        mode=draft.mode,
        participants=tuple(draft.participants),
        place=draft.place,
        date=draft.time.date,
        start=draft.time.start,
        end=draft.time.end,
        part_of=f"event:{whole}" if whole is not None and whole != number else None,
        event_of=draft.event_of,
        ordinal=draft.ordinal,
        named=draft.named,
    )
