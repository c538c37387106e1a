"""Facts on people read from how words stand beside each other: nationality, employer, party."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token

from diplograph.extract.bodies import new_entity, state_of_demonym
from diplograph.extract.demonyms import is_demonym
from diplograph.extract.kinds import find_head
from diplograph.extract.page import Page
from diplograph.extract.sides import Side, goes_on, grounds_of, iter_alike, iter_names, pair, side_of
from diplograph.extract.slots import said_of
from diplograph.extract.titles import is_title, load_roles
from diplograph.lexicon import cached, rows_of
from diplograph.model import Entity, Ref, Relation

__all__ = ["belonging", "employer", "nationality", "party"]


_NO_STATE = {"north", "south", "latin", "central", "african", "native", "asian", "-"}  # "African American"
_PARTISANS = {
    "politician",
    "member",
    "nominee",
    "candidate",
    "incumbent",
    "activist",
    "lawmaker",
    "legislator",
}
_SIDES = ("pro-", "anti-")
# Nouns in "-er" and the like that are no person, or one who only deals with the body before it.
_NO_MEMBER = {"newspaper", "character", "tour", "user", "follower", "supporter", "customer", "consumer"}
_NO_MEMBER |= {"insider", "outsider", "defector", "survivor", "hater", "hacker", "rival", "index", "number"}
_ABSTRACT = re.compile(r"(?:[ts]ion|ism|ity|ness|ship|[ea]nce|ment)s?$")


# -- nationality --------------------------------------------------------------
def nationality(page: Page, doc: Doc) -> Iterator[Relation]:
    """ "Zed is an American economist", "Zed, a Spanish politician", "Spanish politician Ana Zed"."""
    for token in doc:
        if token.pos_ not in ("ADJ", "PROPN", "NOUN") or not token.text[:1].isupper():
            continue
        if not is_demonym(page, token.text) or _is_in_name(page, token):
            continue
        noun = _noun_after(page, token)
        if noun is None:
            continue
        for person in _people(page, token, noun):
            state = state_of_demonym(page, token.text)
            if state is None:
                continue
            ref = Ref(state, page.span(token))
            grounds = grounds_of(page, noun, "facts.nationality-demonym")
            for alike in iter_alike(page, token, person):
                yield Relation("nationality", alike, ref, grounds)


def _is_in_name(page: Page, token: Token) -> bool:
    """ "British Columbia", "North American": no demonym by itself."""
    mention = page.at(token)
    if mention is not None and len(mention.span.exact) > len(token.text):
        return True
    return token.i > 0 and token.nbor(-1).lower_ in _NO_STATE


def _noun_after(page: Page, token: Token) -> Token | None:
    """The noun that a demonym qualifies, where that is what a person is, not an office of the state."""
    noun = token.head if token.dep_ in ("amod", "compound", "nmod") and token.head.i > token.i else None
    if token.dep_ in ("attr", "acomp"):
        return token
    if noun is None or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    between = _between(token, noun)
    if any(t.dep_ == "cc" for t in between) and len(between) > 6:
        return None
    return noun


def _between(first: Token, last: Token) -> list[Token]:
    """The tokens between two."""
    return list(first.doc[first.i + 1 : last.i])


def _people(page: Page, demonym: Token, noun: Token) -> Iterator[Side]:
    mention = page.at(noun)
    if mention is not None and mention.type == "Person":
        if _is_office(demonym, noun) or _is_body(demonym, noun):
            return
        side = side_of(page, noun, "P")
        if side is not None:
            yield side
        return
    if mention is not None and page.at(demonym) is not mention:
        return
    if noun.lower_ in _titles() or (_ABSTRACT.search(noun.lower_) and noun is not demonym):
        return
    for token in said_of(page, noun):
        if noun.dep_ == "appos" and any(t.pos_ in ("VERB", "AUX") for t in _between(token, noun)):
            continue  # "Zed is in Norland for talks on trade, the Sudlandic conflict and ..."
        side = side_of(page, token, "P")
        if side is not None:
            yield side


def _titles() -> frozenset[str]:
    return frozenset(load_roles())


def _is_body(demonym: Token, name: Token) -> bool:
    """Whether the noun before a name says that it is no person's: "the Norlandic company Zed"."""
    head = find_head([t.text.capitalize() for t in _between(demonym, name) if t.pos_ == "NOUN"])
    return head is not None and head.kind == "Organization"


def _is_office(demonym: Token, name: Token) -> bool:
    """ "French President Zed" names an office of France, which says nothing of a nationality."""
    words = " ".join(t.lower_ for t in _between(demonym, name) if t.pos_ in ("NOUN", "PROPN", "ADJ"))
    titles = _titles()
    return not words or any(word in titles for word in words.split()) or words in titles


