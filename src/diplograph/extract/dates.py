"""Dates in a text, at the precision they are stated; relative ones only with the article's date as anchor.

One regular expression a paragraph finds them; its pieces are fixed words and
bounded digits, so that it reads hostile text in linear time. Week, season,
quarter and decade have no datatype: they are read as the month or year they
lie in, or not at all, never as anything more precise than was said.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from diplograph.extract.page import Page
from diplograph.extract.rules import confidence
from diplograph.lexicon import Column, load_table
from diplograph.model import PartialDate, Span
from diplograph.resources import resource_path

__all__ = ["DATE_COLUMNS", "Interval", "date_of", "dates_in", "find_dates", "mark_dates"]

DATE_COLUMNS = {
    "word": Column(required=True, pattern=r"[a-z0-9 ]+"),
    "kind": Column(required=True, choices=("month", "weekday", "number", "day", "unit", "shift", "season")),
    "value": Column(),
}

RULE = "dates.stated"
RULE_RELATIVE = "dates.relative"

_YEAR_BEFORE = {
    *("in", "since", "by", "from", "until", "till", "to", "of", "during", "for", "through", "between", "and"),
    *("before", "after", "around", "circa", "early", "late", "mid"),
}


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time whose ends are stated; an end that is open ("since 2019") is None."""

    start: PartialDate | None
    end: PartialDate | None


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    value: PartialDate | Interval


@cache
def _words(kind: str) -> dict[str, str]:
    rows = load_table(resource_path("data", "lexicon", "dates.csv"), DATE_COLUMNS)
    return {row["word"]: row["value"] for row in rows if row["kind"] == kind}


def _either(*kinds: str) -> str:
    words = sorted((word for kind in kinds for word in _words(kind)), key=lambda w: (-len(w), w))
    return "|".join(re.escape(word) for word in words)


@cache
def _pattern() -> re.Pattern[str]:
    month = rf"(?:{_either('month')})\b\.?"
    day = r"[0-3]?\d(?:st|nd|rd|th)?"
    year = r"(?:1\d|20)\d\d"
    dash = r"\s?(?:[-–—]|to|and|until|till|through)\s?"
    number = rf"(?:{_either('number')}|\d{{1,3}})"
    return re.compile(
        rf"""\b(?:
          (?P<iso>{year}-[01]\d-[0-3]\d)(?!\d)
        | (?:(?:{_either("weekday")}),?\s)?(?:the\s)?(?:
            (?P<d1>{day})(?:\s(?P<m0>{month}))?(?:\s(?P<y0>{year}))?{dash}
              (?P<d2>{day})\s(?P<m1>{month})(?:,?\s(?P<y1>{year})\b)?
          | (?P<m2>{month})\s(?P<d3>{day}){dash}(?:(?P<m2b>{month})\s)?(?P<d4>{day})(?!\d)
              (?:,?\s(?P<y2>{year})\b)?
          | (?P<d5>{day})\s(?:of\s)?(?P<m3>{month})(?:,?\s(?P<y3>{year})\b)?
          | (?P<m4>{month})\s(?P<d6>{day})(?!\d)(?:,?\s(?P<y4>{year})\b)?
          )
        | (?P<m5>{month}),?\s(?:of\s)?(?P<y5>{year})\b
        | (?P<y6>{year})\s?(?:[-–—]|to)\s?(?P<y7>{year}|\d\d|present|now)\b(?![-–])
        | (?P<season>{_either("season")})\s(?:of\s)?(?P<y8>{year})\b
        | (?P<decade>{year}s)\b
        | (?P<shift>{_either("shift")})\s(?P<what>{_either("unit", "weekday", "month")})\b
        | (?P<count>{number})\s(?P<unit>{_either("unit")})s?\s(?P<way>ago|earlier|later|before|after)\b
        | (?P<day>{_either("day")})\b
        | (?P<weekday>{_either("weekday")})\b
        | (?P<month>{month})
        | (?P<year>{year})(?![-–\d,.]\d|%)\b
        )""",
        re.IGNORECASE | re.VERBOSE,
    )


