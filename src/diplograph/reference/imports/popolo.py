"""Popolo JSON, as EveryPolitician publishes parliaments: one object of arrays, read an element at a time.

:source: The Popolo Project, https://www.popoloproject.com/specs/
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any

from diplograph.errors import SourceError
from diplograph.model import Name
from diplograph.reference.imports.names import make_name
from diplograph.reference.imports.reading import Input, parse_date, parse_wikidata
from diplograph.reference.imports.records import Bad, Found, Held, Item, Period, Related

__all__ = ["iter_popolo"]

_ARRAYS = ("persons", "organizations", "posts", "memberships", "areas", "events")
_PARTIES = ("party", "faction", "parliamentary group", "parliamentary_group")
_CHUNK = 1 << 16
_Object = dict[str, Any]


def iter_popolo(source: Input, language: str = "und") -> Iterator[Item]:
    """What a Popolo file says. Arrays that it has beside those of Popolo are left alone.

    :param language: of names in the Latin script that say none of their own
    :raises SourceError: if the file is no JSON object of arrays
    """
    parties: set[str] = set()
    for path, lines in source.iter_files():
        for number, (array, element) in enumerate(_iter_elements(str(path), lines), 1):
            where = f"{path}:{array}[{number}]"
            if not isinstance(element, dict):
                yield Bad(where, "an element that is no object")
            elif array == "memberships":
                yield from _memberships(where, element, parties)
            elif array == "events":
                if element.get("id"):
                    dates = (parse_date(_text(element, one)) for one in ("start_date", "end_date"))
                    yield Period(str(element["id"]), *dates)
            else:
                yield from _things(where, array, element, parties, language)


def _text(element: _Object, name: str) -> str | None:
    value = element.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _things(where: str, array: str, element: _Object, parties: set[str], language: str) -> Iterator[Item]:
    key, label = (
        _text(element, "id"),
        _text(element, "label") or _text(element, "name") or _text(element, "role"),
    )
    names = _names(label, element, language)
    if key is None or not names:
        yield Bad(where, f"one of the {array} without an id or a name")
        return
    wikidata = _wikidata(element)
    if array == "persons":
        gender = _text(element, "gender")
        yield Found(
            key,
            "Person",
            names,
            wikidata,
            born=parse_date(_text(element, "birth_date")),
            died=parse_date(_text(element, "death_date")),
            gender=gender if gender in ("male", "female") else None,
        )
    elif array == "organizations":
        if _text(element, "classification") in _PARTIES:
            parties.add(key)
        founded = parse_date(_text(element, "founding_date"))
        yield Found(key, "Organization", names, wikidata, holder=_text(element, "parent_id"), born=founded)
    elif array == "posts":
        yield Found(key, "Post", names, wikidata, holder=_text(element, "organization_id"))
    else:
        yield Found(key, "Place", names, wikidata)


def _names(label: str | None, element: _Object, language: str) -> tuple[Name, ...]:
    found: dict[Name, None] = {}
    for text, tag in [
        (label, None),
        *((name.get("name"), name.get("lang")) for name in _objects(element, "other_names")),
    ]:
        known = tag if isinstance(tag, str) and 2 <= len(tag) <= 12 and tag != "multi" else None
        name = make_name(text, known, language) if isinstance(text, str) else None
        if name is not None:
            found[name] = None
    return tuple(found)


def _objects(element: _Object, name: str) -> list[_Object]:
    values = element.get(name)
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _wikidata(element: _Object) -> str | None:
    for identifier in _objects(element, "identifiers"):
        if identifier.get("scheme") == "wikidata":
            return parse_wikidata(str(identifier.get("identifier")))
    return None


def _memberships(where: str, element: _Object, parties: set[str]) -> Iterator[Item]:
    person, body, post = (_text(element, f"{one}_id") for one in ("person", "organization", "post"))
    if person is None or (body is None and post is None):
        yield Bad(where, "a membership without its person or its organization")
        return
    party = _text(element, "on_behalf_of_id")
    if party is not None:
        yield Related(person, "memberOf", party)
    if post is None and body in parties:
        yield Related(person, "memberOf", str(body))
        return
    if post is None:
        role = _text(element, "role") or "member"
        post = f"{body} {role}"
        yield Found(post, "Post", (Name(role, "en"),), holder=body)
    # a member without dates of their own was one for the whole term
    start, end = (parse_date(_text(element, one)) for one in ("start_date", "end_date"))
    yield Held(person, post, where, start, end, period=_text(element, "legislative_period_id"))


# -- JSON piece by piece -----------------------------------------------------
def _iter_elements(path: str, lines: Iterator[bytes]) -> Iterator[tuple[str, Any]]:
    """Elements of the arrays of one object, with the array's name; one element is in memory at a time."""
    text = _Text(path, lines)
    text.expect("{")
    while text.peek() != "}":
        name = text.value()
        text.expect(":")
        if name in _ARRAYS and text.peek() == "[":
            text.expect("[")
            while text.peek() != "]":
                yield name, text.value()
                if text.peek() == ",":
                    text.expect(",")
            text.expect("]")
        else:
            text.value()
        if text.peek() == ",":
            text.expect(",")


class _Text:
    """A JSON text that comes in pieces."""

    def __init__(self, path: str, lines: Iterator[bytes]) -> None:
        self._path = path
        self._lines = lines
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
        self._scan = json.JSONDecoder().raw_decode
        self._buffer, self._at, self._ended = "", 0, False

    def peek(self) -> str:
        """The next character that is no white space."""
        while True:
            while self._at < len(self._buffer) and self._buffer[self._at].isspace():
                self._at += 1
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                raise self._broken("it ends before its object does")

    def expect(self, sign: str) -> None:
        """Step over a sign."""
        if self.peek() != sign:
            raise self._broken(f"expected {sign!r} and found {self._buffer[self._at : self._at + 20]!r}")
        self._at += 1

    def value(self) -> Any:
        """Step over a value."""
        self.peek()
        size = _CHUNK
        while True:
            try:
                value, end = self._scan(self._buffer, self._at)
            except (ValueError, RecursionError) as error:
                if not self._more(size):
                    raise self._broken(str(error)) from error
                size *= 2  # a long value is scanned anew each time: by doubling, a few times only
            else:
                if end == len(self._buffer) and self._more():
                    continue  # a number may go on
                self._at = end
                return value

    def _more(self, size: int = _CHUNK) -> bool:
        if self._ended:
            return False
        pieces, length = [self._buffer[self._at :]], 0
        while length < size:
            line = next(self._lines, None)
            if line is None:
                self._ended = True
                pieces.append(self._decode(b"", True))
                break
            pieces.append(self._decode(line))
            length += len(line)
        self._buffer, self._at = "".join(pieces), 0
        return True

    def _broken(self, why: str) -> SourceError:
        return SourceError(
            f"the file is no Popolo JSON: {why}",
            where=self._path,
            fix="give a JSON object with persons and memberships, or say another format with --as",
        )
