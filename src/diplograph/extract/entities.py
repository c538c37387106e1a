"""Which mentions of one article stand for the same thing.

Fuller names come first: a short form ("Nurtleu", "the Council") joins the one
fuller name it fits, and joins none where it fits two. Two persons are never
one because they share a surname. What the reference knows under exactly one
name of the right kind takes its id from there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from diplograph.extract.acronyms import is_acronym, is_acronym_of
from diplograph.extract.bodies import entity_for
from diplograph.extract.candidates import Draft
from diplograph.extract.kinds import demonym_state, federated_states, find_head, gender_of_given, reference
from diplograph.extract.page import Page
from diplograph.extract.rules import confidence
from diplograph.model import Entity, EntityKind, Name
from diplograph.reference import Known

__all__ = ["make_entities"]

_ENTITY_KINDS: dict[str, EntityKind] = {
    "Person": "Person",
    "Organization": "Organization",
    "Place": "Place",
    "Document": "Document",
}
_SUFFIXES = frozenset(("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"))
_LOCATIVE = frozenset(("in", "at", "near", "outside", "inside", "to", "into", "around", "from", "through"))
_STATE_PREFIXES = frozenset(("US", "U.S.", "UK", "U.K.", "EU", "UN", "United"))
_PREFIXES = frozenset(
    ("UN", "U.N.", "EU", "US", "U.S.", "UK", "U.K.", "National", "Federal", "State", "Royal")
)


@dataclass
class _Cluster:
    """Drafts that stand for one thing."""

    kind: EntityKind
    forms: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    known: Known | None = None
    id: str = ""


def make_entities(
    page: Page, drafts: list[Draft], acronyms: dict[str, str], words: dict[int, list[str]]
) -> None:
    """Add the mentions and the entities they stand for, numbered in order of first mention."""
    context = _context(drafts, words)
    drafts = [
        replace(d, type="Place") if d.rule == "names.seat" and _seat_of(d) is None else d for d in drafts
    ]
    clusters: list[_Cluster] = []
    by_draft: dict[tuple[int, int], _Cluster] = {}
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


def _add_states(page: Page, clusters: list[_Cluster], words: dict[int, list[str]]) -> None:
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
    ref, words = reference(), _form(draft).split()
    if ref is None or find_head(words) is None and draft.rule != "names.common":
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


def _entity(cluster: _Cluster, acronyms: dict[str, str]) -> Entity:
    known = cluster.known
    forms = sorted(set(cluster.forms))
    full = max((f for f in forms if not is_acronym(f)), key=lambda f: (len(f), f), default=forms[0])
    if cluster.kind == "Person":
        full = max(forms, key=lambda f: (f.count(" ") > 0, cluster.forms.count(f), len(f), f))
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
        identifier=_identifier(full) if cluster.kind == "Document" else None,
        subtype=(known.subtype if known is not None else None) or (subtypes[0] if subtypes else None),
        reference=known.id if known is not None else None,
        wikidata=known.wikidata if known is not None else None,
        gender=(known.gender if known is not None else None) or _gender(cluster),
    )


def _identifier(text: str) -> str | None:
    words = [
        word
        for word in text.replace("A/RES/", "").replace("S/RES/", "").split()
        if any(map(str.isdigit, word))
    ]
    return " ".join(words) or None


def _gender(cluster: _Cluster) -> str | None:
    if cluster.kind != "Person":
        return None
    given = {gender_of_given(form.split(" ")[0]) for form in cluster.forms if " " in form} - {None}
    return given.pop() if len(given) == 1 else None


# -- what the reference knows -------------------------------------------------
@dataclass
class _Context:
    """The states an article speaks of, by name, demonym or a place in them, with how often; and all its words."""

    states: Counter[str]
    words: frozenset[str]

    def link(self, name: str, *kinds: EntityKind) -> Known | None:
        """What the reference knows under this name, if the article leaves only one thing of these kinds to mean."""
        ref = reference()
        found = (
            {known.id: known for kind in kinds for known in ref.find(name, kind)} if ref is not None else {}
        )
        if len(found) > 1:
            found = {id: known for id, known in found.items() if self._is_spoken_of(known)}
        if len(found) != 1:
            return None
        known = next(iter(found.values()))
        return known if known.kind != "Organization" or self._is_at_home(known, name) else None

    def _is_spoken_of(self, known: Known) -> bool:
        """Whether another word than the name itself points at one of several things of that name."""
        if known.kind == "State":
            signs = (*known.demonyms, *known.facts.get("capitals", "").split("|"), *known.metonyms)
            return any(sign in self.words for sign in signs if sign)
        return known.state is not None and self.states[known.state] > 0

    def _is_at_home(self, known: Known, name: str) -> bool:
        """Whether a body whose name other states have too ("Congress", "Labour Party") is meant in this article."""
        if known.state is None or known.acronyms or " of " in name:
            return True
        if (
            any(demonym_state(word) is not None for word in name.split())
            or name.split()[0] in _STATE_PREFIXES
        ):
            return True
        most = max(self.states.values(), default=1)
        return self.states[known.state] * (1 if known.subtype == "Party" else 2) >= most


def _context(drafts: list[Draft], words: dict[int, list[str]]) -> _Context:
    states: Counter[str] = Counter()
    for draft in drafts:
        for id in draft.known.known if draft.known is not None and len(draft.known.known) == 1 else ():
            states[id] += id.startswith("state/")
    counts = Counter(word for texts in words.values() for word in texts if word[:1].isupper())
    for word, count in counts.items():
        known = demonym_state(word)
        if known is not None:
            states[known.id] += count
    return _Context(states, frozenset(counts))


# -- places and documents -----------------------------------------------------
def _form(draft: Draft) -> str:
    return " ".join(draft.text.split())


def _group_places(drafts: list[Draft], acronyms: dict[str, str], context: _Context) -> list[_Cluster]:
    clusters: dict[str, _Cluster] = {}
    for draft in drafts:
        form = _form(draft)
        known = _seat_of(draft) or context.link(form.split(",")[0], "State", "Place")
        town, _, rest = form.partition(", ")
        key = known.id if known is not None else town if rest in federated_states() else form
        cluster = clusters.setdefault(key, _Cluster("Place", known=known))
        if known is not None and known.kind == "State":
            cluster.kind = "State"
        cluster.forms.append(form)
        cluster.drafts.append(draft)
    return list(clusters.values())


def _seat_of(draft: Draft) -> Known | None:
    """The state that a seat of government stands for where it isn't a place: "the White House said"."""
    ref = reference()
    before = draft.doc[draft.start - 1].lower_ if draft.start else ""
    if before == "the" and draft.start > 1:
        before = draft.doc[draft.start - 2].lower_
    if ref is None or draft.rule != "names.seat" or before in _LOCATIVE:
        return None
    return ref.metonym(_form(draft))


