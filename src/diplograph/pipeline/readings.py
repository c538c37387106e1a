"""Readings as bytes: what was read from an article, kept so that it can be resolved anew without reading it.

A record is compressed JSON. Each dataclass is a list of its fields in their
order, each span just its place in the text. Where an article's text is not
kept, the record has the text with all that no quotation or name needs blacked
out.
"""

from __future__ import annotations

import json
import types
import typing
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, cast

from diplograph.errors import StoreError
from diplograph.model import Article, Block, Reading, Span

__all__ = ["BLACK", "Kept", "pack_reading", "unpack_reading"]

_FORM = 1  # raised when the records of model.py change in a way that old records cannot be read
BLACK = "\ufffc"  # the object replacement character: something stood here
_AROUND = 32  # characters that a quotation's prefix and suffix have in the graph
_NEAR = 60  # between the names of a body and its parent, whose words the graph may quote

_Coder = Callable[[Any, str], Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading before it was resolved, with what its graph was made with.

    :param minimum: confidence below which claims are left out
    :param tables: fingerprint of the user's own tables, empty for none
    """

    reading: Reading
    minimum: float = 0.0
    tables: str = ""


def pack_reading(kept: Kept, *, with_text: bool) -> bytes:
    """Write a reading as bytes.

    :param with_text: whether the record must have what is needed of the text itself,
        because the store keeps no texts
    """
    reading = kept.reading
    text = reading.article.text
    bare = replace(reading, article=replace(reading.article, text=""))
    parts = _coder(Reading, True)(bare, text)
    record = [_FORM, kept.minimum, kept.tables, _blackened(reading) if with_text else None, parts]
    return zlib.compress(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack_reading(packed: bytes, text: str | None, where: str) -> Kept:
    """Read back what :func:`pack_reading` wrote.

    :param text: the article's text, where the store keeps it
    :param where: what a message calls the record
    :raises StoreError: if the record is damaged or of another version of diplograph
    """
    try:
        form, minimum, tables, blackened, parts = json.loads(zlib.decompress(packed))
        if form == _FORM:
            whole = text if blackened is None else blackened
            assert whole is not None
            reading = cast(Reading, _coder(Reading, False)(parts, whole))
            return Kept(replace(reading, article=replace(reading.article, text=whole)), minimum, tables)
    except (zlib.error, ValueError, TypeError, KeyError, IndexError, AssertionError) as error:
        raise _unreadable(where) from error
    raise _unreadable(where)


def _unreadable(where: str) -> StoreError:
    return StoreError(
        "what was read from an article cannot be read back",
        where=where,
        fix="ingest the article again: take it out with diplograph remove, then read its source",
    )


# -- records as lists ----------------------------------------------------------
@cache
def _coder(hint: Any, encode: bool) -> _Coder:
    """What turns a value of this type into JSON, or back; both are given the article's text."""
    if hint is Span:
        return _encode_span if encode else _decode_span
    if hint is Block:  # blocks have no exact words of their own
        return _record_coder(hint, encode)
    if is_dataclass(hint) or (isinstance(hint, type) and issubclass(hint, tuple)):
        return _record_coder(hint, encode)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return _row_coder(_coder(arguments[0], encode))
    if origin in (typing.Union, types.UnionType):
        return _union_coder([one for one in arguments if one is not type(None)], encode)
    return _as_it_is


def _as_it_is(value: Any, text: str) -> Any:
    return value


def _encode_span(span: Span, text: str) -> Any:
    if text[span.start : span.end] == span.exact:
        return [span.start, span.end]
    return [span.start, span.end, span.exact]


def _decode_span(parts: list[Any], text: str) -> Span:
    start, end, *exact = parts
    return Span(start, end, exact[0] if exact else text[start:end])


def _row_coder(inner: _Coder) -> _Coder:
    if inner is _as_it_is:
        return lambda values, text: tuple(values)
    return lambda values, text: tuple([inner(value, text) for value in values])


def _union_coder(choices: list[Any], encode: bool) -> _Coder:
    """A value that may be None, or of one record type among plain ones; lists are records, the rest plain."""
    records = [one for one in choices if _coder(one, encode) is not _as_it_is]
    if not records:
        return _as_it_is
    assert len(records) == 1, choices
    inner, kind = _coder(records[0], encode), records[0]
    if encode:
        return lambda value, text: inner(value, text) if isinstance(value, kind) else value
    return lambda value, text: inner(value, text) if isinstance(value, list) else value


def _record_coder(kind: Any, encode: bool) -> _Coder:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else list(kind._fields)
    coders = [(name, _coder(hints[name], encode)) for name in names]
    if encode:
        return lambda value, text: [coder(getattr(value, name), text) for name, coder in coders]

    def decode(parts: list[Any], text: str) -> Any:
        if len(parts) > len(coders):
            raise ValueError(f"{kind.__name__} has {len(coders)} fields, not {len(parts)}")
        # a record of before a field was added has that field's default
        return kind(*[coder(part, text) for part, (_, coder) in zip(parts, coders, strict=False)])

    return decode


# -- texts that are not kept ---------------------------------------------------
def _blackened(reading: Reading) -> str:
    """The text with all that the graph could never quote blacked out."""
    text = reading.article.text
    shown = bytearray(len(text))
    for start, end in _iter_needed(reading):
        place = slice(max(start, 0), min(end, len(text)))
        shown[place] = b"\1" * len(shown[place])
    return "".join(letter if seen else BLACK for letter, seen in zip(text, shown, strict=True))


def _iter_needed(reading: Reading) -> Iterator[tuple[int, int]]:
    claims = (*reading.holdings, *reading.relations, *reading.events, *reading.statements)
    for span in _iter_spans(claims):  # any of them may be quoted, with what stands around it
        yield span.start - _AROUND, span.end + _AROUND
    for span in _iter_spans(reading.mentions):
        yield span.start, span.end
    yield from _iter_between(reading)


def _iter_spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _iter_spans(one)
    elif is_dataclass(value) and not isinstance(value, Article):
        for field in fields(value):
            yield from _iter_spans(getattr(value, field.name))


def _iter_between(reading: Reading) -> Iterator[tuple[int, int]]:
    """Words between a body and one that something belongs to, which the graph quotes for that."""
    parents = {
        one.organization for one in reading.entities if one.kind == "Organization" and one.organization
    }
    bodies = {one.id for one in reading.entities if one.kind in ("Organization", "State")}
    named = [(mention.entity, mention.span) for mention in reading.mentions if mention.entity in bodies]
    above = [span for entity, span in named if entity in parents]
    for _, one in named:
        for other in above:
            if max(one.start, other.start) - min(one.end, other.end) < _NEAR:
                start, end = min(one.start, other.start), max(one.end, other.end)
                yield start - _AROUND, end + _AROUND
