"""Same input, same graph, through the command: whatever the jobs, the order of files and the hash seed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from diplograph.resources import resource_path

FILES = sorted(map(str, resource_path("data", "samples").iterdir()))
COMMAND = [sys.executable, "-c", "from diplograph.cli import main; main()"]


def run(*arguments, seed="0"):
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([*COMMAND, *arguments], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A store of the samples, and its quads as sorted N-Quads."""
    store = str(tmp_path_factory.mktemp("first") / "store")
    run("ingest", *FILES, "--jobs", "1", "--store", store)
    return store, dump(store)


def dump(store: str) -> list[bytes]:
    lines = run("export", "nquads", "--store", store).splitlines()
    assert len(lines) > 3000
    return sorted(lines)


def test_ingesting_twice_changes_no_byte(first):
    store, before = first
    run("ingest", *FILES, "--jobs", "2", "--store", store, seed="1")
    assert dump(store) == before


def test_other_jobs_order_and_hash_seed_give_the_same_bytes(first, tmp_path):
    store = str(tmp_path / "store")
    run("ingest", *reversed(FILES), "--jobs", "2", "--store", store, seed="1")
    assert dump(store) == first[1]


def test_articles_taken_in_batch_after_batch_give_the_same_bytes(first, tmp_path):
    store = str(tmp_path / "store")
    half = len(FILES) // 2
    run("ingest", *FILES[half:], "--jobs", "1", "--store", store, seed="7")
    run("ingest", *FILES, "--jobs", "1", "--store", store, seed="8")
    assert dump(store) == first[1]


def test_the_whole_store_is_valid(first):
    report = run("validate", "--store", first[0], "--format", "json")
    assert b'"conforms": true' in report, report[:2000]
