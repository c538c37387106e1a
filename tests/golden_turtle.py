"""An article's graph as Turtle that a person can review, and its comparison with a golden file.

The claims and evidence of an article are ten times its facts, so they are
folded: first every plain triple on a line of its own, then, in the order of the
article, each piece of evidence with its words, and below it one line for each
claim that it bears out::

    ev:12-90 oa:exact "She denied that Ostria had closed the crossing." .
    [] rdf:subject <person/a> ; rdf:predicate org:memberOf ; rdf:object <state/b> ; dpo:modality mod:negated .

A claim without a modality is asserted. Left out are what says nothing of its
own (selectors and their types, the IRIs of claims, which extractor) and what
is churn in a review (confidence, rule).
The file is valid Turtle; it is compared by isomorphism, not by its text.
"""

from __future__ import annotations

import difflib
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib import Graph
from rdflib.compare import isomorphic

BASE = "https://w3id.org/diplograph/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
OA = "http://www.w3.org/ns/oa#"
DPO = "https://w3id.org/diplograph/ontology#"
XSD = "http://www.w3.org/2001/XMLSchema#"
VOCAB = "https://w3id.org/diplograph/vocab/"
PREFIXES = {
    "role": VOCAB + "role/",
    "cap": VOCAB + "capacity/",
    "evt": VOCAB + "event-type/",
    "mod": VOCAB + "modality/",
    "plover": VOCAB + "plover/",
    "mode": VOCAB + "mode/",
    "stance": VOCAB + "stance/",
    "tst": VOCAB + "tenure-status/",
    "dpo": DPO,
    "dct": "http://purl.org/dc/terms/",
    "oa": OA,
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": XSD,
}
_OF_A_CLAIM = (
    RDF + "subject",
    RDF + "predicate",
    RDF + "object",
    DPO + "modality",
    DPO + "attributedTo",
    DPO + "inStatement",
)
_FOLDED = {DPO + "Claim", DPO + "Evidence", OA + "SpecificResource", "http://www.w3.org/ns/prov#Activity"}


def render_golden(quads: list[Quad], key: str) -> str:
    """The graph of the article with this key as reviewable Turtle."""
    described: dict[str, dict[str, list[object]]] = {}
    for quad in quads:
        assert not isinstance(quad.subject, BlankNode), quad
        described.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    prefixes = PREFIXES | {"ev": f"{BASE}evidence/{key}-"}
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in sorted(prefixes.items())]
    lines += [f"@base <{BASE}> .", ""]
    previous = None
    for subject, predicates in sorted(described.items()):
        if _is_folded(subject, predicates):
            continue
        kind = subject.removeprefix(BASE).partition("/")[0]
        if previous not in (None, kind):
            lines.append("")
        previous = kind
        for predicate, values in sorted(predicates.items()):
            for value in sorted(_term(value, prefixes) for value in values):
                lines.append(f"{_iri(subject, prefixes)} {_iri(predicate, prefixes)} {value} .")
    return "\n".join([*lines, *_iter_claims(described, prefixes)]) + "\n"


def _is_folded(subject: str, predicates: dict[str, list[object]]) -> bool:
    types = {value.value for value in predicates.get(RDF + "type", ())}  # type: ignore[attr-defined]
    return bool(types & _FOLDED) or subject.startswith(BASE + "evidence/")


def _iter_claims(described, prefixes):
    by_evidence: dict[str, list[str]] = {}
    for predicates in described.values():
        if RDF + "subject" not in predicates:
            continue
        parts = [
            f"{_iri(name, prefixes)} {value}"
            for name in _OF_A_CLAIM
            for value in sorted(_term(value, prefixes) for value in predicates.get(name, ()))
            if value != "mod:asserted"
        ]
        (evidence,) = predicates[DPO + "evidence"]
        by_evidence.setdefault(evidence.value, []).append(f"  [] {' ; '.join(parts)} .")
    for evidence in sorted(by_evidence, key=lambda iri: [int(part) for part in iri.rsplit("-", 2)[1:]]):
        (quote,) = described[evidence + "/quote"][OA + "exact"]
        yield ""
        yield f"{_iri(evidence, prefixes)} oa:exact {_term(quote, prefixes)} ."
        yield from sorted(by_evidence[evidence])


def _iri(iri: str, prefixes: dict[str, str]) -> str:
    for name, start in prefixes.items():
        local = iri.removeprefix(start)
        if local != iri and local.replace("-", "").replace("_", "").isalnum() and local.isascii():
            return "a" if iri == RDF + "type" else f"{name}:{local}"
    return f"<{iri.removeprefix(BASE)}>"


def _term(term: object, prefixes: dict[str, str]) -> str:
    if isinstance(term, NamedNode):
        return _iri(term.value, prefixes)
    assert isinstance(term, Literal), term
    if term.language or term.datatype.value == XSD + "string":
        return str(term)
    if term.datatype.value in (XSD + "integer", XSD + "boolean"):
        return term.value
    return f'"{term.value}"^^{_iri(term.datatype.value, prefixes)}'


def check_golden(text: str, golden: Path, *, update: bool) -> None:
    """Compare with the golden file and show the difference, or write the file anew."""
    if update:
        golden.write_text(text, encoding="utf-8")
    expected = golden.read_text(encoding="utf-8") if golden.exists() else ""
    if text == expected:
        Graph().parse(data=text, format="turtle")  # what a person reviews is Turtle indeed
        return
    if isomorphic(_parse(text), _parse(expected)):
        return
    difference = difflib.unified_diff(
        expected.splitlines(), text.splitlines(), f"{golden.name} (golden)", "what was read", n=0, lineterm=""
    )
    raise AssertionError(
        "\n".join([*difference, "accept it with: pytest tests/test_samples.py --update-golden"])
    )


def _parse(turtle: str) -> Graph:
    return Graph().parse(data=turtle, format="turtle")
