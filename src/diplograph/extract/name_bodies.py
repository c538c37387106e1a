"""Bodies' names whole: "Social Democratic and Labour Party", "Ministry of Justice of X", "Iraqi army"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from diplograph.extract.kinds import demonym_state, federated_states, find_head, known_names, name_words
from diplograph.extract.name_drafts import DETERMINERS, Draft, is_name_word, title_length, title_words
from diplograph.extract.name_tables import ent_end
from diplograph.extract.titles import load_roles

__all__ = ["iter_common", "iter_headed", "iter_subjects", "mend_organization"]

_ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th)")


_LINKS = frozenset(("of", "for", "on", "in", "to", "and", "or", "the", "&"))
_ON = frozenset(("on", "for", "against", "concerning", "relating"))
_RANKS = frozenset(("capt", "gen", "col", "lt"))
_SEATS = frozenset(("Directors", "Trustees", "Regents", "Visitors"))
_PREFIXES = frozenset(("Co", "Anti", "Non", "Inter", "Pan", "Trans", "Multi", "Afro", "Euro"))


_ADJECTIVE_END = re.compile(r"(?:ic|al|ive|ist|ian|ed)$")


def mend_organization(draft: Draft, words: list[str]) -> Draft | None:
    """A body's name made whole, or None where the words name an office or a state."""
    doc, start, end = draft.doc, draft.start, draft.end
    if words[start] == "The":
        start += bool(title_length(words, start + 1, end))
    size = title_length(words, start, end)
    if size and words[start + size - 1] not in ("General",):
        rest = words[start + size : end]
        if not rest or rest[0] in ("of", "for", "on", "to", "in", "and", "-", "–", ","):
            return None  # an office, not a body: "Commissioner for Human Rights"
        if find_head(words[start:end]) is None and not rest[0].isupper():
            return replace(draft, start=start + size, type="Person", title=True)
    if words[start] == "Government" and words[start + 1 : start + 2] == ["of"]:
        return None  # the state is the actor; its name inside is found by itself
    if (
        words[start : start + 2] == ["Office", "of"]
        and title_length(words, start + 2, end) == end - start - 2
    ):
        return None  # "the Office of President"
    start, end = _start_of_name(doc, words, start, end), _end_of_name(doc, words, start, end)
    return _with_head(draft, words, start, end) if start < end else None


def _end_of_name(doc: Doc, words: list[str], start: int, end: int) -> int:
    """The end without the titles, small letters and links that the model took in."""
    while end - start > 1 and words[end - 1].rstrip(".").lower() in title_words() | _RANKS:
        if find_head([words[end - 1]]) is not None or words[end - 2] in _LINKS:
            break  # "House of Representatives", "Fund for Justice"
        end -= 1
    cut = next((i for i in range(end, start, -1) if is_name_word(words[i - 1])), end)
    if cut < end and " ".join(words[start:cut]) in known_names():
        end = cut  # "UN system"
    return _end_after_link(doc, words, start, _end_before_link(words, start, end))


def _with_head(draft: Draft, words: list[str], start: int, end: int) -> Draft:
    """The body's name with the kind that its own words tell, to the end of what belongs to it."""
    doc = draft.doc
    head = find_head(words[start:end])
    if head is None and words[end : end + 1] == ["and"] and _ADJECTIVE_END.search(words[end - 1]):
        end = _joined_end(doc, words, end)
        head = find_head(words[start:end])
    if head is not None:
        end = _of_end(doc, words, end)
        pair = known_names().get(" ".join(words[end - 1 : end + 2]))
        end += 2 * (pair is not None and pair.kind == "Place")  # "Law Society of England" "and Wales"
    if head is None or end - start == 1:
        return replace(draft, start=start, end=end)
    certain = head.kind != "Place"
    return replace(draft, start=start, end=end, type=head.kind, subtype=head.subtype, fixed=certain)


def _end_before_link(words: list[str], start: int, end: int) -> int:
    """The end of a known body's name before a link: "European Union" in "European Union for Sudan"."""
    if " ".join(words[start:end]) in known_names():
        return end
    for at in range(start + 1, end - 1):
        if words[at] in ("for", "to", "in"):
            known = known_names().get(" ".join(words[start:at]))
            after = known_names().get(" ".join(words[at + 1 : end]))
            is_body = known is not None and known.kind == "Organization" and known.known
            is_place = after is not None and after.kind == "Place"
            return at if is_body and (is_place or words[at + 1] == "the") else end
    return end


def _start_of_name(doc: Doc, words: list[str], start: int, end: int) -> int:
    """The start of a name that the model cut at a hyphen ("Co-operative Federation") or began too early."""
    if start > 2 and words[start - 2] == "-" and words[start - 3] in _PREFIXES:
        return start - 3
    if _is_joined_before(doc, words, start, end):
        return start - 2
    if words[start].isdigit() and words[end - 1] in ("Party", "Alliance", "Union"):
        return start + 1  # "7 Labour Party members"
    if words[start : start + 2] == ["Board", "of"] and "".join(words[start + 2 : start + 3]) in _SEATS:
        return start + 4 + (words[start + 4 : start + 5] == ["the"])  # the body whose board it is
    return start


