"""One good article graph that uses every class and property, and its edits that break one shape each."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from diplograph import vocab
from diplograph.resources import resource_path

BASE = vocab.BASE
GRAPH = BASE + "graph/a1"
PREFIXES = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in vocab.PREFIXES.items()) + (
    f"@prefix : <{BASE}> .\n@prefix wd: <http://www.wikidata.org/entity/> .\n"
)
TEXT = (
    "Ilva Morane, Minister of Foreign Affairs of Narvia, led her country's delegation to the third session "
    "of the Lake Forum in Port Vell. “We welcome the new charter 𝄞”, she said. The Forum was founded "
    "by the Vell Charter in May 2006."
)

PLAIN = """
<article/a1> a dpo:Article ; dct:title "Lake Forum meets"@en ; dct:source <https://news.example/lake> ;
    dct:issued "2024-02-27"^^xsd:date ; dct:publisher "The Narvian" ; dct:language "en" ;
    dpo:contentHash "HASH" .
<extractor/english-0.1.0> a prov:Activity ; rdfs:label "english 0.1.0" .

<person/morane> a dpo:Person ; skos:prefLabel "Ilva Morane"@en, "Илва Моран"@ru ;
    skos:altLabel "I. Morane"@en ;
    owl:sameAs wd:Q999999901 ; schema:nationality <state/narvia> ; org:memberOf <organization/forum> ;
    dpo:ofState <state/narvia> ; dpo:participatedIn <event/session> ; dpo:represents <state/narvia> .
<person/teld> a dpo:Person ; skos:prefLabel "Oran Teld"@en .
<state/narvia> a dpo:State, dpo:Organization ; skos:prefLabel "Narvia"@en ; dpo:territory <place/narvia> ;
    dpo:countryCode "XN" .
<place/narvia> a dpo:Place ; skos:prefLabel "Narvia"@en .
<place/port-vell> a dpo:Place ; skos:prefLabel "Port Vell"@en ; dpo:within <place/narvia> .
<organization/forum> a dpo:Organization ; skos:prefLabel "Lake Forum"@en ; dpo:acronym "LF" ;
    org:subOrganizationOf <organization/league> ; dpo:headquarters <place/port-vell> ;
    schema:founder <person/teld> ;
    dpo:establishedOn "2006-05"^^xsd:gYearMonth ; dpo:establishedBy <document/charter> ; dpo:memberCount 12 ;
    dpo:replaced <organization/circle> ; dpo:ofState <state/narvia> .
<organization/league> a dpo:Organization ; skos:prefLabel "League of Lakes"@en .
<organization/circle> a dpo:Organization ; skos:prefLabel "Lake Circle"@en .
<change/1> a org:ChangeEvent ; org:originalOrganization <organization/circle> ;
    org:resultingOrganization <organization/forum> .
<document/charter> a dpo:Document, dpo:Resolution ; skos:prefLabel "Vell Charter"@en ; dct:identifier "7/12" ;
    dpo:adoptedBy <organization/league> ; dct:date "2006-05-09"^^xsd:date .

<post/fm> a dpo:Post ; skos:prefLabel "Minister of Foreign Affairs of Narvia"@en ; org:postIn <state/narvia> ;
    org:role role:ForeignMinister .
<tenure/1> a dpo:Tenure ; org:member <person/morane> ; dpo:post <post/fm> ; org:organization <state/narvia> ;
    dpo:start "2019"^^xsd:gYear ; dpo:end "2019-04-01"^^xsd:date ; dpo:acting true ;
    dpo:tenureStatus tst:Former ;
    dpo:observedOn "2024-02-27"^^xsd:date ; dpo:endReason "resigned" ; dpo:predecessor <person/teld> ;
    dpo:successor <person/teld> .

<event/session> a dpo:Event ; rdfs:label "3rd session of the Lake Forum"@en ; dpo:eventType evt:Session ;
    dpo:ploverType plover:CONSULT ; dpo:mode mode:multilateral ; dpo:inPlace <place/port-vell> ;
    dpo:date "2024-02"^^xsd:gYearMonth ; dpo:partOfEvent <event/year> ; dpo:eventOf <organization/forum> ;
    dpo:ordinal 3 .
<event/year> a dpo:Event ; rdfs:label "Year of the Lakes"@en ; dpo:eventType evt:Event ;
    dpo:start "2024"^^xsd:gYear ; dpo:end "2024-12-31"^^xsd:date .
<participation/1> a dpo:Participation ; dpo:inEvent <event/session> ; dpo:participant <person/morane> ;
    dpo:capacity cap:HeadOfDelegation ; dpo:inPost <post/fm> ; dpo:onBehalfOf <state/narvia> .
