"""Which mentions of one article stand for the same thing.

Fuller names come first: a short form ("Nurtleu", "the Council") joins the one
fuller name it fits, and joins none where it fits two. What the reference knows
under exactly one name of the right kind takes its id from there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from diplograph.extract.acronyms import is_acronym
from diplograph.extract.bodies import entity_for
from diplograph.extract.clusters import (
    Cluster,
    form_of,
    group_documents,
    group_organizations,
    group_places,
    identifier,
    seat_of,
)
from diplograph.extract.kinds import find_head, gender_of_given, reference, word_list
from diplograph.extract.linking import Context, read_context
from diplograph.extract.name_drafts import Draft
from diplograph.extract.page import Page
from diplograph.extract.rules import confidence
from diplograph.extract.same_person import group_persons
from diplograph.model import Entity, EntityKind, Name
from diplograph.reference import Known

__all__ = ["make_entities"]

_ENTITY_KINDS: dict[str, EntityKind] = {
    "Person": "Person",
    "Organization": "Organization",
    "Place": "Place",
    "Document": "Document",
}


def make_entities(
    page: Page, drafts: list[Draft], acronyms: dict[str, str], words: dict[int, list[str]]
) -> None:
    """Add the mentions and the entities they stand for, numbered in order of first mention."""
    context = read_context(drafts, words)
    drafts = [
        replace(d, type="Place") if d.rule == "names.seat" and seat_of(d) is None else d for d in drafts
    ]
    clusters: list[Cluster] = []
    by_draft: dict[tuple[int, int], Cluster] = {}
    for kind in ("Place", "Organization", "Person", "Document"):
        own = [
            d for d in drafts if ("Place" if d.rule == "names.seat" else _ENTITY_KINDS.get(d.type)) == kind
        ]
        groups = _GROUPERS[kind](own, acronyms, context)
        clusters += groups
        for cluster in groups:
            by_draft.update({(id(d.doc), d.start): cluster for d in cluster.drafts})
    counts: dict[str, int] = defaultdict(int)
    for draft in drafts:
        meant = by_draft.get((id(draft.doc), draft.start))
        if meant is not None and not meant.id:
            counts[meant.kind] += 1
            meant.id = f"{meant.kind.lower()}:{counts[meant.kind]}"
            page.entities[meant.id] = _entity(meant, acronyms)
        page.add(
            draft.doc[draft.start : draft.end],
            draft.type,
            meant.id if meant is not None else None,
            draft.rule,
            confidence(draft.rule),
        )
    _add_states(page, clusters, words)


def _add_states(page: Page, clusters: list[Cluster], words: dict[int, list[str]]) -> None:
    """Say which state a body belongs to, where its name or the possessor before it says so."""
    ref = reference()
    for cluster in clusters:
        if cluster.kind != "Organization" or not cluster.id or ref is None:
            continue
        state = ref.get(cluster.known.state) if cluster.known is not None and cluster.known.state else None
        for draft in cluster.drafts if state is None and cluster.known is None else ():
            state = state or _state_in_name(draft) or _possessor(draft, words[id(draft.doc)])
        if state is not None and state.kind == "State":
            page.update(cluster.id, state=entity_for(page, state))


def _state_in_name(draft: Draft) -> Known | None:
    """Kazakhstan in "Kazakh Foreign Ministry" and in "Ministry of Justice of Kazakhstan"."""
    ref, words = reference(), form_of(draft).split()
    if ref is None or (find_head(words) is None and draft.rule != "names.common"):
        return None
    first = ref.demonym(" ".join(words[:2])) or ref.demonym(words[0])
    named = ref.find(words[0], "State") or (ref.find(" ".join(words[:2]), "State"))
    last = next(
        (ref.find(" ".join(words[i + 1 :]).removeprefix("the "), "State") for i in _of_indexes(words)), ()
    )
    found = {known.id: known for known in (*((first,) if first is not None else ()), *named, *last)}
    return next(iter(found.values())) if len(found) == 1 else None


def _of_indexes(words: list[str]) -> list[int]:
    return [i for i, word in enumerate(words) if word == "of"][-1:]


def _possessor(draft: Draft, words: list[str]) -> Known | None:
    """Kazakhstan in "Kazakhstan's Constitutional Court", and in "the Kazakh" before a lower-case name."""
    ref, at = reference(), draft.start - 1
    if ref is None or at < 1 or words[at] not in ("'s", "’s", "'", "’"):
        return None
    for size in (3, 2, 1):
        found = ref.find(" ".join(words[max(at - size, 0) : at]), "State")
        if len(found) == 1:
            return found[0]
    return None


def _entity(cluster: Cluster, acronyms: dict[str, str]) -> Entity:
    known = cluster.known
    forms = sorted(set(cluster.forms))
    full = max((f for f in forms if not is_acronym(f)), key=lambda f: (len(f), f), default=forms[0])
    if cluster.kind == "Person":
        full = max(forms, key=lambda f: (_is_whole(f), cluster.forms.count(f), len(f), f))
    name = known.name if known is not None else full
    short = sorted({f for f in forms if is_acronym(f)} & set(acronyms)) or [
        f for f in forms if is_acronym(f) and f != name
    ]
    subtypes = [d.subtype for d in cluster.drafts if d.subtype]
    return Entity(
        cluster.id,
        cluster.kind,
        name,
        names=tuple(Name(form, "en") for form in forms if form != name),
        acronym=short[0] if short and cluster.kind == "Organization" else None,
        identifier=identifier(full) if cluster.kind == "Document" else None,
        subtype=(known.subtype if known is not None else None) or (subtypes[0] if subtypes else None),
        reference=known.id if known is not None else None,
        wikidata=known.wikidata if known is not None else None,
        gender=(known.gender if known is not None else None) or _gender(cluster),
    )


def _is_whole(form: str) -> bool:
    """Whether a person's name has more than a surname: "Jo van Hast", not "van Hast"."""
    first, _, rest = form.partition(" ")
    return bool(rest) and first.lower() not in word_list("name-particles")


def _gender(cluster: Cluster) -> str | None:
    if cluster.kind != "Person":
        return None
    given = {gender_of_given(form.split(" ")[0]) for form in cluster.forms if " " in form} - {None}
    return given.pop() if len(given) == 1 else None


_GROUPERS: dict[str, Callable[[list[Draft], dict[str, str], Context], list[Cluster]]] = {
    "Place": group_places,
    "Organization": group_organizations,
    "Person": group_persons,
    "Document": group_documents,
}
