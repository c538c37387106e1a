"""A store's articles resolved anew, when judgements, imports or other articles ask for it.

The log of judgements is a file in the store that people may read, keep under
version control, and edit. What the store's graphs were last resolved with is
noted in it; where that differs from the file, the articles concerned are
resolved again from what was read of them, so that the graphs follow from
articles, judgements and reference alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from diplograph.errors import StoreError, TableError
from diplograph.lexicon import UserTables, use_tables
from diplograph.pipeline.imports import held_imports
from diplograph.pipeline.readings import Kept, unpack_reading
from diplograph.pipeline.settling import Merges, blocks_of, settle
from diplograph.store import ArticleRow, Quarantined, Reader, Writer

if TYPE_CHECKING:
    from diplograph.resolve import Judgement, Judgements
    from diplograph.resolve.traces import Traced

__all__ = ["Rebuilt", "apply_log", "bring_up_to_date", "keep_tables", "load_log", "log_path", "save_log"]

_RULES = "1"  # raised when traces or rules change, so that stores are decided anew


class Rebuilt(NamedTuple):
    """An article resolved anew.

    :param report: the shapes its graph would break; None for a sound graph
    """

    key: str
    nquads: str
    claims: int
    report: str | None

    @property
    def hash(self) -> str:
        """Of the graph, as a row has it."""
        return sha256(self.nquads.encode()).hexdigest()


def log_path(store: Path) -> Path:
    """Where a store has its log of judgements."""
    return store / "judgements.tsv"


def load_log(store: Path) -> tuple[Judgement, ...]:
    """The log of a store; empty where nobody has judged anything yet.

    :raises TableError: if the file is no log
    """
    from diplograph.resolve.judgements import parse_judgements

    path = log_path(store)
    try:
        return parse_judgements(path.read_text(encoding="utf-8"), str(path))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"the log of judgements cannot be read: {error}", where=str(path), fix="restore it from a copy"
        ) from error


def save_log(store: Path, log: Iterable[Judgement]) -> None:
    """Write a store's log, whole or not at all."""
    from diplograph.resolve.judgements import render_judgements

    path = log_path(store)
    new = path.with_name("judgements.tsv.new")
    new.write_text(render_judgements(log), encoding="utf-8", newline="\n")
    new.replace(path)


def bring_up_to_date(writer: Writer) -> tuple[Judgement, ...]:
    """Resolve again whatever the log, the imports or new articles have changed since; nothing, as a rule.

    An article whose graph would break a shape keeps the one it had and goes into quarantine.

    :returns: the judgements in force
    :raises TableError: if the log is damaged or contradicts itself
    """
    return apply_log(writer, load_log(writer.path))


def apply_log(writer: Writer, log: tuple[Judgement, ...], *, save: bool = False) -> tuple[Judgement, ...]:
    """Make the store's graphs those that follow from a log.

    :param save: whether the log is new and is to be written too; not where it makes a graph unsound
    :returns: the judgements in force
    :raises StoreError: if a new log makes a graph unsound; nothing is changed then
    """
    from diplograph.reference.layers import load_with_imports
    from diplograph.resolve import Judgements
    from diplograph.resolve.judgements import render_judgements

    stems, seal = held_imports(writer)
    judgements = Judgements(log, load_with_imports(stems))
    in_force = tuple(judgements.in_force.values())
    maker = _Maker(writer, in_force, stems)
    text = render_judgements(in_force)
    applied, sealed = writer.note("judgements"), writer.note("imports")
    form = writer.note("rules")
    is_new = save or (applied or render_judgements(())) != text or (sealed or "") != seal
    if is_new or form != _RULES:
        before = _parse_applied(applied, judgements)
        whole = before is None or (sealed or "") != seal
        keys = set(_find_changed(writer, judgements, before if not whole else None)) if is_new else set()
        if save:
            maker.check(sorted(keys))
            save_log(writer.path, log)  # before the graphs: where we are stopped, the next writer goes on
        if form != _RULES:  # what was read of articles long ago may be lost; they stay as they are
            keys |= {row.key for row in writer.iter_articles() if writer.reading(row.key) is not None}
        writer.have_resolved(sorted(keys), _find_blocks(writer, judgements, before), retrace=True)
        old, new = (set(_render(one, writer.base)) if one else set() for one in (before, judgements))
        notes = {"judgements": text, "imports": seal, "rules": _RULES}
        writer.edit_graph("judgements", old - new, new - old, notes)
    settle(writer, judgements, maker.iter_traced, maker.rebuild)
    return in_force


def _parse_applied(text: str | None, now: Judgements) -> Judgements | None:
    """The judgements that were applied last; None where the reference as it is now makes nonsense of them."""
    from diplograph.resolve import Judgements
    from diplograph.resolve.judgements import parse_judgements

    try:
        return Judgements(parse_judgements(text, "") if text else (), now.reference)
    except TableError:
        return None


def _render(judgements: Judgements, base: str) -> list[str]:
    from diplograph.graph import build_judgements_graph

    lines = build_judgements_graph(judgements.in_force.values(), judgements.redirects(), base)
    return lines.splitlines(keepends=True)


