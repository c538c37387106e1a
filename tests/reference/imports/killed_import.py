"""Update an import and be killed over it, as by kill -9: STORE FILE MOMENT."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from diplograph.pipeline.imports import import_reference
from diplograph.reference.imports import Mapping, Plan, building
from diplograph.store import embedded


def _die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


store, path, moment = sys.argv[1:]
if moment == "reading":
    building.Staging.finish = _die  # type: ignore[method-assign]
elif moment == "writing":
    building.IndexWriter.put_relation = _die  # type: ignore[method-assign]
    building.IndexWriter.finish = _die  # type: ignore[method-assign]
elif moment == "noted":
    embedded.EmbeddedWriter._load_imports = _die  # type: ignore[method-assign]
elif moment == "loading":

    def _iter_part(path: Path) -> Iterator[bytes]:
        with path.open("rb") as handle:
            yield b"".join(handle.readlines()[:5])
        _die()

    embedded._iter_pieces = _iter_part

columns = {"person": "person", "position": "position", "jurisdiction": "jurisdiction"}
plan = Plan("trial", "csv", (Path(path),), Mapping(columns), "en")
import_reference(Path(store), plan, "invented", "CC0-1.0", update=True)
