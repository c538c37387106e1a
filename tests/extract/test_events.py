"""Events: who did what to whom, where and when, under which name, and whether it happened."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.extract.sessions import ordinal_text
from diplograph.extract.triggers import load_triggers
from diplograph.model import Article, Block
from diplograph.resources import resource_path

PLOVER = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT"),
    *("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}


@pytest.fixture(scope="module")
def read(reader):
    def events(text, published="2024-03-06"):
        article = Article(
            "a", "k", text, "h", "o", published=published, blocks=(Block("body", 0, len(text)),)
        )
        (reading,) = reader.iter_readings([article])
        names = {entity.id: entity.name for entity in reading.entities}
        for event in reading.events:
            for span in (event.trigger, event.grounds.evidence, *(p.ref.span for p in event.participants)):
                assert text[span.start : span.end] == span.exact
        return reading, names

    return events


def sides(event, names, role):
    return {names.get(p.ref.entity) or p.ref.span.exact for p in event.participants if p.role == role}


def one(reading, event_type):
    return next(event for event in reading.events if event.event_type == event_type)


@pytest.mark.parametrize(
    ("text", "event_type", "plover", "actors", "recipients"),
    [
        ("Japan imposed sanctions on Norway on Monday.", "Sanctions", "SANCTION", {"Japan"}, {"Norway"}),
        ("Sanctions were imposed on Norway by Japan.", "Sanctions", "SANCTION", {"Japan"}, {"Norway"}),
        ("Kenya expelled two diplomats of Chile.", "Expulsion", "SANCTION", {"Kenya"}, {"Chile"}),
        ("Peru accused Chile of spying.", "Accusation", "ACCUSE", {"Peru"}, {"Chile"}),
        ("Peru rejected an appeal from Chile.", "Rejection", "REJECT", {"Peru"}, {"Chile"}),
        ("Peru demanded that Chile release the crew.", "Demand", "REQUEST", {"Peru"}, {"Chile"}),
        ("Peru said Chile must open its border.", "Demand", "REQUEST", {"Peru"}, {"Chile"}),
        ("Norwegian troops shelled positions in Kenya.", "MilitaryAction", "ASSAULT", {"Norway"}, {"Kenya"}),
        ("Norway provided food aid to Kenya.", "Aid", "AID", {"Norway"}, {"Kenya"}),
        ("Norway agreed to help Kenya.", "Agreement", "AGREE", {"Norway"}, {"Kenya"}),
        ("Norway threatened to attack Kenya.", "Threat", "THREATEN", {"Norway"}, {"Kenya"}),
        ("Norway broke off relations with Kenya.", "SeveranceOfRelations", "SANCTION", {"Norway"}, {"Kenya"}),
    ],
)
def test_two_sided_event_has_its_sides(read, text, event_type, plover, actors, recipients):
    reading, names = read(text)
    event = one(reading, event_type)
    assert event.plover == plover
    assert sides(event, names, "actor") == actors
    assert sides(event, names, "recipient") & recipients


@pytest.mark.parametrize(
    "text",
    [
        "The leaders of Norway and Kenya held talks in Geneva on 4 March 2024.",
        "Talks between Norway and Kenya were held in Geneva on 4 March 2024.",
    ],
)
def test_talks_have_place_and_date_of_their_clause(read, text):
    reading, names = read(text)
    event = one(reading, "Negotiation")
    assert {"Norway", "Kenya"} <= sides(event, names, "actor") | sides(event, names, "recipient")
    assert names[event.place.entity] == "Geneva"
    assert event.date.value == "2024-03-04"


def test_no_date_is_made_up(read):
    reading, _ = read("Japan signed a treaty with Norway.")
    assert one(reading, "Signing").date is None


def test_interest_of_a_state_is_no_place(read):
    reading, _ = read("Ana Ruiz met Tom Berg in Norway's interest.")
    assert one(reading, "Meeting").place is None


def test_session_segment_and_delegation(read):
    text = (
        "A delegation of Kenya led by Minister of Foreign Affairs Ana Ruiz arrived in Geneva to take part in "
        "the High-level Segment of the 12th session of the Human Rights Council. The meeting was attended by "
        "Secretary-General Tom Berg and Prime Minister Mei Lund."
    )
    reading, names = read(text)
    session, segment = one(reading, "Session"), one(reading, "Segment")
    assert (session.ordinal, session.named, segment.named) == (12, True, True)
    assert "Human Rights Council" in names[session.event_of]
    assert segment.part_of == session.id
    assert names[segment.place.entity] == "Geneva"
    assert segment.date is None
    head = next(p for p in segment.participants if p.capacity == "HeadOfDelegation")
    assert (names[head.ref.entity], names[head.on_behalf_of]) == ("Ana Ruiz", "Kenya")
    attended = {names.get(p.ref.entity) for p in segment.participants if p.capacity == "Attendee"}
    assert {"Tom Berg", "Mei Lund"} <= attended


def test_delegation_named_after_its_session(read):
    reading, names = read(
        "The 12th session of the Human Rights Council opened in Geneva. The delegation of Kenya was led by "
        "Foreign Minister Ana Ruiz."
    )
    session = one(reading, "Session")
    assert [names[p.ref.entity] for p in session.participants if p.capacity == "HeadOfDelegation"] == [
        "Ana Ruiz"
    ]


def test_session_is_the_same_however_it_is_worded(read):
    labels = set()
    for text in (
        "Ana Ruiz attended the 12th session of the Human Rights Council.",
        "Ana Ruiz spoke at the Human Rights Council's 12th session.",
    ):
        reading, _ = read(text)
        labels.add(one(reading, "Session").label)
    assert len(labels) == 1


def test_election_with_year_and_state_has_a_name(read):
    reading, _ = read("Ana Ruiz won the 2021 presidential election in Peru.")
    event = one(reading, "Election")
    assert any(e.named and "2021" in e.label and "Peru" in e.label for e in reading.events), event


@pytest.mark.parametrize(
    ("text", "event_type", "modality"),
    [
        ("Norway did not sign the treaty.", "Signing", "negated"),
        ("Ana Ruiz will visit Kenya next week.", "Visit", "planned"),
        ("Norway urged Kenya to ratify the treaty.", "Ratification", "hypothetical"),
    ],
)
def test_what_did_not_happen_says_so(read, text, event_type, modality):
    reading, _ = read(text)
    assert one(reading, event_type).grounds.modality == modality


def test_same_event_in_two_sentences_is_one(read):
    reading, _ = read(
        "Foreign Minister Ana Ruiz met Prime Minister Tom Berg in Oslo on Monday. At the meeting, they "
        "discussed trade. The meeting lasted an hour."
    )
    assert sum(event.event_type == "Meeting" for event in reading.events) == 1


def test_two_visits_stay_two(read):
    reading, _ = read("Ana Ruiz visited Kenya in March 2021. Ana Ruiz visited Chile in May 2022.")
    assert sum(event.event_type == "Visit" for event in reading.events) == 2


def test_custom_is_no_event(read):
    reading, _ = read("In Norway the king appoints the prime minister.")
    assert not reading.events


def test_unnamed_actors_are_seen_but_not_named(read):
    reading, _ = read("Norwegian protesters attacked the embassy of Chile.")
    event = one(reading, "Attack")
    assert {p.ref.entity for p in event.participants if p.role == "actor"} == {""}


def test_table_covers_plover_and_its_concepts_exist():
    triggers = [trigger for found in load_triggers().values() for trigger in found]
    assert len(triggers) >= 400
    assert {t.plover for t in triggers} - {None} == PLOVER
    for scheme, concepts in {
        "event-type": {t.event_type for t in triggers},
        "capacity": {t.actor_capacity for t in triggers} | {t.recipient_capacity for t in triggers},
        "mode": {t.mode for t in triggers if t.mode},
    }.items():
        text = resource_path("ontology", "vocabularies", f"{scheme}.ttl").read_text(encoding="utf-8")
        missing = {concept for concept in concepts if f":{concept} " not in text}
        assert not missing, f"{scheme} lacks {missing}"


@given(st.integers(min_value=0, max_value=5000))
def test_ordinal_ends_as_english_has_it(number):
    text = ordinal_text(number)
    assert text.startswith(str(number))
    assert text.endswith("th") == (number % 10 not in (1, 2, 3) or number % 100 in (11, 12, 13))


@pytest.mark.parametrize(
    ("text", "event_type", "label"),
    [
        ("The Harn Treaty was adopted in Oslo on 12 May 2015.", "Adoption", "Adoption in Oslo"),
        ("The agreement was signed in Oslo.", "Signing", "Signing in Oslo"),
    ],
)
def test_what_is_done_to_a_document_happened_though_nobody_is_named(reader, text, event_type, label):
    from diplograph.model import Article

    (reading,) = reader.iter_readings([Article("a", "k", text, "h", "o", published="2024-03-06")])
    assert [(event.event_type, event.label) for event in reading.events] == [(event_type, label)]


def test_a_list_whose_first_has_an_apposition_loses_nobody(reader):
    from diplograph.model import Article

    text = "Ana Zed, the foreign minister of Norway, and French President Bo Roe met in Oslo."
    (reading,) = reader.iter_readings([Article("a", "k", text, "h", "o", published="2024-03-06")])
    (event,) = reading.events
    assert {participant.ref.span.exact for participant in event.participants} == {"Ana Zed", "Bo Roe"}
