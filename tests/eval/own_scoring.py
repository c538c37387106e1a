"""Compare readings with our own gold sentences: what was found, what was made up, what was said of it.

Every figure is between 0 and 1:

mentions.precision, .recall   same words, same type; a mention that is optional in the gold counts for nothing
facts.*, holdings.*           same predicate, both ends over the gold's words
holdings.status, .times       of the holdings found: current, former or future; with the gold's start and end
events.recall                 same type, and each side of the gold among the participants
events.plover, .modality, .date, .place   of the events found
statements.*                  speaker over the gold's, content alike by half
statements.stance, .direct    of the statements found
nothing                       share of the traps into which the reading did not fall
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

__all__ = ["score_all"]

_Object = dict[str, Any]


class _Tally:
    """Right and wrong by name, and what went wrong."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.errors: list[str] = []

    def note(self, figure: str, right: bool, error: str) -> None:
        self.right[figure] += right
        self.total[figure] += 1
        if not right:
            self.errors.append(f"{figure}: {error}")


def score_all(pairs: Iterable[tuple[_Object, _Object]]) -> tuple[dict[str, float], list[str]]:
    """Score gold documents with what was read from each.

    :returns: the figures, and each error as a line that begins with its figure
    """
    tally = _Tally()
    for gold, read in pairs:
        for score in (_mentions, _facts, _holdings, _events, _statements, _nothing):
            score(gold, read, tally)
    figures = {name: round(tally.right[name] / total, 3) for name, total in sorted(tally.total.items())}
    return figures, tally.errors


def _mentions(gold: _Object, read: _Object, tally: _Tally) -> None:
    def key(mention: _Object) -> tuple[int, int, str]:
        return mention["start"], mention["end"], mention["type"]

    wanted = {key(m) for m in gold["mentions"] if not m["optional"]}
    neutral = [m for m in gold["mentions"] if m["optional"]]
    given = {key(m) for m in read["mentions"]}
    given = {one for one in given if one in wanted or not any(_over(one, n) for n in neutral)}
    for one in sorted(wanted):
        tally.note("mentions.recall", one in given, _show(gold, one))
    for one in sorted(given):
        tally.note("mentions.precision", one in wanted, _show(gold, one))


def _facts(gold: _Object, read: _Object, tally: _Tally) -> None:
    given = [f for f in read["facts"] if f["predicate"] in gold["predicates"] and f["modality"] == "asserted"]
    _match("facts", gold["facts"], given, _same_fact, gold, tally)


def _holdings(gold: _Object, read: _Object, tally: _Tally) -> None:
    given = [f for f in read["facts"] if f["predicate"] == "holds" and f["subject"]["entity"]]
    given = [f for f in given if f["modality"] in ("asserted", "planned")]

    def same(one: _Object, other: _Object) -> bool:
        return _meet(one["person"], other["subject"]) and _meet(one["post"], other["object"])

    for one, other in _match("holdings", gold["holdings"], given, same, gold, tally):
        tally.note("holdings.status", one["status"] == other["status"], f"{gold['id']} {other['status']}")
        times = [(one.get("start"), other.get("from")), (one.get("end"), other.get("until"))]
        tally.note("holdings.times", all(a == b for a, b in times), f"{gold['id']} {times}")


def _events(gold: _Object, read: _Object, tally: _Tally) -> None:
    for one in gold["events"]:
        found = [other for other in read["events"] if _same_event(one, other)]
        seen = [(e["event_type"], e["type"]) for e in read["events"]]
        tally.note("events.recall", bool(found), f"{gold['id']} {one['event_type']} among {seen}")
        if not found:
            continue
        best = max(found, key=lambda other: sum(_as_said(gold["text"], one, other).values()))
        for name, right in _as_said(gold["text"], one, best).items():
            tally.note(f"events.{name}", right, f"{gold['id']} {best.get(name, best['type'])}")


