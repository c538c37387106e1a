"""What the way around the reading costs, as ratios within one run; prints a table, asserts nothing.

Run it as ``python tests/benchmarks/measure.py [ROUNDS]``. It measures

- ``diplograph --help`` against ``python -c "import click"``;
- an ingest by one process against bare spaCy reading the same texts with the
  same model, both loaded before the clock starts;
- the share of loading (parsing documents), validation, graph and store in that ingest.

The articles are those of $DIPLOGRAPH_BENCH_ARTICLES, a file or folder that
``diplograph ingest`` takes; by default data/samples, eight times over.
The best of the rounds counts, since other programs only ever make one slower.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from diplograph.article import parse_article
from diplograph.errors import DiplographError
from diplograph.extract.nlp import load_model
from diplograph.model import RawDocument
from diplograph.pipeline import Options, Summary, Timings, ingest
from diplograph.pipeline.work import load_extractor
from diplograph.sources import iter_documents

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


def measure_start(rounds: int) -> tuple[float, float]:
    """Seconds of ``diplograph --help`` and of ``import click``."""
    diplograph = "from diplograph.cli import main; main(['--help'])"
    return tuple(  # type: ignore[return-value]
        min(
            _seconds(
                lambda code=code: subprocess.run(
                    [sys.executable, "-c", code], capture_output=True, check=True
                )
            )
            for _ in range(rounds)
        )
        for code in (diplograph, "import click")
    )


def measure_ingest(sources: list[str], rounds: int) -> tuple[float, float, Summary]:
    """Seconds of bare spaCy and of an ingest, and the summary of the fastest one."""
    texts = [article.text for article in _articles(sources)]
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} articles, {words} words")
    nlp = load_model()
    load_extractor("english")
    with tempfile.TemporaryDirectory() as folder:  # what is loaded once, before the clock starts
        ingest([str(SAMPLES)], Path(folder) / "store", Options(jobs=1))
    bare, best, summary = [], float("inf"), Summary()
    for _ in range(rounds):
        bare.append(_seconds(lambda: [None for _ in nlp.pipe(texts)]))
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            result = ingest(sources, Path(folder) / "store", Options(jobs=1))
            seconds = time.perf_counter() - start
        if seconds < best:
            best, summary = seconds, result
    return min(bare), best, summary


def _articles(sources: list[str]):
    for raw in iter_documents(sources):
        if isinstance(raw, RawDocument):
            try:
                yield parse_article(raw)
            except DiplographError as error:
                print(error)


def _seconds(run) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def print_shares(timings: Timings, whole: float) -> None:
    """Print the seconds and the share of each part."""
    around = timings.parse + timings.validate + timings.store
    parts = {
        "parse documents": timings.parse,
        "read and resolve": timings.read,
        "graph": timings.graph,
        "validate": timings.validate,
        "store": timings.store,
        "loading, validation and writing": around,
        "the same with the graph": around + timings.graph,
    }
    for name, seconds in parts.items():
        print(f"  {name:32} {seconds:7.2f} s {seconds / whole:6.1%}")


def main() -> None:
    """Measure all and print it."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    start, click = measure_start(rounds)
    print(f"diplograph --help {start:.3f} s, import click {click:.3f} s: {start / click:.2f} times")
    given = os.environ.get("DIPLOGRAPH_BENCH_ARTICLES")
    with tempfile.TemporaryDirectory() as folder:
        bare, whole, summary = measure_ingest([given] if given else _copies(Path(folder)), rounds)
    print(f"bare spaCy {bare:.2f} s, ingest {whole:.2f} s: {whole / bare:.2f} times, {summary.claims} claims")
    print_shares(summary.timings, whole)


def _copies(folder: Path) -> list[str]:
    # the same text twice is one article, so each copy gets a line of its own
    for path in SAMPLES.glob("*.txt"):
        for number in range(8):
            text = path.read_text(encoding="utf-8")
            (folder / f"{path.stem}-{number}.txt").write_text(f"{text}\n\nCopy {number}.\n", encoding="utf-8")
    return [str(folder)]


if __name__ == "__main__":
    main()
