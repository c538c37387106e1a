"""What an ingest did, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

__all__ = ["Problem", "State", "Summary", "Timings"]

State = Literal["new", "unchanged", "replaced", "quarantined", "failed"]


@dataclass(slots=True)
class Timings:
    """Seconds spent on each part of the way, summed over articles and processes."""

    parse: float = 0.0
    read: float = 0.0
    resolve: float = 0.0
    graph: float = 0.0
    validate: float = 0.0
    store: float = 0.0

    def add(self, other: Timings) -> None:
        """Add another's seconds."""
        for name, seconds in asdict(other).items():
            setattr(self, name, getattr(self, name) + seconds)


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that failed, was quarantined or was skipped.

    :param message: as a person reads it: what is wrong, where, what to do
    """

    origin: str
    message: str


@dataclass(slots=True)
class Summary:
    """The outcome of an ingest.

    :param states: articles by what became of them
    :param claims: claims of the articles that were written
    :param drops: what was seen and left out, by reason
    :param notes: what was repaired or ignored in documents, by kind
    """

    states: Counter[State] = field(default_factory=Counter)
    claims: int = 0
    drops: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    failed: list[Problem] = field(default_factory=list)
    quarantined: list[Problem] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    timings: Timings = field(default_factory=Timings)

    @property
    def is_clean(self) -> bool:
        """Whether nothing failed and nothing was quarantined."""
        return not self.failed and not self.quarantined

    def as_object(self) -> dict[str, Any]:
        """As plain JSON, without what depends on the machine."""
        order: tuple[State, ...] = ("new", "unchanged", "replaced", "quarantined", "failed")
        return {
            **{state: self.states[state] for state in order},
            "claims": self.claims,
            "drops": dict(sorted(self.drops.items())),
            "notes": dict(sorted(self.notes.items())),
            "problems": [asdict(problem) for problem in (*self.failed, *self.quarantined)],
            "skipped": [asdict(problem) for problem in self.skipped],
        }
