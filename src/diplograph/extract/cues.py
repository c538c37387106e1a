"""Verbs that report speech, from data/lexicon/speech.csv, and where what is said stands around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from diplograph.extract.actor_nouns import kind_of
from diplograph.extract.frames import objects
from diplograph.lexicon import cached, rows_of

__all__ = [
    "WITH_OBJECT",
    "Cue",
    "complement",
    "cues_at",
    "cues_of",
    "is_clause",
    "own_objects",
    "said_by",
    "stance_of",
]

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_ASKING: Final = frozenset({"call", "urge", "appeal", "ask"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
TELLING: Final = frozenset(
    (
        "tell",
        "inform",
        "warn",
        "remind",
        "assure",
        "reassure",
        "notify",
        "advise",
        "convince",
        "persuade",
        "promise",
    )
)
_DUTY: Final = frozenset({"must", "should", "ought"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One reading of a word that reports speech; see the table's own header."""

    second: str | None
    takes: frozenset[str]
    stance: str


@cached
def _cues() -> Mapping[tuple[str, str], tuple[Cue, ...]]:
    index: dict[tuple[str, str], list[Cue]] = {}
    for row in rows_of("speech"):
        first, _, second = row["cue"].partition(" ")
        cue = Cue(second or None, frozenset(row.many("takes")), row["stance"])
        index.setdefault((row["pos"], first), []).append(cue)
    for found in index.values():
        found.sort(key=lambda cue: cue.second is None)
    return {key: tuple(found) for key, found in index.items()}


def cues_of(token: Token, pos: str) -> tuple[Cue, ...]:
    """The readings of a noun or adjective that tells of speech ("claim", "adamant")."""
    return _cues().get((pos, token.lemma_.lower()), ())


def cues_at(token: Token) -> tuple[Cue, ...]:
    """The readings of a verb that reports speech; those that need a particle or object come first."""
    if token.pos_ != "VERB":
        return ()
    found = _cues().get(("verb", token.lemma_.lower()), ())
    return tuple(cue for cue in found if cue.second is None or _has_second(token, cue.second))


def said_by(verb: Token) -> tuple[Cue, Token, str] | None:
    """What a verb of speech says was said, where it is not a quotation.

    :returns: the reading, the word that heads what is said, and the way in which it stands with the verb
    """
    for cue in cues_at(verb):
        for way in _ORDER:
            if way in cue.takes:
                clause = complement(verb, way, cue.second)
                if clause is not None:
                    return cue, clause, way
    return None


_ORDER: Final = (
    *("that", "to", "as", "name", "unto"),
    *("for", "about", "of", "over", "at", "against", "with", "in", "object", "matter"),
)
WITH_OBJECT: Final = frozenset({"as", "name", "unto"})
"""Ways in which what is said is of the verb's object: "called the plan a mistake"."""


def _has_second(verb: Token, second: str) -> bool:
    return any(
        (child.dep_ in ("prt", "prep", "advmod") and child.lower_ == second)
        or (child.dep_ in ("dobj", "nsubjpass") and child.lemma_ == second)
        for child in verb.children
    )


def complement(verb: Token, way: str, second: str | None) -> Token | None:
    """The head of what is said, where it stands with the verb in this way."""
    if way in ("that", "to"):
        return _clause(verb, way, second)
    if way in ("object", "matter"):
        thing = _thing(verb, second)
        return None if thing is not None and way == "matter" and _is_who(thing) else thing
    if way == "name":
        named = [c for c in verb.children if c.dep_ == "oprd" and c.i > verb.i and c.pos_ != "PROPN"]
        of_object = any(o.i < named[0].i for o in own_objects(verb)) if named else False
        return named[0] if of_object or (named and _subject(named[0]) is not None) else None
    if way in WITH_OBJECT:
        return _after_object(verb, "to" if way == "unto" else way)
    return _after_preposition(verb, way)


def _clause(verb: Token, way: str, second: str | None) -> Token | None:
    hosts = [verb, *(objects(verb) if second else [])]
    clauses = [c for host in hosts for c in host.children if is_clause(c, way)]
    things = own_objects(verb)
    if way == "that" and things and verb.lemma_ not in TELLING and not second:
        # "the floods claimed 50 lives, and 60 were hurt": a clause apart from the object was not said
        clauses = [c for c in clauses if c.i < verb.i or _has_that(c) or _goes_on(things[0], c)]
    apart = any(token.text == ";" for token in verb.doc[clauses[0].i : verb.i]) if clauses else False
    before = clauses[0] if clauses and not (things and apart) else None
    return next((c for c in clauses if c.i > verb.i), before)


