"""What belongs to a title after its own words: "-elect", its portfolio, its state, body or host."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from diplograph.extract.demonyms import is_demonym
from diplograph.extract.page import Page
from diplograph.extract.titles import Title, is_title, load_modifiers

__all__ = ["mention_end", "mention_start", "walk_right"]

# Roles whose title takes a subject ("Minister for Energy", "Rapporteur on Torture"), not only a body.
_WITH_PORTFOLIO = {
    *("Minister", "DeputyMinister", "ShadowMinister", "TradeMinister", "Secretary", "Undersecretary"),
    *("AssistantSecretary", "StateSecretary", "ParliamentarySecretary", "Commissioner", "HighCommissioner"),
    *("HighRepresentative", "Rapporteur", "Adviser", "SpecialEnvoy", "Negotiator", "Coordinator"),
    *("UnderSecretaryGeneral", "AssistantSecretaryGeneral", "Director", "Ombudsman"),
}
_SENT = {
    *("SpecialEnvoy", "Ambassador", "PermanentRepresentative", "DeputyPermanentRepresentative", "Rapporteur"),
    *("Consul", "ChargeDAffaires"),
}
# Roles that one is elected to from a place: "Senator from Vermont", "MP for Ryanvale".
_SEATS = {"Senator", "Representative", "MemberOfParliament", "Councillor"}
# Roles whose body never follows "for": "the Special Envoy of the Secretary-General for Syria".
_OF_WHOLE = {"SecretaryGeneral", "President", "PrimeMinister", "King", "Queen"}
_IN_DELEGATION = {"Head": "HeadOfDelegation", "Leader": "HeadOfDelegation", "Member": "MemberOfDelegation"}
_LINKS = frozenset({"of", "for", "to", "at", "on", "in", "from"})
_SUBJECT_LINKS = {"of", "for", "on"}
_ARTICLES = {"the", "a", "an", "our", "this"}
# What of a state or body its name before it stands for: "the commander of NATO forces".
_WHOLE = {"forces", "troops", "army", "military", "navy", "government", "cabinet", "people", "side", "team"}


def mention_start(page: Page, token: Token) -> int:
    """Index of the first token of the name that a token is in."""
    mention, i = page.at(token), token.i
    if mention is None:
        return i
    while i > 0 and page.at(token.doc[i - 1]) is mention:
        i -= 1
    return i


def mention_end(page: Page, token: Token) -> int:
    """Index after the last token of the name that a token is in."""
    mention, i = page.at(token), token.i + 1
    while mention is not None and i < len(token.doc) and page.at(token.doc[i]) is mention:
        i += 1
    return i


def walk_right(page: Page, title: Title) -> Title:
    """The title with all that belongs to it on its right."""
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
    while at < len(doc) - 1 and doc[at].lower_ in _ARTICLES:
        at += 1
    token = doc[at]
    mention = page.at(token)
    named = mention is not None and mention.entity is not None and mention.type in ("Place", "Organization")
    if (
        link == "of"
        and title.role in _IN_DELEGATION
        and (found := _delegation(page, doc, title, at)) is not None
    ):
        return found
    if link in _SUBJECT_LINKS and title.role in _WITH_PORTFOLIO and not _is_state(page, token):
        end = _subject_end(page, doc, at, link if named else "")
        if end is not None and not (named and link == "of" and title.role == "Director"):
            core = doc[title.core.start : end]
            return replace(title, core=core, right=end)
    if title.role in _SEATS and link in ("from", "for"):
        return _seat(page, title, token) if named else None
    if link == "from":
        return None
    return _owner_or_target(page, title, token, link, named)


def _seat(page: Page, title: Title, token: Token) -> Title:
    """Where one is elected: the body only where nothing else says it."""
    kind = "of" if not title.holders and page.at(token) is not None else "seat"
    return replace(title, holders=(*title.holders, (kind, token)), right=mention_end(page, token))


def _owner_or_target(page: Page, title: Title, token: Token, link: str, named: bool) -> Title | None:
    """Take in the state or body a post is in, or the one that somebody is sent to."""
    end = mention_end(page, token)
    has_of = any(kind == "of" for kind, _ in title.holders)
    if title.role in _SENT and link in ("for", "on", "in", "to") and named and title.target is None:
        return replace(title, target=token, right=end)
    known = named or page.ref(token) is not None
    if link == "to" and title.row.scope != "body" and title.role not in ("Minister", None):
        return replace(title, target=token, right=end) if known and title.target is None else None
    if named and not has_of and _is_owned(page, title, token, link):
        owners = [("of", one) for one in _listed(page, token)] if title.row.plural else [("of", token)]
        return replace(title, holders=(*title.holders, *owners), right=mention_end(page, owners[-1][1]))
    if named and title.holders and link in ("to", "in", "at", "for"):
        return replace(title, right=end)  # "Head of the OSCE Mission to Moldova"
    return None


def _is_owned(page: Page, title: Title, token: Token, link: str) -> bool:
    """Whether the name after a title is what the post is in: not in "head of the UN mission"."""
    if link == "for" and title.role in _OF_WHOLE:
        return False
    if link in ("to", "in") and (title.row.scope != "body" or title.holders):
        return False
    end = mention_end(page, token)
    noun = token.doc[end - 1].head
    if token.doc[end - 1].dep_ not in ("compound", "nmod", "amod", "poss") or noun.i < end:
        return True
    return page.at(noun) is not None or noun.lower_ in _WHOLE or not noun.text[:1].islower()


def _listed(page: Page, token: Token) -> list[Token]:
    """The names joined to one: "of Norway, Kenya and Chad"."""
    found, doc = [token], token.doc
    at = mention_end(page, token)
    while at < len(doc):
        start = at
        while at < len(doc) and doc[at].lower_ in (",", "and", "the") and at - start < 3:
            at += 1
        if at == start or at >= len(doc):
            break
        mention = page.at(doc[at])
        if mention is None or mention.type not in ("Place", "Organization"):
            break
        found.append(doc[at])
        at = mention_end(page, doc[at])
    return found


def _is_state(page: Page, token: Token) -> bool:
    mention = page.at(token)
    return mention is not None and mention.entity is not None and page.entity(mention.entity).kind == "State"


def _delegation(page: Page, doc: Doc, title: Title, at: int) -> Title | None:
    """ "head of the Norwegian delegation": a post of whoever sent it."""
    owner: Token | None = None
    for token in doc[at : at + 6]:
        if token.lower_ == "delegation":
            role = _IN_DELEGATION[title.role or ""]
            holders = (*title.holders, ("before", owner)) if owner is not None else title.holders
            return replace(title, role=role, right=token.i + 1, holders=holders)
        known = page.at(token) is not None or is_demonym(page, token.text)
        if known and owner is None:
            owner = token
        elif not known and token.pos_ not in ("ADJ", "NOUN", "PART"):
            return None
    return None


def _subject_end(page: Page, doc: Doc, at: int, link: str) -> int | None:
    """Where the portfolio that begins here ends, or None where it isn't one.

    :param link: the word before, where what follows is a name; empty where it is plain words
    """
    if link:
        mention = page.at(doc[at])
        if mention is None or (mention.type == "Place" and link != "for"):
            return None
        if page.entity(mention.entity or "").reference is not None and mention.type != "Place":
            return None
        end = mention_end(page, doc[at])
        while end > at + 1 and doc[end - 1].lower_ in ("of", "and", "the"):
            end -= 1  # "Foreign Affairs of"
        goes_on = end + 1 < len(doc) and doc[end].lower_ == "and" and doc[end + 1].text[:1].isupper()
        return (
            (_subject_end(page, doc, end + 1, link if page.at(doc[end + 1]) else "") or end)
            if goes_on
            else end
        )
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