<statement/1> a dpo:Statement ; dpo:speaker <person/morane> ; dpo:text "We welcome the new charter 𝄞" ;
    dpo:direct true ; dpo:madeAt <event/session> ; dpo:addressedTo <organization/forum> ;
    dpo:stance stance:Supports .
""".replace("HASH", hashlib.sha256(TEXT.encode()).hexdigest())

# What the article plans: a claim and nothing more.
PLANNED = """
<claim/planned> a dpo:Claim ; rdf:subject <person/teld> ; rdf:predicate dpo:participatedIn ;
    rdf:object <event/next-session> ; dpo:evidence <evidence/a1-0-66> ; dpo:confidence 0.7 ;
    dpo:modality mod:planned ;
    dpo:attributedTo <person/morane> ; dpo:inStatement <statement/1> ; dpo:rule "plan" ;
    dpo:reckonedFrom "2024-02-27"^^xsd:date ; prov:wasDerivedFrom <article/a1> ;
    prov:wasGeneratedBy <extractor/english-0.1.0> .
"""


def parse(turtle: str) -> list[ox.Triple]:
    """Triples of a Turtle snippet with our prefixes, relative to the base of things."""
    return [q.triple for q in ox.parse(PREFIXES + turtle, ox.RdfFormat.TURTLE, base_iri=BASE)]


def content_predicates() -> set[str]:
    """Properties whose triples need a claim, as the shape dps:Backed lists them."""
    text = resource_path("ontology", "shapes", "grounding.ttl").read_text("utf-8")
    listed = text.partition("?path IN (")[2].partition("))")[0]
    return {vocab.PREFIXES[p] + n for p, _, n in (name.strip().partition(":") for name in listed.split(","))}


def evidence_turtle(start: int, end: int) -> str:
    iri = f"evidence/a1-{start}-{end}"
    quote = ox.Literal(TEXT[start:end])
    return f"""
<{iri}> a dpo:Evidence ; oa:hasSource <article/a1> ; oa:hasSelector <{iri}/position>, <{iri}/quote> .
<{iri}/position> a oa:TextPositionSelector ; oa:start {start} ;
    oa:end {end} .
<{iri}/quote> a oa:TextQuoteSelector ; oa:exact {quote} ;
    oa:prefix {ox.Literal(TEXT[max(0, start - 32) : start])} ;
    oa:suffix {ox.Literal(TEXT[end : end + 32])} .
"""


def claim_turtle(triple: ox.Triple, number: int, evidence: str) -> str:
    return f"""
<claim/{number}> a dpo:Claim ; rdf:subject {triple.subject} ; rdf:predicate {triple.predicate} ;
    rdf:object {triple.object} ; dpo:evidence <{evidence}> ; dpo:confidence 0.9 ; dpo:modality mod:asserted ;
    dpo:rule "test" ; prov:wasDerivedFrom <article/a1> ; prov:wasGeneratedBy <extractor/english-0.1.0> .
"""


def build_good() -> list[ox.Triple]:
    """The good graph: plain triples, a claim for each that needs one, and the evidence they share."""
    plain = parse(PLAIN)
    content = content_predicates()
    needing = [triple for triple in plain if triple.predicate.value in content]
    quote = TEXT.index("We welcome the new charter 𝄞")
    spans = [(0, 66), (quote, quote + len("We welcome the new charter 𝄞"))]
    claims = "".join(
        claim_turtle(triple, number, "evidence/a1-{}-{}".format(*spans[number % 2]))
        for number, triple in enumerate(needing)
    )
    return plain + parse(claims + PLANNED + "".join(evidence_turtle(*span) for span in spans))


def to_nquads(triples: list[ox.Triple], graph: str = GRAPH) -> str:
    quads = (ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(graph)) for t in triples)
    return "\n".join(sorted(f"{quad} ." for quad in quads)) + "\n"


@dataclass(frozen=True)
class Case:
    """An edit of the good graph that breaks one shape.

    :param drop: Turtle of triples to take out
    :param add: Turtle of triples to put in
    """

    shape: str
    message: str
    add: str = ""
    drop: str = ""
    severity: str = "Violation"


CASES = tuple(
    Case(**case)
    for case in tomllib.loads((Path(__file__).parent / "ontology" / "broken.toml").read_text("utf-8"))["case"]
)


def build_broken(*cases: Case) -> list[ox.Triple]:
    """The good graph with the edits of one or more cases."""
    dropped = {triple for case in cases for triple in parse(case.drop)}
    return [triple for triple in build_good() if triple not in dropped] + [
        triple for case in cases for triple in parse(case.add)
    ]
