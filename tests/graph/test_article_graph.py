"""What an article's graph says, asked in DESIGN's terms."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from press_release import BASE, ENTITIES, FIRST, TEXT, grounds, make_article, make_reading, ref, span

from diplograph.graph import build_article_graph
from diplograph.model import Entity, Event, Holding, Mention, PartialDate, Participant, Relation, Statement
from diplograph.validate import Validator, check_quotations, render_text
from diplograph.vocab import PREFIXES

PREFIX = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + f"BASE <{BASE}>\n"


@pytest.fixture(scope="module")
def validator():
    return Validator()


@pytest.fixture(scope="module")
def graph():
    return build_article_graph(make_reading(), BASE)


@pytest.fixture(scope="module")
def store(graph):
    store = ox.Store()
    store.load(graph.nquads, format=ox.RdfFormat.N_QUADS)
    return store


def ask(store, pattern):
    return bool(store.query(PREFIX + f"ASK {{ {pattern} }}", use_default_graph_as_union=True))


def test_the_graph_is_sorted_lines_of_one_named_graph_and_passes_its_shapes(graph, validator):
    lines = graph.nquads.splitlines()
    assert lines == sorted(set(lines))
    assert all(line.endswith(f" <{BASE}graph/00000000000000aa> .") for line in lines)
    assert "_:" not in graph.nquads
    report = validator.check_nquads(graph.nquads)
    assert report.conforms, render_text(report)
    assert check_quotations(graph.nquads, TEXT).conforms


def test_the_store_gives_back_the_very_same_lines(graph, store):
    back = [f"{quad} .\n" for quad in store.quads_for_pattern(None, None, None)]
    assert "".join(sorted(back)) == graph.nquads


@pytest.mark.parametrize(
    "pattern",
    [
        # who holds what, observed on the article's day
        """?t a dpo:Tenure ; org:member <person/ansa-orrel> ; dpo:post ?post ; org:organization <state/vm> ;
           dpo:tenureStatus tst:Current ; dpo:observedOn "2030-05-06"^^xsd:date .
           ?post org:postIn <state/vm> ; org:role role:ForeignMinister ;
           skos:prefLabel "Minister of Foreign Affairs of Velmora"@en ;
           skos:altLabel "Foreign Minister"@en""",
        # a former holding is not observed, and its end says what it was reckoned from
        """?t org:member <person/ruk-tamsin> ; dpo:end "2029-04"^^xsd:gYearMonth ;
           dpo:tenureStatus tst:Former .
           ?c rdf:subject ?t ; rdf:predicate dpo:end ; dpo:reckonedFrom "2030-05-06"^^xsd:date
           FILTER NOT EXISTS { ?t dpo:observedOn ?any }""",
        # an event in a state is on its territory
        """<event/lake-council-3> a dpo:Event ; dpo:inPlace <place/os> ; dpo:ordinal 3 ;
           dpo:eventOf <organization/lake-council> . <state/os> dpo:territory <place/os> .
           <place/os> a dpo:Place ; skos:prefLabel "Ostria"@en""",
        """?p a dpo:Participation ; dpo:inEvent <event/lake-council-3> ; dpo:participant <person/ansa-orrel> ;
           dpo:capacity cap:HeadOfDelegation ; dpo:onBehalfOf <state/vm> ;
           dpo:inPost <post/vm-foreign-minister> .
           <person/ansa-orrel> dpo:participatedIn <event/lake-council-3>""",
        """?s a dpo:Statement ; dpo:speaker <person/ansa-orrel> ;
           dpo:text "The lake belongs to “all” of us," ;
           dpo:direct true ; dpo:stance stance:Supports ; dpo:madeAt <event/lake-council-3>""",
        # names in two scripts, an acronym, a resolution
        """<person/ansa-orrel> skos:prefLabel "Ansa Orrel"@en ; skos:altLabel "Анса Оррел"@ru-cyrl .
           <organization/lake-council> dpo:acronym "LC" . <document/res-7> a dpo:Resolution ;
           dct:identifier "7" .
           <state/vm> owl:sameAs <http://www.wikidata.org/entity/Q1>""",
        """?a a dpo:Article ; dct:title "Ministers at the \\"lake\\""@en ; dct:issued "2030-05-06"^^xsd:date ;
           dct:source <https://example.org/lake?a=%5B1%5D#top> ; dct:publisher "Example Wire" ;
           dct:language "en" """,
        # each claim leads to its words
        """?c rdf:subject <event/lake-council-3> ; rdf:predicate dpo:ordinal ; rdf:object 3 ;
           dpo:modality mod:asserted ; dpo:confidence 0.8 ; dpo:rule "test.rule" ;
           prov:wasGeneratedBy <extractor/test-1> ; dpo:evidence ?e .
           ?e oa:hasSelector [ oa:exact ?exact ], [ oa:start 0 ; oa:end ?end ]
           FILTER(STRLEN(?exact) = ?end)""",
    ],
)
def test_it_says(store, pattern):
    assert ask(store, pattern)


