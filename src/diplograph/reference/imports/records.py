"""What a source says, before it is known which of it the tables have already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from diplograph.model import EntityKind, Name

__all__ = ["Bad", "Found", "Held", "Item", "OnRead", "Period", "Related"]

OnRead = Callable[[int, int], None]
"""Called while files are read, with the bytes read and the bytes there are."""


@dataclass(frozen=True, slots=True)
class Found:
    """A person, a body or a post. A source may speak of one in several places; what it says adds up.

    :param key: the source's own id
    :param kind: "State" for whatever a post is in, be it a state, a territory or a city
    :param names: its main name first
    :param wikidata: "Q…"
    :param holder: for a post the key of what it is in, for a body that of its parent
    :param country: ISO 3166 code of the one country it belongs to, in small letters
    :param born: as a partial date; for a body its founding
    """

    key: str
    kind: EntityKind
    names: tuple[Name, ...] = ()
    wikidata: str | None = None
    holder: str | None = None
    country: str | None = None
    born: str | None = None
    died: str | None = None
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody in a post; a date that is None is unknown or open, and never "to this day".

    :param holder: key of what the post is in, where that is said of the tenure and not of the post
    :param period: key of the term that it lasted where it has no dates of its own
    :param where: file and line
    """

    person: str
    post: str
    where: str
    start: str | None = None
    end: str | None = None
    holder: str | None = None
    period: str | None = None
    predecessor: str | None = None
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A term of a parliament."""

    key: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Related:
    """Two things of the source, by key."""

    subject: str
    predicate: Literal["memberOf", "replaced"]
    object: str


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that was left out.

    :param where: file and line
    :param what: why; the same words for the same fault, so that faults can be counted
    """

    where: str
    what: str


Item = Found | Held | Period | Related | Bad
