"""An article while it is being read: its paragraphs parsed, its mentions and entities as they are found.

The stages of the reader (names, posts, facts, events, statements) each take
the page and add to it or return records; ``english.py`` calls them in order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from diplograph.model import Article, BlockKind, Drop, Entity, Mention, MentionType, Ref, Span

__all__ = ["Page", "Paragraph"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A parsed stretch of a block; ``offset`` turns positions in ``doc`` into positions in the article."""

    index: int
    kind: BlockKind
    offset: int
    doc: Doc


@dataclass
class Page:
    """One article's reading in progress.

    Mentions never overlap, except that Post and Event mentions may contain others.
    """

    article: Article
    paragraphs: tuple[Paragraph, ...]
    mentions: list[Mention] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    drops: list[Drop] = field(default_factory=list)
    # what a stage keeps for a later step of its own, under its own name
    scratch: dict[str, Any] = field(default_factory=dict)

    # -- words to offsets ------------------------------------------------
    @cached_property
    def _by_doc(self) -> dict[int, Paragraph]:
        return {id(paragraph.doc): paragraph for paragraph in self.paragraphs}

    def paragraph(self, tokens: Token | TokenSpan) -> Paragraph:
        """The paragraph that a token or span of tokens stands in."""
        return self._by_doc[id(tokens.doc)]

    def span(self, tokens: Token | TokenSpan) -> Span:
        """The article's span that these tokens cover."""
        offset = self.paragraph(tokens).offset
        if isinstance(tokens, Token):
            return self.article.span(offset + tokens.idx, offset + tokens.idx + len(tokens.text))
        return self.article.span(offset + tokens.start_char, offset + tokens.end_char)

    def span_of(self, key: tuple[int, int]) -> Span | None:
        """The article's span of a token named by (id of its doc, index), as the page's tables name it."""
        paragraph = self._by_doc.get(key[0])
        return self.span(paragraph.doc[key[1]]) if paragraph is not None else None

    def token_at(self, position: int) -> Token | None:
        """The token that covers a position of the article's text, or None between paragraphs and words."""
        place = bisect_right(self._offsets, position) - 1
        if place < 0:
            return None
        paragraph = self.paragraphs[place]
        at = position - paragraph.offset
        found = paragraph.doc.char_span(at, at + 1, alignment_mode="expand")
        return found[0] if found is not None and len(found) else None

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        return tuple(paragraph.offset for paragraph in self.paragraphs)

    def sentence(self, tokens: Token | TokenSpan) -> Span:
        """The sentence these tokens stand in, as evidence."""
        sent = tokens.sent
        return self.trim(self.span(sent))

    def trim(self, span: Span) -> Span:
        """The span without white space at its ends."""
        text = self.article.text
        start, end = span.start, span.end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return self.article.span(start, end)

    def iter_sentences(self) -> Iterator[TokenSpan]:
        """Every sentence of every paragraph, in order."""
        for paragraph in self.paragraphs:
            yield from paragraph.doc.sents

    # -- mentions --------------------------------------------------------
    _index: dict[tuple[int, int], Mention] = field(default_factory=dict)
    _posts: dict[tuple[int, int], Mention] = field(default_factory=dict)

    def add(
        self, tokens: TokenSpan, type: MentionType, entity: str | None, rule: str, confidence: float = 1.0
    ) -> Mention:
        """Record a mention of an entity over these tokens."""
        mention = Mention(self.span(tokens), type, entity, rule, confidence)
        self.mentions.append(mention)
        index = self._posts if type == "Post" else self._index
        if type == "Event" and any((id(tokens.doc), token.i) in index for token in tokens):
            return mention  # the names inside stay what a token is part of
        for token in tokens:
            index[id(tokens.doc), token.i] = mention
        return mention

    def at(self, token: Token) -> Mention | None:
        """The name that this token is part of, if any (Post mentions aside)."""
        return self._index.get((id(token.doc), token.i))

    def post_at(self, token: Token) -> Mention | None:
        """The Post mention that this token is part of, if any."""
        return self._posts.get((id(token.doc), token.i))

    def ref(self, token: Token) -> Ref | None:
        """What this token stands for: the entity of its name, or of the antecedent coref gave it."""
        mention = self.at(token)
        if mention is not None and mention.entity is not None:
            return Ref(mention.entity, mention.span)
        entity = self.antecedents.get((id(token.doc), token.i))
        return Ref(entity, self.span(token)) if entity is not None else None

    # (doc, token) of a pronoun or of the head noun of "the minister" -> entity id, filled by coref
    antecedents: dict[tuple[int, int], str] = field(default_factory=dict)
    # (doc, token) of "they" or of the noun in "both sides" -> the entities it stands for together
    groups: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    # (doc, token) -> id of the rule that resolved it
    grounds_of_reference: dict[tuple[int, int], str] = field(default_factory=dict)

    def group(self, token: Token) -> tuple[str, ...]:
        """The entities that a plural word stands for together ("they", "both sides"), or none."""
        return self.groups.get((id(token.doc), token.i), ())

    # -- entities --------------------------------------------------------
    def entity(self, id: str) -> Entity:
        """The entity with this id."""
        return self.entities[id]

    def update(self, id: str, **changes: Any) -> Entity:
        """Replace fields of an entity."""
        self.entities[id] = replace(self.entities[id], **changes)
        return self.entities[id]

    def drop(self, reason: str, tokens: Token | TokenSpan | None = None) -> None:
        """Note that something was seen and left out."""
        self.drops.append(Drop(reason, self.span(tokens) if tokens is not None else None))
