"""The reader's figures on the annotated sets, against floors that only rise."""

import pytest
from measure import SETS, below_floor, gold_folder, load_floors, measure, parse_figures

needs_gold = pytest.mark.skipif(gold_folder() is None, reason="DIPLOGRAPH_GOLD names no folder of gold sets")


@needs_gold
@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_no_figure_falls_below_its_floor(name, capsys):
    folder = gold_folder()
    assert folder is not None
    figures, printed = measure(name, folder)
    with capsys.disabled():
        print(f"\n== {name}\n{printed}")
    assert figures, "the scorer printed nothing to compare"
    assert below_floor(name, figures) == []


def test_every_set_has_a_floor():
    assert set(load_floors()) == set(SETS)


def test_figures_are_read_from_what_the_scorer_prints():
    printed = (
        "exact     Person         P 0.800  R 0.500  F1 0.615  (right 4, wrong 1, missed 4)\n"
        "exact     ALL            P 0.750  R 0.500  F1 0.600  (right 6, wrong 2, missed 6)\n"
        "event     recall 0.400  actors found 0.500  type where found 0.800  type anywhere 0.7  (gold 9)\n"
    )
    figures = parse_figures(printed)
    assert figures["exact.ALL.F1"] == 0.6
    assert figures["event.type"] == 0.8
