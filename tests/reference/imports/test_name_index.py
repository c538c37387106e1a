"""Look-ups in an index against a plain dict, and imports behind the bundled tables."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.errors import StoreError
from diplograph.model import Name
from diplograph.reference import Known, KnownTenure, fold, load_reference
from diplograph.reference.index import ImportIndex, IndexWriter, TenureRow, pack, unpack
from diplograph.reference.layers import LayeredReference, load_with_imports

words = st.text(st.sampled_from("aábčдіюمل '-."), min_size=1, max_size=8)
people = st.dictionaries(
    st.from_regex(r"person/[a-z]{1,6}", fullmatch=True), st.lists(words, min_size=1, max_size=4), max_size=12
)


def _person(id: str, *names: str, item: str | None = None) -> Known:
    return Known(id, "Person", names[0], tuple(Name(name, "und") for name in names[1:]), wikidata=item)


def _build(stem: Path, known: list[Known], tenures: list[TenureRow] = ()) -> ImportIndex:  # type: ignore[assignment]
    writer = IndexWriter(stem)
    for thing in known:
        writer.put(thing)
    writer.put_tenures(tenures)
    writer.finish()
    return ImportIndex(stem)


@settings(max_examples=60, deadline=None)
@given(people, words)
def test_an_index_answers_as_a_dict_would(known, other):
    expected = defaultdict(set)
    for id, names in known.items():
        for name in names:
            expected[fold(name)].add(id)
    expected.pop("", None)
    with TemporaryDirectory() as folder:
        index = _build(Path(folder) / "trial", [_person(id, *names) for id, names in known.items()])
        for name in [other, *(name for names in known.values() for name in names)]:
            assert [one.id for one in index.find(name)] == sorted(expected.get(fold(name), ()))
        for id, names in known.items():
            assert index.get(id) == _person(id, *names)
        assert [one.id for one in index.iter_known()] == sorted(known)
        index.close()


def test_records_come_back_as_they_were():
    known = Known(
        "organization/port-board", "Organization", "Port Board", (Name("Совет порта", "ru"),), ("PB",),
        wikidata="Q990000007", state="state/ad", facts={"founded": "1901"},
    )  # fmt: skip
    assert unpack(known.id, pack(known)) == known


def test_ten_thousand_names_are_found(tmp_path):
    known = [_person(f"person/n-{number}", f"Given{number} Family{number % 7}") for number in range(10_000)]
    index = _build(tmp_path / "many", known)
    assert all(index.find(one.name) == (one,) for one in known[::97])
    assert not index.find("Given10000 Family0")


def test_imports_stand_behind_the_tables(tmp_path):
    bundled = load_reference()
    known = next(thing for thing in bundled if thing.kind == "Person" and thing.wikidata)
    first = _build(
        tmp_path / "first",
        [
            _person(known.id, "Elsewhere Called", item=known.wikidata),
            _person("person/q990000005", "Olm Vard", item="Q990000005"),
        ],
        [TenureRow("person/q990000005", "post/ad-foreign-minister", "1999", None)],
    )
    second = _build(
        tmp_path / "second",
        [
            _person("person/olm-vard-1", "Olm Vard"),
            _person("person/q990000005", "Olm Vardson", item="Q990000005"),
        ],
        [TenureRow("person/q990000005", "post/ad-foreign-minister", "1999", None)],
    )
    layered = LayeredReference(bundled, [first, second])
    assert layered.find("Elsewhere Called") == (known,)  # as the tables have it
    assert [one.id for one in layered.find("Olm Vard", "Person")] == [
        "person/olm-vard-1",
        "person/q990000005",
    ]
    assert layered.find("Olm Vardson")[0].id == "person/q990000005"
    assert layered.get("person/q990000005").name == "Olm Vard"
    tenure = KnownTenure("person/q990000005", "post/ad-foreign-minister", "1999", None)
    assert tenure in layered.tenures("post/ad-foreign-minister")
    assert layered.tenures("person/q990000005") == (tenure,)
    assert layered.find("Andorra", "State") == bundled.find("Andorra", "State")
    assert (len(layered), layered.demonym("Andorran")) == (len(bundled), bundled.demonym("Andorran"))


def test_files_that_are_gone_are_named(tmp_path):
    with pytest.raises(StoreError, match="cannot be read"):
        load_with_imports((tmp_path / "gone",))
    assert load_with_imports(()) is load_reference()
