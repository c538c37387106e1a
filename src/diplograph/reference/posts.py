"""Posts as role and holder: their ids, and the posts of states, which no table lists."""

from __future__ import annotations

import re
from collections.abc import Mapping

from diplograph.reference.records import Known

__all__ = ["parse_state_post", "post_id", "role_slug"]

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


_STATE_ROLES = (
    "HeadOfState", "President", "VicePresident", "Monarch", "King", "Queen", "Emperor", "SupremeLeader",
    "HeadOfGovernment", "PrimeMinister", "DeputyPrimeMinister", "Chancellor", "Premier", "ForeignMinister",
    "DeputyForeignMinister", "DefenceMinister", "InteriorMinister", "FinanceMinister", "JusticeMinister",
    "TradeMinister", "HealthMinister",
)  # fmt: skip
_BY_SLUG = {role_slug(role): role for role in _STATE_ROLES}
_POST = re.compile("post/(.+?)-(" + "|".join(sorted(_BY_SLUG, key=lambda one: (-len(one), one))) + ")")
_LABELS = {
    "ForeignMinister": "Minister of Foreign Affairs",
    "DeputyForeignMinister": "Deputy Minister of Foreign Affairs",
}


def parse_state_post(id: str, known: Mapping[str, Known]) -> Known | None:
    """The post of a state that an id names, or None where it names none.

    :param known: everything in the reference, by id
    """
    match = _POST.fullmatch(id)
    holder = known.get(f"state/{match[1]}") if match else None
    if match is None or holder is None:
        return None
    role = _BY_SLUG[match[2]]
    title = _LABELS.get(role) or _HUMP.sub(" ", role).replace("Head Of", "Head of")
    return Known(id, "Post", f"{title} of {holder.name}", state=holder.id, role=role)
