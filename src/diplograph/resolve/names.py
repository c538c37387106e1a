"""Whether two names may be of one person or body, whatever the script, order or spelling.

Words are aligned one to one; each pair is equal, sounds equal, differs in a
vowel or a slip of the pen, or one is the other's initial. Words left over on
both sides contradict, on one side they are second names, patronymics or
particles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA

from diplograph.lexicon import cached
from diplograph.model import EntityKind
from diplograph.reference import Reference, fold
from diplograph.resolve.namewords import consonants, given_names, half_vowels, script, sound, words_of

__all__ = ["Comparison", "compare"]

_INITIALS = re.compile(r"\b(\w)\.(?=\w)")
_LEET = str.maketrans("013457", "oleast")
_OF_FATHER = frozenset(("bin", "ben", "ibn", "bint"))
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


class _Pair(NamedTuple):
    quality: float
    edits: int
    left: int
    right: int


def compare(a: str, b: str, type: str = "Person", reference: Reference | None = None) -> Comparison:
    """Compare two names.

    :param type: "Person", "Organization" or any other kind, which is treated as an organization
    :param reference: where given, names that it knows are compared as the things they name
    """
    if fold(a) == fold(b) and fold(a):
        return Comparison(1.0, True, "the same but for case, marks and spaces")
    if reference is not None:
        known = _compare_known(a, b, type, reference)
        if known is not None:
            return known
    return _compare_person(a, b) if type == "Person" else _compare_body(a, b)


def _compare_known(a: str, b: str, type: str, reference: Reference) -> Comparison | None:
    kinds: tuple[EntityKind, ...] = ("Person",) if type == "Person" else ("Organization", "State", "Place")
    left = {known.id: known for kind in kinds for known in reference.find(a, kind)}
    right = {known.id: known for kind in kinds for known in reference.find(b, kind)}
    both = sorted(left.keys() & right.keys())
    if both:
        return Comparison(0.98, True, f"both are names of {both[0]}")
    if type != "Person" and (own := _of_a_state(a, b, reference) or _of_a_state(b, a, reference)):
        return Comparison(0.9, True, f"both are names of {own}")
    if left and right:
        return Comparison(0.0, False, f"names of {min(left)} and of {min(right)}")
    if script(a) == script(b):
        return None  # another spelling of a known name is judged by the spelling itself
    judge = _compare_person if type == "Person" else _compare_body
    for things, other in ((left, b), (right, a)):
        for known in things.values():
            for form in (known.name, *(name.text for name in known.names)):
                found = judge(form, other)
                if found.same and script(form) == script(other):
                    return Comparison(
                        found.score, True, f"{found.why}, through {form!r}, a name of {known.id}"
                    )
    return None


def _of_a_state(name: str, other: str, reference: Reference) -> str | None:
    """The body that is named with its state's name beside its own, as in "PLA China", and that the other names."""
    words = name.split()
    for state, rest in ((words[:1], words[1:]), (words[-1:], words[:-1])):
        owners = {known.id for known in reference.find(" ".join(state), "State")}
        adjective = reference.demonym(" ".join(state))
        owners |= {adjective.id} if adjective is not None else set()
        own = {known.id for known in reference.find(" ".join(rest), "Organization") if known.state in owners}
        both = sorted(own & {known.id for known in reference.find(other, "Organization")})
        if rest and both:
            return both[0]
    return None


# -- people ----------------------------------------------------------------
@lru_cache(maxsize=65536)
def _person_words(name: str) -> tuple[tuple[str, ...], int | None]:
    """Words of a person's name in spoken order, and how many stand before "bin" (son of) where it has one."""
    family, comma, given = name.partition(",")
    if comma and fold(given) not in words_of("person").suffixes:
        name = f"{given} {family}"
    spaced = _INITIALS.sub(r"\1. ", name)
    if not spaced.isupper():
        spaced = re.sub(r"\b([B-DF-HJ-NP-TV-Z])([B-DF-HJ-NP-TV-Z])\b", r"\1 \2", spaced)
    words = _latin(spaced).split()
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


