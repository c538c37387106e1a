"""Facts on bodies and documents read from how words stand beside each other, without a governing verb."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from diplograph.extract.bodies import entity_for
from diplograph.extract.dates import dates_in
from diplograph.extract.page import Page
from diplograph.extract.persons import belonging, employer, nationality, party
from diplograph.extract.rules import confidence
from diplograph.extract.sides import grounds_of, iter_names, pair, side_of
from diplograph.model import Entity, Grounds, Mention, PartialDate, Ref, Relation
from diplograph.reference import load_reference

__all__ = ["SOURCES"]

_COUNTED = {"member", "members", "state", "states", "country", "countries", "nation", "nations"}
_BELONGING = {"member", "participating"}
_HAVE = {"consist", "have", "comprise", "include", "compose", "bring", "count"}
_SAME = ("Corporation", "Corp", "Corp.", "Inc", "Inc.", "Ltd", "Ltd.", "Company", "Group", "Holdings", "plc")
_HYPHENS = ("-", "–", "/")
_BASED = ("based", "headquartered")


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
                if after.dep_ in ("compound", "nmod") and page.at(after.head) is not page.at(after):
                    break  # "the Example-based Acme user"
                yield from pair(page, token, "headquarters", body.ref, place.ref, "facts.headquarters-based")
                break
            if after.is_punct or after.pos_ in ("VERB", "AUX", "ADP"):
                break


# -- bodies -----------------------------------------------------------------------
def parent(page: Page, doc: Doc) -> Iterator[Relation]:
    """ "the UN Human Rights Council": the parent's name begins the body's own."""
    for start, end, mention in iter_names(page, doc):
        if mention.type != "Organization" or mention.entity is None or end - start < 2:
            continue
        first = doc[start]
        if (not first.text.isupper() and "." not in first.text) or doc[start + 1].text in _SAME:
            continue
        words = mention.span.exact.lower()
        if doc[start + 1].text in _HYPHENS or "resolution" in words:
            continue  # "AU-EU", a pair; a document
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
        if not _BELONGING & {
            form for t in doc[token.i : noun.i + 1] for form in (t.lemma_.lower(), t.lower_)
        }:
            continue
        subject = _subject(verb)
        side = side_of(page, subject, "O") if subject is not None else None
        if side is None:
            continue
        grounds = grounds_of(page, verb, "facts.membercount")
        yield Relation("memberCount", side.ref, None, grounds, int(token.text), page.span(token))


def _subject(verb: Token) -> Token | None:
    """The verb's subject, or that of the verb it is joined to: "is a body of the UN and consists of"."""
    while True:
        found = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if found is not None or verb.dep_ != "conj" or verb.head.pos_ not in ("VERB", "AUX"):
            return found
        verb = verb.head


# -- documents ---------------------------------------------------------------------
def documents(page: Page, doc: Doc) -> Iterator[Relation]:
    """ "General Assembly Resolution 60/251 of March 15, 2006": who adopted it and when."""
    for start, end, mention in iter_names(page, doc):
        if mention.type != "Document" or mention.entity is None:
            continue
        subject = Ref(mention.entity, mention.span)
        yield from _adopter(page, doc, start, subject)
        for tokens, value in dates_in(page, doc[start].sent):
            linked = tokens.start == end + 1 and doc[end].lower_ in ("of", "from", "dated")
            if linked and isinstance(value, PartialDate) and value.derived_from is None:
                grounds = grounds_of(page, doc[start], "facts.date-of-document")
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
            "adoptedBy", subject, Ref(mention.entity, mention.span), grounds_of(page, doc[start], rule)
        )
        return
    words = subject.span.exact.split(" Resolution")[0].split(" resolution")[0]
    if words == subject.span.exact:
        return
    found = load_reference().find(words, "Organization")
    if len(found) == 1:
        span = page.article.span(subject.span.start, subject.span.start + len(words))
        ref = Ref(entity_for(page, found[0]), span)
        yield Relation("adoptedBy", subject, ref, grounds_of(page, doc[start], rule))


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
    nationality, employer, belonging, party, seat, parent, members, documents, represents,
)  # fmt: skip
