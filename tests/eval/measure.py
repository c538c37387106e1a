"""Measure the reader on annotated sets, and hold its figures against pinned floors that only rise.

Run by hand, with DIPLOGRAPH_GOLD naming a folder of gold sets (``score.py`` and ``dev/*.jsonl``)::

    python tests/eval/measure.py                 # every set: figures beside their floors
    python tests/eval/measure.py re3d news-fair  # these sets alone
    python tests/eval/measure.py --raise         # lift the floors to what was measured; never lowers one
    python tests/eval/measure.py --errors 40 gum # the scorer's own list of errors
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from diplograph.errors import DiplographError
from diplograph.extract.annotation import render_annotation
from diplograph.pipeline import iter_readings
from diplograph.sources import SourceFailure, iter_documents

FLOORS = Path(__file__).with_name("floors.json")
SETS = (
    "re3d",
    "crossner-politics-dev",
    "crossner-politics-train",
    "news-fair",
    "gum",
    "knowledgenet",
    "plover-gsr",
)
_SLACK = 0.0005  # the scorer prints three digits

_PRF = re.compile(r"^(\w+)\s+(\w+)\s+P ([\d.]+)\s+R ([\d.]+)\s+F1 ([\d.]+)", re.MULTILINE)
_EVENT = re.compile(
    r"^event\s+recall ([\d.]+)\s+actors found ([\d.]+)\s+type where found ([\d.]+)", re.MULTILINE
)


def gold_folder() -> Path | None:
    """The folder of gold sets, where the environment names one."""
    named = os.environ.get("DIPLOGRAPH_GOLD")
    return Path(named) if named else None


def annotate(source: Path, target: Path) -> None:
    """Write what ``diplograph annotate`` would print for a file of articles."""
    found = iter_documents([str(source)])
    documents = (document for document in found if not isinstance(document, SourceFailure))
    with target.open("w", encoding="utf-8") as out:
        for outcome in iter_readings(documents):
            if not isinstance(outcome, tuple):
                out.write(json.dumps(render_annotation(outcome), ensure_ascii=False) + "\n")


def score(gold: Path, predicted: Path, scorer: Path, errors: int = 0) -> str:
    """What the scorer prints for a gold file and its predictions."""
    command = [sys.executable, str(scorer), str(gold), str(predicted), "--errors", str(errors)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def parse_figures(printed: str) -> dict[str, float]:
    """The scorer's figures by name, "exact.ALL.F1" or "event.recall"."""
    figures: dict[str, float] = {}
    for task, kind, *values in _PRF.findall(printed):
        if task != "overlap" and (kind == "ALL" or task in ("exact", "fact")):
            figures |= {
                f"{task}.{kind}.{name}": float(v) for name, v in zip(("P", "R", "F1"), values, strict=True)
            }
    for recall, pairs, kind in _EVENT.findall(printed):
        figures |= {"event.recall": float(recall), "event.pairs": float(pairs), "event.type": float(kind)}
    return figures


def measure(name: str, folder: Path, errors: int = 0) -> tuple[dict[str, float], str]:
    """Annotate and score one set: its figures, and what the scorer printed."""
    gold = folder / "dev" / f"{name}.jsonl"
    with tempfile.TemporaryDirectory() as scratch:
        predicted = Path(scratch) / "predicted.jsonl"
        annotate(gold, predicted)
        printed = score(gold, predicted, folder / "score.py", errors)
    return parse_figures(printed), printed


def load_floors() -> dict[str, dict[str, float]]:
    """The pinned floors, by set and figure."""
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def below_floor(name: str, figures: dict[str, float]) -> list[str]:
    """The figures of a set that fell below their floor, each as a sentence."""
    floors = load_floors().get(name, {})
    return [
        f"{name} {figure}: {figures.get(figure, 0.0):.3f}, floor {floor:.3f}"
        for figure, floor in sorted(floors.items())
        if figures.get(figure, 0.0) < floor - _SLACK
    ]


def raise_floors(measured: dict[str, dict[str, float]]) -> None:
    """Lift the pinned figures to what was measured; a floor that is higher stays."""
    floors = load_floors()
    for name, figures in measured.items():
        for figure in floors.get(name, {}):
            floors[name][figure] = max(floors[name][figure], figures.get(figure, 0.0))
    FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def main(arguments: Iterable[str] | None = None) -> int:
    """Run from the command line; 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", default=[])
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--raise", dest="lift", action="store_true")
    chosen = parser.parse_args(list(arguments) if arguments is not None else None)
    folder = gold_folder()
    if folder is None:
        print("set DIPLOGRAPH_GOLD to the folder of gold sets", file=sys.stderr)
        return 2
    measured: dict[str, dict[str, float]] = {}
    fallen: list[str] = []
    for name in chosen.sets or SETS:
        try:
            measured[name], printed = measure(name, folder, chosen.errors)
        except DiplographError as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 1
        print(f"== {name}\n{printed}", flush=True)
        fallen += below_floor(name, measured[name])
    if chosen.lift:
        raise_floors(measured)
    print("\n".join(f"BELOW {line}" for line in fallen) or "no figure below its floor")
    return 1 if fallen else 0


if __name__ == "__main__":
    raise SystemExit(main())
