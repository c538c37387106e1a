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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "US Senator from Vermont Peter Marlow spoke.",
            ("Peter Marlow", "Senator", "United States", "current"),
        ),
        (
            "The Senator from Ohio, Peter Marlow, spoke.",
            ("Peter Marlow", "Senator", "United States", "current"),
        ),
        (
            "German MEP Anna Marlow spoke.",
            ("Anna Marlow", "MemberOfParliament", "European Parliament", "current"),
        ),
        ("Her Majesty Queen Anna of Belgium spoke.", ("Anna", "Queen", "Belgium", "current")),
        ("King Peter of the Belgians spoke.", ("Peter", "King", "Belgium", "current")),
        (
            "The head of the Norwegian delegation, Anna Marlow, spoke.",
            ("Anna Marlow", "HeadOfDelegation", "Norway", "current"),
        ),
        (
            "Special Envoy of the UN Secretary-General for Syria Anna Marlow spoke.",
            ("Anna Marlow", "SpecialEnvoy", "United Nations", "current"),
        ),
        (
            "EU Special Representative for Central Asia Anna Marlow spoke.",
            ("Anna Marlow", "SpecialEnvoy", "European Union", "current"),
        ),
        (
            "Adviser to the President of Uzbekistan Peter Marlow spoke.",
            ("Peter Marlow", "Adviser", "Uzbekistan", "current"),
        ),
        (
            "First Deputy Minister of Foreign Affairs of Uzbekistan Peter Marlow spoke.",
            ("Peter Marlow", "DeputyForeignMinister", "Uzbekistan", "current"),
        ),
        (
            "Consul General of Kazakhstan in Frankfurt Peter Marlow spoke.",
            ("Peter Marlow", "Consul", "Kazakhstan", "current"),
        ),
        (
            "Anna Marlow, formerly president of Malawi, spoke.",
            ("Anna Marlow", "President", "Malawi", "former"),
        ),
        (
            "Anna Marlow, now foreign minister of Malawi, spoke.",
            ("Anna Marlow", "ForeignMinister", "Malawi", "current"),
        ),
        (
            "Anna Marlow took over as head of UNICEF in 2017.",
            ("Anna Marlow", "Head", "United Nations Children's Fund", "unknown"),
        ),
        (
            "Anna Marlow was re-elected president of Malawi.",
            ("Anna Marlow", "President", "Malawi", "current"),
        ),
    ],
)
def test_more_wordings(read, text, expected):
    assert expected in read(text)[1]


def test_states_and_people_named_in_the_same_order(read):
    expected = {
        ("Anna Marlow", "ForeignMinister", "Norway", "current"),
        ("Peter Castle", "ForeignMinister", "Kenya", "current"),
    }
    for text in (
        "The foreign ministers of Norway and Kenya, Anna Marlow and Peter Castle, met.",
        "Norwegian and Kenyan foreign ministers Anna Marlow and Peter Castle met.",
        "Foreign ministers Anna Marlow of Norway and Peter Castle of Kenya met.",
        "Foreign ministers Anna Marlow (Norway) and Peter Castle (Kenya) met.",
    ):
        assert set(read(text)[1]) == expected, text


@pytest.mark.parametrize(
    ("text", "status", "end", "reason"),
    [
        ("Anna Marlow was president of Chad until her death in 2021.", "former", "2021", "died"),
        ("Anna Marlow's term as secretary-general of NATO ended in 2023.", "former", "2023", "term-ended"),
        ("Norway's foreign minister, Anna Marlow, stepped down last month.", "former", "2024-02", "resigned"),
        ("The army ousted President Anna Marlow of Malawi in 2014.", "former", "2014", "dismissed"),
        ("President Anna Marlow of Chad, who was killed in May 2021, spoke.", "former", "2021-05", "died"),
        ("Anna Marlow left office as mayor of Oslo in 2015.", "former", "2015", None),
    ],
)
def test_ends_and_why(read, text, status, end, reason):
    reading, _ = read(text)
    (holding,) = reading.holdings
    assert (holding.status, holding.end.value, holding.end_reason) == (status, end, reason)


def test_who_is_nominated_is_not_who_nominates(read):
    _, rows = read("Kenya's president Anna Marlow nominated Peter Castle to be Kenyan ambassador to Norway.")
    assert ("Peter Castle", "Ambassador", "Kenya", "future") in rows
    assert not any(row[:2] == ("Anna Marlow", "Ambassador") for row in rows)


