"""Articles from web addresses, with limits on size, time and redirects, and with respect for robots.txt."""

from __future__ import annotations

import time
from collections.abc import Iterator
from email.message import Message
from io import BytesIO
from urllib.parse import urljoin, urlsplit

from protego import Protego

from diplograph.errors import SourceError
from diplograph.model import RawDocument
from diplograph.sources.addresses import Allowed, is_public
from diplograph.sources.failure import SourceFailure
from diplograph.sources.records import iter_json, iter_json_lines
from diplograph.sources.request import REDIRECTS, Limits, Response, get, split_address
from diplograph.sources.stream import MAX_DOCUMENT_BYTES, sniff

__all__ = ["Web"]

_ROBOT = "Diplograph"  # the name that robots.txt addresses
_MAX_REDIRECTS = 5
_MAX_ROBOTS_BYTES = 512 * 1024  # RFC 9309 asks for at least 500 KiB
_TOTAL_SECONDS = 60.0
_MAX_DELAY_SECONDS = 30.0
_MEDIA_TYPES = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "text/markdown": "text/markdown",
    "text/x-markdown": "text/markdown",
    "application/json": "application/json",
    "application/ld+json": "application/json",
    "application/x-ndjson": "application/x-ndjson",
    "application/ndjson": "application/x-ndjson",
    "application/jsonl": "application/x-ndjson",
    "application/x-jsonlines": "application/x-ndjson",
}


class Web:
    """Visits web addresses one after the other; remembers what each host's robots.txt says.

    :param allow_private: whether addresses may lead to this machine or its own network
    :param allowed: decides over each network address instead, for tests and for closed networks
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        allowed: Allowed | None = None,
        max_bytes: int = MAX_DOCUMENT_BYTES,
        total_seconds: float = _TOTAL_SECONDS,
    ) -> None:
        self._allowed: Allowed = allowed or ((lambda _: True) if allow_private else is_public)
        self._max_bytes = max_bytes
        self._total_seconds = total_seconds
        self._robots: dict[str, Protego | None] = {}
        self._visited: dict[str, float] = {}

    def iter_address(self, address: str) -> Iterator[RawDocument | SourceFailure]:
        """Fetch an address: an article, or a list of articles in JSON."""
        try:
            response = self._fetch_article(address)
            media_type, charset = _content_type(response, address)
        except SourceError as error:
            yield SourceFailure(address, error)
            return
        if media_type == "application/x-ndjson":
            yield from iter_json_lines(BytesIO(response.content), address)
        elif media_type == "application/json":
            yield from iter_json(response.content, address)
        else:
            metadata = {"url": response.address}
            if charset:
                metadata["charset"] = charset
            yield RawDocument(response.content, media_type, address, metadata)

    def _fetch_article(self, address: str) -> Response:
        """Follow redirects up to a bound; each hop is checked as if it were the first.

        :raises SourceError: if any hop is refused, or the last one has no document
        """
        deadline = time.monotonic() + self._total_seconds
        current = address
        for _ in range(_MAX_REDIRECTS + 1):
            self._check_robots(current, address, deadline)
            response = get(current, self._allowed, Limits(self._max_bytes, deadline), address)
            if response.status not in REDIRECTS:
                if response.status != 200:
                    raise SourceError(
                        f"the server answers {response.status}",
                        where=address,
                        fix="open the address in a browser",
                    )
                return response
            current = _location(response, address)
        raise SourceError(
            f"more than {_MAX_REDIRECTS} redirects",
            where=address,
            fix="give the address they end at, if they end",
        )

    # -- robots.txt -----------------------------------------------------------
    def _check_robots(self, current: str, address: str, deadline: float) -> None:
        parts = split_address(current, address)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._load_robots(origin, address, deadline)
        robots = self._robots[origin]
        if robots is None:
            return
        if not robots.can_fetch(current, _ROBOT):
            raise SourceError(
                f"robots.txt of {parts.hostname} asks robots not to read {parts.path or '/'}",
                where=address,
                fix="save the page from a browser and read the file",
            )
        delay = min(robots.crawl_delay(_ROBOT) or 0.0, _MAX_DELAY_SECONDS)
        wait = self._visited.get(origin, float("-inf")) + delay - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._visited[origin] = time.monotonic()

    def _load_robots(self, origin: str, address: str, deadline: float) -> Protego | None:
        """The rules of a host; none where it has no robots.txt (RFC 9309, section 2.3.1).

        :raises SourceError: if the server fails to say, which counts as a no
        """
        current = f"{origin}/robots.txt"
        for _ in range(_MAX_REDIRECTS + 1):
            response = get(current, self._allowed, Limits(_MAX_ROBOTS_BYTES, deadline, cut=True), address)
            if response.status in REDIRECTS:
                current = _location(response, address)
                continue
            if response.status == 200:
                return Protego.parse(response.content.decode("utf-8", errors="replace"))
            if response.status >= 500:
                raise SourceError(
                    f"robots.txt of the host cannot be read (the server answers {response.status})",
                    where=address,
                    fix="try again later, or save the page from a browser and read the file",
                )
            return None
        return None


def _location(response: Response, address: str) -> str:
    location = response.headers.get("location")
    if not location:
        raise SourceError(
            "the server redirects to nowhere", where=address, fix="open the address in a browser"
        )
    return urljoin(response.address, location.strip())


def _content_type(response: Response, address: str) -> tuple[str, str | None]:
    """Media type and declared encoding.

    :raises SourceError: if the document is of no kind that is read
    """
    header = Message()
    header["content-type"] = response.headers.get("content-type", "")
    stated = header.get_content_type() if header["content-type"] else ""
    charset = header.get_content_charset()
    if stated in ("", "application/octet-stream"):
        return sniff(response.content[:65536]), charset
    if stated not in _MEDIA_TYPES:
        raise SourceError(
            f"the page is {stated}, which is not read",
            where=address,
            fix="HTML, text, Markdown and JSON are read",
        )
    media_type = _MEDIA_TYPES[stated]
    if stated == "text/plain":
        # servers call Markdown and JSON Lines plain text
        path = urlsplit(response.address).path.lower()
        if path.endswith((".md", ".markdown")):
            return "text/markdown", charset
        if path.endswith((".jsonl", ".ndjson")):
            return "application/x-ndjson", charset
    return media_type, charset
