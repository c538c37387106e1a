"""The tables that names are read with: titles and particles, sounds, letters without vowels, given names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from diplograph.lexicon import Column, cached, load_table, rows_of
from diplograph.reference import fold
from diplograph.resources import resource_path

__all__ = ["Words", "consonants", "given_names", "half_vowels", "script", "sound", "words_of"]

_ANY = Column()
_NEEDED = Column(required=True)


@dataclass(frozen=True, slots=True)
class Words:
    """Words that say little about whose name it is, for one kind of name."""

    drop: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    same: dict[str, tuple[str, ...]]
    numbers: dict[str, int]


@cache
def words_of(kind: str) -> Words:
    """The words for "person" or "organization" names."""
    path = resource_path("data", "reference", "name-words.csv")
    columns = {
        "of": Column(required=True, choices=("person", "organization")),
        "word": _NEEDED,
        "treatment": Column(required=True, choices=("drop", "suffix", "particle", "same", "number")),
        "value": _ANY,
    }
    rows = [row for row in load_table(path, columns) if row["of"] == kind]
    return Words(
        drop=frozenset(row["word"] for row in rows if row["treatment"] == "drop"),
        suffixes=frozenset(row["word"] for row in rows if row["treatment"] == "suffix"),
        particles=frozenset(row["word"] for row in rows if row["treatment"] == "particle"),
        same={row["word"]: tuple(row["value"].split()) for row in rows if row["treatment"] == "same"},
        numbers={row["word"]: int(row["value"]) for row in rows if row["treatment"] == "number"},
    )


@cached
def given_names() -> dict[str, str]:
    """Folded given names, each with the gender of its bearers or an empty string."""
    return {fold(row["name"]): row["gender"] for row in rows_of("given-names")}


@cache
def _sound_pairs() -> tuple[tuple[str, str], ...]:
    path = resource_path("data", "reference", "sounds.csv")
    rows = load_table(path, {"spelling": Column(required=True, unique=True), "sound": _NEEDED})
    return tuple((row["spelling"], row["sound"]) for row in rows)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """How a folded Latin word sounds, roughly: "tokayev" and "toqaev" alike."""
    for spelling, heard in _sound_pairs():
        if spelling in word:
            word = word.replace(spelling, heard)
    return word


@cache
def _letters() -> dict[str, str]:
    path = resource_path("data", "reference", "letters.csv")
    rows = load_table(
        path, {"letter": Column(required=True, unique=True), "script": _NEEDED, "consonant": _ANY}
    )
    return {row["letter"]: row["consonant"] for row in rows}


_LATIN_CONSONANTS = str.maketrans(
    {"v": "f", "p": "b", "x": "ks", "c": "s", "j": "g"} | dict.fromkeys("aeiouyhw")
)
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def consonants(word: str) -> str:
    """What is left of a word when vowels and breaths go, for scripts that do not write them.

    Takes a folded word in the Arabic, Hebrew or Latin script.
    """
    letters = _letters()
    word = _without_article(word)
    plain = "".join(letters.get(letter, letter) for letter in word) if not word.isascii() else sound(word)
    return _DOUBLE.sub(r"\1", plain.translate(_LATIN_CONSONANTS))


def _without_article(word: str) -> str:
    """An Arabic word without the article, which Latin writes apart and many leave out."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


_HALF_VOWELS = {"i": "y", "y": "y", "u": "w", "o": "w", "w": "w"} | dict.fromkeys("aeh", "")
_HALF_VOWELS |= {"ي": "y", "ی": "y", "ى": "y", "ئ": "y", "و": "w", "ؤ": "w", "י": "y", "ו": "w"}


@lru_cache(maxsize=65536)
def half_vowels(word: str) -> str:
    """What these scripts do write of a word: its consonants, and "y" and "w" for long vowels.

    Tells words apart of which little is left otherwise: "Yair" and "Uri" are both an "r" to ``consonants``.
    """
    letters = _letters()
    marks = (_HALF_VOWELS.get(letter, letters.get(letter, letter)) for letter in _without_article(word))
    return _DOUBLE.sub(r"\1", "".join(marks))


_RANGES = (
    ("Hebr", "\u0590", "\u05ff"),
    ("Arab", "\u0600", "\u06ff"),
    ("Arab", "\u0750", "\u077f"),
    ("Hani", "\u3400", "\u9fff"),
    ("Hang", "\uac00", "\ud7af"),
)


@lru_cache(maxsize=65536)
def script(name: str) -> str:
    """ "Arab", "Hebr", "Hani" or "Hang" where a letter of it is found, else "alphabet" or "Latn"."""
    if name.isascii():
        return "Latn"
    for letter in name:
        for tag, first, last in _RANGES:
            if first <= letter <= last:
                return tag
    return "alphabet"
