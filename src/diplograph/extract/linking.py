"""What the reference knows under a name, where the article leaves one thing to mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from diplograph.extract.kinds import demonym_state, reference
from diplograph.extract.name_drafts import Draft
from diplograph.extract.national import Surroundings, is_shared, read_surroundings, states_in
from diplograph.extract.titles import fold_title, load_roles
from diplograph.model import EntityKind
from diplograph.reference import Known

__all__ = ["Context", "read_context"]

_RULED = {"Governor": "Region", "DeputyGovernor": "Region", "Senator": "Region", "Mayor": "City"}
"""What kind of place an office is of."""
_OF_STATES = frozenset(
    (
        *("President", "PrimeMinister", "DeputyPrimeMinister", "ForeignMinister", "DeputyForeignMinister"),
        *("DefenceMinister", "FinanceMinister", "InteriorMinister", "JusticeMinister", "HealthMinister"),
        "Minister",
    )
)
"""Offices that no part of a state has, where a state and a part of another bear one name."""
_STATE_PREFIXES = frozenset(("US", "U.S.", "UK", "U.K.", "EU", "UN", "United"))


@dataclass
class Context:
    """The states an article speaks of, by name or demonym, with how often; and all its words."""

    states: Counter[str]
    words: frozenset[str]
    around: Surroundings
    named: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()

    def place(self, draft: Draft, name: str) -> Known | None:
        """What a place's name means here: "New York" is city or state, by the office or body beside it."""
        found = {known.id: known for known in ref.find(name)} if (ref := reference()) is not None else {}
        places = [known for known in found.values() if known.kind == "Place"]
        office = _office_beside(draft)
        if len(places) < 2 or len(places) < len(found):
            states = [known for known in found.values() if known.kind == "State"]
            if places and len(states) == 1 and office in _OF_STATES:
                return states[0]
            return self.link(name, "State", "Place")
        ruled = _RULED.get(office)
        fits = [known for known in places if known.subtype == ruled] if ruled is not None else []
        fits = fits or [known for known in places if self._is_named_whole(known, name)]
        return fits[0] if len(fits) == 1 else None

    def _is_named_whole(self, known: Known, name: str) -> bool:
        """Whether the article has another name of it, or a body that sits in it where it is a city."""
        others = {known.name, *(one.text for one in known.names)} - {name}
        return bool(others & self.named) or (known.subtype == "City" and name in self.seats)

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
    ref = reference()
    bodies = {id for draft in drafts if draft.known is not None for id in draft.known.known}
    first = sorted({draft.doc[draft.start].text for draft in drafts})  # "UN headquarters" is the UN's
    known_bodies = [ref.get(id) for id in sorted(bodies)] if ref is not None else []
    known_bodies += (
        [one for word in first for one in ref.find(word, "Organization")] if ref is not None else []
    )
    return Context(
        states,
        frozenset(counts),
        read_surroundings(drafts, words),
        frozenset(" ".join(draft.text.split()) for draft in drafts),
        frozenset(body.facts.get("seat", "") for body in known_bodies if body is not None),
    )


def _office_beside(draft: Draft) -> str:
    """The role in "New York Governor" or "governor of New York", or an empty string."""
    roles, doc = load_roles(), draft.doc
    beside = [doc[draft.end : draft.end + size].text for size in (3, 2, 1) if draft.end + size <= len(doc)]
    if draft.start > 1 and doc[draft.start - 1].lower_ == "of":
        end = draft.start - 1
        beside += [doc[end - size : end].text for size in (4, 3, 2, 1) if end >= size]
    found = (roles.get(fold_title(words)) for words in beside)
    return next((role.role for role in found if role is not None), "")


def _homes(drafts: list[Draft]) -> Counter[str]:
    """The states of the persons named, for an article that names no state itself."""
    ref = reference()
    people = (d.known.known[0] for d in drafts if d.known is not None and len(d.known.known) == 1)
    known = (ref.get(id) for id in people if id.startswith("person/")) if ref is not None else ()
    return Counter(person.state for person in known if person is not None and person.state is not None)
