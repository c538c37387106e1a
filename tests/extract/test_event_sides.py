"""Who stands on which side of an event, who is only spoken of, and what is no event at all."""

from __future__ import annotations

import pytest

from diplograph.model import Article, Block


@pytest.fixture(scope="module")
def read(reader):
    def events(text, published="2024-10-16"):
        article = Article(
            "a", "k", text, "h", "o", published=published, blocks=(Block("body", 0, len(text)),)
        )
        (reading,) = reader.iter_readings([article])
        return reading

    return events


def parts_of(event):
    return {(p.capacity, p.ref.span.exact) for p in event.participants}


def parts(reading, event_type):
    """Capacity and words of those in the first event of a type."""
    return parts_of(next(event for event in reading.events if event.event_type == event_type))


@pytest.mark.parametrize(
    ("text", "event_type", "recipients"),
    [
        ("Ana Ruiz hailed the report on Twitter.", "Support", set()),  # a medium is spoken through
        ("Ana Ruiz alleged that Tom Berg's plan would ruin the Labour Party.", "Accusation", {"Tom Berg"}),
        ("Ana Ruiz urged him to press Kenya.", "Request", {"him"}),  # whoever it is, it is not Kenya
        ("Norway accused Kenya of spying on Chile.", "Accusation", {"Kenya"}),
        ("Ana Ruiz criticized Tom Berg for failing to answer Norway.", "Accusation", {"Tom Berg"}),
    ],
)
def test_recipient_is_the_one_it_is_done_to(read, text, event_type, recipients):
    found = {
        pair for event in read(text).events if event.event_type == event_type for pair in parts_of(event)
    }
    assert {words for capacity, words in found if capacity == "Recipient"} == recipients


def test_place_or_medium_that_is_spoken_of_is_concerned_and_no_recipient(read):
    found = parts(read("The ministers of Kenya and Norway agreed to a later meeting on Crete."), "Agreement")
    assert ("Recipient", "Crete") not in found


def test_whoever_faces_trial_is_the_defendant(read):
    assert parts(read("Ana Ruiz is to face trial in Oslo."), "Trial") == {("Defendant", "Ana Ruiz")}


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz supported social justice.",
        "Ana Ruiz opposed higher taxes.",
        "Ana Ruiz called for an end to the drought.",
        "Ana Ruiz vowed to keep working.",
    ],
)
def test_stance_towards_nobody_is_dropped_with_a_reason(read, text):
    reading = read(text)
    assert not reading.events
    assert "stance towards nobody, told as a statement and not as an event" in {
        drop.reason for drop in reading.drops
    }


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Ana Ruiz insisted she was never asked by the ministry.", "Demand"),  # a claim
        ("Ana Ruiz warned Kenya that prices could rise.", "Threat"),  # a caution
        ("Tom Berg, a man armed with a knife, left Oslo.", "Aid"),
        ("The toy meets the guidelines of the Labour Party.", "Meeting"),
        ("The Labour Party uses primary elections to choose Ana Ruiz.", "Election"),
        ("Ana Ruiz was flown from Oslo to Nairobi.", "Aid"),
        ("Ana Ruiz was put on the list of Kenya.", "Trial"),
    ],
)
def test_other_sense_of_a_word_is_no_such_event(read, text, event_type):
    assert event_type not in {event.event_type for event in read(text).events}


def test_insisting_that_somebody_shall_act_is_a_demand(read):
    found = parts(read("Norway insisted that Kenya withdraw its troops."), "Demand")
    assert ("Actor", "Norway") in found
    assert ("Recipient", "Kenya") in found


def test_what_was_insisted_to_be_so_is_asserted_by_its_speaker(read):
    reading = read("Ana Ruiz insisted that Kenya attacked Norway.")
    attack = next(event for event in reading.events if event.plover == "ASSAULT")
    assert attack.grounds.modality == "asserted"


def test_he_is_not_the_speaker_where_another_is_named_between(read):
    reading = read("Tom Berg claimed Ian Holm was a judge, and that he appointed Ana Ruiz.")
    found = parts(reading, "Appointment")
    assert ("Actor", "Tom Berg") not in found


