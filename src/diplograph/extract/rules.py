"""How far each rule is trusted: its confidence, from data/lexicon/rules.csv.

A rule id is a stage and a name ("posts.title-before-name"). A rule without a
row of its own has its stage's ("posts"), so that a new rule is never trusted
more than the stage it belongs to.
"""

from __future__ import annotations

from functools import cache

from diplograph.lexicon import Column, load_table
from diplograph.resources import resource_path

__all__ = ["COLUMNS", "confidence", "load_rules"]

COLUMNS = {
    "rule": Column(required=True, pattern=r"[a-z]+(\.[a-z0-9-]+)*", unique=True),
    "confidence": Column(required=True, pattern=r"0\.\d+|1(\.0+)?"),
    "right": Column(pattern=r"\d+"),
    "judged": Column(pattern=r"\d+"),
    "note": Column(),
}
"""``right`` of ``judged`` readings on the dev data were right, where it was measured."""

_UNKNOWN = 0.5


@cache
def load_rules() -> dict[str, float]:
    """Every rule's confidence, by id.

    :raises diplograph.errors.TableError: if the table has bad rows
    """
    rows = load_table(resource_path("data", "lexicon", "rules.csv"), COLUMNS)
    return {row["rule"]: float(row["confidence"]) for row in rows}


@cache
def confidence(rule: str) -> float:
    """The confidence of a rule, in (0, 1]: its row's, else its stage's, else 0.5."""
    known = load_rules()
    return known.get(rule, known.get(rule.partition(".")[0], _UNKNOWN))
