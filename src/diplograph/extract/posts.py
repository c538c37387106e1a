"""Posts and tenures: who holds, held or will hold which post of which state or body.

Titles are tied to people first (before the name, after it, or by a verb), then
to the state or body they are in: by their own words where they say it, else by
what is around them, weaker ground with a rule of its own. A post whose body
stays unknown is left out and listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from diplograph.extract.bodies import LOCAL, Body, body_from_reference, body_of, new_entity, state_in_play
from diplograph.extract.holders import Use, find_uses
from diplograph.extract.kinds import federated_states
from diplograph.extract.page import Page
from diplograph.extract.rules import confidence
from diplograph.extract.title_walk import Title
from diplograph.model import Entity, Grounds, Holding, Modality, Name, Ref

__all__ = ["find_posts", "find_posts_of_pronouns"]

_GENERIC = {"Minister", "Secretary", "Leader", "Commissioner"}  # in short for "Foreign Minister"
_OF_STATE = {"President", "VicePresident", "PrimeMinister", "DeputyPrimeMinister", "Chancellor"}
_SEVERAL = 3  # holders of a state's offices, from which an article is taken to speak of that state's alone
_KEY = "posts"


def find_posts(page: Page) -> list[Holding]:
    """Find the posts and tenures of a page; adds Post entities and mentions, and notes what is left out."""
    uses = [use for paragraph in page.paragraphs for use in find_uses(page, paragraph.doc)]
    registry = _Registry(page)
    for use in uses:
        use.body = body_of(page, use.title) or use.body
    uses = [use for use in uses if _is_seat_or_post(page, use)]
    later = [use for use in uses if use.pronoun is not None and not use.people]
    page.scratch[_KEY] = (later, registry)
    uses = [use for use in uses if use.pronoun is None or use.people]
    _share_bodies(page, uses)
    uses = [one for use in uses for one in _each(use)]
    _borrow_bodies(page, uses)
    _borrow_state(page, uses)
    _share_bodies(page, uses)  # "appointed Finance Minister Zed acting prime minister": the body is borrowed
    for use in uses:
        if use.body is not None and (use.people or _names_post(use.title)):
            use.post = registry.post(use)
    holdings = list(_holdings(page, uses))
    _resolve_bare(page, uses, holdings)
    page.scratch["holdings"] = holdings
    return holdings


def find_posts_of_pronouns(page: Page) -> list[Holding]:
    """The tenures said of "he", "she" or "who", once it is known whom the page means by them.

    To be called after :func:`find_posts` and the resolving of references. Where the pronoun stays
    unresolved the holding's person is a Ref without an entity: the words say it, but of nobody known.
    """
    later, registry = page.scratch.get(_KEY, ([], None))
    if not later:
        return []
    uses: list[Use] = later
    for use in uses:
        token = use.pronoun
        if token is None:
            continue
        ref = page.ref(token)
        if ref is None or page.entity(ref.entity).kind == "Person":
            use.people.append(ref or Ref("", page.span(token)))
    _share_bodies(page, uses)
    _borrow_bodies(page, uses)
    for use in uses:
        if use.body is not None and use.people:
            use.post = registry.post(use)
    return list(_holdings(page, uses))


# -- which state or body it is in ---------------------------------------------
def _share_bodies(page: Page, uses: list[Use]) -> None:
    """ "chairman and CEO of Acme": titles said together are in the same body."""
    for first, second in [*pairwise(uses), *((b, a) for a, b in pairwise(uses))]:
        same = (
            first.people and first.people == second.people and first.title.core.doc is second.title.core.doc
        )
        if same and first.body is None and second.body is not None and _can_share(page, first, second.body):
            first.body = Body(second.body.state, second.body.organization, "posts.body-joint")


def _can_share(page: Page, use: Use, body: Body) -> bool:
    """A title of a state's office isn't in a club or town because the title beside it is."""
    if body.organization is None:
        return use.title.row.scope in ("state", "any")
    local = page.entity(body.organization).subtype == "LocalGovernment"
    return use.title.row.scope in ("body", "party", "any") and not local


def _borrow_bodies(page: Page, uses: list[Use]) -> None:
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
    if role not in _GENERIC:
        return None
    return next(
        (body for (who, other), body in stated.items() if who == person and role in (other or "")), None
    )


def _borrow_state(page: Page, uses: list[Use]) -> None:
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
    if not ranked or ranked[0][0] < _SEVERAL:
        return
    count, state = ranked[0]
    if count < 2 * len(set().union(*(people for owner, people in holders.items() if owner != state))):
        return
    for use in uses:
        if use.body is None and use.people and use.people[0].entity and _is_national(use.title):
            use.body = Body(state, None, "posts.body-only-state")


def _owner(page: Page, body: Body | None) -> str | None:
    """The state of a post; empty for a part of a state, None for other bodies and states of a federation."""
    if body is None:
        return None
    organization = page.entities.get(body.organization or "")
    if organization is not None and organization.subtype == "LocalGovernment":
        return None if organization.name in federated_states() else ""
    return body.state


def _is_national(title: Title) -> bool:
    """Whether an office is a state's own wherever it is held: no mayor's, no governor's."""
    if title.indefinite or not title.is_capital or title.row.scope != "state":
        return False
    if title.role in ("Senator", "Representative"):
        return len(title.core) == 1
    return title.role not in LOCAL and title.role not in _GENERIC


def _is_of_state(title: Title, local: bool) -> bool:
    """Whether an office without a body can be of the one state that an article speaks of.

    :param local: whether the article also speaks of offices of a part of a state
    """
    if title.indefinite or not (title.is_capital or title.definite):
        return False
    if local:
        return title.role in _OF_STATE
    return title.row.scope == "state" or title.role in _OF_STATE


