"""From files to an index: read, gather, link, write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from diplograph.errors import SourceError
from diplograph.model import Name
from diplograph.reference.imports.formats import iter_items
from diplograph.reference.imports.linking import Linker
from diplograph.reference.imports.reading import Input
from diplograph.reference.imports.records import Bad, OnRead
from diplograph.reference.imports.staging import Staging
from diplograph.reference.imports.table import Mapping
from diplograph.reference.imports.wanted import Wanted
from diplograph.reference.index import IndexWriter, TenureRow, unpack
from diplograph.reference.lookup import Reference
from diplograph.reference.records import Known

__all__ = ["BuildResult", "Plan", "build_import"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to import.

    :param name: of the import; part of the ids of things that have none elsewhere
    :param format: one of FORMATS
    :param language: of names in the Latin script whose language is not said
    """

    name: str
    format: str
    paths: tuple[Path, ...]
    mapping: Mapping = Mapping()  # noqa: RUF009 - frozen
    language: str = "und"


@dataclass(slots=True)
class BuildResult:
    """What came of it.

    :param left_out: reasons with their counts
    :param known: things that the tables had already
    """

    people: int = 0
    posts: int = 0
    bodies: int = 0
    tenures: int = 0
    names: int = 0
    known: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def as_counts(self) -> dict[str, int]:
        """The counts by name."""
        return {
            name: getattr(self, name) for name in ("people", "posts", "bodies", "tenures", "names", "known")
        }


def build_import(
    plan: Plan,
    stem: Path,
    reference: Reference,
    *,
    on_read: OnRead | None = None,
    on_bad: Callable[[Bad], None] | None = None,
) -> BuildResult:
    """Read files and write their index.

    :param stem: path of the index without endings; a file beside it holds what is gathered, while that lasts
    :param reference: the tables that come with Diplograph
    :param on_bad: told each row that is left out, with the reason
    :raises SourceError: if a file cannot be read, or is of another format
    """
    result = BuildResult()

    def leave_out(bad: Bad) -> None:
        result.left_out[bad.what] += 1
        if on_bad is not None:
            on_bad(bad)

    staging = Staging(stem.with_name(stem.name + ".staging"))
    try:
        wanted = Wanted(staging.db, (thing.wikidata for thing in reference if thing.wikidata))
        source = Input(plan.paths, on_read)
        item = None
        for item in iter_items(plan.format, source, plan.mapping, plan.language, wanted):
            if isinstance(item, Bad):
                leave_out(item)
            else:
                staging.add(item)
        if item is None:
            raise _nothing_in(plan)
        staging.finish()
        Linker(staging, reference, plan.name, leave_out).link()
        _write(staging, IndexWriter(stem), reference, result, leave_out)
    finally:
        staging.close()
    return result


def _nothing_in(plan: Plan) -> SourceError:
    """An import of nothing would look like one that worked."""
    return SourceError(
        f"nothing in it reads as {plan.format}",
        where=", ".join(str(path) for path in plan.paths),
        fix="see that the file isn't empty, or say what it is with --as: ftm, popolo, csv or wikidata",
    )


def _write(
    staging: Staging,
    writer: IndexWriter,
    reference: Reference,
    result: BuildResult,
    leave_out: Callable[[Bad], None],
) -> None:
    try:
        staging.db.execute("CREATE INDEX ids_by_id ON ids (id)")
        for known in _iter_joined(staging):
            writer.put(known)
            result.people += known.kind == "Person"
            result.posts += known.kind == "Post"
            result.bodies += known.kind in ("State", "Organization")
            result.known += reference.get(known.id) is not None
        writer.put_tenures(_count(_iter_tenures(staging, leave_out), result))
        _put_holders(writer, reference)
        _put_relations(staging, writer)
        result.names = writer.finish()
    except BaseException:
        writer.abandon()
        raise


def _count(rows: Iterator[TenureRow], result: BuildResult) -> Iterator[TenureRow]:
    for row in rows:
        result.tenures += 1
        yield row


