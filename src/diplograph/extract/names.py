"""Find names: which words name a person, an organization, a place, a document or a date, and whom.

Three steps over the whole article: drafts from every source, paragraph by
paragraph; one kind for each form of a name, by the votes of all its mentions
("Nurtleu" is a person everywhere because he is one after "Minister"); then
the same names where no source saw them. ``entities.py`` joins the mentions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from diplograph.extract.acronyms import bind_acronyms
from diplograph.extract.candidates import iter_drafts
from diplograph.extract.demonyms import add_demonyms
from diplograph.extract.entities import make_entities
from diplograph.extract.kinds import nations, word_list
from diplograph.extract.name_drafts import Draft, choose
from diplograph.extract.name_joins import join_branches, join_given, join_hyphened, join_split, merge_places
from diplograph.extract.name_repeats import (
    find_loose_acronyms,
    forms_by_first_word,
    full_heads,
    iter_repeats,
    iter_short_forms,
)
from diplograph.extract.name_states import find_demonyms, find_states, with_states
from diplograph.extract.name_votes import LOCATIVE, settle, surnames_of, with_kind
from diplograph.extract.page import Page

__all__ = ["find_mentions"]

_PLACED = frozenset(("in", "to"))


def find_mentions(page: Page) -> None:
    """Add the page's names and the entities they stand for."""
    words = {id(p.doc): [token.text for token in p.doc] for p in page.paragraphs}
    states = find_states(words.values(), frozenset(_iter_places(page)))
    demonyms = find_demonyms(states, words.values())
    drafts: dict[int, list[Draft]] = {}
    for paragraph in page.paragraphs:
        doc = paragraph.doc
        found = iter_drafts(doc, words[id(doc)])
        if paragraph.kind == "headline" and _is_title_case(words[id(doc)]):
            # capitals say nothing here, and the model takes them for names
            found = (draft for draft in found if draft.rank <= 3)
        named = [draft for draft in choose(list(found)) if draft.text not in demonyms]
        drafts[id(doc)] = with_states(named, doc, words[id(doc)], states)
    acronyms = bind_acronyms(page, words, drafts)
    find_loose_acronyms(words, drafts, acronyms)
    kinds = settle(drafts, words)
    surnames = surnames_of(kinds)
    heads = full_heads(kinds, acronyms)
    forms, shouted = forms_by_first_word(kinds), forms_by_first_word(kinds, shouted=True)
    for paragraph in page.paragraphs:
        doc = paragraph.doc
        texts = words[id(doc)]
        settled = [
            with_kind(d, kinds, surnames) for d in drafts[id(doc)] if d.text not in word_list("not-names")
        ]
        settled = join_branches(join_hyphened(join_given(settled, texts), texts), texts)
        near = shouted if paragraph.kind == "headline" and _is_shouted(texts) else forms
        settled += iter_short_forms(doc, texts, settled, heads)
        drafts[id(doc)] = merge_places([*settled, *iter_repeats(doc, texts, settled, near)], texts)
    people = frozenset(d.text for own in drafts.values() for d in own if d.type == "Person" and " " in d.text)
    for own in drafts.values():
        own[:] = join_split(own, people)
    if _is_sport(words.values()):
        for own in drafts.values():
            own[:] = [_as_team(draft, words[id(draft.doc)]) for draft in own]
    make_entities(page, [d for p in page.paragraphs for d in drafts[id(p.doc)]], acronyms, words)
    add_demonyms(page, demonyms)


def _iter_places(page: Page) -> Iterator[str]:
    """Names that the model takes for places, and words with a capital right after a preposition of place."""
    for paragraph in page.paragraphs:
        yield from (ent.text for ent in paragraph.doc.ents if ent.label_ == "GPE")
        for before, token in pairwise(paragraph.doc):
            if token.text[:1].isupper() and before.lower_ in _PLACED:
                yield token.text


def _is_title_case(words: list[str]) -> bool:
    long = [word for word in words if len(word) > 3 and word.isalpha()]
    return len(long) < 3 or sum(word[0].isupper() for word in long) > 0.7 * len(long)


def _is_shouted(words: list[str]) -> bool:
    """Whether a headline is all in capitals."""
    letters = [word for word in words if word.isalpha()]
    return len(letters) > 2 and all(map(str.isupper, letters))


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
    if before in LOCATIVE or before in ("from", "to"):
        return draft
    return replace(draft, type="Organization", subtype="Team", known=None, rule="names.team")
