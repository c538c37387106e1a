"""Hand chunks of work to an executor and take the results in order.

Any concurrent.futures executor will do. The one made here has a process for
each job, started afresh (spawn) so that no lock or thread of this process
comes along. It survives a process that dies: the documents it had are tried
one by one, and the one that kills its reader is reported.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import replace
from itertools import chain

from diplograph.errors import ExtractError
from diplograph.pipeline.work import Outcome, Task, read_documents

__all__ = ["iter_outcomes"]

Work = Callable[[Task], list[Outcome]]
_AHEAD = 3  # chunks in flight a job: enough to keep readers busy, few enough for memory


def iter_outcomes(
    entries: Iterable[Task | Outcome],
    jobs: int,
    executor: Executor | None = None,
    work: Work = read_documents,
) -> Iterator[Outcome]:
    """Do the tasks; outcomes come in the order of the entries, and those that are entries pass through.

    :param jobs: processes; 1 without an executor works in this one
    :param executor: to be used instead of own processes; it is not shut down
    """
    if executor is None:
        first, entries = _look_ahead(entries)
        if jobs <= 1 or first < 2:  # one chunk is read sooner than a process is started
            for entry in entries:
                yield from [entry] if isinstance(entry, Outcome) else work(entry)
            return
    line = _Line(jobs, executor, work)
    try:
        for entry in entries:
            line.put(entry)
            while len(line) > _AHEAD * jobs:
                yield from line.take()
        while len(line):
            yield from line.take()
        line.close()
    except BaseException:
        line.stop()
        raise


def _look_ahead(entries: Iterable[Task | Outcome]) -> tuple[int, Iterator[Task | Outcome]]:
    """How many tasks there are, up to two, and all the entries."""
    rest, seen, tasks = iter(entries), [], 0
    for entry in rest:
        seen.append(entry)
        tasks += isinstance(entry, Task)
        if tasks == 2:
            break
    return tasks, chain(seen, rest)


class _Line:
    """Entries in their order, some of them being worked on."""

    def __init__(self, jobs: int, executor: Executor | None, work: Work) -> None:
        self._jobs = jobs
        self._own = executor is None
        self._pool = executor or _make_pool(jobs)
        self._work = work
        self._waiting: deque[tuple[Task | Outcome, Future[list[Outcome]] | None]] = deque()
        self._tasks = 0

    def __len__(self) -> int:
        return self._tasks if self._tasks else len(self._waiting)

    def put(self, entry: Task | Outcome) -> None:
        """Add an entry; a task is started."""
        if isinstance(entry, Outcome):
            self._waiting.append((entry, None))
        else:
            self._waiting.append((entry, self._submit(entry)))
            self._tasks += 1

    def take(self) -> list[Outcome]:
        """The first entry's outcomes, once they are there."""
        entry, future = self._waiting.popleft()
        if isinstance(entry, Outcome):
            return [entry]
        self._tasks -= 1
        try:
            if future is not None:
                return future.result()
        except BrokenExecutor:
            pass
        return self._recover(entry)

    def _submit(self, task: Task) -> Future[list[Outcome]] | None:
        try:
            return self._pool.submit(self._work, task)
        except BrokenExecutor:
            return None

    def _recover(self, task: Task) -> list[Outcome]:
        """Read a chunk whose process died document by document, and start the others again."""
        if not self._own:
            return [_failed(task, index) for index in range(len(task.documents))]
        self._pool.shutdown(wait=False, cancel_futures=True)
        outcomes = []
        for index, document in enumerate(task.documents):
            with _make_pool(1) as alone:
                try:
                    outcomes += alone.submit(self._work, replace(task, documents=(document,))).result()
                except BrokenExecutor:
                    outcomes.append(_failed(task, index))
        self._pool = _make_pool(self._jobs)
        for _ in range(len(self._waiting)):
            entry, future = self._waiting.popleft()
            if isinstance(entry, Task) and not _is_done(future):
                future = self._submit(entry)
            self._waiting.append((entry, future))
        return outcomes

    def close(self) -> None:
        """Let the processes end."""
        if self._own:
            self._pool.shutdown()

    def stop(self) -> None:
        """End at once: what is being read is not needed any more."""
        if not self._own:
            return
        processes = list((getattr(self._pool, "_processes", None) or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()


def _is_done(future: Future[list[Outcome]] | None) -> bool:
    return future is not None and future.done() and not future.cancelled() and future.exception() is None


def _failed(task: Task, index: int) -> Outcome:
    document = task.documents[index]
    return Outcome(document.raw.origin, document, error=_died(document.raw.origin))


def _died(origin: str) -> ExtractError:
    return ExtractError(
        "the process that read this document died; it may have run out of memory",
        where=origin,
        fix="split the document, use fewer --jobs, or run it where there is more memory",
    )


def _make_pool(jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker)


def _start_worker() -> None:
    # Ctrl-C is the parent's to act on, and a parent that was killed leaves no readers behind
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
