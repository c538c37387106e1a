"""Who speaks and who is spoken to, for a verb of speech."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from diplograph.extract.actor_nouns import kind_of
from diplograph.extract.frames import objects, prepositional, subjects
from diplograph.extract.page import Page
from diplograph.extract.participants import actors_of
from diplograph.extract.titles import is_title
from diplograph.extract.triggers import word_classes
from diplograph.lexicon import cached, rows_of
from diplograph.model import Ref

__all__ = ["Speaker", "addressee_of", "speaker_among", "speaker_of", "speaker_span", "unnamed_speaker"]

_SPEAKING: Final = frozenset({"Person", "Organization", "State"})
_MOUTHS: Final = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "statement", "service", "communique", "website"}
)
_NOBODY: Final = frozenset(
    ("this", "that", "which", "what", "there", "nobody", "nothing", "none", "i", "we", "you", "me", "all")
)
_LEFT: Final = frozenset({"amod", "compound", "nmod", "nummod"})
_NAMING: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_TOLD: Final = frozenset(
    {"tell", "inform", "urge", "ask", "warn", "remind", "assure", "notify", "brief", "advise"}
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it.

    :param ref: entity and words; the entity is "" for a noun that names nobody ("officials", "a report")
    :param resolved: whether it rests on a pronoun or noun that stands for somebody
    """

    ref: Ref
    resolved: bool = False


def speaker_of(page: Page, verb: Token) -> tuple[Speaker | None, Token | None]:
    """The speaker of a verb of speech, and the word that the parse has as its subject."""
    said = subjects(verb)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":  # "was quoted as saying", "quoted X as saying"
        said = objects(verb.head.head) or said
    if not _may_speak(page, said):
        said = _of_main_clause(verb) or said
    for token in said:
        found = speaker_at(page, token) or _bare_title(page, token)
        if found is not None:
            return found, token
    beside = _beside(page, verb)
    return beside, said[0] if said else None


def _of_main_clause(verb: Token) -> list[Token]:
    """The subject of the clause that a gerund of speech goes on from.

    "X said the trial was unfair, adding": X adds. "X attacked Y, claiming": X claims, since what X does
    is explained by what X says. "X held a conference claiming": X claims.
    """
    head = verb.head
    if verb.tag_ != "VBG":
        return []
    if verb.dep_ == "advcl":
        comma = any(token.text == "," for token in verb.doc[max(verb.i - 3, head.i) : verb.i])
        told = head.dep_ == "ccomp" and head.head.i < head.i
        return subjects(head.head if told else head) if comma and head.i < verb.i else []
    if verb.dep_ == "acl" and head.dep_ == "dobj" and head.lemma_ in word_classes()["utterance"]:
        return subjects(head.head)
    return []


def _beside(page: Page, verb: Token) -> Speaker | None:
    """The person named right before the verb, where the parser made something else its subject."""
    at = verb.i - 1
    if at > verb.sent.start and verb.doc[at].text == ",":
        at -= 1
    mention = page.at(verb.doc[at]) if at >= verb.sent.start else None
    if mention is None or mention.type != "Person" or mention.entity is None or verb.tag_ == "VBG":
        return None
    return Speaker(Ref(mention.entity, mention.span))


def _may_speak(page: Page, tokens: list[Token]) -> bool:
    return any(actors_of(page, token) for token in tokens)


def speaker_at(page: Page, token: Token) -> Speaker | None:
    """Whom a phrase names as one who can speak; a state only by its bodies, not by unnamed officials."""
    for actor in actors_of(page, token):
        entity = page.entities.get(actor.ref.entity)
        if entity is not None and entity.kind in _SPEAKING and not actor.agent:
            return Speaker(actor.ref, resolved=page.at(actor.head) is None)
    if {token.lemma_.lower(), token.lower_} & (_MOUTHS | word_classes()["utterance"]):
        for name in ("for", "of", "from", "by"):
            for inner in prepositional(token, name):
                found = speaker_at(page, inner)
                if found is not None:
                    return found
        for child in token.children:
            if child.dep_ in ("poss", "compound", "nmod"):
                found = speaker_at(page, child)
                if found is not None:
                    return found
    return None


