"""What the reference knows, as records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diplograph.model import EntityKind, Name

__all__ = ["Known", "KnownTenure"]


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
    :param subtype: "UNBody", "Court", "Ministry", "City", "Territory", ... or None
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
