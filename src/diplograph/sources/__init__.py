"""Where articles come from: files, folders, globs, standard input and web addresses.

A source delivers :class:`~diplograph.model.RawDocument` records, lazily and in
a fixed order, and a :class:`SourceFailure` for whatever cannot be read, so that
one bad input never stops a batch. Nothing is decoded here: that is
``article``'s work, in another process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from diplograph.errors import SourceError
from diplograph.model import RawDocument
from diplograph.sources.failure import SourceFailure
from diplograph.sources.files import iter_path
from diplograph.sources.stream import iter_stream

__all__ = ["SourceFailure", "iter_documents"]


def iter_documents(
    sources: Sequence[str], *, allow_private: bool = False, stdin: BinaryIO | None = None
) -> Iterator[RawDocument | SourceFailure]:
    """Read sources in their order; files of folders and globs come sorted by path.

    :param sources: paths of text, Markdown, HTML, JSON or JSON Lines files, folders (with all folders
        below), globs, http(s) addresses, and ``-`` for ``stdin``
    :param allow_private: whether web addresses may lead to this machine or its own network
    :param stdin: what ``-`` reads: JSON Lines, HTML or text, told apart by their first characters
    """
    web = None
    for source in sources:
        if source == "-":
            yield from _iter_stdin(stdin)
        elif source.lower().startswith(("http://", "https://")):
            if web is None:
                from diplograph.sources.web import Web  # urllib3 and protego only where they are needed

                web = Web(allow_private=allow_private)
            yield from web.iter_address(source)
        else:
            yield from iter_path(source)


def _iter_stdin(stdin: BinaryIO | None) -> Iterator[RawDocument | SourceFailure]:
    if stdin is None:
        error = SourceError("there is no standard input to read", where="-", fix="name a file instead of -")
        yield SourceFailure("standard input", error)
        return
    yield from iter_stream(stdin, "standard input")
