"""What leaves the store: RDF in its syntaxes, and networks for Gephi and its like.

``selection`` chooses quads, ``turtle`` and ``jsonld`` write them; ``network``
makes a graph of rows, ``sanitize`` makes it safe for XML, ``gexf``, ``graphml``
and ``tables`` write it; ``writing`` puts a finished file in its place.

The seam for what comes later (time, metrics, layout) is between ``network``
and the writers: each is a function from a network to a network.
"""

from diplograph.export.gexf import check_gexf, write_gexf
from diplograph.export.graphml import write_graphml
from diplograph.export.jsonld import write_jsonld
from diplograph.export.network import Network, build_network, select_neighbours
from diplograph.export.selection import Block, Selection, select
from diplograph.export.tables import write_tables
from diplograph.export.turtle import write_nquads, write_ntriples, write_trig, write_turtle
from diplograph.export.writing import open_output

__all__ = [
    "Block",
    "Network",
    "Selection",
    "build_network",
    "check_gexf",
    "open_output",
    "select",
    "select_neighbours",
    "write_gexf",
    "write_graphml",
    "write_jsonld",
    "write_nquads",
    "write_ntriples",
    "write_tables",
    "write_trig",
    "write_turtle",
]
