"""CSV tables, a tenure or a person a row, with a mapping from columns to fields."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from diplograph.errors import SourceError
from diplograph.model import Name
from diplograph.reference.imports.names import make_name
from diplograph.reference.imports.reading import Input, parse_date, parse_wikidata
from diplograph.reference.imports.records import Bad, Found, Held, Item

__all__ = ["FIELDS", "Mapping", "iter_table", "load_mapping"]

FIELDS = (
    "person", "person_id", "person_wikidata", "alias", "born", "died", "gender",
    "position", "position_wikidata",
    "jurisdiction", "jurisdiction_wikidata", "organization", "organization_wikidata",
    "start", "end",
)  # fmt: skip
"""What a column can be; ``person`` and ``alias`` also with a language, as in ``person:ru``."""

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column is what.

    :param columns: column to field; columns that are not named are left alone
    :param delimiter: between cells; None is found out from the header
    """

    columns: dict[str, str] = field(default_factory=dict)
    delimiter: str | None = None

    def check(self) -> None:
        """See that every field is one.

        :raises SourceError: if one is not, naming those there are
        """
        for column, name in self.columns.items():
            base, _, language = name.partition(":")
            if base not in FIELDS or (language and base not in ("person", "alias")):
                raise SourceError(
                    f"column {column!r} cannot be {name!r}",
                    where="the mapping",
                    fix="use one of: " + ", ".join(FIELDS) + "; person and alias also as person:ru",
                )


def load_mapping(path: Path) -> Mapping:
    """Load a mapping from TOML: a table ``[columns]`` of column = "field", and maybe ``delimiter = ";"``.

    :raises SourceError: if it cannot be read, or names a field that is none
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        columns = {str(column): str(name) for column, name in found.get("columns", {}).items()}
    except (OSError, ValueError, AttributeError) as error:
        raise SourceError(
            f"the mapping cannot be read: {error}",
            where=str(path),
            fix='write TOML such as: [columns] then a line a column, name = "person"',
        ) from error
    mapping = Mapping(columns, found.get("delimiter"))
    mapping.check()
    return mapping


def iter_table(source: Input, mapping: Mapping, language: str = "und") -> Iterator[Item]:
    """What a table says, row after row.

    :param mapping: without columns, those that are named as fields are taken
    :param language: of names in the Latin script that say none of their own
    :raises SourceError: if a file lacks a column of the mapping, or is no table
    """
    mapping.check()
    for path, lines in source.iter_files():
        text = (line.decode("utf-8-sig", "replace") for line in lines)
        header = next(text, "")
        delimiter = mapping.delimiter or max(_DELIMITERS, key=header.count)
        columns = [cell.strip() for cell in next(csv.reader([header], delimiter=delimiter), [])]
        fields = _fields(path, columns, mapping)
        rows = csv.reader(text, delimiter=delimiter)
        while True:
            try:
                cells = next(rows, None)
            except csv.Error as error:
                yield Bad(f"{path}:{rows.line_num + 1}", f"the row cannot be read: {error}")
                continue
            if cells is None:
                break
            where = f"{path}:{rows.line_num + 1}"
            if len(cells) == len(columns):
                yield from _Row(where, dict(zip(fields, cells, strict=True)), language).iter_items()
            elif cells:
                yield Bad(where, f"a row of {len(cells)} cells under a header of {len(columns)}")


_ITEM_ENDINGS = ("_qid", "_wikidata_id", "_wikidata")


def _field_of(column: str) -> str | None:
    """What a column is without a mapping: the field it is named as, and "person_qid" the person's item."""
    if column.partition(":")[0] in FIELDS:
        return column
    stems = (column.removesuffix(ending) for ending in _ITEM_ENDINGS if column.endswith(ending))
    return next((f"{stem}_wikidata" for stem in stems if f"{stem}_wikidata" in FIELDS), None)


def _fields(path: Path, columns: list[str], mapping: Mapping) -> list[str]:
    chosen = mapping.columns or {column: name for column in columns if (name := _field_of(column))}
    missing = [column for column in chosen if column not in columns]
    if missing or "person" not in {name.partition(":")[0] for name in chosen.values()}:
        what = f"no column {missing[0]!r}" if missing else "no column is mapped to person"
        raise SourceError(
            f"the table cannot be read: {what}",
            where=str(path),
            fix=f"its columns are {', '.join(columns)}; map them with --map COLUMN=FIELD"
            f" or --mapping FILE.toml; fields are {', '.join(FIELDS)}",
        )
    # a column without a field gets a name that no field has
    return [chosen.get(column, f"-{number}") for number, column in enumerate(columns)]


class _Row:
    def __init__(self, where: str, cells: dict[str, str], language: str) -> None:
        self._where = where
        self._cells = {name: " ".join(cell.split()) for name, cell in cells.items()}
        self._language = language

    def iter_items(self) -> Iterator[Item]:
        """A person, and where the row has a post that, what it is in, and the tenure."""
        names = self._person_names()
        if not names:
            yield Bad(self._where, "a row without a person's name")
            return
        dates = {}
        for name in ("start", "end", "born", "died"):
            dates[name] = parse_date(self._get(name))
            if self._get(name) and dates[name] is None:
                yield Bad(self._where, f"the {name} is no date of the form 2014-10-22, 2014-10 or 2014")
                return
        holder = self._thing("organization", "Organization") or self._thing("jurisdiction", "State")
        wikidata = parse_wikidata(self._get("person_wikidata"))
        # without an id two rows are of one person only where name and jurisdiction are the same
        key = self._get("person_id") or wikidata or f"{names[0].text}|{holder.key if holder else ''}"
        gender = self._get("gender").lower()
        yield Found(
            f"person {key}",
            "Person",
            names,
            wikidata,
            born=dates["born"],
            died=dates["died"],
            gender=gender if gender in ("male", "female") else None,
        )
        if holder is not None:
            yield holder
        title = make_name(self._get("position"), default=self._language)
        if title is None:
            return
        item = parse_wikidata(self._get("position_wikidata"))
        post = f"post {item or title.text}|{holder.key if holder else ''}"
        yield Found(post, "Post", (title,), item, holder=holder.key if holder else None)
        yield Held(f"person {key}", post, self._where, dates["start"], dates["end"])

    def _get(self, name: str) -> str:
        return self._cells.get(name, "")

    def _person_names(self) -> tuple[Name, ...]:
        found: dict[Name, None] = {}
        for main in ("person", "alias"):
            for column, cell in self._cells.items():
                base, _, language = column.partition(":")
                for text in cell.split("|") if base == main else ():
                    name = make_name(text, language or None, self._language)
                    if name is not None:
                        found[name] = None
            if main == "person" and not found:
                return ()
        return tuple(found)

    def _thing(self, column: str, kind: str) -> Found | None:
        name, item = self._get(column), parse_wikidata(self._get(f"{column}_wikidata"))
        label = make_name(name, default=self._language)
        if label is None:
            return None
        return Found(
            f"{column} {item or label.text}", "State" if kind == "State" else "Organization", (label,), item
        )
