"""What an article says about its own entities, gathered for whoever decides what they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from diplograph.model import Entity, Holding, Reading

__all__ = ["Evidence", "gather_evidence"]


@dataclass(frozen=True)
class Evidence:
    """The facts of one reading that tell entities apart, by the article's own ids.

    :param entities: by id
    :param holdings: of each person, in the order of the text
    :param adopters: document to the bodies said to have adopted it, by id
    :param states: those that the article names
    :param holders: bodies that a post of the article is in
    """

    article: str
    published: str | None
    entities: dict[str, Entity]
    holdings: dict[str, tuple[Holding, ...]]
    adopters: dict[str, tuple[str, ...]]
    states: frozenset[str]
    holders: frozenset[str]

    def kind(self, id: str) -> str | None:
        """The kind of one of the article's own things."""
        entity = self.entities.get(id)
        return entity.kind if entity is not None else None


def gather_evidence(reading: Reading) -> Evidence:
    """Gather it; what is negated or supposed is no evidence of who somebody is."""
    entities = {entity.id: entity for entity in reading.entities}
    holdings: dict[str, list[Holding]] = defaultdict(list)
    for holding in reading.holdings:
        if holding.grounds.modality in ("asserted", "planned"):
            holdings[holding.person.entity].append(holding)
    adopters: dict[str, set[str]] = defaultdict(set)
    for relation in reading.relations:
        if relation.predicate == "adoptedBy" and relation.object and relation.grounds.modality == "asserted":
            adopters[relation.subject.entity].add(relation.object.entity)
    states = {id for id, entity in entities.items() if entity.kind == "State"}
    return Evidence(
        article=reading.article.key,
        published=reading.article.published,
        entities=entities,
        holdings={person: tuple(held) for person, held in holdings.items()},
        adopters={document: tuple(sorted(bodies)) for document, bodies in adopters.items()},
        states=frozenset(states),
        holders=frozenset(
            one.organization for one in entities.values() if one.kind == "Post" and one.organization
        ),
    )
