"""What could not be read, as a record beside the documents."""

from __future__ import annotations

from dataclasses import dataclass

from diplograph.errors import DiplographError

__all__ = ["SourceFailure"]


@dataclass(frozen=True, slots=True)
class SourceFailure:
    """One input, or one line of an input, that gave no document.

    :param origin: "press.txt", "news.jsonl line 7", a URL
    :param skipped: true for files of a folder that nobody asked for by name and that are of no known kind:
        they are reported, but the batch has not failed because of them
    """

    origin: str
    error: DiplographError
    skipped: bool = False
