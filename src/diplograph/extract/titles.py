"""Titles of office: the table of them, in every form a text may use.

The forms stand in data/lexicon/roles.csv, the words that change what a title
says in data/lexicon/title-modifiers.csv.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from diplograph.lexicon import cached, rows_of

__all__ = [
    "Role",
    "Title",
    "fold_title",
    "is_title",
    "is_title_word",
    "load_modifiers",
    "load_roles",
    "roles_by_first_word",
]

_BEFORE_BODY = ("of", "for", "to", "at", "on", "in", "without")  # what follows a title's head noun


@dataclass(frozen=True, slots=True)
class Role:
    """A row of the table of titles.

    :param role: a concept of vocab/role; empty for a form of address or a rank, which is no post
    :param plural: the form is a plural ("ministers")
    """

    title: str
    role: str
    scope: str
    one_holder: bool
    gender: str | None
    body: str | None
    deputy: str | None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it stands in a text.

    :param core: the title's own words with rank and portfolio: "Deputy Prime Minister", "Minister of Energy"
    :param left: index of the first token that belongs to it ("the", "former", "Kazakhstan"); end is ``right``
    :param role: a concept of vocab/role, or None where the table has none for this rank of it
    :param holders: tokens that name the state or body, and how: "of", "before", "possessive", "pronoun"
    :param target: the token that names whom an ambassador or envoy is sent to
    """

    core: TokenSpan
    left: int
    right: int
    row: Role
    role: str | None
    status: str = "current"
    acting: bool = False
    claimed: bool = False
    definite: bool = False
    indefinite: bool = False
    holders: tuple[tuple[str, Token], ...] = ()
    target: Token | None = None

    @property
    def head(self) -> Token:
        """The noun that governs the title's words."""
        return self.core.root

    @property
    def is_capital(self) -> bool:
        """Whether it is written as a name, "Foreign Minister"."""
        return self.core[0].text[:1].isupper()


def fold_title(text: str) -> str:
    """Small letters, hyphens as spaces; never longer or shorter than the text, so that offsets stay."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.replace("-", " ").replace("\N{NO-BREAK SPACE}", " ")


def _pluralise(title: str) -> str:
    words = title.split(" ")
    at = next((i for i, word in enumerate(words) if i and word in _BEFORE_BODY), len(words)) - 1
    if at and words[at] == "general" and words[at - 1] in ("attorney", "consul", "solicitor", "prosecutor"):
        at -= 1
    head = words[at]
    words[at] = head[:-3] + "men" if head.endswith("man") and head != "ombudsman" else head + "s"
    return " ".join(words)


@cached
def load_roles() -> dict[str, Role]:
    """Every form of every title, folded (small letters, spaces for hyphens), plurals included.

    :raises diplograph.errors.TableError: if the table has bad rows
    """
    forms: dict[str, Role] = {}
    for row in rows_of("roles"):
        role = Role(
            row["title"],
            row["role"],
            row["scope"],
            row["one_holder"] == "yes",
            row["gender"] or None,
            row["body"] or None,
            row["deputy"] or None,
        )
        forms[fold_title(role.title)] = role
    for form, role in list(forms.items()):
        if not form.endswith((".", "s")):
            forms.setdefault(_pluralise(form), replace(role, plural=True))
    return forms


def is_title(text: str) -> bool:
    """Whether these words alone are a title or form of address of the table."""
    return fold_title(text) in load_roles()


def is_title_word(text: str) -> bool:
    """Whether these words are a title, or what only qualifies one ("Executive", "Senior")."""
    return is_title(text) or ("before", fold_title(text)) in load_modifiers()


@cached
def roles_by_first_word() -> dict[str, list[tuple[str, Role]]]:
    """The folded forms that begin with a word, longest first, with their rows."""
    index: dict[str, list[tuple[str, Role]]] = {}
    for form, role in sorted(load_roles().items(), key=lambda item: (-len(item[0]), item[0])):
        index.setdefault(form.split(" ")[0], []).append((form, role))
    return index


@cached
def load_modifiers() -> dict[tuple[str, str], str]:
    """What a word before or after a title does to it, by place and word.

    :raises diplograph.errors.TableError: if the table has bad rows
    """
    rows = rows_of("title-modifiers")
    return {(row["place"], row["word"].strip("-")): row["effect"] for row in rows}
