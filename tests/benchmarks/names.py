"""Comparisons of names a second; prints figures, asserts nothing.

Run it as ``python tests/benchmarks/names.py [PAIRS]`` (50,000 unless told). Pairs are of invented
names: a third are spellings of one name, a third share a word, a third have nothing in common. "Fresh"
is each pair's first comparison, with names never seen before; "again" is the same pairs a second time,
whose words are remembered, as when one name is held against many. Levenshtein's ratio by rapidfuzz of
the same pairs shows what the machine can do.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from itertools import islice

from name_index import iter_names
from rapidfuzz.distance import Levenshtein

from diplograph.resolve import compare

_SWAPS = (("ai", "ay"), ("ei", "ey"), ("k", "c"), ("v", "w"), ("ou", "u"), ("s", "ss"), ("a", "ah"))


def make_pairs(count: int) -> list[tuple[str, str]]:
    """Invented pairs, always the same."""
    chance = random.Random(11)
    names = islice(iter_names(11), 2 * count)
    pairs = []
    for place, (left, other) in enumerate(zip(names, names, strict=False)):
        right = other
        if place % 3 == 0:
            old, new = chance.choice(_SWAPS)
            right = left.replace(old, new, 1)
        elif place % 3 == 1:
            right = f"{left.split()[0]} {other.split()[1]}"
        pairs.append((left, right))
    return pairs


def a_second(judge: Callable[[str, str], object], pairs: list[tuple[str, str]]) -> float:
    """Comparisons a second."""
    start = time.perf_counter()
    for left, right in pairs:
        judge(left, right)
    return len(pairs) / (time.perf_counter() - start)


def main() -> None:
    """Measure all and print it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    pairs = make_pairs(count)
    bodies = [(f"Institute of {left}", f"{right} Institute") for left, right in pairs]
    compare(*pairs[0])
    compare(*bodies[0], "Organization")  # what is loaded once, before the clock starts
    bare = a_second(Levenshtein.normalized_similarity, pairs)
    print(f"{count} pairs; Levenshtein alone: {bare:,.0f} a second")
    for kind, those in (("Person", pairs), ("Organization", bodies)):
        fresh = a_second(lambda left, right, kind=kind: compare(left, right, kind), those)
        few = those[:10_000]
        a_second(lambda left, right, kind=kind: compare(left, right, kind), few)
        again = a_second(lambda left, right, kind=kind: compare(left, right, kind), few)
        same = sum(compare(left, right, kind).same for left, right in few)
        print(
            f"{kind}: fresh {fresh:,.0f} a second ({bare / fresh:.0f} times Levenshtein's time),"
            f" again {again:,.0f} ({bare / again:.0f} times); {same / len(few):.0%} the same"
        )


if __name__ == "__main__":
    main()
