"""What a store knows of its people and bodies, for the comparison of those that may be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from diplograph.pipeline.imports import held_imports
from diplograph.reference.layers import load_with_imports
from diplograph.resolve.candidates import Profile
from diplograph.store import Reader
from diplograph.vocab import DPO, ORG, OWL, ROLE, SCHEMA, SKOS

__all__ = ["build_profiles", "find_around"]

_KINDS = ("Person", "Organization")
_ABOUT = f"""
  SELECT ?g ?thing ?property ?value WHERE {{
    VALUES ?kind {{ %s }}
    VALUES ?property {{ <{SKOS.prefLabel}> <{SKOS.altLabel}> <{DPO.ofState}> <{SCHEMA.nationality}>
      <{ORG.memberOf}> <{ORG.subOrganizationOf}> <{SCHEMA.gender}> <{OWL.sameAs}> }}
    GRAPH ?g {{ ?thing a ?kind ; ?property ?value }} }}"""
_POSTS = f"""
  SELECT ?g ?thing ?post ?holder ?role WHERE {{
    GRAPH ?g {{ ?tenure <{ORG.member}> ?thing ; <{DPO.post}> ?post . ?post <{ORG.postIn}> ?holder .
      OPTIONAL {{ ?post <{ORG.role}> ?role }} }} }}"""
_AROUND = f"""
  SELECT ?thing WHERE {{
    VALUES ?kind {{ <{DPO.Person}> <{DPO.Organization}> <{DPO.Event}> <{DPO.Document}> <{DPO.Place}> }}
    GRAPH <%s> {{ ?thing a ?kind . FILTER NOT EXISTS {{ ?thing a <{DPO.State}> }} }} }}"""


def build_profiles(reader: Reader) -> list[Profile]:
    """Gather a profile of every person and body that an article speaks of, by id."""
    years = {row.key: row.published[:4] if row.published else "" for row in reader.iter_articles()}
    start, base = len(reader.graph_iri("")), len(reader.base)
    reference = load_with_imports(held_imports(reader)[0])
    found: dict[str, dict[str, Any]] = {}
    kinds: dict[str, str] = {}
    for kind in _KINDS:
        for graph, thing, name, value in _rows(reader, _ABOUT % f"<{DPO[kind]}>"):
            key, id = graph[start:], thing[base:]
            if key not in years or id.startswith("state/"):
                continue
            kinds[id] = kind
            about = found.setdefault(id, defaultdict(set))
            about["articles"].add(key)
            about[name].add(value[base:] if value.startswith(reader.base) else value)
    for graph, thing, post, holder, role in _rows(reader, _POSTS):
        if thing[base:] not in found or graph[start:] not in years:
            continue
        about = found[thing[base:]]
        about["posts"].add(post[base:])
        is_state = holder[base:].startswith("state/")
        about["states" if is_state else "bodies"].add(holder[base:])
        known = reference.roles.get((role or "").removeprefix(ROLE.iri))
        if is_state and known is not None and known.one_holder and known.of_state:
            about["heads"].add(holder[base:])
    return [
        _profile(id, kinds[id], about, years, reference.get(id) is not None)
        for id, about in sorted(found.items())
    ]


def _profile(id: str, kind: Any, about: dict[str, set[str]], years: dict[str, str], known: bool) -> Profile:
    preferred = sorted(about[SKOS.prefLabel], key=lambda name: (-len(name), name))
    others = sorted(about[SKOS.altLabel] - about[SKOS.prefLabel])
    return Profile(
        id,
        kind,
        (*preferred, *others),
        known or bool(about[OWL.sameAs]),
        frozenset(about["articles"]),
        frozenset(int(years[key]) for key in about["articles"] if years[key].isdigit()),
        frozenset(about["posts"]),
        frozenset(about["states"] | about[DPO.ofState] | about[SCHEMA.nationality]),
        frozenset(about["heads"]),
        frozenset(about["bodies"] | about[ORG.memberOf] | about[ORG.subOrganizationOf]),
        min(about[SCHEMA.gender], default=None),
    )


def find_around(reader: Reader) -> Callable[[str], frozenset[str]]:
    """What gives the ids of the people, bodies, places, events and documents of an article, by its key."""
    base = len(reader.base)

    @cache
    def around(key: str) -> frozenset[str]:
        rows = _rows(reader, _AROUND % reader.graph_iri(key))
        return frozenset(thing[base:] for (thing,) in rows)

    return around


def _rows(reader: Reader, sparql: str) -> Iterator[tuple[Any, ...]]:
    answer = reader.query(sparql)
    names = [variable.value for variable in answer.variables]
    for solution in answer:
        yield tuple(None if solution[name] is None else solution[name].value for name in names)
