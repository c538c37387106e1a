"""Find names: which words name a person, an organization, a place, a document or a date, and whom.

Three steps over the whole article: drafts from every source, paragraph by
paragraph; one kind for each form of a name, by the votes of all its mentions
("Nurtleu" is a person everywhere because he is one after "Minister"); then
the same names where no source saw them. ``entities.py`` joins the mentions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from diplograph.extract.acronyms import bind_acronyms, is_acronym_of
from diplograph.extract.candidates import Draft, choose, iter_drafts, title_before
from diplograph.extract.entities import make_entities
from diplograph.extract.kinds import (
    federated_states,
    find_head,
    is_given_name,
    known_names,
    name_words,
    nations,
    word_list,
)
from diplograph.extract.page import Page
from diplograph.extract.titles import load_roles
from diplograph.model import MentionType

__all__ = ["find_mentions"]

_VOTED: frozenset[MentionType] = frozenset({"Person", "Organization", "Place"})
_LOCATIVE = frozenset(
    ("in", "near", "at", "around", "outside", "across", "throughout", "toward", "inside", "within")
)
_SPOKE = frozenset(("said", "says", "told", "added", "denied", "argued", "replied", "noted", "joined"))
_AREAS = frozenset(
    (
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
        "suburb",
    )
    + (
        "neighbourhood",
        "neighborhood",
        "capital",
        "port",
        "municipality",
        "island",
        "border",
        "river",
        "camp",
    )
)


def find_mentions(page: Page) -> None:
    """Add the page's names and the entities they stand for."""
    words = {id(p.doc): [token.text for token in p.doc] for p in page.paragraphs}
    drafts: dict[int, list[Draft]] = {}
    for paragraph in page.paragraphs:
        doc = paragraph.doc
        found = iter_drafts(doc, words[id(doc)])
        if paragraph.kind == "headline" and _is_title_case(words[id(doc)]):
            # capitals say nothing here, and the model takes them for names
            found = (draft for draft in found if draft.rank <= 3)
        drafts[id(doc)] = choose(list(found))
    acronyms = bind_acronyms(page, words, drafts)
    _find_loose_acronyms(words, drafts, acronyms)
    kinds = _settle(drafts, words)
    heads = _full_heads(kinds, acronyms)
    for paragraph in page.paragraphs:
        doc = paragraph.doc
        texts = words[id(doc)]
        settled = [_with_kind(d, kinds) for d in drafts[id(doc)] if d.text not in word_list("not-names")]
        settled = _join_hyphened(_join_given(settled, texts), texts)
        settled += _iter_short_forms(doc, texts, settled, heads)
        drafts[id(doc)] = _merge_places([*settled, *_iter_repeats(doc, texts, settled, kinds)], texts)
    if _is_sport(words.values()):
        for own in drafts.values():
            own[:] = [_as_team(draft, words[id(draft.doc)]) for draft in own]
    make_entities(page, [d for p in page.paragraphs for d in drafts[id(p.doc)]], acronyms, words)


def _is_title_case(words: list[str]) -> bool:
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    return len(long) < 3 or sum(word[0].isupper() for word in long) > 0.7 * len(long)


def _is_sport(paragraphs: Iterable[list[str]]) -> bool:
    """Whether the article reports on a game: several different words of sport, and often."""
    table = word_list("sport-words")
    seen = Counter(word.lower() for words in paragraphs for word in words)
    hits = {word: n for word, n in seen.items() if word in table}
    density = sum(hits.values()) / max(sum(seen.values()), 1)
    return (len(hits) >= 3 and density > 0.0125) or (len(hits) >= 4 and density > 0.006)


def _as_team(draft: Draft, words: list[str]) -> Draft:
    """A country's name in a sports report, unless a preposition of place stands before it: its team."""
    known = draft.known.known if draft.known is not None else ()
    if draft.type != "Place" or not (any(id.startswith("state/") for id in known) or draft.text in nations()):
        return draft
    before = words[draft.start - 1].lower() if draft.start else ""
    if before in _LOCATIVE or before in ("from", "to"):
        return draft
    return replace(draft, type="Organization", subtype="Team", known=None, rule="names.team")


# -- one kind for each form ---------------------------------------------------
def _key(text: str) -> str:
    return " ".join(text.split())


