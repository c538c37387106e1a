"""Facts read from how words stand beside each other, without a governing verb."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc, Token

from diplograph.extract.slots import said_of
from diplograph.extract.bodies import entity_for, new_entity
from diplograph.extract.dates import dates_in
from diplograph.extract.modality import modality_of
from diplograph.extract.page import Page
from diplograph.extract.rules import confidence
from diplograph.extract.sides import Side, iter_alike, side_of
from diplograph.extract.titles import is_title, load_roles
from diplograph.lexicon import Column, load_table
from diplograph.model import Entity, Grounds, Mention, PartialDate, Ref, Relation
from diplograph.reference import load_reference
from diplograph.resources import resource_path

__all__ = ["PARTY_COLUMNS", "SOURCES"]

PARTY_COLUMNS = {
    "word": Column(required=True, unique=True, pattern=r"[A-Z].*"),
    "party": Column(required=True),
}

_COUNTED = {"member", "members", "state", "states", "country", "countries", "nation", "nations"}
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
_HAVE = {"consist", "have", "comprise", "include", "compose", "bring", "count"}
_BASED = ("based", "headquartered")


def _grounds(page: Page, token: Token, rule: str) -> Grounds:
    return Grounds(page.sentence(token), rule, confidence(rule), modality_of(token))


def _mentions(page: Page, doc: Doc) -> Iterator[tuple[int, int, Mention]]:
    """The names of a paragraph with their first and after-last token."""
    at = 0
    while at < len(doc):
        mention, start = page.at(doc[at]), at
        at += 1
        if mention is None:
            continue
        while at < len(doc) and page.at(doc[at]) is mention:
            at += 1
        yield start, at, mention


def _pairs(page: Page, token: Token, predicate: str, left: Ref, right: Ref, rule: str) -> Iterator[Relation]:

    grounds = _grounds(page, token, rule)
    for first in iter_alike(page, token, Side(token, left)):
        for second in iter_alike(page, token, Side(token, right)):
            yield Relation(predicate, first, second, grounds)


# -- nationality --------------------------------------------------------------
def nationality(page: Page, doc: Doc) -> Iterator[Relation]:
    """ "Zed is an American economist", "Zed, a Spanish politician", "Spanish politician Ana Zed"."""
    for token in doc:
        if token.pos_ not in ("ADJ", "PROPN", "NOUN") or not token.text[:1].isupper():
            continue
        known = load_reference().demonym(token.text)
        if known is None or known.kind != "State" or _is_in_name(page, token):
            continue
        noun = _noun_after(page, token)
        if noun is None:
            continue
        for person in _people(page, token, noun):
            ref = Ref(entity_for(page, known), page.span(token))
            grounds = _grounds(page, noun, "facts.nationality-demonym")
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
    between = doc_between(token, noun)
    if any(t.dep_ == "cc" for t in between) and len(between) > 6:
        return None
    return noun


def doc_between(first: Token, last: Token) -> list[Token]:
    """The tokens between two."""
    return list(first.doc[first.i + 1 : last.i])


def _people(page: Page, demonym: Token, noun: Token) -> Iterator[Side]:
    mention = page.at(noun)
    if mention is not None and mention.type == "Person":
        if _is_office(demonym, noun):
            return
        side = side_of(page, noun, "P")
        if side is not None:
            yield side
        return
    if mention is not None and page.at(demonym) is not mention:
        return
    if noun.lower_ in _TITLES():
        return
    for token in said_of(page, noun):
        side = side_of(page, token, "P")
        if side is not None:
            yield side


def _TITLES() -> frozenset[str]:
    return frozenset(load_roles())


def _is_office(demonym: Token, name: Token) -> bool:
    """ "French President Zed" names an office of France, which says nothing of a nationality."""
    words = " ".join(t.lower_ for t in doc_between(demonym, name) if t.pos_ in ("NOUN", "PROPN", "ADJ"))
    titles = _TITLES()
    return not words or any(word in titles for word in words.split()) or words in titles


# -- membership and seat beside a name -------------------------------------------
def employer(page: Page, doc: Doc) -> Iterator[Relation]:
    """ "Acme analyst Bo Roe", "Labour Party politician Ana Zed"."""
    names = list(_mentions(page, doc))
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
        if body.entity and person.entity:
            left, right = Ref(person.entity, person.span), Ref(body.entity, body.span)
            yield from _pairs(page, words[-1], "memberOf", left, right, "facts.memberof-before-name")


_PERSON_NOUN = re.compile(
    r"(?:ist|er|or|ian|man|woman|person|ant|eer|chief|mp|ceo|member|official|president)s?$"
)


def _is_person_noun(token: Token) -> bool:
    """Whether a noun before a name is what a person is: "analyst", not "series"."""
    return _PERSON_NOUN.search(token.lower_) is not None and token.lower_ not in (
        "newspaper",
        "character",
        "tour",
    )


def party(page: Page, doc: Doc) -> Iterator[Relation]:
    """ "a Republican politician", "Labour MP Ana Zed": the party named by its adjective."""
    parties = _parties()
    for token in doc:
        name = parties.get(token.text)
        if name is None or token.i + 1 >= len(doc) or token.nbor(1).lower_ in ("party", "parties"):
            continue
        if token.dep_ not in ("amod", "compound", "nmod") or token.head.i < token.i:
            continue
        noun = token.head
        mention = page.at(noun)
        is_name = mention is not None and mention.type == "Person"
        if not is_name and not is_title(noun.text) and noun.lemma_ not in _PARTISANS:
            continue
        tokens = [noun] if is_name else said_of(page, noun)
        sides = [side for t in tokens if (side := side_of(page, t, "P")) is not None]
        if not sides:
            continue
        ref = Ref(_party(page, name), page.span(token))
        grounds = _grounds(page, noun, "facts.memberof-party")
        for side in sides:
            for alike in iter_alike(page, token, side):
                yield Relation("memberOf", alike, ref, grounds)


@cache
def _parties() -> dict[str, str]:
    rows = load_table(resource_path("data", "lexicon", "parties.csv"), PARTY_COLUMNS)
    return {row["word"]: row["party"] for row in rows}


def _party(page: Page, name: str) -> str:
    same = [e.id for e in page.entities.values() if e.kind == "Organization" and e.name.endswith(name)]
    return same[0] if len(same) == 1 else new_entity(page, Entity("", "Organization", name, subtype="Party"))


def seat(page: Page, doc: Doc) -> Iterator[Relation]:
    """ "the Geneva-based Acme"."""
    for token in doc:
        if token.lower_ not in _BASED or token.i < 1:
            continue
        at = token.i - 1
        if doc[at].text == "-" and at > 0:
            at -= 1
        place = side_of(page, doc[at], "L")
        if place is None or page.ref(doc[at]) is None:
            continue
        for after in doc[token.i + 1 : token.i + 8]:
            body = side_of(page, after, "O")
            if body is not None and body.ref.entity and page.entity(body.ref.entity).kind == "Organization":
                yield from _pairs(
                    page, token, "headquarters", body.ref, place.ref, "facts.headquarters-based"
                )
                break
            if after.is_punct or after.pos_ in ("VERB", "AUX", "ADP"):
                break


# -- bodies -----------------------------------------------------------------------
def parent(page: Page, doc: Doc) -> Iterator[Relation]:
    """ "the UN Human Rights Council": the parent's name begins the body's own."""
    for start, end, mention in _mentions(page, doc):
        if mention.type != "Organization" or mention.entity is None or end - start < 2:
            continue
        first = doc[start]
        if not first.text.isupper() and "." not in first.text:
            continue
        found = load_reference().find(first.text, "Organization")
        if len(found) != 1 or page.entity(mention.entity).reference == found[0].id:
            continue
        ref = Ref(entity_for(page, found[0]), page.span(first))
        rule = "facts.partof-name-prefix"
        grounds = Grounds(page.sentence(first), rule, confidence(rule))
        yield Relation("partOf", Ref(mention.entity, mention.span), ref, grounds)


def members(page: Page, doc: Doc) -> Iterator[Relation]:
    """ "The Council consists of 47 member states", "the 27-member bloc"."""
    for token in doc:
        if token.pos_ != "NUM" or not token.text.isdigit():
            continue
        noun = token.head
        if noun.lower_ not in _COUNTED or noun.i <= token.i:
            continue
        verb = noun.head.head if noun.head.dep_ == "prep" else noun.head
        if verb.lemma_ not in _HAVE or noun.dep_ not in ("dobj", "pobj"):
            continue
        if "member" not in {t.lemma_.lower() for t in doc[token.i : noun.i + 1]}:
            continue
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        side = side_of(page, subject, "O") if subject is not None else None
        if side is None:
            continue
        grounds = _grounds(page, verb, "facts.membercount")
        yield Relation("memberCount", side.ref, None, grounds, int(token.text), page.span(token))


# -- documents ---------------------------------------------------------------------
def documents(page: Page, doc: Doc) -> Iterator[Relation]:
    """ "General Assembly Resolution 60/251 of March 15, 2006": who adopted it and when."""
    for start, end, mention in _mentions(page, doc):
        if mention.type != "Document" or mention.entity is None:
            continue
        subject = Ref(mention.entity, mention.span)
        yield from _adopter(page, doc, start, subject)
        for tokens, value in dates_in(page, doc[start].sent):
            linked = tokens.start == end + 1 and doc[end].lower_ in ("of", "from", "dated")
            if linked and isinstance(value, PartialDate) and value.derived_from is None:
                grounds = _grounds(page, doc[start], "facts.date-of-document")
                yield Relation("date", subject, None, grounds, value, page.span(tokens))


def _adopter(page: Page, doc: Doc, start: int, subject: Ref) -> Iterator[Relation]:
    """The body whose name stands before or at the head of a resolution's own name."""
    rule = "facts.adoptedby-name"
    before = start - 1
    if before >= 0 and doc[before].tag_ == "POS":
        before -= 1
    mention = page.at(doc[before]) if before >= 0 else None
    if mention is not None and mention.type == "Organization" and mention.entity is not None:
        yield Relation(
            "adoptedBy", subject, Ref(mention.entity, mention.span), _grounds(page, doc[start], rule)
        )
        return
    words = subject.span.exact.split(" Resolution")[0].split(" resolution")[0]
    if words == subject.span.exact:
        return
    found = [k for k in load_reference().find(words, "Organization")]
    if len(found) == 1:
        span = page.article.span(subject.span.start, subject.span.start + len(words))
        ref = Ref(entity_for(page, found[0]), span)
        yield Relation("adoptedBy", subject, ref, _grounds(page, doc[start], rule))


def represents(page: Page, doc: Doc) -> Iterator[Relation]:
    """An ambassador's or envoy's sender: whom they represent."""
    for holding in page.scratch.get("holdings", ()):
        if holding.post.entity not in page.entities:
            continue
        post: Entity = page.entity(holding.post.entity)
        if post.role not in ("Ambassador", "PermanentRepresentative", "SpecialEnvoy", "Consul"):
            continue
        sender = post.organization or post.state
        first = page.paragraphs[0].doc
        if sender is None or doc is not first or holding.status != "current" or not holding.person.entity:
            continue
        near = [m.span for m in page.mentions if m.entity == sender and _within(m, holding.grounds)]
        if near:
            ref = Ref(sender, near[0])
            grounds = holding.grounds
            yield Relation("represents", holding.person, ref, grounds)


def _within(mention: Mention, grounds: Grounds) -> bool:
    return grounds.evidence.start <= mention.span.start and mention.span.end <= grounds.evidence.end


SOURCES: tuple[Callable[[Page, Doc], Iterator[Relation]], ...] = (
    nationality, employer, party, seat, parent, members, documents, represents,
)  # fmt: skip
