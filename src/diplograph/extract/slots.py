"""Where the two sides of a relation stand: subjects, objects, agents and prepositions of a verb or noun."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from diplograph.extract.page import Page

__all__ = [
    "complements",
    "conjuncts",
    "formed",
    "hyphened",
    "new_names",
    "noun_complements",
    "objects",
    "owner",
    "passive_subjects",
    "said_of",
    "subjects",
]

_SHARED = ("conj", "xcomp", "advcl", "pcomp", "prep", "acl")
_CLIMB = 6


def conjuncts(token: Token) -> list[Token]:
    """The token and all it is joined to by "and" or a comma."""
    return [token, *(other for other in token.conjuncts if other.i > token.i)]


def hyphened(verb: Token) -> Token | None:
    """The second part of "co-founded", which the model parses as three words; None for any other verb."""
    at = verb.i + 2
    is_split = verb.lower_ == "co" and at < len(verb.doc) and verb.doc[at - 1].text == "-"
    return verb.doc[at] if is_split else None


def subjects(verb: Token) -> list[Token]:
    """Who does it: the verb's subject, or that of the clause it shares one with."""
    for _ in range(_CLIMB):
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass") and child.lower_ != "co":
                if child.i > verb.i and hyphened(verb) is not None:
                    continue
                return _relative(child, verb)
        if hyphened(verb) is not None and (left := [c for c in verb.lefts if c.dep_ == "compound"]):
            return left[-1:]
        if verb.dep_ not in _SHARED:
            return []
        if verb.dep_ == "acl":
            return [verb.head]
        verb = verb.head
    return []


def _relative(subject: Token, verb: Token) -> list[Token]:
    """The noun that "who", "which" or "that" stands for."""
    if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return [verb.head]
    return conjuncts(subject)


def passive_subjects(verb: Token) -> list[Token]:  # noqa: PLR0911 - a construction a line
    """What it is done to: "X was founded", "X, founded in 1960,", "Founded in 1960, X ..."."""
    for child in verb.children:
        if child.dep_ == "nsubjpass":
            return _relative(child, verb)
        if child.dep_ in ("nsubj", "dobj"):
            return []
    if verb.tag_ != "VBN" and verb.lower_ != "headquartered":
        return []
    if verb.dep_ == "acl":
        return [verb.head]
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return passive_subjects(verb.head) or (subjects(verb.head) if verb.head.lemma_ == "be" else [])
    if verb.dep_ in ("advcl", "ROOT", "appos", "amod"):
        return subjects(verb.head) if verb.dep_ == "advcl" else [verb.head] if verb.dep_ == "appos" else []
    return []


def objects(verb: Token) -> list[Token]:
    """What the active verb is done to; in "the firm he founded" the firm."""
    second = hyphened(verb)
    if second is not None and second.dep_ == "amod" and second.head.i > second.i:
        return conjuncts(second.head)
    for child in verb.children:
        if child.dep_ == "dobj":
            if child.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
                return [verb.head]
            return conjuncts(child)
    active = any(child.dep_ == "nsubj" for child in verb.children)
    if verb.dep_ == "relcl" and active:
        subject = next(child for child in verb.children if child.dep_ == "nsubj")
        return [verb.head] if subject.tag_ not in ("WP", "WDT") else []
    return []


def new_names(verb: Token) -> list[Token]:
    """What something is said to be called from then on: "X was renamed Y", "X was renamed as Y"."""
    if not passive_subjects(verb):
        return []
    named = [child for child in verb.children if child.dep_ in ("oprd", "attr", "dobj") and child.i > verb.i]
    return named[:1] or list(complements(verb, ("as", "to")))[:1]


def formed(verb: Token) -> list[Token]:
    """What comes of it: "X and Y merged to form Z"."""
    clauses = (child for child in verb.children if child.dep_ in ("advcl", "xcomp") and child.i > verb.i)
    return [token for clause in clauses if clause.lemma_ in ("form", "create") for token in objects(clause)]


def complements(head: Token, links: tuple[str, ...], depth: int = 2) -> Iterator[Token]:
    """What follows a verb or noun by one of these prepositions, "by" of the passive included.

    :param depth: how many nouns may stand between: "professor of law at Acme" hangs "at" below "law"
    """
    for child in head.children:
        if child.i < head.i and child.dep_ != "agent" and head.pos_ not in ("VERB", "AUX"):
            continue
        if child.dep_ not in ("prep", "agent"):
            continue
        inner = [token for token in child.children if token.dep_ in ("pobj", "pcomp")]
        if child.lower_ in links:
            for token in inner:
                yield from conjuncts(token)
            for deeper in child.children:
                if deeper.dep_ == "prep":  # "out of Geneva", "pursuant to Resolution 1"
                    yield from (token for token in deeper.children if token.dep_ == "pobj")
        elif "accordance" in links and child.lower_ in ("in", "pursuant"):
            for token in inner:
                yield from complements(token, ("with", "to"), 0)
        elif depth and child.lower_ in ("of", "for", "in") and head.pos_ in ("NOUN", "PROPN"):
            for token in inner:
                yield from complements(token, links, depth - 1)


