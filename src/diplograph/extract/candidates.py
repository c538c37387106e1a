"""Where names may stand in a paragraph: what the model says, mended, and what the tables and the words say.

Each source yields :class:`Draft` records over tokens of one paragraph;
``choose`` keeps those that do not overlap, the surest first. Kinds are settled
later, over the whole article (``names.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc

from diplograph.extract.kinds import (
    KnownName,
    demonym_state,
    federated_states,
    find_head,
    is_given_name,
    known_names,
    name_words,
    word_list,
)
from diplograph.extract.titles import load_roles
from diplograph.model import MentionType

__all__ = ["Draft", "choose", "iter_drafts", "title_before"]

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
_DETERMINERS = frozenset(
    (
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "your",
        "each",
    )
    + ("every", "some", "any", "near", "around")
)
_POSSESSIVES = frozenset(("'s", "’s", "'", "’", "`s"))
_SUFFIXES = frozenset(("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"))
_QUOTES = frozenset(('"', "“", "”", "'", "‘", "’"))
_COMPANY = frozenset(
    ("Inc.", "Inc", "Ltd.", "Ltd", "LLC", "Corp.", "Co.", "plc", "PLC", "S.A.", "GmbH", "AG")
)
_BREAKS = frozenset(
    ("[", "]", "{", "}", "|", "/", ";", ":", "•", "*", "“", "”", '"', "?", "!", "…", "(", ")", "=", "<", ">")
)
_ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th)")
_ADJECTIVE_END = re.compile(r"(?:ic|al|ive|ist|ian|ed)$")
_DATE = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow|tonight"
    r"|last|next|earlier|later|ago|1[5-9]\d\d|20\d\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A name as one source has it.

    :param start: first token; :param end: after the last token
    :param fixed: the kind is certain from the words; else the article's other mentions have a say
    :param rank: sources in order of trust, the lowest first
    """

    doc: Doc
    start: int
    end: int
    type: MentionType
    rule: str
    rank: int
    subtype: str | None = None
    fixed: bool = False
    known: KnownName | None = None
    title: bool = False

    @property
    def text(self) -> str:
        """The words as they stand."""
        return str(self.doc[self.start : self.end].text)


