"""The tables of words, a user's own merged into them, and claims that are not sure enough."""

from __future__ import annotations

import csv
import json
import pickle
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from diplograph.cli import main
from diplograph.errors import TableError
from diplograph.lexicon import (
    TABLES,
    UserTables,
    check_file,
    find_tables,
    load_tables,
    rows_of,
    table_path,
    use_tables,
)

NEWS = "Finnish tribune Ilmari Vaskola glowered at Latvia. Sweden snubbed Estonia."
TRIGGER = "trigger,pos,event_type,plover,mode,actor,recipient,actor_capacity,recipient_capacity\n"
GLOWER = "glower,verb,Accusation,ACCUSE,disapprove,subject,at,Actor,Recipient\n"
SNUB = "snub,verb,Threat,THREATEN,,subject,object,Actor,Recipient\n"
ROLE = "title,role,scope\ntribune,Speaker,state\n"


@pytest.fixture
def words(tmp_path):
    """A folder of a user's own tables; the bundled ones alone are in use afterwards."""
    folder = tmp_path / "words"
    folder.mkdir()
    yield folder
    use_tables(UserTables())


def run(*arguments, stdin=None, env=None):
    result = CliRunner().invoke(main, list(map(str, arguments)), input=stdin, env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def annotate(*options, env=None):
    result = run("annotate", "-", *options, stdin=NEWS, env=env)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def holders(read):
    text = read["text"]
    return {
        text[fact["subject"]["start"] : fact["subject"]["end"]]
        for fact in read["facts"]
        if fact["predicate"] == "holds"
    }


@pytest.mark.parametrize("name", TABLES)
def test_every_bundled_table_loads_and_says_what_it_holds(name):
    table = TABLES[name]
    assert rows_of(name)
    assert check_file(name, table_path(name)) == []
    assert table.about
    assert set(table.key) <= set(table.columns)
    for column, spec in table.columns.items():
        assert spec.about, f"{name}.{column} says nothing of itself"


def test_there_is_no_table_that_nobody_reads():
    assert {path.stem for path in table_path("roles").parent.glob("*.csv")} == set(TABLES)


def test_a_role_and_a_trigger_of_ones_own_are_read(words):
    assert "Ilmari Vaskola" not in holders(annotate())
    (words / "roles.csv").write_text(ROLE)
    (words / "triggers.ours.csv").write_text(TRIGGER + GLOWER + SNUB)
    read = annotate("--lexicon", words)
    assert "Ilmari Vaskola" in holders(read)
    types = {event["event_type"] for event in read["events"]}
    assert types == {"Accusation", "Threat"}  # the bundled "snub" is a Rejection
    assert read == annotate(env={"DIPLOGRAPH_LEXICON": str(words)})
    assert "Ilmari Vaskola" not in holders(annotate())


def test_every_bad_row_is_named_and_nothing_is_read(words, tmp_path):
    (words / "roles.csv").write_text("title,role,scope\nTribune,Speaker,state\nedile,Nobody,state\n")
    (words / "parts.csv").write_text("verb,slot,capacity\nattend,object\n")
    (words / "boilerplate.csv").write_text("id,kind,scope,form,pattern\nx,credit,line,regex,(oops\n")
    for command in (["annotate", "-"], ["ingest", "-", "--store", tmp_path / "store"]):
        result = run(*command, "--lexicon", words, stdin=NEWS)
        assert result.exit_code == 1
        assert result.stdout == ""
        for place in ("roles.csv:2", "roles.csv:3", "parts.csv:2", "boilerplate.csv:2"):
            assert place in result.stderr
    assert not (tmp_path / "store").exists()
    checked = run("lexicon", "check", words, "--format", "json")
    assert checked.exit_code == 1
    assert {(row["table"], row["line"]) for row in json.loads(checked.stdout)} == {
        ("roles", 2),
        ("roles", 3),
        ("parts", 2),
        ("boilerplate", 2),
    }


def test_the_table_is_told_by_name_or_by_option(words):
    (words / "titles.csv").write_text(ROLE)
    result = run("lexicon", "check", words / "titles.csv")
    assert result.exit_code == 1
    assert "titles.csv" in result.stderr
    assert run("lexicon", "check", words / "titles.csv", "--table", "roles").exit_code == 0
    assert run("lexicon", "check", words / "titles.csv", "--table", "titles").exit_code == 2
    with pytest.raises(TableError, match="no such table"):
        find_tables([words / "missing.csv"])


def test_list_shows_every_table_and_what_its_columns_mean(words):
    (words / "roles.csv").write_text(ROLE)
    listed = run("lexicon", "list", "--lexicon", words, "--format", "json")
    tables = {row["table"]: row for row in json.loads(listed.stdout)}
    assert set(tables) == set(TABLES)
    assert tables["roles"]["yours"] == 1
    assert Path(tables["roles"]["file"]).is_file()
    columns = json.loads(run("lexicon", "list", "roles", "--format", "json").stdout)
    assert [row["column"] for row in columns] == list(TABLES["roles"].columns)


def test_the_later_table_wins_and_tables_travel_to_other_processes(words):
    first, second = words / "roles.a.csv", words / "roles.b.csv"
    first.write_text(ROLE + "edile,Mayor,body\n")
    second.write_text(ROLE.replace("Speaker", "Judge"))
    tables = pickle.loads(pickle.dumps(load_tables([first, second])))
    use_tables(tables)
    roles = {row["title"]: row["role"] for row in rows_of("roles")}
    assert roles["tribune"] == "Judge"
    assert roles["edile"] == "Mayor"
    assert roles["prime minister"] == "PrimeMinister"
    assert tables.fingerprint == load_tables([words]).fingerprint != UserTables().fingerprint


@given(st.text(max_size=200))
def test_whatever_a_file_holds_is_read_or_named(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("table") / "roles.csv"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    for line, what in check_file("roles", path):
        assert line >= 0
        assert what


# -- confidence -----------------------------------------------------------------
def confidences(store):
    result = run("query", "--sparql", "SELECT ?x WHERE { ?c dpo:confidence ?x }", "--store", store)
    return [float(row["x"]) for row in csv.DictReader(result.stdout.splitlines())]


def test_claims_below_the_minimum_are_left_out_and_counted(tmp_path):
    every, sure = tmp_path / "every", tmp_path / "sure"
    news = NEWS + " Foreign Minister Ansa Orrel of Norway is in Oslo."
    run("ingest", "-", "--store", every, "--jobs", "1", stdin=news)
    minimum = max(confidences(every))
    options = ("--store", sure, "--jobs", "1", "--min-confidence", str(minimum), "--summary", "json")
    result = run("ingest", "-", *options, stdin=news)
    kept = confidences(sure)
    assert kept
    assert min(kept) >= minimum > min(confidences(every))
    dropped = {
        reason: n for reason, n in json.loads(result.stdout)["drops"].items() if "confidence" in reason
    }
    assert sum(dropped.values()) > 0
    again = run("ingest", "-", "--store", sure, "--jobs", "1", "--summary", "json", stdin=news)
    assert json.loads(again.stdout)["unchanged"] == 0  # another minimum is another reading


def test_query_and_export_choose_by_confidence(tmp_path):
    store = tmp_path / "store"
    run("ingest", "-", "--store", store, "--jobs", "1", stdin=NEWS)
    asked = ("query", "interactions", "--store", store, "--format", "json")
    rows = json.loads(run(*asked).stdout)
    best = max(confidences(store))
    assert rows
    assert json.loads(run(*asked, "--min-confidence", "0.01").stdout) == rows
    assert json.loads(run(*asked, "--min-confidence", "1").stdout) == []
    refused = run("query", "most-connected", "--store", store, "--min-confidence", "0.5")
    assert refused.exit_code == 1
    assert "claim" in refused.stderr
    edges = {}
    for minimum in (0, best, 1):
        folder = tmp_path / str(minimum)
        run("export", "csv", "-o", folder, "--store", store, "--min-confidence", minimum)
        edges[minimum] = (folder / "edges.csv").read_text().splitlines()
    said = [line for line in edges[0] if "took part in" in line]
    assert said
    assert len(edges[0]) >= len(edges[best]) >= len(edges[1])
    assert not [line for line in edges[1] if "took part in" in line]
