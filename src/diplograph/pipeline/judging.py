"""Decisions of people about identities: making one, taking it back, and carrying them to other stores."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.errors import QueryError
from diplograph.pipeline.profiles import build_profiles
from diplograph.pipeline.quoting import Quoter
from diplograph.pipeline.resolving import apply_log, load_log
from diplograph.pipeline.waiting import find_waiting, held_judgements, merged_pairs
from diplograph.store import Reader, Writer, open_reader, open_writer

if TYPE_CHECKING:
    from diplograph.resolve import Judgement, Judgements
    from diplograph.resolve.judgements import Verdict

__all__ = [
    "Signature",
    "export_judgements",
    "import_judgements",
    "judge",
    "list_log",
    "split",
    "undo",
]

_PATH = re.compile(r"[a-z]+/[^\s<>\"{}|^`\\]+")
_ITEM = "wikidata/"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, when, and why; each may be empty. Nothing is taken from the clock or the machine."""

    by: str = ""
    when: str = ""
    why: str = ""


# -- decisions -----------------------------------------------------------------
def judge(
    store: Path, verdict: Verdict, names: Sequence[str], signature: Signature
) -> tuple[Judgement, list[str]]:
    """Decide about a pair.

    :param names: of the two: IRI, path, label or item of Wikidata; or the short id of a pair that waits
    :returns: the judgement, and what became of the two, in sentences
    :raises NameLookupError: if a name is that of nothing, or of several things
    :raises QueryError: if the two can be no pair
    :raises TableError: if it contradicts earlier judgements
    """
    from diplograph.resolve import Judgement

    with open_writer(store, create=False) as writer:
        log = load_log(store)
        apply_log(writer, log)
        left, right = _find_pair(writer, names, log)
        one = Judgement(left, right, verdict, "", signature.by, signature.when, signature.why)
        before = held_judgements(writer)
        held = before.in_force.get(one.about)
        if held is not None and held.verdict == verdict:
            return held, [f"{left} and {right} were judged so before"]
        merges = _known_merges(writer)
        apply_log(writer, (*log, one), save=True)
        return one, _describe(before, held_judgements(writer), merges, _known_merges(writer))


def split(
    store: Path, name: str, articles: Iterable[str], signature: Signature
) -> tuple[list[Judgement], list[str]]:
    """Say that what articles call as a thing is called is another thing.

    :param articles: keys, ids, addresses or origins
    :raises StoreError: if there is no such article
    :raises QueryError: if an article does not speak of the thing
    """
    from diplograph.resolve import Judgement

    with open_writer(store, create=False) as writer:
        log = load_log(store)
        in_force = apply_log(writer, log)
        before = held_judgements(writer)
        merged = writer.identities.merged
        id = merged(before.entity(_find_one(writer, name, log), ""))
        made: list[Judgement] = []
        for article in articles:
            key = _find_article(writer, article)
            asked = Quoter(writer, in_force).asked(key)
            raw = sorted(one for one in asked if merged(before.entity(one, key)) == id)
            if not raw:
                raise QueryError(
                    f"the article {key} does not speak of {id}", fix="see: diplograph show " + id
                )
            made += [
                Judgement(one, one, "negative", key, signature.by, signature.when, signature.why)
                for one in raw
            ]
        apply_log(writer, (*log, *made), save=True)
        after = held_judgements(writer)
        return made, [
            f"{one.left} of the article {one.article} is now {after.entity(one.left, one.article)}"
            for one in made
        ]


def undo(store: Path, names: Sequence[str], signature: Signature) -> tuple[Judgement, list[str]]:
    """Take a judgement back, as if it had never been made; the log keeps that it was.

    :param names: of the pair, or the short id of one; none is the latest judgement in force
    :raises QueryError: if there is no such judgement
    """
    with open_writer(store, create=False) as writer:
        log = load_log(store)
        apply_log(writer, log)
        before = held_judgements(writer)
        held = [one for one in before.log if before.in_force.get(one.about) is one]
        if names:
            held = [one for one in held if _is_named(writer, one, names, log)]
        if not held:
            raise QueryError(
                "there is no such judgement in force", where=str(store), fix="see: diplograph resolve log"
            )
        last = held[-1]
        back = replace(last, verdict="retracted", by=signature.by, when=signature.when, why=signature.why)
        merges = _known_merges(writer)
        apply_log(writer, (*log, back), save=True)
        return last, _describe(before, held_judgements(writer), merges, _known_merges(writer))


def _is_named(reader: Reader, one: Judgement, names: Sequence[str], log: Iterable[Judgement]) -> bool:
    from diplograph.resolve.candidates import Candidate

    if len(names) == 1 and names[0] == Candidate.pair_id(one.left, one.right):
        return True
    return {_find_one(reader, name, log) for name in names} <= {one.left, one.right}


