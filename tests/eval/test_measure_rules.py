"""The command that rewrites how far each rule is trusted."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path

from diplograph.lexicon import check_file, table_path

TOOL = Path(__file__).parents[2] / "tools" / "measure_rules.py"
_spec = importlib.util.spec_from_file_location("measure_rules", TOOL)
tool = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tool)

NAME = {"start": 0, "end": 4, "type": "Person"}
FACT = {"predicate": "partOf", "subject": {"start": 0, "end": 4}, "object": {"start": 9, "end": 12}}


def test_each_kind_is_judged_where_the_gold_judges_it():
    gold = {"types": ["Person"], "mentions": [NAME], "predicates": ["partOf"], "facts": [FACT]}
    read = {
        "mentions": [
            NAME | {"rule": "names.a"},
            NAME | {"end": 5, "rule": "names.b"},
            NAME | {"type": "Place", "rule": "names.unjudged"},
        ],
        "facts": [FACT | {"rule": "facts.a+coref.it"}, FACT | {"predicate": "founded", "rule": "facts.b"}],
    }
    assert list(tool.judge_mentions(gold, read)) == [("names.a", True), ("names.b", False)]
    assert list(tool.judge_facts(gold, read)) == [("facts.a", True)]


def test_figures_are_smoothed_and_few_judgements_change_nothing():
    counts = {"facts.foundedby-found": Counter({True: 8, False: 2}), "dates": Counter({False: 1})}
    rows = {row["rule"]: row for row in tool.rewrite(counts)}
    assert rows["facts.foundedby-found"] | {"note": "measured"} == {
        "rule": "facts.foundedby-found",
        "confidence": "0.75",
        "right": "8",
        "judged": "10",
        "note": "measured",
    }
    assert rows["dates"]["confidence"] == "0.95"
    assert rows["dates"]["note"].startswith("estimate")


def test_what_is_written_is_a_sound_table_and_keeps_its_comments(tmp_path):
    path = tmp_path / "rules.csv"
    path.write_text(table_path("rules").read_text(encoding="utf-8"), encoding="utf-8")
    tool.write_table(tool.rewrite({}), path)
    assert check_file("rules", path) == []
    assert path.read_text(encoding="utf-8").startswith("# How far each rule is trusted.")
