"""One HTTP request, bounded in size and time, to an address that was checked."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlencode, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError, TimeoutError

from diplograph import __version__
from diplograph.errors import SourceError
from diplograph.sources.addresses import Allowed, resolve

__all__ = ["REDIRECTS", "Limits", "Response", "get", "post", "split_address"]

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": f"Diplograph/{__version__}",
    "Accept": "text/html, text/plain, text/markdown, application/json, */*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
}
_FORM = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
_CONNECT_SECONDS = 10.0
_READ_SECONDS = 20.0
_LATER = "try again later, or save the page from a browser and read the file"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost.

    :param size: bytes after decompression
    :param deadline: on the monotonic clock
    :param cut: keep what is within the size instead of refusing the answer
    """

    size: int
    deadline: float
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """An answer; its content is read only where the status is 200."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    address: str


def get(address: str, allowed: Allowed, limits: Limits, where: str) -> Response:
    """Ask for an address once, without following redirects.

    The host is looked up once, each of its addresses is checked, and the connection goes to the checked one.

    :param where: what the user asked for, for messages
    :raises SourceError: if the address is refused, or the answer fails, is too large or too slow
    """
    return _exchange(address, None, allowed, limits, where)


def post(address: str, form: Mapping[str, str], allowed: Allowed, limits: Limits, where: str) -> Response:
    """Send a form to an address once, checked as :func:`get` checks it.

    :raises SourceError: if the address is refused, or the answer fails, is too large or too slow
    """
    return _exchange(address, urlencode(form).encode("ascii"), allowed, limits, where)


def _exchange(address: str, form: bytes | None, allowed: Allowed, limits: Limits, where: str) -> Response:
    parts = split_address(address, where)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    checked = resolve(parts.hostname or "", port, allowed, where)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with _pool(parts, checked, port) as pool:
            response = pool.urlopen(
                "GET" if form is None else "POST",
                target,
                body=form,
                headers={"Host": parts.netloc, **_HEADERS, **({} if form is None else _FORM)},
                redirect=False,
                retries=False,
                preload_content=False,
                assert_same_host=False,
            )
            content = _read(response, limits, where) if response.status == 200 else b""
            return Response(response.status, response.headers, content, address)
    except NewConnectionError as error:  # a TimeoutError to urllib3, though the host may have said no
        raise SourceError("the host doesn't answer", where=where, fix=_LATER) from error
    except TimeoutError as error:
        raise SourceError("the server takes too long", where=where, fix=_LATER) from error
    except SSLError as error:
        raise SourceError(
            "the server's certificate is not trusted", where=where, fix="open the address in a browser"
        ) from error
    except (HTTPError, OSError, ValueError) as error:
        what = f"the page cannot be fetched ({type(error).__name__})"
        raise SourceError(what, where=where, fix=_LATER) from error


def split_address(address: str, where: str) -> SplitResult:
    """The parts of an address, its host in ASCII.

    :raises SourceError: if it isn't http(s), has no host, or carries a password
    """
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise SourceError(f"{address!r} is no web address", where=where, fix="check the spelling") from error
    if parts.scheme.lower() not in ("http", "https") or not host or any(char.isspace() for char in host):
        raise SourceError(f"{address!r} is no http(s) address", where=where, fix="check the spelling")
    if parts.username is not None or parts.password is not None:
        raise SourceError(
            "addresses with a user name or password are not visited",
            where=where,
            fix="save the page from a browser and read the file",
        )
    netloc = f"[{host}]" if ":" in host else host
    return parts._replace(scheme=parts.scheme.lower(), netloc=f"{netloc}:{port}" if port else netloc)


def _read(response: urllib3.BaseHTTPResponse, limits: Limits, where: str) -> bytes:
    parts: list[bytes] = []
    size = 0
    # read1 comes back after each packet, so that a server that sends a byte a second meets the deadline
    while part := response.read1(1 << 16):
        parts.append(part)
        size += len(part)
        if size > limits.size:
            if limits.cut:
                break
            raise SourceError(
                f"the page is larger than {limits.size // 1024:,} KiB",
                where=where,
                fix="save the article's text from a browser and read the file",
            )
        if time.monotonic() > limits.deadline:
            raise SourceError("the server takes too long", where=where, fix=_LATER)
    return b"".join(parts)[: limits.size]


def _pool(parts: SplitResult, checked: str, port: int) -> urllib3.HTTPConnectionPool:
    timeout = urllib3.Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS)
    if parts.scheme == "http":
        return urllib3.HTTPConnectionPool(checked, port, timeout=timeout)
    name = parts.hostname
    return urllib3.HTTPSConnectionPool(
        checked, port, timeout=timeout, server_hostname=name, assert_hostname=name
    )
