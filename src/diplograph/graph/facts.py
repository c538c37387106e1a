"""Holdings and relations: who held which post, and how bodies, people and documents hang together."""

from __future__ import annotations

from dataclasses import replace

from diplograph.graph.entities import place_iri, post_holders
from diplograph.graph.iris import digest
from diplograph.graph.names import DCT, DPO, ORG, RDF, SCHEMA, TST
from diplograph.graph.sheet import ACTORS, BODIES, Sheet
from diplograph.graph.terms import render_boolean, render_date, render_integer, render_string
from diplograph.model import EntityKind, Grounds, Holding, PartialDate, Relation

__all__ = ["say_date", "say_interval", "write_holdings", "write_relations"]

_Kinds = tuple[EntityKind, ...]
_PEOPLE: _Kinds = ("Person",)
_PLACES: _Kinds = ("Place", "State")  # a state stands for its territory
_DOCUMENTS: _Kinds = ("Document",)
_BETWEEN: dict[str, tuple[str, _Kinds, _Kinds]] = {
    # short predicate -> (predicate, kinds of subject, kinds of object)
    "memberOf": (ORG.memberOf, ("Person", *BODIES), BODIES),
    "partOf": (ORG.subOrganizationOf, BODIES, BODIES),
    "nationality": (SCHEMA.nationality, _PEOPLE, ("State",)),
    "headquarters": (DPO.headquarters, BODIES, _PLACES),
    "foundedBy": (SCHEMA.founder, BODIES, ("Person", *BODIES)),
    "replaced": (DPO.replaced, BODIES, BODIES),
    "establishedBy": (DPO.establishedBy, BODIES, _DOCUMENTS),
    "adoptedBy": (DPO.adoptedBy, _DOCUMENTS, BODIES),
    "locatedIn": (DPO.within, ("Place", *BODIES), _PLACES),
    "represents": (DPO.represents, ACTORS, ACTORS),
}
_DATED: dict[str, tuple[str, _Kinds, str]] = {
    "founded": (DPO.establishedOn, BODIES, "founding date"),
    "date": (DCT.date, _DOCUMENTS, "date of the document"),
}


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


def say_interval(
    sheet: Sheet,
    subject: str,
    start: PartialDate | None,
    end: PartialDate | None,
    grounds: Grounds,
    what: str,
) -> None:
    """Write where something starts and ends; an end before the start was misread, and is dropped."""
    say_date(sheet, subject, DPO.start, start, grounds, f"start of {what}")
    if start is not None and end is not None:
        known = min(len(start.value), len(end.value))
        if start.value[:known] > end.value[:known]:
            sheet.drop(f"the end of {what} before its start", end.span or grounds.evidence)
            return
    say_date(sheet, subject, DPO.end, end, grounds, f"end of {what}")


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
    person = sheet.known(holding.person.entity, "the holder of a post", grounds.evidence, _PEOPLE)
    post = sheet.known(holding.post.entity, "what somebody holds", grounds.evidence, ("Post",))
    if person is None or post is None:
        return None
    start = holding.start.value if holding.start else ""
    # what is only planned or denied is another tenure than the one that is held
    parts = (holding.person.entity, holding.post.entity, start, *(() if asserted else (grounds.modality,)))
    iri = sheet.iri("tenure/" + digest(*parts))
    if not (sheet.say(iri, ORG.member, person, grounds) and sheet.say(iri, DPO.post, post, grounds)):
        return None
    say_interval(sheet, iri, holding.start, holding.end, grounds, "a tenure")
    if holding.acting:
        sheet.say(iri, DPO.acting, render_boolean(True), grounds)
    if holding.end_reason:
        sheet.say(
            iri,
            DPO.endReason,
            render_string(holding.end_reason),
            grounds,
            single="reason for the end of a tenure",
        )
    for predicate, other in ((DPO.predecessor, holding.predecessor), (DPO.successor, holding.successor)):
        known = sheet.known(other, "a predecessor or successor", grounds.evidence, _PEOPLE)
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
        name, value = relation.predicate, relation.value
        if name in _BETWEEN:
            _write_between(sheet, relation)
        elif name in _DATED and isinstance(value, PartialDate):
            predicate, kinds, what = _DATED[name]
            subject = _subject(sheet, relation, kinds)
            if subject is not None:
                say_date(sheet, subject, predicate, value, relation.grounds, what)
        elif name == "memberCount" and isinstance(value, int) and value >= 0:
            subject = _subject(sheet, relation, BODIES)
            if subject is not None:
                count = render_integer(value)
                sheet.say(subject, DPO.memberCount, count, relation.grounds, single="number of members")
        else:
            sheet.drop(f"{name} without its value, or no known relation", relation.grounds.evidence)


def _subject(sheet: Sheet, relation: Relation, kinds: _Kinds) -> str | None:
    words = relation.grounds.evidence
    return sheet.known(relation.subject.entity, f"the subject of {relation.predicate}", words, kinds)


def _write_between(sheet: Sheet, relation: Relation) -> None:
    grounds = relation.grounds
    predicate, subjects, objects = _BETWEEN[relation.predicate]
    if relation.object is None:
        sheet.drop(f"{relation.predicate} without its object", grounds.evidence)
        return
    subject = _subject(sheet, relation, subjects)
    id = relation.object.entity
    object = sheet.known(id, f"the object of {relation.predicate}", grounds.evidence, objects)
    if subject is None or object is None:
        return
    if objects is _PLACES:
        object = place_iri(sheet, id) or object
    if subject == object:
        sheet.drop(f"{relation.predicate} of a thing with itself", grounds.evidence)
        return
    written = sheet.say(subject, predicate, object, grounds)
    if written and relation.predicate == "replaced" and grounds.modality == "asserted":
        change = sheet.iri("change/" + digest(id, relation.subject.entity))
        sheet.add(change, RDF.type, ORG.ChangeEvent)
        sheet.add(change, ORG.originalOrganization, object)
        sheet.add(change, ORG.resultingOrganization, subject)
