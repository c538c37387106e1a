"""Find ontology/, queries/ and data/, in a checkout and in an installed wheel alike.

The wheel carries the three folders under ``diplograph/_resources``; in a
checkout they stand at the top level. Nothing else in the package knows paths.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["resource_path"]

_PACKAGE = Path(__file__).resolve().parent


@cache
def _root() -> Path:
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent.parent


def resource_path(*parts: str) -> Path:
    """Path of a resource, such as ``resource_path("ontology", "diplograph.ttl")``.

    The path is returned whether or not it exists, so that the caller's own
    error can say what it was looking for.
    """
    return _root().joinpath(*parts)
