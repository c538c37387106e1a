"""Cutting an article into paragraphs: exact, complete, and bounded however long a paragraph is."""

import pytest

from diplograph.extract.nlp import iter_paragraph_spans
from diplograph.model import Article, Block


def article(text, blocks=()):
    return Article("a", "0" * 16, text, "0" * 64, "a.txt", blocks=blocks)


@pytest.mark.parametrize("sentence", ["The minister said so. ", "word ", "x"])
def test_a_huge_paragraph_is_cut_into_windows_that_lose_nothing(sentence):
    text = sentence * (1_200_000 // len(sentence))
    spans = list(iter_paragraph_spans(article(text)))
    assert all(end - start <= 20_000 for _, start, end in spans)
    assert "".join(text[start:end] for _, start, end in spans).strip() == text.strip()


def test_paragraphs_end_at_blank_lines_whatever_the_line_ending():
    text = "One.\r\n\r\nTwo\r\nlines.\n \nThree."
    assert [text[a:b] for _, a, b in iter_paragraph_spans(article(text))] == [
        "One.",
        "Two\r\nlines.",
        "Three.",
    ]


def test_only_headline_dateline_and_body_are_read():
    text = "Head\n\nPhoto: A. B.\n\nBody text."
    blocks = (Block("headline", 0, 4), Block("credit", 6, 18), Block("body", 20, 30))
    assert [kind for kind, _, _ in iter_paragraph_spans(article(text, blocks))] == ["headline", "body"]


def test_what_never_ends_its_sentence_is_cut_at_words():
    """Rules look through a sentence, so that one of a whole book would take them for ever."""
    text = "The talks began. " + "Velmora and Ostria and " * 2000 + "Kellia. They ended."
    parts = [text[a:b] for _, a, b in iter_paragraph_spans(article(text))]
    assert "".join(parts) == text
    assert all(len(part) <= 4_000 or ". " in part for part in parts)
    assert all(part.endswith((" ", ".")) for part in parts)
