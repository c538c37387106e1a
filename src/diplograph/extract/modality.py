"""Whether a clause says that something happened, did not, is planned, or is only supposed.

The scope is read from the parse: a clause's own negation and auxiliaries, then
each governing word up to the sentence's main verb. What a governing word does
to its complement stands in ``data/lexicon/modality.csv``.
"""

from __future__ import annotations

from typing import Final, Literal, cast

from spacy.tokens import Token

from diplograph.extract.joined import true_head
from diplograph.lexicon import cached, rows_of
from diplograph.model import Modality

__all__ = ["governing_effect", "is_happening", "is_telling", "modality_of"]

_POS: Final = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "ADV": "adv"}
_WOULD: Final = frozenset({"would", "'d", "’d"})
_CLAUSES: Final = frozenset(
    {"xcomp", "ccomp", "acl", "relcl", "advcl", "conj", "pcomp", "csubj", "parataxis"}
)
_FIRST: Final = frozenset({"first", "second", "third", "last", "only", "latest"})
_INDEFINITE: Final = frozenset({"a", "an", "any", "some", "no", "another"})
_STRENGTH: Final[tuple[Modality, ...]] = ("asserted", "planned", "negated", "hypothetical")
_DEPTH: Final = 24


@cached
def _table() -> dict[tuple[str, str, str], Modality]:
    effects: dict[tuple[str, str, str], Modality] = {}
    for row in rows_of("modality"):
        for scope in row.many("scope"):
            effects.setdefault((row["lemma"], row["pos"], scope), cast(Modality, row["effect"]))
    return effects


def modality_of(token: Token) -> Modality:
    """The modality of the clause or event noun that this token heads or stands in.

    Attribution is another matter: what somebody said happened is "asserted"
    here, and the speaker is kept elsewhere. Verbs of telling are transparent,
    verbs like "deny", "demand" or "threaten" are not.

    :param token: the verb or event noun; any other word stands for its clause
    """
    node = token if token.pos_ in ("VERB", "AUX", "NOUN", "PROPN") else _clause(token)
    found: Modality = _own(node)
    for _ in range(_DEPTH):
        if node.dep_ == "ROOT" or node.head.i == node.i:
            break
        effect, node, goes_on = _step(node)
        found = _combine(found, effect)
        if not goes_on:
            break
    return found


def governing_effect(token: Token) -> Modality:
    """What the words above this clause do to it, leaving out its own negation and auxiliaries."""
    return "asserted" if token.dep_ == "ROOT" else _step(token)[0]


def is_telling(verb: Token) -> bool:
    """Whether the word is a verb of telling, which says nothing of whether what is told is so."""
    return _is(verb, "tell")


def is_happening(verb: Token) -> bool:
    """Whether the word says of an event that it happens, begins or ends."""
    return _is(verb, "happen")


def _clause(token: Token) -> Token:
    for ancestor in token.ancestors:
        if ancestor.pos_ in ("VERB", "AUX"):
            return ancestor
    return token


def _combine(inner: Modality, outer: Modality) -> Modality:
    return max(inner, outer, key=_STRENGTH.index)


def _own(node: Token) -> Modality:
    """What a word's own negation, auxiliaries and modifiers say."""
    if node.pos_ in ("NOUN", "PROPN"):
        return _own_noun(node)
    found: Modality = "asserted"
    infinitive = unable = False
    for child in node.children:
        dep = child.dep_
        if dep == "neg" or (dep in ("advmod", "preconj") and child.lower_ in ("never", "neither", "hardly")):
            found = _combine(found, "negated")
        elif dep == "advmod":
            found = _combine(found, _table().get((child.lower_, "adv", "own"), "asserted"))
        elif dep == "aux":
            infinitive = infinitive or child.tag_ == "TO"
            unable = unable or child.lower_ in ("could", "can", "ca")
            found = _combine(found, _auxiliary(child, node))
        elif dep == "mark":
            found = _combine(found, _table().get((child.lower_, "mark", "own"), "asserted"))
        elif dep in ("nsubj", "nsubjpass", "dobj") and _has_no(child):
            found = _combine(found, "negated")
    if unable and _is_negated(node):
        found = "negated"  # "could not agree": what is not possible did not happen
    if infinitive and node.dep_ == "ROOT":
        found = _combine(found, "planned")  # a headline's "President to meet rival"
    if node.dep_ == "ROOT" and found != "negated" and _is_question(node):
        found = "hypothetical"
    return found


