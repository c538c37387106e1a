"""Resolving mentions against a million imported aliases; prints figures, asserts nothing.

Run it as ``python tests/benchmarks/resolve.py [MENTIONS [ALIASES]]`` (100,000 and 1,000,000 unless
told). Articles are made by hand of invented names, ten people each, every other one of them known to
the import and every fifth with a post; what is timed is ``resolve_reading`` alone. The same articles
resolved with the bundled tables only show what the import adds. Each runs in a process of its own, so
that its memory is that of a resolver.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from name_index import NAMES_A_PERSON, _megabytes, iter_names

from diplograph.model import Article, Entity, Grounds, Holding, Mention, Name, Reading, Ref, Span
from diplograph.reference.index import IndexWriter, TenureRow
from diplograph.reference.layers import load_with_imports
from diplograph.reference.records import Known
from diplograph.resolve import resolve_reading

PEOPLE = 10


def build(stem: Path, aliases: int) -> None:
    """An index of people of one state, four names and a tenure each."""
    writer = IndexWriter(stem)
    names = iter_names(7)
    people = aliases // NAMES_A_PERSON
    for number in range(people):
        own = [Name(next(names), "und") for _ in range(NAMES_A_PERSON)]
        id = f"person/invented-{number}"
        writer.put(Known(id, "Person", own[0].text, tuple(own[1:]), state="state/kz"))
    writer.put_tenures(
        TenureRow(f"person/invented-{number}", "post/kz-foreign-minister", "2001", None)
        for number in range(0, people, 1000)
    )
    writer.finish()


def iter_readings(mentions: int) -> Iterator[Reading]:
    """Readings of ten people each: known and unknown in turn."""
    known, unknown = iter_names(7), iter_names(8)
    for number in range(mentions // PEOPLE):
        names = [next(known if place % 2 else unknown) for place in range(PEOPLE)]
        text = ", ".join(names) + " of Kazakhstan spoke as ministers."
        yield _reading(number, names, text)


def _reading(number: int, names: list[str], text: str) -> Reading:
    article = Article(str(number), f"{number:016x}", text, "0" * 64, "made", published="2004-05-06")
    state = Entity("state:1", "State", "Kazakhstan")
    entities: list[Entity] = [state]
    mentions, holdings, start = [], [], 0
    for place, name in enumerate(names):
        id, span = f"person:{place}", Span(start, start + len(name), name)
        entities.append(Entity(id, "Person", name))
        mentions.append(Mention(span, "Person", id, "made", 0.9))
        if place % 5 == 0:
            post = f"post:{place}"
            entities.append(Entity(post, "Post", f"Warden {place}", state=state.id))
            holdings.append(Holding(Ref(id, span), Ref(post, span), Grounds(span, "made", 0.9)))
        start += len(name) + 2
    return Reading(
        article, "made-1", mentions=tuple(mentions), entities=tuple(entities), holdings=tuple(holdings)
    )


def resolve_all(stem: Path | None, mentions: int) -> dict[str, float]:
    """Seconds, how many of the mentions are of people known, and megabytes of memory."""
    reference = load_with_imports((stem,) if stem else ())
    for reading in iter_readings(100):
        resolve_reading(reading, reference)  # what is loaded once, before the clock starts
    before = _megabytes("RssAnon")
    seconds, found, asked = 0.0, 0, 0
    for reading in iter_readings(mentions):
        start = time.perf_counter()
        resolved = resolve_reading(reading, reference)
        seconds += time.perf_counter() - start
        asked += len(reading.mentions)
        known = {one.id for one in resolved.entities if one.reference is not None}
        found += sum(one.entity in known for one in resolved.mentions)
    return {
        "mentions": asked,
        "seconds": seconds,
        "known": found,
        "own_mb": _megabytes("RssAnon"),
        "own_grown_mb": _megabytes("RssAnon") - before,
        "all_mb": _megabytes(),
    }


def main() -> None:
    """Build an index, then resolve in other processes."""
    if len(sys.argv) > 3:
        stem = Path(sys.argv[3]) if sys.argv[3] else None
        print(json.dumps(resolve_all(stem, int(sys.argv[1]))))
        return
    mentions = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    aliases = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "invented"
        build(built, aliases)
        bare = 0.0
        for name, stem in (("tables alone", ""), (f"with {aliases:,} aliases", str(built))):
            command = [sys.executable, __file__, str(mentions), str(aliases), stem]
            done = subprocess.run(command, capture_output=True, check=True, text=True)
            found = json.loads(done.stdout)
            bare = bare or found["seconds"]
            speed = found["mentions"] / found["seconds"]
            print(
                f"{name}: {found['mentions']:,} mentions in {found['seconds']:.1f} s,"
                f" {speed:,.0f} a second ({found['seconds'] / bare:.2f} times the time);"
                f" {found['known']:,} of people known; {found['own_mb']:.0f} MB of its own,"
                f" {found['own_grown_mb']:.0f} grown meanwhile, {found['all_mb']:.0f} with mapped files"
            )


if __name__ == "__main__":
    main()
