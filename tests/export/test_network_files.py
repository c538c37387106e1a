"""Network files: what they hold, and whether other programs open them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.export import Network, check_gexf, write_gexf, write_graphml, write_tables
from diplograph.export.sanitize import sanitize_network
from diplograph.pipeline.exporting import build_store_network
from diplograph.store import open_reader
from queries.make_press import BASE, COUNCIL, JOREN, OKUVALE, SESSION, TESK, VELMORA

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def network(press_store):
    with open_reader(press_store) as reader:
        return build_store_network(reader)


def written(write, network):
    out = io.StringIO()
    write(network, out)
    return out.getvalue()


def test_nodes_say_what_they_are(network):
    nodes = network.graph.nodes
    assert nodes[BASE + TESK] == {
        "label": "Ilvana Tesk",
        "type": "Person",
        "country": "Velmora",
        "wikidata": "",
        "degree": network.graph.degree(BASE + TESK),
    }
    assert nodes[BASE + VELMORA]["type"] == "State"
    assert nodes[BASE + VELMORA]["wikidata"] == "Q990000001"
    assert nodes[BASE + VELMORA]["label"] == "Velmora"  # not Велмора
    assert nodes[BASE + SESSION]["type"] == "Event"


def test_posts_tenures_and_participations_are_edges(network):
    ties = {
        (data["kind"], data["label"]): data for _, _, data in network.graph.out_edges(BASE + TESK, data=True)
    }
    held = ties["holds post", "Minister of Foreign Affairs of Velmora"]
    assert (held["first"], held["last"], held["weight"], held["articles"]) == (
        "2031-05-04",
        "2031-05-04",
        1,
        1,
    )
    assert ("took part in", "HeadOfDelegation") in ties
    assert ("acted for", "acted for") in ties
    assert ("spoke at", "spoke at") in ties
    joren = [d for _, _, d in network.graph.out_edges(BASE + JOREN, data=True) if d["kind"] == "holds post"]
    assert [(d["last"], d["articles"], d["weight"]) for d in joren] == [("2030-05", 2, 1)]
    assert not any(data["type"] == "Post" for _, data in network.graph.nodes(data=True))


def test_what_did_not_happen_is_no_edge(network):
    assert BASE + "place/xv" in network.graph
    assert not any(
        data["kind"] == "took place in" and target == BASE + "place/xv"
        for _, target, data in network.graph.in_edges(BASE + "place/xv", data=True)
    )
    events = [iri for iri in network.graph.successors(BASE + OKUVALE) if "/event/" in iri]
    assert len(events) == 1  # the meeting; neither the signing denied nor the visit planned


def test_left_out_is_told(network):
    assert "5 posts, which are edges" in network.describe()


def test_a_part_around_one_thing_or_of_one_article(press_store, network):
    with open_reader(press_store) as reader:
        around = build_store_network(reader, entity=BASE + COUNCIL).graph
        keys = [row.key for row in reader.iter_articles()]
        parts = [build_store_network(reader, graph=reader.graph_iri(key)).graph for key in keys]
    assert set(around) == {BASE + COUNCIL, *nx.all_neighbors(network.graph, BASE + COUNCIL)}
    assert all(data["degree"] == around.degree(iri) for iri, data in around.nodes(data=True))
    assert {data["articles"] for part in parts for _, _, data in part.edges(data=True)} <= {0, 1}
    assert set().union(*parts) <= set(network.graph)


def test_gexf_is_sound_and_reads_back(network, tmp_path):
    text = written(write_gexf, network)
    assert check_gexf(text) == []
    assert "lastmodifieddate" not in text
    path = tmp_path / "graph.gexf"
    path.write_text(text, encoding="utf-8")
    again = nx.read_gexf(path, version="1.3")
    assert {iri: data["label"] for iri, data in again.nodes(data=True)} == {
        iri: data["label"] for iri, data in network.graph.nodes(data=True)
    }
    assert again.number_of_edges() == network.graph.number_of_edges()
    # every parallel edge has a kind of its own, or Gephi would merge it with the next
    edges = ET.fromstring(text).iter("{http://gexf.net/1.3}edge")
    kinds = [(edge.get("source"), edge.get("target"), edge.get("kind")) for edge in edges]
    assert len(kinds) == len(set(kinds))
    assert all(kind for _, _, kind in kinds)


def test_graphology_opens_the_gexf(network, tmp_path):
    modules = HERE / "node_modules"
    folder = Path(os.environ.get("DIPLOGRAPH_NODE_MODULES", modules))
    if shutil.which("node") is None or not (folder / "graphology-gexf").is_dir():
        pytest.skip("needs node and graphology-gexf: npm install --prefix tests/export")
    path = tmp_path / "graph.gexf"
    path.write_text(written(write_gexf, network), encoding="utf-8")
    script = """
      const [folder, file] = process.argv.slice(-2);
      const {MultiDirectedGraph} = require(folder + '/graphology');
      const gexf = require(folder + '/graphology-gexf');
      const graph = gexf.parse(MultiDirectedGraph, require('fs').readFileSync(file, 'utf8'));
      console.log(JSON.stringify({
        nodes: graph.mapNodes((key, data) => [key, data.label, data.type, data.country, data.degree]),
        edges: graph.mapEdges((key, data, source, target) => [source, target, data.label, data.weight])
      }));
    """
    run = subprocess.run(
        ["node", "-e", script, str(folder), str(path)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    seen = json.loads(run.stdout)
    graph = network.graph
    assert sorted(seen["nodes"]) == sorted(
        [iri, data["label"], data["type"], data["country"], data["degree"]]
        for iri, data in graph.nodes(data=True)
    )
    assert sorted(seen["edges"]) == sorted(
        [source, target, data["label"], data["weight"]] for source, target, data in graph.edges(data=True)
    )


def test_graphml_reads_back(network):
    again = nx.parse_graphml(written(write_graphml, network))
    assert dict(again.nodes[BASE + TESK]) == dict(network.graph.nodes[BASE + TESK])
    assert again.number_of_edges() == network.graph.number_of_edges()


def test_tables_have_gephis_headings(network, tmp_path):
    nodes, edges = write_tables(network, tmp_path / "tables")
    with nodes.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert list(rows[0])[:2] == ["Id", "Label"]
    assert {row["Id"] for row in rows} == set(network.graph)
    with edges.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert list(rows[0])[:4] == ["Id", "Source", "Target", "Type"]
    assert len(rows) == network.graph.number_of_edges()


@pytest.mark.parametrize("write", [write_gexf, write_graphml])
def test_same_network_same_bytes(write, network):
    shuffled = nx.MultiDiGraph()
    shuffled.add_nodes_from(reversed(list(network.graph.nodes(data=True))))
    shuffled.add_edges_from(reversed(list(network.graph.edges(keys=True, data=True))))
    assert written(write, Network(shuffled)) == written(write, network)


# -- the sanitizing layer ----------------------------------------------------
_PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.dates())
_VALUES = _PLAIN | st.sets(st.text(max_size=3)) | st.lists(st.integers(), max_size=3)
_NAMES = st.sampled_from(["label", "type", "kind", "weight", "start", "id", "viz", "spells", "x", "key"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.dictionaries(_NAMES, _VALUES, max_size=4), min_size=1, max_size=4),
    st.lists(st.dictionaries(_NAMES, _VALUES, max_size=4), max_size=4),
)
def test_whatever_is_in_a_network_the_files_are_sound(nodes, edges):
    graph = nx.MultiDiGraph()
    for place, data in enumerate(nodes):
        graph.add_node(f"n\x00{place}", **{"label": "x", **data})
    for place, data in enumerate(edges):
        graph.add_edge(
            "n\x000",
            f"n\x00{place % len(nodes)}",
            key=f"e{place}",
            **{**without_key(data), "kind": f"k{place}"},
        )
    text = written(write_gexf, Network(graph))
    assert check_gexf(text) == []
    ET.fromstring(written(write_graphml, Network(graph)).encode())


def without_key(data):
    """networkx takes an edge's key as an argument, so no attribute can have that name."""
    return {name: value for name, value in data.items() if name != "key"}


