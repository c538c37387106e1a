"""Bytes to text: encodings, what is not text at all, and characters that no graph can hold."""

from __future__ import annotations

import codecs
import re

from diplograph.errors import ArticleError

__all__ = ["MAX_CHARACTERS", "clean_words", "codecs_name", "decode", "is_blank", "refuse_overlong"]

# Two million characters are a 700-page book: no article, and reading one takes minutes.
MAX_CHARACTERS = 2_000_000

# First bytes of the kinds of file that people hand over by mistake
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (Word, Excel and OpenDocument files are such)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"(\xb5/\xfd", "a Zstandard archive"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "a PostScript file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"RIFF", "a sound, film or WebP file"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings the web still has. The full list of the detector lets DOS code pages win on short texts.
_LEGACY = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("koi8_r", "koi8_u", "iso8859_2", "cp932", "euc_jp", "gb18030", "big5", "euc_kr", "tis_620"),
)
_MANY_BYTES = frozenset({"cp932", "euc_jp", "gb18030", "big5", "euc_kr"})

# What XML 1.0 forbids, and the other control characters, which mean nothing in an article
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_CONTROL_SHARE = 0.02
_CONTROL_BYTES = bytes({*range(32), 127} - set(b"\t\n\r\x1b"))
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONVERT = "convert the file to UTF-8 text and read it again"


def decode(
    content: bytes | str, declared: str | None, origin: str, limit: int = MAX_CHARACTERS
) -> tuple[str, list[str]]:
    """Turn a document into the text that is stored, and say what was done to it.

    Line endings stay. A byte order mark is dropped. Each control character becomes one space, so that
    offsets into a text that came as a string stay true.

    Order of trust for the encoding: byte order mark; UTF-8 where the bytes are valid UTF-8 beyond ASCII,
    which no other encoding brings about by chance; what the document or server declares; detection.

    :param declared: the encoding that a server or page states
    :param limit: how many characters the document may have
    :returns: the text and notes on what was repaired
    :raises ArticleError: if it is empty, too long, no text, or in no encoding that can be told
    """
    if isinstance(content, str):
        text = content
        notes: list[str] = []
    else:
        _refuse_binary(content, origin)
        text, notes = _decode_bytes(content, declared, origin)
    if is_blank(text):
        raise ArticleError(
            "the document is empty", where=origin, fix="leave it out, or check how it was saved"
        )
    refuse_overlong(text, origin, limit)
    surrogate = _SURROGATE.search(text)
    if surrogate:
        raise ArticleError(
            f"half a surrogate pair (U+{ord(surrogate[0]):04X}) at character {surrogate.start()}",
            where=origin,
            fix="write the text as UTF-8, or both halves of the pair (\\ud83c\\udf0d)",
        )
    text, replaced = _replace_controls(text, origin)
    return text, notes + replaced


def refuse_overlong(text: str, origin: str, limit: int = MAX_CHARACTERS) -> None:
    """Bound what is read as one article.

    :raises ArticleError: if the text has more characters than ``limit``
    """
    if len(text) > limit:
        raise ArticleError(
            f"the document has {len(text):,} characters; an article may have {limit:,}",
            where=origin,
            fix="split it into one file an article, or into JSON Lines with one article a line",
        )


def clean_words(words: str) -> str | None:
    """A value of metadata on one line, without control characters; None for half a surrogate pair or nothing.

    Escapes (``&#1;``, ``\\ud800``) bring back into a page what its bytes cannot hold.
    """
    if _SURROGATE.search(words):
        return None
    return " ".join(_CONTROL.sub(" ", words).split()) or None


def is_blank(text: str) -> bool:
    """Whether there is nothing to see: white space, byte order marks and zero-width spaces only."""
    return not any(part.strip() for part in re.split("[\ufeff\u200b]", text))


def _refuse_binary(content: bytes, origin: str) -> None:
    head = content[:64].lstrip()
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            raise ArticleError(
                f"this is {kind}, not text", where=origin, fix="save the article as text, Markdown or HTML"
            )


