"""When an article was published, as its source states it; never guessed."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from diplograph.lexicon import cached, rows_of

__all__ = ["date_pattern", "find_full_date", "parse_published"]

_ISO = re.compile(
    r"(?P<year>\d{4})(?:-?(?P<month>\d{2})(?:-?(?P<day>\d{2}))?)?"
    r"(?:[Tt ](?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?P<fraction>[.,]\d{1,9})?)?"
    r" ?(?P<zone>[Zz]|[+-]\d{2}(?::?\d{2})?)?)?"
)


def parse_published(stated: str) -> str | None:
    """Read an ISO 8601 date, an e-mail date or an English date; the precision stays as stated.

    >>> parse_published("2024-02"), parse_published("2024-02-26 09:30:00+0100")
    ('2024-02', '2024-02-26T09:30:00+01:00')
    >>> parse_published("26 February 2024"), parse_published("Mon, 26 Feb 2024 08:30:00 GMT")
    ('2024-02-26', '2024-02-26T08:30:00+00:00')
    >>> parse_published("2024-02-30") is parse_published("last Monday") is None
    True

    :returns: "2024", "2024-02", "2024-02-26" or an ISO date-time; None for anything else
    """
    stated = stated.strip()
    match = _ISO.fullmatch(stated)
    if match:
        return _iso(match)
    if re.match(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:", stated):
        try:
            return parsedate_to_datetime(stated).isoformat()
        except ValueError:
            return None
    return find_full_date(stated) if _date_regex().fullmatch(stated) else None


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = match["year"], match["month"], match["day"]
    try:
        date(int(year), int(month or 1), int(day or 1))
        if match["hour"]:
            datetime(2000, 1, 1, int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        return None
    if match["hour"] is None:
        return "-".join(part for part in (year, month, day) if part)
    if day is None:
        return None
    fraction = (match["fraction"] or "").replace(",", ".")
    zone = (match["zone"] or "").upper()
    if zone not in ("", "Z"):
        hours, minutes = zone[1:3], zone[3:].lstrip(":") or "00"
        if int(hours) > 14 or int(minutes) > 59:
            return None
        zone = f"{zone[0]}{hours}:{minutes}"
    return f"{year}-{month}-{day}T{match['hour']}:{match['minute']}:{match['second'] or '00'}{fraction}{zone}"


def find_full_date(text: str) -> str | None:
    """The first date in words that has day, month and year: "Monday, January 7, 2019" gives "2019-01-07"."""
    for match in _date_regex().finditer(text):
        day = match["day1"] or match["day2"]
        year = match["year1"] or match["year2"] or match["year3"] or match["year4"]
        month = match["month1"] or match["month2"]
        number = _months()[month.lower()] if month else int(match["month3"] or match["month4"])
        try:
            return (
                date(int(year), number, int(day or match["day3"] or match["day4"])).isoformat()
                if year
                else None
            )
        except ValueError:
            continue
    return None


def date_pattern(*, named: bool = False) -> str:
    """A regular expression for a date in words or figures, with or without its year.

    :param named: whether its parts are named groups; a pattern can then hold it once only
    """
    months = "|".join(sorted(_months(), key=len, reverse=True))
    weekday = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    forms = (
        rf"(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month1>{months})\.?(?:,? (?P<year1>\d{{4}}))?",
        rf"(?P<month2>{months})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year2>\d{{4}}))?",
        r"(?P<year3>\d{4})-(?P<month3>\d{2})-(?P<day3>\d{2})",
        # with full stops the order is day, month, year everywhere; with slashes it depends on the country
        r"(?P<day4>\d{1,2})\.(?P<month4>\d{1,2})\.(?P<year4>\d{4})",
    )
    pattern = rf"(?<!\w){weekday}(?:{'|'.join(forms)})(?!\d)"
    return pattern if named else re.sub(r"\(\?P<\w+>", "(?:", pattern)


@cached
def _date_regex() -> re.Pattern[str]:
    return re.compile(date_pattern(named=True), re.IGNORECASE)


@cached
def _months() -> dict[str, int]:
    rows = rows_of("months")
    return {row["name"]: int(row["month"]) for row in rows}
