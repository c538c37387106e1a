"""What the reference knows under a name, where the article leaves one thing to mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from diplograph.extract.kinds import demonym_state, reference
from diplograph.extract.name_drafts import Draft
from diplograph.extract.national import Surroundings, is_shared, read_surroundings, states_in
from diplograph.model import EntityKind
from diplograph.reference import Known

__all__ = ["Context", "read_context"]

_STATE_PREFIXES = frozenset(("US", "U.S.", "UK", "U.K.", "EU", "UN", "United"))


@dataclass
class Context:
    """The states an article speaks of, by name or demonym, with how often; and all its words."""

    states: Counter[str]
    words: frozenset[str]
    around: Surroundings

    def link(self, name: str, *kinds: EntityKind) -> Known | None:
        """What the reference knows under this name, if the article leaves one thing to mean."""
        ref = reference()
        found = (
            {known.id: known for kind in kinds for known in ref.find(name, kind)} if ref is not None else {}
        )
        if "Organization" in kinds and is_shared(name):
            found = {id: known for id, known in found.items() if self.around.fits(known, name, self.states)}
            return next(iter(found.values())) if len(found) == 1 else None
        if len(found) > 1:
            found = {id: known for id, known in found.items() if self._is_spoken_of(known)}
        if len(found) != 1:
            return None
        known = next(iter(found.values()))
        return known if known.kind != "Organization" or self._is_at_home(known, name) else None

    def _is_spoken_of(self, known: Known) -> bool:
        """Whether another word than the name itself points at one of several things of that name."""
        if known.kind == "State":
            signs = (*known.demonyms, *known.facts.get("capitals", "").split("|"), *known.metonyms)
            return any(sign in self.words for sign in signs if sign)
        return known.state is not None and self.states[known.state] > 0

    def _is_at_home(self, known: Known, name: str) -> bool:
        """Whether a body whose name other states have too ("Congress") is meant in this article."""
        if known.state is None or known.acronyms or " of " in name:
            return True
        if (
            any(demonym_state(word) is not None for word in name.split())
            or name.split(maxsplit=1)[0] in _STATE_PREFIXES
        ):
            return True
        most = max(self.states.values(), default=1)
        return self.states[known.state] * (1 if known.subtype == "Party" else 2) >= most


def read_context(drafts: list[Draft], words: dict[int, list[str]]) -> Context:
    """Count the states that an article speaks of."""
    states: Counter[str] = Counter()
    for draft in drafts:
        states.update(states_in(draft))
    counts = Counter(word for texts in words.values() for word in texts if word[:1].isupper())
    for word, count in counts.items():
        known = demonym_state(word)
        if known is not None:
            states[known.id] += count
    if not states:
        states = _homes(drafts)
    return Context(states, frozenset(counts), read_surroundings(drafts, words))


def _homes(drafts: list[Draft]) -> Counter[str]:
    """The states of the persons named, for an article that names no state itself."""
    ref = reference()
    people = (d.known.known[0] for d in drafts if d.known is not None and len(d.known.known) == 1)
    known = (ref.get(id) for id in people if id.startswith("person/")) if ref is not None else ()
    return Counter(person.state for person in known if person is not None and person.state is not None)
