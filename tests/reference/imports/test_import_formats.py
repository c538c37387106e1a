"""What each format's file becomes: people, posts, tenures, and what is left out with its reason."""

from __future__ import annotations

from collections import Counter

import pytest
from import_files import COLUMNS, write_dump, write_ftm, write_popolo, write_table

from diplograph.errors import SourceError
from diplograph.reference import KnownTenure, load_reference
from diplograph.reference.imports import Mapping, Plan, build_import, guess_format, load_mapping
from diplograph.reference.imports.reading import parse_date
from diplograph.reference.index import ImportIndex


@pytest.fixture
def build(tmp_path):
    """Import a file and open its index; also the rows that were left out."""

    def build_it(path, format=None, mapping=None, language="und"):
        left_out = []
        plan = Plan("trial", format or guess_format(path), (path,), mapping or Mapping(), language)
        build_import(plan, tmp_path / "trial", load_reference(), on_bad=left_out.append)
        return ImportIndex(tmp_path / "trial"), left_out

    return build_it


def _only(index, name):
    (found,) = index.find(name)
    return found


def test_entities_of_follow_the_money(build, tmp_path):
    index, left_out = build(write_ftm(tmp_path / "peps.jsonl"))
    minister = _only(index, "milena drovak")
    assert (minister.id, minister.wikidata, minister.state) == ("person/q990000001", "Q990000001", "state/ad")
    assert (minister.gender, minister.facts["born"]) == ("female", "1961-04-02")
    assert _only(index, "Милена Дровак") == minister
    assert index.find("Boss") == ()  # a weak alias may be anybody's
    # her status "current" is not kept: it is not known that she still is
    assert index.tenures(minister.id) == (
        KnownTenure(minister.id, "post/ad-foreign-minister", "2011-03", None),
    )
    master = _only(index, "Oto Belwin")
    assert [(one.start, one.end) for one in index.tenures(master.id)] == [("2012", "2012-07")]
    assert index.get(index.tenures(master.id)[0].post).organization == _only(index, "Sordavian Port Board").id
    assert Counter(bad.what for bad in left_out) == {
        "the line is no JSON": 1,
        "a Vessel is neither a person, a post nor a body": 1,
        "a tenure that ends before it starts": 1,
        "a tenure of somebody whom the source does not describe": 1,
    }
    assert any(bad.where.endswith("peps.jsonl:4") for bad in left_out)


def test_a_parliament_of_popolo(build, tmp_path):
    index, left_out = build(write_popolo(tmp_path / "parliament.json"))
    member = _only(index, "Ilo Tarvenk")
    assert (member.id, member.facts["born"]) == ("person/q990000002", "1950-12")
    assert _only(index, "Ило Тарвенк") == member
    clerk, seat = sorted(index.tenures(member.id), key=lambda one: one.post)
    assert (clerk.start, clerk.end) == ("2003-01-05", None)
    assert (seat.start, seat.end) == ("1999-02-01", "2003-01-31")  # for the whole term
    blue = _only(index, "Blue List of Sordavia").id
    other = _only(index, "Sabe Quorn").id
    assert list(index.iter_relations()) == sorted([(member.id, "memberOf", blue), (other, "memberOf", blue)])
    assert sorted(bad.where.rpartition(":")[2] for bad in left_out) == ["memberships[12]", "persons[8]"]


def test_popolo_comes_in_pieces(build, tmp_path, monkeypatch):
    monkeypatch.setattr("diplograph.reference.imports.popolo._CHUNK", 7)
    index, _ = build(write_popolo(tmp_path / "parliament.json"))
    assert _only(index, "Ilo A. Tarvenk").id == "person/q990000002"


@pytest.mark.parametrize("text", ["", "[1, 2]", '{"persons": [{"id": "1", "name": "A B"}', '{"persons": [}'])
def test_broken_popolo_is_said_to_be_broken(build, tmp_path, text):
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match="no Popolo JSON"):
        build(path, "popolo")


