"""Reference knowledge as a graph of its own: what things are called, and what belongs to what."""

from __future__ import annotations

from collections.abc import Iterable

from diplograph.graph.entities import write_entities
from diplograph.graph.iris import territory_id
from diplograph.graph.names import DPO, ORG
from diplograph.graph.sheet import BODIES, Sheet
from diplograph.graph.terms import render_string
from diplograph.model import Article, Entity, Reading
from diplograph.reference import Known

__all__ = ["build_reference_graph"]


def build_reference_graph(reference: Iterable[Known], base: str) -> str:
    """Write what the reference knows as sorted N-Quads: names, items of Wikidata, parents, territories.

    It has no claims, since it rests on tables and not on an article's words.
    """
    known = list(reference)
    article = Article("reference", "reference", "", "", "reference tables")
    sheet = Sheet(Reading(article, "reference", entities=tuple(_entity(thing) for thing in known)), base)
    write_entities(sheet)
    for thing in known:
        _write_rest(sheet, thing)
    return sheet.finish()[0]


def _entity(thing: Known) -> Entity:
    return Entity(
        id=thing.id,
        kind=thing.kind,
        name=thing.name,
        names=thing.names,
        state=thing.state,
        organization=thing.organization,
        role=thing.role,
        subtype=thing.subtype,
        reference=thing.id,
        wikidata=thing.wikidata,
        gender=thing.gender,
    )


def _write_rest(sheet: Sheet, thing: Known) -> None:
    iri = sheet.iri(thing.id)
    for acronym in thing.acronyms:
        sheet.add(iri, DPO.acronym, render_string(acronym))
    code = thing.facts.get("iso2", "").upper()
    if thing.kind == "State" and len(code) == 2:
        sheet.add(iri, DPO.countryCode, render_string(code))
    parent = sheet.entities.get(thing.organization or "")
    if thing.kind == "Organization" and parent is not None and parent.kind in BODIES:
        sheet.add(iri, ORG.subOrganizationOf, sheet.iri(parent.id))
    if thing.kind == "Place" and thing.state in sheet.entities and thing.id != territory_id(thing.state):
        sheet.add(iri, DPO.within, sheet.iri(territory_id(thing.state)))
