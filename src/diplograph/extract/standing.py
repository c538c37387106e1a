"""What the rest of an article, and the reference, say of a post that a bare title tells as held today.

"President Zed" alone says little of when: the same article may tell that he
resigned, died or is a former president, and the reference that his term ended
long ago. Predecessors and successors are read here as well, since they need to
know what the one they are told of holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, cast

from spacy.tokens import Token

from diplograph.extract.bodies import new_entity, state_of_demonym
from diplograph.extract.modality import modality_of
from diplograph.extract.page import Page
from diplograph.extract.post_verbs import OFFICE, office_verb, owner_of, subject_of, tells_of_death
from diplograph.extract.rules import confidence
from diplograph.extract.tenures import read_term
from diplograph.extract.titles import Role, Title, load_modifiers
from diplograph.model import Entity, Grounds, Holding, Ref
from diplograph.reference import load_reference

__all__ = ["find_kin", "settle"]

_KIN = {"predecessor": "former", "successor": "unknown"}
_RULE = "posts.kin"
_FOLLOW = ("replace", "succeed")
_OFFICE = Role("post", "", "any", one_holder=True, gender=None, body=None, deputy=None)
_COUNTERPART = "posts.counterpart"


def settle(page: Page, holdings: Iterable[Holding]) -> list[Holding]:
    """Take back "current" where only a title says it and something else tells of the end."""
    given = list(holdings)
    over = {_key(one) for one in given if one.grounds.modality == "asserted" and one.status == "former"}
    again = {
        _key(one) for one in given if one.status == "current" and not _is_bare(one) and not _is_gain(one)
    }
    dead = _dead(page) if any(map(_is_bare, given)) else frozenset()
    return [_settled(page, one, over - again, dead) for one in given]


def _key(one: Holding) -> tuple[str, str]:
    return one.person.entity, one.post.entity


def _is_gain(one: Holding) -> bool:
    """Whether a sentence tells that somebody got the post, and not when."""
    rule = one.grounds.rule.partition("+")[0]
    return (
        one.status == "current" and one.start is None and rule in ("posts.verb-start", "posts.verb-replaces")
    )


def _is_bare(one: Holding) -> bool:
    """Whether only a title beside the name tells that the post is held."""
    return one.status == "current" and one.start is None and not one.grounds.rule.startswith("posts.verb")


def _settled(page: Page, one: Holding, over: set[tuple[str, str]], dead: frozenset[str]) -> Holding:
    if one.grounds.modality != "asserted":
        return one
    if _is_gain(one) and _key(one) in over:
        return replace(one, status="unknown")
    if not _is_bare(one):
        return one
    if _key(one) in over or one.person.entity in dead:
        return replace(one, status="former")
    return replace(one, status="unknown") if _is_known_past(page, one) else one


def _is_known_past(page: Page, one: Holding) -> bool:
    """Whether the reference knows this tenure, and that it was over before the article."""
    published = page.article.published
    person, post = page.entities.get(one.person.entity), page.entity(one.post.entity)
    if person is None or person.reference is None or published is None:
        return False
    owners = {page.entity(id_).reference for id_ in (post.state, post.organization) if id_ is not None}
    ends = []
    for tenure in load_reference().tenures(person.reference):
        known = load_reference().get(tenure.post)
        if known is not None and known.role == post.role and owners & {known.state, known.organization}:
            ends.append(tenure.end)
    return bool(ends) and all(end is not None and end < published[: len(end)] for end in ends)


def _dead(page: Page) -> frozenset[str]:
    """The people of whom an article says that they died."""
    found = set()
    for paragraph in page.paragraphs:
        for token in paragraph.doc:
            who = tells_of_death(token)
            ref = page.ref(who) if who is not None else None
            if ref is not None and modality_of(token) == "asserted":
                found.add(ref.entity)
    return frozenset(found)


# -- predecessors and successors ------------------------------------------------
def find_kin(page: Page, holdings: Iterable[Holding]) -> Iterator[Holding]:
    """ "Foreign Minister Zed's predecessor, Bo Roe": held the post that the other holds in this article."""
    given = [one for one in holdings if one.grounds.modality == "asserted" and one.status != "future"]
    if not given:
        return
    for paragraph in page.paragraphs:
        for token in paragraph.doc:
            lemma = token.lemma_.lower()
            if lemma in _KIN and not _is_doubted(token):
                yield from _kin(page, token, given)
            elif lemma == "counterpart" and token.tag_ in ("NN", "NNP"):
                yield from _counterpart(page, token, given)
            elif lemma in _FOLLOW and token.pos_ == "VERB":
                yield from _replaced(page, token, given)
            elif lemma in OFFICE and token.dep_ == "dobj":
                yield from _of_known(page, token, given)


def _of_known(page: Page, noun: Token, given: list[Holding]) -> Iterator[Holding]:
    """ "Zed had held the post since 2020": the one post that Zed holds or held in this article."""
    verb = office_verb(noun)
    who = _person(page, subject_of(verb.token)) if verb is not None else None
    held = [one for one in given if who is not None and one.person.entity == who.entity]
    if verb is None or who is None or len({one.post.entity for one in held}) != 1:
        return
    at, rule = noun.i, f"posts.verb-{verb.effect}"
    words = Title(noun.doc[at : at + 1], at, at + 1, _OFFICE, None)
    term, here = read_term(page, words, verb), page.sentence(noun)
    if modality_of(verb.token) == "asserted" and (term.start or term.end) and term.status != "future":
        ref = Ref(held[0].post.entity, page.span(noun))
        grounds = Grounds(here, rule, confidence(rule), "asserted")
        status = "former" if any(one.status == "former" for one in held) else term.status
        yield Holding(who, ref, grounds, cast(Any, status), start=term.start, end=term.end)


def _replaced(page: Page, verb: Token, given: list[Holding]) -> Iterator[Holding]:
    """ "Zed replaced Roe": Roe held the one post that Zed has in this article."""
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
    told = verb.dep_ == "ROOT" and verb.tag_ in ("VBD", "VBZ") and modality_of(verb) == "asserted"
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    linked = [child for child in verb.children if child.dep_ == "prep" and not _is_time(child)]
    if passive or not told or len(objects) != 1 or linked:
        return
    new, old = _person(page, subject_of(verb)), _person(page, objects[0])
    held = [one for one in given if new is not None and one.person.entity == new.entity]
    if new is None or old is None or old.entity == new.entity or len({one.post.entity for one in held}) != 1:
        return
    grounds = Grounds(page.sentence(verb), _RULE, confidence(_RULE), "asserted")
    yield Holding(old, held[0].post, grounds, status="former", successor=new.entity)


def _is_time(preposition: Token) -> bool:
    """Whether a preposition only says when: "in March", "after an election"."""
    inner = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    is_date = inner is not None and inner.ent_type_ == "DATE"
    return is_date or preposition.lower_ in ("after", "before", "since")


def _is_doubted(noun: Token) -> bool:
    """ "a possible successor"."""
    return any(
        load_modifiers().get(("before", child.lower_)) in ("claimed", "future") for child in noun.children
    )


def _kin(page: Page, noun: Token, given: list[Holding]) -> Iterator[Holding]:
    here = page.sentence(noun)
    token, other = owner_of(noun), _person(page, _named(page, noun))
    owner = _person(page, token)
    if owner is None and token is not None and token.tag_ == "PRP$":
        left = {o.person.entity: o.person for o in given if o.end is not None and o.grounds.evidence == here}
        owner = (
            next(iter(left.values())) if len(left) == 1 else None
        )  # "dismissed Zed and named her successor"
    if owner is None or other is None or owner.entity == other.entity:
        return
    held = [one for one in given if one.person.entity == owner.entity]
    near = [one for one in held if here.start <= one.post.span.start < here.end] or held
    if len({one.post.entity for one in near}) != 1:
        return
    kind = noun.lemma_.lower()
    yield Holding(
        other,
        near[0].post,
        Grounds(here, _RULE, confidence(_RULE), modality_of(noun)),
        status="former" if kind == "predecessor" else "unknown",
        successor=owner.entity if kind == "predecessor" else None,
        predecessor=owner.entity if kind == "successor" else None,
    )


def _counterpart(page: Page, noun: Token, given: list[Holding]) -> Iterator[Holding]:
    """ "President Zed met her Sudlandic counterpart, Bo Roe": the same post of another state."""
    other, here = _person(page, _named(page, noun)), page.sentence(noun)
    near = [one for one in given if here.start <= one.post.span.start < here.end and one.status == "current"]
    owner = _person(page, owner_of(noun))
    theirs = [one for one in given if owner is not None and one.person.entity == owner.entity]
    held = [one for one in near if one in theirs] or [o for o in theirs if o.status == "current"] or near
    words = [child for child in noun.children if child.dep_ in ("amod", "compound", "nmod", "poss")]
    states = [state for word in words if (state := _state(page, word)) is not None]
    if other is None or len(states) != 1 or len({one.post.entity for one in held}) != 1:
        return
    post = page.entity(held[0].post.entity)
    if post.organization is not None or post.state in (None, states[0]) or other == held[0].person:
        return
    ref = Ref(_post_of(page, post, states[0]), page.span(noun))
    page.add(noun.doc[noun.i : noun.i + 1], "Post", ref.entity, _COUNTERPART, confidence(_COUNTERPART))
    yield Holding(other, ref, Grounds(here, _COUNTERPART, confidence(_COUNTERPART), "asserted"))


def _state(page: Page, word: Token) -> str | None:
    ref = page.ref(word)
    if ref is None:
        return state_of_demonym(page, word.text) if word.text[:1].isupper() else None
    return ref.entity if page.entity(ref.entity).kind == "State" else None


def _post_of(page: Page, like: Entity, state: str) -> str:
    """The page's post of this role in another state, made where no title named it."""
    for entity in page.entities.values():
        same = entity.kind == "Post" and entity.role == like.role and entity.state == state
        if same and entity.organization is None:
            return entity.id
    return new_entity(page, Entity("", "Post", like.name, state=state, role=like.role))


def _named(page: Page, noun: Token) -> Token | None:
    """The word for the one who is called predecessor: beside it, or the subject that it is said of."""
    for child in noun.children:
        if child.dep_ == "appos":
            return child
    if noun.dep_ in ("compound", "nmod", "appos"):
        return noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "as":
        return next((c for c in noun.head.head.children if c.dep_ in ("dobj", "oprd") and c.i < noun.i), None)
    if noun.dep_ == "attr":
        return next((child for child in noun.head.children if child.dep_ == "nsubj"), None)
    return noun.nbor(1) if noun.i + 1 < len(noun.doc) and page.at(noun.nbor(1)) is not None else None


def _person(page: Page, token: Token | None) -> Ref | None:
    ref = page.ref(token) if token is not None else None
    return ref if ref is not None and page.entity(ref.entity).kind == "Person" else None