def test_a_table_with_a_mapping(build, tmp_path):
    toml = tmp_path / "mapping.toml"
    toml.write_text("[columns]\n" + "".join(f'{a} = "{b}"\n' for a, b in COLUMNS.items()), encoding="utf-8")
    index, left_out = build(write_table(tmp_path / "table.csv"), mapping=load_mapping(toml), language="en")
    minister = _only(index, "Нера Воскилл")
    assert (minister.id, minister.name) == ("person/q990000003", "Nera Voskill")
    assert index.tenures(minister.id) == (
        KnownTenure(minister.id, "post/ad-finance-minister", "2001-05-02", "2004"),
        KnownTenure(minister.id, "post/ad-keeper-of-seals", "2005", None),
    )
    keeper = _only(index, "Tam Oddery")
    assert keeper.wikidata is None
    assert keeper.id.startswith("person/tam-oddery-")
    assert [
        (bad.where.rpartition(":")[2], bad.what) for bad in sorted(left_out, key=lambda bad: bad.where)
    ] == [
        ("4", "a tenure that ends before it starts"),
        ("6", "a row without a person's name"),
        ("7", "the start is no date of the form 2014-10-22, 2014-10 or 2014"),
        ("8", "a row of 4 cells under a header of 8"),
    ]


@pytest.mark.parametrize("ending", ["_wikidata", "_qid", "_wikidata_id"])
def test_columns_of_items_are_taken_without_a_mapping(build, tmp_path, ending):
    path = tmp_path / "table.csv"
    path.write_text(f"person,person{ending},notes\nOrla Benditt,Q990000009,likes tea\n", encoding="utf-8")
    index, left_out = build(path)
    assert _only(index, "Orla Benditt").wikidata == "Q990000009"
    assert left_out == []


def test_a_mapping_that_does_not_fit_says_what_would(build, tmp_path):
    with pytest.raises(SourceError, match="no column 'name'") as raised:
        build(write_table(tmp_path / "table.csv"), mapping=Mapping({"name": "person"}))
    assert "its columns are who, qid" in str(raised.value)
    with pytest.raises(SourceError, match="cannot be 'minister'"):
        build(write_table(tmp_path / "table.csv"), mapping=Mapping({"who": "minister"}))


@pytest.mark.parametrize("suffix", ["json", "json.gz", "json.bz2"])
def test_a_dump_of_wikidata(build, tmp_path, suffix):
    index, left_out = build(write_dump(tmp_path / f"dump.{suffix}"))
    minister = _only(index, "Жора Пелм")
    assert (minister.name, minister.facts) == ("Jora Pelm", {"born": "1970"})
    warden, premier = index.tenures(minister.id)
    assert (warden.post, warden.start, warden.end) == (
        index.tenures(_only(index, "Huw Anselt").id)[0].post, "2015-06-10", "2017-09",
    )  # fmt: skip
    assert premier == KnownTenure(minister.id, "post/ad-prime-minister", "2018", None)
    first = next(row for row in index.iter_tenures() if row.start == "2015-06-10")
    assert first.predecessor == _only(index, "Huw Anselt").id
    league, old = _only(index, "Sordavian League").id, _only(index, "Old Sordavian League").id
    assert list(index.iter_relations()) == [(league, "replaced", old), (minister.id, "memberOf", league)]
    assert [bad.what for bad in left_out] == ["a person without office or membership"]
    assert index.find("An asteroid") == ()


def test_a_file_of_another_format_is_no_empty_import(build, tmp_path):
    with pytest.raises(SourceError, match="nothing in it reads as popolo"):
        build(write_ftm(tmp_path / "entities.jsonl"), "popolo")
    assert list(tmp_path.glob("trial*")) == []


def test_a_file_that_is_cut_short(build, tmp_path):
    path = write_dump(tmp_path / "dump.json.gz")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SourceError, match="cannot be read") as raised:
        build(path, "wikidata")
    assert "dump.json.gz" in str(raised.value)


def test_what_the_tables_know_keeps_its_id(build, tmp_path):
    known = next(thing for thing in load_reference() if thing.kind == "Person" and thing.wikidata)
    path = tmp_path / "table.csv"
    path.write_text(f"person,person_wikidata\nSome Othername,{known.wikidata}\n", encoding="utf-8")
    index, _ = build(path)
    assert _only(index, "Some Othername").id == known.id


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2014-10-22", "2014-10-22"),
        ("2014-00-00", "2014"),
        ("2014-02-30", None),
        ("May 2014", None),
        (None, None),
    ],
)
def test_dates_keep_their_precision(written, date):
    assert parse_date(written) == date
