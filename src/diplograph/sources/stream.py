"""Bytes of an unknown kind, told apart by how they begin: standard input, files with unknown endings."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from diplograph.errors import SourceError
from diplograph.model import RawDocument
from diplograph.sources.failure import SourceFailure
from diplograph.sources.records import iter_json, iter_json_lines

__all__ = ["MAX_DOCUMENT_BYTES", "iter_stream", "sniff", "too_large"]

# What one article may weigh, pictures and scripts inside its page included
MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
_HEAD_BYTES = 64 * 1024
_HTML = re.compile(
    rb"\s*<(?:!doctype\s+html|html|head|body|article|\?xml[^>]{0,200}\?>\s*(?:<!doctype\s+html|<html))\b",
    re.I,
)


def sniff(head: bytes) -> str:
    """The media type of a document by its beginning: JSON, HTML or text."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    # an article in text may open with a brace or bracket, but hardly with those and a quotation mark
    if re.match(rb'\{\s*["}]|\[\s*(?:\{\s*["}]|\])', head):
        return "application/json"
    if _HTML.match(head) or re.match(rb"(?:<!--.{0,2000}?-->\s*)+<(?:!doctype|html)\b", head, re.I | re.S):
        return "text/html"
    return "text/plain"


def iter_stream(
    stream: BinaryIO, origin: str, metadata: Mapping[str, str] | None = None
) -> Iterator[RawDocument | SourceFailure]:
    """Read one document, or JSON Lines of any length, from a stream."""
    head = _read_up_to(stream, _HEAD_BYTES)
    if sniff(head) == "application/json":
        whole: BinaryIO = io.BufferedReader(_Chain(head, stream))
        first_line = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0].rstrip()
        if first_line.startswith(b"{") and (first_line.endswith(b"}") or b"\n" not in head):
            yield from iter_json_lines(whole, origin)
            return
        content = _read_up_to(whole, MAX_DOCUMENT_BYTES + 1)
    else:
        content = head + _read_up_to(stream, MAX_DOCUMENT_BYTES + 1 - len(head))
    if len(content) > MAX_DOCUMENT_BYTES:
        yield too_large(origin)
    elif sniff(content[:_HEAD_BYTES]) == "application/json":
        yield from iter_json(content, origin)
    else:
        yield RawDocument(content, sniff(content[:_HEAD_BYTES]), origin, dict(metadata or {}))


def too_large(origin: str) -> SourceFailure:
    """The failure of a document beyond the limit."""
    return SourceFailure(
        origin,
        SourceError(
            f"the document is larger than {MAX_DOCUMENT_BYTES // 1024**2} MiB",
            where=origin,
            fix="split it into one file an article, or into JSON Lines with one article a line",
        ),
    )


def _read_up_to(stream: BinaryIO, size: int) -> bytes:
    parts = []
    while size > 0 and (part := stream.read(min(size, 1 << 20))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class _Chain(io.RawIOBase):
    """What was read ahead, then the rest of the stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        part = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)
