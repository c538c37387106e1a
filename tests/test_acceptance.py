"""What a user must get from the samples, asked through SPARQL with the terms that are fixed.

The golden files hold all that is read, and change as reading gets better; what
stands here does not. Each article is asked in its own named graph, so that no
other article can answer for it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.store import open_reader
from diplograph.vocab import BASE

PREFIXES = """
PREFIX dpo: <https://w3id.org/diplograph/ontology#>
PREFIX id: <https://w3id.org/diplograph/id/>
PREFIX role: <https://w3id.org/diplograph/vocab/role/>
PREFIX cap: <https://w3id.org/diplograph/vocab/capacity/>
PREFIX evt: <https://w3id.org/diplograph/vocab/event-type/>
PREFIX mod: <https://w3id.org/diplograph/vocab/modality/>
PREFIX plover: <https://w3id.org/diplograph/vocab/plover/>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
POSTS = """?t a dpo:Tenure ; org:member/skos:prefLabel ?name ; dpo:post ?post .
  ?post org:role ?role ; org:postIn/skos:prefLabel ?body .
  OPTIONAL { ?t dpo:start ?start } OPTIONAL { ?t dpo:end ?end } OPTIONAL { ?t dpo:observedOn ?observed }
  OPTIONAL { ?t dpo:acting ?acting } OPTIONAL { ?t dpo:endReason ?reason }
  OPTIONAL { ?t dpo:tenureStatus ?status }"""


@pytest.fixture(scope="module")
def store(samples):
    with open_reader(samples[0]) as reader:
        yield reader


@pytest.fixture(scope="module")
def rows(store):
    """Ask one article: ``rows("finland-joins", "?name ?role", "...")``, a set of rows; IRIs are shortened."""
    keys = {Path(row.url or row.origin).stem: row.key for row in store.iter_articles()}

    def ask(article: str, columns: str, pattern: str) -> set[tuple[str | None, ...]]:
        graph = f"GRAPH <{BASE}graph/{keys[article]}> {{ {pattern} }}"
        found = store.query(f"{PREFIXES} SELECT DISTINCT {columns} WHERE {{ {graph} }}")
        return {tuple(_short(value) for value in row) for row in found}

    return ask


def _short(value) -> str | None:
    if value is None:
        return None
    for start in (BASE, "https://w3id.org/diplograph/vocab/", "https://w3id.org/diplograph/ontology#"):
        if value.value.startswith(start):
            return (
                value.value.removeprefix(start).rpartition("/")[2]
                if "vocab" in start
                else value.value[len(start) :]
            )
    return value.value


# -- every claim -------------------------------------------------------------------
def test_every_claim_has_its_exact_words(store):
    texts = {f"{BASE}article/{row.key}": store.text(row.key) for row in store.iter_articles()}
    found = list(
        store.query(
            PREFIXES
            + """SELECT ?claim ?article ?start ?end ?exact ?prefix ?suffix WHERE {
              ?claim a dpo:Claim ; dpo:evidence ?evidence ; prov:wasDerivedFrom ?article .
              ?evidence oa:hasSource ?article ; oa:hasSelector [ oa:start ?start ; oa:end ?end ],
                [ oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix ] }"""
        )
    )
    claims = store.query(PREFIXES + "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c a dpo:Claim }")
    assert int(next(iter(claims))["n"].value) == len({row["claim"].value for row in found}) > 300
    for row in found:
        text, start, end = texts[row["article"].value], int(row["start"].value), int(row["end"].value)
        assert text[start:end] == row["exact"].value
        assert text[:start].endswith(row["prefix"].value)
        assert text[end:].startswith(row["suffix"].value)


def test_nothing_comes_from_what_stands_around_an_article(store):
    around = (
        "Read also",
        "Subscribe",
        "Currently reading",
        "Photo:",
        "press archive",
        "newsletter",
        "Follow us",
        "Home",
    )
    for row in store.query(PREFIXES + "SELECT ?exact WHERE { ?evidence oa:hasSelector/oa:exact ?exact }"):
        assert not any(words in row["exact"].value for words in around), row["exact"].value
    labels = (
        "SELECT ?label WHERE { GRAPH ?g { ?a a dpo:Article . ?thing skos:prefLabel|skos:altLabel ?label } }"
    )
    for row in store.query(PREFIXES + labels):
        assert not any(words in row["label"].value for words in around), row["label"].value


