"""RDF terms as N-Quads text: IRIs, literals, dates.

Written by hand because an article's graph is some thousand lines and making a
term object for each would cost more than reading the article's dates. What is
written is the form a store gives back: language tags in lower case, whole
numbers as xsd:integer, decimals without superfluous zeros.

:source: RDF 1.1 N-Quads, https://www.w3.org/TR/n-quads/
"""

from __future__ import annotations

import re
from datetime import date

from diplograph.vocab import XSD

__all__ = [
    "is_language_tag",
    "render_boolean",
    "render_date",
    "render_decimal",
    "render_integer",
    "render_iri",
    "render_label",
    "render_string",
    "render_web_iri",
]

_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
_ESCAPES |= {ord(raw): "\\" + letter for raw, letter in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)}
_SPECIAL = re.compile(r'[\x00-\x1f\x7f"\\]')

# what no IRI may hold; a "%" that begins no escape counts too, since parsers refuse it
_NOT_IN_IRI = re.compile(
    r'[\x00-\x20\x7f-\xa0\s<>"{}|\\^`\[\]\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff]|%(?![0-9A-Fa-f]{2})'
)
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")
_WEB = re.compile(r"(?i:(https?)://)([^/?#]+)([^#]*)(?:#(.*))?", re.DOTALL)
_HOST = re.compile(r"(?:[^@\[\]:]*@)?(?:[^@\[\]:]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?")
_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ].*)?)?)?")


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def render_iri(base: str, path: str = "") -> str:
    """An IRI in angle brackets; what none may hold there is percent-encoded, and ``#`` in the path too."""
    if "#" in path:
        path = path.replace("#", "%23")
    return f"<{_encode(base + path)}>"


def _encode(text: str) -> str:
    if _NOT_IN_IRI.search(text):
        text = _NOT_IN_IRI.sub(_percent, text)
    return text if text.isascii() else _BEYOND_BMP.sub(_percent, text)


def render_web_iri(url: str) -> str | None:
    """The IRI of a web address as it was written, or None where it is none.

    Square brackets outside the host and a second ``#`` are encoded, as browsers do.
    """
    match = _WEB.fullmatch(url.strip())
    if match is None or not _HOST.fullmatch(match[2]):
        return None
    scheme, host, rest, fragment = match.groups()
    tail = rest + ("#" + fragment.replace("#", "%23") if fragment is not None else "")
    return f"<{scheme}://{host if '[' in host else _encode(host)}{_encode(tail)}>"


def render_string(text: str) -> str:
    """A plain string literal."""
    if _SPECIAL.search(text):
        text = text.translate(_ESCAPES)
    return f'"{text}"'


def is_language_tag(tag: str) -> bool:
    """Whether this has the form of a BCP 47 language tag."""
    return _TAG.fullmatch(tag) is not None


def render_label(text: str, language: str) -> str:
    """A language-tagged literal; the tag must be one of the form of BCP 47."""
    return f"{render_string(text)}@{language.lower()}"


def render_date(value: str) -> str | None:
    """A partial date at its own precision, or None where no calendar has it.

    A date-time is cut to its date: "2024-02-29T10:00Z" is 2024-02-29.
    """
    match = _PARTIAL.fullmatch(value.strip())
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if day:
        return f'"{year}-{month}-{day}"^^<{XSD.date}>'
    if month:
        return f'"{year}-{month}"^^<{XSD.gYearMonth}>'
    return f'"{year}"^^<{XSD.gYear}>'


def render_decimal(number: float) -> str:
    """A decimal above 0, to four places, without superfluous zeros: 0.9, 1."""
    digits = f"{max(number, 0.0001):.4f}".rstrip("0").rstrip(".")
    return f'"{digits}"^^<{XSD.decimal}>'


def render_integer(number: int) -> str:
    """A whole number."""
    return f'"{number}"^^<{XSD.integer}>'


def render_boolean(truth: bool) -> str:
    """True or false."""
    return f'"{"true" if truth else "false"}"^^<{XSD.boolean}>'
