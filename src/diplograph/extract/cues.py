"""Words that report speech, from data/lexicon/speech.csv, and where what is said stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from diplograph.extract.frames import objects, true_head
from diplograph.lexicon import cached, rows_of

__all__ = ["Cue", "Said", "cues_at", "said_by"]

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_ASKING: Final = frozenset({"call", "urge", "appeal", "ask"})
_DUTY: Final = frozenset({"must", "should", "ought"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One reading of a word that reports speech; see the table's own header."""

    second: str | None
    takes: frozenset[str]
    stance: str


@dataclass(frozen=True, slots=True)
class Said:
    """What an indirect report says was said: the first and last token of it, and the stance of the cue."""

    first: Token
    last: Token
    stance: str
    way: str


@cached
def _cues() -> Mapping[str, tuple[Cue, ...]]:
    index: dict[str, list[Cue]] = {}
    for row in rows_of("speech"):
        if row["pos"] != "verb":
            continue
        first, _, second = row["cue"].partition(" ")
        index.setdefault(first, []).append(Cue(second or None, frozenset(row.many("takes")), row["stance"]))
    for found in index.values():
        found.sort(key=lambda cue: cue.second is None)
    return {lemma: tuple(found) for lemma, found in index.items()}


def cues_at(token: Token) -> tuple[Cue, ...]:
    """The readings of a verb that reports speech; those that need a particle or object come first."""
    if token.pos_ != "VERB":
        return ()
    found = _cues().get(token.lemma_.lower(), ())
    return tuple(cue for cue in found if cue.second is None or _has_second(token, cue.second))


def said_by(verb: Token) -> Said | None:
    """What a verb of speech says was said, where it is not a quotation."""
    for cue in cues_at(verb):
        for way in _ORDER:
            if way not in cue.takes:
                continue
            clause = _complement(verb, way, cue.second)
            if clause is not None:
                first, last = _extent(clause, verb)
                wish = _complement(verb, "for", cue.second) if way == "to" and "for" in cue.takes else None
                if wish is not None and verb.i < wish.i < first.i:
                    first = _extent(wish, verb)[0]  # "called for action to end the war"
                if last.i - first.i >= (0 if way == "for" else 1):
                    return Said(first, last, _stance(cue, clause, way), way)
    return None


_ORDER: Final = ("that", "to", "for", "about", "of", "over", "at", "against", "with", "in", "object")


def _has_second(verb: Token, second: str) -> bool:
    return any(
        (child.dep_ in ("prt", "prep", "advmod") and child.lower_ == second)
        or (child.dep_ in ("dobj", "nsubjpass") and child.lemma_ == second)
        for child in verb.children
    )


def _complement(verb: Token, way: str, second: str | None) -> Token | None:
    if way in ("that", "to"):
        hosts = [verb, *(objects(verb) if second else [])]
        clauses = [c for host in hosts for c in host.children if _is_clause(c, way)]
        own = any(child.dep_ == "dobj" and child.i > verb.i for child in verb.children)
        apart = any(token.text == ";" for token in verb.doc[clauses[0].i : verb.i]) if clauses else False
        before = clauses[0] if clauses and not (own and apart) else None
        return next((c for c in clauses if c.i > verb.i), before)
    if way == "object":
        found = [
            c
            for c in verb.children
            if c.dep_ == "dobj" and c.lemma_ != second and c.pos_ in ("NOUN", "PROPN")
        ]
        return found[0] if found else None
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


def _is_clause(token: Token, way: str) -> bool:
    if token.dep_ not in ("ccomp", "xcomp", "acl", "advcl"):
        return False
    infinitive = any(child.dep_ == "aux" and child.tag_ == "TO" for child in token.children)
    if way == "to":
        return infinitive and (token.dep_ != "advcl" or token.head.lemma_ in _ASKING)
    finite = any(c.dep_ in _SUBJECTS and c.tag_ not in ("WDT", "WP") for c in token.children)
    if token.head.dep_ == "relcl" and not finite:
        return False  # "which he said would help": the subject stands outside
    return token.dep_ == "ccomp" and not infinitive and (finite or token.tag_ in ("VBD", "VBZ", "VBP"))


def _extent(clause: Token, verb: Token) -> tuple[Token, Token]:
    """First and last token of the complement: its words on one side of the cue, without "that" and marks."""
    tokens = sorted(_own_subtree(clause), key=lambda token: token.i)
    if clause.i > verb.i:
        tokens = [token for token in tokens if token.i > verb.i]
        after = tokens[-1].nbor(1) if tokens and tokens[-1].i + 1 < len(verb.doc) else None
        if after is not None and after.lower_ in ("if", "unless") and after.head.dep_ == "advcl":
            tokens += _joined(after.head, verb)  # "claims it would help if they came"
        elif after is not None and after.tag_ == "VBG" and after.dep_ in ("acl", "advcl", "pcomp"):
            tokens += _joined(after, verb)  # "concern about the state losing its ports"
        if tokens and tokens[-1].dep_ in ("cc", "prep", "mark"):
            tokens += _rest(tokens[-1])  # the parser hung "as well as X" elsewhere
    else:
        tokens = [token for token in tokens if token.i < verb.i]
    low, high = 0, len(tokens) - 1
    while low < high and (tokens[low].lower_ == "that" or tokens[low].is_punct or tokens[low].is_space):
        low += 1
    while high > low and (tokens[high].is_punct or tokens[high].is_space):
        high -= 1
    return tokens[low], tokens[high]


def _joined(gerund: Token, verb: Token) -> list[Token]:
    """A gerund's or condition's words, where it hangs on the cue or its object, not on what precedes it."""
    if verb.i not in (gerund.head.i, gerund.head.head.i):
        return []
    last = max(token.i for token in verb.subtree)
    return [token for token in gerund.subtree if verb.i < token.i <= last]


def _own_subtree(clause: Token) -> Iterator[Token]:
    """A clause's words without the conjuncts that its tense shows not to belong to it."""
    strays = [
        t for t in clause.subtree if t.dep_ == "conj" and t.tag_ == "VBD" and true_head(t).i != t.head.i
    ]
    stray = {t.i for one in strays for t in one.subtree}
    stray |= {child.i for one in strays for child in one.head.children if child.dep_ == "cc"}
    return (token for token in clause.subtree if token.i not in stray)


def _rest(last: Token) -> list[Token]:
    """What follows up to the end of the sentence, if no further clause does."""
    rest = list(last.doc[last.i + 1 : last.sent.end])
    return [] if any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in rest) else rest


def _stance(cue: Cue, clause: Token, way: str) -> str:
    duty = way == "that" and any(c.dep_ == "aux" and c.lower_ in _DUTY for c in clause.children)
    return "CallsFor" if duty and cue.stance == "Neutral" else cue.stance