def _settle(drafts: dict[int, list[Draft]], words: dict[int, list[str]]) -> dict[str, MentionType]:
    """The kind of each form of a name, by the votes of all its mentions and of the fuller names it is part of."""
    votes: dict[str, Counter[MentionType]] = defaultdict(Counter)
    for draft in (d for found in drafts.values() for d in found):
        if draft.type not in _VOTED or draft.rule == "names.town":
            continue
        for kind, weight in _iter_votes(draft, words[id(draft.doc)]):
            votes[_key(draft.text)][kind] += weight
    for found in drafts.values():
        for before, draft, after in zip(found, found[1:], found[2:], strict=False):
            if draft.type in _VOTED and before.type == after.type and draft.end - draft.start == 1:
                texts = words[id(draft.doc)]
                if _is_listed(texts, before.end, draft.start) and _is_listed(texts, draft.end, after.start):
                    votes[_key(draft.text)][before.type] += 3
    for text, counts in list(votes.items()):
        parts = text.split(" ")
        if len(parts) > 1 and _best(counts) == "Person":
            for part in {parts[-1], parts[-1].capitalize(), parts[-1].title(), " ".join(parts[-2:])} - {text}:
                votes[part]["Person"] += max(counts["Person"], 3)
            votes[parts[0]]["Person"] += 1
            if len(parts) > 2:
                votes[" ".join(parts[:2])]["Person"] += 3
                for part in parts[1:-1]:
                    votes[part]["Person"] += 3 * (not is_given_name(part))
        elif len(parts) == 2 and _best(counts) == "Place" and find_head(parts) is not None:
            votes[parts[0] if find_head(parts[1:]) is not None else parts[1]]["Place"] += 3
    return {text: _best(counts) for text, counts in votes.items()}


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
    before = words[start - 1].lower() if start else ""
    after = words[end].lower() if end < len(words) else ""
    if draft.title or (draft.type == "Person" and title_before(words, start)):
        yield "Person", 6
    if end - start > 1 and is_given_name(words[start]):
        yield "Person", 4
    if end - start == 1 and _is_acronym(words[start]) and draft.type == "Person":
        yield "Organization", 3
    if draft.type != "Organization" or end - start == 1:
        if before in _LOCATIVE and not doc[start - 1].is_sent_end:
            yield "Place", 2
        if after in _SPOKE and draft.type == "Place":
            yield "Person", 3
        if before == "of" and words[start - 2 : start - 1] == ["native"]:
            yield "Place", 5
        if after == "," and draft.type != "Organization" and _is_state_next(words, end + 1):
            yield "Place", 2
        if after in _AREAS or (before == "of" and start > 1 and words[start - 2].lower() in _AREAS):
            yield "Place", 5


def _is_state_next(words: list[str], at: int) -> bool:
    """Whether a country's name stands here, and not as the owner of what follows: ", Mexico,"."""
    for size in (2, 1):
        known = known_names().get(" ".join(words[at : at + size]))
        if known is not None and any(id.startswith("state/") for id in known.known):
            return words[at + size : at + size + 1] not in (["'s"], ["’s"])
    return False


def _is_acronym(word: str) -> bool:
    return 2 <= len(word) <= 8 and sum(map(str.isupper, word)) >= max(2, len(word) - 1)


def _with_kind(draft: Draft, kinds: dict[str, MentionType]) -> Draft:
    if draft.fixed or draft.type not in _VOTED:
        return draft
    kind = kinds.get(_key(draft.text), draft.type)
    return draft if kind == draft.type else replace(draft, type=kind, subtype=None)


def _join_given(drafts: list[Draft], words: list[str]) -> list[Draft]:
    """Join a given name to the surname that the model took for another name: "Carmen" "Yulín Cruz"."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.end == draft.start
            and last.type == "Person"
            and last.end - last.start == 1
            and is_given_name(words[last.start])
            and draft.type in ("Person", "Place")
            and not draft.fixed
            and not last.doc[last.start].is_sent_end
        ):
            joined[-1] = replace(last, end=draft.end)
        else:
            joined.append(draft)
    return joined


def _join_hyphened(drafts: list[Draft], words: list[str]) -> list[Draft]:
    """Join acronyms written as one: "CJTF-OIR"."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if (
            last is not None
            and draft.start == last.end + 1
            and words[last.end] == "-"
            and draft.type == last.type == "Organization"
            and _is_acronym(last.text.split("-")[-1])
            and _is_acronym(draft.text)
            and not last.doc[last.end - 1].whitespace_
            and not last.doc[last.end].whitespace_
        ):
            joined[-1] = replace(last, end=draft.end, known=None)
        else:
            joined.append(draft)
    return joined


