"""Who a bare surname means: the one at the top of a state or body that the article names."""

from __future__ import annotations

import pytest
from readings import Entity, reading

from diplograph.model import Name
from diplograph.reference import Reference
from diplograph.reference.posts import Role, RoleScheme
from diplograph.reference.records import Known, KnownTenure
from diplograph.resolve import resolve_reading


def _state(code: str, name: str) -> Known:
    facts = {"head_of_state": "President", "head_of_government": "PrimeMinister"}
    return Known(f"state/{code}", "State", name, facts=facts)


def _person(id: str, name: str, *others: str, state: str = "state/fr") -> Known:
    return Known(f"person/{id}", "Person", name, names=tuple(Name(one, "en") for one in others), state=state)


@pytest.fixture(scope="module")
def tables() -> Reference:
    known = [
        _state("fr", "Freedonia"),
        _state("sy", "Sylvania"),
        Known("organization/league", "Organization", "League of Rivers"),
        Known(
            "post/league-chair", "Post", "Chair of the League of Rivers", organization="organization/league"
        ),
        _person("ilva-torren", "Ilva Torren"),
        _person("abdel-el-vessi", "Abdel El-Vessi", "Abdel El-Vessy"),
        _person("marco-perra-niento", "Marco Perra Niento"),
        _person("anna-okell", "Anna Okell"),
        _person("berit-okell", "Berit Okell"),
        _person("dora-munt", "Dora Munt"),
        _person("queen", "Ottilie II of Zembla"),
    ]
    roles = [
        Role("President", "President", True, True, "head_of_state"),
        Role("PrimeMinister", "Prime Minister", True, True, "head_of_government"),
        Role("ForeignMinister", "Minister of Foreign Affairs", True, True, ""),
    ]
    tenures = [
        KnownTenure("person/ilva-torren", "post/fr-president", "2010-01-01", "2014-12-31"),
        KnownTenure("person/abdel-el-vessi", "post/fr-prime-minister", "2012-01-01"),
        KnownTenure("person/marco-perra-niento", "post/sy-foreign-minister", "2011-01-01", "2013-06-01"),
        KnownTenure("person/anna-okell", "post/sy-president", "2001-01-01", "2005-01-01"),
        KnownTenure("person/berit-okell", "post/sy-president", "2011-01-01"),
        KnownTenure("person/dora-munt", "post/league-chair", "2009-05-01"),
        KnownTenure("person/queen", "post/fr-president", "2001-01-01"),
    ]
    return Reference(known, {}, tenures, RoleScheme(roles))


FREEDONIA = Entity("state:1", "State", "Freedonia")
SYLVANIA = Entity("state:2", "State", "Sylvania")
LEAGUE = Entity("organization:1", "Organization", "League of Rivers")


@pytest.mark.parametrize(
    ("name", "named", "published", "who"),
    [
        ("Torren", FREEDONIA, "2012-03-01", "person/ilva-torren"),
        ("Torren", FREEDONIA, None, "person/ilva-torren"),
        ("El-Vessi", FREEDONIA, "2012-03-01", "person/abdel-el-vessi"),
        ("Vessy", FREEDONIA, "2012-03-01", "person/abdel-el-vessi"),
        ("Perra Niento", SYLVANIA, "2012-03-01", "person/marco-perra-niento"),
        ("Okell", SYLVANIA, "2012-03-01", "person/berit-okell"),
        ("Munt", LEAGUE, "2012-03-01", "person/dora-munt"),
    ],
)
def test_a_surname_is_the_one_at_the_top_of_what_the_article_names(tables, name, named, published, who):
    one = reading(Entity("person:1", "Person", name), named, published=published)
    people = [entity for entity in resolve_reading(one, tables).entities if entity.kind == "Person"]
    assert [person.reference for person in people] == [who]


@pytest.mark.parametrize(
    ("name", "named", "published"),
    [
        ("Torren", SYLVANIA, "2012-03-01"),  # another state
        ("Torren", FREEDONIA, "2016-03-01"),  # out of office by then
        ("Okell", SYLVANIA, None),  # two of that surname, and no day to tell which
        ("Munt", FREEDONIA, "2012-03-01"),  # the body isn't named
        ("Zembla", FREEDONIA, "2012-03-01"),  # what a monarch is of is no surname
    ],
)
def test_a_surname_that_may_be_anybody_s_is_nobody_known(tables, name, named, published):
    one = reading(Entity("person:1", "Person", name), named, published=published)
    people = [entity for entity in resolve_reading(one, tables).entities if entity.kind == "Person"]
    assert [person.reference for person in people] == [None]


def test_a_surname_that_somebody_else_in_the_article_has_is_nobody_known(tables):
    one = reading(
        Entity("person:1", "Person", "Torren"),
        Entity("person:2", "Person", "Mela Torren"),
        FREEDONIA,
        published="2012-03-01",
    )
    people = [entity for entity in resolve_reading(one, tables).entities if entity.kind == "Person"]
    assert {person.reference for person in people} == {None}
