"""From what a user types to one thing in the store: a name, an acronym, a Wikidata id, a path or an IRI.

Names are compared folded (case, diacritics, punctuation). Nothing is guessed: a
name of several things, or of nothing, is an error that lists the candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diplograph.errors import NameLookupError
from diplograph.query.asking import Reader, Rows, ask
from diplograph.reference.fold import fold
from diplograph.vocab import BASE, DPO, PREFIXES

__all__ = ["Candidate", "find_base", "find_thing", "suggest_things"]

_WIKIDATA = re.compile(r"Q[1-9]\d*")
_SCHEME = re.compile(r"<?(?P<iri>(?:https?|urn|file|tag):[^<>\"{}|^`\\\x00-\x20]+)>?")
_PREFIXED = re.compile(r"(?P<prefix>[a-z]+):(?P<local>[\w.\-/]+)")
_PATH = re.compile(r"[a-z]+/[^\s<>\"{}|^`\\]+")
_KINDS = ["Person", "Organization", "State", "Place", "Post", "Event", "Document", "Resolution", "Article"]
_LABELS = """
  SELECT DISTINCT ?thing ?kind ?label WHERE {
    VALUES ?kind { %s }
    VALUES ?property { skos:prefLabel rdfs:label skos:altLabel dpo:acronym dct:title dct:identifier }
    GRAPH ?g { ?thing a ?kind ; ?property ?label }
  }"""
_ABOUT = """
  SELECT DISTINCT ?kind ?label WHERE {
    GRAPH ?g { <%s> a ?kind . OPTIONAL { <%s> skos:prefLabel|rdfs:label|dct:title ?label } }
  }"""
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a name may stand for.

    :param kind: "Person", "State", ...; "" for an IRI that is not one of the kinds
    """

    iri: str
    label: str
    kind: str

    def __str__(self) -> str:
        """Show it as an error message lists it."""
        return f"{self.label} ({self.kind or 'thing'}) <{self.iri}>"


def find_base(reader: Reader) -> str:
    """Base IRI of the store's things: what stands before ``graph/`` in the names of its graphs."""
    rows = ask(reader, "SELECT ?g WHERE { GRAPH ?g { ?article a dpo:Article } } LIMIT 1")
    assert isinstance(rows, Rows)
    for (graph,) in rows.rows:
        return str(graph).rpartition("graph/")[0] or BASE
    return BASE


def find_thing(reader: Reader, text: str, kinds: Iterable[str] = ()) -> Candidate:
    """Find the one thing that ``text`` stands for.

    :param text: a name in any of the store's languages, an acronym, a document's number, an article's
        title, a Wikidata id ("Q878"), a path below the base ("state/kz"), a prefixed name or an IRI
    :param kinds: only things of these classes of the ontology ("Person"); empty is any
    :raises NameLookupError: if nothing, or several things, are found; its fix lists candidates
    """
    text = text.strip()
    wanted = tuple(kinds)
    if _WIKIDATA.fullmatch(text):
        found = _by_wikidata(reader, text)
        return _only(found, text, f"no thing in the store has the Wikidata id {text}")
    iri = _as_iri(reader, text)
    if iri is not None:
        return _known(reader, _follow(reader, iri), text)
    folded = fold(text)
    every = _by_label(reader, wanted)
    found = _narrow([candidate for candidate, name in every if fold(name) == folded and folded])
    if not found:
        raise _nothing(text, wanted, suggest_things(text, every))
    return _only(_with_best_label(reader, found), text, "")


def suggest_things(text: str, named: Iterable[tuple[Candidate, str]]) -> list[Candidate]:
    """Things with names close to ``text``, the closest first."""
    from rapidfuzz import fuzz, process

    pairs = list(named)
    near = process.extract(
        fold(text), [fold(name) for _, name in pairs], scorer=fuzz.WRatio, limit=40, score_cutoff=72
    )
    ranked = sorted(near, key=lambda hit: (-hit[1], pairs[hit[2]][0].iri))
    found: dict[str, Candidate] = {}
    for _, _, place in ranked:
        candidate, name = pairs[place]
        found.setdefault(candidate.iri, Candidate(candidate.iri, name, candidate.kind))
    return list(found.values())[:_LISTED]


def _as_iri(reader: Reader, text: str) -> str | None:
    if match := _SCHEME.fullmatch(text):
        return match["iri"]
    if (match := _PREFIXED.fullmatch(text)) and match["prefix"] in PREFIXES:
        return PREFIXES[match["prefix"]] + match["local"]
    if _PATH.fullmatch(text):
        iri = find_base(reader) + text
        return iri if _is_used(reader, iri) else None
    return None


