"""Hashes that tell whether a document, or the reader of documents, has changed."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path

import diplograph
from diplograph.model import RawDocument
from diplograph.resources import resource_path

__all__ = ["hash_document", "reader_fingerprint", "reference_fingerprint"]

_ROOMS = ("article", "extract", "graph", "lexicon", "reference", "resolve")
_TABLES = (("data", "lexicon"), ("data", "reference"), ("ontology", "vocabularies"))
_MODELS = ("spacy", "en-core-web-")


def hash_document(raw: RawDocument) -> str:
    """SHA-256 of what a source delivered, wherever it was found.

    Lone surrogates, which JSON may hold, are hashed as they are.
    """
    content = raw.content
    body = content if isinstance(content, bytes) else b"text\0" + content.encode("utf-8", "surrogatepass")
    head = json.dumps([raw.media_type, sorted(raw.metadata.items())])
    return sha256(head.encode() + b"\0" + body).hexdigest()


@cache
def reader_fingerprint(extractor: str, keep_text: bool, *settings: str) -> str:
    """SHA-256 of all that decides what is read from a document.

    That is the code and the tables it reads with, the models that are installed,
    and the options, the user's own tables among them. An article whose fingerprint
    differs is read again. Nothing is loaded for it, so that ingesting unchanged
    articles stays fast.

    :param settings: whatever else decides it, in a fixed order
    """
    digest = sha256("\0".join((extractor, str(keep_text), diplograph.__version__, *settings, "")).encode())
    package = Path(diplograph.__file__).parent
    for room in _ROOMS:
        _add_files(digest.update, package / room, "*.py")
    for table in _TABLES:
        _add_files(digest.update, resource_path(*table), "*.*")
    for line in sorted(_iter_distributions(extractor)):
        digest.update(line.encode() + b"\0")
    return digest.hexdigest()


@cache
def reference_fingerprint() -> str:
    """SHA-256 of the reference tables and of the code that reads them and imports into them."""
    digest = sha256(diplograph.__version__.encode())
    package = Path(diplograph.__file__).parent
    _add_files(digest.update, package / "reference", "*.py")
    _add_files(digest.update, package / "graph", "*.py")
    _add_files(digest.update, resource_path("data", "reference"), "*.*")
    return digest.hexdigest()


def _add_files(update: object, folder: Path, pattern: str) -> None:
    assert callable(update)
    for path in sorted(folder.rglob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())


def _iter_distributions(extractor: str) -> set[str]:
    found = {
        f"{name.lower()} {dist.version}"
        for dist in metadata.distributions()
        if (name := (dist.metadata["Name"] or "").replace("_", "-")) and name.lower().startswith(_MODELS)
    }
    for entry in metadata.entry_points(group="diplograph.extractors", name=extractor):
        found.add(f"{entry.value} {entry.dist.version if entry.dist else ''}")
    return found
