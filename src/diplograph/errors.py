"""Every deliberate exception: what is wrong, where, and what to do.

::

    DiplographError
    ├── SourceError        an input that cannot be read (file, line, page, feed)
    ├── ArticleError       a document that is no readable article (empty, binary, no body)
    ├── ExtractError       no model or extractor to read with
    ├── TableError         a bad row in a table under data/ or in a user's own table
    ├── ValidationError    a graph that breaks a shape
    ├── StoreError         a store that is locked, full, damaged or of another format
    ├── QueryError         a query that is unknown, incomplete or does not parse
    │   └── NameLookupError    a label that names nothing, or more than one thing
    ├── ExportError        an export that cannot be written
    └── MissingExtraError  an optional library that is not installed

The command line turns each of them into one message and exit code 1; none of
them ever shows a traceback.
"""

from __future__ import annotations

__all__ = [
    "ArticleError",
    "DiplographError",
    "ExportError",
    "ExtractError",
    "MissingExtraError",
    "NameLookupError",
    "QueryError",
    "SourceError",
    "StoreError",
    "TableError",
    "ValidationError",
]


class DiplographError(Exception):
    """A deliberate error.

    :param what: what is wrong, as one sentence without a full stop
    :param where: file, line, article or query it is wrong in
    :param fix: what the user can do about it
    """

    def __init__(self, what: str, *, where: str | None = None, fix: str | None = None) -> None:
        super().__init__(what, where, fix)
        self.what = what
        self.where = where
        self.fix = fix

    def __str__(self) -> str:
        """Render the message as the command line prints it, a line per part."""
        lines = [self.what]
        if self.where:
            lines.append(f"  where: {self.where}")
        if self.fix:
            lines.append(f"  fix:   {self.fix}")
        return "\n".join(lines)

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process, keywords included."""
        return (_rebuild, (type(self), self.what, self.where, self.fix))


def _rebuild(kind: type[DiplographError], what: str, where: str | None, fix: str | None) -> DiplographError:
    return kind(what, where=where, fix=fix)


class SourceError(DiplographError):
    """An input cannot be read."""


class ArticleError(DiplographError):
    """A document was read but is no article: empty, binary, or without a body."""


class ExtractError(DiplographError):
    """There is no model or extractor to read an article with."""


class TableError(DiplographError):
    """A row of a data table is wrong; ``where`` names file and line."""


class ValidationError(DiplographError):
    """A graph breaks a shape."""


class StoreError(DiplographError):
    """A store is locked, full, damaged, or of a format this version does not know."""


class QueryError(DiplographError):
    """A query is unknown, lacks a parameter, or does not parse."""


class NameLookupError(QueryError):
    """A label given for a thing names nothing, or several things; ``fix`` lists the candidates."""


class ExportError(DiplographError):
    """An export cannot be written."""


class MissingExtraError(DiplographError):
    """An optional library is missing; ``fix`` is the command that installs it."""
