"""One claim with everything that backs it: its words in their context, who is quoted, how it was read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from diplograph.errors import NameLookupError
from diplograph.query.asking import Reader, Rows, ask
from diplograph.query.parameters import render_iri

__all__ = ["ClaimView", "find_claim"]

_ID = re.compile(r"[0-9a-f]{3,16}")
_BREAK = re.compile(r"(?:\r?\n[ \t]*){2,}")  # a blank line parts paragraphs
_CLAIM = """
  SELECT DISTINCT ?subject ?subject_label ?predicate ?object ?object_label ?modality
    ?confidence ?rule ?extractor
    ?start ?end ?exact ?prefix ?suffix ?article ?title ?publisher ?url ?published WHERE {
    GRAPH ?g {
      %(claim)s rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
        dpo:modality ?modality ; dpo:evidence ?evidence ; prov:wasDerivedFrom ?article .
      ?evidence oa:hasSelector ?position , ?words .
      ?position oa:start ?start ; oa:end ?end .
      ?words oa:exact ?exact .
      OPTIONAL { ?words oa:prefix ?prefix }
      OPTIONAL { ?words oa:suffix ?suffix }
      OPTIONAL { %(claim)s dpo:confidence ?confidence }
      OPTIONAL { %(claim)s dpo:rule ?rule }
      OPTIONAL { %(claim)s prov:wasGeneratedBy ?extractor }
      OPTIONAL { ?subject skos:prefLabel|rdfs:label ?own_label }
      OPTIONAL { ?subject org:member|dpo:participant|dpo:speaker ?who . ?who skos:prefLabel ?who_label }
      OPTIONAL { ?subject dpo:post|dpo:inEvent ?what . ?what skos:prefLabel|rdfs:label ?what_label }
      BIND(COALESCE(?own_label, CONCAT(?who_label, ", ", ?what_label), ?who_label) AS ?subject_label)
      OPTIONAL { ?object skos:prefLabel|rdfs:label ?object_label }
      OPTIONAL { ?article dct:title ?title }
      OPTIONAL { ?article dct:publisher ?publisher }
      OPTIONAL { ?article dct:source ?url }
      OPTIONAL { ?article dct:issued ?published }
    }
  } ORDER BY ?subject_label ?object_label"""
_SAID = """
  SELECT DISTINCT ?role ?who ?label WHERE {
    GRAPH ?g {
      { %(claim)s dpo:attributedTo ?who . BIND("attributed to" AS ?role) }
      UNION { %(claim)s dpo:inStatement/dpo:speaker ?who . BIND("speaker" AS ?role) }
      OPTIONAL { ?who skos:prefLabel ?label }
    }
  } ORDER BY ?role ?label ?who"""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as shown to a reader.

    :param subject: label, or IRI where it has none; so are ``object`` and ``attributed_to``. A tenure or
        participation goes by its person and its post or event, a statement by its speaker
    :param attributed_to: who is reported to say so; the graph keeps no order among them
    :param speaker: whose statement says it, where one does
    :param before: text before ``exact``, at most a paragraph (or the 32 characters kept in the graph)
    :param start: offsets of ``exact`` in the article's stored text, half-open, in code points
    """

    claim: str
    subject: str
    predicate: str
    object: str
    modality: str
    confidence: float | None
    rule: str | None
    extractor: str | None
    attributed_to: tuple[str, ...]
    speaker: str | None
    before: str
    exact: str
    after: str
    start: int
    end: int
    article: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None


def find_claim(
    reader: Reader, reference: str, text_of: Callable[[str], str | None] | None = None
) -> ClaimView:
    """Find a claim by its IRI or by its id, or the id's first digits (three at least).

    :param text_of: gives the stored text of an article by its key, or None where none is kept
    :raises NameLookupError: if there is no such claim, or several begin like that
    """
    iri = _find_iri(reader, reference.strip())
    result = ask(reader, _CLAIM % {"claim": render_iri(iri)})
    assert isinstance(result, Rows)
    row = next((dict(zip(result.columns, row, strict=True)) for row in result.rows), None)
    if row is None:
        raise NameLookupError(
            f"<{iri}> is not a claim with evidence", fix="see diplograph query evidence --help"
        )

    def text(name: str) -> str | None:
        return None if row[name] is None else str(row[name])

    said = ask(reader, _SAID % {"claim": render_iri(iri)})
    assert isinstance(said, Rows)
    voices = [(str(role), str(label or who)) for role, who, label in said.rows]
    start, end = int(row["start"] or 0), int(row["end"] or 0)
    before, after = _context(text("article") or "", start, end, text("exact") or "", text_of)
    return ClaimView(
        claim=iri,
        subject=text("subject_label") or text("subject") or "",
        predicate=re.sub(r"^.*[/#]", "", text("predicate") or ""),
        object=text("object_label") or re.sub(r"^.*/vocab/[^/]*/", "", text("object") or ""),
        modality=(text("modality") or "").rpartition("/")[2],
        confidence=None if row["confidence"] is None else float(row["confidence"]),
        rule=text("rule"),
        extractor=text("extractor"),
        attributed_to=tuple(dict.fromkeys(label for role, label in voices if role == "attributed to")),
        speaker=next((label for role, label in voices if role == "speaker"), None),
        before=before if before is not None else text("prefix") or "",
        exact=text("exact") or "",
        after=after if after is not None else text("suffix") or "",
        start=start,
        end=end,
        article=text("article") or "",
        title=text("title"),
        publisher=text("publisher"),
        url=text("url"),
        published=text("published"),
    )


def _find_iri(reader: Reader, reference: str) -> str:
    if "://" in reference:
        return reference.strip("<>")
    digits = reference.removeprefix("claim/").lower()
    if not _ID.fullmatch(digits):
        raise NameLookupError(
            f"{reference!r} is neither the IRI of a claim nor its id",
            fix="give an id as the claim column of a query shows it, or its first digits",
        )
    result = ask(
        reader,
        "SELECT DISTINCT ?claim WHERE { ?claim a dpo:Claim "
        f'FILTER(CONTAINS(STR(?claim), "/claim/{digits}")) }} '
        "ORDER BY ?claim LIMIT 6",
    )
    assert isinstance(result, Rows)
    found = [str(iri) for (iri,) in result.rows]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NameLookupError(
            f"no claim's id begins with {digits!r}", fix="see the claim column of a query's rows"
        )
    ids = ", ".join(iri.rpartition("/")[2] for iri in found[:5])
    raise NameLookupError(f"several claims' ids begin with {digits!r}", fix=f"give more digits: {ids}, ...")


def _context(
    article: str, start: int, end: int, exact: str, text_of: Callable[[str], str | None] | None
) -> tuple[str | None, str | None]:
    """What stands around the words in their paragraph, or None where no text is kept."""
    text = text_of(article.rpartition("/")[2]) if text_of else None
    if text is None or text[start:end] != exact:
        return None, None
    breaks = list(_BREAK.finditer(text))
    first = max((gap.end() for gap in breaks if gap.end() <= start), default=0)
    last = min((gap.start() for gap in breaks if gap.start() >= end), default=len(text))
    return text[first:start], text[end:last].rstrip()
