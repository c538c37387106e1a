"""How far what is said goes: the words of a clause that are its speaker's, beside the cue or around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from diplograph.extract.cues import cues_at
from diplograph.extract.joined import true_head

__all__ = ["before_cue", "beside_cue", "extent_of"]

_JOINS: Final = 4
_CONDITIONS: Final = frozenset({"if", "unless", "because", "since", "until"})
_OF_THING: Final = frozenset(
    (
        "to",
        "of",
        "for",
        "in",
        "with",
        "against",
        "from",
        "between",
        "among",
        "over",
        "into",
        "toward",
        "towards",
    )
)
_SETTINGS: Final = frozenset(
    ("DATE", "TIME", "PERSON", "ORG", "GPE", "FAC", "LOC", "NORP", "EVENT", "WORK_OF_ART")
)
_OCCASIONS: Final = frozenset(
    ("interview", "speech", "statement", "address", "tweet", "post", "letter", "conference", "briefing",
     "reporter", "journalist", "press", "video", "remark", "release", "message", "session", "meeting",
     "rally", "hearing", "report", "response", "reaction", "reply", "comment", "email", "call",
     "week", "month", "year")
)  # fmt: skip


def before_cue(clause: Token, verb: Token) -> tuple[Token, Token] | None:
    """What is said before a cue in the middle of its clause: "The plan, X said, will fail", or None."""
    if clause.i < verb.i:
        return None
    subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if subject is None or subject.i > verb.i or subject.tag_ in ("WDT", "WP"):
        return None
    edge = min(
        (c.left_edge.i for c in verb.children if c.dep_ == "nsubj" and subject.i < c.left_edge.i),
        default=verb.i,
    )
    tokens = list(verb.doc[min(subject.left_edge.i, clause.left_edge.i) : min(edge, verb.i)])
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space):
        tokens.pop()
    while tokens and (tokens[0].is_punct or tokens[0].is_space):
        tokens.pop(0)
    return (tokens[0], tokens[-1]) if tokens else None


def extent_of(clause: Token, verb: Token) -> tuple[Token, Token]:
    """First and last token of the complement: its words on one side of the cue, without "that" and marks."""
    tokens = sorted(_own_subtree(clause), key=lambda token: token.i)
    if clause.i > verb.i:
        tokens = [token for token in tokens if token.i > verb.i]
        tokens = _without_aside(tokens, clause)
        tokens = _with_rest(tokens, verb)
    else:
        tokens = [token for token in tokens if token.i < verb.i]
    low, high = 0, len(tokens) - 1
    while low < high and (tokens[low].lower_ == "that" or tokens[low].is_punct or tokens[low].is_space):
        low += 1
    while high > low and (tokens[high].is_punct or tokens[high].is_space):
        high -= 1
    return tokens[low], _whole_word(tokens[high])


def _with_rest(tokens: list[Token], verb: Token) -> list[Token]:
    """The complement's words with what follows them at once and only the parser hung elsewhere."""
    for _ in range(_JOINS):
        last = tokens[-1] if tokens else None
        if last is None or last.i + 1 >= verb.sent.end:
            break
        joined = _next_part(last, verb)
        if not joined:
            break
        tokens = tokens + joined
    return tokens


def _next_part(last: Token, verb: Token) -> list[Token]:
    if last.dep_ in ("cc", "prep", "mark"):
        return _rest(last)  # the parser hung "as well as X" elsewhere
    head = None if last.is_punct else _head_of_part(last.nbor(1))
    return _joined(head, verb) if head is not None else []


def _head_of_part(after: Token) -> Token | None:
    """The head of a part that begins with a word and goes on with what stands before it, or None."""
    if after.lower_ in _CONDITIONS and after.head.dep_ in ("advcl", "prep"):
        return after.head  # "claims it would help if they came"
    if after.tag_ == "TO" and after.head.dep_ in ("advcl", "acl", "xcomp"):
        return after.head  # "pushed for funds to repair the port"
    given = after.lower_ == "given" and after.dep_ == "prep"
    gerund = after.tag_ == "VBG" and after.dep_ in ("acl", "advcl", "pcomp")  # "about the state losing ports"
    phrase = after.dep_ == "prep" and after.lower_ in _OF_THING and not _is_setting(after)  # "sale to a firm"
    return after if given or gerund or phrase else None


