"""Whether two names of people may be one person's.

Words left over on both sides contradict, on one side they are second names,
patronymics or particles; what differs in spelling must not differ in order too.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from diplograph.reference import fold
from diplograph.resolve.namewords import given_names, script, words_of
from diplograph.resolve.wordpairs import (
    INITIAL,
    VOWELS_DIFFER,
    Comparison,
    Pair,
    align,
    how,
    latin,
    left_over,
)

__all__ = ["compare_persons"]

_INITIALS = re.compile(r"\b(\w)\.(?=\w)")
_LEET = str.maketrans("013457", "oleast")
_OF_FATHER = frozenset(("bin", "ben", "ibn", "bint"))


@lru_cache(maxsize=65536)
def _person_words(name: str) -> tuple[tuple[str, ...], int | None]:
    """Words of a person's name in spoken order, and how many stand before "bin" (son of) where it has one."""
    family, comma, given = name.partition(",")
    if comma and fold(given) not in words_of("person").suffixes:
        name = f"{given} {family}"
    spaced = _INITIALS.sub(r"\1. ", name)
    if not spaced.isupper():
        spaced = re.sub(r"\b([B-DF-HJ-NP-TV-Z])([B-DF-HJ-NP-TV-Z])\b", r"\1 \2", spaced)
    words = latin(spaced).split()
    table = words_of("person")
    kept: list[str] = []
    before: int | None = None
    while len(words) > 1 and words[-1] in table.suffixes:
        words.pop()
    for place, word in enumerate(words, 1):
        if word in table.particles:
            before = len(kept) if word in _OF_FATHER and kept and before is None else before
        elif word not in table.drop or (place == len(words) and kept):
            kept.extend(table.same.get(word) or _servant_of(_mend(word)))
    if not kept:
        kept = words
    return tuple(kept), before if before is not None and before < len(kept) else None


def _letters(name: str) -> str:
    """The Latin letters of a name as they stand: "Amir-Abdollahian" and "Amirabdollahian" have the same."""
    return "".join(latin(name).split())


_SERVANT_OF = re.compile(r"abd(?:[aeou]l|[aeou](?=r))(\w{4,})")


def _servant_of(word: str) -> tuple[str, ...]:
    """ "Abdelfattah" in its two words, since others write "Abdel Fattah" or "Abd al-Fattah"."""
    found = _SERVANT_OF.fullmatch(word)
    return ("abd", found[1]) if found else (word,)


def _mend(word: str) -> str:
    """Digits in the middle of a word read as the letters they look like."""
    return word.translate(_LEET) if not word.isdigit() and any(sign.isdigit() for sign in word) else word


def compare_persons(a: str, b: str) -> Comparison:
    """Compare two names of people by their words alone."""
    scripts = {script(a), script(b)}
    if scripts == {"Hani"}:
        return Comparison(0.3, False, "different characters")
    (left, left_before), (right, right_before) = _person_words(a), _person_words(b)
    if left and ("".join(left) == "".join(right) or _letters(a) == _letters(b)):
        return Comparison(0.97, True, "the same but for spaces, titles and particles")
    left, right = _rejoin(left, right), _rejoin(right, left)
    voiceless = len(scripts & {"Arab", "Hebr"}) == 1 and len(scripts) == 2
    pairs = align(left, right, voiceless)
    verdict = _judge_person(left, right, pairs)
    if not verdict.same and (bare := _without_baltic_endings(left, right)) is not None:
        other = _judge_person(*bare, align(*bare))
        verdict = other if other.same else verdict
    if verdict.same and left_before is not None and right_before is not None:
        crossed = any(
            (pair.left < left_before) != (pair.right < right_before) for pair in pairs if pair.left == 0
        )
        if crossed:
            return Comparison(0.5, False, "the one's given name is the other's father's")
    return verdict


_BALTIC = re.compile(r"(?<=..)(?:iu|[aiuy])?s$")


