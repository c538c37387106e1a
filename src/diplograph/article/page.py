"""HTML to text and metadata: the body with trafilatura, the rest from what the page says of itself."""

from __future__ import annotations

import re
from typing import Any

from diplograph.article.blocks import Stretch, is_prose
from diplograph.article.decode import clean_words, codecs_name, decode, refuse_overlong
from diplograph.article.metadata import find_metadata
from diplograph.errors import ArticleError
from diplograph.model import BlockKind

__all__ = ["parse_page"]

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.I)
_XML_CHARSET = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.-]{1,40})", re.I)
# A page may be much longer than its article: scripts and pictures stand in it
_MAX_PAGE_CHARACTERS = 10_000_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]+")
_NOISE = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")
_MIN_WORDS = 8  # the shortest body that is an article: one sentence
_NO_ARTICLE_FIX = "save the article's text as .txt, or give the address of the article itself"


def parse_page(
    content: bytes | str, declared: str | None, origin: str
) -> tuple[str, list[Stretch], dict[str, str], list[str]]:
    """Take the article out of a page.

    The stored text is the headline and the body, paragraphs parted by blank lines; menus, forms and scripts
    are not part of it.

    :param declared: the encoding the server stated
    :returns: the text, its paragraphs (with a kind where the markup states it), metadata, and notes
    :raises ArticleError: if the page has no article
    """
    import trafilatura

    source, notes = decode(content, declared or _declared(content), origin, _MAX_PAGE_CHARACTERS)
    tree = _parse(source)
    if tree is None:
        raise ArticleError("the page has no article", where=origin, fix=_NO_ARTICLE_FIX)
    found = {name: clean_words(value) for name, value in find_metadata(tree).items()}
    metadata = {name: value for name, value in found.items() if value is not None}
    try:
        document = trafilatura.bare_extraction(
            tree, include_comments=False, include_tables=True, include_formatting=False, deduplicate=False
        )
    except Exception as error:  # trafilatura lets whatever lxml and its own walk raise through
        raise ArticleError(
            f"the page cannot be read ({type(error).__name__})", where=origin, fix=_NO_ARTICLE_FIX
        ) from error
    body = getattr(document, "body", None)
    paragraphs = _paragraphs(body) if body is not None else []
    # a page of links and buttons has no sentence
    words = sum(
        len(text.split()) for kind, text in paragraphs if kind in (None, "quotation") and is_prose(text)
    )
    if words < _MIN_WORDS:
        raise ArticleError("the page has no article", where=origin, fix=_NO_ARTICLE_FIX)
    _add_headline(paragraphs, metadata)
    text, stretches = _join(paragraphs)
    refuse_overlong(text, origin)
    return text, stretches, metadata, notes


def _declared(content: bytes | str) -> str | None:
    if isinstance(content, str):
        return None
    match = _XML_CHARSET.match(content) or _META_CHARSET.search(content, 0, 4096)
    label = match[1].decode("ascii") if match else None
    # a page that was readable as ASCII up to here cannot be UTF-16, whatever it says (WHATWG HTML)
    return None if label is None or (codecs_name(label) or "").startswith("utf-16") else label


def _parse(source: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(source.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    # Line ends of the source mean nothing; those that trafilatura puts in later part paragraphs.
    # Control characters come in through escapes, and lxml refuses to copy them.
    for element in tree.iter():
        noise = _CONTROL if element.tag in ("pre", "script", "style", "textarea") else _NOISE
        if element.text:
            element.text = noise.sub(" ", element.text)
        if element.tail:
            element.tail = _NOISE.sub(" ", element.tail)
    return tree


def _paragraphs(body: Any) -> list[tuple[BlockKind | None, str]]:
    """The paragraphs of trafilatura's tree (p, head, quote, list, table), in order."""
    paragraphs: list[tuple[BlockKind | None, str]] = []

    def add(kind: BlockKind | None, text: str) -> None:
        for line in text.split("\n"):
            words = clean_words(line)
            if words:
                paragraphs.append((kind, words))

    def walk(element: Any, kind: BlockKind | None) -> None:
        for child in element:
            tag = child.tag
            if tag == "head":
                add("headline", _text(child))
            elif tag == "quote" and (len(child) == 0 or child[0].tag not in ("p", "list", "head", "quote")):
                add("quotation", _text(child))
            elif tag in ("quote", "list", "table", "div"):
                add(kind, child.text or "")
                walk(child, "quotation" if tag == "quote" else kind)
            elif tag == "row":
                add(kind, " ".join(_text(cell) for cell in child))
            elif isinstance(tag, str):
                add(kind, _text(child))
            add(kind, child.tail or "")

    add(None, body.text or "")
    walk(body, None)
    return paragraphs


def _text(element: Any) -> str:
    """All words of an element; a line break in the page is one here."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in ("lb", "p", "item", "head", "quote"):
            parts.append("\n")
        parts.extend(
            (_text(child), "\n" if child.tag in ("p", "item", "head", "quote") else "", child.tail or "")
        )
    return "".join(parts)


def _add_headline(paragraphs: list[tuple[BlockKind | None, str]], metadata: dict[str, str]) -> None:
    """Put the page's headline on top where trafilatura took it for a part of the frame."""
    headline = metadata.pop("headline", None)
    if headline is None:
        return
    wanted = _letters(headline)
    for index, (_, text) in enumerate(paragraphs[:3]):
        if _letters(text) == wanted:
            paragraphs[index] = ("headline", text)
            return
    paragraphs.insert(0, ("headline", headline))


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _join(paragraphs: list[tuple[BlockKind | None, str]]) -> tuple[str, list[Stretch]]:
    stretches = []
    position = 0
    for kind, text in paragraphs:
        stretches.append(Stretch(position, position + len(text), kind))
        position += len(text) + 2
    return "\n\n".join(text for _, text in paragraphs), stretches
