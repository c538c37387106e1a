"""Events with a name of their own: ordinal sessions and their parts, summits, elections; delegations to them.

"The 55th session of the Human Rights Council" is one event wherever it is
read; "the meeting" is not. The name is put together from ordinal, year, kind
and body, so that every wording of it comes out the same.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from diplograph.extract.bodies import entity_for
from diplograph.extract.drafts import Draft
from diplograph.extract.frames import objects, prepositional, subjects
from diplograph.extract.kinds import reference
from diplograph.extract.page import Page
from diplograph.extract.participants import person_after, state_of
from diplograph.extract.refs import ref_at
from diplograph.extract.rules import confidence
from diplograph.extract.triggers import word_classes
from diplograph.model import Participant, Ref

__all__ = ["find_delegations", "name_event", "ordinal_of", "ordinal_text"]

_NAMED: Final = frozenset({"Session", "Segment", "Summit", "Conference", "Election"})
_MODIFIERS: Final = frozenset({"amod", "nmod", "compound", "poss", "nummod"})
_TELLING: Final = frozenset({"compound", "nmod", "nummod"})
_SUFFIXES: Final = ("st", "nd", "rd", "th")
_NEAR: Final = 3
"""How many sentences back the gathering of a delegation that is named apart from it may stand."""


def name_event(page: Page, draft: Draft, noun: Token) -> None:
    """Give a draft its ordinal, the body or state it is of, and its name, where a noun's words have them."""
    words = [token for token in noun.doc[max(noun.i - 8, 0) : noun.i] if _below(token, noun)]
    mention = page.at(noun)
    is_document = mention is not None and mention.type == "Document"  # it is not its own signing
    draft.phrase = None if is_document else _phrase(noun, words)
    if draft.event_type not in _NAMED or draft.grounds.modality == "hypothetical":
        return
    draft.ordinal = next((n for n in map(ordinal_of, words) if n is not None), None)
    body = _body(page, noun, words) or _holder(page, draft, words)
    draft.event_of = body.entity if body is not None else None
    year = next((token.text for token in words if _is_year(token)), None)
    if draft.event_type == "Segment":
        _name_segment(draft, noun, words)
    elif draft.event_type == "Election":
        _name_election(page, draft, noun, words, year)
    elif draft.event_of is not None and (draft.ordinal is not None or year is not None):
        kind = " ".join(token.text for token in words if token.lower_ in _qualities()) or None
        parts = [year if draft.ordinal is None else ordinal_text(draft.ordinal), kind, noun.lemma_.lower()]
        draft.name = f"{' '.join(part for part in parts if part)} of the {page.entity(draft.event_of).name}"
        draft.named = True
    if draft.named:
        _mark(page, noun, words)
    if draft.named or draft.event_type in ("Segment", "Session"):
        draft.participants = [p for p in draft.participants if p.ref.entity != draft.event_of]


def _mark(page: Page, noun: Token, words: list[Token]) -> None:
    """Mark the event's name as it stands: from its first qualifying word to the body it is of."""
    first = next((token for token in words if token.dep_ not in ("det", "punct", "poss")), noun)
    end = noun.i + 1
    for token in prepositional(noun, "of"):
        mention = page.at(token)
        while end <= token.i or (end < len(noun.doc) and mention and page.at(noun.doc[end]) is mention):
            end += 1
    tokens = noun.doc[first.i : end]
    if not any(token.text[:1].isupper() for token in tokens):
        return  # "its first national convention"
    span = page.span(tokens)
    events = [m for m in page.mentions if m.type == "Event"]
    if any(m.span.start < span.end and span.start < m.span.end for m in events):
        return  # the names' own stage has it
    page.add(tokens, "Event", None, "events.name", confidence("events.name"))


def ordinal_of(token: Token) -> int | None:
    """55 for "55th" or "fifty-fifth" (as one word), else None."""
    text = token.lower_
    if text[-2:] in _SUFFIXES and text[:-2].isdigit() and len(text) < 6:
        return int(text[:-2])
    words = sorted(word_classes().get("ordinal", frozenset()))
    for entry in words:
        word, _, number = entry.partition("=")
        if word == text and number.isdigit():
            return int(number)
    return None


def ordinal_text(number: int) -> str:
    """ "55th" for 55, "1st" for 1."""
    tail = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def _qualities() -> frozenset[str]:
    return word_classes().get("session-kind", frozenset())


def _below(token: Token, noun: Token) -> bool:
    node = token
    for _ in range(4):
        if node.i == noun.i:
            return True
        if node.dep_ not in (*_MODIFIERS, "punct", "det", "npadvmod", "conj"):
            return False
        node = node.head
    return False


def _is_year(token: Token) -> bool:
    return len(token.text) == 4 and token.text.isdigit() and token.text[:2] in ("19", "20")


def _body(page: Page, noun: Token, words: list[Token]) -> Ref | None:
    """The body whose session, or the state whose election it is."""
    for token in [*prepositional(noun, "of"), *prepositional(noun, "in"), *reversed(words)]:
        ref = ref_at(page, token)
        if ref is None or ref.entity not in page.entities:
            continue
        if page.entities[ref.entity].kind in ("Organization", "State"):
            return ref
    return None


