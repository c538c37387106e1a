"""Statements: whose words, which words, what stance, and who answers for what they claim."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.extract.page import Paragraph
from diplograph.extract.quotes import find_quotes
from diplograph.model import Article, Block


@pytest.fixture(scope="module")
def read(reader):
    def statements(text, *kinds):
        blocks = []
        at = 0
        for kind, part in zip(kinds or ("body",) * 99, text.split("\n\n"), strict=False):
            blocks.append(Block(kind, at, at + len(part)))
            at += len(part) + 2
        article = Article("a", "k", text, "h", "o", published="2024-03-06", blocks=tuple(blocks))
        (reading,) = reader.iter_readings([article])
        names = {entity.id: entity.name for entity in reading.entities}
        for one in reading.statements:
            for span in (one.content, one.cue, one.speaker.span, one.grounds.evidence):
                assert text[span.start : span.end] == span.exact
        return reading, [
            (names.get(s.speaker.entity, ""), s.content.exact, s.direct, s.stance) for s in reading.statements
        ]

    return statements


@pytest.mark.parametrize(
    ("opening", "closing"), [("“", "”"), ("«", "»"), ('"', '"'), ("‘", "’"), ("„", "“")], ids="dgsal"
)
def test_quotation_in_every_style(read, opening, closing):
    _, found = read(f"{opening}We will never close this border,{closing} Foreign Minister Ana Ruiz said.")
    assert [(who, said.rstrip(","), direct) for who, said, direct, _ in found] == [
        ("Ana Ruiz", "We will never close this border", True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz said, “The talks have begun in earnest.”",
        "Ana Ruiz told reporters: “The talks have begun in earnest.”",
        "Minister Ruiz voiced the main message of Ana Ruiz: “The talks have begun in earnest.”",
        "“The talks have begun in earnest,” said Ana Ruiz, the foreign minister of Kenya.",
    ],
)
def test_cue_may_stand_before_or_after(read, text):
    _, found = read(text)
    direct = [row for row in found if row[2]]
    assert [(who, said.strip(",.")) for who, said, *_ in direct] == [
        ("Ana Ruiz", "The talks have begun in earnest")
    ]


def test_quotation_split_around_its_cue(read):
    _, found = read("“We are ready,” Ana Ruiz said, “and we will wait for the others to come.”")
    assert [who for who, *_ in found] == ["Ana Ruiz", "Ana Ruiz"]
    assert all(direct for _, _, direct, _ in found)


def test_quotation_over_two_paragraphs(read):
    text = "Ana Ruiz said: “The talks began well.\n\n“They will go on tomorrow.”"
    _, found = read(text)
    assert found[0][1].startswith("The talks began well.")
    assert found[0][1].endswith("They will go on tomorrow.")


def test_title_and_irony_are_no_statements(read):
    _, found = read(
        "The so-called “peace bridge” was closed. She played in “The Long Winter of the North” last year."
    )
    assert found == []


@pytest.mark.parametrize(
    ("text", "said", "stance"),
    [
        ("Ana Ruiz said that the talks had begun.", "the talks had begun", "Neutral"),
        ("According to Ana Ruiz, the talks had begun.", "the talks had begun", "Neutral"),
        ("Ana Ruiz stressed that Chile must end the war.", "Chile must end the war", "CallsFor"),
        ("Ana Ruiz warned that the truce could fail.", "the truce could fail", "Warns"),
        ("Ana Ruiz denied that troops had crossed the border.", "troops had crossed the border", "Denies"),
        ("Ana Ruiz condemned the attack on the mission.", "the attack on the mission", "Condemns"),
        (
            "Ana Ruiz expressed concern about the growing conflict in the region.",
            "the growing conflict in the region",
            "ExpressesConcern",
        ),
        ("Ana Ruiz promised to reopen the embassy.", "to reopen the embassy", "Promises"),
        ("Ana Ruiz called on Chile to free the crew.", "to free the crew", "CallsFor"),
    ],
)
def test_indirect_speech_with_its_stance(read, text, said, stance):
    _, found = read(text)
    assert ("Ana Ruiz", said, False, stance) in found


def test_what_was_not_said_is_no_statement(read):
    _, found = read("Ana Ruiz did not say that the talks had begun.")
    assert found == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The border has been closed for two days,” a witness said.", "witness"),
        ("Several senior officials said the border had been closed.", "Several senior officials"),
        ("According to a new report, the border had been closed.", "new report"),
    ],
)
def test_speaker_without_a_name_stands_for_nobody(read, text, speaker):
    reading, found = read(text)
    assert [(who, bool(said)) for who, said, *_ in found] == [("", True)]
    assert reading.statements[0].speaker.span.exact == speaker


def test_words_that_nobody_says_are_dropped_with_a_reason(read):
    reading, found = read("“The border has been closed for two whole days,” it said.")
    assert found == []
    assert any("speaker" in drop.reason for drop in reading.drops)


def test_headline_after_its_dash(read):
    _, found = read("The border will stay open - Foreign Minister Ana Ruiz\n\nIt rained.", "headline", "body")
    assert ("Ana Ruiz", "The border will stay open", False, "Neutral") in found


def test_press_service_answers_for_the_opening_paragraph(read):
    text = (
        "Foreign Minister Ana Ruiz visited Norway. The visit was followed by Prime Minister Tom Berg and "
        "judge Mei Lund, the press service of the Kenyan Foreign Ministry reported."
        "\n\nRuiz later met Berg."
    )
    reading, _ = read(text)
    names = {entity.id: entity.name for entity in reading.entities}
    first = next(event for event in reading.events if event.trigger.exact == "visited")
    assert [names[source] for source in first.grounds.attributed_to][-1].startswith("press service")
    later = next(event for event in reading.events if event.trigger.exact == "met")
    assert later.grounds.attributed_to == ()


def test_claim_within_a_statement_is_the_speakers(read):
    reading, _ = read("Ana Ruiz said that Norway attacked Kenya.")
    names = {entity.id: entity.name for entity in reading.entities}
    attack = next(event for event in reading.events if event.event_type == "Attack")
    assert [names[who] for who in attack.grounds.attributed_to] == ["Ana Ruiz"]
    assert attack.grounds.statement == reading.statements[0].id


def test_statement_made_in_a_speech(read):
    reading, _ = read("In his speech, Tom Berg said that the talks had begun.")
    speech = next(event for event in reading.events if event.event_type == "Speech")
    assert [statement.made_at for statement in reading.statements] == [speech.id]


@pytest.mark.parametrize(
    ("text", "who", "said"),
    [
        ("Ana Ruiz attacked Tom Berg for it, claiming he took money.", "Ana Ruiz", "he took money"),
        ("Ana Ruiz gave a speech declaring taxes were high.", "Ana Ruiz", "taxes were high"),
        (
            "The mayor of Geneva, Ana Ruiz, wrote, “The talks have begun in earnest.”",
            "Ana Ruiz",
            "The talks have begun in earnest.",
        ),
        ("According to data from Reuters, two ports were closed.", "Reuters", "two ports were closed"),
        (
            "Ana Ruiz claims she would leave if the port were closed.",
            "Ana Ruiz",
            "she would leave if the port were closed",
        ),
        (
            "Ana Ruiz expressed concern about Kenya losing its ports.",
            "Ana Ruiz",
            "Kenya losing its ports",
        ),
        ("Ana Ruiz called for action to end the war.", "Ana Ruiz", "action to end the war"),
    ],
)
def test_speaker_and_extent_where_the_parse_misleads(read, text, who, said):
    _, found = read(text)
    assert (who, said) in [row[:2] for row in found]


@pytest.mark.parametrize(
    "text",
    [
        "Reuters called the state for Ana Ruiz.",
        "Ruiz then led, according to Reuters, the largest march ever held there.",
        "At the summit in Geneva, Foreign Minister Ana Ruiz commented:",
    ],
)
def test_words_that_say_nothing_are_no_statement(read, text):
    _, found = read(text)
    assert found == []


def _paragraphs(*texts):
    import spacy

    nlp = spacy.blank("en")
    offset, found = 0, []
    for index, text in enumerate(texts):
        found.append(Paragraph(index, "body", offset, nlp.make_doc(text)))
        offset += len(text) + 2
    return found


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ab “”\"'‘’«»\n.", max_size=60), min_size=1, max_size=4))
def test_quotations_never_overlap(texts):
    text = "\n\n".join(texts)
    end = 0
    for quote in find_quotes(_paragraphs(*texts)):
        assert end <= quote.start < quote.end <= len(text)
        end = quote.end