# -- the same names where no source saw them ----------------------------------
def _iter_repeats(
    doc: Doc, words: list[str], settled: list[Draft], kinds: dict[str, MentionType]
) -> Iterable[Draft]:
    forms = _forms_by_first_word(kinds)
    covered = {i for draft in settled for i in range(draft.start, draft.end)}
    done = 0
    for i, word in enumerate(words):
        if i < done or i in covered or word not in forms:
            continue
        for form, kind in forms[word]:
            end = i + len(form)
            if (
                tuple(words[i:end]) == form
                and covered.isdisjoint(range(i, end))
                and _is_repeat(doc, words, i, end, kind)
            ):
                known = known_names().get(" ".join(form))
                yield Draft(doc, i, end, kind, "names.repeat", 7, known=known)
                done = end
                break


def _is_distinctive(word: str) -> bool:
    """Whether a word looks like no common word: "JDRF", "WikiLeaks"."""
    return len(word) > 2 and any(map(str.isupper, word[1:])) and any(map(str.isalpha, word))


def _forms_by_first_word(
    kinds: dict[str, MentionType],
) -> dict[str, list[tuple[tuple[str, ...], MentionType]]]:
    forms: dict[str, list[tuple[tuple[str, ...], MentionType]]] = defaultdict(list)
    for text, kind in kinds.items():
        parts = tuple(text.split(" "))
        if parts[0][:1].isupper() or len(parts) > 1:
            forms[parts[0]].append((parts, kind))
    for entries in forms.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))
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


def _find_loose_acronyms(
    words: dict[int, list[str]], drafts: dict[int, list[Draft]], acronyms: dict[str, str]
) -> None:
    """Find acronyms no source saw whose letters are the initials of one organization named in the article."""
    docs = {id(draft.doc): draft.doc for found in drafts.values() for draft in found}
    names = sorted(
        {
            _key(d.text)
            for found in drafts.values()
            for d in found
            if d.type == "Organization" and " " in d.text
        }
    )
    for key, texts in words.items():
        if key not in docs or sum(map(str.isupper, texts)) * 3 > len(texts):
            continue
        covered = {i for draft in drafts[key] for i in range(draft.start, draft.end)}
        for i, word in enumerate(texts):
            if i in covered or not (word.isupper() and 2 <= len(word) <= 6 and word.isalpha()):
                continue
            full = (
                [acronyms[word]]
                if word in acronyms
                else [name for name in names if is_acronym_of(word, name)]
            )
            if len(full) == 1:
                acronyms[word] = full[0]
                drafts[key].append(Draft(docs[key], i, i + 1, "Organization", "names.acronym", 3, fixed=True))
        drafts[key].sort(key=lambda d: d.start)


# -- "the Council" -------------------------------------------------------------
def _full_heads(kinds: dict[str, MentionType], acronyms: dict[str, str]) -> dict[str, set[str]]:
    """Head words of the bodies named in full, with those names: a short form must leave only one to mean."""
    heads: dict[str, set[str]] = defaultdict(set)
    for text in sorted(text for text, kind in kinds.items() if kind == "Organization" and " " in text):
        words = text.split(" ")
        cut = next((i for i, word in enumerate(words) if i and word in ("of", "for", "on")), len(words))
        heads[words[cut - 1]].add(text)
    return heads


def _iter_short_forms(
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


# -- "Houston, Texas" ---------------------------------------------------------
def _merge_places(drafts: list[Draft], words: list[str]) -> list[Draft]:
    """Join a town to the state of a federation named after its comma."""
    states = federated_states()
    drafts.sort(key=lambda d: d.start)
    merged: list[Draft] = []
    for draft in drafts:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.type == "Place"
            and draft.start == last.end + 1
            and words[last.end] == ","
            and draft.text in states
            and (last.text not in states or last.text == draft.text)
            and (last.known is None or not any(id.startswith("state/") for id in last.known.known))
        ):
            merged[-1] = replace(last, end=draft.end)
        else:
            merged.append(draft)
    return [_with_state_code(draft, words, states) for draft in merged]


def _with_state_code(draft: Draft, words: list[str], states: frozenset[str]) -> Draft:
    """Take in an abbreviation that is no name by itself: "Houston, TX"."""
    end = draft.end
    if (
        draft.type == "Place"
        and words[end : end + 1] == [","]
        and "".join(words[end + 1 : end + 2]) in states
    ):
        return replace(draft, end=end + 2) if draft.text not in states else draft
    return draft
