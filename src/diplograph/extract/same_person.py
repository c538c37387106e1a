"""Which names of persons are one person's: short forms join the one full name they fit.

Two persons are never one because they share a surname.
"""

from __future__ import annotations

from diplograph.extract.clusters import Cluster, form_of
from diplograph.extract.linking import Context
from diplograph.extract.name_drafts import Draft

__all__ = ["group_persons"]

_SUFFIXES = frozenset(("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"))


def _name_parts(form: str) -> tuple[str, ...]:
    return tuple(word for word in form.split() if word not in _SUFFIXES and word != ",")


def _same_person(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether two full names can be one: same first and last word, the others in the same order."""
    if len(shorter) > len(longer) or len(shorter) < 2:
        return False
    if shorter[-1] != longer[-1]:  # a second surname left out: "Pedro Pierluisi (Urrutia)"
        return shorter[0] == longer[0] and shorter[-1] == longer[-2] and len(longer) > 2
    if shorter[0] != longer[0]:
        return len(shorter) > 1 and " ".join(longer).casefold().endswith(" ".join(shorter).casefold())
    rest = iter(longer)
    return all(word in rest for word in shorter)


def group_persons(drafts: list[Draft], acronyms: dict[str, str], context: Context) -> list[Cluster]:
    """Persons, one cluster each; surnames shared by several stay apart."""
    full: list[Cluster] = []
    forms = [(form_of(d), d) for d in drafts]
    for form, draft in sorted(
        ((f, d) for f, d in forms if " " in f), key=lambda fd: -len(_name_parts(fd[0]))
    ):
        parts = _name_parts(form)
        fits = [c for c in full if any(_same_person(parts, _name_parts(f)) for f in c.forms if " " in f)]
        exact = [c for c in full if form in c.forms]
        chosen = exact or fits
        if len(chosen) == 1:
            cluster = chosen[0]
        else:
            cluster = Cluster("Person")
            full.append(cluster)
        cluster.forms.append(form)
        cluster.drafts.append(draft)
    for cluster in full:
        known = {
            known.id: known
            for known in (context.link(form, "Person") for form in set(cluster.forms))
            if known is not None
        }
        cluster.known = next(iter(known.values())) if len(known) == 1 else None
    singles: dict[str, Cluster] = {}
    order = {(id(d.doc), d.start): place for place, d in enumerate(drafts)}
    intro = {id(c): min(order[id(d.doc), d.start] for d in c.drafts) for c in full}
    settled: dict[str, Cluster] = {}
    for form, draft in ((f, d) for f, d in forms if " " not in f):
        fits = _bearers(form, full)
        at = order[id(draft.doc), draft.start]
        met = [c for c in fits if intro[id(c)] < at]
        if len(fits) == 1 or len(met) == 1:
            cluster = (fits if len(fits) == 1 else met)[0]
            settled.setdefault(form, cluster)
        elif form in settled and not any(
            d.doc is draft.doc for c in fits if c is not settled[form] for d in c.drafts if " " in form_of(d)
        ):
            cluster = settled[form]  # the surname stood for this person before others of that name came in
        else:
            cluster = singles.setdefault(form, Cluster("Person"))
        cluster.forms.append(form)
        cluster.drafts.append(draft)
    return full + list(singles.values())


def _bearers(form: str, full: list[Cluster]) -> list[Cluster]:
    """Whose full name a single word can stand for: by surname, else an inner part, else given name."""
    for part in (slice(-1, None), slice(1, -1), slice(0, 1)):
        fits = [c for c in full if any(form in _name_parts(f)[part] for f in set(c.forms) if " " in f)]
        if fits:
            return fits
    return []
