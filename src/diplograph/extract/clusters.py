"""Mentions of one article that stand for the same place, document or body."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from diplograph.extract.acronyms import Initials, is_acronym
from diplograph.extract.kinds import federated_states, find_head, reference
from diplograph.extract.linking import Context
from diplograph.extract.name_drafts import Draft
from diplograph.extract.national import is_shared, names_state
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
    """The words of a name with single spaces, in their usual spelling."""
    return draft.usual or " ".join(draft.text.split())


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
    meant = [seat_of(draft) or context.place(draft, form_of(draft).split(",")[0]) for draft in drafts]
    states: dict[str, set[str]] = defaultdict(set)
    for draft, known in zip(drafts, meant, strict=True):
        if known is not None:
            states[form_of(draft)].add(known.id)
    by_form = {form_of(draft): known for draft, known in zip(drafts, meant, strict=True) if known is not None}
    for draft, own in zip(drafts, meant, strict=True):
        form = form_of(draft)
        other = (
            by_form.get(form) if draft.rule != "names.seat" else None
        )  # what one mention's words tell holds for a state's name elsewhere
        is_one = other is not None and other.kind == "State" and len(states[form]) == 1
        known = own or (other if is_one else None)
        town, _, rest = form.partition(", ")
        key = known.id if known is not None else town if rest in federated_states() else form
        cluster = clusters.setdefault(key, Cluster("Place", known=known))
        if (known is not None and known.kind == "State") or draft.rule == "names.state":
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
    _merge_suffixes(clusters, context.around.in_parts)
    order = {(id(d.doc), d.start): place for place, d in enumerate(drafts)}
    fuller = _Fuller(clusters, order, context.around.in_parts)
    for form, draft in shorts:
        meant = fuller.of(form, order[id(draft.doc), draft.start])
        cluster = meant if meant is not None else clusters.setdefault(form, Cluster("Organization"))
        cluster.forms.append(form)
        cluster.drafts.append(draft)
    return list(clusters.values())


def _merge_suffixes(clusters: dict[str, Cluster], in_parts: bool) -> None:
    """Join "Foreign Ministry" to "Kazakh Foreign Ministry", "Example Council" to "UN Example Council".

    Not a bare "Senate" to the state's, where the article speaks of one of a part of the state.
    """
    by_end: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, cluster in clusters.items():
        words = _core(cluster.forms[0])
        for pair in dict.fromkeys((words[:2], words[-2:])):
            by_end[pair].append(key)
    for key, cluster in list(clusters.items()):
        words = _core(cluster.forms[0])
        if len(words) < 2 or find_head(list(words)) is None or (in_parts and is_shared(" ".join(words))):
            continue
        near = dict.fromkeys([*by_end[words[-2:]], *by_end[words[:2]]])
        fuller = [clusters[k] for k in near if k != key and k in clusters and _is_fuller(clusters[k], words)]
        if len(fuller) == 1 and (
            cluster.known is None or fuller[0].known is None or cluster.known == fuller[0].known
        ):
            target = fuller[0]
            target.known = target.known or _known_of(cluster, target.forms[0])
            target.forms += cluster.forms
            target.drafts += cluster.drafts
            del clusters[key]


def _known_of(shorter: Cluster, fuller: str) -> Known | None:
    """What the shorter name means, if the fuller can mean it too: a body of another state cannot."""
    known = shorter.known
    return known if known is None or known.state is None or names_state(fuller, known.state) else None


def _is_fuller(other: Cluster, words: tuple[str, ...]) -> bool:
    """Whether a body's name is these words with a state or system before them, or "of" something after."""
    longer = _core(other.forms[0])
    if len(longer) <= len(words):
        return False
    if longer[-len(words) :] == words:
        ref, extra = reference(), longer[: -len(words)]
        text = " ".join(extra)
        is_state = ref is not None and (ref.demonym(text) is not None or bool(ref.find(text, "State")))
        return is_state or all(word in _PREFIXES for word in extra)
    if longer[: len(words)] != words or longer[len(words)] not in ("of", "in", "for"):
        return False
    # "the Green Party" isn't its branch, "Green Party of Ohio"
    head = find_head(list(words))
    is_branch = " ".join(longer[len(words) + 1 :]) in federated_states()
    return not (is_branch and head is not None and head.subtype == "Party")


class _Fuller:
    """The fuller names that acronyms and lone head words ("the Council") can stand for."""

    def __init__(
        self, clusters: dict[str, Cluster], order: dict[tuple[int, int], int], in_parts: bool
    ) -> None:
        self._in_parts = in_parts
        self._by_form: dict[str, Cluster] = {}
        self._by_head: dict[str, dict[int, Cluster]] = defaultdict(dict)
        self._since = {
            id(c): min((order[id(d.doc), d.start] for d in c.drafts), default=-1) for c in clusters.values()
        }
        for cluster in clusters.values():
            for form in dict.fromkeys(cluster.forms):
                if " " in form:
                    self._by_form.setdefault(form, cluster)
                    for head in {_core(form)[-1], _head_word(form)} if _core(form) else ():
                        self._by_head[head][id(cluster)] = cluster
        self._initials = Initials(self._by_form)

    def of(self, form: str, at: int) -> Cluster | None:
        """The one that a short form means; of several, the one that alone was named before."""
        if is_acronym(form):
            named = {id(c): c for c in (self._by_form[name] for name in self._initials.of(form))}
        else:
            named = self._by_head.get(form, {})
        fits = list(named.values())
        if self._in_parts and is_shared(form):
            fits = [c for c in fits if c.known is None]
        if len(fits) > 1:
            fits = [c for c in fits if self._since[id(c)] < at]
        return fits[0] if len(fits) == 1 else None


def _head_word(form: str) -> str:
    words = form.split()
    cut = next((i for i, word in enumerate(words) if i and word in ("of", "for", "on")), len(words))
    return words[cut - 1]
