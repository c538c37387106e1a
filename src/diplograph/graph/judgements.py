"""What people and rules decided about identities, as a graph of its own; the facts are elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from diplograph.graph.iris import digest
from diplograph.graph.names import DCT, DPO, RDF
from diplograph.graph.terms import render_date, render_iri, render_string

__all__ = ["Judged", "build_judgements_graph"]

_ITEM = "wikidata/"
_WIKIDATA = "http://www.wikidata.org/entity/"


class Judged(Protocol):
    """One decision; see ``diplograph.resolve.Judgement``."""

    @property
    def left(self) -> str:
        """One thing, a path below the base."""

    @property
    def right(self) -> str:
        """The other, or an item of Wikidata; the same as ``left`` for a split."""

    @property
    def article(self) -> str:
        """Key of the article that a split is about, else empty."""

    @property
    def verdict(self) -> str:
        """Positive, negative or unsure."""

    @property
    def by(self) -> str:
        """Who or what decided."""

    @property
    def when(self) -> str:
        """The day, as whoever decided gave it, or empty."""

    @property
    def why(self) -> str:
        """In words, or empty."""


def build_judgements_graph(
    judgements: Iterable[Judged], redirects: Mapping[str, str], base: str, *, by_rule: bool = False
) -> str:
    """Write judgements in force as sorted N-Quads; empty where there are none.

    :param redirects: ids no longer used, to those that replace them
    :param by_rule: whether they were worked out by rules and not made by people or services; a rule's
        judgement of a pair is another thing than a person's, for the two come and go on their own
    """
    kind = "judgement/rule-" if by_rule else "judgement/"
    tail = f" {render_iri(base, 'graph/judgements')} .\n"
    lines: set[str] = set()
    for one in judgements:
        pair = sorted((one.left, one.right))
        node = render_iri(base, kind + digest(*pair, one.article))
        said = [(RDF.type, DPO.Judgement), (DPO.verdict, render_string(one.verdict))]
        said += [(DPO.judged, _thing(base, id)) for id in pair]
        if one.article:
            said.append((DPO.inArticle, render_iri(base, f"article/{one.article}")))
        if one.by:
            said.append((DCT.creator, render_string(one.by)))
        if one.why:
            said.append((DCT.description, render_string(one.why)))
        day = render_date(one.when) if one.when else None
        if day is not None:
            said.append((DCT.date, day))
        lines.update(f"{node} {predicate} {object}{tail}" for predicate, object in said)
    for old, new in redirects.items():
        lines.add(f"{render_iri(base, old)} {DCT.isReplacedBy} {render_iri(base, new)}{tail}")
    return "".join(sorted(lines))


def _thing(base: str, id: str) -> str:
    return render_iri(_WIKIDATA, id.removeprefix(_ITEM)) if id.startswith(_ITEM) else render_iri(base, id)
