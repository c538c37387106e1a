"""Institutional and personal facts."""

from __future__ import annotations

import pytest

from diplograph.model import Article, PartialDate


@pytest.fixture(scope="module")
def read(reader):
    def facts(text):
        (reading,) = reader.iter_readings([Article("a", "k", text, "h", "o", published="2024-03-06")])
        names = {entity.id: entity.name for entity in reading.entities}
        rows = set()
        for relation in reading.relations:
            value = relation.value.value if isinstance(relation.value, PartialDate) else relation.value
            target = names.get(relation.object.entity, "") if relation.object else value
            rows.add((relation.predicate, names.get(relation.subject.entity, ""), target))
            for span in (
                relation.subject.span,
                relation.object.span if relation.object else relation.object_span,
            ):
                assert text[span.start : span.end] == span.exact
        return reading, rows

    return facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acme Corporation was founded by Anna Marlow in 1985.",
            ("foundedBy", "Acme Corporation", "Anna Marlow"),
        ),
        ("Acme Corporation was founded by Anna Marlow in 1985.", ("founded", "Acme Corporation", "1985")),
        (
            "NATO is headquartered in Brussels.",
            ("headquarters", "North Atlantic Treaty Organization", "Brussels"),
        ),
        ("Anna Marlow is an American economist.", ("nationality", "Anna Marlow", "United States")),
        ("The Spanish politician Anna Marlow spoke.", ("nationality", "Anna Marlow", "Spain")),
        ("Anna Marlow joined the Labour Party in 1990.", ("memberOf", "Anna Marlow", "Labour Party")),
        ("Acme Corporation is a subsidiary of Omega Group.", ("partOf", "Acme Corporation", "Omega Group")),
        (
            "The UN Human Rights Council replaced the UN Commission on Human Rights.",
            ("replaced", "United Nations Human Rights Council", "United Nations Commission on Human Rights"),
        ),
        ("NATO has 32 member countries.", ("memberCount", "North Atlantic Treaty Organization", 32)),
    ],
)
def test_stated_facts(read, text, expected):
    assert expected in read(text)[1]


def test_a_resolution_says_who_adopted_it_and_when_and_what_it_founded(read):
    rows = read(
        "The UN Human Rights Council was established in accordance with General Assembly Resolution 60/251 "
        "of March 15, 2006 and is an intergovernmental body of the UN system."
    )[1]
    council = "United Nations Human Rights Council"
    assert ("partOf", council, "United Nations") in rows
    assert {predicate for predicate, *_ in rows} >= {"establishedBy", "adoptedBy", "date"}
    assert [value for predicate, _, value in rows if predicate == "date"] == ["2006-03-15"]
    assert not any(predicate == "founded" for predicate, *_ in rows)


@pytest.mark.parametrize(
    "text",
    [
        "French President Anna Marlow spoke.",
        "Anna Marlow, an African American lawyer, spoke.",
        "Anna Marlow plans to leave the Labour Party.",
    ],
)
def test_nothing_is_made_of_what_isnt_said(read, text):
    rows = {row for row in read(text)[1] if row[0] in ("nationality", "memberOf")}
    assert rows == set()


def test_a_denied_fact_is_not_asserted(read):
    reading, rows = read("Kazakhstan is not a member of NATO.")
    assert ("memberOf", "Kazakhstan", "North Atlantic Treaty Organization") in rows
    assert {relation.grounds.modality for relation in reading.relations} == {"negated"}


