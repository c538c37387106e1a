"""The two SHACL engines for core constraints: the Rust package ``shacl``, and pySHACL where it has no wheel.

Both give the same findings; tests hold pySHACL, with the SPARQL constraints
left in, against what the validator reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from diplograph.errors import ValidationError
from diplograph.validate.report import Severity

if TYPE_CHECKING:
    import rdflib

__all__ = ["Engine", "Finding", "PyshaclEngine", "RustEngine", "choose_engine", "read_graph", "read_results"]

_SH = "http://www.w3.org/ns/shacl#"


class Finding(NamedTuple):
    """A result as an engine gives it: ``value`` and a blank ``focus`` are N-Triples terms, the rest IRIs."""

    focus: str
    shape: str
    path: str | None
    value: str | None
    message: str
    severity: Severity
    component: str


class Engine(Protocol):
    """Checks N-Quads, whose graphs count as one, against core shapes."""

    name: str

    def check(self, nquads: str) -> list[Finding]:
        """Every result.

        :raises ValidationError: if the N-Quads do not parse
        """
        ...


def choose_engine(core: str, name: str | None = None) -> Engine:
    """The engine called ``name`` ("rust" or "pyshacl"), or the faster one that is installed.

    :param core: the shapes as N-Triples
    :raises ValidationError: if that engine is not installed or not known
    """
    if name in (None, "rust"):
        try:
            return RustEngine(core)
        except ImportError as error:
            if name == "rust":
                raise ValidationError(
                    "the Rust engine is not installed", fix="install the package shacl, or use pyshacl"
                ) from error
    elif name != "pyshacl":
        raise ValidationError(f"there is no engine {name!r}", fix="use rust or pyshacl")
    return PyshaclEngine(core)


class RustEngine:
    """The package ``shacl``; under a millisecond for an ordinary article's graph."""

    name = "rust"

    def __init__(self, core: str) -> None:
        import shacl

        self._shapes = shacl.Shapes.from_text(core, "ntriples")

    def check(self, nquads: str) -> list[Finding]:
        """Every result; see :class:`Engine`."""
        try:
            report = self._shapes.validate_text(nquads, "nquads")
        except ValueError as error:
            raise _unreadable(error) from error
        return [
            Finding(
                _plain(result.focus_node),
                result.source_shape.strip("<>") if result.source_shape else "",
                result.path.strip("<>") if result.path else None,
                result.value,
                result.message or "",
                cast("Severity", result.severity),
                result.component_iri,
            )
            for result in report.results
        ]


class PyshaclEngine:
    """pySHACL; pure Python, so it works everywhere, some hundred times slower.

    Not for threads that parse: it changes settings of rdflib for the whole process.
    """

    name = "pyshacl"

    def __init__(self, core: str) -> None:
        import rdflib

        self._shapes = rdflib.Graph(bind_namespaces="none").parse(data=core, format="nt")

    def check(self, nquads: str) -> list[Finding]:
        """Every result; see :class:`Engine`."""
        import pyshacl

        data = read_graph(nquads)
        _, results, _ = pyshacl.validate(data, shacl_graph=self._shapes, inference="none", inplace=True)
        return read_results(results)


def read_graph(nquads: str) -> rdflib.Graph:
    """All quads as one rdflib graph, with literals as they are written.

    rdflib would make "2024-02-27Z" a date without a zone, and no shape would see the zone.

    :raises ValidationError: if the N-Quads do not parse
    """
    import pyoxigraph as ox
    import rdflib

    try:
        triples = {str(quad.triple) for quad in ox.parse(nquads, ox.RdfFormat.N_QUADS)}
    except SyntaxError as error:
        raise _unreadable(error) from error
    usual = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        graph = rdflib.Graph(bind_namespaces="none")
        return graph.parse(data="".join(f"{triple} .\n" for triple in sorted(triples)), format="nt")
    finally:
        rdflib.NORMALIZE_LITERALS = usual


def read_results(graph: rdflib.Graph) -> list[Finding]:
    """Findings of a sh:ValidationReport."""
    import rdflib

    sh = rdflib.Namespace(_SH)
    found = []
    for node in graph.objects(None, sh.result):
        value, path = graph.value(node, sh.value), graph.value(node, sh.resultPath)
        found.append(
            Finding(
                str(graph.value(node, sh.focusNode)),
                str(graph.value(node, sh.sourceShape)),
                str(path) if path is not None else None,
                value.n3() if isinstance(value, rdflib.Literal | rdflib.URIRef | rdflib.BNode) else None,
                str(graph.value(node, sh.resultMessage)),
                cast("Severity", str(graph.value(node, sh.resultSeverity)).removeprefix(_SH)),
                str(graph.value(node, sh.sourceConstraintComponent)),
            )
        )
    return found


def _plain(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def _unreadable(error: Exception) -> ValidationError:
    return ValidationError(f"the graph is no valid N-Quads: {error}", fix="check the room that wrote it")
