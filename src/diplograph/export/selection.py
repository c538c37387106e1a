"""Which quads an export holds: all of them, those of one article, or those about one thing.

Nothing is held whole in memory but the graph or block of subjects at hand,
and, for one thing, what is said about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple, Protocol

from diplograph.errors import ExportError
from diplograph.vocab import DPO, ORG, OWL, RDF, RDFS, SKOS

__all__ = ["Block", "Reader", "Selection", "Triple", "select"]

_CHUNK = 400
_NODES = (DPO.Tenure, DPO.Participation, DPO.Statement, DPO.Event, DPO.Post, ORG.ChangeEvent)
_NAMING = frozenset((RDF.type, SKOS.prefLabel, RDFS.label, DPO.acronym, OWL.sameAs))


class Reader(Protocol):
    """Something that answers SPARQL over named graphs, with pyoxigraph's terms."""

    def query(self, sparql: str) -> Any:
        """Ask."""
        ...


class Triple(NamedTuple):
    """A triple as terms in N-Triples form, so that sorting needs no RDF library."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class Block:
    """Triples of one graph, or merged over graphs (``graph`` is None), sorted, without repetition.

    :param graph: the graph's IRI in N-Triples form
    """

    graph: str | None
    triples: tuple[Triple, ...]

    @classmethod
    def of(cls, triples: Iterable[Any]) -> Block:
        """Make a block of pyoxigraph's triples, as CONSTRUCT answers with them."""
        found = {Triple(str(t.subject), str(t.predicate), str(t.object)) for t in triples}
        return cls(None, tuple(sorted(found)))


