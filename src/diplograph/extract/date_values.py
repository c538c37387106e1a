"""What the words of a date mean: from a match of the pattern to a partial date or an interval."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan

from diplograph.lexicon import cached, rows_of
from diplograph.model import PartialDate, Span

__all__ = ["READERS", "DateMatch", "Found", "Interval", "date_words", "is_decade", "parse_anchor"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time whose ends are stated; an end that is open ("since 2019") is None."""

    start: PartialDate | None
    end: PartialDate | None


@dataclass(frozen=True, slots=True)
class Found:
    """A date with the tokens that state it, half-open."""

    start: int
    end: int
    value: PartialDate | Interval


@cached
def date_words(kind: str) -> dict[str, str]:
    """The words of one kind (month, weekday, number, ...) with their value."""
    rows = rows_of("dates")
    return {row["word"]: row["value"] for row in rows if row["kind"] == kind}


def is_decade(word: str) -> bool:
    """Whether a word is a decade in figures: "1970s"."""
    return len(word) == 5 and word[:4].isdigit() and word[3:] == "0s"


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A match with what is needed to understand it."""

    match: re.Match[str]
    span: Span
    tokens: TokenSpan
    anchor: dt.date | None
    before: list[Found]

    def __getitem__(self, group: str) -> str:
        """The words of a group, in small letters; empty where it took no part."""
        return (self.match[group] or "").lower()


def parse_anchor(published: str | None) -> dt.date | None:
    """The article's own day; a date that states less anchors nothing."""
    if published is None:
        return None
    try:
        return dt.date.fromisoformat(published[:10])
    except ValueError:
        return None


def _stated(m: DateMatch, value: str) -> PartialDate | None:
    try:
        dt.date.fromisoformat((value + "-01-01")[:10] if len(value) < 10 else value)
    except ValueError:
        return None
    return PartialDate(value, m.span)


def _reckoned(m: DateMatch, value: str, anchor: dt.date | None = None) -> PartialDate | None:
    base = anchor or m.anchor
    return PartialDate(value, m.span, base.isoformat()) if base is not None else None


def _month(word: str) -> int:
    return int(date_words("month")[word.rstrip(".")])


def _number(word: str) -> int:
    return int(date_words("number").get(word, word))


def _day(text: str) -> int:
    return int(text.rstrip("sthndr"))


def _iso(m: DateMatch) -> PartialDate | None:
    return _stated(m, m["iso"])


def _on(m: DateMatch, year: str, month: int, day: int) -> PartialDate | None:
    """A day of a month; without a year the one nearest to the article's date."""
    if year:
        return _stated(m, f"{year}-{month:02}-{day:02}")
    if m.anchor is None:
        return None
    own = m["r3"] or m["r4"]
    if own:  # "5 June last year"
        return _reckoned(m, f"{m.anchor.year + _OWN_YEAR[own]}-{month:02}-{day:02}")
    nearest: list[dt.date] = []
    for candidate in (m.anchor.year - 1, m.anchor.year, m.anchor.year + 1):
        try:
            nearest.append(dt.date(candidate, month, day))
        except ValueError:
            continue
    anchor = m.anchor
    if not nearest:
        return None
    found = min(nearest, key=lambda date: abs((date - anchor).days))
    if (found - anchor).days > _SOON and _looks_back(m.tokens):
        found = max(date for date in nearest if date <= anchor)
    elif (anchor - found).days > _SOON and _looks_ahead(m.tokens):
        found = min(date for date in nearest if date >= anchor)
    return _reckoned(m, found.isoformat())


def _days(m: DateMatch) -> Interval | None:
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
    first_day, last_day = dt.date.fromisoformat(start.value), dt.date.fromisoformat(end.value)
    if " and " in m.match[0] and (last_day - first_day).days > 1:
        return None  # "3 and 17 March" are two days, not two weeks
    return Interval(start, end)


def _day_month(m: DateMatch) -> PartialDate | None:
    if m["d5"]:
        return _on(m, m["y3"], _month(m["m3"]), _day(m["d5"]))
    return _on(m, m["y4"], _month(m["m4"]), _day(m["d6"]))


def _month_year(m: DateMatch) -> PartialDate | None:
    return _stated(m, f"{m['y5']}-{_month(m['m5']):02}")


def _years(m: DateMatch) -> Interval | None:
    start, last = m["y6"], m["y7"]
    if last in ("present", "now"):
        return Interval(_stated(m, start), None)
    end = last if len(last) == 4 else start[:2] + last
    return Interval(_stated(m, start), _stated(m, end)) if start <= end else None


def _season(m: DateMatch) -> PartialDate | None:
    return _stated(m, m["y8"])


def _year(m: DateMatch) -> PartialDate | None:
    return _stated(m, m["year"])


def _nothing(m: DateMatch) -> None:
    """A decade: it can't be said with a year."""


def _bare_month(m: DateMatch) -> PartialDate | None:
    if m.anchor is None:
        return None
    month = _month(m["month"])
    if m["r5"]:  # "June last year"
        return _reckoned(m, f"{m.anchor.year + _OWN_YEAR[m['r5']]}-{month:02}")
    away = (month - m.anchor.month + 6) % 12 - 6  # the nearest, the past one where both are six months off
    if away > 1 and _looks_back(m.tokens):
        away -= 12
    elif away < -1 and _looks_ahead(m.tokens):
        away += 12
    return _reckoned(m, _shift_month(m.anchor, away))


