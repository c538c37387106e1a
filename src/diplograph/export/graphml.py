"""GraphML, for igraph, Cytoscape, yEd and R."""

from __future__ import annotations

from typing import TextIO
from xml.etree import ElementTree as ET

from diplograph.export.network import Network
from diplograph.export.sanitize import sanitize_network

__all__ = ["write_graphml"]


def write_graphml(network: Network, out: TextIO) -> None:
    """Write the network as GraphML, attributes under their own names."""
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter(prettyprint=False, named_key_ids=True)
    writer.add_graph_element(sanitize_network(network.graph))
    out.write("<?xml version='1.0' encoding='UTF-8'?>\n")
    writer.indent(writer.xml)
    out.write(ET.tostring(writer.xml, encoding="unicode"))
    out.write("\n")
