"""States that no table has: "Prime Minister of Velmora" names one, whatever the model takes it for.

Only offices that nothing but a state has are believed, and only where the
reference knows the name as nothing at all. A name found so once is a state's
wherever the article uses it, and parts the office's holder from it where no
comma does ("Prime Minister of Velmora Ilva Torren").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from diplograph.extract.kinds import find_head, is_given_name, known_names, reference
from diplograph.extract.name_drafts import DETERMINERS, Draft, is_name_word, title_before, title_length
from diplograph.extract.titles import fold_title, load_roles

__all__ = ["find_states", "with_states"]

_OF_STATES_ALONE = frozenset(
    {"PrimeMinister", "DeputyPrimeMinister", "ForeignMinister", "DeputyForeignMinister"}
)
_LONGEST = 5  # words of a title


def find_states(paragraphs: Iterable[list[str]]) -> frozenset[tuple[str, ...]]:
    """The words of each unknown state's name that such an office is said to be of."""
    found = set()
    for words in paragraphs:
        for at, word in enumerate(words):
            if word == "of" and _is_office_before(words, at):
                name = _state_at(words, at + 1)
                if name and not _is_known(name):
                    found.add(name)
    return frozenset(found)


def _is_office_before(words: list[str], at: int) -> bool:
    roles = load_roles()
    for size in range(1, min(_LONGEST, at) + 1):
        role = roles.get(fold_title(" ".join(words[at - size : at])))
        if role is not None and role.role in _OF_STATES_ALONE and not role.plural:
            return True
    return False


def _state_at(words: list[str], start: int) -> tuple[str, ...]:
    """The state's name at ``start``: what is written as a name, without the holder's own two words."""
    end = start
    while end < len(words) and is_name_word(words[end]):
        end += 1
    length = end - start
    if not length or length > 4 or title_length(words, start, end):
        return ()
    return tuple(words[start : start + (length if length < 3 else length - 2)])


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
            if (draft.start, draft.end) == (start, end):
                kept.remove(draft)
                new.append(state)
            elif draft.start == start and draft.end == end + 2 and words[start - 1 : start] == ["of"]:
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
