"""Whom a title is said of: before the name, after it, or by a verb."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from diplograph.extract.page import Page
from diplograph.extract.post_clauses import by_verb
from diplograph.extract.post_names import after_name, around_name, before_name
from diplograph.extract.post_uses import Use
from diplograph.extract.tenures import Term
from diplograph.extract.title_walk import iter_titles
from diplograph.extract.titles import Title

__all__ = ["find_uses"]

# Roles that are no post one holds: who founds or stands for office is a relation or an event.
_NO_POST = {"Founder", "Candidate", "Official", "General", "Diplomat"}
_JOINTS = {"and", "&", "/", "-", "–", "—", ",", "as", "well"}


def find_uses(page: Page, doc: Doc) -> list[Use]:
    """Every title of a paragraph that names a post, tied to the people it is said of, in order."""
    uses = []
    for title in iter_titles(page, doc):
        use = Use(title, term=Term(title.status))
        uses.append(use)
        if title.claimed:
            continue
        for attach in (before_name, after_name, around_name, by_verb):
            if attach(page, doc, use):
                break
    for first, second in pairwise(uses):
        if _is_joint(doc, first.title, second.title):
            _join(first, second)
        elif _is_within(doc, first, second):
            first.people, second.people = second.people, []
            first.rule, first.term = second.rule, Term(first.title.status)
    return [one for use in uses if _is_post(use.title) for one in _spread(use)]


def _is_within(doc: Doc, first: Use, second: Use) -> bool:
    """Whether the second title only says whose the first is: "Adviser to the President Ana Zed"."""
    if first.people or not second.people or second.rule != "posts.title-before-name":
        return False
    left = first.title.right
    linked = second.title.left == left + 1 and doc[left].lower_ in ("of", "to", "for")
    return linked and second.title.definite and not first.title.indefinite and not first.title.row.plural


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
    return all(token.lower_ in _JOINTS for token in between) and not (
        between and between[0].text == "," and second.definite
    )


def _join(first: Use, second: Use) -> None:
    """Two titles in one breath are two tenures of the same person."""
    told = first.people or first.pronoun is not None
    if told and not second.people and first.rule != "posts.title-before-name":
        second.people, second.rule, second.modality = list(first.people), first.rule, first.modality
        second.pronoun = first.pronoun
        second.term = first.term if second.title.status == "current" else Term(second.title.status)
    elif second.people and not first.people and second.rule == "posts.title-before-name":
        word = second.title.core.doc[first.title.right].lower_
        if word == "and" and first.title.row.one_holder and first.title.definite:
            return  # "the President and Prime Minister Zed" are two people
        first.people, first.rule = list(second.people), "posts.joint-title"
        first.term = Term(first.title.status)
