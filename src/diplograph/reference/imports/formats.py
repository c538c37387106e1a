"""Which formats there are, and how a file's is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from diplograph.errors import SourceError
from diplograph.reference.imports.ftm import iter_ftm
from diplograph.reference.imports.popolo import iter_popolo
from diplograph.reference.imports.reading import Input
from diplograph.reference.imports.records import Item
from diplograph.reference.imports.table import Mapping, iter_table
from diplograph.reference.imports.wanted import Wanted
from diplograph.reference.imports.wikidata import iter_wikidata

__all__ = ["FORMATS", "guess_format", "iter_items"]

FORMATS = ("ftm", "popolo", "csv", "wikidata")


def guess_format(path: Path) -> str:
    """The format of a file, from its name and its first line.

    :raises SourceError: if neither tells, or the file cannot be read
    """
    names = [suffix.lower() for suffix in path.suffixes]
    if ".csv" in names or ".tsv" in names:
        return "csv"
    for number, (_, line) in enumerate(Input([path]).iter_lines()):
        try:
            found = json.loads(line.strip().rstrip(b","))
        except ValueError:
            found = None
        if isinstance(found, dict) and "schema" in found:
            return "ftm"
        if isinstance(found, dict) and ("claims" in found or "labels" in found):
            return "wikidata"
        if isinstance(found, dict) or number > 3 or line.strip() == b"{":
            break
    if ".json" in names:
        return "popolo"
    raise SourceError(
        "the file's format cannot be told", where=str(path), fix="say it with --as " + "|".join(FORMATS)
    )


def iter_items(format: str, source: Input, mapping: Mapping, language: str, wanted: Wanted) -> Iterator[Item]:
    """What files of a format say.

    :param format: one of FORMATS
    """
    if format == "ftm":
        return iter_ftm(source, language)
    if format == "popolo":
        return iter_popolo(source, language)
    if format == "wikidata":
        return iter_wikidata(source, wanted)
    return iter_table(source, mapping, language)