def test_values_become_plain_and_columns_of_one_type():
    graph = nx.MultiDiGraph()
    graph.add_node("a", born=date(1953, 8, 15), n=1, mixed=1, some=1, bad="x\x00y", tags={"b", "a"}, yes=True)
    graph.add_node("b", born=None, n=2.5, mixed="one", yes=False)
    clean = sanitize_network(graph)
    assert clean.nodes["a"] == {
        "bad": "x\ufffdy",
        "born": "1953-08-15",
        "mixed": "1",
        "n": 1.0,
        "some": "1",
        "tags": "a; b",
        "yes": True,
    }
    assert clean.nodes["b"] == {
        "bad": "", "born": "", "mixed": "one", "n": 2.5, "some": "", "tags": "", "yes": False,
    }  # fmt: skip


def test_the_check_finds_what_is_broken(network):
    text = written(write_gexf, network)
    assert check_gexf(text.replace("</gexf>", "")) != []
    assert check_gexf(text.replace(f'target="{BASE}{VELMORA}"', 'target="nobody"'))
    assert check_gexf(text.replace('for="1" value="', 'for="1" value="x'))
    assert check_gexf(text.replace('for="1"', 'for="99"'))
    merged = re.sub('kind="holds post: [^"]*"', 'kind="holds post"', text)
    assert any("same kind" in problem for problem in check_gexf(merged))
