"""Lists of persons with their titles, read from commas and "and" where the parser loses the thread.

"Attended by envoys, Minister X and High Commissioner for Y Z" has one agent in
the parse; the commas, the "and" and the titles tell of all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from spacy.tokens import Token

from diplograph.extract.page import Page
from diplograph.extract.participants import Actor
from diplograph.model import Ref

__all__ = ["listed_actors"]

_LINKS: Final = frozenset({"and", "&", ","})
_FILLERS: Final = frozenset({"the", "of", "for", "as", "well"})


def listed_actors(page: Page, found: list[Actor], verb: Token) -> list[Actor]:
    """The actors with the persons listed right before and after them, on their side of the verb.

    :param verb: the trigger, or the verb that carries it
    """
    if not found or (len(found) > 1 and found[0].head.i > verb.i > found[-1].head.i):
        return found
    first, last = found[0].head, found[-1].head
    sent = verb.sent
    if last.i < verb.i:
        right = last.doc[last.i + 1 : verb.i]
        left = reversed(last.doc[sent.start : first.i])
        before = _walk(page, first, left, found, needs_and=True)
    else:
        right, before = last.doc[last.i + 1 : sent.end], []
    after = _walk(page, last, right, [*found, *before], needs_and=last.i < verb.i)
    return [*before, *found, *after]


def _walk(
    page: Page, start: Token, tokens: Iterable[Token], found: list[Actor], *, needs_and: bool
) -> list[Actor]:
    """Persons met on the way out from an actor, as long as only titles, commas and "and" stand between."""
    known = {actor.ref.entity for actor in found}
    own = page.at(start)
    more: list[Actor] = []
    linked = conjoined = False
    for token in tokens:
        mention = page.at(token)
        if mention is not None and mention.type == "Person" and mention.entity is not None:
            if linked and mention.entity not in known:
                known.add(mention.entity)
                more.append(Actor(Ref(mention.entity, mention.span), token))
            elif not linked and mention is not own and page.post_at(start) is None:
                break
            linked, own = False, mention
        elif token.lower_ in _LINKS:
            linked = True
            conjoined = conjoined or token.text != ","
        elif mention is None and page.post_at(token) is None and not _fills(token, start):
            break
    return more if conjoined or not needs_and else []


def _fills(token: Token, start: Token) -> bool:
    within = token.dep_ == "pobj" and token.head.head.i == start.i  # "representatives of states"
    return token.is_space or token.is_punct or token.lower_ in _FILLERS or within