def _without_baltic_endings(
    left: tuple[str, ...], right: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Both names, the one in Latvian or Lithuanian without its endings: "Igors Belovs", "Leonidas Voskovas".

    Every word of such a name has one, and no word of the other; None where that isn't so.
    """
    given = given_names()
    for baltic, other in ((left, right), (right, left)):
        endings = [_BALTIC.search(word) for word in baltic]
        if len(baltic) > 1 and all(endings) and not any(word.endswith("s") for word in other):
            if baltic[0] in given and other[0] in given:
                return None
            bare = tuple(_BALTIC.sub("", word) for word in baltic)
            return (bare, other) if baltic is left else (other, bare)
    return None


def _judge_person(left: tuple[str, ...], right: tuple[str, ...], pairs: list[Pair]) -> Comparison:
    extra_left, extra_right = left_over(left, right, pairs)
    total = sum(len(left[pair.left]) + len(right[pair.right]) for pair in pairs)
    score = sum(pair.quality * (len(left[pair.left]) + len(right[pair.right])) for pair in pairs) / (
        total or 1
    )
    if extra_left and extra_right:
        words = f"{' '.join(left[i] for i in extra_left)} and {' '.join(right[i] for i in extra_right)}"
        share = total / (sum(map(len, left)) + sum(map(len, right)))
        return Comparison(round(0.65 * score * share, 3), False, f"differ in {words}")
    shorter, longer, extra = (right, left, extra_left) if extra_left else (left, right, extra_right)
    contradiction = _slips_too_far(left, right, pairs, total) or _adds_too_much(shorter, longer, extra, pairs)
    if contradiction:
        return Comparison(round(0.6 * score, 3), False, contradiction)
    if not extra:
        return Comparison(round(score, 3), True, how(pairs))
    names = " ".join(longer[i] for i in extra)
    return Comparison(max(0.7, round(score - 0.05 * len(extra), 3)), True, f"{how(pairs)}; one adds {names}")


def _slips_too_far(
    left: tuple[str, ...], right: tuple[str, ...], pairs: list[Pair], total: int
) -> str | None:
    """Why names whose words all pair up differ nevertheless; ``total`` is the letters of both."""
    if all(min(len(left[pair.left]), len(right[pair.right])) == 1 for pair in pairs):
        return "share no word"
    edits = sum(pair.edits for pair in pairs)
    if edits > max(1, total // 12):
        return "differ in too many letters"
    moved = any((pair.left == 0) != (pair.right == 0) for pair in pairs)
    exact = sum(pair.quality == 1 for pair in pairs)
    if edits and moved and not (edits == 1 and exact > 2 and exact == len(pairs) - 1):
        return "differ in letters and in order"
    by_vowels = [pair for pair in pairs if pair.quality == VOWELS_DIFFER]
    if by_vowels and moved and len(pairs) == 2:
        return "differ in vowels and in order"
    if by_vowels and len(left) == len(right) == 1 and OSA.distance(left[0], right[0]) > 1:
        return "differ in vowels"  # no other word speaks for "Khamenei" and "Khomeini"
    return None


def _adds_too_much(
    shorter: tuple[str, ...], longer: tuple[str, ...], extra: list[int], pairs: list[Pair]
) -> str | None:
    """Why the words that only the longer name has make it another's."""
    shared = [word for place, word in enumerate(longer) if place not in extra and word != "abd"]
    reasons = {
        "one name alone could be another's": len(shared) < 2 or len(pairs) < 2,
        f"an initial stands in for {longer[-1]}": len(longer) - 1 in extra
        and any(pair.quality == INITIAL for pair in pairs),
        f"{longer[0]} is a given name that the other lacks": 0 in extra and len(pairs) < 3,
        "the one has too many names that the other lacks": len(extra) > 2,
        "the initials differ": len(shorter) > 2 and any(len(longer[i]) == 1 for i in extra),
    }
    return next((reason for reason, holds in reasons.items() if extra and holds), None)


def _rejoin(words: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Neighbouring words written as one, where the other name writes them so."""
    joined: list[str] = []
    for word in words:
        if joined and len(word) > 1 and joined[-1] + word in other and word not in other:
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)
