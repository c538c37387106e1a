"""Mentions of one article that stand for the same place, document or body."""

from __future__ import annotations

from dataclasses import dataclass, field

from diplograph.extract.acronyms import is_acronym, is_acronym_of
from diplograph.extract.kinds import federated_states, find_head, reference
from diplograph.extract.linking import Context
from diplograph.extract.name_drafts import Draft
from diplograph.model import EntityKind
from diplograph.reference import Known

__all__ = [
    "Cluster",
    "form_of",
    "group_documents",
    "group_organizations",
    "group_places",
    "identifier",
    "seat_of",
]

_LOCATIVE = frozenset(("in", "at", "near", "outside", "inside", "to", "into", "around", "from", "through"))


_PREFIXES = frozenset(
    ("UN", "U.N.", "EU", "US", "U.S.", "UK", "U.K.", "National", "Federal", "State", "Royal")
)


@dataclass
class Cluster:
    """Drafts that stand for one thing."""

    kind: EntityKind
    forms: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    known: Known | None = None
    id: str = ""


def form_of(draft: Draft) -> str:
    """The words of a name with single spaces."""
    return " ".join(draft.text.split())


def identifier(text: str) -> str | None:
    """The number of a document in its name: "60/251" of "A/RES/60/251"; None where there is none."""
    words = [
        word
        for word in text.replace("A/RES/", "").replace("S/RES/", "").split()
        if any(map(str.isdigit, word))
    ]
    return " ".join(words) or None


def group_places(drafts: list[Draft], acronyms: dict[str, str], context: Context) -> list[Cluster]:
    """Places and states, one cluster each: what the reference knows, else the same words."""
    clusters: dict[str, Cluster] = {}
    for draft in drafts:
        form = form_of(draft)
        known = seat_of(draft) or context.link(form.split(",")[0], "State", "Place")
        town, _, rest = form.partition(", ")
        key = known.id if known is not None else town if rest in federated_states() else form
        cluster = clusters.setdefault(key, Cluster("Place", known=known))
        if known is not None and known.kind == "State":
            cluster.kind = "State"
        cluster.forms.append(form)
        cluster.drafts.append(draft)
    return list(clusters.values())


def seat_of(draft: Draft) -> Known | None:
    """The state that a seat of government stands for where it isn't a place: "the White House said"."""
    ref = reference()
    before = draft.doc[draft.start - 1].lower_ if draft.start else ""
    if before == "the" and draft.start > 1:
        before = draft.doc[draft.start - 2].lower_
    if ref is None or draft.rule != "names.seat" or before in _LOCATIVE:
        return None
    return ref.metonym(form_of(draft))


def group_documents(drafts: list[Draft], acronyms: dict[str, str], context: Context) -> list[Cluster]:
    """Documents, one cluster each: by their number, else by the same words."""
    clusters: dict[str, Cluster] = {}
    for draft in drafts:
        form = form_of(draft)
        key = (identifier(form) if draft.rule == "names.numbered" else None) or acronyms.get(form, form)
        cluster = clusters.setdefault(key, Cluster("Document", known=context.link(form, "Document")))
        cluster.forms.append(form)
        cluster.drafts.append(draft)
    return list(clusters.values())


def _core(form: str) -> tuple[str, ...]:
    """The words that identify a body: without "the", and without the state or system it is said to be of."""
    words = [word for word in form.split() if word != "The"]
    return tuple(words)


def group_organizations(drafts: list[Draft], acronyms: dict[str, str], context: Context) -> list[Cluster]:
    """Bodies, one cluster each: full names first, then acronyms and short forms of them."""
    clusters: dict[str, Cluster] = {}
    shorts: list[tuple[str, Draft]] = []
    for draft in drafts:
        form = form_of(draft)
        full = acronyms.get(form, form)
        known = context.link(full, "Organization") or (
            context.link(form, "Organization") if form != full else None
        )
        if known is None and draft.known is not None and draft.known.same_as != form:
            full, known = draft.known.same_as, context.link(draft.known.same_as, "Organization")
        key = known.id if known is not None else full
        if (
            known is None
            and full == form
            and (len(form.split()) == 1 or is_acronym(form))
            and key not in clusters
        ):
            shorts.append((form, draft))
            continue
        cluster = clusters.setdefault(key, Cluster("Organization", known=known))
        cluster.forms.append(form)
        if full not in cluster.forms and full != form:
            cluster.forms.append(full)
        cluster.drafts.append(draft)
    _merge_suffixes(clusters)
    order = {(id(d.doc), d.start): place for place, d in enumerate(drafts)}
    for form, draft in shorts:
        meant = _fuller_organization(form, order[id(draft.doc), draft.start], order, clusters)
        cluster = meant or clusters.setdefault(form, Cluster("Organization"))
        cluster.forms.append(form)
        cluster.drafts.append(draft)
    return list(clusters.values())


def _merge_suffixes(clusters: dict[str, Cluster]) -> None:
    """Join "Foreign Ministry" to "Kazakh Foreign Ministry", "Example Council" to "UN Example Council"."""
    ref = reference()
    for key, cluster in list(clusters.items()):
        words = _core(cluster.forms[0])
        if len(words) < 2 or find_head(list(words)) is None:
            continue
        fuller = []
        for other_key, other in clusters.items():
            longer = _core(other.forms[0])
            if other is cluster or len(longer) <= len(words) or other_key == key:
                continue
            if longer[-len(words) :] == words:
                extra = longer[: -len(words)]
                is_state = ref is not None and (
                    ref.demonym(" ".join(extra)) is not None or bool(ref.find(" ".join(extra), "State"))
                )
                if is_state or all(word in _PREFIXES for word in extra):
                    fuller.append(other)
            elif longer[: len(words)] == words and longer[len(words)] in ("of", "in", "for"):
                fuller.append(other)
        if len(fuller) == 1 and (
            cluster.known is None or fuller[0].known is None or cluster.known == fuller[0].known
        ):
            target = fuller[0]
            target.known = target.known or cluster.known
            target.forms += cluster.forms
            target.drafts += cluster.drafts
            del clusters[key]


def _fuller_organization(
    form: str, at: int, order: dict[tuple[int, int], int], clusters: dict[str, Cluster]
) -> Cluster | None:
    """The one fuller name that an acronym or a lone head word ("the Council") can stand for.

    Of several, the one that alone was named before this place.
    """
    if is_acronym(form):
        fits = [c for c in clusters.values() if any(is_acronym_of(form, f) for f in c.forms if " " in f)]
    else:
        fits = [
            c
            for c in clusters.values()
            if any(form in (_core(f)[-1], _head_word(f)) for f in c.forms if " " in f)
        ]
    if len(fits) > 1:
        fits = [c for c in fits if any(order[id(d.doc), d.start] < at for d in c.drafts)]
    return fits[0] if len(fits) == 1 else None


def _head_word(form: str) -> str:
    words = form.split()
    cut = next((i for i, word in enumerate(words) if i and word in ("of", "for", "on")), len(words))
    return words[cut - 1]
