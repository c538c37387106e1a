"""What single words stand for, beyond their own names: demonyms as states, capitals as governments."""

from __future__ import annotations

from spacy.tokens import Token

from diplograph.extract.bodies import entity_for
from diplograph.extract.demonyms import own_demonym
from diplograph.extract.kinds import reference
from diplograph.extract.page import Page
from diplograph.model import Ref

__all__ = ["is_person", "metonym_at", "ref_at"]


def ref_at(page: Page, token: Token) -> Ref | None:
    """What a word stands for, demonyms included: the state in "Norlandic"."""
    ref = page.ref(token)
    if ref is not None or not token.text[:1].isupper() or page.at(token) is not None:
        return ref
    known = reference()
    if known is None:
        return None
    start, words = token, token.text
    if token.i > 0 and token.nbor(-1).text[:1].isupper():
        longer = f"{token.nbor(-1).text} {token.text}"
        if known.demonym(longer) is not None:
            start, words = token.nbor(-1), longer
    state = known.demonym(words)
    id = entity_for(page, state) if state is not None else own_demonym(page, words)
    if id is None:
        return None
    return Ref(id, page.span(token.doc[start.i : token.i + 1]))


def metonym_at(page: Page, token: Token, place: Ref) -> Ref | None:
    """The state that a capital stands for where it acts: "Berlin rejected the plan"."""
    known = reference()
    acts = token.dep_ == "nsubj" or (token.dep_ == "pobj" and token.head.lower_ in ("by", "with", "between"))
    if known is None or not acts or token.head.lemma_ == "be":
        return None
    state = known.metonym(place.span.exact)
    return Ref(entity_for(page, state), place.span) if state is not None else None


def is_person(page: Page, token: Token) -> bool:
    """Whether the word is part of a person's name."""
    mention = page.at(token)
    return mention is not None and mention.type == "Person"