def test_ties_between_two_states_are_theirs_and_not_the_brokers(read):
    reading = read("Norway announced a deal it brokered to normalize relations between Kenya and Chile.")
    found = parts(reading, "Recognition")
    assert {words for _, words in found} == {"Kenya", "Chile"}


def test_nomination_is_told_from_an_appointment(read):
    reading = read("The Labour Party nominated Ana Ruiz for president. Norway appointed Tom Berg ambassador.")
    assert [event.event_type for event in reading.events] == ["Nomination", "Appointment"]
    assert reading.events[0].label.startswith("Nomination: ")


def test_month_without_a_year_in_the_past_tense_is_the_last_one(read):
    (event,) = read("Ana Ruiz said Norway banned travel from Kenya in January.").events
    assert event.date is not None
    assert event.date.value == "2024-01"


def test_label_of_an_event_nobody_is_named_in_has_its_own_words(read):
    reading = read("The 2016 Norland primaries drew crowds. The Oslo talks opened on Monday.")
    labels = [event.label for event in reading.events]
    assert "2016 Norland primaries" in labels


@pytest.mark.parametrize(
    ("text", "event_type", "found"),
    [
        (  # the parser takes the title for a time, and hangs the place from the name
            "Ana Ruiz met US Senator from Vermont Bob Hale in Oslo on Monday.",
            "Meeting",
            {("Participant", "Ana Ruiz"), ("Participant", "Bob Hale")},
        ),
        (
            "President Ana Ruiz received a delegation from Norway led by Deputy Minister Erik Holm.",
            "Meeting",
            {("Host", "Ana Ruiz"), ("HeadOfDelegation", "Erik Holm"), ("Guest", "delegation")},
        ),
        (
            "In a telephone call on Friday, Rosa Vidal and Erik Holm discussed fishing rights.",
            "PhoneCall",
            {("Participant", "Rosa Vidal"), ("Participant", "Erik Holm")},
        ),
        ("The summit, hosted by Norway, ended on Friday.", "Summit", {("Host", "Norway")}),
        (
            "Rosa Vidal represented Chile at the 55th session of the Human Rights Council in Geneva.",
            "Session",
            {("Participant", "Rosa Vidal")},
        ),
        ("Amos Mwangi went on trial in Nairobi on Monday.", "Trial", {("Defendant", "Amos Mwangi")}),
        (
            "Norway declared the Kenyan ambassador persona non grata.",
            "Expulsion",
            {("Actor", "Norway"), ("Recipient", "Kenyan ambassador")},
        ),
        (
            "Chile threatened to close its border with Peru.",
            "Threat",
            {("Actor", "Chile"), ("Recipient", "Peru")},
        ),
        (
            "Rosa Vidal called on Peru to release the prisoners.",
            "Retreat",
            {("Actor", "Peru"), ("Recipient", "prisoners")},
        ),
        (
            "Farmers blocked roads in Santiago to demand the resignation of Rosa Vidal.",
            "Protest",
            {("Actor", "Farmers"), ("Recipient", "Rosa Vidal")},
        ),
        (
            "A group of Kenyan elders held a meeting with Ana Ruiz.",
            "Meeting",
            {("Participant", "group of Kenyan elders"), ("Participant", "Ana Ruiz")},
        ),
        (
            "Chile and Peru are negotiating a border treaty.",
            "Negotiation",
            {("Participant", "Chile"), ("Participant", "Peru")},
        ),
    ],
)
def test_everybody_who_takes_part_does_so_in_the_capacity_the_words_say(read, text, event_type, found):
    assert parts(read(text), event_type) == found


@pytest.mark.parametrize(
    ("text", "event_type", "place"),
    [
        ("Ana Ruiz met US Senator from Vermont Bob Hale in Oslo on Monday.", "Meeting", "Oslo"),
        ("William Okoro addressed the Labour Party in Nairobi.", "Speech", "Nairobi"),
        ("Norway held elections in the Kenyan city of Nairobi.", "Election", "Nairobi"),
    ],
)
def test_place_told_with_whoever_takes_part_is_the_events(read, text, event_type, place):
    reading = read(text)
    event = next(event for event in reading.events if event.event_type == event_type)
    assert event.place is not None
    assert event.place.span.exact == place