def test_words_on_both_sides_of_their_cue_are_one_text_and_two_speakers_of_the_same_words_two_statements():
    first = make_reading().statements[0]
    parts = (span("The lake belongs to"), span("of us,"))
    split = replace(first, parts=parts, made_at=None)
    echo = replace(first, id="statement:2", speaker=ref("state/vm", "Velmora"), made_at=None)
    store = ox.Store()
    graph = build_article_graph(make_reading(statements=(split, echo)), BASE)
    store.load(graph.nquads, format=ox.RdfFormat.N_QUADS)
    assert ask(
        store,
        """?s dpo:speaker <person/ansa-orrel> ; dpo:text "The lake belongs to … of us," .
           ?t dpo:speaker <state/vm> ; dpo:text "The lake belongs to “all” of us," FILTER(?s != ?t)""",
    )


def test_what_is_negated_or_planned_is_claims_alone(store):
    assert not ask(store, "<event/absence> a ?any")
    assert not ask(store, "<event/opening> ?any ?thing")
    assert not ask(store, "<person/ruk-tamsin> dpo:participatedIn ?any")
    assert ask(
        store,
        "?c rdf:subject <person/ruk-tamsin> ; rdf:predicate dpo:participatedIn ; dpo:modality mod:negated",
    )
    assert ask(
        store,
        '?c rdf:subject <event/opening> ; rdf:object "2031"^^xsd:gYear ; dpo:modality mod:planned',
    )


def test_a_post_that_is_in_nothing_is_left_out_with_its_reason(graph, store):
    assert not ask(store, "<post/nowhere> ?any ?thing")
    assert [drop.reason for drop in graph.drops] == ["a post without its state or body"]


def test_the_reading_of_today_is_that_of_tomorrow():
    reading = make_reading()
    shuffled = replace(
        reading,
        entities=reading.entities[::-1],
        holdings=reading.holdings[::-1],
        events=reading.events[::-1],
    )
    assert build_article_graph(shuffled, BASE).nquads == build_article_graph(reading, BASE).nquads


def test_an_elect_does_not_hold_the_post_yet(validator):
    holding = replace(make_reading().holdings[0], status="future")
    graph = build_article_graph(make_reading(holdings=(holding,), events=(), statements=()), BASE)
    assert "#Tenure>" not in graph.nquads
    assert "modality/planned>" in graph.nquads
    assert validator.check_nquads(graph.nquads).conforms


def test_the_parent_of_a_body_is_said_by_the_words_between_their_names():
    body = Entity(
        "organization/delegation", "Organization", "delegation", organization="organization/lake-council"
    )
    mentions = [Mention(span(words), "Organization", id, "r", 0.9) for words, id in NAMED]
    for found, reasons in ((mentions, []), (mentions[:1], ["the parent of a body, named too far from it"])):
        reading = make_reading(entities=(*ENTITIES, body), mentions=tuple(found))
        graph = build_article_graph(reading, BASE)
        assert ('exact> "delegation to the 3rd session of the Lake Council"' in graph.nquads) == (not reasons)
        assert [drop.reason for drop in graph.drops][1:] == reasons


NAMED = (("delegation", "organization/delegation"), ("Lake Council", "organization/lake-council"))


def test_words_that_do_not_stand_there_make_no_claim():
    bad = replace(grounds(FIRST), evidence=span("Velmora")._replace(exact="Ostria!"))
    holding = replace(make_reading().holdings[0], grounds=bad)
    graph = build_article_graph(
        make_reading(holdings=(holding,), events=(), statements=(), relations=()), BASE
    )
    assert graph.claims == 0
    assert [drop.reason for drop in graph.drops][1:] == [
        "evidence that does not stand in the text where it should"
    ]


