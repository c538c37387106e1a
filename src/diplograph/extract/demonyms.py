"""Demonyms: the reference's, and those of states that only the article at hand knows."""

from __future__ import annotations

from collections.abc import Mapping

from diplograph.extract.page import Page
from diplograph.reference import load_reference

__all__ = ["add_demonyms", "is_demonym", "own_demonym"]

_KEY = "demonyms"


def add_demonyms(page: Page, demonyms: Mapping[str, tuple[str, ...]]) -> None:
    """Note the adjectives of states that no table has.

    :param demonyms: each word, with the words of its state's name
    """
    states = {entity.name: entity.id for entity in page.entities.values() if entity.kind == "State"}
    named = {word: states.get(" ".join(name)) for word, name in demonyms.items()}
    page.scratch[_KEY] = {word: state for word, state in named.items() if state is not None}


def is_demonym(page: Page, word: str) -> bool:
    """Whether a word is of a state or place: "Iraqi", "Iraqis"."""
    return load_reference().demonym(word) is not None or own_demonym(page, word) is not None


def own_demonym(page: Page, word: str) -> str | None:
    """The page's entity for the state that no table has and that the word is of."""
    own: str | None = page.scratch.get(_KEY, {}).get(word)
    return own