def _own_noun(node: Token) -> Modality:
    found: Modality = "asserted"
    for child in node.children:
        if child.dep_ == "det" and child.lower_ in ("no", "neither"):
            found = _combine(found, "negated")
        elif child.dep_ in ("amod", "nmod", "advmod", "compound"):
            effect = _table().get((child.lower_, "adj", "modifier"))
            if effect and not (child.lower_ == "next" and _has_past_verb(node)):
                found = _combine(found, effect)
    return found


def _has_past_verb(node: Token) -> bool:
    return any(ancestor.tag_ == "VBD" for ancestor in node.ancestors)


def _auxiliary(aux: Token, node: Token) -> Modality:
    word = aux.lower_
    if word in _WOULD and aux.tag_ == "MD" and _is_told(node) and not _has_condition(node):
        return "planned"
    if aux.tag_ != "MD":
        return "asserted"
    return _table().get((word, "aux", "own"), "asserted")


def _is_told(node: Token) -> bool:
    """Whether "would" is the "will" of reported speech: "said it would sign"."""
    return node.dep_ in ("ccomp", "conj", "relcl", "acl") and any(
        ancestor.tag_ in ("VBD", "VBN") for ancestor in node.ancestors
    )


def _has_condition(node: Token) -> bool:
    return any(
        grandchild.dep_ == "mark" and (grandchild.lower_, "mark", "own") in _table()
        for child in node.children
        if child.dep_ == "advcl"
        for grandchild in child.children
    )


def _has_no(noun: Token) -> bool:
    return any(
        child.dep_ in ("det", "neg") and child.lower_ in ("no", "neither", "none") for child in noun.children
    )


def _is_question(node: Token) -> bool:
    last = node.sent[-1]
    return last.text == "?" or (len(node.sent) > 1 and node.sent[-2].text == "?")


Step = tuple[Modality, Token, bool]


def _step(node: Token) -> Step:
    """What the governor does to a node, the node to go on from, and whether to go on."""
    if node.pos_ in ("NOUN", "PROPN") and node.dep_ not in ("conj", "appos"):
        return _step_from_noun(node)
    return _step_from_clause(node)


def _step_from_clause(node: Token) -> Step:
    head, dep = node.head, node.dep_
    if dep == "conj":
        return _step_from_conjunct(node)
    if dep == "pcomp":
        return _step_from_preposition(head, "ing")
    if dep == "advcl":
        return _step_from_adverbial(node)
    if dep == "relcl" or dep not in _CLAUSES:
        return "asserted", head, False
    return _step_from_complement(node)


def _step_from_complement(node: Token) -> Step:
    head, dep = node.head, node.dep_
    scope = _scope(node)
    effect = (_lookup(head, "finite") if scope == "that" and _is_indicative(node) else None) or _lookup(
        head, scope
    )
    if (
        scope == "to"
        and head.lemma_ == "have"
        and any(c.lower_ == "yet" for c in (*head.children, *node.children))
    ):
        return "negated", head, True  # "has yet to sign"
    if dep == "acl" and scope == "to" and any(c.lower_ in _FIRST for c in head.children):
        return "asserted", head, False  # "the first state to elect a woman"
    if effect is None and head.lemma_ in ("include", "be") and scope in ("to", "ing"):
        effect = _effect_of_subject(head)
    if effect is None and scope == "to" and head.pos_ == "ADJ":
        effect = "hypothetical"  # "eligible to vote", "free to leave"
    if effect is not None:
        return effect, head, True
    if dep == "acl":
        return ("planned" if scope == "to" else "asserted"), head, False
    if dep in ("ccomp", "parataxis"):
        # A negated or future act of telling says nothing of what is told.
        return "asserted", head, scope == "to" and not _is(head, "tell")
    return _own(head), head, True


def _effect_of_subject(verb: Token) -> Modality | None:
    """What a noun does to what it is said to be: "their demands include dissolving parliament"."""
    for child in verb.children:
        if child.dep_ == "nsubj" and child.pos_ == "NOUN":
            return _lookup(child, "for") or _lookup(child, "to")
    return None


def _is_indicative(node: Token) -> bool:
    """ "Insisted that it was so", not "that it be so" or "should be so"."""
    helpers = [child for child in node.children if child.dep_ in ("aux", "auxpass")]
    return any(word.tag_ in ("VBD", "VBZ", "VBP") for word in (node, *helpers))


def _step_from_conjunct(node: Token) -> Step:
    head = node.head
    if (node.tag_ == "VBD" and head.tag_ in ("VB", "VBZ", "VBP")) or true_head(node).i != head.i:
        return (
            "asserted",
            head,
            False,
        )  # the tense shows that it is joined to another verb than the parser says
    shares = not any(child.dep_ in ("nsubj", "nsubjpass", "aux", "expl") for child in node.children)
    if shares and (node.tag_ == head.tag_ or node.pos_ in ("NOUN", "PROPN")):
        return _own(head), head, True
    return "asserted", head, head.dep_ in ("ccomp", "xcomp") and node.dep_ == "conj" and shares


