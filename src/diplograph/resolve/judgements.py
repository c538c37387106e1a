"""What people decided about identities: a log kept apart from the facts, replayed over them.

A judgement says of two ids that they are one thing (positive), are two
(negative), or that nobody can tell yet (unsure). With an article it says that
what this article calls so is another thing (a split). With "wikidata/Q42" as one
of the two it links the other to that item, and leaves its id as it is. The
latest judgement of a
pair counts; "retracted" takes it back as if it had never been made. Nothing in
the graph is ever edited: with the same articles, reference and log the same ids
come out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from diplograph.errors import TableError
from diplograph.reference import Reference
from diplograph.resolve.ids import short_hash

__all__ = ["Judgement", "Judgements", "Verdict", "parse_judgements", "render_judgements", "split_id"]

Verdict = Literal["positive", "negative", "unsure", "retracted"]
_ITEM = "wikidata/"
_COLUMNS = ("left", "right", "article", "verdict", "by", "when", "why")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision.

    :param left: an entity's id ("person/rufus-firefly-5c1d0e2f")
    :param right: the other's, or "wikidata/" and an item; the same as ``left`` for a split
    :param article: key of the article that a split is about, else empty
    :param by: a person's name, or "rule:" and the id of a rule
    :param when: the day, "2024-02-28", as given by whoever decided
    """

    left: str
    right: str
    verdict: Verdict
    article: str = ""
    by: str = ""
    when: str = ""
    why: str = ""

    @property
    def about(self) -> tuple[str, str, str]:
        """The pair and the article, in whatever order the pair was given."""
        low, high = sorted((self.left, self.right))
        return low, high, self.article


