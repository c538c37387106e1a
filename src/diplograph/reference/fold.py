"""One way to make names alike that differ in writing only."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

__all__ = ["fold", "slug"]

_APART = re.compile(r"[\s‐-―−_/,-]+|-")
_MARKS = re.compile(r"[\"'’‘ʼʻ`´“”«»().ʹ\u200b-\u200d\ufeff]")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name without case, diacritics, apostrophes, dots, hyphens and spare white space.

    A leading "the" goes, and "&" is "and". Other scripts keep their letters::

        >>> fold("The  Côte d’Ivoire"), fold("U.N."), fold("Kassym-Jomart"), fold("Қазақстан")
        ('cote divoire', 'un', 'kassym jomart', 'қазақстан')
    """
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    text = _MARKS.sub("", name.casefold().replace("&", " and "))
    text = " ".join(_APART.sub(" ", text).split())
    return text.removeprefix("the ")


def slug(name: str) -> str:
    """The name as part of an id: Latin letters and digits parted by hyphens.

    >>> slug("António Guterres"), slug("Мұрат Нұртілеу"), slug("UN Women")
    ('antonio-guterres', 'murat-nurtileu', 'un-women')
    """
    return _NOT_SLUG.sub("-", anyascii(fold(name)).casefold()).strip("-")
