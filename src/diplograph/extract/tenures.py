"""What a sentence says of the time of a tenure: began, ended, why, and when."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from diplograph.extract.date_values import date_words, is_decade
from diplograph.extract.dates import Interval, dates_in
from diplograph.extract.kinds import word_list
from diplograph.extract.page import Page
from diplograph.extract.post_verbs import CLIMB, Verb, bounding_noun
from diplograph.extract.titles import Title
from diplograph.model import PartialDate

__all__ = ["Term", "read_term"]


# Verbs whose date is the day the tenure begins; one is elected or named some time before.
_BEGINS = {"become", "inaugurate", "install", "swear", "appoint", "begin", "start", "join"}
_FURTHER = {"second", "third", "fourth", "fifth", "another", "new", "further", "additional", "consecutive"}
_BEGINS |= {"take", "assume", "enter", "succeed", "replace", "inauguration", "appointment"}
_VAGUE = {"the", "early", "late", "mid", "-", "about", "around"}
_OVER = {"end", "expire", "finish", "conclude"}


@dataclass(frozen=True, slots=True)
class Term:
    """When a post was held, as far as the sentence says."""

    status: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    reason: str | None = None


def read_term(page: Page, title: Title, verb: Verb | None) -> Term:
    """The time of a tenure from its verb, the title's own words and the dates that hang from either."""
    bounds = _bounds(page, title, verb)
    start, end, status = bounds.start, bounds.end, title.status
    over = end is not None and _is_past(page, end)
    if verb is None:
        if over and status == "current":
            status = "former"
        elif status == "current" and not (start is not None and bounds.since):
            status = "unknown" if _is_of_old(page, title) or _is_of_memory(title) else "current"
        return Term(status, start, end, bounds.reason)
    if verb.effect == "end" or _has_run_out(verb):
        reason = verb.reason if verb.effect == "end" else "term-ended"
        return Term("former", start, end, reason)
    if verb.effect == "future":
        return Term("future", start, end)
    if status == "current":
        status = "former" if over else _by_tense(page, verb, bounds)
    return Term(status, start, end, bounds.reason)


def _is_past(page: Page, end: PartialDate) -> bool:
    """Whether an end isn't after the article's own day; without one, ends are told of what is over."""
    published = page.article.published or ""
    size = min(len(end.value), len(published), 10)
    return not published or end.value[:size] <= published[:size]


def _has_run_out(verb: Verb) -> bool:
    """ "Her term as minister ended in May"."""
    ending = verb.token.head
    return verb.link == "noun" and ending.lemma_.lower() in _OVER and ending.tag_ in ("VBD", "VBN")


def _is_of_old(page: Page, title: Title) -> bool:
    """Whether a sentence speaks only of years well before the article's: its titles may be of then."""
    published = (page.article.published or "")[:4]
    if not published.isdigit():
        return False
    sent = title.core[0].sent
    years = [
        int(value.value[:4])
        for _, value in dates_in(page, sent)
        if isinstance(value, PartialDate) and value.derived_from is None
    ]
    if not years:
        return any(token.lower_ in date_words("decade") or is_decade(token.text) for token in sent)
    return max(years) < int(published) - 1


def _is_of_memory(title: Title) -> bool:
    """Whether a title stands in the name of what keeps a memory: "a statue of President Zed"."""
    words, first = word_list("memorial-words"), title.core[0].sent.start
    near = title.core.doc[max(first, title.left - 6) : title.left]
    if any(token.lemma_.lower() in words and token.pos_ in ("NOUN", "PROPN") for token in near):
        return True  # "the memorial featuring President Zed"
    token = title.head
    for _ in range(CLIMB):
        if token.dep_ not in ("compound", "nmod", "appos", "pobj", "prep", "poss"):
            return False
        token = token.head
        if token.pos_ == "NOUN" and token.lemma_.lower() in word_list("memorial-words"):
            return True
    return False


def _by_tense(page: Page, verb: Verb, bounds: _Bounds) -> str:
    start = bounds.start
    if verb.effect in ("start", "replaces"):
        year = (page.article.published or "")[:4]
        when = start or bounds.when
        old = bool(when and year and when.value[:4] != year)
        return "unknown" if old or (when is not None and not year) else "current"
    if verb.link == "noun":
        return "unknown"
    aux = {child.lower_ for child in verb.token.children if child.dep_ in ("aux", "auxpass")}
    if aux & {"will", "'ll", "shall"}:
        return "future"
    if verb.token.tag_ == "VBD" or "had" in aux or aux & {"was", "were"}:
        return "former"
    if aux & {"has", "have", "'s", "'ve"}:
        return "current" if start is not None else "unknown"
    return "unknown" if verb.token.tag_ == "VBN" and not aux else "current"


