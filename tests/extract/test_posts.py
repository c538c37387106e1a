"""Posts and tenures: who, which post, of which state or body, since when."""

from __future__ import annotations

import pytest

from diplograph.model import Article


@pytest.fixture(scope="module")
def read(reader):
    def holdings(text, published="2024-03-06"):
        (reading,) = reader.iter_readings([Article("a", "k", text, "h", "o", published=published)])
        names = {entity.id: entity for entity in reading.entities}
        rows = []
        for holding in reading.holdings:
            post = names[holding.post.entity]
            body = names[post.organization or post.state].name
            who = names[holding.person.entity].name if holding.person.entity else ""
            rows.append((who, post.role, body, holding.status))
            evidence = holding.grounds.evidence
            assert text[evidence.start : evidence.end] == evidence.exact
        return reading, rows

    return holdings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("German Chancellor Anna Marlow spoke.", [("Anna Marlow", "Chancellor", "Germany", "current")]),
        (
            "Anna Marlow, the foreign minister of France, spoke.",
            [("Anna Marlow", "ForeignMinister", "France", "current")],
        ),
        (
            "Kazakhstan's foreign minister, Peter Marlow, spoke.",
            [("Peter Marlow", "ForeignMinister", "Kazakhstan", "current")],
        ),
        (
            "Former Italian Prime Minister Peter Marlow spoke.",
            [("Peter Marlow", "PrimeMinister", "Italy", "former")],
        ),
        (
            "President-elect Anna Marlow of Poland spoke.",
            [("Anna Marlow", "President", "Poland", "future")],
        ),
        (
            "NATO Secretary General Peter Marlow spoke.",
            [("Peter Marlow", "SecretaryGeneral", "North Atlantic Treaty Organization", "current")],
        ),
        (
            "British ambassador to France Peter Marlow spoke.",
            [("Peter Marlow", "Ambassador", "United Kingdom", "current")],
        ),
        (
            "Deputy Foreign Minister Peter Marlow of Kazakhstan spoke.",
            [("Peter Marlow", "DeputyForeignMinister", "Kazakhstan", "current")],
        ),
    ],
)
def test_wordings(read, text, expected):
    assert read(text)[1] == expected


def test_a_joint_title_is_two_tenures_of_the_state_that_sent_the_delegation(read):
    text = (
        "A delegation of Kazakhstan led by Deputy Prime Minister – Minister of Foreign Affairs  Peter Marlow "
        "arrived in Geneva."
    )
    assert sorted(read(text)[1]) == [
        ("Peter Marlow", "DeputyPrimeMinister", "Kazakhstan", "current"),
        ("Peter Marlow", "ForeignMinister", "Kazakhstan", "current"),
    ]


def test_start_and_end_are_only_what_is_stated(read):
    reading, rows = read("Peter Marlow served as foreign minister of Germany from 2008 to 2016.")
    assert rows == [("Peter Marlow", "ForeignMinister", "Germany", "former")]
    (holding,) = reading.holdings
    assert (holding.start.value, holding.end.value) == ("2008", "2016")
    reading, _ = read("German Chancellor Anna Marlow spoke on 3 May 2010.")
    assert reading.holdings[0].start is None


def test_resignation_ends_a_tenure(read):
    reading, _ = read("Anna Marlow resigned as prime minister of Iceland on Monday.")
    (holding,) = reading.holdings
    assert (holding.status, holding.end.value, holding.end_reason) == ("former", "2024-03-04", "resigned")
    assert holding.end.derived_from == "2024-03-06"


def test_successor_and_predecessor(read):
    reading, _ = read("Anna Marlow succeeded Robert Castle as prime minister of Iceland in 2012.")
    first, second = reading.holdings
    assert first.predecessor == second.person.entity
    assert (second.status, second.successor) == ("former", first.person.entity)


def test_negated_and_claimed_posts_are_not_asserted(read):
    reading, _ = read("Peter Marlow is not the president of Poland.")
    assert [holding.grounds.modality for holding in reading.holdings] == ["negated"]
    reading, rows = read("The self-proclaimed president of Poland Peter Marlow spoke.")
    assert rows == []


def test_a_post_without_a_body_is_left_out_and_listed(read):
    reading, rows = read("France and Germany welcomed President Marlow and several ministers and officials.")
    assert rows == []
    assert [drop.reason for drop in reading.drops if "post" in drop.reason] == ["post without a holder body"]


def test_an_office_is_named_without_its_holder(read):
    reading, rows = read("The Commissioner for Human Rights of the Republic of Kazakhstan was strengthened.")
    posts = [entity for entity in reading.entities if entity.kind == "Post"]
    assert rows == []
    assert [(post.name, post.role) for post in posts] == [
        ("Commissioner for Human Rights", "HumanRightsCommissioner")
    ]
    assert {entity.id: entity.name for entity in reading.entities}[posts[0].state] == "Kazakhstan"


def test_every_role_of_the_table_is_a_concept():
    from diplograph.extract.titles import load_roles
    from diplograph.vocab import ROLE

    roles = {name for row in load_roles().values() for name in (row.role, row.deputy) if name}
    assert roles <= set(ROLE)
    assert len(load_roles()) > 300
