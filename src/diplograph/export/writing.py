"""Output files: written beside their place and moved there whole, or standard output."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, cast

from diplograph.errors import ExportError

__all__ = ["open_output"]


@contextmanager
def open_output(target: str | Path) -> Iterator[TextIO]:
    """Open ``target`` for UTF-8 text with "\\n" line ends; "-" is standard output.

    The file appears under its name only when everything was written; after an
    error the old file is still there.

    :raises ExportError: if it cannot be written, or the disk is full
    """
    if str(target) == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    path = Path(target)
    if path.is_dir():
        raise ExportError("the output is a folder", where=str(path), fix="name a file in it: -o FOLDER/NAME")
    temporary: Path | None = None
    try:
        handle = tempfile.NamedTemporaryFile(  # noqa: SIM115 - closed below, before the move
            "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=f".{path.name}.", delete=False
        )
        temporary = Path(handle.name)
        with handle:
            yield cast("TextIO", handle)
            handle.flush()
            os.fsync(handle.fileno())
        _open_up(temporary)
        temporary.replace(path)
        temporary = None
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(
            f"cannot write the output: {reason}",
            where=str(path),
            fix="choose another file with -o, or free space",
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _open_up(path: Path) -> None:
    """Give the file the rights a new file has: temporary files are their owner's alone."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
