"""Bad input and bad surroundings, through the real command in a process of its own.

Whatever is thrown at it: one message that says what, where and what to do, no
traceback, the rest of the batch done, exit 1 (2 for wrong usage).
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from diplograph.store import open_writer

GOOD = "Foreign Minister Ansa Orrel of Norway met Prime Minister Tuv Hald of Denmark in Oslo on 3 May 2024."
COMMAND = [sys.executable, "-c", "from diplograph.cli import main; main()"]
HOLD = (
    "import sys; from pathlib import Path; from diplograph.store import open_writer\n"
    "with open_writer(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"
)


@pytest.fixture
def diplograph(tmp_path):
    """Run a command in a folder of its own, whose store is ``store``; more options go to subprocess."""

    def run(*arguments, stdin=b"", **options):
        environment = {**os.environ, "DIPLOGRAPH_STORE": "store", "COLUMNS": "120"}
        done = subprocess.run(
            [*COMMAND, *arguments],
            cwd=tmp_path,
            env=environment,
            input=stdin,
            capture_output=True,
            timeout=120,
            check=False,
            **options,
        )
        done.stderr = done.stderr.decode("utf-8", "replace")
        assert "Traceback" not in done.stderr, done.stderr
        assert "fault of diplograph" not in done.stderr, done.stderr
        return done

    return run


def message_about(name: str, stderr: str) -> str:
    """The one message, with its where and fix, that is about this file."""
    messages = [part for part in stderr.split("Error: ")[1:] if f"where: {name}" in part]
    assert len(messages) == 1, f"{len(messages)} messages about {name} in\n{stderr}"
    assert "fix:" in messages[0], messages[0]
    return " ".join(messages[0].split("articles:")[0].split())


def summary_of(done) -> dict:
    return json.loads(done.stdout)


# -- documents ---------------------------------------------------------------------
DOCUMENTS = {
    "empty.txt": (b"", "empty"),
    "blank.md": (b" \n\t\r\n\xc2\xa0\n", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "image.html": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "PNG"),
    "page.html": (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "article"),
    "cut.jsonl": (b'{"text": "King Harald spoke in Bergen."}\n{"text": "broken\n', "JSON"),
    "number.json": (b"5", "object"),
    "paragraph.txt": (b"the minister said that the talks went on and on, " * 430_000, "larger|long"),
}


def test_one_batch_of_bad_documents_and_a_good_one(diplograph, tmp_path):
    for name, (content, _) in DOCUMENTS.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(GOOD)
    done = diplograph("ingest", *DOCUMENTS, "missing.txt", "good.txt", "--summary", "json")
    assert done.returncode == 1
    summary = summary_of(done)
    assert (summary["new"], summary["failed"]) == (2, len(DOCUMENTS) + 1), done.stderr
    for name, (_, expected) in DOCUMENTS.items():
        where = f"{name} line 2" if name.endswith(".jsonl") else name
        said = message_about(where, done.stderr)
        assert any(word in said for word in expected.split("|")), said
    assert "no such file" in message_about("missing.txt", done.stderr)
    rows = diplograph("query", "holders", "--format", "csv").stdout.decode()
    assert "Ansa Orrel" in rows


def test_a_paragraph_just_below_the_limit_is_named_or_read(diplograph, tmp_path):
    (tmp_path / "paragraph.txt").write_bytes(b"the minister said that the talks went on and on, " * 425_000)
    (tmp_path / "good.txt").write_text(GOOD)
    done = diplograph("ingest", "paragraph.txt", "good.txt", "--summary", "json")
    summary = summary_of(done)
    assert summary["new"] + summary["failed"] == 2
    if summary["failed"]:
        message_about("paragraph.txt", done.stderr)


def test_what_can_be_mended_is_read_and_the_mending_said(diplograph, tmp_path):
    (tmp_path / "latin.txt").write_bytes(GOOD.replace("Orrel", "Orrél").encode("latin-1"))
    (tmp_path / "half.txt").write_bytes(GOOD.encode() + b" Gr\xff\xfe\xf0 \xc3\x28.")
    (tmp_path / "control.txt").write_bytes(GOOD.replace("Orrel of", "Orrel\x00\x07 of\x1b[31m").encode())
    done = diplograph("ingest", "latin.txt", "half.txt", "control.txt", "--summary", "json")
    summary = summary_of(done)
    assert summary["new"] + summary["failed"] == 3
    assert done.returncode == (1 if summary["failed"] else 0)
    assert "control character" in done.stderr
    names = diplograph("query", "holders", "--format", "csv").stdout.decode()
    assert "Ansa Orrél" in names
    assert "\x1b" not in names


def test_scripts_from_right_to_left_are_stored_and_not_read(diplograph, tmp_path):
    texts = {
        "arabic.txt": "التقى وزير خارجية فيلمورا مع نظيره في المدينة يوم الثلاثاء لبحث الحدود.",
        "hebrew.txt": "שר החוץ של ולמורה נפגש עם עמיתו ביום שלישי כדי לדון בגבול בין המדינות.",
        "urdu.txt": "ویلمورا کے وزیر خارجہ نے منگل کو اپنے ہم منصب سے سرحد کے بارے میں ملاقات کی۔",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = diplograph("ingest", *texts, "--summary", "json", "--drops", "drops.jsonl")
    assert (done.returncode, summary_of(done)["new"], summary_of(done)["claims"]) == (0, 3, 0), done.stderr
    drops = [json.loads(line) for line in (tmp_path / "drops.jsonl").read_text().splitlines()]
    assert {drop["origin"] for drop in drops} == set(texts)
    assert all("not read yet" in drop["reason"] for drop in drops)


def test_a_very_long_line_of_json_is_named(diplograph, tmp_path):
    long = json.dumps({"text": "King Harald spoke. " * 550_000})
    (tmp_path / "lines.jsonl").write_text(f"{long[:-9]}\n" + json.dumps({"text": GOOD}) + "\n")
    done = diplograph("ingest", "lines.jsonl", "--summary", "json")
    assert (done.returncode, summary_of(done)["new"], summary_of(done)["failed"]) == (1, 1, 1), done.stderr
    assert len(message_about("lines.jsonl line 1", done.stderr)) < 500


def test_odd_names_and_loops_of_folders(diplograph, tmp_path):
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "dangling.txt").symlink_to(tmp_path / "nowhere.txt")
    names = [
        b"with space.txt",
        b"two\nlines.txt",
        b"\xff\xfe.txt",
        "Ұлан 🕊.txt".encode(),
        b"-q.txt",
        b"{}*.txt",
    ]
    for number, name in enumerate(names):
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_text(f"{GOOD} It was day {number}.")  # noqa: PTH118
    done = diplograph("ingest", "press", "--jobs", "2", "--summary", "json")
    assert done.returncode == 1
    assert (summary_of(done)["new"], summary_of(done)["failed"]) == (len(names), 1), done.stderr
    message_about("press/dangling.txt", done.stderr)
    for arguments in (["articles", "--format", "json"], ["articles"], ["export", "nquads"], ["stats"]):
        assert diplograph(*arguments).returncode == 0, arguments


# -- stores ------------------------------------------------------------------------
def test_a_store_held_by_another_process(diplograph, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "store")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout.readline() == b"held\n"
        for arguments in (["ingest", "good.txt"], ["remove", "x"], ["quarantine", "retry"]):
            done = diplograph(*arguments)
            assert done.returncode == 1, arguments
            assert "another process" in message_about("store", done.stderr)
        assert diplograph("stats").returncode == 0  # who only reads need not wait
    assert diplograph("ingest", "good.txt").returncode == 0


def test_a_store_of_a_newer_format_and_no_store(diplograph, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    with open_writer(tmp_path / "store"):
        pass
    (tmp_path / "store" / "format").write_text("99\n")
    commands = (
        ["ingest", "good.txt"],
        ["stats"],
        ["query", "holders"],
        ["export", "gexf"],
        ["validate", "--store"],
    )
    for arguments in commands:
        done = diplograph(*arguments)
        assert (done.returncode, "99" in done.stderr) == (1, True), arguments
        assert "where: " in done.stderr
        assert "fix: " in done.stderr
    done = diplograph("ingest", "good.txt", "--store", "good.txt")
    assert (done.returncode, "good.txt" in done.stderr, "fix: " in done.stderr) == (1, True, True)
    assert (tmp_path / "good.txt").read_text() == GOOD
    for arguments in (["stats"], ["query", "holders"], ["export", "gexf"]):
        done = diplograph(*arguments, "--store", "nowhere")
        assert (done.returncode, "nowhere" in done.stderr, "fix: " in done.stderr) == (1, True, True)
    assert not (tmp_path / "nowhere").exists()


def test_a_full_disk_is_one_message_and_the_store_stays_sound(diplograph, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    assert diplograph("ingest", "good.txt").returncode == 0
    lines = [json.dumps({"text": GOOD.replace("3 May", f"{day} May")}) for day in range(4, 30)]
    (tmp_path / "more.jsonl").write_text("\n".join(lines))
    largest = max(path.stat().st_size for path in (tmp_path / "store").rglob("*") if path.is_file())

    def limit():  # a write beyond it fails as on a disk without space (EFBIG for ENOSPC)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 4096,) * 2)

    done = diplograph("ingest", "more.jsonl", "--jobs", "1", preexec_fn=limit)
    assert done.returncode == 1, done.stderr
    assert "could not be written" in message_about("store", done.stderr)
    assert "free" in done.stderr
    done = diplograph("ingest", "more.jsonl", "good.txt", "--summary", "json")
    assert done.returncode == 0, done.stderr
    assert summary_of(done)["new"] + summary_of(done)["unchanged"] == 27


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounts a file system")
def test_a_disk_that_is_really_full(diplograph, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        lines = [json.dumps({"text": GOOD.replace("3 May", f"{day} May") * 3}) for day in range(4, 30)]
        (tmp_path / "more.jsonl").write_text("\n".join(lines))
        done = diplograph("ingest", "more.jsonl", "--jobs", "1", "--store", "disk/store")
        assert done.returncode == 1, done.stderr
        assert "where: disk" in done.stderr, done.stderr
        assert "fix: " in done.stderr
    finally:
        subprocess.run(["umount", str(disk)], check=True)


# -- the terminal ------------------------------------------------------------------
def wait_for_articles(store, seconds=120):
    """Wait until a store has its first articles, while another process fills it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.1)
        with contextlib.suppress(sqlite3.Error):
            manifest = sqlite3.connect(f"file:{store}/manifest.sqlite?mode=ro", uri=True)
            with contextlib.closing(manifest):
                if manifest.execute("SELECT count(*) FROM articles").fetchone()[0]:
                    return
    raise AssertionError("no article was stored")