def _as_said(text: str, one: _Object, other: _Object) -> dict[str, bool]:
    judged = {"modality": one["modality"] == other["modality"]}
    if one["type"] is not None:
        judged["plover"] = one["type"] == other["type"]
    if "date" in one:
        judged["date"] = (None if one["date"] == "-" else one["date"]) == other["date"]
    if "place" in one:
        place = other["place"]
        judged["place"] = place is not None and text[place["start"] : place["end"]] == one["place"]
    return judged


def _same_event(one: _Object, other: _Object) -> bool:
    if one["event_type"] is not None and one["event_type"] != other["event_type"]:
        return False
    if one["event_type"] is None and one["type"] != other["type"]:
        return False
    taken: list[_Object] = []
    for side in (*one["source"], *one["target"]):
        match = [p for p in other["participants"] if _meet(p, side) and p not in taken]
        if not match:
            return False
        taken.append(match[0])
    return True


def _statements(gold: _Object, read: _Object, tally: _Tally) -> None:
    def same(one: _Object, other: _Object) -> bool:
        (start, end), content = one["content"][0], other["content"]
        common = min(end, content["end"]) - max(start, content["start"])
        longer = max(end - start, content["end"] - content["start"])
        speaker = {"start": one["source"][0][0], "end": one["source"][0][1]}
        return _meet(speaker, other["speaker"]) and common >= longer / 2

    for one, other in _match("statements", gold["attributions"], read["statements"], same, gold, tally):
        tally.note("statements.direct", one["direct"] == other["direct"], gold["id"])
        tally.note("statements.stance", one["stance"] == other["stance"], f"{gold['id']} {other['stance']}")


def _nothing(gold: _Object, read: _Object, tally: _Tally) -> None:
    """Traps: what a hasty reader would read."""
    for what, how in gold["nothing"]:
        facts = [f for f in read["facts"] if f["predicate"] == "holds"]
        if what == "founds":
            facts = [f for f in read["facts"] if f["predicate"] == "foundedBy"]
        caught = {
            "asserted": lambda f: f["modality"] == "asserted",
            "current": lambda f: f.get("status") == "current",
            "named": lambda f: bool(f["subject"]["entity"]),
        }[how]
        tally.note("nothing", not any(caught(f) for f in facts), gold["id"])


def _match(
    name: str, wanted: list[_Object], given: list[_Object], same: Any, gold: _Object, tally: _Tally
) -> list[tuple[_Object, _Object]]:
    """Pair each wanted thing with one that was read; the rest is missed or made up."""
    left = list(given)
    pairs = []
    for one in wanted:
        other = next((candidate for candidate in left if same(one, candidate)), None)
        tally.note(f"{name}.recall", other is not None, f"{gold['id']} {one.get('predicate', '')}")
        if other is not None:
            left.remove(other)
            pairs.append((one, other))
            tally.note(f"{name}.precision", True, "")
    for other in left:
        if not any(same(one, other) for one in wanted):  # the same thing once more is no error
            tally.note(f"{name}.precision", False, f"{gold['id']} {_brief(gold, other)}")
    return pairs


def _same_fact(one: _Object, other: _Object) -> bool:
    alike = one["predicate"] == other["predicate"]
    return alike and _meet(one["subject"], other["subject"]) and _meet(one["object"], other["object"])


def _meet(one: _Object, other: _Object) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _over(one: tuple[int, int, str], other: _Object) -> bool:
    return one[0] < other["end"] and other["start"] < one[1]


def _show(gold: _Object, mention: tuple[int, int, str]) -> str:
    return f"{gold['id']} {mention[2]} {gold['text'][mention[0] : mention[1]]!r}"


def _brief(gold: _Object, thing: _Object) -> str:
    spans = [thing[k] for k in ("subject", "speaker", "object", "content") if k in thing]
    return f"{thing.get('predicate', '')} {[gold['text'][s['start'] : s['end']] for s in spans]}"
