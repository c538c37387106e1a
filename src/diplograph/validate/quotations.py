"""Do the quotations stand in the text where they say they stand?"""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from diplograph.validate.labels import Context
from diplograph.validate.report import Report, Violation
from diplograph.vocab import DPO, OA

__all__ = ["check_quotations"]

_SHAPE = "https://w3id.org/diplograph/shapes#QuoteInText"
_COMPONENT = _SHAPE
_FIX = "Read the article again: the text was changed, or offsets were not counted in code points."


def check_quotations(nquads: str, text: str) -> Report:
    """Compare every quotation of a graph with the article's text: ``text[start:end] == exact``.

    No shape can say this, since the text is not part of the graph.

    :param nquads: the article's graph, one that conforms to the shapes
    :param text: the article's stored text
    """
    numbers: dict[str, dict[str, int]] = {OA.start: {}, OA.end: {}}
    exact: dict[str, str] = {}
    selectors: dict[str, list[str]] = {}
    for quad in ox.parse(nquads, ox.RdfFormat.N_QUADS, lenient=True):
        predicate = quad.predicate.value
        if not predicate.startswith(OA.iri):
            continue
        if predicate in numbers:
            numbers[predicate][quad.subject.value] = int(quad.object.value)
        elif predicate == OA.exact:
            exact[quad.subject.value] = quad.object.value
        elif predicate == OA.hasSelector:
            selectors.setdefault(quad.subject.value, []).append(quad.object.value)
    results: list[Violation] = []
    for evidence, parts in sorted(selectors.items()):
        start, end = (
            next((numbers[p][s] for s in parts if s in numbers[p]), None) for p in (OA.start, OA.end)
        )
        quote = next((exact[s] for s in parts if s in exact), None)
        if start is None or end is None or quote is None or text[start:end] != quote:
            results.append(_violation(evidence, start, end, quote, text))
    if not results:
        return Report()
    store = ox.Store()
    store.load(nquads.encode("utf-8"), ox.RdfFormat.N_QUADS, lenient=True)
    context = Context(store)
    return Report(tuple(replace(result, article=context.article(result.focus)) for result in results))


def _violation(evidence: str, start: int | None, end: int | None, quote: str | None, text: str) -> Violation:
    there = text[start:end] if start is not None and end is not None else None
    message = (
        f"The quotation is not what the article says from {start} to {end}: there stands {there!r}."
        if there is not None and quote is not None
        else "Evidence has no position or no quotation, so it cannot be compared with the text."
    )
    value = str(ox.Literal(quote)) if quote is not None else None
    return Violation(
        evidence, _SHAPE, DPO.evidence, value, message, "Violation", _COMPONENT, _FIX, "evidence", None, quote
    )
