"""Names that the sources have in two pieces, joined."""

from __future__ import annotations

from dataclasses import replace

from diplograph.extract.kinds import federated_states, is_given_name
from diplograph.extract.name_drafts import Draft
from diplograph.extract.name_votes import is_acronym

__all__ = ["join_branches", "join_given", "join_hyphened", "join_split", "merge_places"]


def join_given(drafts: list[Draft], words: list[str]) -> list[Draft]:
    """Join a given name to the surname that the model took for another name: "Carmen" "Yulín Cruz"."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.end == draft.start
            and last.type == "Person"
            and last.end - last.start == 1
            and is_given_name(words[last.start])
            and draft.type in ("Person", "Place")
            and not draft.fixed
            and not last.doc[last.start].is_sent_end
        ):
            joined[-1] = replace(last, end=draft.end)
        else:
            joined.append(draft)
    return joined


def join_split(drafts: list[Draft], whole: frozenset[str]) -> list[Draft]:
    """Join two words that stand together as one person's name elsewhere in the article: "Afi" "Lomessy"."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.end == draft.start
            and draft.type == "Person"
            and last.type in ("Person", "Organization", "Place")
            and f"{last.text} {draft.text}" in whole
        ):
            joined[-1] = replace(draft, start=last.start)
        else:
            joined.append(draft)
    return joined


def join_branches(drafts: list[Draft], words: list[str]) -> list[Draft]:
    """Join a company's or association's name to the country of its branch: "Example Airlines Canada"."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        is_branch = (
            last is not None
            and last.end == draft.start
            and last.type == "Organization"
            and last.subtype in ("Company", "Association")
            and last.end - last.start > 1
            and draft.type == "Place"
        )
        if last is not None and is_branch:
            joined[-1] = replace(last, end=draft.end, known=None)
        elif draft.type == "Place" and {"versus", "vs", "vs."} & {
            *words[draft.end : draft.end + 1],
            *words[max(draft.start - 1, 0) : draft.start],
        }:
            joined.append(replace(draft, type="Organization", subtype="Team", known=None, rule="names.team"))
        else:
            joined.append(draft)
    return joined


def join_hyphened(drafts: list[Draft], words: list[str]) -> list[Draft]:
    """Join acronyms written as one: "CJTF-OIR"."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if (
            last is not None
            and draft.start == last.end + 1
            and words[last.end] == "-"
            and draft.type == last.type == "Organization"
            and is_acronym(last.text.split("-")[-1])
            and is_acronym(draft.text)
            and not last.doc[last.end - 1].whitespace_
            and not last.doc[last.end].whitespace_
        ):
            joined[-1] = replace(last, end=draft.end, known=None)
        else:
            joined.append(draft)
    return joined


def merge_places(drafts: list[Draft], words: list[str]) -> list[Draft]:
    """Join a town to the state of a federation named after its comma."""
    states = federated_states()
    drafts.sort(key=lambda d: d.start)
    merged: list[Draft] = []
    for draft in drafts:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.type == "Place"
            and draft.start == last.end + 1
            and words[last.end] == ","
            and draft.text in states
            and (last.text not in states or last.text == draft.text)
            and (last.known is None or not any(id.startswith("state/") for id in last.known.known))
        ):
            merged[-1] = replace(last, end=draft.end)
        else:
            merged.append(draft)
    return [_with_state_code(draft, words, states) for draft in merged]


def _with_state_code(draft: Draft, words: list[str], states: frozenset[str]) -> Draft:
    """Take in an abbreviation that is no name by itself: "Houston, TX"."""
    end = draft.end
    if (
        draft.type == "Place"
        and words[end : end + 1] == [","]
        and "".join(words[end + 1 : end + 2]) in states
    ):
        return replace(draft, end=end + 2) if draft.text not in states else draft
    return draft
