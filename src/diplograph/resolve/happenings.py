"""Which event it is: one that has a name of its own is the same in every article."""

from __future__ import annotations

from collections.abc import Mapping

from diplograph.model import Event
from diplograph.reference import fold, slug
from diplograph.resolve.ids import short_hash

__all__ = ["identify_events"]


def identify_events(events: tuple[Event, ...], entities: Mapping[str, str], article: str) -> dict[str, str]:
    """New ids of a reading's events, by their old ones.

    :param entities: old entity id to its new one
    :param article: the article's key
    """
    by_id = {event.id: event for event in events}
    new: dict[str, str] = {}

    def identify(event: Event, above: frozenset[str]) -> str:
        if event.id not in new:
            whole = by_id.get(event.part_of or "")
            within = (
                identify(whole, above | {event.id}) if whole and whole.id not in above | {event.id} else ""
            )
            new[event.id] = _event_id(event, within, entities, article)
        return new[event.id]

    for event in events:
        identify(event, frozenset())
    return new


def _event_id(event: Event, within: str, entities: Mapping[str, str], article: str) -> str:
    body = entities.get(event.event_of or "", "")
    if event.named and event.ordinal is not None and body:
        name = f"{body.partition('/')[2]}-{event.event_type.lower()}-{event.ordinal}"
        return f"event/{name}-{short_hash(body, event.event_type, str(event.ordinal))}"
    name = slug(event.label) or slug(event.event_type)
    if event.named:
        when = event.date or event.start
        parts = (fold(event.label), body, within, when.value[:4] if when else "")
        return f"event/{name}-{short_hash(*parts)}"
    return f"event/{name}-{short_hash(article, str(event.trigger.start), event.event_type)}"