def _shift_month(date: dt.date, months: int) -> str:
    index = date.year * 12 + date.month - 1 + months
    return f"{index // 12}-{index % 12 + 1:02}"


def _day_word(m: DateMatch) -> PartialDate | None:
    if m.anchor is None:
        return None
    return _reckoned(m, (m.anchor + dt.timedelta(days=int(date_words("day")[m["day"]]))).isoformat())


def _weekday(m: DateMatch) -> PartialDate | None:
    """The last such day up to the article's date, or the next one where the verb looks ahead."""
    if m.anchor is None:
        return None
    back = (m.anchor.weekday() - int(date_words("weekday")[m["weekday"]])) % 7
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


def _looks_back(tokens: TokenSpan) -> bool:
    """Whether the verb tells of the past, and not of what was planned then: "was scheduled for"."""
    if tokens.start and tokens.doc[tokens.start - 1].lower_ == "since":
        return True
    token = tokens.root
    for _ in range(4):
        if token.pos_ in ("VERB", "AUX"):
            break
        token = token.head
    past = token.tag_ == "VBD" or any(c.tag_ == "VBD" or c.lower_ in ("has", "have") for c in token.children)
    return past and token.lemma_.lower() not in _AHEAD and not _looks_ahead(tokens)


def _shifted(m: DateMatch) -> PartialDate | None:
    """ "last month", "next Monday", "this year"."""
    if m.anchor is None:
        return None
    what, by = m["what"], int(date_words("shift")[m["shift"]])
    before = m.tokens.start - 1
    if m["shift"] in _FROM_TEXT or (by > 0 and before >= 0 and m.tokens.doc[before].lower_ == "the"):
        return _from_text(m, what, by)
    if before >= 0 and m.tokens.doc[before].lower_ == "the" and what in date_words("unit"):
        return None  # "over the last year" is a stretch
    if what in date_words("weekday"):
        ahead = (int(date_words("weekday")[what]) - m.anchor.weekday()) % 7
        this = ahead - 7 if m.anchor.weekday() + ahead > 6 or (ahead and _looks_back(m.tokens)) else ahead
        days = {-1: ahead - 7, 0: this, 1: ahead or 7}[by]
        return _reckoned(m, (m.anchor + dt.timedelta(days=days)).isoformat())
    if what in date_words("month"):
        away = _month(what) - m.anchor.month
        if by and away * by <= 0:
            away += 12 * by
        return _reckoned(m, _shift_month(m.anchor, away))
    return _around(m, m.anchor, what, by)


def _from_text(m: DateMatch, what: str, by: int) -> PartialDate | None:
    """ "The next day", "the previous month": reckoned from the date named before it."""
    base = next((f.value for f in reversed(m.before) if isinstance(f.value, PartialDate)), None)
    sizes = {"day": 10, "month": 7, "year": 4}
    if base is None or len(base.value) < sizes.get(what, 11):
        return None
    found = _around(m, dt.date.fromisoformat((base.value + "-01-01")[:10]), what, by)
    return replace(found, derived_from=base.value) if found is not None else None


def _around(m: DateMatch, base: dt.date, unit: str, count: int) -> PartialDate | None:
    """So many units from a date, at the unit's own precision."""
    if unit == "day":
        return _reckoned(m, (base + dt.timedelta(days=count)).isoformat(), base)
    if unit == "week":
        return None  # some day of seven: a month or a year would say both too little and too much
    if unit == "month":
        return _reckoned(m, _shift_month(base, count), base)
    return _reckoned(m, f"{base.year + count:04}", base) if unit == "year" and base.year + count > 0 else None


def _counted(m: DateMatch) -> PartialDate | None:
    """ "three days ago" from the article's date; "two days earlier" from the day named before it."""
    number = _number(m["count"])
    if m["way"] == "ago":
        return _around(m, m.anchor, m["unit"], -number) if m.anchor is not None else None
    base = next((f.value for f in reversed(m.before) if isinstance(f.value, PartialDate)), None)
    if base is None or len(base.value) < 10:
        return None
    end = m.tokens.end
    if m["way"] in ("after", "before") and end < len(m.tokens.doc) and not m.tokens.doc[end].is_punct:
        return None  # "two days after the attack" is reckoned from the attack
    return _around(
        m,
        dt.date.fromisoformat(base.value),
        m["unit"],
        -number if m["way"] in ("earlier", "before") else number,
    )


_SOON = 31  # days
_OWN_YEAR = {"last": -1, "this": 0, "next": 1}
_FROM_TEXT = {"previous", "following"}
_AHEAD = {"schedule", "plan", "set", "slate", "expect", "postpone", "delay", "move", "push", "reschedule"}
READERS: dict[str, Callable[[DateMatch], PartialDate | Interval | None]] = {
    "iso": _iso, "days": _days, "day-month": _day_month, "month-year": _month_year, "years": _years,
    "season": _season, "none": _nothing, "shift": _shifted, "count": _counted, "day": _day_word,
    "weekday": _weekday, "month": _bare_month, "year": _year,
}  # fmt: skip
