"""One graph in, one report out."""

from __future__ import annotations

import re

import pyoxigraph as ox

from diplograph.validate.engines import Finding, choose_engine
from diplograph.validate.labels import Context
from diplograph.validate.report import Report, Violation
from diplograph.validate.shapes import Query, load_shapes

__all__ = ["Validator"]

_SPARQL_COMPONENT = "http://www.w3.org/ns/shacl#SPARQLConstraintComponent"
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")


class Validator:
    """Checks graphs against the shapes; make one and use it for many graphs.

    >>> Validator().check_nquads("").conforms
    True

    :param engine: "rust" or "pyshacl" for the core constraints; None takes the faster one installed
    :raises ValidationError: if that engine is not installed
    """

    def __init__(self, engine: str | None = None) -> None:
        self._shapes = load_shapes()
        self._engine = choose_engine(self._shapes.core, engine)

    @property
    def engine(self) -> str:
        """The engine in use."""
        return self._engine.name

    def check_nquads(self, nquads: str) -> Report:
        """Check one article's graph.

        :param nquads: the graph as N-Quads; graph names do not matter, all quads count as one graph
        :raises ValidationError: if it does not parse
        """
        findings = self._engine.check(nquads)
        store = ox.Store()
        # the engine has just read it strictly
        store.load(nquads.encode("utf-8"), ox.RdfFormat.N_QUADS, lenient=True)
        for query in self._shapes.queries:
            findings += _ask(store, query)
        if not findings:
            return Report()
        return Report(self._explain(findings, Context(store)))

    def _explain(self, findings: list[Finding], context: Context) -> tuple[Violation, ...]:
        return tuple(
            sorted(
                (
                    Violation(
                        **finding._asdict(),
                        fix=self._shapes.fixes.get(finding.shape, ""),
                        label=context.label(finding.focus),
                        article=context.article(finding.focus),
                        sentence=context.sentence(finding.focus),
                    )
                    for finding in set(findings)
                ),
                key=lambda v: (v.focus, v.shape, v.path or "", v.value or "", v.message),
            )
        )


def _ask(store: ox.Store, query: Query) -> list[Finding]:
    found = []
    solutions = store.query(query.sparql, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        row = {name: solution[name] for name in names}
        value, path, focus = row.get("value"), row.get("path"), row["this"]
        found.append(
            Finding(
                focus.value if isinstance(focus, ox.NamedNode) else str(focus),
                query.shape,
                path.value if isinstance(path, ox.NamedNode) else None,
                str(value) if value is not None else None,
                _PLACEHOLDER.sub(lambda match, row=row: _plain(row.get(match[1])), query.message),  # type: ignore[misc]
                query.severity,
                _SPARQL_COMPONENT,
            )
        )
    return found


def _plain(term: object) -> str:
    return str(getattr(term, "value", "")) if term is not None else ""
