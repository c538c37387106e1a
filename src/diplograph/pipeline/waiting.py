"""Pairs of things that may be one and wait for a person, and pairs that rules took for one already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.pipeline.imports import held_imports
from diplograph.pipeline.profiles import build_profiles, find_around
from diplograph.pipeline.quoting import Quoted, Quoter
from diplograph.pipeline.resolving import load_log
from diplograph.store import Reader, RuleRow, open_reader

if TYPE_CHECKING:
    from diplograph.resolve import Judgements
    from diplograph.resolve.candidates import Profile

__all__ = ["Waiting", "find_waiting", "held_judgements", "list_merged", "list_waiting", "merged_pairs"]

_SHOWN = 2  # articles that are quoted for each side


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pair that waits for a decision.

    :param id: its short id
    :param score: how sure it is that they are one; None for a pair that a person or service is unsure of
    :param left: id and name of the more prominent one, and its sentences
    """

    id: str
    score: float | None
    left: tuple[str, str]
    right: tuple[str, str]
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    left_quotes: tuple[Quoted, ...] = ()
    right_quotes: tuple[Quoted, ...] = ()


# -- what waits ----------------------------------------------------------------
def list_waiting(store: Path, limit: int | None = None) -> tuple[list[Waiting], int]:
    """Pairs that wait, best first, and how many there are in all.

    Those of one full name are judged unsure in the graph of judgements, too. The
    others, such as a bare surname beside a full name, are not written down
    anywhere: they follow from what the store holds, and so does their order.

    :param limit: of the pairs returned
    """
    with open_reader(store) as reader:
        judgements = held_judgements(reader)
        found = find_waiting(reader, judgements)
        quoter = Quoter(reader, tuple(judgements.in_force.values()))
        shown = [
            replace(
                pair,
                left_quotes=quoter.quote(pair.left[0], _SHOWN),
                right_quotes=quoter.quote(pair.right[0], _SHOWN),
            )
            for pair in found[:limit]
        ]
    return shown, len(found)


def held_judgements(reader: Reader) -> Judgements:
    """The judgements of a store's log."""
    from diplograph.reference.layers import load_with_imports
    from diplograph.resolve import Judgements

    return Judgements(load_log(reader.path), load_with_imports(held_imports(reader)[0]))


def find_waiting(reader: Reader, judgements: Judgements) -> list[Waiting]:
    """Pairs that wait, best first, without their sentences; those that somebody was unsure of lead."""
    from diplograph.resolve.candidates import Candidate, find_candidates

    profiles = build_profiles(reader)
    names = {profile.id: profile.names[0] for profile in profiles}
    unsure = [
        Waiting(
            Candidate.pair_id(one.left, one.right),
            None,
            (one.left, names.get(one.left, one.left)),
            (one.right, names.get(one.right, one.right)),
            (f"{one.why or 'no reason given'} ({one.by or 'unsigned'})",),
            (),
        )
        for one in judgements.in_force.values()
        if one.verdict == "unsure"
    ]
    merged = reader.identities.merged
    decided = {
        frozenset((merged(one.left), merged(one.right)))
        for one in judgements.in_force.values()
        if one.verdict in ("negative", "unsure") and not one.article
    }
    found = find_candidates(profiles, lambda a, b: frozenset((a, b)) in decided, find_around(reader))
    return unsure + [
        Waiting(
            one.id,
            one.score,
            (one.left.id, _name(one.left)),
            (one.right.id, _name(one.right)),
            one.reasons,
            one.doubts,
        )
        for one in found
    ]


def _name(profile: Profile) -> str:
    return profile.names[0]


# -- what rules merged -----------------------------------------------------------
def list_merged(store: Path, limit: int | None = None) -> tuple[list[Waiting], int]:
    """Pairs that rules took for one, with the reason and the sentences, and how many there are in all.

    The ids are those that the two would have if nothing had merged them; where
    more than two are one, the pairs join them all.

    :param limit: of the pairs returned
    """
    with open_reader(store) as reader:
        judgements = held_judgements(reader)
        quoter = Quoter(reader, tuple(judgements.in_force.values()))
        rows = list(reader.identities.iter_rules("positive"))
        shown = [_as_merged(reader, judgements, quoter, row) for row in rows[:limit]]
    return shown, len(rows)


def _as_merged(reader: Reader, judgements: Judgements, quoter: Quoter, row: RuleRow) -> Waiting:
    sides, quotes = [], []
    for id in (row.one, row.other):
        keys = dict(_own_articles(reader, judgements, id, row.block))
        sides.append((id, min(keys.values(), key=lambda name: (-len(name), name), default=id)))
        quotes.append(quoter.quote(reader.identities.merged(id), _SHOWN, keys))
    reasons = (f"{row.why} ({row.rule})",)
    pair = _pair_id(row.one, row.other)
    return Waiting(pair, None, sides[0], sides[1], reasons, (), quotes[0], quotes[1])


def _own_articles(reader: Reader, judgements: Judgements, id: str, block: str) -> Iterator[tuple[str, str]]:
    """Articles that speak of somebody before rules merged anything, and what they call them."""
    from diplograph.resolve.traces import parse_trace

    for row in reader.identities.of_block(block):
        if judgements.entity(row.id, row.key) == id:
            yield row.key, parse_trace(row.trace).names[0]


def merged_pairs(reader: Reader) -> list[tuple[str, str, str]]:
    """Short id and both ids of each pair that a rule took for one."""
    rows = reader.identities.iter_rules("positive")
    return [(_pair_id(row.one, row.other), row.one, row.other) for row in rows]


def _pair_id(left: str, right: str) -> str:
    from diplograph.resolve.candidates import Candidate

    return Candidate.pair_id(left, right)
