"""Which lines of an article are read, and which are only marked."""

import pytest

from diplograph.article import parse_article
from diplograph.model import RawDocument

BODY = (
    "The envoys of Arlandia and Vastmark opened their talks on Monday, the press service said in the evening."
)


def blocks(text, media_type="text/plain", **metadata):
    article = parse_article(RawDocument(text, media_type, "press.txt", metadata))
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def test_a_press_release_from_headline_to_buttons():
    text = (
        f"Arlandia opens talks - Minister Ove Brandal\r\n\r\nA second line under the headline\r\n"
        f"Photo credit: mfa.example\r\n\r\n{BODY}\r\n\r\n{BODY}\r\n\r\nCurrently reading\r\nx"
    )
    assert blocks(text) == [
        ("headline", "Arlandia opens talks - Minister Ove Brandal"),
        ("headline", "A second line under the headline"),
        ("credit", "Photo credit: mfa.example"),
        ("body", BODY),
        ("body", BODY),
        ("boilerplate", "Currently reading"),
        ("boilerplate", "x"),
    ]


def test_the_headline_becomes_the_title_where_none_is_stated():
    article = parse_article(RawDocument(f"Arlandia  opens talks\n\n{BODY}", "text/plain", "a.txt"))
    assert article.title == "Arlandia opens talks"


@pytest.mark.parametrize(
    "line", ["Arlandia opens talks", "Subscribe", "By Tilda Rohm", "Monday, 4 March 2024", "x"]
)
def test_a_lone_line_is_always_body(line):
    assert blocks(line) == [("body", line)]


def test_with_a_stated_title_the_first_line_is_a_headline_only_if_it_says_the_same():
    text = f"Arlandia opens talks\n\n{BODY}"
    assert blocks(text, title="Envoys meet in Vastmark")[0][0] == "body"
    assert blocks(text, title="ARLANDIA opens talks!")[0][0] == "headline"


@pytest.mark.parametrize(
    ("dateline", "published"),
    [
        ("GENEVA, 26 February 2024 (Agency) —", "2024-02-26"),
        ("GENEVA, Feb. 26 (Agency) --", None),
        ("NEW YORK (ANA) –", None),
        ("Geneva, 26 February 2024 –", "2024-02-26"),
        ("UNITED NATIONS, New York (February 26, 2024) –", "2024-02-26"),
        ("WASHINGTON, D.C. —", None),
        ("PORT HALE/VASTMARK, March 3 (Agency) -", None),
        ("PORT HALE, March 2, 2024 /NewsWire/ --", "2024-03-02"),
    ],
)
def test_datelines_are_cut_off_the_first_paragraph_and_may_state_the_date(dateline, published):
    text = f"Talks open\n\n{dateline} {BODY}\n\n{BODY}"
    assert blocks(text)[1:3] == [("dateline", dateline), ("body", BODY)]
    assert parse_article(RawDocument(text, "text/plain", "a.txt")).published == published
    stated = parse_article(RawDocument(text, "text/plain", "a.txt", {"published": "2024-03"}))
    assert stated.published == "2024-03"


@pytest.mark.parametrize(
    "opening",
    [
        "Deputy Prime Minister – Minister of Foreign Affairs Ove Brandal met the envoy of Vastmark today.",
        "Tilda Rohm (4 May 1931 – 6 June 1999) was a diplomat of Arlandia who served in Vastmark for years.",
        "ARLA – the league of Arlandian towns – met in Port Hale on Monday and elected a new chair at once.",
    ],
)
def test_a_dash_alone_makes_no_dateline(opening):
    assert blocks(f"{opening}\n\n{BODY}")[0] == ("body", opening)