class Judgements:
    """A log of judgements in force: which id to use for which.

    :raises TableError: if positive judgements make one thing of two that a negative one keeps apart
    """

    def __init__(self, log: Iterable[Judgement], reference: Reference) -> None:
        self.log = tuple(log)
        self.reference = reference
        latest = {judgement.about: judgement for judgement in self.log}
        self.in_force = {about: one for about, one in sorted(latest.items()) if one.verdict != "retracted"}
        self._splits = {
            (one.left, one.article)
            for one in self.in_force.values()
            if one.article and one.verdict == "negative"
        }
        self._items: dict[str, str] = {}
        self._canonical = self._merge()
        self._check()
        self._groups: dict[str, list[str]] = {}
        for id, kept in sorted(self._canonical.items()):
            self._groups.setdefault(kept, []).append(id)
        self._apart = {
            frozenset((self._of(one.left), self._of(one.right)))
            for one in self.in_force.values()
            if one.verdict in ("negative", "unsure") and not one.article
        }

    def entity(self, id: str, article: str) -> str:
        """The id to use for ``id`` in an article: split off where somebody said so, else merged."""
        if (id, article) in self._splits:
            id = split_id(id, article)
        return self._canonical.get(id, id)

    def wikidata(self, id: str) -> str | None:
        """The item that a thing is linked to; None where nobody linked it.

        :param id: as :meth:`entity` gives it
        """
        return self._items.get(id)

    def is_split(self, id: str, article: str) -> bool:
        """Whether somebody said that what an article calls so is another."""
        return (id, article) in self._splits

    def group(self, id: str) -> list[str]:
        """All that people joined with a thing, itself among them; empty where nobody did."""
        return self._groups.get(self._of(id), [])

    def are_apart(self, left: str, right: str) -> bool:
        """Whether no rule may join two: somebody said that they are two, or that nobody can tell.

        :param left: an id as :meth:`entity` gives it
        """
        items = {self._items.get(left), self._items.get(right)} - {None}
        return frozenset((left, right)) in self._apart or len(items) > 1

    def redirects(self) -> dict[str, str]:
        """Ids no longer used, to those that replace them."""
        return {
            old: new
            for old, new in sorted(self._canonical.items())
            if old != new and not old.startswith(_ITEM)
        }

    def changed(self, before: Judgements) -> set[str]:
        """Ids that stand for something else than they did before, under their old names and their new."""
        found: set[str] = set()
        places = {(id, "") for log in (self, before) for id in log._canonical}
        for id, article in sorted(places | self._splits | before._splits):
            old, new = before.entity(id, article), self.entity(id, article)
            if old != new or before.wikidata(old) != self.wikidata(new):
                found |= {id, old, new}
        return {id for id in found if not id.startswith(_ITEM)}

    def verdict(self, left: str, right: str) -> Verdict | None:
        """What was decided about a pair, or follows from what was; None where nothing was."""
        low, high = sorted((left, right))
        found = self.in_force.get((low, high, ""))
        if found is not None:
            return found.verdict
        return "positive" if self._of(left) == self._of(right) else None

    def _of(self, id: str) -> str:
        return self._canonical.get(id, id)

    def _merge(self) -> dict[str, str]:
        groups: dict[str, set[str]] = {}
        for one in self.in_force.values():
            if one.verdict == "positive" and one.left != one.right:
                joined = groups.get(one.left, {one.left}) | groups.get(one.right, {one.right})
                groups.update(dict.fromkeys(joined, joined))
        canonical = {id: min(group, key=self._rank) for id, group in groups.items()}
        for id in sorted(id for id in canonical if id.startswith(_ITEM)):
            kept = canonical[id]
            known = self.reference.get(kept)
            item = id.removeprefix(_ITEM)
            if self._items.setdefault(kept, item) != item or (known and known.wikidata not in (None, item)):
                raise TableError(
                    f"judgements contradict each other: {kept} would be two items of Wikidata, {item} and"
                    f" {(known and known.wikidata) or self._items[kept]}",
                    fix="retract one of the judgements that link or join it",
                )
        return canonical

    def _rank(self, id: str) -> tuple[bool, bool, str]:
        """What the reference knows comes first, so that a thing keeps its id when others join it."""
        return id.startswith(_ITEM), self.reference.get(id) is None, id

    def _check(self) -> None:
        for one in self.in_force.values():
            if one.verdict == "negative" and not one.article and self._of(one.left) == self._of(one.right):
                raise TableError(
                    f"judgements contradict each other: {one.left} and {one.right} are kept apart"
                    " and yet follow to be the same",
                    fix="retract one of the judgements that join them, or the one that keeps them apart",
                )


def split_id(id: str, article: str) -> str:
    """The id of what an article calls as a thing is called, and is another."""
    return f"{id}-{short_hash(id, article)}"


def render_judgements(log: Iterable[Judgement]) -> str:
    """The log as tab-separated text, in its order."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([getattr(one, column) for column in _COLUMNS] for one in log)
    return out.getvalue()


def parse_judgements(text: str, where: str) -> tuple[Judgement, ...]:
    """The log from its text.

    :param where: file it comes from, for messages
    :raises TableError: if the header or a row is not as :func:`render_judgements` writes it
    """
    rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    if not rows or tuple(rows[0]) != _COLUMNS:
        raise TableError(
            "this is no log of judgements", where=where, fix=f"its columns are {', '.join(_COLUMNS)}"
        )
    return tuple(_iter_judgements(rows[1:], where))


def _iter_judgements(rows: list[list[str]], where: str) -> Iterator[Judgement]:
    for line, row in enumerate(rows, 2):
        cells = dict(zip(_COLUMNS, row, strict=False))
        if len(row) != len(_COLUMNS) or cells["verdict"] not in get_args(Verdict):
            raise TableError(
                f"line {line} is no judgement: {' | '.join(row)}",
                where=where,
                fix=f"it needs {len(_COLUMNS)} cells and a verdict of {', '.join(get_args(Verdict))}",
            )
        yield Judgement(**cells)  # type: ignore[arg-type]  # the verdict was checked above
