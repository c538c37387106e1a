"""Asking which item a thing is: csv-reconcile as a real service on loopback, and a server that misbehaves.

csv-reconcile runs in an environment of its own, whose folder DIPLOGRAPH_RECONCILE_VENV names
(``python -m venv DIR && DIR/bin/pip install csv-reconcile==0.3.2``); without it, what needs it is skipped.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import threading
import time
import urllib.parse
import urllib.request
from dataclasses import replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from readings import Entity, minister, reading

from diplograph.cli import main
from diplograph.errors import SourceError
from diplograph.graph import build_article_graph
from diplograph.pipeline.readings import Kept, pack_reading
from diplograph.pipeline.reconciling import make_fetch, reconcile
from diplograph.pipeline.resolving import apply_log, load_log
from diplograph.pipeline.work import resolve
from diplograph.reference import load_reference
from diplograph.resolve import Judgement
from diplograph.resolve.reconcile import (
    Answers,
    Asked,
    Candidate,
    Question,
    Service,
    make_question,
    parse_manifest,
    parse_results,
    render_questions,
    weigh,
)
from diplograph.store import ArticleRow, open_reader, open_writer

SCHEMA = json.loads((Path(__file__).parent / "reconciliation.schema.json").read_text(encoding="utf-8"))
ITEMS = """item\tname
Q9000001\tRufus Firefly
Q9000002\tGloria Teasdale
Q9000003\tGloria Teasdale
Q9000004\tSylvania Herring Board
"""
MANIFEST = {
    "versions": ["0.1", "0.2"],
    "name": "Invented items",
    "identifierSpace": "http://www.wikidata.org/entity/",
    "schemaSpace": "http://www.wikidata.org/prop/direct/",
}


def check(part: str, message) -> None:
    jsonschema.validate(message, {**SCHEMA, "$ref": f"#/$defs/{part}"})


# -- a store -------------------------------------------------------------------
def put(store: Path, *readings) -> None:
    with open_writer(store) as writer:
        for one in readings:
            article = replace(one.article, content_hash=sha256(one.article.text.encode()).hexdigest())
            one = replace(one, article=article)  # noqa: PLW2901 - the same, with its hash
            graph = build_article_graph(resolve(one), writer.base)
            row = ArticleRow(article.key, article.id, article.origin, article.content_hash)
            writer.replace_article(row, graph.nquads, article.text, pack_reading(Kept(one), with_text=False))


def links(store: Path) -> dict[str, str]:
    with open_reader(store) as reader:
        rows = reader.query(
            "SELECT DISTINCT ?thing ?item WHERE { GRAPH ?g { ?thing"
            " <http://www.w3.org/2002/07/owl#sameAs> ?item } }"
        )
        return {
            row["thing"].value.removeprefix(reader.base): row["item"].value.rpartition("/")[2] for row in rows
        }


def quads(store: Path) -> list[str]:
    with open_reader(store) as reader:
        return sorted(map(str, reader.iter_quads()))


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "store"
    put(
        folder,
        minister("Rufus Firefly", "a" * 16),
        minister("Gloria Teasdale", "b" * 16),
        reading(Entity("organization:1", "Organization", "Sylvania Herring Board"), key="c" * 16),
        reading(Entity("person:1", "Person", "Pinky"), key="d" * 16),
    )
    return folder


# -- csv-reconcile -------------------------------------------------------------
@pytest.fixture(scope="module")
def csv_reconcile(tmp_path_factory):
    """A running service and its address."""
    program = Path(os.environ.get("DIPLOGRAPH_RECONCILE_VENV", "")) / "bin" / "csv-reconcile"
    if not program.is_absolute() or not program.exists():
        pytest.skip("DIPLOGRAPH_RECONCILE_VENV names no environment with csv-reconcile")
    folder = tmp_path_factory.mktemp("service")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "items.tsv").write_text(ITEMS, encoding="utf-8")
    settings = f'SERVER_NAME = "127.0.0.1:{port}"\nMANIFEST = {MANIFEST!r}\nTHRESHOLD = 40.0\n'
    (folder / "settings.py").write_text(settings, encoding="utf-8")
    init = [program, "init", "--config", "settings.py", "items.tsv", "item", "name"]
    subprocess.run(init, cwd=folder, check=True, capture_output=True)
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([program, "serve"], cwd=folder, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}/reconcile"
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(url, timeout=5).close()
                break
            except OSError:
                assert process.poll() is None, (folder / "log").read_text()
                time.sleep(0.05)
        yield url
    finally:
        process.kill()
        process.wait()


def test_csv_reconcile_and_we_speak_as_specified(csv_reconcile):
    def ask(form):
        content = None if form is None else urllib.parse.urlencode(form).encode()
        with urllib.request.urlopen(csv_reconcile, content, timeout=10) as reply:
            return reply.read()

    manifest = ask(None)
    check("manifest-0.2", json.loads(manifest))
    assert parse_manifest(manifest, "").version == "0.2"
    questions = [Question("Rufus Firefly", ("Q5",), (("P27", "Q1"),)), Question("Nobody At All")]
    form = render_questions(questions)
    check("queries", json.loads(form["queries"]))
    results = ask(form)
    check("results", json.loads(results))
    firefly, nobody = parse_results(results, 2, "")
    assert [(one.id, one.match) for one in firefly] == [("Q9000001", True)]
    assert nobody == ()


def test_what_is_certain_is_linked_and_what_is_not_waits(csv_reconcile, store):
    for kind in ("Person", "Organization"):
        result = reconcile(store, csv_reconcile, kind=kind, allow_private=True, pause=0)
    people = {id: item for id, item in links(store).items() if not id.startswith("state/")}
    assert sorted(people.values()) == ["Q9000001", "Q9000004"]
    with open_reader(store) as reader:
        claims = reader.query(
            "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>"
            " PREFIX dpo: <https://w3id.org/diplograph/ontology#>"
            " SELECT ?rule ?confidence WHERE { ?claim rdf:predicate <http://www.w3.org/2002/07/owl#sameAs> ;"
            " rdf:object <http://www.wikidata.org/entity/Q9000001> ; dpo:rule ?rule ;"
            " dpo:confidence ?confidence ; dpo:evidence ?words }"
        )
        assert [row["rule"].value for row in claims] == ["link.judgement"]
    unsure = [one for one in load_log(store) if one.verdict == "unsure"]
    assert sorted(one.right for one in unsure) == ["wikidata/Q9000002", "wikidata/Q9000003"]
    assert all("csv" not in one.by and "Invented items" in one.why and "score" in one.why for one in unsure)
    assert result.unasked == 0
    assert reconcile(store, csv_reconcile, kind="Person", allow_private=True, pause=0).unasked == 1


def test_the_second_time_needs_no_network_and_changes_nothing(csv_reconcile, store):
    reconcile(store, csv_reconcile, kind="Person", allow_private=True, pause=0)
    before, log = quads(store), load_log(store)
    again = reconcile(store, csv_reconcile, kind="Person", pause=0)  # private: any request would be refused
    assert (again.requests, again.added, again.retracted) == (0, 0, 0)
    assert (quads(store), load_log(store)) == (before, log)


def test_an_untyped_answer_is_not_taken_unless_the_user_vouches(csv_reconcile, store):
    reconcile(store, csv_reconcile, allow_private=True, pause=0)
    assert not any(item.startswith("Q9") for item in links(store).values())
    assert any("kind of thing" in one.why for one in load_log(store))


def test_two_things_with_one_item_are_not_joined(csv_reconcile, store):
    reconcile(store, csv_reconcile, kind="Person", allow_private=True, pause=0)
    assert "Q9000001" in links(store).values()
    put(store, minister("Rufus Firefly", "e" * 16, state="Osterlich"))
    reconcile(store, csv_reconcile, kind="Person", allow_private=True, pause=0)
    assert "Q9000001" not in links(store).values()
    pairs = [one for one in load_log(store) if one.verdict == "unsure" and "both may be Q9000001" in one.why]
    assert len(pairs) == 1


def test_what_a_person_judged_stands(csv_reconcile, store):
    with open_reader(store) as reader:
        iri = next(iter(reader.query("SELECT ?s WHERE { ?s ?p 'Rufus Firefly'@en }")))["s"].value
        id = iri.removeprefix(reader.base)
    no = Judgement(id, "wikidata/Q9000001", "negative", by="Ambassador Trentino")
    with open_writer(store) as writer:
        apply_log(writer, (no,), save=True)
    reconcile(store, csv_reconcile, kind="Person", allow_private=True, pause=0)
    assert "Q9000001" not in links(store).values()
    assert [one for one in load_log(store) if one.about == no.about] == [no]


def test_the_command_prints_what_would_follow(csv_reconcile, store):
    command = ["reconcile", csv_reconcile, "--store", str(store), "--pause", "0", "--kind", "person"]
    refused = CliRunner().invoke(main, command)
    assert refused.exit_code == 1
    assert "--allow-private" in refused.stderr
    shown = CliRunner().invoke(main, [*command, "--allow-private", "--dry-run", "--format", "jsonl"])
    assert shown.exit_code == 0, shown.output
    row = next(json.loads(line) for line in shown.stdout.splitlines() if "Firefly" in line)
    assert (row["same"], row["verdict"]) == ("wikidata/Q9000001", "positive")
    assert load_log(store) == ()


def test_ingest_asks_when_it_is_told_to(csv_reconcile, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text("Foreign Minister Rufus Firefly of Kazakhstan met reporters in Astana on Monday.\n")
    command = ["ingest", str(article), "--store", str(tmp_path / "store"), "--jobs", "1", "--allow-private"]
    told = CliRunner().invoke(main, [*command, "--reconcile", csv_reconcile])
    assert told.exit_code == 0, told.output
    assert "asked about: 1, in 2 requests" in told.stderr
    assert "links: 0, unsure: 1" in told.stderr


# -- a service that misbehaves ---------------------------------------------------
class _Moody(BaseHTTPRequestHandler):
    """Answers what ``server.script`` says, in turn: (status, headers, body) or None for a right answer."""

    def do_GET(self):
        self._send(200, {}, self.server.manifest)

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        queries = json.loads(form["queries"][0])
        self.server.seen.append((queries, self.headers["User-Agent"]))
        answer = self.server.script.pop(0) if self.server.script else None
        if answer is None:
            found = [{"id": "Q1", "name": "x", "score": 1, "match": False, "type": [{"id": "Q5"}, "Q6"]}]
            answer = (200, {}, {key: {"result": found} for key in queries})
        self._send(*answer)

    def _send(self, status, headers, body):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def moody(tmp_path):
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Moody)
    server.script, server.seen, server.manifest = [], [], {**MANIFEST, "batchSize": 3}
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    with Answers(tmp_path / "answers.sqlite") as answers:
        server.answers = answers
        server.service = Service(
            f"http://127.0.0.1:{server.server_port}/", make_fetch(allow_private=True), answers, pause=0
        )
        yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_questions_go_in_batches_and_none_goes_twice(moody):
    questions = [Question(name) for name in "abcdefga"]
    found = moody.service.ask(questions)
    assert [len(queries) for queries, _ in moody.seen] == [3, 3, 1]
    assert len(found) == 7
    assert found[Question("a")] == (Candidate("Q1", "x", 1.0, False, ("Q5", "Q6")),)
    assert moody.service.ask(questions) == found
    assert len(moody.seen) == 3
    assert moody.seen[0][1].startswith("Diplograph/")


def test_a_busy_service_is_asked_again_and_a_broken_one_is_not(moody):
    moody.script = [(429, {"Retry-After": "0"}, b""), (503, {}, b"")]
    assert moody.service.ask([Question("a")])
    assert len(moody.seen) == 3
    moody.script = [None, (500, {}, b""), (500, {}, b""), (500, {}, b""), (500, {}, b"")]
    with pytest.raises(SourceError, match="answers 500"):
        moody.service.ask([Question(name) for name in "bcde"])
    assert moody.answers.find(moody.service.url, Question("b")), "what was answered before is kept"
    moody.script = [(429, {"Retry-After": "86400"}, b"")]
    with pytest.raises(SourceError, match="left alone"):
        moody.service.ask([Question("f")])
    moody.script = [(301, {"Location": "https://example.org/there"}, b"")]
    with pytest.raises(SourceError, match="moved to"):
        moody.service.ask([Question("g")])


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        [],
        {},
        {"q0": {}},
        {"q0": {"result": [1]}},
        {"q0": {"result": [{"id": "Q1", "name": "x", "score": "high"}]}},
        {"q0": {"result": [{"name": "x", "score": 1}]}},
        {"q0": {"result": [{"id": "Q1", "name": "x", "score": 1, "type": "Q5"}]}},
    ],
)
def test_an_answer_that_is_none_is_an_error_and_not_kept(moody, body):
    moody.script = [(200, {}, body)]
    with pytest.raises(SourceError, match="understand"):
        moody.service.ask([Question("a")])
    assert moody.answers.find(moody.service.url, Question("a")) is None


def test_manifests_of_either_version_are_read_and_others_refused():
    old = {key: value for key, value in MANIFEST.items() if key != "versions"}
    check("manifest-0.1", old)
    assert parse_manifest(json.dumps(old), "").version == "0.1"
    assert parse_manifest(json.dumps({**old, "versions": ["0.2"]}), "").version == "0.2"
    for bad in ({**old, "versions": ["1.0"]}, {"name": "x"}, {**old, "name": None}):
        with pytest.raises(SourceError):
            parse_manifest(json.dumps(bad), "")


# -- weighing --------------------------------------------------------------------
def person(id: str, name: str = "Rufus Firefly") -> Asked:
    return Asked(f"person/{id}", "Person", (name,))


def verdicts(*answers, **more) -> dict[tuple[str, str], str]:
    found = weigh(answers, "service", load_reference(), **more)
    return {(one.left, one.right): one.verdict for one in found}


def sure(item="Q9000001", name="Rufus Firefly", match=True, types=("Q5",)) -> Candidate:
    return Candidate(item, name, 100.0, match, types)


LINK = ("person/a", "wikidata/Q9000001")


def test_a_link_needs_certainty_one_candidate_the_kind_and_the_name():
    assert verdicts((person("a"), (sure(),))) == {LINK: "positive"}
    assert verdicts((person("a"), (sure("http://www.wikidata.org/entity/Q9000001"),))) == {LINK: "positive"}
    assert verdicts((person("a"), (sure(match=False),))) == {LINK: "unsure"}
    assert set(verdicts((person("a"), (sure(), sure("Q9000002")))).values()) == {"unsure"}
    assert verdicts((person("a"), (sure(name="Bob Roland"),))) == {LINK: "unsure"}
    assert verdicts((person("a"), (sure(types=("Q515",)),))) == {}
    assert verdicts((person("a"), (sure("viaf:12"),))) == {}
    assert verdicts((person("a"), (sure(name="Bob Roland", match=False),))) == {}


def test_an_item_that_the_reference_or_a_judgement_gave_away_is_a_question():
    guterres = next(one for one in load_reference() if one.id == "person/antonio-guterres")
    found = verdicts((person("a", guterres.name), (sure(guterres.wikidata, guterres.name),)))
    assert set(found.values()) == {"unsure"}
    assert ("person/a", guterres.id) in found
    assert set(verdicts((person("a"), (sure(),)), linked={"Q9000001": "person/z"}).values()) == {"unsure"}


def test_the_states_of_a_thing_go_with_the_question():
    question = make_question(Asked("person/a", "Person", ("Rufus Firefly",), ("Q232",)))
    check("queries", json.loads(render_questions([question])["queries"]))
    assert question.properties == (("P27", "Q232"),)


@given(st.permutations("abcd"), st.sets(st.sampled_from("abcd"), min_size=1))
def test_order_does_not_count_and_no_item_is_given_twice(order, same):
    answers = [(person(id), (sure() if id in same else sure(f"Q900001{'abcd'.index(id)}"),)) for id in order]
    found = verdicts(*answers)
    assert found == verdicts(*sorted(answers, key=lambda one: one[0].id))
    given = [right for (_, right), verdict in found.items() if verdict == "positive"]
    assert len(given) == len(set(given)) == (4 if len(same) == 1 else 4 - len(same))
