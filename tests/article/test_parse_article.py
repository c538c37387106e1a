"""From a document to an article: text, identity, metadata, and what is refused."""

import codecs
import contextlib
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.article import MAX_CHARACTERS, parse_article
from diplograph.errors import ArticleError
from diplograph.model import RawDocument

SENTENCE = "Minister Ove Brandal of Arlandia met envoy Hanne Sol in Vastmark."


def parse(content, media_type="text/plain", **metadata):
    return parse_article(RawDocument(content, media_type, "press.txt", metadata))


def refusal(content, media_type="text/plain", **metadata):
    with pytest.raises(ArticleError) as caught:
        parse(content, media_type, **metadata)
    assert caught.value.where == "press.txt"
    assert caught.value.fix
    return caught.value.what


# -- identity and text ---------------------------------------------------------
def test_the_key_comes_from_the_canonical_url_or_else_from_the_text():
    by_text = parse(SENTENCE)
    assert by_text.content_hash == hashlib.sha256(SENTENCE.encode()).hexdigest()
    assert by_text.key == by_text.id == by_text.content_hash[:16]
    url = "https://news.example/a?id=3&b=%2F"
    by_url = parse(SENTENCE, url="HTTPS://News.Example:443/a?utm_source=x&id=3&fbclid=9&b=%2F#top", id="n-7")
    assert by_url.url == url
    assert by_url.key == hashlib.sha256(url.encode()).hexdigest()[:16]
    assert by_url.id == "n-7"


@pytest.mark.parametrize(
    ("stated", "canonical"),
    [
        ("https://a.example", "https://a.example/"),
        ("http://a.example/caf\u00e9 x", "http://a.example/caf%C3%A9%20x"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("http://münze.example/", "http://xn--mnze-0ra.example/"),
        ("urn:nbn:de:1234", "urn:nbn:de:1234"),
        *(
            (bad, None)
            for bad in ("/news/1", "a.example/news", "https://", "http://[::1", "C:\\news", "http://a b/")
        ),
    ],
)
def test_addresses_are_made_canonical_or_ignored_with_a_note(stated, canonical):
    article = parse(SENTENCE, url=stated)
    assert article.url == canonical
    assert bool(article.notes) == (canonical is None)


def test_line_endings_stay_and_the_byte_order_mark_goes():
    assert parse(codecs.BOM_UTF8 + b"One.\r\n\r\nTwo.\r").text == "One.\r\n\r\nTwo.\r"


def test_offsets_into_a_text_that_came_as_a_string_stay_true():
    text = "\ufeff" + SENTENCE + "\x07 Then\u200f he left." + SENTENCE
    article = parse(text)
    assert len(article.text) == len(text)
    assert article.text == " " + text[1:].replace("\x07", " ")
    assert article.notes == ("1 control character became spaces",)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-32", "utf-16-le", "cp1251", "koi8-r", "cp1252", "cp1250"]
)
def test_encodings_are_told_apart(encoding):
    words = {
        "cp1252": "Le ministre français a rencontré son homologue à Genève, où il a parlé.",
        "cp1250": "Minister przybył do Genewy, żeby wziąć udział w sesji, i był tam długo.",
    }.get(encoding, "Министр иностранных дел прибыл в Женеву для участия в сессии.")
    if encoding == "utf-16-le":
        words = SENTENCE
    article = parse(words.encode(encoding))
    assert article.text == words
    assert bool(article.notes) == (encoding not in ("utf-8", "utf-16", "utf-32"))


def test_a_declared_encoding_is_believed_unless_the_bytes_are_utf8():
    assert parse("Äö".encode("cp437"), charset="cp437").text == "Äö"
    assert parse("Türk met Sol.".encode(), charset="iso-8859-1").text == "Türk met Sol."
    assert parse("Türk “met” Sol.".encode("cp1252"), charset="ISO-8859-1").text == "Türk “met” Sol."


def test_right_to_left_text_is_kept_and_its_script_named():
    words = "وصل وزير الخارجية إلى جنيف\u200f (Geneva) للمشاركة."
    article = parse(words.encode())
    assert article.text == words
    assert article.language == "und-Arab"
    assert [block.kind for block in article.blocks] == ["body"]
    assert parse(words, language="ar").language == "ar"


