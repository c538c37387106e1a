"""Canonical form of an article's address, so that one article has one key."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from diplograph.lexicon import cached, rows_of

__all__ = ["canonical_url", "same_site"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# what RFC 3986 lets stand; anything else is percent-encoded, so that the address is an IRI in every RDF tool
_SAFE = "!$&'()*+,;=:@/?%-._~"


def canonical_url(address: str) -> str | None:
    """Normalise an absolute address: scheme and host in lower case, no fragment, no tracking parameters.

    The path and the order of the remaining parameters stay as they are, since servers may tell them apart.

    :returns: None where ``address`` is relative or no address at all
    :source: RFC 3986, section 6.2.2, https://www.rfc-editor.org/rfc/rfc3986
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if not _SCHEME.fullmatch(scheme):
        return None
    if scheme not in _DEFAULT_PORTS:
        # urn:, doi:, tag:, info: have no host; a Windows path ("C:\news") is no address
        rest = address.strip()[len(scheme) + 1 :]
        return f"{scheme}:{_encode(rest)}" if len(scheme) > 1 and rest.strip("/") else None
    host = _host(parts.hostname)
    if host is None:
        return None
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    query = "&".join(part for part in parts.query.split("&") if part and not _is_tracking(part))
    return urlunsplit((scheme, netloc, _encode(parts.path) or "/", _encode(query), ""))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses have the same host, or one host lies below the other (www, m, amp)."""
    first, second = (urlsplit(address).hostname or "" for address in (one, other))
    first, second = (host.removeprefix("www.") for host in (first, second))
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _encode(part: str) -> str:
    # a stray % that starts no escape would make the IRI invalid
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(part, safe=_SAFE, errors="replace"))


def _host(host: str | None) -> str | None:
    if not host:
        return None
    if ":" in host:
        return f"[{host}]" if re.fullmatch(r"[0-9a-f:.]+", host) else None
    try:
        ascii_host = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    return ascii_host if re.fullmatch(r"[a-z0-9._-]+", ascii_host) else None


def _is_tracking(parameter: str) -> bool:
    exact, prefixes = _tracking()
    name = parameter.partition("=")[0].lower()
    return name in exact or name.startswith(prefixes)


@cached
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    names = [row["parameter"] for row in rows_of("tracking")]
    prefixes = tuple(name[:-1] for name in names if name.endswith("*"))
    return frozenset(name for name in names if not name.endswith("*")), prefixes
