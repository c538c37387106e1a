"""The model's names, mended: trimmed, cut where two are one, and left out where they are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from diplograph.extract.kinds import (
    demonym_state,
    federated_states,
    find_head,
    is_given_name,
    known_names,
    name_words,
    word_list,
)
from diplograph.extract.name_bodies import mend_organization
from diplograph.extract.name_drafts import DETERMINERS, Draft, is_in_title, is_name_word
from diplograph.extract.name_people import mend_person
from diplograph.extract.titles import fold_title, roles_by_first_word
from diplograph.model import MentionType

__all__ = ["iter_model"]

_KINDS: dict[str, MentionType] = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "LAW": "Document",
    "DATE": "Date",
    "EVENT": "Event",
}


_POSSESSIVES = frozenset(("'s", "’s", "'", "’", "`s"))


_COMPANY = frozenset(
    ("Inc.", "Inc", "Ltd.", "Ltd", "LLC", "Corp.", "Co.", "plc", "PLC", "S.A.", "GmbH", "AG")
)


_BREAKS = frozenset(
    ("[", "]", "{", "}", "|", "/", ";", ":", "•", "*", "“", "”", '"', "?", "!", "…", "(", ")", "=", "<", ">")
)


_SHOUTED_LINKS = frozenset(("AS", "IN", "AT", "ON", "TO", "BY", "WITH", "FROM", "AFTER", "OVER", "IS", "ARE"))


_DATE = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow|tonight"
    r"|last|next|earlier|later|ago|1[5-9]\d\d|20\d\d)\b",
    re.IGNORECASE,
)


def iter_model(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """The model's names in a paragraph, mended."""
    plural = name_words()["plural"]
    for ent in doc.ents:
        label = ent.label_
        if label == "NORP" and ent.text in plural:
            yield Draft(
                doc, ent.start, ent.end, "Organization", "names.plural", 4, plural[ent.text].subtype, True
            )
            continue
        kind = _KINDS.get(label)
        if kind is None:
            continue
        if kind == "Date":
            if _DATE.search(ent.text):
                yield Draft(doc, *_trim(doc, words, ent.start, ent.end), kind, "names.date", 3, fixed=True)
            continue
        for start, end in _pieces(doc, words, *_trim(doc, words, ent.start, ent.end), kind):
            title = _title_within(words, start, end) if kind == "Organization" else None
            if title is not None:
                owner = known_names()[_owner(words, start, title)]
                last = title - (words[title - 1] in _POSSESSIVES)
                yield Draft(doc, start, last, owner.kind, "names.model", 5)
                continue
            cut = _person_after(words, start, end) if kind == "Organization" else end
            for a, b, what in ((start, cut, kind), (cut, end, "Person")):
                draft = _mend(Draft(doc, a, b, what, "names.model", 5), words)
                if draft is not None:
                    yield draft


def _person_after(words: list[str], start: int, end: int) -> int:
    """Where a person's name begins that the model took into a body's: "Amnesty International Kim Weber"."""
    known = known_names()
    for cut in range(end - 2, start, -1):
        name = known.get(" ".join(words[start:cut]))
        if name is not None and name.kind == "Organization" and all(map(is_name_word, words[cut:end])):
            return cut if is_given_name(words[cut]) and find_head(words[cut:end]) is None else end
    return end


def _title_within(words: list[str], start: int, end: int) -> int | None:
    """Where a title begins that the model took into a known name: "UN Special" before "Rapporteur"."""
    for at in range(start + 1, end):
        for form, role in roles_by_first_word().get(words[at].lower(), ()):
            size = form.count(" ") + 1
            if not role.role or size < 2 or fold_title(" ".join(words[at : at + size])) != form:
                continue
            owner = known_names().get(_owner(words, start, at))
            if owner is not None and (at + size > end or find_head(words[start:end]) is None):
                return at
    return None


def _owner(words: list[str], start: int, end: int) -> str:
    return " ".join(words[start:end]).removesuffix(" 's").removesuffix(" ’s")


def _trim(doc: Doc, words: list[str], start: int, end: int) -> tuple[int, int]:
    """Without article, possessive, punctuation and space at the ends; a "The" of the name itself stays."""
    while start < end:
        word = words[start]
        if (
            word == "The"
            and end - start > 1
            and start
            and not doc[start].is_sent_start
            and words[start - 1][-1:].isalnum()
        ):
            break
        if word.lower() in DETERMINERS or not any(map(str.isalnum, word)) or word in _POSSESSIVES:
            start += 1
        else:
            break
    while end > start:
        word = words[end - 1]
        if (
            word in _POSSESSIVES
            or not any(map(str.isalnum, word))
            or (word == "s" and words[end - 2] in ("'", "’"))
        ):
            end -= 1
        else:
            break
    return start, end