def find_dates(page: Page, doc: Doc) -> list[_Found]:
    """All dates of a parsed paragraph, in order; read once and kept with it."""
    kept: list[_Found] | None = doc.user_data.get("diplograph.dates")
    if kept is None:
        kept = doc.user_data["diplograph.dates"] = _read(page, doc)
    return kept


def dates_in(page: Page, sent: TokenSpan) -> list[tuple[TokenSpan, PartialDate | Interval]]:
    """The dates of a sentence (or of any span) with the tokens that state them, in order."""
    found = []
    for date in find_dates(page, sent.doc):
        if sent.start <= date.start and date.end <= sent.end:
            found.append((sent.doc[date.start : date.end], date.value))
    return found


def mark_dates(page: Page) -> None:
    """Add a Date mention for every date that no name covers."""
    for paragraph in page.paragraphs:
        for date in find_dates(page, paragraph.doc):
            tokens = paragraph.doc[date.start : date.end]
            if all(page.at(token) is None for token in tokens):
                value = (
                    date.value if isinstance(date.value, PartialDate) else date.value.start or date.value.end
                )
                rule = RULE if value is None or value.derived_from is None else RULE_RELATIVE
                page.add(tokens, "Date", None, rule, confidence(rule))


def date_of(page: Page, tokens: Token | TokenSpan) -> PartialDate | None:
    """The date that these tokens state or stand in; None where there is none, or an interval.

    A relative date ("on Monday") has the article's date in ``derived_from``, and is None without one.
    """
    start, end = (tokens.i, tokens.i + 1) if isinstance(tokens, Token) else (tokens.start, tokens.end)
    for date in find_dates(page, tokens.doc):
        if date.start < end and start < date.end:
            return date.value if isinstance(date.value, PartialDate) else None
    return None


def _read(page: Page, doc: Doc) -> list[_Found]:
    anchor = _anchor(page.article.published)
    found: list[_Found] = []
    for match in _pattern().finditer(doc.text):
        tokens = doc.char_span(*match.span())
        if tokens is None or not _is_date(doc, tokens, match):
            continue
        span = page.span(tokens)
        reader = _READERS[_form(match)]
        value = reader(_Match(match, span, tokens, anchor, found))
        if value is not None:
            found.append(_Found(tokens.start, tokens.end, value))
    return found


@dataclass(frozen=True, slots=True)
class _Match:
    """A match with what is needed to understand it."""

    match: re.Match[str]
    span: Span
    tokens: TokenSpan
    anchor: dt.date | None
    before: list[_Found]

    def __getitem__(self, group: str) -> str:
        return (self.match[group] or "").lower()


def _anchor(published: str | None) -> dt.date | None:
    """The article's own day; a date that states less anchors nothing."""
    if published is None:
        return None
    try:
        return dt.date.fromisoformat(published[:10])
    except ValueError:
        return None


def _form(match: re.Match[str]) -> str:
    groups = (
        ("iso", "iso"), ("d1", "days"), ("m2", "days"), ("d5", "day-month"), ("m4", "day-month"),
        ("y5", "month-year"), ("y6", "years"), ("y8", "season"), ("decade", "none"), ("shift", "shift"),
        ("count", "count"), ("day", "day"), ("weekday", "weekday"), ("month", "month"), ("year", "year"),
    )  # fmt: skip
    return next(form for group, form in groups if match[group] is not None)


