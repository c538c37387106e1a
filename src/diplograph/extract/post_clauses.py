"""Titles that a verb says of somebody: "served as", "was appointed", "succeeded Bo Roe as"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from diplograph.extract.bodies import Body
from diplograph.extract.modality import modality_of
from diplograph.extract.page import Page
from diplograph.extract.post_uses import Use
from diplograph.extract.post_verbs import Verb, is_only_meant, owner_of, subject_of, verb_of
from diplograph.extract.tenures import read_term
from diplograph.extract.titles import Title
from diplograph.model import Ref

__all__ = ["by_verb"]

_SENT = {"Ambassador", "SpecialEnvoy", "PermanentRepresentative", "Consul", "ChargeDAffaires"}
_NOBODY = ("it", "they", "this", "its", "their")


def by_verb(page: Page, doc: Doc, use: Use) -> bool:
    """ "Ana Zed, who served as foreign minister", "parliament appointed her minister"."""
    verb = verb_of(use.title)
    if verb is None or use.title.row.plural:
        return False
    token = _holder(doc, use.title, verb)
    holder = _person(page, token)
    if holder is not None:
        use.people.append(holder)
    elif token is not None and token.tag_ in ("PRP", "WP", "PRP$") and token.lower_ not in _NOBODY:
        use.pronoun = token
    else:
        return False
    use.rule = f"posts.verb-{verb.effect}"
    if verb.patient:
        use.body = _sender(page, use.title, verb.token) or _elector(page, use.title, verb.token)
        use.is_given = not _is_passive(verb.token)
    use.modality = modality_of(verb.token)
    if use.modality == "asserted" and is_only_meant(verb.token):
        use.modality = "planned"
    use.term = read_term(page, use.title, verb)
    if verb.effect == "replaces":
        replaced = _one_replaced(verb.token)
        use.predecessor = _person(page, replaced)
        if use.predecessor is None and (replaced is None or replaced.tag_ != "PRP"):
            use.people.clear()
            use.pronoun = None
            return False
    elif verb.effect == "start":
        use.predecessor = _replaced(page, verb.token)
    return True


def _is_passive(verb: Token) -> bool:
    return (verb.dep_ == "acl" and verb.tag_ == "VBN") or any(
        child.dep_ in ("nsubjpass", "auxpass") for child in verb.children
    )


def _one_replaced(verb: Token) -> Token | None:
    """The one whom another succeeds: the object, or the subject of "was succeeded by"."""
    wanted = "nsubjpass" if _is_passive(verb) else "dobj"
    return next((child for child in verb.children if child.dep_ == wanted), None)


def _sender(page: Page, title: Title, verb: Token) -> Body | None:
    """The state that sends or appoints somebody: "Norland named her ambassador to Sudland"."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    ref = page.ref(subject) if subject is not None else None
    if ref is None or title.role not in _SENT or page.entity(ref.entity).kind != "State":
        return None
    return Body(ref.entity, None, "posts.body-clause")


def _elector(page: Page, title: Title, verb: Token) -> Body | None:
    """The body that chooses its own: "the Council elected Ambassador Zed as its president"."""
    its = any(kind == "pronoun" and token.lower_ == "its" for kind, token in title.holders)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None) if its else None
    ref = page.ref(subject) if subject is not None else None
    entity = page.entity(ref.entity) if ref is not None else None
    if entity is None or entity.kind not in ("Organization", "State"):
        return None
    is_state = entity.kind == "State"
    state = entity.id if is_state else entity.state if entity.state in page.entities else None
    return Body(state, None if is_state else entity.id, "posts.body-clause")


def _replaced(page: Page, verb: Token) -> Ref | None:
    """The one whom somebody took over from: "was sworn in, replacing Bo Roe", "took over from Bo Roe"."""
    for child in verb.children:
        if child.lower_ == "from" and child.dep_ == "prep" and verb.lemma_ == "take":
            return _person(page, next((c for c in child.children if c.dep_ == "pobj"), None))
    for child in verb.children:
        if child.dep_ == "advcl" and child.lemma_ in ("replace", "succeed") and child.tag_ == "VBG":
            return _person(page, next((c for c in child.children if c.dep_ == "dobj"), None))
    return None


def _holder(doc: Doc, title: Title, verb: Verb) -> Token | None:
    """The one of whom a verb says the title: its subject, or the object of an active "appointed"."""
    passive = _is_passive(verb.token)
    if verb.link == "noun":
        return owner_of(verb.token)
    if verb.effect == "replaces" and passive:
        agent = next((child for child in verb.token.children if child.dep_ == "agent"), None)
        return next((child for child in agent.children if child.dep_ == "pobj"), None) if agent else None
    if verb.patient and not passive:
        found = next((c for c in verb.token.children if c.dep_ == "dobj" and c.i < title.left), None)
        return found if found is not None else doc[title.left - 1] if title.left else None
    return subject_of(verb.token)


def _person(page: Page, token: Token | None) -> Ref | None:
    ref = page.ref(token) if token is not None else None
    if ref is None or page.entity(ref.entity).kind != "Person":
        return None
    return ref
