"""What a sentence says of the time of a tenure: began, ended, why, and when."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from diplograph.extract.dates import Interval, dates_in
from diplograph.extract.kinds import word_list
from diplograph.extract.page import Page
from diplograph.extract.title_walk import Title
from diplograph.lexicon import cached, rows_of
from diplograph.model import PartialDate

__all__ = ["Term", "Verb", "leaving_verb", "read_term", "verb_of"]


# Verbs whose date is the day the tenure begins; one is elected or named some time before.
_BEGINS = {"become", "inaugurate", "install", "swear", "appoint", "reappoint", "begin", "start", "join"}
_CLIMB = 5
_OFFICE = {"office", "post", "position", "job", "role", "government", "cabinet", "power"}


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that ties a person to a title."""

    token: Token
    effect: str
    reason: str | None
    patient: bool


@dataclass(frozen=True, slots=True)
class Term:
    """When a post was held, as far as the sentence says."""

    status: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    reason: str | None = None


@cached
def _verbs() -> dict[tuple[str, str], tuple[str, str | None, bool]]:
    rows = rows_of("post-verbs")
    return {
        (row["lemma"], row["link"]): (row["effect"], row["reason"] or None, row["patient"] == "yes")
        for row in rows
    }


def verb_of(title: Title) -> Verb | None:
    """The verb that says somebody holds, gets or leaves this post, or None."""
    head = title.head
    for _ in range(_CLIMB):  # "chairman and CEO of X": the second hangs from the first
        if head.dep_ != "conj" or head.head.pos_ not in ("NOUN", "PROPN"):
            break
        head = head.head
    governor = head.head
    if head.dep_ == "pobj" and governor.lower_ == "as":
        verb, link = governor.head, "as"
    elif head.dep_ in ("attr", "acomp"):
        verb, link = governor, "is"
    elif head.dep_ in ("oprd", "dobj", "xcomp", "ccomp", "nsubj", "appos", "obj"):
        verb, link = governor, "object"
    else:
        return None
    if verb.pos_ == "PROPN" and verb.head.pos_ == "VERB":
        verb = verb.head
    found = _verbs().get((verb.lemma_.lower(), link))
    if found is None or (link == "object" and head.dep_ == "nsubj" and head.i < verb.i):
        return None
    return Verb(verb, *found)


def leaving_verb(name: Token) -> Verb | None:
    """The verb that says of itself that a person leaves the post told beside the name, or None.

    "Foreign Minister Zed resigned" and "was dismissed", but not "resigned as chair" or "from the board",
    which say what was left.

    :param name: head of the person's name
    """
    if name.dep_ == "appos":
        name = name.head
    if name.dep_ not in ("nsubj", "nsubjpass"):
        return None
    verb = name.head
    particle = next((f" {child.lower_}" for child in verb.children if child.lower_ in ("down", "aside")), "")
    found = _verbs().get((verb.lemma_.lower() + particle, "alone"))
    if found is None or found[2] != (name.dep_ == "nsubjpass"):
        return None
    for child in verb.children:
        if child.lower_ == "as" and child.dep_ == "prep":
            return None
        if child.lower_ == "from" and not any(token.lemma_ in _OFFICE for token in child.children):
            return None
        if child.dep_ == "dobj" and child.lemma_ not in _OFFICE:
            return None
    return Verb(verb, *found)


def read_term(page: Page, title: Title, verb: Verb | None) -> Term:
    """The time of a tenure from its verb, the title's own words and the dates that hang from either."""
    start, end = _stated(page, title, verb)
    status = title.status
    if verb is None:
        if end is not None and status == "current":
            status = "former"
        elif status == "current" and (_is_of_old(page, title) or _is_of_memory(title)):
            status = "unknown"
        return Term(status, start, end)
    if verb.effect == "end":
        return Term("former", start, end, verb.reason)
    if verb.effect == "future":
        return Term("future", start, end)
    if status == "current":
        status = _by_tense(page, verb, start, end)
    return Term(status, start, end)


def _is_of_old(page: Page, title: Title) -> bool:
    """Whether a sentence speaks only of years well before the article's: its titles may be of then."""
    published = (page.article.published or "")[:4]
    years = [
        int(value.value[:4])
        for _, value in dates_in(page, title.core[0].sent)
        if isinstance(value, PartialDate) and value.derived_from is None
    ]
    return bool(years) and published.isdigit() and max(years) < int(published) - 1


def _is_of_memory(title: Title) -> bool:
    """Whether a title stands in the name of what keeps a memory: "a statue of President Zed"."""
    token = title.head
    for _ in range(_CLIMB):
        if token.dep_ not in ("compound", "nmod", "appos", "pobj", "prep", "poss"):
            return False
        token = token.head
        if token.pos_ == "NOUN" and token.lemma_.lower() in word_list("memorial-words"):
            return True
    return False


def _by_tense(page: Page, verb: Verb, start: PartialDate | None, end: PartialDate | None) -> str:
    if end is not None:
        return "former"
    if verb.effect in ("start", "replaces"):
        year = (page.article.published or "")[:4]
        old = bool(start and year and start.value[:4] != year)
        return "unknown" if old or (start is not None and not year) else "current"
    aux = {child.lower_ for child in verb.token.children if child.dep_ in ("aux", "auxpass")}
    if aux & {"will", "'ll", "shall"}:
        return "future"
    if verb.token.tag_ == "VBD" or "had" in aux or aux & {"was", "were"}:
        return "former"
    if aux & {"has", "have", "'s", "'ve"}:
        return "current" if start is not None else "unknown"
    return "unknown" if verb.token.tag_ == "VBN" and not aux else "current"


def _stated(page: Page, title: Title, verb: Verb | None) -> tuple[PartialDate | None, PartialDate | None]:
    start: PartialDate | None = None
    end: PartialDate | None = None
    for tokens, value in dates_in(page, title.core[0].sent):
        if not _belongs(tokens, title, verb):
            continue
        link = _link(tokens)
        if isinstance(value, Interval):
            if link in ("from", "between", "(", "", "during", ","):
                start, end = start or value.start, end or value.end
        elif link in ("from", "since", "between"):
            start = start or value
        elif link in ("to", "until", "till", "through") or (link == "and" and start is not None):
            end = end or value
        elif verb is not None and link in ("in", "on", ""):
            if verb.effect in ("start", "replaces") and verb.token.lemma_.lower() in _BEGINS:
                start = start or value
            elif verb.effect == "end":
                end = end or value
    if (
        start is not None
        and end is not None
        and start.value[: len(end.value)] > end.value[: len(start.value)]
    ):
        return None, None
    return start, end


def _link(tokens: TokenSpan) -> str:
    """The word before a date that says how it bounds: "since", "until"; empty where there is none."""
    before = tokens.start - 1
    while before >= 0 and tokens.doc[before].lower_ in (
        "the",
        "early",
        "late",
        "mid",
        "-",
        "about",
        "around",
    ):
        before -= 1
    word = tokens.doc[before].lower_ if before >= 0 else ""
    return word if word.isalpha() or word in ("(", ",") else ""


def _belongs(tokens: TokenSpan, title: Title, verb: Verb | None) -> bool:
    """Whether a date hangs from the title or from its verb, with no other verb or person between."""
    doc = tokens.doc
    if tokens.start - 1 == title.right and doc[title.right].text == "(":
        return True
    token = tokens.root
    own = {verb.token.i} if verb is not None else set()
    for _ in range(_CLIMB):
        token = token.head
        if token.i in own or title.core.start <= token.i < title.right:
            return True
        if token.pos_ in ("VERB", "AUX") or token.dep_ == "ROOT":
            return False
    return False
