"""One side of a relation: what a word stands for, and what else in its sentence stands for the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from diplograph.extract.kinds import kind_words
from diplograph.extract.modality import modality_of
from diplograph.extract.page import Page
from diplograph.extract.rules import confidence
from diplograph.model import Grounds, Mention, Ref, Relation

__all__ = ["Side", "goes_on", "grounds_of", "iter_alike", "iter_names", "pair", "side_of"]

# Pronouns by what they can stand for; those of one set in one sentence are taken to mean the same.
_CLASSES: tuple[tuple[str, frozenset[str]], ...] = (
    ("P", frozenset({"he", "him", "his", "himself"})),
    ("P", frozenset({"she", "her", "hers", "herself"})),
    ("P", frozenset({"i", "me", "my", "myself"})),
    ("OB", frozenset({"it", "its", "itself"})),
    ("POB", frozenset({"they", "them", "their", "themselves"})),
    ("POB", frozenset({"we", "us", "our", "ourselves"})),
)
_RELATIVES = {"who": "Person", "which": "Organization", "that": "Organization", "where": "Organization"}
_CLIMB = 6
_WINDOW = 120  # words; a sentence without end must not cost its square
_LETTERS = {"Person": "P", "Organization": "OB", "State": "OSL", "Place": "L", "Document": "D", "Post": ""}


@dataclass(frozen=True, slots=True)
class Side:
    """A word and what it stands for; an unresolved pronoun's ``ref`` has no entity."""

    token: Token
    ref: Ref
    pronouns: frozenset[str] = frozenset()


def side_of(page: Page, token: Token, kinds: str) -> Side | None:
    """What a word stands for, if that can be of one of these kinds.

    :param kinds: letters as in relations.csv: P person, B body, O body or state,
        L place, S state, D document
    """
    ref = page.ref(token)
    if ref is None and token.pos_ in ("NOUN", "PROPN", "ADJ"):
        ref = _named_after(page, token)
    if ref is not None:
        letters = _LETTERS[page.entity(ref.entity).kind]
        return Side(token, ref) if set(letters) & set(kinds) else None
    for letters, words in _CLASSES:
        if token.lower_ in words and set(letters) & set(kinds) and "D" not in kinds:
            return Side(token, Ref("", page.span(token)), words)
    return None


def _named_after(page: Page, token: Token) -> Ref | None:
    """The name that a plain noun is said of: "the firm Acme", "Acme, a firm", "Acme is a firm"."""
    if token.dep_ == "appos":
        ref = page.ref(token.head)
        if ref is not None:
            return ref
    if token.dep_ == "attr" and token.head.lemma_ == "be":
        subject = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
        return page.ref(subject) if subject is not None else None
    before = token.nbor(-1) if token.i else None
    if before is not None and before.head == token and token.lemma_ in kind_words("after"):
        return page.ref(before) if page.at(before) is not None else None  # "the Example party"
    for child in token.children:
        if child.dep_ == "appos" and page.at(child) is not None and child.i > token.i:
            return page.ref(child)
    return None


def _relative(page: Page, token: Token) -> Ref | None:
    """What "who", "which", "that" or "where" stands for: the noun its clause hangs from."""
    if token.lower_ not in _RELATIVES:
        return None
    clause = token
    for _ in range(_CLIMB):
        if clause.dep_ == "relcl":
            noun = clause.head
            ref = (page.ref(noun) or _named_after(page, noun)) if noun.i < token.i else None
            fits = ref is not None and page.entity(ref.entity).kind == _RELATIVES[token.lower_]
            return ref if fits else None
        if clause.dep_ == "ROOT":
            return None
        clause = clause.head
    return None


def iter_alike(page: Page, token: Token, side: Side) -> Iterator[Ref]:
    """The side itself, then the other words of its sentence that stand for the same."""
    yield side.ref
    own = side.ref.span
    sent = side.token.sent
    here = side.token.i - sent.start
    sent = sent[max(0, here - _WINDOW) : here + _WINDOW]
    if not side.ref.entity:
        for other in sent:
            if other.lower_ in side.pronouns and page.ref(other) is None and page.span(other) != own:
                yield Ref("", page.span(other))
        return
    seen = {own}
    for other in sent:
        ref = page.ref(other)
        if ref is None and other.tag_[:1] == "W":
            found = _relative(page, other)
            ref = Ref(found.entity, page.span(other)) if found is not None else None
        if ref is not None and ref.entity == side.ref.entity and ref.span not in seen:
            seen.add(ref.span)
            yield ref


def grounds_of(page: Page, token: Token, rule: str) -> Grounds:
    """A rule's grounds: the sentence, its confidence, the clause's modality."""
    return Grounds(page.sentence(token), rule, confidence(rule), modality_of(token))


def iter_names(page: Page, doc: Doc) -> Iterator[tuple[int, int, Mention]]:
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


def goes_on(page: Page, doc: Doc, end: int) -> bool:
    """Whether more of a body's name follows: one that was cut, or "the Acme constituency"."""
    if end >= len(doc) or doc[end].is_sent_start:
        return False
    last, after = doc[end - 1], doc[end]
    if after.lower_ in ("and", "&") and end + 1 < len(doc):
        after = doc[end + 1]
        if after.i + 1 < len(doc) and page.at(doc[after.i + 1]) is not None:
            return False
    mention = page.at(after)
    if mention is None and after.is_alpha and (after.text[:1].isupper() or after.pos_ == "NOUN"):
        return not after.ent_type_ and after.pos_ != "VERB"
    if mention is not None and mention.type == "Organization" and after.i == end:
        return True  # a name in two parts
    while last.dep_ == "conj" and last.head.i < last.i:  # "the Planning and Housing constituency"
        last = last.head
    return last.dep_ in ("compound", "nmod") and last.head.i >= end and page.at(last.head) is None


def pair(page: Page, token: Token, predicate: str, left: Ref, right: Ref, rule: str) -> Iterator[Relation]:
    """A relation for each pair of words of the sentence that stand for the two sides."""

    grounds = grounds_of(page, token, rule)
    for first in iter_alike(page, token, Side(token, left)):
        for second in iter_alike(page, token, Side(token, right)):
            yield Relation(predicate, first, second, grounds)
