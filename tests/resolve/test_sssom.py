"""Judgements out to SSSOM and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplograph.errors import TableError
from diplograph.resolve.judgements import Judgement
from diplograph.resolve.sssom import parse_sssom, render_sssom

BASE = "https://example.org/id/"
_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12).map(str.strip)
_ID = st.sampled_from(["person/a-1", "person/b-2", "organization/c"])
_PAIR = st.builds(
    Judgement,
    _ID,
    st.sampled_from(["person/z-9", "wikidata/Q42"]),
    st.sampled_from(["positive", "negative", "unsure"]),
    by=_TEXT,
    when=st.sampled_from(["", "2024-05-03"]),
    why=_TEXT,
)
_SPLIT = _ID.map(lambda id: Judgement(id, id, "negative", article="00000000000000aa"))


@given(st.lists(_PAIR | _SPLIT, max_size=5))
def test_judgements_come_back(judgements):
    assert parse_sssom(render_sssom(judgements, BASE, {}, "CC0"), BASE, "x") == (tuple(judgements), [])


def test_a_set_of_others_is_read_and_what_is_no_judgement_is_named():
    text = (
        "# curie_map:\n#   ours: https://example.org/id/\n#   WD: http://www.wikidata.org/entity/\n"
        "# license: https://creativecommons.org/publicdomain/zero/1.0/\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tauthor_id\n"
        "ours:person/a\tskos:exactMatch\tWD:Q7\tsemapv:ManualMappingCuration\t0.97\torcid:1\n"
        "ours:person/b\tskos:exactMatch\tWD:Q8\tsemapv:LexicalMatching\t0.6\t\n"
        "ours:person/c\tskos:closeMatch\tWD:Q9\tsemapv:LexicalMatching\t\t\n"
        "MP:1\tskos:exactMatch\tHP:2\tsemapv:LexicalMatching\t\t\n"
    )
    judgements, left_out = parse_sssom(text, BASE, "set.tsv")
    assert judgements == (
        Judgement("person/a", "wikidata/Q7", "positive", by="orcid:1"),
        Judgement("person/b", "wikidata/Q8", "unsure"),
    )
    assert [reason.partition(":")[0] for reason in left_out] == ["line 8", "line 9"]


def test_another_table_is_refused():
    with pytest.raises(TableError, match="no column subject_id"):
        parse_sssom("a\tb\n1\t2\n", BASE, "x.tsv")
