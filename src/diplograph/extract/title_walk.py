"""Where titles of office stand in a text, with what is said around them.

A title is read in one walk: its own words by the longest form of
data/lexicon/roles.csv, then leftwards over what qualifies it ("former",
"acting", "Kazakhstan's", "UN"), then rightwards over portfolio and body ("for
Energy", "of the House", "to the United Nations"). Nothing is looked for where
no word of the table stands, so that reading costs one look-up a token.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from diplograph.extract.demonyms import is_demonym
from diplograph.extract.page import Page
from diplograph.extract.titles import Role, fold_title, is_title, load_modifiers, roles_by_first_word

__all__ = ["Title", "iter_titles"]

# Roles whose title takes a subject ("Minister for Energy", "Rapporteur on Torture"), not only a body.
_WITH_PORTFOLIO = {
    *("Minister", "DeputyMinister", "ShadowMinister", "TradeMinister", "Secretary", "Undersecretary"),
    *("AssistantSecretary", "StateSecretary", "ParliamentarySecretary", "Commissioner", "HighCommissioner"),
    *("HighRepresentative", "Rapporteur", "Adviser", "SpecialEnvoy", "Negotiator", "Coordinator"),
    *("UnderSecretaryGeneral", "AssistantSecretaryGeneral", "Director", "Ombudsman"),
}
_SENT = {
    "SpecialEnvoy",
    "Ambassador",
    "PermanentRepresentative",
    "DeputyPermanentRepresentative",
    "Rapporteur",
}
_LINKS = frozenset({"of", "for", "to", "at", "on", "in"})
_SUBJECT_LINKS = {"of", "for", "on"}
_OWN = {"his", "her", "its", "their", "our", "my"}


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


def iter_titles(page: Page, doc: Doc) -> Iterator[Title]:
    """Every title in a parsed paragraph, left to right, none inside another."""
    index = roles_by_first_word()
    folded: str | None = None
    done = 0
    for token in doc:
        forms = index.get(token.lower_) or ("-" in token.text and index.get(token.lower_.partition("-")[0]))
        if not forms or token.i < done:
            continue
        if folded is None:
            folded = fold_title(doc.text)
        found = _match(doc, folded, token, forms)
        if found is None:
            continue
        core, row = found
        mention = page.at(core[0])
        if mention is not None and mention.type != "Post" and not _is_free(page, core):
            continue  # "King" in "Martin Luther King", "Minister" in "Office of the Prime Minister"
        title = _walk_right(page, _walk_left(page, Title(core, core.start, core.end, row, row.role or None)))
        done = title.right
        yield title


def _match(
    doc: Doc, folded: str, token: Token, forms: list[tuple[str, Role]]
) -> tuple[TokenSpan, Role] | None:
    for form, row in forms:
        if folded.startswith(form, token.idx):
            end = token.idx + len(form)
            if end < len(folded) and folded[end].isalnum():
                continue
            span = doc.char_span(token.idx, end)
            if span is None and form.endswith("."):
                span = doc.char_span(token.idx, end, alignment_mode="expand")
            if span is not None:
                return span, row
    return None


def _is_free(page: Page, core: TokenSpan) -> bool:
    """Whether a name that covers the title is no more than the title with its portfolio or body."""
    mention = page.at(core[0])
    return mention is None or (
        mention.type == "Organization" and page.span(core[0]).start == mention.span.start and len(core) > 1
    )


@dataclass
class _Left:
    """What the walk leftwards has gathered."""

    at: int
    core: int
    effects: list[str] = field(default_factory=list)
    holders: list[tuple[str, Token]] = field(default_factory=list)
    definite: bool = False
    indefinite: bool = False


def _walk_left(page: Page, title: Title) -> Title:
    doc, core = title.core.doc, title.core
    sent_start = core[0].sent.start
    walk = _Left(core.start - 1, core.start)
    while walk.at >= sent_start and _step_left(page, doc, core, walk):
        pass
    role = title.role
    effects = walk.effects
    if "deputy" in effects:
        role = title.row.deputy
    return replace(
        title,
        core=doc[walk.core : core.end],
        left=walk.at + 1,
        role=role,
        status="former" if "former" in effects else "future" if "future" in effects else "current",
        acting="acting" in effects,
        claimed="claimed" in effects,
        definite=walk.definite,
        indefinite=walk.indefinite,
        holders=tuple(walk.holders),
    )


def _step_left(page: Page, doc: Doc, core: TokenSpan, walk: _Left) -> bool:  # noqa: PLR0911, PLR0912 - a case a line
    """Take in the word before; false where the title begins."""
    token = doc[walk.at]
    lower = token.lower_
    if token.is_space or (token.text == "-" and walk.at > 0):
        walk.at -= 1
        return True
    if lower in ("the", "a", "an"):
        walk.definite, walk.indefinite = lower == "the", lower != "the"
        walk.at -= 1
        return False
    if lower in _OWN:
        walk.holders.append(("pronoun", token))
        walk.at -= 1
        return False
    mention = page.at(token)
    if token.tag_ == "POS" and walk.at > 0:
        owner = doc[walk.at - 1]
        if page.ref(owner) is None:
            return False
        walk.holders.append(("possessive", owner))
        walk.at = _mention_start(page, owner) - 1
        return True
    joined = "".join(t.lower_ for t in doc[walk.at - 2 : walk.at + 1]) if walk.at > 1 else ""
    if "-" in joined and (effect := load_modifiers().get(("before", joined))) is not None:
        walk.effects.append(effect)  # "self-proclaimed"
        walk.at -= 3
        return True
    effect = load_modifiers().get(("before", lower))
    if effect is not None and (mention is None or mention.type in ("Date", "Post")):
        walk.effects.append(effect)
        if effect == "deputy" or lower in ("first", "chief", "senior", "permanent", "special"):
            walk.core = walk.at
        walk.at -= 1
        return True
    if mention is not None and mention.entity is not None:
        if mention.type in ("Place", "Organization") and not any(
            kind == "before" for kind, _ in walk.holders
        ):
            walk.holders.append(("before", token))
            walk.at = _mention_start(page, token) - 1
            return True
        return False
    if token.text[:1].isupper() and not walk.holders and is_demonym(page, token.text):
        walk.holders.append(("before", token))
        walk.at -= 1
        return True
    if _is_portfolio(token, core, walk):
        if token.pos_ in ("NOUN", "PROPN") or (token.pos_ == "ADJ" and walk.core < core.start):
            walk.core = walk.at
        walk.at -= 1
        return True
    return False


def _is_portfolio(token: Token, core: TokenSpan, walk: _Left) -> bool:
    """Whether a word before a title belongs to it: "Energy and Industry Minister", "conservative leader"."""
    if token.dep_ in ("compound", "amod", "nmod", "nummod") and token.head.i >= walk.core:
        return token.head.i < core.end + 6 and token.sent.start <= token.i and token.pos_ != "VERB"
    if token.lower_ != "and" or token.i == 0 or walk.core == core.start:
        return False
    return token.nbor(-1).dep_ == "compound"


def _mention_start(page: Page, token: Token) -> int:
    """Index of the first token of the name that a token is in."""
    mention, i = page.at(token), token.i
    if mention is None:
        return i
    while i > 0 and page.at(token.doc[i - 1]) is mention:
        i -= 1
    return i


def _mention_end(page: Page, token: Token) -> int:
    """Index after the last token of the name that a token is in."""
    mention, i = page.at(token), token.i + 1
    while mention is not None and i < len(token.doc) and page.at(token.doc[i]) is mention:
        i += 1
    return i


def _walk_right(page: Page, title: Title) -> Title:
    doc = title.core.doc
    title = _walk_suffix(doc, title)
    sent_end = title.core[0].sent.end
    while title.right + 1 < sent_end and doc[title.right].lower_ in _LINKS:
        step = _step_right(page, doc, title, doc[title.right].lower_)
        if step is None:
            break
        title = step
    return title


def _walk_suffix(doc: Doc, title: Title) -> Title:
    """Take in "-elect", "designate", "emeritus"."""
    at = title.right
    if at + 1 < len(doc) and doc[at].text == "-":
        at += 1
    effect = load_modifiers().get(("after", doc[at].lower_.strip("-"))) if at < len(doc) else None
    if effect is None:
        return title
    status = effect if effect in ("former", "future") else title.status
    return replace(title, right=at + 1, status=status, acting=title.acting or effect == "acting")


def _step_right(page: Page, doc: Doc, title: Title, link: str) -> Title | None:
    """Take in one "of ...", "for ..." or "to ..." after the title, or None where it is no part of it."""
    at = title.right + 1
    while at < len(doc) - 1 and doc[at].lower_ in ("the", "a", "an", "our", "this"):
        at += 1
    token = doc[at]
    mention = page.at(token)
    named = mention is not None and mention.entity is not None and mention.type in ("Place", "Organization")
    known = named and mention is not None and page.entity(mention.entity or "").kind == "State"
    has_of = any(kind == "of" for kind, _ in title.holders)
    if link in _SUBJECT_LINKS and title.role in _WITH_PORTFOLIO and not known:
        end = _subject_end(page, doc, at, named)
        if end is not None and not (named and link == "of" and title.role == "Director"):
            core = doc[title.core.start : end]
            return replace(title, core=core, right=end)
    sent = title.role in _SENT and link in ("for", "on", "in", "to")
    if sent and named and title.target is None:
        return replace(title, target=token, right=_mention_end(page, token))
    if link in ("to", "in", "on") and title.row.scope != "body" and title.role not in ("Minister", None):
        if link == "to" and (named or page.ref(token) is not None) and title.target is None:
            return replace(title, target=token, right=_mention_end(page, token))
        return None
    if named and not has_of and link in ("of", "for", "at", "in", "to"):
        return replace(title, holders=(*title.holders, ("of", token)), right=_mention_end(page, token))
    return None


def _subject_end(page: Page, doc: Doc, at: int, named: bool) -> int | None:
    """Where the portfolio that begins here ends, or None where it isn't one."""
    if named:
        mention = page.at(doc[at])
        if mention is None or mention.type == "Place":
            return None
        if page.entity(mention.entity or "").reference is not None:
            return None
        return _mention_end(page, doc[at])
    if doc[at].pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    end, capital = at, doc[at].text[:1].isupper()
    while end < len(doc):
        token = doc[end]
        joins = token.lower_ in ("and", "&", "of", "the") and end + 1 < len(doc) and end > at
        if joins and page.at(doc[end + 1]) is None and doc[end + 1].text[:1].isupper() == capital:
            if token.lower_ in ("of", "the") and not capital:
                break
            end += 1
            continue
        if page.at(token) is not None or token.text[:1].isupper() != capital or not token.is_alpha:
            break
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") or (end > at and is_title(token.text)):
            break
        end += 1
    return end if end > at else None
