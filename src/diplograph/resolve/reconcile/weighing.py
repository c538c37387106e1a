"""What follows from a service's candidates: a link, a question for a person, or nothing.

A link needs all of this: the service is certain of one candidate alone; the
candidate is an item of Wikidata of the right kind; our own comparison takes its
name for the thing's; and no other thing has a claim to the item. Two things are
never joined because a service gives them one item, since a service knows names
and not the articles: that they may be one is a question for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from diplograph.reference import Reference
from diplograph.resolve.names import Comparison, compare
from diplograph.resolve.reconcile.protocol import Candidate, Manifest, Question

__all__ = ["RULE", "Asked", "Proposal", "is_about_wikidata", "make_question", "weigh"]

RULE = "rule:reconcile"
ITEM = "wikidata/"
_SPACE = re.compile(r"https?://(www\.)?wikidata\.org/(entity|wiki)/?")
_ID = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d*)")
_ASKED = 3  # candidates that a person is asked about, at most

# What Wikidata calls our kinds, and a thing's state: human, organization; country of citizenship, country.
_CLASSES: Final = {"Person": "Q5", "Organization": "Q43229"}
_STATE_OF: Final = {"Person": "P27", "Organization": "P17"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A thing of the graph that no item is known of.

    :param names: the preferred one first; of a person full ones alone, since a surname could be anybody's
    :param states: items of the states it belongs to or acts for, sorted
    """

    id: str
    kind: Literal["Person", "Organization"]
    names: tuple[str, ...]
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A judgement that follows from the service's answers.

    :param left: the thing's id
    :param right: "wikidata/" and an item, or another thing's id that may be the same
    :param verdict: "positive" for a link, "unsure" for what a person should look at
    """

    left: str
    right: str
    verdict: Literal["positive", "unsure"]
    why: str


@dataclass(frozen=True, slots=True)
class _Weighed:
    item: str
    certain: bool
    why: str


def is_about_wikidata(manifest: Manifest) -> bool:
    """Whether the service's ids are items of Wikidata, which are all that a thing is linked to."""
    return _SPACE.fullmatch(manifest.identifier_space) is not None


def make_question(thing: Asked) -> Question:
    """What to ask about a thing."""
    states = tuple((_STATE_OF[thing.kind], state) for state in thing.states)
    return Question(thing.names[0], (_CLASSES[thing.kind],), states)


def weigh(
    answers: Iterable[tuple[Asked, tuple[Candidate, ...]]],
    service: str,
    reference: Reference,
    *,
    vouched: bool = False,
    linked: Mapping[str, str] | None = None,
) -> list[Proposal]:
    """What follows from all answers together, whatever their order.

    :param service: how reasons name the service
    :param vouched: whether the user says that the service holds things of the asked kind alone,
        so that a candidate of no stated type may be taken
    :param linked: item to the thing that has it already by a judgement
    """
    weighed = {
        thing.id: list(_weigh_candidates(thing, found, reference, vouched)) for thing, found in answers
    }
    claimants: dict[str, set[str]] = {}  # item -> things that may have it
    for id, found in weighed.items():
        for one in found:
            claimants.setdefault(one.item, _owners(one.item, reference, linked or {}))
            if one.certain:
                claimants[one.item].add(id)
    proposals: dict[tuple[str, str], Proposal] = {}
    for id, found in sorted(weighed.items()):
        for one in found:
            for proposal in _propose(id, one, claimants[one.item], service):
                proposals[proposal.left, proposal.right] = proposal
    return [proposal for _, proposal in sorted(proposals.items())]


def _owners(item: str, reference: Reference, linked: Mapping[str, str]) -> set[str]:
    known = reference.by_wikidata(item)
    return {id for id in (known.id if known else None, linked.get(item)) if id is not None}


def _propose(id: str, found: _Weighed, claimants: set[str], service: str) -> Iterator[Proposal]:
    why = f"{service}: {found.why}"
    others = sorted(claimants - {id})
    if not others:
        yield Proposal(id, ITEM + found.item, "positive" if found.certain else "unsure", why)
        return
    yield Proposal(id, ITEM + found.item, "unsure", f"{why}; so may be {', '.join(others[:_ASKED])}")
    if found.certain:  # each is compared with the first, and not with all
        first, *rest = sorted(claimants)
        for other in rest if id == first else [first]:
            low, high = sorted((id, other))
            yield Proposal(low, high, "unsure", f"{service}: both may be {found.item}")


def _weigh_candidates(
    thing: Asked, found: tuple[Candidate, ...], reference: Reference, vouched: bool
) -> Iterator[_Weighed]:
    """The candidates worth a thought, the best first; one that is certain comes alone."""
    certain = {one.id for one in found if one.match}
    kept = []
    for one in sorted(found, key=lambda one: (not one.match, -one.score, one.id)):
        item, right = _ID.fullmatch(one.id), _is_kind(one, thing.kind)
        named = _compare(thing, one.name, reference)
        if item is None or right is False or not (named.same or one.match):
            continue
        doubts = [] if named.same else [f"the names differ ({named.why})"]
        if right is None and not vouched:
            doubts.append("it does not say what kind of thing that is")
        if not one.match:
            doubts.append("it is not certain")
        elif len(certain) > 1:
            doubts.append(f"it is certain of {len(certain)} candidates")
        why = f"{one.name!r}, score {one.score:g}, names alike {named.score:.2f}"
        kept.append(_Weighed(item[1], not doubts, "; ".join([why, *doubts])))
    sure = [one for one in kept if one.certain]
    yield from sure or kept[:_ASKED]


def _is_kind(candidate: Candidate, kind: str) -> bool | None:
    """Whether a candidate is of this kind; None where its types leave that open.

    Bodies have thousands of classes, of which the service was asked for those below organization.
    """
    if not candidate.types:
        return None
    is_person = _CLASSES["Person"] in candidate.types
    return is_person if kind == "Person" else not is_person


def _compare(thing: Asked, name: str, reference: Reference) -> Comparison:
    compared = [compare(own, name, thing.kind, reference) for own in thing.names]
    return max(compared, key=lambda one: (one.same, one.score))
