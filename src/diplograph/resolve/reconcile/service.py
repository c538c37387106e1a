"""One service, asked politely: in batches, one after another, with pauses, and never twice the same."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from diplograph.errors import SourceError
from diplograph.resolve.reconcile.answers import Answers
from diplograph.resolve.reconcile.protocol import (
    Candidate,
    Manifest,
    Question,
    parse_manifest,
    parse_results,
    render_questions,
)

__all__ = ["Fetch", "Reply", "Service"]

_TRIES = 4
_LONGEST_WAIT = 60.0  # seconds that we wait because a service asks for it
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})


class Reply(NamedTuple):
    """A server's answer; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


Fetch = Callable[[str, Mapping[str, str] | None], Reply]
"""Asks for an address, or sends it a form; raises SourceError where there is no answer."""


class Service:
    """A service at an address, with the answers it gave before.

    :param fetch: how to reach it
    :param pause: seconds between two requests
    :param again: ask anew what was answered before
    """

    def __init__(
        self, url: str, fetch: Fetch, answers: Answers, *, pause: float = 1.0, again: bool = False
    ) -> None:
        self.url = url
        self.requests = 0
        self._fetch = fetch
        self._answers = answers
        self._pause = pause
        self._again = again
        self._manifest: Manifest | None = None
        self._last = float("-inf")
        self._told: float | None = None  # seconds that the service asked us to wait

    @property
    def manifest(self) -> Manifest:
        """What the service says of itself; asked for once.

        :raises SourceError: if it does not answer, or is no reconciliation service
        """
        if self._manifest is None:
            known = None if self._again else self._answers.manifest(self.url)
            if known is None:
                known = parse_manifest(self._ask(None), self.url)
                self._answers.put_manifest(self.url, known)
            self._manifest = known
        return self._manifest

    def ask(
        self, questions: Sequence[Question], on_answer: Callable[[int], None] | None = None
    ) -> dict[Question, tuple[Candidate, ...]]:
        """What the service finds for each question; what it was asked before is not asked again.

        What was answered before an error is kept.

        :param on_answer: called with the number of answers there are, from time to time
        :raises SourceError: if it stops answering, or its answers are not as specified
        """
        found: dict[Question, tuple[Candidate, ...]] = {}
        missing = []
        for question in dict.fromkeys(questions):
            known = None if self._again else self._answers.find(self.url, question)
            if known is None:
                missing.append(question)
            else:
                found[question] = known
        size = self.manifest.batch
        for batch in (missing[start : start + size] for start in range(0, len(missing), size)):
            content = self._ask(render_questions(batch))
            answers = dict(zip(batch, parse_results(content, len(batch), self.url), strict=True))
            self._answers.put(self.url, answers)
            found |= answers
            if on_answer is not None:
                on_answer(len(found))
        return found

    def _ask(self, form: Mapping[str, str] | None) -> bytes:
        status = 0
        for wait in self._waits():
            self._rest(wait)
            reply = self._fetch(self.url, form)
            self._last = time.monotonic()
            self.requests += 1
            if reply.status == 200:
                return reply.content
            status = reply.status
            if status not in _BUSY:
                break
            self._told = _retry_after(reply.headers)
            if self._told is not None and self._told > _LONGEST_WAIT:
                raise SourceError(
                    f"the service asks to be left alone for {self._told:.0f} seconds",
                    where=self.url,
                    fix="run the same command later; what was answered is kept",
                )
        moved = reply.headers.get("location") if 300 <= status < 400 else None
        fix = (
            f"give the address it has moved to: {moved}" if moved else "check the address, or try again later"
        )
        raise SourceError(f"the service answers {status}", where=self.url, fix=fix)

    def _waits(self) -> Iterator[float]:
        """Seconds to wait before each try: what the service asks for, else twice as long each time."""
        self._told = None
        yield 0.0
        for attempt in range(1, _TRIES):
            yield self._told if self._told is not None else self._pause * 2**attempt

    def _rest(self, wait: float) -> None:
        left = self._last + max(wait, self._pause) - time.monotonic()
        if left > 0:
            time.sleep(left)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a server asks to wait, which it says as a number or as a date."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max((until - datetime.now(UTC)).total_seconds(), 0.0)
