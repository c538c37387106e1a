"""The tables under data/reference: which there are, and what their columns may hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from diplograph.lexicon import Column

__all__ = ["TABLES"]

_PARTIAL_DATE = r"-?\d{4}(-\d\d(-\d\d)?)?"
_WIKIDATA = Column(pattern=r"Q[1-9]\d*", unique=True)
_LANGUAGE = Column(required=True, pattern=r"[a-z]{2,3}(-[A-Z][a-z]{3})?")
_ACTOR = Column(pattern=r"(state|place|organization)/[a-z0-9-]+")
_DATE = Column(pattern=_PARTIAL_DATE)
_ROLE = Column(pattern=r"[A-Z][A-Za-z]+")
_ANY = Column()
_MANY = Column(many=True)
_REQUIRED = Column(required=True)


def _id(kind: str) -> Column:
    return Column(required=True, unique=True, pattern=rf"({kind})/[a-z0-9-]+")


_NAMES: Final[Mapping[str, Column]] = {"id": _REQUIRED, "language": _LANGUAGE, "name": _REQUIRED}

TABLES: Final[Mapping[str, Mapping[str, Column]]] = {
    "states": {
        "id": _id("state|place"),
        "status": Column(required=True, choices=("member", "observer", "other", "territory", "former")),
        "iso2": Column(pattern="[A-Z]{2}", unique=True),
        "iso3": Column(pattern="[A-Z]{3}", unique=True),
        "name": Column(required=True, unique=True),
        "official": _ANY,
        "wikidata": _WIKIDATA,
        "demonyms": _MANY,
        "capitals": _MANY,
        "aliases": _MANY,
        "within": Column(pattern=r"state/[a-z0-9-]+"),
        "successors": Column(many=True, pattern=r"(state|place)/[a-z0-9-]+"),
        "start": _DATE,
        "end": _DATE,
        "head_of_state": _ROLE,
        "head_of_government": _ROLE,
    },
    "state-names": {**_NAMES, "kind": Column(required=True, choices=("short", "official"))},
    "state-official-names": _NAMES,
    "places": {
        "id": _id("place"),
        "name": _REQUIRED,
        "state": Column(pattern=r"state/[a-z0-9-]+"),
        "wikidata": _WIKIDATA,
        "subtype": _REQUIRED,
        "aliases": _MANY,
        "demonyms": _MANY,
    },
    "institutions": {
        "id": _id("organization"),
        "name": _REQUIRED,
        "acronyms": _MANY,
        "aliases": _MANY,
        "wikidata": _WIKIDATA,
        "subtype": _REQUIRED,
        "state": Column(pattern=r"state/[a-z0-9-]+"),
        "parent": Column(pattern=r"organization/[a-z0-9-]+"),
        "seat": _ANY,
        "founded": _DATE,
        "founding_document": _ANY,
        "replaced": Column(pattern=r"organization/[a-z0-9-]+"),
    },
    "institution-names": _NAMES,
    "metonyms": {"name": Column(required=True, unique=True), "stands_for": _ACTOR, "kind": _REQUIRED},
    "roles": {
        "role": Column(required=True, pattern=r"[A-Z][A-Za-z]+", unique=True),
        "label": _REQUIRED,
        "holder": Column(required=True, choices=("state", "organization", "any")),
        "holders": Column(required=True, choices=("one", "many")),
        "same_as": _ANY,
    },
    "posts": {
        "holder": Column(required=True, pattern=r"(state|place|organization)/[a-z0-9-]+"),
        "role": Column(required=True, pattern=r"[A-Z][A-Za-z]+"),
        "title": _ANY,
        "name": _REQUIRED,
        "aliases": _MANY,
        "holders": Column(required=True, choices=("one", "many")),
        "wikidata": _WIKIDATA,
    },
    "people": {
        "id": _id("person"),
        "name": _REQUIRED,
        "aliases": _MANY,
        "wikidata": _WIKIDATA,
        "gender": Column(choices=("female", "male")),
        "state": Column(pattern=r"(state|place)/[a-z0-9-]+"),
        "born": _DATE,
        "died": _DATE,
    },
    "person-names": _NAMES,
    "tenures": {
        "person": Column(required=True, pattern=r"person/[a-z0-9-]+"),
        "post": Column(required=True, pattern=r"post/[a-z0-9-]+"),
        "start": _DATE,
        "end": _DATE,
    },
}