def test_meeting_on_the_sidelines_is_part_of_the_summit(read):
    reading = read("On the sidelines of the summit in Geneva, Ana Ruiz met Tom Berg.")
    summit, meeting = reading.events
    assert (summit.event_type, meeting.event_type) == ("Summit", "Meeting")
    assert meeting.part_of == summit.id


def test_cancelled_visit_is_negated_with_its_guest(read):
    (visit,) = read("The visit of the Chilean minister Rosa Vidal to Peru was cancelled.").events
    assert (visit.event_type, visit.grounds.modality) == ("Visit", "negated")
    assert {(p.capacity, p.ref.span.exact) for p in visit.participants} == {
        ("Guest", "Rosa Vidal"),
        ("Host", "Peru"),
    }


def test_one_happening_told_by_verb_and_participle_is_one_event(read):
    events = read("Thousands of farmers marched in Oslo on Monday, protesting the new law of Norway.").events
    assert [event.event_type for event in events] == ["Protest"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Ana Ruiz has not been successful in winning the election.", "negated"),
        ("Chile and Peru plan to sign a treaty next month.", "planned"),
        ("If Chile attacks Peru, the talks will end.", "hypothetical"),
        ("Peru denied that it had attacked Chile.", "negated"),
    ],
)
def test_modality_of_what_is_told(read, text, modality):
    assert read(text).events[0].grounds.modality == modality


def test_curfew_is_coercion_and_withdrawal_from_a_pact_no_retreat(read):
    reading = read("Kenya imposed a curfew in Nairobi. Chile withdrew from the Andean Pact in 1976.")
    assert [event.event_type for event in reading.events] == ["Coercion", "Withdrawal"]


@pytest.mark.parametrize(
    ("text", "event_type", "found"),
    [
        (
            "Trilateral talks among Norway, Chile and Peru ended without agreement.",
            "Negotiation",
            {("Participant", "Norway"), ("Participant", "Chile"), ("Participant", "Peru")},
        ),
        (
            "Rosa Vidal paid a state visit to Norway in May 2023.",
            "Visit",
            {("Guest", "Rosa Vidal"), ("Host", "Norway")},
        ),
        ("Rosa Vidal visited Bergen on Monday.", "Visit", {("Guest", "Rosa Vidal")}),
        (
            "The signing of the trade agreement between Chile and Kenya took place in Santiago.",
            "Signing",
            {("Signatory", "Chile"), ("Signatory", "Kenya")},
        ),
        (
            "Diplomatic relations between Kenya and Peru were severed in 1999.",
            "SeveranceOfRelations",
            {("Actor", "Kenya"), ("Recipient", "Peru")},
        ),
        (  # condemned is whoever did it, not who suffered it
            "The invasion of Peru by Chile was condemned by Kenya.",
            "Accusation",
            {("Actor", "Kenya"), ("Recipient", "Chile")},
        ),
        (
            "The Norwegian envoy brokered a truce between Chile and Peru.",
            "Ceasefire",
            {("Actor", "Chile"), ("Recipient", "Peru")},
        ),
        (
            "Rosa Vidal received the peace prize from the Labour Party.",
            "Award",
            {("Actor", "Labour Party"), ("Awardee", "Rosa Vidal")},
        ),
        (
            "Kenya promised Norway to release the crew.",
            "Retreat",
            {("Actor", "Kenya"), ("Recipient", "crew")},
        ),
        (
            "Syria has accused Israel of bombarding an area west of Oslo.",
            "MilitaryAction",
            {("Actor", "Israel")},
        ),
        (
            "The resignation of Karin Dahl surprised the government.",
            "Resignation",
            {("Actor", "Karin Dahl")},
        ),
        (
            "In an address to parliament, Rosa Vidal announced new elections.",
            "Speech",
            {("Speaker", "Rosa Vidal"), ("Attendee", "parliament")},
        ),
    ],
)
def test_sides_of_nominal_passive_and_controlled_events(read, text, event_type, found):
    assert parts(read(text), event_type) == found


