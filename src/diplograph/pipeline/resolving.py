"""A store's articles resolved anew, when judgements or imports of reference knowledge have changed.

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
from diplograph.pipeline.readings import unpack_reading
from diplograph.store import ArticleRow, Quarantined, Reader, Writer

if TYPE_CHECKING:
    from diplograph.resolve import Judgement, Judgements

__all__ = ["Rebuilt", "apply_log", "bring_up_to_date", "keep_tables", "load_log", "log_path", "save_log"]

_BATCH = 64
_HELD = 1024  # graphs that are held in memory between checking and writing them


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
    """Resolve again whatever the log or the imports have changed since; nothing, as a rule.

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
    from diplograph.graph import build_judgements_graph
    from diplograph.reference.layers import load_with_imports
    from diplograph.resolve import Judgements
    from diplograph.resolve.judgements import render_judgements

    stems, seal = held_imports(writer)
    judgements = Judgements(log, load_with_imports(stems))
    in_force = tuple(judgements.in_force.values())
    text = render_judgements(in_force)
    applied, sealed = writer.note("judgements"), writer.note("imports")
    if save or (applied or render_judgements(())) != text or (sealed or "") != seal:
        keys = _find_changed(writer, judgements, applied, whole=(sealed or "") != seal)
        _rewrite(writer, keys, in_force, stems, log if save else None)
        graph = build_judgements_graph(in_force, judgements.redirects(), writer.base)
        if graph or applied is not None:
            writer.replace_graph("judgements", graph)
        writer.put_note("judgements", text)
        writer.put_note("imports", seal)
    return in_force


def _find_changed(writer: Writer, now: Judgements, applied: str | None, *, whole: bool) -> list[str]:
    """Keys of the articles that may be resolved differently than before."""
    from diplograph.resolve import Judgements
    from diplograph.resolve.judgements import parse_judgements

    if not whole:
        try:
            before = Judgements(parse_judgements(applied, "") if applied else (), now.reference)
            return writer.find_naming(now.changed(before))
        except TableError:
            pass  # what was applied makes no sense with the reference as it is now
    return [row.key for row in writer.iter_articles()]


def _rewrite(
    writer: Writer,
    keys: list[str],
    in_force: tuple[Judgement, ...],
    imports: tuple[Path, ...],
    log: tuple[Judgement, ...] | None,
) -> None:
    held: list[Rebuilt] = []
    for rebuilt in _iter_rebuilt(writer, keys, in_force, imports):
        if rebuilt.report is not None and log is not None:
            raise StoreError(
                f"with these judgements the graph of the article {rebuilt.key} would break a shape, so that"
                f" nothing was changed\n{rebuilt.report}",
                where=str(log_path(writer.path)),
                fix="leave the judgement out, or part that article first: diplograph resolve split",
            )
        if len(keys) <= _HELD:
            held.append(rebuilt)
    if log is not None:  # before the graphs: where we are stopped there, the next writer goes on
        save_log(writer.path, log)
    graphs: dict[str, tuple[str, int]] = {}
    for rebuilt in held or _iter_rebuilt(writer, keys, in_force, imports):
        row = writer.article(rebuilt.key)
        if row is not None and rebuilt.report is not None:  # it keeps the graph it had, and somebody is told
            writer.quarantine(_refused(row, rebuilt, rebuilt.report))
        elif row is not None and row.graph_hash != rebuilt.hash:
            graphs[rebuilt.key] = (rebuilt.nquads, rebuilt.claims)
        if len(graphs) >= _BATCH:
            writer.rewrite_articles(graphs)
            graphs = {}
    if graphs:
        writer.rewrite_articles(graphs)


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


def _iter_rebuilt(
    writer: Writer, keys: Iterable[str], in_force: tuple[Judgement, ...], imports: tuple[Path, ...]
) -> Iterator[Rebuilt]:
    from diplograph.graph import build_article_graph
    from diplograph.pipeline.work import check_graph, resolve

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
        reading = resolve(kept.reading, imports, in_force)
        graph = build_article_graph(reading, writer.base, kept.minimum)
        yield Rebuilt(key, graph.nquads, graph.claims, check_graph(graph.nquads, reading.article))


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
