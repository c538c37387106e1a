"""The bundled tables with a user's imports behind them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from diplograph.model import EntityKind
from diplograph.reference.index import ImportIndex
from diplograph.reference.load import load_reference
from diplograph.reference.lookup import Reference
from diplograph.reference.records import Known, KnownTenure

__all__ = ["LayeredReference", "load_with_imports"]


@lru_cache(maxsize=4)
def load_with_imports(stems: tuple[Path, ...]) -> Reference:
    """The bundled tables and some imports as one reference; cached, since the files never change.

    :param stems: paths of the imports' files without their endings, in the order of their names
    :raises StoreError: if an import's files are missing or damaged
    """
    if not stems:
        return load_reference()
    return LayeredReference(load_reference(), [ImportIndex(stem) for stem in stems])


class LayeredReference(Reference):
    """The tables first, imports after: what the tables know is as the tables say.

    Imports add people by name, bodies whose name the tables lack, and tenures.
    They stay on disk, and are not among what is iterated over or counted here.

    :param bundled: the tables
    :param imports: in the order in which they are asked
    """

    def __init__(self, bundled: Reference, imports: Sequence[ImportIndex]) -> None:
        # the tables are shared and not built anew: every other answer is the bundled reference's own
        self.__dict__.update(vars(bundled))
        self._bundled = bundled
        self._imports = tuple(imports)
        self._items = {thing.wikidata: thing for thing in bundled if thing.wikidata is not None}

    @property
    def bundled(self) -> Reference:
        """The tables alone."""
        return self._bundled

    def get(self, id: str) -> Known | None:
        """The thing with this id, in the tables or else in the first import that has it."""
        known = self._bundled.get(id)
        for index in self._imports if known is None else ():
            known = known or index.get(id)
        return known

    def by_wikidata(self, item: str) -> Known | None:
        """The thing that has this item, in the tables or else in the first import that has it."""
        known = self._bundled.by_wikidata(item)
        for index in self._imports if known is None else ():
            known = known or index.by_wikidata(item)
        return known

    def is_imported(self, thing: Known) -> bool:
        """Whether only an import has it."""
        return self._bundled.get(thing.id) is None

    def find(self, name: str, kind: EntityKind | None = None) -> tuple[Known, ...]:
        """All that bears this name, by id.

        People of imports count beside those of the tables, since two of one
        name are two; a body of an import counts where the tables know none.
        """
        found = {known.id: known for known in self._bundled.find(name, kind)}
        if kind not in (None, "Person", "Organization"):
            return tuple(found.values())
        bodies = any(known.kind in ("Organization", "State") for known in self._bundled.find(name))
        for known in self._iter_imported(name):
            if kind in (None, known.kind) and (known.kind == "Person" or not bodies):
                found.setdefault(known.id, known)
        return tuple(found[id] for id in sorted(found))

    def _iter_imported(self, name: str) -> list[Known]:
        """What imports have by that name, as the tables have it where they do; an item of Wikidata once."""
        found: dict[str, Known] = {}
        for index in self._imports:
            for known in index.find(name):
                same = self._bundled.get(known.id) or self._items.get(known.wikidata or "") or known
                found.setdefault(same.wikidata or same.id, same)
        return list(found.values())

    def tenures(self, person_or_post: str) -> tuple[KnownTenure, ...]:
        """Tenures of a person or a post from the tables and all imports, by start."""
        found = dict.fromkeys(self._bundled.tenures(person_or_post))
        for index in self._imports:
            found.update(dict.fromkeys(index.tenures(person_or_post)))
        return tuple(sorted(found, key=lambda one: (one.start or "", one.person, one.post, one.end or "")))
