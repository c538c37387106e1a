"""Markdown to text, with the kinds its marks state: headings, quotations, pictures, front matter."""

from __future__ import annotations

import re

from diplograph.article.blocks import Stretch, iter_paragraphs
from diplograph.model import BlockKind

__all__ = ["parse_markdown"]

_FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(?P<body>.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_FRONT_KEYS = {
    **{"title": "title", "date": "published", "published": "published", "publisher": "publisher"},
    **{"url": "url", "canonical_url": "url", "source": "url", "language": "language", "lang": "language"},
    "id": "id",
}
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+(?P<words>[^\r\n]*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:={3,}|-{3,})[ \t]*$")
_PICTURE = re.compile(r"!\[(?P<alt>[^\]\r\n]{0,300})\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"\r\n]{0,300}\")?\)")
_LINK = re.compile(r"\[(?P<words>[^\[\]\r\n]{1,300})\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"\r\n]{0,300}\")?\)")
_ADDRESS = re.compile(r"<(?P<words>https?://[^\s<>]{1,2000})>")
_EMPHASIS = re.compile(
    r"(?<![\w*_\\])(?P<mark>\*{1,3}|_{1,3})(?=\S)(?P<words>[^*_\r\n]{1,500}?)(?<![\s\\])(?P=mark)(?![\w*_])"
)
_CODE = re.compile(r"`(?P<words>[^`\r\n]{1,500})`")
_ESCAPE = re.compile(r"\\(?P<words>[!-/:-@\[-`{-~])")


def parse_markdown(source: str) -> tuple[str, list[Stretch], dict[str, str]]:
    """Take the marks off Markdown; line endings stay as they are.

    Covered: front matter of plain ``key: value`` lines, headings, block quotations, pictures, links,
    emphasis, code and escapes. Tables, lists and HTML stay as they are written.

    :returns: the text, its paragraphs (with a kind where a mark states it), and metadata of the front matter
    :source: CommonMark, https://spec.commonmark.org/0.31.2/
    """
    metadata: dict[str, str] = {}
    front = _FRONT_MATTER.match(source)
    if front:
        metadata = _read_front_matter(front["body"])
        source = source[front.end() :]
    parts: list[str] = []
    stretches: list[Stretch] = []
    length = done = 0
    for paragraph in iter_paragraphs(source):
        gap = source[done : paragraph.start]
        parts.append(gap)
        length += len(gap)
        for ending, kind, words in _sections(source[paragraph.start : paragraph.end]):
            parts.extend((ending, words))
            length += len(ending)
            if words.strip():
                stretches.append(Stretch(length, length + len(words), kind))
            length += len(words)
        done = paragraph.end
    parts.append(source[done:])
    return "".join(parts), stretches, metadata


def _sections(paragraph: str) -> list[tuple[str, BlockKind | None, str]]:
    """The runs of lines of one kind, each with the line ending before it, without their marks."""
    sections: list[tuple[str, BlockKind | None, list[str]]] = []
    ending = ""
    for line in re.split(r"(\r\n|\r|\n)", paragraph):
        if line in ("\r\n", "\r", "\n"):
            ending = line
            continue
        if sections and sections[-1][1] is None and _UNDERLINE.match(line):
            before, _, words = sections.pop()
            sections.append((before, "headline", words))
            continue
        kind, plain = _line(line)
        if sections and sections[-1][1] == kind and kind in (None, "quotation"):
            sections[-1][2].extend((ending, plain))
        else:
            sections.append((ending, kind, [plain]))
        ending = ""
    return [(before, kind, "".join(words)) for before, kind, words in sections]


def _line(line: str) -> tuple[BlockKind | None, str]:
    heading = _HEADING.match(line)
    if heading:
        return "headline", _plain(heading["words"])
    if line.lstrip(" ").startswith(">"):
        return "quotation", _plain(re.sub(r"^ {0,3}(?:> ?)+", "", line))
    picture = _PICTURE.fullmatch(line.strip())
    if picture:
        return "caption", _plain(picture["alt"])
    return None, _plain(line)


def _plain(words: str) -> str:
    words = _PICTURE.sub("", words)
    for pattern in (_LINK, _ADDRESS, _CODE, _EMPHASIS, _EMPHASIS, _ESCAPE):
        words = pattern.sub(lambda match: match["words"], words)
    return words.strip()


def _read_front_matter(body: str) -> dict[str, str]:
    metadata: dict[str, str] = {}
    for line in body.splitlines():
        key, colon, value = line.partition(":")
        name = _FRONT_KEYS.get(key.strip().lower())
        value = value.strip().strip("\"'")
        if colon and name and value and name not in metadata:
            metadata[name] = value
    return metadata