_SERVANT_OF = re.compile(r"abd(?:[aeou]l|[aeou](?=r))(\w{4,})")


def _servant_of(word: str) -> tuple[str, ...]:
    """ "Abdelfattah" in its two words, since others write "Abdel Fattah" or "Abd al-Fattah"."""
    found = _SERVANT_OF.fullmatch(word)
    return ("abd", found[1]) if found else (word,)


def _latin(name: str) -> str:
    return fold(name) if script(name) in ("Latn", "Arab", "Hebr") else fold(anyascii(name))


def _mend(word: str) -> str:
    """Digits in the middle of a word read as the letters they look like."""
    return word.translate(_LEET) if not word.isdigit() and any(sign.isdigit() for sign in word) else word


def _compare_person(a: str, b: str) -> Comparison:
    scripts = {script(a), script(b)}
    if scripts == {"Hani"}:
        return Comparison(0.3, False, "different characters")
    (left, left_before), (right, right_before) = _person_words(a), _person_words(b)
    if "".join(left) == "".join(right) and left:
        return Comparison(0.97, True, "the same but for spaces, titles and particles")
    left, right = _rejoin(left, right), _rejoin(right, left)
    voiceless = len(scripts & {"Arab", "Hebr"}) == 1 and len(scripts) == 2
    pairs = _align(left, right, voiceless)
    verdict = _judge_person(left, right, pairs)
    if not verdict.same and (bare := _without_baltic_endings(left, right)) is not None:
        other = _judge_person(*bare, _align(*bare))
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
    """Both names, the one in Latvian or Lithuanian without its endings: "Sergejs Lavrovs", "Vladimiras Putinas".

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


def _judge_person(left: tuple[str, ...], right: tuple[str, ...], pairs: list[_Pair]) -> Comparison:
    extra_left, extra_right = _left_over(left, right, pairs)
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
        return Comparison(round(score, 3), True, _how(pairs))
    names = " ".join(longer[i] for i in extra)
    return Comparison(max(0.7, round(score - 0.05 * len(extra), 3)), True, f"{_how(pairs)}; one adds {names}")


def _slips_too_far(
    left: tuple[str, ...], right: tuple[str, ...], pairs: list[_Pair], total: int
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
    return None


def _adds_too_much(
    shorter: tuple[str, ...], longer: tuple[str, ...], extra: list[int], pairs: list[_Pair]
) -> str | None:
    """Why the words that only the longer name has make it another's."""
    if not extra:
        return None
    if len(pairs) < 2:
        return "one name alone could be another's"
    if 0 in extra and len(pairs) < 3:
        return f"{longer[0]} is a given name that the other lacks"
    if len(extra) > 2:
        return "the one has too many names that the other lacks"
    if len(shorter) > 2 and any(len(longer[i]) == 1 for i in extra):
        return "the initials differ"
    return None


def _how(pairs: list[_Pair]) -> str:
    if any(pair.quality == _INITIAL for pair in pairs):
        return "the same with initials"
    if any(pair.edits for pair in pairs):
        return "the same but for a slip or a vowel"
    return "the same words" if all(pair.quality == 1 for pair in pairs) else "the same by sound"


def _left_over(
    left: tuple[str, ...], right: tuple[str, ...], pairs: list[_Pair]
) -> tuple[list[int], list[int]]:
    """Places of words without a partner; a word said twice needs none where the other has none left over."""
    extra_left = [i for i in range(len(left)) if all(pair.left != i for pair in pairs)]
    extra_right = [i for i in range(len(right)) if all(pair.right != i for pair in pairs)]
    if not extra_right:
        extra_left = [i for i in extra_left if left.count(left[i]) == 1]
    if not extra_left:
        extra_right = [i for i in extra_right if right.count(right[i]) == 1]
    return extra_left, extra_right


