"""Write gold.jsonl from sentences.txt: words become offsets. Run it after editing the sentences.

The result has the form of ``diplograph annotate`` where that has one (mentions, facts; ``holds`` stands as
``holdings``, with their dates), and the sides of events and statements as lists of spans.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KINDS = {
    "P": "Person",
    "O": "Organization",
    "L": "Place",
    "T": "Post",
    "E": "Event",
    "D": "Document",
    "X": "Date",
}
PREDICATES = [
    *("memberOf", "partOf", "nationality", "headquarters", "foundedBy", "founded", "replaced"),
    *("establishedBy", "adoptedBy", "locatedIn", "represents"),
]
_MARKED = re.compile(r"\[([^\[\]|]+)\|(\??)([POLTEDX])\]")

_Object = dict[str, Any]


def build_gold(source: str) -> Iterator[_Object]:
    """The gold documents of a file of sentences."""
    for block in re.split(r"\n(?== )", source)[1:]:
        title, *lines = block.strip().split("\n")
        document: _Object = {"id": title.removeprefix("= ").strip(), "set": "own"}
        paragraphs = [line for line in lines if line and line[0] not in "@+"]
        published = [line[1:].strip() for line in lines if line.startswith("@")]
        if published:
            document["published"] = published[0]
        text, mentions = _unmark("\n\n".join(paragraphs))
        document |= {"text": text, "types": list(KINDS.values()), "mentions": mentions}
        document |= {"predicates": PREDICATES, "facts": [], "holdings": [], "events": []}
        document |= {"attributions": [], "nothing": []}
        for line in lines:
            if line.startswith("+"):
                _add(document, line[1:].strip())
        yield document


def _unmark(marked: str) -> tuple[str, list[_Object]]:
    text, mentions, done = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[done : match.start()]
        mention = {"start": len(text), "end": len(text) + len(match[1]), "type": KINDS[match[3]]}
        mentions.append(mention | {"optional": bool(match[2])})
        text += match[1]
        done = match.end()
    return text + marked[done:], mentions


def _add(document: _Object, line: str) -> None:
    what, _, rest = line.partition(" ")
    cells = [cell.strip() for cell in rest.split("|")]
    text = document["text"]
    if what == "also":
        mention = _span(text, cells[0]) | {"type": KINDS[cells[1]], "optional": True}
        document["mentions"].append(mention)
    elif what == "holds":
        person, post, status, *more = cells
        entry = {"person": _span(text, person), "post": _span(text, post), "status": status}
        document["holdings"].append(entry | _named(more))
    elif what == "fact":
        predicate, subject, target = cells
        entry = {"predicate": predicate, "subject": _span(text, subject), "object": _span(text, target)}
        document["facts"].append(entry)
    elif what == "event":
        kind, actors, recipients, *more = cells
        event_type, plover, modality = (None if word == "-" else word for word in kind.split())
        entry = {"event_type": event_type, "type": plover, "modality": modality}
        entry |= {"source": _spans(text, actors), "target": _spans(text, recipients)}
        document["events"].append(entry | _named(more))
    elif what == "said":
        speaker, content, way, stance = cells
        entry = {"source": [_pair(text, speaker)], "content": [_pair(text, content)]}
        document["attributions"].append(entry | {"direct": way == "direct", "stance": stance})
    else:
        assert what == "nobody", line
        document["nothing"].append(rest.split())


def _named(cells: list[str]) -> _Object:
    pairs = (cell.partition(" ") for cell in cells)
    return {name: value or True for name, _, value in pairs}


def _span(text: str, words: str) -> _Object:
    words, _, nth = words.partition("@")
    at = -1
    for _ in range(int(nth or 1)):
        at = text.index(words, at + 1)
    return {"start": at, "end": at + len(words)}


def _pair(text: str, words: str) -> list[int]:
    return list(_span(text, words).values())


def _spans(text: str, words: str) -> list[_Object]:
    return [_span(text, part.strip()) for part in words.split(",") if part.strip()]


def render_gold() -> str:
    """The whole file, a document a line."""
    documents = build_gold((HERE / "sentences.txt").read_text(encoding="utf-8"))
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)


if __name__ == "__main__":
    (HERE / "gold.jsonl").write_text(render_gold(), encoding="utf-8")