def test_strike_that_killed_somebody_is_one_attack(read):
    events = read("A drone strike killed a Peruvian commander near Oslo on Friday.").events
    assert [event.event_type for event in events] == ["Attack"]
    assert {(p.capacity, p.ref.span.exact) for p in events[0].participants} == {
        ("Victim", "Peruvian commander")
    }


def test_meeting_that_did_not_take_place_is_negated_with_both_sides(read):
    (meeting,) = read("No meeting took place between Rosa Vidal and Erik Holm.").events
    assert meeting.grounds.modality == "negated"
    assert len(meeting.participants) == 2


def test_state_before_a_vote_may_be_what_it_is_about(read):
    reading = read("Cameron lost the Syria vote on Monday.")
    assert all(not event.participants or event.event_type != "Vote" for event in reading.events)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Kenya agreed to open a school.", ["Agreement"]),  # something is agreed
        ("Kenya promised to open a school.", []),  # promised to nobody
        ("Ana Ruiz advocated for the expansion to Bergen.", []),  # a place can't be supported
        ("What have you learned since leaving the Labour Party?", []),  # who left it isn't said
    ],
)
def test_event_needs_those_who_make_it_one(read, text, kinds):
    assert [event.event_type for event in read(text).events] == kinds


def test_what_demands_include_is_only_demanded(read):
    reading = read("Their demands have included dissolving the Fisheries Commission.")
    assert all(event.grounds.modality == "hypothetical" for event in reading.events)


def test_medium_is_spoken_through_and_takes_no_part(read):
    (event,) = read("Ana Ruiz condemned the report on Twitter by Tom Berg.").events
    assert {p.ref.span.exact for p in event.participants} == {"Ana Ruiz", "Tom Berg"}


def test_vote_against_a_deed_does_not_make_it_happen(read):
    reading = read("The Labour Party voted against confirming Ana Ruiz as a judge.")
    appointment = next(event for event in reading.events if event.event_type == "Appointment")
    assert appointment.grounds.modality == "hypothetical"


