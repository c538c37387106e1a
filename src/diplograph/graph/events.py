"""Events and who took part in them, in what capacity and for whom."""

from __future__ import annotations

from dataclasses import replace

from diplograph.graph.entities import place_iri
from diplograph.graph.facts import say_date, say_interval
from diplograph.graph.iris import digest
from diplograph.graph.names import CAP, DPO, EVT, MODE, PLOVER, RDF, RDFS, Rendered
from diplograph.graph.sheet import ACTORS, BODIES, Sheet
from diplograph.graph.terms import render_integer, render_label
from diplograph.model import Event, Grounds, Modality, Participant

__all__ = ["write_events"]


def write_events(sheet: Sheet) -> dict[str, Modality]:
    """Write each event; of one that is negated, planned or supposed the claims alone.

    :returns: the events that were written, each with its modality
    """
    written: dict[str, Modality] = {}
    kept = [event for event in sheet.reading.events if _say_type(sheet, event)]
    for event in kept:
        if written.get(event.id) != "asserted":
            written[event.id] = event.grounds.modality
    for event in kept:
        _write_event(sheet, event, written)
        for participant in event.participants:
            _write_participation(sheet, event, participant)
    return written


def _say_type(sheet: Sheet, event: Event) -> bool:
    concept = EVT.get(event.event_type)
    if concept is None:
        sheet.drop(f"the vocabulary has no kind of event {event.event_type}", event.grounds.evidence)
        return False
    return sheet.say(sheet.iri(event.id), DPO.eventType, concept, event.grounds)


def _write_event(sheet: Sheet, event: Event, written: dict[str, Modality]) -> None:
    iri, grounds = sheet.iri(event.id), event.grounds
    label = render_label(event.label.strip() or event.trigger.exact, sheet.language)
    if grounds.modality == "asserted":
        sheet.add(iri, RDF.type, DPO.Event)
        sheet.add_single(iri, RDFS.label, label, "label of an event", event.trigger)
    else:
        sheet.say(iri, RDFS.label, label, grounds)
    _say_concept(sheet, iri, DPO.ploverType, PLOVER, event.plover, grounds)
    _say_concept(sheet, iri, DPO.mode, MODE, event.mode, grounds)
    _say_place(sheet, iri, event)
    if event.start or event.end:
        say_interval(sheet, iri, event.start, event.end, grounds, "an event")
    else:
        say_date(sheet, iri, DPO.date, event.date, grounds, "date of an event")
    body = sheet.known(event.event_of, "the body whose event it is", grounds.evidence, BODIES)
    if body is not None:
        sheet.say(iri, DPO.eventOf, body, grounds)
    if event.ordinal is not None and event.ordinal > 0:
        sheet.say(iri, DPO.ordinal, render_integer(event.ordinal), grounds, single="ordinal of an event")
    if event.part_of is not None and event.part_of != event.id:
        whole = written.get(event.part_of)
        if whole is None:
            sheet.drop("part of an event that the article does not name", grounds.evidence)
        else:
            # a part that happened of a whole that did not is no plain fact
            part = grounds if whole == "asserted" else replace(grounds, modality=whole)
            sheet.say(iri, DPO.partOfEvent, sheet.iri(event.part_of), part)


def _say_concept(
    sheet: Sheet, iri: str, predicate: str, vocabulary: Rendered, name: str | None, grounds: Grounds
) -> None:
    if name is None:
        return
    concept = vocabulary.get(name)
    if concept is None:
        sheet.drop(f"the vocabulary has no concept {name}", grounds.evidence)
    else:
        sheet.say(iri, predicate, concept, grounds)


def _say_place(sheet: Sheet, iri: str, event: Event) -> None:
    if event.place is None:
        return
    place = place_iri(sheet, event.place.entity)
    if place is None:
        sheet.drop("an event in what is no place", event.place.span)
    else:
        sheet.say(iri, DPO.inPlace, place, event.grounds)


def _write_participation(sheet: Sheet, event: Event, participant: Participant) -> None:
    grounds = event.grounds
    words = participant.evidence or grounds.evidence
    if not participant.ref.entity:
        sheet.drop("a participant that nobody names", participant.ref.span)
        return
    who = sheet.known(participant.ref.entity, "a participant", words, ACTORS)
    capacity = CAP.get(participant.capacity)
    if who is None:
        return
    if capacity is None:
        sheet.drop(f"the vocabulary has no capacity {participant.capacity}", words)
        return
    event_iri = sheet.iri(event.id)
    behalf = sheet.known(participant.on_behalf_of, "whom somebody took part for", words, ACTORS)
    post = sheet.known(participant.post, "the post in which somebody took part", words, ("Post",))
    asserted = grounds.modality == "asserted"
    parts = (event.id, participant.ref.entity, participant.capacity, participant.on_behalf_of or "")
    iri = sheet.iri("participation/" + digest(*parts, *(() if asserted else (grounds.modality,))))
    if not sheet.say(who, DPO.participatedIn, event_iri, grounds, evidence=words):
        return
    if asserted:
        sheet.add(iri, RDF.type, DPO.Participation)
        sheet.add(iri, DPO.inEvent, event_iri)
    else:
        sheet.say(iri, DPO.inEvent, event_iri, grounds, evidence=words)
    sheet.say(iri, DPO.participant, who, grounds, evidence=words)
    sheet.say(iri, DPO.capacity, capacity, grounds, evidence=words)
    if post is not None:
        sheet.say(iri, DPO.inPost, post, grounds, evidence=words)
    if behalf is not None:
        sheet.say(iri, DPO.onBehalfOf, behalf, grounds, evidence=words)
