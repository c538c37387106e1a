"""Whose post it is: the state or body a title belongs to, from its own words or from what is around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from diplograph.extract.demonyms import own_demonym
from diplograph.extract.page import Page
from diplograph.extract.titles import Title, load_roles
from diplograph.model import Entity, Name
from diplograph.reference import Known, Reference, load_reference

__all__ = [
    "LOCAL",
    "Body",
    "body_from_reference",
    "body_of",
    "entity_for",
    "is_part",
    "local_body",
    "new_entity",
    "state_in_play",
    "state_of_demonym",
]

# Offices that a part of a state has as well as a state: "Governor of Ohio", "Mayor of London".
LOCAL = {
    *(
        "Governor",
        "DeputyGovernor",
        "Mayor",
        "DeputyMayor",
        "Councillor",
        "Senator",
        "Representative",
        "Sheriff",
    ),
    *(
        "MemberOfParliament",
        "FirstMinister",
        "ChiefMinister",
        "Premier",
        "AttorneyGeneral",
        "PoliceChief",
        "Judge",
    ),
    *("ChiefJustice", "Prosecutor", "Secretary", "Archbishop", "Bishop", "SolicitorGeneral", "Commissioner"),
}
_SEATS = {"MemberOfParliament", "Senator", "Representative", "Councillor"}
_PARTS = ("Region", "Territory")
_CHAMBERS = {"Legislature", "LocalGovernment", "Council"}
_GROUPS = {"delegation", "mission", "team", "group"}
_SENT_BY_PARTS = {"Senator", "Representative"}
_SENT_AS_HEAD = {"lead", "head", "represent", "chair"}


@dataclass(frozen=True, slots=True)
class Body:
    """What a post is in: a state, or a body that may itself be a state's; ``rule`` says how it was found."""

    state: str | None
    organization: str | None
    rule: str


@cache
def _reference() -> Reference:
    return load_reference()


def entity_for(page: Page, known: Known) -> str:
    """The page's entity for a thing of the reference, made where the text itself didn't name it yet."""
    for entity in page.entities.values():
        if entity.reference == known.id:
            return entity.id
    parent = _reference().get(known.organization) if known.organization else None
    state = _reference().get(known.state) if known.state and known.kind != "State" else None
    return _add(
        page,
        Entity(
            "",
            known.kind,
            known.name,
            acronym=known.acronyms[0] if known.acronyms else None,
            organization=entity_for(page, parent) if parent is not None else None,
            state=entity_for(page, state) if state is not None else None,
            subtype=known.subtype,
            reference=known.id,
            wikidata=known.wikidata,
        ),
    )


def _add(page: Page, entity: Entity) -> str:
    stem = entity.kind.lower()
    number = sum(1 for other in page.entities.values() if other.kind == entity.kind) + 1
    while f"{stem}:{number}" in page.entities:
        number += 1
    page.entities[f"{stem}:{number}"] = replace(entity, id=f"{stem}:{number}")
    return f"{stem}:{number}"


def new_entity(page: Page, entity: Entity) -> str:
    """Add an entity under the next free id of its kind."""
    return _add(page, entity)


def state_of_demonym(page: Page, word: str) -> str | None:
    """The page's entity for the state that an adjective or noun of people belongs to: "Iraqi", "Iraqis"."""
    known = _reference().demonym(word)
    if known is None:
        return own_demonym(page, word)
    return entity_for(page, known) if known.kind == "State" else None


def body_of(page: Page, title: Title) -> Body | None:
    """The state or body that a title's own words, or its table row, put it in."""
    order = {"of": 0, "possessive": 1, "before": 2, "pronoun": 3, "seat": 4}
    for kind, token in sorted(title.holders, key=lambda holder: order[holder[0]]):
        body = _from_token(page, title, token, f"posts.body-{'of' if kind == 'seat' else kind}")
        if body is None or _is_elsewhere(page, title, body, kind):
            continue
        return body
    return _from_table(page, title) or _from_delegation(page, title)


def _is_elsewhere(page: Page, title: Title, body: Body, kind: str) -> bool:
    """Whether a name beside a title can't be what it is a post in: "German MEP", "Labour MP"."""
    if kind not in ("of", "seat") and body.organization is None:
        return title.row.body is not None and title.row.scope == "body" and title.role == "MemberOfParliament"
    if body.organization is None or title.role not in _SEATS:
        return False
    if title.role == "Representative" and kind == "of":
        return False  # anybody can represent a body
    return page.entity(body.organization).subtype not in _CHAMBERS


def _from_token(page: Page, title: Title, token: Token, rule: str) -> Body | None:  # noqa: PLR0911 - a case a line
    ref = page.ref(token)
    if ref is None:
        state = state_of_demonym(page, token.text)
        return Body(state, None, rule) if state is not None else None
    entity = page.entity(ref.entity)
    if entity.kind == "State":
        return Body(entity.id, None, rule)
    if entity.kind == "Organization" and entity.subtype == "Party" and title.row.scope == "state":
        return None  # "Labour MP": the party's, but no post in it
    if entity.kind == "Organization":
        state = state_of_demonym(page, entity.name) if entity.reference is None else None
        if state is not None:
            return Body(state, None, rule)  # "Kazakh" taken for a name
        return Body(_known_state(page, entity), entity.id, rule)
    if entity.kind == "Place":
        state = _state_named(page, entity, title.role in LOCAL)
        if state is not None:
            return Body(state, None, rule)
        if title.role in _SENT_BY_PARTS and is_part(entity) and not _is_of_part(title):
            # "Senator X of Ohio" sits in the state's Senate
            return Body(_state_of_part(page, entity), None, rule)
        if title.role in LOCAL or (title.row.scope in ("state", "any") and is_part(entity)):
            return Body(_known_state(page, entity), local_body(page, entity), rule)
    return None


