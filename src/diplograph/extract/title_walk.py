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
from diplograph.extract.title_tail import mention_start, walk_right
from diplograph.extract.titles import Role, Title, fold_title, load_modifiers, load_roles, roles_by_first_word
from diplograph.lexicon import cached, rows_of
from diplograph.model import Mention

__all__ = ["iter_titles"]

_SIDES = ("pro-", "anti-")
_OWN = {"his", "her", "its", "their", "our", "my"}


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
        title = Title(core, core.start, core.end, row, row.role or None)
        title = walk_right(page, _walk_left(page, title, done))
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
    plural: bool = False


def _walk_left(page: Page, title: Title, done: int) -> Title:
    doc, core = title.core.doc, title.core
    first = max(core[0].sent.start, done)  # what belongs to the title before is not this one's
    walk = _Left(core.start - 1, core.start, plural=title.row.plural)
    while walk.at >= first and _step_left(page, doc, core, walk):
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
        adverb = doc[walk.at] if walk.at >= 0 else token
        effect = load_modifiers().get(("before", adverb.lower_))
        if adverb.pos_ == "ADV" and effect is not None:  # "Zed, formerly the mayor"
            walk.effects.append(effect)
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
        walk.at = mention_start(page, owner) - 1
        return True
    joined = "".join(t.lower_ for t in doc[walk.at - 2 : walk.at + 1]) if walk.at > 1 else ""
    if "-" in joined and (effect := load_modifiers().get(("before", joined))) is not None:
        walk.effects.append(effect)  # "self-proclaimed"
        walk.at -= 3
        return True
    if token.pos_ == "VERB" and any(child.dep_ == "nsubj" for child in token.children):
        return False  # "the army ousted President Zed"
    if _only_qualifies(token, walk):
        walk.at -= 1
        return True
    effect = load_modifiers().get(("before", lower))
    if effect is not None and (mention is None or _is_word(mention, token)):
        walk.effects.append(effect)
        if effect == "deputy" or lower in ("chief", "senior", "permanent", "special") or _is_first_of(token):
            walk.core = walk.at
        walk.at -= 1
        return True
    if mention is not None and mention.entity is not None:
        if mention.type in ("Place", "Organization") and not any(
            kind == "before" for kind, _ in walk.holders
        ):
            walk.holders.append(("before", token))
            walk.at = mention_start(page, token) - 1
            return True
        return False
    if token.text[:1].isupper() and not walk.holders and is_demonym(page, token.text):
        walk.holders.append(("before", token))
        walk.at -= 1
        return True
    if walk.plural and lower in ("and", ",") and walk.holders and walk.at:
        return _join_left(page, doc[walk.at - 1], walk)
    if _is_portfolio(token, core, walk) and not _is_address(token):
        if token.pos_ in ("NOUN", "PROPN") or (token.pos_ == "ADJ" and walk.core < core.start):
            walk.core = walk.at
        walk.at -= 1
        return True
    return False


def _only_qualifies(token: Token, walk: _Left) -> bool:
    """Whether a word before a title is no part of the post's name.

    "a featured speaker", "newly appointed Ambassador", "Democrat Rep.", "the pro-Norland mayor".
    """
    if token.lower_ == "opposition" or token.lower_.startswith(_SIDES):
        return True
    if token.text in _party_words() and token.nbor(1).text != "Party":
        return True
    participle = token.tag_ in ("VBN", "VBG") and token.dep_ == "amod" and token.head.i >= walk.core
    adverb = token.dep_ == "advmod" and token.head.i == walk.at + 1 and token.head.tag_ == "VBN"
    known = ("before", token.lower_) in load_modifiers()
    return not known and (participle or adverb)


@cached
def _party_words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows_of("parties"))


def _join_left(page: Page, token: Token, walk: _Left) -> bool:
    """Take in another owner of a plural title: "Norwegian and Kenyan foreign ministers"."""
    mention = page.at(token)
    named = mention is not None and mention.type in ("Place", "Organization")
    if not named and not (token.text[:1].isupper() and is_demonym(page, token.text)):
        return False
    walk.holders.insert(0, ("before", token))
    walk.at = mention_start(page, token) - 1
    return True


def _is_word(mention: Mention, token: Token) -> bool:
    """Whether a name beside a title is no more than one word that the model took for one: "Transitional"."""
    return mention.type in ("Date", "Post") or mention.span.exact == token.text


def _is_first_of(token: Token) -> bool:
    """ "First Deputy Minister" is a post of its own, "first female president" is not."""
    return token.lower_ == "first" and token.nbor(1).lower_ in ("deputy", "vice")


def _is_address(token: Token) -> bool:
    """Whether a word is, or ends, a form of address: "Her Majesty"."""
    before = token.nbor(-1).lower_ if token.i else ""
    row = load_roles().get(f"{before} {token.lower_}") or load_roles().get(token.lower_)
    return row is not None and not row.role


def _is_portfolio(token: Token, core: TokenSpan, walk: _Left) -> bool:
    """Whether a word before a title belongs to it: "Energy and Industry Minister", "conservative leader"."""
    if token.dep_ in ("compound", "amod", "nmod", "nummod") and token.head.i >= walk.core:
        return token.head.i < core.end + 6 and token.sent.start <= token.i and token.pos_ != "VERB"
    if token.lower_ != "and" or token.i == 0 or walk.core == core.start:
        return False
    return token.nbor(-1).dep_ == "compound"