@pytest.mark.parametrize(
    "text",
    ["Anna Marlow hopes to become president of Malawi.", "Anna Marlow vowed to become president of Malawi."],
)
def test_a_post_that_is_only_wanted_is_not_held(read, text):
    reading, _ = read(text)
    assert all(holding.grounds.modality in ("planned", "hypothetical") for holding in reading.holdings)
    assert all(holding.status != "current" for holding in reading.holdings)


@pytest.mark.parametrize(
    "text",
    [
        "Peter Castle was succeeded by Anna Marlow as finance minister of Norway.",
        "Peter Castle was replaced as finance minister of Norway by Anna Marlow.",
        "Anna Marlow took over from Peter Castle as finance minister of Norway.",
        "Norwegian Finance Minister Anna Marlow's predecessor, Peter Castle, spoke.",
    ],
)
def test_succession_in_other_words(read, text):
    reading, rows = read(text)
    assert sorted(rows) == [
        ("Anna Marlow", "FinanceMinister", "Norway", "current"),
        ("Peter Castle", "FinanceMinister", "Norway", "former"),
    ]
    (former,) = [holding for holding in reading.holdings if holding.status == "former"]
    assert former.successor is not None


def test_his_minister_is_a_minister_of_his_state(read):
    _, rows = read("President Peter Castle of Chad fired his interior minister, Anna Marlow.")
    assert ("Anna Marlow", "InteriorMinister", "Chad", "former") in rows
    _, rows = read("King Peter of Norway appointed Anna Marlow prime minister on Friday.")
    assert ("Anna Marlow", "PrimeMinister", "Norway", "current") in rows


def test_a_title_alone_is_not_current_where_the_article_tells_of_the_end(read):
    _, rows = read("Former president Anna Marlow of Malawi spoke. Crowds cheered President Marlow.")
    assert {row[3] for row in rows} == {"former"}
    _, rows = read("Senator Peter Marlow of Ohio died on Sunday. Senator Marlow was liked.")
    assert {row[3] for row in rows} == {"former"}


def test_the_reference_knows_that_a_term_was_over(read):
    _, rows = read("The talks began under French President François Mitterrand.")
    assert [row[3] for row in rows] == ["unknown"]
    _, rows = read("French President François Mitterrand spoke.", published="1990-05-05")
    assert [row[3] for row in rows] == ["current"]


def test_a_name_in_another_bodys_name_is_not_the_body(read):
    _, rows = read("Anna Marlow was named head of the UN mission in Mali.")
    assert rows == []
    _, rows = read("Anna Marlow, executive director of Singapore tannery Heng Long, spoke.")
    assert rows == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anna Marlow, chief executive of Hong Kong, spoke.",
            ("Anna Marlow", "ChiefExecutive", "Hong Kong", "current"),
        ),
        (
            "In Ohio, Governor Peter Marlow postponed the vote.",
            ("Peter Marlow", "Governor", "Ohio", "current"),
        ),
        (
            "Peter Marlow, then the prime minister of Canada, spoke.",
            ("Peter Marlow", "PrimeMinister", "Canada", "former"),
        ),
        (
            "The Minister of Foreign Affairs of Norway, H.E. Ms. Anna Marlow, spoke.",
            ("Anna Marlow", "ForeignMinister", "Norway", "current"),
        ),
        (
            "Transitional President Peter Marlow of Mali spoke.",
            ("Peter Marlow", "President", "Mali", "current"),
        ),
        (
            "Anna Marlow, his wife and the chairwoman of the Green Party, spoke.",
            ("Anna Marlow", "Chair", "Green Party", "current"),
        ),
        (
            "Three former presidents of Malawi including Anna Marlow and Peter Castle attended.",
            ("Peter Castle", "President", "Malawi", "former"),
        ),
        (
            "Turkish President Robert Castle's spokesman Peter Marlow spoke.",
            ("Peter Marlow", "Spokesperson", "Türkiye", "current"),
        ),
        (
            "Kenyan President Anna Marlow hosted her Ugandan counterpart Peter Castle.",
            ("Peter Castle", "President", "Uganda", "current"),
        ),
        (
            "Israeli military spokesman Rear Admiral Peter Marlow spoke.",
            ("Peter Marlow", "Spokesperson", "Israeli military", "current"),
        ),
    ],
)
def test_wordings_of_the_news(read, text, expected):
    assert expected in read(text)[1]


