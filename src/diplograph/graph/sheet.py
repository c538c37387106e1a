"""One named graph while it is being written: its lines, its claims, and what could not be written."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from diplograph.graph.iris import digest
from diplograph.graph.names import DPO, MOD, OA, PROV, RDF, RDFS
from diplograph.graph.sureness import unsure_reason
from diplograph.graph.terms import is_language_tag, render_decimal, render_integer, render_iri, render_string
from diplograph.model import Drop, Entity, EntityKind, Grounds, Reading, Span

__all__ = ["ACTORS", "BODIES", "Sheet"]

BODIES: tuple[EntityKind, ...] = ("Organization", "State")
ACTORS: tuple[EntityKind, ...] = ("Person", "Organization", "State", "Post")
"""What may take part in events, speak, and be spoken for."""

_AROUND = 32  # characters of prefix and suffix that let a quotation be found again in a changed page


class _Claim(NamedTuple):
    subject: str
    predicate: str
    object: str
    grounds: Grounds
    words: Span
    reckoned_from: str | None


class Sheet:
    """The graph of one article, growing.

    ``add`` writes a structural triple. ``say`` writes a claim and, where it is
    asserted, the plain triple that it backs. Terms are N-Quads text throughout.

    :param reading: after resolve; entity and event ids are paths under ``base``
    :param base: where the ids' IRIs begin
    :param minimum: confidence below which nothing is said
    """

    def __init__(self, reading: Reading, base: str, minimum: float = 0.0) -> None:
        article = reading.article
        self.reading = reading
        self.article = article
        self.base = base
        self._minimum = minimum
        self.language = article.language if article.language and is_language_tag(article.language) else "en"
        self.entities: dict[str, Entity] = {entity.id: entity for entity in reading.entities}
        self.article_iri = self.iri("article/" + article.key)
        self.extractor_iri = self.iri("extractor/" + reading.extractor.replace(" ", "-"))
        self.drops: list[Drop] = []
        self._tail = f" {self.iri('graph/' + article.key)} .\n"
        self._lines: set[str] = set()
        self._single: dict[tuple[str, str], str] = {}
        self._claims: dict[str, _Claim] = {}
        self._evidence: dict[tuple[int, int], str | None] = {}
        self.statements: dict[str, str] = {}  # id -> IRI of those whose node was written

    # -- naming ----------------------------------------------------------
    def iri(self, path: str) -> str:
        """The IRI of a path under the base."""
        return render_iri(self.base, path)

    def known(
        self, id: str | None, what: str, span: Span | None, kinds: Container[EntityKind] | None = None
    ) -> str | None:
        """The IRI of an entity of the reading; None, with a drop, where there is none, or of another kind."""
        if id is None:
            return None
        entity = self.entities.get(id)
        if not id:
            self.drop(f"{what} stands for nothing that was named", span)
        elif entity is None:
            self.drop(f"{what} is not among the article's entities", span)
        elif kinds is not None and entity.kind not in kinds:
            self.drop(f"{what} cannot be a {entity.kind}", span)
        else:
            return self.iri(id)
        return None

    # -- writing ---------------------------------------------------------
    def add(self, subject: str, predicate: str, object: str) -> None:
        """Write a triple that needs no claim of its own."""
        self._lines.add(f"{subject} {predicate} {object}{self._tail}")

    def add_single(self, subject: str, predicate: str, object: str, what: str, span: Span | None) -> bool:
        """Write a triple of a property that has one value; a second value is dropped, not written."""
        if self._single.setdefault((subject, predicate), object) != object:
            self.drop(f"a second {what} for the same thing", span)
            return False
        self.add(subject, predicate, object)
        return True

    def say(
        self,
        subject: str,
        predicate: str,
        object: str,
        grounds: Grounds,
        *,
        evidence: Span | None = None,
        single: str | None = None,
        reckoned_from: str | None = None,
    ) -> bool:
        """Write a claim, and its plain triple where it is asserted.

        :param evidence: the words, where they are not those of the grounds
        :param single: the property's name in words where it may have only one value
        :param reckoned_from: N-Quads text of the date that this claim's date was worked out from
        :returns: False where nothing was written: the words are not in the text, the claim is not sure
            enough, or a second value came
        """
        words = evidence or grounds.evidence
        if grounds.confidence < self._minimum:
            self.drop(unsure_reason(self._minimum), words)
            return False
        if self._evidence_iri(words) is None:
            return False
        if grounds.modality == "asserted":
            if single is not None:
                if not self.add_single(subject, predicate, object, single, words):
                    return False
            else:
                self.add(subject, predicate, object)
        claim = digest(
            self.article.key,
            subject,
            predicate,
            object,
            grounds.modality,
            str(words.start),
            str(words.end),
        )
        self._claims.setdefault(claim, _Claim(subject, predicate, object, grounds, words, reckoned_from))
        return True

    def drop(self, reason: str, span: Span | None = None) -> None:
        """Note what was left out."""
        self.drops.append(Drop(reason, span))

    # -- claims ----------------------------------------------------------
    def _evidence_iri(self, words: Span) -> str | None:
        place = (words.start, words.end)
        if place in self._evidence:
            return self._evidence[place]
        found = self.article.text[words.start : words.end] == words.exact and words.start < words.end
        if not found:
            self.drop("evidence that does not stand in the text where it should", words)
        iri = self.iri(f"evidence/{self.article.key}-{words.start}-{words.end}") if found else None
        self._evidence[place] = iri
        return iri

    def _write_evidence(self, words: Span) -> str:
        iri = self._evidence[words.start, words.end]
        assert iri is not None  # say() refused it otherwise
        position, quote = f"{iri[:-1]}/position>", f"{iri[:-1]}/quote>"
        text, tail = self.article.text, self._tail
        prefix = render_string(text[max(0, words.start - _AROUND) : words.start])
        suffix = render_string(text[words.end : words.end + _AROUND])
        self._lines.update(
            (
                f"{iri} {RDF.type} {DPO.Evidence}{tail}",
                f"{iri} {OA.hasSource} {self.article_iri}{tail}",
                f"{iri} {OA.hasSelector} {position}{tail}",
                f"{iri} {OA.hasSelector} {quote}{tail}",
                f"{position} {RDF.type} {OA.TextPositionSelector}{tail}",
                f"{position} {OA.start} {render_integer(words.start)}{tail}",
                f"{position} {OA.end} {render_integer(words.end)}{tail}",
                f"{quote} {RDF.type} {OA.TextQuoteSelector}{tail}",
                f"{quote} {OA.exact} {render_string(words.exact)}{tail}",
                f"{quote} {OA.prefix} {prefix}{tail}",
                f"{quote} {OA.suffix} {suffix}{tail}",
            )
        )
        return iri

    def _write_claim(self, digits: str, claim: _Claim) -> None:
        subject, predicate, object, grounds, words, reckoned_from = claim
        tail, lines = self._tail, self._lines
        iri = self.iri("claim/" + digits)
        lines.update(
            (
                f"{iri} {RDF.type} {DPO.Claim}{tail}",
                f"{iri} {RDF.subject} {subject}{tail}",
                f"{iri} {RDF.predicate} {predicate}{tail}",
                f"{iri} {RDF.object} {object}{tail}",
                f"{iri} {DPO.evidence} {self._evidence[words.start, words.end]}{tail}",
                f"{iri} {DPO.confidence} {render_decimal(grounds.confidence)}{tail}",
                f"{iri} {DPO.modality} {MOD.get(grounds.modality)}{tail}",
                f"{iri} {DPO.rule} {render_string(grounds.rule)}{tail}",
                f"{iri} {PROV.wasDerivedFrom} {self.article_iri}{tail}",
                f"{iri} {PROV.wasGeneratedBy} {self.extractor_iri}{tail}",
            )
        )
        for source in grounds.attributed_to:
            who = self.known(source, "the source of an attributed claim", words)
            if who is not None:
                lines.add(f"{iri} {DPO.attributedTo} {who}{tail}")
        statement = self.statements.get(grounds.statement) if grounds.statement else None
        if statement is not None:
            lines.add(f"{iri} {DPO.inStatement} {statement}{tail}")
        if reckoned_from is not None:
            lines.add(f"{iri} {DPO.reckonedFrom} {reckoned_from}{tail}")

    def finish(self) -> tuple[str, int]:
        """The graph as sorted N-Quads, and the number of its claims.

        A claim that is negated, planned or supposed has no plain triple. Where
        the article also asserts the very same triple, the assertion stays and
        the other claim is dropped with that reason.
        """
        kept = 0
        words_used: set[Span] = set()
        for digits, claim in sorted(self._claims.items()):
            words, modality = claim.words, claim.grounds.modality
            plain = f"{claim.subject} {claim.predicate} {claim.object}{self._tail}"
            if modality != "asserted" and plain in self._lines:
                self.drop(f"{modality}, but the article also asserts it", words)
                continue
            self._write_claim(digits, claim)
            words_used.add(words)
            kept += 1
        for words in words_used:
            self._write_evidence(words)
        if kept:
            self.add(self.extractor_iri, RDF.type, PROV.Activity)
            self.add(self.extractor_iri, RDFS.label, render_string(self.reading.extractor))
        return "".join(sorted(self._lines)), kept
