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
from typing import NamedTuple

from diplograph.resolve.groups import Evidence, Group, Judge, Person, is_contested
from diplograph.resolve.judgements import Judgement

__all__ = ["Decided", "Person", "decide"]

_ENOUGH = 2.0
_MARGIN = 1.0  # by which one must fit better than another that it cannot be too
_RARE = 8  # articles that name somebody, rounded down to a power of two
_SHARE = 4  # else one in so many of them names a person of this name
_ROUNDS = 5
_TRIED = 8  # that somebody without any evidence is compared with
_CROWD = 50  # groups that may share a trait and not be one; with more of them it tells nothing


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
    groups = [Group.of(person, found.of(person)) for person in sorted(found.people, key=lambda one: one.id)]
    made: list[Judgement] = []
    judge = Judge(apart, contested=is_contested(groups, apart))
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
def _join(groups: list[Group], judge: Judge, made: list[Judgement]) -> list[Group]:
    """Put each group to the one before it that it fits, if it fits just one."""
    kept: list[Group] = []
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


def _choose(fitting: list[tuple[Evidence, int]], kept: list[Group], judge: Judge) -> int | None:
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


def _iter_unsure(groups: list[Group], judge: Judge) -> Iterator[Judgement]:
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


def _judgement(left: Group, right: Group, verdict: str, found: Evidence) -> Judgement:
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
