"""What a million imported names cost: building, opening, looking up, memory; prints figures, asserts nothing.

Run it as ``python tests/benchmarks/name_index.py [ALIASES [import]]`` (1,000,000 unless told). With
"import" they also go the whole way, as a file of FollowTheMoney entities, into a store. The names are
made of syllables, four to a person, so that no real person is in them. Look-ups run in a process of
its own, so that its memory is that of a resolver alone; half of the names asked for are known.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from diplograph.model import Name
from diplograph.reference.index import ImportIndex, IndexWriter, TenureRow
from diplograph.reference.records import Known

ONSETS = ["b", "br", "d", "dr", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "v"]
NUCLEI = ["a", "e", "i", "o", "u", "ai", "ei", "ou"]
CODAS = ["", "", "l", "n", "r", "s", "x", "m"]
NAMES_A_PERSON = 4


def iter_names(seed: int) -> Iterator[str]:
    """Invented names, always the same."""
    chance = random.Random(seed)

    def word() -> str:
        syllables = (
            chance.choice(ONSETS) + chance.choice(NUCLEI) + chance.choice(CODAS)
            for _ in range(chance.choice((2, 3)))
        )
        return "".join(syllables).capitalize()

    while True:
        yield f"{word()} {word()}"


def build(stem: Path, aliases: int) -> int:
    """Build an index of so many names; returns how many distinct ones it has."""
    writer = IndexWriter(stem)
    names = iter_names(7)
    people = aliases // NAMES_A_PERSON
    for number in range(people):
        own = [next(names) for _ in range(NAMES_A_PERSON)]
        others = tuple(Name(name, "und") for name in own[1:])
        writer.put(Known(f"person/invented-{number}", "Person", own[0], others))
    writer.put_tenures(
        TenureRow(f"person/invented-{number}", f"post/invented-{number % 999}", "2001", None)
        for number in range(people)
    )
    return writer.finish()


def look_up(stem: Path, lookups: int) -> dict[str, float]:
    """Seconds to open, look-ups a second of unknown and of known names, and megabytes of memory."""
    start = time.perf_counter()
    index = ImportIndex(stem)
    index.find("Nobody Known")
    opened = time.perf_counter() - start
    known = iter_names(7)
    asked = [next(known) for _ in range(lookups)]
    unknown = iter_names(8)
    unasked = [f"{next(unknown)} Q" for _ in range(lookups)]
    before = _megabytes("RssAnon")
    start = time.perf_counter()
    misses = sum(not index.find(name) for name in unasked)
    missing = time.perf_counter() - start
    start = time.perf_counter()
    hits = sum(bool(index.find(name)) for name in asked)
    hitting = time.perf_counter() - start
    assert hits == misses == lookups
    return {
        "open_ms": opened * 1000,
        "unknown_a_second": lookups / missing,
        "known_a_second": lookups / hitting,
        "memory_mb": _megabytes(),
        "own_memory_mb": _megabytes("RssAnon"),  # without what is mapped from files
        "own_memory_grown_mb": _megabytes("RssAnon") - before,  # by the look-ups: folded names are remembered
    }


def _megabytes(what: str = "VmRSS") -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(what + ":"):
            return int(line.split()[1]) / 1024
    return float("nan")


def main() -> None:
    """Build, then look up in another process."""
    if len(sys.argv) == 3 and sys.argv[2] != "import":
        print(json.dumps(look_up(Path(sys.argv[2]), int(sys.argv[1]))))
        return
    aliases = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        stem = Path(folder) / "invented"
        start = time.perf_counter()
        names = build(stem, aliases)
        sizes = {path.suffix: path.stat().st_size / 1e6 for path in Path(folder).iterdir()}
        print(f"{aliases} aliases, {names} in the trie: built in {time.perf_counter() - start:.1f} s")
        print(f"memory while building: {_megabytes('VmHWM'):.0f} MB; files: {sizes} MB")
        command = [sys.executable, __file__, str(min(50_000, aliases)), str(stem)]
        figures = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        for name, value in figures.items():
            print(f"{name}: {value:.1f}")
        if len(sys.argv) == 3:
            _import_all(aliases, Path(folder))


def _import_all(aliases: int, folder: Path) -> None:
    from diplograph.pipeline.imports import import_reference
    from diplograph.reference.imports import Plan

    path = folder / "invented.jsonl"
    write_entities(path, aliases)
    start = time.perf_counter()
    note, _ = import_reference(folder / "store", Plan("invented", "ftm", (path,)), "invented", "CC0-1.0")
    print(f"import of {path.stat().st_size / 1e6:.0f} MB: {time.perf_counter() - start:.1f} s, {note.counts}")
    print(f"memory while importing, at most: {_megabytes('VmHWM'):.0f} MB")


def write_entities(path: Path, aliases: int) -> None:
    """Write people, a post for each hundred, and an occupancy each, as FollowTheMoney entities."""
    names = iter_names(7)
    with path.open("w", encoding="utf-8") as out:
        for number in range(aliases // NAMES_A_PERSON):
            own = [next(names) for _ in range(NAMES_A_PERSON)]
            post, person = f"post-{number // 100}", f"person-{number}"
            if number % 100 == 0:
                properties = {"name": [f"Warden of Ward {number}"], "country": ["kz"]}
                out.write(json.dumps({"id": post, "schema": "Position", "properties": properties}) + "\n")
            out.write(json.dumps({"id": person, "schema": "Person", "properties": {"name": own}}) + "\n")
            held = {"holder": [person], "post": [post], "startDate": ["2001-02"]}
            out.write(json.dumps({"id": f"o{number}", "schema": "Occupancy", "properties": held}) + "\n")


if __name__ == "__main__":
    main()