def test_titles_of_two_people_are_not_joined(read):
    _, rows = read("On behalf of the President of Kazakhstan, Deputy Prime Minister Peter Marlow spoke.")
    assert rows == [("Peter Marlow", "DeputyPrimeMinister", "Kazakhstan", "current")]
    _, rows = read("A spokesman for the UN High Commissioner for Human Rights, Peter Marlow, spoke.")
    assert rows == [("Peter Marlow", "Spokesperson", "United Nations", "current")]
    _, rows = read("Melbourne Lord Mayor candidate Anna Marlow spoke.")
    assert rows == []


def test_a_name_of_a_party_is_membership_and_no_seat_in_it(read):
    reading, rows = read("Pan-democrat councillor Anna Marlow of the Green Party spoke.")
    assert rows == []
    assert "memberOf" in [relation.predicate for relation in reading.relations]


def test_a_memorial_of_somebody_says_nothing_of_today(read):
    _, rows = read("Crowds tore down the memorial featuring French President Peter Marlow in Lyon.")
    assert [row[3] for row in rows] == ["unknown"]


def test_letters_of_an_unknown_body_are_not_the_state(read):
    _, rows = read("In India, ABHM president Peter Marlow spoke.")
    assert rows == []


def test_a_party_is_only_of_the_one_it_stands_before(read):
    reading, _ = read(
        "First Minister of Scotland Anna Marlow, Labour MP (Member of Parliament) Peter Castle "
        "and Lisa Berg spoke."
    )
    names = {entity.id: entity.name for entity in reading.entities}
    members = {names[one.subject.entity] for one in reading.relations if one.predicate == "memberOf"}
    assert members == {"Peter Castle"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # each name of a chain has the title before it
            "At the invitation of the President of Kenya, H.E. Anna Marlow, the President of the Republic of "
            "Ghana, H.E. Peter Castle, paid a visit.",
            [
                ("Anna Marlow", "President", "Kenya", "current"),
                ("Peter Castle", "President", "Ghana", "current"),
            ],
        ),
        (  # a verb is of all the subjects joined before it
            "Kenya's Interior Minister Anna Marlow and its Finance Minister Peter Castle resigned.",
            [
                ("Anna Marlow", "InteriorMinister", "Kenya", "former"),
                ("Peter Castle", "FinanceMinister", "Kenya", "former"),
            ],
        ),
        ("The Acme Council, chaired by former ambassador Peter Marlow, met.", []),
        (
            "The Acme Council elected Ambassador Peter Marlow of Kenya as its president.",
            [
                ("Peter Marlow", "Ambassador", "Kenya", "current"),
                ("Peter Marlow", "President", "Acme Council", "current"),
            ],
        ),
        (
            "Peter Castle received Anna Marlow, newly appointed Ambassador of Ghana, in Accra.",
            [("Anna Marlow", "Ambassador", "Ghana", "current")],
        ),
        ("He met Anna Marlow, a featured speaker at the Acme Forum.", []),
        (
            "The vote follows a quarrel after the resignation of Kenyan Interior Minister Anna Marlow.",
            [("Anna Marlow", "InteriorMinister", "Kenya", "former")],
        ),
        (
            "Protesters demanded the resignation of Kenyan Interior Minister Anna Marlow.",
            [("Anna Marlow", "InteriorMinister", "Kenya", "current")],
        ),
    ],
)
def test_whose_title_it_is(read, text, expected):
    assert sorted(read(text)[1]) == sorted(expected)


def test_dates_are_of_the_post_they_stand_beside(read):
    reading, rows = read(
        "Anna Marlow served as Nigeria's ambassador to Ethiopia and as deputy executive secretary of ECOWAS "
        "from 2014 to 2019."
    )
    assert len(rows) == 2
    starts = {row[1]: one.start and one.start.value for row, one in zip(rows, reading.holdings, strict=True)}
    assert starts.pop("Ambassador") is None
    assert list(starts.values()) == ["2014"]


def test_the_post_told_before_goes_on(read):
    reading, rows = read(
        "Kenya's President Peter Castle dismissed his defence minister, Anna Marlow. "
        "Marlow, 52, had held the post since January 2023."
    )
    assert ("Anna Marlow", "DefenceMinister", "Kenya", "former") in rows
    assert "2023-01" in {one.start.value for one in reading.holdings if one.start is not None}


def test_a_successor_gets_the_post_of_the_one_dismissed(read):
    _, rows = read(
        "Kenya's President Peter Castle dismissed his defence minister, Anna Marlow, on Tuesday and named "
        "Robert Berg as her successor."
    )
    assert [row[:3] for row in rows if row[0] == "Robert Berg"] == [
        ("Robert Berg", "DefenceMinister", "Kenya")
    ]


