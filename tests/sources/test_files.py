"""What is read from paths, folders, globs and standard input, and how a bad one is reported."""

import io
import json
import os
import pickle

import pytest

from diplograph.model import RawDocument
from diplograph.sources import SourceFailure, iter_documents

LINE = {
    "text": "Arlandia's envoy met Vastmark's minister.",
    "title": "Envoys meet",
    "url": "https://a.example/1",
}


def read(*sources, **options):
    items = list(iter_documents([str(source) for source in sources], **options))
    documents = [item for item in items if isinstance(item, RawDocument)]
    return documents, [item for item in items if isinstance(item, SourceFailure)]


def test_kinds_go_by_their_ending_and_bytes_stay_as_they_are(tmp_path):
    for name in ("a.txt", "b.md", "c.HTML", "d.xhtml"):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbfOne.\r\nTwo.")
    documents, failures = read(tmp_path)
    assert [document.media_type for document in documents] == [
        *("text/plain", "text/markdown", "text/html", "text/html")
    ]
    assert {document.content for document in documents} == {b"\xef\xbb\xbfOne.\r\nTwo."}
    assert not failures
    assert pickle.loads(pickle.dumps(documents)) == documents


def test_json_lines_give_one_document_a_line_and_one_failure_a_bad_line(tmp_path):
    path = tmp_path / "news.jsonl"
    lines = [
        "\ufeff" + json.dumps(LINE),
        "",
        '{"text": "broken',
        "[1, 2]",
        '{"title": "no text"}',
        '{"text": 7}',
        '{"text": null}',
        '{"text": "x", "title": ["a"]}',
        json.dumps({**LINE, "id": 7, "published": 2024, "licence": "any", "publisher": None}),
        "[" * 100_000,
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    documents, failures = read(path)
    assert [document.origin for document in documents] == [f"{path} line 1", f"{path} line 9"]
    assert documents[0].content == LINE["text"]
    assert documents[1].metadata == {
        "title": "Envoys meet",
        "url": LINE["url"],
        "id": "7",
        "published": "2024",
    }
    assert [failure.origin for failure in failures] == [f"{path} line {n}" for n in (3, 4, 5, 6, 7, 8, 10)]
    assert [failure.error.what for failure in failures][1:6] == [
        "the line holds an array, not an object",
        'the article has no "text"',
        '"text" is a number, expected text',
        '"text" is null, expected text',
        '"title" is an array, expected text',
    ]
    assert all(failure.error.fix and failure.error.where for failure in failures)


def test_a_line_that_is_not_utf8_says_where(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'{"text": "T\xfcrk"}\n' + json.dumps(LINE).encode())
    documents, failures = read(path)
    assert len(documents) == 1
    assert failures[0].error.what == "invalid UTF-8 at byte 11"
    assert failures[0].origin.endswith("line 1")


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (json.dumps(LINE, indent=2), 1),
        (json.dumps([LINE, LINE, LINE]), 3),
        (json.dumps(LINE) + "\n" + json.dumps(LINE) + "\n", 2),
    ],
)
def test_json_holds_one_article_or_an_array_or_lines(tmp_path, content, count):
    path = tmp_path / "news.json"
    path.write_text(content, encoding="utf-8")
    documents, failures = read(path)
    assert len(documents) == count
    assert not failures
    # standard input tells the same three apart by their first characters
    piped, failures = read("-", stdin=io.BytesIO(content.encode()))
    assert [document.content for document in piped] == [document.content for document in documents]
    assert not failures


def test_standard_input_is_sniffed():
    (text,), _ = read("-", stdin=io.BytesIO(b"{1} Envoys met."))
    (page,), _ = read("-", stdin=io.BytesIO(b"\n<!DOCTYPE HTML><html>"))
    assert (text.media_type, page.media_type) == ("text/plain", "text/html")
    assert read("-")[1][0].error.fix == "name a file instead of -"


def test_folders_are_read_with_all_below_sorted_and_say_what_they_leave_out(tmp_path):
    for name in ("b/two.txt", "b/one.md", "a.txt", "z.docx", ".hidden.txt", ".git/config.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Envoys met.", encoding="utf-8")
    documents, failures = read(tmp_path)
    names = [os.path.relpath(document.origin, tmp_path) for document in documents]
    assert names == ["a.txt", "b/one.md", "b/two.txt"]
    assert all(failure.skipped for failure in failures)
    assert failures[0].origin.endswith("z.docx")
    assert failures[1].error.what == "skipped: 2 hidden files or folders"


def test_globs_are_expanded_sorted_and_a_file_may_have_brackets_in_its_name(tmp_path):
    for name in ("n2.txt", "n1.txt", "[draft].txt", "deep/er/n3.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Envoys met.", encoding="utf-8")
    origins = [document.origin.rpartition("/")[2] for document in read(tmp_path / "n*.txt")[0]]
    assert origins == ["n1.txt", "n2.txt"]
    assert len(read(tmp_path / "[draft].txt")[0]) == 1
    assert len(read(tmp_path / "**" / "*.txt")[0]) == 4
    assert len(read(tmp_path / "*")[0]) == 4
    (failure,) = read(tmp_path / "*.md")[1]
    assert (failure.error.what, failure.skipped) == ("no file matches", False)


def test_bad_paths_fail_one_by_one_and_the_rest_is_read(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "good.txt").write_text("Envoys met.", encoding="utf-8")
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    sources = [tmp_path / "missing.txt", tmp_path / "empty", tmp_path / "empty.jsonl", "bad\0name"]
    documents, failures = read(*sources, tmp_path / "good.txt")
    assert len(documents) == 1
    assert [failure.error.what for failure in failures[:3]] == [
        *("there is no such file or folder", "the folder holds no article", "the document is empty")
    ]
    assert len(failures) == 4
    assert not any(failure.skipped for failure in failures)


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root may read everything")
def test_a_file_without_permission_fails(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("x", encoding="utf-8")
    path.chmod(0)
    assert "permission denied" in read(path)[1][0].error.what


def test_a_file_too_large_for_an_article_is_refused_unread(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as handle:
        handle.truncate(21 * 1024 * 1024)
    assert read(path)[1][0].error.what == "the document is larger than 20 MiB"


def test_a_file_of_unknown_ending_that_is_named_itself_is_tried(tmp_path):
    path = tmp_path / "press"
    path.write_text(json.dumps(LINE), encoding="utf-8")
    assert read(path)[0][0].content == LINE["text"]