def iter_drafts(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """Every name that a source sees in a paragraph; they may overlap.

    :param words: the texts of the paragraph's tokens
    """
    yield from _iter_known(doc, words)
    yield from _iter_model(doc, words)
    yield from _iter_headed(doc, words)
    yield from _iter_common(doc, words)
    yield from _iter_nobles(doc, words)
    yield from _iter_documents(doc)


def choose(drafts: list[Draft]) -> list[Draft]:
    """Drafts that do not overlap, numbered documents first, then the longest, then by rank, in the order of the text."""
    taken: set[int] = set()
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.rank > 1, d.start - d.end, d.rank, d.start)):
        span = range(draft.start, draft.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(draft)
    return sorted(kept, key=lambda d: d.start)


# -- the tables ---------------------------------------------------------------
@cache
def _by_first_word() -> dict[str, tuple[tuple[str, KnownName], ...]]:
    """Known names by their first word (up to a space, hyphen or apostrophe), the longest first."""
    index: dict[str, list[tuple[str, KnownName]]] = {}
    for text, name in known_names().items():
        index.setdefault(_FIRST.split(text, maxsplit=1)[0], []).append((text, name))
    return {word: tuple(sorted(names, key=lambda n: (-len(n[0]), n[0]))) for word, names in index.items()}


_FIRST = re.compile(r"[\s'’-]")


def _iter_known(doc: Doc, words: list[str]) -> Iterator[Draft]:
    index, text = _by_first_word(), doc.text
    done = 0
    for i, word in enumerate(words):
        if i < done:
            continue
        names = index.get(word) or index.get(_FIRST.split(word, maxsplit=1)[0])
        if not names:
            continue
        at = doc[i].idx
        for name, known in names:
            if not text.startswith(name, at) or text[at + len(name) : at + len(name) + 1].isalnum():
                continue
            span = doc.char_span(at, at + len(name))
            if span is not None and _is_known_here(doc, i, span.end, words):
                rule = "names.seat" if known.subtype == "Seat" else "names.known"
                yield Draft(doc, i, span.end, known.kind, rule, 2, known.subtype, True, known)
                done = span.end
                break


def _is_known_here(doc: Doc, start: int, end: int, words: list[str]) -> bool:
    """Whether a known name is whole here: "Guinea" isn't in "Papua New Guinea", nor "Paris" in "Paris Hilton"."""
    if end - start > 1:
        return not (end < len(words) and words[end] == "-" and doc[end - 1].whitespace_ == "")
    token = doc[start]
    if token.pos_ not in ("PROPN", "NOUN", "ADJ", "X") or token.ent_type_ in ("PERSON", "WORK_OF_ART"):
        return token.ent_type_ == "PERSON" and doc[start].ent_iob_ == "B" and _ent_end(doc, start) == end
    if token.ent_type_ and _ent_start(doc, start) == start and _ent_end(doc, start) == end:
        return True
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    joined = after == "-" and not token.whitespace_
    return (
        not joined
        and not (_is_name_word(before) and start and not doc[start - 1].is_sent_start)
        and not (
            _is_name_word(after)
            and doc[end].pos_ == "PROPN"
            and doc[end].ent_type_ in ("", token.ent_type_ or "-")
        )
    )


def _ent_start(doc: Doc, i: int) -> int:
    while i > 0 and doc[i].ent_iob_ == "I":
        i -= 1
    return i


def _ent_end(doc: Doc, i: int) -> int:
    i += 1
    while i < len(doc) and doc[i].ent_iob_ == "I":
        i += 1
    return i


def _is_name_word(word: str) -> bool:
    return word[:1].isupper() and word[:1].isalpha()


# -- the model ----------------------------------------------------------------
def _iter_model(doc: Doc, words: list[str]) -> Iterator[Draft]:
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
        if name is not None and name.kind == "Organization" and all(map(_is_name_word, words[cut:end])):
            return cut if is_given_name(words[cut]) and find_head(words[cut:end]) is None else end
    return end


def _trim(doc: Doc, words: list[str], start: int, end: int) -> tuple[int, int]:
    """Without article, possessive, punctuation and white space at the ends; "The" stays where it is of the name."""
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
        if word.lower() in _DETERMINERS or not any(map(str.isalnum, word)) or word in _POSSESSIVES:
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
    """Cut where a name cannot go on: a new line, a bracket, a slash; and, for organizations, lists of them."""
    at = start
    for i in range(start, end):
        word = words[i]
        is_cut = word in _BREAKS or "\n" in word or "[" in word
        if not is_cut and kind == "Organization" and i > start:
            is_cut = _ends_listed(words, at, i, end)
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
    """Whether the comma or "and" at ``at`` parts two organizations: what stands before is headed as one by itself."""
    word = words[at]
    if (
        word not in (",", "and", "&")
        or at + 1 >= end
        or words[at + 1] in _COMPANY
        or not _is_name_word(words[at + 1])
    ):
        return False
    head = name_words()["head"].get(words[at - 1])
    left_is_whole = (head is not None and head.kind == "Organization" and at - start > 1) or (
        " ".join(words[start:at]) in known_names()
    )
    return left_is_whole and (
        word != "," or "and" not in words[at:end] or find_head(words[at + 1 : end]) is not None
    )


def _mend(draft: Draft, words: list[str]) -> Draft | None:
    if (
        draft.start >= draft.end
        or _is_shouted(draft, words)
        or _is_in_title(draft, words)
        or draft.text in word_list("not-names")
    ):
        return None
    if draft.type == "Person":
        return _mend_person(draft, words)
    text = " ".join(words[draft.start : draft.end])
    if not any(map(_is_name_word, words[draft.start : draft.end])) and draft.type != "Event":
        return None if text not in known_names() else draft
    if draft.type == "Organization":
        return _mend_organization(draft, words)
    if draft.type == "Document" and find_head(words[draft.start : draft.end]) is None:
        return None
    if draft.type == "Place" and _is_before_state(words, draft.end):
        return replace(draft, rule="names.town", fixed=True)
    head = find_head(words[draft.start : draft.end]) if draft.type == "Place" else None
    if head is not None and draft.end - draft.start > 1:
        draft = replace(draft, type=head.kind, subtype=head.subtype, fixed=head.kind != "Organization")
    return draft


def _is_before_state(words: list[str], end: int) -> bool:
    """Whether a comma and the state of a federation follow: "Allen, Texas"."""
    states = federated_states()
    if words[end : end + 1] != [","]:
        return False
    return any(" ".join(words[end + 1 : end + 1 + size]) in states for size in (1, 2))


def _title_length(words: list[str], start: int, end: int) -> int:
    """How many words at ``start`` are a title or form of address, at most up to ``end``."""
    roles = load_roles()
    for size in range(min(6, end - start), 0, -1):
        if " ".join(words[start : start + size]).lower().replace(" - ", " ").replace("-", " ") in roles:
            return size
    return 0


def _is_shouted(draft: Draft, words: list[str]) -> bool:
    """Whether a lone word in capitals stands among words in capitals, where they say nothing: "THE USA IS GREAT"."""
    if draft.end - draft.start > 1 or not words[draft.start].isupper():
        return False
    near = [
        w
        for w in words[max(draft.start - 2, 0) : draft.start] + words[draft.end : draft.end + 2]
        if w.isalpha()
    ]
    return len(near) > 1 and all(map(str.isupper, near)) and draft.text not in known_names()


def _is_in_title(draft: Draft, words: list[str]) -> bool:
    """Whether the words are part of a longer title: "State" in "Secretary of State"."""
    roles, start, end = load_roles(), draft.start, draft.end
    if end - start > 2 or draft.type not in ("Organization", "Place", "Person"):
        return False
    return any(
        " ".join(words[a:b]).lower() in roles
        for a in range(max(start - 3, 0), start + 1)
        for b in range(end, min(end + 2, len(words)) + 1)
        if (a, b) != (start, end)
    )


def title_before(words: list[str], at: int) -> bool:
    """Whether the words that end before ``at`` are a title or form of address ("Foreign Minister", "Mr")."""
    roles = load_roles()
    folded = ""
    for i in range(at - 1, max(at - 6, -1), -1):
        if words[i].isspace():
            continue
        folded = f"{words[i].lower()} {folded}".strip()
        if folded.replace(" - ", " ").replace("-", " ") in roles:
            return True
    return False


def _mend_person(draft: Draft, words: list[str]) -> Draft | None:
    doc, start, end = draft.doc, draft.start, draft.end
    titled = False
    while size := _title_length(words, start, end):
        if size >= end - start:
            return None
        start, titled = start + size, True
    for i in range(start + 1, end):  # "Smith, deputy director" or "Smith visited"
        if words[i] in (",", "and", "&", "of") and words[i + 1 : i + 2] != ["Jr."]:
            end = i
            break
    while end > start and not _is_name_word(words[end - 1]):
        end -= 1
    while (
        start < end
        and not _is_name_word(words[start])
        and words[start].lower() not in word_list("name-particles")
    ):
        start += 1
    while end - start > 1 and (size := _title_length(words, end - 1, end)) and not titled:
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
            start > 1 and _is_name_word(words[start - 2]) and word not in ("i", "e", "y")
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
            if not (_is_name_word(words[end + 1]) and _is_name_word(words[end + 3])):
                break  # a nickname stands so: Richard "Tex" Coe
            end += 4
        elif word == "," and words[end + 1 : end + 2] and words[end + 1] in ("Jr.", "Sr."):
            end += 2
        elif word == "-" and not doc[end - 1].whitespace_ and not token.whitespace_ and end + 1 < len(words):
            if not _is_name_word(words[end + 1]) and words[end + 1] not in word_list("name-particles"):
                break
            end += 2
        elif (
            word.lower() in word_list("name-particles") and doc[end - 1].whitespace_ and _goes_on(words, end)
        ):
            end += 1
        elif (
            word == "May"
            and end - start == 1
            and is_given_name(last)
            and not "".join(words[end + 1 : end + 2]).isdigit()
        ):
            end += 1
        elif _is_name_word(word) and doc[end - 1].whitespace_ and token.ent_type_ in ("", "PERSON"):
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
    return _is_name_word(after) and words[at] not in ("y", "e", "i")


_NOBLE = frozenset(("Duke", "Duchess", "Earl", "Prince", "Princess", "Marquess", "Countess"))


def _mend_organization(draft: Draft, words: list[str]) -> Draft | None:
    doc, start, end = draft.doc, draft.start, draft.end
    if words[start] == "The":
        start += bool(_title_length(words, start + 1, end))
    size = _title_length(words, start, end)
    if size and words[start + size - 1] not in ("General",):
        rest = words[start + size : end]
        if not rest or rest[0] in ("of", "for", "on", "to", "in", "and", "-", "–", ","):
            return None  # an office, not a body: "Commissioner for Human Rights"
        if find_head(words[start:end]) is None and not rest[0].isupper():
            return replace(draft, start=start + size, type="Person", title=True)
    if words[start] == "Government" and words[start + 1 : start + 2] == ["of"]:
        return None  # the state is the actor; its name inside is found by itself
    while end - start > 1 and words[end - 1].rstrip(".").lower() in _title_words() | {
        "capt",
        "gen",
        "col",
        "lt",
    }:
        if find_head([words[end - 1]]) is not None:
            break
        end -= 1
    cut = next((i for i in range(end, start, -1) if _is_name_word(words[i - 1])), end)
    if cut < end and " ".join(words[start:cut]) in known_names():
        end = cut  # "UN system"
    head = find_head(words[start:end])
    if head is None and words[end : end + 1] == ["and"] and _ADJECTIVE_END.search(words[end - 1]):
        end = _joined_end(doc, words, end)
        head = find_head(words[start:end])
    if head is not None:
        end = _of_end(doc, words, end)
    if head is None or end - start == 1:
        return replace(draft, start=start, end=end)
    certain = head.kind != "Place"
    return replace(draft, start=start, end=end, type=head.kind, subtype=head.subtype, fixed=certain)


def _joined_end(doc: Doc, words: list[str], end: int) -> int:
    """The end of "Social Democratic and Labour Party", which the model takes for two names."""
    if end + 1 < len(words) and doc[end + 1].ent_type_ == "ORG" and _is_name_word(words[end + 1]):
        stop = _ent_end(doc, end + 1)
        if find_head(words[end + 1 : stop]) is not None:
            return stop
    return end


def _of_end(doc: Doc, words: list[str], end: int) -> int:
    """The end of a body's name that goes on with "of (the) Somewhere"."""
    if words[end : end + 1] != ["of"]:
        return end
    at = end + 2 if words[end + 1 : end + 2] == ["the"] else end + 1
    stop = at
    while (
        stop < len(words)
        and _is_name_word(words[stop])
        and doc[stop].ent_type_ in ("GPE", "ORG", "LOC", "NORP", "")
    ):
        if doc[stop].pos_ not in ("PROPN", "ADJ", "NOUN"):
            break
        stop += 1
    return stop if stop > at and not load_roles().get(words[at].lower()) else end


# -- the words ----------------------------------------------------------------
def _iter_headed(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """Runs of capitalised words that the model left unmarked and that a head word tells the kind of."""
    heads = name_words()["head"]
    for i, word in enumerate(words):
        head = heads.get(word)
        if word == "State" and i and words[i - 1] in federated_states() and not _is_name_word("".join(words[i + 1 : i + 2])):
            yield Draft(doc, i - 1, i + 1, "Organization", "names.headed", 4, "University", True)
        if (
            head is None
            or head.kind not in ("Organization", "Document")
            or doc[i].ent_type_ in ("ORG", "WORK_OF_ART")
        ):
            continue
        start = i
        while start > 0 and _is_name_word(words[start - 1]) and not doc[start - 1].is_punct:
            if doc[start].is_sent_start or (
                doc[start - 1].is_sent_start and doc[start - 1].pos_ not in ("PROPN", "ADJ")
            ):
                break
            start -= 1
        if (
            head.kind == "Document"
            and start > 1
            and words[start - 1] in ("of", "on")
            and _is_name_word(words[start - 2])
        ):
            start -= 2
        while start < i and words[start].lower() in _DETERMINERS | _title_words():
            start += 1
        if start and _ORDINAL.fullmatch(words[start - 1]):
            start -= 1
        end = _of_end(doc, words, i + 1)
        if end - start > 1 and words[i - 1 : i] != ["of"]:
            yield Draft(doc, start, end, head.kind, "names.headed", 6, head.subtype, True)


def _iter_nobles(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """Persons named by their rank alone: "Duchess of Cambridge"."""
    for i, word in enumerate(words[:-2]):
        if word in _NOBLE and words[i + 1] == "of" and _is_name_word(words[i + 2]):
            yield Draft(doc, i, i + 3, "Person", "names.noble", 1, None, True)


def _iter_common(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """Bodies of a state in small letters: "Iraqi army", "US military", "Turkish foreign ministry"."""
    common = name_words()["common"]
    for i, word in enumerate(words[:-1]):
        if not _is_name_word(word) or not words[i + 1].islower() or not _is_of_state(doc, i, word):
            continue
        for size in (3, 2, 1):
            found = common.get(" ".join(words[i + 1 : i + 1 + size]))
            if found is not None:
                start = i - 1 if i and _is_joined_demonym(words, i) else i
                yield Draft(doc, start, i + 1 + size, found.kind, "names.common", 6, found.subtype, True)
                break


def _is_of_state(doc: Doc, i: int, word: str) -> bool:
    if demonym_state(word) is not None:
        return True
    known = known_names().get(word) if doc[i].ent_type_ == "GPE" else None
    return known is not None and known.kind == "Place" and any(id.startswith("state/") for id in known.known)


def _is_joined_demonym(words: list[str], i: int) -> bool:
    return _is_name_word(words[i - 1]) and demonym_state(f"{words[i - 1]} {words[i]}") is not None


@cache
def _title_words() -> frozenset[str]:
    return frozenset(title for title in load_roles() if " " not in title)


_NUMBERED = re.compile(
    r"\b(?:A|S|E|A/HRC)/(?:RES|DEC|PV|HRC)/[\w./-]{1,30}\w"
    r"|\b(?:[Rr]esolution|[Dd]ecision|[Dd]irective|[Rr]egulation|[Dd]ecree|Executive Order|Protocol|Proposition)\s"
    r"(?:No\.?\s|no\.?\s|n°\s?)?[A-Z]?\d{1,5}(?:[/-]\d{1,4})?(?:\s\((?:19|20)\d\d\))?(?!\d)"
)


def _iter_documents(doc: Doc) -> Iterator[Draft]:
    """Numbered documents: "A/RES/60/251", "Resolution 2728 (2024)"."""
    for match in _NUMBERED.finditer(doc.text):
        span = doc.char_span(*match.span(), alignment_mode="expand")
        if span is not None:
            yield Draft(
                doc, span.start, span.end, "Document", "names.numbered", 1, _numbered_subtype(match[0]), True
            )


def _numbered_subtype(text: str) -> str:
    lowered = text.lower()
    if "resolution" in lowered or "/res/" in lowered:
        return "Resolution"
    return "Decision" if "decision" in lowered or "/dec/" in lowered else "Law"
