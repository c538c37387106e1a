"""From an article's own ids to ids that mean the same in every article."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple, Protocol

from diplograph.model import Entity, Name, Reading
from diplograph.reference import Known, Reference, fold
from diplograph.resolve.bodies import (
    identify_document,
    identify_organization,
    identify_place,
    identify_post,
    identify_state,
)
from diplograph.resolve.evidence import Evidence, gather_evidence
from diplograph.resolve.happenings import identify_events
from diplograph.resolve.people import Circumstances, identify_person
from diplograph.resolve.rewrite import rewrite_reading
from diplograph.resolve.traces import Traced, trace_people

__all__ = ["Merges", "Redirects", "Resolved", "resolve_reading", "resolve_traced"]


class Redirects(Protocol):
    """What people decided about identities."""

    def entity(self, id: str, article: str) -> str:
        """The id to use instead of ``id`` in that article; the same id where nobody decided anything."""
        ...

    def wikidata(self, id: str) -> str | None:
        """The item of Wikidata that somebody said this is."""
        ...


class Merges(Protocol):
    """What rules found out about identities, after people decided what they decided."""

    def merged(self, id: str) -> str:
        """The id to use instead of one that people's judgements leave; the same where no rule merged it."""
        ...

    def wikidata(self, id: str) -> str | None:
        """The item of Wikidata that somebody said one of those merged into this is."""
        ...


class Resolved(NamedTuple):
    """A resolved reading, and what the article tells of people for the rules that merge."""

    reading: Reading
    traced: Traced


def resolve_reading(
    reading: Reading,
    reference: Reference,
    judgements: Redirects | None = None,
    merges: Merges | None = None,
) -> Reading:
    """Give every entity and event of a reading an id that means the same in every article.

    Depends on nothing but its arguments, so that the order in which articles
    are read changes nothing. A claim about somebody who was not named is left
    out and noted among the drops.

    :param judgements: decisions of people, which win over everything worked out here
    :param merges: what rules merge of that
    """
    return resolve_traced(reading, reference, judgements, merges).reading


def resolve_traced(
    reading: Reading,
    reference: Reference,
    judgements: Redirects | None = None,
    merges: Merges | None = None,
) -> Resolved:
    """Resolve, as :func:`resolve_reading` does, and trace people; the traces know of no merges."""
    evidence = gather_evidence(reading)
    resolver = _Resolver(evidence, reference, judgements)
    entities = resolver.resolve()
    events = identify_events(
        reading.events, {old: new.id for old, new in entities.items()}, reading.article.key
    )
    named = {events[event.id] for event in reading.events if event.named}
    traced = trace_people(reading, evidence, entities, resolver.raw, named, reference)
    if merges is not None:
        entities = {own: _merged(entity, merges) for own, entity in entities.items()}
    return Resolved(rewrite_reading(reading, entities, events), traced)


def _merged(entity: Entity, merges: Merges) -> Entity:
    """The person whom rules take this one for; nothing else of an article is told by who its people are."""
    if entity.kind != "Person":
        return entity
    id = merges.merged(entity.id)
    return replace(entity, id=id, wikidata=entity.wikidata or merges.wikidata(id))


