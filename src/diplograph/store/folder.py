"""The folder that a store is: whether it is one, of which format, and the quads in it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from diplograph.errors import StoreError

__all__ = ["BROKEN", "FORMAT", "REMEDY", "check_format", "make_folder", "open_quads", "write_format"]

FORMAT = 1
REMEDY = "restore the store from a copy, or ingest the articles into a new one"
BROKEN = (OSError, RuntimeError)  # what pyoxigraph raises for a disk that fails, and for damaged files
_OURS = {
    "format", "format.new", "manifest.sqlite", "manifest.sqlite-wal", "manifest.sqlite-shm", "quads",
    "reference", "judgements.tsv", "judgements.tsv.new",
}  # fmt: skip


def check_format(path: Path, *, missing_ok: bool) -> None:
    """Refuse what is no store, or one of a format that this version does not know.

    :param missing_ok: whether a store may still be made here
    """
    try:
        found = (path / "format").read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        _check_missing(path, missing_ok)
        return
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"the store cannot be read: {error}", where=str(path), fix=REMEDY) from error
    if not found.isdigit():
        raise StoreError(
            f"the store's format is {found[:20]!r}, which is no format",
            where=str(path / "format"),
            fix=REMEDY,
        )
    if int(found) != FORMAT:
        raise StoreError(
            f"the store has format {found}, and this version of diplograph knows format {FORMAT}",
            where=str(path),
            fix="upgrade diplograph (pip install --upgrade diplograph), or use another store with --store",
        )


def _check_missing(path: Path, missing_ok: bool) -> None:
    if path.exists() and not path.is_dir():
        raise StoreError("this is a file, no store", where=str(path), fix="name a folder with --store")
    entries = {entry.name for entry in path.iterdir()} if path.is_dir() else set()
    if entries - _OURS:
        raise StoreError(
            "the folder is no store and holds other things",
            where=str(path),
            fix="name a new or empty folder with --store",
        )
    if not missing_ok:
        raise StoreError(
            "there is no store here",
            where=str(path),
            fix="make one with: diplograph ingest SOURCE... --store " + str(path),
        )


def make_folder(path: Path) -> None:
    """Make the folder where there is none."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the store's folder cannot be made: {error.strerror}",
            where=str(path),
            fix="check the path and its permissions, or name another folder with --store",
        ) from error


def write_format(path: Path) -> None:
    """Mark the folder as a whole store."""
    # last, and in one step: a store whose making was cut short is made anew
    if (path / "format").exists():
        return
    new = path / "format.new"
    new.write_text(f"{FORMAT}\n", encoding="ascii")
    new.replace(path / "format")


def open_quads(path: Path) -> ox.Store:
    """Open the quads for writing, which locks the store."""
    try:
        quads = ox.Store(str(path / "quads"))
        for left in (path / "quads").glob("bulk-*.sst"):  # of a load that was killed; no store uses them
            left.unlink(missing_ok=True)
    except BROKEN as error:
        text = str(error)
        if "lock" in text.lower():
            raise StoreError(
                "the store is being written by another process",
                where=str(path),
                fix="wait until it has finished, or use another store with --store",
            ) from error
        raise StoreError(
            f"the store cannot be opened for writing: {text}",
            where=str(path),
            fix="check the folder's permissions and the disk's free space; if it is damaged, restore a copy",
        ) from error
    return quads
