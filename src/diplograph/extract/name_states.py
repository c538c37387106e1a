"""States that no table has: "Prime Minister of Velmora" names one, whatever the model takes it for.

Only offices and things that nothing but a state has are believed ("the foreign
ministers of Velmora and Ostria", "Velmora's prime minister", "the Republic of
Velmora", "the Velmoran foreign minister"), and only where the reference knows
the name as nothing at all. A name found so once is a state's wherever the
article uses it, and parts the office's holder from it where no comma does
("Prime Minister of Velmora Ilva Torren").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Doc

from diplograph.extract.kinds import find_head, is_given_name, known_names, reference
from diplograph.extract.name_drafts import DETERMINERS, Draft, is_name_word, title_before, title_length
from diplograph.extract.titles import fold_title, load_roles
from diplograph.lexicon import cached, rows_of

__all__ = ["find_demonyms", "find_states", "with_states"]

_OF_STATES_ALONE = frozenset(
    {"PrimeMinister", "DeputyPrimeMinister", "ForeignMinister", "DeputyForeignMinister"}
)
_LONGEST = 5  # words of a title or sign
_DEMONYM = re.compile(r"(?:ian|ean|an|n|ese|ish|ic|i|ite|er)s?")
_STEM = 4  # letters that a state's name and its demonym share at least

_Names = Iterable[tuple[str, ...]]


class _Sign(NamedTuple):
    """What states have; ``sure`` where nothing else has it, ``plural`` where several of them do at once."""

    sure: bool
    plural: bool


def find_states(paragraphs: Iterable[list[str]], places: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """The words of each unknown state's name that such an office or thing is said to be of.

    :param places: names that the model takes for places
    """
    texts = list(paragraphs)
    found = set()
    for words in texts:
        for names, sure in _iter_named(words):
            if sure or any(" ".join(name) in places or _is_state(name) for name in names):
                found |= {name for name in names if not _is_known(name)}
    adjectives = {words[at]: sure for words in texts for at, sure in _iter_adjectives(words)}
    written = {word for words in texts for word in words if is_name_word(word)} if adjectives else set()
    written -= {*adjectives, *(f"{adjective}s" for adjective in adjectives)}
    for name in written:
        own = [adjectives[word] for word in _demonyms(name, adjectives)] if not _is_known((name,)) else []
        if any(own) or (own and name in places):
            found.add((name,))
    return frozenset(found)


def find_demonyms(states: _Names, paragraphs: Iterable[list[str]]) -> Mapping[str, tuple[str, ...]]:
    """The words for what is of one of these states, as the article writes them: "Ostrian" to Ostria."""
    written = {word for words in paragraphs for word in words if is_name_word(word)} if states else set()
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(states):
        for word in _demonyms(name[-1], written) if len(name) == 1 else ():
            if not _is_known((word,)) and (word,) not in states:
                found[word] = name
    return found


def _demonyms(name: str, words: Iterable[str]) -> list[str]:
    """Those of the words that are a state's name with an ending of demonyms for its last vowels."""
    bare = name.rstrip("aeiouy")
    stems = [name[:end] for end in range(max(len(bare), _STEM), len(name) + 1)]
    return [
        word
        for word in words
        if word not in (name, f"{name}s")
        and any(word.startswith(stem) and _DEMONYM.fullmatch(word[len(stem) :]) for stem in stems)
    ]


def _iter_adjectives(words: list[str]) -> Iterator[tuple[int, bool]]:
    """Words right before what states have, and whether only they do: "the Velmoran foreign minister"."""
    for at, word in enumerate(words[:-1]):
        if is_name_word(word) and word.endswith(("n", "ese", "ish", "i", "ic")) and not _is_known((word,)):
            sign = _sign_after(words, at + 1)
            if sign is not None:
                yield at, sign.sure


def _iter_named(words: list[str]) -> Iterator[tuple[list[tuple[str, ...]], bool]]:
    """The names that offices and signs are said to be of, known ones included, and whether a sign is sure."""
    for at, word in enumerate(words):
        if word == "of":
            sign = _sign_before(words, at)
            name = _state_at(words, at + 1) if sign is not None else ()
            if sign is not None and name:
                others = _others(words, at + 1 + len(name)) if sign.plural else []
                yield [name, *others], sign.sure
        elif word in ("'s", "\u2019s", "'", "\u2019") and at:
            sign = _sign_after(words, at + 1)
            start = at - 1
            while start and is_name_word(words[start - 1]) and at - start < 2:
                start -= 1
            named = is_name_word(words[at - 1]) and words[start] not in ("The", "Its", "Their")
            if sign is not None and named:
                yield [tuple(words[start:at])], sign.sure


def _others(words: list[str], at: int) -> list[tuple[str, ...]]:
    """The rest of a list: "of Velmora, Ostria and Kellia", where several hold the office."""
    found = []
    while at + 1 < len(words) and words[at] in (",", "and"):
        is_last = "and" in words[at : at + 2]
        at += 2 if words[at : at + 2] == [",", "and"] else 1
        name = _state_at(words, at)
        if not name:
            return []
        found.append(name)
        if is_last:
            return found
        at += len(name)
    return []


def _sign_before(words: list[str], at: int) -> _Sign | None:
    found = (_sign(words[at - size : at], "of") for size in range(min(_LONGEST, at), 0, -1))
    return next((sign for sign in found if sign is not None), None)


