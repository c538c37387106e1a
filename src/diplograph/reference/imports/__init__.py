"""Knowledge that users bring themselves: a module a format, each of which yields the same records.

``reading`` opens files, ``staging`` gathers what they say on disk, ``linking``
finds out what of it the tables know already, ``building`` writes the files
that :class:`diplograph.reference.index.ImportIndex` reads.
"""

from __future__ import annotations

from diplograph.reference.imports.building import BuildResult, Plan, build_import
from diplograph.reference.imports.formats import FORMATS, guess_format
from diplograph.reference.imports.records import OnRead
from diplograph.reference.imports.table import Mapping, load_mapping

__all__ = [
    "FORMATS",
    "BuildResult",
    "Mapping",
    "OnRead",
    "Plan",
    "build_import",
    "guess_format",
    "load_mapping",
]
