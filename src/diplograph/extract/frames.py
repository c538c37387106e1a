"""Who stands where around a verb or an event noun, read off the dependency parse.

Slots are named as in data/lexicon/triggers.csv. A slot gives the head words
that fill it; conjuncts are left to whoever reads them as actors.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from diplograph.extract.joined import true_head
from diplograph.extract.modality import is_happening
from diplograph.extract.triggers import load_parts, word_classes

__all__ = ["Frame", "objects", "owners", "prepositional", "subjects"]

_SUBJECTS: Final = frozenset({"nsubj", "csubj"})
_RELATIVE: Final = frozenset({"who", "which", "that", "whom"})
_CLAUSES: Final = frozenset({"ccomp", "xcomp"})
_PREDICATES: Final = frozenset({"oprd", "attr", "acomp"})
_BY_DEPENDENCY: Final = {"clause": _CLAUSES, "purpose": frozenset({"advcl"}), "oprd": _PREDICATES}
_TOLD: Final = frozenset({"nsubj", "nsubjpass"})
_VERBAL: Final = frozenset({"VERB", "AUX"})
_NUMBERS: Final = frozenset({"ORDINAL", "CARDINAL", "DATE", "TIME", "QUANTITY", "PERCENT", "MONEY"})
_OF_OBJECT: Final = frozenset({"of", "for", "from", "into", "against"})
_WHEN: Final = frozenset({"after", "before", "since", "upon"})
_DEPTH: Final = 6


class Frame:
    """The slots around one trigger word.

    :param head: a verb, an event noun, or an adjective ("ready to")
    """

    def __init__(self, head: Token) -> None:
        self.head = head
        self.is_noun = head.pos_ in ("NOUN", "PROPN")
        self._slots: dict[str, list[Token]] = {}
        self.carrier: Token | None = None
        self.capacity: str | None = None
        """How the carrier's subject takes part, from data/lexicon/parts.csv."""
        if self.is_noun:
            self.carrier, self.capacity = _carrier(head)

    def slot(self, name: str) -> list[Token]:
        """The head words in this slot, nearest first; empty where nothing stands there."""
        found = self._slots.get(name)
        if found is None:
            found = self._slots[name] = self._of_noun(name) if self.is_noun else self._of_verb(name)
        return found

    def has_preposition(self, words: frozenset[str]) -> bool:
        """Whether any of these prepositions hangs on the trigger."""
        return any(
            child.dep_ in ("prep", "agent", "dative") and child.lower_ in words
            for child in self.head.children
        )

    def _of_noun(self, name: str) -> list[Token]:
        if name in ("owner", "subject"):
            own = owners(self.head) if name == "owner" else []
            return own or (subjects(self.carrier) if self.carrier is not None else [])
        if name in ("object", "dative"):
            return []
        # "a meeting in Geneva with X", "held talks with X", "talks were held with X"
        hosts = [self.head] if self.carrier is None else [self.head, self.carrier]
        if self.carrier is None and self.head.dep_ in _TOLD and is_happening(self.head.head):
            hosts.append(self.head.head)  # "no meeting took place between X and Y"
        return [token for host in hosts for token in prepositional(host, name)]

    def _of_verb(self, name: str) -> list[Token]:
        head = self.head
        if name == "subject":
            return subjects(_verb_of(head))
        if name == "object":
            return objects(head)
        if name == "dative":
            return _datives(head)
        if name in _BY_DEPENDENCY:
            wanted = _BY_DEPENDENCY[name]
            return [child for child in head.children if child.dep_ in wanted]
        hosts = [head, *objects(head)[:1]]  # "imposed sanctions on X"
        hosts += [child for child in head.children if child.dep_ in ("acomp", "oprd", "prt")]
        return [token for host in hosts for token in prepositional(host, name)]


def subjects(verb: Token | None) -> list[Token]:
    """Who does what the verb says: its subject, a passive's agent, or whoever control gives it."""
    for _ in range(_DEPTH):
        if verb is None:
            return []
        own = [child for child in verb.children if child.dep_ in _SUBJECTS]
        if _is_active_after_all(verb):
            return [verb.head]
        passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
        passive = passive or _is_result(verb)
        if not own and verb.dep_ == "conj" and verb.tag_ == "VBN" and _is_passive(verb.head):
            passive = not any(child.dep_ == "aux" for child in verb.children)  # "was shot and killed"
        if passive or (not own and verb.dep_ in ("acl", "advcl") and verb.tag_ == "VBN"):
            return prepositional(verb, "by")  # "when asked by X": not whoever is asked
        if own:
            related = own[0].lower_ in _RELATIVE and verb.dep_ == "relcl"
            return [_related(verb)] if related else _true_subjects(verb, own)
        verb, found = _controller(verb)
        if found is not None:
            return [found]
    return []


