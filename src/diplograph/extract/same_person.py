"""Which names of persons are one person's: short forms join the one full name they fit.

Two persons are never one because they share a surname.
"""

from __future__ import annotations

from collections import defaultdict

from diplograph.extract.clusters import Cluster, form_of
from diplograph.extract.linking import Context
from diplograph.extract.name_drafts import Draft

__all__ = ["group_persons"]

_SUFFIXES = frozenset(("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"))


def _name_parts(form: str) -> tuple[str, ...]:
    return tuple(word for word in form.split() if word not in _SUFFIXES and word != ",")


def _suffixes(form: str) -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in form.split() if word in _SUFFIXES)


def _can_share(form: str, cluster: Cluster) -> bool:
    """Whether no suffix parts them: "Dan Velm Sr." and "Dan Velm Jr." are father and son."""
    own = _suffixes(form)
    return not own or all(not (theirs := _suffixes(other)) or theirs == own for other in cluster.forms)


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
    by_form: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_form[form_of(draft)].append(draft)
    full = _full_names({form: found for form, found in by_form.items() if " " in form})
    for cluster in full:
        linked = (context.link(form, "Person") for form in dict.fromkeys(cluster.forms))
        known = {thing.id: thing for thing in linked if thing is not None}
        cluster.known = next(iter(known.values())) if len(known) == 1 else None
    return full + _join_single_words(drafts, full)


def _full_names(by_form: dict[str, list[Draft]]) -> list[Cluster]:
    """One cluster for each person named with given name and surname, the longest names first."""
    full: list[Cluster] = []
    by_tail: dict[str, list[tuple[tuple[str, ...], Cluster]]] = defaultdict(list)
    for form in sorted(by_form, key=lambda f: (-len(_name_parts(f)), not _suffixes(f))):
        parts = _name_parts(form) or (form,)
        near = by_tail[parts[-1].casefold()]
        fits = {id(c): c for longer, c in near if _same_person(parts, longer) and _can_share(form, c)}
        if len(fits) == 1:
            cluster = next(iter(fits.values()))
        else:
            cluster = Cluster("Person")
            full.append(cluster)
        cluster.forms += [form] * len(by_form[form])
        cluster.drafts += by_form[form]
        for tail in {part.casefold() for part in parts[-2:]}:
            by_tail[tail].append((parts, cluster))
    return full


def _join_single_words(drafts: list[Draft], full: list[Cluster]) -> list[Cluster]:
    """Give "Nurtleu" to the one person it can stand for; new clusters for those that fit nobody."""
    singles: dict[str, Cluster] = {}
    settled: dict[str, Cluster] = {}
    order = {(id(d.doc), d.start): place for place, d in enumerate(drafts)}
    intro = {id(c): min(order[id(d.doc), d.start] for d in c.drafts) for c in full}
    named_in = {id(c): {id(d.doc) for d in c.drafts} for c in full}
    bearers = _bearers(full)
    for draft in drafts:
        form = form_of(draft)
        if " " in form:
            continue
        fits = bearers.get(form, [])
        met = (
            fits if len(fits) == 1 else [c for c in fits if intro[id(c)] < order[id(draft.doc), draft.start]]
        )
        if len(met) == 1:
            cluster = met[0]
            settled.setdefault(form, cluster)
        elif form in settled and not any(
            id(draft.doc) in named_in[id(c)] for c in fits if c is not settled[form]
        ):
            cluster = settled[form]  # the surname stood for this person before others of that name came in
        else:
            cluster = singles.setdefault(form, Cluster("Person"))
        cluster.forms.append(form)
        cluster.drafts.append(draft)
    return list(singles.values())


def _bearers(full: list[Cluster]) -> dict[str, list[Cluster]]:
    """Whose full name a single word can stand for: by surname, else an inner part, else given name."""
    found: dict[str, list[Cluster]] = {}
    for part in (slice(-1, None), slice(1, -1), slice(0, 1)):
        here: dict[str, list[Cluster]] = defaultdict(list)
        for cluster in full:
            for word in dict.fromkeys(
                w for form in dict.fromkeys(cluster.forms) for w in _name_parts(form)[part]
            ):
                here[word].append(cluster)
        for word, clusters in here.items():
            found.setdefault(word, clusters)
    return found
