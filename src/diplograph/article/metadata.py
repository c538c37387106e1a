"""What a page says of itself: schema.org JSON-LD, Open Graph, other meta tags, plain HTML, in this order."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from diplograph.article.dates import parse_published

__all__ = ["find_metadata"]

# schema.org's Article and what lies below it, as far as news sites use it
_ARTICLE_TYPES = frozenset(
    {
        *("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "AskPublicNewsArticle"),
        *("BackgroundNewsArticle", "OpinionNewsArticle", "ReviewNewsArticle", "Report", "BlogPosting"),
        *("LiveBlogPosting", "SocialMediaPosting", "AdvertiserContentArticle", "PressRelease", "WebPage"),
    }
)
# meta names and properties, in order of trust
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title"),
    "published": (
        *("article:published_time", "og:published_time", "og:article:published_time", "datepublished"),
        *("article.published", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued"),
        *("dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "pubdate", "publishdate"),
        *("publish-date", "publication_date", "date", "citation_publication_date"),
    ),
    "publisher": (
        "og:site_name",
        "article:publisher_name",
        "dc.publisher",
        "dcterms.publisher",
        "application-name",
    ),
    "url": ("og:url", "twitter:url"),
    "language": ("og:locale", "dc.language", "dcterms.language", "content-language"),
}
_MAX_DEPTH = 6


def find_metadata(tree: Any) -> dict[str, str]:
    """What an HTML tree states: any of title, url, published, publisher, language; and headline.

    ``headline`` is the title as it stands above the article, without the site's name; it is absent where
    nothing but <title> gives one. A date that is none is passed over for the next source, never mended.

    :param tree: an lxml HTML document
    """
    stated = _from_json_ld(tree)
    meta = _meta(tree)
    for name, keys in _META.items():
        values = [meta[key] for key in keys if key in meta]
        if name == "published":
            values = [value for value in values if parse_published(value)]
        if values and name not in stated:
            stated[name] = values[0]
    heading = _only_heading(tree)
    if heading or "title" in stated:
        stated["headline"] = heading or stated["title"]
    _from_html(tree, stated)
    if "url" in stated:
        stated["url"] = urljoin(_base(tree), stated["url"])
    if "language" in stated:
        stated["language"] = stated["language"].partition(",")[0].strip().replace("_", "-")
    return stated


# -- JSON-LD ---------------------------------------------------------------------
def _from_json_ld(tree: Any) -> dict[str, str]:
    stated: dict[str, str] = {}
    nodes = [node for script in tree.iter("script") if _is_json_ld(script) for node in _nodes(script)]
    articles = [node for node in nodes if _types(node) & (_ARTICLE_TYPES - {"WebPage"})]
    pages = [node for node in nodes if "WebPage" in _types(node)]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    # a page of many articles names none as its own: the first is the one it opens with
    for node in (*articles[:1], *pages[:1]):
        found = {
            "title": _string(node.get("headline"))
            or (_string(node.get("name")) if node in articles else None),
            "published": _date(node),
            "publisher": _name(node.get("publisher"), by_id),
            "url": _address(node),
            "language": _string(node.get("inLanguage")),
        }
        for name, value in found.items():
            if value and name not in stated:
                stated[name] = value
    return stated


def _is_json_ld(script: Any) -> bool:
    return str(script.get("type", "")).partition(";")[0].strip().lower() == "application/ld+json"


def _nodes(script: Any) -> Iterator[Mapping[str, Any]]:
    text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->")
    try:
        # pages have raw line breaks in their strings
        parsed = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    yield from _walk(parsed, 0)


def _walk(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "publisher"):
            if isinstance(value.get(key), (dict, list)):
                yield from _walk(value[key], depth + 1)


def _types(node: Mapping[str, Any]) -> set[str]:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return {name.rpartition("/")[2] for name in names if isinstance(name, str)}


def _string(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("alternateName")
    if not isinstance(value, str):
        return None
    return " ".join(value.split()) or None


def _name(value: Any, by_id: Mapping[str, Mapping[str, Any]]) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        value = by_id.get(value["@id"], value)
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _date(node: Mapping[str, Any]) -> str | None:
    for key in ("datePublished", "dateCreated"):
        value = _string(node.get(key))
        if value and parse_published(value):
            return value
    return None


def _address(node: Mapping[str, Any]) -> str | None:
    for value in (node.get("url"), node.get("mainEntityOfPage"), node.get("@id")):
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")  # noqa: PLW2901
        if isinstance(value, str) and value.startswith(("http://", "https://")) and "#" not in value:
            return value
    return None


# -- meta tags and plain HTML -----------------------------------------------------
def _meta(tree: Any) -> dict[str, str]:
    """The first content of each meta name, property, itemprop or http-equiv, in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = " ".join(str(element.get("content") or "").split())
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            key = str(element.get(attribute) or "").strip().lower()
            if key and content:
                found.setdefault(key, content)
    return found


def _from_html(tree: Any, stated: dict[str, str]) -> None:
    for link in tree.iter("link"):
        if (
            "url" not in stated
            and "canonical" in str(link.get("rel") or "").lower().split()
            and link.get("href")
        ):
            stated["url"] = str(link.get("href")).strip()
    if "title" not in stated:
        title = next((" ".join(element.text_content().split()) for element in tree.iter("title")), "")
        heading = stated.get("headline", "")
        # "Headline | Site" and "Headline - Site": the heading itself is the title
        stated.update({"title": heading if heading and heading in title else title or heading})
        if not stated["title"]:
            del stated["title"]
    if "language" not in stated and tree.get("lang"):
        stated["language"] = str(tree.get("lang")).strip()
    if "published" not in stated:
        published = _time(tree)
        if published:
            stated["published"] = published


def _time(tree: Any) -> str | None:
    """The first <time> of the article that is marked as its publication, or stands in its header."""
    for element in tree.iter("time"):
        value = str(element.get("datetime") or "").strip()
        marked = (
            "datepublished" in str(element.get("itemprop") or "").lower()
            or element.get("pubdate") is not None
        )
        ancestors = [ancestor.tag for ancestor in element.iterancestors()]
        framed = {"aside", "nav", "footer", "li", "ul"} & set(ancestors)
        if (
            value
            and (marked or ({"article", "main"} & set(ancestors) and not framed))
            and parse_published(value)
        ):
            return value
    return None


def _only_heading(tree: Any) -> str | None:
    """The words of the page's h1, if it has one only."""
    headings = [" ".join(element.text_content().split()) for element in tree.iter("h1")]
    headings = [heading for heading in headings if heading]
    return headings[0] if len(headings) == 1 and len(headings[0]) <= 300 else None


def _base(tree: Any) -> str:
    base = next((element.get("href") for element in tree.iter("base") if element.get("href")), None)
    return str(base) if base else ""