def test_a_party_before_a_title_is_no_part_of_the_post(read):
    reading, rows = read("US Democrat Senator Anna Marlow spoke.")
    assert rows == [("Anna Marlow", "Senator", "United States", "current")]
    assert [entity.name for entity in reading.entities if entity.kind == "Post"] == ["Senator"]


def test_a_state_office_is_not_in_the_body_chaired_beside_it(read):
    _, rows = read("Thank you, Vice President Marlow, chair of the Acme Council.")
    assert ("Marlow", "VicePresident", "Acme Council", "current") not in rows


def test_a_second_term_begins_no_tenure(read):
    reading, rows = read(
        "The council appointed Anna Marlow for a second term as Secretary-General of NATO on 18 June 2021."
    )
    assert [row[:2] for row in rows] == [("Anna Marlow", "SecretaryGeneral")]
    assert [holding.start for holding in reading.holdings] == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anna Berg and Permanent Secretary Lisa Quill met with the Ambassador of Chile, Robert Pinto, "
            "and the Ambassador of Peru, Peter Castle, on 3 May.",
            ("Robert Pinto", "Ambassador", "Chile", "current"),
        ),
        (
            "Peruvian Foreign Minister Peter Castle, the OAS Secretary General, Robert Berg, and "
            "Anna Marlow left.",
            ("Robert Berg", "SecretaryGeneral", "Organization of American States", "current"),
        ),
        (
            "US President Peter Castle's envoy Robert Berg arrived for talks with Russian President "
            "Anna Marlow.",
            ("Robert Berg", "SpecialEnvoy", "United States", "current"),
        ),
        (
            "The Acme Council met. Its president, Anna Marlow of Ghana, spoke.",
            ("Anna Marlow", "President", "Acme Council", "current"),
        ),
        (
            "Sudan's parliament appointed Peter Castle, a former UN official, as prime minister in May.",
            None,
        ),
    ],
)
def test_whose_post_among_several(read, text, expected):
    _, rows = read(text)
    assert expected is None or expected in rows
    assert not {row for row in rows if row[:2] in {("Peter Castle", "SecretaryGeneral")}}
    assert ("Peter Castle", "PrimeMinister", "United Nations", "current") not in rows


def test_a_title_of_one_makes_nobody_else_a_member(read):
    reading, _ = read(
        "Also present were Swedish Ambassador Anna Marlow; Japanese Ambassador Robert Berg; EU Head of "
        "Delegation Lisa Quill; and others."
    )
    names = {entity.id: entity.name for entity in reading.entities}
    assert "Anna Marlow" not in {
        names[one.subject.entity] for one in reading.relations if one.predicate == "memberOf"
    }


def test_the_one_replaced_held_the_post(read):
    text = "Kenyan Defence Minister Anna Marlow fired a general. Marlow replaced Peter Castle{}."
    _, rows = read(text.format(" in March"))
    assert ("Peter Castle", "DefenceMinister", "Kenya", "former") in rows
    _, rows = read(text.format(" on the panel"))
    assert "Peter Castle" not in {row[0] for row in rows}


def test_a_party_after_a_name_is_not_where_a_state_office_is(read):
    _, rows = read("German Vice-Chancellor Anna Marlow and Vice-Chancellor Robert Berg of the SPD spoke.")
    assert not {row for row in rows if row[2] not in ("Germany",)}
    reading, rows = read("Kenyan opposition MP Anna Marlow spoke.")
    assert [entity.name for entity in reading.entities if entity.kind == "Post"] == ["MP"]


def test_a_surname_is_the_person_named_after_a_title(read):
    _, rows = read(
        "Velmark's Prime Minister Oto Brandis dismissed his defence minister, Rika Salonen, on Tuesday and "
        "named Juro Petrak as her successor.\n\nSalonen, 52, had held the post since January 2023. "
        'She was criticised. "I leave with a clear conscience," Salonen told reporters.',
        published="2025-03-05",
    )
    assert [row[0] for row in rows if row[1] == "DefenceMinister"].count("Rika Salonen") == 2


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Senator Anna Marlow of Vermont spoke.", "United States"),
        ("Vermont state senator Anna Marlow spoke.", "Vermont"),
        ("Governor Anna Marlow of Vermont spoke.", "Vermont"),
    ],
)
def test_a_senator_of_a_part_sits_in_the_state_s_senate(read, text, body):
    assert [row[2] for row in read(text)[1]] == [body]
