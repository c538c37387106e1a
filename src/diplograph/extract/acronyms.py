"""Acronyms bound to names, in both directions: "Example Council (EC)" and "EC (Example Council)"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from diplograph.extract.kinds import find_head, word_list
from diplograph.extract.name_drafts import Draft
from diplograph.extract.page import Page
from diplograph.extract.titles import load_roles

__all__ = ["Initials", "bind_acronyms", "is_acronym", "is_acronym_of"]

_BODIES = frozenset(("ORG", "NORP", "GPE", "PERSON"))
_SMALL = frozenset(
    ["of", "the", "and", "for", "in", "on", "to", "de", "la", "des", "et", "du", "der", "und", "a", "an", "&"]
)


def is_acronym(word: str) -> bool:
    """Whether a word is written as an acronym: mostly capitals, two to ten ("UNHRC", "PvdA")."""
    letters = word.replace(".", "").replace("-", "")
    return 2 <= len(letters) <= 10 and letters.isalnum() and sum(map(str.isupper, letters)) * 2 > len(letters)


def is_acronym_of(acronym: str, name: str) -> bool:
    """Whether the acronym's letters are the initials of the name's words, small words taken or left.

    >>> is_acronym_of("OSCE", "Organization for Security and Co-operation in Europe")
    True
    """
    letters = [letter.lower() for letter in acronym if letter.isalnum()]
    words = name.replace("-", " ").replace("/", " ").split()
    return len(letters) > 1 and _matches(letters, words)


def _matches(letters: list[str], words: list[str]) -> bool:
    reached = {0}
    for position, word in enumerate(words):
        initial = word[0].lower()
        step = {at + 1 for at in reached if at < len(letters) and letters[at] == initial}
        for at in list(step):  # "Co-operation" and "ReliefWeb" give two letters
            inner = [c.lower() for c in word[1:] if c.isupper()]
            if inner and letters[at : at + len(inner)] == inner:
                step.add(at + len(inner))
        optional = word.lower() in _SMALL or (position == 0 and word in ("The", "UN", "EU", "US", "U.S."))
        reached = step | (reached if optional else set())
        if word.isupper() and len(word) > 1 and position == 0 and letters[: len(word)] == list(word.lower()):
            reached.add(len(word))
    return len(letters) in reached


class Initials:
    """Names by the letter their acronym must begin with, so that a look-up is no walk over all."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._found: dict[str, tuple[str, ...]] = {}
        for name in dict.fromkeys(names):
            words = name.replace("-", " ").replace("/", " ").split()
            for letter in dict.fromkeys(word[0].lower() for word in words[:3]):
                self._by_letter[letter].append(name)

    def of(self, acronym: str) -> tuple[str, ...]:
        """The names whose initials an acronym is."""
        if acronym not in self._found:
            names = self._by_letter.get(acronym[:1].lower(), ())
            self._found[acronym] = tuple(name for name in names if is_acronym_of(acronym, name))
        return self._found[acronym]


def bind_acronyms(page: Page, words: dict[int, list[str]], drafts: dict[int, list[Draft]]) -> dict[str, str]:
    """Acronyms of the article with the name each stands for; drafts of both become organizations.

    An acronym in brackets after an organization's name is bound to it when its
    letters fit, or when it stands for a name in another language ("Social
    Democratic Party (SPD)"); one before a bracketed name only when they fit.
    """
    bound: dict[str, str] = {}
    for paragraph in page.paragraphs:
        texts = words[id(paragraph.doc)]
        found = _spell_out(paragraph.doc, texts, drafts[id(paragraph.doc)]) if "(" in texts else []
        found = found or drafts[id(paragraph.doc)]
        starts = {draft.start: k for k, draft in enumerate(found)}
        ends = {draft.end: k for k, draft in enumerate(found)}
        for at, word in enumerate(texts):
            if word != "(" or at + 2 >= len(texts):
                continue
            before = ends.get(at)
            if before is None or found[before].type == "Date":
                continue
            _bind_at(found, texts, at, before, starts, bound)
        drafts[id(paragraph.doc)] = sorted(found, key=lambda d: d.start)
    return bound