# -- what is refused -----------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the document is empty"),
        (b" \r\n\t \xef\xbb\xbf", "the document is empty"),
        ("\u200b\u00a0", "the document is empty"),
        (b"%PDF-1.7\n...", "this is a PDF file, not text"),
        (b"\x89PNG\r\n\x1a\n", "this is a PNG picture, not text"),
        (b"PK\x03\x04...", "this is a ZIP archive (Word, Excel and OpenDocument files are such), not text"),
        (bytes(range(32)) * 9, "this is not text: 261 of 288 characters are control characters"),
        (
            SENTENCE.encode() + b" T\xc3\xbcrk and \xc3\x28 and caf\xc3\xa9",
            f"invalid UTF-8 at byte {len(SENTENCE) + 11}",
        ),
        (b"\x80\x81\x00\x01" * 30, "this is a binary file, not text: it has control bytes, and invalid"),
        (b"\x80\x81\xfe\xff" * 30, "invalid UTF-8 at byte 0"),
        (b"\xff\xfea", "invalid utf-16-le at byte 2"),
        ("Sol \ud83d met", "half a surrogate pair (U+D83D) at character 4"),
        ("x" * (MAX_CHARACTERS + 1), "the document has 2,000,001 characters; an article may have 2,000,000"),
    ],
)
def test_what_is_no_article_is_refused_with_its_reason(content, what):
    assert refusal(content).startswith(what)


def test_bad_metadata_is_refused_and_odd_metadata_ignored_with_a_note():
    assert refusal(SENTENCE, title=["a"]) == '"title" is list, expected text'
    assert "surrogate" in refusal(SENTENCE, publisher="\udc00")
    article = parse(
        SENTENCE, published="last week", language="English!", title="  A\x00 b\n c ", publisher=" "
    )
    assert (article.published, article.language, article.title, article.publisher) == (
        None,
        None,
        "A b c",
        None,
    )
    assert article.notes == (
        "ignored the date 'last week': not an ISO date",
        "ignored the language 'English!': not a language tag (BCP 47)",
    )


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        *((date, date) for date in ("2024", "2024-02", "2024-02-29", "2024-02-26T09:30:00Z")),
        ("2024-02-26 09:30", "2024-02-26T09:30:00"),
        ("20240226T093000+0530", "2024-02-26T09:30:00+05:30"),
        ("2024-02-26T09:30:00.125-05", "2024-02-26T09:30:00.125-05:00"),
        ("Mon, 26 Feb 2024 09:30:00 +0100", "2024-02-26T09:30:00+01:00"),
        ("February 26, 2024", "2024-02-26"),
        ("Monday, 26th February 2024", "2024-02-26"),
        *(
            (bad, None)
            for bad in (
                "2023-02-29",
                "2024-13",
                "0000-01-01",
                "2024-02-26T25:00",
                "02/03/2024",
                "26 February",
            )
        ),
    ],
)
def test_dates_are_as_stated_or_absent(stated, published):
    assert parse(SENTENCE, published=stated).published == published


# -- properties ------------------------------------------------------------------
_WORDS = st.text() | st.lists(
    st.sampled_from(
        [
            *(
                "\n",
                "\r\n",
                "\n\n",
                " ",
                "\t",
                "\u2029",
                "Read also",
                "x",
                "GENEVA, 26 February 2024 (Agency) — ",
                SENTENCE,
            ),
            *(
                "Photo: T. Rohm",
                "#",
                "> ",
                "**",
                "[a](b)",
                "![",
                "---",
                "\u200b",
                "\ufeff",
                "\x85",
                "By Ove Brandal",
                "***",
            ),
        ]
    ),
    max_size=30,
).map("".join)


@settings(deadline=None, max_examples=150)
@given(_WORDS, st.sampled_from(["text/plain", "text/markdown"]), st.none() | st.just(SENTENCE))
def test_blocks_are_in_order_and_cover_all_that_is_not_white_space(text, media_type, title):
    metadata = {"title": title} if title else {}
    try:
        article = parse(text, media_type, **metadata)
    except ArticleError:
        return
    edges = [edge for block in article.blocks for edge in (block.start, block.end)]
    assert edges == sorted(edges)
    assert all(block.start < block.end <= len(article.text) for block in article.blocks)
    gaps = zip([0, *edges[1::2]], [*edges[0::2], len(article.text)], strict=True)
    assert not "".join(article.text[start:end] for start, end in gaps).strip()
    if media_type == "text/plain":
        assert len(article.text) == len(text)
        # what is stored and read again is the same article
        assert parse(article.text, **metadata) == parse(article.text, **metadata)
        assert parse(article.text, **metadata).blocks == article.blocks


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300), st.sampled_from(["text/plain", "text/markdown", "text/html"]))
def test_any_bytes_are_an_article_or_an_article_error(content, media_type):
    with contextlib.suppress(ArticleError):
        article = parse(content, media_type)
        assert article.text.encode()
        assert not any(char < " " and char not in "\t\n\r" for char in article.text)


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "![](",
        "*a_",
        "(",
        "Photo: ",
        "A (B, ",
        "> ",
        "Share ",
        "\n",
        "a.  ",
        "By A B, ",
        "Tags #a ",
        "<p>",
        "26 May ",
    ],
)
def test_long_hostile_text_comes_back(unit):
    for media_type in ("text/plain", "text/markdown"):
        article = parse("Sol. " + unit * (200_000 // len(unit)), media_type)
        assert max(block.end - block.start for block in article.blocks) <= 20_000
