"""What one article tells of a person whom the reference does not know, kept for the rules that merge.

A trace is made of what was read and of judgements of people alone, never of
what rules have merged: so the rules see the same whatever was merged before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from diplograph.model import Entity, Reading
from diplograph.reference import Reference, fold
from diplograph.resolve.evidence import Evidence
from diplograph.resolve.namewords import given_names, script, sound, words_of

__all__ = ["Trace", "Traced", "name_block", "parse_trace", "render_trace", "trace_people"]


@dataclass(frozen=True, slots=True)
class Trace:
    """One person in one article.

    :param names: in full, the preferred one first
    :param year: of the article
    :param offices: "ForeignMinister of state/kz": a post and the state or body that it is in
    :param ranks: "Senator in state/us": a role and the state in whose service it is
    :param bodies: those that the person belongs to or serves; one that only this article has goes by its name
    :param parties: those of the bodies that are parties of the reference
    :param colours: what the parties are called by: "democratic" for the Democratic Party
    :param states: those that the person is said to be of or to serve
    :param heads: those of which the person heads state or government, or has another post of one holder
    """

    names: tuple[str, ...]
    year: int | None = None
    offices: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    colours: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    gender: str | None = None


class Traced(NamedTuple):
    """The traces of an article.

    :param people: id before any judgement about the person, block and trace of each, by id
    :param near: what else the article names that may tell namesakes apart, sorted
    """

    people: tuple[tuple[str, str, Trace], ...]
    near: tuple[str, ...]


def render_trace(trace: Trace) -> str:
    """A trace as JSON, the same for the same trace."""
    cells = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in _cells(trace)}
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":"))


def _cells(trace: Trace) -> Iterator[tuple[str, object]]:
    return ((name, value) for name, value in asdict(trace).items() if value)


def parse_trace(text: str) -> Trace:
    """The trace that :func:`render_trace` wrote."""
    cells = json.loads(text)
    sets = {field.name: frozenset(cells.get(field.name, ())) for field in fields(Trace)[2:-1]}
    return Trace(tuple(cells["names"]), cells.get("year"), gender=cells.get("gender"), **sets)


# -- names -----------------------------------------------------------------------
def name_block(name: str) -> str | None:
    """Given name and surname by their sound, and "junior" and the like: names of one person have one block.

    None for a name that tells nobody: a surname alone, or one whose given name is an initial.

    >>> name_block("John R. Bolton") == name_block("John Bolton")
    True
    >>> name_block("J. Bolton") is None
    True
    """
    words = _telling_words(name)
    return " ".join((sound(words[0]), sound(words[1]), *words[2:])) if words else None


@lru_cache(maxsize=65536)
def _telling_words(name: str) -> tuple[str, ...]:
    """Given name, surname, and "junior" and the like; nothing where one of the first two is missing."""
    table = words_of("person")
    plain = fold(name) if script(name) in ("Latn", "Arab", "Hebr") else fold(anyascii(name))
    words = plain.split()
    told = [word for word in words if word not in table.drop]
    words = told if len(told) > 1 else words  # "Don" is a title of some, and a given name of others
    suffixes = []
    while len(words) > 1 and words[-1] in table.suffixes:
        suffixes.append(words.pop())
    words = [word for word in words if word not in table.particles]
    if len(words) < 2 or len(words[0]) < 2 or len(words[-1]) < 2:
        return ()
    return words[0], words[-1], *sorted(suffixes)


# -- an article ------------------------------------------------------------------
def trace_people(
    reading: Reading,
    evidence: Evidence,
    entities: Mapping[str, Entity],
    raw: Mapping[str, str],
    events: Iterable[str],
    reference: Reference,
) -> Traced:
    """The traces of a reading.

    :param entities: the article's own ids to resolved entities
    :param raw: the same ids to those that nobody had judged yet
    :param events: ids of events with a name of their own
    """
    people: dict[str, tuple[str, Trace]] = {}
    near = set(events)
    memberships = _memberships(reading)
    for id, entity in sorted(entities.items()):
        if entity.kind in ("Document", "Place", "State") or entity.reference is not None:
            near |= {entity.id} if entity.kind != "Post" else set()
        elif entity.kind == "Person" and id in evidence.entities:
            names = _full_names(entity)
            block = name_block(names[0]) if names else None
            if block is None:
                continue
            near.add(f"name/{' '.join(_telling_words(names[0]))}")
            trace = _trace(id, entity, names, evidence, entities, memberships.get(id, ()), reference)
            held = people.get(raw[id])
            people[raw[id]] = (block, _joined(held[1], trace)) if held else (block, trace)
    rows = ((id, block, trace) for id, (block, trace) in sorted(people.items()))
    return Traced(tuple(rows), tuple(sorted(near)))


def _full_names(person: Entity) -> tuple[str, ...]:
    forms = [person.name, *(name.text for name in person.names)]
    block = name_block(person.name)
    return tuple(dict.fromkeys(form for form in forms if block is not None and name_block(form) == block))


def _memberships(reading: Reading) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in reading.relations:
        if one.predicate == "memberOf" and one.object is not None and one.grounds.modality == "asserted":
            found.setdefault(one.subject.entity, []).append(one.object.entity)
    return found


def _trace(
    id: str,
    person: Entity,
    names: tuple[str, ...],
    evidence: Evidence,
    entities: Mapping[str, Entity],
    memberships: Iterable[str],
    reference: Reference,
) -> Trace:
    by_id = {entity.id: entity for entity in entities.values()}
    posts = [
        entities[one.post.entity] for one in evidence.holdings.get(id, ()) if one.post.entity in entities
    ]
    held = {post.organization for post in posts} | {person.organization}
    held |= {entities[one].id for one in memberships if one in entities}
    bodies = [by_id[one] for one in sorted(one for one in held if one is not None) if one in by_id]
    states = {person.state, *(post.state for post in posts)}
    states |= {post.organization and _state_of(post.organization, by_id, reference) for post in posts}
    year = (evidence.published or "")[:4]
    return Trace(
        names,
        int(year) if year.isdigit() else None,
        offices=frozenset(office for post in posts if (office := _office(post, by_id)) is not None),
        ranks=frozenset(
            f"{post.role} in {state}"
            for post in posts
            if post.role
            and (state := post.state or _state_of(post.organization or "", by_id, reference)) is not None
        ),
        bodies=frozenset(call for body in bodies if body.kind == "Organization" for call in _calls(body)),
        parties=frozenset(body.id for body in bodies if body.subtype == "Party" and body.reference),
        colours=frozenset(word for body in bodies if body.subtype == "Party" for word in _colours(body)),
        states=frozenset(state for state in states if state),
        heads=frozenset(post.state for post in posts if post.state and _is_single(post, reference)),
        gender=person.gender or given_names().get(fold(person.name).split()[0]) or None,
    )


def _call(body: Entity) -> str:
    """What two articles call a body alike: its id, or its name where the id is one article's alone."""
    return body.id if body.reference is not None else f"organization/{fold(body.name)}"


