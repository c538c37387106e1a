"""Tiny files of each format, with invented people; Andorra is there so that something is known already."""

from __future__ import annotations

import bz2
import gzip
import json
from pathlib import Path

# -- FollowTheMoney ----------------------------------------------------------
ENTITIES = [
    {
        "id": "Q990000001",
        "caption": "Milena Drovak",
        "schema": "Person",
        "properties": {
            "name": ["Milena Drovak", "Милена Дровак"],
            "alias": ["M. Drovakova"],
            "weakAlias": ["Boss"],
            "birthDate": ["1961", "1961-04-02"],
            "citizenship": ["ad"],
            "gender": ["female"],
            "wikidataId": ["Q990000001"],
        },
    },
    # the post comes after whoever holds it
    {
        "id": "occ-1",
        "schema": "Occupancy",
        "properties": {
            "holder": ["Q990000001"],
            "post": ["pos-1"],
            "startDate": ["2011-03"],
            "status": ["current"],
        },
    },
    {
        "id": "pos-1",
        "schema": "Position",
        "properties": {"name": ["Minister of Foreign Affairs of Andorra"], "country": ["ad"]},
    },
    {
        "id": "pos-2",
        "schema": "Position",
        "properties": {"name": ["Harbour Master"], "organization": ["body-1"]},
    },
    {"id": "body-1", "schema": "PublicBody", "properties": {"name": ["Sordavian Port Board"]}},
    {"id": "p-2", "schema": "Person", "properties": {"name": ["Oto Belwin"]}},
    {
        "id": "occ-2",
        "schema": "Occupancy",
        "properties": {
            "holder": ["p-2"],
            "post": ["pos-2"],
            "startDate": ["2010"],
            "endDate": ["2009-05-01"],
        },
    },
    {
        "id": "occ-3",
        "schema": "Occupancy",
        "properties": {"holder": ["p-2"], "post": ["pos-2"], "startDate": ["2012"], "endDate": ["2012-07"]},
    },
    {"id": "occ-4", "schema": "Occupancy", "properties": {"holder": ["nobody"], "post": ["pos-2"]}},
    {"id": "v-1", "schema": "Vessel", "properties": {"name": ["Sordavian Star"]}},
]


def write_ftm(path: Path) -> Path:
    """Ten entities and a line that is none."""
    lines = [json.dumps(entity, ensure_ascii=False) for entity in ENTITIES]
    path.write_text("\n".join([*lines[:3], "{cut short", *lines[3:]]) + "\n", encoding="utf-8")
    return path


# -- Popolo ------------------------------------------------------------------
PARLIAMENT = {
    "meta": {"sources": ["invented"]},
    "memberships": [
        {
            "person_id": "u1",
            "organization_id": "house",
            "role": "member",
            "legislative_period_id": "term/3",
            "on_behalf_of_id": "party/blue",
            "area_id": "area/north",
        },
        {"person_id": "u1", "post_id": "clerk", "start_date": "2003-01-05"},
        {"person_id": "u2", "organization_id": "party/blue", "role": "member"},
        {"person_id": "u2"},
    ],
    "events": [{"id": "term/3", "name": "Third term", "start_date": "1999-02-01", "end_date": "2003-01-31"}],
    "organizations": [
        {"id": "house", "name": "Chamber of Sordavia", "classification": "legislature"},
        {"id": "party/blue", "name": "Blue List of Sordavia", "classification": "party"},
    ],
    "posts": [{"id": "clerk", "label": "Clerk", "organization_id": "house"}],
    "areas": [{"id": "area/north", "name": "Northern Ward"}],
    "persons": [
        {
            "id": "u1",
            "name": "Ilo Tarvenk",
            "birth_date": "1950-12",
            "gender": "male",
            "identifiers": [{"scheme": "wikidata", "identifier": "Q990000002"}],
            "other_names": [{"name": "Ило Тарвенк", "lang": "ru"}, {"name": "Ilo A. Tarvenk"}],
        },
        {"id": "u2", "name": "Sabe Quorn"},
        {"id": "u3"},
    ],
}


