"""Judgements as SSSOM, the standard for sharing mappings, in its tab-separated form.

A positive judgement is owl:sameAs, a negative one the same with the modifier
Not, an unsure one owl:sameAs with the confidence 0.5. A split, which SSSOM has
no form for, says that the thing is not the one that its article calls so, with
the article in an extension column that the head declares.

:source: SSSOM, https://mapping-commons.github.io/sssom/spec-formats-tsv/
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from diplograph.errors import TableError
from diplograph.resolve.judgements import Judgement, Verdict, split_id

__all__ = ["parse_sssom", "render_sssom"]

_ITEM = "wikidata/"
_WIKIDATA = "http://www.wikidata.org/entity/"
_PREFIXES = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wikidata": _WIKIDATA,
}
_COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label",
    "mapping_justification", "author_label", "mapping_tool", "mapping_date", "confidence", "comment",
    "ext_article",
)  # fmt: skip
_NEEDED = ("subject_id", "predicate_id", "object_id")
_SAME = (_PREFIXES["owl"] + "sameAs", _PREFIXES["skos"] + "exactMatch")
_SURE = 0.8  # below this confidence a mapping of others is for a person to decide
_RULE = "rule:"
_HEAD = re.compile(r"#(?P<indent>\s*)(?P<key>[\w.-]+):\s*(?P<value>.*)")


def render_sssom(
    judgements: Iterable[Judgement], base: str, labels: Mapping[str, str], license_iri: str
) -> str:
    """Judgements in force as a mapping set.

    :param base: where the ids' IRIs begin
    :param labels: names of the things, by id
    :param license_iri: under which the set may be used
    """
    head = {"mapping_set_id": f"{base}mappings/judgements", "license": license_iri}
    out = io.StringIO()
    out.write("#curie_map:\n")
    out.writelines(f'#  {prefix}: "{iri}"\n' for prefix, iri in sorted({**_PREFIXES, "dg": base}.items()))
    out.writelines(f'#{key}: "{value}"\n' for key, value in head.items())
    out.write(
        "#extension_definitions:\n#  - slot_name: ext_article\n"
        '#    property: "https://w3id.org/diplograph/ontology#inArticle"\n#    type_hint: "xsd:string"\n'
    )
    writer = csv.DictWriter(out, _COLUMNS, delimiter="\t", lineterminator="\n", restval="")
    writer.writeheader()
    for one in judgements:
        by_rule = one.by.startswith(_RULE)
        right = split_id(one.left, one.article) if one.article else one.right
        row = {
            "subject_id": _curie(one.left),
            "subject_label": labels.get(one.left, ""),
            "predicate_id": "owl:sameAs",
            "predicate_modifier": "Not" if one.verdict == "negative" else "",
            "object_id": _curie(right),
            "object_label": labels.get(right, ""),
            "mapping_justification": "semapv:"
            + ("CompositeMatching" if by_rule else "ManualMappingCuration"),
            "mapping_tool" if by_rule else "author_label": one.by,
            "mapping_date": one.when,
            "confidence": "0.5" if one.verdict == "unsure" else "",
            "comment": one.why,
            "ext_article": one.article,
        }
        writer.writerow(row)
    return out.getvalue()


def _curie(id: str) -> str:
    return f"wikidata:{id.removeprefix(_ITEM)}" if id.startswith(_ITEM) else f"dg:{id}"


# -- reading -------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Names:
    """How CURIEs of a set are expanded and become ids."""

    prefixes: Mapping[str, str]
    base: str

    def expand(self, curie: str) -> str:
        prefix, colon, local = curie.partition(":")
        return self.prefixes[prefix] + local if colon and prefix in self.prefixes else curie

    def id(self, curie: str) -> str | None:
        iri = self.expand(curie)
        if iri.startswith(self.base) and len(iri) > len(self.base):
            return iri.removeprefix(self.base)
        item = re.sub(r"^https?://www\.wikidata\.org/(?:entity|wiki)/(?=Q[1-9]\d*$)", _ITEM, iri)
        return item if item != iri else None


def parse_sssom(text: str, base: str, where: str) -> tuple[tuple[Judgement, ...], list[str]]:
    """Judgements from a mapping set.

    :param base: where the store's ids' IRIs begin
    :param where: file it comes from, for messages
    :returns: the judgements, and why each row that is none was left out
    :raises TableError: if it is no mapping set
    """
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    size = next((place for place, line in enumerate(lines) if not line.startswith("#")), len(lines))
    names = _Names({**_PREFIXES, **_curie_map(lines[:size])}, base)
    rows = csv.DictReader(io.StringIO("".join(lines[size:])), delimiter="\t")
    missing = [column for column in _NEEDED if column not in (rows.fieldnames or ())]
    if missing:
        raise TableError(
            f"this is no mapping set: it has no column {missing[0]}",
            where=where,
            fix="give a tab-separated SSSOM file, its metadata in lines that begin with #",
        )
    made: list[Judgement] = []
    left_out: list[str] = []
    for row in rows:
        found = _read_row({key: (value or "").strip() for key, value in row.items() if key}, names)
        if isinstance(found, Judgement):
            made.append(found)
        else:
            left_out.append(f"line {size + rows.line_num}: {found}")
    return tuple(made), left_out


def _curie_map(head: Iterable[str]) -> dict[str, str]:
    """The prefixes that the head declares, in the simple YAML that SSSOM writes."""
    return dict(_iter_prefixes(head))


def _iter_prefixes(head: Iterable[str]) -> Iterator[tuple[str, str]]:
    depth: int | None = None
    for line in head:
        match = _HEAD.match(line.rstrip())
        if match is None:
            continue
        indent = len(match["indent"])
        if match["key"] == "curie_map":
            depth = indent
        elif depth is not None and indent > depth:
            yield match["key"], match["value"].strip("\"'")
        else:
            depth = None


def _read_row(row: Mapping[str, str], names: _Names) -> Judgement | str:
    """A row's judgement, or why it is none."""
    left, right = names.id(row["subject_id"]), names.id(row["object_id"])
    if left is None or right is None:
        return f"{row['subject_id' if left is None else 'object_id']} is neither ours nor an item of Wikidata"
    if names.expand(row["predicate_id"]) not in _SAME:
        return f"{row['predicate_id']} does not say that two are the same"
    article = row.get("ext_article", "")
    try:
        sure = float(row.get("confidence") or 1) >= _SURE
    except ValueError:
        return f"{row['confidence']!r} is no confidence"
    verdict: Verdict = "positive" if sure else "unsure"
    if row.get("predicate_modifier") == "Not":
        verdict = "negative"
    by = row.get("author_label") or row.get("author_id") or row.get("mapping_tool") or ""
    when, why = row.get("mapping_date", ""), row.get("comment", "")
    return Judgement(left, left if article else right, verdict, article, by, when, why)
