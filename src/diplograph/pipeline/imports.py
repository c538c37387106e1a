"""Imports of reference knowledge: into a store, out of it, and which there are.

An import is a note and a graph in the store, and an index in the folder
``reference`` beside them. The note is what counts: it is written last, in one
transaction, so that an import that is killed leaves the one before it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.errors import StoreError
from diplograph.store import Reader, open_reader, open_writer

if TYPE_CHECKING:
    from diplograph.reference.imports import OnRead, Plan
    from diplograph.reference.imports.records import Bad

__all__ = [
    "ImportNote",
    "find_imports",
    "held_imports",
    "import_reference",
    "list_imports",
    "read_note",
    "remove_import",
]

_FOLDER = "reference"


@dataclass(frozen=True, slots=True)
class ImportNote:
    """What is kept of an import.

    :param format: one of FORMATS
    :param files: names of the files it came from
    :param source: where they are from, in the user's words
    :param date: of the files, as the user gave it
    :param columns: column to field, for a table
    :param counts: people, posts, bodies, tenures, names, and things that the tables had already
    :param left_out: reasons with their counts
    :param seal: SHA-256 of all that decides what the import holds
    """

    name: str
    format: str
    files: tuple[str, ...]
    source: str
    licence: str
    date: str | None = None
    language: str = "und"
    columns: dict[str, str] = field(default_factory=dict)
    delimiter: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    seal: str = ""

    @property
    def stem(self) -> str:
        """Name of its index, without endings."""
        return f"{self.name}-{self.seal[:16]}"


def read_note(text: str) -> ImportNote:
    """The note as it was when it was written."""
    fields = json.loads(text)
    return ImportNote(**{**fields, "files": tuple(fields["files"])})


# -- which there are ---------------------------------------------------------
def list_imports(store: Path) -> list[ImportNote]:
    """The imports of a store, by name.

    :raises StoreError: if there is no store
    """
    with open_reader(store) as reader:
        return [read_note(text) for text in reader.imports().values()]


def find_imports(store: Path) -> tuple[Path, ...]:
    """The imports of a store as ``load_with_imports`` takes them.

    :raises StoreError: if there is no store
    """
    with open_reader(store) as reader:
        return held_imports(reader)[0]


def held_imports(reader: Reader) -> tuple[tuple[Path, ...], str]:
    """The imports of an open store as ``load_with_imports`` takes them, and a seal that changes with them."""
    notes = [read_note(text) for text in reader.imports().values()]
    stems = tuple((reader.path / _FOLDER / note.stem).absolute() for note in notes)
    return stems, " ".join(note.seal for note in notes)


# -- changing them -----------------------------------------------------------
def import_reference(
    store: Path,
    plan: Plan,
    source: str,
    licence: str,
    date: str | None = None,
    *,
    update: bool = False,
    on_read: OnRead | None = None,
    on_bad: Callable[[Bad], None] | None = None,
) -> tuple[ImportNote, bool]:
    """Import files into a store, made where there is none.

    :param source: where the files are from
    :param licence: under which they may be used
    :param date: of the files; None is not said
    :param update: whether an import of that name is replaced
    :returns: the note, and whether anything changed; the same files with the same settings change nothing
    :raises StoreError: if there is an import of that name already, or none that could be updated
    :raises SourceError: if a file cannot be read
    """
    from diplograph.pipeline.resolving import bring_up_to_date
    from diplograph.reference import load_reference
    from diplograph.reference.imports import build_import
    from diplograph.reference.index import remove_index

    note = ImportNote(
        plan.name,
        plan.format,
        tuple(path.name for path in plan.paths),
        source,
        licence,
        date,
        plan.language,
        plan.mapping.columns,
        plan.mapping.delimiter,
    )
    with open_writer(store) as writer:
        held = {name: read_note(text) for name, text in writer.imports().items()}
        seal = _seal(note, plan)
        before = held.get(plan.name)
        if before is not None and before.seal == seal:
            return before, False
        _check_name(store, plan.name, before is not None, update)
        folder = writer.path / _FOLDER
        folder.mkdir(exist_ok=True)
        _clear(folder, held.values())
        stem = folder / f"{plan.name}-{seal[:16]}"
        result = build_import(plan, stem, load_reference(), on_read=on_read, on_bad=on_bad)
        counts, left_out = result.as_counts(), dict(sorted(result.left_out.items()))
        note = replace(note, counts=counts, left_out=left_out, seal=seal)
        quads = stem.with_name(stem.name + ".nq")
        _write_quads(stem, quads, note, writer.base)
        writer.replace_import(plan.name, json.dumps(asdict(note), ensure_ascii=False, sort_keys=True), quads)
        bring_up_to_date(writer)
        if before is not None:
            remove_index(folder / before.stem)
    return note, True


def remove_import(store: Path, name: str) -> None:
    """Take an import out of a store.

    :raises StoreError: if there is none of that name
    """
    from diplograph.pipeline.resolving import bring_up_to_date
    from diplograph.reference.index import remove_index

    with open_writer(store, create=False) as writer:
        text = writer.imports().get(name)
        if text is None:
            raise _unknown(store, name)
        writer.remove_import(name)
        bring_up_to_date(writer)
        remove_index(writer.path / _FOLDER / read_note(text).stem)


def _check_name(store: Path, name: str, there: bool, update: bool) -> None:
    if there and not update:
        raise StoreError(
            f"there is an import {name!r} already",
            where=str(store),
            fix=f"replace it with: diplograph reference update {name} FILE..., or choose another --name",
        )
    if update and not there:
        raise _unknown(store, name)


def _unknown(store: Path, name: str) -> StoreError:
    return StoreError(f"there is no import {name!r}", where=str(store), fix="see: diplograph reference list")


def _seal(note: ImportNote, plan: Plan) -> str:
    """SHA-256 of the files, the settings, the importers and the tables that they link to."""
    from diplograph.pipeline.fingerprint import reference_fingerprint

    digest = sha256(json.dumps(asdict(note), ensure_ascii=False, sort_keys=True).encode())
    digest.update(reference_fingerprint().encode())
    for path in plan.paths:
        try:
            with path.open("rb") as handle:
                while block := handle.read(1 << 20):
                    digest.update(block)
        except OSError as error:
            raise StoreError(
                f"the file cannot be read: {error.strerror}", where=str(path), fix="check its name"
            ) from error
    return digest.hexdigest()


def _clear(folder: Path, notes: Iterable[ImportNote]) -> None:
    """Take away what a killed import has left; nobody else writes here while we hold the store."""
    stems = {note.stem for note in notes}
    for path in folder.iterdir():
        if path.stem not in stems:
            path.unlink()


def _write_quads(stem: Path, path: Path, note: ImportNote, base: str) -> None:
    from diplograph.graph import iter_import_quads
    from diplograph.reference.index import ImportIndex

    about = {"title": note.name, "source": note.source, "license": note.licence, "date": note.date or ""}
    index = ImportIndex(stem)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(
            iter_import_quads(
                index.iter_known(),
                index.iter_tenures(),
                index.iter_relations(),
                index.get,
                f"graph/reference/{note.name}",
                base,
                about,
            )
        )
    index.close()