def _sign_after(words: list[str], at: int) -> _Sign | None:
    found = (_sign(words[at : at + size], "possessive") for size in range(_LONGEST, 0, -1))
    return next((sign for sign in found if sign is not None), None)


def _sign(words: list[str], place: str) -> _Sign | None:
    """The office that only states have, or the sign of one that stands so."""
    text = fold_title(" ".join(words))
    role = load_roles().get(text)
    if role is not None and role.role in _OF_STATES_ALONE:
        return _Sign(True, role.plural)
    sure = _signs().get((text, place))
    return _Sign(sure, text.endswith("s")) if sure is not None else None


def _is_form(words: list[str]) -> bool:
    """Whether the words before a name are the rest of its long form: "Republic of"."""
    return words[-1:] == ["of"] and (fold_title(" ".join(words[:-1])), "form") in _signs()


@cached
def _signs() -> dict[tuple[str, str], bool]:
    """Each sign and where it stands, and whether it is sure."""
    places = {"both": ("of", "possessive"), "form": ("of", "form")}
    return {
        (row["sign"], place): row["sure"] == "yes"
        for row in rows_of("state-signs")
        for place in places.get(row["place"], (row["place"],))
    }


def _state_at(words: list[str], start: int) -> tuple[str, ...]:
    """The state's name at ``start``: what is written as a name, without the holder's own two words."""
    end = start
    while end < len(words) and is_name_word(words[end]):
        end += 1
    length = end - start
    if not length or length > 4 or title_length(words, start, end):
        return ()
    return tuple(words[start : start + (length if length < 3 else length - 2)])


def _is_state(name: tuple[str, ...]) -> bool:
    ref = reference()
    return ref is not None and bool(ref.find(" ".join(name), "State"))


def _is_known(name: tuple[str, ...]) -> bool:
    text, ref = " ".join(name), reference()
    if text in known_names() or is_given_name(name[0]) or find_head(list(name)) is not None:
        return True
    return ref is not None and (bool(ref.find(text)) or ref.demonym(text) is not None)


def with_states(
    found: list[Draft], doc: Doc, words: list[str], states: frozenset[tuple[str, ...]]
) -> list[Draft]:
    """A paragraph's drafts with every mention of these unknown states among them.

    A longer name that holds a state's ("Ministry of Justice of Velmora",
    "Velmora City") stays as it is, but for a person's after a title: that one
    is parted, where the state is a known one as well.
    """
    found = [part for draft in found for part in _parted(draft, words)]
    taken = {at: draft for draft in found for at in range(draft.start, draft.end)}
    kept, new = list(found), []
    for start in range(len(words) if states else 0):
        name = next((name for name in states if tuple(words[start : start + len(name)]) == name), None)
        if name is None:
            continue
        end = start + len(name)
        over = {id(taken[at]): taken[at] for at in range(start, end) if at in taken}
        if len(over) > 1:
            continue
        state = Draft(doc, start, end, "Place", "names.state", 1, fixed=True)
        for draft in over.values():
            if {",", "and"} & set(words[draft.start : draft.end]):  # a list that the model took for one name
                if draft in kept:
                    kept.remove(draft)
                new.append(state)
            elif draft.end == end and _is_form(words[draft.start : start]):
                kept.remove(draft)
                new.append(replace(state, start=draft.start, usual=" ".join(name)))
            elif (draft.start, draft.end) == (start, end):
                kept.remove(draft)
                new.append(state)
            elif (
                draft.start == start
                and draft.end == end + 2
                and words[start - 1 : start] == ["of"]
                and all(map(is_name_word, words[end : end + 2]))
            ):
                kept.remove(draft)
                new += [state, _person(draft, end)]
        if not over:
            new.append(state)
    return sorted([*kept, *new], key=lambda draft: draft.start)


def _parted(draft: Draft, words: list[str]) -> list[Draft]:
    """ "Kenya Ana Ruiz" after "Prime Minister of" as the state and the person."""
    start, end, ref = draft.start, draft.end, reference()
    if draft.rule != "names.model" or ref is None or words[start - 1 : start] != ["of"]:
        return [draft]
    if not title_before(words, start - 1):
        return [draft]
    for cut in (end - 2, end - 3):
        if cut <= start:
            continue
        name = " ".join(words[start:cut])
        is_new = not _is_known(tuple(words[start:cut])) and draft.type != "Place"
        is_new = is_new and (is_given_name(words[cut]) or (cut == start + 1 and _is_holder(draft, words)))
        if ref.find(name, "State") or is_new:
            place = replace(draft, end=cut, type="Place", subtype=None, known=None)
            if is_new and words[start - 2] == "President":
                place = replace(place, rule="names.state", fixed=True)
            return [place, _person(draft, cut)]
    return [draft]


def _is_holder(draft: Draft, words: list[str]) -> bool:
    """Whether "President of Velmora Ilva Torren" does something: then its last words are who holds it."""
    at = draft.start - 2
    if find_head(words[draft.start : draft.end]) is not None or words[at : at + 2] != ["President", "of"]:
        return False
    before = words[at - 1].lower() if at else ""
    after = draft.doc[draft.end].pos_ if draft.end < len(words) else ""
    return before not in DETERMINERS and before != "," and after in ("VERB", "AUX")


def _person(draft: Draft, start: int) -> Draft:
    return replace(draft, start=start, type="Person", subtype=None, known=None, fixed=True)
