"""The Reconciliation Service API's messages as records.

What a service adds to the specification is ignored; what it leaves out, or
gets wrong, is an error that says so, since a link must not hang on a guess.

:source: https://reconciliation-api.github.io/specs/0.1/ and https://reconciliation-api.github.io/specs/0.2/
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diplograph.errors import SourceError

__all__ = ["Candidate", "Manifest", "Question", "parse_manifest", "parse_results", "render_questions"]

_VERSIONS = ("0.2", "0.1")
_USUAL_BATCH = 10
_LARGEST_BATCH = 50
_FIX = "check the address; the service must speak the Reconciliation Service API 0.1 or 0.2"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a service says of itself.

    :param identifier_space: what its ids stand for: "http://www.wikidata.org/entity/"
    :param version: the newest that both sides speak
    :param batch: questions that are sent at once
    """

    name: str
    identifier_space: str
    schema_space: str
    version: str
    batch: int


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is looked for.

    :param types: ids of the service's types, any of which it may be; empty for any type at all
    :param properties: pairs of a property's id and the id of an entity that is its value
    """

    query: str
    types: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    limit: int = 5

    def as_object(self) -> dict[str, Any]:
        """The question as it goes into a batch."""
        found: dict[str, Any] = {"query": self.query, "limit": self.limit}
        if self.types:
            found["type"] = self.types[0] if len(self.types) == 1 else list(self.types)
            found["type_strict"] = "any"
        if self.properties:
            found["properties"] = [{"pid": pid, "v": {"id": value}} for pid, value in self.properties]
        return found


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that the service found.

    :param score: on the service's own scale; the higher the likelier
    :param match: whether the service is certain
    :param types: ids of what it is; empty where the service doesn't say
    """

    id: str
    name: str
    score: float
    match: bool = False
    types: tuple[str, ...] = ()


def render_questions(questions: Sequence[Question]) -> dict[str, str]:
    """A batch as the form that is sent: its questions are q0, q1, ... in their order."""
    batch = {f"q{place}": question.as_object() for place, question in enumerate(questions)}
    return {"queries": json.dumps(batch, ensure_ascii=False, sort_keys=True)}


def parse_manifest(content: bytes | str, where: str) -> Manifest:
    """A service's manifest from its JSON; one without ``versions`` is of 0.1.

    :param where: address of the service, for messages
    :raises SourceError: if it is no manifest, or of versions we don't speak
    """
    said = _object(content, where)
    for name in ("name", "identifierSpace", "schemaSpace"):
        if not isinstance(said.get(name), str):
            raise _wrong(f"its manifest has no {name}", where)
    versions = said.get("versions", ["0.1"])
    if not isinstance(versions, list):
        raise _wrong("its manifest's versions are no list", where)
    spoken = next((version for version in _VERSIONS if version in versions), None)
    if spoken is None:
        raise _wrong(f"it speaks {', '.join(map(str, versions)) or 'no version'} alone", where)
    batch = said.get("batchSize")  # of later versions, but harmless in ours
    sized = batch if isinstance(batch, int) and not isinstance(batch, bool) and batch > 0 else _USUAL_BATCH
    return Manifest(
        said["name"],
        said["identifierSpace"],
        said["schemaSpace"],
        spoken,
        min(sized, _LARGEST_BATCH),
    )


def parse_results(content: bytes | str, count: int, where: str) -> list[tuple[Candidate, ...]]:
    """What a service found for each question of a batch, in their order.

    :param count: of the questions
    :raises SourceError: if an answer is missing or not as the specification has it
    """
    said = _object(content, where)
    found = []
    for place in range(count):
        answer = said.get(f"q{place}")
        results = answer.get("result") if isinstance(answer, dict) else None
        if not isinstance(results, list):
            raise _wrong(f"question q{place} has no result", where)
        found.append(tuple(_candidate(one, where) for one in results))
    return found


def _candidate(said: Any, where: str) -> Candidate:
    if not isinstance(said, dict):
        raise _wrong("a candidate is no object", where)
    id, name, score = said.get("id"), said.get("name"), said.get("score")
    if not isinstance(id, str) or not isinstance(name, str):
        raise _wrong("a candidate has no id or no name", where)
    if isinstance(score, bool) or not isinstance(score, int | float):
        raise _wrong(f"candidate {id} has no score", where)
    types = said.get("type") or []  # null where a service knows none
    if not isinstance(types, list):
        raise _wrong(f"the types of candidate {id} are no list", where)
    return Candidate(id, name, float(score), said.get("match") is True, tuple(_type(one) for one in types))


def _type(said: Any) -> str:
    """A type is an object with an id, or the id alone."""
    return str(said.get("id", "")) if isinstance(said, Mapping) else str(said)


def _object(content: bytes | str, where: str) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _wrong("it answers no JSON", where) from error
    if not isinstance(said, dict):
        raise _wrong("its answer is no JSON object", where)
    return said


def _wrong(what: str, where: str) -> SourceError:
    return SourceError(f"this is no reconciliation service that we understand: {what}", where=where, fix=_FIX)
