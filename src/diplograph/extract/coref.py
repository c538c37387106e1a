"""Whom "he", "its", "the ministry" and "both countries" stand for, within one article.

One walk over the sentences keeps who was named where and how. A word is
resolved only where agreement in kind, number and gender leaves one candidate,
or where one candidate alone is the subject of what came before; else it stays
unresolved. What is resolved is written to ``page.antecedents`` with the rule
that did it in ``page.grounds_of_reference``, so that a fact resting on it can
say so.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from diplograph.extract.coref_grammar import (
    SUBJECTS,
    Seen,
    first_conjunct,
    is_clause_mate,
    is_definite,
    is_empty_it,
    is_said_of,
    iter_groups,
    opens,
    top_of_name,
    topic,
)
from diplograph.extract.page import Page
from diplograph.lexicon import cached, rows_of

__all__ = ["resolve_references"]

_GENDER = {"he": "male", "him": "male", "his": "male", "himself": "male"}
_GENDER |= {"she": "female", "her": "female", "hers": "female", "herself": "female"}
_NEUTER = frozenset(("it", "its", "itself"))
_PLURAL = frozenset(("they", "them", "their", "themselves"))
_REACH = 3  # sentences a pronoun may look back over
_FAR = 8  # sentences "the ministry" may look back over
_QUOTES = {"“": 1, "”": -1, "«": 1, "»": -1}


@dataclass(frozen=True, slots=True)
class _Anaphor:
    kind: str
    subtype: str | None
    gender: str | None
    number: str


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
        self.seen: list[Seen] = []
        self.states: set[str] = set()
        self.sentence = 0
        self.quoted = False
        self.topic = topic(page)

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
        head = top_of_name(self.page, token)
        first = first_conjunct(head)
        governor = first.head if first.dep_ == "appos" else first  # "one senator, Weber, said"
        subject = governor.dep_ in SUBJECTS
        kind = self.page.entity(entity).kind
        if kind == "State":
            self.states.add(entity)
        self.seen.append(Seen(entity, kind, self.sentence, head, subject, self.quoted))

    # -- pronouns ------------------------------------------------------------
    def _pronoun(self, token: Token, sent: TokenSpan) -> None:
        lower = token.lower_
        if token.tag_ in ("WP", "WDT", "WP$"):
            self._relative(token, sent)
        elif self.quoted:
            return  # who speaks is known only later
        elif lower.endswith("self"):
            self._reflexive(token, sent)
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

    def _reflexive(self, token: Token, sent: TokenSpan) -> None:
        """ "himself" is the subject of its clause."""
        subject = next((c for c in token.head.children if c.dep_ in SUBJECTS), None)
        ref = self.page.ref(subject) if subject is not None else None
        if ref is not None:
            self._resolve(token, ref.entity, "coref.relative", sent)

    def _gendered(self, token: Token, sent: TokenSpan, gender: str) -> None:
        candidates = [
            seen
            for seen in self._before(token, _REACH, "Person")
            if self.page.entity(seen.entity).gender in (gender, None)
            and not is_clause_mate(token, seen.token)
        ]
        sure = [seen for seen in candidates if self.page.entity(seen.entity).gender == gender]
        found = self._choose(token, candidates)
        if found is None and sure and (known := self._choose(token, sure)) is not None:
            last = max(seen.sentence for seen in sure)
            if all(seen in sure or seen.sentence < last for seen in candidates):
                found = known[0], "coref.subject-of-several"  # those further back may be of that gender too
        if found is None:
            found = self._of_clause(token, candidates) or self._of_article(token, candidates)
        if found is None:
            return
        entity, rule = found
        self._resolve(token, entity, rule, sent)
        if self.page.entity(entity).gender is None:
            self.page.update(entity, gender=gender)

    def _neuter(self, token: Token, sent: TokenSpan) -> None:
        if token.lower_ == "it" and is_empty_it(token):
            return
        near = self._before(token, 1, "Organization", "State", "Place")
        barred = {seen.entity for seen in near if is_said_of(token, seen.token)}
        candidates = [
            seen for seen in near if seen.entity not in barred and not is_clause_mate(token, seen.token)
        ]
        here = [seen for seen in candidates if seen.sentence == self.sentence]
        nearest = here or [seen for seen in candidates if seen.subject]
        entities = {seen.entity for seen in nearest}
        if len(entities) != 1 or nearest[-1].kind == "Place" or not (here or opens(token)):
            return
        if not self._is_rivalled(nearest[-1].token, token, "NN"):
            self._resolve(token, entities.pop(), "coref.it", sent)

    def _plural(self, token: Token, sent: TokenSpan) -> None:
        """Two or more named together, or the one body that alone was the subject before."""
        reach = 1 if token.lower_ == "they" else 0
        groups = iter_groups(self._before(token, reach, "Person", "State", "Organization"))
        joined = [group for group in groups if len({self.page.entity(e).kind for e in group}) == 1]
        if joined:
            last = self._before(token, 1, "Person", "State", "Organization")[-1]
            rivalled = self._is_rivalled(last.token, token, "NNS")
            if len({tuple(sorted(group)) for group in joined}) == 1 and not rivalled:
                self._group(token, joined[-1], "coref.they")
            return
        bodies = {s.entity for s in self._before(token, 1, "Organization") if s.subject}
        people = self._before(token, 1, "Person", "State")
        named = self._before(token, 1, "Organization")
        if len(bodies) != 1 or people or token.lower_ not in ("they", "their"):
            return
        if not self._is_rivalled(named[-1].token, token, "NNS"):
            self._resolve(token, bodies.pop(), "coref.they", sent)

    def _is_rivalled(self, name: Token, pronoun: Token, tag: str) -> bool:
        """Whether a plain noun nearer than the name can be meant: "Congress passed a bill, but it failed".

        A sentence before the pronoun's is about the subject of its main verb, so that a noun there is a rival
        as well: "This telescope shows how Norland leads. It is large."
        """
        start = pronoun.sent.start
        if name.doc is pronoun.doc and name.i >= start:
            between = name.doc[name.i + 1 : pronoun.i]
            return any(self._is_plain(noun, tag) for noun in between if not noun.is_ancestor(pronoun))
        root = name.sent.root
        subjects = [child for child in root.children if child.dep_ in SUBJECTS]
        before = pronoun.doc[start : pronoun.i]
        return any(self._is_plain(noun, tag) for noun in (*subjects, *before))

    def _is_plain(self, noun: Token, tag: str) -> bool:
        """Whether a word is a noun of this number that a clause speaks of, and stands for nothing named."""
        role = noun.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "appos")
        return noun.tag_ == tag and role and self.page.at(noun) is None and self.page.ref(noun) is None

    def _before(self, token: Token, reach: int, *kinds: str) -> list[Seen]:
        found: list[Seen] = []
        for seen in reversed(self.seen):
            if self.sentence - seen.sentence > reach:
                break
            if seen.kind in kinds and not seen.quoted:
                found.append(seen)
        return found[::-1]

    def _choose(self, token: Token, candidates: list[Seen]) -> tuple[str, str] | None:
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
        if before == {subject} and token.dep_ in SUBJECTS:
            return subject, "coref.subject-of-several"
        return None

    def _of_clause(self, token: Token, candidates: list[Seen]) -> tuple[str, str] | None:
        """The subject of the clause, or of the one above: "Weber met Roe at his house", "... when he came".

        Not of an object's owner: in "Weber praised his work" it is another's.
        """
        if token.tag_ == "PRP$":
            noun = token.head
            verb = noun.head.head if noun.dep_ == "pobj" else None
            while verb is not None and verb.pos_ == "NOUN" and verb.dep_ in ("dobj", "pobj", "conj"):
                verb = verb.head if verb.dep_ != "pobj" else verb.head.head
        else:
            verb = token.head.head if token.dep_ in SUBJECTS and token.head.dep_ == "advcl" else None
        if verb is None or verb.pos_ not in ("VERB", "AUX") or verb.i > token.i:
            return None
        after = {seen.token.i for seen in candidates if seen.token.doc is token.doc}
        if any(t.i in after or t.lower_ in _GENDER for t in token.doc[verb.i + 1 : token.i]):
            return None  # "Weber shot Roe while he slept"
        subjects = {
            seen.entity
            for seen in candidates
            if seen.subject and seen.token.doc is token.doc and seen.token.head.i == verb.i
        }
        return (subjects.pop(), "coref.subject-of-several") if len(subjects) == 1 else None

    def _of_article(self, token: Token, candidates: list[Seen]) -> tuple[str, str] | None:
        """The one person an article is about, where nobody else was the subject since."""
        if token.dep_ not in SUBJECTS or self.topic not in {seen.entity for seen in candidates}:
            return None
        nearest = candidates[-1].sentence
        here = [seen for seen in candidates if seen.sentence == nearest]
        main = any(s.entity == self.topic and s.subject and s.token.head.dep_ == "ROOT" for s in here)
        alone = all(seen.entity == self.topic for seen in here)
        return (self.topic, "coref.article") if nearest != self.sentence and (main or alone) else None

    # -- nouns ---------------------------------------------------------------
    def _noun(self, token: Token, sent: TokenSpan) -> None:
        anaphor = _anaphors().get(token.lower_)
        if anaphor is None or not is_definite(token, anaphor.number) or self.page.post_at(token) is not None:
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
