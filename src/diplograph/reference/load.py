"""From the tables to a Reference."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from diplograph.lexicon import load_table
from diplograph.model import Name
from diplograph.reference.fold import slug
from diplograph.reference.lookup import Reference
from diplograph.reference.posts import Role, RoleScheme, post_id
from diplograph.reference.records import Known, KnownTenure
from diplograph.reference.tables import TABLES
from diplograph.resources import resource_path

__all__ = ["load_reference", "load_reference_from"]

_Row = Mapping[str, str]
_Names = dict[str, list[Name]]


@cache
def load_reference() -> Reference:
    """Load the bundled tables; cached, since they do not change while a process runs.

    :raises diplograph.errors.TableError: if a table is missing or its rows do not fit its header
    """
    return load_reference_from(resource_path("data", "reference"))


def load_reference_from(folder: Path) -> Reference:
    """Load the tables of a folder. Cells are not checked here: ``diplograph reference check`` does.

    :raises diplograph.errors.TableError: if a table is missing or its rows do not fit its header
    """
    names = _load_names(folder)
    states = [_state(row, names) for row in _iter_rows(folder, "states")]
    places = {place.id: place for place in (_place(row, names) for row in _iter_rows(folder, "places"))}
    for row in _iter_rows(folder, "states"):
        for capital in _capitals(row):
            places.setdefault(capital.id, capital)
    bodies = [_institution(row, names) for row in _iter_rows(folder, "institutions")]
    metonyms = dict(_iter_capital_metonyms(states))
    metonyms.update((row["name"], row["stands_for"]) for row in _iter_rows(folder, "metonyms"))
    return Reference(
        [
            *_with_metonyms([*states, *bodies], metonyms),
            *places.values(),
            *(_post(row) for row in _iter_rows(folder, "posts")),
            *(_person(row, names) for row in _iter_rows(folder, "people")),
        ],
        metonyms,
        [
            KnownTenure(row["person"], row["post"], row["start"] or None, row["end"] or None)
            for row in _iter_rows(folder, "tenures")
        ],
        RoleScheme(_role(row) for row in _iter_rows(folder, "roles")),
    )


def _iter_rows(folder: Path, table: str) -> Iterator[_Row]:
    """Rows by column, at a tenth of load_table's cost; anything odd is left for load_table to explain."""
    path = folder / f"{table}.csv"
    columns = list(TABLES[table])
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            rows = [cells for cells in csv.reader(handle) if cells and not cells[0].startswith("#")]
    except (OSError, ValueError, csv.Error):
        rows = []
    if not rows or rows[0] != columns or any(len(cells) != len(columns) for cells in rows):
        load_table(path, TABLES[table])
        return
    for cells in rows[1:]:
        yield dict(zip(columns, cells, strict=True))


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|")) if cell else ()


def _load_names(folder: Path) -> _Names:
    names: _Names = {}
    for table in ("state-names", "state-official-names", "institution-names", "person-names"):
        for row in _iter_rows(folder, table):
            names.setdefault(row["id"], []).append(Name(row["name"], row["language"]))
    return names


def _other_names(id: str, english: Iterator[str] | tuple[str, ...], names: _Names) -> tuple[Name, ...]:
    return (*(Name(text, "en") for text in english if text), *names.get(id, ()))


def _facts(row: _Row, *columns: str) -> dict[str, str]:
    return {column: row[column] for column in columns if row[column]}


_SUBTYPES = {"territory": "Territory", "former": "FormerState"}


def _state(row: _Row, names: _Names) -> Known:
    return Known(
        row["id"],
        "Place" if row["status"] == "territory" else "State",
        row["name"],
        names=_other_names(row["id"], (row["official"], *_many(row["aliases"])), names),
        demonyms=_many(row["demonyms"]),
        wikidata=row["wikidata"] or None,
        state=row["within"] or None,
        subtype=_SUBTYPES.get(row["status"]),
        facts=_facts(
            row, "status", "iso2", "iso3", "official", "capitals", "successors", "start", "end",
            "head_of_state", "head_of_government",
        ),
    )  # fmt: skip


def _capitals(row: _Row) -> Iterator[Known]:
    if row["status"] == "former":
        return
    for name in _many(row["capitals"]):
        yield Known(f"place/{slug(name)}", "Place", name, state=row["within"] or row["id"], subtype="City")


def _iter_capital_metonyms(states: list[Known]) -> Iterator[tuple[str, str]]:
    """The first capital of a state of today stands for its government."""
    for state in states:
        capitals = _many(state.facts.get("capitals", ""))
        if state.kind == "State" and state.subtype is None and capitals:
            yield capitals[0], state.id


def _with_metonyms(actors: list[Known], metonyms: Mapping[str, str]) -> Iterator[Known]:
    of: dict[str, list[str]] = {}
    for name, id in metonyms.items():
        of.setdefault(id, []).append(name)
    for actor in actors:
        yield replace(actor, metonyms=tuple(sorted(of[actor.id]))) if actor.id in of else actor


def _place(row: _Row, names: _Names) -> Known:
    return Known(
        row["id"],
        "Place",
        row["name"],
        names=_other_names(row["id"], _many(row["aliases"]), names),
        demonyms=_many(row["demonyms"]),
        wikidata=row["wikidata"] or None,
        state=row["state"] or None,
        subtype=row["subtype"],
    )


def _institution(row: _Row, names: _Names) -> Known:
    return Known(
        row["id"],
        "Organization",
        row["name"],
        names=_other_names(row["id"], _many(row["aliases"]), names),
        acronyms=_many(row["acronyms"]),
        wikidata=row["wikidata"] or None,
        state=row["state"] or None,
        organization=row["parent"] or None,
        subtype=row["subtype"],
        facts=_facts(row, "seat", "founded", "founding_document", "replaced"),
    )


def _role(row: _Row) -> Role:
    return Role(row["role"], row["label"], row["holder"] == "state", row["holders"] == "one", row["same_as"])


def _post(row: _Row) -> Known:
    holder = row["holder"]
    in_state = holder.startswith("state/")
    return Known(
        f"post/{holder.partition('/')[2]}-{slug(row['title'])}"
        if row["title"]
        else post_id(holder, row["role"]),
        "Post",
        row["name"],
        names=_other_names("", _many(row["aliases"]), {}),
        wikidata=row["wikidata"] or None,
        state=holder if in_state else None,
        organization=None if in_state else holder,
        role=row["role"],
        facts={"holders": row["holders"]},
    )


def _person(row: _Row, names: _Names) -> Known:
    return Known(
        row["id"],
        "Person",
        row["name"],
        names=_other_names(row["id"], _many(row["aliases"]), names),
        wikidata=row["wikidata"] or None,
        state=row["state"] or None,
        gender=row["gender"] or None,
        facts=_facts(row, "born", "died"),
    )
