"""Posts and tenures: who holds, held or will hold which post of which state or body.

Titles are tied to people first (before the name, after it, or by a verb), then
to the state or body they are in: by their own words where they say it, else by
what is around them, weaker ground with a rule of its own. A post whose body
stays unknown is left out and listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, cast

from diplograph.extract.bodies import body_of, new_entity
from diplograph.extract.holders import find_uses
from diplograph.extract.page import Page
from diplograph.extract.post_owners import (
    GENERIC,
    borrow_bodies,
    borrow_in_sentence,
    borrow_part,
    borrow_state,
    share_bodies,
)
from diplograph.extract.post_uses import Use
from diplograph.extract.rules import confidence
from diplograph.extract.titles import Title
from diplograph.model import Entity, Grounds, Holding, Modality, Name, Ref

__all__ = ["find_posts", "find_posts_of_pronouns"]

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
    share_bodies(page, uses)
    borrow_in_sentence(page, uses)
    uses = [one for use in uses for one in _each(use)]
    borrow_bodies(page, uses)
    borrow_part(page, uses)
    borrow_state(page, uses)
    borrow_in_sentence(page, uses)  # "President Zed's envoy", now that it is known where Zed is president
    share_bodies(page, uses)  # "appointed Finance Minister Zed acting prime minister": the body is borrowed
    later += [use for use in uses if _waits(use)]
    uses = [use for use in uses if not _waits(use)]
    for use in uses:
        if use.body is not None and (use.people or _names_post(use.title)):
            use.post = registry.post(use)
    holdings = list(_holdings(page, uses))
    _resolve_bare(page, uses, holdings)
    page.scratch["holdings"] = holdings
    page.scratch["titled"] = _titled(uses)
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
        use.body = use.body or body_of(page, use.title)
        token = use.pronoun
        if token is None:
            continue
        ref = page.ref(token)
        if ref is None or page.entity(ref.entity).kind == "Person":
            use.people.append(ref or Ref("", page.span(token)))
    share_bodies(page, uses)
    borrow_bodies(page, uses)
    for use in uses:
        if use.body is not None and use.people:
            use.post = registry.post(use)
    return list(_holdings(page, uses))


# -- posts and holdings ---------------------------------------------------------
def _names_post(title: Title) -> bool:
    """Whether a title names a post by itself: "the Commissioner for Human Rights of Zubrowka"."""
    return title.row.one_holder and not title.row.plural and not title.indefinite and bool(title.holders)


def _titled(uses: list[Use]) -> dict[tuple[int, int], set[str]]:
    """The people whom the words of a title are said of, by the words."""
    found: dict[tuple[int, int], set[str]] = {}
    for use in uses:
        for token in use.title.core if use.people else ():
            found.setdefault((id(token.doc), token.i), set()).update(one.entity for one in use.people)
    return found


def _waits(use: Use) -> bool:
    """ "Its president, Ana Zed": whose "its" is isn't known yet."""
    its = any(kind == "pronoun" and token.lower_ == "its" for kind, token in use.title.holders)
    return its and use.body is None and bool(use.people)


def _each(use: Use) -> list[Use]:
    """ "Presidents Zed and Roe" of nobody said where: each may be of another state."""
    if use.body is not None or len(use.people) < 2:
        return [use]
    return [replace(use, people=[person]) for person in use.people]


def _is_seat_or_post(page: Page, use: Use) -> bool:
    """A "member" holds a post only in a chamber; elsewhere that is a relation to the body."""
    if use.title.row.title != "member" or use.title.role == "MemberOfDelegation":
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
        if use.title.role not in GENERIC or len(use.title.core) > 1 or not use.people:
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
                status=_status(use.term.status, modality),
                acting=title.acting,
                start=use.term.start,
                end=use.term.end,
                end_reason=use.term.reason,
                predecessor=use.predecessor.entity if use.predecessor is not None else None,
            )
            if use.predecessor is not None and modality == "asserted":
                yield Holding(use.predecessor, post, grounds, status="former", successor=person.entity)


def _status(status: str, modality: Modality) -> Literal["current", "former", "future", "unknown"]:
    """What is planned is future, and what is only supposed isn't held today."""
    if modality == "planned":
        return "future"
    if modality == "hypothetical" and status == "current":
        return "unknown"
    return cast(Literal["current", "former", "future", "unknown"], status)


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
            if head.dep_ in ("compound", "nmod") and use.title.right <= head.head.i:
                continue  # "the mayor election"
            page.antecedents.setdefault((id(head.doc), head.i), next(iter(holders)))


def _bare_post(page: Page, title: Title, current: dict[str, set[str]]) -> str | None:
    """The article's one post of this role, for "the Foreign Minister" without a state."""
    if title.holders or not (title.definite or title.is_capital) or title.role is None:
        return None
    same = [id_ for id_ in current if page.entity(id_).role == title.role]
    return same[0] if len(same) == 1 else None
