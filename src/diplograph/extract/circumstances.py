"""Where and when an event took place: the locative and the date of its own clause, never of another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Token

from diplograph.extract.dates import Interval, dates_in
from diplograph.extract.frames import objects
from diplograph.extract.page import Page
from diplograph.extract.triggers import word_classes
from diplograph.model import PartialDate, Ref

__all__ = ["Time", "place_at", "place_of", "time_of"]

_LOCATIVE: Final = frozenset({"in", "at", "near", "outside"})
_COMPOUND: Final = frozenset({"compound", "nmod", "amod"})
_COMPOUND_OF: Final = frozenset({"compound", "nmod", "amod", "nummod", "poss"})
_NOT_ON: Final = frozenset({"after", "before", "since", "until", "by", "of", "to", "following"})
_PARTIES: Final = frozenset({"with", "between", "by", "to", "of", "against"})
_DEPTH: Final = 6
_MONTH: Final = len("2024-01")
_HAVE: Final = frozenset({"have", "has"})


@dataclass(frozen=True, slots=True)
class Time:
    """A date, or an interval whose ends are stated."""

    date: PartialDate | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None

    @property
    def is_known(self) -> bool:
        """Whether any of it is stated."""
        return self.date is not None or self.start is not None or self.end is not None


def place_of(page: Page, hosts: list[Token]) -> Ref | None:
    """The place that a clause or event noun is said to be in.

    :param hosts: the event's own words, nearest first: noun, verb that carries it, verb above that
    """
    for host in hosts:
        for child in host.children:
            if child.dep_ == "prep" and child.lower_ in _LOCATIVE:
                found = _place_below(page, child)
                if found is not None:
                    return found
            elif child.dep_ in _COMPOUND and host.pos_ in ("NOUN", "PROPN"):
                found = place_at(page, child)
                if found is not None and page.entity(found.entity).kind == "Place":
                    return found  # "the Geneva talks"; "the Norland talks" may be about it
    return _place_by_party(page, hosts)


def _place_by_party(page: Page, hosts: list[Token]) -> Ref | None:
    """The place that the parser hung from whoever takes part: "met Ana Ruiz in Oslo"."""
    for host in hosts:
        inner = list(objects(host)) if host.pos_ == "VERB" else []
        for child in host.children:
            if child.dep_ in ("prep", "agent") and child.lower_ in _PARTIES:
                inner += [grandchild for grandchild in child.children if grandchild.dep_ == "pobj"]
        beside = [child for token in inner for child in token.children if child.dep_ == "appos"]
        for party in (word for token in [*inner, *beside] for word in (token, *token.conjuncts)):
            mention = page.at(party)
            taking_part = mention is not None and mention.type in ("Person", "Organization")
            links = [c for c in party.children if c.dep_ == "prep" and c.lower_ in ("in", "at")]
            if taking_part and links and links[-1].i > party.i:
                return _place_below(page, links[-1])
    return None


def time_of(page: Page, hosts: list[Token]) -> Time:
    """The date that the clause of an event states; empty where it states none."""
    owned = {host.i for host in hosts}
    for tokens, value in dates_in(page, hosts[0].sent):
        if _governor(tokens.root, owned) is None or _is_of_telling(tokens.start, hosts):
            continue
        if isinstance(value, Interval):
            return Time(start=value.start, end=value.end)
        return Time(date=_by_tense(page, value, hosts) if value.derived_from else value)
    return Time()


def _by_tense(page: Page, date: PartialDate, hosts: list[Token]) -> PartialDate:
    """ "Banned it in January", told in October, was last January, although the next one is nearer.

    So "will meet in May" is next May.
    """
    published = page.article.published or ""
    told = next((host for host in hosts if host.pos_ == "VERB"), None)
    if told is None or len(date.value) != _MONTH or not published:
        return date
    year, month = date.value.split("-")
    if date.value > published[:_MONTH] and _is_past(told):
        return replace(date, value=f"{int(year) - 1:04}-{month}")
    will = any(child.dep_ == "aux" and child.lower_ in ("will", "wo", "shall") for child in told.children)
    if date.value < published[:_MONTH] and will:
        return replace(date, value=f"{int(year) + 1:04}-{month}")
    return date


def _is_past(verb: Token) -> bool:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(child.tag_ == "VBD" or child.lower_ in _HAVE for child in helpers):
        return True
    # the tagger takes many a "banned" for a participle, which with a subject of its own it is not
    subject = any(child.dep_ == "nsubj" for child in verb.children)
    return not helpers and (verb.tag_ == "VBD" or (verb.tag_ == "VBN" and subject))


def _governor(root: Token, owned: set[int]) -> int | None:
    """The nearest of an event's words above a date, with no other verb or event between."""
    node = root
    for _ in range(_DEPTH):
        if node.i in owned:
            return node.i
        if node.pos_ in ("VERB", "AUX") or node.dep_ in ("ROOT", "relcl", "advcl", "ccomp"):
            return None
        if node.dep_ == "pobj" and node.head.lower_ in _NOT_ON:
            return None  # "after the vote on Monday", "by Monday": not the event's own day
        if (
            node is root
            and node.dep_ == "pobj"
            and node.head.lower_ == "for"
            and _is_term(node.head.head, owned)
        ):
            return None  # "elected as president for 2025": the term
        if node.dep_ in _COMPOUND_OF and node.head.i not in owned and not _is_time(node.head):
            return None  # "the 2012 candidate", "Monday's vote": the year of a candidacy, the day of a vote
        node = node.head
    return None