def _goes_on(thing: Token, clause: Token) -> bool:
    """Whether an object and the clause right behind it are one clause, the object (half of) its subject."""
    if clause.left_edge.i > thing.right_edge.i + 1:
        return False
    first = clause.left_edge
    return first.i <= thing.i or not (_has_subject(clause) and first.pos_ in ("DET", "PRON"))


def _thing(verb: Token, second: str | None) -> Token | None:
    """The thing that a verb has as its object, after its preposition, or as its subject in the passive."""
    found = [c for c in own_objects(verb) if c.lemma_ != second and c.pos_ in ("NOUN", "PROPN")]
    found += [o for p in verb.children if p.dep_ == "prep" and p.lower_ == second for o in p.children]
    if any(child.dep_ == "agent" for child in verb.children):
        found += [c for c in verb.children if c.dep_ == "nsubjpass" and c.pos_ in ("NOUN", "PROPN")]
    return next((c for c in found if c.dep_ in ("dobj", "pobj", "pcomp", "nsubjpass")), None)


def _is_who(thing: Token) -> bool:
    """Whether a thing is somebody: who is welcomed is greeted, and nothing is said of them."""
    return thing.ent_type_ == "PERSON" or kind_of(thing) in ("people", "agent", "group")


def _after_preposition(verb: Token, way: str) -> Token | None:
    if verb.lemma_ == "call" and any(child.dep_ == "dobj" for child in verb.children):
        return None  # "called the state for Ruiz"
    hosts = [verb, *objects(verb)]
    hosts += [c for c in verb.children if c.dep_ == "prep" and way == "for"]  # "called on X for"
    for host in hosts:
        for child in host.children:
            if child.dep_ == "prep" and child.lower_ == way:
                inner = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
                if inner:
                    return inner[0]
    return None


def _subject(word: Token) -> Token | None:
    return next((c for c in word.children if c.dep_ in _SUBJECTS), None)


def own_objects(verb: Token) -> list[Token]:
    """The objects that stand behind a verb."""
    return [child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i]


def _after_object(verb: Token, word: str) -> Token | None:
    """The phrase that says of a verb's object what it is: "described it as a mistake"."""
    for thing in own_objects(verb):
        hosts = (verb, thing)
        for child in (c for host in hosts for c in host.children):
            if child.dep_ == "prep" and child.lower_ == word and child.i > thing.i:
                return child
        after = thing.right_edge.i + 1
        if word == "as" and after < verb.sent.end and verb.doc[after].lower_ == "as":
            return verb.doc[after]  # whatever the parser made of it
    return None


def is_clause(token: Token, way: str) -> bool:
    """Whether a word heads a clause that may be what is said: a finite one, or an infinitive for "to"."""
    if token.dep_ not in ("ccomp", "xcomp", "acl", "advcl"):
        return False
    infinitive = any(child.dep_ == "aux" and child.tag_ == "TO" for child in token.children)
    if way == "to":
        return infinitive and (token.dep_ != "advcl" or token.head.lemma_ in _ASKING)
    if infinitive or not (token.dep_ == "ccomp" or (token.dep_ == "acl" and _has_that(token))):
        return False
    if _has_that(token) or _has_subject(token):
        return True
    bare = token.tag_ in _FINITE or any(c.tag_ == "MD" for c in token.children)
    return bare and (token.head.dep_ == "relcl" or _after_mark(token) or _lacks_subject(token))


def _has_subject(clause: Token) -> bool:
    """Whether a clause has a subject, which a quotation mark may make the parser hang on an auxiliary."""
    hosts = [clause, *(c for c in clause.children if c.dep_ == "aux")]
    return any(c.dep_ in _SUBJECTS and c.tag_ not in ("WDT", "WP") for host in hosts for c in host.children)


def _lacks_subject(clause: Token) -> bool:
    """Whether the parser took a clause's subject for its governor's object: "said an attack | hurt none"."""
    return any(thing.right_edge.i + 1 == clause.left_edge.i for thing in own_objects(clause.head))


def _after_mark(clause: Token) -> bool:
    """Whether a quotation mark opens a clause, its subject before it: 'said Ruiz "was brave"'."""
    before = clause.left_edge.i - 1 if not clause.left_edge.is_quote else clause.left_edge.i
    return before >= 0 and clause.doc[before].is_quote


def _has_that(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)


def stance_of(cue: Cue, clause: Token, way: str) -> str:
    """The cue's stance; what somebody says must be done, they call for."""
    duty = way == "that" and any(c.dep_ == "aux" and c.lower_ in _DUTY for c in clause.children)
    return "CallsFor" if duty and cue.stance == "Neutral" else cue.stance