def test_a_date_line_under_a_stated_title():
    text = f"Monday, January 7, 2019\xa0 \n\n\n{BODY}"
    assert blocks(text, title="Talks open") == [("dateline", "Monday, January 7, 2019"), ("body", BODY)]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("credit", "Photo: Ministry of Foreign Affairs of Arlandia"),
        ("credit", "Photo by Tilda Rohm/Arland Post"),
        ("credit", "(Reporting by Tilda Rohm; Editing by Ove Brandal)"),
        ("credit", "Image copyright Arland Pictures"),
        ("caption", "Sol and Brandal at the gate.  Image: T. Rohm (archive)."),
        ("caption", "Sol in 1969  (Image: Arland Post)"),
        ("caption", "Brandal, left, on Monday. (AP Photo/Tilda Rohm)"),
        ("caption", "File:Port Hale (harbour).jpg"),
        ("caption", "██\xa0Held by Vastmark"),
        *(
            ("boilerplate", line)
            for line in (
                *(
                    "Read also: Vastmark's envoy resigns",
                    "Read more",
                    "Related articles:",
                    "Share this article",
                ),
                *("Share on Facebook", "Facebook Twitter Email", "265 shares", "4 min read", "Advertisement"),
                *(
                    "Subscribe to our weekly newsletter.",
                    "Follow us on Telegram and X",
                    "Tags: Arlandia, talks",
                ),
                *(
                    "© 2024 Arland Post",
                    "All rights reserved.",
                    "We use cookies to give you the best experience.",
                ),
                *(
                    "Leave a comment",
                    "###",
                    "* * *",
                    "https://news.example/a",
                    "Most read",
                    "You may also like",
                ),
                "Any use of materials is allowed only with a hyperlink to the site".replace(
                    "materials", "site materials"
                ),
            )
        ),
    ],
)
def test_lines_around_an_article_are_marked(kind, line):
    assert (kind, line) in blocks(f"Talks open\n\n{BODY}\n\n{line}\n\n{BODY}")
    assert (kind, line) in blocks(f"Talks open\n\n{BODY}\n{line}")


@pytest.mark.parametrize(
    "line",
    [
        *("Share prices fell", "Share prices fell sharply after the talks.", "Follow us, said the minister."),
        *("Read more books, the minister told pupils.", "Copyright law was discussed.", "Close allies met."),
        *("Related talks were held in Vastmark.", "Most read the speech as a threat.", "Comments were few."),
        *("Pictures by satellites show that troops have moved to the border.", "Save the Children sent aid."),
        *("He held up a photo: two presidents in Vastmark in 1998.", "News of the accord spread quickly."),
        *(
            "Use of the materials in the reactor was banned.",
            "See also Resolution 60/251.",
            "By contrast, Sol stayed.",
        ),
        *("Search teams arrived at night.", "Home Secretary Ove Brandal resigned.", "Ends justify no means."),
    ],
)
def test_real_sentences_are_not_eaten(line):
    assert ("body", line) in blocks(f"Talks open\n\n{BODY}\n\n{line}\n\n{BODY}")
    assert ("body", line) in blocks(f"Talks open\n\n{BODY}\n\n{line}")


def test_a_list_of_links_ends_where_a_sentence_begins():
    kinds = [
        kind
        for kind, _ in blocks(f"{BODY}\n\nRead also\n\nEnvoy resigns\n\nTalks fail again\n\n{BODY}\n\nTalks")
    ]
    assert kinds == ["body", "boilerplate", "boilerplate", "boilerplate", "body", "body"]


def test_paragraphs_of_one_line_each_are_kept_apart_and_wrapped_lines_together():
    long = f"{BODY} {BODY}"
    assert blocks(f"Talks open\n{long}\n{long}") == [("body", "Talks open"), ("body", long), ("body", long)]
    wrapped = "The envoys opened\ntheir talks on Monday,\nthe press service said."
    assert blocks(f"{wrapped}\n\n{wrapped}") == [("body", wrapped), ("body", wrapped)]


def test_items_of_a_list_are_kept_apart():
    text = f"{BODY}\n- Ove Brandal, minister, who\nleads them\n- Hanne Sol, envoy"
    assert [words for _, words in blocks(text)] == text.replace("\n-", "|-").split("|")


def test_markdown_marks_become_kinds_and_its_text_is_plain():
    text = (
        "---\r\ntitle: 'Talks open'\r\ndate: 2024-02-26\r\nurl: https://a.example/1\r\n---\r\n"
        "# Talks *open*\r\n\r\n![Sol at the gate](gate.jpg)\r\n\r\n"
        f'{BODY} **Ove Brandal** met [Hanne Sol](https://a.example/sol "envoy").\r\n\r\n'
        "> We came to listen,\r\n> said \\*Sol\\*.\r\n\r\nNext steps\r\n----------\r\n\r\n"
        "They go on in snake_case_name."
    )
    article = parse_article(RawDocument(text, "text/markdown", "a.md"))
    assert [(block.kind, article.text[block.start : block.end]) for block in article.blocks] == [
        ("headline", "Talks open"),
        ("caption", "Sol at the gate"),
        ("body", f"{BODY} Ove Brandal met Hanne Sol."),
        ("quotation", "We came to listen,\r\nsaid *Sol*."),
        ("headline", "Next steps"),
        ("body", "They go on in snake_case_name."),
    ]
    assert (article.title, article.published, article.url) == (
        "Talks open",
        "2024-02-26",
        "https://a.example/1",
    )