def test_what_is_not_asserted_is_no_plain_triple(store):
    found = store.query(
        PREFIXES
        + """SELECT ?claim WHERE { GRAPH ?g { ?claim dpo:modality ?m ; rdf:subject ?s ;
          rdf:predicate ?p ; rdf:object ?o . FILTER(?m != mod:asserted)
          FILTER EXISTS { ?s ?p ?o } FILTER NOT EXISTS {
            ?other rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; dpo:modality mod:asserted } } }"""
    )
    assert [row["claim"].value for row in found] == []


# -- the session in Geneva ---------------------------------------------------------
def test_who_holds_which_post_at_the_session(rows):
    day = "2024-02-26"  # when the article says so; nobody's start
    assert rows("geneva-session", "?name ?role ?body ?start ?observed", POSTS) == {
        ("Murat Nurtleu", "DeputyPrimeMinister", "Kazakhstan", None, day),
        ("Murat Nurtleu", "ForeignMinister", "Kazakhstan", None, day),
        ("Kassym-Jomart Tokayev", "President", "Kazakhstan", None, day),
        ("António Guterres", "SecretaryGeneral", "United Nations", None, day),
        ("Volker Türk", "HighCommissioner", "United Nations", None, day),
    }


def test_the_segment_is_part_of_the_session_in_geneva(rows):
    segment = """?e a dpo:Event ; dpo:eventType evt:Segment ; dpo:partOfEvent ?s .
      ?s dpo:eventType evt:Session ; dpo:ordinal ?n ; dpo:eventOf ?of ; dpo:inPlace/skos:prefLabel ?place ;
      dpo:ploverType ?plover . OPTIONAL { ?e dpo:date ?date }"""
    assert rows("geneva-session", "?n ?of ?place ?plover ?date", segment) == {
        ("55", "organization/un-human-rights-council", "Geneva", "CONSULT", None)
    }
    taking_part = """?e dpo:eventType evt:Segment . ?p dpo:inEvent ?e ; dpo:participant/skos:prefLabel ?name ;
      dpo:capacity ?capacity . OPTIONAL { ?p dpo:onBehalfOf/skos:prefLabel ?behalf }
      FILTER EXISTS { ?p dpo:participant/dpo:participatedIn ?e }"""
    assert rows("geneva-session", "?name ?capacity ?behalf", taking_part) >= {
        ("Murat Nurtleu", "HeadOfDelegation", "Kazakhstan"),
        ("António Guterres", "Attendee", None),
        ("Volker Türk", "Attendee", None),
    }


def test_the_press_service_says_what_it_reported(rows):
    said = """?s dpo:speaker ?who ; dpo:text ?text ; dpo:direct false .
      ?c rdf:subject ?s ; rdf:predicate dpo:speaker ; dpo:evidence/oa:hasSelector/oa:exact ?exact .
      ?who skos:prefLabel ?name ; dpo:ofState/skos:prefLabel ?state ."""
    found = rows("geneva-session", "?name ?state ?exact", said)
    assert {(name, state) for name, state, _ in found} == {
        ("press service of Ministry of Foreign Affairs of Kazakhstan", "Kazakhstan")
    }
    assert {exact[:17] for *_, exact in found} == {"The press service"}
    assert rows("geneva-session", "?text", said) == {("the delegation would also take part in side events",)}


def test_how_the_council_came_about(rows):
    council = "id:organization\\/un-human-rights-council"
    body = f"""{council} a dpo:Organization ; skos:prefLabel ?name ; org:subOrganizationOf ?of ;
      dpo:establishedBy ?document ; dpo:replaced/skos:prefLabel ?before ; dpo:memberCount ?members ."""
    assert rows("human-rights-council", "?name ?of ?before ?members", body) == {
        (
            "United Nations Human Rights Council",
            "organization/un",
            "United Nations Commission on Human Rights",
            "47",
        )
    }
    document = f"""{council} dpo:establishedBy ?d . ?d a dpo:Resolution ; dct:identifier ?number ;
      dct:date ?date ; dpo:adoptedBy/skos:prefLabel ?by ."""
    assert rows("human-rights-council", "?number ?date ?by", document) == {
        ("60/251", "2006-03-15", "United Nations General Assembly")
    }
    names = f"{{ {council} skos:altLabel ?name }} UNION {{ {council} dpo:acronym ?name }}"
    assert ("UNHRC",) in rows("human-rights-council", "?name", names)
    first = "?e dpo:eventOf ?of ; dpo:ordinal 1 ; dpo:date ?date ; dpo:inPlace/skos:prefLabel ?place"
    assert rows("human-rights-council", "?date ?place", first) == {("2006-06", "Geneva")}
    assert rows("geneva-session", "?n", f"{council} dpo:memberCount ?n") == {("47",)}


