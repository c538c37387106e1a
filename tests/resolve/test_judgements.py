from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import minister, reading

from diplograph.errors import TableError
from diplograph.model import Entity
from diplograph.reference import load_reference
from diplograph.resolve import resolve_reading
from diplograph.resolve.judgements import Judgement, Judgements, parse_judgements, render_judgements

A, B, C = (f"person/{letter}-00000000" for letter in "abc")
KNOWN = "person/antonio-guterres"


def judged(*log):
    return Judgements(log, load_reference())


def test_a_merge_takes_the_known_or_else_the_lower_id():
    assert judged(Judgement(B, A, "positive")).entity(B, "k") == A
    assert judged(Judgement(A, KNOWN, "positive")).entity(A, "k") == KNOWN
    assert judged(Judgement(A, KNOWN, "positive")).redirects() == {A: KNOWN}


def test_a_merge_carries_on_and_is_undone_without_a_trace():
    log = [Judgement(A, B, "positive"), Judgement(B, C, "positive")]
    assert judged(*log).verdict(A, C) == "positive"
    undone = judged(*log, Judgement(C, B, "retracted"), Judgement(A, B, "retracted"))
    assert [undone.entity(id, "k") for id in (A, B, C)] == [A, B, C]
    assert undone.in_force == {}


def test_unsure_changes_nothing():
    assert judged(Judgement(A, B, "unsure")).entity(B, "k") == B
    assert judged(Judgement(A, B, "unsure")).verdict(B, A) == "unsure"


def test_a_split_is_of_one_article():
    split = judged(Judgement(A, A, "negative", article="k1"))
    assert split.entity(A, "k2") == A
    assert split.entity(A, "k1") not in (A, B)


def test_contradicting_judgements_are_refused():
    with pytest.raises(TableError, match="contradict"):
        judged(Judgement(A, B, "positive"), Judgement(B, C, "positive"), Judgement(A, C, "negative"))


def test_judgements_decide_what_is_resolved():
    reference = load_reference()
    one = resolve_reading(minister("Rufus Firefly", "a" * 16), reference)
    other = resolve_reading(reading(Entity("person:1", "Person", "R. Firefly"), key="b" * 16), reference)
    left = next(entity.id for entity in one.entities if entity.kind == "Person")
    right = other.entities[0].id
    judgements = Judgements([Judgement(left, right, "positive")], reference)
    merged = [
        resolve_reading(minister("Rufus Firefly", "a" * 16), reference, judgements),
        resolve_reading(
            reading(Entity("person:1", "Person", "R. Firefly"), key="b" * 16), reference, judgements
        ),
    ]
    people = {entity.id for found in merged for entity in found.entities if entity.kind == "Person"}
    assert people == {min(left, right)}


_IDS = st.sampled_from([A, B, C, KNOWN])
_LOG = st.lists(st.builds(Judgement, _IDS, _IDS, st.sampled_from(["positive", "unsure"])), max_size=6)


@given(_LOG, st.randoms(use_true_random=False))
def test_the_order_of_merges_changes_nothing(log, random):
    shuffled = list({one.about: one for one in log}.values())
    straight = judged(*shuffled)
    random.shuffle(shuffled)
    assert judged(*shuffled).redirects() == straight.redirects()


@given(_LOG)
def test_a_retracted_log_is_an_empty_one(log):
    taken_back = [Judgement(one.right, one.left, "retracted") for one in log]
    assert judged(*log, *taken_back).redirects() == {}


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(st.lists(st.builds(Judgement, _IDS, _IDS, st.just("positive"), by=_TEXT, why=_TEXT), max_size=4))
def test_a_log_comes_back_from_its_text(log):
    assert parse_judgements(render_judgements(log), "judgements.tsv") == tuple(log)


def test_a_bad_log_is_told():
    with pytest.raises(TableError, match="line 2"):
        parse_judgements(render_judgements([]) + "a\tb\n", "judgements.tsv")
