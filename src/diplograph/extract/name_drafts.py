"""A name as one source has it, before its kind and bearer are settled; and what titles say beside it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from diplograph.extract.kinds import KnownName
from diplograph.extract.titles import load_roles
from diplograph.lexicon import cached
from diplograph.model import MentionType

__all__ = [
    "DETERMINERS",
    "Draft",
    "choose",
    "is_in_title",
    "is_name_word",
    "title_before",
    "title_length",
    "title_words",
]

DETERMINERS = frozenset(
    (
        *(
            "the",
            "a",
            "an",
            "this",
            "that",
            "these",
            "those",
            "its",
            "their",
            "his",
            "her",
            "our",
            "my",
            "your",
        ),
        *("each", "every", "some", "any", "no", "near", "around"),
    )
)
"""Words that stand before a name and are no part of it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A name as one source has it.

    :param start: first token; :param end: after the last token
    :param fixed: the kind is certain from the words; else the article's other mentions have a say
    :param rank: sources in order of trust, the lowest first
    :param usual: the name's usual spelling, where a headline shouts it
    """

    doc: Doc
    start: int
    end: int
    type: MentionType
    rule: str
    rank: int
    subtype: str | None = None
    fixed: bool = False
    known: KnownName | None = None
    title: bool = False
    usual: str | None = None

    @property
    def text(self) -> str:
        """The words as they stand."""
        return str(self.doc[self.start : self.end].text)


def choose(drafts: list[Draft]) -> list[Draft]:
    """Drafts that do not overlap, in order: numbered ones win, then the longest, then those of lower rank."""
    taken: set[int] = set()
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.rank > 1, d.start - d.end, d.rank, d.start)):
        span = range(draft.start, draft.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(draft)
    return sorted(kept, key=lambda d: d.start)


def is_name_word(word: str) -> bool:
    """Whether a word is written as names are, with a capital."""
    return word[:1].isupper() and word[:1].isalpha()


@cached
def title_words() -> frozenset[str]:
    """Titles of one word, in small letters."""
    return frozenset(title for title in load_roles() if " " not in title)


def title_length(words: list[str], start: int, end: int) -> int:
    """How many words at ``start`` are a title or form of address, at most up to ``end``."""
    roles = load_roles()
    for size in range(min(6, end - start), 0, -1):
        if " ".join(words[start : start + size]).lower().replace(" - ", " ").replace("-", " ") in roles:
            return size
    return 0


def is_in_title(draft: Draft, words: list[str]) -> bool:
    """Whether the words are part of a longer title: "State" in "Secretary of State"."""
    roles, start, end = load_roles(), draft.start, draft.end
    if end - start > 2 or draft.type not in ("Organization", "Place", "Person"):
        return False
    return any(
        " ".join(words[a:b]).lower() in roles
        for a in range(max(start - 3, 0), start + 1)
        for b in range(end, min(end + 2, len(words)) + 1)
        if (a, b) != (start, end)
    )


def title_before(words: list[str], at: int) -> bool:
    """Whether the words that end before ``at`` are a title or form of address ("Foreign Minister", "Mr")."""
    roles = load_roles()
    folded = ""
    for i in range(at - 1, max(at - 6, -1), -1):
        if words[i].isspace():
            continue
        folded = f"{words[i].lower()} {folded}".strip()
        if folded.replace(" - ", " ").replace("-", " ") in roles:
            return True
    return False