def test_a_national_court_and_commissioner_are_no_bodies_of_the_united_nations(rows):
    for article in ("geneva-session", "astana-reforms"):
        court = "?c skos:prefLabel ?name ; dpo:ofState ?state FILTER(CONTAINS(?name, 'Constitutional Court'))"
        assert rows(article, "?c ?state", court) == {("organization/kz-constitutional-court", "state/kz")}
        assert (
            rows(article, "?o", "id:organization\\/kz-constitutional-court org:subOrganizationOf ?o") == set()
        )
    held = rows("astana-reforms", "?name ?role ?body ?start ?status", POSTS)
    assert ("Elvira Azimova", "HumanRightsCommissioner", "Kazakhstan", None, "Former") in held
    assert ("Kassym-Jomart Tokayev", "President", "Kazakhstan", "2019", "Current") in held
    chair = (
        "?t org:member/skos:prefLabel 'Elvira Azimova'@en ; dpo:post [ org:role role:Chair ; org:postIn ?in ]"
    )
    assert ("organization/kz-constitutional-court",) in rows("astana-reforms", "?in", chair)


# -- states that do not exist ------------------------------------------------------
def test_statements_have_their_exact_words(rows):
    said = "?s a dpo:Statement ; dpo:speaker/skos:prefLabel ?name ; dpo:text ?text ; dpo:direct ?direct"
    talks = rows("velmark-talks", "?name ?direct ?text", said)
    assert talks >= {
        (
            "Ilva Torrenby",
            "true",
            "We have agreed to open the border commission before the summer,"
            " … It is a beginning and no more than that.",
        ),
        ("Jorun Pellack", "false", "Ostria would send a delegation to the commission in June"),
        ("Ministry of Foreign Affairs of Ostria", "false", "talks on trade will continue next week"),
    }
    resignation = rows("ostria-resignation", "?name ?direct ?text", said)
    assert ("Mirela Hast", "true", "I thank Mr Vandoor for five years of patient work,") in resignation


def test_ministers_of_states_that_no_table_has(rows):
    assert rows("velmark-talks", "?name ?role ?body", POSTS) == {
        ("Ilva Torrenby", "ForeignMinister", "Velmark"),
        ("Jorun Pellack", "ForeignMinister", "Ostria"),
    }
    meeting = """?e dpo:eventType evt:Meeting ; dpo:date ?date ; dpo:inPlace/skos:prefLabel ?place .
      ?p dpo:inEvent ?e ; dpo:participant/skos:prefLabel ?name"""
    assert rows("velmark-talks", "?name ?date ?place", meeting) == {
        ("Ilva Torrenby", "2024-05-14", "Velmark City"),  # Tuesday is worked out from the day of the article
        ("Jorun Pellack", "2024-05-14", "Velmark City"),
    }


def test_what_did_not_happen_or_is_to_come_is_said_so(rows):
    claims = "?c dpo:modality ?modality ; rdf:predicate dpo:eventType ; rdf:object ?type ; rdf:subject ?e"
    plain = " FILTER EXISTS { ?e a dpo:Event }"
    for article, expected in (
        ("velmark-talks", {("negated", "Coercion")}),
        ("ostria-resignation", {("planned", "Visit")}),
        ("finland-joins", {("negated", "Accession")}),
    ):
        found = rows(article, "?modality ?type", claims)
        assert expected <= found, article
        assert {
            row for row in rows(article, "?modality ?type", claims + plain) if row[0] != "asserted"
        } == set()
    denied = f"{claims} ; dpo:attributedTo/skos:prefLabel ?who"
    assert rows("velmark-talks", "?modality ?type ?who", denied) == {("negated", "Coercion", "Jorun Pellack")}
    sweden = f"{claims} . ?d rdf:subject id:state\\/se ; rdf:predicate dpo:participatedIn ; rdf:object ?e"
    assert rows("finland-joins", "?modality", sweden) == {("negated",)}
    assert rows("finland-joins", "?e", "id:state\\/se dpo:participatedIn ?e ; org:memberOf ?o") == set()


