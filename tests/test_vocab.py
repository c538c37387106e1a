"""The closed namespaces say what the ontology says, and no more."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from diplograph import vocab
from diplograph.lexicon import rows_of
from diplograph.resources import resource_path

ROOT = Path(__file__).resolve().parent.parent
TERM_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


@pytest.fixture(scope="module")
def ontology():
    return Graph().parse(resource_path("ontology", "diplograph.ttl"))


def test_the_terms_are_the_ontologys(ontology):
    declared = {
        str(term).removeprefix(vocab.DPO.iri)
        for kind in TERM_KINDS
        for term in ontology.subjects(RDF.type, kind)
        if isinstance(term, URIRef)
    }
    assert set(vocab.DPO) == declared


@pytest.mark.parametrize("scheme", sorted(vocab.CONCEPTS))
def test_the_concepts_are_the_vocabularys(scheme):
    graph = Graph().parse(resource_path("ontology", "vocabularies", f"{scheme}.ttl"))
    iri = f"https://w3id.org/diplograph/vocab/{scheme}/"
    declared = {str(c).removeprefix(iri) for c in graph.subjects(RDF.type, SKOS.Concept)}
    assert vocab.CONCEPTS[scheme] == declared


def test_no_vocabulary_is_left_out():
    files = {path.stem for path in resource_path("ontology", "vocabularies").glob("*.ttl")}
    assert files == set(vocab.CONCEPTS)


def test_what_repeats_the_ontology_is_in_step():
    spec = importlib.util.spec_from_file_location("sync_vocabulary", ROOT / "tools" / "sync_vocabulary.py")
    sync = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sync)
    stale = [path.name for path, text in sync.build_artefacts().items() if path.read_text("utf-8") != text]
    assert stale == [], "run: python tools/sync_vocabulary.py"


def test_a_misspelt_term_raises():
    with pytest.raises(AttributeError, match="'Persn' is not a term of"):
        _ = vocab.DPO.Persn
    with pytest.raises(KeyError):
        _ = vocab.ROLE["MinisterOfMagic"]
    assert vocab.ROLE.get("MinisterOfMagic") is None


def test_no_name_is_hidden_by_a_method():
    for namespace in (value for value in vars(vocab).values() if isinstance(value, vocab.Namespace)):
        for name, iri in namespace.items():
            assert getattr(namespace, name) == iri


def test_prefixes_are_distinct():
    assert len(set(vocab.PREFIXES.values())) == len(vocab.PREFIXES)


def test_importing_it_imports_no_rdf_library():
    code = "import sys, diplograph.vocab; print([m for m in ('rdflib', 'pyoxigraph') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_term_says_what_it_is(ontology):
    for name in vocab.DPO:
        term = URIRef(vocab.DPO[name])
        label, definition = ontology.value(term, RDFS.label), ontology.value(term, SKOS.definition)
        assert label is not None, name
        assert label.language == "en", name
        assert definition is not None, name
        assert str(definition).endswith("."), name
        assert ontology.value(term, RDFS.isDefinedBy) == URIRef(vocab.ONTOLOGY), name


def test_most_terms_lead_to_other_vocabularies(ontology):
    ways = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso, OWL.equivalentClass, OWL.equivalentProperty)
    aligned = {
        str(term).removeprefix(vocab.DPO.iri)
        for way in ways
        for term, other in ontology.subject_objects(way)
        if not str(other).startswith(vocab.ONTOLOGY)
    }
    assert len(aligned & set(vocab.DPO)) >= 45


@pytest.mark.parametrize("scheme", sorted(vocab.CONCEPTS))
def test_every_concept_says_what_it_is(scheme):
    graph = Graph().parse(resource_path("ontology", "vocabularies", f"{scheme}.ttl"))
    (declared,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        labels = [label for label in graph.objects(concept, SKOS.prefLabel) if label.language == "en"]
        assert len(labels) == 1, concept
        assert str(graph.value(concept, SKOS.definition)).endswith("."), concept
        assert graph.value(concept, SKOS.inScheme) == declared, concept
        assert labels[0] not in set(graph.objects(concept, SKOS.altLabel)), concept
        broader = list(graph.objects(concept, SKOS.broader))
        is_top = (declared, SKOS.hasTopConcept, concept) in graph
        assert is_top == (not broader), concept
        assert is_top == ((concept, SKOS.topConceptOf, declared) in graph), concept
        assert all((other, SKOS.inScheme, declared) in graph for other in broader), concept


def test_plover_has_its_sixteen_types_under_four_quad_classes():
    graph = Graph().parse(resource_path("ontology", "vocabularies", "plover.ttl"))
    quads = set(graph.objects(None, SKOS.hasTopConcept))
    types = set(graph.subjects(SKOS.broader, None))
    assert (len(quads), len(types)) == (4, 16)
    notations = [str(code) for code in graph.objects(None, SKOS.notation)]
    assert len(notations) == len(set(notations)), "a CAMEO code stands for one type"
    assert all(graph.value(plover, SKOS.notation) is not None for plover in types)


def test_modes_and_event_types_lead_to_plover_types():
    plover = {vocab.PLOVER[name] for name in vocab.PLOVER if name.isupper()}
    for scheme in ("mode", "event-type"):
        graph = Graph().parse(resource_path("ontology", "vocabularies", f"{scheme}.ttl"))
        matches = [
            str(o)
            for p in (SKOS.broadMatch, SKOS.closeMatch, SKOS.relatedMatch)
            for o in graph.objects(None, p)
        ]
        assert set(matches) <= plover
    modes = Graph().parse(resource_path("ontology", "vocabularies", "mode.ttl"))
    assert all(modes.value(m, SKOS.broadMatch) is not None for m in modes.subjects(RDF.type, SKOS.Concept))


def test_a_trigger_s_mode_is_one_of_its_type():
    """The shapes would warn of every event that such a row makes."""
    graph = Graph().parse(resource_path("ontology", "vocabularies", "mode.ttl"))
    modes = {vocab.MODE[row["mode"]] for row in rows_of("triggers") if row["mode"] and row["plover"]}
    types = {mode: set(map(str, graph.objects(URIRef(mode), SKOS.broadMatch))) for mode in modes}
    wrong = [
        (row["trigger"], row["plover"], row["mode"])
        for row in rows_of("triggers")
        if row["mode"] and row["plover"] and vocab.PLOVER[row["plover"]] not in types[vocab.MODE[row["mode"]]]
    ]
    assert wrong == []
