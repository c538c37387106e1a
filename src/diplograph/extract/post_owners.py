"""Which state or body a post is in where its own words don't say: by the titles beside it, or the article."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from diplograph.extract.bodies import (
    LOCAL,
    Body,
    body_from_reference,
    is_part,
    local_body,
    state_in_play,
)
from diplograph.extract.kinds import federated_states
from diplograph.extract.page import Page
from diplograph.extract.post_uses import Use
from diplograph.extract.titles import Title

__all__ = ["GENERIC", "borrow_bodies", "borrow_in_sentence", "borrow_part", "borrow_state", "share_bodies"]

GENERIC = {"Minister", "Secretary", "Leader", "Commissioner"}  # in short for "Foreign Minister"
_OF_STATE = {"President", "VicePresident", "PrimeMinister", "DeputyPrimeMinister", "Chancellor"}
_SEVERAL = 3  # holders of a state's offices, from which an article is taken to speak of that state's alone
_OF_PARTS = {"Governor", "DeputyGovernor"}
_JOINTS = {"and", "&", ",", "/", "-", "–"}
_APART = 2  # words between titles said together
_TO = ("of", "to", "for")


def share_bodies(page: Page, uses: list[Use]) -> None:
    """ "chairman and CEO of Acme": titles said together are in the same body."""
    for first, second in [*pairwise(uses), *((b, a) for a, b in pairwise(uses))]:
        same = (
            first.people and first.people == second.people and first.title.core.doc is second.title.core.doc
        )
        if not _stand_together(first, second) and first.title.role in _OF_STATE and second.body is not None:
            same = same and second.body.organization is None  # "President Zed, chair of the Council"
        if same and first.body is None and second.body is not None and _can_share(page, first, second.body):
            first.body = Body(second.body.state, second.body.organization, "posts.body-joint")


def _stand_together(first: Use, second: Use) -> bool:
    """Whether one title follows the other at once: "president and chief executive"."""
    one, other = sorted((first.title, second.title), key=lambda title: title.left)
    between = one.core.doc[one.right : other.left]
    return other.left - one.right <= _APART and all(t.lower_ in _JOINTS for t in between)


def _can_share(page: Page, use: Use, body: Body) -> bool:
    """A title of a state's office isn't in a club or town because the title beside it is."""
    if use.title.indefinite and use.title.role in GENERIC:
        return False  # "Congressman Zed, a civil rights leader"
    if body.organization is None:
        return use.title.row.scope in ("state", "any")
    local = page.entity(body.organization).subtype == "LocalGovernment"
    return use.title.row.scope in ("body", "party", "any") and not local


def borrow_bodies(page: Page, uses: list[Use]) -> None:
    """Bodies from elsewhere in the document, the reference, or the one state in play."""
    stated: dict[tuple[str, str | None], Body] = {}
    for use in uses:
        if use.body is not None:
            for person in use.people:
                stated.setdefault((person.entity, use.title.role), use.body)
    alone = state_in_play(page)
    local = any(
        use.body is not None
        and use.body.organization is not None
        and page.entity(use.body.organization).subtype == "LocalGovernment"
        for use in uses
    )
    for use in uses:
        if use.body is not None or not use.people or use.title.role is None:
            continue
        who = use.people[0].entity
        if not who:
            continue
        known = stated.get((who, use.title.role)) or _same_family(stated, who, use.title.role)
        if known is not None:
            use.body = Body(known.state, known.organization, "posts.body-document")
            continue
        use.body = body_from_reference(page, page.entity(who), use.title.role)
        if use.body is None and alone is not None and _is_of_state(use.title, local):
            use.body = Body(alone, None, "posts.body-only-state")


def _same_family(stated: dict[tuple[str, str | None], Body], person: str, role: str) -> Body | None:
    """ "Minister Zed" after "Foreign Minister Ana Zed": a shorter form of the title she was given before."""
    if role not in GENERIC:
        return None
    return next(
        (body for (who, other), body in stated.items() if who == person and role in (other or "")), None
    )


def borrow_in_sentence(page: Page, uses: list[Use]) -> None:
    """Bodies that another title of the sentence tells.

    "Adviser to President Zed of Norland" is in Norland; and where Norland's president appoints a minister or
    dismisses "his minister", that is Norland's, as long as the sentence places its titles in one state alone.
    """
    for first, second in pairwise(uses):
        if first.body is None and second.body is not None and _is_next(first.title, second.title):
            first.body = replace(second.body, rule="posts.body-clause")
    owners: dict[tuple[int, int], set[tuple[str | None, str | None]]] = {}
    for use in uses:
        if use.body is not None and use.people:
            owners.setdefault(_sentence(use), set()).add((use.body.state, use.body.organization))
    for use in uses:
        theirs = any(_is_persons(page, kind, token) for kind, token in use.title.holders)
        if use.body is not None or not (theirs or use.is_given):
            continue
        boss = _boss(page, use)
        found = owners.get(_sentence(use), set()) if boss is None else _bodies_of(uses, boss)
        if len(found) != 1:
            continue
        body = Body(*next(iter(found)), "posts.body-pronoun" if theirs else "posts.body-clause")
        scopes = ("state", "any") if body.organization is None else ("body", "any") if theirs else ()
        if use.title.row.scope in scopes:
            use.body = body


def _is_persons(page: Page, kind: str, token: Token) -> bool:
    """Whether a title is told by whom its holder serves: "his minister", "President Zed's spokesman"."""
    ref = page.ref(token) if kind == "possessive" else None
    if kind == "pronoun":
        return token.lower_ in ("his", "her")  # not "its", a body's, nor "our", the speaker's
    return ref is not None and page.entity(ref.entity).kind == "Person"


def _boss(page: Page, use: Use) -> str | None:
    """The person named as the one whom somebody serves: "President Zed's spokesman"."""
    refs = [page.ref(token) for kind, token in use.title.holders if kind == "possessive"]
    return next((ref.entity for ref in refs if ref and page.entity(ref.entity).kind == "Person"), None)


def _bodies_of(uses: list[Use], person: str) -> set[tuple[str | None, str | None]]:
    return {
        (use.body.state, use.body.organization)
        for use in uses
        if use.body is not None and any(one.entity == person for one in use.people)
    }


def _sentence(use: Use) -> tuple[int, int]:
    return id(use.title.core.doc), use.title.core[0].sent.start


def _is_next(first: Title, second: Title) -> bool:
    """Whether a title hangs from the one before: "adviser to the president"."""
    doc = first.core.doc
    linked = second.left == first.right + 1 and second.core.doc is doc and doc[first.right].lower_ in _TO
    return linked and first.row.scope in ("any", "state")


def borrow_state(page: Page, uses: list[Use]) -> None:
    """Put a state's own offices that nothing else places in the state whose offices the article speaks of.

    It has to name several holders of that state's offices, and far fewer of others' and of parts of states;
    the states of a federation don't count, since their officials are named beside the federation's.
    """
    holders: dict[str, set[str]] = {}
    for use in uses:
        owner = _owner(page, use.body)
        if owner is not None:
            holders.setdefault(owner, set()).update(person.entity for person in use.people)
    ranked = sorted(((len(people), owner) for owner, people in holders.items() if owner), reverse=True)
    if not ranked or ranked[0][0] < (_SEVERAL if len(ranked) > 1 else 2):
        return
    count, state = ranked[0]
    if count < 2 * len(set().union(*(people for owner, people in holders.items() if owner != state))):
        return
    for use in uses:
        if use.body is None and use.people and use.people[0].entity and _is_national(use.title):
            use.body = Body(state, None, "posts.body-only-state")


def borrow_part(page: Page, uses: list[Use]) -> None:
    """Put "Governor Zed" in the one part of a state that the sentence names, else the article."""
    waiting = [use for use in uses if use.body is None and use.people and use.title.role in _OF_PARTS]
    if not waiting:
        return
    places: dict[str, list[int]] = {}
    for mention in page.mentions:
        entity = page.entities.get(mention.entity or "")
        if entity is not None and entity.kind == "Place" and is_part(entity):
            places.setdefault(entity.id, []).append(mention.span.start)
    for use in waiting:
        if use.title.indefinite:
            continue
        sentence = page.sentence(use.title.core)
        near = [id_ for id_, at in places.items() if any(sentence.start <= i < sentence.end for i in at)]
        found = near or list(places)
        if len(found) == 1:
            place = page.entity(found[0])
            use.body = Body(place.state, local_body(page, place), "posts.body-only-state")


def _owner(page: Page, body: Body | None) -> str | None:
    """The state of a post; empty for a part of a state, None for other bodies and states of a federation."""
    if body is None:
        return None
    organization = page.entities.get(body.organization or "")
    if organization is not None and organization.subtype == "LocalGovernment":
        return None if organization.name in federated_states() else ""
    return body.state


def _names_body(title: Title) -> bool:
    """Whether letters before a title stand for a body that nothing tells more of: "ABHM president"."""
    known = title.row.title.split()
    return any(t.text.isupper() and len(t.text) > 1 and t.lower_ not in known for t in title.core)


def _is_national(title: Title) -> bool:
    """Whether an office is a state's own wherever it is held: no mayor's, no governor's."""
    if title.indefinite or not title.is_capital or title.row.scope != "state" or _names_body(title):
        return False
    if title.role in ("Senator", "Representative"):
        return len(title.core) == 1
    return title.role not in LOCAL and title.role not in GENERIC


def _is_of_state(title: Title, local: bool) -> bool:
    """Whether an office without a body can be of the one state that an article speaks of.

    :param local: whether the article also speaks of offices of a part of a state
    """
    if title.indefinite or not (title.is_capital or title.definite) or _names_body(title):
        return False
    if local:
        return title.role in _OF_STATE
    return title.row.scope == "state" or title.role in _OF_STATE