def _bare_title(page: Page, token: Token) -> Speaker | None:
    """The one whom "the minister" stood for before, where a sentence begins with the bare "Minister"."""
    if token.i != token.sent.start or not token.text.istitle() or not is_title(token.lower_):
        return None
    known: set[str] = set()
    for paragraph in page.paragraphs:
        for other in paragraph.doc:
            if other.doc is token.doc and other.i >= token.i:
                return Speaker(Ref(known.pop(), page.span(token)), resolved=True) if len(known) == 1 else None
            entity = page.antecedents.get((id(other.doc), other.i))
            if entity is not None and other.lower_ == token.lower_:
                known.add(entity)
    return None


def speaker_among(page: Page, tokens: Iterable[Token]) -> Speaker | None:
    """The first person, else body, named in a stretch that the parse made nothing of."""
    bodies: list[Speaker] = []
    for token in tokens:
        mention = page.at(token)
        if mention is None or mention.entity is None:
            continue
        if mention.type == "Person":
            return Speaker(Ref(mention.entity, mention.span))
        if mention.type == "Organization":
            bodies.append(Speaker(Ref(mention.entity, mention.span)))
    return bodies[0] if bodies else None


def speaker_span(page: Page, doc: Doc, start: int, end: int) -> Speaker | None:
    """The speaker where a stretch of tokens is nothing but titles and one name, else None."""
    found: Speaker | None = None
    others: list[str] = []
    for token in doc[start:end]:
        mention = page.at(token)
        if mention is not None and mention.type in ("Person", "Organization") and mention.entity is not None:
            if page.post_at(token) is None and (found is None or mention.type == "Person"):
                found = Speaker(Ref(mention.entity, mention.span))
        elif page.post_at(token) is None and mention is None and token.is_alpha and token.lower_ != "the":
            others.append(token.lower_)
    return None if others and not is_title(" ".join(others)) else found


def unnamed_speaker(page: Page, subject: Token) -> Speaker | None:
    """Those whom only a noun or pronoun tells: "officials", "a new report"; None where nothing is said by it.

    Such a statement is seen and shown, but has nobody to be a node for. "I think" within
    somebody's words is what that somebody says.
    """
    if subject.tag_ in ("WDT", "WP"):
        if subject.head.dep_ != "relcl":
            return None  # "who says that?"
        subject = subject.head.head
    counted = subject.pos_ in ("DET", "ADJ", "NUM") and subject.dep_ == "nsubj"  # "several said"
    if not (counted or subject.pos_ in ("NOUN", "PROPN", "PRON")) or subject.lower_ in _NOBODY:
        return None
    if subject.ent_type_ in ("DATE", "TIME") or _is_mute(subject):
        return None
    if subject.dep_ == "expl" or (subject.lower_ == "it" and subject.head.tag_ == "VBN"):
        return None  # "it is reported that"
    first = subject
    while first.i > subject.left_edge.i and first.nbor(-1).dep_ in _LEFT and first.nbor(-1).pos_ in _NAMING:
        first = first.nbor(-1)
    return Speaker(Ref("", page.span(subject.doc[first.i : subject.i + 1])))


@cached
def _impersonal() -> frozenset[str]:
    """Verbs that report speech of people and texts, and none of any other thing ("the fire threatens to")."""
    return frozenset(row["cue"] for row in rows_of("speech") if row["pos"] == "impersonal")


def _is_mute(subject: Token) -> bool:
    """Whether a thing, rather than people or a text, is the subject of a verb that may tell of no speech."""
    if subject.head.lemma_ not in _impersonal() or kind_of(subject) is not None:
        return False
    if subject.lower_ == "it" or subject.pos_ != "NOUN":
        return subject.lower_ == "it"
    classes = word_classes()
    texts = classes["utterance"] | classes["document"] | classes["body"] | _MOUTHS
    return not ({subject.lemma_, subject.lower_} & texts)


def addressee_of(page: Page, verb: Token) -> str | None:
    """The entity that is spoken to: "told X", "said to X", "called on X to"."""
    told = objects(verb) if verb.lemma_ in _TOLD else []
    told += [child for child in verb.children if child.dep_ == "dative" and child.pos_ != "ADP"]
    for name in ("to", "on", "upon"):
        if name == "to" or verb.lemma_ == "call":
            told += prepositional(verb, name)
    for token in told:
        for actor in actors_of(page, token):
            if actor.ref.entity:
                return actor.ref.entity
    return None