class Selection:
    """Quads chosen for an export.

    :param graphs: IRIs of the graphs to take from, sorted; all of the store's by default
    :param quads: the quads themselves where they were gathered already
    """

    def __init__(
        self, reader: Reader, graphs: tuple[str, ...], quads: frozenset[tuple[str, Triple]] | None = None
    ) -> None:
        self._reader = reader
        self.graphs = graphs
        self._quads = quads

    def by_graph(self) -> Iterator[Block]:
        """One block a graph, by the graph's IRI."""
        if self._quads is not None:
            for graph in sorted({graph for graph, _ in self._quads}):
                yield Block(graph, tuple(sorted(triple for of, triple in self._quads if of == graph)))
            return
        for graph in self.graphs:
            rows = self._reader.query(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
            yield Block(f"<{graph}>", tuple(sorted({_triple(row) for row in rows})))

    def merged(self) -> Iterator[Block]:
        """Blocks without graphs: every triple once, by subject; no subject is split between blocks."""
        if self._quads is not None:
            yield Block(None, tuple(sorted({triple for _, triple in self._quads})))
            return
        if len(self.graphs) == 1:
            yield from (Block(None, block.triples) for block in self.by_graph())
            return
        subjects = sorted(
            str(row[0]) for row in self._reader.query("SELECT DISTINCT ?s WHERE { GRAPH ?g { ?s ?p ?o } }")
        )
        for chunk in _batched(subjects, _CHUNK):
            yield Block(None, tuple(sorted({triple for _, triple in _describe(self._reader, chunk)})))


def select(reader: Reader, *, article: str | None = None, entity: str | None = None) -> Selection:
    """Choose quads: all, an article's graph, what is said about an entity, or both together.

    An entity's quads are its own triples, its tenures, participations, statements,
    posts and events, the claims about all of these with their evidence and articles,
    and the names of whatever else is mentioned.

    :param article: IRI of an article
    :param entity: IRI of a thing
    :raises ExportError: if the article has no graph
    """
    names = sorted(row[0].value for row in reader.query("SELECT ?g WHERE { GRAPH ?g {} }"))
    if article is not None:
        wanted = article.replace("/article/", "/graph/")
        if wanted not in names:
            raise ExportError(
                "the store holds no graph of this article", where=article, fix="see diplograph articles"
            )
        names = [wanted]
    if entity is None:
        return Selection(reader, tuple(names))
    graphs = frozenset(f"<{name}>" for name in names)
    quads = frozenset(quad for quad in _about(reader, f"<{entity}>") if quad[0] in graphs)
    return Selection(reader, tuple(names), quads)


def _about(reader: Reader, entity: str) -> set[tuple[str, Triple]]:
    classes = " ".join(f"<{iri}>" for iri in _NODES)
    nodes = _column(reader, f"GRAPH ?g {{ ?x ?p {entity} . VALUES ?class {{ {classes} }} ?x a ?class }}")
    links = f"<{DPO.participatedIn}> <{DPO.inEvent}> <{DPO.post}> <{DPO.madeAt}>"
    reached: set[str] = set()
    for chunk in _batched(sorted({entity, *nodes}), _CHUNK):
        reached |= _column(
            reader, f"GRAPH ?g {{ VALUES ?s {{ {' '.join(chunk)} }} VALUES ?p {{ {links} }} ?s ?p ?x }}"
        )
    described = {entity, *nodes, *reached}
    claims = _column(reader, f"GRAPH ?g {{ ?x <{RDF.object}>|<{DPO.attributedTo}> {entity} }}")
    for chunk in _batched(sorted(described), _CHUNK):
        claims |= _column(reader, f"GRAPH ?g {{ VALUES ?s {{ {' '.join(chunk)} }} ?x <{RDF.subject}> ?s }}")
    quads = _describe_all(reader, described) | _describe_all(reader, claims)
    quads |= {quad for quad in _pointing(reader, entity) if quad[1].subject not in claims}
    for predicate in (
        DPO.evidence,
        "http://www.w3.org/ns/oa#hasSelector",
        "http://www.w3.org/ns/prov#wasDerivedFrom",
        "http://www.w3.org/ns/prov#wasGeneratedBy",
    ):
        behind = {quad[1].object for quad in quads if quad[1].predicate == f"<{predicate}>"}
        quads |= _describe_all(reader, behind)
    return quads | _names(reader, quads)


def _pointing(reader: Reader, entity: str) -> Iterator[tuple[str, Triple]]:
    for row in reader.query(f"SELECT ?g ?s ?p WHERE {{ GRAPH ?g {{ ?s ?p {entity} }} }}"):
        yield str(row[0]), Triple(str(row[1]), str(row[2]), entity)


def _names(reader: Reader, quads: set[tuple[str, Triple]]) -> set[tuple[str, Triple]]:
    """Types and names of what the quads mention without describing it, from the same graphs."""
    graphs = {graph for graph, _ in quads}
    subjects = {triple.subject for _, triple in quads}
    mentioned = {triple.object for _, triple in quads if triple.object.startswith("<")} - subjects
    pointing = {triple.subject for _, triple in quads}
    found = _describe_all(reader, mentioned | pointing)
    named = {f"<{iri}>" for iri in _NAMING}
    return {quad for quad in found if quad[1].predicate in named and quad[0] in graphs}


def _describe_all(reader: Reader, subjects: Iterable[str]) -> set[tuple[str, Triple]]:
    found: set[tuple[str, Triple]] = set()
    for chunk in _batched(sorted(subjects), _CHUNK):
        found |= set(_describe(reader, chunk))
    return found


def _describe(reader: Reader, subjects: Iterable[str]) -> Iterator[tuple[str, Triple]]:
    listed = " ".join(subjects)
    for row in reader.query(
        f"SELECT ?g ?s ?p ?o WHERE {{ GRAPH ?g {{ VALUES ?s {{ {listed} }} ?s ?p ?o }} }}"
    ):
        yield str(row[0]), Triple(str(row[1]), str(row[2]), str(row[3]))


def _column(reader: Reader, pattern: str) -> set[str]:
    return {str(row[0]) for row in reader.query(f"SELECT DISTINCT ?x WHERE {{ {pattern} }}")}


def _batched(items: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    """itertools.batched, which Python 3.11 lacks."""
    rest = iter(items)
    while chunk := tuple(islice(rest, size)):
        yield chunk


def _triple(row: Any) -> Triple:
    return Triple(str(row[0]), str(row[1]), str(row[2]))
