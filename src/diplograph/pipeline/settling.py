"""Who is who across a store's articles: rules decide again whatever new articles change, and graphs follow.

Three steps, each of which goes on where a killed process left it: articles
whose traces are out of date are traced anew; blocks of names that articles or
people's judgements have touched are decided anew; and articles that this
concerns are resolved anew. What comes out is the same as if everything had
been decided at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from diplograph.graph import build_judgements_graph
from diplograph.store import MergeRow, Reader, RuleRow, TraceRow, Writer

if TYPE_CHECKING:
    from diplograph.resolve import Judgement, Judgements
    from diplograph.resolve.rules import Person
    from diplograph.resolve.traces import Traced

__all__ = ["Merges", "as_judgement", "blocks_of", "settle", "trace_rows"]

_BATCH = 64
_REBUILT = 256  # articles whose graphs are held in memory until they are written together
_BLOCKS = 256


class Merges:
    """What the rules of a store have merged; see ``diplograph.resolve.reading.Merges``.

    :param judgements: of people, on which the rules build; None where there are none
    """

    def __init__(self, reader: Reader, judgements: Judgements | None) -> None:
        self._identities = reader.identities
        self._judgements = judgements

    def merged(self, id: str) -> str:
        """The id that rules use in the place of one that people's judgements leave."""
        return self._identities.merged(id)

    def wikidata(self, id: str) -> str | None:
        """The item that somebody gave to this or to one of those merged into it."""
        if self._judgements is None:
            return None
        items = map(self._judgements.wikidata, (id, *self._identities.merged_into(id)))
        return min((item for item in items if item is not None), default=None)


def trace_rows(key: str, traced: Traced) -> tuple[list[TraceRow], tuple[str, ...]]:
    """An article's traces as a store keeps them."""
    from diplograph.resolve.traces import render_trace

    rows = [TraceRow(key, id, block, render_trace(trace)) for id, block, trace in traced.people]
    return rows, traced.near


def as_judgement(row: RuleRow) -> Judgement:
    """What a rule judges, as a judgement."""
    from diplograph.resolve import Judgement

    return Judgement(row.one, row.other, row.verdict, by=row.rule, why=row.why)  # type: ignore[arg-type]


def blocks_of(reader: Reader, ids: Iterable[str]) -> set[str]:
    """Blocks of names in which there is one of these."""
    return {block for id in ids for block in reader.identities.blocks(id)}


def settle(
    writer: Writer,
    judgements: Judgements,
    trace: Callable[[list[str]], Iterable[tuple[str, Traced]]],
    rebuild: Callable[[list[str]], None],
) -> None:
    """Do all that is to be done until the store follows from articles, judgements and reference.

    :param trace: gives the traces of articles by what was read of them
    :param rebuild: resolves articles anew and writes their graphs
    """
    writer.commit()  # what has gathered says what is to be done
    identities = writer.identities
    while keys := identities.stale(_BATCH, retrace=True):
        found = {key: trace_rows(key, traced) for key, traced in trace(keys)}
        writer.put_traces({key: found.get(key, ((), ())) for key in keys})
    while blocks := identities.touched(_BLOCKS):
        _decide(writer, judgements, blocks)
    while keys := identities.stale(_REBUILT, retrace=False):
        rebuild([key for key in keys if not _is_settled(writer, judgements, key)])
        writer.are_resolved(keys)


def _is_settled(writer: Writer, judgements: Judgements, key: str) -> bool:
    """Whether an article's graph is the one that no rule changed, and no rule would change it."""
    row = writer.article(key)
    if row is None:
        return True
    ids = (judgements.entity(one.id, key) for one in writer.identities.of_article(key))
    return row.graph_hash == writer.identities.draft(key) and not any(
        writer.identities.merged(id) != id or writer.identities.merged_into(id) for id in ids
    )


