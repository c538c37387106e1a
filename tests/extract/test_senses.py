"""Words that name events and mean something else here: what a sceptical reader of the news found wrong."""

from __future__ import annotations

import pytest

from diplograph.model import Article, Block


@pytest.fixture(scope="module")
def read(reader):
    def events(text):
        article = Article(
            "a", "k", text, "h", "o", published="2024-03-06", blocks=(Block("body", 0, len(text)),)
        )
        (reading,) = reader.iter_readings([article])
        names = {entity.id: entity.name for entity in reading.entities}
        found = [
            (
                event.event_type,
                event.grounds.modality,
                event.date.value if event.date is not None else None,
                {p.capacity: names.get(p.ref.entity) for p in event.participants},
            )
            for event in reading.events
        ]
        return found, reading

    return events


@pytest.mark.parametrize(
    "text",
    [
        "The Ruiz campaign criticized the law.",  # those who run it act
        "Ana Ruiz received six votes.",  # a count
        "Ana Ruiz agreed that taxes were high.",  # an opinion
        "In Geneva Ana Ruiz was leading in the polls.",  # a survey
        "Ana Ruiz used part of the money and helped.",  # helped nobody
        "The court heard that mail-in voting was popular.",
    ],
)
def test_other_senses_are_no_events(read, text):
    found, _ = read(text)
    kinds = {"Campaign", "Vote", "Agreement", "Election", "Aid"}
    assert not [event for event in found if event[0] in kinds]


def test_event_that_names_nobody_is_dropped_with_a_reason(read):
    found, reading = read("The crowd dispersed. The protesters gathered.")
    assert found == []
    assert {drop.reason for drop in reading.drops} == {
        "event without a name, a place, a day or anybody named"
    }


def test_whoever_is_killed_does_not_kill(read):
    found, _ = read("Ana Ruiz was shot and killed in Geneva.")
    assert all("Actor" not in parts for *_, parts in found)
    assert any(parts.get("Victim") == "Ana Ruiz" for *_, parts in found)


def test_words_of_a_person_are_no_assault(read):
    found, _ = read("Ana Ruiz attacked Tom Berg during the debates.")
    assert [event[0] for event in found if "Recipient" in event[3]] == ["Accusation"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ana Ruiz, a 2012 candidate, resigned.", "Resignation"),  # the year of the candidacy
        ("It was reported on Monday Ana Ruiz was arrested.", "Arrest"),  # of the report, or of either
        ("Ana Ruiz ended her campaign on Monday.", "Campaign"),  # of its end
        ("Ana Ruiz met Tom Berg last week.", "Meeting"),  # no day of it
        ("Ana Ruiz met Tom Berg at noon (1639 UTC).", "Meeting"),  # a time of the day
    ],
)
def test_date_of_something_else_is_not_the_events(read, text, kind):
    found, _ = read(text)
    assert [date for name, _, date, _ in found if name == kind] == [None]


def test_first_to_do_it_did_it(read):
    found, _ = read("On Monday, Kenya became the first state to sign a treaty with Norway.")
    assert ("Signing", "asserted") in [event[:2] for event in found]


def test_whoever_attends_anothers_rally_does_not_hold_it(read):
    found, _ = read("Ana Ruiz attended Tom Berg's rally in Geneva in February.")
    (parts,) = [parts for name, *_, parts in found if name == "Campaign"]
    assert parts == {"Candidate": "Tom Berg", "Attendee": "Ana Ruiz"}


def test_noun_before_a_relative_clause_is_its_object(read):
    found, _ = read("Tom Berg, a Kenyan lawyer Ruiz appointed to the post, began new talks. Ana Ruiz left.")
    assert {"Actor": "Ana Ruiz", "Appointee": "Tom Berg"} in [parts for *_, parts in found]


def test_demand_for_somebody_is_not_put_to_them(read):
    found, reading = read("Ana Ruiz demanded support for families.")
    assert found == []
    assert [drop.reason for drop in reading.drops] == [
        "stance towards nobody, told as a statement and not as an event"
    ]
