"""The words of two names, paired one to one: equal, of one sound, a vowel or a slip apart, or an initial."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA

from diplograph.lexicon import cached
from diplograph.reference import fold
from diplograph.resolve.namewords import consonants, given_names, half_vowels, script, sound

__all__ = ["INITIAL", "VOWELS_DIFFER", "Comparison", "Pair", "align", "how", "latin", "left_over"]

_VOWEL = frozenset("aeiouy")
_VOWELS = str.maketrans("", "", "aeiouy")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two names are.

    :param score: from 0 to 1; at least .7 where they are taken for the same
    :param same: the verdict
    :param why: in a sentence
    """

    score: float
    same: bool
    why: str


class Pair(NamedTuple):
    """A word of each name, by place, with how alike they are and in how many letters they differ."""

    quality: float
    edits: int
    left: int
    right: int


INITIAL = 0.8
VOWELS_DIFFER = 0.93


def align(left: tuple[str, ...], right: tuple[str, ...], voiceless: bool = False) -> list[Pair]:
    """The best pairs of words, each word once; ties go to words in the same place."""
    likeness = _like_without_vowels if voiceless else _like
    pairs = []
    for i, one in enumerate(left):
        for j, two in enumerate(right):
            found = likeness(one, two)
            if found is not None:
                pairs.append(Pair(found[0], found[1], i, j))
    pairs.sort(key=lambda pair: (-pair.quality, abs(pair.left - pair.right), pair.left, pair.right))
    chosen: list[Pair] = []
    for pair in pairs:
        if all(pair.left != one.left and pair.right != one.right for one in chosen):
            chosen.append(pair)
    return chosen


@cached
@lru_cache(maxsize=131072)
def _like(one: str, two: str) -> tuple[float, int] | None:
    """How alike two words are and in how many letters they differ; None for different words."""
    if one == two:
        return 1.0, 0
    if len(one) == 1 or len(two) == 1:
        return (INITIAL, 0) if one[0] == two[0] else None
    heard = sound(one), sound(two)
    return (0.96, 0) if heard[0] == heard[1] else _like_with_slips(one, two, heard)


def _like_with_slips(one: str, two: str, heard: tuple[str, str]) -> tuple[float, int] | None:
    bones = heard[0].translate(_VOWELS), heard[1].translate(_VOWELS)
    vowels_only = bones[0] == bones[1] and (one[0] == two[0] or {one[0], two[0]} <= _VOWEL)
    given = given_names()
    short = min(len(one), len(two))
    edits = OSA.distance(one, two, score_cutoff=3)
    by_sound = OSA.distance(*heard, score_cutoff=3)
    if one in given and two in given and (not vowels_only or given[one] != given[two] or by_sound > 1):
        return None
    if short > 4 and vowels_only and min(edits, by_sound) <= 2 and len(bones[0]) > 2:
        return VOWELS_DIFFER, 0
    if (edits == 1 and short > 3) or (by_sound == 1 and min(map(len, heard)) > 5):
        return 0.9, 1
    return (0.85, 2) if edits == 2 and short > 8 else None


def _like_without_vowels(one: str, two: str) -> tuple[float, int] | None:
    bones = consonants(one), consonants(two)
    if "Hebr" in (script(one), script(two)):  # bet is b or v, pe is p or f
        bones = bones[0].replace("f", "b"), bones[1].replace("f", "b")
    if bones[0] != bones[1] or not bones[0]:
        return None
    return (0.85, 0) if len(bones[0]) > 1 or half_vowels(one) == half_vowels(two) else None


def how(pairs: list[Pair]) -> str:
    """What the words that pair up have in common, for the reason of a verdict."""
    if any(pair.quality == INITIAL for pair in pairs):
        return "the same with initials"
    if any(pair.edits for pair in pairs):
        return "the same but for a slip or a vowel"
    return "the same words" if all(pair.quality == 1 for pair in pairs) else "the same by sound"


def left_over(
    left: tuple[str, ...], right: tuple[str, ...], pairs: list[Pair]
) -> tuple[list[int], list[int]]:
    """Places of words without a partner; a word said twice needs none where the other has none left over."""
    extra_left = [i for i in range(len(left)) if all(pair.left != i for pair in pairs)]
    extra_right = [i for i in range(len(right)) if all(pair.right != i for pair in pairs)]
    if not extra_right:
        extra_left = [i for i in extra_left if left.count(left[i]) == 1]
    if not extra_left:
        extra_right = [i for i in extra_right if right.count(right[i]) == 1]
    return extra_left, extra_right


def latin(name: str) -> str:
    """The folded name in Latin letters, but for scripts whose vowels no table can guess."""
    return fold(name) if script(name) in ("Latn", "Arab", "Hebr") else fold(anyascii(name))