def _step_from_adverbial(node: Token) -> Step:
    head = node.head
    if _scope(node) == "to" and _is_first_to(head, node):
        return _own(head), head, True  # "became the first state to elect a woman"
    if _scope(node) == "to":
        # A purpose is an intention, unless the governing verb is known to carry it out.
        return (_lookup(head, "to") or "planned"), head, True
    bare = not any(child.dep_ in ("nsubj", "nsubjpass", "mark", "aux") for child in node.children)
    return "asserted", head, bare and node.tag_ == "VBG"


def _is_first_to(verb: Token, node: Token) -> bool:
    """Whether it tells who was the first to do it, wherever the parser hung the infinitive."""
    nouns = [child for child in verb.children if child.dep_ in ("attr", "oprd", "dobj") and child.i < node.i]
    return verb.lemma_ in ("be", "become") and any(
        child.lower_ in _FIRST for noun in nouns for child in noun.children
    )


def _step_from_noun(node: Token) -> Step:
    head, dep = node.head, node.dep_
    if dep == "pobj":
        return _step_from_preposition(head, "object", node)
    if dep in ("dobj", "nsubjpass", "attr", "oprd", "nsubj", "dative"):
        scope = "object" if dep in ("dobj", "nsubjpass") else "subject"
        effect = _lookup(head, scope)
        if effect is not None:
            return effect, head, True
        if _is(head, "happen") or head.lemma_ == "be" or (dep == "dobj" and _is_indefinite(node)):
            return _own(head), head, True
    return "asserted", head, False


def _step_from_preposition(prep: Token, scope: Literal["ing", "object"], noun: Token | None = None) -> Step:
    governor = prep.head
    if prep.lower_ == "without" or (prep.lower_ == "of" and governor.lower_ == "instead"):
        return "negated", governor, False
    verbal = prep.lower_ == "to" and governor.pos_ in ("VERB", "AUX")
    effect = _lookup(governor, "unto" if verbal else prep.lower_)
    if effect is None and scope == "ing" and governor.lemma_ == "be":
        return _own(governor), governor, True  # the same, where "in" hangs from "was"
    if effect is None and scope == "ing" and governor.pos_ == "ADJ":
        return _own(governor.head), governor.head, True  # "was not successful in winning"
    if effect is None and scope == "ing" and governor.pos_ in ("VERB", "AUX"):
        effect = _lookup(governor, "ing") if prep.lower_ in ("of", "from") else None
    if effect is not None:
        return effect, governor, governor.pos_ in ("VERB", "AUX")
    happens = noun is not None and prep.lower_ in ("in", "at", "to", "of", "for", "on")
    if happens and governor.lemma_ in (
        "participate",
        "take",
        "part",
        "arrive",
        "engage",
        "attend",
        "represent",
    ):
        return _own(governor), governor, governor.pos_ in ("VERB", "AUX")
    return "asserted", governor, False


def _is_indefinite(noun: Token) -> bool:
    determiners = [child.lower_ for child in noun.children if child.dep_ in ("det", "poss", "neg")]
    return not determiners or determiners[0] in _INDEFINITE


def _scope(node: Token) -> str:
    """How a clause hangs on its governor: an infinitive, a question, a gerund, or a that-clause."""
    subject = False
    for child in node.children:
        if child.dep_ == "aux" and child.tag_ == "TO":
            return "to"
        if child.dep_ == "mark" and child.lower_ in ("if", "whether"):
            return "if"
        subject = subject or child.dep_ in ("nsubj", "nsubjpass")
    return "ing" if node.tag_ == "VBG" and not subject else "that"


def _is(head: Token, kind: Literal["happen", "tell"]) -> bool:
    return (head.lemma_, _POS.get(head.pos_, ""), kind) in _table()


def _lookup(head: Token, scope: str) -> Modality | None:
    pos = _POS.get(head.pos_)
    if pos is None:
        return None
    table = _table()
    particle = next((child.lower_ for child in head.children if child.dep_ == "prt"), None)
    if particle is not None:
        return table.get((f"{head.lemma_} {particle}", pos, scope))
    effect = table.get((head.lemma_, pos, scope))
    if effect is None and head.tag_ in (
        "VBN",
        "VBD",
    ):  # "is set to", "is prepared to": a participle used as adjective
        effect = table.get((head.lower_, "adj", scope))
    if effect is not None and effect != "negated" and head.pos_ in ("VERB", "AUX") and _is_negated(head):
        return "negated"
    return effect


def _is_negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)
