"""Which person it is: known to the reference, told by an office, or only of this article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from diplograph.model import Entity, Holding
from diplograph.reference import Known, Reference, fold, slug
from diplograph.resolve.ids import short_hash
from diplograph.resolve.names import compare

__all__ = ["Circumstances", "identify_person"]

_YOUNGEST = 15  # years; nobody acts in diplomacy before


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What an article is about, for somebody whom it names.

    :param article: its key
    :param published: its date, or None
    :param states: resolved ids of the states that it names
    :param places: resolved ids of the places that it names, and of the states that they are in
    :param surnames: last names, folded, of those whom it names in full
    :param bodies: resolved ids of the organizations that it names
    """

    article: str
    published: str | None
    states: frozenset[str]
    places: frozenset[str]
    surnames: frozenset[str]
    bodies: frozenset[str] = frozenset()


def identify_person(
    person: Entity,
    held: Iterable[tuple[Holding, Entity]],
    around: Circumstances,
    reference: Reference,
) -> tuple[str, Known | None]:
    """The id of a person and what the reference knows of them.

    A person is the reference's where the full name is one of theirs, or where
    a post that they hold was held by just one person of such a name, or where
    a bare surname is that of just one who headed, when the article came out, a
    state that it names; and nothing contradicts it. Otherwise a full name and
    the state or body of a post tell the person in every article; a name alone
    only in this one.

    :param held: holdings with their posts as resolved, with holder and role
    """
    posts = list(held)
    forms = sorted({person.name, *(name.text for name in person.names)})
    known = _known_person(person, forms, posts, around, reference)
    known = known or _known_head(person, forms, posts, around, reference)
    if known is not None:
        return known.id, known
    anchors = sorted(
        {(post.state is None, post.state or post.organization or "") for _, post in posts} - {(True, "")}
    )
    full = len(fold(person.name).split()) > 1
    anchor = anchors[0][1] if anchors and full else around.article
    return f"person/{slug(person.name) or 'unnamed'}-{short_hash(fold(person.name), anchor)}", None


def _known_person(
    person: Entity,
    forms: list[str],
    posts: list[tuple[Holding, Entity]],
    around: Circumstances,
    reference: Reference,
) -> Known | None:
    published = around.published
    full = [form for form in forms if len(fold(form).split()) > 1]
    by_name = {known.id: known for form in full for known in reference.find(form, "Person")}
    fitting = [one for one in by_name.values() if not _contradicts(one, person, posts, published, reference)]
    if len(fitting) > 1:
        # of several by one name it is the one whose office the article gives
        fitting = [one for one in fitting if _serves(one, posts, frozenset(), reference)]
    elif fitting and reference.is_imported(fitting[0]):
        # thousands of officials have names that athletes have too: something must speak for it
        fitting = [one for one in fitting if _serves(one, posts, around.states | around.places, reference)]
    if by_name:
        return fitting[0] if len(fitting) == 1 else None
    by_post = {
        known.id: known
        for known in _iter_holders(posts, published, reference)
        if any(_fits_name(form, known) for form in forms)
        and not _contradicts(known, person, posts, published, reference)
    }
    return next(iter(by_post.values())) if len(by_post) == 1 else None


def _known_head(
    person: Entity,
    forms: list[str],
    posts: list[tuple[Holding, Entity]],
    around: Circumstances,
    reference: Reference,
) -> Known | None:
    """The head of a state or body, or its foreign minister, who alone is called by a bare surname.

    Nobody else in the article may have it. Where the article's date is not
    known it must be the surname of nobody else in the tables at all.
    """
    word = fold(person.name)
    if (
        any(fold(form) not in _surnames_of(reference) for form in forms)
        or word.split()[-1] in around.surnames
    ):
        return None
    bearers = _surnames_of(reference)[word]
    found = [
        known
        for known in bearers
        if any(
            _covers(tenure.start, tenure.end, around.published) and tenure.start
            for tenure in reference.tenures(known.id)
            if _is_at_the_top(tenure.post, around, reference)
        )
        and not _contradicts(known, person, posts, around.published, reference)
    ]
    if around.published is None and len(bearers) > 1:
        return None
    return found[0] if len(found) == 1 and len(word) > 3 else None


