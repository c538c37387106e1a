"""Institutional and personal facts: who belongs to what, who founded what and when, what replaced what.

Verbs and nouns of data/lexicon/relations.csv are looked up word by word; each
row says where its two sides stand. Around them are a few patterns of their
own: demonyms ("an American economist"), employers before a name ("Acme analyst
Zed"), a parent's name before a body's ("the UN Human Rights Council"),
documents ("General Assembly Resolution 60/251 of March 15, 2006") and members
counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from diplograph.extract import slots, surface
from diplograph.extract.dates import dates_in
from diplograph.extract.kinds import find_head
from diplograph.extract.modality import modality_of
from diplograph.extract.page import Page
from diplograph.extract.rules import confidence
from diplograph.extract.sides import Side, iter_alike, side_of
from diplograph.extract.titles import is_title_word
from diplograph.lexicon import cached, rows_of
from diplograph.model import Grounds, PartialDate, Ref, Relation

__all__ = ["find_facts"]

_Sides = Callable[[Page, Token, str], list[Token]]
_LEAVING = {"leave", "resign", "retire", "defect", "quit", "expel", "suspend", "oust"}
_ANYTHING = {"create", "start", "launch"}
_OWN_CLAUSE = ("partOf", "headquarters")
_OF_BODIES = ("memberOf", "partOf", "replaced")
_RELATIVES = ("which", "that", "who", "whose", "whom", "where")
_BEFORE = ("compound", "nmod", "poss", "amod")


@dataclass(frozen=True, slots=True)
class _Row:
    predicate: str
    trigger: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    subject_kinds: str
    object_kinds: str

    @property
    def rule(self) -> str:
        return f"facts.{self.predicate.lower()}-{self.trigger.replace(' ', '-')}"


@cached
def _rows(pos: str) -> dict[str, list[_Row]]:
    table: dict[str, list[_Row]] = {}
    for row in rows_of("relations"):
        if row["pos"] == pos:
            left, _, right = row["kinds"].partition(">")
            entry = _Row(
                row["predicate"], row["trigger"], row.many("subject"), row.many("object"), left, right
            )
            table.setdefault(row["trigger"].split(" ")[0], []).append(entry)
    return table


def find_facts(page: Page) -> list[Relation]:
    """Find the relations of a page.

    Every mention of the same thing in the sentence gets a relation of its own over the same evidence.
    A subject that is a pronoun of unknown antecedent is a Ref without an entity: the words say the
    fact, but of nobody known, and the graph leaves it out.
    """
    found: dict[tuple[object, ...], Relation] = {}
    for paragraph in page.paragraphs:
        for relation in _read(page, paragraph.doc):
            target = relation.object.span if relation.object is not None else relation.object_span
            key = (relation.predicate, relation.subject.span, target, relation.grounds.modality)
            found.setdefault(key, relation)
    return list(found.values())


def _read(page: Page, doc: Doc) -> Iterator[Relation]:
    verbs, nouns = _rows("verb"), _rows("noun")
    for token in doc:
        if token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD") or token.lower_ == "headquartered":
            for row in verbs.get(_lemma(token), ()):
                yield from _say(page, token, row, _verb_sides)
        elif token.pos_ in ("NOUN", "PROPN"):
            for row in nouns.get(token.lemma_.lower(), ()):
                yield from _say(page, token, row, _noun_sides)
    for source in surface.SOURCES:
        yield from source(page, doc)


def _lemma(token: Token) -> str:
    """The verb's lemma; "founded" is never the past of "find"."""
    lower = token.lower_
    if lower == "headquartered":
        return "headquarter"
    return "found" if lower in ("founded", "founding") else lower if lower == "co" else token.lemma_.lower()