def _state_of_part(page: Page, place: Entity) -> str | None:
    """The page's entity for the state that a known part of one belongs to."""
    known = _reference().get(place.reference) if place.reference is not None else None
    state = _reference().get(known.state) if known is not None and known.state is not None else None
    return entity_for(page, state) if state is not None else None


def _is_of_part(title: Title) -> bool:
    """Whether the title's own words say that it is in a part of the state: "state senator"."""
    doc = title.core.doc
    words = {token.lower_ for token in doc[title.left : title.right]}
    return bool(words & {"state", "provincial", "territorial", "regional"})


def is_part(place: Entity) -> bool:
    """Whether a place is a part of a state with a government of its own: "Ohio", "Hong Kong"."""
    known = _reference().get(place.reference) if place.reference is not None else None
    return known is not None and known.kind == "Place" and known.subtype in _PARTS


def _known_state(page: Page, entity: Entity) -> str | None:
    """The page's entity for the state that a body or place belongs to."""
    if entity.state is None or entity.state in page.entities:
        return entity.state
    known = _reference().get(entity.state)
    return entity_for(page, known) if known is not None else None


def _state_named(page: Page, place: Entity, may_be_part: bool = True) -> str | None:
    """The state that a place's name stands for: "Kazakhstan", and a capital where its post is the state's.

    :param may_be_part: whether a part of a state can be meant: "Georgia" of a governor, not of a minister
    """
    known = _reference().get(place.reference) if place.reference else None
    states = (known,) if known is not None else _reference().find(place.name, "State")
    if known is None and may_be_part and _reference().find(place.name, "Place"):
        return None
    return entity_for(page, states[0]) if len(states) == 1 and states[0].kind == "State" else None


def local_body(page: Page, place: Entity) -> str:
    """The government of a place below the state, as the body its posts are in."""
    for entity in page.entities.values():
        if (
            entity.kind == "Organization"
            and entity.subtype == "LocalGovernment"
            and entity.name == place.name
        ):
            return entity.id
    return _add(
        page,
        Entity(
            "",
            "Organization",
            place.name,
            place.names,
            state=_known_state(page, place),
            subtype="LocalGovernment",
        ),
    )


def _from_table(page: Page, title: Title) -> Body | None:
    """The body that the title alone implies: an MEP's, the High Commissioner for Refugees'."""
    row = load_roles().get(title.core.text.lower().replace("-", " ")) or title.row
    if row.body is None:
        return None
    entity = _implied(page, title, row.body)
    if page.entity(entity).kind == "State":
        return Body(entity, None, "posts.body-implied")
    return Body(_known_state(page, page.entity(entity)), entity, "posts.body-implied")


def _implied(page: Page, title: Title, name: str) -> str:
    """The body of this name that the title means: the one named in its words, else the only one known.

    Several states have a "House of Representatives": which one it is, the
    article's own mention of it tells, or nothing does.
    """
    for token in title.core:
        ref = page.ref(token)
        if ref is None or page.entity(ref.entity).kind != "Organization":
            continue
        if page.entity(ref.entity).reference is not None or set(name.split()) & set(ref.span.exact.split()):
            return ref.entity
    known = _reference().find(name)
    bare = {one.id for one in known}
    same = [
        e.id
        for e in page.entities.values()
        if e.kind == "Organization" and (e.name == name or e.reference in bare or Name(name, "en") in e.names)
    ]
    if len(known) == 1 and (known[0].state is None or " " in name or same):
        return entity_for(page, known[0])
    return same[0] if len(same) == 1 else _add(page, Entity("", "Organization", name))


def _from_delegation(page: Page, title: Title) -> Body | None:
    """The state in "a delegation of Zubrowka led by Foreign Minister ..."."""
    for verb in [title.head, *title.head.ancestors][:5]:
        if verb.lemma_ in _SENT_AS_HEAD and verb.dep_ in ("acl", "relcl"):
            for token in verb.head.subtree:
                if token.i >= verb.i:
                    break
                ref = page.ref(token)
                if ref is not None:
                    body = _from_token(page, title, token, "posts.body-clause")
                    is_of_body = body is not None and body.organization is not None
                    if is_of_body and (title.row.scope == "state" or verb.head.lemma_.lower() not in _GROUPS):
                        return None  # "the Council, chaired by former ambassador Zed"
                    if body is not None:
                        return body
    return None


def state_in_play(page: Page) -> str | None:
    """The one state an article speaks of, or None where it names none or several."""
    counts: Counter[str] = Counter()
    for mention in page.mentions:
        if mention.entity is None:
            continue
        entity = page.entity(mention.entity)
        if entity.kind == "State":
            counts[entity.id] += 1
        elif entity.kind == "Place":
            state = _state_named(page, entity)
            if state is not None:
                counts[state] += 1
        elif entity.kind == "Organization" and entity.state is not None:
            counts[entity.state] += 1
    return next(iter(counts)) if len(counts) == 1 else None


def body_from_reference(page: Page, person: Entity, role: str) -> Body | None:
    """The body a known person is known to hold such a post in, where there is but one."""
    if person.reference is None:
        return None
    bodies = set()
    for tenure in _reference().tenures(person.reference):
        post = _reference().get(tenure.post)
        if post is not None and post.role == role:
            bodies.add((post.state, post.organization))
    if len(bodies) != 1:
        return None
    state, organization = bodies.pop()
    known_state = _reference().get(state) if state else None
    known_body = _reference().get(organization) if organization else None
    if known_state is None and known_body is None:
        return None
    return Body(
        entity_for(page, known_state) if known_state is not None else None,
        entity_for(page, known_body) if known_body is not None else None,
        "posts.body-reference",
    )
