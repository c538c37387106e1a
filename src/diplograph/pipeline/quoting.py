"""The sentences in which articles name a thing, and what an article called it before anybody judged."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from diplograph.pipeline.imports import held_imports
from diplograph.pipeline.readings import BLACK, unpack_reading
from diplograph.pipeline.settling import Merges
from diplograph.store import Reader

if TYPE_CHECKING:
    from diplograph.model import Reading
    from diplograph.resolve import Judgement

__all__ = ["Quoted", "Quoter"]

_AROUND = 160  # characters of a sentence on either side of a name, at most


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of an article.

    :param source: the article's publisher, title, date and key, as far as known
    """

    text: str
    source: str


class Quoter:
    """Reads what a store keeps of its articles.

    :param in_force: the judgements of people with which its graphs were made
    """

    def __init__(self, reader: Reader, in_force: tuple[Judgement, ...]) -> None:
        self._reader = reader
        self._in_force = in_force
        self._imports = held_imports(reader)[0]
        self._resolved = lru_cache(maxsize=256)(self._resolve)

    def quote(self, id: str, limit: int, within: Collection[str] | None = None) -> tuple[Quoted, ...]:
        """A sentence each of some articles that name a thing: where it is named in full, earliest first.

        :param within: keys of the articles to choose from; None is all
        """
        keys = self._reader.find_naming([id])
        rows = [
            row
            for key in keys
            if (within is None or key in within) and (row := self._reader.article(key)) is not None
        ]
        rows.sort(key=lambda row: (row.published or "", row.key))
        found = []
        for row in rows[: limit * 4]:
            text = self._sentence(row.key, id)
            if text:
                about = (row.publisher, row.title and f"“{row.title}”", row.published, row.key)
                found.append(Quoted(text, ", ".join(part for part in about if part)))
            if len(found) == limit:
                break
        return tuple(found)

    def asked(self, key: str) -> frozenset[str]:
        """Ids of an article's things before any judgement changed them."""
        from diplograph.pipeline.work import replayed
        from diplograph.reference.layers import load_with_imports
        from diplograph.resolve import resolve_reading

        reading = self._read(key)
        if reading is None:
            return frozenset()
        noted = _Noted(replayed(self._in_force, self._imports))
        resolve_reading(reading, load_with_imports(self._imports), noted)
        return frozenset(noted.asked)

    def _sentence(self, key: str, id: str) -> str | None:
        reading = self._resolved(key)
        spans = [one.span for one in reading.mentions if one.entity == id] if reading else []
        if reading is None or not spans:
            return None
        # the fullest name comes first, since it says most about who is meant
        span = min(spans, key=lambda one: (-len(one.exact.split()), one.start))
        return _cut(reading.article.text, span.start, span.end)

    def _resolve(self, key: str) -> Reading | None:
        from diplograph.pipeline.work import replayed, resolve

        reading = self._read(key)
        if reading is None:
            return None
        merges = Merges(self._reader, replayed(self._in_force, self._imports))
        return resolve(reading, self._imports, self._in_force, merges)

    def _read(self, key: str) -> Reading | None:
        packed = self._reader.reading(key)
        return unpack_reading(packed, self._reader.text(key), key).reading if packed is not None else None


class _Noted:
    """Judgements that note what they are asked about."""

    def __init__(self, inner: object) -> None:
        self._inner = inner
        self.asked: set[str] = set()

    def entity(self, id: str, article: str) -> str:
        self.asked.add(id)
        found: str = getattr(self._inner, "entity", lambda id, article: id)(id, article)
        return found

    def wikidata(self, id: str) -> str | None:
        found: str | None = getattr(self._inner, "wikidata", lambda id: None)(id)
        return found


def _cut(text: str, start: int, end: int) -> str:
    """The sentence around a place, roughly, and no longer than two lines."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    for stop in ("\n", ". ", "! ", "? "):
        first = max(first, text.rfind(stop, first, start) + len(stop) if stop in text[first:start] else first)
        place = text.find(stop, end, last)
        last = place + len(stop.strip()) if place >= 0 else last
    words = " ".join(text[first:last].split())
    while BLACK * 2 in words:
        words = words.replace(BLACK * 2, BLACK)
    return words.replace(BLACK, "…")
