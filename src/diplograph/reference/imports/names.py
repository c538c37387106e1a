"""Names as sources write them: their language where it is said, else their script."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from diplograph.model import Name
from diplograph.reference.imports.reading import parse_wikidata

__all__ = ["make_name", "tag_of"]

_SCRIPTS = {
    # first word of a letter's Unicode name -> ISO 15924
    "CYRILLIC": "Cyrl", "ARABIC": "Arab", "HEBREW": "Hebr", "GREEK": "Grek", "CJK": "Hani", "HANGUL": "Hang",
    "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "GEORGIAN": "Geor", "ARMENIAN": "Armn", "DEVANAGARI": "Deva",
    "BENGALI": "Beng", "THAI": "Thai", "TAMIL": "Taml", "ETHIOPIC": "Ethi", "KHMER": "Khmr", "LAO": "Laoo",
    "MYANMAR": "Mymr", "SINHALA": "Sinh", "TIBETAN": "Tibt", "MONGOLIAN": "Mong", "GURMUKHI": "Guru",
    "GUJARATI": "Gujr", "TELUGU": "Telu", "KANNADA": "Knda", "MALAYALAM": "Mlym", "THAANA": "Thaa",
}  # fmt: skip


@lru_cache(maxsize=65536)
def tag_of(text: str, language: str = "und") -> str:
    """The BCP 47 tag of a name; its script is added where the language is not known.

    >>> tag_of("Иван"), tag_of("Ivan"), tag_of("Ivan", "en"), tag_of("Иван", "en")
    ('und-Cyrl', 'und', 'en', 'und-Cyrl')
    """
    if text.isascii():
        return language
    letter = next((one for one in text if one.isalpha()), "a")
    script = _SCRIPTS.get(unicodedata.name(letter, "LATIN").partition(" ")[0])
    return language if script is None else f"und-{script}"


def make_name(text: str | None, language: str | None = None, default: str = "und") -> Name | None:
    """A name, or None where the text is none: blank, or an id of Wikidata in the place of a missing label.

    :param language: as the source says; None is not said
    :param default: of names in the Latin script whose language is not said
    """
    words = " ".join((text or "").replace("\x00", " ").split())
    if not any(letter.isalnum() for letter in words) or parse_wikidata(words) is not None:
        return None
    return Name(words, language or tag_of(words, default))
