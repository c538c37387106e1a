"""Who speaks where the layout says so: headlines, turns of a transcript, text set under "X said:"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Span as TokenSpan

from diplograph.extract.cues import cues_at
from diplograph.extract.page import Page, Paragraph
from diplograph.extract.reports import Report, around
from diplograph.extract.speakers import Speaker, speaker_of, speaker_span
from diplograph.model import Ref, Span

__all__ = ["in_headline", "set_apart", "turns"]

_SEPARATORS: Final = (" - ", " – ", " — ")
_LABEL: Final = re.compile(
    r"\s*(?:\(\(([^()\n]{1,60})\)\)|([^\s:;,.!?\"“”()][^:;,!?\"“”()\n]{0,59}):)[ \t]+(?=\S)"
)
"""How a turn begins: "((NAME)) ..." or "NAME: ..."."""
_LEAST_TURNS: Final = 3
_MARKS: Final = '"“”«»„'
_LONGEST: Final = 8
"""Paragraphs; nothing but the next quotation shows where text that is set apart ends."""


# -- headlines -------------------------------------------------------------
def in_headline(page: Page, paragraph: Paragraph) -> Iterator[Report]:
    """ "S - Minister X" and "Minister X: S"."""
    doc = paragraph.doc
    text = doc.text
    for mark in _SEPARATORS:
        at = text.rfind(mark)
        if at > 0:
            start = next((t.i for t in doc if t.idx >= at + len(mark)), len(doc))
            speaker = speaker_span(page, doc, start, len(doc))
            if speaker is not None and _has_verb(doc[: max(start - 1, 0)]):
                yield _headline(page, paragraph, speaker, (0, at), (at + 1, at + len(mark) - 1))
                return
    at = text.find(": ")
    if at > 0:
        end = next((t.i for t in doc if t.idx >= at), len(doc))
        speaker = speaker_span(page, doc, 0, end)
        if speaker is not None and _has_verb(doc[end + 1 :]):
            yield _headline(page, paragraph, speaker, (at + 1, len(text)), (at, at + 1))


def _has_verb(tokens: TokenSpan) -> bool:
    return any(token.pos_ in ("VERB", "AUX") for token in tokens)


def _headline(
    page: Page, paragraph: Paragraph, speaker: Speaker, said: tuple[int, int], cue: tuple[int, int]
) -> Report:
    offset = paragraph.offset
    content = page.trim(page.article.span(offset + said[0], offset + said[1]))
    mark = page.article.span(offset + cue[0], offset + cue[1])
    return Report(speaker, mark, content, False, "Neutral", "statements.headline", _whole(page, paragraph))


def _whole(page: Page, paragraph: Paragraph) -> Span:
    return page.trim(page.article.span(paragraph.offset, paragraph.offset + len(paragraph.doc.text)))


# -- transcripts -----------------------------------------------------------
def turns(page: Page) -> list[Report]:
    """The turns of a transcript whose label names a person: "((Ana Ruiz)) ...", "RUIZ: ...".

    A turn runs to the next label. One or two lines with a colon make no transcript.
    """
    labels = [(p, m) for p in page.paragraphs if (m := _LABEL.match(p.doc.text)) is not None]
    known = [(p, m, _labelled(page, p, m)) for p, m in labels]
    if len(known) < _LEAST_TURNS or len({(m[1] or m[2]).strip() for _, m, _ in known}) < 2:
        return []
    # nothing shows where the last turn ends and the reporter goes on
    ends = [p.index for p, _, _ in known[1:]] + [known[-1][0].index + 1]
    found = []
    for (paragraph, match, speaker), end in zip(known, ends, strict=True):
        if speaker is None:
            continue
        last = _last_of_turn(page, paragraph.index, end)
        offset = paragraph.offset
        content = page.trim(page.article.span(offset + match.end(), last.offset + len(last.doc.text)))
        cue = page.trim(page.article.span(offset, offset + match.end()))
        if content.start < content.end:
            evidence = page.trim(page.article.span(offset, content.end))
            found.append(Report(speaker, cue, content, True, "Neutral", "statements.turn", evidence))
    return found


def _labelled(page: Page, paragraph: Paragraph, match: re.Match[str]) -> Speaker | None:
    """The person whom a label names, by the name it has in the article, else None."""
    group = 1 if match[1] else 2
    start, end = match.span(group)
    doc = paragraph.doc
    tokens = doc.char_span(start, end, alignment_mode="expand")
    named = speaker_span(page, doc, tokens.start, tokens.end) if tokens is not None else None
    if named is not None:
        return named if page.entity(named.ref.entity).kind == "Person" else None
    words = match[group].strip().casefold()
    people = [e for e in page.entities.values() if e.kind == "Person"]
    whole = [e.id for e in people if e.name.casefold() == words]
    last = whole or [e.id for e in people if e.name.casefold().split()[-1:] == [words]]
    span = page.trim(page.article.span(paragraph.offset + start, paragraph.offset + end))
    return Speaker(Ref(last[0], span), resolved=not whole) if len(last) == 1 else None


def _last_of_turn(page: Page, first: int, end: int) -> Paragraph:
    """The turn's last paragraph: before the next label, and before a headline or what is no text."""
    last = first
    for paragraph in page.paragraphs[first + 1 : end]:
        if paragraph.kind not in ("body", "quotation"):
            break
        last = paragraph.index
    return page.paragraphs[last]


# -- text set apart --------------------------------------------------------
def set_apart(page: Page) -> Iterator[Report]:
    """What stands under a paragraph that ends "X said:", in no quotation marks, as press releases print it.

    Further paragraphs go on with it until the reporter quotes or reports somebody again.
    """
    for before, first in zip(page.paragraphs, page.paragraphs[1:], strict=False):
        text = before.doc.text.rstrip()
        if (
            not text.endswith(":")
            or first.kind not in ("body", "quotation")
            or first.doc.text.lstrip()[:1] in _MARKS
        ):
            continue
        last_sent = list(before.doc.sents)[-1]
        cue = next((t for t in reversed(list(last_sent)) if t.pos_ == "VERB"), None)
        if cue is None or not any("quote" in c.takes for c in cues_at(cue)) or _LABEL.match(first.doc.text):
            continue
        speaker, _ = speaker_of(page, cue)
        if speaker is None:
            continue
        last = first
        for paragraph in page.paragraphs[first.index + 1 : first.index + _LONGEST]:
            if (
                paragraph.kind != first.kind
                or set(paragraph.doc.text) & set(_MARKS)
                or _reports(page, paragraph)
            ):
                break
            last = paragraph
        content = page.trim(page.article.span(first.offset, last.offset + len(last.doc.text)))
        if len(content.exact.split()) > _LEAST_TURNS:
            evidence = around(page, page.sentence(cue), content)
            yield Report(speaker, page.span(cue), content, True, "Neutral", "statements.apart", evidence, cue)


def _reports(page: Page, paragraph: Paragraph) -> bool:
    """Whether somebody named is reported to speak in a paragraph."""
    for token in paragraph.doc:
        if token.tag_ in ("VBD", "VBZ") and cues_at(token):
            speaker, _ = speaker_of(page, token)
            if speaker is not None and page.entity(speaker.ref.entity).kind == "Person":
                return True
    return False
