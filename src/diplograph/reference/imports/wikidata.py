"""Wikidata's JSON dumps, an item a line: people with their offices, and the items that those name.

A dump is read twice. The first time people are taken, and what their offices,
memberships and predecessors point at is noted; the second time those items
are taken. So a dump of everything needs no more memory than one of ministers.

:source: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from diplograph.lexicon import Column, load_table
from diplograph.model import EntityKind, Name
from diplograph.reference.imports.names import make_name
from diplograph.reference.imports.reading import Input, iter_json_lines, parse_date
from diplograph.reference.imports.records import Bad, Found, Held, Item, Related
from diplograph.reference.imports.wanted import Wanted
from diplograph.resources import resource_path

__all__ = ["iter_wikidata"]

_Item = Mapping[str, Any]
_GENDERS = {"Q6581097": "male", "Q6581072": "female"}
_PRECISIONS = {9: 4, 10: 7, 11: 10}  # Wikidata's precision of a time -> letters of the date that count
_KINDS: dict[str, EntityKind] = {"Person": "Person", "State": "State", "Organization": "Organization"}


def iter_wikidata(source: Input, wanted: Wanted) -> Iterator[Item]:
    """What a dump says of people with offices (P39) or memberships (P463), of bodies, and of their posts.

    :param wanted: keeps what the first reading points at; on disk, since it may be much
    """
    for where, item in iter_json_lines(source):
        if isinstance(item, Bad):
            yield item
        elif _kind(item) == "Person":
            yield from _person(where, item, wanted)
        elif _kind(item) is not None:
            yield from _body(where, item, wanted)
    for _, item in iter_json_lines(source):
        if not isinstance(item, Bad) and _kind(item) is None and str(item.get("id")) in wanted:
            yield from _wanted(item, wanted)
    # what posts are in was noted only while the posts were read
    for _, item in iter_json_lines(source) if wanted.grew else ():
        if not isinstance(item, Bad) and _kind(item) is None and str(item.get("id")) in wanted:
            names = _names(item)
            if names:
                yield Found(str(item["id"]), "State", names, str(item["id"]))


@cache
def _classes() -> dict[str, EntityKind]:
    path = resource_path("data", "reference", "wikidata-classes.csv")
    columns = {
        "class": Column(required=True, pattern=r"Q[1-9]\d*", unique=True),
        "label": Column(required=True),
        "kind": Column(required=True, choices=tuple(_KINDS)),
    }
    return {row["class"]: _KINDS[row["kind"]] for row in load_table(path, columns)}


def _kind(item: _Item) -> EntityKind | None:
    found = {_classes()[one] for one in _items(item, "P31") if one in _classes()}
    return next((kind for kind in ("Person", "State", "Organization") if kind in found), None)


def _person(where: str, item: _Item, wanted: Wanted) -> Iterator[Item]:
    key, names = str(item.get("id")), _names(item)
    offices, memberships = _statements(item, "P39"), _items(item, "P463")
    if not names or not (offices or memberships):
        yield Bad(where, "a person without a name" if not names else "a person without office or membership")
        return
    genders = [_GENDERS[one] for one in _items(item, "P21") if one in _GENDERS]
    yield Found(
        key,
        "Person",
        names,
        key,
        born=_date(_values(item, "P569")),
        died=_date(_values(item, "P570")),
        gender=genders[0] if len(genders) == 1 else None,
    )
    for body in memberships:
        wanted.add(body)
        yield Related(key, "memberOf", body)
    for statement in offices:
        yield from _office(where, key, statement, wanted)


def _office(where: str, person: str, statement: _Item, wanted: Wanted) -> Iterator[Item]:
    post = _item_of(statement.get("mainsnak"))
    if post is None:
        yield Bad(where, "an office whose post is not said")
        return
    qualifiers = statement.get("qualifiers")
    qualifiers = qualifiers if isinstance(qualifiers, dict) else {}
    of, before, after = (_qualified(qualifiers, one) for one in ("P642", "P1365", "P1366"))
    for one in (post, *of):
        wanted.add(one)
    yield Held(
        person,
        post,
        where,
        _date([_value(snak) for snak in _list(qualifiers.get("P580"))]),
        _date([_value(snak) for snak in _list(qualifiers.get("P582"))]),
        holder=of[0] if len(of) == 1 else None,
        predecessor=before[0] if len(before) == 1 else None,
        successor=after[0] if len(after) == 1 else None,
    )


def _body(where: str, item: _Item, wanted: Wanted) -> Iterator[Item]:
    key, names = str(item.get("id")), _names(item)
    if not names:
        yield Bad(where, "a body without a name")
        return
    yield Found(key, _kind(item) or "Organization", names, key, born=_date(_values(item, "P571")))
    for body in _items(item, "P463"):
        wanted.add(body)
        yield Related(key, "memberOf", body)
    for before in _items(item, "P1365"):
        yield Related(key, "replaced", before)
    for after in _items(item, "P1366"):
        yield Related(after, "replaced", key)


def _wanted(item: _Item, wanted: Wanted) -> Iterator[Item]:
    """A post, or what a post or a member is in; which of them only those who point at it know."""
    key, names = str(item["id"]), _names(item)
    if not names:
        return
    holder = next(
        (found[0] for one in ("P1001", "P2389", "P17") if len(found := _items(item, one)) == 1), None
    )
    if holder is not None:
        wanted.add(holder)
    yield Found(key, "Post", names, key, holder=holder)


# -- the JSON of an item -----------------------------------------------------
def _names(item: _Item) -> tuple[Name, ...]:
    """Labels and aliases, the English label first, or else that for all languages, or the first tag's."""
    labels = item.get("labels")
    found: dict[Name, None] = {}
    texts = dict(sorted(labels.items())) if isinstance(labels, dict) else {}
    first = next((one for one in ("en", "mul", *texts) if one in texts), None)
    aliases = item.get("aliases")
    rest = sorted(aliases.items()) if isinstance(aliases, dict) else []
    entries = [texts[first], *texts.values()] if first else []
    for entry in [*entries, *(one for _, group in rest for one in _list(group))]:
        if isinstance(entry, dict):
            name = make_name(str(entry.get("value", "")), str(entry.get("language", "und")))
            if name is not None:
                found[name] = None
    return tuple(found)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _statements(item: _Item, property: str) -> list[_Item]:
    claims = item.get("claims")
    found = _list(claims.get(property)) if isinstance(claims, dict) else []
    return [one for one in found if isinstance(one, dict) and one.get("rank") != "deprecated"]


