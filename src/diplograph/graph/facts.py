"""Holdings and relations: who held which post, and how bodies, people and documents hang together."""

from __future__ import annotations

from dataclasses import replace

from diplograph.graph.entities import place_iri, post_holders
from diplograph.graph.iris import digest
from diplograph.graph.names import DCT, DPO, ORG, RDF, SCHEMA, TST
from diplograph.graph.sheet import Sheet
from diplograph.graph.terms import render_boolean, render_date, render_integer, render_string
from diplograph.model import Grounds, Holding, PartialDate, Relation

__all__ = ["say_date", "write_holdings", "write_relations"]

_BETWEEN = {
    # short predicate -> (predicate, whether the object is a place)
    "memberOf": (ORG.memberOf, False),
    "partOf": (ORG.subOrganizationOf, False),
    "nationality": (SCHEMA.nationality, False),
    "headquarters": (DPO.headquarters, True),
    "foundedBy": (SCHEMA.founder, False),
    "replaced": (DPO.replaced, False),
    "establishedBy": (DPO.establishedBy, False),
    "adoptedBy": (DPO.adoptedBy, False),
    "locatedIn": (DPO.within, True),
    "represents": (DPO.represents, False),
}
_DATED = {"founded": (DPO.establishedOn, "founding date"), "date": (DCT.date, "date of the document")}


def say_date(
    sheet: Sheet, subject: str, predicate: str, date: PartialDate | None, grounds: Grounds, what: str
) -> bool:
    """Write a date at its precision with its claim, which says what it was reckoned from."""
    if date is None:
        return False
    value = render_date(date.value)
    if value is None:
        sheet.drop(f"no calendar has this {what}: {date.value}", date.span or grounds.evidence)
        return False
    reckoned_from = render_date(date.derived_from) if date.derived_from else None
    return sheet.say(subject, predicate, value, grounds, single=what, reckoned_from=reckoned_from)


# -- tenures ---------------------------------------------------------------
def write_holdings(sheet: Sheet) -> None:
    """Write each holding as a tenure."""
    statuses: dict[str, set[str]] = {}
    for holding in sheet.reading.holdings:
        iri = _write_holding(sheet, holding)
        if iri is not None:
            statuses.setdefault(iri, set()).add(holding.status)
    _write_statuses(sheet, statuses)


def _write_holding(sheet: Sheet, holding: Holding) -> str | None:
    grounds = holding.grounds
    if holding.status == "future" and grounds.modality == "asserted":
        grounds = replace(grounds, modality="planned")
    asserted = grounds.modality == "asserted"
    person = sheet.known(holding.person.entity, "the holder of a post", grounds.evidence)
    post = sheet.known(holding.post.entity, "the post that somebody holds", grounds.evidence)
    if person is None or post is None:
        return None
    start = holding.start.value if holding.start else ""
    # what is only planned or denied is another tenure than the one that is held
    parts = (holding.person.entity, holding.post.entity, start, *(() if asserted else (grounds.modality,)))
    iri = sheet.iri("tenure/" + digest(*parts))
    if not (sheet.say(iri, ORG.member, person, grounds) and sheet.say(iri, DPO.post, post, grounds)):
        return None
    say_date(sheet, iri, DPO.start, holding.start, grounds, "start of a tenure")
    say_date(sheet, iri, DPO.end, holding.end, grounds, "end of a tenure")
    if holding.acting:
        sheet.say(iri, DPO.acting, render_boolean(True), grounds)
    if holding.end_reason:
        sheet.say(iri, DPO.endReason, render_string(holding.end_reason), grounds, single="end of a tenure")
    for predicate, other in ((DPO.predecessor, holding.predecessor), (DPO.successor, holding.successor)):
        known = sheet.known(other, "a predecessor or successor", grounds.evidence)
        if known is not None:
            sheet.say(iri, predicate, known, grounds)
    if not asserted:
        return None
    sheet.add(iri, RDF.type, DPO.Tenure)
    for holder in post_holders(sheet, sheet.entities[holding.post.entity]):
        sheet.add(iri, ORG.organization, holder)
    return iri


def _write_statuses(sheet: Sheet, statuses: dict[str, set[str]]) -> None:
    observed = render_date(sheet.article.published) if sheet.article.published else None
    for iri, found in statuses.items():
        if {"current", "former"} <= found:
            sheet.drop("a tenure is spoken of as current and as former")
        elif "former" in found:
            sheet.add(iri, DPO.tenureStatus, TST.Former)
        elif "current" in found:
            sheet.add(iri, DPO.tenureStatus, TST.Current)
        if "current" in found and observed is not None:
            sheet.add(iri, DPO.observedOn, observed)


# -- relations -------------------------------------------------------------
def write_relations(sheet: Sheet) -> None:
    """Write each relation between two entities, or an entity and a value."""
    for relation in sheet.reading.relations:
        subject = sheet.known(
            relation.subject.entity, f"the subject of {relation.predicate}", relation.grounds.evidence
        )
        if subject is None:
            continue
        if relation.predicate in _BETWEEN:
            _write_between(sheet, subject, relation)
        elif relation.predicate in _DATED and isinstance(relation.value, PartialDate):
            predicate, what = _DATED[relation.predicate]
            say_date(sheet, subject, predicate, relation.value, relation.grounds, what)
        elif relation.predicate == "memberCount" and isinstance(relation.value, int):
            count = render_integer(relation.value)
            sheet.say(subject, DPO.memberCount, count, relation.grounds, single="number of members")
        else:
            sheet.drop(
                f"{relation.predicate} without its value, or no known relation", relation.grounds.evidence
            )


def _write_between(sheet: Sheet, subject: str, relation: Relation) -> None:
    grounds = relation.grounds
    predicate, is_place = _BETWEEN[relation.predicate]
    if relation.object is None:
        sheet.drop(f"{relation.predicate} without its object", grounds.evidence)
        return
    object = sheet.known(relation.object.entity, f"the object of {relation.predicate}", grounds.evidence)
    if object is not None and is_place:
        object = place_iri(sheet, relation.object.entity)
        if object is None:
            sheet.drop(f"{relation.predicate} in what is no place", grounds.evidence)
    if object is None:
        return
    if subject == object:
        sheet.drop(f"{relation.predicate} of a thing with itself", grounds.evidence)
        return
    written = sheet.say(subject, predicate, object, grounds)
    if written and relation.predicate == "replaced" and grounds.modality == "asserted":
        change = sheet.iri("change/" + digest(relation.object.entity, relation.subject.entity))
        sheet.add(change, RDF.type, ORG.ChangeEvent)
        sheet.add(change, ORG.originalOrganization, object)
        sheet.add(change, ORG.resultingOrganization, subject)