def _is_date(doc: Doc, tokens: TokenSpan, match: re.Match[str]) -> bool:
    """Whether a bare year or month is one: "in 1500", not "1500 people"; "in May", not "may"."""
    before = doc[tokens.start - 1] if tokens.start else None
    after = doc[tokens.end] if tokens.end < len(doc) else None
    if match["year"] is not None:
        if (
            after is not None
            and after.pos_ == "NOUN"
            and after.lower_ != "when"
            and tokens[0].dep_ == "nummod"
        ):
            return tokens[0].ent_type_ == "DATE"
        if before is not None and before.is_space:
            before = doc[tokens.start - 2] if tokens.start > 1 else None
        opens = before is None or before.lower_ in _YEAR_BEFORE or before.text in ("(", ",", "/", "-", "–")
        return opens or tokens[0].ent_type_ == "DATE"
    if match["month"] is not None:
        capital = tokens[0].text[:1].isupper() and tokens[0].pos_ == "PROPN"
        return capital and before is not None and (before.lower_ in _YEAR_BEFORE or before.lower_ == "on")
    if match["weekday"] is not None or match["m4"] is not None or match["m2"] is not None:
        return tokens[0].text[:1].isupper()
    return True


# -- from a match to a value ------------------------------------------------
def _stated(m: _Match, value: str) -> PartialDate | None:
    try:
        dt.date.fromisoformat((value + "-01-01")[:10] if len(value) < 10 else value)
    except ValueError:
        return None
    return PartialDate(value, m.span)


def _reckoned(m: _Match, value: str, anchor: dt.date | None = None) -> PartialDate | None:
    base = anchor or m.anchor
    return PartialDate(value, m.span, base.isoformat()) if base is not None else None


def _month(word: str) -> int:
    return int(_words("month")[word.rstrip(".")])


def _number(word: str) -> int:
    return int(_words("number").get(word, word))


def _day(text: str) -> int:
    return int(text.rstrip("sthndr"))


def _iso(m: _Match) -> PartialDate | None:
    return _stated(m, m["iso"])


def _on(m: _Match, year: str, month: int, day: int) -> PartialDate | None:
    """A day of a month; without a year the one nearest to the article's date."""
    if year:
        return _stated(m, f"{year}-{month:02}-{day:02}")
    if m.anchor is None:
        return None
    nearest: list[dt.date] = []
    for candidate in (m.anchor.year - 1, m.anchor.year, m.anchor.year + 1):
        try:
            nearest.append(dt.date(candidate, month, day))
        except ValueError:
            continue
    anchor = m.anchor
    if not nearest:
        return None
    return _reckoned(m, min(nearest, key=lambda date: abs((date - anchor).days)).isoformat())


def _days(m: _Match) -> Interval | None:
    if m["d1"]:
        last = _month(m["m1"])
        first = _month(m["m0"]) if m["m0"] else last
        year = m["y1"]
        start, end = _on(m, m["y0"] or year, first, _day(m["d1"])), _on(m, year, last, _day(m["d2"]))
    else:
        first = _month(m["m2"])
        last = _month(m["m2b"]) if m["m2b"] else first
        start, end = _on(m, m["y2"], first, _day(m["d3"])), _on(m, m["y2"], last, _day(m["d4"]))
    if start is None or end is None or start.value > end.value:
        return None
    return Interval(start, end)


def _day_month(m: _Match) -> PartialDate | None:
    if m["d5"]:
        return _on(m, m["y3"], _month(m["m3"]), _day(m["d5"]))
    return _on(m, m["y4"], _month(m["m4"]), _day(m["d6"]))


def _month_year(m: _Match) -> PartialDate | None:
    return _stated(m, f"{m['y5']}-{_month(m['m5']):02}")


def _years(m: _Match) -> Interval | None:
    start, last = m["y6"], m["y7"]
    if last in ("present", "now"):
        return Interval(_stated(m, start), None)
    end = last if len(last) == 4 else start[:2] + last
    return Interval(_stated(m, start), _stated(m, end)) if start <= end else None


def _season(m: _Match) -> PartialDate | None:
    return _stated(m, m["y8"])


def _year(m: _Match) -> PartialDate | None:
    return _stated(m, m["year"])


def _nothing(m: _Match) -> None:
    """A decade: it can't be said with a year."""


