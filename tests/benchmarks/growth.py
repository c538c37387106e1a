"""How time and memory grow with the number of articles; prints figures, asserts nothing.

Run it as ``python tests/benchmarks/growth.py [ARTICLES...]`` (1000 4000 16000 unless told). The articles
are the samples with invented names: they are read once by the real reader, and each copy has every word
of its people's names changed for an invented word of the same length, in the text and in what was read
of it, so that all places stay right. Five copies of a sample share their people. Such articles go
through a whole ``ingest`` by one process, with an extractor that hands out the changed readings in the
place of the one that reads; what it takes is left out of the figures. Time is that of the processor,
since other programs make the clock's longer. Each size runs in a process of its
own, so that its peak of memory is its own. Ten more articles at the end show what one more costs.
"""

from __future__ import annotations

import json
import pickle
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from diplograph.model import Article, Reading

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
_SHARED = 5  # copies of a sample with the same people
_LATER = 10
_LETTERS = ("bdfgklmnprstvz", "aeiou")
_WORD = re.compile(r"\w+")
_READINGS = "readings.pickle"


class Invented:
    """An extractor that changes the names in readings made before; found by its entry point."""

    name = "invented"
    version = "1"
    languages = ("en",)
    spent = 0.0  # seconds of the processor, which are left out of the figures

    def iter_readings(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """The reading of the copy that each article's id names."""
        for article in articles:
            start = time.process_time()
            sample, cast = map(int, article.id.split("-")[:2])
            reading = _rewrite(_samples()[sample], _renamer(sample, cast))
            assert reading.article.text == article.text
            changed = replace(reading, article=article)
            Invented.spent += time.process_time() - start
            yield changed


# -- changing names ------------------------------------------------------------
@cache
def _samples() -> list[Reading]:
    found: list[Reading] = pickle.loads((Path(sys.path[0]) / _READINGS).read_bytes())
    return found


@cache
def _name_words(sample: int) -> re.Pattern[str]:
    people = [one for one in _samples()[sample].entities if one.kind == "Person"]
    names = [name for one in people for name in (one.name, *(other.text for other in one.names))]
    words = {word for name in names for word in _WORD.findall(name) if len(word) > 2 and word[0].isupper()}
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, words), reverse=True) or ["(?!)"]) + r")\b")


def _renamer(sample: int, cast: int) -> Callable[[str], str]:
    @cache
    def invent(word: str) -> str:
        chance = random.Random(f"{sample} {cast} {word}")
        start = chance.randrange(2)
        made = "".join(chance.choice(_LETTERS[(start + place) % 2]) for place in range(len(word)))
        return made.capitalize()

    pattern = _name_words(sample)
    return lambda text: pattern.sub(lambda found: invent(found[0]), text)


