"""JSON-LD in the words of ontology/context.jsonld, streamed, each named graph an object of its own.

A node object is one line, so that two exports can be compared line by line.
Only compaction that cannot change the meaning is done: a term where its type
coercion fits, a full value object everywhere else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, TextIO

from diplograph.errors import ExportError
from diplograph.export.selection import Block, Triple
from diplograph.resources import resource_path
from diplograph.vocab import RDF, XSD

__all__ = ["load_context", "write_jsonld"]

_LITERAL = re.compile(r'"(?P<text>.*)"(?:@(?P<language>[\w-]+)|\^\^<(?P<datatype>[^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class _Context:
    """The context's terms, looked up from the IRIs they stand for."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._context = context
        self._terms: dict[str, tuple[str, Mapping[str, Any]]] = {}
        for name, definition in context.items():
            body = {"@id": definition} if isinstance(definition, str) else definition
            iri = body.get("@id", "") if isinstance(body, dict) else ""
            if name.startswith("@") or not iri or iri.startswith("@") or "@container" in body:
                continue
            prefix, colon, local = iri.partition(":")
            if colon and not local.startswith("//") and isinstance(context.get(prefix), str):
                iri = context[prefix] + local
            elif isinstance(definition, str):
                continue  # a prefix
            self._terms.setdefault(iri, (name, body))

    def name(self, iri: str) -> str:
        """The term for an IRI, or the IRI."""
        return self._terms.get(iri, (iri, {}))[0]

    def value(self, predicate: str, term: str) -> Any:
        """A value as the predicate's definition lets it be written."""
        definition = self._terms.get(predicate, ("", {}))[1]
        coerced = self._expand(definition.get("@type"))
        if term.startswith("<"):
            return self._iri(term[1:-1], coerced, definition)
        match = _LITERAL.fullmatch(term)
        if match is None:
            return {"@id": term}
        text = _ESCAPE.sub(_unescape, match["text"])
        if match["language"]:
            return {"@value": text, "@language": match["language"]}
        datatype = match["datatype"] or XSD.string
        if datatype == coerced:
            return text
        if datatype == XSD.string:
            return text if coerced is None and "@language" not in self._context else {"@value": text}
        return {"@value": text, "@type": datatype}

    def _iri(self, iri: str, coerced: str | None, definition: Mapping[str, Any]) -> Any:
        if coerced == "@id":
            return iri
        vocabulary = definition.get("@context", {}).get("@vocab")
        if coerced == "@vocab":
            local = iri.removeprefix(vocabulary or "")
            # A term of the context would win over the vocabulary: "Event" is dpo:Event.
            return local if vocabulary and local != iri and local not in self._context else iri
        return {"@id": iri}

    def _expand(self, type_: str | None) -> str | None:
        if type_ is None or type_.startswith("@"):
            return type_
        prefix, _, local = type_.partition(":")
        return f"{self._context[prefix]}{local}" if isinstance(self._context.get(prefix), str) else type_


def load_context() -> dict[str, Any]:
    """The project's JSON-LD context.

    :raises ExportError: if the file is missing or broken
    """
    path = resource_path("ontology", "context.jsonld")
    try:
        context: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["@context"]
    except (OSError, ValueError, KeyError) as error:
        raise ExportError(
            "the JSON-LD context cannot be read", where=str(path), fix="reinstall diplograph"
        ) from error
    return context


def write_jsonld(blocks: Iterable[Block], out: TextIO) -> None:
    """Write a block a graph (``Selection.by_graph``) as JSON-LD."""
    context = load_context()
    words = _Context(context)
    out.write('{"@context": ' + _dump(context) + ',\n"@graph": [')
    for place, block in enumerate(blocks):
        out.write(",\n" if place else "\n")
        nodes = (
            _node(subject, list(of), words)
            for subject, of in groupby(block.triples, key=lambda triple: triple.subject)
        )
        if block.graph is None:
            out.write(",\n".join(_dump(node) for node in nodes))
            continue
        out.write(f'{{"@id": {_dump(block.graph[1:-1])}, "@graph": [\n')
        for number, node in enumerate(nodes):
            out.write((",\n" if number else "") + _dump(node))
        out.write("\n]}")
    out.write("\n]}\n")


def _node(subject: str, triples: list[Triple], words: _Context) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": subject[1:-1] if subject.startswith("<") else subject}
    types = [words.name(triple.object[1:-1]) for triple in triples if triple.predicate == f"<{RDF.type}>"]
    if types:
        node["@type"] = types if len(types) > 1 else types[0]
    rest = [triple for triple in triples if triple.predicate != f"<{RDF.type}>"]
    for predicate, of_predicate in groupby(rest, key=lambda triple: triple.predicate):
        iri = predicate[1:-1]
        values = [words.value(iri, triple.object) for triple in of_predicate]
        node[words.name(iri)] = values if len(values) > 1 else values[0]
    return node


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _unescape(match: re.Match[str]) -> str:
    if match[3]:
        return _ESCAPED.get(match[3], match[3])
    return chr(int(match[1] or match[2], 16))