def _holder(page: Page, draft: Draft, words: list[Token]) -> Ref | None:
    """The body or state that holds one of its own: "X held its first convention", "X held elections"."""
    kind = "Organization" if any(token.lower_ in ("its", "their") for token in words) else "State"
    if draft.carrier is None or draft.carrier.lemma_ != "hold":
        return None
    for token in subjects(draft.carrier):
        ref = ref_at(page, token)
        if ref is not None and ref.entity in page.entities:
            return ref if page.entities[ref.entity].kind in (kind, "State") else None
    return None


def _where_held(page: Page, verb: Token) -> Ref | None:
    """The place that holds an election: "South Norland held its primary"."""
    for token in subjects(verb):
        mention = page.at(token)
        if mention is not None and mention.entity and page.entities[mention.entity].kind == "Place":
            return Ref(mention.entity, mention.span)
    return None


def _state_in_name(page: Page, words: list[Token]) -> Ref | None:
    """The state whose short name stands in an event's name, where no mention of it does: "US", "UK"."""
    known = reference()
    for token in words:
        mention = page.at(token)
        if known is None or not token.text[:1].isupper() or (mention is not None and mention.type != "Event"):
            continue
        found = known.find(token.text, "State")
        if len(found) == 1:
            return Ref(entity_for(page, found[0]), page.span(token))
    return None


def _phrase(noun: Token, words: list[Token]) -> str | None:
    """The words an event noun is told with, for a label: "2016 Democratic primaries"."""
    kept = [token for token in words if token.dep_ in _TELLING or token.lower_ in _kinds()]
    kept = [token for token in kept if token.text[:1].isalnum()]
    kept = [token for token in kept if token.head.i == noun.i or token.head in kept]
    if not kept or any(token.dep_ == "poss" or token.tag_ == "POS" for token in noun.doc[kept[0].i : noun.i]):
        return None
    text = noun.doc[kept[0].i : noun.i + 1].text
    return text[:1].upper() + text[1:]


def _kinds() -> frozenset[str]:
    return _qualities() | _election_kinds()


def _name_segment(draft: Draft, noun: Token, words: list[Token]) -> None:
    first = next((token for token in words if token.dep_ not in ("det", "punct")), noun)
    text = noun.doc[first.i : noun.i + 1].text
    if text == noun.text and not noun.text[:1].isupper():
        return
    draft.name = text[:1].upper() + text[1:].lower()
    draft.ordinal = None


def _name_election(page: Page, draft: Draft, noun: Token, words: list[Token], year: str | None) -> None:
    if draft.event_of is None:
        ref = _state_in_name(page, words)
        draft.event_of = ref.entity if ref is not None else None
    state = page.entities.get(draft.event_of or "")
    if year is None and draft.time.date is not None and draft.time.date.derived_from is None:
        year = draft.time.date.value[:4]
    kind = next((token.lower_ for token in words if token.lower_ in _election_kinds()), None)
    if draft.place is None and state is None and draft.carrier is not None and draft.carrier.lemma_ == "hold":
        draft.place = _where_held(page, draft.carrier)
    if state is not None and state.kind == "State" and year is not None and kind is not None:
        draft.name = f"{year} {kind} {noun.lemma_.lower()} in {state.name}"
        draft.named = True


def _election_kinds() -> frozenset[str]:
    return word_classes().get("election-kind", frozenset())


# -- delegations -----------------------------------------------------------
def find_delegations(page: Page, drafts: list[Draft]) -> None:
    """Put the head of a delegation into the event that the delegation was sent to.

    "The delegation was led by X" names no event: it is the gathering of the
    same sentence, or the last one before it, no more than a few sentences back.
    """
    for number, sent in enumerate(sentences := list(page.iter_sentences())):
        for verb in sent:
            if verb.lemma_ not in ("lead", "head") or verb.pos_ != "VERB" or verb.dep_ in ("acl", "relcl"):
                continue
            noun = next((token for token in objects(verb) if token.lemma_ == "delegation"), None)
            leader = _leader(page, verb) if noun is not None else None
            if noun is None or leader is None:
                continue
            near = {(id(s.doc), s.start) for s in sentences[max(0, number - _NEAR) : number + 1]}
            gathered = [d for d in drafts if d.is_gathering and (id(d.token.doc), d.token.sent.start) in near]
            if not gathered:
                page.drop("delegation without an event that it was sent to", verb)
                continue
            _lead(page, noun, leader, _same_or_last(gathered, verb))


def _same_or_last(gathered: list[Draft], verb: Token) -> Draft:
    """The gathering of the verb's own sentence, else the last before it; a part before its session."""
    sent = verb.sent
    own = [d for d in gathered if d.token.doc is sent.doc and sent.start <= d.token.i < sent.end]
    last = gathered[-1].token.sent
    pool = own or [d for d in gathered if d.token.doc is last.doc and last.start <= d.token.i < last.end]
    return next((d for d in pool if d.event_type in ("Segment", "Session", "Summit", "Conference")), pool[0])


def _leader(page: Page, verb: Token) -> Ref | None:
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    if agent is not None:
        return person_after(page, agent)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    ref = page.ref(subject) if subject is not None else None
    return ref if ref is not None and page.entities[ref.entity].kind == "Person" else None


def _lead(page: Page, noun: Token, leader: Ref, draft: Draft) -> None:
    sender = state_of(page, noun)
    behalf = sender.entity if sender is not None else None
    draft.participants = [p for p in draft.participants if p.ref.entity != leader.entity]
    draft.participants.append(
        Participant(
            leader, "participant", "HeadOfDelegation", on_behalf_of=behalf, evidence=page.sentence(noun)
        )
    )
