"""The store keeps what it was given, whatever happens to the process or the disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import killed_writer
import pytest

from diplograph.errors import QueryError, StoreError
from diplograph.store import ArticleRow, Quarantined, open_reader, open_writer

GRAPH = "<urn:base/graph/aa>"


def put(writer, text="hello", *, key="aa", quads='<urn:s> <urn:p> "1" <urn:base/graph/aa> .\n', **fields):
    row = ArticleRow(key, f"id-{key}", "press.txt", "0" * 64, **fields)
    return writer.replace_article(row, quads, text)


@pytest.fixture
def path(tmp_path):
    with open_writer(tmp_path / "store", base="urn:base/") as writer:
        assert put(writer, url="https://example.org/a") == "new"
    return tmp_path / "store"


def test_an_edited_article_takes_the_place_of_the_old_one_whose_hash_stays(path):
    with open_writer(path) as writer:
        old = writer.article("aa")
        assert put(writer) == "unchanged"
        assert (
            put(writer, "bye", quads='<urn:s> <urn:q> "x\\\\u0041 \\"" <urn:base/graph/aa> .\n') == "replaced"
        )
    with open_reader(path) as reader:
        assert reader.graph_nquads("aa") == '<urn:s> <urn:q> "x\\\\u0041 \\"" <urn:base/graph/aa> .\n'
        assert [version.graph_hash for version in reader.history("aa")] == [old.graph_hash]
        assert reader.text("aa") == "bye"
        assert reader.counts()["articles"] == 1


def test_an_article_is_found_by_key_beginning_id_address_and_origin(path):
    with open_writer(path) as writer:
        put(writer, key="abcdef0123", quads="")
        writer.commit()
        for name in ("abcdef", "id-abcdef0123", "abcdef0123"):
            assert [row.key for row in writer.find_articles(name)] == ["abcdef0123"]
        assert [row.key for row in writer.find_articles("https://example.org/a")] == ["aa"]
        assert len(writer.find_articles("press.txt")) == 2
        assert writer.find_articles("a") == []


def test_a_removed_article_leaves_nothing(path):
    with open_writer(path) as writer:
        writer.remove("aa")
    with open_reader(path) as reader:
        assert (list(reader.iter_articles()), list(reader.iter_quads()), reader.text("aa")) == ([], [], None)


def test_a_reader_sees_its_snapshot_while_a_writer_goes_on(path):
    with open_writer(path) as writer, open_reader(path) as before:
        put(writer, quads='<urn:s> <urn:p> "2" <urn:base/graph/aa> .\n')
        writer.commit()
        with open_reader(path) as after:
            assert '"1"' in before.graph_nquads("aa")
            assert '"2"' in after.graph_nquads("aa")


def test_a_second_writer_is_told_to_wait(path):
    with open_writer(path), pytest.raises(StoreError, match="written by another process"):
        open_writer(path)


def test_quarantine_keeps_the_graph_apart_until_the_article_is_sound(path):
    case = Quarantined(
        "bb", "b", "b.txt", "no words", "<urn:s> <urn:p> <urn:o> .\n", content=b"\xff", metadata={"a": "b"}
    )
    with open_writer(path) as writer:
        writer.quarantine(case)
    with open_writer(path) as writer:
        assert list(writer.iter_quarantined()) == [case]
        assert writer.graph_nquads("bb") == ""
        put(writer, key="bb", quads="")
        writer.commit()
        assert list(writer.iter_quarantined()) == []


def test_queries_see_all_graphs_and_reach_no_server(path):
    with open_reader(path) as reader:
        assert next(iter(reader.query("SELECT ?o { ?s <urn:p> ?o }")))["o"].value == "1"
        for harmless in ('"SERVICE"', "'''LOAD'''@en", "<urn:SERVICE>"):
            reader.query(f"SELECT * {{ ?service <urn:p> {harmless} }} # SERVICE <x>")
        for sparql in (
            "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
            "SELECT * { service silent<http://127.0.0.1/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p 'a' . \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
            "SELECT * { ?s <urn:p#x> ?o # it's\n SERVICE ?s { ?s ?p ?o } }",
        ):
            with pytest.raises(QueryError, match="reaches out"):
                reader.query(sparql)


# -- stores that are no stores, or not ours ------------------------------------
def test_what_is_no_store_is_said_to_be_none(tmp_path):
    with pytest.raises(StoreError, match="no store here"):
        open_reader(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("dear")
    with pytest.raises(StoreError, match="holds other things"):
        open_writer(tmp_path / "letters")
    with pytest.raises(StoreError, match="file, no store"):
        open_writer(tmp_path / "letters" / "a.txt")
    with pytest.raises(StoreError, match="cannot be made"):
        open_writer(tmp_path / "letters" / "a.txt" / "store")


@pytest.mark.parametrize("opener", [open_reader, open_writer])
@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("format", b"2\n", "has format 2"),
        ("format", b"\xff", "cannot be read"),
        ("manifest.sqlite", b"not a database" * 100, "manifest is damaged"),
        ("quads/CURRENT", b"nonsense", "quads cannot be read|cannot be opened"),
    ],
)
def test_a_newer_or_damaged_store_is_left_alone(path, opener, file, content, message):
    for extra in path.glob("manifest.sqlite-*"):
        extra.unlink()
    (path / file).write_bytes(content)
    with pytest.raises(StoreError, match=message) as caught:
        opener(path)
    assert caught.value.fix


def test_another_base_needs_another_store(path):
    with pytest.raises(StoreError, match="not under urn:other/"):
        open_writer(path, base="urn:other/")


# -- killed at any moment --------------------------------------------------------
def run_writer(store: Path, lines: int | None = None) -> list[str]:
    """What the writer said; it is killed once it has said so many lines."""
    script = [sys.executable, killed_writer.__file__, str(store)]
    said: list[str] = []
    with subprocess.Popen(script, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line.strip())
            if len(said) == lines:
                process.kill()  # whatever it is doing by now
    return said


def dump(store: Path) -> tuple[list[str], list[ArticleRow], list[str | None]]:
    with open_reader(store) as reader:
        rows = list(reader.iter_articles())
        return sorted(map(str, reader.iter_quads())), rows, [reader.text(row.key) for row in rows]


def is_whole(graph: str, number: int) -> bool:
    return graph in [killed_writer.make_nquads(number, version, "urn:base/") for version in (1, 2)]


def test_a_killed_ingest_is_finished_by_the_next(tmp_path):
    moments = len(run_writer(tmp_path / "whole"))
    expected = dump(tmp_path / "whole")
    for moment in range(1, moments):
        store = tmp_path / f"killed{moment}"
        check_what_was_said(store, run_writer(store, moment))
        assert run_writer(store)[-1] == "done"
        assert dump(store) == expected


def check_what_was_said(store: Path, said: list[str]) -> None:
    with open_reader(store) as reader:
        for number in range(killed_writer.ARTICLES):
            key = killed_writer.make_key(number)
            graph = reader.graph_nquads(key)
            assert graph == "" or is_whole(graph, number)
            if f"stored 1 {number}" in said and not ("removing" in said and number in killed_writer.REMOVED):
                assert reader.article(key) is not None


# -- full disk -------------------------------------------------------------------
@pytest.fixture
def small_disk(tmp_path):
    """A file system of four megabytes."""
    mount = tmp_path / "disk"
    mount.mkdir()
    made = (
        os.name == "posix"
        and os.geteuid() == 0
        and (
            subprocess.run(
                ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", mount], capture_output=True, check=False
            )
        )
    )
    if not made or made.returncode:
        pytest.skip("mounting needs root")
    yield mount
    subprocess.run(["umount", "-l", mount], check=False)


def test_a_full_disk_is_an_error_and_what_was_stored_stays(small_disk):
    store = small_disk / "store"
    with open_writer(store, base="urn:base/") as writer:
        put(writer)
    (small_disk / "ballast").write_bytes(bytes(1 << 20))
    before = dump(store)
    with pytest.raises(StoreError, match=r"full|space|could not be written|cannot be"):
        fill(store)
    assert set(before[0]) <= set(dump(store)[0])
    (small_disk / "ballast").unlink()
    with open_writer(store) as writer:
        assert writer.article("aa") is not None
        assert writer.pending() == 0
        rows = list(writer.iter_articles())
        assert all(writer.graph_nquads(row.key) for row in rows)


def fill(store: Path) -> None:
    noise = iter(range(10_000_000))
    with open_writer(store) as writer:
        for number in range(400):
            lines = sorted(
                f'<urn:s{next(noise)}> <urn:p> "{os.urandom(60).hex()}" <urn:base/graph/n{number}> .\n'
                for _ in range(100)
            )
            put(writer, os.urandom(2000).hex(), key=f"n{number}", quads="".join(lines))
            writer.commit()