def test_an_interrupted_ingest_says_so_and_is_gone_on_with(diplograph, tmp_path):
    lines = [json.dumps({"text": f"{GOOD} It was call {number}. " + GOOD * 20}) for number in range(2000)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    process = subprocess.Popen(
        [*COMMAND, "ingest", "many.jsonl", "--jobs", "2", "--store", "store"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    wait_for_articles(tmp_path / "store")
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to the workers too
    _, stderr = process.communicate(timeout=60)
    assert b"Traceback" not in stderr, stderr.decode()
    assert (process.returncode, b"run the same command" in stderr) == (1, True), stderr.decode()
    assert diplograph("stats").returncode == 0


def test_a_reader_that_goes_away_early_is_no_error(diplograph, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    assert diplograph("ingest", "good.txt").returncode == 0
    for arguments in (
        ["export", "nquads"],
        ["export", "gexf"],
        ["annotate", "good.txt"],
        ["query", "holders"],
    ):
        read, write = os.pipe()
        os.close(read)
        process = subprocess.run(
            [*COMMAND, *arguments, *(["--store", "store"] if arguments[0] != "annotate" else [])],
            cwd=tmp_path,
            stdout=write,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(write)
        assert process.stderr == b"", arguments
        assert process.returncode in (0, 1, 141), arguments


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["export", "gexf", "-o", "no/such/folder/x.gexf"], 1, "no/such/folder"),
        (["export", "turtle", "-o", "."], 1, "fix:"),
        (["query", "holdres"], 1, "holders"),
        (["query", "no.rq"], 1, "fix:"),
        (["query", "--sparql", "SELECT nonsense"], 1, "fix:"),
        (["query", "holders", "-p", "colour=red"], 1, "fix:"),
        (["query", "holders", "-p", "nonsense"], 2, "name=value"),
        (["query", "holders", "--sparql", "ASK {}"], 2, "Usage"),
        (["query"], 2, "Usage"),
        (["show", "Nobody Atall"], 1, "Nobody Atall"),
        (["evidence", "nothing"], 1, "fix:"),
        (["ingest"], 2, "SOURCE"),
        (["ingest", "good.txt", "--jobs", "0"], 2, "--jobs"),
        (["ingest", "good.txt", "--min-confidence", "2"], 2, "--min-confidence"),
        (["ingest", "good.txt", "--drops", "no/such/drops"], 2, "no/such/drops"),
        (["ingest", "good.txt", "--base", "https://other.example/"], 1, "base"),
        (["ingest", "good.txt", "--extractor", "martian"], 1, "martian"),
        (["ingest", "good.txt", "--lexicon", "no.csv"], 1, "no.csv"),
        (["export", "dot"], 2, "dot"),
        (["frobnicate"], 2, "frobnicate"),
        (["validate", "good.txt", "--store"], 2, "Usage"),
        (["validate", "missing.ttl"], 1, "missing.ttl"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_asked_wrongly_is_said_so(asked, arguments, code, words):
    done = asked(*arguments)
    assert (done.returncode, words in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """Run a command beside a small store, in this process (twenty processes would be a minute)."""
    from click.testing import CliRunner

    from diplograph.cli import main

    folder = tmp_path_factory.mktemp("asked")
    (folder / "good.txt").write_text(GOOD)
    before = Path.cwd()
    os.chdir(folder)
    run = CliRunner(env={"DIPLOGRAPH_STORE": str(folder / "store")})
    assert run.invoke(main, ["ingest", "good.txt", "--jobs", "1"]).exit_code == 0

    class Done:
        def __init__(self, result):
            assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
            self.returncode, self.stderr = result.exit_code, result.output

    yield lambda *arguments: Done(run.invoke(main, list(arguments)))
    os.chdir(before)