def write_popolo(path: Path) -> Path:
    """A parliament; memberships before organizations would leave a party unknown, so they come after here."""
    order = ("meta", "events", "organizations", "posts", "areas", "persons", "memberships")
    text = json.dumps({name: PARLIAMENT[name] for name in order}, indent=1, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


# -- a table -----------------------------------------------------------------
ROWS = """\
who;qid;in_russian;job;land;land_qid;from;to
Nera Voskill;Q990000003;Нера Воскилл;Minister of Finance;Andorra;Q228;2001-05-02;2004
Nera Voskill;Q990000003;Нера Воскилл;Keeper of Seals;Andorra;Q228;2005;
Tam Oddery;;;Keeper of Seals;Sordavia;;2006-02;2005-01
Tam Oddery;;;Keeper of Seals;Sordavia;;2006-02;2007
Q990000004;Q990000004;;Keeper of Seals;Sordavia;;2001;2002
Ila Sunn;;;Keeper of Seals;Sordavia;;last spring;
Ila Sunn;;;Keeper
"""
COLUMNS = {
    "who": "person",
    "qid": "person_wikidata",
    "in_russian": "person:ru",
    "job": "position",
    "land": "jurisdiction",
    "land_qid": "jurisdiction_wikidata",
    "from": "start",
    "to": "end",
}


def write_table(path: Path) -> Path:
    """Four sound rows and four that are not."""
    path.write_text(ROWS, encoding="utf-8")
    return path


# -- Wikidata ----------------------------------------------------------------
def _snak(value: object) -> dict[str, object]:
    if isinstance(value, str):
        value = {"entity-type": "item", "id": value}
    return {"snaktype": "value", "datavalue": {"value": value}}


def _time(text: str, precision: int) -> dict[str, object]:
    return {"time": f"+{text}T00:00:00Z", "precision": precision}


def _item(id: str, label: str, **claims: list[dict[str, object]]) -> dict[str, object]:
    return {"id": id, "labels": {"en": {"language": "en", "value": label}}, "claims": claims}


def _statement(value: object, rank: str = "normal", **qualifiers: object) -> dict[str, object]:
    return {
        "mainsnak": _snak(value),
        "rank": rank,
        "qualifiers": {name: [_snak(one)] for name, one in qualifiers.items()},
    }


def items() -> list[dict[str, object]]:
    """A minister and her predecessor, a post, a body that replaced another, and somebody without office."""
    minister = _item(
        "Q990000010",
        "Jora Pelm",
        P31=[_statement("Q5")],
        P569=[_statement(_time("1970-01-01", 9))],
        P463=[_statement("Q990000020")],
        P39=[
            _statement(
                "Q990000030",
                P580=_time("2015-06-10", 11),
                P582=_time("2017-09-00", 10),
                P1365="Q990000011",
            ),
            _statement("Q990000031", P642="Q228", P580=_time("2018-01-01", 9)),
            _statement("Q990000030", rank="deprecated", P580=_time("1900-01-01", 9)),
        ],
    )
    minister["labels"]["kk"] = {"language": "kk", "value": "Жора Пелм"}  # type: ignore[index]
    minister["aliases"] = {"en": [{"language": "en", "value": "Jora P. Pelm"}]}
    before = _item("Q990000011", "Huw Anselt", P31=[_statement("Q5")], P39=[_statement("Q990000030")])
    return [
        minister,
        before,
        _item("Q990000012", "Una Idle", P31=[_statement("Q5")]),
        _item("Q990000030", "Warden of Sordavia", P1001=[_statement("Q990000021")]),
        _item("Q990000031", "Prime Minister"),
        _item(
            "Q990000020", "Sordavian League", P31=[_statement("Q484652")], P1365=[_statement("Q990000022")]
        ),
        _item("Q990000022", "Old Sordavian League", P31=[_statement("Q484652")]),
        _item("Q990000021", "Sordavia", P31=[_statement("Q3624078")]),
        _item("Q990000099", "An asteroid"),
    ]


def write_dump(path: Path) -> Path:
    """The items as dumps have them: an array, an item a line."""
    text = "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in items()) + "\n]\n"
    packed = {".gz": gzip.compress, ".bz2": bz2.compress}.get(path.suffix)
    path.write_bytes(packed(text.encode()) if packed else text.encode())
    return path
