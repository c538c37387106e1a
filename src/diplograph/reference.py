"""Reference knowledge: states, institutions, roles, posts and people, from the tables under data/reference.

The tables are read once into a :class:`Reference`, which answers what a name
may stand for. It never decides between candidates: that is resolve's work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diplograph.model import EntityKind, Name

__all__ = ["Known", "KnownTenure", "Reference", "load_reference"]


@dataclass(frozen=True, slots=True)
class Known:
    """A thing the reference knows.

    :param id: the path under the base IRI: "state/kz", "organization/un-human-rights-council",
        "place/geneva", "person/antonio-guterres", "post/un-secretary-general"
    :param name: English name
    :param names: every other name, with language; English aliases included
    :param acronyms: "UNHRC", "HRC"
    :param demonyms: for states, "Kazakh", "Kazakhstani"
    :param metonyms: "Kremlin", "White House", capitals that stand for the government
    :param state: id of the state it belongs to (a post, a place, a ministry)
    :param organization: id of the body it is in (a post) or its parent (an institution)
    :param role: for a post, a concept of vocab/role
    :param subtype: "UNBody", "Court", "Ministry", "City", ... or None
    :param facts: other columns of its row (iso2, seat, founded, founding_document, replaced, born, ...)
    """

    id: str
    kind: EntityKind
    name: str
    names: tuple[Name, ...] = ()
    acronyms: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    wikidata: str | None = None
    state: str | None = None
    organization: str | None = None
    role: str | None = None
    subtype: str | None = None
    gender: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownTenure:
    """A tenure the reference knows; dates are partial, None is unknown or open."""

    person: str
    post: str
    start: str | None = None
    end: str | None = None


class Reference:
    """What the tables say, indexed by name.

    Look-ups fold case, diacritics, apostrophes and white space the same way as :func:`fold`.
    """

    def get(self, id: str) -> Known | None:
        """The thing with this id."""
        raise NotImplementedError

    def find(self, name: str, kind: EntityKind | None = None) -> tuple[Known, ...]:
        """All that bears this name, alias, acronym or official name, by id; never demonyms or metonyms."""
        raise NotImplementedError

    def demonym(self, word: str) -> Known | None:
        """The state that "Kazakh" or "British" belongs to, or None."""
        raise NotImplementedError

    def metonym(self, name: str) -> Known | None:
        """The actor that "Kremlin" or "White House" stands for, or None."""
        raise NotImplementedError

    def tenures(self, person_or_post: str) -> tuple[KnownTenure, ...]:
        """Known tenures of a person or of a post, by start."""
        raise NotImplementedError

    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Every name as written, for a gazetteer, to the ids it stands for."""
        raise NotImplementedError


def load_reference() -> Reference:
    """Load the bundled tables; cached, since they do not change while a process runs.

    :raises diplograph.errors.TableError: if a table has bad rows
    """
    raise NotImplementedError
