"""What the tables say, indexed by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from diplograph.model import EntityKind
from diplograph.reference.fold import fold
from diplograph.reference.posts import RoleScheme
from diplograph.reference.records import Known, KnownTenure

__all__ = ["Reference"]


class Reference:
    """What the tables say, indexed by name.

    Look-ups fold case, diacritics, apostrophes, hyphens, dots, a leading "the"
    and white space the same way as :func:`diplograph.reference.fold.fold`.

    :param known: every thing, in any order
    :param metonyms: name as written to the id of the actor it stands for
    :param tenures: in any order
    :param roles: the scheme that makes posts of roles and states
    """

    def __init__(
        self,
        known: Iterable[Known],
        metonyms: Mapping[str, str],
        tenures: Iterable[KnownTenure] = (),
        roles: RoleScheme | None = None,
    ) -> None:
        self.roles = roles or RoleScheme(())
        self._known = {thing.id: thing for thing in sorted(known, key=lambda thing: thing.id)}
        self._metonyms = {fold(name): id for name, id in metonyms.items()}
        self._metonyms_as_written = dict(metonyms)
        self._tenures: dict[str, list[KnownTenure]] = {}
        self.all_tenures = tuple(
            sorted(tenures, key=lambda one: (one.start or "", one.person, one.post, one.end or ""))
        )
        for tenure in self.all_tenures:
            self._tenures.setdefault(tenure.person, []).append(tenure)
            self._tenures.setdefault(tenure.post, []).append(tenure)

    def __iter__(self) -> Iterator[Known]:
        """Everything known, by id."""
        return iter(self._known.values())

    def __len__(self) -> int:
        """How many things are known."""
        return len(self._known)

    @property
    def bundled(self) -> Reference:
        """What is known without a user's imports."""
        return self

    def get(self, id: str) -> Known | None:
        """The thing with this id.

        Posts of states are made of a role and a state, so "post/kz-foreign-minister"
        is known although no table lists it.
        """
        return self._known.get(id) or self.roles.parse(id, self._known)

    @cached_property
    def _by_item(self) -> dict[str, Known]:
        return {thing.wikidata: thing for thing in self._known.values() if thing.wikidata is not None}

    def by_wikidata(self, item: str) -> Known | None:
        """The thing that has this item of Wikidata ("Q878"), or None."""
        return self._by_item.get(item)

    @cached_property
    def _by_name(self) -> dict[str, tuple[Known, ...]]:
        index: dict[str, dict[str, Known]] = {}
        for thing in self._known.values():
            for name in _every_name(thing):
                index.setdefault(fold(name), {})[thing.id] = thing
        return {name: tuple(things.values()) for name, things in index.items()}

    def is_imported(self, thing: Known) -> bool:
        """Whether only a user's import has it; never so of the bundled tables."""
        return False

    def find(self, name: str, kind: EntityKind | None = None) -> tuple[Known, ...]:
        """All that bears this name, alias, acronym or official name, by id; never demonyms or metonyms."""
        found = self._by_name.get(fold(name), ())
        return found if kind is None else tuple(thing for thing in found if thing.kind == kind)

    @cached_property
    def _by_demonym(self) -> dict[str, Known]:
        index: dict[str, Known] = {}
        for thing in sorted(self._known.values(), key=lambda one: (one.subtype in _PAST, one.id)):
            for word in thing.demonyms if thing.kind != "Person" else ():
                for form in (word, f"{word}s"):
                    index.setdefault(fold(form), thing)
        return index

    def demonym(self, word: str) -> Known | None:
        """The state (or a territory, as a Place) that "Kazakh", "British" or "Germans" belongs to, or None.

        Where two share one ("Congolese") it is the one with the lower id; see :meth:`demonym_candidates`.
        """
        return self._by_demonym.get(fold(word))

    def demonym_candidates(self, word: str) -> tuple[Known, ...]:
        """All states and places that a demonym may belong to, by id."""
        folded = fold(word)
        return tuple(
            thing
            for thing in self._known.values()
            if any(folded in (fold(form), fold(f"{form}s")) for form in thing.demonyms)
        )

    def metonym(self, name: str) -> Known | None:
        """The actor that "Kremlin" or "White House" stands for, or None.

        Capitals count: "Moscow" gives Russia; :meth:`find` also gives the city, so the caller can tell.
        """
        id = self._metonyms.get(fold(name))
        return self._known.get(id) if id is not None else None

    def tenures(self, person_or_post: str) -> tuple[KnownTenure, ...]:
        """Known tenures of a person or of a post, by start."""
        return tuple(self._tenures.get(person_or_post, ()))

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        index: dict[str, set[str]] = {}
        for thing in self._known.values():
            for name in _every_name(thing):
                index.setdefault(name, set()).add(thing.id)
        for name, id in self._metonyms_as_written.items():
            if name not in index:
                index[name] = {id}
        return {name: tuple(sorted(ids)) for name, ids in sorted(index.items())}

    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Every name as written, for a gazetteer, to the ids it stands for; metonyms included.

        To be matched with its capitals as they stand: "US" and "WHO" are names, "us" and "who" are not.
        A name with several ids is ambiguous: "Georgia" is a state and a state of the United States.
        """
        return self._names


_PAST = ("FormerState", "Territory")


def _every_name(thing: Known) -> Iterator[str]:
    yield thing.name
    yield from thing.acronyms
    for name in thing.names:
        yield name.text