def _find_changed(writer: Writer, now: Judgements, before: Judgements | None) -> list[str]:
    """Keys of the articles that may be resolved differently than before; all where that isn't known."""
    if before is None:
        return [row.key for row in writer.iter_articles()]
    ids = now.changed(before)
    return writer.find_naming(ids | {writer.identities.merged(id) for id in ids})


def _find_blocks(writer: Writer, now: Judgements, before: Judgements | None) -> set[str]:
    """Blocks of names of those about whom people judge otherwise than before."""
    held = set(before.in_force.values()) if before is not None else set()
    changed = held ^ set(now.in_force.values())
    return blocks_of(writer, {id for one in changed for id in (one.left, one.right)})


class _Maker:
    """Resolves articles anew from what was read of them.

    :param in_force: judgements of people
    :param imports: of reference knowledge
    """

    def __init__(self, writer: Writer, in_force: tuple[Judgement, ...], imports: tuple[Path, ...]) -> None:
        from diplograph.pipeline.work import replayed

        self._writer = writer
        self._in_force = in_force
        self._imports = imports
        self._merges = Merges(writer, replayed(in_force, imports))

    def check(self, keys: Iterable[str]) -> None:
        """Refuse judgements with which an article's graph would be unsound.

        :raises StoreError: if there is such an article
        """
        for rebuilt in self._iter_rebuilt(keys, always=True):
            if rebuilt.report is not None:
                raise StoreError(
                    f"with these judgements the graph of the article {rebuilt.key} would break a shape, so"
                    f" that nothing was changed\n{rebuilt.report}",
                    where=str(log_path(self._writer.path)),
                    fix="leave the judgement out, or part that article first: diplograph resolve split",
                )

    def rebuild(self, keys: Iterable[str]) -> None:
        """Write the articles' graphs; one that would be unsound stays, and the article goes to quarantine."""
        writer = self._writer
        graphs: dict[str, tuple[str, int]] = {}
        for rebuilt in self._iter_rebuilt(keys):
            row = writer.article(rebuilt.key)
            if row is not None and rebuilt.report is not None:
                writer.quarantine(_refused(row, rebuilt, rebuilt.report))
            elif row is not None and row.graph_hash != rebuilt.hash:
                graphs[rebuilt.key] = (rebuilt.nquads, rebuilt.claims)
        if graphs:
            writer.rewrite_articles(graphs)

    def iter_traced(self, keys: Iterable[str]) -> Iterator[tuple[str, Traced]]:
        """What articles tell of people."""
        from diplograph.pipeline.work import resolve_traced

        for key, kept in self._iter_kept(keys):
            yield key, resolve_traced(kept.reading, self._imports, self._in_force).traced

    def _iter_rebuilt(self, keys: Iterable[str], *, always: bool = False) -> Iterator[Rebuilt]:
        """Graphs made anew, and checked: where only rules changed one that was sound, only if ``always``.

        Rules never make one of two people of an article, so that all they do to its graph is to
        write other IRIs; shapes have nothing to say about that.
        """
        from diplograph.graph import build_article_graph
        from diplograph.pipeline.work import check_graph, resolve

        for key, kept in self._iter_kept(keys):
            reading = resolve(kept.reading, self._imports, self._in_force, self._merges)
            graph = build_article_graph(reading, self._writer.base, kept.minimum)
            sound = not always and self._writer.identities.draft(key) is not None
            report = None if sound else check_graph(graph.nquads, reading.article)
            yield Rebuilt(key, graph.nquads, graph.claims, report)

    def _iter_kept(self, keys: Iterable[str]) -> Iterator[tuple[str, Kept]]:
        writer = self._writer
        for key in keys:
            packed = writer.reading(key)
            if packed is None:
                raise StoreError(
                    f"what was read from the article {key} is not kept in this store",
                    where=str(writer.path),
                    fix="ingest its source again",
                )
            kept = unpack_reading(packed, writer.text(key), key)
            use_tables(_held_tables(writer, kept.tables))
            yield key, kept


def _refused(row: ArticleRow, rebuilt: Rebuilt, report: str) -> Quarantined:
    return Quarantined(
        row.key,
        row.id,
        row.origin,
        report,
        rebuilt.nquads,
        document_hash=row.document_hash,
        fingerprint=row.fingerprint,
        title=row.title,
    )


# -- the user's own tables -----------------------------------------------------
def keep_tables(writer: Writer, tables: UserTables) -> None:
    """Keep a user's own tables, with which what is ingested now must be resolved again."""
    if tables.rows and writer.note(f"tables {tables.fingerprint}") is None:
        rows = {
            name: [[dict(row.cells), str(row.path), row.line] for row in rows]
            for name, rows in tables.rows.items()
        }
        writer.put_note(f"tables {tables.fingerprint}", json.dumps(rows, ensure_ascii=False))


def _held_tables(reader: Reader, fingerprint: str) -> UserTables:
    from diplograph.lexicon.rows import Row

    held = reader.note(f"tables {fingerprint}") if fingerprint else "{}"
    if held is None:
        raise StoreError(
            "the tables that an article was read with are not kept in this store",
            where=str(reader.path),
            fix="ingest its source again",
        )
    rows = {
        name: tuple(Row(cells, Path(path), line) for cells, path, line in rows)
        for name, rows in json.loads(held).items()
    }
    return UserTables(rows)
