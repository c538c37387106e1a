"""Files a line at a time, packed or not, with how far one has come."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any

from diplograph.errors import SourceError
from diplograph.reference.imports.records import Bad, OnRead

__all__ = ["Input", "iter_json_lines", "parse_date", "parse_wikidata"]

_EVERY = 1 << 20  # bytes between two words about progress
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?")
_ITEM = re.compile(r"Q[1-9]\d*")


class Input:
    """The files of one import.

    :param on_read: told how far one has come, now and then
    :raises SourceError: if one of them is missing
    """

    def __init__(self, paths: Sequence[Path], on_read: OnRead | None = None) -> None:
        self.paths = tuple(paths)
        self._on_read = on_read
        try:
            self._total = sum(path.stat().st_size for path in self.paths)
        except OSError as error:
            raise SourceError(
                f"the file cannot be read: {error.strerror}",
                where=str(error.filename),
                fix="check its name and its permissions",
            ) from error

    def iter_lines(self) -> Iterator[tuple[str, bytes]]:
        """Every line of every file with its "file:line"; compressed files as what is in them."""
        for path, handle in self.iter_files():
            for number, line in enumerate(handle, 1):
                yield f"{path}:{number}", line

    def iter_files(self) -> Iterator[tuple[Path, Iterator[bytes]]]:
        """Every file with its lines.

        :raises SourceError: if a file cannot be read, or not be unpacked
        """
        done = 0
        for path in self.paths:
            yield path, self._lines(path, done)
            done += path.stat().st_size
        self._tell(self._total)

    def _lines(self, path: Path, done: int) -> Iterator[bytes]:
        try:
            with path.open("rb") as raw, _unpack(path, raw) as handle:
                next_word = 0
                for line in handle:
                    yield line
                    if raw.tell() >= next_word:
                        self._tell(done + raw.tell())
                        next_word = raw.tell() + _EVERY
        except (OSError, EOFError, lzma.LZMAError) as error:
            raise SourceError(
                f"the file cannot be read: {error}",
                where=str(path),
                fix="fetch it again; it may be cut short",
            ) from error

    def _tell(self, done: int) -> None:
        if self._on_read is not None:
            self._on_read(done, self._total)


def _unpack(path: Path, raw: IO[bytes]) -> IO[bytes]:
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]
    if suffix == ".bz2":
        return bz2.BZ2File(raw)
    if suffix == ".xz":
        return lzma.LZMAFile(raw)
    return raw


def iter_json_lines(source: Input) -> Iterator[tuple[str, dict[str, Any] | Bad]]:
    """The object of every line; the brackets and commas of an array written a line each do no harm."""
    for where, line in source.iter_lines():
        text = line.strip().rstrip(b",")
        if text in (b"", b"[", b"]", b"\xef\xbb\xbf["):
            continue
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            yield where, Bad(where, "the line is no JSON")
            continue
        yield where, value if isinstance(value, dict) else Bad(where, "the line is no JSON object")


def parse_date(text: str | None) -> str | None:
    """A partial date at its own precision, or None where there is none, or no calendar has it.

    >>> parse_date("2014-10-22T00:00:00"), parse_date("2014-00-00"), parse_date("2014-13")
    ('2014-10-22', '2014', None)
    """
    match = _PARTIAL.fullmatch((text or "").strip().replace("-00", ""))
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day) if part)


def parse_wikidata(text: str | None) -> str | None:
    """The item that an id or an address of Wikidata names, or None.

    >>> parse_wikidata("http://www.wikidata.org/entity/Q42"), parse_wikidata("42")
    ('Q42', None)
    """
    item = (text or "").strip().rpartition("/")[2]
    return item if _ITEM.fullmatch(item) else None