@dataclass(slots=True)
class _Bounds:
    """The dates of a sentence that hang from a title or its verb.

    :param since: whether the start is told as lasting ("since 2012")
    :param when: a date of the verb that is no bound: the day of an election
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    reason: str | None = None
    since: bool = False
    when: PartialDate | None = None


def _bounds(page: Page, title: Title, verb: Verb | None) -> _Bounds:
    found = _Bounds()
    for tokens, value in dates_in(page, title.core[0].sent):
        if _belongs(tokens, title, verb) and not _is_of_next(tokens, title):
            _take(found, tokens, value, verb)
    start, end = found.start, found.end
    if start is not None and end is not None:
        size = min(len(start.value), len(end.value))
        if start.value[:size] > end.value[:size]:
            return _Bounds()
    return found


def _take(found: _Bounds, tokens: TokenSpan, value: PartialDate | Interval, verb: Verb | None) -> None:
    """Take a date in as the bound that the word before it makes it."""
    link = _link(tokens)
    if isinstance(value, Interval):
        if link in ("from", "between", "(", "", "during", ",", "in", "for"):
            found.start, found.end = found.start or value.start, found.end or value.end
        return
    bounding = _bounding(tokens)
    if bounding is not None:
        found.end, found.reason = found.end or value, found.reason or bounding_noun(bounding)
    elif link in ("from", "since", "between"):
        found.since = found.since or link == "since"
        found.start = found.start or value
    elif link in ("to", "until", "till", "through") or (link == "and" and found.start is not None):
        found.end = found.end or value
    elif verb is not None and link in ("in", "on", ""):
        found.when = found.when or value
        if (
            verb.effect in ("start", "replaces")
            and verb.token.lemma_.lower() in _BEGINS
            and not _is_again(verb.token)
        ):
            found.start = found.start or value
        elif verb.effect == "end" or _has_run_out(verb):
            found.end = found.end or value


def _is_again(verb: Token) -> bool:
    """Whether the office was held before: "appointed her for a second term"."""
    terms = (token for token in verb.subtree if token.lemma_.lower() == "term")
    return any(child.lower_ in _FURTHER for term in terms for child in term.children)


def _bounding(tokens: TokenSpan) -> Token | None:
    """The noun that ends a tenure on this date: "until his death in 2021"."""
    token = tokens.root.head
    noun = token.head if token.dep_ == "prep" else token
    if noun.dep_ == "pobj" and noun.head.lower_ in ("until", "till") and bounding_noun(noun) is not None:
        return noun
    return None


def _link(tokens: TokenSpan) -> str:
    """The word before a date that says how it bounds: "since", "until"; empty where there is none."""
    before = tokens.start - 1
    while before >= 0 and tokens.doc[before].lower_ in _VAGUE:
        before -= 1
    if before < 0:
        return ""
    word = tokens.doc[before]
    return word.lower_ if word.tag_ in ("IN", "TO", "CC") or word.text in ("(", ",") else ""


def _is_of_next(tokens: TokenSpan, title: Title) -> bool:
    """Whether another post stands before a date: "as envoy to Norland and as director of Acme from 2014"."""
    between = title.core.doc[title.right : tokens.start]
    return any(t.lower_ == "as" and t.dep_ in ("prep", "conj") and t.nbor(-1).dep_ == "cc" for t in between)


def _belongs(tokens: TokenSpan, title: Title, verb: Verb | None) -> bool:
    """Whether a date hangs from the title or from its verb, with no other verb or person between."""
    doc = tokens.doc
    if tokens.start - 1 == title.right and doc[title.right].text == "(":
        return True
    token = tokens.root
    own = {verb.token.i} if verb is not None else set()
    if verb is not None and verb.link == "noun":
        own.add(verb.token.head.i)
    for _ in range(CLIMB):
        token = token.head
        if token.i in own or title.core.start <= token.i < title.right:
            return True
        if token.pos_ in ("VERB", "AUX") or token.dep_ == "ROOT":
            return False
    return False
