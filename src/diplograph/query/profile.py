"""A profile of one thing: everything the graph says of it, each fact with its sentences and sources.

The facts come from the named queries, so that a profile and a question never disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from diplograph.query.asking import Cell, Reader, Rows, ask
from diplograph.query.named import load_query
from diplograph.query.names import find_thing
from diplograph.query.parameters import render_iri

__all__ = ["Fact", "Profile", "Source", "build_profile"]

_Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Source:
    """One sentence that says a fact, and the article it stands in.

    :param claim: the claim's id, for ``diplograph evidence``
    """

    quote: str
    claim: str
    article: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in words; without sources it comes from reference knowledge."""

    section: str
    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What the graph says of a thing, facts in the order of their sections."""

    iri: str
    kind: str
    label: str
    names: tuple[str, ...]
    same_as: tuple[str, ...]
    facts: tuple[Fact, ...]


def build_profile(reader: Reader, text: str) -> Profile:
    """Gather the profile of the thing that a name, Wikidata id or IRI stands for.

    :raises diplograph.errors.NameLookupError: if it stands for nothing, or for several things
    """
    thing = find_thing(reader, text)
    found: dict[tuple[str, str], list[_Row]] = {}
    for section, query, parameter, kinds, words in _SECTIONS:
        if kinds and thing.kind not in kinds:
            continue
        for row in _rows(reader, query, {parameter: thing.iri}):
            if line := words(row):
                found.setdefault((section, line), []).append(row)
    articles = _articles(reader, {str(row["article_iri"]) for rows in found.values() for row in rows})
    facts = tuple(Fact(section, line, _sources(rows, articles)) for (section, line), rows in found.items())
    names, same_as = _names(reader, thing.iri)
    return Profile(
        thing.iri,
        thing.kind,
        thing.label,
        tuple(name for name in names if name != thing.label),
        same_as,
        facts,
    )


def _rows(reader: Reader, query: str, values: Mapping[str, str]) -> Iterator[_Row]:
    result = load_query(query).run(reader, values)
    assert isinstance(result, Rows)
    for row in result.rows:
        yield dict(zip(result.columns, row, strict=True))


def _names(reader: Reader, iri: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    result = ask(
        reader,
        f"""SELECT DISTINCT ?property ?name WHERE {{
          VALUES ?property {{ skos:prefLabel skos:altLabel rdfs:label dpo:acronym owl:sameAs }}
          {render_iri(iri)} ?property ?name }} ORDER BY ?name""",
    )
    assert isinstance(result, Rows)
    pairs = [(str(kind), str(name)) for kind, name in result.rows]
    names = dict.fromkeys(name for kind, name in pairs if not kind.endswith("#sameAs"))
    return tuple(names), tuple(name for kind, name in pairs if kind.endswith("#sameAs"))


def _articles(reader: Reader, iris: Iterable[str]) -> dict[str, _Row]:
    listed = " ".join(render_iri(iri) for iri in sorted(iris) if iri not in ("None", ""))
    if not listed:
        return {}
    result = ask(
        reader,
        f"""SELECT DISTINCT ?article ?title ?publisher ?published ?url WHERE {{
          VALUES ?article {{ {listed} }} GRAPH ?g {{ ?article a dpo:Article .
            OPTIONAL {{ ?article dct:title ?title }} OPTIONAL {{ ?article dct:publisher ?publisher }}
            OPTIONAL {{ ?article dct:issued ?published }} OPTIONAL {{ ?article dct:source ?url }} }} }}""",
    )
    assert isinstance(result, Rows)
    return {str(row[0]): dict(zip(result.columns, row, strict=True)) for row in result.rows}


def _sources(rows: Iterable[_Row], articles: Mapping[str, _Row]) -> tuple[Source, ...]:
    found: dict[tuple[str, str], Source] = {}
    for row in rows:
        if row["quote"] is None:
            continue
        article, quote = str(row["article_iri"]), str(row["quote"])
        about = articles.get(article, {})
        given = {
            name: str(about[name]) for name in ("title", "publisher", "published", "url") if about.get(name)
        }
        found.setdefault((article, quote), Source(quote, str(row["claim"]), article, **given))
    return tuple(
        sorted(found.values(), key=lambda source: (source.published or "", source.article, source.quote))
    )


# -- a row of a named query in words -------------------------------------------
def _words(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _with(word: str, value: Cell) -> str | None:
    return None if value is None or value == "" else f"{word} {value}"


def _plain(name: Cell) -> str:
    """ "HeadOfDelegation" as "head of delegation"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(name or "")).lower()