def _group_documents(drafts: list[Draft], acronyms: dict[str, str], context: _Context) -> list[_Cluster]:
    clusters: dict[str, _Cluster] = {}
    for draft in drafts:
        form = _form(draft)
        key = (_identifier(form) if draft.rule == "names.numbered" else None) or acronyms.get(form, form)
        cluster = clusters.setdefault(key, _Cluster("Document", known=context.link(form, "Document")))
        cluster.forms.append(form)
        cluster.drafts.append(draft)
    return list(clusters.values())


# -- organizations ------------------------------------------------------------
def _core(form: str) -> tuple[str, ...]:
    """The words that identify a body: without "the", and without the state or system it is said to be of."""
    words = [word for word in form.split() if word != "The"]
    return tuple(words)


def _group_organizations(drafts: list[Draft], acronyms: dict[str, str], context: _Context) -> list[_Cluster]:
    clusters: dict[str, _Cluster] = {}
    shorts: list[tuple[str, Draft]] = []
    for draft in drafts:
        form = _form(draft)
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
        cluster = clusters.setdefault(key, _Cluster("Organization", known=known))
        cluster.forms.append(form)
        if full not in cluster.forms and full != form:
            cluster.forms.append(full)
        cluster.drafts.append(draft)
    _merge_suffixes(clusters)
    order = {(id(d.doc), d.start): place for place, d in enumerate(drafts)}
    for form, draft in shorts:
        meant = _fuller_organization(form, order[id(draft.doc), draft.start], order, clusters)
        cluster = meant or clusters.setdefault(form, _Cluster("Organization"))
        cluster.forms.append(form)
        cluster.drafts.append(draft)
    return list(clusters.values())


