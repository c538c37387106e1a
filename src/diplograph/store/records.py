"""What the store keeps beside the quads: a row an article, and the quarantined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

__all__ = ["ArticleRow", "Change", "MergeRow", "Quarantined", "RuleRow", "TraceRow", "Version"]

Change = Literal["new", "unchanged", "replaced"]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article of the store.

    :param key: the article's key; its graph is base + "graph/" + key
    :param content_hash: SHA-256 of its text
    :param graph_hash: SHA-256 of its graph as sorted N-Quads
    :param claims: number of claims in its graph
    :param document_hash: of the document as its source delivered it, so that it is known before it is read
    :param fingerprint: of the reader that made the graph (its version, its tables, its options)
    """

    key: str
    id: str
    origin: str
    content_hash: str
    graph_hash: str = ""
    claims: int = 0
    document_hash: str = ""
    fingerprint: str = ""
    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An article whose graph broke a shape, with its report, until it is retried or removed.

    :param report: the problems as a person reads them
    :param nquads: the graph that was refused
    :param content: the document's bytes for another try; None where texts are not kept
    """

    key: str
    id: str
    origin: str
    report: str
    nquads: str
    document_hash: str = ""
    fingerprint: str = ""
    title: str | None = None
    content: bytes | None = None
    media_type: str = "text/plain"
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of an article, of which the hashes stay."""

    key: str
    content_hash: str
    graph_hash: str


class TraceRow(NamedTuple):
    """What an article tells of a person.

    :param id: before anything was judged about the person
    :param block: of the names that may agree with theirs
    :param trace: as whoever keeps it here reads it
    """

    key: str
    id: str
    block: str
    trace: str


class RuleRow(NamedTuple):
    """What a rule judges of two people of a block of names."""

    one: str
    other: str
    verdict: str
    rule: str
    why: str
    block: str


class MergeRow(NamedTuple):
    """An id that rules have merged, and the one in its place."""

    old: str
    new: str
    block: str
