"""The commands that fill a store and say what it holds, above all when something is wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from diplograph.cli import main
from diplograph.store import open_writer

GOOD = "Foreign Minister Ansa Orrel of Norway met Prime Minister Tuv Hald of Denmark in Oslo on 3 May 2024."


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


@pytest.fixture
def diplograph(store, tmp_path, monkeypatch):
    """Run a command on the store, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=None):
        result = CliRunner().invoke(main, [*map(str, arguments), "--store", str(store)], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert "Traceback" not in result.output
        return result

    return run


def ingest(diplograph, *arguments, **options):
    return diplograph("ingest", "--jobs", "1", *arguments, **options)


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "binary.txt": (bytes(range(256)) * 20, "binary"),
    "page.html": (b"<html><body><nav>Home</nav></body></html>", "no article|without an article|no text|body"),
    "broken.jsonl": (b'{"text": "King Harald spoke."}\n{"text": \n', "broken JSON.*line 2"),
    "wrong.jsonl": (b'["a"]\n{"text": 5}\n', "not an object"),
    "long.txt": (b"the minister said that " * 900_000, "long|larger"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_the_rest_is_read(diplograph, tmp_path, name):
    content, message = BAD[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(GOOD)
    result = ingest(diplograph, name, "good.txt", "--summary", "json")
    assert result.exit_code == 1
    summary = json.loads(result.stdout)
    assert summary["failed"] >= 1
    assert summary["new"] == 1 + (name == "broken.jsonl")
    said = " ".join(result.stderr.split())
    assert name in said
    assert "fix: " in said

    assert re.search(message, said), said


@pytest.mark.parametrize(
    "content",
    [
        b"Der Au\xdfenminister von Norwegen sprach.",  # Latin-1, no UTF-8
        b"King Harald\x00\x07 spoke\x1b[31m in Oslo.",
        "نرويجي وزير الخارجية זר".encode(),
        b"King Harald " * 2_000,
    ],
    ids=["latin-1", "control characters", "right to left", "one long paragraph"],
)
def test_odd_input_is_read_or_named(diplograph, tmp_path, content):
    (tmp_path / "odd.txt").write_bytes(content)
    result = ingest(diplograph, "odd.txt", "--summary", "json")
    summary = json.loads(result.stdout)
    assert summary["new"] + summary["failed"] == 1
    assert result.exit_code == summary["failed"]
    assert "fault of diplograph" not in result.stderr


def test_a_missing_path_is_named(diplograph):
    result = ingest(diplograph, "nowhere.txt")
    assert result.exit_code == 1
    assert "no such file" in result.stderr
    assert "nowhere.txt" in result.stderr


def test_a_store_that_cannot_be_used_is_one_message(diplograph, store, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    with open_writer(store):
        result = ingest(diplograph, "good.txt")
        assert (result.exit_code, "another process" in result.stderr) == (1, True)
    (store / "format").write_text("7\n")
    for command in (["ingest", "good.txt"], ["articles"], ["stats"], ["remove", "x"], ["quarantine", "list"]):
        result = diplograph(*command)
        assert (result.exit_code, "has format 7" in result.stderr) == (1, True)


def test_from_ingest_to_remove(diplograph, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    first = ingest(diplograph, "good.txt")
    assert (first.exit_code, first.stdout) == (0, "")
    assert "articles: 1 new, 0 unchanged, 0 replaced, 0 quarantined, 0 failed" in first.stderr
    assert "1 unchanged" in ingest(diplograph, "good.txt").stderr
    (row,) = json.loads(diplograph("articles", "--format", "json").stdout)
    assert (row["state"], row["origin"]) == ("stored", "good.txt")
    counts = {row["what"]: row["count"] for row in json.loads(diplograph("stats", "--format", "json").stdout)}
    assert counts["articles"] == 1
    assert counts["claims"] == row["claims"]
    assert diplograph("remove", "nothing").exit_code == 1
    assert diplograph("remove", row["key"][:8]).exit_code == 0
    assert json.loads(diplograph("articles", "--format", "json").stdout) == []
    counts = {row["what"]: row["count"] for row in json.loads(diplograph("stats", "--format", "json").stdout)}
    assert {counts[name] for name in ("articles", "claims", "person", "event")} == {0}


def test_standard_input_is_a_source(diplograph):
    result = ingest(diplograph, "-", stdin=json.dumps({"text": GOOD}) + "\n")
    assert "1 new" in result.stderr


def test_what_was_left_out_can_be_listed(diplograph, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "Bonjour.", "language": "fr"}) + "\n")
    result = ingest(diplograph, "a.jsonl", "--drops", "drops.jsonl")
    assert "left out: 1 x language fr is not read yet" in result.stderr
    (line,) = map(json.loads, Path(tmp_path / "drops.jsonl").read_text().splitlines())
    assert line == {"origin": "a.jsonl line 1", "reason": "language fr is not read yet"}


def test_quiet_says_nothing_when_all_is_well(diplograph, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    result = ingest(diplograph, "good.txt", "--quiet")
    assert (result.stdout, result.stderr, result.exit_code) == ("", "", 0)


@pytest.mark.parametrize("base", ["nonsense", "https://example.org/id", "https://exam ple.org/"])
def test_a_base_must_be_an_iri_that_ids_can_follow(diplograph, base):
    assert ingest(diplograph, "a.txt", "--base", base).exit_code == 2


@pytest.mark.parametrize("command", ["ingest", "articles", "remove", "stats"])
def test_every_command_has_help_with_an_example(command):
    result = CliRunner().invoke(main, [command, "--help"])
    assert f"  diplograph {command}" in result.output
