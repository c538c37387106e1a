"""The reader's figures on our own sentences, against floors that only rise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from own.make_gold import render_gold
from own_scoring import score_all

from diplograph.article import parse_article
from diplograph.extract.annotation import render_annotation
from diplograph.reference import load_reference
from diplograph.resolve import resolve_reading
from diplograph.sources import iter_documents

OWN = Path(__file__).parent / "own"
FLOORS = OWN / "floors.json"
LEAST = 60  # sentences


@pytest.fixture(scope="module")
def scored(reader):
    gold = {
        document["id"]: document for document in map(json.loads, (OWN / "gold.jsonl").open(encoding="utf-8"))
    }
    articles = [parse_article(raw) for raw in iter_documents([str(OWN / "gold.jsonl")])]
    readings = [resolve_reading(found, load_reference()) for found in reader.iter_readings(articles)]
    assert len(readings) == len(gold) >= LEAST
    return score_all((gold[reading.article.id], render_annotation(reading)) for reading in readings)


def test_gold_is_up_to_date():
    assert (OWN / "gold.jsonl").read_text(encoding="utf-8") == render_gold()


def test_no_figure_falls_below_its_floor(scored, request):
    """Floors only rise: --update-golden lifts them to the figures, and never lowers one."""
    figures, errors = scored
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    if request.config.getoption("--update-golden"):
        floors = {name: max(figure, floors.get(name, 0.0)) for name, figure in figures.items()}
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    assert set(floors) == set(figures)
    below = {name: (figures[name], floor) for name, floor in floors.items() if figures[name] < floor}
    assert not below, "\n".join(
        line for line in errors if line.partition(":")[0] in below or line.startswith("nothing")
    )


def test_scorer_tells_right_from_wrong():
    """A reading that is the gold itself is perfect; an empty one finds nothing."""
    gold = next(
        json.loads(line) for line in (OWN / "gold.jsonl").open(encoding="utf-8") if "fact-founded-by" in line
    )
    fact = [f | {"modality": "asserted"} for f in gold["facts"]]
    perfect = {"mentions": gold["mentions"], "facts": fact, "events": [], "statements": []}
    figures, errors = score_all([(gold, perfect)])
    assert set(figures.values()) == {1.0}
    assert errors == []
    empty = {"mentions": [], "facts": [], "events": [], "statements": []}
    assert score_all([(gold, empty)])[0]["facts.recall"] == 0.0
