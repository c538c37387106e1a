"""Dates in a text, at the precision they are stated; relative ones only with the article's date as anchor.

One regular expression a paragraph finds them; its pieces are fixed words and
bounded digits, so that it reads hostile text in linear time. Season and
quarter have no datatype: they are read as the year they lie in. Week and
decade are not read at all, and a time of the day ("1639 UTC") is no year.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from diplograph.extract.date_values import READERS, DateMatch, Found, Interval, date_words, parse_anchor
from diplograph.extract.page import Page
from diplograph.extract.rules import confidence
from diplograph.lexicon import cached
from diplograph.model import PartialDate

__all__ = ["Interval", "date_of", "dates_in", "find_dates", "mark_dates"]

RULE = "dates.stated"
RULE_RELATIVE = "dates.relative"

_WHOLE = {"may", "june", "july"}  # months as short as an abbreviation
_YEAR_BEFORE = {
    *("in", "since", "by", "from", "until", "till", "to", "of", "during", "for", "through", "between", "and"),
    *("before", "after", "around", "circa", "early", "late", "mid"),
}


def _either(*kinds: str) -> str:
    words = sorted((word for kind in kinds for word in date_words(kind)), key=lambda w: (-len(w), w))
    return "|".join(re.escape(word) for word in words)


@cached
def _pattern() -> re.Pattern[str]:
    months = sorted(date_words("month"), key=lambda w: (-len(w), w))
    month = "(?:" + "|".join(rf"{w}\b" if len(w) > 4 or w in _WHOLE else rf"{w}\b\.?" for w in months) + ")"
    day = r"[0-3]?\d(?:st|nd|rd|th)?"
    year = r"(?:1\d|20)\d\d"
    dash = r"\s?(?:[-–—]|to|and|until|till|through)\s?"
    of, own = r"\s(?:of\s)?", r"(?:last|this|next)"
    number = rf"(?:{_either('number')}|\d{{1,3}})"
    return re.compile(
        rf"""\b(?:
          (?P<iso>{year}-[01]\d-[0-3]\d)(?!\d)
        | (?:(?:{_either("weekday")}),?\s)?(?:the\s)?(?:
            (?P<d1>{day})(?:\s(?P<m0>{month}))?(?:\s(?P<y0>{year}))?{dash}
              (?P<d2>{day})\s(?P<m1>{month})(?:,?\s(?P<y1>{year})\b)?
          | (?P<m2>{month})\s(?P<d3>{day}){dash}(?:(?P<m2b>{month})\s)?(?P<d4>{day})(?!\d)
              (?:,?\s(?P<y2>{year})\b)?
          | (?P<d5>{day})\s(?:of\s)?(?P<m3>{month})(?:,?\s(?P<y3>{year})\b|{of}(?P<r3>{own})\syear\b)?
          | (?P<m4>{month})\s(?P<d6>{day})(?!\d)(?:,?\s(?P<y4>{year})\b|{of}(?P<r4>{own})\syear\b)?
          )
        | (?P<m5>{month}),?\s(?:of\s)?(?P<y5>{year})\b
        | (?P<y6>{year})\s?(?:[-–—]|to)\s?(?P<y7>{year}|\d\d|present|now)\b(?![-–])
        | (?P<season>{_either("season")})\s(?:of\s)?(?P<y8>{year})\b
        | (?P<decade>{year}s)\b
        | (?P<shift>{_either("shift")})\s(?P<what>{_either("unit", "weekday", "month")})\b
        | (?P<count>{number})\s(?P<unit>{_either("unit")})s?\s(?P<way>ago|earlier|later|before|after)\b
        | (?P<day>{_either("day")})\b
        | (?P<weekday>{_either("weekday")})\b
        | (?P<month>{month})(?:{of}(?P<r5>{own})\syear\b)?
        | (?P<year>{year})(?![-–\d,.]\d|%)\b
        )""",
        re.IGNORECASE | re.VERBOSE,
    )


def find_dates(page: Page, doc: Doc) -> list[Found]:
    """All dates of a parsed paragraph, in order; read once and kept with it."""
    kept: list[Found] | None = doc.user_data.get("diplograph.dates")
    if kept is None:
        kept = doc.user_data["diplograph.dates"] = _read(page, doc)
    return kept


def dates_in(page: Page, sent: TokenSpan) -> list[tuple[TokenSpan, PartialDate | Interval]]:
    """The dates of a sentence (or of any span) with the tokens that state them, in order."""
    dates = find_dates(page, sent.doc)
    found = []
    for date in dates[bisect_left(dates, sent.start, key=lambda date: date.start) :]:
        if date.start >= sent.end:
            break
        if date.end <= sent.end:
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


def _read(page: Page, doc: Doc) -> list[Found]:
    anchor = parse_anchor(page.article.published)
    found: list[Found] = []
    for match in _pattern().finditer(doc.text):
        tokens = doc.char_span(*match.span())
        if tokens is None or not _is_date(doc, tokens, match) or _is_named(page, tokens, match):
            continue
        span = page.span(tokens)
        reader = READERS[_form(match)]
        value = reader(DateMatch(match, span, tokens, anchor, found))
        if value is not None:
            found.append(Found(tokens.start + (tokens[0].lower_ == "the"), tokens.end, value))
    return found


def _is_named(page: Page, tokens: TokenSpan, match: re.Match[str]) -> bool:
    """Whether a bare word of the calendar is part of a name: "Theresa May", "Super Tuesday"."""
    token = tokens[0]
    if match["month"] is not None and match["r5"] is None:
        mention = page.at(token)
        owns = tokens.end < len(tokens.doc) and tokens.doc[tokens.end].tag_ == "POS"
        return owns or (mention is not None and mention.type == "Person")
    if match["weekday"] is None or token.i == 0:
        return False
    before = token.nbor(-1)
    written = before.text[:1].isupper() and not before.is_sent_start and before.pos_ in ("PROPN", "ADJ")
    named = page.at(before)
    return written and (named is None or named is page.at(token))


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
        if after is not None and after.lower_ in date_words("clock"):
            return False  # "1639 UTC" is a time of the day
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
    if match["day"] is not None:
        return before is None or before.lower_ != "the"  # "on the last night" of something
    if match["month"] is not None:
        capital = tokens[0].text[:1].isupper() and tokens[0].pos_ == "PROPN"
        return capital and before is not None and (before.lower_ in _YEAR_BEFORE or before.lower_ == "on")
    capitals = any(match[name] is not None for name in ("weekday", "m4", "m2"))
    return tokens[0].text[:1].isupper() or not capitals
