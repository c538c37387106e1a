"""Ask SPARQL of a reader: prefixes added, the network and updates refused, results as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from diplograph.errors import DiplographError, QueryError
from diplograph.vocab import PREFIXES

__all__ = ["Answer", "Cell", "Graph", "Reader", "Result", "Rows", "ask"]

Cell = str | int | float | bool | None

_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = frozenset(
    _XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long")
)
_DECIMAL = frozenset(_XSD + name for name in ("decimal", "double", "float"))

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# What must not be searched for keywords, in the order of SPARQL's own grammar.
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"{3}(?:(?:\"{1,2})?(?:[^"\\]|\\.))*\"{3} | '{3}(?:(?:'{1,2})?(?:[^'\\]|\\.))*'{3}
                  | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<variable>[?$][\w\u00b7]+)
      | (?P<language>@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)
      | (?P<name>(?:[^\W\d_][\w.\-]*)?:(?:[\w:]|[.\-](?=[\w:%\\\-.]*[\w:])|%[0-9A-Fa-f]{2}|\\.)*)
      | (?P<word>\w+)""",
    re.VERBOSE | re.DOTALL,
)
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])
_FORMS = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class Reader(Protocol):
    """Something that answers SPARQL over the union of its named graphs."""

    def query(self, sparql: str) -> Any:
        """Ask; the result is one of pyoxigraph's QuerySolutions, QueryBoolean and QueryTriples."""
        ...


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: ``rows`` can be walked once, each row as long as ``columns``; None is an unbound cell."""

    columns: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What ASK answers."""

    value: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """What CONSTRUCT and DESCRIBE answer: pyoxigraph triples, to be walked once."""

    triples: Iterable[Any]


Result = Rows | Answer | Graph


def ask(
    reader: Reader, sparql: str, *, where: str = "the SPARQL text", columns: Iterable[str] = ()
) -> Result:
    """Ask a query of any form.

    Prefixes of the vocabulary that the text uses without declaring them are declared for it.

    :param where: what messages call the text: a file's path, "--sparql"
    :param columns: for SELECT, the columns in the order wanted; by default the query's own
    :raises QueryError: if it does not parse, is an update, or calls another server (SERVICE)
    """
    prologue = _check(sparql, where)
    try:
        result = reader.query(prologue + sparql)
    except SyntaxError as error:
        raise _syntax_error(error, sparql, len(prologue), where) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}", where=where) from error
    if hasattr(result, "variables"):
        own = tuple(variable.value for variable in result.variables)
        wanted = tuple(columns) or own
        places = tuple(own.index(name) if name in own else None for name in wanted)
        return Rows(wanted, _guarded(_rows(result, places), where))
    if type(result).__name__ == "QueryBoolean":
        return Answer(bool(result))
    return Graph(_guarded(iter(result), where))


def render_cell(term: Any) -> Cell:  # noqa: PLR0911 - one line a kind of term
    """Turn an RDF term into a plain value: IRIs and strings as text, numbers and booleans as such."""
    if term is None:
        return None
    datatype = getattr(term, "datatype", None)
    value: str = term.value
    if datatype is None:
        return value if not str(term).startswith("_:") else str(term)
    try:
        if datatype.value in _WHOLE:
            return int(value)
        if datatype.value in _DECIMAL:
            return float(value)
    except ValueError:
        return value
    if datatype.value == _XSD + "boolean" and value in ("true", "false", "1", "0"):
        return value in ("true", "1")
    return value


def _rows(result: Any, places: tuple[int | None, ...]) -> Iterator[tuple[Cell, ...]]:
    for solution in result:
        yield tuple(None if place is None else render_cell(solution[place]) for place in places)


def _guarded(items: Iterator[Any], where: str) -> Iterator[Any]:
    """Turn what an engine raises half-way into our own error."""
    try:
        yield from items
    except DiplographError:
        raise
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}", where=where) from error


def _check(sparql: str, where: str) -> str:
    """Refuse updates and SERVICE; return declarations of our prefixes that the text lacks, on one line."""
    text = _ESCAPE.sub(lambda match: chr(min(int(match[1] or match[2], 16), 0x10FFFF)), sparql)
    declared: set[str] = set()
    used: set[str] = set()
    form = ""
    previous = ""
    for token in _TOKEN.finditer(text):
        kind, value = token.lastgroup, token[0]
        if kind == "word":
            previous = value.upper()
            if not form and previous in _FORMS | _UPDATES:
                form = previous
            if previous.startswith("SERVICE"):
                raise _service_error(where)
        elif kind == "name":
            prefix = value.partition(":")[0]
            (declared if previous == "PREFIX" else used).add(prefix)
            previous = ""
    # An engine may read "SERVICEex:x" as the keyword and a name: refuse what merely looks like it.
    if any(prefix.upper().startswith("SERVICE") for prefix in used - declared):
        raise _service_error(where)
    if form in _UPDATES:
        raise QueryError(
            f"{form} would change the store, and a query only reads",
            where=where,
            fix="use diplograph ingest and diplograph remove to change what the store holds",
        )
    missing = sorted(prefix for prefix in used - declared if prefix in PREFIXES)
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing)


def _service_error(where: str) -> QueryError:
    return QueryError(
        "SERVICE asks another server, and Diplograph works offline",
        where=where,
        fix="take the SERVICE part out, or export the graph and ask it in a tool of your own",
    )


def _syntax_error(error: SyntaxError, sparql: str, shift: int, where: str) -> QueryError:
    """Say where the text goes wrong, as line and column of the user's own text, with that line."""
    found = _POSITION.search(str(error))
    if not found:
        return QueryError(f"not valid SPARQL: {error}", where=where)
    line, column = int(found[1]), int(found[2])
    if line == 1:
        column -= shift
    lines = sparql.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1]
    return QueryError(
        f"not valid SPARQL: {_reason(found[3], shown[: max(column - 1, 0)])}",
        where=f"{where}, line {line}, column {max(column, 1)}: {shown.strip()[:100]}",
        fix="correct that line; diplograph query --list shows questions that need no SPARQL",
    )


def _reason(expected: str, before: str) -> str:
    """The parser's list of what it expected, in words, without its character classes.

    :param before: the line up to the place
    """
    if "Prefix not found" in expected:
        names = re.findall(r"([\w-]*):", before)
        return f"the prefix {names[-1]}: is not declared" if names else "a prefix is not declared"
    if "variable that is unbound" in expected:
        return "SELECT or ORDER BY names a variable that GROUP BY leaves out"
    words = (
        re.sub(r"\[[^\]]*\]", "", re.sub(r"^expected (one of )?", "", expected))
        .replace("\n", " ")
        .split(", ")
    )
    shown = [word.strip() for word in words if word.strip()]
    if not shown:
        return "something is missing or out of place"
    return f"expected {' or '.join(shown[:8])}{' or ...' if len(shown) > 8 else ''}"
