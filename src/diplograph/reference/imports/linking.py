"""From a source's own ids to those of the tables, and to new ones for what they lack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from diplograph.model import Name
from diplograph.reference.fold import fold, slug
from diplograph.reference.imports.records import Bad
from diplograph.reference.imports.staging import Staging, Thing
from diplograph.reference.imports.titles import core_title, role_of
from diplograph.reference.index import pack
from diplograph.reference.lookup import Reference
from diplograph.reference.posts import post_id
from diplograph.reference.records import Known

__all__ = ["Linker"]

_REMEMBERED = 20_000  # states and bodies that posts are in


class Linker:
    """Finds what the tables know of a source's things.

    What they do not know gets an id of its own: made of its item of Wikidata
    where it has one, so that two imports agree, else of the import's name and
    the source's id.

    :param import_name: the import's own
    :param on_bad: told what is left out
    """

    def __init__(
        self, staging: Staging, reference: Reference, import_name: str, on_bad: Callable[[Bad], None]
    ) -> None:
        self._staging = staging
        self._reference = reference
        self._import = import_name
        self._on_bad = on_bad
        self._by_item = {thing.wikidata: thing for thing in reference if thing.wikidata}
        self._by_code = {thing.facts["iso2"].lower(): thing for thing in reference if thing.facts.get("iso2")}
        self._holders: dict[str, Known] = {}

    def link(self) -> None:
        """Give everything an id: what posts are in first, people last."""
        for thing, names in self._staging.iter_things("State", "Organization", "Place"):
            self._put(thing[0], self._body(thing, names))
        for thing, names in self._staging.iter_things("Post"):
            post = self._post(thing, names)
            if post is not None:
                self._put(thing[0], post)
        for thing, names in self._staging.iter_things("Person"):
            self._put(thing[0], self._person(thing, names))

    def _put(self, key: str, known: Known) -> None:
        self._staging.put_id(key, known.id, pack(known))

    def _minted(self, kind: str, thing: Thing, name: str) -> str:
        if thing[2]:
            return f"{kind}/{thing[2].lower()}"
        digest = sha256("\x1f".join((self._import, thing[0])).encode()).hexdigest()[:8]
        return f"{kind}/{slug(name)[:60].strip('-') or 'unnamed'}-{digest}"

    # -- bodies ----------------------------------------------------------
    def _body(self, thing: Thing, names: list[Name]) -> Known:
        _, kind, item, holder, country, born, *_ = thing
        known = self._by_item.get(item or "")
        if known is None and kind == "State":
            known = self._state_by_name(names)
        if known is not None and known.kind in ("State", "Organization"):
            return replace(known, names=_together(known, names))
        name = names[0].text
        if kind == "Place":
            id = known.id if known is not None else self._minted("place", thing, name)
            return Known(id, "Place", name, tuple(names[1:]), wikidata=item)
        state = known.state if known is not None else self._state(country)
        if known is not None:  # the territory is a place; who has posts is its administration
            return Known(f"organization/{known.id.partition('/')[2]}", "Organization", name, state=state)
        parent = self._staging.id(holder) if holder else None
        return Known(
            self._minted("organization", thing, name),
            "Organization",
            name,
            tuple(names[1:]),
            wikidata=item,
            state=state,
            organization=parent,
            # what a source calls a jurisdiction may well be a country: not to be looked up as a body's name
            subtype="Jurisdiction" if kind == "State" else None,
            facts={"founded": born} if born else {},
        )

    def _state_by_name(self, names: list[Name]) -> Known | None:
        """The state of that name, unless anything else is called so as well."""
        found = self._reference.find(names[0].text)
        return found[0] if len(found) == 1 and found[0].kind == "State" else None

    def _state(self, code: str | None) -> str | None:
        known = self._by_code.get(code or "")
        return known.id if known is not None and known.kind == "State" else None

    def _holder(self, key: str | None, country: str | None) -> Known | None:
        """The state or body that a post is in."""
        if key is not None:
            if key not in self._holders:
                id = self._staging.id(key)
                known = self._reference.get(id) if id is not None else self._by_item.get(key)
                if known is None and id is not None:
                    known = Known(id, "Organization", self._staging.names(key)[0].text)
                if known is None or known.kind not in ("State", "Organization"):
                    return None
                if len(self._holders) >= _REMEMBERED:
                    self._holders.clear()
                self._holders[key] = known
            return self._holders[key]
        known = self._by_code.get(country or "")
        if known is None and country:
            bodies = self._reference.find(country.upper(), "Organization")
            known = bodies[0] if len(bodies) == 1 else None
        return known if known is not None and known.kind in ("State", "Organization") else None

    # -- posts -----------------------------------------------------------
    def _post(self, thing: Thing, names: list[Name]) -> Known | None:
        key, _, item, holder_key, country, *_ = thing
        same = self._by_item.get(item or "")
        if same is not None and same.kind == "Post":
            return same
        holder = self._holder(holder_key, country)
        if holder is None:
            self._on_bad(Bad(key, "a post that is in no state or body we know of"))
            return None
        title = names[0].text
        core = core_title(title, holder)
        role = role_of(core, holder, self._reference.roles)
        scheme = self._reference.roles.get(role or "")
        id = f"post/{holder.id.partition('/')[2]}-{slug(core)[:80].strip('-') or slug(key)}"
        if role is not None and scheme is not None and scheme.one_holder:
            role = self._reference.roles.kept_as(role, holder)
            id = post_id(holder.id, role)
        known = self._reference.get(id)
        return Known(
            id,
            "Post",
            known.name if known is not None else title,
            tuple(name for name in names if known is None or name.text != known.name),
            wikidata=item if known is None or known.wikidata is None else known.wikidata,
            state=holder.id if holder.kind == "State" else None,
            organization=None if holder.kind == "State" else holder.id,
            role=role,
        )

    # -- people ----------------------------------------------------------
    def _person(self, thing: Thing, names: list[Name]) -> Known:
        _, _, item, _, country, born, died, gender = thing
        known = self._by_item.get(item or "")
        if known is None:
            known = self._same_person(thing[0], names[0].text, item)
        facts = {name: date for name, date in (("born", born), ("died", died)) if date}
        state = self._state(country)
        if known is not None and known.kind == "Person":
            return replace(known, names=_together(known, names), facts={**facts, **known.facts})
        id, name = self._minted("person", thing, names[0].text), names[0].text
        others = tuple(names[1:])
        first = (names[0],) if names[0].language not in ("en", "und") else ()
        return Known(
            id, "Person", name, (*first, *others), wikidata=item, state=state, gender=gender, facts=facts
        )

    def _same_person(self, key: str, name: str, item: str | None) -> Known | None:
        """Somebody whom the tables have by that name without an item, and in a post of the same state."""
        found = self._reference.find(name, "Person")
        if len(found) != 1 or (found[0].wikidata is not None and item is not None) or " " not in fold(name):
            return None
        rows = self._staging.db.execute(
            "SELECT DISTINCT ids.id FROM held JOIN ids ON ids.key = held.post WHERE person = ?", (key,)
        )
        posts = {row[0] for row in rows}
        same = any(tenure.post in posts for tenure in self._reference.tenures(found[0].id))
        return found[0] if same else None


def _together(known: Known, names: list[Name]) -> tuple[Name, ...]:
    """The names of the tables and of the source, each once."""
    own: dict[Name, None] = dict.fromkeys(known.names)
    texts = {known.name, *(name.text for name in known.names)}
    own.update(dict.fromkeys(name for name in names if name.text not in texts))
    return tuple(own)
