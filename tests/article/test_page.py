"""HTML: the article without its frame, and what the page says of itself."""

import json

import pytest

from diplograph.article import parse_article
from diplograph.errors import ArticleError
from diplograph.model import RawDocument

STORY = """<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Brandal of Arlandia visits Port Hale</h1><p>By Tilda Rohm</p>
<p>PORT HALE, 26 February 2024 — Foreign Minister Ove Brandal of Arlandia came to Port Hale on Monday to meet
the envoys of Vastmark, the ministry's press service reported.</p>
<h2>Talks go on</h2>
<p>He will meet <b>Hanne Sol</b>, who chairs the league,
and <a href="/x">two ambassadors</a>.<br>Both agreed.</p>
<blockquote><p>We came to listen, and hope to be heard, said the minister at the harbour.</p></blockquote>
<p>Share this article</p></article>
<aside><h3>Related articles</h3><ul><li><a href="/r">Vastmark's envoy resigns</a></li></ul></aside>
<footer>© 2024 Arland Post. All rights reserved.</footer>"""


def page(head="", body=STORY, html_attributes=""):
    return f"<!doctype html><html{html_attributes}><head>{head}</head><body>{body}</body></html>"


def parse(source, **metadata):
    content = source if isinstance(source, bytes) else source.encode()
    return parse_article(RawDocument(content, "text/html", "page.html", metadata))


def ld(**node):
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_the_body_without_the_frame_in_paragraphs():
    article = parse(page())
    found = [(block.kind, article.text[block.start : block.end]) for block in article.blocks]
    assert [kind for kind, _ in found] == [
        *("headline", "credit", "dateline", "body", "headline", "body", "body", "quotation", "boilerplate")
    ]
    assert found[0][1] == "Brandal of Arlandia visits Port Hale"
    assert found[5][1] == "He will meet Hanne Sol, who chairs the league, and two ambassadors."
    assert "Home" not in article.text
    assert article.text.split("\n\n")[3] == "Talks go on"
    assert article.published == "2024-02-26"
    assert parse(page()) == article


def test_json_ld_outweighs_open_graph_which_outweighs_the_rest():
    graph = {
        "@graph": [
            {"@type": "WebPage", "@id": "https://a.example/page", "inLanguage": "en-GB"},
            {
                "@type": ["NewsArticle", "Thing"],
                "headline": "Brandal visits\n Port Hale",
                "datePublished": "2024-02-26T10:00:00+0100",
                "publisher": {"@id": "#post"},
                "mainEntityOfPage": {"@type": "WebPage", "@id": "https://A.example/story?utm_medium=x&id=3"},
            },
            {"@type": "NewsMediaOrganization", "@id": "#post", "name": "Arland Post"},
        ]
    }
    rest = (
        '<meta property="og:title" content="Other"><meta property="og:site_name" content="Other">'
        '<meta property="article:published_time" content="2020-01-01">'
        '<meta property="og:locale" content="fr_FR">'
        '<link rel="canonical" href="https://a.example/other"><title>Other | Arland Post</title>'
    )
    article = parse(page(ld(**graph) + rest, html_attributes=' lang="de"'))
    assert article.title == "Brandal visits Port Hale"
    assert article.published == "2024-02-26T10:00:00+01:00"
    assert article.publisher == "Arland Post"
    assert article.url == "https://a.example/story?id=3"
    assert article.language == "en-GB"
    article = parse(page(rest, html_attributes=' lang="de"'))
    assert (article.title, article.publisher, article.published) == ("Other", "Other", "2020-01-01")
    assert (article.url, article.language) == ("https://a.example/other", "fr-FR")


def test_plain_html_states_title_language_address_and_time():
    head = (
        '<title>Brandal of Arlandia visits Port Hale | Arland Post</title><base href="https://a.example/x/">'
    )
    head += '<link rel="canonical" href="../story">'
    time = '<li><time datetime="1999-01-01">old</time></li><article><time datetime="2024-02-25">Sunday</time>'
    article = parse(page(head, STORY.replace("<article>", time), ' lang="en"'))
    assert article.title == "Brandal of Arlandia visits Port Hale"
    assert (article.url, article.language, article.published) == (
        "https://a.example/story",
        "en",
        "2024-02-25",
    )


@pytest.mark.parametrize(
    "broken", ['{"@type": "NewsArticle",', "[" * 9999, '{"@type": 7, "headline": ["x", 1]}', "null"]
)
def test_broken_json_ld_is_passed_over(broken):
    head = f'<script type="application/ld+json">{broken}</script><meta name="date" content="soon">'
    head += '<meta name="dc.date" content="2024-02-26">'
    assert parse(page(head)).published == "2024-02-26"


def test_escapes_bring_no_control_characters_back():
    head = ld(**{"@type": "Article", "headline": "A\x01 b", "publisher": {"name": "\ud800"}})
    article = parse(
        page(head, STORY.replace("Brandal of", "Brandal&#1; of&#x8;").replace("listen", "lis\x0bten"))
    )
    assert not any(char < " " and char != "\n" for char in article.text)
    assert (article.title, article.publisher) == ("A b", None)


def test_a_page_may_not_take_the_place_of_another_sites_article():
    head = '<link rel="canonical" href="https://other.example/story">'
    article = parse(page(head), url="https://news.a.example/amp/story")
    assert article.url == "https://news.a.example/amp/story"
    assert article.notes == (
        "ignored the canonical address https://other.example/story: the page is of another site",
    )
    own = parse(page(head.replace("other.example", "a.example")), url="https://news.a.example/amp/story")
    assert own.url == "https://a.example/story"


def test_the_pages_own_encoding_counts():
    source = page(
        '<meta charset="windows-1251">',
        f"<h1>Визит министра</h1><p>{'Министр прибыл в город вечером. ' * 5}</p>",
    )
    article = parse(source.encode("cp1251"))
    assert article.text.startswith("Визит министра\n\nМинистр прибыл")
    assert article.language == "und-Cyrl"


def test_a_short_press_note_is_an_article():
    assert parse("<p>Minister Ove Brandal of Arlandia met envoy Hanne Sol on Monday.</p>").text.startswith(
        "Minister"
    )


@pytest.mark.parametrize(
    "source",
    [
        "<html></html>",
        "<html><body><nav><a href='/'>Home</a></nav><form><input></form></body></html>",
        "<html><body><div>Log in to continue. Forgot your password?</div></body></html>",
        "<html><body><script>a = 'Minister Ove Brandal met envoy Sol on Monday.';</script></body></html>",
        "<div>" * 20_000,
        "<!-- " + "x" * 5000,
    ],
)
def test_a_page_without_an_article_is_refused(source):
    with pytest.raises(ArticleError, match="the page has no article"):
        parse(source)
