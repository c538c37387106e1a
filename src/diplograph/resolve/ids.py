"""Ids made of content: the same thing gets the same id in every article, and nothing else does."""

from __future__ import annotations

import hashlib

__all__ = ["short_hash"]


def short_hash(*parts: str) -> str:
    """First 8 hex digits of SHA-256 over the parts joined by U+001F.

    >>> short_hash("murat nurtleu", "state/kz")
    'a9ea3eb0'
    """
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:8]
