"""Give the entities and events of a reading other ids, merging those that become one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from diplograph.model import (
    Drop,
    Entity,
    Event,
    Grounds,
    Holding,
    Mention,
    Name,
    Participant,
    Reading,
    Ref,
    Relation,
    Statement,
)

__all__ = ["merge_entities", "rewrite_reading"]


@dataclass
class _Rewriter:
    """Maps old ids to new ones; what has no new id is dropped, and why is noted."""

    entities: Mapping[str, str]
    events: Mapping[str, str]
    drops: list[Drop] = field(default_factory=list)

    def id(self, old: str | None) -> str | None:
        return self.entities.get(old) if old else None

    def ref(self, old: Ref, what: str) -> Ref | None:
        """The new reference; a word that stands for nothing named is kept so.

        "They", "the protesters": an annotation shows them; the graph leaves them out and says so.
        """
        new = self.id(old.entity)
        if new is not None or not old.entity:
            return Ref(new or "", old.span)
        self.drops.append(Drop(f"{what} names an unknown entity {old.entity}", old.span))
        return None

    def grounds(self, old: Grounds, kept: frozenset[str]) -> Grounds:
        chain = tuple(new for one in old.attributed_to if (new := self.id(one)) is not None)
        statement = old.statement if old.statement in kept else None
        return replace(old, attributed_to=chain, statement=statement)

    def mention(self, old: Mention) -> Mention:
        return replace(old, entity=self.id(old.entity))

    def holding(self, old: Holding, kept: frozenset[str]) -> Holding | None:
        person = self.ref(old.person, "holder of a post")
        post = self.ref(old.post, "post")
        if person is None or post is None:
            return None
        return replace(
            old,
            person=person,
            post=post,
            grounds=self.grounds(old.grounds, kept),
            predecessor=self.id(old.predecessor),
            successor=self.id(old.successor),
        )

    def relation(self, old: Relation, kept: frozenset[str]) -> Relation | None:
        subject = self.ref(old.subject, f"subject of {old.predicate}")
        object = self.ref(old.object, f"object of {old.predicate}") if old.object is not None else None
        if subject is None or (old.object is not None and object is None):
            return None
        if object is not None and object.entity and object.entity == subject.entity:
            self.drops.append(
                Drop(f"{old.predicate} joins {subject.entity} with itself", old.grounds.evidence)
            )
            return None
        return replace(old, subject=subject, object=object, grounds=self.grounds(old.grounds, kept))

    def participant(self, old: Participant) -> Participant | None:
        ref = self.ref(old.ref, "participant")
        if ref is None:
            return None
        return replace(old, ref=ref, post=self.id(old.post), on_behalf_of=self.id(old.on_behalf_of))

    def event(self, old: Event, kept: frozenset[str]) -> Event:
        parts = (self.participant(one) for one in old.participants)
        part_of = self.events.get(old.part_of) if old.part_of else None
        new = self.events[old.id]
        return replace(
            old,
            id=new,
            participants=tuple(part for part in parts if part is not None),
            place=self.ref(old.place, "place of an event") if old.place is not None else None,
            part_of=part_of if part_of != new else None,
            event_of=self.id(old.event_of),
            grounds=self.grounds(old.grounds, kept),
        )

    def statement(self, old: Statement) -> Statement | None:
        speaker = self.ref(old.speaker, "speaker of a statement")
        if speaker is None:
            return None
        return replace(
            old,
            speaker=speaker,
            made_at=self.events.get(old.made_at) if old.made_at else None,
            addressed_to=self.id(old.addressed_to),
        )


def rewrite_reading(reading: Reading, entities: Mapping[str, Entity], events: Mapping[str, str]) -> Reading:
    """The reading with every id replaced.

    A claim whose person, post, subject or speaker has no new id is left out
    and noted among the drops.

    :param entities: old id to the entity it becomes; several old ids may become one
    :param events: old event id to its new one
    """
    rewriter = _Rewriter({old: new.id for old, new in entities.items()}, events)
    spoken = [one for old in reading.statements if (one := rewriter.statement(old)) is not None]
    kept = frozenset(one.id for one in spoken)
    holdings = (rewriter.holding(old, kept) for old in reading.holdings)
    relations = (rewriter.relation(old, kept) for old in reading.relations)
    new = replace(
        reading,
        mentions=tuple(rewriter.mention(one) for one in reading.mentions),
        entities=merge_entities(entities.values()),
        holdings=tuple(one for one in holdings if one is not None),
        relations=tuple(one for one in relations if one is not None),
        events=tuple(rewriter.event(old, kept) for old in reading.events),
        statements=tuple(replace(one, grounds=rewriter.grounds(one.grounds, kept)) for one in spoken),
    )
    return replace(new, drops=(*reading.drops, *rewriter.drops))


def merge_entities(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """One entity per id, by id: those with the same id become one with the names of all.

    The label is the reference's where one of them has it, else the longest; a
    field that only one of them has is kept, and where they differ the lower value.
    """
    groups: dict[str, list[Entity]] = {}
    for entity in entities:
        groups.setdefault(entity.id, []).append(entity)
    return tuple(_merged(groups[id]) for id in sorted(groups))


def _merged(same: list[Entity]) -> Entity:
    if len(same) == 1:
        return same[0]
    first = min(same, key=lambda one: (one.reference is None, -len(one.name), one.name))
    names = {name for one in same for name in one.names}
    names |= {Name(one.name) for one in same if one.name != first.name}
    names = {name for name in names if name.text != first.name}
    former = tuple(sorted({id for one in same for id in one.formerly} - {first.id}))
    single: dict[str, Any] = {column: _one(getattr(one, column) for one in same) for column in _SINGLE}
    ordered = sorted(names, key=lambda name: (name.text, name.language or ""))
    return replace(first, names=tuple(ordered), formerly=former, **single)


_SINGLE = (
    "acronym", "state", "organization", "role", "identifier", "subtype", "reference", "wikidata", "gender",
)  # fmt: skip


def _one(values: Iterable[str | None]) -> str | None:
    return min((value for value in values if value is not None), default=None)
