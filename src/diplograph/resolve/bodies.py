"""Which organization, place, document or post it is."""

from __future__ import annotations

from functools import cache

from diplograph.lexicon import Column, load_table
from diplograph.model import Entity
from diplograph.reference import Known, Reference, fold, slug
from diplograph.reference.posts import post_id
from diplograph.resolve.ids import short_hash
from diplograph.resources import resource_path

__all__ = ["identify_document", "identify_organization", "identify_place", "identify_post", "identify_state"]


@cache
def _word_kinds() -> dict[str, str]:
    path = resource_path("data", "reference", "organization-words.csv")
    columns = {
        "word": Column(required=True, unique=True),
        "kind": Column(required=True, choices=("generic", "local", "stop")),
    }
    return {row["word"]: row["kind"] for row in load_table(path, columns)}


def _forms(entity: Entity) -> tuple[str, ...]:
    return (entity.name, *(name.text for name in entity.names))


def _content(name: str) -> list[str]:
    return [word for word in fold(name).split() if _word_kinds().get(word) != "stop"]


def _is_generic(name: str) -> bool:
    """Whether a name says what a body is but not which: "Supreme Court", "Ministry of Defence"."""
    return all(_word_kinds().get(word) in ("generic", "local") or word.isdigit() for word in _content(name))


def _is_local(name: str) -> bool:
    return any(_word_kinds().get(word) == "local" for word in _content(name))


def _candidates(entity: Entity, reference: Reference, kind: str) -> list[tuple[Known, str]]:
    """Things of the reference that bear one of the entity's names, with that name."""
    found: dict[str, tuple[Known, str]] = {}
    forms = (*_forms(entity), *((entity.acronym,) if entity.acronym else ()))
    for form in forms:
        for known in reference.find(form):
            if known.kind == kind:
                found.setdefault(known.id, (known, form))
    if entity.reference and entity.reference not in found:
        hinted = reference.get(entity.reference)
        if hinted is not None and hinted.kind == kind:
            found[hinted.id] = (hinted, entity.name)
    return [found[id] for id in sorted(found)]


def _only(candidates: list[Known], entity: Entity) -> Known | None:
    """The one candidate, or the one that the reader already settled on among several."""
    if len(candidates) == 1:
        return candidates[0]
    return next((one for one in candidates if one.id == entity.reference), None)


def identify_state(state: Entity, article: str, reference: Reference) -> tuple[str, Known | None]:
    """The id of a state; one of several by that name that nothing tells apart stays of this article."""
    candidates = [known for known, _ in _candidates(state, reference, "State")]
    known = _only(candidates, state)
    if known is not None:
        return known.id, known
    name = slug(state.name) or "unnamed"
    if candidates:
        return f"state/{name}-{short_hash(fold(state.name), article)}", None
    territory = _only([known for known, _ in _candidates(state, reference, "Place")], state)
    if territory is not None:
        return territory.id, territory
    return f"state/{name}", None


def identify_place(
    place: Entity, state: str | None, article: str, reference: Reference
) -> tuple[str, Known | None]:
    """The id of a place; a name that is a state's alone is that state.

    One of several places or states of that name, which the reader could not
    tell apart, stays of this article.

    :param state: resolved id of the state it lies in, where known
    """
    known = [one for one, _ in _candidates(place, reference, "Place") if state in (None, one.state)]
    states = [one for one, _ in _candidates(place, reference, "State")] if state is None else []
    chosen = _only([*known, *states], place)
    if chosen is None and not known:
        chosen = _only([one for one, _ in _candidates(place, reference, "Organization")], place)
    if chosen is not None:
        return chosen.id, chosen
    name = slug(place.name) or "unnamed"
    if len(known) + len(states) > 1:
        return f"place/{name}-{short_hash(fold(place.name), article)}", None
    within = f"{state.partition('/')[2]}-" if state else ""
    return f"place/{within}{name}", None


def identify_organization(
    body: Entity, state: str | None, has_posts: bool, article: str, reference: Reference
) -> tuple[str, Known | None]:
    """The id of a body: the reference's, its state's, its own name's, or only this article's.

    :param state: resolved id of the state it belongs to, where known
    :param has_posts: whether the article speaks of a post in it: "Alabama" is a government then
    """
    owner = reference.get(state) if state else None
    core = _without_state(body.name, owner) if state else body.name
    candidates = _candidates(body, reference, "Organization")
    if state:
        listed = {known.id for known, _ in candidates}
        candidates += [
            (known, core) for known in reference.find(core, "Organization") if known.id not in listed
        ]
    known = _only([known for known, form in candidates if _fits_state(known, form, state, body)], body)
    if known is not None:
        return known.id, known
    if has_posts:
        places = reference.find(body.name, "Place")
        if len(places) == 1:
            return f"organization/{places[0].id.partition('/')[2]}-government", None
    return _own_id(body, core, state, article), None