def _iter_joined(staging: Staging) -> Iterator[Known]:
    """Things by id; where a source has one thing under several ids, with the names of all."""
    current: Known | None = None
    for id, body in staging.db.cursor().execute("SELECT id, body FROM ids ORDER BY id, key"):
        known = unpack(id, body)
        if current is not None and current.id == id:
            texts = {current.name, *(name.text for name in current.names)}
            more: list[Name] = [
                name for name in (Name(known.name, "und"), *known.names) if name.text not in texts
            ]
            item = min(
                filter(None, (current.wikidata, known.wikidata)),
                key=lambda one: (len(one), one),
                default=None,
            )
            current = replace(
                current,
                names=(*current.names, *dict.fromkeys(more)),
                wikidata=item,
                facts={**known.facts, **current.facts},
            )
        else:
            if current is not None:
                yield current
            current = known
    if current is not None:
        yield current


_HELD = """
SELECT held.start, held.end, held.place, p.id, t.id, b.id, a.id
FROM held LEFT JOIN ids p ON p.key = held.person LEFT JOIN ids t ON t.key = held.post
LEFT JOIN ids b ON b.key = held.predecessor LEFT JOIN ids a ON a.key = held.successor
ORDER BY p.id, t.id, coalesce(held.start, ''), coalesce(held.end, ''), b.id, a.id, held.place
"""


def _iter_tenures(staging: Staging, leave_out: Callable[[Bad], None]) -> Iterator[TenureRow]:
    """Sound tenures, each once; two that differ in their ends alone are one whose end is not known."""
    current: TenureRow | None = None
    ends: set[str] = set()
    for start, end, where, person, post, before, after in staging.db.cursor().execute(_HELD):
        fault = _fault(start, end, person, post)
        if fault is not None:
            leave_out(Bad(where, fault))
            continue
        row = TenureRow(person, post, start, end, _person(before), _person(after))
        if current is None or current[:3] != row[:3]:
            if current is not None:
                yield current
            current, ends = row, set()
        elif end is not None and ends and end not in ends:
            leave_out(Bad(where, "a second end of the same tenure; neither is taken"))
        ends |= {end} if end is not None else set()
        current = current._replace(end=min(ends) if len(ends) == 1 else None)
    if current is not None:
        yield current


def _fault(start: str | None, end: str | None, person: str | None, post: str | None) -> str | None:
    if start and end and start[: len(end)] > end[: len(start)]:
        return "a tenure that ends before it starts"
    if person is None or not person.startswith("person/"):
        return "a tenure of somebody whom the source does not describe"
    if post is None or not post.startswith("post/"):
        return "a tenure of a post that the source does not describe, or that is in nothing we know of"
    return None


def _person(id: str | None) -> str | None:
    return id if id is not None and id.startswith("person/") else None


def _put_holders(writer: IndexWriter, reference: Reference) -> None:
    """Describe the states and bodies that posts are in and that the source itself does not."""
    missing: set[str] = set()
    for (body,) in writer.db.cursor().execute("SELECT body FROM things"):
        known = unpack("", body)
        missing.update(one for one in (known.state, known.organization) if one is not None)
    for id in sorted(missing):
        if writer.db.execute("SELECT 1 FROM things WHERE id = ?", (id,)).fetchone() is None:
            known_body = reference.get(id)
            if known_body is not None:
                writer.put(known_body)


def _put_relations(staging: Staging, writer: IndexWriter) -> None:
    rows = staging.db.cursor().execute(
        "SELECT s.id, predicate, o.id FROM related JOIN ids s ON s.key = subject JOIN ids o ON o.key = object"
    )
    bodies = ("organization/", "state/")
    for subject, predicate, object in rows:
        fits = object.startswith(bodies) and (predicate == "memberOf" or subject.startswith(bodies))
        if fits and subject != object:
            writer.put_relation(subject, predicate, object)
