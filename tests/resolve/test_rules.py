"""Who is merged across articles, who waits for a person, and who is kept apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplograph.resolve.rules import Person, decide
from diplograph.resolve.traces import Trace, name_block, parse_trace, render_trace

COMPANY = ("name/tuv hald", "name/ona meer")


def person(id, name="Ada Orrel", *, near=(), year=2024, key=None, **more):
    sets = {kind: frozenset(values) for kind, values in more.items() if kind != "gender"}
    trace = Trace((name,), year, gender=more.get("gender"), **sets)
    return Person(f"person/{id}", {key or f"article-{id}": trace}, {key or f"article-{id}": tuple(near)})


def decided(*people, apart=(), often=None):
    found = decide(people, lambda a, b: {a, b} in apart, lambda name: (often or {}).get(name, 1))
    return found.merged, {one.verdict for one in found.judgements}


MERGED = {"person/b": "person/a"}
OFFICE = {"offices": ["Senator of state/velmora"], "ranks": ["Senator in state/velmora"]}
PARTY = {"bodies": ["organization/reds"], "parties": ["organization/reds"]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"near": COMPANY}, {"near": COMPANY}),
        (OFFICE, OFFICE),
        ({**PARTY, "near": COMPANY[:1]}, {**PARTY, "near": COMPANY[:1]}),
        (
            {"ranks": ["Senator in state/x"], "offices": ["Senator of organization/senate"]},
            {"ranks": ["Senator in state/x"], "offices": ["Senator of state/x"]},
        ),
        (
            {"near": [COMPANY[0], "place/arn", "organization/court"]},
            {"near": [COMPANY[0], "place/arn", "organization/court"]},
        ),
    ],
    ids=[
        "company",
        "office",
        "party and company",
        "role in one state",
        "one in company, and the same matter",
    ],
)
def test_strong_evidence_merges(one, other):
    assert decided(person("a", **one), person("b", **other)) == (MERGED, {"positive"})


@pytest.mark.parametrize(
    "shared",
    [
        {},
        {"states": ["state/velmora"]},
        {"near": COMPANY[:1]},
        PARTY,
        {"near": ["person/somebody-known", "organization/court", "place/arn", "event/vote"]},
    ],
    ids=["name", "state", "one in company", "party", "known things"],
)
def test_weak_evidence_waits_for_a_person(shared):
    assert decided(person("a", **shared), person("b", **shared)) == ({}, {"unsure"})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"gender": "female"}, {"gender": "male"}),
        ({"states": ["state/velmora"]}, {"states": ["state/ostreva"]}),
        ({"parties": ["organization/reds"]}, {"parties": ["organization/blues"]}),
        ({"colours": ["social", "democratic"]}, {"colours": ["green"]}),
        ({"heads": ["state/velmora"]}, {"heads": ["state/ostreva"]}),
        ({"year": 2001}, {"year": 2024}),
        ({"key": "same"}, {"key": "same"}),
        ({"name": "Ada B. Orrel"}, {"name": "Ada C. Orrel"}),
    ],
    ids=["sex", "state", "party", "party's name", "two heads", "time", "one article", "second names"],
)
def test_a_contradiction_keeps_apart_whatever_speaks_for_it(one, other):
    near = {"near": COMPANY}
    assert decided(person("a", **near, **one), person("b", **near, **other)) == ({}, set())


def test_a_party_may_be_called_more_shortly():
    long, short = {"colours": ["liberal", "national"]}, {"colours": ["liberal"]}
    assert decided(person("a", near=COMPANY, **long), person("b", near=COMPANY, **short))[0] == MERGED


def test_what_a_person_judged_is_left_to_people():
    pair = person("a", near=COMPANY), person("b", near=COMPANY)
    assert decided(*pair, apart=[{"person/a", "person/b"}]) == ({}, set())


def test_company_that_is_everywhere_says_nothing():
    pair = person("a", near=COMPANY), person("b", near=COMPANY)
    assert decided(*pair, often=dict.fromkeys(COMPANY, 512)) == ({}, {"unsure"})
    assert decided(*pair, often=dict.fromkeys(COMPANY, 8)) == (MERGED, {"positive"})


def test_company_that_is_everywhere_with_this_name_says_much():
    people = [person(f"{n:02}", near=COMPANY) for n in range(20)]
    merged, _ = decided(*people, often=dict.fromkeys(COMPANY, 64))
    assert len(merged) == 19


def test_who_fits_two_that_are_two_is_merged_with_neither():
    red = person("a", near=[*COMPANY, "name/c"], parties=["organization/reds"])
    blue = person("b", near=[*COMPANY, "name/d"], parties=["organization/blues"])
    merged, verdicts = decided(red, blue, person("c", near=COMPANY))
    assert merged == {}
    assert verdicts == {"unsure"}


def test_a_namesake_makes_the_same_year_worthless():
    near = ["name/tuv hald", "place/arn", "organization/court"]
    pair = person("a", near=near), person("b", near=near)
    assert decided(*pair)[0] == MERGED
    namesake = person("c", year=2024, states=["state/x"]), person("d", year=2024, states=["state/y"])
    assert decided(*pair, *namesake)[0] == {}


def test_three_articles_are_joined_by_what_two_of_them_share():
    first = person("a", near=["name/tuv hald", "name/ona meer"])
    middle = person("b", near=["name/tuv hald", "name/ona meer", "name/ib sund", "name/eli vang"])
    last = person("c", near=["name/ib sund", "name/eli vang"])
    assert decided(first, middle, last)[0] == {"person/b": "person/a", "person/c": "person/a"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("John R. Bolton", "John Bolton", True),
        ("Volker Türk", "Volker Tuerk", True),
        ("Elijah Eugene Orrel", "Elijah Orrel", True),
        ("Robert Orrel Jr.", "Robert Orrel", False),
        ("Don Orrel", "Don Orrel", True),
        ("J. Orrel", "John Orrel", False),
        ("Jon Orrel", "Jana Orrel", False),
        ("Orrel", "Ada Orrel", False),
    ],
)
def test_names_in_one_block(one, other, same):
    block = name_block(one)
    assert (block is not None and block == name_block(other)) is same


# -- properties ----------------------------------------------------------------
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
_SOME = st.lists(st.sampled_from(["name/a b", "name/c d", "name/e f", "place/x", "event/y"]), unique=True)
_ROW = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Ada Orrel", "Ada Orrel", "Ada B. Orrel", "Ada C. Orrel"]),
        "near": _SOME,
        "states": st.lists(st.sampled_from(["state/x", "state/y"]), max_size=1),
        "parties": st.lists(st.sampled_from(["organization/p", "organization/q"]), max_size=1),
        "year": st.sampled_from([2008, 2020, 2021]),
    }
)


def _people(rows):
    return [person(f"{number:02}", **row) for number, row in enumerate(rows)]


@_PATIENT
@given(st.lists(_ROW, max_size=9), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(rows, random):
    people = _people(rows)
    first = decide(people, lambda a, b: False, lambda name: 1)
    random.shuffle(people)
    assert decide(people, lambda a, b: False, lambda name: 1) == first


@_PATIENT
@given(st.lists(_ROW, max_size=9), st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=4))
def test_nobody_is_merged_with_whom_they_cannot_be(rows, judged):
    people = _people(rows)
    kept = {frozenset((f"person/{a:02}", f"person/{b:02}")) for a, b in judged if a != b}
    found = decide(people, lambda a, b: frozenset((a, b)) in kept, lambda name: 1)
    groups: dict[str, list[int]] = {}
    for number in range(len(rows)):
        id = f"person/{number:02}"
        groups.setdefault(found.merged.get(id, id), []).append(number)
    for members in groups.values():
        for kind in ("states", "parties"):
            assert len({value for number in members for value in rows[number][kind]}) < 2
        assert not {"Ada B. Orrel", "Ada C. Orrel"} <= {rows[number]["name"] for number in members}
        assert not any(pair <= {f"person/{number:02}" for number in members} for pair in kept)
    joins = [one for one in found.judgements if one.verdict == "positive"]
    assert len(joins) == len(found.merged), "the judgements join what is merged, and nothing else"


@_PATIENT
@given(st.lists(_ROW, min_size=1, max_size=3))
def test_a_trace_comes_back(rows):
    for one in _people(rows):
        for trace in one.seen.values():
            assert parse_trace(render_trace(trace)) == trace
            assert parse_trace(render_trace(replace(trace, year=None))).year is None
