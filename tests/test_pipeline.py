"""From sources to a store: the same quads however they are read, and nothing lost on the way."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from diplograph.errors import StoreError
from diplograph.model import Drop, Event, Grounds, RawDocument, Reading, Span
from diplograph.pipeline import Options, find_quarantined, ingest, iter_readings, list_articles, retry, work
from diplograph.pipeline.pool import iter_outcomes
from diplograph.pipeline.work import Document, Outcome, Task
from diplograph.store import open_reader
from dying_work import read_or_die

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
ONE = Options(jobs=1)


def dump(store: Path) -> str:
    with open_reader(store) as reader:
        return "".join(sorted(f"{quad} .\n" for quad in reader.iter_quads()))


@pytest.fixture(scope="module")
def ingested(tmp_path_factory):
    """The samples read once by this process: the store and what the ingest said."""
    store = tmp_path_factory.mktemp("samples") / "store"
    return store, ingest([str(SAMPLES)], store, ONE)


def test_the_samples_are_read_and_none_breaks_a_shape(ingested):
    _, summary = ingested
    assert summary.is_clean, [problem.message for problem in (*summary.failed, *summary.quarantined)]
    assert summary.states["new"] >= 8
    assert summary.claims > 100


def test_ingesting_twice_changes_nothing_and_reads_nothing(ingested):
    store, first = ingested
    before = dump(store)
    again = ingest([str(SAMPLES)], store, ONE)
    assert again.states == {"unchanged": first.states["new"]}
    assert again.timings.read == 0
    assert dump(store) == before


def test_two_jobs_and_another_order_of_files_make_the_same_quads(ingested, tmp_path):
    store, _ = ingested
    files = sorted(map(str, SAMPLES.iterdir()), reverse=True)
    ingest(files, tmp_path / "store", Options(jobs=2, chunk=3))
    assert dump(tmp_path / "store") == dump(store)


def test_any_executor_may_do_the_reading(tmp_path):
    (tmp_path / "a.txt").write_text("Ansa Orrel, the foreign minister of Norway, spoke in Geneva.")
    ingest([str(tmp_path / "a.txt")], tmp_path / "own", ONE)
    with ThreadPoolExecutor(1) as executor:
        ingest([str(tmp_path / "a.txt")], tmp_path / "other", ONE, executor=executor)
    assert dump(tmp_path / "own") == dump(tmp_path / "other")


# -- versions of an article --------------------------------------------------------
def write_lines(path: Path, *articles: dict[str, str]) -> str:
    path.write_text("".join(json.dumps({"url": "https://example.org/a", **one}) + "\n" for one in articles))
    return str(path)


OLD = {"text": "The president of Norway visited Geneva.", "published": "2024-01-01"}
NEW = {"text": "The president of Norway visited Vienna.", "published": "2024-01-02"}


def test_of_two_versions_in_a_batch_the_later_counts_whichever_comes_first(tmp_path):
    dumps = []
    for name, order in (("ab", (OLD, NEW)), ("ba", (NEW, OLD))):
        summary = ingest([write_lines(tmp_path / f"{name}.jsonl", *order)], tmp_path / name, ONE)
        assert (summary.states["new"], summary.states["unchanged"]) == (1, 1)
        assert summary.drops["an earlier version of an article of this batch"] == 1
        dumps.append(dump(tmp_path / name))
        ingest([str(tmp_path / f"{name}.jsonl")], tmp_path / name, ONE)
        assert dump(tmp_path / name) == dumps[0]
    assert dumps[0] == dumps[1]
    assert "Vienna" in dumps[0].split("contentHash")[1]


def test_an_edited_article_replaces_its_old_version(tmp_path):
    store = tmp_path / "store"
    ingest([write_lines(tmp_path / "a.jsonl", NEW)], store, ONE)
    summary = ingest([write_lines(tmp_path / "a.jsonl", OLD)], store, ONE)
    assert summary.states == {"replaced": 1}
    assert [row[1] for row in list_articles(store)] == ["replaced"]
    with open_reader(store) as reader:
        (row,) = reader.iter_articles()
        assert reader.text(row.key) == OLD["text"]
        assert len(reader.history(row.key)) == 1


def test_texts_are_left_out_when_asked(tmp_path):
    source = write_lines(tmp_path / "a.jsonl", NEW)
    ingest([source], tmp_path / "store", Options(jobs=1, keep_text=False))
    with open_reader(tmp_path / "store") as reader:
        assert [reader.text(row.key) for row in reader.iter_articles()] == [None]


def test_other_languages_are_kept_and_not_read(tmp_path):
    source = write_lines(
        tmp_path / "a.jsonl",
        {"text": "Мұрат Нұртілеу Женевада сөйледі.", "url": "https://example.org/kk"},
        {"text": "Le ministre a parlé à Genève.", "language": "fr", "url": "https://example.org/fr"},
    )
    summary = ingest([source], tmp_path / "store", ONE)
    assert summary.states["new"] == 2
    assert summary.claims == 0
    assert summary.drops == {"language und-Cyrl is not read yet": 1, "language fr is not read yet": 1}


def test_readings_without_a_store():
    readings = list(
        iter_readings(
            [RawDocument("King Harald spoke.", "text/plain", "a"), RawDocument("", "text/plain", "b")]
        )
    )
    assert isinstance(readings[0], Reading)
    assert readings[1][0] == "b"


# -- quarantine --------------------------------------------------------------------
class Blunderer:
    """An extractor that finds an event without a name."""

    name, version = "blunderer", "1"

    def iter_readings(self, articles):
        for article in articles:
            nothing = Span(0, 0, "")
            event = Event("event:1", "Meeting", nothing, "", Grounds(article.span(0, 4), "r", 0.5))
            yield Reading(article, "blunderer-1", events=(event,), drops=(Drop("seen"),))


def test_a_graph_that_breaks_a_shape_goes_to_quarantine_until_it_is_sound(tmp_path, monkeypatch):
    store, source = tmp_path / "store", write_lines(tmp_path / "a.jsonl", NEW)
    with monkeypatch.context() as patch:
        patch.setattr(work, "load_extractor", lambda name: Blunderer())
        summary = ingest([source], store, ONE)
        assert (summary.states["quarantined"], summary.is_clean) == (1, False)
        assert ingest([source], store, ONE).states["quarantined"] == 1  # known, not read again
        assert not retry(store, None, ONE)[0].is_clean
    (case,) = find_quarantined(store, None)
    assert "no label" in case.report
    assert "#Event>" in case.nquads
    with open_reader(store) as reader:
        assert reader.graph_nquads(case.key) == ""
    assert [row[1] for row in list_articles(store)] == ["quarantined"]
    summary, missing = retry(store, [case.key], ONE)
    assert (summary.states["new"], missing) == (1, [])
    assert [row[1] for row in list_articles(store)] == ["stored"]
    with pytest.raises(StoreError, match="in quarantine"):
        find_quarantined(store, case.key)


# -- processes that die ------------------------------------------------------------
def make_tasks(*chunks: str) -> list[Task | Outcome]:
    return [
        Task(tuple(Document(RawDocument(word, "text/plain", word), word) for word in chunk.split()), "b", "e")
        for chunk in chunks
    ]


def test_a_document_that_kills_its_reader_is_reported_and_the_rest_is_read():
    entries = [*make_tasks("a b", "c die d", "e"), Outcome("known"), *make_tasks("f", "g")]
    outcomes = list(iter_outcomes(entries, 2, work=read_or_die))
    assert [outcome.origin for outcome in outcomes] == ["a", "b", "c", "die", "d", "e", "known", "f", "g"]
    assert [outcome.origin for outcome in outcomes if outcome.error] == ["die"]
    assert "died" in str(outcomes[3].error)


def test_a_dead_executor_of_others_is_reported():
    with ProcessPoolExecutor(1) as executor:
        outcomes = list(iter_outcomes(make_tasks("die"), 1, executor, work=read_or_die))
    assert [outcome.error is not None for outcome in outcomes] == [True]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_a_killed_ingest_leaves_no_process_and_is_finished_by_the_next(ingested, tmp_path):
    command = [sys.executable, "-c", "from diplograph.cli import main; main()", "ingest", "--jobs", "2"]
    sources = [str(SAMPLES)] * 4  # enough for several chunks
    command += [*sources, "--store", str(tmp_path / "s")]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(2.5)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 20
    while is_running(process.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_running(process.pid)
    ingest([str(SAMPLES)], tmp_path / "s", ONE)
    assert dump(tmp_path / "s") == dump(ingested[0])


def is_running(session: int) -> bool:
    """Whether any process of the session is left, apart from dead ones that nobody has asked after."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its_session = status.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue  # it has just ended
        if int(its_session) == session and state != "Z":
            return True
    return False