def _rejoin(words: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Neighbouring words written as one, where the other name writes them so."""
    joined: list[str] = []
    for word in words:
        if joined and len(word) > 1 and joined[-1] + word in other and word not in other:
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)


# -- alignment -------------------------------------------------------------
_INITIAL = 0.8


def _align(left: tuple[str, ...], right: tuple[str, ...], voiceless: bool = False) -> list[_Pair]:
    """The best pairs of words, each word once; ties go to words in the same place."""
    likeness = _like_without_vowels if voiceless else _like
    pairs = []
    for i, one in enumerate(left):
        for j, two in enumerate(right):
            found = likeness(one, two)
            if found is not None:
                pairs.append(_Pair(found[0], found[1], i, j))
    pairs.sort(key=lambda pair: (-pair.quality, abs(pair.left - pair.right), pair.left, pair.right))
    chosen: list[_Pair] = []
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
        return (_INITIAL, 0) if one[0] == two[0] else None
    heard = sound(one), sound(two)
    return (0.96, 0) if heard[0] == heard[1] else _like_with_slips(one, two, heard)


def _like_with_slips(one: str, two: str, heard: tuple[str, str]) -> tuple[float, int] | None:
    bones = heard[0].translate(_VOWELS), heard[1].translate(_VOWELS)
    vowels_only = bones[0] == bones[1] and (one[0] == two[0] or {one[0], two[0]} <= _VOWEL)
    given = given_names()
    if one in given and two in given and (not vowels_only or given[one] != given[two]):
        return None
    short = min(len(one), len(two))
    edits = OSA.distance(one, two, score_cutoff=3)
    by_sound = OSA.distance(*heard, score_cutoff=3)
    if short > 4 and vowels_only and min(edits, by_sound) <= 2 and len(bones[0]) > 2:
        return 0.93, 0
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


# -- bodies ----------------------------------------------------------------
@lru_cache(maxsize=65536)
def _body_words(name: str) -> tuple[str, ...]:
    table = words_of("organization")
    words: list[str] = []
    for word in _latin(name).split():
        words.extend(table.same.get(word, (word,)))
    return tuple(_with_numbers([word for word in words if word not in table.drop] or words, table.numbers))


def _with_numbers(words: list[str], numbers: dict[str, int]) -> Iterator[str]:
    """The words, with numbers in figures: "forty four" and "forty 4" as "44"."""
    value: int | None = None
    for word in words:
        number = numbers.get(word, int(word) if word.isdecimal() else None)
        if number is None:
            if value is not None:
                yield str(value)
            value = None
            yield word
        elif value is not None and value >= 20 and value % 10 == 0 and number < 10:
            value += number
        else:
            if value is not None:
                yield str(value)
            value = number
    if value is not None:
        yield str(value)


def _compare_body(a: str, b: str) -> Comparison:
    left, right = _body_words(a), _body_words(b)
    if sorted(left) == sorted(right) and left:
        return Comparison(0.97, True, "the same words but for forms of company and small words")
    for short, long in ((a, right), (b, left)):
        if short.isupper() and len(fold(short)) > 2 and fold(short) == "".join(word[0] for word in long):
            return Comparison(0.8, True, "one is the other's initials")
    pairs = [pair for pair in _align(left, right) if pair.quality > _INITIAL]
    total = sum(map(len, left)) + sum(map(len, right))
    alike = sum(pair.quality * (len(left[pair.left]) + len(right[pair.right])) for pair in pairs) / (
        total or 1
    )
    if len(pairs) == len(left) == len(right) and sum(pair.edits for pair in pairs) <= max(1, total // 16):
        return Comparison(round(max(alike, 0.7), 3), True, _how(pairs))
    extra_left, extra_right = _left_over(left, right, pairs)
    extra = [*(left[i] for i in extra_left), *(right[i] for i in extra_right)]
    return Comparison(round(min(alike, 0.69), 3), False, f"differ in {' '.join(extra)}")