def _rewrite(value: Any, rename: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return rename(value)
    if isinstance(value, tuple):
        parts = [_rewrite(one, rename) for one in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: _rewrite(getattr(value, field.name), rename) for field in fields(value)}
        return replace(value, **parts)
    return value


# -- one size ------------------------------------------------------------------
def _write_articles(path: Path, numbers: Iterable[int]) -> None:
    samples = _samples()
    with path.open("w", encoding="utf-8") as out:
        for number in numbers:
            sample, copy = number % len(samples), number // len(samples)
            article = samples[sample].article
            cast = copy // _SHARED
            line = {
                "id": f"{sample}-{cast}-{copy}",
                "url": f"https://example.org/{sample}/{copy}",
                "text": _renamer(sample, cast)(article.text),
                "published": article.published,
                "publisher": article.publisher,
                "language": "en",
            }
            out.write(json.dumps({name: value for name, value in line.items() if value}) + "\n")


def _spend(articles: Path, store: Path) -> tuple[float, Any]:
    """Ingest; seconds of the processor, all threads together but without the extractor's, and the summary."""
    # the entry point finds this file under its own name, a second module beside __main__
    from growth import Invented as Found

    from diplograph.pipeline import Options, ingest

    start, before = time.process_time(), Found.spent
    summary = ingest([str(articles)], store, Options(jobs=1, extractor=Found.name))
    return time.process_time() - start - (Found.spent - before), summary


def measure(count: int, folder: Path) -> dict[str, float]:
    """Milliseconds of the processor an article, milliseconds of the clock by part; megabytes."""
    warm, articles, later = (folder / name for name in ("warm.jsonl", "articles.jsonl", "later.jsonl"))
    _write_articles(warm, range(len(_samples())))
    _write_articles(articles, range(count))
    _write_articles(later, range(count, count + _LATER))
    _spend(warm, folder / "warm")  # what is loaded once, before the clock starts
    spent, summary = _spend(articles, folder / "store")
    assert summary.states["new"] == count, (dict(summary.states), summary.failed[:1], summary.quarantined[:1])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    more, _ = _spend(later, folder / "store")
    timings = summary.timings
    parts = {name: getattr(timings, name) for name in ("parse", "resolve", "graph", "validate", "store")}
    disk = sum(path.stat().st_size for path in (folder / "store").rglob("*") if path.is_file())
    return {
        "articles": count,
        "claims": summary.claims,
        "around": spent / count * 1000,
        **{name: seconds / count * 1000 for name, seconds in parts.items()},
        "peak": peak,
        "disk": disk / 1e6,
        "more": more,
    }


# -- all sizes -----------------------------------------------------------------
def _read_samples(path: Path) -> None:
    """Read the samples that have people in them, and keep what was read; in a process of its own."""
    from diplograph.article import parse_article
    from diplograph.model import RawDocument
    from diplograph.pipeline.work import load_extractor
    from diplograph.sources import iter_documents

    raw = [one for one in iter_documents([str(SAMPLES)]) if isinstance(one, RawDocument)]
    readings = load_extractor("english").iter_readings(parse_article(one) for one in raw)
    # the text alone goes in again: what the page around it said is left out
    path.write_bytes(pickle.dumps([one for one in readings if _is_plain(one.article)]))


def _is_plain(article: Article) -> bool:
    from diplograph.article import parse_article
    from diplograph.model import RawDocument

    again = parse_article(RawDocument(article.text, "text/plain", "again"))
    return again.text == article.text


def _install(folder: Path) -> None:
    """Announce the extractor as an installed package would."""
    place = folder / "invented-1.dist-info"
    place.mkdir()
    (place / "METADATA").write_text("Metadata-Version: 2.1\nName: invented\nVersion: 1\n", encoding="utf-8")
    (place / "entry_points.txt").write_text(
        "[diplograph.extractors]\ninvented = growth:Invented\n", encoding="utf-8"
    )


def main() -> None:
    """Measure each size, and compare it with the one before."""
    if sys.argv[1:2] == ["--read"]:
        _read_samples(Path(sys.argv[2]))
        return
    if sys.argv[1:2] == ["--one"]:
        folder = Path(sys.argv[3])
        sys.path.insert(0, str(folder))
        with tempfile.TemporaryDirectory() as work:
            print(json.dumps(measure(int(sys.argv[2]), Path(work))))
        return
    sizes = [int(size) for size in sys.argv[1:]] or [1000, 4000, 16000]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _install(folder)
        subprocess.run([sys.executable, __file__, "--read", str(folder / _READINGS)], check=True)
        before: dict[str, float] = {}
        for size in sizes:
            command = [sys.executable, __file__, "--one", str(size), str(folder)]
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
            found = json.loads(done.stdout.splitlines()[-1])
            _print(found, before)
            before = found


def _print(found: dict[str, float], before: dict[str, float]) -> None:
    parts = ", ".join(
        f"{name} {found[name]:.2f}" for name in ("parse", "resolve", "graph", "validate", "store")
    )
    print(
        f"{found['articles']:,} articles, {found['claims']:,} claims: {found['around']:.2f} ms of processor"
        f" an article around the reading (by the clock: {parts}); peak {found['peak']:.0f} MB;"
        f" store {found['disk']:.0f} MB; {_LATER} more: {found['more']:.2f} s"
    )
    if before:
        times = found["articles"] / before["articles"]
        spent = times * found["around"] / before["around"]
        peak, disk = (found[name] / before[name] for name in ("peak", "disk"))
        print(
            f"  {times:.3g} times the articles: {spent:.3g} times the time,"
            f" {peak:.2f} times the memory, {disk:.3g} times the disk",
            flush=True,
        )


if __name__ == "__main__":
    main()
