"""What an event is called: by its own name, or by its kind, its place and those who take part."""

from __future__ import annotations

import re
from typing import Final

from diplograph.extract.drafts import Draft
from diplograph.extract.page import Page

__all__ = ["label_of"]

_BY_MODE: Final = frozenset({"Retreat", "Coercion", "Mobilization"})
_WORDS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def label_of(page: Page, draft: Draft) -> str:
    """Its own name; else its kind, where, and who takes part; else the words it is told with."""
    if draft.name is not None:
        return draft.name
    kind = _WORDS.sub(" ", draft.event_type).lower()
    if draft.event_type in _BY_MODE and draft.mode is not None:
        kind = f"{kind} ({draft.mode.replace('-', ' ')})"
    place = draft.place.span if draft.place is not None else None
    names = [
        page.entity(p.ref.entity).name if p.ref.entity in page.entities else p.ref.span.exact
        for p in draft.participants
        if p.capacity != "Concerned" and p.ref.span != place
    ]
    if draft.phrase is not None and not names:
        kind = draft.phrase
    listed = ", ".join(dict.fromkeys(names[:4]))
    where = page.entity(draft.place.entity).name if draft.place else ""
    where = f" in {where}" if where and where not in kind else ""
    text = f"{kind[:1].upper()}{kind[1:]}{where}"
    return f"{text}: {listed}" if listed else text