def _is_term(governor: Token, owned: set[int]) -> bool:
    """Whether what "for" and a date follow lasts then, rather than takes place: no "set for Monday"."""
    if governor.pos_ in ("NOUN", "PROPN"):
        return governor.i not in owned
    return governor.lemma_ not in word_classes()["holding"] | {"call", "expect", "propose"}


def _is_time(noun: Token) -> bool:
    return noun.ent_type_ in ("DATE", "TIME") or noun.lemma_ in ("morning", "afternoon", "evening", "night")


def _is_of_telling(at: int, hosts: list[Token]) -> bool:
    """Whether a date stands between a verb and the clause it governs: "said on Friday X would come".

    It dates the saying, or leaves open which of both it dates; after a "that" it is the clause's own.
    """
    for host in hosts:
        if host.dep_ not in ("ccomp", "xcomp") or not host.head.i < at < host.i:
            continue
        subject = next((child for child in host.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        between = host.doc[host.head.i + 1 : at]
        if subject is not None and at < subject.i and all(t.lower_ not in ("that", ",") for t in between):
            return True
    return False


def _place_below(page: Page, prep: Token) -> Ref | None:
    for child in prep.children:
        if child.dep_ != "pobj":
            continue
        found = place_at(page, child)
        if found is not None:
            return found
        # "in the city of X", "in X city", "in the Y states of X": the name hangs below a common noun
        for grandchild in sorted(child.children, key=lambda c: c.dep_ != "prep"):
            if grandchild.dep_ in ("appos", "compound", "nmod"):
                found = place_at(page, grandchild)
            elif grandchild.dep_ == "prep" and grandchild.lower_ == "of" and child.lemma_ in _AREAS:
                found = _place_below(page, grandchild)
            if found is not None and (grandchild.dep_ != "compound" or child.lemma_ in _AREAS):
                return found
    return None


_AREAS: Final = frozenset(
    (
        "city",
        "town",
        "village",
        "capital",
        "province",
        "region",
        "state",
        "district",
        "county",
        "port",
        "island",
    )
)


def place_at(page: Page, token: Token) -> Ref | None:
    """The place that a token names; a state counts as one."""
    mention = page.at(token)
    if mention is None or mention.type != "Place" or mention.entity is None:
        return None
    return Ref(mention.entity, mention.span)
