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
    reading, found = read("“We are ready,” Ana Ruiz said, “and we will wait for the others to come.”")
    assert [(who, direct) for who, _, direct, _ in found] == [("Ana Ruiz", True)]
    assert [part.exact for part in reading.statements[0].said] == [
        "We are ready,",
        "and we will wait for the others to come.",
    ]


def test_quotation_that_goes_on_after_its_cue_is_one_statement(read):
    reading, found = read(
        "“We are ready,” Ana Ruiz, foreign minister of Kenya, said. “Nobody will wait. The ships have left.”"
    )
    assert [who for who, *_ in found] == ["Ana Ruiz"]
    assert [part.exact for part in reading.statements[0].said] == [
        "We are ready,",
        "Nobody will wait. The ships have left.",
    ]
    assert all(not holding.grounds.attributed_to for holding in reading.holdings)  # the cue is the reporter's


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
    reading, found = read("“The border has been closed for two whole days,” which was said.")
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


@pytest.mark.parametrize(
    ("text", "who", "said"),
    [
        # what belongs to the speech, and what does not
        (
            "Ana Ruiz has said the port should be sold, and her critics blame her for the floods.",
            "Ana Ruiz",
            "the port should be sold",
        ),
        (
            "Ana Ruiz said her rule brought peace, pointing to the wars of others.",
            "Ana Ruiz",
            "her rule brought peace",
        ),
        (
            "Ana Ruiz said the port would be sold and the ships would be scrapped.",
            "Ana Ruiz",
            "the port would be sold and the ships would be scrapped",
        ),
        (
            "Ana Ruiz said Tom Berg “was a great man” until his death.",
            "Ana Ruiz",
            "Tom Berg “was a great man” until his death",
        ),
        ("Ana Ruiz called the new treaty “lousy” on Monday.", "Ana Ruiz", "the new treaty “lousy"),
        ("Ana Ruiz described the treaty as a grave mistake.", "Ana Ruiz", "the treaty as a grave mistake"),
        ("Ana Ruiz accused Tom Berg of stealing the votes.", "Ana Ruiz", "Tom Berg of stealing the votes"),
        # other ways of telling
        ("Ana Ruiz is adamant that the treaty is dead.", "Ana Ruiz", "the treaty is dead"),
        (
            "Tom Berg rejected Ana Ruiz's claim that the votes were stolen.",
            "Ana Ruiz",
            "the votes were stolen",
        ),
        ("Ana Ruiz repeated her warning that the dam may burst.", "Ana Ruiz", "the dam may burst"),
        ("The treaty was condemned by Ana Ruiz.", "Ana Ruiz", "The treaty"),
        ("Ana Ruiz hoped that the talks would begin soon.", "Ana Ruiz", "the talks would begin soon"),
        ("Tom Berg quoted Ana Ruiz as saying the talks had begun.", "Ana Ruiz", "the talks had begun"),
        (
            "The hills are steep and, according to Ana Ruiz, full of mines; the roads are closed.",
            "Ana Ruiz",
            "full of mines",
        ),
        (
            "Ana Ruiz defended the treaty on Monday: “Nobody has a better one. We tried for years.”",
            "Ana Ruiz",
            "Nobody has a better one. We tried for years.",
        ),
        (
            "Ana Ruiz criticized the treaty on Twitter. “Nobody has read it to the end. Nobody will.”",
            "Ana Ruiz",
            "Nobody has read it to the end. Nobody will.",
        ),
        (
            "Ana Ruiz's first question: “Who has paid for all these ships?”",
            "Ana Ruiz",
            "Who has paid for all these ships?",
        ),
    ],
)
def test_ways_of_saying_and_their_extent(read, text, who, said):
    _, found = read(text)
    assert (who, said) in [row[:2] for row in found]


def test_critics_blame_is_their_own_statement(read):
    _, found = read("Ana Ruiz has said the port should be sold, and her critics blame her for the floods.")
    assert [who for who, *_ in found] == ["Ana Ruiz", ""]


def test_source_in_the_middle_of_what_is_said(read):
    reading, _ = read("Tom Berg then led, according to Reuters, the largest march ever held there.")
    (statement,) = reading.statements
    assert [part.exact for part in statement.said] == [
        "Tom Berg then led",
        "the largest march ever held there",
    ]


def test_what_somebody_does_not_believe_they_deny(read):
    _, found = read("Ana Ruiz does not believe that the talks will fail.")
    assert found == [("Ana Ruiz", "the talks will fail", False, "Denies")]


@pytest.mark.parametrize(
    "text",
    [
        "The floods claimed 50 lives, and 60 houses were lost.",
        "The fire threatens to destroy the old port.",
        "It shows the boy walking into the room.",
        "Who says that the port is closed?",
        "Ana Ruiz welcomed the soldiers in the old port.",
    ],
)
def test_things_say_nothing(read, text):
    _, found = read(text)
    assert found == []


def test_turns_of_an_interview_are_its_speakers(read):
    text = (
        "Ana Ruiz is the foreign minister of Kenya.\n\n((Desk)) How did the talks end?\n\n"
        "((Ana Ruiz)) They ended well.\n\nTom Berg signed the treaty.\n\n"
        "((Desk)) And what comes next?\n\n((Ana Ruiz)) We wait."
    )
    reading, found = read(text)
    assert [(who, said, direct) for who, said, direct, _ in found if who] == [
        ("Ana Ruiz", "They ended well.\n\nTom Berg signed the treaty.", True),
        ("Ana Ruiz", "We wait.", True),
    ]
    signing = next(event for event in reading.events if event.trigger.exact == "signed")
    assert len(signing.grounds.attributed_to) == 1


def test_lines_with_a_colon_make_no_transcript(read):
    _, found = read("Ana Ruiz: a life\n\nBorn: in Kenya\n\nThe port is closed.")
    assert [row for row in found if row[2]] == []


def test_text_set_apart_under_its_cue(read):
    text = (
        "Foreign Minister Ana Ruiz said:\n\nI welcome the treaty.\n\nIts aims are ours.\n\n"
        "Tom Berg said “the talks had begun in earnest”."
    )
    _, found = read(text)
    assert ("Ana Ruiz", "I welcome the treaty.\n\nIts aims are ours.", True, "Neutral") in found


def test_two_who_say_the_same_words_are_two_statements(read):
    _, found = read("Tom Berg said that Ana Ruiz believes the dam is safe.")
    assert [(who, said) for who, said, *_ in found] == [
        ("Tom Berg", "Ana Ruiz believes the dam is safe"),
        ("Ana Ruiz", "the dam is safe"),
    ]


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ab “”\"'‘’«»\n.", max_size=60), min_size=1, max_size=4))
def test_quotations_never_overlap(texts):
    text = "\n\n".join(texts)
    end = 0
    for quote in find_quotes(_paragraphs(*texts)):
        assert end <= quote.start < quote.end <= len(text)
        end = quote.end
