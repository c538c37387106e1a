"""Small readings written by hand, as the reader would hand them over."""

from __future__ import annotations

from diplograph.model import (
    Article,
    Entity,
    Event,
    Grounds,
    Holding,
    Mention,
    Participant,
    Reading,
    Ref,
    Relation,
    Span,
    Statement,
)

TEXT = "words " * 40


def article(key: str = "00000000000000aa", published: str | None = None) -> Article:
    return Article(key, key, TEXT, "0" * 64, f"{key}.txt", published=published)


def span(start: int = 0) -> Span:
    return Span(start, start + 5, TEXT[start : start + 5])


def ref(entity: str) -> Ref:
    return Ref(entity, span())


GROUNDS = Grounds(span(), "test", 0.9)


def holding(person: str, post: str, status="current") -> Holding:
    return Holding(ref(person), ref(post), GROUNDS, status=status)


def reading(
    *entities: Entity, key: str = "00000000000000aa", published: str | None = None, **parts
) -> Reading:
    mentions = tuple(Mention(span(), "Person", entity.id, "test", 1.0) for entity in entities)
    return Reading(article(key, published), "test-1", mentions=mentions, entities=entities, **parts)


def minister(name: str, key: str, state: str = "Freedonia", **more) -> Reading:
    """An article in which somebody is foreign minister of a state."""
    return reading(
        Entity("person:1", "Person", name),
        Entity("state:1", "State", state),
        Entity("post:1", "Post", "Foreign Minister", state="state:1", role="ForeignMinister"),
        key=key,
        holdings=(holding("person:1", "post:1"),),
        **more,
    )


__all__ = [
    "GROUNDS",
    "Entity",
    "Event",
    "Participant",
    "Reading",
    "Ref",
    "Relation",
    "Statement",
    "article",
    "holding",
    "minister",
    "reading",
    "ref",
    "span",
]
