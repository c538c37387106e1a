"""Mark what each stretch of an article is: headline, dateline, body, caption, credit, boilerplate.

Nothing is removed. The patterns are rows of data/lexicon/boilerplate.csv; this
module only knows in what order they are tried, and that a real sentence
outweighs a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from diplograph.article.dates import date_pattern
from diplograph.lexicon import cached, rows_of
from diplograph.model import Block, BlockKind

__all__ = ["Stretch", "is_prose", "iter_paragraphs", "mark_blocks"]

_BULLETS = "-*•·▪◦‣"  # no dashes: they open lines of wrapped prose too
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_MAX_LINE = 300  # longer lines are paragraphs, whatever they say
_LONG_LINE = 150  # lines are not wrapped by hand at this width, so each is a paragraph of its own
_MAX_HEADLINE = 200
_MAX_BLOCK = 20_000  # no paragraph is longer; cutting there bounds what a parser must hold at once
_FULL_STOP = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]]{0,3}$")
_SENTENCE_BREAK = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]]{0,3}\s+(?=\S)")
_CAPITAL = "(?-i:[A-ZÀ-ÖØ-ÞĀ-ŽА-Я])"
_WORD = rf"{_CAPITAL}[\w.’'/-]{{0,30}}"
_PLACE = rf"{_WORD}(?:,? (?:{_WORD}|\({_CAPITAL}[\w.’'/ -]{{0,30}}\))){{0,3}}"
_CAPITALS = r"(?-i:[A-Z][A-Z.’'/-]{2,30}(?:,? [A-Z][A-Z.’'/-]{0,30}){0,3})"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph or line before its kind is known.

    :param kind: None until it is decided; what the markup states (HTML, Markdown) is decided from the start
    :param alone: whether it is a whole paragraph rather than a line of one
    """

    start: int
    end: int
    kind: BlockKind | None = None
    alone: bool = True


@dataclass
class _Patterns:
    """The rows of the table, joined into one expression a kind and scope."""

    line: list[tuple[BlockKind, re.Pattern[str]]] = field(default_factory=list)
    head: list[tuple[BlockKind, re.Pattern[str]]] = field(default_factory=list)
    tail: list[tuple[BlockKind, re.Pattern[str]]] = field(default_factory=list)
    prefix: list[tuple[BlockKind, re.Pattern[str]]] = field(default_factory=list)


def iter_paragraphs(text: str) -> Iterator[Stretch]:
    """Paragraphs of plain text: runs of lines that are not blank, without white space at their ends."""
    for lines in _paragraph_lines(text):
        yield Stretch(lines[0][0], lines[-1][1])


def mark_blocks(text: str, paragraphs: Iterable[Stretch], title: str | None) -> tuple[Block, ...]:
    """Mark the blocks of a text.

    :param paragraphs: in order, covering all that is not white space; those with a kind keep it
    :param title: the title its source states: then a first line is a headline only if it says the same
    :returns: blocks in order, not overlapping, that cover all that is not white space
    """
    paragraphs = list(paragraphs)
    stretches = [line for paragraph in paragraphs for line in _split_lines(text, paragraph)]
    if len(stretches) == 1 and paragraphs[0].kind is None:
        # a single sentence is read, however short: somebody asked about it
        stretches = [replace(stretches[0], kind="body")]
        return tuple(_finish(text, _split_dateline(text, stretches)))
    stretches = _mark_tail(text, stretches)
    stretches = _mark_head(text, stretches, title)
    stretches = [stretch if stretch.kind else replace(stretch, kind="body") for stretch in stretches]
    return tuple(_finish(text, _split_dateline(text, stretches)))


def is_prose(words: str) -> bool:
    """Whether a paragraph holds a sentence: what no list of links, button or headline does."""
    words = words.strip()
    if len(words) > _MAX_HEADLINE:
        return True
    return words.count(" ") >= 4 and bool(_FULL_STOP.search(words) or _SENTENCE_BREAK.search(words))


