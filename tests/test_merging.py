"""Rules that merge people of several articles: in any order the same quads, and all of it can be undone."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplograph.cli import main
from diplograph.errors import DiplographError
from diplograph.model import Entity
from diplograph.pipeline import remove_articles
from diplograph.pipeline.judging import judge, split, undo
from diplograph.pipeline.resolving import bring_up_to_date, log_path
from diplograph.pipeline.waiting import list_merged, list_waiting
from diplograph.store import open_reader, open_writer
from test_judging import BASE, UNSIGNED, fill, people, quads

sys.path.insert(0, str(Path(__file__).parent / "resolve"))
from readings import holding, reading

FRIENDS = ("Tuv Hald", "Ona Meer", "Ib Sund")


def article(number: int, name="Ada Orrel", friends=FRIENDS[:2], state="", year=2024):
    """An article on somebody, perhaps a senator, and on others who are named in full."""
    entities = [Entity("person:0", "Person", name)]
    entities += [Entity(f"person:{place}", "Person", friend) for place, friend in enumerate(friends, 1)]
    holdings = ()
    if state:
        entities.append(Entity("state:1", "State", state))
        entities.append(Entity("post:1", "Post", "Senator", state="state:1", role="Senator"))
        holdings = (holding("person:0", "post:1"),)
    found = reading(*entities, key=f"{number:016x}", holdings=holdings)
    return replace(found, article=replace(found.article, published=str(year)))


def orrels(store):
    return [id for id in people(store) if "orrel" in id]


@pytest.fixture
def store(tmp_path):
    fill(tmp_path / "store", [article(1), article(2), article(3, state="Velmora")])
    return tmp_path / "store"


def test_one_person_in_several_articles_is_one_thing(store):
    assert len(orrels(store)) == 1
    assert len(people(store)) == 3


def test_a_name_alone_waits_and_says_so_in_the_graph(tmp_path):
    fill(tmp_path / "store", [article(1, friends=()), article(2, friends=())])
    assert len(orrels(tmp_path / "store")) == 2
    assert list_waiting(tmp_path / "store")[1] == 1
    with open_reader(tmp_path / "store") as reader:
        rows = reader.query(
            "PREFIX dpo: <https://w3id.org/diplograph/ontology#> PREFIX dct: <http://purl.org/dc/terms/>"
            " SELECT ?by { ?j a dpo:Judgement ; dpo:verdict 'unsure' ; dct:creator ?by }"
        )
        assert [row["by"].value for row in rows] == ["rule:same-name"]


def test_what_was_merged_is_told_with_its_reason_and_its_sentences(store):
    merged, count = list_merged(store)
    assert count == len(merged) == 6
    pair = next(pair for pair in merged if "orrel" in pair.left[0])
    assert "named together with" in pair.reasons[0]
    assert "rule:same-name-and-company" in pair.reasons[0]
    assert pair.left_quotes
    assert pair.right_quotes
    assert pair.left_quotes != pair.right_quotes
    result = CliRunner().invoke(main, ["resolve", "merged", "--store", str(store), "--format", "csv"])
    assert result.output.count("rule:same-name") == 6


def test_old_ids_lead_to_the_one_in_use(store):
    (kept,) = orrels(store)
    gone = {id for pair in list_merged(store)[0] for id, _ in (pair.left, pair.right) if "orrel" in id} - {
        kept
    }
    assert len(gone) == 2
    for id in gone:
        assert kept in CliRunner().invoke(main, ["show", id, "--store", str(store)]).output


def test_a_rejected_merge_is_parted_and_undo_merges_again(store):
    before = quads(store)
    pairs = [pair for pair in list_merged(store)[0] if "orrel" in pair.left[0]]
    judge(store, "negative", [pairs[0].id], UNSIGNED)
    assert len(orrels(store)) > 1
    assert {pairs[0].left[0], pairs[0].right[0]} <= set(orrels(store))
    undo(store, [], UNSIGNED)
    assert quads(store) == before


def test_an_article_is_split_off_what_a_rule_merged(store):
    before = quads(store)
    (kept,) = orrels(store)
    split(store, kept, [f"{2:016x}"], UNSIGNED)
    assert len(orrels(store)) == 2
    undo(store, [], UNSIGNED)
    assert quads(store) == before


def test_a_link_to_an_item_goes_to_all_that_are_merged(store):
    before = quads(store)
    judge(store, "positive", [orrels(store)[0], "Q42"], UNSIGNED)
    with open_reader(store) as reader:
        linked = [q for q in map(str, reader.iter_quads()) if "sameAs" in q and "entity/Q42" in q]
    assert len(linked) == 3, "each of the three articles says so"
    undo(store, [], UNSIGNED)
    assert quads(store) == before


def test_removing_an_article_gives_what_the_others_give(store, tmp_path):
    fill(tmp_path / "other", [article(1), article(2)])
    remove_articles(store, [f"{3:016x}"])
    assert quads(store) == quads(tmp_path / "other")


def test_an_import_that_comes_and_goes_leaves_what_was_before(tmp_path):
    store, table = tmp_path / "store", tmp_path / "senators.csv"
    fill(store, [article(1), article(2), article(3, state="Andorra")])
    before = quads(store)
    table.write_text("person,person_wikidata,position,jurisdiction\nAda Orrel,Q990000003,Senator,Andorra\n")
    command = ["reference", "import", str(table), "--source", "invented", "--licence", "CC0-1.0"]
    result = CliRunner().invoke(main, [*command, "--language", "en", "--store", str(store)])
    assert result.exit_code == 0, result.output
    assert any("sameAs" in quad and "Q990000003" in quad for quad in quads(store))
    CliRunner().invoke(main, ["reference", "remove", "senators", "--store", str(store)])
    assert quads(store) == before


def test_a_namesake_that_comes_later_parts_nobody_wrongly(store):
    fill(store, [article(4, state="Ostreva", friends=("Eli Vang",))])
    assert len(orrels(store)) == 2


@pytest.mark.parametrize("step", ["settle_rules", "rewrite_articles", "are_resolved", "put_traces"])
def test_a_writer_killed_over_it_is_finished_by_the_next(tmp_path, monkeypatch, step):
    articles = [article(number) for number in range(4)]
    fill(tmp_path / "whole", articles)
    judge(tmp_path / "whole", "negative", [list_merged(tmp_path / "whole")[0][0].id], UNSIGNED)
    store = tmp_path / "store"
    fill(store, articles[:2])
    log_path(store).write_text(log_path(tmp_path / "whole").read_text())
    from diplograph.store.embedded import EmbeddedWriter

    with monkeypatch.context() as patch:
        patch.setattr(EmbeddedWriter, step, _die)
        with suppress(KeyboardInterrupt):
            fill(store, articles[2:])
    fill(store, articles[2:])
    assert quads(store) == quads(tmp_path / "whole")


def test_the_union_of_all_graphs_has_each_triple_that_one_of_them_has(store):
    for _ in range(2):
        with open_reader(store) as reader:
            said = {str(quad.triple) for quad in reader.iter_quads()}
            union = [str(row[0]) + str(row[1]) + str(row[2]) for row in reader.query("SELECT * { ?s ?p ?o }")]
            assert len(union) == len(set(union)) == len(said)
        judge(store, "negative", [list_merged(store)[0][0].id], UNSIGNED)


def _die(*_):
    raise KeyboardInterrupt


# -- properties ----------------------------------------------------------------
_ROW = st.tuples(
    st.sampled_from(["Ada Orrel", "Ada Orrel", "Ada B. Orrel", "Ada C. Orrel", "Tuv Hald"]),
    st.lists(st.sampled_from(FRIENDS), unique=True, max_size=3).map(tuple),
    st.sampled_from(["", "", "Velmora", "Ostreva"]),
    st.sampled_from([2009, 2023, 2024]),
)
_CORPUS = st.lists(_ROW, min_size=2, max_size=6)
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["positive", "negative", "part", "split", "undo"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    max_size=4,
)


def _corpus(rows):
    made = []
    for number, (name, friends, state, year) in enumerate(rows):
        made.append(article(number, name, tuple(one for one in friends if one != name), state, year))
    return made


def _take(store, step, keys):
    """One decision, as a person may make it; what is refused changes nothing."""
    verdict, one, other = step
    ids = people(store)
    left, right = ids[one % len(ids)], ids[other % len(ids)]
    with suppress(DiplographError):
        if verdict == "undo":
            undo(store, [], UNSIGNED)
        elif verdict == "part":
            merged, _ = list_merged(store)
            if merged:
                judge(store, "negative", [merged[one % len(merged)].id], UNSIGNED)
        elif verdict == "split":
            split(store, left, [keys[other % len(keys)]], UNSIGNED)
        else:
            judge(store, verdict, [left, right], UNSIGNED)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_CORPUS, _STEPS, st.randoms(use_true_random=False))
def test_quads_follow_from_articles_and_judgements_alone(rows, steps, random):
    articles = _corpus(rows)
    with TemporaryDirectory() as folder:
        first, second, third = (Path(folder, name) for name in ("first", "second", "third"))
        fill(first, articles)
        for step in steps:
            _take(first, step, [one.article.key for one in articles])
        log = log_path(first).read_text() if log_path(first).exists() else None
        random.shuffle(articles)
        half = random.randrange(len(articles) + 1)
        fill(second, articles[:half])
        fill(second, articles[half:], log=log)
        assert quads(second) == quads(first)
        for one in articles:
            fill(third, [one])
        fill(third, [], log=log)
        fill(third, articles)
        assert quads(third) == quads(first)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    _CORPUS, _STEPS, st.tuples(st.sampled_from(["positive", "part"]), st.integers(0, 9), st.integers(0, 9))
)
def test_a_decision_is_undone_without_a_trace(rows, steps, last):
    articles = _corpus(rows)
    with TemporaryDirectory() as folder:
        store = Path(folder, "store")
        fill(store, articles)
        for step in steps:
            _take(store, step, [one.article.key for one in articles])
        before, held = quads(store), _log(store)
        _take(store, last, [])
        made = _log(store)[len(held) :]
        if made and not any({*made[0].split("\t")[:2]} == {*line.split("\t")[:2]} for line in held):
            undo(store, made[0].split("\t")[:2], UNSIGNED)
            assert quads(store) == before


def _log(store):
    return log_path(store).read_text().splitlines()[1:] if log_path(store).exists() else []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_CORPUS, st.integers(0, 9))
def test_an_article_taken_out_leaves_what_the_others_give(rows, number):
    articles = _corpus(rows)
    with TemporaryDirectory() as folder:
        store, other = Path(folder, "store"), Path(folder, "other")
        fill(store, articles)
        gone = articles.pop(number % len(articles))
        remove_articles(store, [gone.article.key])
        fill(other, articles)
        assert quads(store) == quads(other)


def test_a_store_of_before_there_were_rules_is_decided_when_it_is_next_written(store):
    before = quads(store)
    with open_writer(store, base=BASE) as writer:
        writer.put_note("rules", "of before")
    with open_writer(store, base=BASE) as writer:
        bring_up_to_date(writer)
    assert quads(store) == before