# -- membership and seat beside a name -------------------------------------------
def employer(page: Page, doc: Doc) -> Iterator[Relation]:
    """ "Acme analyst Bo Roe", "Labour Party politician Ana Zed"."""
    names = list(iter_names(page, doc))
    for (_, end, body), (start, _, person) in pairwise(names):
        if body.type != "Organization" or person.type != "Person" or not 0 < start - end <= 3:
            continue
        words = doc[end:start]
        if (
            not all(t.pos_ in ("NOUN", "ADJ", "PROPN") and t.is_alpha for t in words)
            or words[-1].pos_ == "ADJ"
        ):
            continue
        if "founder" in words[-1].lower_ or not _is_person_noun(words[-1]):
            continue
        if body.span.exact.lower().startswith(_SIDES) or any(is_demonym(page, t.text) for t in words):
            continue  # "pro-Norland politician", "The Long Way Norlandic President Zed", a headline and more
        if body.entity and person.entity:
            left, right = Ref(person.entity, person.span), Ref(body.entity, body.span)
            yield from pair(page, words[-1], "memberOf", left, right, "facts.memberof-before-name")


def belonging(page: Page, doc: Doc) -> Iterator[Relation]:
    """ "Bo Roe of the Example Institute", "Ana Zed from the Red Cross"."""
    names = list(iter_names(page, doc))
    for (_, end, person), (start, stop, body) in pairwise(names):
        if person.type != "Person" or body.type != "Organization" or not person.entity or not body.entity:
            continue
        words = [token.lower_ for token in doc[end:start]]
        is_of = (
            words in (["of"], ["of", "the"], ["from", "the"], ["with", "the"]) and doc[end].head.i == end - 1
        )
        if is_of and page.entity(body.entity).kind == "Organization" and not goes_on(page, doc, stop):
            left, right = Ref(person.entity, person.span), Ref(body.entity, body.span)
            yield from pair(page, doc[end - 1], "memberOf", left, right, "facts.memberof-after-name")


_PERSON_NOUN = re.compile(
    r"(?:ist|er|or|ian|man|woman|person|ant|eer|chief|mp|ceo|member|official|president)s?$"
)


def _is_person_noun(token: Token) -> bool:
    """Whether a noun before a name is what a person is: "analyst", not "series"."""
    return _PERSON_NOUN.search(token.lower_) is not None and token.lower_ not in _NO_MEMBER


def party(page: Page, doc: Doc) -> Iterator[Relation]:
    """ "a Republican politician", "Labour MP Ana Zed": the party by its adjective, or after the name."""
    yield from _of_parties(page, doc)
    parties = _parties()
    for token in doc:
        name = parties.get(token.text)
        if name is None or token.i + 1 >= len(doc) or token.nbor(1).lower_ in ("party", "parties"):
            continue
        if token.dep_ not in ("amod", "compound", "nmod") or token.head.i < token.i:
            continue
        whole = page.at(token)
        if whole is not None and whole.type == "Organization" and whole.span.exact != token.text:
            continue  # "Liberal National MP": the name of another party
        noun = token.head
        mention = page.at(noun)
        is_name = mention is not None and mention.type == "Person"
        if not is_name and not is_title(noun.text) and noun.lemma_ not in _PARTISANS:
            continue
        named = _name_after(page, noun)
        tokens = [noun] if is_name else [named] if named is not None else said_of(page, noun)
        sides = [side for t in tokens if (side := side_of(page, t, "P")) is not None]
        if not sides:
            continue
        ref = Ref(_party(page, name), page.span(token))
        grounds = grounds_of(page, noun, "facts.memberof-party")
        for side in sides:
            for alike in iter_alike(page, token, side):
                yield Relation("memberOf", alike, ref, grounds)


def _name_after(page: Page, noun: Token) -> Token | None:
    """The name that a title stands before, a remark in brackets left out: "Labour MP (member) Bo Roe"."""
    at, doc = noun.i + 1, noun.doc
    if at < len(doc) and doc[at].text == "(":
        at = next((i + 1 for i in range(at, min(at + 7, len(doc))) if doc[i].text == ")"), at)
    mention = page.at(doc[at]) if at < len(doc) else None
    if mention is None or mention.type != "Person":
        return None
    while at + 1 < len(doc) and page.at(doc[at + 1]) is mention:
        at += 1
    return doc[at]


def _of_parties(page: Page, doc: Doc) -> Iterator[Relation]:
    """ "Ana Zed of the Green Party"."""
    names = list(iter_names(page, doc))
    for (_, end, person), (start, _, body) in pairwise(names):
        if person.type != "Person" or body.type != "Organization" or not 1 <= start - end <= 2:
            continue
        words = [token.lower_ for token in doc[end:start]]
        if (
            words[0] not in ("of", "from")
            or words[1:] not in ([], ["the"])
            or not (body.entity and person.entity)
        ):
            continue
        if page.entity(body.entity).subtype == "Party":
            left, right = Ref(person.entity, person.span), Ref(body.entity, body.span)
            yield from pair(page, doc[end], "memberOf", left, right, "facts.memberof-party")


@cached
def _parties() -> dict[str, str]:
    rows = rows_of("parties")
    return {row["word"]: row["party"] for row in rows}


def _party(page: Page, name: str) -> str:
    same = [e.id for e in page.entities.values() if e.kind == "Organization" and e.name.endswith(name)]
    return same[0] if len(same) == 1 else new_entity(page, Entity("", "Organization", name, subtype="Party"))
