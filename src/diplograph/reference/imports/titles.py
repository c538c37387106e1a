"""From the title of a post to its role."""

from __future__ import annotations

from diplograph.lexicon import cached, rows_of
from diplograph.reference.fold import fold
from diplograph.reference.posts import RoleScheme
from diplograph.reference.records import Known

__all__ = ["core_title", "role_of"]


@cached
def _roles() -> dict[str, tuple[str, str]]:
    """Folded title to role and scope, from the titles that articles are read with."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows_of("roles"):
        if row["role"] and not row["body"]:
            found.setdefault(fold(row["title"]), (row["role"], row["scope"]))
    return found


def core_title(title: str, holder: Known) -> str:
    """The title without what it is in, folded: "president" of "President of Kazakhstan"."""
    words = fold(title)
    own = {fold(form) for form in (holder.name, *holder.demonyms, *(one.text for one in holder.names))}
    for form in sorted(own, key=lambda one: (-len(one), one)):
        for cut in (f" of the {form}", f" of {form}", f" for {form}"):
            words = words.removesuffix(cut)
        words = words.removeprefix(f"{form} ")
    return words or fold(title)


def role_of(core: str, holder: Known, roles: RoleScheme) -> str | None:
    """The role that a folded title without its holder names, and none where it merely begins like one."""
    found = _roles().get(core) or _roles().get(core.replace(" for ", " of "))
    if found is None:
        return None
    role, scope = found
    fits = scope in ("any", "state" if holder.kind == "State" else "body")
    return role if fits and roles.get(role) is not None else None
