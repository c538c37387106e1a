"""A whole store against the shapes, graph by graph, and its quotations against the texts it keeps."""

from __future__ import annotations

from pathlib import Path

from diplograph.store import Reader, open_reader
from diplograph.validate import Report, Validator, check_quotations

__all__ = ["validate_store"]


def validate_store(path: Path) -> Report:
    """Check every graph of a store; where it keeps an article's text, the quotations against that too.

    :raises StoreError: if there is no store, or one that cannot be read
    """
    validator = Validator()
    with open_reader(path) as reader:
        articles = {row.key for row in reader.iter_articles()}
        start = len(reader.graph_iri(""))
        names = [graph[start:] for graph in reader.iter_graphs()]
        return Report.join([_check(reader, validator, name, name in articles) for name in names])


def _check(reader: Reader, validator: Validator, name: str, is_article: bool) -> Report:
    nquads = reader.graph_nquads(name)
    report = validator.check_nquads(nquads)
    text = reader.text(name) if is_article else None
    if text is None:
        return report
    return Report(report.results + check_quotations(nquads, text).results)
