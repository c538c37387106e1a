"""A title of office as an article uses it: whom it is said of, and how."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from diplograph.extract.bodies import Body
from diplograph.extract.tenures import Term
from diplograph.extract.titles import Title
from diplograph.model import Modality, Ref

__all__ = ["Use"]


@dataclass
class Use:
    """A title with whom it is said of, and how."""

    title: Title
    people: list[Ref] = field(default_factory=list)
    rule: str = ""
    term: Term = field(default_factory=lambda: Term("current"))
    modality: Modality = "asserted"
    predecessor: Ref | None = None
    body: Body | None = None
    post: str | None = None
    pronoun: Token | None = None
    is_given: bool = False
    """Whether the sentence says who appoints or dismisses: the office is likely in the same state."""
    in_chain: bool = False
    """Whether the name before its comma has a title of its own already."""
    places: dict[int, Token] = field(default_factory=dict)
    """Of a plural title, the state named with each person, by the person's place in the list."""
