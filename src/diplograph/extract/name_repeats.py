"""The names of an article where no source saw them: repeated, shortened to a head word, as loose initials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc

from diplograph.extract.acronyms import Initials
from diplograph.extract.kinds import find_head, known_names, name_words
from diplograph.extract.name_drafts import Draft
from diplograph.extract.name_votes import key_of
from diplograph.extract.titles import load_roles
from diplograph.model import MentionType

__all__ = [
    "Forms",
    "find_loose_acronyms",
    "forms_by_first_word",
    "full_heads",
    "iter_repeats",
    "iter_short_forms",
]


Forms = dict[str, list[tuple[tuple[str, ...], MentionType, str]]]
"""The words, kind and usual spelling of an article's names, by their first word."""


def iter_repeats(doc: Doc, words: list[str], settled: list[Draft], forms: Forms) -> Iterable[Draft]:
    """The names that the article has elsewhere, where they stand unmarked."""
    covered = {i for draft in settled for i in range(draft.start, draft.end)}
    done = 0
    for i, word in enumerate(words):
        if i < done or i in covered or word not in forms:
            continue
        for form, kind, usual in forms[word]:
            end = i + len(form)
            if (
                tuple(words[i:end]) == form
                and covered.isdisjoint(range(i, end))
                and _is_repeat(doc, words, i, end, kind)
            ):
                yield Draft(doc, i, end, kind, "names.repeat", 7, known=known_names().get(usual), usual=usual)
                done = end
                break


def _is_distinctive(word: str) -> bool:
    """Whether a word looks like no common word: "JDRF", "WikiLeaks"."""
    return len(word) > 2 and any(map(str.isupper, word[1:])) and any(map(str.isalpha, word))


def forms_by_first_word(kinds: dict[str, MentionType], *, shouted: bool = False) -> Forms:
    """The names of an article by their first word, the longest first.

    :param shouted: as they stand in a headline all in capitals
    """
    forms: Forms = defaultdict(list)
    for text, kind in kinds.items():
        parts = tuple((text.upper() if shouted else text).split(" "))
        if (parts[0][:1].isupper() or len(parts) > 1) and not (
            shouted and len(text) < 4 and not text.isupper()
        ):
            forms[parts[0]].append((parts, kind, text))
    for entries in forms.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry[0], entry[2]))
    return forms


def _is_repeat(doc: Doc, words: list[str], start: int, end: int, kind: MentionType) -> bool:
    """Whether these words are the name again, and not a word that happens to look like it."""
    token, word = doc[start], words[start]
    if end - start > 1 or _is_distinctive(word):
        return True
    if (
        token.pos_ not in ("PROPN", "NOUN", "ADJ", "X", "VERB")
        or word.lower() in load_roles()
        or len(word) < 2
    ):
        return False
    if token.pos_ != "PROPN" and (token.is_sent_start or not word[0].isupper()):
        return False
    after = words[end] if end < len(words) else ""
    before = words[start - 1] if start else ""
    if after == "-" and not token.whitespace_:
        return False
    if kind != "Person" and (
        after[:1].isupper() and doc[end].pos_ == "PROPN" and find_head([word, after]) is not None
    ):
        return False
    return not (
        before[:1].isupper() and doc[start - 1].pos_ == "PROPN" and token.ent_type_ and kind == "Person"
    )


def find_loose_acronyms(
    words: dict[int, list[str]], drafts: dict[int, list[Draft]], acronyms: dict[str, str]
) -> None:
    """Find acronyms no source saw whose letters are the initials of one organization named in the article."""
    docs = {id(draft.doc): draft.doc for found in drafts.values() for draft in found}
    names = Initials(
        sorted(
            {
                key_of(d.text)
                for found in drafts.values()
                for d in found
                if d.type == "Organization" and " " in d.text
            }
        )
    )
    for id_, texts in words.items():
        if id_ not in docs or sum(map(str.isupper, texts)) * 3 > len(texts):
            continue
        covered = {i for draft in drafts[id_] for i in range(draft.start, draft.end)}
        for i, word in enumerate(texts):
            if i in covered or not (word.isupper() and 2 <= len(word) <= 6 and word.isalpha()):
                continue
            full = [acronyms[word]] if word in acronyms else list(names.of(word))
            if len(full) == 1:
                acronyms[word] = full[0]
                drafts[id_].append(Draft(docs[id_], i, i + 1, "Organization", "names.acronym", 3, fixed=True))
        drafts[id_].sort(key=lambda d: d.start)


def full_heads(kinds: dict[str, MentionType], acronyms: dict[str, str]) -> dict[str, set[str]]:
    """Head words of the bodies named in full, with those names: a short form must leave only one to mean."""
    heads: dict[str, set[str]] = defaultdict(set)
    for text in sorted(text for text, kind in kinds.items() if kind == "Organization" and " " in text):
        words = text.split(" ")
        cut = next((i for i, word in enumerate(words) if i and word in ("of", "for", "on")), len(words))
        heads[words[cut - 1]].add(text)
    return heads


def iter_short_forms(
    doc: Doc, words: list[str], settled: list[Draft], heads: dict[str, set[str]]
) -> list[Draft]:
    """ "The Council" and "the Ministry", in capitals, after a body with that head was named in full."""
    covered = {i for draft in settled for i in range(draft.start, draft.end)}
    table = name_words()["head"]
    found = []
    for i, word in enumerate(words):
        if word not in heads or i in covered or i == 0 or words[i - 1].lower() not in ("the", "'s", "’s"):
            continue
        after = words[i + 1] if i + 1 < len(words) else ""
        if after[:1].isupper() or after in ("of", "-", "for") or word not in table:
            continue
        found.append(Draft(doc, i, i + 1, "Organization", "names.short", 7, table[word].subtype, True))
    return found
