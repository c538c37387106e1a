"""Persons' names whole: without title, with particles, initials, nicknames and suffixes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from diplograph.extract.kinds import find_head, is_given_name, word_list
from diplograph.extract.name_drafts import Draft, is_name_word, title_before, title_length
from diplograph.extract.titles import load_roles

__all__ = ["iter_nobles", "mend_person"]

_SUFFIXES = frozenset(("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"))


_QUOTES = frozenset(('"', "“", "”", "'", "‘", "’"))


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
        end -= size
    if start >= end:
        return None
    start, end = _grow_left(doc, words, start), _grow_right(doc, words, start, end)
    head = find_head(words[start:end]) if end - start > 1 else None
    if head is not None and words[start] not in ("Port", "New") and not is_given_name(words[start]):
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
        is_initial = len(word) == 2 and word[0].isupper() and word[1] == "."
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
            if not is_name_word(words[end + 1]) and words[end + 1] not in word_list("name-particles"):
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


def _goes_on(words: list[str], at: int) -> bool:
    """Whether a name follows this particle: "el-Sissi", "van Rompuy"."""
    after = (
        words[at + 2]
        if words[at + 1 : at + 2] == ["-"] and at + 2 < len(words)
        else "".join(words[at + 1 : at + 2])
    )
    return is_name_word(after) and words[at] not in ("y", "e", "i")


def iter_nobles(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """Persons named by their rank alone: "Duchess of Cambridge"."""
    for i, word in enumerate(words[:-2]):
        if word in _NOBLE and words[i + 1] == "of" and is_name_word(words[i + 2]):
            yield Draft(doc, i, i + 3, "Person", "names.noble", 1, None, True)
