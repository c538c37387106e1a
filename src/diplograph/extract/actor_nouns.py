"""Common nouns for those who act without a name, from data/lexicon/actors.csv."""

from __future__ import annotations

from spacy.tokens import Token

from diplograph.extract.page import Page
from diplograph.lexicon import cached, rows_of

__all__ = ["is_body", "is_human", "is_official", "kind_of", "load_actor_nouns", "may_be_asked"]


@cached
def load_actor_nouns() -> dict[str, str]:
    """The kind (organ, agent, people, group, body) by noun."""
    rows = rows_of("actors")
    return {row["noun"]: row["kind"] for row in rows}


def kind_of(token: Token) -> str | None:
    """The kind of a noun's lemma, or None where it names nobody who acts."""
    return load_actor_nouns().get(token.lemma_.lower())


def is_official(page: Page, token: Token) -> bool:
    """Whether the word stands for a person by name, post, or as one who acts for a state."""
    ref = page.ref(token)
    if ref is not None:
        return ref.entity in page.entities and page.entities[ref.entity].kind == "Person"
    return page.post_at(token) is not None or (kind_of(token) == "agent" and token.pos_ == "NOUN")


def is_body(token: Token) -> bool:
    """Whether the noun may stand for an institution or team: "campaign", "mission"."""
    return kind_of(token) == "body"


def may_be_asked(token: Token) -> bool:
    """Whether the noun stands for who acts for a state or is an institution, rather than for any people."""
    return kind_of(token) in ("organ", "agent", "body", "group")


def is_human(page: Page, token: Token) -> bool:
    """Whether the word stands for people, rather than for a state or a body."""
    if is_official(page, token):
        return True
    return page.ref(token) is None and kind_of(token) in ("people", "agent") and token.pos_ != "PROPN"
