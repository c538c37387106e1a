"""What the grammar of a sentence says of whom a pronoun or noun can stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from diplograph.extract.page import Page

__all__ = [
    "SUBJECTS",
    "Seen",
    "first_conjunct",
    "is_clause_mate",
    "is_definite",
    "is_empty_it",
    "is_said_of",
    "iter_groups",
    "opens",
    "top_of_name",
    "topic",
]

SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_OFTEN = 4  # times that an article names the one person it is about


@dataclass(frozen=True, slots=True)
class Seen:
    """A name, or a word already resolved, in the order of the text."""

    entity: str
    kind: str
    sentence: int
    token: Token
    subject: bool
    quoted: bool


def topic(page: Page) -> str:
    """The person whom an article names far more often than anybody else; empty where there is none."""
    counts = Counter(m.entity for m in page.mentions if m.type == "Person" and m.entity is not None)
    ranked = [*counts.most_common(2), ("", 0), ("", 0)]
    (entity, count), (_, second) = ranked[0], ranked[1]
    return entity if count >= _OFTEN and count >= 2 * second else ""


def top_of_name(page: Page, token: Token) -> Token:
    """The word of the name that governs the others."""
    mention = page.at(token)
    while mention is not None and token.head.i != token.i and page.at(token.head) is mention:
        token = token.head
    return token


def first_conjunct(token: Token) -> Token:
    """The first of the words joined to this one."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def is_clause_mate(pronoun: Token, name: Token) -> bool:
    """Whether grammar forbids the pronoun to mean the name: "Weber met him", "Weber, his wife"."""
    if name.doc is pronoun.doc and name.is_ancestor(pronoun):
        return True
    if pronoun.tag_ == "PRP$":
        return False
    return name.head.i == pronoun.head.i and name.doc is pronoun.doc and name.head.pos_ in ("VERB", "AUX")


def is_said_of(pronoun: Token, name: Token) -> bool:
    """Whether a pronoun tells whose the subject is: in "Acme serves as its secretariat" it is another's."""
    noun = pronoun.head
    if pronoun.tag_ != "PRP$" or name.doc is not pronoun.doc or name.dep_ not in SUBJECTS:
        return False
    as_ = noun.dep_ == "pobj" and noun.head.lower_ == "as"
    verb = noun.head.head if as_ else noun.head
    if not as_ and noun.dep_ != "attr":
        return False
    return name.head.i == verb.i and not any(child.dep_ == "dobj" for child in verb.children)


def opens(pronoun: Token) -> bool:
    """Whether a sentence goes on about what the one before was about: "It met", "Its leader, Zed, said"."""
    if pronoun.dep_ in SUBJECTS:
        return True
    first = pronoun.tag_ == "PRP$" and pronoun.i == pronoun.sent.start
    return first and pronoun.head.dep_ in SUBJECTS


def is_empty_it(token: Token) -> bool:
    """Whether "it" stands for nothing named: "it is clear that", "it rained", "it was him who"."""
    verb = token.head
    if token.dep_ == "expl" or token.dep_ not in SUBJECTS:
        return True
    clausal = any(
        child.dep_ in ("ccomp", "xcomp", "csubj", "advcl", "acl", "relcl") for child in verb.children
    )
    if verb.pos_ == "ADJ" or (verb.lemma_ == "mean" and clausal):
        return True  # "found it odd that", "it means that"
    if verb.lemma_ in ("be", "become", "seem", "appear", "take", "remain", "follow", "happen", "rain"):
        return True
    return (
        token.dep_ == "nsubjpass"
        and clausal
        and verb.lemma_ in ("say", "report", "believe", "expect", "know")
    )


def is_definite(token: Token, number: str) -> bool:
    """Whether a noun points back: "the ministry", "both sides", with nothing that says which one."""
    own = {child.lower_ for child in token.children if child.dep_ in ("det", "nummod", "predet", "advmod")}
    if number == "two":
        return bool(own & {"both", "two"}) and not any(
            c.dep_ in ("prep", "relcl", "acl") for c in token.children
        )
    if not own & {"the", "this", "that"} or token.dep_ in ("compound", "attr"):
        return False
    return not any(
        child.dep_ in ("amod", "compound", "nmod", "relcl", "acl", "poss", "appos", "nummod", "prep")
        for child in token.children
    )


def iter_groups(seen: list[Seen]) -> Iterator[tuple[str, ...]]:
    """Names joined by "and", as entities, in the order of the text."""
    by_first: dict[tuple[int, int], list[str]] = {}
    for one in seen:
        first = first_conjunct(one.token)
        by_first.setdefault((id(first.doc), first.i), []).append(one.entity)
    for entities in by_first.values():
        members = tuple(dict.fromkeys(entities))
        if len(members) > 1:
            yield members