def _follow(reader: Reader, iri: str) -> str:
    """What an IRI leads to that is no longer used, since somebody judged its thing to be another."""
    result = ask(
        reader,
        f"SELECT DISTINCT ?new WHERE {{ <{iri}> dct:isReplacedBy+ ?new FILTER EXISTS {{ ?new a ?what }}"
        f" FILTER NOT EXISTS {{ <{iri}> a ?kind }} }}",
    )
    assert isinstance(result, Rows)
    found = [str(new) for (new,) in result.rows]
    return found[0] if len(found) == 1 else iri


def _is_used(reader: Reader, iri: str) -> bool:
    pattern = "{ <%s> ?p ?o } UNION { ?s ?p <%s> } UNION { ?s <%s> ?o }" % (iri, iri, iri)  # noqa: UP031 - braces
    result = ask(reader, f"SELECT (1 AS ?one) WHERE {{ {pattern} }} LIMIT 1")
    assert isinstance(result, Rows)
    return any(True for _ in result.rows)


def _known(reader: Reader, iri: str, text: str) -> Candidate:
    if not _is_used(reader, iri):
        raise NameLookupError(
            f"nothing in the store has the IRI {iri}", fix="check it, or give the thing's name instead"
        )
    result = ask(reader, _ABOUT % (iri, iri))
    assert isinstance(result, Rows)
    rows = [(str(kind).removeprefix(DPO.iri), str(label or "")) for kind, label in result.rows]
    kind = min((kind for kind, _ in rows if kind in _KINDS), key=_rank, default="")
    return Candidate(iri, min((label for _, label in rows if label), default=text), kind)


def _by_wikidata(reader: Reader, qid: str) -> list[Candidate]:
    iris = f"<http://www.wikidata.org/entity/{qid}> <https://www.wikidata.org/entity/{qid}>"
    result = ask(
        reader, f"SELECT DISTINCT ?thing WHERE {{ VALUES ?same {{ {iris} }} ?thing owl:sameAs ?same }}"
    )
    assert isinstance(result, Rows)
    return [_known(reader, str(iri), qid) for (iri,) in sorted(result.rows, key=str)]


def _by_label(reader: Reader, kinds: tuple[str, ...]) -> list[tuple[Candidate, str]]:
    classes = " ".join(f"dpo:{kind}" for kind in (kinds or _KINDS))
    result = ask(reader, _LABELS % classes)
    assert isinstance(result, Rows)
    found: dict[tuple[str, str], str] = {}
    for thing, kind, label in _strings(result):
        known = found.get((thing, label))
        local = kind.removeprefix(DPO.iri)
        if known is None or _rank(local) < _rank(known):
            found[thing, label] = local
    return [(Candidate(thing, label, kind), label) for (thing, label), kind in sorted(found.items())]


def _strings(rows: Rows) -> Iterator[tuple[str, ...]]:
    for row in rows.rows:
        yield tuple(str(cell) for cell in row)


def _rank(kind: str) -> int:
    """The finer class first: a State is an Organization, a Resolution a Document."""
    order = ("State", "Resolution", *_KINDS)
    return order.index(kind) if kind in order else len(order)


def _narrow(found: list[Candidate]) -> list[Candidate]:
    """One per thing; a state goes before its own territory, which bears the same name."""
    by_iri = {candidate.iri: candidate for candidate in found}
    states = {iri.replace("/state/", "/place/") for iri, thing in by_iri.items() if thing.kind == "State"}
    return [candidate for iri, candidate in sorted(by_iri.items()) if iri not in states]


def _with_best_label(reader: Reader, found: list[Candidate]) -> list[Candidate]:
    """The candidates under their preferred labels, so that two of one alias can be told apart."""
    return [_known(reader, candidate.iri, candidate.label) for candidate in found[:_LISTED]]


def _only(found: list[Candidate], text: str, nothing: str) -> Candidate:
    if len(found) == 1:
        return found[0]
    if not found:
        raise NameLookupError(nothing, fix="give its name; diplograph articles shows what the store was fed")
    listed = "\n         ".join(str(candidate) for candidate in found)
    raise NameLookupError(
        f"{text!r} may be any of several things", fix=f"give the IRI of one:\n         {listed}"
    )


def _nothing(text: str, kinds: tuple[str, ...], near: list[Candidate]) -> NameLookupError:
    what = f"nothing in the store is called {text!r}"
    if kinds:
        what = f"no {' or '.join(kinds)} in the store is called {text!r}"
    if not near:
        return NameLookupError(what, fix="check the spelling, or give a Wikidata id or an IRI")
    listed = "\n         ".join(str(candidate) for candidate in near)
    return NameLookupError(what, fix=f"did you mean one of these?\n         {listed}")
