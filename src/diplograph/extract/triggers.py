"""The words that name events, from data/lexicon/triggers.csv, looked up by lemma.

A trigger is found with one dictionary look-up a word; its needs are then
checked against the arguments that the parse gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from diplograph.lexicon import Row, cached, rows_of

__all__ = [
    "Need",
    "Slot",
    "Trigger",
    "load_parts",
    "load_triggers",
    "triggers_at",
    "word_classes",
]

KINDS: Final = frozenset(
    {"any", "none", "person", "human", "official", "name", "place", "state", "body", "document"}
)
_PHRASE: Final = 3
_POS: Final = {"VERB": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}


@dataclass(frozen=True, slots=True)
class Need:
    """What must stand in a slot.

    :param kinds: any of KINDS; one suffices
    :param words: lemmas; one suffices
    """

    slot: str
    kinds: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place among a trigger's arguments; with ``person`` only what can act counts."""

    name: str
    person: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """One reading of a word that names an event; see the table's own header for its columns."""

    lemma: str
    before: tuple[str, ...]
    particle: str | None
    pos: str
    plural: bool
    needs: tuple[Need, ...]
    event_type: str
    plover: str | None
    mode: str | None
    actor: tuple[Slot, ...]
    recipient: tuple[Slot, ...]
    actor_capacity: str
    recipient_capacity: str


@cached
def word_classes() -> Mapping[str, frozenset[str]]:
    """The classes of words that needs may name."""
    rows = rows_of("event-words")
    return {row["class"]: frozenset({row["class"], *row.many("words")}) for row in rows}


@cached
def load_triggers() -> Mapping[tuple[str, str], tuple[Trigger, ...]]:
    """All triggers by lemma and part of speech, the most particular first.

    :raises diplograph.errors.TableError: if the table has bad rows
    """
    index: dict[tuple[str, str], list[Trigger]] = {}
    for row in rows_of("triggers"):
        trigger = _parse(row)
        index.setdefault((trigger.lemma, trigger.pos), []).append(trigger)
    for found in index.values():
        found.sort(key=lambda t: -_weight(t))
    return {key: tuple(found) for key, found in index.items()}


@cached
def load_parts() -> Mapping[tuple[str, str], str]:
    """Capacity by verb and slot, of those who take part in an event that a noun names."""
    rows = rows_of("parts")
    return {(row["verb"], row["slot"]): row["capacity"] for row in rows}


def triggers_at(token: Token) -> Iterator[Trigger]:
    """The readings this word may have, needs still unchecked, the most particular first."""
    pos = _POS.get(token.pos_)
    if pos is None:
        return
    lemma = token.lower_ if pos == "adj" else token.lemma_.lower()
    particle: str | None = ""
    for trigger in load_triggers().get((lemma, pos), ()):
        if trigger.particle is not None:
            if particle == "":
                particle = _particle(token)
            if particle != trigger.particle:
                continue
        elif pos == "verb" and not trigger.needs and _has_particle(token):
            continue  # "picked up": another verb
        elif trigger.before and not _follows(token, trigger.before):
            continue
        if trigger.plural and token.tag_ not in ("NNS", "NNPS"):
            continue
        yield trigger


def _weight(trigger: Trigger) -> int:
    needs = sum(2 if need.words else 1 for need in trigger.needs)
    return 4 * (len(trigger.before) + (trigger.particle is not None)) + needs + trigger.plural


def _particle(verb: Token) -> str | None:
    for child in verb.children:
        if child.dep_ == "prt" or (
            child.i == verb.i + 1 and child.dep_ in ("advmod", "prep", "acomp", "oprd")
        ):
            return child.lower_
    return None


def _has_particle(verb: Token) -> bool:
    return any(child.dep_ == "prt" for child in verb.children)


def _follows(token: Token, before: tuple[str, ...]) -> bool:
    start = token.i - len(before)
    return start >= 0 and all(
        word in (other.lower_, other.lemma_)
        for word, other in zip(before, token.doc[start : token.i], strict=True)
    )


def _parse(row: Row) -> Trigger:
    words = row["trigger"].split()
    is_noun = row["pos"] == "noun"
    needs = row["needs"].split()
    phrase = not is_noun and len(words) == _PHRASE
    if phrase:
        needs.append(f"{words[1]}={words[2]}")  # "put on trial", "bring to justice"
    return Trigger(
        lemma=words[-1] if is_noun else words[0],
        before=tuple(words[:-1]) if is_noun else (),
        particle=None if is_noun or phrase or len(words) == 1 else words[1],
        pos=row["pos"],
        plural="pl" in needs,
        needs=tuple(_need(need) for need in needs if need != "pl"),
        event_type=row["event_type"],
        plover=row["plover"] or None,
        mode=row["mode"] or None,
        actor=tuple(_slot(name) for name in row.many("actor")),
        recipient=tuple(_slot(name) for name in row.many("recipient")),
        actor_capacity=row["actor_capacity"],
        recipient_capacity=row["recipient_capacity"],
    )


def _need(text: str) -> Need:
    slot, _, values = text.partition("=")
    kinds: set[str] = set()
    words: set[str] = set()
    for value in values.split("/"):
        if value in KINDS:
            kinds.add(value)
        if value not in ("any", "none", "person", "human", "official", "name", "place"):
            words |= word_classes().get(value, frozenset({value}))
    return Need(slot, frozenset(kinds), frozenset(words))


def _slot(text: str) -> Slot:
    name, _, person = text.partition("=")
    return Slot(name, bool(person))
