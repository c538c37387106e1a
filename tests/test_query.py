"""Every named query over the invented press: header, parameters, both engines, and the rows a user sees."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store, parse

from diplograph.errors import NameLookupError, QueryError
from diplograph.query import (
    Answer,
    Graph,
    Rows,
    ask,
    build_profile,
    find_claim,
    find_thing,
    list_queries,
    load_query,
)
from diplograph.query.named import parse_query
from diplograph.query.parameters import render_iri, render_string
from diplograph.store import open_reader
from queries.make_press import BASE, OKUVALE, TESK, build_press

HERE = Path(__file__).parent / "queries"
NAMES = [query.name for query in list_queries()]

# Values that a required parameter gets where all rows are compared; the others run as they stand.
VALUES = {
    "evidence": {"subject": "CRR"},
    "articles-on": {"about": "Joren Tesk"},
    "events-of": {"participant": "Ilvana Tesk"},
    "co-participants": {"participant": "Ilvana Tesk"},
}


@pytest.fixture(scope="session")
def press(press_store):
    with open_reader(press_store) as reader:
        yield reader


def rows(result):
    assert isinstance(result, Rows)
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def test_press_is_up_to_date_and_keeps_the_graph_form():
    assert set(parse(build_press(), RdfFormat.TRIG)) == set(parse(path=HERE / "press.trig"))
    from click.testing import CliRunner

    from diplograph.cli import main

    result = CliRunner().invoke(main, ["validate", str(HERE / "press.trig")])
    assert result.exit_code == 0, result.output


def test_there_are_the_queries_we_promise():
    assert len(NAMES) >= 18


@pytest.mark.parametrize("name", NAMES)
def test_header_is_complete(name):
    query = load_query(name)
    assert query.summary.endswith(".")
    assert query.description
    assert query.example.startswith(f"diplograph query {name}")
    assert all(parameter.doc for parameter in query.parameters), "each parameter needs a #+ param line"
    assert query.text.count("UNDEF }") >= len(query.parameters)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("name", NAMES)
def test_file_runs_by_hand_unchanged_on_two_engines(name, press):
    query = load_query(name)
    ours = ask(press, query.text)
    assert isinstance(ours, Rows)
    assert set(ours.columns) == set(query.columns)
    assert len(ours.columns) == len(query.columns)
    data = rdflib.Dataset(default_union=True)
    data.parse(HERE / "press.trig", format="trig")
    theirs = data.query(query.text)
    places = [[str(v) for v in theirs.vars].index(column) for column in ours.columns]
    assert sorted(as_text(row) for row in ours.rows) == sorted(
        as_text([None if row[place] is None else row[place].toPython() for place in places]) for row in theirs
    )


def as_text(row):
    return tuple("" if cell is None else str(cell) for cell in row)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("network-")])
def test_rows_over_the_press(name, press, request):
    result = load_query(name).run(press, VALUES.get(name, {}))
    shown = [place for place, column in enumerate(result.columns) if not column.endswith("_iri")]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([result.columns[place] for place in shown])
    writer.writerows([row[place] for place in shown] for row in result.rows)
    expected = HERE / "expected" / f"{name}.csv"
    if request.config.getoption("--update-golden"):
        expected.write_text(out.getvalue(), encoding="utf-8")
    assert out.getvalue() == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_query_answers_in_the_same_order_from_any_store(name, press, tmp_path):
    store = Store()
    store.extend(sorted(parse(path=HERE / "press.trig"), key=str, reverse=True))

    class Union:
        def query(self, sparql):
            return store.query(sparql, use_default_graph_as_union=True)

    query = load_query(name)
    assert list(ask(Union(), query.text).rows) == list(ask(press, query.text).rows)


# -- parameters --------------------------------------------------------------
def test_who_held_a_post_on_a_date(press):
    holders = load_query("holders")
    then = rows(holders.run(press, {"of": "Велмора", "role": "defence minister", "on": "2030-04"}))
    assert [(row["name"], row["end"], row["basis"]) for row in then] == [("Joren Tesk", "2030-05", "open")]
    assert rows(
        holders.run(press, {"post": "Minister of Defence of Velmora", "on": "2030"})
    )  # 2030 holds both ends
    assert not rows(holders.run(press, {"post": "Minister of Defence of Velmora", "on": "2031"}))
    seen = rows(holders.run(press, {"person": "Ilvana Tesk", "on": "2031-05"}))
    assert {row["basis"] for row in seen} == {"observed"}


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"of": "Q990000001"}, {"Ilvana Tesk", "Joren Tesk"}),
        ({"of": "state/xo"}, {"Darrin Okuvale"}),
        ({"of": "republic of orsenia"}, {"Darrin Okuvale"}),
        ({"of": "llc"}, {"Mirel Ådahl"}),
        ({"person": "mirel adahl"}, {"Mirel Ådahl"}),
        ({"person": BASE + OKUVALE}, {"Darrin Okuvale"}),
        ({"role": "role:President"}, {"Darrin Okuvale"}),
    ],
)
def test_a_parameter_takes_names_ids_and_iris(values, names, press):
    assert {row["name"] for row in rows(load_query("holders").run(press, values))} == names


def test_events_in_a_stretch_of_time_and_at_a_place(press):
    query = load_query("events-by-type")
    found = rows(query.run(press, {"place": "Port Sael", "from": "2031-05-05", "to": "2031"}))
    assert {row["event"] for row in found} == {"meeting of Darrin Okuvale and Ilvana Tesk"}
    assert {row["type"] for row in rows(query.run(press, {"event_type": "sanctions"}))} == {"Sanctions"}


def test_statements_by_what_they_hold(press):
    query = load_query("statements")
    assert [row["speaker"] for row in rows(query.run(press, {"about": "RIVER belongs"}))] == ["Ilvana Tesk"]
    assert rows(query.run(press, {"about": '"}) } # \\'})) == []


def test_a_missing_or_wrong_parameter_says_what_to_do(press):
    with pytest.raises(QueryError) as missing:
        load_query("events-of").run(press)
    assert "needs a value for 'participant'" in missing.value.what
    assert missing.value.where == "queries/events-of.rq, VALUES ?_participant_iri"
    assert "--help" in str(missing.value.fix)
    for name, values, part in (
        ("holders", {"on": "yesterday"}, "2006-03-15"),
        ("holders", {"on": "2031-13"}, "2006-03-15"),
        ("holders", {"role": "ForeignMinster"}, "ForeignMinister"),
        ("holders", {"colour": "red"}, "person"),
        ("most-connected", {"least": "many"}, "whole number"),
    ):
        with pytest.raises(QueryError) as wrong:
            load_query(name).run(press, values)
        assert part in str(wrong.value)


def test_an_ambiguous_name_lists_its_candidates(press):
    with pytest.raises(NameLookupError) as found:
        find_thing(press, "tesk")
    assert "Ilvana Tesk (Person)" in str(found.value)
    assert "Joren Tesk (Person)" in str(found.value)


def test_an_unknown_name_lists_near_ones(press):
    with pytest.raises(NameLookupError) as found:
        find_thing(press, "Darin Okuvalle")
    assert f"Darrin Okuvale (Person) <{BASE}{OKUVALE}>" in str(found.value)
    with pytest.raises(NameLookupError, match="no Place in the store"):
        find_thing(press, "Darrin Okuvale", ["Place"])
    with pytest.raises(NameLookupError, match="Wikidata id Q1"):
        find_thing(press, "Q1")


def test_a_state_goes_before_its_territory_unless_a_place_is_asked_for(press):
    assert find_thing(press, "Velmora").iri == BASE + "state/xv"
    assert find_thing(press, "Velmora", ["Place"]).iri == BASE + "place/xv"


@given(st.text())
def test_no_text_breaks_out_of_its_place_in_a_query(text):
    found = list(Store().query(f"SELECT (STR(?x) AS ?y) WHERE {{ VALUES ?x {{ {render_string(text)} }} }}"))
    assert found[0][0].value == text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    iri = "http://x.example/" + text
    try:
        term = render_iri(iri)
    except QueryError:
        return
    assert term == f"<{iri}>"
    assert not set(text) & set('<> "{}|^`\\\n')


# -- free SPARQL --------------------------------------------------------------
def test_free_text_of_each_form_needs_no_prefixes(press):
    assert rows(ask(press, "SELECT ?p WHERE { ?p a dpo:Post } ORDER BY ?p LIMIT 1"))
    assert ask(press, "ASK { ?x dpo:capacity cap:Observer }") == Answer(True)
    made = ask(press, "CONSTRUCT { ?x a dpo:Person } WHERE { ?x a dpo:Person }")
    assert isinstance(made, Graph)
    assert len({str(triple.subject) for triple in made.triples}) == 4
    assert isinstance(ask(press, f"DESCRIBE <{BASE}{TESK}>"), Graph)


def test_numbers_and_booleans_come_as_such(press):
    found = rows(ask(press, "SELECT ?n ?d WHERE { ?b dpo:memberCount ?n . ?s dpo:direct ?d } ORDER BY ?d"))
    assert found == [{"n": 19, "d": False}, {"n": 19, "d": True}]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://x.example/> { ?s ?p ?o } }",
        "PREFIX e: <http://e.example/> SELECT * { SERVICEe:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p '#' . SERVICE <http://x.example/> { ?s ?p ?o } }",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "PREFIX dpo: <http://e.example/> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://x.example/data>",
    ],
)
def test_the_network_and_updates_are_refused(text, press):
    with pytest.raises(QueryError, match=r"SERVICE|change the store"):
        ask(press, text)


def test_what_only_looks_like_service_is_allowed(press):
    text = """
      PREFIX service: <http://x.example/service/>   # SERVICE <http://x.example/> {}
      SELECT ?service WHERE { ?service ?p "SERVICE" . FILTER(?service != service:s && ?p != <x:SERVICE>) }
    """
    assert rows(ask(press, text)) == []


def test_a_syntax_error_names_the_line(press):
    with pytest.raises(QueryError) as found:
        ask(press, "SELECT ?x WHERE {\n  ?x a dpo:Person ;;\n  ?y\n}", where="mine.rq")
    assert "mine.rq, line 4" in str(found.value.where)
    with pytest.raises(QueryError, match="the prefix foo: is not declared"):
        ask(press, "SELECT ?x WHERE { ?x a dpo:Person , foo:Bar }")
    with pytest.raises(QueryError, match="GROUP BY leaves out"):
        ask(press, "SELECT ?x ?y WHERE { ?x a ?y } GROUP BY ?x")


def test_a_file_of_the_users_own_runs_with_its_parameters(press, tmp_path):
    path = tmp_path / "mine.rq"
    path.write_text(
        "SELECT ?e WHERE { VALUES ?_who_iri { UNDEF } ?_who_iri dpo:participatedIn ?e }", encoding="utf-8"
    )
    assert len(rows(load_query(path).run(press, {"who": "Joren Tesk"}))) == 1


def test_a_header_must_not_document_what_the_query_lacks():
    with pytest.raises(QueryError, match="who_iri"):
        parse_query("q", "#+ param who_iri: the one\nSELECT * {}", "q.rq")


def test_an_unknown_query_suggests_others():
    with pytest.raises(QueryError) as found:
        load_query("holder")
    assert "holders" in str(found.value.fix)


# -- claims and profiles -----------------------------------------------------
def test_a_claim_shows_its_words_in_their_paragraph(press):
    row = rows(load_query("claims-by-source").run(press, {"attributed-to": "Velmoran Foreign Ministry"}))[0]
    view = find_claim(press, row["claim"][:10], press.text)
    assert view.attributed_to == ("Velmoran Foreign Ministry",)
    text = press.text(view.article.rpartition("/")[2])
    assert text[view.start : view.end] == view.exact
    assert (view.before + view.exact + view.after).startswith("PORT SAEL, 4 May 2031.")
    bare = find_claim(press, view.claim, lambda key: None)
    assert len(bare.before) == 32
    assert view.before.endswith(bare.before)
    for reference in ("zzz", "0" * 16, ""):
        with pytest.raises(NameLookupError):
            find_claim(press, reference)


def test_a_profile_tells_all_with_sources(press):
    profile = build_profile(press, "Joren Tesk")
    facts = {(fact.section, fact.text): fact.sources for fact in profile.facts}
    held = "Minister of Defence of Velmora, until 2030-03"
    assert [source.publisher for source in facts["Posts held", held]] == ["Velmora Press Office"]
    assert ("Posts held", "Minister of Defence of Velmora, until 2030-05") in facts
    assert ("Events", "7th session of the Committee on River Rights, as observer") in facts
    body = build_profile(press, "CRR")
    about = [fact.text for fact in body.facts if fact.section == "About"]
    assert "replaced River Commission" in about
    assert "established on 2019-05-02" in about
    event = build_profile(press, "7th session of the Committee on River Rights")
    assert {"Participants", "Said there"} <= {fact.section for fact in event.facts}
    denied = build_profile(press, "Okuvale")
    assert any(fact.section.startswith("Denied") and "negated" in fact.text for fact in denied.facts)