def test_an_address_or_date_that_is_none_is_reported_not_invented():
    article = make_article(url="not an address", published="soon")
    graph = build_article_graph(make_reading(article=article), BASE)
    assert "observedOn" not in graph.nquads
    assert len(graph.drops) == 3


# -- whatever a reader hands over, the graph passes its shapes ------------------
IDS = st.sampled_from([entity.id for entity in ENTITIES] + ["person/unknown"])
REFS = st.builds(ref, IDS, st.sampled_from(["Velmora", "Ansa Orrel", "Lake Council"]))
WORDS = st.sampled_from([FIRST, "Ruk Tamsin did not attend", "Orrel said"])
MODALITIES = st.sampled_from(["asserted", "asserted", "negated", "planned", "hypothetical"])
GROUNDS = st.builds(
    lambda words, modality, sources: grounds(words, modality, attributed_to=sources, statement="statement:1"),
    WORDS,
    MODALITIES,
    st.lists(IDS, max_size=2).map(tuple),
)
DATES = st.none() | st.builds(
    PartialDate, st.sampled_from(["2001", "2001-02", "2001-02-03", "2000-02-30", "1999"])
)
EVENT_IDS = st.sampled_from(["event/a", "event/b"])
PARTS = st.builds(
    Participant,
    REFS,
    st.just("participant"),
    st.sampled_from(["Attendee", "Host", "Nonsense"]),
    post=st.none() | IDS,
    on_behalf_of=st.none() | IDS,
)
EVENTS = st.builds(
    Event,
    EVENT_IDS,
    st.sampled_from(["Meeting", "Session", "Nonsense"]),
    st.just(span("session")),
    st.sampled_from(["a meeting", ""]),
    GROUNDS,
    plover=st.sampled_from([None, "CONSULT", "NONSENSE"]),
    participants=st.lists(PARTS, max_size=2).map(tuple),
    place=st.none() | REFS,
    date=DATES,
    start=DATES,
    end=DATES,
    part_of=st.none() | EVENT_IDS,
    event_of=st.none() | IDS,
    ordinal=st.sampled_from([None, 0, 3]),
)
HOLDINGS = st.builds(
    Holding,
    REFS,
    REFS,
    GROUNDS,
    status=st.sampled_from(["current", "former", "future", "unknown"]),
    acting=st.booleans(),
    start=DATES,
    end=DATES,
    end_reason=st.sampled_from([None, "resigned"]),
    predecessor=st.none() | IDS,
)
NAMES = (
    "memberOf",
    "partOf",
    "nationality",
    "headquarters",
    "foundedBy",
    "founded",
    "replaced",
    "establishedBy",
)
RELATIONS = st.builds(
    Relation,
    st.sampled_from([*NAMES, "adoptedBy", "locatedIn", "represents", "memberCount", "date", "nonsense"]),
    REFS,
    st.none() | REFS,
    GROUNDS,
    value=DATES | st.integers(-1, 50),
)
STATEMENTS = st.builds(
    Statement,
    st.just("statement:1"),
    REFS,
    st.just(span("said")),
    st.sampled_from([span("The lake belongs"), span("Velmora")._replace(exact="no")]),
    st.booleans(),
    GROUNDS,
    made_at=st.none() | EVENT_IDS,
    addressed_to=st.none() | IDS,
    stance=st.sampled_from(["Neutral", "Opposes", "Nonsense"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(EVENTS, max_size=3),
    st.lists(HOLDINGS, max_size=3),
    st.lists(RELATIONS, max_size=4),
    st.lists(STATEMENTS, max_size=1),
)
def test_any_reading_makes_a_graph_that_passes_its_shapes(validator, events, holdings, relations, statements):
    reading = make_reading(
        events=tuple(events),
        holdings=tuple(holdings),
        relations=tuple(relations),
        statements=tuple(statements),
    )
    graph = build_article_graph(reading, BASE)
    report = validator.check_nquads(graph.nquads)
    assert report.conforms, render_text(report)
    assert check_quotations(graph.nquads, TEXT).conforms
