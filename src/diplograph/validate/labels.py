"""What a node is called, where it comes from and which words it rests on, for people who read a report."""

from __future__ import annotations

import pyoxigraph as ox

from diplograph.vocab import DCT, DPO, OA, ORG, PROV, RDF, RDFS, SKOS

__all__ = ["Context"]

_NAMES = (SKOS.prefLabel, RDFS.label, DCT.title)
_LINKED = {
    # class -> how it reads, and the properties that tell one from another
    DPO.Tenure: ("tenure", (ORG.member, DPO.post)),
    DPO.Participation: ("participation", (DPO.participant, DPO.inEvent)),
    DPO.Statement: ("statement", (DPO.speaker, DPO.text)),
    DPO.Claim: ("claim", (RDF.subject, RDF.predicate, RDF.object)),
    ORG.ChangeEvent: ("change", (ORG.originalOrganization, ORG.resultingOrganization)),
}
_WORDS_OF_CLAIM = f"""
SELECT ?exact WHERE {{
    ?claim <{DPO.evidence}> ?evidence . ?evidence <{OA.hasSelector}> ?quote, ?position .
    ?quote <{OA.exact}> ?exact . ?position <{OA.start}> ?start .
    %s
}} ORDER BY ?start ?exact LIMIT 1"""
_WAYS = (
    # from a node to the words it rests on, the nearest first
    "FILTER(?claim = {node})",
    "FILTER(?evidence = {node} || ?quote = {node} || ?position = {node})",
    f"?claim <{RDF.subject}> {{node}} .",
    f"?claim <{RDF.object}> {{node}} .",
)


class Context:
    """Looks up names, articles and words in the graph that is checked."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def label(self, node: str, depth: int = 0) -> str:
        """A readable name: the node's own, or one made of what it links."""
        if node.startswith("_:"):
            return "a thing without an IRI"
        subject = ox.NamedNode(node)
        for predicate in _NAMES:
            names = sorted(str(value) for value in self._values(subject, predicate))
            if names:
                return min(names, key=lambda name: (not name.endswith("@en"), name)).rpartition('"')[0][1:]
        for kind in sorted(_iri(value) for value in self._values(subject, RDF.type)):
            if kind in _LINKED and depth < 2:
                word, predicates = _LINKED[kind]
                ends = [self._end(subject, predicate, depth) for predicate in predicates]
                return f"{word}: " + " · ".join(end for end in ends if end)
        return node.removeprefix(DPO.iri).rpartition("/")[2].rpartition("#")[2] or node

    def article(self, node: str) -> str | None:
        """Title and address of the article a node is from."""
        articles = sorted(
            (_iri(a) for a in self._values(ox.NamedNode(node), PROV.wasDerivedFrom, OA.hasSource))
            if not node.startswith("_:")
            else ()
        ) or sorted(
            _iri(quad.subject)
            for quad in self._store.quads_for_pattern(
                None, ox.NamedNode(RDF.type), ox.NamedNode(DPO.Article), None
            )
        )
        if len(articles) != 1:
            return None  # none, or several articles in one graph: no telling which
        article = ox.NamedNode(articles[0])
        title = sorted(_text(value) for value in self._values(article, DCT.title))
        source = sorted(_text(value) for value in self._values(article, DCT.source)) or [articles[0]]
        return f"{title[0]} <{source[0]}>" if title else f"<{source[0]}>"

    def sentence(self, node: str) -> str | None:
        """The words of the article that a node rests on, the first in the text where there are several."""
        if node.startswith("_:"):
            return None
        for way in _WAYS:
            query = _WORDS_OF_CLAIM % way.format(node=f"<{node}>")
            for solution in self._store.query(query, use_default_graph_as_union=True):  # type: ignore[union-attr]
                return _text(solution["exact"])
        return None

    def _end(self, subject: ox.NamedNode, predicate: str, depth: int) -> str:
        values = sorted(self._values(subject, predicate), key=str)
        if not values:
            return ""
        value = values[0]
        if isinstance(value, ox.NamedNode):
            return self.label(value.value, depth + 1)
        text = _text(value)
        return text if len(text) <= 60 else text[:59] + "…"

    def _values(self, subject: ox.NamedNode, *predicates: str) -> list[object]:
        return [
            quad.object
            for predicate in predicates
            for quad in self._store.quads_for_pattern(subject, ox.NamedNode(predicate), None, None)
        ]


def _iri(term: object) -> str:
    return _text(term)


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))