def _say(page: Page, token: Token, row: _Row, sides: _Sides) -> Iterator[Relation]:
    if not _has_particle(token, row.trigger) or _is_seat(token, row) or _is_reflexive(token):
        return
    if _is_exchange(token, row) or _is_excluded(token):
        return
    left = _fill(page, token, row.subject, row.subject_kinds, sides)
    titled = page.scratch.get("titled", {}).get((id(token.doc), token.i))
    if titled and row.predicate == "memberOf":  # the posts know whose title it is
        left = [side for side in left if side.ref.entity in titled or not side.ref.entity]
    if not left:
        return
    modality = modality_of(token)
    if row.trigger in _LEAVING and modality != "asserted":
        return  # who plans to leave says nothing denied or planned of being a member
    grounds = Grounds(page.sentence(token), row.rule, confidence(row.rule), modality)
    if row.trigger in _ANYTHING:  # "it was created": who knows whether a body was
        left = [side for side in left if side.ref.entity]
    if "date" in row.object:
        for tokens, date in list(_dates_of(page, token))[:1]:
            for side in left:
                for ref in iter_alike(page, token, side):
                    yield Relation(row.predicate, ref, None, grounds, date, page.span(tokens))
        return
    right = _fill(page, token, row.object, row.object_kinds, sides)
    if row.predicate == "headquarters":
        right += [wider for side in right for wider in _wider(page, side)]
    if row.predicate == "memberOf":
        right = [side for side in right if not _is_organ(page, side)]
    yield from relate(page, token, row.predicate, left, right, grounds)


def _fill(page: Page, token: Token, slots_: tuple[str, ...], kinds: str, sides: _Sides) -> list[Side]:
    """What stands in these places of a verb or noun and can be of these kinds."""
    here = page.span(token).start
    if token.dep_ == "relcl" and "subj" in slots_ and "P" in kinds and _has_who(token):
        kinds = "P"
    found = [side_of(page, other, kinds) for slot in slots_ for other in sides(page, token, slot)]
    return [side for side in found if side and not side.ref.span.start <= here < side.ref.span.end]


def _wider(page: Page, side: Side) -> Iterator[Side]:
    """The places that a seat's place is said to be in: "in Example, Zedland", "in Example (Zedland)"."""
    mention, doc, at = page.at(side.token), side.token.doc, side.token.i
    while at < len(doc) and page.at(doc[at]) is mention:
        at += 1
    if mention is None or at + 1 >= len(doc) or doc[at].text not in (",", "("):
        return
    wider = side_of(page, doc[at + 1], "L")
    if wider is not None and page.at(doc[at + 1]) is not None:
        yield wider
        if doc[at].text == ",":
            yield from _wider(page, wider)


def _has_who(verb: Token) -> bool:
    """ "Acme's editor, who founded Zed": a person did, whatever name stands before "who"."""
    return any(child.lower_ == "who" and child.dep_ == "nsubj" for child in verb.children)


def relate(
    page: Page, token: Token, predicate: str, left: Iterable[Side], right: Iterable[Side], grounds: Grounds
) -> Iterator[Relation]:
    """A relation for each pair of mentions that stand for the two sides."""
    ends = list(right)
    for subject in left:
        for object_ in ends:
            if subject.ref.span == object_.ref.span or (
                subject.ref.entity and subject.ref.entity == object_.ref.entity
            ):
                continue
            for first in iter_alike(page, token, subject):
                for second in iter_alike(page, token, object_):
                    if predicate in _OF_BODIES and not second.entity:
                        continue  # "its leader": of nobody knows which body
                    if predicate in _OWN_CLAUSE and _is_of_other_clause((first, second), (subject, object_)):
                        continue
                    yield Relation(predicate, first, second, grounds)


def _is_seat(token: Token, row: _Row) -> bool:
    """ "board member": a seat on an organ of a body, not membership of the body."""
    if row.predicate != "memberOf" or row.trigger != "member":
        return False
    return any(child.lower_ in ("board", "council", "committee") for child in token.children)


