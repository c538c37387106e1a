"""States that no table has: known by the offices and things that only states have, and by their demonyms."""

from __future__ import annotations

import pytest

from diplograph.model import Article


@pytest.fixture(scope="module")
def read(reader):
    def read_text(text):
        (reading,) = reader.iter_readings([Article("a", "k", text, "h", "o", published="2024-06-03")])
        return reading

    return read_text


def states(reading):
    return {entity.name for entity in reading.entities if entity.kind == "State"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Velmora's Minister of Foreign Affairs, Ilva Tarn, spoke.", {"Velmora"}),
        ("The foreign ministers of Velmora and Ostria signed a treaty.", {"Velmora", "Ostria"}),
        ("The prime ministers of Velmora, Ostria and Kellia met.", {"Velmora", "Ostria", "Kellia"}),
        ("Doran Vesk is a citizen of the Republic of Ostria.", {"Ostria"}),
        ("Ostria waits. The Ostrian foreign minister, Doran Vesk, resigned.", {"Ostria"}),
        ("The embassy of Velmora in Oslo was closed.", {"Velmora"}),
        (
            "The presidents of Velmora, Ostria, Kellia, Norway and Tarsis met.",
            {"Velmora", "Ostria", "Kellia", "Norway", "Tarsis"},
        ),
        ("The President of Velmora left. She returned to Velmora on Monday.", {"Velmora"}),
        ("Velmora's permanent representative in Geneva, Ilva Tarn, spoke.", {"Velmora"}),
        ("Acme Holdings's president met the president of Kessel Works.", set()),
        ("The Prime Minister of France met the board of Velmora.", {"France"}),
    ],
)
def test_what_only_a_state_has_tells_a_state(read, text, names):
    assert states(read(text)) == names


def test_short_and_long_form_are_one_state(read):
    reading = read("Ilva Tarn, Foreign Minister of the Republic of Ostria, arrived. Ostria thanked her.")
    mentions = {m.span.exact: m.entity for m in reading.mentions if m.type == "Place"}
    assert mentions["Republic of Ostria"] == mentions["Ostria"]


def test_a_demonym_puts_a_post_in_the_state(read):
    reading = read("Velmora's envoys left Oslo. Velmoran Foreign Minister Ilva Tarn stayed.")
    (holding,) = reading.holdings
    entities = {entity.id: entity for entity in reading.entities}
    assert entities[holding.person.entity].name == "Ilva Tarn"
    assert entities[entities[holding.post.entity].state].name == "Velmora"


def test_a_post_of_an_unknown_republic_is_no_other_state_s(read):
    reading = read(
        "Doran Vesk, Minister of Foreign Affairs of the Republic of Ostria, received Kaja Lund of Norway."
    )
    entities = {entity.id: entity for entity in reading.entities}
    assert [entities[entities[h.post.entity].state].name for h in reading.holdings] == ["Ostria"]


def test_a_persons_name_that_begins_like_the_state_is_no_demonym(read):
    reading = read("The Prime Minister of Harlandia met Peter Harlander.")
    assert [m.span.exact for m in reading.mentions if m.type == "Person"] == ["Peter Harlander"]
