"""Find what stands between quotation marks, in every style, across sentences and paragraphs.

One pass over the marks of a paragraph, a constant amount of work each, so
that no text, however hostile, makes it slow. A quotation that a paragraph
opens and does not close goes on where the next paragraph opens with a mark
again, as newspapers print long quotations.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from diplograph.extract.page import Paragraph

__all__ = ["Quote", "find_quotes", "quotes_over"]

_CLOSING: Final = {"“": "”", "«": "»", "„": "“", "‘": "’", '"': '"', "'": "'"}
_MARKS: Final = re.compile(f"[{''.join(sorted({*_CLOSING, *_CLOSING.values()}))}]")
_SINGLE: Final = frozenset("‘'")
_LONGEST: Final = 20_000
"""Characters; a mark that is not closed within them was never one."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotation marks.

    :param start: offset in the article of the first character within the marks
    :param end: offset after the last one
    :param parts: indexes of the paragraphs that it runs over
    """

    start: int
    end: int
    parts: tuple[int, ...]


def find_quotes(paragraphs: Iterable[Paragraph]) -> list[Quote]:
    """The outermost quotations, in order; those inside another are part of it."""
    found: list[Quote] = []
    open_mark: str | None = None
    opened = 0
    parts: list[int] = []
    for paragraph in paragraphs:
        text, offset = paragraph.doc.text, paragraph.offset
        spans, rest = _in_paragraph(text)
        continues = open_mark is not None and _first_mark(text) == open_mark
        if open_mark is not None and not continues:
            open_mark = None  # the mark was never closed, and nothing shows that it goes on
        for start, end in spans:
            if continues and start == _first_at(text) + 1:
                found.append(Quote(opened, offset + end, (*parts, paragraph.index)))
                open_mark, continues = None, False
            else:
                found.append(Quote(offset + start, offset + end, (paragraph.index,)))
        if rest is not None:
            if not (continues and rest[0] == _first_at(text)):
                opened, parts = offset + rest[0] + 1, []
            open_mark = rest[1]
            parts.append(paragraph.index)
    return [quote for quote in found if quote.start < quote.end]


def quotes_over(quotes: Sequence[Quote], start: int, end: int) -> Sequence[Quote]:
    """Those of quotations in order that share a character with a stretch of the article."""
    low = bisect_right(quotes, start, key=lambda quote: quote.end)
    high = bisect_left(quotes, end, low, key=lambda quote: quote.start)
    return quotes[low:high]


def _first_at(text: str) -> int:
    return len(text) - len(text.lstrip())


def _first_mark(text: str) -> str:
    at = _first_at(text)
    return text[at : at + 1]


def _in_paragraph(text: str) -> tuple[list[tuple[int, int]], tuple[int, str] | None]:
    """Closed quotations as offsets within their marks, and an opening mark at the end that is not closed."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    closing = ""
    for match in _MARKS.finditer(text):
        at, mark = match.start(), match[0]
        if opened is not None and at - opened > _LONGEST:
            opened = None
        if opened is None:
            if mark in _CLOSING and _may_open(text, at):
                opened, closing = at, _CLOSING[mark]
        elif mark == closing and _may_close(text, at):
            found.append((opened + 1, at))
            opened = None
    if opened is None or len(text) - 1 - opened > _LONGEST:
        return found, None
    if text[opened] in _SINGLE and text[:opened].rstrip()[-1:] not in ("", ":", ","):
        return found, None  # an apostrophe, unless it stands where speech begins
    return found, (opened, text[opened])


def _may_open(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    after = text[at + 1 : at + 2]
    if text[at] in "“«„":
        return True
    free = not before or before.isspace() or before in "([—–-:,[/"
    # a straight mark between spaces opens, where none is open: text set with spaces between its tokens
    return free and bool(after) and (not after.isspace() or (text[at] == '"' and after == " "))


def _may_close(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    if text[at] not in "’'":
        return True
    before = text[at - 1 : at]
    return not after.isalnum() and not (before == "s" and after == " " and "’" in text[at + 1 : at + 200])
