"""GEXF 1.3, as Gephi reads it, the same bytes for the same network.

networkx writes the attributes; what it gets wrong for Gephi or for us is put
right after it: today's date, its own version, the empty name, the namespace of
schema instances, and the ``kind`` without which Gephi merges parallel edges.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO
from xml.etree import ElementTree as ET

from diplograph import __version__
from diplograph.export.network import Network
from diplograph.export.sanitize import sanitize_network

__all__ = ["check_gexf", "write_gexf"]

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NS = "{http://gexf.net/1.3}"
_TYPES = frozenset(["integer", "long", "double", "float", "boolean", "liststring", "string", "anyURI"])


def write_gexf(network: Network, out: TextIO) -> None:
    """Write the network as GEXF 1.3."""
    from networkx.readwrite.gexf import GEXFWriter

    graph = sanitize_network(network.graph)
    for _, _, key, data in graph.edges(keys=True, data=True):
        data["id"] = key
    writer = GEXFWriter(version="1.3", prettyprint=False)
    writer.add_graph(graph)
    root = writer.xml
    _finish(root)
    writer.indent(root)
    out.write("<?xml version='1.0' encoding='UTF-8'?>\n")
    out.write(ET.tostring(root, encoding="unicode"))
    out.write("\n")


def _finish(root: Any) -> None:
    root.set("xmlns:xsi", _XSI)
    root.set("xsi:schemaLocation", "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd")
    meta = root.find("meta")
    meta.attrib.pop("lastmodifieddate", None)
    meta.find("creator").text = f"diplograph {__version__}"
    ET.SubElement(meta, "description").text = "Officials, institutions and events, as articles report them"
    graph = root.find("graph")
    graph.attrib.pop("name", None)
    titles = {
        attribute.get("id"): attribute.get("title")
        for attributes in graph.findall("attributes")
        if attributes.get("class") == "edge"
        for attribute in attributes
    }
    ours = next((id for id, title in titles.items() if title == "networkx_key"), None)
    for attributes in graph.findall("attributes"):
        for attribute in list(attributes):
            if attribute.get("id") == ours:
                attributes.remove(attribute)
    for edge in graph.find("edges"):
        values = edge.find("attvalues")
        for value in list(values if values is not None else ()):
            if value.get("for") == ours:
                values.remove(value)
            elif titles.get(value.get("for")) == "kind":
                # Gephi keeps parallel edges apart by kind alone, so the label is part of it.
                edge.set("kind", f"{value.get('value')}: {edge.get('label')}")


def check_gexf(text: str) -> list[str]:
    """Check a GEXF file against the structure that the 1.3 schema demands.

    Elements in their order, ids unique, every edge between declared nodes, every
    value declared and of its type, parallel edges told apart.

    :returns: what is wrong, in the file's order; empty where all is well
    :source: https://gexf.net/1.3/gexf.xsd
    """
    try:
        root = ET.fromstring(text)
    except ET.ParseError as error:
        return [f"not well-formed XML: {error}"]
    if root.tag != f"{_NS}gexf" or root.get("version") != "1.3":
        return ["the root is not a gexf element of version 1.3"]
    graph = root.find(f"{_NS}graph")
    if graph is None:
        return ["there is no graph element"]
    order = [child.tag.removeprefix(_NS) for child in graph]
    problems = []
    if order != sorted(order, key=["attributes", "nodes", "edges"].index) or order.count("nodes") != 1:
        problems.append(f"elements of the graph in the wrong order: {' '.join(order)}")
    declared = {name: _declared(graph, name, problems) for name in ("node", "edge")}
    nodes = _checked(graph, "nodes", "node", declared["node"], problems)
    seen: set[tuple[str | None, ...]] = set()
    for edge in _checked(graph, "edges", "edge", declared["edge"], problems).values():
        problems.extend(
            f"edge {edge.get('id')}: {end} {edge.get(end)!r} is no node"
            for end in ("source", "target")
            if edge.get(end) not in nodes
        )
        parallel = (edge.get("source"), edge.get("target"), edge.get("kind"))
        if parallel in seen:
            problems.append(f"edge {edge.get('id')}: another of the same kind between the same nodes")
        seen.add(parallel)
    return problems


def _declared(graph: Any, what: str, problems: list[str]) -> dict[str, str]:
    declared: dict[str, str] = {}
    for attributes in graph.findall(f"{_NS}attributes"):
        if attributes.get("class") != what:
            continue
        for attribute in attributes:
            if attribute.get("type") not in _TYPES or not attribute.get("title"):
                problems.append(
                    f"{what} attribute {attribute.get('id')}: type {attribute.get('type')!r} or no title"
                )
            if attribute.get("id") in declared:
                problems.append(f"{what} attribute {attribute.get('id')} declared twice")
            declared[attribute.get("id", "")] = attribute.get("type", "")
    return declared


def _checked(
    graph: Any, group: str, what: str, declared: dict[str, str], problems: list[str]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for element in graph.iterfind(f"{_NS}{group}/{_NS}{what}"):
        id = element.get("id", "")
        if not id or id in found:
            problems.append(f"{what} id {id!r} is missing or used twice")
        found[id] = element
        problems.extend(f"{what} {id}: {problem}" for problem in _value_problems(element, declared))
    return found


def _value_problems(element: Any, declared: dict[str, str]) -> Iterator[str]:
    used: set[str] = set()
    for value in element.iterfind(f"{_NS}attvalues/{_NS}attvalue"):
        name, text = value.get("for", ""), value.get("value")
        if name not in declared:
            yield f"attribute {name!r} is not declared"
        elif text is None or not _fits(text, declared[name]):
            yield f"{text!r} is no {declared[name]}"
        if name in used:
            yield f"attribute {name!r} given twice"
        used.add(name)


def _fits(text: str, type_: str) -> bool:
    if type_ == "boolean":
        return text in ("true", "false")
    try:
        if type_ in ("integer", "long"):
            int(text)
        elif type_ in ("float", "double"):
            float(text)
    except ValueError:
        return False
    return True
