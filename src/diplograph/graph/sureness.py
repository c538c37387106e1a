"""Leave out what is less sure than asked for, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from diplograph.model import Drop, Event, Holding, Reading, Relation, Statement

__all__ = ["keep_sure", "unsure_reason"]

_Claim = TypeVar("_Claim", Holding, Relation, Event, Statement)


def unsure_reason(minimum: float) -> str:
    """Why a claim of lower confidence is left out, as its drop says."""
    return f"confidence below {minimum:g}"


def keep_sure(reading: Reading, minimum: float) -> tuple[Reading, list[Drop]]:
    """A reading without the claims whose confidence is below the minimum, and a drop for each of those.

    What is kept may have pointed at what is not: an event then is part of nothing, a statement is made
    nowhere, and a claim stands in no statement, though it stays attributed to its speaker.

    :param minimum: in [0, 1]; a claim of just this confidence is kept
    """
    drops: list[Drop] = []

    def sure(claims: Iterable[_Claim]) -> list[_Claim]:
        kept = []
        for claim in claims:
            if claim.grounds.confidence < minimum:
                drops.append(Drop(unsure_reason(minimum), claim.grounds.evidence))
            else:
                kept.append(claim)
        return kept

    events, statements = sure(reading.events), sure(reading.statements)
    happened, said = {event.id for event in events}, {statement.id for statement in statements}

    def grounded(claims: Iterable[_Claim]) -> tuple[_Claim, ...]:
        return tuple(
            replace(claim, grounds=replace(claim.grounds, statement=None))
            if claim.grounds.statement is not None and claim.grounds.statement not in said
            else claim
            for claim in claims
        )

    events = [replace(e, part_of=None) if e.part_of and e.part_of not in happened else e for e in events]
    statements = [
        replace(s, made_at=None) if s.made_at and s.made_at not in happened else s for s in statements
    ]
    kept = replace(
        reading,
        holdings=grounded(sure(reading.holdings)),
        relations=grounded(sure(reading.relations)),
        events=grounded(events),
        statements=grounded(statements),
    )
    return kept, drops