def _own_id(body: Entity, core: str, state: str | None, article: str) -> str:
    """The id of a body that the reference does not know; ``core`` is its name without its state's."""
    name = slug(body.name) or "unnamed"
    generic = _is_generic(core)
    if state and not (generic and _is_local(core)):
        return f"organization/{state.partition('/')[2]}-{slug(core) or name}"
    if not generic and (len(_content(body.name)) > 1 or (body.name.isupper() and len(body.name) > 2)):
        return f"organization/{name}"
    return f"organization/{name}-{short_hash(fold(body.name), article)}"


def _fits_state(known: Known, form: str, state: str | None, body: Entity) -> bool:
    """Whether a body may be this one; a generic name is a national body's where the reader said whose."""
    if known.state is None:
        return True
    if state is not None:
        return state == known.state
    return body.reference == known.id or not _is_generic(form)


def _without_state(name: str, owner: Known | None) -> str:
    """The name without the state's own: "Constitutional Court of the Republic of Kazakhstan" has one core."""
    if owner is None:
        return name
    words = fold(name)
    names = (owner.name, *owner.acronyms, *owner.demonyms, *(one.text for one in owner.names))
    own = {fold(form) for form in names}
    for form in sorted(own, key=lambda one: (-len(one), one)):
        for cut in (f" of the {form}", f" of {form}", f" for {form}", f"{form}s ", f"{form} "):
            if cut.startswith(" ") and words.endswith(cut):
                words = words.removesuffix(cut)
            elif not cut.startswith(" ") and words.startswith(cut):
                words = words.removeprefix(cut)
    return words.removesuffix(" of").removesuffix(" of the")


def identify_post(
    post: Entity, state: str | None, body: Entity | None, article: str, reference: Reference
) -> tuple[str, str | None]:
    """The id of a post and the holder it is in: role and holder, or title and holder.

    :param state: resolved id of its state
    :param body: its organization as resolved
    :returns: id, and the id of the state or organization the post is in; None where neither is known
    """
    role = reference.roles.get(post.role) if post.role else None
    of_state = (
        role is not None and role.of_state and (body is None or body.subtype not in ("Party", "Company"))
    )
    holder = state if state and (of_state or body is None) else body.id if body else state
    listed = [
        known
        for form in _forms(post)
        for known in reference.find(form, "Post")
        if _is_in(known, holder, reference)
    ]
    if listed and len({known.id for known in listed}) == 1:
        return listed[0].id, listed[0].organization or listed[0].state
    if holder is None:
        return f"post/{slug(post.name) or 'unnamed'}-{short_hash(fold(post.name), article)}", None
    if role is not None and role.one_holder and post.role:
        return post_id(holder, reference.roles.kept_as(post.role, reference.get(holder))), holder
    owner = reference.get(holder)
    title = _title_in_order(_without_state(post.name, owner))
    return f"post/{holder.partition('/')[2]}-{slug(title) or slug(post.name) or 'unnamed'}", holder


def _is_in(known: Known, holder: str | None, reference: Reference) -> bool:
    """Whether a listed post is in this body or state, or in a body below it."""
    at = known.organization or known.state
    while at is not None and at != holder:
        body = reference.get(at)
        at = (body.organization or body.state) if body is not None else None
    return at is not None


_OF = ("minister", "secretary", "ambassador", "commissioner", "governor", "envoy", "adviser")


def _title_in_order(title: str) -> str:
    """ "Energy Minister" as "minister of energy", so that both wordings are one post."""
    words = fold(title).split()
    if len(words) > 1 and words[-1] in _OF and "of" not in words and words[0] not in ("deputy", "vice"):
        return f"{words[-1]} of {' '.join(words[:-1])}"
    return " ".join("of" if word == "for" else word for word in words if word != "the")


def identify_document(document: Entity, adopter: str | None, state: str | None, article: str) -> str:
    """The id of a document: its number and the body that adopted it, or its own name.

    :param adopter: resolved id of the body
    :param state: resolved id of the state whose law it is
    """
    holder = adopter or state
    prefix = f"{holder.partition('/')[2]}-" if holder else ""
    if document.identifier and holder:
        return f"document/{prefix}{slug(document.identifier)}"
    name = document.name
    if document.identifier or (len(_content(name)) > 1 and not _is_generic(name)) or holder:
        return f"document/{prefix}{slug(name) or 'unnamed'}"
    return f"document/{slug(name) or 'unnamed'}-{short_hash(fold(name), article)}"
