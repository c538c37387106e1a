"""Find names: which words name a person, an organization, a place, a document or a date, and whom."""

from __future__ import annotations

from diplograph.extract.page import Page
from diplograph.model import Entity, EntityKind, MentionType

__all__ = ["find_mentions"]

_KINDS: dict[str, tuple[MentionType, EntityKind | None]] = {
    "PERSON": ("Person", "Person"),
    "ORG": ("Organization", "Organization"),
    "GPE": ("Place", "Place"),
    "LOC": ("Place", "Place"),
    "FAC": ("Place", "Place"),
    "LAW": ("Document", "Document"),
    "DATE": ("Date", None),
    "EVENT": ("Event", None),
}


def find_mentions(page: Page) -> None:
    """Add the page's names and the entities they stand for."""
    seen: dict[tuple[str, str], str] = {}
    for paragraph in page.paragraphs:
        for ent in paragraph.doc.ents:
            if ent.label_ not in _KINDS:
                continue
            type_, kind = _KINDS[ent.label_]
            start, end = ent.start, ent.end
            while start < end and (ent.doc[start].lower_ in ("the", "a", "an") or ent.doc[start].is_space):
                start += 1
            while end > start and (ent.doc[end - 1].text in ("'s", "’s", "'", "’") or ent.doc[end - 1].is_space):
                end -= 1
            if start == end:
                continue
            span = ent.doc[start:end]
            entity: str | None = None
            if kind is not None:
                key = (kind, span.text)
                if key not in seen:
                    id_ = f"{kind.lower()}:{sum(1 for k, _ in seen if k == kind) + 1}"
                    seen[key] = id_
                    page.entities[id_] = Entity(id_, kind, span.text)
                entity = seen[key]
            page.add(span, type_, entity, "ner", 0.8)
