"""Judgements in a store: what they change, that no order matters, and that undoing leaves no trace."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.cli import main
from diplograph.errors import DiplographError, StoreError, TableError
from diplograph.graph import build_article_graph
from diplograph.model import Entity
from diplograph.pipeline import Options, ingest
from diplograph.pipeline.judging import (
    Signature,
    export_judgements,
    import_judgements,
    judge,
    split,
    undo,
)
from diplograph.pipeline.readings import Kept, pack_reading, unpack_reading
from diplograph.pipeline.resolving import bring_up_to_date, log_path
from diplograph.pipeline.settling import trace_rows
from diplograph.pipeline.waiting import list_waiting
from diplograph.pipeline.work import resolve, resolve_traced
from diplograph.store import ArticleRow, open_reader, open_writer

sys.path.insert(0, str(Path(__file__).parent / "resolve"))
from readings import minister, reading

BASE = "https://example.org/id/"
UNSIGNED = Signature()


def fill(store, readings, *, keep_text=True, log=None):
    """Store readings as an ingest does, one after another."""
    with open_writer(store, base=BASE) as writer:
        if log is not None:
            log_path(store).write_text(log)
        in_force = bring_up_to_date(writer)
        for one in readings:
            packed = pack_reading(Kept(one), with_text=not keep_text)
            found, traced = resolve_traced(one, (), in_force)
            graph = build_article_graph(found, BASE)
            article = one.article
            row = ArticleRow(
                article.key, article.id, article.origin, article.content_hash, claims=graph.claims
            )
            text = article.text if keep_text else None
            writer.replace_article(row, graph.nquads, text, packed, trace_rows(article.key, traced))
        bring_up_to_date(writer)


def quads(store):
    with open_reader(store) as reader:
        return sorted(map(str, reader.iter_quads()))


def people(store):
    with open_reader(store) as reader:
        rows = reader.query(
            "PREFIX dpo: <https://w3id.org/diplograph/ontology#>"
            " SELECT DISTINCT ?p { GRAPH ?g { ?p a dpo:Person . ?article a dpo:Article } } ORDER BY ?p"
        )
        return [row["p"].value.removeprefix(reader.base) for row in rows]


ARTICLES = [
    minister("Ada Orrel", "a" * 16, "Velmora"),
    reading(Entity("person:1", "Person", "Ada Orrel"), key="b" * 16),
    reading(Entity("person:1", "Person", "A. Orrel"), key="c" * 16),
]


@pytest.fixture
def store(tmp_path):
    fill(tmp_path / "store", ARTICLES)
    return tmp_path / "store"


def test_what_waits_is_accepted_and_undone_without_a_trace(store):
    before = quads(store)
    waiting, count = list_waiting(store)
    assert count == len(waiting) == 2
    _, lines = judge(store, "positive", [waiting[0].id], Signature("N. N.", "2024-05-03", "one minister"))
    assert len(people(store)) == 2
    assert list_waiting(store)[1] == 1
    assert any("is now" in line for line in lines)
    undo(store, [], UNSIGNED)
    assert quads(store) == before
    assert log_path(store).read_text().count("\n") == 3, "the log keeps both"


def test_the_sentences_stand_beside_each_other(store):
    waiting, _ = list_waiting(store)
    assert all(pair.left_quotes and pair.right_quotes for pair in waiting)
    assert waiting[0].left_quotes[0].source.endswith(("a" * 16, "b" * 16, "c" * 16))


def test_a_rejected_pair_waits_no_more(store):
    first, last = list_waiting(store)[0]
    judge(store, "negative", [first.left[0], first.right[0]], UNSIGNED)
    assert first.id not in [pair.id for pair in list_waiting(store)[0]]
    judge(store, "positive", [last.left[0], last.right[0]], UNSIGNED)
    before, (one, other) = quads(store), people(store)
    with pytest.raises(TableError, match="contradict"):
        judge(store, "positive", [one, other], UNSIGNED)
    assert quads(store) == before


def test_a_thing_keeps_its_iri_when_it_is_linked(store):
    before = people(store)
    judge(store, "positive", [before[0], "Q42"], UNSIGNED)
    assert people(store) == before
    assert any("entity/Q42" in quad and "sameAs" in quad for quad in quads(store))
    other = people(store)[1]
    judge(store, "positive", [other, "Q42"], UNSIGNED)
    assert len(people(store)) == len(before) - 1, "two of one item are one"


def test_one_article_can_be_split_off_what_was_merged(store):
    one, *others = people(store)
    for other in others:
        judge(store, "positive", [one, other], UNSIGNED)
    (kept,) = people(store)
    before = quads(store)
    split(store, kept, ["b" * 16], UNSIGNED)
    assert len(people(store)) == 2
    undo(store, [], UNSIGNED)
    assert quads(store) == before


def test_old_ids_lead_to_new_ones(store):
    waiting, _ = list_waiting(store)
    old = {waiting[0].left[0], waiting[0].right[0]}
    judge(store, "positive", [waiting[0].id], UNSIGNED)
    gone = (old - set(people(store))).pop()
    result = CliRunner().invoke(main, ["show", gone, "--store", str(store)])
    assert (old - {gone}).pop() in result.output


def test_a_mapping_set_brings_judgements_to_another_store(store, tmp_path):
    judge(store, "positive", [list_waiting(store)[0][0].id], Signature("N. N.", "", "why\tnot"))
    fill(tmp_path / "other", reversed(ARTICLES))
    text = export_judgements(store, "CC0")
    assert import_judgements(tmp_path / "other", text, "x")[:2] == (1, 0)
    assert quads(tmp_path / "other") == quads(store)
    assert import_judgements(tmp_path / "other", text, "x")[:2] == (0, 1)


def test_the_log_may_be_edited_by_hand(store):
    before = quads(store)
    judge(store, "positive", [list_waiting(store)[0][0].id], UNSIGNED)
    log_path(store).unlink()
    fill(store, [])
    assert quads(store) == before


def test_a_damaged_log_is_told_and_changes_nothing(store):
    before = quads(store)
    log_path(store).write_text("left\tright\nnonsense\n")
    result = CliRunner().invoke(main, ["resolve", "list", "--store", str(store)])
    assert result.exit_code == 1
    assert "judgements.tsv" in result.output
    with pytest.raises(TableError):
        fill(store, [])
    assert quads(store) == before


def test_commands_say_what_is_wrong(store):
    for arguments in (
        ["accept", "ffffff"],
        ["undo"],
        ["accept", "Nobody", "Ada Orrel"],
        ["split", "Ada Orrel", "x"],
    ):
        result = CliRunner().invoke(main, ["resolve", *arguments, "--store", str(store)])
        assert result.exit_code == 1, arguments
        assert result.output.startswith("Error: "), arguments
        assert "fix:" in result.output, arguments


@pytest.mark.slow
def test_any_order_and_any_number_of_jobs_give_the_same_quads(tmp_path):
    for number, (who, where) in enumerate(
        [("Ada Orrel", "Oslo"), ("Ada Orrel", "Lima"), ("Tuv Hald", "Oslo"), ("Ada Orrel", "Bern")]
    ):
        (tmp_path / f"{number}.txt").write_text(f"Talks\n\n{who} spoke in {where} on 3 May 2024.\n")
    sources = sorted(map(str, tmp_path.glob("*.txt")))
    first, second = tmp_path / "first", tmp_path / "second"
    ingest(sources, first, Options(jobs=1))
    while list_waiting(first)[1]:
        judge(first, "positive", [list_waiting(first)[0][0].id], UNSIGNED)
    second.mkdir()
    log_path(second).write_text(log_path(first).read_text())
    ingest(sources[::-1], second, Options(jobs=2, chunk=1, keep_text=False))
    assert log_path(first).read_text().count("positive") >= 2
    assert quads(second) == quads(first)


# -- properties ----------------------------------------------------------------
_NAMES = st.sampled_from(["Ada Orrel", "A. Orrel", "Orrel", "Tuv Hald", "Tuv M. Hald"])
_CORPUS = st.lists(st.tuples(_NAMES, st.sampled_from(["Velmora", "Ostreva", ""])), min_size=2, max_size=5)
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["positive", "negative", "split", "undo"]), st.integers(0, 9), st.integers(0, 9)
    ),
    max_size=5,
)


def _corpus(rows):
    made = []
    for number, (name, state) in enumerate(rows):
        key = f"{number:016x}"
        made.append(
            minister(name, key, state) if state else reading(Entity("person:1", "Person", name), key=key)
        )
    return made


def _take(store, step, keys):
    """One decision, as a person may make it; what is refused changes nothing."""
    verdict, one, other = step
    ids = people(store)
    left, right = ids[one % len(ids)], ids[other % len(ids)]
    with suppress(DiplographError):
        if verdict == "undo":
            undo(store, [], UNSIGNED)
        elif verdict == "split":
            split(store, left, [keys[other % len(keys)]], UNSIGNED)
        else:
            judge(store, verdict, [left, right], UNSIGNED)


@settings(max_examples=25, deadline=None)
@given(_CORPUS, _STEPS, st.randoms(use_true_random=False), st.booleans())
def test_quads_follow_from_articles_and_judgements_alone(rows, steps, random, keep_text):
    articles = _corpus(rows)
    with TemporaryDirectory() as folder:
        first, second = Path(folder, "first"), Path(folder, "second")
        fill(first, articles, keep_text=keep_text)
        for step in steps:
            _take(first, step, [one.article.key for one in articles])
        log = log_path(first).read_text() if log_path(first).exists() else None
        random.shuffle(articles)
        half = random.randrange(len(articles) + 1)
        fill(second, articles[:half])
        fill(second, articles[half:], log=log)  # the judgements come when half of the articles are there
        assert quads(second) == quads(first)


@settings(max_examples=25, deadline=None)
@given(_CORPUS, _STEPS, st.integers(0, 9), st.integers(0, 9))
def test_a_merge_is_undone_without_a_trace(rows, steps, one, other):
    articles = _corpus(rows)
    with TemporaryDirectory() as folder:
        store = Path(folder, "store")
        fill(store, articles)
        for step in steps:
            _take(store, step, [one.article.key for one in articles])
        before, ids = quads(store), people(store)
        left, right = ids[one % len(ids)], ids[other % len(ids)]
        log = log_path(store).read_text() if log_path(store).exists() else ""
        _take(store, ("positive", one, other), [])
        made = log_path(store).read_text() if log_path(store).exists() else ""
        if made != log and left != right and not _held(log, left, right):
            undo(store, [left, right], UNSIGNED)
            assert quads(store) == before


def _held(log, left, right):
    """Whether the pair was judged otherwise before, which accepting replaces."""
    return any({left, right} == set(line.split("\t")[:2]) for line in log.splitlines())


# -- readings ------------------------------------------------------------------
@given(_CORPUS, st.floats(0, 1))
def test_a_reading_comes_back(rows, minimum):
    for one in _corpus(rows):
        kept = Kept(one, minimum, "tables")
        assert unpack_reading(pack_reading(kept, with_text=False), one.article.text, "x") == kept


def test_a_real_reading_comes_back_and_gives_the_same_graph_without_its_text(reader):
    from diplograph.article import parse_article
    from diplograph.model import RawDocument

    text = (
        "Foreign Minister Ansa Orrel of Norway, who will leave on 3 May 2024, met Prime Minister Tuv Hald of"
        " Denmark in Oslo.\n\n“We will not sign,” Orrel said. It was mild all week long in the hills."
        "\n\nThe press service of Norway's Foreign Ministry confirmed it. It rained afterwards, they added.\n"
    )
    article = parse_article(RawDocument(text * 3, "text/plain", "x.txt", {"published": "2024-05-06"}))
    (one,) = reader.iter_readings([article])
    assert one.events
    assert one.statements
    assert unpack_reading(pack_reading(Kept(one), with_text=False), article.text, "x").reading == one
    black = unpack_reading(pack_reading(Kept(one), with_text=True), None, "x").reading
    assert build_article_graph(resolve(black), BASE).nquads == build_article_graph(resolve(one), BASE).nquads
    assert "long in the hills" not in black.article.text


def test_a_damaged_reading_is_told():
    packed = pack_reading(Kept(ARTICLES[0]), with_text=True)
    for broken in (packed[:20], b"", replace(Kept(ARTICLES[0])).tables.encode()):
        with pytest.raises(StoreError, match="cannot be read back"):
            unpack_reading(broken, None, "x")
