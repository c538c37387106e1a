"""How far each rule is trusted: its confidence, from data/lexicon/rules.csv.

A rule id is a stage and a name ("posts.title-before-name"). A rule without a
row of its own has its stage's ("posts"), so that a new rule is never trusted
more than the stage it belongs to.
"""

from __future__ import annotations

from diplograph.lexicon import cached, rows_of

__all__ = ["confidence", "load_rules"]


_UNKNOWN = 0.5


@cached
def load_rules() -> dict[str, float]:
    """Every rule's confidence, by id.

    :raises diplograph.errors.TableError: if the table has bad rows
    """
    rows = rows_of("rules")
    return {row["rule"]: float(row["confidence"]) for row in rows}


@cached
def confidence(rule: str) -> float:
    """The confidence of a rule, in (0, 1]: its row's, else its stage's, else 0.5."""
    known = load_rules()
    return known.get(rule, known.get(rule.partition(".")[0], _UNKNOWN))
