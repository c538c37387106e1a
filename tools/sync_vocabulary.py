"""Bring what repeats the ontology into step with it.

The truth is ontology/diplograph.ttl and ontology/vocabularies/. Run it after adding a
term or concept; it writes three artefacts and nothing else:

    python tools/sync_vocabulary.py

- src/diplograph/vocab.py: the lists of names (the text around them is kept)
- ontology/shapes/concepts.ttl: the closed lists of concepts, and which mode fits which PLOVER type
- ontology/context.jsonld: the JSON-LD context

tests/test_vocab.py fails as long as running it would change a file.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from pathlib import Path

from rdflib import OWL, RDF, SKOS, Graph, URIRef

ROOT = Path(__file__).resolve().parent.parent
VOCAB = "https://w3id.org/diplograph/vocab/"
ONTOLOGY = "https://w3id.org/diplograph/ontology"
_DPO = ONTOLOGY + "#"


SCHEMES = {
    # scheme -> (constant in vocab.py, prefix)
    "role": ("ROLE", "role"),
    "capacity": ("CAP", "cap"),
    "event-type": ("EVT", "evt"),
    "modality": ("MOD", "mod"),
    "plover": ("PLOVER", "plover"),
    "mode": ("MODE", "mode"),
    "stance": ("STANCE", "stance"),
    "tenure-status": ("TST", "tst"),
}


def read_names(path: Path, prefix: str) -> list[str]:
    """Names declared in a Turtle file, in its own order: each stands at the start of a line."""
    return re.findall(rf"^{re.escape(prefix)}:([\w-]+) a (?:owl|skos):", path.read_text("utf-8"), flags=re.M)


def wrap_names(names: list[str]) -> str:
    """Names as the lines of a closed list in vocab.py."""
    lines = textwrap.wrap(" ".join(names), width=106, break_long_words=False, break_on_hyphens=False)
    return "\n".join("    " + line for line in lines)


def build_vocab(text: str, ontology: Path) -> str:
    """vocab.py with the list of each namespace of ours replaced."""
    lists = {"DPO": read_names(ontology / "diplograph.ttl", "dpo")}
    for scheme, (constant, prefix) in SCHEMES.items():
        lists[constant] = read_names(ontology / "vocabularies" / f"{scheme}.ttl", prefix)
    for constant, names in lists.items():
        pattern = re.compile(
            rf'(^{constant} = Namespace\(\n[^\n]*\n    """\n).*?(\n    """)', flags=re.M | re.S
        )
        text, count = pattern.subn(lambda m, names=names: m[1] + wrap_names(names) + m[2], text)  # type: ignore[misc]
        if count != 1:
            sys.exit(f"vocab.py has no list {constant}")
    return text


_CONCEPT_SHAPES = (
    # property shape, path, scheme, message
    ("Post-role-known", "org:role", "role", "A post has a role that no vocabulary knows."),
    (
        "Tenure-status-known",
        "dpo:tenureStatus",
        "tenure-status",
        "A tenure has a status that no vocabulary knows.",
    ),
    ("Event-type-known", "dpo:eventType", "event-type", "An event has a type that no vocabulary knows."),
    (
        "Event-plover-known",
        "dpo:ploverType",
        "plover",
        "An event has a PLOVER type that PLOVER does not know.",
    ),
    ("Event-mode-known", "dpo:mode", "mode", "An event has a mode that no vocabulary knows."),
    (
        "Participation-capacity-known",
        "dpo:capacity",
        "capacity",
        "Somebody took part in a capacity that no vocabulary knows.",
    ),
    ("Statement-stance-known", "dpo:stance", "stance", "A statement has a stance that no vocabulary knows."),
    ("Claim-modality-known", "dpo:modality", "modality", "A claim has a modality that no vocabulary knows."),
)


def build_concept_shapes(ontology: Path) -> str:
    """ontology/shapes/concepts.ttl: which concepts there are, and which mode fits which type."""
    names = {s: read_names(ontology / "vocabularies" / f"{s}.ttl", p) for s, (_, p) in SCHEMES.items()}
    names["plover"] = [name for name in names["plover"] if name.isupper()]  # quad classes type no event
    prefixes = {prefix: f"{VOCAB}{scheme}/" for scheme, (_, prefix) in SCHEMES.items()}
    prefixes |= {
        "dpo": _DPO,
        "dps": "https://w3id.org/diplograph/shapes#",
        "org": "http://www.w3.org/ns/org#",
    }
    prefixes |= {"rdfs": "http://www.w3.org/2000/01/rdf-schema#", "sh": "http://www.w3.org/ns/shacl#"}
    parts = ["# Written by tools/sync_vocabulary.py from ontology/vocabularies/; change those and run it.\n"]
    parts += [f"@prefix {prefix}: <{iri}> ." for prefix, iri in sorted(prefixes.items())]
    for shape, path, scheme, message in _CONCEPT_SHAPES:
        members = "\n".join(
            textwrap.wrap(
                " ".join(f"{SCHEMES[scheme][1]}:{name}" for name in names[scheme]),
                width=110,
                initial_indent="        ",
                subsequent_indent="        ",
                break_on_hyphens=False,
            )
        )
        parts.append(
            f"\ndps:{shape} a sh:PropertyShape ;\n    sh:path {path} ;\n    sh:in (\n{members} ) ;\n"
            f'    sh:message "{message}" ;\n'
            f'    dps:fix "Use a concept of ontology/vocabularies/{scheme}.ttl, or add one there." .'
        )
    return "\n".join(parts) + "\n" + _build_mode_shape(ontology)


def _build_mode_shape(ontology: Path) -> str:
    graph = Graph().parse(ontology / "vocabularies" / "mode.ttl")
    pairs = sorted(
        f"{str(plover).rpartition('/')[2]} {str(mode).rpartition('/')[2]}"
        for mode, plover in graph.subject_objects(SKOS.broadMatch)
    )
    listed = ",\n                ".join(
        ", ".join(f"'{pair}'" for pair in pairs[i : i + 6]) for i in range(0, len(pairs), 6)
    )
    return f'''
dps:ModeOfType a sh:NodeShape ;
    rdfs:label "Mode that fits its type"@en ;
    sh:targetClass dpo:Event ;
    sh:severity sh:Warning ;
    dps:fix "Use a mode whose skos:broadMatch in ontology/vocabularies/mode.ttl is the event's PLOVER type." ;
    sh:sparql [
        a sh:SPARQLConstraint ; sh:prefixes dps:prefixes ;
        sh:message "An event has a mode that its PLOVER type does not know." ;
        sh:select """SELECT $this ?value WHERE {{
            $this a dpo:Event ; dpo:ploverType ?plover ; dpo:mode ?value .
            FILTER(CONCAT(STRAFTER(STR(?plover), '/plover/'), ' ', STRAFTER(STR(?value), '/mode/')) NOT IN (
                {listed}))
        }}""" ] .
'''


_BORROWED = {
    # key in the context -> term, for terms of others
    "title": "dct:title", "source": "dct:source", "issued": "dct:issued", "publisher": "dct:publisher",
    "language": "dct:language", "identifier": "dct:identifier", "documentDate": "dct:date",
    "label": "rdfs:label", "prefLabel": "skos:prefLabel", "altLabel": "skos:altLabel", "sameAs": "owl:sameAs",
    "memberOf": "org:memberOf", "subOrganizationOf": "org:subOrganizationOf", "member": "org:member",
    "organization": "org:organization", "postIn": "org:postIn", "role": "org:role",
    "originalOrganization": "org:originalOrganization", "resultingOrganization": "org:resultingOrganization",
    "nationality": "schema:nationality", "founder": "schema:founder",
    "subject": "rdf:subject", "predicate": "rdf:predicate", "object": "rdf:object",
    "wasDerivedFrom": "prov:wasDerivedFrom", "wasGeneratedBy": "prov:wasGeneratedBy",
    "hasSource": "oa:hasSource", "hasSelector": "oa:hasSelector", "exact": "oa:exact", "prefix": "oa:prefix",
    "suffix": "oa:suffix", "startOffset": "oa:start", "endOffset": "oa:end",
}  # fmt: skip
_BORROWED_LITERALS = frozenset({
    "title", "issued", "publisher", "language", "identifier", "documentDate", "label", "prefLabel",
    "altLabel",
    "object", "exact", "prefix", "suffix", "startOffset", "endOffset",
})  # fmt: skip
_BORROWED_CLASSES = {
    "ChangeEvent": "org:ChangeEvent", "Activity": "prov:Activity",
    "TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector",
}  # fmt: skip
_DATATYPES = {
    "acting": "xsd:boolean", "direct": "xsd:boolean", "confidence": "xsd:decimal",
    "memberCount": "xsd:integer", "ordinal": "xsd:integer",
    "startOffset": "xsd:integer", "endOffset": "xsd:integer",
}  # fmt: skip
_BY_VOCAB = {
    "role": "role", "capacity": "capacity", "eventType": "event-type", "modality": "modality",
    "ploverType": "plover", "mode": "mode", "stance": "stance", "tenureStatus": "tenure-status",
}  # fmt: skip


def build_context(prefixes: dict[str, str], ontology: Path) -> str:
    """ontology/context.jsonld: a short key for every term.

    Concepts are written by their bare names ("ForeignMinister"), each key resolving in its own vocabulary.
    """
    graph = Graph().parse(ontology / "diplograph.ttl")
    context: dict[str, object] = {"@version": 1.1, "id": "@id", "type": "@type", "graph": "@graph"}
    # Three prefixes bear the name of a property; the property keeps it, and its concepts need no prefix.
    context |= {prefix: iri for prefix, iri in sorted(prefixes.items()) if prefix not in _BY_VOCAB}
    keys: dict[str, tuple[str, bool]] = {}
    for name in read_names(ontology / "diplograph.ttl", "dpo"):
        kinds = set(graph.objects(URIRef(_DPO + name), RDF.type))
        if OWL.Class in kinds:
            context[name] = f"dpo:{name}"
        else:
            keys[name] = (f"dpo:{name}", OWL.ObjectProperty in kinds)
    context |= _BORROWED_CLASSES
    keys |= {key: (term, key not in _BORROWED_LITERALS) for key, term in _BORROWED.items()}
    for key, (term, is_link) in sorted(keys.items()):
        if key in _BY_VOCAB:
            vocabulary = {"@vocab": f"{VOCAB}{_BY_VOCAB[key]}/"}
            context[key] = {"@id": term, "@type": "@vocab", "@context": vocabulary}
        elif is_link:
            context[key] = {"@id": term, "@type": "@id"}
        elif key in _DATATYPES:
            context[key] = {"@id": term, "@type": _DATATYPES[key]}
        else:
            context[key] = term
    return json.dumps({"@context": context}, indent=2, ensure_ascii=False) + "\n"


def build_artefacts(root: Path = ROOT) -> dict[Path, str]:
    """What each artefact should hold."""
    ontology = root / "ontology"
    module = root / "src" / "diplograph" / "vocab.py"
    text = build_vocab(module.read_text("utf-8"), ontology)
    scope: dict[str, object] = {}
    exec(compile(text, str(module), "exec"), scope)
    prefixes = dict(scope["PREFIXES"])  # type: ignore[call-overload]
    return {
        module: text,
        ontology / "shapes" / "concepts.ttl": build_concept_shapes(ontology),
        ontology / "context.jsonld": build_context(prefixes, ontology),
    }


def main() -> None:
    """Write each artefact that is out of step, and say which."""
    for path, text in build_artefacts().items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
