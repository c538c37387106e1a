"""Which people of several articles are one: rules merge on strong evidence and leave the rest to people.

Two people may be one where their full names agree (given name and surname by
sound, second names and initials compatible, the same "junior") and nothing
contradicts it: one article that names both, different sexes, offices of
different states, different parties, more than ten years between them, or a
judgement of a person that they are two, or that nobody can tell.

They are one where evidence adds up to at least two:

- ``rule:same-name-and-office``: the same post in the same state or body (2), or
  the same role in the service of the same state (1.5);
- ``rule:same-name-and-company``: each other person, outside the reference and
  named in full, whom both are named together with (1, at most 2);
- ``rule:same-name-and-body``: a party or other body that both belong to (1);
- in support only: the same state (.5, where no office says so); known people,
  bodies, places, documents and events named with both (.25 each, at most .75); and
  no more than two years between them (.5), where nothing shows that several have
  the name. Other posts of the one than of the other speak against it (-.5).

Company says something where it is rare: somebody who is named in sixteen
articles or more counts only where a quarter of those name a person of this name.
Who fits two that cannot be one about equally well is merged with neither.
Where the name agrees and the evidence doesn't suffice, ``rule:same-name`` judges
unsure, and a person decides.

What comes out depends on the traces of the articles and the judgements of
people alone, never on what was merged before, so that no order matters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from diplograph.resolve.judgements import Judgement
from diplograph.resolve.names import compare
from diplograph.resolve.traces import Trace

__all__ = ["Decided", "Person", "decide"]

_ENOUGH = 2.0
_MARGIN = 1.0  # by which one must fit better than another that it cannot be too
_YEARS = 10  # between the nearest acts of one person, at most
_SAME_TIME = 2
_RARE = 8  # articles that name somebody, rounded down to a power of two
_SHARE = 4  # else one in so many of them names a person of this name
_ROUNDS = 5
_TRIED = 8  # that somebody without any evidence is compared with
_CROWD = 50  # groups that may share a trait and not be one; with more of them it tells nothing
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


class Decided(NamedTuple):
    """What follows.

    :param judgements: positive ones, which join all that is merged, and unsure ones
    :param merged: id to the id used in its place
    """

    judgements: tuple[Judgement, ...]
    merged: dict[str, str]


def decide(
    people: Iterable[Person], apart: Callable[[str, str], bool], frequency: Callable[[str], int]
) -> Decided:
    """Decide about people whose names may agree; the same for the same people in any order.

    :param people: all of some blocks of names
    :param apart: whether a person judged that two ids are not, or may not be, one
    :param frequency: in how many articles something is named, rounded down to a power of two
    """
    found = _Company(people, frequency)
    groups = [_Group.of(person, found.of(person)) for person in sorted(found.people, key=lambda one: one.id)]
    made: list[Judgement] = []
    judge = _Judge(apart, contested=_is_contested(groups, apart))
    for _ in range(_ROUNDS):
        before = len(groups)
        groups = _join(groups, judge, made)
        if len(groups) == before:
            break
    merged = {id: min(group.ids) for group in groups for id in group.ids if id != min(group.ids)}
    return Decided((*made, *_iter_unsure(groups, judge)), merged)


# -- company -------------------------------------------------------------------
class _Company:
    """What is rare enough, of all that is named with people of a name, to tell them apart."""

    def __init__(self, people: Iterable[Person], frequency: Callable[[str], int]) -> None:
        self.people = list(people)
        # an article that names two of one block counts once
        keys = {(one.blocks.get(key, ""), key): one.near[key] for one in self.people for key in one.near}
        together = Counter((block, name) for (block, _), names in keys.items() for name in names)
        everywhere = Counter(name for names in keys.values() for name in names)
        self._rare = {
            name
            for (_, name), count in together.items()
            if everywhere[name] > 1 and ((often := frequency(name)) <= _RARE or count * _SHARE >= often)
        }

    def of(self, person: Person) -> frozenset[str]:
        """What tells this person, of all that is named with them."""
        return frozenset(name for names in person.near.values() for name in names if name in self._rare)


# -- groups ----------------------------------------------------------------------
@dataclass(slots=True)
class _Group:
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
    def of(cls, person: Person, near: frozenset[str]) -> _Group:
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

    def take(self, other: _Group) -> None:
        self.ids += other.ids
        for name in ("names", "keys", "years", "near", "signs", "genders"):
            getattr(self, name).update(getattr(other, name))
        for kind, values in other.sets.items():
            self.sets[kind] |= values


def _join(groups: list[_Group], judge: _Judge, made: list[Judgement]) -> list[_Group]:
    """Put each group to the one before it that it fits, if it fits just one."""
    kept: list[_Group] = []
    by_trait: dict[str, list[int]] = defaultdict(list)
    for group in sorted(groups, key=lambda one: one.rank):
        places = {place for trait in group.traits() for place in by_trait.get(trait, ())}
        fits = [(judge.weigh(kept[place], group), place) for place in sorted(places)]
        fitting = sorted(
            ((found, place) for found, place in fits if found.total >= _ENOUGH),
            key=lambda fit: (-fit[0].total, fit[1]),
        )
        fitting = [(found, place) for found, place in fitting if judge.may_be_one(kept[place], group)]
        place = _choose(fitting, kept, judge)
        if place is None:
            place = len(kept)
            kept.append(group)
        else:
            found = next(found for found, other in fitting if other == place)
            made.append(_judgement(kept[place], group, "positive", found))
            kept[place].take(group)
        for trait in group.traits():
            if place not in by_trait[trait] and len(by_trait[trait]) < _CROWD:
                by_trait[trait].append(place)
    return kept


def _choose(fitting: list[tuple[_Evidence, int]], kept: list[_Group], judge: _Judge) -> int | None:
    """The best of those that fit; none where another, which cannot be the same, fits about as well."""
    if not fitting:
        return None
    best, place = fitting[0]
    rivals = (
        other
        for found, other in fitting[1:]
        if best.total - found.total < _MARGIN and not judge.may_be_one(kept[place], kept[other])
    )
    return None if any(True for _ in rivals) else place


def _iter_unsure(groups: list[_Group], judge: _Judge) -> Iterator[Judgement]:
    """Each group that is left beside the one before it which it most likely is."""
    ordered = sorted(groups, key=lambda one: (-len(one.keys), *one.rank))
    by_trait: dict[str, list[int]] = defaultdict(list)
    for place, group in enumerate(ordered):
        places = {other for trait in group.traits() for other in by_trait.get(trait, ())}
        places |= set(range(min(place, _TRIED)))
        ranked = sorted((-judge.weigh(ordered[other], group).total, other) for other in places)
        found = next((other for _, other in ranked if judge.may_be_one(ordered[other], group)), None)
        if found is not None:
            yield _judgement(ordered[found], group, "unsure", judge.weigh(ordered[found], group))
        for trait in group.traits():
            if len(by_trait[trait]) < _CROWD:
                by_trait[trait].append(place)


# -- a pair ----------------------------------------------------------------------
class _Evidence(NamedTuple):
    """What speaks for a pair: how much of each kind, and in words."""

    weights: dict[str, float]
    reasons: list[str]

    def add(self, kind: str, weight: float, why: str) -> None:
        if weight:
            self.weights[kind] = weight
            self.reasons.append(why)

    @property
    def total(self) -> float:
        return sum(self.weights.values())


class _Judge:
    """Weighs pairs of groups.

    :param apart: whether a person judged that two ids are not, or may not be, one
    :param contested: whether several people certainly have the name
    """

    def __init__(self, apart: Callable[[str, str], bool], *, contested: bool) -> None:
        self._apart = apart
        self._contested = contested

    def weigh(self, one: _Group, other: _Group) -> _Evidence:
        """What speaks for their being one; whether anything contradicts it is another question."""
        found = _Evidence({}, [])
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

    def may_be_one(self, one: _Group, other: _Group) -> bool:
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


def _is_contested(groups: list[_Group], apart: Callable[[str, str], bool]) -> bool:
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


def _judgement(left: _Group, right: _Group, verdict: str, found: _Evidence) -> Judgement:
    pair = sorted((min(left.ids), min(right.ids)))
    kinds = [kind for kind in ("office", "company", "body") if kind in found.weights]
    strongest = max(kinds, key=lambda kind: found.weights[kind], default="time")
    rule = f"rule:same-name-and-{strongest}" if verdict == "positive" else "rule:same-name"
    names = sorted({min(left.names, key=_fullest), min(right.names, key=_fullest)})
    why = [f"one name: {' and '.join(names)}", *found.reasons]
    if verdict == "unsure":
        why.append("too little to be sure")
    return Judgement(pair[0], pair[1], verdict, by=rule, why="; ".join(why))  # type: ignore[arg-type]


def _fullest(name: str) -> tuple[int, str]:
    return -len(name), name


def _listed(values: Iterable[str]) -> str:
    ordered = sorted(value.removeprefix(_NAME) for value in values)
    return ", ".join(ordered[:3]) + (f" and {len(ordered) - 3} more" if len(ordered) > 3 else "")