def _value(snak: Any) -> Any:
    """The value of a snak; None where it is unknown, none, or of a form we do not know."""
    data = snak.get("datavalue") if isinstance(snak, dict) and snak.get("snaktype") == "value" else None
    return data.get("value") if isinstance(data, dict) else None


def _values(item: _Item, property: str) -> list[Any]:
    return [_value(one.get("mainsnak")) for one in _statements(item, property)]


def _item_of(snak: Any) -> str | None:
    value = _value(snak)
    id = value.get("id") if isinstance(value, dict) else None
    return id if isinstance(id, str) and id.startswith("Q") else None


def _items(item: _Item, property: str) -> list[str]:
    found = (_item_of(one.get("mainsnak")) for one in _statements(item, property))
    return list(dict.fromkeys(one for one in found if one is not None))


def _qualified(qualifiers: _Item, property: str) -> list[str]:
    return [one for snak in _list(qualifiers.get(property)) if (one := _item_of(snak)) is not None]


def _date(values: list[Any]) -> str | None:
    """The most precise of some times, the earliest of those; centuries and years before Christ are none."""
    dates = []
    for value in values:
        if isinstance(value, dict) and str(value.get("time", "")).startswith("+"):
            length = _PRECISIONS.get(value.get("precision", 0))
            date = parse_date(str(value["time"])[1:][:length]) if length else None
            dates += [date] if date else []
    return min(dates, key=lambda one: (-len(one), one), default=None)
