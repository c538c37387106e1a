"""The records that pass between the rooms, and the protocols of what can be exchanged.

No RDF and no I/O here. Every record is frozen, compares by value and pickles.

Offsets are half-open and count Unicode code points of the article's stored
text; ``article.text[span.start:span.end] == span.exact`` always.

How an article moves::

    RawDocument --article--> Article --extract--> Reading --resolve--> Reading --graph--> quads

A Reading names entities by ``id``. After extract the ids are unique within the
article only ("person:1"); after resolve they are paths under the base IRI
("person/murat-nurtleu-5c1d0e2f", "state/kz"), the same for the same thing in
every article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

__all__ = [
    "Article",
    "Block",
    "BlockKind",
    "Drop",
    "Entity",
    "EntityKind",
    "Event",
    "Extractor",
    "Grounds",
    "Holding",
    "Mention",
    "MentionType",
    "Modality",
    "Name",
    "PartialDate",
    "Participant",
    "RawDocument",
    "Reading",
    "Ref",
    "Relation",
    "Span",
    "Statement",
]

BlockKind = Literal["headline", "dateline", "body", "caption", "credit", "quotation", "boilerplate"]
MentionType = Literal["Person", "Organization", "Place", "Post", "Event", "Document", "Date"]
EntityKind = Literal["Person", "Organization", "State", "Place", "Post", "Document"]
Modality = Literal["asserted", "negated", "planned", "hypothetical"]


class Span(NamedTuple):
    """A stretch of an article's text."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document as a source delivered it, before anything was decided about it.

    :param content: the bytes as read, or text where the source already holds text (JSON Lines)
    :param media_type: "text/plain", "text/markdown", "text/html"
    :param origin: where it came from, for messages: "press.txt", "news.jsonl line 7", a URL
    :param metadata: what the source itself states: any of id, url, title, published, publisher, language;
        and charset, the encoding a server declared
    """

    content: bytes | str
    media_type: str
    origin: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """A marked stretch of an article. Facts are read from headline, dateline and body alone."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """A document with its text fixed, its identity decided and its blocks marked.

    :param id: the caller's id where the source gave one, else the same as ``key``
    :param key: 16 hex digits, from the canonical URL or, lacking one, from ``content_hash``;
        the article's IRI is made of it
    :param text: the stored text, to which all offsets refer; never rewritten afterwards
    :param published: a partial date or date-time as stated by the source, or None
    :param content_hash: SHA-256 of the stored text in UTF-8, 64 hex digits
    :param blocks: in order of their start, not overlapping; what no block covers is white space
    :param notes: what was repaired or ignored on the way ("3 control characters became spaces"), for reports
    """

    id: str
    key: str
    text: str
    content_hash: str
    origin: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The span of [start, end), with its exact words."""
        return Span(start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity with its BCP 47 language tag, or None where it is unknown."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date at the precision it was stated.

    :param value: "2006", "2006-03" or "2006-03-15"
    :param span: the words it comes from; None where it comes from the article's metadata
    :param derived_from: None for a stated date; else ("last Monday") the date it was reckoned from
    """

    value: str
    span: Span | None = None
    derived_from: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, without title or article, and the entity it stands for.

    :param type: the kind of name, which may differ from the entity's: a Place name can stand for a State
    :param entity: an Entity.id, or None for an Event or Date mention
    :param rule: id of the rule or model that found it
    """

    span: Span
    type: MentionType
    entity: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that mentions stand for.

    :param id: see the module's docstring
    :param name: the fullest form found, or the reference's label
    :param names: other forms found in the article, sorted
    :param acronym: "UNHRC"
    :param state: the id of the State it belongs to: a ministry's, a post's, an official's
    :param organization: for a Post, the body it is in, where that is not the state itself;
        for an Organization, the parent body by its own name (not by a Relation)
    :param role: for a Post, a concept of vocab/role ("ForeignMinister"), or None
    :param identifier: for a Document, its number ("60/251")
    :param subtype: finer kind: "Resolution" for a Document; "Ministry", "Court", "Party" for an Organization
    :param reference: id in the reference tables, where the entity was found there
    :param wikidata: "Q878", only where the reference has it
    :param gender: "female", "male" or None for a Person
    :param formerly: ids that it has where knowledge imported by the user is not at hand
    """

    id: str
    kind: EntityKind
    name: str
    names: tuple[Name, ...] = ()
    acronym: str | None = None
    state: str | None = None
    organization: str | None = None
    role: str | None = None
    identifier: str | None = None
    subtype: str | None = None
    reference: str | None = None
    wikidata: str | None = None
    gender: str | None = None
    formerly: tuple[str, ...] = ()


class Ref(NamedTuple):
    """A place in the text that stands for an entity: a name, or a pronoun or noun resolved to it."""

    entity: str
    span: Span


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a claim is made: shared by every kind of claim.

    :param evidence: the words that say it, as a rule the clause or sentence
    :param rule: id of the rule that read it
    :param confidence: in (0, 1]
    :param modality: only "asserted" claims become plain triples
    :param attributed_to: entity ids from innermost to outermost; empty where the article itself says it
    :param statement: the Statement.id whose content says it, if one does
    """

    evidence: Span
    rule: str
    confidence: float
    modality: Modality = "asserted"
    attributed_to: tuple[str, ...] = ()
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A fact between two entities, or an entity and a value.

    :param predicate: a short predicate of DESIGN: memberOf, partOf, nationality, headquarters, foundedBy,
        founded, replaced, establishedBy, adoptedBy, locatedIn, represents, memberCount
        (``holds`` is a Holding). ``founded`` has a PartialDate, ``memberCount`` a Span of digits or words
        with ``value`` the number.
    :param object: an entity where there is one
    :param value: the literal otherwise: a PartialDate or a whole number
    :param object_span: where the object stands in the text
    """

    predicate: str
    subject: Ref
    object: Ref | None
    grounds: Grounds
    value: PartialDate | int | None = None
    object_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A person holds, held or will hold a post (a dpo:Tenure).

    :param post: refers to an Entity of kind Post, with state or organization filled in where known
    :param status: "current" when the article speaks of it as held at its time, "former", "future"
        (elect, designate, nominee), or "unknown"
    :param start: only where the text states it; never made up
    :param end_reason: "resigned", "dismissed", "died", "defeated", "term-ended" or None
    """

    person: Ref
    post: Ref
    grounds: Grounds
    status: Literal["current", "former", "future", "unknown"] = "current"
    acting: bool = False
    start: PartialDate | None = None
    end: PartialDate | None = None
    end_reason: str | None = None
    predecessor: str | None = None
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody's part in an event.

    :param role: "actor" or "recipient" for two-sided events, else "participant"
    :param capacity: a concept of vocab/capacity: "HeadOfDelegation", "Attendee", "Host", "Actor", ...
        or "Recipient"
    :param post: Entity.id of the post in which they took part, where stated
    :param on_behalf_of: Entity.id of the state or body they stood for, where stated
    :param evidence: the words for this part where they differ from the event's own
    """

    ref: Ref
    role: Literal["actor", "recipient", "participant"]
    capacity: str
    post: str | None = None
    on_behalf_of: str | None = None
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, is planned, supposed or denied.

    :param id: unique within the article after extract ("event:3"); a path after resolve, shared by
        articles only for events with a name of their own ("55th session of the Human Rights Council")
    :param event_type: a concept of vocab/event-type: "Session", "Meeting", "Visit", ...
    :param plover: a PLOVER root ("CONSULT") or None
    :param trigger: the word that names it
    :param label: a short readable title
    :param place: a Ref to a Place or State
    :param date: at the precision stated; an interval has both start and end instead
    :param part_of: Event.id of the event it is part of
    :param event_of: Entity.id of the body whose session it is
    :param ordinal: 55 for "55th session"
    :param named: has an identity beyond this article (ordinal and body, or a proper name with a year)
    """

    id: str
    event_type: str
    trigger: Span
    label: str
    grounds: Grounds
    plover: str | None = None
    mode: str | None = None
    participants: tuple[Participant, ...] = ()
    place: Ref | None = None
    date: PartialDate | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    part_of: str | None = None
    event_of: str | None = None
    ordinal: int | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody is reported to have said.

    :param id: unique within the article ("statement:2")
    :param content: what was said, word for word as in the article, without the quotation marks
    :param direct: true for words in quotation marks, and for a turn of a transcript
    :param made_at: Event.id where it was said
    :param addressed_to: Entity.id
    :param stance: a concept of vocab/stance: Supports, Opposes, CallsFor, Condemns, Denies, Promises, Warns,
        ExpressesConcern, Neutral
    :param parts: the stretches of the content that were said, where the reporter's own words stand between
        them ("A," X said, "and B"); empty where all of the content was said
    """

    id: str
    speaker: Ref
    cue: Span
    content: Span
    direct: bool
    grounds: Grounds
    made_at: str | None = None
    addressed_to: str | None = None
    stance: str = "Neutral"
    parts: tuple[Span, ...] = ()

    @property
    def said(self) -> tuple[Span, ...]:
        """The stretches of text that were said, in order."""
        return self.parts or (self.content,)


@dataclass(frozen=True, slots=True)
class Drop:
    """Something that was seen and left out, with the reason: nothing is lost silently."""

    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read from one article."""

    article: Article
    extractor: str
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    holdings: tuple[Holding, ...] = ()
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    drops: tuple[Drop, ...] = ()


class Extractor(Protocol):
    """Reads articles. Found through the entry point group ``diplograph.extractors``.

    An extractor is made once per process without arguments and must give equal
    readings for equal articles, in any process and order.
    """

    name: str
    version: str

    def iter_readings(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Read articles, in their order, one Reading each."""
        ...
