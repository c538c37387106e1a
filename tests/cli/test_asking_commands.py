"""query, show, evidence and export as a user types them, over a store of the invented press."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from diplograph.cli import main
from diplograph.export import check_gexf
from queries.make_press import BASE, build_press


@pytest.fixture
def run(press_store):
    def invoke(*arguments, input=None):
        return CliRunner().invoke(main, [*arguments, "--store", str(press_store)], input=input)

    return invoke


def test_every_command_has_help_with_an_example():
    context = main.make_context("diplograph", [], resilient_parsing=True)
    for name in ("query", "show", "evidence", "export"):
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0
        assert f"diplograph {name} " in result.output.split("Options:")[0]
        assert name in main.list_commands(context)


def test_a_query_prints_csv_into_a_pipe_and_tells_where_it_is_said(run):
    result = run("query", "holders", "-p", "person=ilvana tesk")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["title"] for row in rows] == [
        "Deputy Prime Minister of Velmora",
        "Minister of Foreign Affairs of Velmora",
    ]
    shown = run("evidence", rows[0]["claim"])
    assert f"[[{rows[0]['quote']}]]" in shown.stdout
    assert "Velmora Press Office" in shown.stdout


def test_formats_of_rows(run):
    assert json.loads(run("query", "members-of", "--format", "json").stdout)[0]["member"] == "Orsenia"
    lines = run("query", "statements", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["direct"] for line in lines] == [False, True]
    assert run("query", "statements", "--format", "tsv").stdout.startswith("speaker\ttext\tdirect\t")
    table = run("query", "members-of", "--format", "table")
    assert "member_iri" not in table.stdout
    assert "--wide shows them" in table.stderr
    assert "member_iri" in run("query", "members-of", "--format", "table", "--wide").stdout


def test_the_list_and_the_help_of_a_query(run):
    assert "holders" in run("query", "--list").stdout
    described = run("query", "events-of", "--help").stdout
    assert "participant" in described
    assert "required" in described
    assert "on_behalf_of" in described


def test_free_sparql_of_every_form(run, tmp_path):
    assert run("query", "--sparql", "-", input="ASK { ?x a dpo:Event }").stdout == "true\n"
    assert run("query", "--sparql", "ASK { ?x a dpo:Nothing }").stdout == "false\n"
    turtle = run("query", "--sparql", "CONSTRUCT { ?x a dpo:State } WHERE { ?x a dpo:State }")
    assert "state:xo\n    a dpo:State ." in turtle.stdout
    triples = run("query", "--sparql", f"DESCRIBE <{BASE}state/xo>", "--format", "ntriples")
    assert '"Orsenia"@en' in triples.stdout
    path = tmp_path / "mine.rq"
    path.write_text("SELECT (COUNT(*) AS ?n) WHERE { ?x a dpo:Claim }", encoding="utf-8")
    assert run("query", str(path)).stdout.splitlines()[0] == "n"


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (["query", "holderz"], 1, "did you mean holders"),
        (["query", "events-of"], 1, "queries/events-of.rq, VALUES ?_participant_iri"),
        (["query", "events-of", "-p", "participant=Tesk"], 1, "Joren Tesk (Person)"),
        (["query", "holders", "-p", "person"], 2, "name=value"),
        (["query"], 2, "--list"),
        (["query", "holders", "--sparql", "ASK {}"], 2, "one of"),
        (["query", "--sparql", "SELECT ?x {"], 1, "line 1"),
        (["query", "missing.rq"], 1, "missing.rq"),
        (["query", "--sparql", "ASK {}", "-p", "a=b"], 2, "--param"),
        (["query", "holders", "--format", "turtle"], 2, "rows"),
        (["query", "--sparql", "DESCRIBE <a:a>", "--format", "csv"], 2, "graph"),
        (["show", "Nobody At All"], 1, "nothing in the store is called"),
        (["evidence", "xyz"], 1, "neither the IRI of a claim nor its id"),
        (["export", "gexf", "-o", "/no/such/folder/x.gexf"], 1, "cannot write"),
        (["export", "csv"], 1, "-o FOLDER"),
        (["export", "turtle", "--article", "nothing"], 1, "diplograph articles"),
    ],
)
def test_errors_say_what_and_how_to_mend_it(arguments, code, part, run):
    result = run(*arguments)
    assert result.exit_code == code
    assert part in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_a_missing_store_is_named(tmp_path):
    result = CliRunner().invoke(main, ["query", "holders", "--store", str(tmp_path / "none")])
    assert result.exit_code == 1
    assert "none" in result.stderr


def test_show_has_each_fact_with_its_sentence_and_source(run):
    text = run("show", "Joren Tesk").stdout
    assert "Minister of Defence of Velmora, until 2030-05" in text
    assert "“Joren Tesk was Minister of Defence of Velmora until March 2030.”" in text
    assert (
        "Velmora Press Office, “Velmora sends delegation to river talks”, 2031-05-04, https://press.velmora"
        in text
    )
    profile = json.loads(run("show", "llc", "--format", "json").stdout)
    assert profile["same_as"] == ["http://www.wikidata.org/entity/Q990000003"]
    assert {fact["section"] for fact in profile["facts"]} >= {
        "Posts and holders",
        "Members",
        "Documents adopted",
    }


def test_exports_of_each_kind(run, tmp_path):
    gexf = tmp_path / "g.gexf"
    assert "nodes" in run("export", "gexf", "-o", str(gexf)).stderr
    assert check_gexf(gexf.read_text(encoding="utf-8")) == []
    assert run("export", "graphml").stdout.startswith("<?xml")
    assert run("export", "csv", "-o", str(tmp_path / "tables")).exit_code == 0
    assert (tmp_path / "tables" / "edges.csv").is_file()
    from pyoxigraph import RdfFormat, parse

    stored = set(parse(build_press(), RdfFormat.TRIG))
    assert set(parse(run("export", "trig").stdout.encode(), RdfFormat.TRIG)) == stored
    part = run("export", "nquads", "--article", "Orsenia keeps its distance", "--entity", "Okuvale").stdout
    assert 0 < len(part.splitlines()) < len(stored) / 2
    assert run("export", "jsonld").stdout.startswith('{"@context"')
