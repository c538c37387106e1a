"""Rewrite data/lexicon/rules.csv from measurement: how often each rule was right on annotated sets.

Run by hand, with a folder of gold sets (``dev/*.jsonl`` in the form that ``diplograph annotate`` reads)::

    python tools/measure_rules.py GOLD            # measure, rewrite the table, print what changed
    python tools/measure_rules.py GOLD --dry-run  # print alone

What is judged, where the gold judges that kind of thing:

mentions  right where a gold name of the same type has the same span; optional gold judges nothing
facts     right where a gold fact of the same predicate overlaps at both ends; only predicates the text was
          read for, and not the memberships that posts imply: no set judges the posts themselves
events    judged where the gold's two sides were found as actor and other; right where the PLOVER type is
          the gold's

What was measured otherwise keeps its row: right and judged filled in, and a note that says how.
A rule's confidence is (right + 1) / (judged + 2), so that few judgements never make it certain. A rule judged
fewer than LEAST times keeps the figure it has, and says that it is an estimate. A confidence is never set by
hand where it was measured.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from diplograph.extract.annotation import render_annotation
from diplograph.lexicon import rows_of, table_path
from diplograph.pipeline import iter_readings
from diplograph.sources import SourceFailure, iter_documents

SETS = ("crossner-politics-dev", "crossner-politics-train", "knowledgenet", "news-fair", "plover-gsr")
LEAST = 5  # judgements below which a figure says too little
ESTIMATE = "estimate"
_COLUMNS = ("rule", "confidence", "right", "judged", "note")
_SAME_TYPE = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}  # told apart by no annotator

_Object = dict[str, Any]
_Judgement = tuple[str, bool]


def iter_annotated(path: Path) -> Iterator[tuple[_Object, _Object]]:
    """Each gold document with what is read from it."""
    gold = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            gold[str(document["id"])] = document
    found = iter_documents([str(path)])
    documents = (document for document in found if not isinstance(document, SourceFailure))
    for outcome in iter_readings(documents):
        if isinstance(outcome, tuple):
            raise SystemExit(f"{outcome[0]}: {outcome[1]}")
        predicted = render_annotation(outcome)
        yield gold[str(predicted["id"])], predicted


def judge_mentions(gold: _Object, predicted: _Object) -> Iterator[_Judgement]:
    """Names, by the rule that found them."""
    types, spans = set(gold.get("types") or ()), gold.get("spans")
    wanted = gold.get("mentions", [])
    optional = [m for m in wanted if m.get("optional")]
    right = {(m["start"], m["end"], m["type"]) for m in wanted if not m.get("optional")}
    for mention in predicted["mentions"]:
        if mention["type"] not in types or any(_overlap(mention, other) for other in optional):
            continue
        if spans and not any(a <= mention["start"] and mention["end"] <= b for a, b in spans):
            continue
        yield mention["rule"], (mention["start"], mention["end"], mention["type"]) in right


def judge_facts(gold: _Object, predicted: _Object) -> Iterator[_Judgement]:
    """Facts, by the rule that read them; what resolved a pronoun in them is not judged."""
    read = set(gold.get("predicates") or ())
    for fact in predicted["facts"]:
        if fact["predicate"] in read and not fact["rule"].startswith("posts."):
            yield (
                fact["rule"].partition("+")[0],
                any(
                    fact["predicate"] == other["predicate"]
                    and _overlap(fact["subject"], other["subject"])
                    and _overlap(fact["object"], other["object"])
                    for other in gold["facts"]
                ),
            )


def judge_events(gold: _Object, predicted: _Object) -> Iterator[_Judgement]:
    """Events between the two sides that the gold names."""
    for other in gold.get("events", []):
        source, target = _spans(other.get("source")), _spans(other.get("target"))
        for event in predicted["events"]:
            acting = [p for p in event["participants"] if p["role"] == "actor" and _any_overlap(p, source)]
            others = [p for p in event["participants"] if _any_overlap(p, target)]
            if any(o is not a for a in acting for o in others):
                yield event["rule"].partition("+")[0], _type(event) == _type(other)


def measure(folder: Path) -> dict[str, Counter[bool]]:
    """How often each rule was right and wrong on the sets in a folder."""
    counts: dict[str, Counter[bool]] = {}
    for name in SETS:
        path = folder / "dev" / f"{name}.jsonl"
        print(f"reading {name}", file=sys.stderr)
        for gold, predicted in iter_annotated(path):
            for judge, kind in ((judge_mentions, "types"), (judge_facts, "facts"), (judge_events, "events")):
                if kind in gold:
                    for rule, right in judge(gold, predicted):
                        counts.setdefault(rule, Counter())[right] += 1
    return counts


def rewrite(counts: dict[str, Counter[bool]]) -> list[_Object]:
    """The table's rows with what was measured; rules judged often enough for the first time stand last."""
    known = [dict(row.cells) for row in rows_of("rules")]
    listed = {row["rule"] for row in known}
    stages = {row["rule"]: row["confidence"] for row in known if "." not in row["rule"]}
    for rule in sorted(rule for rule in counts.keys() - listed if counts[rule].total() >= LEAST):
        known.append({"rule": rule, "confidence": stages.get(rule.partition(".")[0], "0.50"), "note": ""})
    for row in known:
        judged = counts.get(row["rule"], Counter())
        total = judged[True] + judged[False]
        if total >= LEAST:
            row |= {"confidence": f"{(judged[True] + 1) / (total + 2):.2f}", "note": "measured"}
            row |= {"right": str(judged[True]), "judged": str(total)}
        elif not row.get("judged") or row["note"] in ("", "measured"):  # else it was measured by reading
            said = row.get("note", "").removeprefix(ESTIMATE).lstrip(": ")
            kept = f"{ESTIMATE}: {said}" if said and said != "measured" else ESTIMATE
            row |= {"right": "", "judged": "", "note": kept}
    return known


def write_table(rows: list[_Object], path: Path) -> None:
    """Write the table, its comments first as they were."""
    with path.open(encoding="utf-8") as lines:
        comments = [line for line in lines if line.startswith("#")]
    with path.open("w", encoding="utf-8", newline="") as out:
        out.writelines(comments)
        writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _overlap(one: _Object, other: _Object) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _any_overlap(one: _Object, others: list[_Object]) -> bool:
    return any(_overlap(one, other) for other in others)


def _spans(spans: Any) -> list[_Object]:
    return [s if isinstance(s, dict) else {"start": s[0], "end": s[1]} for s in spans or ()]


def _type(event: _Object) -> str | None:
    return _SAME_TYPE.get(event["type"], event["type"])


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--dry-run", action="store_true")
    chosen = parser.parse_args()
    before = {row["rule"]: row["confidence"] for row in rows_of("rules")}
    rows = rewrite(measure(chosen.gold))
    for row in rows:
        if before.get(row["rule"]) != row["confidence"]:
            judged = f"{row['right']} of {row['judged']}"
            print(f"{row['rule']}: {before.get(row['rule'], 'new')} -> {row['confidence']} ({judged})")
    if not chosen.dry_run:
        write_table(rows, table_path("rules"))


if __name__ == "__main__":
    main()