# -- deciding --------------------------------------------------------------------
def _decide(writer: Writer, judgements: Judgements, blocks: list[str]) -> None:
    """Decide blocks anew, and note what that changes."""
    done: set[str] = set()
    rules: list[RuleRow] = []
    merges: list[MergeRow] = []
    stale: set[str] = set()
    for block in blocks:
        if block not in done:
            pool = _Pool(writer, judgements, block)
            done |= pool.blocks
            made = pool.decide()
            rules += made[0]
            merges += made[1]
            stale |= pool.changed(made[1])
    before = writer.identities.decided(sorted(done))
    old, new = (_lines(writer.base, *part) for part in (before, (rules, merges)))
    writer.settle_rules(sorted(done), rules, merges, sorted(stale), (old - new, new - old))


def _lines(base: str, rules: Iterable[RuleRow], merges: Iterable[MergeRow]) -> set[str]:
    redirects = {row.old: row.new for row in merges}
    made = build_judgements_graph(map(as_judgement, rules), redirects, base, by_rule=True)
    return set(made.splitlines(keepends=True))


class _Pool:
    """People of a block of names, and of those that judgements of people join with it."""

    def __init__(self, writer: Writer, judgements: Judgements, block: str) -> None:
        self._identities = writer.identities
        self._judgements = judgements
        self.blocks: set[str] = set()
        self._block: dict[str, str] = {}  # of each of them
        self._seen: dict[str, dict[str, TraceRow]] = {}
        self._gather(block)

    def _gather(self, first: str) -> None:
        waiting = {first}
        while waiting:
            block = min(waiting)
            self.blocks.add(block)
            for row in self._identities.of_block(block):
                if self._judgements.is_split(row.id, row.key):
                    continue  # only a person says who somebody is whom a person told apart
                id = self._judgements.entity(row.id, row.key)
                self._seen.setdefault(id, {})[row.key] = row
                self._block[id] = min(block, self._block.get(id, block))
                for other in self._judgements.group(row.id):
                    waiting |= set(self._identities.blocks(other)) if other != row.id else set()
            waiting -= self.blocks

    def decide(self) -> tuple[list[RuleRow], list[MergeRow]]:
        """What the rules make of them."""
        from diplograph.resolve.rules import decide

        if len(self._seen) < 2:
            return [], []
        found = decide(self._iter_people(), self._judgements.are_apart, self._identities.frequency)
        rules = [
            RuleRow(one.left, one.right, one.verdict, one.by, one.why, self._block[one.left])
            for one in found.judgements
        ]
        merges = [MergeRow(old, new, self._block[old]) for old, new in sorted(found.merged.items())]
        return rules, merges

    def _iter_people(self) -> Iterator[Person]:
        from diplograph.resolve.rules import Person
        from diplograph.resolve.traces import name_block, parse_trace

        for id, seen in self._seen.items():
            near = {  # without themselves
                key: tuple(
                    name
                    for name in self._identities.near(key)
                    if name_block(name.removeprefix("name/")) not in self.blocks
                )
                for key in seen
            }
            traces = {key: parse_trace(row.trace) for key, row in seen.items()}
            yield Person(id, traces, near, {key: row.block for key, row in seen.items()})

    def changed(self, merges: Iterable[MergeRow]) -> set[str]:
        """Articles in which somebody is another than before, or is linked to another item."""
        before = self._standing(self._identities.decided(sorted(self.blocks))[1])
        after = self._standing(merges)
        return {key for id, seen in self._seen.items() if before[id] != after[id] for key in seen}

    def _standing(self, merges: Iterable[MergeRow]) -> dict[str, tuple[str, str | None]]:
        new = {row.old: row.new for row in merges}
        items: dict[str, str] = {}
        for id in sorted({*self._seen, *new}):
            item = self._judgements.wikidata(id)
            if item is not None:
                items.setdefault(new.get(id, id), item)
        return {id: (new.get(id, id), items.get(new.get(id, id))) for id in self._seen}
