"""IRIs made of content, so that reading an article twice makes the same graph."""

from __future__ import annotations

from hashlib import sha256

__all__ = ["digest", "territory_id"]


def digest(*parts: str) -> str:
    """The first 16 hex digits of SHA-256 over the parts joined by U+001F."""
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def territory_id(state: str) -> str:
    """The id of the place that is a state's territory: "place/kz" for "state/kz"."""
    return "place/" + state.partition("/")[2]
