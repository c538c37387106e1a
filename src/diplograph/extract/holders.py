"""Whom a title is said of: before the name, after it, or by a verb."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from diplograph.extract.page import Page
from diplograph.extract.post_clauses import by_verb
from diplograph.extract.post_names import after_name, around_name, before_name, in_apposition
from diplograph.extract.post_uses import Use
from diplograph.extract.tenures import Term
from diplograph.extract.title_walk import iter_titles
from diplograph.extract.titles import Title

__all__ = ["find_uses"]

# Roles that are no post one holds: who founds or stands for office is a relation or an event.
_NO_POST = {"Founder", "Candidate", "Official", "General", "Diplomat"}
_BEFORE_NAME = ("posts.title-before-name", "posts.title-comma-name", "posts.joint-title")
_TO = ("of", "to", "for")
_JOINTS = {"and", "&", "/", "-", "–", "—", ",", "as", "well"}


def find_uses(page: Page, doc: Doc) -> list[Use]:
    """Every title of a paragraph that names a post, tied to the people it is said of, in order."""
    uses = []
    for title in iter_titles(page, doc):
        use = Use(title, term=Term(title.status))
        uses.append(use)
        if title.claimed:
            continue
        order = (before_name, after_name, around_name, by_verb, in_apposition)
        if len(uses) > 1 and _is_titled(page, doc, uses[-2], title):
            order, use.in_chain = (before_name, around_name, after_name, by_verb, in_apposition), True
        for attach in order:
            if attach(page, doc, use):
                break
    for first, second in pairwise(uses):
        if _is_joint(doc, first.title, second.title):
            if not _is_post(first.title) and not second.title.holders:  # "Acme founder and director Ana Zed"
                second.title = replace(second.title, holders=first.title.holders)
            _join(first, second)
        elif _is_nested(doc, first.title, second.title) and not first.people:
            _take_from_within(page, doc, first, second)
    return [one for use in uses if _is_post(use.title) for one in _spread(use)]


def _is_titled(page: Page, doc: Doc, before: Use, title: Title) -> bool:
    """Whether the name before a title's comma has its own before it: "the President, Ana Zed, the Premier, Bo
    Roe, and": a name that follows then is this title's.
    """
    at = title.left - 2
    mention = page.at(doc[at]) if at > 0 and doc[at + 1].text == "," else None
    if mention is None or not before.people or before.rule not in _BEFORE_NAME:
        return False
    return before.people[-1].span == mention.span


def _is_nested(doc: Doc, first: Title, second: Title) -> bool:
    """Whether the second title only says whose the first is: "adviser to the President"."""
    linked = second.left == first.right + 1 and doc[first.right].lower_ in _TO
    core = first.core.end  # "a spokesman for the UN High Commissioner": the UN is the second's
    adjacent = second.left == first.right > core and doc[core].lower_ in _TO
    return not first.row.plural and (linked or adjacent)


def _take_from_within(page: Page, doc: Doc, first: Use, second: Use) -> None:
    """Give the first title the person that the second, which stands within it, was tied to."""
    if not second.people and second.title.right < len(doc):
        second.title = replace(second.title, definite=True)
        around_name(page, doc, second)
    after = second.rule == "posts.title-comma-name"  # "a spokesman for the High Commissioner, Bo Roe"
    before = second.rule == "posts.title-before-name" and second.title.left == first.title.right + 1
    if second.people and (after or (before and second.title.definite and not first.title.indefinite)):
        first.people, second.people = second.people, []
        first.rule, first.term = second.rule, Term(first.title.status)


def _spread(use: Use) -> list[Use]:
    """A plural title of several states as one use for each person with their own."""
    owners = [token for kind, token in use.title.holders if kind in ("of", "before")]
    if not use.title.row.plural or not use.people or (len(owners) < 2 and not use.places):
        return [use]
    if not use.places and len(owners) == len(use.people):
        use.places = dict(enumerate(owners))
    bare = replace(use.title, holders=())
    return [
        replace(
            use,
            title=replace(bare, holders=(("of", use.places[at]),)) if at in use.places else bare,
            people=[person],
        )
        for at, person in enumerate(use.people)
    ]


def _is_post(title: Title) -> bool:
    """Whether a title is a post's: no rank or form of address, no "speaker at a rally"."""
    role = title.row.role
    return bool(role) and role not in _NO_POST and not (role == "Speaker" and title.indefinite)


def _is_joint(doc: Doc, first: Title, second: Title) -> bool:
    """Whether only a joint stands between: "Deputy Prime Minister – Minister of Foreign Affairs"."""
    if second.left - first.right > 3 or first.row.plural or second.left < first.right:
        return False
    between = [token for token in doc[first.right : second.left] if not token.is_space]
    if not between:  # "Foreign Minister Dr Ana Zed", not "mayor candidate Ana Zed"
        return second.row.role in ("", "General") and first.right == first.core.end
    if between and between[0].text == "," and first.definite and first.head.dep_ == "pobj":
        return False  # "on behalf of the President of Norland, Deputy Prime Minister Ana Zed"
    return all(token.lower_ in _JOINTS for token in between) and not (
        between and between[0].text == "," and second.definite
    )


def _join(first: Use, second: Use) -> None:
    """Two titles in one breath are two tenures of the same person."""
    told = first.people or first.pronoun is not None
    if (
        told
        and not second.people
        and second.title.left > first.title.right
        and first.rule != "posts.title-before-name"
    ):
        second.people, second.rule, second.modality = list(first.people), first.rule, first.modality
        second.pronoun = first.pronoun
        second.term = first.term if second.title.status == "current" else Term(second.title.status)
    elif second.people and not first.people and second.rule == "posts.title-before-name":
        word = second.title.core.doc[first.title.right].lower_
        if word == "and" and first.title.row.one_holder and first.title.definite:
            return  # "the President and Prime Minister Zed" are two people
        first.people, first.rule = list(second.people), "posts.joint-title"
        first.term = Term(first.title.status)
