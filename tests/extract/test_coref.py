"""Whom pronouns stand for: resolved where grammar or the article leaves one, else left open."""

from __future__ import annotations

import pytest

from diplograph.extract.coref import resolve_references
from diplograph.extract.dates import mark_dates
from diplograph.extract.names import find_mentions
from diplograph.extract.nlp import iter_pages, load_model
from diplograph.extract.posts import find_posts
from diplograph.model import Article, Block


@pytest.fixture(scope="module")
def read():
    nlp = load_model()

    def resolve(text, word):
        """The names that the last place of a word stands for."""
        article = Article("a", "k", text, "h", "o", blocks=(Block("body", 0, len(text)),))
        (page,) = iter_pages([article], nlp)
        find_mentions(page)
        mark_dates(page)
        find_posts(page)
        resolve_references(page)
        (paragraph,) = page.paragraphs
        token = [token for token in paragraph.doc if token.text == word][-1]
        key = (id(token.doc), token.i)
        found = [page.antecedents[key]] if key in page.antecedents else page.groups.get(key, ())
        return [page.entity(one).name for one in found]

    return resolve


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Anna Marlow resigned. She had led Norway for years.", "She", ["Anna Marlow"]),
        ("Anna Marlow met Lisa Castle. She resigned.", "She", []),
        ("Peter Marlow spoke of Robert Castle at his house in Geneva.", "his", []),
        ("After Robert Castle's win, Peter Marlow spoke at his house in Geneva.", "his", ["Peter Marlow"]),
        ("Peter Marlow praised his work. Robert Castle shot Peter Marlow while he slept.", "he", []),
        ("The Senate approved a bill, but it was rejected.", "it", []),
        ("The Senate met on Monday. It approved the budget.", "It", ["Senate"]),
        ("Norway and Kenya met. They signed a treaty.", "They", ["Norway", "Kenya"]),
        ("Norway and Kenya have programs. Farmers praised them.", "them", []),
        ("Norway found it odd that Kenya left.", "it", []),
        ("Norway and Kenya said that both countries agreed.", "countries", ["Norway", "Kenya"]),
    ],
)
def test_pronouns(read, text, word, expected):
    assert read(text, word) == expected


def test_the_person_whom_an_article_is_about(read):
    text = (
        "Senator Peter Marlow of Ohio died on Sunday. Marlow was 80. Marlow grew up in Dayton. "
        "When Robert Castle announced his retirement in 1995, Marlow joined the race. "
        "He served for twenty years."
    )
    assert read(text, "He") == ["Peter Marlow"]


def test_an_office_in_the_name_of_an_event_is_nobody(read):
    text = "Lord Mayor Anna Marlow of Melbourne spoke. The Lord Mayor election is this week."
    assert read(text, "Mayor") == []
