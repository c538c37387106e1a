"""Imports in a store: named, listed, replaced whole, removed without a trace, and used by those who read."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from import_files import COLUMNS, write_dump, write_ftm, write_popolo, write_table

from diplograph.cli import main
from diplograph.pipeline import Options, ingest
from diplograph.store import open_reader
from diplograph.validate import Validator

OF = ("--source", "invented", "--licence", "CC0-1.0")


@pytest.fixture
def run(tmp_path):
    def run_it(*words):
        return CliRunner().invoke(main, [*map(str, words), "--store", str(tmp_path / "store")])

    return run_it


@pytest.fixture
def graph(tmp_path):
    def graph_of(name):
        with open_reader(tmp_path / "store") as reader:
            return reader.graph_nquads(f"reference/{name}")

    return graph_of


def _listed(run):
    return json.loads(run("reference", "list", "--format", "json").stdout)


def _table(path: Path, *people: str) -> Path:
    rows = "".join(f"{person},Keeper of Seals,Sordavia\n" for person in people)
    path.write_text("person,position,jurisdiction\n" + rows, encoding="utf-8")
    return path


def test_every_format_makes_a_sound_graph(run, graph, tmp_path):
    options = [word for pair in COLUMNS.items() for word in ("--map", "=".join(pair))]
    for path, more in (
        (write_ftm(tmp_path / "peps.jsonl"), ()),
        (write_popolo(tmp_path / "parliament.json"), ()),
        (write_table(tmp_path / "table.csv"), options),
        (write_dump(tmp_path / "dump.json.gz"), ()),
    ):
        result = run("reference", "import", path, *OF, "--date", "2023-03", *more)
        assert result.exit_code == 0, result.output
        nquads = graph(path.name.partition(".")[0])
        assert Validator().check_nquads(nquads).conforms
        assert 'purl.org/dc/terms/license> "CC0-1.0"' in nquads
        assert '"2023-03"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>' in nquads
        assert "dpo:Claim" not in nquads
    rows = _listed(run)
    assert [(row["name"], row["format"]) for row in rows] == [
        ("dump", "wikidata"),
        ("parliament", "popolo"),
        ("peps", "ftm"),
        ("table", "csv"),
    ]
    assert [row["left_out"] for row in rows] == [1, 2, 4, 4]


def test_rows_left_out_are_listed_with_their_lines(run, tmp_path):
    drops = tmp_path / "drops.jsonl"
    result = run("reference", "import", write_ftm(tmp_path / "peps.jsonl"), *OF, "--drops", drops)
    assert "left out: 1 x a tenure that ends before it starts" in result.stderr
    rows = [json.loads(line) for line in drops.read_text(encoding="utf-8").splitlines()]
    ended = next(row for row in rows if "ends before" in row["reason"])
    assert ended["where"].endswith("peps.jsonl:8")


def test_importing_twice_changes_nothing(run, graph, tmp_path):
    path = _table(tmp_path / "trial.csv", "Ira Folm")
    run("reference", "import", path, *OF)
    before = graph("trial")
    again = run("reference", "import", path, *OF)
    assert "unchanged" in again.stderr
    assert graph("trial") == before
    _table(path, "Ira Folm", "Uto Resk")
    other = run("reference", "import", path, *OF)
    assert other.exit_code == 1
    assert "reference update trial" in other.stderr
    assert graph("trial") == before


def test_update_replaces_and_remove_leaves_nothing(run, graph, tmp_path):
    path = _table(tmp_path / "trial.csv", "Ira Folm")
    run("reference", "import", path, *OF, "--language", "en")
    assert run("reference", "update", "trial", _table(path, "Uto Resk")).exit_code == 0
    assert "Uto Resk" in graph("trial")
    assert "Ira Folm" not in graph("trial")
    (row,) = _listed(run)
    assert (row["source"], row["licence"], row["people"]) == ("invented", "CC0-1.0", 1)
    assert len(list((tmp_path / "store" / "reference").iterdir())) == 2
    assert run("reference", "remove", "trial").exit_code == 0
    assert _listed(run) == []
    assert graph("trial") == ""
    assert list((tmp_path / "store" / "reference").iterdir()) == []
    assert run("reference", "remove", "trial").exit_code == 1
    assert run("reference", "update", "trial", path).exit_code == 1


@pytest.mark.parametrize(
    ("moment", "stands"), [("reading", "old"), ("writing", "old"), ("noted", "new"), ("loading", "new")]
)
def test_a_killed_update_leaves_one_whole_import(run, graph, tmp_path, moment, stands):
    path = _table(tmp_path / "trial.csv", "Ira Folm")
    other = _table(tmp_path / "other.csv", "Uto Resk", "Ira Folm")
    columns = [
        word for name in ("person", "position", "jurisdiction") for word in ("--map", f"{name}={name}")
    ]
    run("reference", "import", path, *OF, "--language", "en", *columns)
    old = graph("trial")
    script = Path(__file__).with_name("killed_import.py")
    command = [sys.executable, script, tmp_path / "store", other, moment]
    killed = subprocess.run(command, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    # whoever writes next finishes or forgets what was begun
    assert run("reference", "import", path, "--name", "second", *OF).exit_code == 0
    found = {row["name"]: row["people"] for row in _listed(run)}
    assert found == {"trial": 1 if stands == "old" else 2, "second": 1}
    assert (graph("trial") == old) == (stands == "old")
    assert ("Uto Resk" in graph("trial")) == (stands == "new")
    assert len(list((tmp_path / "store" / "reference").iterdir())) == 4


def test_articles_are_resolved_again_when_imports_change(run, tmp_path):
    table = tmp_path / "ministers.csv"
    table.write_text(
        "person,person_wikidata,position,jurisdiction,start\n"
        "Nera Voskill,Q990000003,Minister of Finance,Andorra,2001\n",
        encoding="utf-8",
    )
    article = tmp_path / "article.txt"
    article.write_text(
        "Talks in Andorra\n\nNera Voskill, the finance minister of Andorra, met bankers there.\n",
        encoding="utf-8",
    )
    store = tmp_path / "store"

    ingest([str(article)], store, Options(jobs=1))

    def read():
        with open_reader(store) as reader:
            (row,) = reader.iter_articles()
            return reader.graph_nquads(row.key)

    before = read()
    assert "Q990000003" not in before
    run("reference", "import", table, *OF, "--language", "en")
    linked = read()
    assert "sameAs> <http://www.wikidata.org/entity/Q990000003>" in linked
    annotated = CliRunner().invoke(main, ["annotate", str(article), "--store", str(store)])
    wikidata = {one["text"]: one["wikidata"] for one in json.loads(annotated.stdout)["mentions"]}
    assert wikidata["Nera Voskill"] == "Q990000003"
    (old,) = {line.split()[0] for line in linked.splitlines() if "/dc/terms/isReplacedBy>" in line}
    assert old in before
    assert "Q990000003" in run("show", old).stdout
    ingest([str(article)], store, Options(jobs=1))
    assert read() == linked
    run("reference", "remove", "ministers")
    assert read() == before
