"""Work that kills its process on some documents, as one that runs out of memory does."""

from __future__ import annotations

import os

from diplograph.pipeline.work import Outcome, Task


def read_or_die(task: Task) -> list[Outcome]:
    if any(document.raw.content == "die" for document in task.documents):
        os._exit(9)
    return [Outcome(document.raw.origin, document) for document in task.documents]
