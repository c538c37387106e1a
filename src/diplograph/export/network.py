"""From rows of the graph to a network: who is tied to whom, how, how often, when, in how many articles.

Nodes are persons, organizations, states, events, places and documents. A post
is no node: holding it is an edge from the person to the state or body it
belongs to, with the post's title as its label. Tenures, participations and
statements are edges, too. What is left out is counted in ``Network.left_out``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from networkx import MultiDiGraph

__all__ = ["Network", "build_network", "select_neighbours"]

_Row = Sequence[Any]
_ARTICLE = re.compile(r"/graph/[0-9a-f]{16}$")
_TYPES = ("State", "Person", "Event", "Place", "Document", "Post", "Organization")  # the finer class first


@dataclass(frozen=True, slots=True)
class Network:
    """A directed multigraph and what did not go into it.

    Node ids are IRIs; each node has label, type, country, wikidata and degree.
    Edge keys are "e0", "e1", ... in the order of (source, target, kind, label);
    each edge has kind, label, weight (facts), first, last (partial dates, ""
    where unknown) and articles (how many say it).
    """

    graph: MultiDiGraph
    left_out: Mapping[str, int] = field(default_factory=dict)

    def describe(self) -> str:
        """Say in a line what it holds, by type and kind."""
        types = Counter(data["type"] for _, data in self.graph.nodes(data=True))
        kinds = Counter(data["kind"] for _, _, data in self.graph.edges(data=True))
        parts = [
            f"{self.graph.number_of_nodes()} nodes ({_counted(types)})",
            f"{self.graph.number_of_edges()} edges ({_counted(kinds)})",
        ]
        if self.left_out:
            parts.append("not in it: " + _counted(self.left_out))
        return "; ".join(parts)


def build_network(
    nodes: Iterable[_Row], edges: Iterable[_Row], *, graph: str | None = None, reference: bool = False
) -> Network:
    """Build the network of the rows of the queries network-nodes and network-edges.

    What only reference knowledge has (thousands of officials that no article
    names) stays out; reference knowledge about what articles name comes in.

    :param nodes: rows of node, type, label, language, country (an IRI), wikidata, in_article; a value a row
    :param edges: rows of source, target, kind, label, first, last, fact, graph
    :param graph: only edges that this named graph says, and their nodes
    :param reference: take in all that reference knowledge has
    """
    from networkx import MultiDiGraph

    things = _gather_nodes(nodes)
    every = _gather_edges(row for row in edges if graph is None or row[7] == graph)
    said = {end for key, tie in every.items() if tie.articles() for end in key[:2]}
    named = said | {iri for iri, thing in things.items() if thing.in_article or reference}
    ties = {key: tie for key, tie in every.items() if key[0] in named and key[1] in named}
    ends = {end for key in ties for end in key[:2]}
    result = MultiDiGraph()
    left_out: Counter[str] = Counter()
    for iri in sorted(things.keys() | ends):
        thing = things.get(iri) or _Thing()
        if iri in ends or (iri in named and graph is None and thing.type != "Post"):
            result.add_node(iri, **thing.attributes(iri, things))
        elif iri not in named:
            left_out["things that only the reference tables name"] += 1
        elif thing.type == "Post":
            left_out["posts, which are edges or have no holder"] += 1
        else:
            left_out["things that this article does not tie to others"] += 1
    for number, (key, tie) in enumerate(sorted(ties.items())):
        source, target, kind, label = key
        result.add_edge(source, target, key=f"e{number}", kind=kind, label=label or kind, **tie.attributes())
    for iri, degree in result.degree():
        result.nodes[iri]["degree"] = degree
    return Network(result, dict(left_out))


def select_neighbours(network: Network, iri: str) -> Network:
    """The part of a network around one node: its neighbours, and the edges among them all.

    Degrees are those in the part.
    """
    graph = network.graph
    if iri not in graph:
        return Network(graph.subgraph([]).copy(), network.left_out)
    kept = {iri, *graph.predecessors(iri), *graph.successors(iri)}
    part = graph.__class__()
    part.add_nodes_from((node, dict(data)) for node, data in graph.nodes(data=True) if node in kept)
    part.add_edges_from(
        (source, target, key, dict(data))
        for source, target, key, data in graph.edges(keys=True, data=True)
        if source in kept and target in kept
    )
    for node, degree in part.degree():
        part.nodes[node]["degree"] = degree
    return Network(part, network.left_out)


class _Thing:
    """A node while its rows come in."""

    def __init__(self) -> None:
        self.type = ""
        self.labels: set[tuple[bool, str]] = set()
        self.countries: set[str] = set()
        self.wikidata: set[str] = set()
        self.in_article = False

    def label(self, iri: str) -> str:
        """The English label, or the first in any language, or the end of the IRI."""
        return min(self.labels)[1] if self.labels else iri.rpartition("/")[2]

    def attributes(self, iri: str, things: Mapping[str, _Thing]) -> dict[str, str]:
        """Attributes of the node; several countries or ids are joined by "; "."""
        if self.type == "State":
            countries = {self.label(iri)}
        else:
            states = [state for state in self.countries if state in things and things[state].type == "State"]
            countries = {things[state].label(state) for state in states}
        return {
            "label": self.label(iri),
            "type": self.type or "Thing",
            "country": "; ".join(sorted(countries)),
            "wikidata": "; ".join(sorted(self.wikidata)),
        }


class _Tie:
    """An edge while its rows come in."""

    def __init__(self) -> None:
        self.facts: set[str] = set()
        self.graphs: set[str] = set()
        self.dates: set[str] = set()
        self.ends: set[str] = set()

    def articles(self) -> int:
        """How many articles say it; a graph of reference knowledge is none."""
        return sum(bool(_ARTICLE.search(graph)) for graph in self.graphs)

    def attributes(self) -> dict[str, str | int]:
        """Attributes of the edge."""
        return {
            "weight": len(self.facts),
            "first": min(self.dates, default=""),
            "last": max(self.ends, default=""),
            "articles": self.articles(),
        }


def _gather_nodes(rows: Iterable[_Row]) -> dict[str, _Thing]:
    things: dict[str, _Thing] = defaultdict(_Thing)
    for node, type_, label, language, country, wikidata, in_article in rows:
        thing = things[str(node)]
        thing.in_article = thing.in_article or bool(in_article)
        if not thing.type or _TYPES.index(str(type_)) < _TYPES.index(thing.type):
            thing.type = str(type_)
        if label is not None:
            english = str(language or "").partition("-")[0] == "en"
            thing.labels.add((not english, str(label)))
        if country is not None:
            thing.countries.add(str(country))
        if wikidata is not None:
            thing.wikidata.add(str(wikidata))
    return dict(things)


def _gather_edges(rows: Iterable[_Row]) -> dict[tuple[str, str, str, str], _Tie]:
    ties: dict[tuple[str, str, str, str], _Tie] = defaultdict(_Tie)
    for source, target, kind, label, first, last, fact, graph in rows:
        tie = ties[str(source), str(target), str(kind), str(label or "")]
        tie.facts.add(str(fact))
        tie.graphs.add(str(graph))
        if first is not None:
            tie.dates.add(str(first))
        if last is not None:
            tie.ends.add(str(last))
    return dict(ties)


def _counted(counts: Mapping[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count} {name}" for name, count in ordered)
