"""RawDocument to Article: decode, identify, mark the blocks; what is decided here stays as it is.

A package where DESIGN has one module: encodings, HTML, Markdown, dates, addresses and blocks are subjects of
their own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256

from diplograph.article.blocks import Stretch, iter_paragraphs, mark_blocks
from diplograph.article.dates import find_full_date, parse_published
from diplograph.article.decode import MAX_CHARACTERS, clean_words, decode, is_blank
from diplograph.article.markdown import parse_markdown
from diplograph.article.urls import canonical_url, same_site
from diplograph.errors import ArticleError
from diplograph.model import Article, Block, RawDocument

__all__ = ["MAX_CHARACTERS", "parse_article"]

_FIELDS = ("id", "url", "title", "published", "publisher", "language")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,4}")
# ISO 15924 codes of the scripts an article may be in, by the first word of their letters' Unicode names
_SCRIPTS = {
    **{"ARABIC": "Arab", "CYRILLIC": "Cyrl", "CJK": "Hani", "HIRAGANA": "Jpan", "KATAKANA": "Jpan"},
    **{"HANGUL": "Kore", "HEBREW": "Hebr", "GREEK": "Grek", "GEORGIAN": "Geor", "ARMENIAN": "Armn"},
    **{"DEVANAGARI": "Deva", "THAI": "Thai", "BENGALI": "Beng", "TAMIL": "Taml", "ETHIOPIC": "Ethi"},
}


def parse_article(raw: RawDocument) -> Article:
    """Fix a document's text, decide its identity and mark its blocks.

    What the source states (the members of a JSON line, the front matter, the page's own metadata) is taken as
    it is where it is well-formed, and ignored with a note where it isn't. Nothing is made up: an article
    without a stated date has none.

    :raises ArticleError: if the document is empty, binary, too long, in no known encoding, or has no body
    """
    stated = _check_metadata(raw)
    if raw.media_type == "text/html":
        from diplograph.article.page import parse_page  # lxml and trafilatura are heavy

        text, stretches, metadata, notes = parse_page(raw.content, stated.pop("charset", None), raw.origin)
    else:
        text, notes = decode(raw.content, stated.pop("charset", None), raw.origin)
        metadata = {}
        if raw.media_type == "text/markdown":
            text, stretches, metadata = parse_markdown(text)
        else:
            stretches = list(iter_paragraphs(text))
        if not stretches or is_blank(text):
            raise ArticleError("the document is empty", where=raw.origin, fix="leave it out")
    return _build(raw, text, stretches, _merge(stated, metadata, notes), notes)


def _build(
    raw: RawDocument, text: str, stretches: Iterable[Stretch], metadata: Mapping[str, str], notes: list[str]
) -> Article:
    content_hash = sha256(text.encode()).hexdigest()
    url = _url(metadata, notes)
    title = metadata.get("title")
    blocks = mark_blocks(text, stretches, title)
    key = (sha256(url.encode()).hexdigest() if url else content_hash)[:16]
    return Article(
        id=metadata.get("id") or key,
        key=key,
        text=text,
        content_hash=content_hash,
        origin=raw.origin,
        url=url,
        title=title or _headline(text, blocks),
        published=_published(metadata, text, blocks, notes),
        publisher=metadata.get("publisher"),
        language=_language(metadata, text, notes),
        blocks=blocks,
        notes=tuple(notes),
    )


def _check_metadata(raw: RawDocument) -> dict[str, str]:
    """The stated metadata without blanks.

    :raises ArticleError: if a value is no text, or holds what no graph can
    """
    checked = {}
    for name, value in raw.metadata.items():
        if not isinstance(value, str):
            raise ArticleError(
                f'"{name}" is {type(value).__name__}, expected text',
                where=raw.origin,
                fix=f'put "{name}" in quotes',
            )
        clean = clean_words(value)
        if clean is not None:
            checked[name] = clean
        elif value.strip():
            raise ArticleError(
                f'"{name}" holds half a surrogate pair',
                where=raw.origin,
                fix="write it as UTF-8, or both halves of the pair",
            )
    return checked


def _merge(stated: Mapping[str, str], found: Mapping[str, str], notes: list[str]) -> dict[str, str]:
    """What the source states outweighs what the document says of itself, except for its address.

    A page knows its canonical address better than whoever fetched it; but it may not take the place of an
    article of another site.
    """
    merged = {**found, **{name: value for name, value in stated.items() if name in _FIELDS}}
    fetched, own = stated.get("url"), found.get("url")
    if fetched and own:
        if same_site(fetched, own):
            merged["url"] = own
        else:
            notes.append(f"ignored the canonical address {own}: the page is of another site")
    return merged


def _url(metadata: Mapping[str, str], notes: list[str]) -> str | None:
    stated = metadata.get("url")
    if stated is None:
        return None
    url = canonical_url(stated)
    if url is None:
        notes.append(f"ignored the address {stated[:200]!r}: not an absolute URL")
    return url


def _published(
    metadata: Mapping[str, str], text: str, blocks: tuple[Block, ...], notes: list[str]
) -> str | None:
    """The stated date, else a full date in the dateline, which states it just as well."""
    stated = metadata.get("published")
    if stated:
        published = parse_published(stated)
        if published:
            return published
        notes.append(f"ignored the date {stated[:80]!r}: not an ISO date")
    for block in blocks:
        if block.kind == "dateline":
            published = find_full_date(text[block.start : block.end])
            if published:
                return published
    return None


def _headline(text: str, blocks: tuple[Block, ...]) -> str | None:
    for block in blocks:
        if block.kind == "headline":
            return " ".join(text[block.start : block.end].split())
        if block.kind == "body":
            break
    return None


def _language(metadata: Mapping[str, str], text: str, notes: list[str]) -> str | None:
    """The stated language tag; else, for a script other than Latin, "und" with that script (BCP 47)."""
    stated = metadata.get("language")
    if stated:
        if _LANGUAGE.fullmatch(stated):
            return stated.replace("_", "-")
        notes.append(f"ignored the language {stated[:40]!r}: not a language tag (BCP 47)")
    sample = text[:2000]
    if sample.isascii():
        return None
    letters = [char for char in sample if char.isalpha()]
    counts = Counter(unicodedata.name(char, "").partition(" ")[0] for char in letters if char > "ɏ")
    scripts = Counter[str]()
    for word, count in counts.items():
        scripts[_SCRIPTS.get(word.partition("-")[0], "Zyyy")] += count
    script, count = min(scripts.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    return f"und-{script}" if count > len(letters) / 2 and script != "Zyyy" else None
