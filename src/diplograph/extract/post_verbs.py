"""The verbs that tie a person to a title: who holds, gets or leaves a post, and how they are found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from diplograph.extract.titles import Title
from diplograph.lexicon import cached, rows_of

__all__ = [
    "CLIMB",
    "OFFICE",
    "Verb",
    "bounding_noun",
    "departure_of",
    "is_only_meant",
    "office_verb",
    "own_verb",
    "owner_of",
    "subject_of",
    "tells_of_death",
    "verb_of",
]

CLIMB = 5
OFFICE = {"office", "post", "position", "job", "role", "government", "cabinet", "power"}
_SUBJECTS = ("nsubj", "nsubjpass")
_POST = {"office", "post", "position", "job", "role"}
_AFTER = ("after", "following", "since", "upon")
_PARTICLES = ("down", "aside", "in", "over", "up")
# Verbs whose infinitive tells what came about; under others that the table of modality lacks it was meant to.
_COMES_ABOUT = {
    *("go", "rise", "return", "come", "grow", "manage", "elect", "appoint", "choose", "select", "pick"),
    *("begin", "start", "continue", "live", "become", "be"),
}


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb, or a noun that tells of one ("her appointment as"), that ties a person to a title."""

    token: Token
    effect: str
    reason: str | None
    patient: bool
    link: str = "alone"


@cached
def _verbs() -> dict[tuple[str, str], tuple[str, str | None, bool]]:
    rows = rows_of("post-verbs")
    return {
        (row["lemma"], row["link"]): (row["effect"], row["reason"] or None, row["patient"] == "yes")
        for row in rows
    }


def _lemmas(verb: Token) -> Iterator[str]:
    """A verb's lemma, the forms with a particle or "office" first."""
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.lower_ in _PARTICLES and child.dep_ in ("prt", "advmod", "prep"):
            yield f"{lemma} {child.lower_}"
        elif child.dep_ == "dobj" and child.lemma_.lower() == "office":
            yield f"{lemma} office"
    yield lemma


def _look_up(token: Token, link: str) -> Verb | None:
    table = _verbs()
    for lemma in _lemmas(token):
        found = table.get((lemma, link))
        if found is not None:
            return Verb(token, *found, link)
    return None


def bounding_noun(token: Token) -> str | None:
    """The reason for which a tenure ends at this noun ("until her resignation"), or None."""
    found = _verbs().get((token.lemma_.lower(), "until"))
    return found[1] if found is not None else None


def verb_of(title: Title) -> Verb | None:
    """The verb that says somebody holds, gets or leaves this post, or None."""
    head = title.head
    for _ in range(CLIMB):  # "chairman and CEO of X": the second hangs from the first
        if head.dep_ != "conj" or head.head.pos_ not in ("NOUN", "PROPN"):
            break
        head = head.head
    governor = head.head
    if head.dep_ == "pobj":
        return _by_preposition(governor)
    if head.dep_ in ("attr", "acomp"):
        verb, link = governor, "is"
    elif head.dep_ in ("oprd", "dobj", "xcomp", "ccomp", "nsubj", "appos", "obj"):
        verb, link = governor, "object"
    else:
        return None
    if verb.pos_ == "PROPN" and verb.head.pos_ == "VERB":
        verb = verb.head
    if link == "is" and (nominated := _nominating(verb)) is not None:
        return nominated
    found = _look_up(verb, link)
    if found is None or (link == "object" and head.dep_ == "nsubj" and head.i < verb.i):
        return None
    return found


def _nominating(verb: Token) -> Verb | None:
    """ "nominated her to be minister": the verb above, whose object is meant."""
    above = verb.head
    if verb.lemma_ != "be" or verb.dep_ not in ("xcomp", "ccomp") or above.pos_ != "VERB":
        return None
    found = _look_up(above, "as") or _look_up(above, "object")
    return found if found is not None and found.patient else None


def _by_preposition(preposition: Token) -> Verb | None:
    """ "served as minister", "her term as minister", "took the post of minister"."""
    governor = preposition.head
    if preposition.dep_ == "conj" and governor.lower_ == preposition.lower_ == "as":
        governor = governor.head  # "served as envoy and as director"
    if preposition.lower_ == "as":
        return _by_as(governor)
    if preposition.lower_ != "of" or governor.lemma_ not in _POST:
        return None
    if governor.dep_ in ("dobj", "nsubjpass"):
        return _look_up(governor.head, "office")
    if governor.dep_ == "pobj" and governor.head.lower_ in ("to", "for", "from", "in"):
        return _look_up(governor.head.head, "office")
    return None


def _by_as(governor: Token) -> Verb | None:
    if governor.pos_ == "PROPN" and governor.dep_ in (
        "dobj",
        "pobj",
        "nsubjpass",
    ):  # hung from the object's name
        governor = governor.head if governor.dep_ != "pobj" else governor.head.head
    if governor.pos_ != "NOUN":
        return _look_up(governor, "as")
    found = _look_up(governor, "noun")
    if found is not None and owner_of(governor) is not None:
        return found
    verb = governor.head.head if governor.dep_ == "pobj" else governor.head
    return _look_up(verb, "as") if found is not None else None  # "re-elected for a second term as president"


