"""What a store holds, listed and counted, and taking articles out of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from diplograph.errors import StoreError
from diplograph.store import ArticleRow, Quarantined, Reader, open_reader, open_writer
from diplograph.vocab import DPO

__all__ = ["count_store", "find_quarantined", "list_articles", "remove_articles"]

_COUNTED = (
    "Person",
    "Organization",
    "State",
    "Place",
    "Post",
    "Document",
    "Tenure",
    "Event",
    "Participation",
    "Statement",
)


def list_articles(store: Path) -> list[tuple[str | int | None, ...]]:
    """Rows of key, state, published, publisher, title, claims, versions, url, origin; by key."""
    rows: list[tuple[str | int | None, ...]] = []
    with open_reader(store) as reader:
        refused = {case.key: case for case in reader.iter_quarantined()}
        for row in reader.iter_articles():
            versions = 1 + len(reader.history(row.key))
            state = "replaced" if versions > 1 else "stored"
            if row.key in refused:  # the stored graph is that of its last sound version
                state = "quarantined"
                del refused[row.key]
            about = (row.published, row.publisher, row.title)
            rows.append((row.key, state, *about, row.claims, versions, row.url, row.origin))
        for case in refused.values():
            rows.append((case.key, "quarantined", None, None, case.title, 0, 0, None, case.origin))
    return sorted(rows, key=lambda row: str(row[0]))


def remove_articles(store: Path, names: Sequence[str]) -> list[ArticleRow]:
    """Take articles out; all of them or, where a name is wrong, none.

    :param names: keys or beginnings of keys, ids, addresses, origins
    :raises StoreError: if a name is that of no article, or of several
    """
    from diplograph.pipeline.resolving import bring_up_to_date

    with open_writer(store, create=False) as writer:
        chosen: dict[str, ArticleRow] = {}
        for name in names:
            found = writer.find_articles(name) or [
                ArticleRow(case.key, case.id, case.origin, "", title=case.title)
                for case in _matching(writer.iter_quarantined(), name)
            ]
            if len(found) != 1:
                raise _not_one(store, name, [f"{row.key} {row.title or row.origin}" for row in found])
            chosen[found[0].key] = found[0]
        for key in chosen:
            writer.remove(key)
        bring_up_to_date(writer)  # who is who may have hung on them
    return list(chosen.values())


def find_quarantined(store: Path, name: str | None) -> list[Quarantined]:
    """Articles in quarantine: those with this key, id or origin, or all.

    :raises StoreError: if the name is that of none
    """
    with open_reader(store) as reader:
        found = list(reader.iter_quarantined())
    if name is not None:
        found = _matching(found, name)
        if not found:
            raise StoreError(
                f"no article {name!r} is in quarantine",
                where=str(store),
                fix="see: diplograph quarantine list",
            )
    return found


def _matching(cases: Iterable[Quarantined], name: str) -> list[Quarantined]:
    return [
        case
        for case in cases
        if name in (case.key, case.id, case.origin) or (len(name) >= 6 and case.key.startswith(name))
    ]


def _not_one(store: Path, name: str, found: list[str]) -> StoreError:
    if not found:
        return StoreError(f"no article {name!r}", where=str(store), fix="see: diplograph articles")
    listed = "; ".join(found[:8])
    return StoreError(
        f"{name!r} is {len(found)} articles: {listed}", where=str(store), fix="give the whole key"
    )


def count_store(store: Path) -> dict[str, int]:
    """How much a store holds, by name: articles, claims, things of each kind in articles, quads."""
    with open_reader(store) as reader:
        counts = reader.counts()
        kinds = {name.lower(): _count_things(reader, name) for name in _COUNTED}
        pending = reader.pending()
    kinds["organization"] -= kinds["state"]  # a state is one too
    quads = counts.pop("quads")
    return {**counts, **kinds, "quads": quads, **({"unfinished graphs": pending} if pending else {})}


def _count_things(reader: Reader, kind: str) -> int:
    # things of the reference that no article speaks of are not counted
    reference = reader.graph_iri("reference")  # and what is imported
    answer = reader.query(
        "SELECT (COUNT(DISTINCT ?thing) AS ?count) WHERE {"
        f' GRAPH ?graph {{ ?thing a <{DPO[kind]}> }} FILTER(!STRSTARTS(STR(?graph), "{reference}")) }}'
    )
    return int(next(iter(answer))["count"].value)