def _is_result(verb: Token) -> bool:
    """Whether it tells what is done to its subject: "had the mayor fired", "saw ten soldiers killed"."""
    bare = verb.dep_ == "ccomp" and verb.tag_ in ("VBN", "VBD") and verb.head.i < verb.i
    if not bare or verb.head.lemma_ not in word_classes()["undergoing"]:
        return False
    return all(child.dep_ not in ("aux", "auxpass", "dobj", "mark") for child in verb.children)


def _true_subjects(verb: Token, own: list[Token]) -> list[Token]:
    """Those of several subjects that are the verb's: the parser parts a name from its title, and lists."""
    first, last = own[0], next((child for child in reversed(own) if child.i < verb.i), own[0])
    between = verb.doc[first.i : last.i]
    has_verb = any(token.pos_ == "VERB" for token in between)
    if any(token.dep_ == "cc" and token.nbor(-1).text == "," for token in between[1:]):
        # "charged him, and the second accused him": two clauses; "Ana Ruiz, the envoy, and Bo Roe met": one
        return [last] if has_verb else [first, last]
    apart = has_verb or any(token.text == "," for token in between)
    return [first] if apart else [last]  # "President of Norland Ana Ruiz"


def _related(verb: Token) -> Token:
    """Whom a relative clause is said of: in "X is a farmer who sued Y" X himself."""
    noun = verb.head
    if noun.dep_ != "attr" or noun.head.lemma_ != "be":
        return noun
    return next((child for child in noun.head.children if child.dep_ == "nsubj"), noun)


def _is_active_after_all(verb: Token) -> bool:
    """Whether the parser took a main verb for a participle: "Ruiz named Tom Berg", "Ruiz ordered that"."""
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or verb.head.pos_ != "PROPN":
        return False
    adjacent = verb.head.i == verb.i - 1
    return any(
        child.dep_ == "ccomp" or (adjacent and child.dep_ == "oprd" and child.ent_type_ == "PERSON")
        for child in verb.children
    )


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ == "auxpass" for child in verb.children)


def objects(verb: Token) -> list[Token]:  # noqa: PLR0911 - a construction a line
    """Whom or what the verb is done to: its object, or its subject in the passive."""
    found = []
    if _is_active_after_all(verb):
        return [child for child in verb.children if child.dep_ in ("dobj", "oprd")]
    passive = any(child.dep_ == "auxpass" for child in verb.children) or _is_result(verb)
    for child in verb.children:
        if child.dep_ in ("dobj", "nsubjpass") or (passive and child.dep_ == "nsubj"):
            found.append(verb.head if child.lower_ in _RELATIVE and verb.dep_ == "relcl" else child)
        elif child.dep_ == "auxpass":  # "X was re-elected": the parser may hang X on "was"
            found += [grandchild for grandchild in child.children if grandchild.dep_ == "nsubj"]
    if not found and verb.dep_ == "relcl" and _lacks_object(verb):
        return [verb.head]
    if not found:  # "met Senator Ana Ruiz": the parser may take a title for a time
        after = [child for child in verb.children if child.dep_ == "npadvmod" and child.i > verb.i]
        found = [child for child in after if child.pos_ == "PROPN" and child.ent_type_ not in _NUMBERS]
    if found or verb.pos_ == "ADJ" or verb.tag_ not in ("VBN", "VBD"):
        return found
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return [verb.head]
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and verb.head.pos_ in _VERBAL:
        return subjects(verb.head)  # "when elected in 2001", "elected in 2001, X"
    if verb.dep_ == "conj" and any(child.dep_ == "auxpass" for child in verb.head.children):
        own = any(child.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for child in verb.children)
        return [] if own else objects(verb.head)  # "was arrested and deported"
    return []


def _lacks_object(verb: Token) -> bool:
    """Whether a relative clause without a pronoun leaves its object to the noun: "the man Ruiz appointed"."""
    children = list(verb.children)
    subject = next((child for child in children if child.dep_ == "nsubj"), None)
    bound = any(
        child.dep_ in ("auxpass", "ccomp", "xcomp", "dobj") or child.tag_ in ("WDT", "WP", "WRB")
        for child in children
    )
    return subject is not None and not bound and verb.head.i < subject.i == verb.head.i + 1 + _width(subject)


def _width(noun: Token) -> int:
    """How many words of a subject stand before its head."""
    return noun.i - min(token.i for token in noun.subtree)


def owners(noun: Token) -> list[Token]:
    """Whose event a noun names: "X's visit", "the Norlandic attack"."""
    found = [child for child in noun.children if child.dep_ == "poss"]
    if found:
        return found
    return [
        child for child in noun.children if child.dep_ in ("amod", "nmod", "compound") and _is_name(child)
    ]


def prepositional(host: Token, name: str) -> list[Token]:
    """The head words after this preposition under a host."""
    found = []
    for child in host.children:
        if child.dep_ in ("prep", "agent", "dative", "prt") and child.lower_ == name:
            found += [grandchild for grandchild in child.children if grandchild.dep_ in ("pobj", "pcomp")]
        elif child.dep_ == "prep" and child.lower_ in ("out", "together", "along", "away"):
            found += prepositional(child, name)  # "out of the union"
    return found


