"""People, bodies, states, places, posts and documents as nodes with their names."""

from __future__ import annotations

from collections.abc import Sequence

from diplograph.graph.iris import territory_id
from diplograph.graph.names import DCT, DPO, ORG, OWL, RDF, ROLE, SCHEMA, SKOS
from diplograph.graph.sheet import BODIES, Sheet
from diplograph.graph.terms import (
    is_language_tag,
    render_date,
    render_iri,
    render_label,
    render_string,
    render_web_iri,
)
from diplograph.model import Entity, Grounds, Mention

__all__ = ["place_iri", "post_holders", "write_article", "write_entities", "write_labels"]

_NEAR = 60  # characters between the names of a body and its parent
_WIKIDATA = "http://www.wikidata.org/entity/"


def write_article(sheet: Sheet) -> None:
    """Write what the source states about the article itself."""
    article, iri = sheet.article, sheet.article_iri
    sheet.add(iri, RDF.type, DPO.Article)
    sheet.add(iri, DPO.contentHash, render_string(article.content_hash))
    if article.language:
        sheet.add(iri, DCT.language, render_string(sheet.language))
    if article.title:
        sheet.add(iri, DCT.title, render_label(article.title, sheet.language))
    if article.publisher:
        sheet.add(iri, DCT.publisher, render_string(article.publisher))
    if article.url:
        url = render_web_iri(article.url)
        if url is not None:
            sheet.add(iri, DCT.source, url)
        else:
            sheet.drop(f"the article's address is no web address: {article.url[:200]}")
    if article.published:
        issued = render_date(article.published)
        if issued is not None:
            sheet.add(iri, DCT.issued, issued)
        else:
            sheet.drop(f"the article's date is no date: {article.published[:80]}")


def write_entities(sheet: Sheet) -> None:
    """Write every entity of the reading; a post that is in nothing is dropped, and what rests on it too."""
    mentions: dict[str, list[Mention]] = {}
    for mention in sheet.reading.mentions:
        if mention.entity is not None:
            mentions.setdefault(mention.entity, []).append(mention)
    for entity in list(sheet.entities.values()):
        if entity.kind == "Post" and not post_holders(sheet, entity):
            named = mentions.get(entity.id)
            sheet.drop("a post without its state or body", named[0].span if named else None)
            del sheet.entities[entity.id]
    for entity in sheet.entities.values():
        _write_entity(sheet, entity)
        if entity.wikidata:
            _write_link(sheet, entity, mentions.get(entity.id, ()))
        if entity.kind == "Organization" and entity.reference is None and entity.organization is not None:
            _write_parent(sheet, entity, mentions)


def _write_entity(sheet: Sheet, entity: Entity) -> None:
    iri = sheet.iri(entity.id)
    sheet.add(iri, RDF.type, getattr(DPO, entity.kind))
    for former in entity.formerly:
        sheet.add(sheet.iri(former), DCT.isReplacedBy, iri)
    if entity.acronym and len(entity.acronym) > 1:
        sheet.add(iri, DPO.acronym, render_string(entity.acronym))
    if entity.state != entity.id:
        state = sheet.known(entity.state, "the state a thing belongs to", None, ("State",))
        if state is not None:
            sheet.add(iri, DPO.ofState, state)
    if entity.kind == "Post":
        _write_post(sheet, iri, entity)
        return
    write_labels(sheet, iri, entity, entity.name, "en" if entity.reference else sheet.language)
    if entity.kind == "State":
        sheet.add(iri, RDF.type, DPO.Organization)
        _write_territory(sheet, iri, entity)
    elif entity.kind == "Document":
        if entity.subtype == "Resolution":
            sheet.add(iri, RDF.type, DPO.Resolution)
        if entity.identifier:
            sheet.add(iri, DCT.identifier, render_string(entity.identifier))
    elif entity.kind == "Person" and entity.gender:
        sheet.add(iri, SCHEMA.gender, render_string(entity.gender))


