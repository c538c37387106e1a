"""Turtle, TriG and N-Quads, one fact a line, the same bytes for the same quads.

Written here rather than by pyoxigraph, whose prefixes come in a random order and
whose terms below a folder of the base are escaped beyond reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TextIO

from diplograph.export.selection import Block, Triple
from diplograph.vocab import BASE, PREFIXES, RDF

__all__ = ["make_prefixes", "write_nquads", "write_ntriples", "write_trig", "write_turtle"]

_FOLDERS = [
    "article",
    "claim",
    "change",
    "document",
    "event",
    "evidence",
    "graph",
    "organization",
    "participation",
    "person",
    "place",
    "post",
    "state",
    "statement",
    "tenure",
]
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_TYPED = re.compile(r'(?P<text>".*")\^\^<(?P<datatype>[^>]*)>', re.DOTALL)
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SHORT = {
    _XSD + "integer": re.compile(r"[+-]?\d+"),
    _XSD + "decimal": re.compile(r"[+-]?\d+\.\d+"),
    _XSD + "boolean": re.compile("true|false"),
}


def make_prefixes(base: str = BASE) -> dict[str, str]:
    """Prefixes of the vocabulary, and one for each folder below the base: ``person:``, ``claim:``."""
    folders = {folder: f"{base}{folder}/" for folder in _FOLDERS}
    return dict(sorted({**folders, "id": base, **PREFIXES}.items()))


def write_turtle(blocks: Iterable[Block], out: TextIO, base: str = BASE) -> None:
    """Write merged blocks (``Selection.merged``) as Turtle."""
    names = _start(out, make_prefixes(base))
    for block in blocks:
        _write_subjects(block.triples, out, names, "")


def write_trig(blocks: Iterable[Block], out: TextIO, base: str = BASE) -> None:
    """Write a block a graph (``Selection.by_graph``) as TriG."""
    names = _start(out, make_prefixes(base))
    for block in blocks:
        if block.graph is None:
            _write_subjects(block.triples, out, names, "")
            continue
        out.write(f"\n{_term(block.graph, names)} {{\n")
        _write_subjects(block.triples, out, names, "    ")
        out.write("}\n")


def write_nquads(blocks: Iterable[Block], out: TextIO) -> None:
    """Write a block a graph as N-Quads, sorted as lines within each graph."""
    for block in blocks:
        end = f" {block.graph} .\n" if block.graph else " .\n"
        out.writelines(sorted(" ".join(triple) + end for triple in block.triples))


def write_ntriples(blocks: Iterable[Block], out: TextIO) -> None:
    """Write blocks as N-Triples, without their graphs."""
    for block in blocks:
        out.writelines(" ".join(triple) + " .\n" for triple in block.triples)


def _start(out: TextIO, prefixes: Mapping[str, str]) -> list[tuple[str, str]]:
    out.writelines(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    # Longest first, so that person: goes before id:.
    return sorted(((iri, name) for name, iri in prefixes.items()), key=lambda pair: (-len(pair[0]), pair))


def _write_subjects(
    triples: Iterable[Triple], out: TextIO, names: list[tuple[str, str]], indent: str
) -> None:
    for subject, of_subject in groupby(triples, key=lambda triple: triple.subject):
        lines = list(_lines(of_subject, names))
        out.write(f"\n{indent}{_term(subject, names)}\n")
        out.write(" ;\n".join(f"{indent}    {line}" for line in lines) + " .\n")


def _lines(triples: Iterable[Triple], names: list[tuple[str, str]]) -> Iterator[str]:
    is_type = f"<{RDF.type}>"
    ordered = sorted(triples, key=lambda triple: (triple.predicate != is_type, triple))
    for predicate, of_predicate in groupby(ordered, key=lambda triple: triple.predicate):
        verb = "a" if predicate == is_type else _term(predicate, names)
        yield f"{verb} " + ", ".join(_term(triple.object, names) for triple in of_predicate)


def _term(term: str, names: list[tuple[str, str]]) -> str:
    """A term in N-Triples form as Turtle writes it for people."""
    if term.startswith("<"):
        iri = term[1:-1]
        for namespace, name in names:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{name}:{iri[len(namespace) :]}"
        return term
    match = _TYPED.fullmatch(term)
    if match is None:
        return term
    short = _SHORT.get(match["datatype"])
    if short is not None and short.fullmatch(match["text"][1:-1]):
        return match["text"][1:-1]
    return f"{match['text']}^^{_term('<' + match['datatype'] + '>', names)}"
