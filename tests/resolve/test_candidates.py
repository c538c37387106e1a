"""Which pairs are put before a person."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from diplograph.resolve.candidates import Profile, find_candidates


def person(id: str, *names: str, articles=("a1",), years=(2024,), **more) -> Profile:
    sets = {key: frozenset(value) for key, value in more.items() if isinstance(value, (tuple, list))}
    rest = {key: value for key, value in more.items() if key not in sets}
    return Profile(
        f"person/{id}",
        "Person",
        names,
        articles=frozenset(articles),
        years=frozenset(years),
        **sets,
        **rest,
    )


def pairs(*profiles, around=None, decided=()):
    found = find_candidates(
        profiles, lambda a, b: {a, b} in decided, lambda key: frozenset((around or {}).get(key, ()))
    )
    return [(one.left.id, one.right.id) for one in found]


ONE, OTHER = person("orrel-1", "Ada Orrel"), person("orrel-2", "Ada Orrel", articles=("a2",))


def test_two_of_one_name_wait():
    assert pairs(ONE, OTHER) == [("person/orrel-1", "person/orrel-2")]


def test_a_pair_that_was_decided_does_not_wait():
    assert pairs(ONE, OTHER, decided=[{"person/orrel-1", "person/orrel-2"}]) == []


def test_initials_and_second_names_wait_and_other_given_names_do_not():
    short = person("orrel-3", "A. Orrel", articles=("a3",))
    assert pairs(ONE, short) == [("person/orrel-1", "person/orrel-3")]
    assert pairs(ONE, person("orrel-4", "Bruna Orrel", articles=("a4",))) == []


def test_contradictions_keep_apart():
    head = person("orrel-1", "Ada Orrel", heads=["state/x"], states=["state/x"])
    abroad = person("orrel-2", "Ada Orrel", articles=("a2",), heads=["state/y"], states=["state/y"])
    assert pairs(head, abroad) == []
    assert pairs(ONE, person("orrel-2", "Ada Orrel", articles=("a2",), years=(1890,))) == []
    woman, man = (
        person("a", "Ada Orrel", gender="female"),
        person("b", "Ada Orrel", articles=["a2"], gender="male"),
    )
    assert pairs(woman, man) == []
    assert pairs(ONE, person("orrel-2", "Ada Orrel")) == [], "one article tells them apart"
    assert (
        pairs(person("a", "Ada Orrel", known=True), person("b", "Ada Orrel", articles=("a2",), known=True))
        == []
    )


def test_a_surname_alone_needs_more_than_itself():
    bare = person("orrel-9", "Orrel", articles=("a2",))
    assert pairs(ONE, bare) == []
    near = {key: ["organization/m", "event/n", "person/o"] for key in ("a1", "a2")}
    assert pairs(ONE, bare, around=near) == [("person/orrel-1", "person/orrel-9")]


def test_many_of_one_name_are_set_beside_one():
    many = [person(f"orrel-{n}", "Ada Orrel", articles=(f"a{n}",)) for n in range(9)]
    assert pairs(*many) == [("person/orrel-0", f"person/orrel-{n}") for n in range(1, 9)]


def test_bodies_of_one_short_name_are_told_by_the_long_one():
    def body(id, *names):
        return Profile(f"organization/{id}", "Organization", names, articles=frozenset([id]))

    near = {key: ["person/o", "event/n", "person/p"] for key in ("v", "o", "x")}
    velmora, ostreva = body("v", "Senate of Velmora", "Senate"), body("o", "Senate of Ostreva", "Senate")
    assert pairs(velmora, ostreva, around=near) == []
    assert pairs(velmora, body("x", "Senate"), around=near) == [("organization/v", "organization/x")]
    assert pairs(velmora, body("x", "Senate")) == []


def test_post_and_party_put_a_pair_first():
    minister = {"posts": ["post/m"], "bodies": ["organization/p"]}
    strong = (
        person("hald-1", "Tuv Hald", **minister),
        person("hald-2", "Tuv Hald", articles=("a2",), **minister),
    )
    assert pairs(ONE, OTHER, *strong)[0] == ("person/hald-1", "person/hald-2")


_NAMES = st.sampled_from(["Ada Orrel", "A. Orrel", "Orrel", "Bruna Orrel", "Tuv Hald", "Hald", "Tuv M. Hald"])
_ONE = st.tuples(_NAMES, st.sampled_from(["state/x", "state/y"]), st.integers(0, 5))


@given(st.lists(_ONE, max_size=10), st.randoms(use_true_random=False))
def test_the_order_of_things_changes_nothing(rows, random):
    profiles = [
        person(f"p{n}", name, articles=(f"a{where}",), states=(state,))
        for n, (name, state, where) in enumerate(rows)
    ]
    straight = pairs(*profiles)
    random.shuffle(profiles)
    assert pairs(*profiles) == straight