def test_opinion_that_several_share_is_no_agreement(read):
    assert not read("Ana Ruiz and Tom Berg agreed that vaccines have done good.").events


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        # a noun that only tells what kind of thing the next one is takes no part
        ("Kenya condemned the attack on a refugee camp by Chile.", {"Kenya"}, {"Chile"}),
        ("Kenyan forces fired on a Chilean patrol boat.", {"Kenyan forces"}, {"Chilean"}),
        ("Kenya banned a number of foreign journalists.", {"Kenya"}, {"foreign journalists"}),
        # who follows as the subject of the next clause is not what was seized
        (
            "Kenya condemned the seizure of two Chilean tankers, the top diplomat Ana Ruiz said.",
            {"Kenya"},
            {"Chilean"},
        ),
        # what is done to a body by those who are supported is not support for it
        ("Ana Ruiz backed an audit of the Central Bank of Kenya.", {"Ana Ruiz"}, set()),
        ("Kenya agreed to send aid to Chile.", {"Kenya"}, {"Chile"}),
        ("Kenya agreed to add two members to the panel.", {"Kenya"}, set()),
        ("Japan rejected the offer that Norway had made to Peru.", {"Japan"}, {"Norway"}),
        ("Peru rejected the plan, and a neighbour, Chile, voted for it.", {"Peru"}, set()),
        (
            "Ana Ruiz denied that Chile had broken the law and accused Norway of lies.",
            {"Ana Ruiz"},
            {"Norway"},
        ),
        # those who would do what is favoured are others
        ("Ana Ruiz favoured prosecuting bankers.", set(), set()),
        ("Ana Ruiz and Tom Berg agreed that Chile would not expand.", {"Ana Ruiz", "Tom Berg"}, set()),
        ("Kenya alleged they had tortured Tom Berg.", {"Kenya"}, {"they"}),
        ("The fighting saw 120 Kenyan soldiers killed.", set(), set()),  # they did not kill
        (
            "Kenya charged Tom Berg with lies, and the second accused him of contempt of Peru.",
            {"Kenya"},
            {"Tom Berg"},
        ),
        ("Ana Ruiz disagreed, stating that the Labour Party should be dissolved.", set(), set()),
        ("Ana Ruiz urged the presidents of the world to act.", {"Ana Ruiz"}, {"presidents of the world"}),
        ("Near Nairobi, two strikes engaged three units.", set(), set()),
    ],
)
def test_doubtful_side_is_no_side(read, text, actors, recipients):
    events = read(text).events
    found = {
        role: {p.ref.span.exact for e in events for p in e.participants if p.role == role}
        for role in ("actor", "recipient")
    }
    assert (found["actor"], found["recipient"]) == (actors, recipients)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz became mayor when she replaced Tom Berg in May.",  # a succession
        "President Ana Ruiz accepted the resignation.",  # whose it was, isn't said
        "Tom Berg was released from the hospital on Monday.",
        "Ana Ruiz was questioned about the case by reporters.",
        "Ana Ruiz described her bid to be heard in the debate.",
        "Kenya suspended its advertising campaign.",
        "Ana Ruiz was picked up in a black car.",
        "Ana Ruiz agreed with Tom Berg.",
        "Ana Ruiz agreed, and smiled.",
        "The Kenyan captain relinquished power over the engine.",
        "Ana Ruiz is known for speaking to reporters.",
        "Ana Ruiz, who has two million readers, seized on the remarks of Tom Berg.",
        "Ana Ruiz was recognized for her courage.",
        "Ana Ruiz took part in a clinical trial in Norway.",
        "Ana Ruiz asked a series of constructive, penetrating questions.",
    ],
)
def test_other_sense_is_no_event(read, text):
    assert not read(text).events


def test_those_whom_an_agreement_harms_are_no_party_to_it(read):
    events = read("Kenya agreed to extend sanctions on Chile.").events
    agreement = next(event for event in events if event.event_type == "Agreement")
    assert [(p.role, p.ref.span.exact) for p in agreement.participants if p.capacity != "Concerned"] == [
        ("actor", "Kenya")
    ]


def test_person_of_a_country_is_elected_not_the_country(read):
    (election,) = read("The office is led by Tom Berg, a lawyer from Norway, who was elected in 2023.").events
    assert [p.ref.span.exact for p in election.participants] == ["Tom Berg"]


def test_term_is_not_the_day_of_the_election(read):
    (election,) = read("The council elected Ana Ruiz as its president for 2025 on Monday.").events
    assert election.date.value == "2024-10-14"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ('"After yesterday\'s vote in Kenya, all is clear."', None),  # counted from a day unknown
        ("Ana Ruiz gave a speech on the last night of the fair.", None),
        ("Ana Ruiz gave a speech last night.", "2024-10-15"),
    ],
)
def test_day_is_counted_from_the_day_it_was_said(read, text, date):
    (event,) = read(text).events
    assert (event.date.value if event.date is not None else None) == date


def test_what_a_book_claims_is_not_asserted(read):
    events = read("The book claimed that Ana Ruiz had dismissed Tom Berg.").events
    assert [event.grounds.modality for event in events] == ["hypothetical"]


def test_clause_after_a_noun_keeps_the_subject(read):
    text = "President of Kenya Ana Ruiz became a nominee for the Norwegian prize after winning the election."
    election = next(e for e in read(text).events if e.event_type == "Election")
    assert [p.ref.span.exact for p in election.participants] == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("A group of students allegedly threatened Ana Ruiz.", "hypothetical"),
        ("The party changed its name ahead of the 2016 presidential election.", "asserted"),  # it is over
        ("The party changed its name ahead of the presidential election in Kenya.", "planned"),
    ],
)
def test_whether_it_happened(read, text, modality):
    (event,) = read(text).events
    assert event.grounds.modality == modality