def _bare_month(m: _Match) -> PartialDate | None:
    if m.anchor is None:
        return None
    month = _month(m["month"])
    away = (month - m.anchor.month + 6) % 12 - 6  # the nearest, the past one where both are six months off
    return _reckoned(m, _shift_month(m.anchor, away))


def _shift_month(date: dt.date, months: int) -> str:
    index = date.year * 12 + date.month - 1 + months
    return f"{index // 12}-{index % 12 + 1:02}"


def _day_word(m: _Match) -> PartialDate | None:
    if m.anchor is None:
        return None
    return _reckoned(m, (m.anchor + dt.timedelta(days=int(_words("day")[m["day"]]))).isoformat())


def _weekday(m: _Match) -> PartialDate | None:
    """The last such day up to the article's date, or the next one where the verb looks ahead."""
    if m.anchor is None:
        return None
    back = (m.anchor.weekday() - int(_words("weekday")[m["weekday"]])) % 7
    if back and _looks_ahead(m.tokens):
        back -= 7
    return _reckoned(m, (m.anchor - dt.timedelta(days=back)).isoformat())


def _looks_ahead(tokens: TokenSpan) -> bool:
    token = tokens.root
    for _ in range(4):
        if token.pos_ in ("VERB", "AUX"):
            break
        token = token.head
    return any(
        child.lower_ in ("will", "'ll", "shall", "to") for child in token.children if child.dep_ == "aux"
    )


def _shifted(m: _Match) -> PartialDate | None:
    """ "last month", "next Monday", "this year"."""
    if m.anchor is None:
        return None
    what, by = m["what"], int(_words("shift")[m["shift"]])
    if what in _words("weekday"):
        ahead = (int(_words("weekday")[what]) - m.anchor.weekday()) % 7
        days = {-1: ahead - 7, 0: ahead if _looks_ahead(m.tokens) or not ahead else ahead - 7, 1: ahead or 7}[
            by
        ]
        return _reckoned(m, (m.anchor + dt.timedelta(days=days)).isoformat())
    if what in _words("month"):
        away = _month(what) - m.anchor.month
        if by and away * by <= 0:
            away += 12 * by
        return _reckoned(m, _shift_month(m.anchor, away))
    return _around(m, m.anchor, what, by)


def _around(m: _Match, base: dt.date, unit: str, count: int) -> PartialDate | None:
    """So many units from a date, at the unit's own precision."""
    if unit == "day":
        return _reckoned(m, (base + dt.timedelta(days=count)).isoformat(), base)
    if unit == "week":
        monday = base - dt.timedelta(days=base.weekday()) + dt.timedelta(weeks=count)
        first, last = monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat()
        same = first[:7] if first[:7] == last[:7] else first[:4] if first[:4] == last[:4] else None
        return _reckoned(m, same, base) if same is not None else None
    if unit == "month":
        return _reckoned(m, _shift_month(base, count), base)
    return _reckoned(m, f"{base.year + count:04}", base) if unit == "year" and base.year + count > 0 else None


def _counted(m: _Match) -> PartialDate | None:
    """ "three days ago" from the article's date; "two days earlier" from the day named before it."""
    number = _number(m["count"])
    if m["way"] == "ago":
        return _around(m, m.anchor, m["unit"], -number) if m.anchor is not None else None
    base = next((f.value for f in reversed(m.before) if isinstance(f.value, PartialDate)), None)
    if base is None or len(base.value) < 10:
        return None
    return _around(
        m,
        dt.date.fromisoformat(base.value),
        m["unit"],
        -number if m["way"] in ("earlier", "before") else number,
    )


_READERS: dict[str, Callable[[_Match], PartialDate | Interval | None]] = {
    "iso": _iso, "days": _days, "day-month": _day_month, "month-year": _month_year, "years": _years,
    "season": _season, "none": _nothing, "shift": _shifted, "count": _counted, "day": _day_word,
    "weekday": _weekday, "month": _bare_month, "year": _year,
}  # fmt: skip