def _joined(part: Token, verb: Token) -> list[Token]:
    """A part's words, where it hangs on the cue or its object, not on what precedes it."""
    if verb.i not in (part.head.i, part.head.head.i):
        return []
    last = max(token.i for token in verb.subtree)
    return sorted((t for t in part.subtree if verb.i < t.i <= last), key=lambda t: t.i)


def _is_setting(prep: Token) -> bool:
    """Whether a phrase tells when, where or to whom something was said, rather than what."""
    inner = [c for c in prep.children if c.dep_ in ("pobj", "pcomp")]
    return not inner or any(c.ent_type_ in _SETTINGS or c.lemma_ in _OCCASIONS for c in inner)


def _without_aside(tokens: list[Token], clause: Token) -> list[Token]:
    """A thing's words without the clause that goes on about it after a comma: "the plan, which X drew up"."""
    if clause.pos_ not in ("NOUN", "PROPN"):
        return tokens
    asides = [t.i for t in tokens if t.tag_ in ("WDT", "WP") and t.i > clause.i and t.nbor(-1).text == ","]
    return [t for t in tokens if t.i < asides[0]] if asides else tokens


def _whole_word(last: Token) -> Token:
    """The last token of a hyphenated word that the tokenizer cut and the parser tore apart: "re-elected"."""
    while not last.whitespace_ and last.i + 2 < last.sent.end and last.nbor(1).text == "-":
        if last.nbor(1).whitespace_:
            break
        last = last.nbor(2)
    return last


def _own_subtree(clause: Token) -> Iterator[Token]:
    """A clause's words without the conjuncts and gerunds that go on with the cue instead."""
    strays = [t for t in clause.subtree if _is_stray(t, clause)]
    stray = {t.i for one in strays for t in one.subtree}
    stray |= {
        child.i for one in strays for child in one.head.children if child.dep_ == "cc" and child.i < one.i
    }
    return (token for token in clause.subtree if token.i not in stray)


def _is_stray(token: Token, clause: Token) -> bool:
    """Whether a word in a clause's subtree heads what its speaker goes on to say, or another says.

    Its tense shows it ("said it can cope and called for help"), or it is a report of its own, by
    another ("said it should be sold, and his critics blame him") or by a gerund ("said it works, citing X").
    """
    if token.i <= clause.i or token.pos_ != "VERB":
        return False
    if token.dep_ == "conj" and token.tag_ == "VBD" and true_head(token).i != token.head.i:
        return True
    if token.head.i != clause.i or not cues_at(token):
        return False
    if token.dep_ == "conj":
        return any(c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN", "ADJ", "DET") for c in token.children)
    return token.dep_ == "advcl" and token.tag_ == "VBG" and token.i > 0 and token.nbor(-1).text == ","


def _rest(last: Token) -> list[Token]:
    """What follows up to the end of the sentence, if no further clause does."""
    rest = list(last.doc[last.i + 1 : last.sent.end])
    return [] if any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in rest) else rest


def beside_cue(verb: Token) -> list[tuple[int, int]]:
    """The clause that a parenthetic cue stands in, without the cue's own words, as ranges of tokens."""
    own = {token.i for token in verb.subtree}
    tokens = [t for t in verb.head.subtree if t.i not in own]
    if verb.head.dep_ == "relcl":
        tokens = [t for t in tokens if t.i > verb.i]
    ranges: list[tuple[int, int]] = []
    for side in ([t for t in tokens if t.i < verb.i], [t for t in tokens if t.i > verb.i]):
        words = sorted(t.i for t in side if not t.is_punct and not t.is_space)
        if words:
            ranges.append((words[0], words[-1]))
    return ranges