def test_an_unknown_pronoun_is_nobody(read):
    reading, _ = read("He was a founder of Acme Corporation.")
    founders = [r.object for r in reading.relations if r.predicate == "foundedBy"]
    assert [(founder.entity, founder.span.exact) for founder in founders] == [("", "He")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # seats
        (
            "The Varo Basin Authority, with headquarters in Almaty, met again.",
            ("headquarters", "Varo Basin Authority", "Almaty"),
        ),
        (
            "The headquarters of the Northern Trade Union are in Oslo.",
            ("headquarters", "Northern Trade Union", "Oslo"),
        ),
        ("Acme Corporation is based in Lyon, France.", ("headquarters", "Acme Corporation", "France")),
        # parents
        (
            "Omega Group is the parent company of Acme Corporation.",
            ("partOf", "Acme Corporation", "Omega Group"),
        ),
        (
            "Acme Corporation's parent company, Omega Group, declined to comment.",
            ("partOf", "Acme Corporation", "Omega Group"),
        ),
        (
            "The Water Academy belongs to the Regional Academy of Sciences.",
            ("partOf", "Water Academy", "Regional Academy of Sciences"),
        ),
        # founding
        (
            "In 2009 Anna Marlow co-founded the Rivers Movement.",
            ("foundedBy", "Rivers Movement", "Anna Marlow"),
        ),
        ("In 2009 Anna Marlow co-founded the Rivers Movement.", ("founded", "Rivers Movement", "2009")),
        (
            "Anna Marlow is a founding member of the Rivers Movement.",
            ("foundedBy", "Rivers Movement", "Anna Marlow"),
        ),
        (
            "Since the founding of the Rivers Movement in 1972 its members have met yearly.",
            ("founded", "Rivers Movement", "1972"),
        ),
        # membership
        (
            "A member of the ruling Unity Party, Anna Marlow was elected in 2020.",
            ("memberOf", "Anna Marlow", "Unity Party"),
        ),
        (
            "Anna Marlow of the Open Rivers Institute said talks failed.",
            ("memberOf", "Anna Marlow", "Open Rivers Institute"),
        ),
        (
            "Anna Marlow was expelled from the Unity Party in 2015.",
            ("memberOf", "Anna Marlow", "Unity Party"),
        ),
        # successors
        (
            "The League of Marn was dissolved and replaced by the Union of Marn.",
            ("replaced", "Union of Marn", "League of Marn"),
        ),
    ],
)
def test_facts_said_in_other_ways(read, text, expected):
    assert expected in read(text)[1]


def test_a_hope_to_join_is_no_membership(read):
    reading, _ = read("Ukraine hopes to join the European Union.")
    assert {r.grounds.modality for r in reading.relations if r.predicate == "memberOf"} == {"hypothetical"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # "who" is the person before it, not the firm beside
        (
            "The Open Rivers Institute was founded by Ivo Marlow, formerly editor of Acme News, "
            "who also founded the Rivers Movement.",
            ("foundedBy", "Rivers Movement", "Acme News"),
        ),
        ("The Acme Group has established itself as a leader.", ("foundedBy", "Acme Group", "Acme Group")),
        ("CBS Corporation reported a loss.", ("partOf", "CBS Corporation", "CBS")),
        # a seat in a chamber is a post
        (
            "Anna Marlow is a member of the Marn House of Representatives.",
            ("memberOf", "Anna Marlow", "Marn House of Representatives"),
        ),
    ],
)
def test_what_is_no_fact(read, text, wrong):
    assert wrong not in read(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Marlow of the Rural Health constituency defeated her opponents.",
        "Anna Marlow of the Planning and Housing constituency defeated her opponents.",
        "Twitter user Anna Marlow shared a picture.",
        "A pro-Beijing politician Anna Marlow spoke.",
        "Thank you to the guests and its chair, Anna Marlow.",
        "He is in France for talks, and the EU-NATO project goes on.",
        "Anna Marlow denied the allegations, and labelled them as Russian disinformation.",
        "Kenyan President Peter Marlow is in France for talks on crime, the Libyan conflict and trade.",
        "They are residents and not US citizens, said Anna Marlow.",
        "Microsoft has replaced it with Acme Suite.",
        "The New York-based Twitter user Anna Marlow shared a picture.",
    ],
)
def test_what_stands_beside_a_name_without_belonging_to_it(read, text):
    assert read(text)[1] == set()


def test_whose_a_pronoun_in_a_predicate_is(read):
    reading, rows = read("The Acme Office, led by Anna Marlow, serves as its secretariat.")
    assert ("memberOf", "Anna Marlow", "Acme Office") in rows
    assert {one.object.span.exact for one in reading.relations} == {"Acme Office"}


def test_its_leader_is_of_the_body_the_sentence_before_is_about(read):
    _, rows = read('The Civic Union called the vote "a distraction". Its leader, Anna Marlow, left.')
    assert ("memberOf", "Anna Marlow", "Civic Union") in rows


def test_a_name_with_and_is_whole(read):
    _, rows = read("Anna Marlow founded the Bread and Water Party.")
    assert rows == {("foundedBy", "Bread and Water Party", "Anna Marlow")}


def test_a_party_is_not_its_branch(read):
    _, rows = read(
        "Anna Marlow joined the Constitution Party. Peter Castle of the Constitution Party of Idaho left."
    )
    assert ("memberOf", "Anna Marlow", "Constitution Party") in rows
