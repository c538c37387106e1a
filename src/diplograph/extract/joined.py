"""What a verb after "and" is truly joined to, where its tense or its meaning shows the parser wrong."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from diplograph.extract.triggers import load_triggers

__all__ = ["true_head"]

_DEPTH: Final = 6
_CLAUSES: Final = frozenset({"xcomp", "ccomp", "conj", "acomp", "advcl"})
_OF_SPEECH: Final = frozenset({"ACCUSE", "REQUEST"})


def true_head(verb: Token) -> Token:
    """What a conjunct is joined to, mended by tense.

    In "stressed that none can cope and called for help" the parser joins
    "called" to "cope", but a past tense goes with "stressed". So does a verb
    of accusing or asking after what had happened: "denied that Norland had
    fired and accused Esterland of lies".
    """
    head = verb.head
    if verb.dep_ != "conj" or verb.tag_ != "VBD" or _has_subject(verb):
        return head
    if not (_is_present(head) or (_is_pluperfect(head) and _is_of_speech(verb))):
        return head
    node = head
    for _ in range(_DEPTH):
        if node.tag_ == "VBD":
            return node
        if node.dep_ not in _CLAUSES:
            return head
        node = node.head
    return head


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def _is_present(verb: Token) -> bool:
    if verb.tag_ in ("VBN", "VBG"):
        return any(
            child.tag_ in ("VBZ", "VBP", "MD") for child in verb.children if child.dep_ in ("aux", "auxpass")
        )
    return verb.tag_ in ("VB", "VBZ", "VBP")


def _is_pluperfect(verb: Token) -> bool:
    had = any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.children)
    return had and not _is_of_speech(verb)


def _is_of_speech(verb: Token) -> bool:
    readings = load_triggers().get((verb.lemma_.lower(), "verb"), ())
    return any(trigger.plover in _OF_SPEECH for trigger in readings)