# -- lines and paragraphs ------------------------------------------------------
def _paragraph_lines(text: str) -> Iterator[list[tuple[int, int]]]:
    lines: list[tuple[int, int]] = []
    for start, end in _iter_lines(text, 0, len(text)):
        if start < end:
            lines.append((start, end))
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _iter_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each line without white space at its ends; a blank one is an empty interval."""
    for match in _BREAK.finditer(text, start, end):
        yield _trim(text, start, match.start())
        start = match.end()
    yield _trim(text, start, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    stripped = words.lstrip()
    start += len(words) - len(stripped)
    return start, start + len(stripped.rstrip())


def _split_lines(text: str, paragraph: Stretch) -> Iterator[Stretch]:
    """A paragraph as it is, or its lines where some are credits or buttons, or each is a paragraph."""
    if paragraph.kind is not None:
        yield paragraph
        return
    lines = [line for line in _iter_lines(text, paragraph.start, paragraph.end) if line[0] < line[1]]
    if len(lines) == 1:
        yield replace(paragraph, kind=_line_kind(text[slice(*lines[0])]))
        return
    unwrapped = max(end - start for start, end in lines) > _LONG_LINE
    listed = {
        start for start, _ in lines if text[start] in _BULLETS and text[start + 1 : start + 2].isspace()
    }
    pending: list[tuple[int, int]] = []
    for start, end in lines:
        words = text[start:end]
        kind = _line_kind(words)
        marked = kind is not None or _kind_of(words, _patterns().tail) is not None
        if pending and (marked or unwrapped or (len(listed) > 1 and start in listed)):
            yield Stretch(pending[0][0], pending[-1][1], alone=False)
            pending = []
        if marked:
            yield Stretch(start, end, kind, alone=False)
        else:
            pending.append((start, end))
    if pending:
        yield Stretch(pending[0][0], pending[-1][1], alone=False)


# -- kinds ---------------------------------------------------------------------
def _mark_tail(text: str, stretches: Sequence[Stretch]) -> list[Stretch]:
    """Mark "Read also" and the lines after it, up to the next real sentence."""
    marked = []
    within = False
    for stretch in stretches:
        words = text[stretch.start : stretch.end]
        kind = stretch.kind
        if kind is None:
            if _kind_of(words, _patterns().tail) is not None:
                kind, within = "boilerplate", True
            elif within and not is_prose(words):
                kind = "boilerplate"
            else:
                within = False
        marked.append(replace(stretch, kind=kind))
    return marked


def _mark_head(text: str, stretches: Sequence[Stretch], title: str | None) -> list[Stretch]:
    """Mark headline, deck, byline and date line, up to the first paragraph of the body."""
    marked = list(stretches)
    headlines = 0
    bodies = [index for index, stretch in enumerate(marked) if stretch.kind is None]
    for index, stretch in enumerate(marked):
        if stretch.kind == "headline":
            headlines += 1
        if stretch.kind is not None:
            continue
        words = text[stretch.start : stretch.end]
        kind = _kind_of(words, _patterns().head)
        # the last paragraph is the body, and a headline stands above something
        if kind is None and index != bodies[-1] and _is_headline(words, stretch, title, headlines):
            kind = "headline"
            headlines += 1
        if kind is None:
            break
        marked[index] = replace(stretch, kind=kind)
    return marked


def _is_headline(words: str, stretch: Stretch, title: str | None, headlines: int) -> bool:
    if title is not None and _says_the_same(words, title):
        return True
    if len(words) > _MAX_HEADLINE or words.endswith((":", ";", ",")):
        return False
    if re.search(r"[.!…][\"'”’»)\]]{0,3}$", words) or _SENTENCE_BREAK.search(words):
        return False
    if words.startswith(("((", "- ", "* ", "• ", "— ", "– ")):
        return False
    # a stated title that isn't in the text leaves the text without a headline; a deck follows one
    return headlines in (1, 2) if headlines or title is not None else stretch.alone


def _says_the_same(words: str, title: str) -> bool:
    if len(words) > _MAX_LINE or not title:
        return False
    one, other = (re.sub(r"\W+", "", side).casefold() for side in (words, title))
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and longer.startswith(shorter) and len(shorter) > 0.6 * len(longer)


def _split_dateline(text: str, stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Cut "GENEVA, 26 February 2024 (Agency) —" off the first paragraph of the body."""
    seen = False
    for stretch in stretches:
        if stretch.kind != "body" or seen:
            yield stretch
            continue
        seen = True
        opening = text[stretch.start : min(stretch.end, stretch.start + _MAX_LINE)]
        for kind, pattern in _patterns().prefix:
            match = pattern.match(opening)
            if match:
                edge = stretch.start + match.end()
                yield replace(stretch, end=edge, kind=kind)
                start, end = _trim(text, edge, stretch.end)
                stretch = replace(stretch, start=start, end=end)  # noqa: PLW2901
                break
        yield stretch


def _finish(text: str, stretches: Iterable[Stretch]) -> Iterator[Block]:
    for stretch in stretches:
        kind = stretch.kind or "body"
        yield from (Block(kind, start, end) for start, end in _pieces(text, stretch.start, stretch.end))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """An overlong paragraph in parts, cut after a sentence, else at a space, else anywhere."""
    while end - start > _MAX_BLOCK:
        window = text[start : start + _MAX_BLOCK]
        cut = 0
        for match in _SENTENCE_BREAK.finditer(window, _MAX_BLOCK - 2_000):
            cut = match.end()
        cut = cut or window.rfind(" ", _MAX_BLOCK - 2_000) + 1 or _MAX_BLOCK
        piece = _trim(text, start, start + cut)
        if piece[0] < piece[1]:
            yield piece
        start += cut
    piece = _trim(text, start, end)
    if piece[0] < piece[1]:
        yield piece


# -- the table -----------------------------------------------------------------
def _kind_of(words: str, patterns: Sequence[tuple[BlockKind, re.Pattern[str]]]) -> BlockKind | None:
    if len(words) > _MAX_LINE:
        return None
    for kind, pattern in patterns:
        if pattern.fullmatch(words):
            return kind
    return None


def _line_kind(words: str) -> BlockKind | None:
    """The kind of a line wherever it stands; a line of signs alone ("* * *") is a rule between sections."""
    if len(words) <= _MAX_LINE and not any(char.isalnum() for char in words):
        return "boilerplate"
    return _kind_of(words, _patterns().line)


@cached
def _patterns() -> _Patterns:
    parts: dict[tuple[str, str], list[str]] = {}
    for row in rows_of("boilerplate"):
        parts.setdefault((row["scope"], row["kind"]), []).append(_expression(row["form"], row["pattern"]))
    patterns = _Patterns()
    for (scope, kind), expressions in parts.items():
        joined = re.compile("|".join(f"(?:{one})" for one in expressions), re.IGNORECASE)
        getattr(patterns, scope).append((cast("BlockKind", kind), joined))
    return patterns


def _expression(form: str, pattern: str) -> str:
    if form == "words":
        return re.escape(pattern) + r"\s?[:.…]{0,3}"
    for name, expression in (("date", date_pattern()), ("place", _PLACE), ("capitals", _CAPITALS)):
        pattern = pattern.replace(f"{{{name}}}", f"(?:{expression})")
    return pattern
