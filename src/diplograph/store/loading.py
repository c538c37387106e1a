"""Loading quads beside the reading: half of it is waiting for the disk, and Oxigraph lets others run."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

import pyoxigraph as ox

__all__ = ["Loader"]


class Loader:
    """Loads one text after another into a store, in a thread of its own.

    Whoever starts a load has written the text to the journal before, so that a
    process killed over it loads it again; until ``wait`` has returned, nobody
    may ask the store.
    """

    def __init__(self) -> None:
        self._thread: ThreadPoolExecutor | None = None
        self._running: Future[None] | None = None

    def start(self, quads: ox.Store, nquads: str) -> None:
        """Begin to load; the load before must have been waited for."""
        self._thread = self._thread or ThreadPoolExecutor(1, "diplograph-store")
        self._running = self._thread.submit(_load, quads, nquads)

    def wait(self) -> bool:
        """Wait for what is being loaded; whether there was anything.

        :raises OSError: as the load does, and RuntimeError
        """
        running, self._running = self._running, None
        if running is None:
            return False
        error = running.exception()
        if error is not None:
            raise error.with_traceback(None)  # its frames would hold the store, and so its lock
        return True

    def close(self) -> None:
        """Let the thread end, once it has done its work."""
        if self._thread is not None:
            self._thread.shutdown()
            self._thread = None


def _load(quads: ox.Store, nquads: str) -> None:
    # lenient: the lines were parsed when they were validated; not again by the letter
    quads.bulk_load(nquads, format=ox.RdfFormat.N_QUADS, lenient=True)
    quads.flush()