def _write_link(sheet: Sheet, entity: Entity, mentions: Sequence[Mention]) -> None:
    """Write which item of Wikidata a thing is; its clearest name in the text is the evidence.

    What is there only because something else belongs to it is not named, and has no claim.
    """
    iri, item = sheet.iri(entity.id), render_iri(_WIKIDATA + (entity.wikidata or ""))
    sheet.add(iri, OWL.sameAs, item)
    best = min(mentions, key=lambda one: (-one.confidence, one.span), default=None)
    if best is not None:
        rule = "link.reference" if entity.reference else "link.judgement"
        sheet.say(iri, OWL.sameAs, item, Grounds(best.span, rule, best.confidence))


def write_labels(sheet: Sheet, iri: str, entity: Entity, name: str, language: str) -> None:
    """Write one preferred label and the other names; SKOS keeps the two apart."""
    preferred = render_label(name, language)
    sheet.add(iri, SKOS.prefLabel, preferred)
    for other in entity.names:
        tag = other.language if other.language and is_language_tag(other.language) else sheet.language
        label = render_label(other.text, tag)
        if label != preferred and other.text.strip():
            sheet.add(iri, SKOS.altLabel, label)


def _write_territory(sheet: Sheet, iri: str, state: Entity) -> None:
    place = sheet.iri(territory_id(state.id))
    sheet.add(iri, DPO.territory, place)
    if territory_id(state.id) in sheet.entities:
        return  # the article names the territory as well; its own entity has the labels
    sheet.add(place, RDF.type, DPO.Place)
    sheet.add(place, SKOS.prefLabel, render_label(state.name, "en" if state.reference else sheet.language))


def _write_parent(sheet: Sheet, body: Entity, mentions: dict[str, list[Mention]]) -> None:
    """Write what a body belongs to: "the press service of Velmora's Foreign Ministry".

    The words from one name to the other are the evidence. A body of the
    reference has its parent there.
    """
    parent = sheet.known(body.organization, "the parent of a body", None, BODIES)
    if parent is None or body.organization is None or body.organization == body.id:
        return
    pairs = [
        (max(one.span.start, other.span.start) - min(one.span.end, other.span.end), one, other)
        for one in mentions.get(body.id, ())
        for other in mentions.get(body.organization, ())
    ]
    gap, one, other = min(pairs, key=lambda pair: (pair[0], pair[1].span), default=(_NEAR, None, None))
    if gap >= _NEAR or one is None or other is None:
        sheet.drop("the parent of a body, named too far from it", one.span if one else None)
        return
    start, end = min(one.span.start, other.span.start), max(one.span.end, other.span.end)
    words = sheet.article.span(start, end)
    grounds = Grounds(words, one.rule, min(one.confidence, other.confidence))
    sheet.say(sheet.iri(body.id), ORG.subOrganizationOf, parent, grounds)


# -- posts -----------------------------------------------------------------
def post_holders(sheet: Sheet, post: Entity) -> tuple[str, ...]:
    """IRIs of what a post is in: its body, its state, or both ("Kazakhstan's Foreign Ministry")."""
    known = (sheet.entities.get(id or "") for id in (post.organization, post.state))
    return tuple(sheet.iri(holder.id) for holder in known if holder is not None and holder.kind in BODIES)


def _write_post(sheet: Sheet, iri: str, post: Entity) -> None:
    for holder in post_holders(sheet, post):
        sheet.add(iri, ORG.postIn, holder)
    role = ROLE.get(post.role) if post.role else None
    if role is not None:
        sheet.add(iri, ORG.role, role)
    elif post.role:
        sheet.drop(f"vocab/role has no concept {post.role}")
    write_labels(sheet, iri, post, post.name, "en" if post.reference else sheet.language)


# -- places ----------------------------------------------------------------
def place_iri(sheet: Sheet, id: str) -> str | None:
    """The IRI of where something is: a place, or a state's territory; None where it is neither."""
    entity = sheet.entities.get(id)
    if entity is None:
        return None
    if entity.kind == "State":
        return sheet.iri(territory_id(id))
    return sheet.iri(id) if entity.kind == "Place" else None
