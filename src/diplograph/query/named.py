"""Named queries: queries/*.rq, each with a header that says what it answers and takes.

The header's lines start with ``#+`` (grlc's convention), one line each::

    #+ summary: one sentence
    #+ description: what a row is, what is left out
    #+ columns: name title ...
    #+ param event_iri Event: the event; UNDEF is every event
    #+ example: diplograph query ...

Parameters enter through an inline ``VALUES ?_name_type { UNDEF }``: one
underscore for a required one, two for an optional one, the last word is its
type. A file therefore also runs by hand in any SPARQL tool.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from diplograph.errors import QueryError
from diplograph.query.asking import Reader, Result, ask
from diplograph.query.parameters import PARAMETER, TYPES, Parameter, render_value
from diplograph.resources import resource_path

__all__ = ["NamedQuery", "Parameter", "list_queries", "load_query"]

_HEADER = re.compile(
    r"^#\+\s*(?P<key>[a-z]+)(?:\s+(?P<argument>[^:]+?))?\s*:\s*(?P<value>.*?)\s*$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its documentation; a user's own file may lack any of it.

    :param where: the file, for messages
    :param columns: in the order of the result; empty where the header names none
    """

    name: str
    text: str
    where: str
    summary: str = ""
    description: str = ""
    columns: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    example: str = ""

    def bind(self, reader: Reader, values: Mapping[str, str]) -> str:
        """Return the SPARQL text with the values filled in.

        :param values: by parameter name, words joined by "-" or "_"
        :raises QueryError: if one is unknown, missing, or not of its type
        """
        given = {name.replace("_", "-"): value for name, value in values.items()}
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise QueryError(
                    f"query {self.name!r} has no parameter {name!r}",
                    where=self.where,
                    fix=f"one of: {', '.join(known)}" if known else "leave it out: the query takes none",
                )
        terms: dict[str, str] = {}
        for parameter in self.parameters:
            where = f"{self.where}, VALUES ?{parameter.variable}"
            if parameter.name in given:
                terms[parameter.variable] = render_value(parameter, given[parameter.name], reader, where)
            elif parameter.required:
                raise QueryError(
                    f"query {self.name!r} needs a value for {parameter.name!r}, {TYPES[parameter.type]}",
                    where=where,
                    fix=f"add --param {parameter.name}=...; see diplograph query {self.name} --help",
                )

        def fill(match: re.Match[str]) -> str:
            variable = f"{match['marks']}{match['name']}_{match['type']}"
            return f"VALUES ?{variable} {{ {terms[variable]} }}" if variable in terms else match[0]

        return PARAMETER.sub(fill, self.text)

    def run(self, reader: Reader, values: Mapping[str, str] | None = None) -> Result:
        """Ask the query with these values; SELECT answers with :class:`Rows` in the header's columns.

        :raises QueryError: see :meth:`bind`; also if the text does not parse
        """
        return ask(reader, self.bind(reader, values or {}), where=self.where, columns=self.columns)


def load_query(name: str | Path) -> NamedQuery:
    """Load a named query, or a file ending in .rq.

    :raises QueryError: if there is no such query, or its header is wrong
    """
    path = Path(name)
    if path.suffix not in (".rq", ".sparql"):
        path = resource_path("queries", f"{name}.rq")
        if "/" in str(name) or not path.is_file():
            raise _unknown(str(name))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8 text"
        raise QueryError(
            f"cannot read the query file: {reason}",
            where=str(path),
            fix="check the path, or save the file as UTF-8; diplograph query --list shows the bundled ones",
        ) from error
    shown = f"queries/{path.name}" if path == resource_path("queries", path.name) else str(path)
    return parse_query(path.stem, text, shown)


def list_queries() -> list[NamedQuery]:
    """Load every named query, by name."""
    return [load_query(path.stem) for path in sorted(resource_path("queries").glob("*.rq"))]


def parse_query(name: str, text: str, where: str) -> NamedQuery:
    """Read a query's header and parameters from its text.

    :raises QueryError: if the header documents a parameter that the text lacks
    """
    fields: dict[str, str] = {}
    docs: dict[str, tuple[str, tuple[str, ...]]] = {}
    for match in _HEADER.finditer(text):
        if match["key"] == "param":
            variable, *kinds = (match["argument"] or "").split()
            docs[variable] = (match["value"], tuple(kinds))
        else:
            fields[match["key"]] = match["value"]
    parameters: dict[str, Parameter] = {}
    for match in PARAMETER.finditer(text):
        doc, kinds = docs.get(f"{match['name']}_{match['type']}", ("", ()))
        required = match["marks"] == "_"
        parameter = Parameter(match["name"].replace("_", "-"), match["type"], required, doc, kinds)
        parameters[parameter.name] = parameter
    documented = set(docs) - {p.variable.lstrip("_") for p in parameters.values()}
    if documented:
        raise QueryError(
            f"the header documents {', '.join(sorted(documented))}, which the query lacks",
            where=where,
            fix="add VALUES ?__name_type { UNDEF }, or take the #+ param line out",
        )
    return NamedQuery(
        name,
        text,
        where,
        fields.get("summary", ""),
        fields.get("description", ""),
        tuple(fields.get("columns", "").split()),
        tuple(parameters.values()),
        fields.get("example", ""),
    )


def _unknown(name: str) -> QueryError:
    from rapidfuzz import fuzz, process

    names = sorted(path.stem for path in resource_path("queries").glob("*.rq"))
    near = [
        found for found, _, _ in process.extract(name, names, scorer=fuzz.ratio, limit=3, score_cutoff=50)
    ]
    hint = f"did you mean {', '.join(near)}? " if near else ""
    return QueryError(
        f"there is no query {name!r}",
        fix=f"{hint}diplograph query --list shows them; a file's name ends in .rq",
    )