class _Resolver:
    """Resolves kind after kind, since a ministry is told by its state and a minister by the ministry."""

    def __init__(self, evidence: Evidence, reference: Reference, judgements: Redirects | None) -> None:
        self._evidence = evidence
        self._reference = reference
        self._judgements = judgements
        self._new: dict[str, Entity] = {}
        self.raw: dict[str, str] = {}  # ids before any judgement about the thing itself

    def resolve(self) -> Mapping[str, Entity]:
        """Old ids to entities with new ones; things of the reference that others belong to come along."""
        steps = {
            "State": self._state,
            "Place": self._place,
            "Organization": self._organization,
            "Post": self._post,
            "Person": self._person,
            "Document": self._document,
        }
        for kind, step in steps.items():
            for id, entity in sorted(self._evidence.entities.items()):
                if entity.kind == kind:
                    self._new[id] = self._judged(id, step(entity))
        for entity in list(self._new.values()):
            self._bring(entity.state)
            self._bring(entity.organization)
        return self._new

    # -- a kind each -----------------------------------------------------
    def _state(self, state: Entity) -> Entity:
        id, known = identify_state(state, self._evidence.article, self._reference)
        return _as_known(replace(state, id=id, state=None), known)

    def _place(self, place: Entity) -> Entity:
        state = self._id(place.state)
        id, known = identify_place(place, state, self._evidence.article, self._reference)
        return _as_known(replace(place, id=id, state=state), known)

    def _organization(self, body: Entity) -> Entity:
        state = self._id(body.state)
        has_posts = body.id in self._evidence.holders
        article = self._evidence.article
        id, known = identify_organization(body, state, has_posts, article, self._reference)
        former = self._formerly(
            known, lambda tables: identify_organization(body, state, has_posts, article, tables)[0]
        )
        parent = self._id(body.organization)
        parent = parent if parent != id else None
        return _as_known(replace(body, id=id, state=state, organization=parent, formerly=former), known)

    def _post(self, post: Entity) -> Entity:
        state = self._id(post.state)
        body = self._entity(post.organization)
        id, holder = identify_post(post, state, body, self._evidence.article, self._reference)
        in_state = holder is not None and holder == state
        known = self._reference.get(id)
        name = self._post_name(post, known, holder)
        names = {*post.names, Name(post.name)} if name != post.name else {*post.names}
        return replace(
            post,
            id=id,
            name=name,
            names=tuple(sorted(names, key=lambda one: (one.text, one.language or ""))),
            state=state,
            organization=None if in_state else holder,
            reference=id if known is not None else None,
            wikidata=known.wikidata if known is not None else None,
        )

    def _post_name(self, post: Entity, known: Known | None, holder: str | None) -> str:
        """One name for a post however articles word it; a title that only its own words tell keeps them."""
        if known is not None:
            return known.name
        role = self._reference.roles.get(post.role) if post.role else None
        named = next((one.name for one in self._new.values() if one.id == holder), None)
        return f"{role.label} of {named}" if role is not None and role.one_holder and named else post.name

    def _person(self, person: Entity) -> Entity:
        held = [
            (holding, self._new[holding.post.entity])
            for holding in self._evidence.holdings.get(person.id, ())
            if holding.post.entity in self._new
        ]
        state = self._id(person.state)
        person = replace(person, state=state)
        around = self._circumstances(person)
        id, known = identify_person(person, held, around, self._reference)
        former = self._formerly(known, lambda tables: identify_person(person, held, around, tables)[0])
        body = self._id(person.organization)
        return _as_known(replace(person, id=id, organization=body, wikidata=None, formerly=former), known)

    def _formerly(self, known: Known | None, identify: Callable[[Reference], str]) -> tuple[str, ...]:
        """The id of a thing of an import where nobody imported it, so that the old id leads to the new."""
        tables = self._reference.bundled
        if known is None or tables.get(known.id) is not None:
            return ()
        return (identify(tables),)

    def _circumstances(self, person: Entity) -> Circumstances:
        """What the article says besides of that person."""
        states = (self._id(state) for state in sorted(self._evidence.states))
        others = (
            entity.name
            for entity in self._evidence.entities.values()
            if entity.kind == "Person" and entity.id != person.id
        )
        return Circumstances(
            article=self._evidence.article,
            published=self._evidence.published,
            states=frozenset(state for state in states if state is not None),
            places=frozenset(
                id
                for new in self._new.values()
                for id in (new.id, new.state)
                if new.kind == "Place" and id is not None
            ),
            surnames=frozenset(fold(name).split()[-1] for name in others if len(fold(name).split()) > 1),
            bodies=frozenset(new.id for new in self._new.values() if new.kind == "Organization"),
        )

    def _document(self, document: Entity) -> Entity:
        bodies = [self._id(one) for one in self._evidence.adopters.get(document.id, ())]
        bodies.append(self._id(document.organization))
        adopter = min((one for one in bodies if one is not None), default=None)
        state = self._id(document.state)
        id = identify_document(document, adopter, state, self._evidence.article)
        return replace(document, id=id, state=state, organization=adopter, reference=None, wikidata=None)

    # -- ids -------------------------------------------------------------
    def _entity(self, old: str | None) -> Entity | None:
        if old is None:
            return None
        self._bring(old)
        return self._new.get(old)

    def _id(self, old: str | None) -> str | None:
        entity = self._entity(old)
        return entity.id if entity is not None else None

    def _bring(self, id: str | None) -> None:
        """Let an id of the reference that the reader used as such stand for itself."""
        if id is not None and id not in self._new and id not in self._evidence.entities:
            known = self._reference.get(id)
            if known is not None:
                self._new[id] = _as_known(Entity(id, known.kind, known.name), known)

    def _judged(self, own: str, entity: Entity) -> Entity:
        self.raw[own] = entity.id
        if self._judgements is None:
            return entity
        id = self._judgements.entity(entity.id, self._evidence.article)
        if id != entity.id:
            known = self._reference.get(id)
            entity = _as_known(replace(entity, id=id, reference=None, wikidata=None), known)
        item = self._judgements.wikidata(id)
        return entity if item is None else replace(entity, wikidata=entity.wikidata or item)


def _as_known(entity: Entity, known: Known | None) -> Entity:
    """The entity with what the reference knows of it; what the article calls it is kept as another name."""
    if known is None:
        return replace(entity, reference=None, wikidata=None)
    names = {*entity.names}
    if entity.name != known.name:
        names.add(Name(entity.name))
    return replace(
        entity,
        id=known.id,
        kind=known.kind,
        name=known.name,
        names=tuple(sorted(names, key=lambda name: (name.text, name.language or ""))),
        acronym=entity.acronym or (known.acronyms[0] if known.acronyms else None),
        # a person's country and a body's parent are facts: only the article's own words can say them here
        state=entity.state if known.kind == "Person" else known.state,
        organization=entity.organization,
        subtype=entity.subtype or known.subtype,
        reference=known.id,
        wikidata=known.wikidata,
        gender=entity.gender or known.gender,
    )