def owner_of(noun: Token) -> Token | None:
    """Whose term or appointment it is: "Zed's term", "the appointment of Zed"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def own_verb(name: Token) -> Verb | None:
    """The verb that says of itself that a person gets or leaves the post told beside the name, or None.

    "Foreign Minister Zed resigned" and "was dismissed", "the army ousted President Zed" and "President Zed,
    who took office in May", but not "resigned as chair" or "from the board", which say what was left.

    :param name: head of the person's name
    """
    if name.dep_ == "appos":
        name = name.head
    for clause in name.children:
        if clause.dep_ == "relcl" and any(
            c.dep_ in ("nsubj", "nsubjpass") and c.tag_ == "WP" for c in clause.children
        ):
            found = _of_itself(clause, any(c.dep_ == "nsubjpass" for c in clause.children))
            if found is not None:
                return found
    for _ in range(CLIMB):  # "Minister Zed and Minister Roe resigned"
        if name.dep_ != "conj" or name.head.pos_ not in ("NOUN", "PROPN"):
            break
        name = name.head
    if name.dep_ in _SUBJECTS:
        return _of_itself(name.head, name.dep_ == "nsubjpass")
    if name.dep_ == "dobj" and name.head.pos_ == "VERB":
        return _of_itself(name.head, True, active=True)
    return None


def office_verb(noun: Token) -> Verb | None:
    """The verb that says of somebody that they hold, get or leave "the post", told before; or None."""
    is_known = any(c.lower_ in ("the", "that", "this") for c in noun.children if c.dep_ == "det")
    if noun.lemma_ not in _POST or noun.dep_ != "dobj" or not is_known:
        return None
    if any(c.dep_ in ("prep", "amod", "compound", "relcl", "acl", "poss") for c in noun.children):
        return None
    found = _look_up(noun.head, "office")
    return found if found is not None and not found.patient else None


def departure_of(name: Token) -> Verb | None:
    """The noun that tells that somebody left: "after the resignation of Minister Zed"; or None.

    Only where it is over: what is demanded, offered or refused hasn't happened.
    """
    noun = name.head.head if name.dep_ == "pobj" and name.head.lower_ == "of" else name.head
    if noun.i == name.i or noun.pos_ != "NOUN" or (noun is name.head and name.dep_ != "poss"):
        return None
    reason = bounding_noun(noun)
    over = noun.dep_ == "pobj" and noun.head.lower_ in _AFTER
    return Verb(noun, "end", reason, patient=False, link="noun") if reason is not None and over else None


def _of_itself(verb: Token, is_patient: bool, *, active: bool = False) -> Verb | None:
    found = _look_up(verb, "alone")
    if found is None or found.patient != is_patient or (active and found.effect != "end"):
        return None
    for child in verb.children:
        if child.lower_ == "as" and child.dep_ == "prep":
            return None
        if child.lower_ == "from" and not any(token.lemma_ in OFFICE for token in child.children):
            return None
        if child.dep_ == "dobj" and child.lemma_ not in OFFICE and not active:
            return None
    return found


def tells_of_death(verb: Token) -> Token | None:
    """The one of whom a verb or noun says that they died: "Zed was killed", "Zed's death"; else None."""
    if verb.pos_ == "NOUN":
        return owner_of(verb) if bounding_noun(verb) == "died" else None
    if verb.tag_ not in ("VBD", "VBN"):
        return None
    found = _look_up(verb, "alone")
    if found is None or found.reason != "died":
        return None
    wanted = "nsubjpass" if found.patient else "nsubj"
    return next((child for child in verb.children if child.dep_ == wanted), None)


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, its own or the one it shares with the verb it is joined to."""
    for _ in range(6):
        found = _own_subject(verb)
        if found is not None:
            return found
        if verb.dep_ == "acl":
            return verb.head
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep", "acomp"):
            return None
        below, verb = verb, verb.head
        if below.dep_ == "xcomp" and any(c.tag_ == "TO" for c in below.children):
            told = next((c for c in verb.children if c.dep_ == "dobj"), None)
            if told is not None:
                return told  # "asked her to serve as minister"
    return None


def _own_subject(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in _SUBJECTS and (child.i < verb.i or child.pos_ == "PRON"):
            is_relative = child.tag_ in ("WP", "WDT") and verb.dep_ == "relcl"
            return verb.head if is_relative else child
        if child.dep_ == "auxpass":  # "was re-elected", as the parser knows it
            below = next((c for c in child.children if c.dep_ == "nsubj"), None)
            if below is not None:
                return below
    return None


def is_only_meant(verb: Token) -> bool:
    """Whether it is an infinitive that nothing shows to have come about: "vowed to become president"."""
    if not any(child.tag_ == "TO" and child.dep_ == "aux" for child in verb.children):
        return False
    above = verb.head
    return verb.dep_ == "xcomp" and above.lemma_.lower() not in _COMES_ABOUT
