"""What is wrong with the tables, in words for the person who edits them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from diplograph.lexicon import Column, check_table, load_table
from diplograph.reference.fold import fold
from diplograph.reference.load import load_reference_from
from diplograph.reference.lookup import Reference
from diplograph.reference.records import Known, KnownTenure
from diplograph.reference.tables import TABLES

__all__ = ["Problem", "check_reference"]

_ALLOWED = {"kind": Column(required=True), "key": Column(required=True), "reason": Column(required=True)}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend.

    :param kind: "row", "alias", "cycle", "overlap", "dangling", "wikidata", "tenure"
    :param key: what it is about, as it would stand in allowed.csv
    """

    kind: str
    key: str
    what: str


def check_reference(folder: Path) -> tuple[Problem, ...]:
    """Everything wrong with the tables of a folder, except what allowed.csv accepts with a reason.

    A reason for something that is no longer wrong is itself reported.

    :raises diplograph.errors.TableError: if a table is missing
    """
    rows = tuple(_iter_bad_rows(folder))
    if rows:
        return rows
    reference = load_reference_from(folder)
    found = [
        *_iter_shared_names(reference),
        *_iter_shared_wikidata(reference),
        *_iter_cycles(reference),
        *_iter_dangling(reference),
        *_iter_bad_tenures(reference),
        *_iter_overlaps(reference),
    ]
    allowed = {(row["kind"], row["key"]) for row in load_table(folder / "allowed.csv", _ALLOWED)}
    stale = sorted(allowed - {(problem.kind, problem.key) for problem in found})
    found = [problem for problem in found if (problem.kind, problem.key) not in allowed]
    found += [
        Problem("allowed", key, f"allowed.csv excuses a {kind} that is not there") for kind, key in stale
    ]
    return tuple(sorted(found, key=lambda problem: (problem.kind, problem.key, problem.what)))


def _iter_bad_rows(folder: Path) -> Iterator[Problem]:
    for name, columns in TABLES.items():
        for _, what in check_table(folder / f"{name}.csv", columns):
            yield Problem("row", f"{name}.csv", what)


def _iter_shared_names(reference: Reference) -> Iterator[Problem]:
    """English names and acronyms that two things of one kind bear.

    Bodies of different states may share one: every country has its Supreme Court.
    """
    bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for thing in reference:
        english = (name.text for name in thing.names if name.language in (None, "en"))
        for name in {fold(one) for one in (thing.name, *english, *thing.acronyms)}:
            bearers[thing.kind, name].add(thing.id)
    for (kind, name), ids in sorted(bearers.items()):
        states = {one.state for id in ids if (one := reference.get(id)) is not None and one.state}
        if len(ids) > 1 and not (kind == "Organization" and len(states) == len(ids)):
            yield Problem("alias", name, f"{name!r} is a name of {' and '.join(sorted(ids))}")


def _iter_shared_wikidata(reference: Reference) -> Iterator[Problem]:
    bearers: dict[str, set[str]] = defaultdict(set)
    for thing in reference:
        if thing.wikidata:
            bearers[thing.wikidata].add(thing.id)
    for wikidata, ids in sorted(bearers.items()):
        if len(ids) > 1:
            yield Problem("wikidata", wikidata, f"{wikidata} stands for {' and '.join(sorted(ids))}")


def _iter_cycles(reference: Reference) -> Iterator[Problem]:
    """Institutions that are above themselves, by parent or by what they replaced."""
    for column in ("parent", "replaced"):
        above = {thing.id: _above(thing, column) for thing in reference if thing.kind == "Organization"}
        for start in sorted(above):
            seen, at = [start], above[start]
            while at is not None and at not in seen:
                seen.append(at)
                at = above.get(at)
            if at == start and start == min(seen):
                yield Problem("cycle", start, f"{column}: {' > '.join([*seen, start])}")


def _above(thing: Known, column: str) -> str | None:
    return thing.organization if column == "parent" else thing.facts.get("replaced")


def _iter_dangling(reference: Reference) -> Iterator[Problem]:
    """Ids that are used but not defined."""
    for thing in reference:
        used = [thing.state, thing.organization, thing.facts.get("replaced")]
        used += thing.facts.get("successors", "").split("|")
        for id in used:
            if id and reference.get(id) is None:
                yield Problem("dangling", thing.id, f"{thing.id} refers to {id}, which no table has")
    for name, ids in reference.names().items():
        for id in ids:
            if reference.get(id) is None:
                yield Problem("dangling", name, f"{name!r} stands for {id}, which no table has")


def _iter_bad_tenures(reference: Reference) -> Iterator[Problem]:
    for tenure in reference.all_tenures:
        key = f"{tenure.person} {tenure.post}"
        for id in (tenure.person, tenure.post):
            if reference.get(id) is None:
                yield Problem("tenure", key, f"{key}: no table has {id}")
        if tenure.start and tenure.end and tenure.end < tenure.start[: len(tenure.end)]:
            yield Problem("tenure", key, f"{key}: ends {tenure.end} before it starts {tenure.start}")


def _iter_overlaps(reference: Reference) -> Iterator[Problem]:
    """Two people in a post for one, at a time that both tenures certainly cover."""
    by_post: dict[str, list[KnownTenure]] = defaultdict(list)
    for tenure in reference.all_tenures:
        post = reference.get(tenure.post)
        role = reference.roles.get(post.role or "") if post is not None else None
        if role is not None and role.one_holder and tenure.start:
            by_post[tenure.post].append(tenure)
    for post_id, held in sorted(by_post.items()):
        held.sort(key=lambda one: (one.start or "", one.person))
        for index, first in enumerate(held):
            for second in held[index + 1 :]:
                if first.person != second.person and _overlap(first, second):
                    key = f"{post_id} {first.person} {second.person}"
                    yield Problem("overlap", key, f"{post_id}: {_told(first)} and {_told(second)}")


def _told(tenure: KnownTenure) -> str:
    return f"{tenure.person} ({tenure.start} to {tenure.end or 'open'})"


def _overlap(first: KnownTenure, second: KnownTenure) -> bool:
    """Whether the second, who began later, began before the first ended, at the precision of both dates."""
    if first.end is None:
        return True
    start = second.start or ""
    width = min(len(first.end), len(start))
    return start[:width] < first.end[:width]