def _is_joined_before(doc: Doc, words: list[str], start: int, end: int) -> bool:
    """Whether the model cut a name at its "and": "the Bread and Water Party"."""
    if start < 3 or words[start - 1] != "and" or words[start - 3].lower() != "the" or end - start < 2:
        return False
    first = doc[start - 2]
    if not is_name_word(first.text) or first.ent_type_ or first.text in known_names():
        return False
    inside = first.dep_ in ("nmod", "compound") and start <= first.head.i < end
    return inside and find_head([words[end - 1]]) is not None and not words[end - 1].endswith("s")


def _end_after_link(doc: Doc, words: list[str], start: int, end: int) -> int:
    """The end of a name that the model cut at a small word: with the name after "of", else without it."""
    goes_on = words[end - 1] == "of" and end - start > 1 and end < len(words) and is_name_word(words[end])
    if start and words[start - 1] == "of" and find_head(words[start : end - 1]) is None:
        goes_on = False  # "Minister of" "Foreign Affairs of Example"
    if goes_on and doc[end].ent_iob_ == "B" and doc[end].ent_type_ in ("GPE", "LOC", "ORG", "NORP"):
        return ent_end(doc, end)
    while end > start and words[end - 1] in _LINKS:
        end -= 1
    return end


def _joined_end(doc: Doc, words: list[str], end: int) -> int:
    """The end of "Social Democratic and Labour Party", which the model takes for two names."""
    if end + 1 < len(words) and doc[end + 1].ent_type_ == "ORG" and is_name_word(words[end + 1]):
        stop = ent_end(doc, end + 1)
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
        and is_name_word(words[stop])
        and doc[stop].ent_type_ in ("GPE", "ORG", "LOC", "NORP", "")
    ):
        if doc[stop].pos_ not in ("PROPN", "ADJ", "NOUN"):
            break
        stop += 1
    return stop if stop > at and not load_roles().get(words[at].lower()) else end


def iter_headed(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """Runs of capitalised words that the model left unmarked and that a head word tells the kind of."""
    heads = name_words()["head"]
    for i, word in enumerate(words):
        head = heads.get(word)
        if (
            word == "State"
            and i
            and words[i - 1] in federated_states()
            and not is_name_word("".join(words[i + 1 : i + 2]))
        ):
            yield Draft(doc, i - 1, i + 1, "Organization", "names.headed", 4, "University", True)
        if (
            head is None
            or head.kind not in ("Organization", "Document")
            or doc[i].ent_type_ in ("ORG", "WORK_OF_ART")
        ):
            continue
        start = i
        while start > 0 and is_name_word(words[start - 1]) and not doc[start - 1].is_punct:
            if doc[start].is_sent_start or (
                doc[start - 1].is_sent_start and doc[start - 1].pos_ not in ("PROPN", "ADJ")
            ):
                break
            start -= 1
        if (
            head.kind == "Document"
            and start > 1
            and words[start - 1] in ("of", "on")
            and is_name_word(words[start - 2])
        ):
            start -= 2
        while start < i and words[start].lower() in DETERMINERS | title_words():
            start += 1
        if start and _ORDINAL.fullmatch(words[start - 1]):
            start -= 1
        if _is_joined_before(doc, words, start, i + 1):
            start -= 2
        end = _of_end(doc, words, i + 1)
        if end - start > 1 and words[i - 1 : i] != ["of"]:
            yield Draft(doc, start, end, head.kind, "names.headed", 6, head.subtype, True)


def iter_subjects(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """Documents told by what they are on: "Treaty on the Peaceful Use of Rivers"."""
    table = name_words()
    for i, word in enumerate(words[:-2]):
        found = table["subject"].get(word) or table["head"].get(word)
        if found is None or found.kind != "Document" or words[i + 1] not in _ON:
            continue
        if {doc[i + 2].ent_type_, doc[min(i + 3, len(doc) - 1)].ent_type_} & {"DATE", "TIME"}:
            continue  # "the Convention on June 20"
        if words[i + 1] == "for" and i and is_name_word(words[i - 1]) and not doc[i - 1].is_sent_start:
            continue  # "signed the Harn Agreement for Ostria"
        end = i
        for at in range(i + 2, min(i + 16, len(words))):
            if is_name_word(words[at]) and not doc[at].is_sent_start:
                end = at + 1
            elif (words[at] not in _LINKS and words[at] != "-") or words[at : at + 2] == ["and", "the"]:
                break
        if end > i + 2:
            start = i - 1 if i and is_name_word(words[i - 1]) and doc[i - 1].pos_ == "PROPN" else i
            yield Draft(doc, start, end, "Document", "names.subject", 4, found.subtype, True)


def iter_common(doc: Doc, words: list[str]) -> Iterator[Draft]:
    """Bodies of a state in small letters: "Iraqi army", "US military", "Turkish foreign ministry"."""
    common = name_words()["common"]
    for i, word in enumerate(words[:-1]):
        if not is_name_word(word) or not words[i + 1].islower() or not _is_of_state(doc, i, word):
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
    before = words[i - 1]
    is_word = is_name_word(before) and before.lower() not in DETERMINERS
    return is_word and demonym_state(f"{before} {words[i]}") is not None
