"""Whether two names may be of one person or body, whatever the script, order or spelling.

Words are aligned one to one; each pair is equal, sounds equal, differs in a
vowel or a slip of the pen, or one is the other's initial. Words left over on
both sides contradict, on one side they are second names, patronymics or
particles.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from diplograph.model import EntityKind
from diplograph.reference import Reference, fold
from diplograph.resolve.namewords import script, words_of
from diplograph.resolve.personnames import compare_persons
from diplograph.resolve.wordpairs import INITIAL, Comparison, align, how, latin, left_over

__all__ = ["Comparison", "compare"]


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
    return compare_persons(a, b) if type == "Person" else compare_bodies(a, b)


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
    judge = compare_persons if type == "Person" else compare_bodies
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
    """The body that the one names with its state's name beside it ("PLA China"), and the other without."""
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


@lru_cache(maxsize=65536)
def _body_words(name: str) -> tuple[str, ...]:
    table = words_of("organization")
    words: list[str] = []
    for word in latin(name).split():
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


def compare_bodies(a: str, b: str) -> Comparison:
    left, right = _body_words(a), _body_words(b)
    if sorted(left) == sorted(right) and left:
        return Comparison(0.97, True, "the same words but for forms of company and small words")
    for short, long in ((a, right), (b, left)):
        if short.isupper() and len(fold(short)) > 2 and fold(short) == "".join(word[0] for word in long):
            return Comparison(0.8, True, "one is the other's initials")
    pairs = [pair for pair in align(left, right) if pair.quality > INITIAL]
    total = sum(map(len, left)) + sum(map(len, right))
    alike = sum(pair.quality * (len(left[pair.left]) + len(right[pair.right])) for pair in pairs) / (
        total or 1
    )
    if len(pairs) == len(left) == len(right) and sum(pair.edits for pair in pairs) <= max(1, total // 16):
        return Comparison(round(max(alike, 0.7), 3), True, how(pairs))
    extra_left, extra_right = left_over(left, right, pairs)
    extra = [*(left[i] for i in extra_left), *(right[i] for i in extra_right)]
    return Comparison(round(min(alike, 0.69), 3), False, f"differ in {' '.join(extra)}")
