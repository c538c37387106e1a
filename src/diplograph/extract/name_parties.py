"""Parties' names that the model cuts: members' nouns with what belongs to them, and names in other languages.

"Democrats of the Left" and "Australian Democrats" are parties of their own,
not "Democrats"; "Partido Liberal Radical" goes on to its last capital, over
the small words of its language.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from diplograph.extract.kinds import demonym_state, name_words, nations
from diplograph.extract.name_drafts import Draft, is_name_word
from diplograph.extract.titles import load_roles

__all__ = ["iter_foreign", "iter_members"]

_SIDES = frozenset(("Left", "Right", "Centre", "Center"))
_SMALL = frozenset(
    (
        *(
            "de",
            "del",
            "della",
            "dello",
            "dei",
            "delle",
            "degli",
            "di",
            "da",
            "do",
            "dos",
            "das",
            "du",
            "des",
        ),
        *("d'", "d’", "la", "le", "les", "el", "los", "las", "et", "e", "y", "i", "und", "en", "og", "och"),
        *("für", "fur", "pour", "por", "para", "per", "der", "die", "den", "van", "voor", "na", "ni", "za"),
    )
)
_NATIONS_ADJECTIVES = frozenset(("Scottish", "Welsh", "English", "Northern Irish", "Catalan", "Basque"))


def iter_members(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """Parties called by their members, with what tells them from others of that name."""
    plural = name_words()["plural"]
    for i, word in enumerate(words):
        found = plural.get(word)
        if found is None:
            continue
        start = i - 1 if i and f"{words[i - 1]} {word}" in plural else i
        start -= start > 0 and _is_of_nation(words[start - 1])
        end = _end_of_members(words, i + 1)
        if end - start > 1:
            # "The Australian" is a newspaper, but not before "Democrats"
            rank = 1 if start and words[start - 1] == "The" and end == i + 1 else 4
            yield Draft(doc, start, end, "Organization", "names.plural", rank, found.subtype, True)


def _is_of_nation(word: str) -> bool:
    return is_name_word(word) and (
        word in _NATIONS_ADJECTIVES or word in nations() or demonym_state(word) is not None
    )


def _end_of_members(words: list[str], at: int) -> int:
    """The end of "Democrats of the Left", "Democrats 66", "Democrats for a Strong Example"."""
    rest = words[at : at + 3]
    if rest[:2] == ["of", "the"] and rest[2:] and rest[2] in _SIDES:
        return at + 3
    if rest[:1] == ["for"]:
        end = at + 2 if rest[1:2] in (["a"], ["an"]) else at + 1
        stop = end
        while stop < len(words) and is_name_word(words[stop]) and words[stop].lower() not in load_roles():
            stop += 1
        return stop if stop - end > (end == at + 1) else at
    return at + 1 if rest and rest[0].isdigit() and len(rest[0]) == 2 else at


def iter_foreign(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """Names that begin with such a word as "Partido" or "Ministère"."""
    table = name_words()["foreign"]
    for i, word in enumerate(words):
        found = table.get(word)
        if found is None or (i and is_name_word(words[i - 1]) and words[i - 1] in table):
            continue
        end = i + 1
        for at in range(i + 1, min(i + 12, len(words))):
            if is_name_word(words[at]) and not doc[at].is_sent_start:
                end = at + 1
            elif words[at] not in _SMALL:
                break
        if end - i > 1:
            yield Draft(doc, i, end, found.kind, "names.foreign", 4, found.subtype, True)