def test_a_prime_minister_resigns_and_another_acts(rows):
    held = rows("ostria-resignation", "?name ?role ?body ?start ?end ?reason ?acting", POSTS)
    vandoor = {row[1:] for row in held if row[0] == "Tarek Vandoor" and row[1] == "PrimeMinister"}
    assert ("PrimeMinister", "Ostria", "2019", None) in {row[:4] for row in vandoor} | {
        (*row[:3], None) for row in vandoor
    }
    assert {reason for *_, reason, _ in vandoor if reason} == {"resigned"}
    assert {end for _, _, _, end, *_ in vandoor if end} == {
        "2024-09-02"
    }  # "on Monday", of an article of Tuesday
    assert ("Dunja Kolb", "PrimeMinister", "Ostria", "true") in {(*row[:3], row[6]) for row in held}
    assert ("Mirela Hast", "President", "Ostria") in {row[:3] for row in held}


# -- the others, a telling fact or two each ----------------------------------------
def test_bodies_and_their_seats_members_and_predecessors(rows):
    def about(article, body, predicate):
        values = rows(article, "?v", f"?b skos:prefLabel '{body}'@en ; {predicate} ?v")
        return {value for (value,) in values}

    au, osce = "African Union", "Organization for Security and Co-operation in Europe"
    assert about("helsinki-to-vienna", osce, "dpo:headquarters/skos:prefLabel") == {"Vienna"}
    assert about("helsinki-to-vienna", osce, "dpo:memberCount") == {"57"}
    assert about("african-union", au, "dpo:replaced/skos:prefLabel") == {"Organisation of African Unity"}
    assert about("african-union", au, "dpo:establishedOn") == {"2002-07-09"}
    assert about("african-union", au, "dpo:memberCount") == {"55"}
    assert about("finland-joins", "North Atlantic Treaty Organization", "dpo:establishedOn") == {"1949"}
    assert about("secretary-general", "United Nations", "dpo:memberCount") == {"193"}
    assert about("paris-agreement", "Paris Agreement", "dct:date") == {"2015-12-12"}


@pytest.mark.parametrize(
    ("article", "holder"),
    [
        ("finland-joins", ("Pekka Haavisto", "ForeignMinister", "Finland", None, None)),
        ("finland-joins", ("Antony Blinken", "ForeignMinister", "United States", None, None)),
        ("helsinki-to-vienna", ("Helga Schmid", "SecretaryGeneral", "2020", "2024")),
        ("secretary-general", ("António Guterres", "PrimeMinister", "Portugal", "1995", "2002")),
        ("secretary-general", ("Ban Ki-moon", "SecretaryGeneral", "United Nations", "2007", "2016")),
        ("beijing-agreement", ("Hossein Amirabdollahian", "ForeignMinister", "Iran", None, None)),
        ("african-union", ("Moussa Faki", "ForeignMinister", "Chad", None, None)),
        ("human-rights-council", ("Volker Türk", "HighCommissioner", "United Nations", "2022-10", None)),
        ("human-rights-council", ("Michelle Bachelet", "President", "Chile", None, None)),
    ],
)
def test_who_held_what(article, holder, rows):
    columns = "?name ?role ?body ?start ?end" if len(holder) == 5 else "?name ?role ?start ?end"
    assert holder in rows(article, columns, POSTS)


def test_who_agreed_signed_and_mediated_and_when(rows):
    part = """?e dpo:eventType ?type . ?p dpo:inEvent ?e ; dpo:capacity ?as .
      ?p dpo:participant/skos:prefLabel ?name . OPTIONAL { ?e dpo:date ?date }"""
    beijing = rows("beijing-agreement", "?type ?name ?as ?date", part)
    assert beijing >= {
        ("Agreement", "Iran", "Actor", "2023-03-10"),
        ("Agreement", "Saudi Arabia", "Actor", "2023-03-10"),
        ("Mediation", "China", "Mediator", None),
    }
    assert ("Accession", "Finland", "Actor", "2023-04-04") in rows(
        "finland-joins", "?type ?name ?as ?date", part
    )