def noun_complements(noun: Token, links: tuple[str, ...]) -> list[Token]:
    """What follows a noun, also where the parse hangs it from "is" or "as", or from a noun joined to it."""
    found = list(complements(noun, links))
    if found:
        return found
    if noun.dep_ == "compound" and noun.head.i == noun.i + 1 and noun.head.lower_ in ("emeritus", "emerita"):
        return noun_complements(noun.head, links)
    governor = noun.head
    if noun.dep_ == "pobj" and governor.lower_ == "as":
        governor = governor.head
    is_said = noun.dep_ in ("attr", "pobj", "oprd") or (noun.dep_ == "nsubj" and governor.lemma_ == "be")
    if is_said and governor.pos_ in ("VERB", "AUX"):
        found = [t for t in complements(governor, links) if t.i > noun.i]
    if not found:
        for other in noun.conjuncts:
            if other.i > noun.i and other.pos_ in ("NOUN", "PROPN"):
                found = list(complements(other, links))
                if found:
                    break
    return found


def owner(noun: Token) -> Token | None:
    """Whose it is: "the bank's founder", "Acme founder", "its subsidiary Acme"."""
    if noun.dep_ in ("compound", "amod", "nmod") and noun.head.i > noun.i:
        found = next((c for c in noun.head.children if c.dep_ == "poss" and c.i < noun.i), None)
        if found is not None:
            return found
    if noun.dep_ == "pobj" and noun.head.lower_ == "with" and noun.lower_ in ("headquarters", "seat"):
        return noun.head.head if noun.head.head.pos_ in ("NOUN", "PROPN") else None
    return next((child for child in noun.children if child.dep_ in ("poss", "compound", "nmod")), None)


def _first_joined(page: Page, noun: Token) -> Token:
    """The first of the nouns that this one is joined to: "founder" for "CEO" in "the founder and CEO"."""
    for _ in range(_CLIMB):
        if noun.dep_ == "compound" and page.at(noun.head) is None and noun.head.i > noun.i:
            noun = noun.head  # "Professor Emeritus"
            continue
        if noun.dep_ != "conj" or noun.head.pos_ not in ("NOUN", "PROPN", "ADJ"):
            break
        if page.at(noun.head) is not None and page.at(noun.head) is not page.at(noun):
            break
        noun = noun.head
    return noun


def said_of(page: Page, noun: Token) -> list[Token]:  # noqa: PLR0911 - a construction a line
    """Of whom or what a noun is said: "X is a member", "X, a member", "X serves as a member", "member X"."""
    noun = _first_joined(page, noun)
    head = noun.head
    if noun.dep_ == "attr" and head.lemma_ in ("be", "become", "remain"):
        return subjects(head)
    if noun.dep_ == "oprd":
        return passive_subjects(head) or subjects(head)
    if noun.dep_ == "appos" and page.ref(head) is not None:
        return conjuncts(head) if head.dep_ != "conj" else [head]
    if noun.dep_ == "pobj" and head.lower_ == "as":
        verb = head.head
        if verb.pos_ in ("VERB", "AUX"):
            passive = passive_subjects(verb)
            return passive or subjects(verb)
    if noun.dep_ in ("compound", "nmod", "amod") and page.at(head) is not None:
        return [head]
    for child in noun.children:  # "the politician Ana Zed", "its parent company, Acme"
        first = child.left_edge.i - (child.left_edge.i > noun.i and noun.doc[noun.i + 1].text == ",")
        if child.dep_ == "appos" and first == noun.i + 1 and page.at(child) is not None:
            return [child]
    if noun.dep_ == "nsubj" and head.lemma_ == "be":  # "its parent company is Acme"
        named = [c for c in head.children if c.dep_ == "attr" and page.at(c) is not None]
        if named:
            return named
    return _after_comma(page, noun)


def _after_comma(page: Page, noun: Token) -> list[Token]:
    """ "A professor at Y, X said" and "A professor at Y, she said": the one after the comma."""
    at = noun.right_edge.i + 1
    if noun.dep_ in ("nsubj", "nsubjpass"):  # or two subjects: "A member of Y, Zed was elected"
        others = [c for c in noun.head.children if c.dep_ == noun.dep_ and c.i > noun.i]
        is_next = others and others[0].left_edge.i == at + 1 and noun.doc[at].text == ","
        return others[:1] if is_next else []
    if noun.dep_ not in ("npadvmod", "advcl", "dep") or noun.head.i < at or at + 1 >= len(noun.doc):
        return []
    other = noun.doc[at + 1]
    is_one = page.at(other) is not None or other.tag_ == "PRP"
    return [other] if noun.doc[at].text == "," and is_one and not noun.doc[noun.i].is_sent_end else []
