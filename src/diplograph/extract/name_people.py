"""Persons' names whole: without title, with particles, initials, nicknames and suffixes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from diplograph.extract.kinds import (
    demonym_state,
    find_head,
    is_given_name,
    known_names,
    name_words,
    word_list,
)
from diplograph.extract.name_drafts import Draft, is_name_word, title_before, title_length
from diplograph.extract.name_tables import ent_end
from diplograph.extract.titles import load_roles

__all__ = ["iter_nobles", "iter_titled", "mend_person"]

_SUFFIXES = frozenset(("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"))
_QUOTES = frozenset(('"', "“", "”", "'", "‘", "’"))
_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}|[A-Z]\.[A-Z]")
_HYPHENED = frozenset(
    ("led", "era", "style", "like", "elect", "based", "born", "run", "held", "free", "wide")
)
_NAMED_AFTER = frozenset(("Association", "University", "Commission", "Ministry", "Agency"))
"""Kinds of bodies that bear a person's whole name ("Ana Zed Foundation"); a "Bank" may be a surname."""
_NOBLE = frozenset(("Duke", "Duchess", "Earl", "Prince", "Princess", "Marquess", "Countess"))


def mend_person(draft: Draft, words: list[str]) -> Draft | None:
    """A person's name made whole, or None where the words are only a title."""
    doc, start, end = draft.doc, draft.start, draft.end
    titled = False
    while size := title_length(words, start, end):
        if size >= end - start:
            return None
        start, titled = start + size, True
    for i in range(start + 1, end):  # "Smith, deputy director" or "Smith visited"
        if words[i] in (",", "and", "&", "of") and words[i + 1 : i + 2] != ["Jr."]:
            end = i
            break
    while end > start and not is_name_word(words[end - 1]):
        end -= 1
    while (
        start < end
        and not is_name_word(words[start])
        and words[start].lower() not in word_list("name-particles")
    ):
        start += 1
    while end - start > 1 and (size := title_length(words, end - 1, end)) and not titled:
        if end - start == 2 and is_given_name(words[start]):
            break  # "Stephen King"
        end -= size
    if start >= end:
        return None
    start, end = _grow_left(doc, words, start), _grow_right(doc, words, start, end)
    head = find_head(words[start:end]) if end - start > 1 else None
    if head is not None and (
        head.kind == "Event" or head.subtype in _NAMED_AFTER or not is_given_name(words[start])
    ):
        return replace(draft, start=start, end=end, type=head.kind, subtype=head.subtype, fixed=True)
    return replace(draft, start=start, end=end, title=titled or title_before(words, start))


def _grow_left(doc: Doc, words: list[str], start: int) -> int:
    """Take in a given name, initial or particle that the model left out before a surname."""
    while start > 0:
        word, before = words[start - 1], doc[start - 1]
        if (
            before.ent_type_ not in ("", "PERSON")
            or before.is_sent_end
            or not (before.whitespace_ or word == "-")
        ):
            break
        if word == "-" and start > 1 and not before.whitespace_ and not doc[start - 2].whitespace_:
            if not is_name_word(words[start - 2]):
                break
            start -= 2
            continue
        # "H.E. Ona Reth" is an Excellency; "H.E. Bates", with nothing else before the surname, a writer
        is_address = title_length(words, start - 1, start) > 0 and is_name_word(
            "".join(words[start + 1 : start + 2])
        )
        is_initial = _INITIALS.fullmatch(word) is not None and not is_address
        is_particle = word in word_list("name-particles") and (
            start > 1 and is_name_word(words[start - 2]) and word not in ("i", "e", "y")
        )
        if is_given_name(word) or is_initial or is_particle:
            start -= 1
        else:
            break
    return start


def _grow_right(doc: Doc, words: list[str], start: int, end: int) -> int:
    """Take in the rest of a name cut at a hyphen, an initial or a particle, and "Jr."."""
    while end < len(words):
        word, token = words[end], doc[end]
        last = words[end - 1]
        if word in _SUFFIXES:
            end += 1
        elif (
            word in _QUOTES
            and words[end + 2 : end + 3]
            and words[end + 2] in _QUOTES
            and end + 3 < len(words)
        ):
            if not (is_name_word(words[end + 1]) and is_name_word(words[end + 3])):
                break  # a nickname stands so: Richard "Tex" Coe
            end += 4
        elif word == "," and words[end + 1 : end + 2] and words[end + 1] in ("Jr.", "Sr."):
            end += 2
        elif word == "-" and not doc[end - 1].whitespace_ and not token.whitespace_ and end + 1 < len(words):
            part = words[end + 1]
            if not (is_name_word(part) or part in word_list("name-particles") or _is_syllable(words, end)):
                break
            end += 2
        elif (
            word.lower() in word_list("name-particles") and doc[end - 1].whitespace_ and _goes_on(words, end)
        ) or (
            word == "May"
            and end - start == 1
            and is_given_name(last)
            and not "".join(words[end + 1 : end + 2]).isdigit()
        ):
            end += 1
        elif is_name_word(word) and doc[end - 1].whitespace_ and token.ent_type_ in ("", "PERSON"):
            cut_short = (
                "-" in last
                or words[end - 2 : end - 1] == ["-"]
                or last in word_list("name-particles")
                or last.endswith(".")
            )
            single = end - start == 1 and is_given_name(last) and token.pos_ == "PROPN"
            if not (cut_short or single) or token.is_sent_start or word.lower() in load_roles():
                break
            end += 1
        else:
            break
    return end