def _decode_bytes(content: bytes, declared: str | None, origin: str) -> tuple[str, list[str]]:
    for bom, encoding in _BOMS:
        # UTF-32 is tried first, since its mark begins like that of UTF-16
        if content.startswith(bom):
            try:
                text = content[len(bom) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _invalid(encoding, error.start + len(bom), origin) from error
            if encoding == "utf-8" or _looks_like_writing(text):
                return text, []
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(content, declared, error, origin)
    if text.isascii():
        return _decode_ascii(content, text, declared)
    return text, []


def _decode_ascii(content: bytes, text: str, declared: str | None) -> tuple[str, list[str]]:
    """ASCII bytes can hide UTF-16 without its mark, or ISO-2022-JP."""
    zeros = content.count(0)
    if zeros > len(content) * 0.3:
        encoding = "utf-16-be" if content[: len(content) // 2 * 2 : 2].count(0) > zeros / 2 else "utf-16-le"
        try:
            return content.decode(encoding), [f"read as {encoding}, which has no byte order mark"]
        except UnicodeDecodeError:
            return text, []
    if declared and "\x1b" in text and (wide := _try(content, declared)) is not None:
        return wide, []
    return text, []


def _decode_legacy(
    content: bytes, declared: str | None, error: UnicodeDecodeError, origin: str
) -> tuple[str, list[str]]:
    if declared and codecs_name(declared) not in (None, "utf-8", "ascii"):
        text = _try(content, declared)
        if text is not None:
            return text, []
    controls = sum(content[:65536].count(byte) for byte in _CONTROL_BYTES)
    if controls > min(len(content), 65536) * _CONTROL_SHARE:
        raise ArticleError(
            f"this is a binary file, not text: it has control bytes, and invalid UTF-8 at byte {error.start}",
            where=origin,
            fix="save the article as text, Markdown or HTML",
        ) from error
    if _mostly_utf8(content):
        raise _invalid("UTF-8", error.start, origin) from error
    found = _detect(content)
    if found is None:
        raise _invalid("UTF-8", error.start, origin) from error
    encoding, text = found
    return text, [f"read as {encoding}, which was guessed from the bytes"]


def codecs_name(label: str) -> str | None:
    """Python's name of an encoding, or None where it is unknown."""
    label = label.strip().strip("\"'").lower()
    # the web means windows-1252 where it says ISO-8859-1 or ASCII (WHATWG Encoding Standard)
    if label in ("iso-8859-1", "latin1", "latin-1", "iso8859-1", "us-ascii", "ascii"):
        return "cp1252"
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    # rot13, base64 and the like are codecs too, but no character encodings
    return info.name if info._is_text_encoding else None


def _try(content: bytes, label: str) -> str | None:
    name = codecs_name(label)
    if name is None:
        return None
    try:
        return content.decode(name)
    except UnicodeError:
        return None


def _mostly_utf8(content: bytes) -> bool:
    """Whether there are more valid UTF-8 sequences than broken ones: a damaged file, not another encoding."""
    lenient = content[:200_000].decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    return sum(1 for char in lenient if char > "\x7f") - broken > broken


def _detect(content: bytes) -> tuple[str, str] | None:
    """The most likely encoding and the text in it, or None where no candidate reads like a language."""
    from charset_normalizer import from_bytes

    matches = [
        match
        for match in from_bytes(content[:200_000], cp_isolation=list(_LEGACY), threshold=0.15)
        if match.chaos <= 0.1 and (match.coherence >= 0.2 or match.encoding in _MANY_BYTES)
    ]
    # a sign amid letters ("przyby³") gives a wrong guess away; windows-1252 wins a tie, being the most common
    matches.sort(
        key=lambda match: (_odd_signs(str(match)), match.chaos, -match.coherence, match.encoding != "cp1252")
    )
    for match in matches:
        if match.coherence < 0.2 and sum(byte > 127 for byte in content) < len(content) * 0.3:
            continue
        text = _try(content, match.encoding)
        if text is not None:
            same = _try(content, "cp1252") == text
            return ("windows-1252" if same else match.encoding), text
    return None


def _odd_signs(text: str) -> int:
    return len(re.findall(r"(?<=[^\W\d_])[^\w\s'’.‑-](?=[^\W\d_])|(?<=[^\W\d_])[²³¹ªº¼½¾](?![\d²³¹])", text))


def _looks_like_writing(text: str) -> bool:
    """Random bytes read as UTF-16 give signs of all scripts and hardly a space or full stop."""
    sample = text[:4000]
    return not sample or any(char in " \n.,。、" for char in sample)


def _replace_controls(text: str, origin: str) -> tuple[str, list[str]]:
    # \ufeff inside a string from JSON is a byte order mark that came along
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    first = _CONTROL.search(text)
    if first is None:
        return text, []
    clean, count = _CONTROL.subn(" ", text)
    if count > max(1.0, len(text) * _CONTROL_SHARE):
        raise ArticleError(
            f"this is not text: {count} of {len(text)} characters are control characters,"
            f" the first (U+{ord(first[0]):04X}) at character {first.start()}",
            where=origin,
            fix="save the article as text, Markdown or HTML",
        )
    if is_blank(clean):
        raise ArticleError(
            "the document is empty", where=origin, fix="leave it out, or check how it was saved"
        )
    return clean, [f"{count} control character{'s' if count > 1 else ''} became spaces"]


def _invalid(encoding: str, offset: int, origin: str) -> ArticleError:
    return ArticleError(f"invalid {encoding} at byte {offset}", where=origin, fix=_CONVERT)
