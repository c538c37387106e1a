"""FollowTheMoney entities, a JSON object a line, as OpenSanctions publishes its collection of officials.

:source: FollowTheMoney schemata Person, Position, Occupancy, PublicBody, Organization, https://followthemoney.tech/explorer/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from diplograph.model import EntityKind, Name
from diplograph.reference.imports.names import make_name
from diplograph.reference.imports.reading import Input, iter_json_lines, parse_date, parse_wikidata
from diplograph.reference.imports.records import Bad, Found, Held, Item

__all__ = ["iter_ftm"]

_KINDS: Mapping[str, EntityKind] = {
    "Person": "Person",
    "Position": "Post",
    "PublicBody": "Organization",
    "Organization": "Organization",
}
_NAMES = ("name", "alias", "previousName", "abbreviation")  # a weakAlias may be anybody's
_Properties = Mapping[str, Sequence[str]]


def iter_ftm(source: Input, language: str = "und") -> Iterator[Item]:
    """What FollowTheMoney entities say: people, posts, bodies, and who held what.

    :param language: of names in the Latin script
    """
    for where, entity in iter_json_lines(source):
        if isinstance(entity, Bad):
            yield entity
            continue
        schema, properties = entity.get("schema"), entity.get("properties")
        if not isinstance(schema, str) or not isinstance(properties, dict):
            yield Bad(where, "no entity: it lacks a schema or its properties")
        elif schema == "Occupancy":
            yield _occupancy(where, properties)
        elif schema in _KINDS:
            yield _thing(where, _KINDS[schema], entity, properties, language)
        else:
            yield Bad(where, f"a {schema} is neither a person, a post nor a body")


def _values(properties: _Properties, *names: str) -> list[str]:
    found: list[str] = []
    for name in names:
        values = properties.get(name) or ()
        found += (
            [value for value in values if isinstance(value, str)] if not isinstance(values, str) else [values]
        )
    return found


def _first_date(properties: _Properties, name: str) -> str | None:
    """The most precise of the dates given, and the earliest among those."""
    dates = [found for value in _values(properties, name) if (found := parse_date(value)) is not None]
    return min(dates, key=lambda one: (-len(one), one), default=None)


def _only(values: list[str]) -> str | None:
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


def _thing(
    where: str, kind: EntityKind, entity: dict[str, Any], properties: _Properties, language: str
) -> Item:
    key = entity.get("id")
    texts = _values(properties, *_NAMES)
    caption = entity.get("caption")
    if isinstance(caption, str) and caption in texts:  # the name that the source itself shows comes first
        texts.insert(0, caption)
    names: dict[Name, None] = {}
    for text in texts:
        name = make_name(text, default=language)
        if name is not None:
            names[name] = None
    if not isinstance(key, str) or not key or not names:
        return Bad(where, "an entity without an id or a name")
    born, died = ("birthDate", "deathDate") if kind == "Person" else ("incorporationDate", "dissolutionDate")
    of = ("citizenship", "nationality") if kind == "Person" else ("country", "jurisdiction")
    country = _only([code.lower() for code in _values(properties, *of)])
    return Found(
        key,
        kind,
        tuple(names),
        parse_wikidata(next(iter(_values(properties, "wikidataId")), key)),
        holder=_only(_values(properties, "organization")) if kind == "Post" else None,
        country=country or (_only([code.lower() for code in _values(properties, "country")])),
        born=_first_date(properties, born),
        died=_first_date(properties, died),
        gender=_only([value for value in _values(properties, "gender") if value in ("male", "female")]),
    )


def _occupancy(where: str, properties: _Properties) -> Item:
    holder, post = _values(properties, "holder"), _values(properties, "post")
    if len(holder) != 1 or len(post) != 1:
        return Bad(where, "an occupancy without one holder and one post")
    # its status "current" was true on the day it was gathered, and says nothing of today
    return Held(
        holder[0], post[0], where, _first_date(properties, "startDate"), _first_date(properties, "endDate")
    )
