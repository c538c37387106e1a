"""People taken for one, and how much speaks for two such groups being one; see ``rules``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from diplograph.resolve.names import compare
from diplograph.resolve.traces import Trace

__all__ = ["Evidence", "Group", "Judge", "Person", "is_contested"]

_YEARS = 10  # between the nearest acts of one person, at most
_SAME_TIME = 2
_MANY = 500  # ids of a block beyond which people's judgements alone do not show that it is contested
_AGREED = ("states", "heads", "parties", "colours")  # sets of which those of one person share something
_NAME = "name/"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody under one id, which judgements of people have settled.

    :param seen: the trace of each article, by its key
    :param near: what those articles name besides, by key
    :param blocks: the block of names in which each article has them, by key
    """

    id: str
    seen: dict[str, Trace]
    near: dict[str, tuple[str, ...]]
    blocks: dict[str, str] = field(default_factory=dict)


# -- groups ----------------------------------------------------------------------
@dataclass(slots=True)
class Group:
    """People taken for one, with all that is known of them."""

    ids: list[str]
    names: set[str]
    keys: set[str]
    years: set[int]
    near: set[str]
    sets: dict[str, set[str]]
    # what any two of them must agree in, once for all that say the same
    signs: set[tuple[frozenset[str], ...]]
    genders: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, person: Person, near: frozenset[str]) -> Group:
        """One person alone.

        :param near: what tells them from namesakes, of all that is named with them
        """
        traces = list(person.seen.values())
        sets = {
            kind: {value for one in traces for value in getattr(one, kind)}
            for kind in ("offices", "ranks", "bodies", *_AGREED)
        }
        sign = tuple(frozenset(sets[kind]) for kind in _AGREED)
        return cls(
            [person.id],
            {name for one in traces for name in one.names},
            set(person.seen),
            {one.year for one in traces if one.year is not None},
            set(near),
            sets,
            {sign},
            {one.gender for one in traces if one.gender is not None},
        )

    @property
    def rank(self) -> tuple[int, str]:
        """Who has most to be recognized by comes first."""
        told = len(self.near) + sum(len(self.sets[kind]) for kind in ("offices", "bodies", "states"))
        return -told, min(self.ids)

    def traits(self) -> Iterator[str]:
        """Whatever, shared with another, speaks for their being one."""
        yield from self.near
        for kind in ("offices", "ranks", "bodies"):
            yield from (f"{kind} {value}" for value in self.sets[kind])

    def take(self, other: Group) -> None:
        """Make the other part of this one."""
        self.ids += other.ids
        for name in ("names", "keys", "years", "near", "signs", "genders"):
            getattr(self, name).update(getattr(other, name))
        for kind, values in other.sets.items():
            self.sets[kind] |= values


# -- a pair ----------------------------------------------------------------------
class Evidence(NamedTuple):
    """What speaks for a pair: how much of each kind, and in words."""

    weights: dict[str, float]
    reasons: list[str]

    def add(self, kind: str, weight: float, why: str) -> None:
        """Note a kind of evidence; one of no weight is none."""
        if weight:
            self.weights[kind] = weight
            self.reasons.append(why)

    @property
    def total(self) -> float:
        """All of it together."""
        return sum(self.weights.values())


class Judge:
    """Weighs pairs of groups.

    :param apart: whether a person judged that two ids are not, or may not be, one
    :param contested: whether several people certainly have the name
    """

    def __init__(self, apart: Callable[[str, str], bool], *, contested: bool) -> None:
        self._apart = apart
        self._contested = contested

    def weigh(self, one: Group, other: Group) -> Evidence:
        """What speaks for their being one; whether anything contradicts it is another question."""
        found = Evidence({}, [])
        both = {kind: one.sets[kind] & other.sets[kind] for kind in one.sets}
        offices = both["offices"] or both["ranks"]
        if offices:
            found.add("office", 2.0 if both["offices"] else 1.5, f"both are {_listed(offices)}")
        elif one.sets["offices"] and other.sets["offices"]:
            found.weights["other offices"] = -0.5
        near = one.near & other.near
        people = {name for name in near if name.startswith(_NAME)}
        things = near - people - both["bodies"]
        found.add("company", min(2.0, len(people)), f"both named together with {_listed(people)}")
        if both["bodies"]:
            found.add("body", 1.0, f"both in {_listed(both['bodies'])}")
        if not offices and both["states"]:
            found.add("state", 0.5, f"both of {_listed(both['states'])}")
        found.add("things", min(0.75, 0.25 * len(things)), f"both articles on {_listed(things)}")
        gap = _gap(one.years, other.years)
        if gap is not None and gap <= _SAME_TIME and not self._contested:
            found.add("time", 0.5, "at the same time")
        return found

    def may_be_one(self, one: Group, other: Group) -> bool:
        """Whether nothing contradicts that any two of them are one."""
        if one.keys & other.keys or len(one.genders | other.genders) > 1:
            return False
        gap = _gap(one.years, other.years)
        if gap is not None and gap > _YEARS:
            return False
        if any(_clash(left, right) for left in one.signs for right in other.signs):
            return False
        if not all(compare(left, right, "Person").same for left in one.names for right in other.names):
            return False
        return not any(self._apart(left, right) for left in one.ids for right in other.ids)


def is_contested(groups: list[Group], apart: Callable[[str, str], bool]) -> bool:
    """Whether some of a block cannot be one, whoever the others are."""
    genders = {gender for group in groups for gender in group.genders}
    signs = sorted({sign for group in groups for sign in group.signs}, key=lambda one: [*map(sorted, one)])
    names = sorted({name for group in groups for name in group.names})
    ids = sorted({id for group in groups for id in group.ids})
    articles = Counter(key for group in groups for key in group.keys)
    return (
        len(genders) > 1
        or any(count > 1 for count in articles.values())
        or any(_clash(one, other) for one, other in combinations(signs, 2))
        or not all(compare(one, other, "Person").same for one, other in combinations(names, 2))
        or (len(ids) <= _MANY and any(apart(one, other) for one, other in combinations(ids, 2)))
    )


def _gap(one: set[int], other: set[int]) -> int | None:
    """Years between the nearest acts; None where nothing is dated."""
    return min((abs(a - b) for a in one for b in other), default=None)


def _clash(one: tuple[frozenset[str], ...], other: tuple[frozenset[str], ...]) -> bool:
    return any(left and right and not left & right for left, right in zip(one, other, strict=True))


def _listed(values: Iterable[str]) -> str:
    ordered = sorted(
        value.removeprefix(_NAME).title() if value.startswith(_NAME) else value for value in values
    )
    return ", ".join(ordered[:3]) + (f" and {len(ordered) - 3} more" if len(ordered) > 3 else "")
