"""One kind for each form of a name, by the votes of all its mentions in the article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from diplograph.extract.kinds import federated_states, find_head, is_given_name, known_names, word_list
from diplograph.extract.name_drafts import Draft, title_before
from diplograph.extract.name_said import kind_said
from diplograph.model import MentionType

__all__ = ["is_acronym", "key_of", "settle", "surnames_of", "with_kind"]

_VOTED: frozenset[MentionType] = frozenset({"Person", "Organization", "Place"})


LOCATIVE = frozenset(
    ("in", "near", "at", "around", "outside", "across", "throughout", "toward", "inside", "within")
)


_SPOKE = frozenset(("said", "says", "told", "added", "denied", "argued", "replied", "noted", "joined"))


_AREAS = frozenset(
    (
        *(
            "city",
            "town",
            "village",
            "province",
            "district",
            "region",
            "county",
            "state",
            "governorate",
            "area",
        ),
        *("suburb", "neighbourhood", "neighborhood", "capital", "port", "municipality", "island", "border"),
        *("river", "camp", "riding", "constituency", "electorate"),
    )
)


_COMPASS = frozenset(("North", "South", "East", "West", "Central", "Centre"))


def key_of(text: str) -> str:
    """What mentions of the same form have in common: the words with single spaces."""
    return " ".join(text.split())


def settle(drafts: dict[int, list[Draft]], words: dict[int, list[str]]) -> dict[str, MentionType]:
    """The kind of each form, by the votes of all its mentions and of the fuller names it is part of."""
    votes: dict[str, Counter[MentionType]] = defaultdict(Counter)
    for draft in (d for found in drafts.values() for d in found):
        if draft.type not in _VOTED or draft.rule == "names.town":
            continue
        for kind, weight in _iter_votes(draft, words[id(draft.doc)]):
            votes[key_of(draft.text)][kind] += weight
    for found in drafts.values():
        for before, draft, after in zip(found, found[1:], found[2:], strict=False):
            if draft.type in _VOTED and before.type == after.type and draft.end - draft.start == 1:
                texts = words[id(draft.doc)]
                if _is_listed(texts, before.end, draft.start) and _is_listed(texts, draft.end, after.start):
                    votes[key_of(draft.text)][before.type] += 3
    for text, counts in list(votes.items()):
        _spread(text, counts, votes)
    return {text: _best(counts) for text, counts in votes.items()}


def _spread(text: str, counts: Counter[MentionType], votes: dict[str, Counter[MentionType]]) -> None:
    """Let a full name vote for its parts: "Murat Nurtleu" for "Nurtleu", "Lake Example" for "Example"."""
    if " " in text:
        parts = text.split(" ")
        if _best(counts) == "Person":
            for part in {parts[-1], parts[-1].capitalize(), parts[-1].title(), " ".join(parts[-2:])} - {text}:
                sure = votes[part].total() if counts["Person"] >= 4 else 0  # then no mislabelling outvotes it
                votes[part]["Person"] += max(counts["Person"], 3) + sure
            votes[parts[0]]["Person"] += 1
            if len(parts) > 2:
                votes[" ".join(parts[:2])]["Person"] += 3
                for part in parts[1:-1]:
                    votes[part]["Person"] += 3 * (not is_given_name(part))
        elif len(parts) == 2 and _best(counts) == "Place" and find_head(parts) is not None:
            votes[parts[0] if find_head(parts[1:]) is not None else parts[1]]["Place"] += 3


def _is_constituency(draft: Draft, words: list[str]) -> bool:
    """Whether a name is a constituency's: "Galway North", "the riding of Zed - Wye"."""
    start, end = draft.start, draft.end
    if end - start > 1 and words[end - 1] in _COMPASS and words[end - 2] not in ("the", "of"):
        return draft.type != "Person" or words[end - 1] not in ("East", "West")  # a surname
    before = words[max(start - 2, 0) : start]
    return before[1:] == ["of"] and before[0] in ("riding", "constituency", "electorate")


