"""Names that the tables know, where they stand in a paragraph, and documents by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from diplograph.extract.kinds import KnownName, known_names
from diplograph.extract.name_drafts import Draft, is_name_word
from diplograph.lexicon import cached

__all__ = ["ent_end", "iter_documents", "iter_known", "iter_shouted"]

_FIRST = re.compile(r"[\s'’-]")


# what every numbered document has in it: looked for first, since the expression is slow where none stands
_SIGNS = (
    "/RES/",
    "/DEC/",
    "/PV",
    "/HRC/",
    "esolution",
    "ecision",
    "irective",
    "egulation",
    "ecree",
    "Executive Order",
    "Protocol",
)
_NUMBERED = re.compile(
    r"\b(?:A|S|E|A/HRC)/(?:RES|DEC|PV|HRC)/[\w./-]{1,30}\w"
    r"|\b(?:[Rr]esolution|[Dd]ecision|[Dd]irective|[Rr]egulation|[Dd]ecree|Executive Order|Protocol)\s"
    r"(?:No\.?\s|no\.?\s|n°\s?)?[A-Z]?\d{1,5}(?:[/-]\d{1,4})?(?:\s\((?:19|20)\d\d\))?(?!\d)"
)


def iter_known(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """The longest names of the tables, wherever they stand whole."""
    index, text = _by_first_word(), doc.text
    done = 0
    for i, word in enumerate(words):
        if i < done:
            continue
        names = index.get(word) or index.get(_FIRST.split(word, maxsplit=1)[0])
        if not names:
            continue
        at = doc[i].idx
        for name, known in names:
            if not text.startswith(name, at) or text[at + len(name) : at + len(name) + 1].isalnum():
                continue
            span = doc.char_span(at, at + len(name))
            if span is not None and _is_known_here(doc, i, span.end, words):
                rule = "names.seat" if known.subtype == "Seat" else "names.known"
                end = span.end
                if known.kind == "Organization" and end - i > 1 and words[end : end + 1] == ["Party"]:
                    end += 1  # "Civic Dawn Party" for "Civic Dawn"
                yield Draft(doc, i, end, known.kind, rule, 2, known.subtype, True, known)
                done = end
                break


def iter_shouted(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """Known persons in capitals, whatever the model takes them for: "XI JINPING"."""
    text = doc.text
    for i, word in enumerate(words[:-1]):
        if not (word.isupper() and word.isalpha()):
            continue
        for name, known in _shouted().get(word, ()):
            if text.startswith(name, doc[i].idx):
                span = doc.char_span(doc[i].idx, doc[i].idx + len(name))
                if span is not None:
                    yield Draft(
                        doc, i, span.end, "Person", "names.known", 2, None, True, known, usual=known.text
                    )
                    break


@cached
def _shouted() -> dict[str, tuple[tuple[str, KnownName], ...]]:
    index: dict[str, list[tuple[str, KnownName]]] = {}
    for text, name in known_names().items():
        if name.kind == "Person" and not text.isupper() and text.isascii():
            index.setdefault(_FIRST.split(text.upper(), maxsplit=1)[0], []).append((text.upper(), name))
    return {word: tuple(sorted(names, key=lambda n: (-len(n[0]), n[0]))) for word, names in index.items()}


@cached
def _by_first_word() -> dict[str, tuple[tuple[str, KnownName], ...]]:
    """Known names by their first word (up to a space, hyphen or apostrophe), the longest first."""
    index: dict[str, list[tuple[str, KnownName]]] = {}
    for text, name in known_names().items():
        index.setdefault(_FIRST.split(text, maxsplit=1)[0], []).append((text, name))
    return {word: tuple(sorted(names, key=lambda n: (-len(n[0]), n[0]))) for word, names in index.items()}


def _is_known_here(doc: Doc, start: int, end: int, words: list[str]) -> bool:
    """Whether a known name is whole here: "Guinea" isn't in "Papua New Guinea"."""
    if end - start > 1:
        return not (end < len(words) and words[end] == "-" and doc[end - 1].whitespace_ == "")
    token = doc[start]
    if token.pos_ not in ("PROPN", "NOUN", "ADJ", "X") or token.ent_type_ in ("PERSON", "WORK_OF_ART"):
        return token.ent_type_ == "PERSON" and doc[start].ent_iob_ == "B" and ent_end(doc, start) == end
    if token.ent_type_ and _ent_start(doc, start) == start and ent_end(doc, start) == end:
        return True
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    joined = after == "-" and not token.whitespace_
    return (
        not joined
        and not (is_name_word(before) and start and not doc[start - 1].is_sent_start)
        and not (
            is_name_word(after)
            and doc[end].pos_ == "PROPN"
            and doc[end].ent_type_ in ("", token.ent_type_ or "-")
        )
    )


def _ent_start(doc: Doc, i: int) -> int:
    while i > 0 and doc[i].ent_iob_ == "I":
        i -= 1
    return i


def ent_end(doc: Doc, i: int) -> int:
    """Index after the last token of the model's name that a token is in."""
    i += 1
    while i < len(doc) and doc[i].ent_iob_ == "I":
        i += 1
    return i


def iter_documents(doc: Doc) -> Iterator[Draft]:
    """Numbered documents: "A/RES/60/251", "Resolution 2728 (2024)"."""
    text = doc.text
    if not any(sign in text for sign in _SIGNS):
        return
    for match in _NUMBERED.finditer(text):
        span = doc.char_span(*match.span(), alignment_mode="expand")
        if span is not None:
            yield Draft(
                doc, span.start, span.end, "Document", "names.numbered", 1, _numbered_subtype(match[0]), True
            )


def _numbered_subtype(text: str) -> str:
    lowered = text.lower()
    if "resolution" in lowered or "/res/" in lowered:
        return "Resolution"
    return "Decision" if "decision" in lowered or "/dec/" in lowered else "Law"
