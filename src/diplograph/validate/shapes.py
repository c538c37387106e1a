"""The shapes under ontology/shapes, read once: what an engine checks, and what SPARQL checks.

Constraints that core SHACL cannot state stand in the shapes as ``sh:sparql``,
for every SHACL tool to read. An engine asks such a query once for each node;
asked once for the whole graph, in memory, it costs a tenth. So the queries
are taken out of the shapes here and run by :mod:`diplograph.validate.validator`.
Each names its own targets in its body for that reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from diplograph.errors import ValidationError
from diplograph.resources import resource_path
from diplograph.validate.report import Severity

__all__ = ["FIX", "SH", "Query", "ShapeSet", "load_shapes", "shapes_files"]

SH = "http://www.w3.org/ns/shacl#"
FIX = "https://w3id.org/diplograph/shapes#fix"


@dataclass(frozen=True, slots=True)
class Query:
    """One sh:sparql constraint, ready to run over a whole graph.

    :param shape: the IRI of the node shape it stands in
    :param message: with ``{?name}`` for the query's variables
    """

    shape: str
    message: str
    severity: Severity
    sparql: str


@dataclass(frozen=True, slots=True)
class ShapeSet:
    """The shapes as the validator needs them.

    :param core: N-Triples of all shapes without the SPARQL constraints
    :param fixes: shape IRI -> what to do
    """

    core: str
    queries: tuple[Query, ...]
    fixes: dict[str, str]


def shapes_files() -> list[Path]:
    """The Turtle files of the shapes, by name.

    :raises ValidationError: if there are none
    """
    folder = resource_path("ontology", "shapes")
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise ValidationError("there are no shapes", where=str(folder), fix="reinstall diplograph")
    return files


@cache
def load_shapes() -> ShapeSet:
    """Read the shapes; cached, since they do not change while a process runs."""
    triples = [triple for path in shapes_files() for triple in _read(path)]
    about: dict[object, dict[str, object]] = {}
    for subject, predicate, value in triples:
        about.setdefault(subject, {})[predicate.value] = value
    constraints = {value for _, predicate, value in triples if predicate.value == SH + "sparql"}
    core = "".join(
        f"{triple} .\n"
        for triple in triples
        if triple.predicate.value != SH + "sparql" and triple.subject not in constraints
    )
    queries = [
        _build_query(shape.value, about[shape], about[constraint], _prefixes(triples, about))
        for shape, predicate, constraint in triples
        if predicate.value == SH + "sparql" and isinstance(shape, ox.NamedNode)
    ]
    fixes = {
        shape.value: _text(value)
        for shape, predicate, value in triples
        if predicate.value == FIX and isinstance(shape, ox.NamedNode)
    }
    return ShapeSet(core, tuple(sorted(queries, key=lambda query: query.shape)), fixes)


def _read(path: Path) -> Iterator[ox.Triple]:
    # rename_blank_nodes: the files are read into one graph
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
        yield quad.triple


def _prefixes(triples: list[ox.Triple], about: dict[object, dict[str, object]]) -> str:
    declared = [about[value] for _, predicate, value in triples if predicate.value == SH + "declare"]
    return "".join(
        sorted(f"PREFIX {_text(d[SH + 'prefix'])}: <{_text(d[SH + 'namespace'])}>\n" for d in declared)
    )


def _build_query(shape: str, about: dict[str, object], constraint: dict[str, object], prefixes: str) -> Query:
    severity = about.get(SH + "severity")
    name = severity.value.removeprefix(SH) if isinstance(severity, ox.NamedNode) else "Violation"
    checked: Severity = "Warning" if name == "Warning" else "Info" if name == "Info" else "Violation"
    return Query(
        shape, _text(constraint[SH + "message"]), checked, prefixes + _text(constraint[SH + "select"])
    )


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))
