"""``diplograph validate`` as it is used."""

from __future__ import annotations

import hashlib
import json

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import graph_corpus as corpus
from diplograph.cli import main


@pytest.fixture
def run():
    return lambda *args: CliRunner().invoke(main, ["validate", *map(str, args)])


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.nq"
    case = next(case for case in corpus.CASES if case.shape == "Claim-evidence")
    path.write_text(corpus.to_nquads(corpus.build_broken(case)))
    return path


def build_store(path, text):
    from diplograph.store import ArticleRow, open_writer

    digest = hashlib.sha256(text.encode()).hexdigest()
    row = ArticleRow(key="a1", id="a1", origin="lake.txt", content_hash=digest)
    with open_writer(path) as writer:
        writer.replace_article(row, corpus.to_nquads(corpus.build_good()), text)


def test_a_good_file_is_said_to_be_good(run, tmp_path):
    path = tmp_path / "good.nq"
    path.write_text(corpus.to_nquads(corpus.build_good()))
    result = run(path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 graph checked: 0 violations, 0 warnings\n"


def test_a_broken_file_exits_with_1_in_every_format(run, broken):
    text, as_json, turtle = (run(broken, "--format", form) for form in ("text", "json", "ttl"))
    assert {text.exit_code, as_json.exit_code, turtle.exit_code} == {1}
    assert "no words of the article back it" in text.stdout
    assert json.loads(as_json.stdout)["conforms"] is False
    assert list(ox.parse(turtle.stdout, ox.RdfFormat.TURTLE))


def test_a_store_is_checked_against_its_texts(run, tmp_path):
    build_store(tmp_path / "right", corpus.TEXT)
    build_store(tmp_path / "wrong", corpus.TEXT.replace("Ilva", "Elva"))
    assert run("--store", tmp_path / "right").exit_code == 0
    result = run("--store", tmp_path / "wrong")
    assert result.exit_code == 1
    assert "there stands 'Elva Morane" in result.stdout
    assert "article:  Lake Forum meets <https://news.example/lake>" in result.stdout


def test_files_and_a_store_together_are_wrong_usage(run, broken, tmp_path):
    assert run(broken, "--store", tmp_path).exit_code == 2


def test_no_store_is_told_without_a_traceback(run, tmp_path):
    result = run("--store", tmp_path / "none")
    assert result.exit_code == 1
    assert "there is no store here" in result.stderr