def _datives(verb: Token) -> list[Token]:
    found = []
    for child in verb.children:
        if child.dep_ == "dative":
            found += [child] if child.pos_ != "ADP" else [g for g in child.children if g.dep_ == "pobj"]
    return found


def _verb_of(head: Token) -> Token:
    """For "X is ready to", the copula that has the subject."""
    return head.head if head.pos_ == "ADJ" and head.dep_ in ("acomp", "oprd") else head


def _is_name(token: Token) -> bool:
    if token.ent_type_ in _NUMBERS:
        return False  # "the 55th session", "the 2024 summit"
    return token.ent_iob_ != "O" or (token.text[:1].isupper() and token.i > token.sent.start)


def _controller(verb: Token) -> tuple[Token | None, Token | None]:
    """Where the subject of a verb without its own comes from: a verb to go on from, or the word itself."""
    dep, head = verb.dep_, true_head(verb)
    if dep == "advcl" and verb.tag_ == "VBG" and _has_rival(verb, head):
        return None, None  # "X named Y minister, resigning over Z": either may be meant
    if dep in ("xcomp", "advcl") and head.lemma_ in word_classes()["appealing"]:
        called = [token for link in ("on", "upon", "to", "with") for token in prepositional(head, link)]
        if called:
            return None, called[0]
    if dep in ("conj", "advcl") and head.pos_ in _VERBAL:
        done_to = objects(head) if any(child.dep_ == "auxpass" for child in head.children) else []
        return (None, done_to[0]) if done_to else (head, None)  # "was elected, winning 40 seats"
    if dep == "xcomp":
        if verb.tag_ == "VBG" and head.lemma_ in word_classes()["favoring"]:
            head = verb  # "favoured taxing banks": whoever would do it
        keeps = head.lemma_ in word_classes()["promising"]  # "promised X to leave": whoever promised
        controlled = objects(head) if head.pos_ == "VERB" and not keeps else []
        return (None, controlled[0]) if controlled else (_verb_of(head), None)
    if dep == "pcomp":
        return _governor_controller(verb, head)
    return _acl_controller(verb, head) if dep == "acl" else (None, None)


def _governor_controller(verb: Token, prep: Token) -> tuple[Token | None, Token | None]:
    """Who does what a clause after a preposition says: "X was praised for helping", "saw it as meant to"."""
    governor = prep.head
    if prep.lower_ == "as" and governor.pos_ in _VERBAL and objects(governor):
        return None, objects(governor)[0]
    if prep.lower_ in _WHEN and governor.pos_ not in _VERBAL:  # hung too low: "leads the race after winning"
        clause = next((word for word in governor.ancestors if word.pos_ in _VERBAL), None)
        return clause, None
    if governor.pos_ not in _VERBAL:
        return None, next(iter(owners(governor)), None)
    done_to = [token for token in objects(governor) if token.i < verb.i]
    if prep.lower_ in _OF_OBJECT and done_to:
        return None, done_to[0]  # "accused X of spying", "barred X from leaving"
    return (None if _has_rival(verb, governor) else governor), None


def _has_rival(verb: Token, head: Token) -> bool:
    return any(
        (child.dep_ in ("dobj", "dative") and child.ent_type_ == "PERSON")
        or (child.pos_ == "PRON" and child.dep_ == "dobj")
        for child in head.children
        if child.i < verb.i
    )


def _acl_controller(verb: Token, noun: Token) -> tuple[Token | None, Token | None]:
    """The noun itself ("troops crossing"), or whose it is ("X's decision to", "X made a promise to")."""
    if verb.tag_ == "VBG":
        said = noun.dep_ == "dobj" and noun.lemma_ in word_classes()["utterance"]
        return (noun.head, None) if said else (None, noun)  # "issued a declaration demanding"
    found = owners(noun)
    if found:
        return None, found[0]
    return (noun.head if noun.dep_ == "dobj" else None), None


def _carrier(noun: Token) -> tuple[Token | None, str | None]:
    """The verb through which somebody takes part in the event, and in what capacity."""
    node = noun
    while node.dep_ == "conj" and node.head.pos_ in ("NOUN", "PROPN"):
        node = node.head
    head = node.head
    if node.dep_ in ("dobj", "nsubjpass") and head.pos_ in _VERBAL:
        capacity = load_parts().get((head.lemma_, "object"))
        return (head, capacity) if capacity else (None, None)
    if node.dep_ == "pobj":
        governor = head.head
        capacity = load_parts().get((governor.lemma_, head.lower_))
        if capacity is not None:  # "took part in": the noun hangs below "part"
            return (governor if governor.pos_ in _VERBAL else governor.head), capacity
    return None, None
