"""What rests on a resolved pronoun or noun says so, and is trusted less."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from diplograph.extract.page import Page
from diplograph.extract.rules import confidence
from diplograph.model import Event, Grounds, Holding, Ref, Relation, Statement

__all__ = ["weigh"]

_Claim = TypeVar("_Claim", Holding, Relation, Event, Statement)


def weigh(page: Page, claims: Iterable[_Claim]) -> list[_Claim]:
    """Lower the confidence of claims whose people or bodies are words that reference resolved.

    The rule that resolved the word is added to the claim's own: "posts.title+coref.subject"; the
    confidences of both are multiplied.
    """
    rules = {
        (span.start, span.end): rule
        for key, rule in page.grounds_of_reference.items()
        if (span := page.span_of(key)) is not None
    }
    return [_weighed(claim, rules) for claim in claims] if rules else list(claims)


def _weighed(claim: _Claim, rules: dict[tuple[int, int], str]) -> _Claim:
    found = {rule for ref in _refs(claim) if (rule := rules.get((ref.span.start, ref.span.end))) is not None}
    if not found:
        return claim
    weakest = min(sorted(found), key=confidence)
    grounds: Grounds = claim.grounds
    lowered = replace(
        grounds,
        rule=f"{grounds.rule}+{weakest}",
        confidence=round(grounds.confidence * confidence(weakest), 4),
    )
    return replace(claim, grounds=lowered)


def _refs(claim: Holding | Relation | Event | Statement) -> tuple[Ref, ...]:
    if isinstance(claim, Holding):
        return (claim.person,)
    if isinstance(claim, Relation):
        return (claim.subject,) if claim.object is None else (claim.subject, claim.object)
    if isinstance(claim, Event):
        return tuple(participant.ref for participant in claim.participants)
    return (claim.speaker,)