def _calls(body: Entity) -> set[str]:
    """A party goes by its name, too: which state's it is, an article on that state seldom says."""
    return {_call(body), f"organization/{fold(body.name)}"} if body.subtype == "Party" else {_call(body)}


def _colours(party: Entity) -> Iterator[str]:
    plain = words_of("organization").drop
    return (word for word in fold(party.name).split() if word not in plain and word != "party")


def _office(post: Entity, by_id: Mapping[str, Entity]) -> str | None:
    body = by_id.get(post.organization or "")
    holder = _call(body) if body is not None else post.organization or post.state
    return f"{post.role or fold(post.name)} of {holder}" if holder else None


def _state_of(body: str, by_id: Mapping[str, Entity], reference: Reference) -> str | None:
    known = reference.get(body)
    if known is not None and known.state is not None:
        return known.state
    if known is None and body.endswith("-government"):  # of a place that goes by the place's name
        name = body.removeprefix("organization/").removesuffix("-government")
        place = reference.get(f"place/{name}")
        return place.state if place is not None else None
    entity = by_id.get(body)
    return entity.state if entity is not None else None


def _is_single(post: Entity, reference: Reference) -> bool:
    role = reference.roles.get(post.role) if post.role else None
    return role is not None and role.one_holder and role.of_state and post.organization is None


def _joined(one: Trace, other: Trace) -> Trace:
    """The trace of two of an article's own people who turned out to be one."""
    sets = {
        field.name: getattr(one, field.name) | getattr(other, field.name) for field in fields(Trace)[2:-1]
    }
    names = tuple(sorted({*one.names, *other.names}, key=lambda name: (-len(name), name)))
    return Trace(names, one.year, gender=one.gender or other.gender, **sets)
