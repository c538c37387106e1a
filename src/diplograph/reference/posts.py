"""Posts as role and holder: their ids, and the posts of states, which no table lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from diplograph.reference.records import Known

__all__ = ["Role", "RoleScheme", "post_id", "role_slug"]

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def role_slug(role: str) -> str:
    """A concept of vocab/role as part of an id.

    >>> role_slug("ForeignMinister")
    'foreign-minister'
    """
    return _HUMP.sub("-", role).lower()


def post_id(holder: str, role: str) -> str:
    """The id of a post that is known by its role.

    :param holder: id of the state or organization the post is in
    :param role: a concept of vocab/role

    >>> post_id("state/kz", "ForeignMinister")
    'post/kz-foreign-minister'
    """
    return f"post/{holder.partition('/')[2]}-{role_slug(role)}"


@dataclass(frozen=True, slots=True)
class Role:
    """A row of roles.csv.

    :param of_state: the post is the state's own, even where a ministry is named beside it
    :param one_holder: holder and role alone tell which post it is
    :param same_as: the role in whose name the post is kept, or "head_of_state", "head_of_government", or ""
    """

    name: str
    label: str
    of_state: bool
    one_holder: bool
    same_as: str


class RoleScheme:
    """The roles that make posts with states and institutions."""

    def __init__(self, roles: Iterable[Role]) -> None:
        self._roles = {role.name: role for role in roles}
        by_slug = {role_slug(role.name): role for role in self._roles.values() if role.one_holder}
        self._by_slug = by_slug
        longest_first = sorted(by_slug, key=lambda one: (-len(one), one))
        self._pattern = re.compile("post/(.+?)-(" + "|".join(longest_first) + ")") if by_slug else None

    def get(self, role: str) -> Role | None:
        """The role of this name."""
        return self._roles.get(role)

    def kept_as(self, role: str, holder: Known | None) -> str:
        """The role in whose name a post is kept: in a kingdom "King" is its Monarch.

        :param holder: the state, where the reference knows it
        """
        row = self._roles.get(role)
        if row is None or not row.same_as or holder is None or holder.kind != "State":
            return role
        heads = (holder.facts.get("head_of_state", ""), holder.facts.get("head_of_government", ""))
        if row.same_as in holder.facts:
            kept = holder.facts[row.same_as]
            return role if role in ("PrimeMinister", "Premier") and kept == heads[0] else kept
        return row.same_as if row.same_as in heads else role

    def parse(self, id: str, known: Mapping[str, Known]) -> Known | None:
        """The post of a state that an id names, or None where it names none.

        :param known: everything in the reference, by id
        """
        match = self._pattern.fullmatch(id) if self._pattern else None
        holder = known.get(f"state/{match[1]}") if match else None
        if match is None or holder is None:
            return None
        role = self._by_slug[match[2]]
        return Known(id, "Post", f"{role.label} of {holder.name}", state=holder.id, role=role.name)
