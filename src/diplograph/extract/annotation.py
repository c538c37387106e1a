"""A Reading as the plain object that ``diplograph annotate`` prints, one an article."""

from __future__ import annotations

from typing import Any

from diplograph.model import (
    Entity,
    Event,
    Holding,
    Mention,
    PartialDate,
    Participant,
    Reading,
    Ref,
    Relation,
    Span,
)

__all__ = ["render_annotation"]

_Object = dict[str, Any]
_SEATS = ("Member", "MemberOfParliament", "Senator", "Representative")


def render_annotation(reading: Reading) -> _Object:
    """Render a reading as JSON-ready values, in the order of the text.

    Offsets are half-open code points of the article's text. ``facts`` hold the
    relations, the holdings as ``holds``, and the memberships that holding a
    post in a body implies.
    """
    article = reading.article
    entities = {entity.id: entity for entity in reading.entities}
    facts = [_holds(holding) for holding in reading.holdings]
    facts += [_relation(relation) for relation in reading.relations]
    facts += _memberships(reading, entities)
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "text": article.text,
        "mentions": [_mention(mention, entities) for mention in reading.mentions],
        "facts": _unique(facts),
        "events": [_event(event) for event in reading.events],
        "statements": [
            {
                "speaker": _ref(statement.speaker),
                "cue": _offsets(statement.cue),
                "content": _offsets(statement.content),
                **({"parts": [_offsets(part) for part in statement.parts]} if statement.parts else {}),
                "direct": statement.direct,
                "stance": statement.stance,
                "rule": statement.grounds.rule,
                "confidence": round(statement.grounds.confidence, 4),
            }
            for statement in reading.statements
        ],
        "drops": [
            {"reason": drop.reason} | (_offsets(drop.span) if drop.span is not None else {})
            for drop in reading.drops
        ],
    }


def _offsets(span: Span) -> _Object:
    return {"start": span.start, "end": span.end}


def _ref(ref: Ref) -> _Object:
    return {**_offsets(ref.span), "entity": ref.entity or None}


def _mention(mention: Mention, entities: dict[str, Entity]) -> _Object:
    entity = entities.get(mention.entity) if mention.entity is not None else None
    return {
        **_offsets(mention.span),
        "text": mention.span.exact,
        "type": mention.type,
        "entity": mention.entity,
        "label": entity.name if entity is not None else None,
        "wikidata": entity.wikidata if entity is not None else None,
        "rule": mention.rule,
        "confidence": round(mention.confidence, 4),
    }


def _fact(predicate: str, subject: Ref, object: _Object, source: Holding | Relation) -> _Object:
    grounds = source.grounds
    return {
        "predicate": predicate,
        "subject": _ref(subject),
        "object": object,
        "evidence": _offsets(grounds.evidence),
        "modality": grounds.modality,
        "attributed_to": list(grounds.attributed_to),
        "rule": grounds.rule,
        "confidence": round(grounds.confidence, 4),
    }


def _holds(holding: Holding) -> _Object:
    fact = _fact("holds", holding.person, _ref(holding.post), holding)
    fact["status"] = holding.status
    for name, date in (("from", holding.start), ("until", holding.end)):
        if date is not None:
            fact[name] = date.value
    return fact


def _relation(relation: Relation) -> _Object:
    if relation.object is not None:
        return _fact(relation.predicate, relation.subject, _ref(relation.object), relation)
    value = relation.value
    span = relation.object_span
    if isinstance(value, PartialDate):
        span, value = span or value.span, value.value  # type: ignore[assignment]
    return _fact(
        relation.predicate,
        relation.subject,
        {**_offsets(span or relation.grounds.evidence), "value": value},
        relation,
    )


def _memberships(reading: Reading, entities: dict[str, Entity]) -> list[_Object]:
    """memberOf from holding a post: the body the post is in, where its name stands beside the post's.

    A state is no body one is a member of in this sense; its posts give ``holds`` alone, and so does a seat
    in a chamber or on a board.
    """
    facts: list[_Object] = []
    for holding in reading.holdings:
        post = entities.get(holding.post.entity)
        body = post.organization if post is not None else None
        if post is None or post.role in _SEATS:
            continue
        if body is None or holding.status == "future" or holding.grounds.modality != "asserted":
            continue
        evidence = holding.grounds.evidence
        near = [
            mention
            for mention in reading.mentions
            if mention.entity == body
            and mention.type == "Organization"
            and evidence.start <= mention.span.start
            and mention.span.end <= evidence.end
        ]
        if near:
            anchor = holding.post.span.start
            nearest = min(near, key=lambda m: (abs(m.span.start - anchor), m.span.start))
            facts.append(_fact("memberOf", holding.person, _ref(Ref(body, nearest.span)), holding))
    return facts


def _unique(facts: list[_Object]) -> list[_Object]:
    """Without repetitions of the same fact over the same words, in the order of the text."""
    kept: dict[tuple[object, ...], _Object] = {}
    for fact in facts:
        subject, target = fact["subject"], fact["object"]
        key = (fact["predicate"], subject["start"], subject["end"], target["start"], target["end"])
        kept.setdefault(key, fact)
    return sorted(
        kept.values(),
        key=lambda f: (f["subject"]["start"], f["object"]["start"], f["predicate"], f["object"]["end"]),
    )


def _event(event: Event) -> _Object:
    if event.date is not None:
        date: str | None = event.date.value
    elif event.start is not None or event.end is not None:
        bounds = (event.start, event.end)  # ISO 8601 interval, an unknown end written ".."
        date = "/".join(bound.value if bound is not None else ".." for bound in bounds)
    else:
        date = None
    return {
        "id": event.id,
        "event_type": event.event_type,
        "type": event.plover,
        "mode": event.mode,
        "modality": event.grounds.modality,
        "trigger": _offsets(event.trigger),
        "label": event.label,
        "participants": [_participant(participant) for participant in event.participants],
        "place": _ref(event.place) if event.place is not None else None,
        "date": date,
        "part_of": event.part_of,
        "attributed_to": list(event.grounds.attributed_to),
        "rule": event.grounds.rule,
        "confidence": round(event.grounds.confidence, 4),
    }


def _participant(participant: Participant) -> _Object:
    return {"role": participant.role, **_ref(participant.ref), "capacity": participant.capacity}
