"""Each article of data/samples gives its golden graph, beside this file in golden/.

See ``golden_turtle`` for how a graph is folded for review. After a change of
the reading, ``pytest tests/test_samples.py --update-golden`` rewrites the
files; ``git diff tests/golden`` is then to be read beside the articles.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.store import open_reader
from golden_turtle import check_golden, render_golden

GOLDEN = Path(__file__).parent / "golden"
ARTICLES = (
    "african-union",
    "astana-reforms",
    "beijing-agreement",
    "finland-joins",
    "geneva-session",
    "helsinki-to-vienna",
    "human-rights-council",
    "ostria-resignation",
    "paris-agreement",
    "secretary-general",
    "velmark-talks",
)


@pytest.fixture(scope="module")
def graphs(samples):
    """Each article's graph as golden Turtle, by the last part of its address or its file's name."""
    with open_reader(samples[0]) as reader:
        quads = list(reader.iter_quads())
        rendered = {}
        for row in reader.iter_articles():
            graph = reader.graph_iri(row.key)
            mine = [quad for quad in quads if getattr(quad.graph_name, "value", None) == graph]
            rendered[Path(row.url or row.origin).stem] = render_golden(mine, row.key)
    return rendered


def test_every_sample_has_its_golden_graph(samples, graphs):
    _, summary = samples
    assert summary.is_clean, [problem.message for problem in (*summary.failed, *summary.quarantined)]
    assert tuple(sorted(graphs)) == ARTICLES
    assert {path.stem for path in GOLDEN.glob("*.ttl")} == set(ARTICLES)


@pytest.mark.parametrize("name", ARTICLES)
def test_a_sample_gives_its_golden_graph(name, graphs, request):
    check_golden(graphs[name], GOLDEN / f"{name}.ttl", update=request.config.getoption("--update-golden"))