def _spell_out(doc: Doc, texts: list[str], found: list[Draft]) -> list[Draft]:
    """The drafts with those made whole that a bracketed acronym spells out: "Union for Zed (UpZ)"."""
    ends = {draft.end: draft for draft in found}
    wholes: list[Draft] = []
    for at in range(2, len(texts) - 2):
        if texts[at] != "(" or texts[at + 2] not in (")", ",", ";") or not is_acronym(texts[at + 1]):
            continue
        before = ends.get(at)
        if before is not None and (
            before.type in ("Person", "Date")
            or before.title
            or is_acronym_of(texts[at + 1], before.text)
            or (before.end - before.start > 1 and before.fixed)
        ):
            continue
        start = _start_of_letters(doc, texts, at)
        whole = _spelled(doc, texts, start, at) if start is not None else None
        if whole is None:
            continue
        wholes.append(whole)
    taken = {i for whole in wholes for i in range(whole.start, whole.end)}
    rest = [d for d in found if taken.isdisjoint(range(d.start, d.end))]
    return sorted([*rest, *wholes], key=lambda d: d.start)


def _spelled(doc: Doc, texts: list[str], start: int, at: int) -> Draft | None:
    """A name spelled out before its acronym, of the kind its words tell; None where it names no body."""
    name, roles = texts[start:at], load_roles()
    if {" ".join(name).lower(), texts[at + 1].lower()} & roles.keys() or name[-1] in word_list("thing-words"):
        return None
    head = find_head(name)
    if head is None and not any(token.ent_type_ in _BODIES for token in doc[start:at]):
        return None
    kind, subtype = (head.kind, head.subtype) if head is not None else ("Organization", None)
    return Draft(doc, start, at, kind, "names.spelled", 3, subtype, True)


def _start_of_letters(doc: Doc, texts: list[str], at: int) -> int | None:
    """Where the words before a bracket begin whose initials are the acronym in it."""
    letters = texts[at + 1]
    for start in range(at - 2, max(at - 12, -1), -1):
        word = texts[start]
        if doc[start + 1].is_sent_start or word in ("(", ")", ";", ":", '"', "“", "”"):
            return None
        if word[:1].isupper() and word.lower() not in _SMALL:
            name = " ".join(texts[start:at])
            if is_acronym_of(letters, name) and doc[start - 1].text != "-":
                return start
    return None


def _bind_at(
    found: list[Draft], texts: list[str], at: int, before: int, starts: dict[int, int], bound: dict[str, str]
) -> None:
    name = found[before]
    inside = texts[at + 1]
    closes = texts[at + 2] in (")", ",", ";")
    if closes and is_acronym(inside) and not is_acronym(name.text):
        fits = is_acronym_of(inside, name.text)
        if not fits and not (
            name.type == "Organization" and inside.upper() == inside and not inside.isdigit()
        ):
            return
        if name.type == "Person" and name.known is None and not fits:
            return
        if name.type not in ("Document",) and not (name.fixed and name.type == "Place"):
            found[before] = replace(name, type="Organization", fixed=True)
        kind = found[before]
        draft = Draft(name.doc, at + 1, at + 2, kind.type, "names.acronym", 3, kind.subtype, True)
        index = starts.get(at + 1)
        if index is not None:
            if found[index].end != at + 2:
                return
            found[index] = draft
        else:
            starts[at + 1] = len(found)
            found.append(draft)
        bound[inside] = name.text
        return
    index = starts.get(at + 1)
    if index is not None and is_acronym(name.text) and is_acronym_of(name.text, found[index].text):
        found[before] = replace(name, type=found[index].type, fixed=True)
        bound[name.text] = found[index].text