def _known_merges(reader: Reader) -> dict[str, str]:
    """What rules have merged: ids to those in their place."""
    rows = [id for row in reader.identities.iter_rules("positive") for id in (row.one, row.other)]
    return {id: new for id in rows if (new := reader.identities.merged(id)) != id}


def _describe(
    before: Judgements, after: Judgements, merged_before: dict[str, str], merged_after: dict[str, str]
) -> list[str]:
    """What changed, in sentences."""
    old, new = merged_before | before.redirects(), merged_after | after.redirects()
    lines = [f"{id} is now {new[id]}" for id in sorted(new) if old.get(id) != new[id]]
    lines += [f"{id} stands for itself again" for id in sorted(old) if id not in new]
    for id in sorted(after.changed(before)):
        if after.entity(id, "") == id and before.wikidata(id) != after.wikidata(id):
            item = after.wikidata(id)
            lines.append(f"{id} is linked to {item}" if item else f"{id} is linked to no item any more")
    return lines


# -- from what a person types to ids -------------------------------------------
def _find_pair(reader: Reader, names: Sequence[str], log: Iterable[Judgement]) -> tuple[str, str]:
    if len(names) == 1:
        pairs = [
            (pair.id, pair.left[0], pair.right[0]) for pair in find_waiting(reader, held_judgements(reader))
        ]
        pairs += merged_pairs(reader)
        found = [(left, right) for id, left, right in pairs if id == names[0]]
        if not found:
            raise QueryError(
                f"no pair {names[0]!r} waits or was merged by a rule",
                where=str(reader.path),
                fix="see: diplograph resolve list, diplograph resolve merged; or name both things",
            )
        return found[0]
    left, right = (_find_one(reader, name, log) for name in names)
    if left == right:
        raise QueryError(f"both names stand for {left}", fix="give the IRI or path of each of the two")
    kinds = {id.partition("/")[0] for id in (left, right)} - {"wikidata"}
    if len(kinds) != 1:
        raise QueryError(
            f"{left} and {right} are of two kinds, so that nobody need judge them",
            fix="give two people, or two bodies",
        )
    return left, right


def _find_one(reader: Reader, text: str, log: Iterable[Judgement]) -> str:
    from diplograph.errors import NameLookupError
    from diplograph.query import find_thing

    judged = {id for one in log for id in (one.left, one.right)}
    id = text.strip().strip("<>").removeprefix(reader.base)
    is_merged = reader.identities.merged(id) != id
    if id in judged or is_merged or (_PATH.fullmatch(id) and reader.find_naming([id])):
        return id
    is_item = re.fullmatch(r"Q[1-9]\d*", id) is not None
    try:
        return find_thing(reader, text).iri.removeprefix(reader.base)
    except NameLookupError:
        if is_item:
            return _ITEM + id
        raise


def _find_article(reader: Reader, name: str) -> str:
    found = reader.find_articles(name)
    if len(found) != 1:
        raise QueryError(
            f"{name!r} is {len(found)} articles", where=str(reader.path), fix="see: diplograph articles"
        )
    return found[0].key


# -- the log -------------------------------------------------------------------
def list_log(store: Path) -> list[tuple[str | int | bool | None, ...]]:
    """Rows of number, verdict, left, right, article, by, when, why, and whether it is in force."""
    with open_reader(store) as reader:
        held = held_judgements(reader)
    rows: list[tuple[str | int | bool | None, ...]] = []
    for number, one in enumerate(held.log, 1):
        about = one.verdict, one.left, one.right, one.article or None
        signed = one.by or None, one.when or None, one.why or None
        rows.append((number, *about, *signed, held.in_force.get(one.about) is one))
    return rows


def export_judgements(store: Path, license_iri: str) -> str:
    """The judgements in force as an SSSOM mapping set."""
    from diplograph.resolve.sssom import render_sssom

    with open_reader(store) as reader:
        labels = {profile.id: profile.names[0] for profile in build_profiles(reader)}
        judgements = held_judgements(reader)
        labels |= {old: labels[new] for old, new in judgements.redirects().items() if new in labels}
        return render_sssom(judgements.in_force.values(), reader.base, labels, license_iri)


def import_judgements(store: Path, text: str, where: str) -> tuple[int, int, list[str]]:
    """Add a mapping set's judgements to the log.

    :returns: how many are new, how many were there already, and why rows were left out
    :raises TableError: if it is no mapping set, or contradicts what is in force
    """
    from diplograph.resolve.sssom import parse_sssom

    with open_writer(store, create=False) as writer:
        log = load_log(store)
        made, left_out = parse_sssom(text, writer.base, where)
        held = held_judgements(writer).in_force
        new = [one for one in made if one.about not in held or held[one.about].verdict != one.verdict]
        _apply_new(writer, log, new)
    return len(new), len(made) - len(new), left_out


def _apply_new(writer: Writer, log: tuple[Judgement, ...], new: Sequence[Judgement]) -> None:
    if new:
        apply_log(writer, (*log, *new), save=True)
    else:
        apply_log(writer, log)
