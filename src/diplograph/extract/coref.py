"""Whom "he", "its", "the ministry" and "both countries" stand for, within one article.

One walk over the sentences keeps who was named where and how. A word is
resolved only where agreement in kind, number and gender leaves one candidate,
or where one candidate alone is the subject of what came before; else it stays
unresolved. What is resolved is written to ``page.antecedents`` with the rule
that did it in ``page.grounds_of_reference``, so that a fact resting on it can
say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from diplograph.extract.page import Page
from diplograph.lexicon import cached, rows_of

__all__ = ["resolve_references"]

_GENDER = {"he": "male", "him": "male", "his": "male", "himself": "male"}
_GENDER |= {"she": "female", "her": "female", "hers": "female", "herself": "female"}
_NEUTER = frozenset(("it", "its", "itself"))
_PLURAL = frozenset(("they", "them", "their", "themselves"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_REACH = 3  # sentences a pronoun may look back over
_FAR = 8  # sentences "the ministry" may look back over
_QUOTES = {"“": 1, "”": -1, "«": 1, "»": -1}


@dataclass(frozen=True, slots=True)
class _Anaphor:
    kind: str
    subtype: str | None
    gender: str | None
    number: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """A name, or a word already resolved, in the order of the text."""

    entity: str
    kind: str
    sentence: int
    token: Token
    subject: bool
    quoted: bool


@cached
def _anaphors() -> dict[str, _Anaphor]:
    rows = rows_of("anaphors")
    return {
        row["word"]: _Anaphor(row["kind"], row["subtype"] or None, row["gender"] or None, row["number"])
        for row in rows
    }


def resolve_references(page: Page) -> None:
    """Resolve the page's pronouns and definite nouns; to be called when its names and posts are known."""
    _Walk(page).run()


