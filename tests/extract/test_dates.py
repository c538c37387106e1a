"""Dates: as precise as stated, relative only with an anchor."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplograph.extract.dates import Interval, find_dates
from diplograph.extract.page import Page, Paragraph
from diplograph.model import Article, Block


@pytest.fixture(scope="module")
def read():
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")

    def find(text, published=None):
        doc = nlp(text)
        for token in doc:
            token.pos_ = "PROPN" if token.text.istitle() else "NOUN"
        page = Page(Article("a", "k", text, "h", "o", published=published), (Paragraph(0, "body", 0, doc),))
        found = []
        for date in find_dates(page, doc):
            value = date.value
            if isinstance(value, Interval):
                found.append((value.start and value.start.value, value.end and value.end.value))
            else:
                found.append(value.value)
                assert text[value.span.start : value.span.end] == value.span.exact
        return found

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on 15 March 2006.", ["2006-03-15"]),
        ("They met on March 15, 2006, at noon.", ["2006-03-15"]),
        ("They met on 2006-03-15.", ["2006-03-15"]),
        ("They met in March 2006.", ["2006-03"]),
        ("They met in 2006.", ["2006"]),
        ("She served from 2008 to 2016.", [("2008", "2016")]),
        ("It sat on 26–28 February 2024.", [("2024-02-26", "2024-02-28")]),
        ("It sat from 26 February to 5 April 2024.", [("2024-02-26", "2024-04-05")]),
        ("It was signed in spring 2022.", ["2022"]),
        ("In the 1980s they met.", []),
        ("On Monday they met, two weeks ago they hadn't.", []),
        ("They met on 31 February 2020.", []),
        ("They met at 1639 UTC, or 1939 local time.", []),
    ],
)
def test_stated_dates_keep_their_precision(read, text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Monday.", ["2024-03-04"]),
        ("They met yesterday.", ["2024-03-05"]),
        ("They met last month.", ["2024-02"]),
        ("They met last week.", []),
        ("They met two days ago.", ["2024-03-04"]),
        ("They met on 28 February.", ["2024-02-28"]),
        ("On 1 March she came; two days earlier he left.", ["2024-03-01", "2024-02-28"]),
    ],
)
def test_relative_dates_are_reckoned_from_the_article(read, text, expected):
    assert read(text, "2024-03-06T09:00:00Z") == expected


@pytest.fixture(scope="module")
def parsed():
    from diplograph.extract.names import find_mentions
    from diplograph.extract.nlp import iter_pages, load_model

    nlp = load_model()

    def find(text):
        article = Article(
            "a", "k", text, "h", "o", published="2024-03-06", blocks=(Block("body", 0, len(text)),)
        )
        (page,) = iter_pages([article], nlp)
        find_mentions(page)
        found = []
        for date in find_dates(page, page.paragraphs[0].doc):
            assert not isinstance(date.value, Interval)
            found.append((page.paragraphs[0].doc[date.start : date.end].text, date.value.value))
        return found

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in July.", [("July", "2023-07")]),
        ("They will meet in July.", [("July", "2024-07")]),
        ("They met on September 3.", [("September 3", "2023-09-03")]),
        ("The vote was scheduled for September 3.", [("September 3", "2024-09-03")]),
        ("They met in June of last year.", [("June of last year", "2023-06")]),
        ("They met on June 5 last year.", [("June 5 last year", "2023-06-05")]),
        ("They met last night.", [("last night", "2024-03-05")]),
        ("They met over the last year.", []),
        (
            "In March 2019 he left. The next month he came back.",
            [("March 2019", "2019-03"), ("next month", "2019-04")],
        ),
        (
            "On 3 March 2021 they met. The next day they left.",
            [("3 March 2021", "2021-03-03"), ("next day", "2021-03-04")],
        ),
        ("On 1 March they met, two days after the attack.", [("1 March", "2024-03-01")]),
        ("They quarrelled over the plan of Theresa May.", []),
        ("She won most states on Super Tuesday.", []),
        ("They met in Washington on the 5th of March.", [("5th of March", "2024-03-05")]),
    ],
)
def test_dates_in_their_sentences(parsed, text, expected):
    assert parsed(text) == expected


def test_two_days_are_no_stretch(read):
    assert read("They met on 3 and 17 March 2021.") == []
    assert read("They met on 3 and 4 March 2021.") == [("2021-03-03", "2021-03-04")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="0123456789 -–,.MarchtondJuneof/()\n", max_size=300))
def test_any_text_is_read(read, text):
    for value in read(text, "2024-03-06"):
        assert value