def _tenure(row: _Row) -> str:
    title, of = str(row["title"] or row["post_iri"]), str(row["of"] or "")
    return _words(
        title if not of or of in title else f"{title} ({of})",
        "acting" if row["acting"] else None,
        _with("from", row["start"]),
        _with("until", row["end"]),
        _with("observed", row["observed"]),
        "former" if row["status"] == "Former" and row["end"] is None else None,
    )


def _held(row: _Row) -> str:
    return f"{row['name'] or row['person_iri']}: {_tenure(row)}"


def _event(row: _Row) -> str:
    label = str(row["event"] or row["event_iri"])
    capacity = None if row["capacity"] is None else f"as {_plain(row['capacity'])}"
    behalf = _with("for", row["on_behalf_of"])
    return _words(label, _with("in", row["place"]), _with("on", row["date"]), capacity, behalf)


def _participant(row: _Row) -> str:
    return _words(
        str(row["name"] or row["participant_iri"]),
        _plain(row["capacity"]),
        None if row["post"] is None else str(row["post"]),
        _with("for", row["on_behalf_of"]),
    )


def _own_event(row: _Row) -> str:
    when = row["date"] if row["end"] is None else f"{row['date']} to {row['end']}"
    return _words(str(row["event"] or row["event_iri"]), _with("in", row["place"]), _with("on", when))


def _said_by_it(row: _Row) -> str:
    text = f"“{row['text']}”" if row["direct"] else str(row["text"])
    stance = None if row["stance"] in (None, "Neutral") else f"({_plain(row['stance'])})"
    where = _words(_with("to", row["addressed_to"]), _with("at", row["made_at"]))
    return " ".join(part for part in (text, stance, where and f"[{where}]") if part)


def _said(row: _Row) -> str:
    return f"{row['speaker'] or row['speaker_iri']}: {_said_by_it(row)}"


def _body(row: _Row) -> str:
    return f"{row['relation']} {row['other']}"


def _document(row: _Row) -> str:
    return _words(str(row["document"] or row["document_iri"]), _with("of", row["date"]))


def _unreal(row: _Row) -> str:
    return f"{row['modality']}: {row['subject']} – {_plain(row['predicate'])} – {row['object']}"


_COVERED = frozenset(
    [
        "memberOf",
        "subOrganizationOf",
        "establishedBy",
        "establishedOn",
        "replaced",
        "founder",
        "headquarters",
        "memberCount",
        "ofState",
        "participatedIn",
        "member",
        "post",
        "participant",
        "speaker",
        "inPost",
        "onBehalfOf",
        "addressedTo",
        "madeAt",
    ]
)


def _other(row: _Row) -> str | None:
    """A relation that no section of its own shows, from the side of its subject."""
    if row["modality"] != "asserted" or row["predicate"] in _COVERED:
        return None
    return f"{_plain(row['predicate'])}: {row['object']}"


def _inverse(row: _Row) -> str | None:
    if row["modality"] != "asserted" or row["predicate"] in _COVERED - {
        "subOrganizationOf",
        "replaced",
        "founder",
    }:
        return None
    return f"{row['subject']}: {_plain(row['predicate'])}"


_BODIES = ("Organization", "State")
_ACTORS = ("Person", *_BODIES)
_SECTIONS: tuple[tuple[str, str, str, tuple[str, ...], Callable[[_Row], str | None]], ...] = (
    # heading, named query, its parameter, kinds of thing (empty: all), a row in words
    ("About", "bodies", "body", _BODIES, _body),
    ("About", "evidence", "subject", (), _other),
    ("Posts held", "holders", "person", ("Person",), _tenure),
    ("Holders", "holders", "post", ("Post",), _held),
    ("Posts and holders", "holders", "of", _BODIES, _held),
    ("Member of", "members-of", "member", _ACTORS, lambda row: str(row["body"] or row["body_iri"])),
    ("Members", "members-of", "body", _BODIES, lambda row: str(row["member"] or row["member_iri"])),
    ("Events", "events-of", "participant", _ACTORS, _event),
    ("Participants", "event-participants", "event", ("Event",), _participant),
    ("Its events", "events-by-type", "body", _BODIES, _own_event),
    ("Events there", "events-by-type", "place", ("Place",), _own_event),
    ("Statements", "statements", "speaker", _ACTORS, _said_by_it),
    ("Said to it", "statements", "addressed-to", _ACTORS, _said),
    ("Said there", "statements", "made-at", ("Event",), _said),
    ("Documents adopted", "documents-adopted", "body", _BODIES, _document),
    ("Named by others", "evidence", "object", (), _inverse),
    ("Denied, planned or supposed", "negated-or-planned", "about", (), _unreal),
)
