"""A store's people and bodies asked of a reconciliation service, and what follows as judgements.

It is a step of its own after ingest, and ``ingest --reconcile`` runs the two in
turn, because only the whole store shows whether two things lay claim to one
item. What follows goes into the log of judgements, where a person can read it
and take it back, and from which the graphs are made; so they need no network
once it is written. Links that no longer follow from the answers, because a
second claimant has come, are retracted. What people judged is never touched.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from diplograph.errors import SourceError
from diplograph.pipeline.imports import held_imports
from diplograph.pipeline.resolving import apply_log, load_log
from diplograph.store import Reader, open_reader, open_writer
from diplograph.vocab import DPO, ORG, OWL, SCHEMA, SKOS

if TYPE_CHECKING:
    from diplograph.reference import Reference
    from diplograph.resolve import Judgement
    from diplograph.resolve.reconcile import Asked, Fetch, Proposal

__all__ = ["Kind", "Reconciled", "make_fetch", "reconcile"]

Kind = Literal["Person", "Organization"]
_KINDS: tuple[Kind, ...] = ("Person", "Organization")
_ENTITY = "http://www.wikidata.org/entity/"
_ITEM = "wikidata/"
_MAX_BYTES = 16 * 1024 * 1024
_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What became of asking.

    :param asked: things asked about
    :param unasked: people known by one name only, who could be anybody
    :param requests: how often the service itself was asked; 0 where all was known already
    :param proposals: what follows from its answers
    :param names: of the things, by their ids
    :param added: judgements new in the log
    :param retracted: judgements of earlier runs that no longer follow
    """

    asked: int
    unasked: int
    requests: int
    proposals: tuple[Proposal, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    added: int = 0
    retracted: int = 0


def reconcile(
    store: Path,
    url: str,
    *,
    kind: Kind | None = None,
    allow_private: bool = False,
    again: bool = False,
    keep: bool = True,
    pause: float = 1.0,
    on_answer: Callable[[int], None] | None = None,
) -> Reconciled:
    """Ask a service about what neither the reference nor a person has linked, and log what follows.

    :param url: endpoint of the service
    :param kind: ask about these alone; says as well that the service holds no others
    :param again: ask anew what the service was asked before
    :param keep: whether the log is changed; else it is only told what would follow
    :param pause: seconds between two requests
    :raises SourceError: if the service does not answer as specified, or its ids aren't Wikidata's
    :raises StoreError: if there is no store
    """
    from diplograph.reference.layers import load_with_imports
    from diplograph.resolve.reconcile import Answers, Service, is_about_wikidata, make_question, weigh

    by, log = _rule(url), load_log(store)
    with open_reader(store) as reader:
        reference = load_with_imports(held_imports(reader)[0])
        things = list(_iter_things(reader, reference, _in_force(log), by, (kind,) if kind else _KINDS))
    named = [thing for thing in things if thing.names]
    with Answers(store / "reconcile.sqlite") as answers:
        service = Service(url, make_fetch(allow_private=allow_private), answers, pause=pause, again=again)
        if not is_about_wikidata(service.manifest):
            raise SourceError(
                f"the service's ids are those of {service.manifest.identifier_space}, not Wikidata's",
                where=url,
                fix="choose a service whose identifierSpace is http://www.wikidata.org/entity/",
            )
        questions = {thing: make_question(thing) for thing in named}
        found = service.ask(list(questions.values()), on_answer)
        proposals = weigh(
            ((thing, found[question]) for thing, question in questions.items()),
            f"{service.manifest.name} ({url})",
            reference,
            vouched=kind is not None,
            linked=_linked(log, by),
        )
        requests = service.requests
    added = retracted = 0
    if keep:
        added, retracted = _keep(store, proposals, by, (kind,) if kind else _KINDS)
    names = {thing.id: thing.names[0] for thing in named}
    return Reconciled(
        len(named), len(things) - len(named), requests, tuple(proposals), names, added, retracted
    )


def _rule(url: str) -> str:
    """Who judges, in the log: each service for itself, so that asking one leaves the links of another."""
    from diplograph.resolve.reconcile import RULE

    return f"{RULE} {url}"


def make_fetch(*, allow_private: bool) -> Fetch:
    """Checked requests, as articles are fetched with, for a service.

    :param allow_private: whether it may be on this machine or its own network
    """
    from diplograph.resolve.reconcile import Reply
    from diplograph.sources.addresses import Allowed, is_public
    from diplograph.sources.request import Limits, get, post

    allowed: Allowed = (lambda _: True) if allow_private else is_public

    def fetch(url: str, form: Mapping[str, str] | None) -> Reply:
        limits = Limits(_MAX_BYTES, time.monotonic() + _SECONDS)
        reply = get(url, allowed, limits, url) if form is None else post(url, form, allowed, limits, url)
        return Reply(
            reply.status, {name.lower(): value for name, value in reply.headers.items()}, reply.content
        )

    return fetch


# -- what is asked about -------------------------------------------------------
def _iter_things(
    reader: Reader,
    reference: Reference,
    in_force: Iterable[Judgement],
    by: str,
    kinds: Collection[Kind],
) -> Iterator[Asked]:
    """People and bodies of articles that have no item, or only one that this service gave them; by id."""
    from diplograph.resolve.reconcile import Asked

    ours = {_item_of(one) for one in in_force if one.by == by and one.verdict == "positive"}
    labels = _labels(reader)
    items = _gather(reader, f"SELECT ?thing ?value WHERE {{ ?thing <{OWL.sameAs}> ?value }}")
    states = _states(reader, items)
    for iri, kind in _kinds(reader, kinds):
        id = iri.removeprefix(reader.base)
        if reference.get(id) is None and {one.removeprefix(_ENTITY) for one in items.get(iri, ())} <= ours:
            names = labels.get(iri, ())
            full = tuple(name for name in names if kind != "Person" or len(name.split()) > 1)
            yield Asked(id, kind, full, states.get(iri, ()))


def _kinds(reader: Reader, kinds: Collection[Kind]) -> list[tuple[str, Kind]]:
    """IRIs of people and of bodies that are no states, by IRI."""
    kind = _gather(
        reader,
        "SELECT ?thing ?value WHERE { VALUES ?value { %s } ?thing a ?value }"  # noqa: UP031 - braces
        % " ".join(f"<{DPO[name]}>" for name in (*kinds, "State")),
    )
    found = {iri: {one.rpartition("#")[2] for one in those} for iri, those in kind.items()}
    return [
        (iri, next(name for name in _KINDS if name in those))
        for iri, those in sorted(found.items())
        if "State" not in those
    ]


def _labels(reader: Reader) -> dict[str, tuple[str, ...]]:
    """Names by IRI: preferred ones first, of those English ones first."""
    ranked: dict[str, set[tuple[bool, bool, str]]] = {}
    for row in reader.query(
        f"SELECT ?thing ?how ?name WHERE {{ VALUES ?how {{ <{SKOS.prefLabel}> <{SKOS.altLabel}> }}"
        " ?thing ?how ?name }"
    ):
        english = (row["name"].language or "").partition("-")[0] == "en"
        rank = (row["how"].value != SKOS.prefLabel, not english, row["name"].value)
        ranked.setdefault(row["thing"].value, set()).add(rank)
    return {iri: tuple(dict.fromkeys(name for *_, name in sorted(those))) for iri, those in ranked.items()}


def _states(reader: Reader, items: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Items of the states that people are nationals or officials of, and that bodies are of, by IRI."""
    found = _gather(
        reader,
        f"SELECT DISTINCT ?thing ?value WHERE {{ {{ ?thing <{SCHEMA.nationality}>|<{DPO.ofState}> ?value }}"
        f" UNION {{ ?tenure <{ORG.member}> ?thing ; <{DPO.post}> ?post . ?post <{ORG.postIn}> ?value }}"
        f" ?value a <{DPO.State}> }}",
    )
    return {
        iri: tuple(sorted({one.removeprefix(_ENTITY) for state in those for one in items.get(state, ())}))
        for iri, those in found.items()
    }


def _gather(reader: Reader, sparql: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in reader.query(sparql):
        found.setdefault(row["thing"].value, []).append(row["value"].value)
    return {iri: tuple(sorted(those)) for iri, those in found.items()}


# -- the log -------------------------------------------------------------------
def _in_force(log: Iterable[Judgement]) -> list[Judgement]:
    latest = {one.about: one for one in log}
    return [one for one in latest.values() if one.verdict != "retracted"]


def _item_of(one: Judgement) -> str:
    return next((id.removeprefix(_ITEM) for id in (one.left, one.right) if id.startswith(_ITEM)), "")


def _linked(log: Iterable[Judgement], by: str) -> dict[str, str]:
    """Items to the things that others than this service gave them to."""
    links = [one for one in _in_force(log) if one.verdict == "positive" and one.by != by and _item_of(one)]
    return {_item_of(one): min(one.left, one.right) for one in links}


def _keep(store: Path, proposals: Iterable[Proposal], by: str, kinds: Collection[Kind]) -> tuple[int, int]:
    """Write what is new into the log, and take back what no longer follows; how many of each."""
    from diplograph.resolve import Judgement

    with open_writer(store, create=False) as writer:
        log = load_log(store)
        held = {one.about: one for one in _in_force(log)}
        made = [Judgement(one.left, one.right, one.verdict, by=by, why=one.why) for one in proposals]
        judged = {one.about for one in made}
        added = [one for one in made if one.about not in held or _is_changed(held[one.about], one)]
        prefixes = tuple(f"{kind.lower()}/" for kind in kinds)
        stale = [
            Judgement(one.left, one.right, "retracted", by=by, why="no longer follows from the answers")
            for about, one in sorted(held.items())
            if one.by == by and about not in judged and about[0].startswith(prefixes)
        ]
        if added or stale:
            apply_log(writer, (*log, *stale, *added), save=True)
    return len(added), len(stale)


def _is_changed(held: Judgement, made: Judgement) -> bool:
    """Whether this service now says something else; what others said stands."""
    return held.by == made.by and (held.verdict, held.why) != (made.verdict, made.why)
