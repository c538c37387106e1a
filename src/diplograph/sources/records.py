"""Articles as JSON: one object a line, or a file that holds one object or an array of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from diplograph.errors import SourceError
from diplograph.model import RawDocument
from diplograph.sources.failure import SourceFailure

__all__ = ["MAX_LINE_BYTES", "iter_json", "iter_json_lines"]

# One line is one article with its metadata; the bound keeps a file without line ends from filling the memory.
MAX_LINE_BYTES = 64 * 1024 * 1024

_OPTIONAL = ("id", "url", "title", "published", "publisher", "language")
_CONTRACT = 'an article is {"text": "...", "title"?, "url"?, "published"?, "publisher"?, "language"?, "id"?}'


def iter_json_lines(stream: BinaryIO, origin: str) -> Iterator[RawDocument | SourceFailure]:
    """Read one article a line; blank lines are passed over, and a bad line doesn't stop the others."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES):
        number += 1
        where = f"{origin} line {number}"
        if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
            yield _failure(
                f"the line is longer than {MAX_LINE_BYTES // 1024**2} MiB",
                where,
                "put one article on each line",
            )
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE_BYTES)
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield _parse_line(line, where)


def iter_json(content: bytes, origin: str) -> Iterator[RawDocument | SourceFailure]:
    """Read a JSON document: an array of articles, or one article; else take it as JSON Lines."""
    from io import BytesIO

    parsed = _parse(content.removeprefix(b"\xef\xbb\xbf"), origin)
    if isinstance(parsed, SourceFailure):
        lines = [line for line in content.splitlines() if line.strip()]
        if len(lines) > 1 and not isinstance(
            _parse(lines[0].removeprefix(b"\xef\xbb\xbf"), origin), SourceFailure
        ):
            yield from iter_json_lines(BytesIO(content), origin)
        else:
            yield parsed
    elif isinstance(parsed[0], list):
        yield from _iter_items(parsed[0], origin)
    else:
        yield _document(parsed[0], origin)


def _iter_items(items: Iterable[Any], origin: str) -> Iterator[RawDocument | SourceFailure]:
    empty = True
    for number, item in enumerate(items, start=1):
        empty = False
        yield _document(item, f"{origin} item {number}")
    if empty:
        yield _failure("the array holds no article", origin, _CONTRACT)


def _parse_line(line: bytes, where: str) -> RawDocument | SourceFailure:
    parsed = _parse(line, where)
    return parsed if isinstance(parsed, SourceFailure) else _document(parsed[0], where)


def _parse(content: bytes, where: str) -> tuple[Any] | SourceFailure:
    """The value in a tuple of one, so that it can't be taken for a failure."""
    try:
        return (json.loads(content.decode("utf-8")),)
    except UnicodeDecodeError as error:
        return _failure(
            f"invalid UTF-8 at byte {error.start}", where, "JSON is written in UTF-8: convert the file"
        )
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        return _failure(f"broken JSON: {error.msg.removesuffix(' at')} at {place}", where, _CONTRACT)
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        return _failure(f"broken JSON: {reason}", where, _CONTRACT)


def _document(item: Any, where: str) -> RawDocument | SourceFailure:
    if not isinstance(item, dict):
        return _failure(f"the line holds {_kind(item)}, not an object", where, _CONTRACT)
    text = item.get("text")
    if not isinstance(text, str):
        what = f'"text" is {_kind(text)}, expected text' if "text" in item else 'the article has no "text"'
        return _failure(what, where, _CONTRACT)
    metadata: dict[str, str] = {}
    for name in _OPTIONAL:
        value = item.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and name in ("id", "published"):
            value = str(value)  # databases number their articles; a year alone is a partial date
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            return _failure(
                f'"{name}" is {_kind(value)}, expected text',
                where,
                f'put "{name}" in quotes, or leave it out',
            )
        metadata[name] = value
    return RawDocument(text, "text/plain", where, metadata)


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    kinds = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "text",
        list: "an array",
        dict: "an object",
    }
    return kinds[type(value)]


def _failure(what: str, where: str, fix: str) -> SourceFailure:
    return SourceFailure(where, SourceError(what, where=where, fix=fix))
