"""An import as a graph of its own: people, posts, bodies and tenures, without claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from diplograph.graph.iris import digest, territory_id
from diplograph.graph.names import DCT, DPO, ORG, OWL, RDF, ROLE, SCHEMA, SKOS
from diplograph.graph.terms import is_language_tag, render_date, render_iri, render_label, render_string
from diplograph.model import Name
from diplograph.reference import Known
from diplograph.reference.index import TenureRow

__all__ = ["iter_import_quads"]

_WIKIDATA = "http://www.wikidata.org/entity/"
_PREDICATES = {"memberOf": ORG.memberOf, "replaced": DPO.replaced}


def iter_import_quads(
    known: Iterable[Known],
    tenures: Iterable[TenureRow],
    relations: Iterable[tuple[str, str, str]],
    post_of: Callable[[str], Known | None],
    graph: str,
    base: str,
    about: Mapping[str, str],
) -> Iterator[str]:
    """Write an import as N-Quads, thing after thing, so that it need not be in memory at once.

    :param known: every thing; what posts are in is among them
    :param post_of: the post with an id
    :param graph: name of the graph, a path under ``base``
    :param about: title, source, license and date of the import, as far as they were given
    """
    writer = _Writer(graph, base)
    yield from writer.about(about)
    for thing in known:
        yield from writer.thing(thing)
    for tenure in tenures:
        yield from writer.tenure(tenure, post_of(tenure.post))
    for subject, predicate, object in relations:
        yield writer.line(writer.iri(subject), _PREDICATES[predicate], writer.iri(object))


class _Writer:
    def __init__(self, graph: str, base: str) -> None:
        self._base = base
        self._graph = render_iri(base, graph)

    def iri(self, path: str) -> str:
        return render_iri(self._base, path)

    def line(self, subject: str, predicate: str, object: str) -> str:
        return f"{subject} {predicate} {object} {self._graph} .\n"

    def about(self, about: Mapping[str, str]) -> Iterator[str]:
        named = {"title": DCT.title, "source": DCT.source, "license": DCT.license, "date": DCT.date}
        for name, predicate in named.items():
            text = about.get(name)
            if text:
                value = (render_date(text) or render_string(text)) if name == "date" else render_string(text)
                yield self.line(self._graph, predicate, value)

    # -- things ----------------------------------------------------------
    def thing(self, thing: Known) -> Iterator[str]:
        iri = self.iri(thing.id)
        yield self.line(iri, RDF.type, getattr(DPO, thing.kind))
        if thing.kind == "State":
            yield self.line(iri, RDF.type, DPO.Organization)
            place = self.iri(territory_id(thing.id))
            yield self.line(iri, DPO.territory, place)
            yield self.line(place, RDF.type, DPO.Place)
            yield self.line(place, SKOS.prefLabel, render_label(thing.name, "en"))
        if thing.wikidata:
            yield self.line(iri, OWL.sameAs, render_iri(_WIKIDATA + thing.wikidata))
        yield from self._labels(iri, thing)
        if thing.kind == "Post":
            yield from self._post(iri, thing)
        elif thing.kind == "Person" and thing.gender:
            yield self.line(iri, SCHEMA.gender, render_string(thing.gender))
        elif thing.kind == "Organization":
            if thing.state:
                yield self.line(iri, DPO.ofState, self.iri(thing.state))
            if thing.organization:
                yield self.line(iri, ORG.subOrganizationOf, self.iri(thing.organization))

    def _labels(self, iri: str, thing: Known) -> Iterator[str]:
        said = next((name.language for name in thing.names if name.text == thing.name), "en")
        preferred = render_label(thing.name, said if said and is_language_tag(said) else "und")
        yield self.line(iri, SKOS.prefLabel, preferred)
        for name in thing.names:
            label = _label(name)
            if label != preferred:
                yield self.line(iri, SKOS.altLabel, label)

    def _post(self, iri: str, post: Known) -> Iterator[str]:
        holder = post.state or post.organization
        if holder is not None:
            yield self.line(iri, ORG.postIn, self.iri(holder))
        role = ROLE.get(post.role) if post.role else None
        if role is not None:
            yield self.line(iri, ORG.role, role)

    # -- tenures ---------------------------------------------------------
    def tenure(self, row: TenureRow, post: Known | None) -> Iterator[str]:
        """A tenure; named as an article that speaks of it would name it."""
        iri = self.iri("tenure/" + digest(row.person, row.post, row.start or ""))
        yield self.line(iri, RDF.type, DPO.Tenure)
        yield self.line(iri, ORG.member, self.iri(row.person))
        yield self.line(iri, DPO.post, self.iri(row.post))
        holder = (post.state or post.organization) if post is not None else None
        if holder is not None:
            yield self.line(iri, ORG.organization, self.iri(holder))
        for predicate, text in ((DPO.start, row.start), (DPO.end, row.end)):
            value = render_date(text) if text else None
            if value is not None:
                yield self.line(iri, predicate, value)
        for predicate, other in ((DPO.predecessor, row.predecessor), (DPO.successor, row.successor)):
            if other is not None:
                yield self.line(iri, predicate, self.iri(other))


def _label(name: Name) -> str:
    tag = name.language if name.language and is_language_tag(name.language) else "und"
    return render_label(name.text, tag)
