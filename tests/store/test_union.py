"""The default graph is the union of the named graphs as a set, whatever was written, replaced and removed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.store import ArticleRow, open_reader, open_writer

KEYS = ("a" * 16, "b" * 16, "c" * 16)
COUNT = "SELECT ?s ?o WHERE { ?s <https://example.org/says> ?o } ORDER BY ?s ?o"

said = st.frozensets(st.tuples(st.integers(0, 3), st.sampled_from(["x", 'a "b"', "ü\nz"])), max_size=5)
steps = st.lists(st.tuples(st.sampled_from(KEYS), st.none() | said), max_size=8)


def graph(base: str, key: str, facts: frozenset[tuple[int, str]]) -> str:
    quads = (
        ox.Quad(
            ox.NamedNode(f"https://example.org/{number}"),
            ox.NamedNode("https://example.org/says"),
            ox.Literal(text),
            ox.NamedNode(f"{base}graph/{key}"),
        )
        for number, text in facts
    )
    return "".join(sorted(f"{quad} .\n" for quad in quads))


@settings(max_examples=15, deadline=None)
@given(steps)
def test_the_union_holds_each_triple_once(history):
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        now: dict[str, frozenset[tuple[int, str]]] = {}
        with open_writer(store) as writer:
            for key, facts in history:
                if facts is None:
                    writer.remove(key)
                    now.pop(key, None)
                else:
                    row = ArticleRow(key, key, "made up", "0" * 64)
                    writer.replace_article(row, graph(writer.base, key, facts), None)
                    now[key] = facts
        expected = sorted({fact for facts in now.values() for fact in facts})
        with open_reader(store) as reader:
            rows = [(int(row["s"].value[-1]), row["o"].value) for row in reader.query(COUNT)]
            assert sorted(rows) == expected
            assert reader.counts()["triples"] == len(expected)
            assert reader.counts()["quads"] == sum(len(facts) for facts in now.values())
