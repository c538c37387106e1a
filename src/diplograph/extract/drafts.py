"""An event while it is being read, before mentions of the same event are joined."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from diplograph.extract.circumstances import Time
from diplograph.model import Grounds, Participant, Ref

__all__ = ["GATHERINGS", "Draft"]

GATHERINGS = frozenset({"Session", "Segment", "Summit", "Conference", "Meeting", "Negotiation"})


@dataclass(eq=False)
class Draft:
    """One mention of an event.

    :param token: its trigger
    :param carrier: the verb that carries an event noun, where there is one
    :param name: its own name ("55th session of the Council"), where it has one
    :param phrase: the words its noun is told with ("2016 Democratic primaries"), for a label
    :param weak: says nothing of its own ("the session"), and stands only if an earlier one is meant
    :param part_of: the draft of the event that it is part of
    """

    token: Token
    event_type: str
    grounds: Grounds
    plover: str | None = None
    mode: str | None = None
    participants: list[Participant] = field(default_factory=list)
    carrier: Token | None = None
    place: Ref | None = None
    time: Time = field(default_factory=Time)
    name: str | None = None
    phrase: str | None = None
    named: bool = False
    ordinal: int | None = None
    event_of: str | None = None
    part_of: Draft | None = None
    weak: bool = False

    @property
    def is_gathering(self) -> bool:
        """Whether people came together in it, so that later words ("the meeting") may refer to it."""
        return self.event_type in GATHERINGS

    def entities(self) -> frozenset[str]:
        """The entities that take part."""
        return frozenset(p.ref.entity for p in self.participants if p.ref.entity)
