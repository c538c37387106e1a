"""What kind of thing a name names, from its own words: the tables of names, read once.

Three tables under data/lexicon: words that head names ("Ministry", "Camp"),
names whose kind is known ("Hezbollah"), and given names with their gender.
The reference tables' names join the second.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from diplograph.lexicon import Row, cached, rows_of
from diplograph.model import EntityKind, MentionType
from diplograph.reference import Known, Reference, load_reference

__all__ = [
    "KnownName",
    "NameWord",
    "demonym_state",
    "federated_states",
    "find_head",
    "gender_of_given",
    "is_given_name",
    "kind_words",
    "known_names",
    "name_words",
    "nations",
    "reference",
    "word_list",
]


_ON = frozenset(("on", "for", "against"))
_TYPE_OF: Mapping[EntityKind, MentionType] = {
    "Person": "Person",
    "Organization": "Organization",
    "State": "Place",
    "Place": "Place",
    "Document": "Document",
}


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word that tells the kind of the name it stands in."""

    kind: MentionType
    subtype: str | None


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name whose kind is known.

    :param same_as: the name it is another form of, or itself
    :param known: ids of the reference that bear it; empty where only the table of names has it
    """

    text: str
    kind: MentionType
    subtype: str | None
    same_as: str
    known: tuple[str, ...] = ()


@cached
def name_words() -> dict[str, dict[str, NameWord]]:
    """The table of words by position ("head", "first", ...) and word."""
    table: dict[str, dict[str, NameWord]] = {
        position: {} for position in ("head", "first", "foreign", "plural", "subject", "common")
    }
    for row in rows_of("name-words"):
        kind: MentionType = row["kind"]  # type: ignore[assignment]
        table[row["position"]][row["word"]] = NameWord(kind, row["subtype"] or None)
    return table


@cached
def kind_words(position: str) -> dict[str, MentionType]:
    """The words of kind-words.csv in one position, with the kind each tells."""
    rows = (row for row in rows_of("kind-words") if row["position"] == position)
    return {row["word"]: row["kind"] for row in rows}  # type: ignore[misc]


@cached
def word_list(name: str) -> frozenset[str]:
    """The words of a table of one column: "not-names", "sport-words"."""
    return frozenset(row["word"] for row in rows_of(name))


@cached
def demonym_state(word: str) -> Known | None:
    """The state that an adjective or noun of people belongs to: "Iraqi", "Iraqis"."""
    ref = reference()
    return ref.demonym(word) if ref is not None else None


@cached
def _given_names() -> dict[str, str | None]:
    rows = rows_of("given-names")
    return {row["name"]: row["gender"] or None for row in rows}


def is_given_name(word: str) -> bool:
    """Whether the table of given names has this word."""
    return word in _given_names()


def gender_of_given(word: str) -> str | None:
    """The gender of those who bear this given name, or None where unknown or both."""
    return _given_names().get(word)


@cached
def reference() -> Reference | None:
    """The reference tables, or None while there are none."""
    try:
        return load_reference()
    except NotImplementedError:
        return None


@cached
def _known_rows() -> tuple[Row, ...]:
    return tuple(rows_of("known-names"))


@cached
def federated_states() -> frozenset[str]:
    """States of federations as they stand after a town's name: "Texas", "Calif.", "TX"."""
    return frozenset(row["name"] for row in _known_rows() if row["subtype"].startswith("FederatedState"))


@cached
def nations() -> frozenset[str]:
    """Countries that are no states of their own but have teams: "Scotland"."""
    return frozenset(row["name"] for row in _known_rows() if row["subtype"] == "Country")


@cached
def known_names() -> dict[str, KnownName]:
    """Every name whose kind is known, as written; names of several kinds are left out.

    Persons need a given name and a surname: a surname alone is nobody in particular.
    """
    names: dict[str, KnownName] = {}
    ref = reference()
    for text, ids in ref.names().items() if ref is not None else ():
        things = [thing for thing in map(ref.get, ids) if thing is not None]  # type: ignore[union-attr]
        entry = _from_reference(text, things)
        if entry is not None:
            names[text] = entry
    for seat in _seats(ref) if ref is not None else ():
        names[seat] = KnownName(seat, "Organization", "Seat", seat)
    for row in _known_rows():
        kind: MentionType = row["kind"]  # type: ignore[assignment]
        text = row["name"]
        if text not in names and row["subtype"] != "FederatedStateCode":
            names[text] = KnownName(text, kind, row["subtype"] or None, row["same_as"] or text)
    return names


def _seats(ref: Reference) -> list[str]:
    """Seats of government that are no towns: "White House", "Kremlin"."""
    things = {id for ids in ref.names().values() for id in ids}
    metonyms = {metonym for id in things if (thing := ref.get(id)) is not None for metonym in thing.metonyms}
    return sorted(metonym for metonym in metonyms if not ref.find(metonym))


def _from_reference(text: str, things: list[Known]) -> KnownName | None:
    kinds = {_TYPE_OF[thing.kind] for thing in things if thing.kind in _TYPE_OF}
    if len(kinds) != 1 or len(text) < 2 or not text[0].isalnum() or text.islower():
        return None
    kind = kinds.pop()
    if kind == "Person" and " " not in text:
        return None
    subtypes = {thing.subtype for thing in things}
    subtype = subtypes.pop() if len(subtypes) == 1 else None
    return KnownName(text, kind, subtype, text, tuple(thing.id for thing in things))


def find_head(words: list[str]) -> NameWord | None:
    """The kind that a name's own words give it: of its last word, or of that before "of", "for", "on".

    >>> find_head(["Ministry", "of", "Justice"]).subtype
    'Ministry'
    """
    table = name_words()
    cut = next(
        (i for i, word in enumerate(words) if i and word in ("of", "for", "on", "in", "to")), len(words)
    )
    if cut < len(words) and (found := table["subject"].get(words[cut - 1])) and words[cut] in _ON:
        return found
    for end in (cut, len(words)):
        for size in (3, 2, 1):
            if end - size >= 0:
                found = table["head"].get(" ".join(words[end - size : end]))
                if found is not None:
                    return found
    for size in (2, 1):
        first = " ".join(words[:size])
        found = table["first"].get(first) or table["foreign"].get(first)
        if found is not None and len(words) > size:
            return found
    return None