def _pieces(doc: Doc, words: list[str], start: int, end: int, kind: MentionType) -> Iterator[tuple[int, int]]:
    """Cut where a name cannot go on: a new line, a bracket, a slash; and lists of organizations."""
    at = start
    for i in range(start, end):
        word = words[i]
        is_cut = word in _BREAKS or "\n" in word or "[" in word
        if not is_cut and kind == "Organization" and i > start:
            is_cut = _ends_listed(words, at, i, end)
        if not is_cut and kind in ("Organization", "Person") and word.islower() and i > at:
            is_cut = doc[i].tag_ in ("VBD", "VBZ")  # "Zed founded Acme Group" is no name
        if not is_cut and word in _POSSESSIVES and i > at:
            owner = known_names().get(" ".join(words[at:i]))
            is_cut = owner is not None and owner.kind == "Place"
        if is_cut:
            if i > at:
                yield _trim(doc, words, at, i)
            at = i + 1
    if at < end:
        yield _trim(doc, words, at, end)


def _ends_listed(words: list[str], start: int, at: int, end: int) -> bool:
    """Whether the comma or "and" at ``at`` parts two organizations: what stands before is one by itself."""
    word, rest = words[at], words[at + 1 : end]
    if word == "and" and rest[:1] == ["the"]:
        heads = find_head(words[start:at]), find_head(rest[1:])
        return all(head is not None and head.kind == "Organization" for head in heads)
    if word == "or":
        return bool(rest) and is_name_word(rest[0])
    if word not in (",", "and", "&") or not rest or rest[0] in _COMPANY or not is_name_word(rest[0]):
        return False
    left = words[start:at]
    head = name_words()["head"].get(left[-1])
    is_whole = (head is not None and head.kind == "Organization" and at - start > 1) or (
        " ".join(left) in known_names()
    )
    if word != ",":
        return is_whole or (rest[0] == "The" and find_head(left) is not None)
    if "and" in rest or "&" in rest:
        return is_whole and find_head(rest) is not None
    return is_whole or (len(left) > 1 and len(rest) > 1 and not _is_place(rest))


def _is_place(words: list[str]) -> bool:
    """Whether words name a place that may end a body's name after a comma: ", San Diego"."""
    known = known_names().get(" ".join(words))
    return known is not None and known.kind == "Place"


def _mend(draft: Draft, words: list[str]) -> Draft | None:
    if (
        draft.start >= draft.end
        or _is_shouted(draft, words)
        or is_in_title(draft, words)
        or draft.text in word_list("not-names")
    ):
        return None
    if draft.type == "Person":
        return mend_person(draft, words)
    text = " ".join(words[draft.start : draft.end])
    if not any(map(is_name_word, words[draft.start : draft.end])) and draft.type != "Event":
        return None if text not in known_names() else draft
    if draft.type == "Organization":
        return mend_organization(draft, words)
    return _mend_place(draft, words)


def _mend_place(draft: Draft, words: list[str]) -> Draft | None:
    """A place, document or event as its own words tell it."""
    if draft.type == "Place" and demonym_state(draft.text) is not None and draft.text not in known_names():
        return None  # "Cypriot" belongs to a state and names no place
    head = find_head(words[draft.start : draft.end])
    if draft.type == "Document":
        return draft if head is not None else None
    if draft.type == "Event" and head is not None and head.kind == "Document":
        return replace(draft, type="Document", subtype=head.subtype, fixed=True)  # "Paris Agreement"
    if draft.type == "Place" and _is_before_state(words, draft.end):
        return replace(draft, rule="names.town", fixed=True)
    if draft.type == "Place" and head is not None and draft.end - draft.start > 1:
        return replace(draft, type=head.kind, subtype=head.subtype, fixed=head.kind != "Organization")
    return draft


def _is_before_state(words: list[str], end: int) -> bool:
    """Whether a comma and the state of a federation follow: "Allen, Texas"."""
    states = federated_states()
    if words[end : end + 1] != [","]:
        return False
    return any(" ".join(words[end + 1 : end + 1 + size]) in states for size in (1, 2))


def _is_shouted(draft: Draft, words: list[str]) -> bool:
    """Whether a lone word in capitals stands among others, where they say nothing: "THE USA IS GREAT"."""
    own = words[draft.start : draft.end]
    if all(map(str.isupper, own)) and not _SHOUTED_LINKS.isdisjoint(own):
        return True
    if draft.end - draft.start > 1 or not words[draft.start].isupper():
        return False
    near = [
        w
        for w in words[max(draft.start - 2, 0) : draft.start] + words[draft.end : draft.end + 2]
        if w.isalpha()
    ]
    return len(near) > 1 and all(map(str.isupper, near)) and draft.text not in known_names()