def _merge_suffixes(clusters: dict[str, _Cluster]) -> None:
    """Join "Foreign Ministry" to "Kazakh Foreign Ministry" and "Human Rights Council" to "UN Human Rights Council"."""
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
    form: str, at: int, order: dict[tuple[int, int], int], clusters: dict[str, _Cluster]
) -> _Cluster | None:
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


# -- persons ------------------------------------------------------------------
def _name_parts(form: str) -> tuple[str, ...]:
    return tuple(word for word in form.split() if word not in _SUFFIXES and word != ",")


def _same_person(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether two full names can be one: same first and last word, the shorter's others among the longer's."""
    if len(shorter) > len(longer) or len(shorter) < 2:
        return False
    if shorter[-1] != longer[-1]:  # a second surname left out: "Pedro Pierluisi (Urrutia)"
        return shorter[0] == longer[0] and shorter[-1] == longer[-2] and len(longer) > 2
    if shorter[0] != longer[0]:
        return len(shorter) > 1 and " ".join(longer).casefold().endswith(" ".join(shorter).casefold())
    rest = iter(longer)
    return all(word in rest for word in shorter)


def _group_persons(drafts: list[Draft], acronyms: dict[str, str], context: _Context) -> list[_Cluster]:
    full: list[_Cluster] = []
    forms = [(_form(d), d) for d in drafts]
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
            cluster = _Cluster("Person")
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
    singles: dict[str, _Cluster] = {}
    order = {(id(d.doc), d.start): place for place, d in enumerate(drafts)}
    intro = {id(c): min(order[id(d.doc), d.start] for d in c.drafts) for c in full}
    settled: dict[str, _Cluster] = {}
    for form, draft in ((f, d) for f, d in forms if " " not in f):
        fits = _bearers(form, full)
        at = order[id(draft.doc), draft.start]
        met = [c for c in fits if intro[id(c)] < at]
        if len(fits) == 1 or len(met) == 1:
            cluster = (fits if len(fits) == 1 else met)[0]
            settled.setdefault(form, cluster)
        elif form in settled and not any(
            d.doc is draft.doc for c in fits if c is not settled[form] for d in c.drafts if " " in _form(d)
        ):
            cluster = settled[form]  # the surname stood for this person before others of that name came in
        else:
            cluster = singles.setdefault(form, _Cluster("Person"))
        cluster.forms.append(form)
        cluster.drafts.append(draft)
    return full + list(singles.values())


def _bearers(form: str, full: list[_Cluster]) -> list[_Cluster]:
    """The persons whose full name a single word can stand for: a surname, else an inner part, else a given name."""
    for part in (slice(-1, None), slice(1, -1), slice(0, 1)):
        fits = [c for c in full if any(form in _name_parts(f)[part] for f in set(c.forms) if " " in f)]
        if fits:
            return fits
    return []


_GROUPERS: dict[str, Callable[[list[Draft], dict[str, str], _Context], list[_Cluster]]] = {
    "Place": _group_places,
    "Organization": _group_organizations,
    "Person": _group_persons,
    "Document": _group_documents,
}
