"""Parameters of named queries: found in the text, filled in as terms that cannot break out of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diplograph.errors import QueryError
from diplograph.query.asking import Reader
from diplograph.query.names import find_thing
from diplograph.vocab import CONCEPTS

__all__ = ["PARAMETER", "TYPES", "Parameter", "render_value"]

TYPES = {
    "iri": "a name, a Wikidata id or an IRI",
    "concept": "a concept's name, such as ForeignMinister",
    "date": "a date: 2006, 2006-03 or 2006-03-15",
    "int": "a whole number",
    "string": "text",
}
PARAMETER = re.compile(
    r"VALUES\s+\?(?P<marks>__?)(?P<name>[a-z]\w*?)_(?P<type>iri|concept|date|int|string)\s*\{\s*UNDEF\s*\}"
)
_VOCAB = "https://w3id.org/diplograph/vocab/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_IRI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:[^<>\"{}|^`\\\x00-\x20]+")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A place in a query that a value can fill.

    :param name: as given on the command line, words joined by "-": "event-type"
    :param type: one of TYPES
    :param kinds: for an iri, the classes it may be of ("Person"); empty is any
    """

    name: str
    type: str
    required: bool
    doc: str = ""
    kinds: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        """The variable's name in the query, without its question mark."""
        return f"{'_' if self.required else '__'}{self.name.replace('-', '_')}_{self.type}"


def render_value(parameter: Parameter, value: str, reader: Reader, where: str) -> str:
    """Turn what the user typed into one SPARQL term.

    :raises QueryError: if the value is not of the parameter's type
    :raises diplograph.errors.NameLookupError: if a name stands for nothing, or for several things
    """
    if parameter.type == "iri":
        return render_iri(find_thing(reader, value, parameter.kinds).iri)
    if parameter.type == "concept":
        return f"<{_find_concept(parameter, value, where)}>"
    if parameter.type == "date":
        text = value.strip()
        if not _DATE.fullmatch(text):
            raise _wrong(parameter, value, where, "write it as 2006, 2006-03 or 2006-03-15")
        return f'"{text}"^^<{_XSD}{_DATE_TYPES[len(text)]}>'
    if parameter.type == "int":
        if not re.fullmatch(r"[+-]?\d{1,18}", value.strip()):
            raise _wrong(parameter, value, where, "write a whole number in digits")
        return f'"{int(value)}"^^<{_XSD}integer>'
    return render_string(value)


def render_iri(iri: str) -> str:
    """Write an IRI as a SPARQL term.

    :raises QueryError: if it holds characters that no IRI may hold
    """
    if not _IRI.fullmatch(iri):
        raise QueryError(f"{iri!r} is not an IRI", fix="give a full IRI without spaces, quotes or brackets")
    return f"<{iri}>"


def render_string(text: str) -> str:
    """Write text as a SPARQL string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " else f"\\u{ord(c):04X}" for c in escaped) + '"'


def _find_concept(parameter: Parameter, value: str, where: str) -> str:
    """Find a concept of the vocabulary that the parameter's name ends in, however it is spelt."""
    scheme = next(
        (name for name in CONCEPTS if parameter.name == name or parameter.name.endswith("-" + name)), None
    )
    if scheme is None:
        raise QueryError(f"parameter {parameter.name!r} belongs to no vocabulary", where=where)
    local = re.split(r"[/#:]", value.strip("<> "))[-1]
    wanted = re.sub(r"[\s_-]+", "", local).casefold()
    names = sorted(CONCEPTS[scheme])
    found = [name for name in names if re.sub("-", "", name).casefold() == wanted]
    if len(found) == 1:
        return f"{_VOCAB}{scheme}/{found[0]}"
    from rapidfuzz import process

    near = [name for name, _, _ in process.extract(local, names, limit=4, score_cutoff=60)] or names[:8]
    raise QueryError(
        f"{value!r} is not a concept of vocab/{scheme}", where=where, fix=f"one of {', '.join(near)}, ..."
    )


def _wrong(parameter: Parameter, value: str, where: str, fix: str) -> QueryError:
    return QueryError(
        f"{value!r} is no value for {parameter.name!r}, {TYPES[parameter.type]}", where=where, fix=fix
    )
