"""Files, folders and globs."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from diplograph.errors import SourceError
from diplograph.model import RawDocument
from diplograph.sources.failure import SourceFailure
from diplograph.sources.records import iter_json, iter_json_lines
from diplograph.sources.stream import MAX_DOCUMENT_BYTES, iter_stream, too_large

__all__ = ["MEDIA_TYPES", "iter_path"]

MEDIA_TYPES = {
    **{".txt": "text/plain", ".text": "text/plain"},
    **{".md": "text/markdown", ".markdown": "text/markdown"},
    **{".html": "text/html", ".htm": "text/html", ".xhtml": "text/html"},
    **{".jsonl": "application/x-ndjson", ".ndjson": "application/x-ndjson", ".json": "application/json"},
}
_KINDS = "text (.txt), Markdown (.md), HTML (.html), JSON Lines (.jsonl) and JSON (.json)"


def iter_path(source: str) -> Iterator[RawDocument | SourceFailure]:
    """Read a file, a folder with all below it, or what a glob matches."""
    if glob.has_magic(source) and not os.path.lexists(source):
        yield from _iter_glob(source)
        return
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield _unreadable(source, error)
        return
    if stat.S_ISDIR(mode):
        yield from _iter_folder(source)
    else:
        yield from _iter_file(path, _shown(source))


def _iter_glob(pattern: str) -> Iterator[RawDocument | SourceFailure]:
    # Path.glob takes neither an absolute pattern nor one that starts with ..
    paths = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207
    if not paths:
        yield _failure("no file matches", pattern, "check the pattern; ** stands for folders at any depth")
    for path in paths:
        # ** matches folders too; their files are matched on their own
        if not (Path(path).is_dir() and "**" in pattern):
            yield from iter_path(path)


def _iter_folder(folder: str) -> Iterator[RawDocument | SourceFailure]:
    problems: list[OSError] = []
    hidden = found = 0
    for here, folders, names in os.walk(folder, onerror=problems.append):
        hidden += sum(name.startswith(".") for name in (*folders, *names))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(here) / name
            found += 1
            if path.suffix.lower() in MEDIA_TYPES:
                yield from _iter_file(path, _shown(path))
            else:
                error = SourceError(
                    f"skipped: {path.suffix or 'a file without an ending'} is no kind that is read",
                    where=_shown(path),
                    fix=f"{_KINDS} are read; name the file itself to have it tried",
                )
                yield SourceFailure(_shown(path), error, skipped=True)
    for problem in problems:
        yield _unreadable(str(problem.filename or folder), problem)
    if hidden:
        what = (
            f"skipped: {hidden} hidden file{'s' if hidden > 1 else ''} or folder{'s' if hidden > 1 else ''}"
        )
        yield SourceFailure(
            folder, SourceError(what, where=folder, fix="name them to have them read"), skipped=True
        )
    if not found and not problems:
        yield _failure("the folder holds no article", folder, f"{_KINDS} are read")


def _iter_file(path: Path, origin: str) -> Iterator[RawDocument | SourceFailure]:
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    try:
        with path.open("rb") as handle:
            if media_type == "application/x-ndjson":
                yield from _or_empty(iter_json_lines(handle, origin), origin)
            elif media_type is None:
                yield from iter_stream(handle, origin)
            else:
                content = handle.read(MAX_DOCUMENT_BYTES + 1)
                if len(content) > MAX_DOCUMENT_BYTES:
                    yield too_large(origin)
                elif media_type == "application/json":
                    yield from iter_json(content, origin)
                else:
                    yield RawDocument(content, media_type, origin)
    except OSError as error:
        yield _unreadable(origin, error)


def _or_empty(
    documents: Iterator[RawDocument | SourceFailure], origin: str
) -> Iterator[RawDocument | SourceFailure]:
    empty = True
    for document in documents:
        empty = False
        yield document
    if empty:
        yield _failure("the document is empty", origin, "put one article on each line, or leave the file out")


def _unreadable(path: str, error: OSError | ValueError) -> SourceFailure:
    if isinstance(error, FileNotFoundError):
        return _failure(
            "there is no such file or folder", path, "check the spelling and the folder you are in"
        )
    if isinstance(error, PermissionError):
        return _failure(
            "the file may not be read (permission denied)", path, "change its permissions or its owner"
        )
    reason = error.strerror or type(error).__name__ if isinstance(error, OSError) else str(error)
    return _failure(f"the file cannot be read: {reason}", path, "check the file and the disk it is on")


def _shown(path: str | Path) -> str:
    r"""A path as text that can be written and stored: bytes that are no UTF-8 as ``\xff``."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _failure(what: str, where: str, fix: str) -> SourceFailure:
    where = _shown(where)
    return SourceFailure(where, SourceError(what, where=where, fix=fix))
