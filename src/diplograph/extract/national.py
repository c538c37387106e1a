"""Which state's "Senate" an article means: names that the bodies of several states bear.

Nothing but the article's own words decides: the states named in the sentences
that name the body, else the one state that the article is about. A body of a
part of a state ("the province's Supreme Court") is none of the state's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from diplograph.extract.kinds import demonym_state, federated_states, find_head, reference, word_list
from diplograph.extract.name_drafts import Draft
from diplograph.reference import Known

__all__ = ["Surroundings", "is_shared", "names_state", "read_surroundings", "states_in"]

_CLITICS = frozenset(("'s", "’s", "'", "’"))
_OF_PARTS = frozenset(("Legislature", "Court"))


@dataclass
class Surroundings:
    """Where an article names bodies that several states have.

    :param near: for each such name, the states named in the sentences that it stands in
    :param in_parts: whether such a body is a part's, as far as the article's words go
    """

    near: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    in_parts: bool = False

    def fits(self, known: Known, name: str, states: Counter[str]) -> bool:
        """Whether this state's body of a shared name is meant, by the sentences or by the whole article."""
        if known.state is None or (self.in_parts and known.subtype in _OF_PARTS):
            return False
        near = self.near.get(name, Counter())
        if near:
            if known.state not in near:
                return False
            if len(near) == 1:
                return True
        others = max((count for state, count in states.items() if state != known.state), default=0)
        return states[known.state] > 0 and states[known.state] >= 2 * others


def is_shared(name: str) -> bool:
    """Whether several states have a body of this name: "Senate", "Ministry of Defence", "House"."""
    ref = reference()
    bodies = [one for one in ref.find(name, "Organization") if one.state is not None] if ref else []
    if len(bodies) > 1:
        return True
    head = find_head(name.split())
    return bool(bodies) and " " not in name and head is not None and head.subtype in _OF_PARTS


def states_in(draft: Draft) -> list[str]:
    """The states that a name speaks of: its own, or the one in the name of a body ("US Congress")."""
    if draft.rule == "names.state":
        return [draft.usual or draft.text]  # one that no table has is another state all the same
    known = draft.known.known if draft.known is not None else ()
    if len(known) != 1:
        return []
    if known[0].startswith("state/"):
        return list(known)
    ref = reference()
    body = ref.get(known[0]) if ref is not None and known[0].startswith("organization/") else None
    state = body.state if body is not None else None
    return [state] if state is not None and names_state(draft.text, state) else []


def names_state(name: str, state: str) -> bool:
    """Whether a name has a state's own name, its demonym or its letters in it."""
    ref = reference()
    known = ref.get(state) if ref is not None else None
    if known is None:
        return False
    forms = (known.name, *known.acronyms, *known.demonyms, *(one.text for one in known.names))
    words = f" {' '.join(name.split())} "
    return any(f" {form} " in words for form in forms)


def read_surroundings(drafts: list[Draft], words: dict[int, list[str]]) -> Surroundings:
    """Look at the sentences around every name that bodies of several states bear."""
    found = Surroundings()
    by_sentence: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    shared = []
    for draft in drafts:
        key = id(draft.doc), draft.doc[draft.start].sent.start
        if draft.type == "Organization" and is_shared(draft.text):
            shared.append((draft, key))
        elif draft.type == "Organization":
            found.in_parts = found.in_parts or _is_of_part(draft)
        for state in states_in(draft):
            by_sentence[key][state] += 1
    for draft, key in shared:
        texts = words[id(draft.doc)]
        sent = draft.doc[draft.start].sent
        for word in texts[sent.start : sent.end]:
            known = demonym_state(word) if word[:1].isupper() else None
            if known is not None:
                by_sentence[key][known.id] += 1
        found.in_parts = found.in_parts or _is_said_of_part(draft.start, texts)
    for draft, key in shared:
        found.near[" ".join(draft.text.split())].update(by_sentence[key].keys())
    found.in_parts = found.in_parts or any(map(_speaks_of_parts, words.values()))
    return found


def _is_of_part(draft: Draft) -> bool:
    """ "Supreme Court of Examplia", "Texas Senate": a shared name with what is no state of its own."""
    ref, words = reference(), draft.text.split()
    if ref is None or len(words) < 2:
        return False
    if words[0] in federated_states() and _is_of_parts(" ".join(words[1:])):
        return True
    for at, word in enumerate(words):
        if word == "of" and _is_of_parts(" ".join(words[:at])):
            rest = " ".join(words[at + 1 :]).removeprefix("the ")
            return bool(ref.find(rest, "Place")) or rest in federated_states()
    return False


def _is_of_parts(name: str) -> bool:
    head = find_head(name.split())
    return is_shared(name) and head is not None and head.subtype in _OF_PARTS


def _is_said_of_part(start: int, words: list[str]) -> bool:
    """ "the province's Supreme Court", "Texas's Senate", "state Senate"."""
    before = words[start - 1] if start else ""
    if before in _CLITICS and start > 1:
        return words[start - 2].lower() in word_list("state-parts") or words[start - 2] in federated_states()
    return before in word_list("state-parts")


def _speaks_of_parts(words: list[str]) -> bool:
    """ "the state senate", "a provincial legislature"."""
    for before, word in pairwise(words):
        if before in word_list("state-parts") and word.islower():
            head = find_head([word.capitalize()])
            if head is not None and head.subtype in _OF_PARTS:
                return True
    return False