def _is_listed(words: list[str], start: int, end: int) -> bool:
    """Whether only a comma or "and" stands between two names."""
    return 0 < end - start <= 2 and all(word in (",", "and", "or", "&") for word in words[start:end])


def _best(counts: Counter[MentionType]) -> MentionType:
    return max(counts, key=lambda kind: (counts[kind], kind))


def _iter_votes(draft: Draft, words: list[str]) -> Iterable[tuple[MentionType, int]]:
    doc, start, end = draft.doc, draft.start, draft.end
    if draft.fixed:
        yield draft.type, 8
        return
    yield draft.type, 2
    said = kind_said(doc, start, end)
    if said is not None:
        yield said, 4
    if draft.title or (draft.type == "Person" and title_before(words, start)):
        yield "Person", 6
    elif draft.type == "Person" and end - start > 1 and words[start - 1 : start] == [","]:
        yield "Person", 6 * bool(title_before(words, start - 1))  # "the minister, Ana Zed"
    if end - start == 1 and draft.type == "Organization" and words[start] in word_list("surnames"):
        yield "Person", 3
    if _is_constituency(draft, words):
        yield "Place", 6
    if end - start > 1 and is_given_name(words[start]):
        yield "Person", 4
    acronym = end - start == 1 and is_acronym(words[start])
    if acronym and draft.type != "Organization" and not _is_shouted_place(words[start]):
        yield "Organization", 3
    if draft.type != "Organization" or end - start == 1:
        yield from _place_votes(draft, words, acronym=acronym)


def _place_votes(draft: Draft, words: list[str], *, acronym: bool) -> Iterable[tuple[MentionType, int]]:
    doc, start, end = draft.doc, draft.start, draft.end
    before = words[start - 1].lower() if start else ""
    after = words[end].lower() if end < len(words) else ""
    if before in LOCATIVE and not doc[start - 1].is_sent_end and not (acronym and before == "at"):
        yield "Place", 2
    if after in _SPOKE and draft.type == "Place":
        yield "Person", 3
    if before == "of" and words[start - 2 : start - 1] == ["native"]:
        yield "Place", 5
    if after == "," and draft.type != "Organization" and _is_state_next(words, end + 1):
        yield "Place", 2
    if after in _AREAS or (before == "of" and start > 1 and words[start - 2].lower() in _AREAS):
        yield "Place", 5


def _is_shouted_place(word: str) -> bool:
    """Whether a word in capitals may be a town's, as in datelines: "CAIRO"."""
    known = known_names().get(word.title())
    return len(word) > 5 or word in federated_states() or (known is not None and known.kind == "Place")


def _is_state_next(words: list[str], at: int) -> bool:
    """Whether a country's name stands here, and not as the owner of what follows: ", Mexico,"."""
    for size in (2, 1):
        known = known_names().get(" ".join(words[at : at + size]))
        if known is not None and any(id.startswith("state/") for id in known.known):
            return words[at + size : at + size + 1] not in (["'s"], ["’s"])
    return False


def is_acronym(word: str) -> bool:
    """Whether a single word is written in capitals throughout, but for one letter."""
    return 2 <= len(word) <= 8 and sum(map(str.isupper, word)) >= max(2, len(word) - 1)


def surnames_of(kinds: dict[str, MentionType]) -> frozenset[str]:
    """The last words of the persons' full names that begin with a known given name."""
    names = (text.split(" ") for text, kind in kinds.items() if kind == "Person" and " " in text)
    return frozenset(words[-1] for words in names if is_given_name(words[0]))


def with_kind(draft: Draft, kinds: dict[str, MentionType], surnames: frozenset[str]) -> Draft:
    """The draft with the kind that its form has in this article."""
    if draft.type == "Organization" and draft.known is not None and draft.text in surnames:
        return replace(
            draft, type="Person", subtype=None, known=None
        )  # "Bloomberg" after "Michael Bloomberg"
    if draft.fixed or draft.type not in _VOTED:
        return draft
    kind = kinds.get(key_of(draft.text), draft.type)
    return draft if kind == draft.type else replace(draft, type=kind, subtype=None)