def _is_organ(page: Page, side: Side) -> bool:
    """A chamber, board or committee: who sits in it holds a seat, which the posts tell."""
    if not side.ref.entity:
        return False
    words = side.ref.span.exact.split()
    heads = (find_head(words), find_head(words[:-2]) if words[-2:-1] == ["of"] else None)
    return (
        page.entity(side.ref.entity).subtype == "Legislature"
        or any(head is not None and head.subtype == "Legislature" for head in heads)
        or bool({"Board", "Boards", "Committee"} & set(words))
    )


def _is_of_other_clause(refs: tuple[Ref, Ref], sides: tuple[Side, Side]) -> bool:
    """Whether a "which" stands for a side that another clause goes on to speak of."""
    return any(
        ref.span != side.ref.span and ref.span.exact.lower() in _RELATIVES
        for ref, side in zip(refs, sides, strict=True)
    )


def _is_exchange(token: Token, row: _Row) -> bool:
    """ "Acme replaced it with Zed": who exchanges one thing for another is neither."""
    exchanged = row.trigger == "replace" and "subj" in row.subject
    return exchanged and any(c.dep_ == "prep" and c.lower_ == "with" for c in token.children)


def _is_excluded(token: Token) -> bool:
    """ "residents and not Norlandic citizens": a noun that a "not" of its own takes out of what is said."""
    first = token.left_edge.i
    before = {first, max(0, first - 1)} if token.pos_ in ("NOUN", "PROPN") else set()
    return any(token.doc[at].lower_ == "not" and token.doc[at].head.pos_ != "AUX" for at in before)


def _is_reflexive(verb: Token) -> bool:
    """ "Acme established itself as ...": nobody founds himself."""
    return any(child.dep_ == "dobj" and child.lower_ in ("itself", "themselves") for child in verb.children)


def _has_particle(token: Token, trigger: str) -> bool:
    _, _, particle = trigger.partition(" ")
    return not particle or any(child.lower_ == particle for child in token.children)


def _active_subjects(verb: Token) -> list[Token]:
    is_passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
    is_participle = verb.tag_ == "VBN" and verb.dep_ == "acl"
    return [] if is_passive or is_participle else slots.subjects(verb)


def _active_objects(verb: Token) -> list[Token]:
    is_participle = verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl")
    return [] if is_participle else slots.objects(verb)


_VERB_SLOTS: dict[str, Callable[[Token], list[Token]]] = {
    "subj": _active_subjects,
    "self": lambda verb: [] if slots.objects(verb) else slots.subjects(verb),
    "pass": slots.passive_subjects,
    "name": slots.new_names,
    "forming": slots.formed,
    "obj": _active_objects,
}


def _verb_sides(_: Page, verb: Token, slot: str) -> list[Token]:
    """The words in a verb's slot; any other slot is a preposition."""
    find = _VERB_SLOTS.get(slot)
    return find(verb) if find is not None else list(slots.complements(verb, (slot,)))


def _noun_sides(page: Page, noun: Token, slot: str) -> list[Token]:
    if slot == "said":
        return slots.said_of(page, noun)
    if slot == "before":
        return [c for c in noun.children if c.dep_ in _BEFORE and c.i < noun.i and _is_name(page, c)]
    tokens = slots.noun_complements(noun, (slot,))
    if slot == "of" and not tokens:
        owner = slots.owner(noun)
        tokens = [owner] if owner is not None else []
    return tokens


def _is_name(page: Page, token: Token) -> bool:
    """Whether a word before a noun is a name of its own, not "Executive" in "Executive Director"."""
    mention = page.at(token)
    return mention is not None and not is_title_word(mention.span.exact)


def _dates_of(page: Page, verb: Token) -> Iterator[tuple[TokenSpan, PartialDate]]:
    """The dates that hang from a verb itself."""
    for tokens, value in dates_in(page, verb.sent):
        if not isinstance(value, PartialDate) or value.derived_from is not None:
            continue
        token = tokens.root
        for _ in range(4):
            token = token.head
            if token == verb or slots.hyphened(token) == verb or token == slots.hyphened(verb):
                yield tokens, value
                break
            if token.pos_ in ("VERB", "AUX") or token.dep_ in ("pcomp", "agent"):
                break