class _Walk:
    """One pass over an article, sentence by sentence."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: list[_Seen] = []
        self.states: set[str] = set()
        self.sentence = 0
        self.quoted = False

    def run(self) -> None:
        for paragraph in self.page.paragraphs:
            if paragraph.kind == "headline":
                continue
            self.quoted = False  # a quotation running on opens anew in each paragraph
            for sent in paragraph.doc.sents:
                self._read(sent)
                self.sentence += 1

    def _read(self, sent: TokenSpan) -> None:
        last: object = None
        for token in sent:
            if token.is_quote:
                self.quoted = _QUOTES.get(token.text, 0) > 0 or (
                    token.text not in _QUOTES and token.text == '"' and not self.quoted
                )
                continue
            mention = self.page.at(token)
            if mention is not None:
                if mention is not last and mention.entity is not None:
                    self._see(mention.entity, token, sent)
                last = mention
                continue
            known = self.page.antecedents.get((id(token.doc), token.i))
            if known is not None:
                self._see(known, token, sent)
            elif token.pos_ == "PRON" or token.tag_ in ("PRP$", "WP", "WDT", "WP$"):
                self._pronoun(token, sent)
            elif token.pos_ in ("NOUN", "PROPN"):
                self._noun(token, sent)

    def _see(self, entity: str, token: Token, sent: TokenSpan) -> None:
        head = _top_of_name(self.page, token)
        first = _first_conjunct(head)
        governor = first.head if first.dep_ == "appos" else first  # "one senator, Weber, said"
        subject = governor.dep_ in _SUBJECTS
        kind = self.page.entity(entity).kind
        if kind == "State":
            self.states.add(entity)
        self.seen.append(_Seen(entity, kind, self.sentence, head, subject, self.quoted))

    # -- pronouns ------------------------------------------------------------
    def _pronoun(self, token: Token, sent: TokenSpan) -> None:
        lower = token.lower_
        if token.tag_ in ("WP", "WDT", "WP$"):
            self._relative(token, sent)
        elif self.quoted:
            return  # who speaks is known only later
        elif lower in _GENDER:
            self._gendered(token, sent, _GENDER[lower])
        elif lower in _NEUTER:
            self._neuter(token, sent)
        elif lower in _PLURAL:
            self._plural(token, sent)

    def _relative(self, token: Token, sent: TokenSpan) -> None:
        """ "who", "which" and "whose" stand for the noun whose clause they open."""
        verb = token.head.head if token.tag_ == "WP$" else token.head
        while (
            verb.dep_ not in ("relcl", "ROOT")
            and verb.head.i != verb.i
            and verb.dep_ in ("aux", "conj", "xcomp")
        ):
            verb = verb.head
        if verb.dep_ == "relcl" and verb.head.i < token.i:
            ref = self.page.ref(verb.head)
            if ref is not None and (token.lower_ != "who" or self.page.entity(ref.entity).kind != "Place"):
                self._resolve(token, ref.entity, "coref.relative", sent)

    def _gendered(self, token: Token, sent: TokenSpan, gender: str) -> None:
        if token.lower_.endswith("self"):
            subject = next((c for c in token.head.children if c.dep_ in _SUBJECTS), None)
            ref = self.page.ref(subject) if subject is not None else None
            if ref is not None:
                self._resolve(token, ref.entity, "coref.relative", sent)
            return
        candidates = [
            seen
            for seen in self._before(token, _REACH, "Person")
            if self.page.entity(seen.entity).gender in (gender, None)
            and not _is_clause_mate(token, seen.token)
        ]
        sure = [seen for seen in candidates if self.page.entity(seen.entity).gender == gender]
        found = self._choose(token, candidates)
        if found is None and sure and (known := self._choose(token, sure)) is not None:
            last = max(seen.sentence for seen in sure)
            if all(seen in sure or seen.sentence < last for seen in candidates):
                found = known[0], "coref.subject-of-several"  # those further back may be of that gender too
        if found is None:
            return
        entity, rule = found
        self._resolve(token, entity, rule, sent)
        if self.page.entity(entity).gender is None:
            self.page.update(entity, gender=gender)

    def _neuter(self, token: Token, sent: TokenSpan) -> None:
        if token.lower_ == "it" and _is_empty_it(token):
            return
        candidates = [
            seen
            for seen in self._before(token, 1, "Organization", "State", "Place")
            if not _is_clause_mate(token, seen.token)
        ]
        here = [seen for seen in candidates if seen.sentence == self.sentence]
        nearest = here or [seen for seen in candidates if seen.subject]
        entities = {seen.entity for seen in nearest}
        if len(entities) == 1 and nearest[-1].kind != "Place" and (here or token.dep_ in _SUBJECTS):
            self._resolve(token, entities.pop(), "coref.it", sent)

    def _plural(self, token: Token, sent: TokenSpan) -> None:
        """Two or more named together, or the one body that alone was the subject before."""
        groups = _iter_groups(self._before(token, 1, "Person", "State", "Organization"))
        joined = [group for group in groups if len({self.page.entity(e).kind for e in group}) == 1]
        if joined:
            if len({tuple(sorted(group)) for group in joined}) == 1:
                self._group(token, joined[-1], "coref.they")
            return
        bodies = {s.entity for s in self._before(token, 1, "Organization") if s.subject}
        people = self._before(token, 1, "Person", "State")
        if len(bodies) == 1 and not people and token.lower_ in ("they", "their"):
            self._resolve(token, bodies.pop(), "coref.they", sent)

    def _before(self, token: Token, reach: int, *kinds: str) -> list[_Seen]:
        found: list[_Seen] = []
        for seen in reversed(self.seen):
            if self.sentence - seen.sentence > reach:
                break
            if seen.kind in kinds and not seen.quoted:
                found.append(seen)
        return found[::-1]

    def _choose(self, token: Token, candidates: list[_Seen]) -> tuple[str, str] | None:
        """The only candidate; else the one the nearest sentence is about.

        A sentence is about its subject where it names nobody else that could
        be meant, or where the sentence before had the same subject: "A met B.
        He resigned." stays open, "A arrived. He met B. He left." does not.
        """
        entities = {seen.entity for seen in candidates}
        if not entities:
            return None
        if len(entities) == 1:
            return candidates[-1].entity, "coref.only-candidate"
        nearest = candidates[-1].sentence
        here = [seen for seen in candidates if seen.sentence == nearest]
        subjects = {seen.entity for seen in here if seen.subject}
        if len(subjects) != 1:
            return None
        subject = subjects.pop()
        if all(seen.entity == subject for seen in here):
            return subject, "coref.subject"
        before = {seen.entity for seen in candidates if seen.sentence == nearest - 1 and seen.subject}
        if before == {subject} and token.dep_ in _SUBJECTS:
            return subject, "coref.subject-of-several"
        return None

    # -- nouns ---------------------------------------------------------------
    def _noun(self, token: Token, sent: TokenSpan) -> None:
        anaphor = _anaphors().get(token.lower_)
        if anaphor is None or not _is_definite(token, anaphor.number) or self.page.post_at(token) is not None:
            return
        if anaphor.number == "two":
            self._two(token, anaphor)
            return
        candidates = [
            seen for seen in self._before(token, _FAR, anaphor.kind) if self._fits(seen.entity, anaphor)
        ]
        entities = {seen.entity for seen in candidates}
        if anaphor.kind == "State" and len(self.states) > 1:
            return  # an article on two countries rarely says which one it means
        if anaphor.subtype is None and len(entities) > 1:
            near = {seen.entity for seen in candidates if self.sentence - seen.sentence <= 1 and seen.subject}
            entities = near if len(near) == 1 else set()
        if len(entities) == 1:
            self._resolve(token, entities.pop(), "coref.noun", sent)

    def _two(self, token: Token, anaphor: _Anaphor) -> None:
        kinds = ("State", "Organization") if token.lower_ == "sides" else (anaphor.kind,)
        for reach in (0, 1, 2, _REACH):
            found = {
                seen.entity: None
                for seen in self._before(token, reach, *kinds)
                if self._fits(seen.entity, anaphor) or token.lower_ == "sides"
            }
            if len(found) == 2:
                self._group(token, tuple(found), "coref.both")
            if len(found) >= 2:
                return

    def _fits(self, entity: str, anaphor: _Anaphor) -> bool:
        thing = self.page.entity(entity)
        if thing.kind != anaphor.kind:
            return False
        if anaphor.gender is not None:
            return thing.gender in (anaphor.gender, None)
        return anaphor.subtype is None or thing.subtype == anaphor.subtype

    # -- what comes out --------------------------------------------------------
    def _resolve(self, token: Token, entity: str, rule: str, sent: TokenSpan) -> None:
        key = (id(token.doc), token.i)
        self.page.antecedents[key] = entity
        self.page.grounds_of_reference[key] = rule
        if token.tag_ not in ("WP", "WDT", "WP$"):
            self._see(entity, token, sent)

    def _group(self, token: Token, entities: tuple[str, ...], rule: str) -> None:
        key = (id(token.doc), token.i)
        self.page.groups[key] = entities
        self.page.grounds_of_reference[key] = rule


def _top_of_name(page: Page, token: Token) -> Token:
    """The word of the name that governs the others."""
    mention = page.at(token)
    while mention is not None and token.head.i != token.i and page.at(token.head) is mention:
        token = token.head
    return token


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def _is_clause_mate(pronoun: Token, name: Token) -> bool:
    """Whether grammar forbids the pronoun to mean the name: "Weber met him", "Weber, his wife"."""
    if name.doc is pronoun.doc and name.is_ancestor(pronoun):
        return True
    if pronoun.tag_ == "PRP$":
        return False
    return name.head.i == pronoun.head.i and name.doc is pronoun.doc and name.head.pos_ in ("VERB", "AUX")


def _is_empty_it(token: Token) -> bool:
    """Whether "it" stands for nothing named: "it is clear that", "it rained", "it was him who"."""
    verb = token.head
    if token.dep_ == "expl" or token.dep_ not in _SUBJECTS:
        return True
    clausal = any(
        child.dep_ in ("ccomp", "xcomp", "csubj", "advcl", "acl", "relcl") for child in verb.children
    )
    if verb.lemma_ in ("be", "become", "seem", "appear", "take", "remain", "follow", "happen", "rain"):
        return True
    return (
        token.dep_ == "nsubjpass"
        and clausal
        and verb.lemma_ in ("say", "report", "believe", "expect", "know")
    )


def _is_definite(token: Token, number: str) -> bool:
    """Whether a noun points back: "the ministry", "both sides", with nothing that says which one."""
    own = {child.lower_ for child in token.children if child.dep_ in ("det", "nummod", "predet", "advmod")}
    if number == "two":
        return bool(own & {"both", "two"}) and not any(
            c.dep_ in ("prep", "relcl", "acl") for c in token.children
        )
    if not own & {"the", "this", "that"} or token.dep_ in ("compound", "attr"):
        return False
    return not any(
        child.dep_ in ("amod", "compound", "nmod", "relcl", "acl", "poss", "appos", "nummod", "prep")
        for child in token.children
    )


def _iter_groups(seen: list[_Seen]) -> Iterator[tuple[str, ...]]:
    """Names joined by "and", as entities, in the order of the text."""
    by_first: dict[tuple[int, int], list[str]] = {}
    for one in seen:
        first = _first_conjunct(one.token)
        by_first.setdefault((id(first.doc), first.i), []).append(one.entity)
    for entities in by_first.values():
        members = tuple(dict.fromkeys(entities))
        if len(members) > 1:
            yield members
