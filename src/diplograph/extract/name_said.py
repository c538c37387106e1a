"""What kind of thing a name names, from what its sentence says of it; and names that only this shows.

"Zed is a political party", "the newspaper Zed", "the Zed faction", "Zed was
born in 1950": such words tell the kind of a name that the model takes for
something else, and that a run of capitals it left unmarked is a name at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from diplograph.extract.kinds import demonym_state, find_head, kind_words, known_names, word_list
from diplograph.extract.name_drafts import Draft, is_in_title, is_name_word, title_words
from diplograph.extract.titles import load_roles
from diplograph.model import MentionType

__all__ = ["iter_said", "kind_said"]

_BEING = frozenset(("be", "become", "remain"))


def kind_said(doc: Doc, start: int, end: int) -> MentionType | None:
    """The kind that the words around a name give it, or None where they say nothing.

    >>> import spacy
    >>> kind_said(spacy.blank("en")("Zed spoke"), 0, 1) is None
    True
    """
    root = doc[start:end].root
    kind = _beside(doc, start, end) or _as_noun(root, end) or _as_subject(root)
    shouted = kind == "Person" and end - start == 1 and root.text.isupper()
    return None if shouted else kind  # "AP resigned": letters stand for no person


def _beside(doc: Doc, start: int, end: int) -> MentionType | None:
    """ "the newspaper Zed", "opposition parties Zed and Wye", "the Zed faction"."""
    if end < len(doc) and doc[end].text.islower() and "-" not in doc[end - 1].text:
        found = kind_words("after").get(doc[end].lemma_)
        if found is not None:
            return found
    return _said_before(doc, start)


def _said_before(doc: Doc, start: int) -> MentionType | None:
    before = doc[start - 1] if start else None
    if (
        before is None
        or not before.text.islower()
        or before.pos_ != "NOUN"
        or before.dep_ in ("pobj", "dobj")
    ):
        return None
    return _kind_of(before)


def _kind_of(noun: Token) -> MentionType | None:
    lemma = noun.lemma_.lower()
    return kind_words("noun").get(lemma) or ("Person" if lemma in title_words() else None)


def _as_noun(root: Token, end: int) -> MentionType | None:
    """ "Zed is a party", "Zed, a party", "a party, Zed"."""
    for child in root.children:
        if child.dep_ == "appos" and child.i >= end and child.pos_ == "NOUN" and _has_article(child):
            return _kind_of(child)
    if root.dep_ == "nsubj" and root.head.lemma_ in _BEING:
        nouns = [c for c in root.head.children if c.dep_ == "attr" and c.i > root.head.i]
        if nouns and nouns[0].pos_ == "NOUN" and _has_article(nouns[0]):
            return _kind_of(nouns[0])
    return None


def _has_article(noun: Token) -> bool:
    return any(child.lower_ in ("a", "an") for child in noun.children)


def _as_subject(root: Token) -> MentionType | None:
    """ "Zed graduated", "Zed was headquartered in ..."."""
    if root.dep_ == "nsubj" and root.i < root.head.i:
        return kind_words("verb").get(root.head.lemma_)
    if root.dep_ == "nsubjpass":
        lemma = "found" if root.head.lower_ == "founded" else root.head.lemma_
        return kind_words("passive").get(lemma)
    if root.head.lower_ == "headquartered" or (root.head.dep_ == "acl" and root.head.lower_ == "founded"):
        return "Organization"
    return None


def iter_said(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """Runs of capitals that the model left unmarked and whose sentence says what they name."""
    i = 0
    while i < len(words):
        if not _is_unmarked(doc[i], words[i]):
            i += 1
            continue
        end = i + 1
        while end < len(words) and _is_unmarked(doc[end], words[end]) and not doc[end].is_sent_start:
            end += 1
        draft = _draft(doc, words, i, end)
        if draft is not None:
            yield draft
        i = end


def _is_unmarked(token: Token, word: str) -> bool:
    return token.ent_type_ in ("", "NORP") and token.tag_ in ("NNP", "NNPS") and is_name_word(word)


def _draft(doc: Doc, words: list[str], start: int, end: int) -> Draft | None:
    run = words[start:end]
    text = " ".join(run)
    lower = {word.lower() for word in run}
    if (
        (len(run) == 1 and (doc[start].is_sent_start or len(text) < 3))
        or lower & (title_words() | word_list("calendar-words"))
        or text.lower() in load_roles()
        or text in word_list("not-names")
        or text in known_names()
        or demonym_state(run[-1]) is not None
        or all(map(str.isupper, run))
        or (len(run) == 1 and doc[start].tag_ == "NNPS")
        or find_head(run) is not None
        or (end < len(words) and words[end] == "-")
    ):
        return None
    is_folk = doc[start].ent_type_ == "NORP"  # believers and peoples, but for "the party Zed"
    # a lone word before "movement" may be anything: "the Birther movement", "ex-Muslims movement"
    is_loose = len(run) == 1 and end < len(words) and doc[end].lemma_ in kind_words("after")
    kind = _said_before(doc, start) if is_folk or is_loose else kind_said(doc, start, end)
    if kind is None:
        return None
    draft = Draft(doc, start, end, kind, "names.said", 8)
    return None if is_in_title(draft, words) else draft