# -- posts and holdings ---------------------------------------------------------
def _names_post(title: Title) -> bool:
    """Whether a title names a post by itself: "the Commissioner for Human Rights of Zubrowka"."""
    return title.row.one_holder and not title.row.plural and not title.indefinite and bool(title.holders)


def _each(use: Use) -> list[Use]:
    """ "Presidents Zed and Roe" of nobody said where: each may be of another state."""
    if use.body is not None or len(use.people) < 2:
        return [use]
    return [replace(use, people=[person]) for person in use.people]


def _is_seat_or_post(page: Page, use: Use) -> bool:
    """A "member" holds a post only in a chamber; elsewhere that is a relation to the body."""
    if use.title.row.title != "member":
        return True
    body = page.entities.get(use.body.organization or "") if use.body is not None else None
    if body is None or body.subtype != "Legislature":
        return False
    use.title = replace(use.title, role="MemberOfParliament")
    return True


class _Registry:
    """The page's posts: one entity for the same role of the same body, however it is worded."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._posts: dict[tuple[str | None, ...], str] = {}
        self._held: dict[str, list[tuple[str, str]]] = {}

    def post(self, use: Use) -> str:
        """The post's entity, with this wording among its names, and a mention over the title."""
        title, body = use.title, use.body
        if body is None:
            raise ValueError("a post needs a body")
        name = title.row.title.title() if title.row.plural else " ".join(title.core.text.split())
        distinct = title.role if title.row.one_holder and title.role is not None else name.casefold()
        target = self._page.ref(title.target) if title.target is not None else None
        key = (distinct, body.state, body.organization, target.entity if target is not None else None)
        shorter = self._fuller(use)
        if shorter is not None:
            self._mark(title, shorter)
            return shorter
        if key not in self._posts:
            if target is not None:
                name = f"{name} to {self._page.entity(target.entity).name}"
            self._posts[key] = new_entity(
                self._page,
                Entity("", "Post", name, state=body.state, organization=body.organization, role=title.role),
            )
        id_ = self._posts[key]
        entity = self._page.entity(id_)
        if name != entity.name and all(name != other.text for other in entity.names):
            names = sorted((*entity.names, Name(name, "en")), key=lambda n: n.text)
            self._page.update(id_, names=tuple(names))
        self._mark(title, id_)
        for person in use.people:
            self._held.setdefault(person.entity, []).append((title.role or "", id_))
        return id_

    def _fuller(self, use: Use) -> str | None:
        """The post that "Minister Zed" stands for, where she was given one in full before."""
        if use.title.role not in _GENERIC or len(use.title.core) > 1 or not use.people:
            return None
        held = self._held.get(use.people[0].entity, [])
        return next((post for role, post in held if use.title.role in role), None)

    def _mark(self, title: Title, id_: str) -> None:
        self._page.add(title.core, "Post", id_, "posts.title", confidence("posts.title"))


def _holdings(page: Page, uses: list[Use]) -> Iterator[Holding]:
    given: set[tuple[object, ...]] = set()
    for use in uses:
        title = use.title
        if not use.people:
            continue
        if use.post is None or use.body is None:
            page.drop("post without a holder body", title.core)
            continue
        modality: Modality = (
            "planned" if use.term.status == "future" and use.modality == "asserted" else use.modality
        )
        sure = confidence(use.rule) * confidence(use.body.rule)
        for person in use.people:
            evidence = page.sentence(title.core)
            # every sentence that says it is evidence of its own
            key = (
                person.entity,
                use.post,
                use.term,
                modality,
                title.acting,
                use.predecessor is None,
                evidence,
            )
            if key in given:
                continue
            given.add(key)
            grounds = Grounds(evidence, use.rule, round(sure, 4), modality)
            post = Ref(use.post, page.span(title.core))
            yield Holding(
                person,
                post,
                grounds,
                status="future" if modality == "planned" else use.term.status,  # type: ignore[arg-type]
                acting=title.acting,
                start=use.term.start,
                end=use.term.end,
                end_reason=use.term.reason,
                predecessor=use.predecessor.entity if use.predecessor is not None else None,
            )
            if use.predecessor is not None and modality == "asserted":
                yield Holding(use.predecessor, post, grounds, status="former", successor=person.entity)


# -- titles that stand for the person -------------------------------------------
def _resolve_bare(page: Page, uses: list[Use], holdings: list[Holding]) -> None:
    """Let "the Kazakh Foreign Minister" stand for the one who holds that post in this article."""
    current: dict[str, set[str]] = {}
    for holding in holdings:
        if holding.status == "current" and holding.grounds.modality == "asserted":
            current.setdefault(holding.post.entity, set()).add(holding.person.entity)
    for use in uses:
        if use.people or use.title.row.plural or use.title.indefinite or use.title.status != "current":
            continue
        if use.post is None:
            use.post = _bare_post(page, use.title, current)
            if use.post is not None:
                page.add(use.title.core, "Post", use.post, "posts.title-bare", confidence("posts.title-bare"))
        holders = current.get(use.post or "", set())
        if len(holders) == 1:
            head = use.title.head
            page.antecedents.setdefault((id(head.doc), head.i), next(iter(holders)))


def _bare_post(page: Page, title: Title, current: dict[str, set[str]]) -> str | None:
    """The article's one post of this role, for "the Foreign Minister" without a state."""
    if title.holders or not (title.definite or title.is_capital) or title.role is None:
        return None
    same = [id_ for id_ in current if page.entity(id_).role == title.role]
    return same[0] if len(same) == 1 else None