@cache
def _surnames_of(reference: Reference) -> dict[str, tuple[Known, ...]]:
    """Who is called by a surname: the ends of full names, so "peña nieto" as well as "nieto"."""
    found: dict[str, dict[str, Known]] = {}
    for known in reference:
        if known.kind == "Person":
            for words in (fold(name).split() for name in _names(known)):
                if "of" in words:  # "Abdullah II of Jordan": what comes last is no surname
                    continue
                for start in range(1, len(words)):
                    found.setdefault(" ".join(words[start:]), {})[known.id] = known
    return {surname: tuple(people.values()) for surname, people in found.items()}


def _is_at_the_top(post: str, around: Circumstances, reference: Reference) -> bool:
    """Whether it is the first post, or the foreign minister's, of a state or body that the article names."""
    known = reference.get(post)
    if known is None:
        return False
    if known.organization is not None:
        return known.organization in around.bodies
    state = reference.get(known.state) if known.state in around.states and known.state else None
    heads = (state.facts.get("head_of_state"), state.facts.get("head_of_government")) if state else ()
    return state is not None and known.role in (*heads, "ForeignMinister")


def _iter_holders(
    posts: list[tuple[Holding, Entity]], published: str | None, reference: Reference
) -> Iterator[Known]:
    """People whom the reference has in one of these posts, at the time where the time is told."""
    for holding, post in posts:
        for tenure in reference.tenures(post.id):
            known = reference.get(tenure.person)
            if known is None:
                continue
            now = holding.status == "current" and published is not None
            if not now or _covers(tenure.start, tenure.end, published or ""):
                yield known


def _covers(start: str | None, end: str | None, day: str | None) -> bool:
    """Whether a partial interval may hold a day; an open end is as good as any day, and so is no day."""
    if day is None:
        return True
    return (not start or day[: len(start)] >= start[: len(day)]) and (
        not end or day[: len(end)] <= end[: len(day)]
    )


def _fits_name(form: str, known: Known) -> bool:
    words = fold(form).split()
    if len(words) == 1:
        return any(words[0] in fold(name).split()[-2:] for name in _names(known))
    return any(compare(form, name, "Person").same for name in _names(known))


def _names(known: Known) -> Iterator[str]:
    yield known.name
    yield from (name.text for name in known.names)


def _contradicts(
    known: Known,
    person: Entity,
    posts: list[tuple[Holding, Entity]],
    published: str | None,
    reference: Reference,
) -> bool:
    """Whether the article says what cannot be true of this person: another state's office, another time."""
    served = {known.state, *(_state_of(tenure.post, reference) for tenure in reference.tenures(known.id))} - {
        None
    }
    claimed = {post.state for _, post in posts if post.state and _is_office(post, reference)} | {person.state}
    claimed -= {None}
    if served and any(state not in served for state in claimed):
        return True
    year = int(published[:4]) if published and published[:4].isdigit() else None
    born, died = known.facts.get("born"), known.facts.get("died")
    if year is not None and born and year < int(born[:4]) + _YOUNGEST:
        return True
    current = any(holding.status == "current" for holding, _ in posts)
    return bool(year is not None and died and current and year > int(died[:4]) + 1)


def _serves(
    known: Known, posts: list[tuple[Holding, Entity]], regions: frozenset[str], reference: Reference
) -> bool:
    """Whether they had a post that the article gives them, or one in its state, or in one of ``regions``."""
    tenures = reference.tenures(known.id)
    if {tenure.post for tenure in tenures} & {post.id for _, post in posts}:
        return True
    served = {known.state, *(_state_of(tenure.post, reference) for tenure in tenures)} - {None}
    bodies = (_body_of(tenure.post, reference) for tenure in tenures)
    # the government of a territory goes by the territory's name
    served |= {f"place/{body.partition('/')[2]}" for body in bodies if body is not None}
    return bool(served & ({post.state for _, post in posts} | regions))


def _is_office(post: Entity, reference: Reference) -> bool:
    role = reference.roles.get(post.role) if post.role else None
    return role is not None and role.of_state and post.organization is None


def _body_of(post: str, reference: Reference) -> str | None:
    known = reference.get(post)
    return known.organization if known is not None else None


def _state_of(post: str, reference: Reference) -> str | None:
    known = reference.get(post)
    return known.state if known is not None else None