def _is_syllable(words: list[str], at: int) -> bool:
    """Whether the hyphen here joins a small-letter part of a given name: "Kim Dae-jung", not "Kim-led"."""
    part = words[at + 1]
    is_short = len(part) <= 5 and len(words[at - 1]) <= 5 and part.isalpha() and part.islower()
    return is_short and is_name_word("".join(words[at - 2 : at - 1])) and part not in _HYPHENED


def _goes_on(words: list[str], at: int) -> bool:
    """Whether a name follows this particle: "el-Sissi", "van Rompuy"."""
    after = (
        words[at + 2]
        if words[at + 1 : at + 2] == ["-"] and at + 2 < len(words)
        else "".join(words[at + 1 : at + 2])
    )
    return is_name_word(after) and words[at] not in ("y", "e", "i")


def iter_titled(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """Names after a title or after a given name, which the model may have missed or misread.

    "Foreign Minister Murat Nurtleu" names a person whatever the model says; so
    does a known given name with a surname after it.
    """
    done = 0
    for i, word in enumerate(words):
        if i < done or not is_name_word(word) or word in _SUFFIXES:
            continue
        size = title_length(words, i, len(words))
        start = i + size
        while (
            size and start < len(words) and (words[start].isspace() or title_length(words, start, len(words)))
        ):
            start += title_length(words, start, len(words)) or 1
        if not size and not is_given_name(word):
            continue
        end = _run_end(doc, words, start)
        if _is_person(doc, words, start, end, titled=size > 0):
            yield Draft(
                doc, start, end, "Person", "names.titled" if size else "names.given", 4, title=size > 0
            )
        done = max(end, i + 1) if not size else start


def _run_end(doc: Doc, words: list[str], start: int) -> int:
    """The end of the run of capitalised words, particles and hyphens that begins here."""
    end = start
    while end < len(words) and end - start < 7 and is_name_word(words[end]):
        goes_on = is_name_word("".join(words[end + 1 : end + 2]))
        is_surname = end - start == 1 and is_given_name(words[start]) and not goes_on  # "Mr Stephen King"
        if (title_length(words, end, end + 1) and not is_surname) or words[end].lower() in word_list(
            "calendar-words"
        ):
            break
        end = _grow_right(doc, words, start, end + 1)
        if end < len(words) and not doc[end - 1].whitespace_:
            break
    return end


def _is_person(doc: Doc, words: list[str], start: int, end: int, *, titled: bool) -> bool:
    """Whether a run after a title or that begins with a given name is a person's name."""
    if start >= end or (not titled and end - start < 2):
        return False
    run = words[start:end]
    text = " ".join(run)
    known = known_names().get(text) or known_names().get(run[0])
    if (known is not None and known.kind != "Person") or demonym_state(run[0]) is not None:
        return False
    if (
        find_head(run) is not None
        or name_words()["head"].get(run[0]) is not None
        or text in word_list("not-names")
    ):
        return False
    labels = {token.ent_type_ for token in doc[start:end]}
    if labels & {"NORP", "LAW", "EVENT", "WORK_OF_ART", "PRODUCT", "LANGUAGE"}:
        return False
    whole = ent_end(doc, start) >= end and doc[start].ent_iob_ == "B"
    if whole and labels & {"ORG", "GPE", "FAC", "LOC"}:
        return titled and len(run) == 1 and labels == {"ORG"}
    return all(token.pos_ in ("PROPN", "PUNCT", "ADP", "X", "NOUN", "DET") for token in doc[start:end])


def iter_nobles(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """Persons named by their rank alone: "Duchess of Cambridge"."""
    for i, word in enumerate(words[:-2]):
        if word in _NOBLE and words[i + 1] == "of" and is_name_word(words[i + 2]):
            yield Draft(doc, i, i + 3, "Person", "names.noble", 1, None, True)
