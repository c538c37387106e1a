"""What a validation found, as records, text, JSON and a sh:ValidationReport."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

__all__ = ["Report", "Severity", "Violation", "render_json", "render_text", "render_turtle"]

Severity = Literal["Violation", "Warning", "Info"]


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong, and what to do about it.

    :param focus: the IRI of the thing it is wrong with; for a file that cannot be read, its name
    :param path: the IRI of the property, or None where the thing as a whole is wrong
    :param value: the offending value as an N-Triples term, or None where something is missing
    :param shape: the IRI of the shape that was broken
    :param label: what the thing is called, in words
    :param article: title and address of the article whose graph it is in, where that is known
    :param sentence: words of the article that the thing rests on, where there are any
    """

    focus: str
    shape: str
    path: str | None
    value: str | None
    message: str
    severity: Severity
    component: str
    fix: str
    label: str = ""
    article: str | None = None
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a validation.

    :param results: sorted, and the same for the same input
    :param graphs: how many graphs were checked
    """

    results: tuple[Violation, ...] = ()
    graphs: int = 1

    @property
    def conforms(self) -> bool:
        """True where nothing of severity Violation was found; warnings alone do no harm."""
        return not any(result.severity == "Violation" for result in self.results)

    def summary(self) -> str:
        """One line on the whole: "3 graphs checked: 1 violation, 0 warnings"."""
        violations = sum(result.severity == "Violation" for result in self.results)
        counts = (
            (self.graphs, "graph"),
            (violations, "violation"),
            (len(self.results) - violations, "warning"),
        )
        graphs, wrong, warned = (f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts)
        return f"{graphs} checked: {wrong}, {warned}"

    @staticmethod
    def join(reports: list[Report]) -> Report:
        """Several reports as one, in their order."""
        results = tuple(result for report in reports for result in report.results)
        return Report(results, sum(report.graphs for report in reports))


def render_text(report: Report) -> str:
    """A report for people: what is wrong, with which thing, from which words, and what to do."""
    parts = [_render_one(result) for result in report.results]
    return "\n".join(parts)


def _render_one(result: Violation) -> str:
    thing = f"{result.label} <{result.focus}>" if result.label else result.focus
    rows = [
        ("thing", thing),
        ("property", result.path and f"<{result.path}>"),
        ("value", result.value),
        ("article", result.article),
        ("sentence", result.sentence and f"“{' '.join(result.sentence.split())}”"),
        ("shape", f"<{result.shape}>" if result.shape else None),
        ("fix", result.fix),
    ]
    lines = [f"{result.severity}: {result.message}"]
    lines += [f"  {name + ':':<10}{text}" for name, text in rows if text]
    return "\n".join(lines) + "\n"


def render_json(report: Report) -> str:
    """A report for programs: one JSON object with ``conforms``, ``graphs`` and ``results``."""
    document = {
        "conforms": report.conforms,
        "graphs": report.graphs,
        "results": [asdict(result) for result in report.results],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def render_turtle(report: Report) -> str:
    """A report for RDF tools: a sh:ValidationReport in Turtle.

    :source: https://www.w3.org/TR/shacl/#validation-report
    """
    lines = [
        "@prefix sh: <http://www.w3.org/ns/shacl#> .",
        "",
        "[] a sh:ValidationReport ;",
        f"    sh:conforms {'true' if report.conforms else 'false'}",
    ]
    for result in report.results:
        lines[-1] += " ;"
        lines.append("    sh:result [ " + " ;\n        ".join(_result_parts(result)) + " ]")
    lines[-1] += " ."
    return "\n".join(lines) + "\n"


def _render_focus(focus: str) -> str:
    if focus.startswith("_:"):
        return "[]"
    # a file that cannot be read stands there by its name
    return (
        f"<{focus}>" if "://" in focus or focus.startswith("urn:") else json.dumps(focus, ensure_ascii=False)
    )


def _result_parts(result: Violation) -> list[str]:
    message = json.dumps(result.message, ensure_ascii=False)  # JSON's escapes are Turtle's too
    focus = _render_focus(result.focus)
    parts = ["a sh:ValidationResult", f"sh:resultSeverity sh:{result.severity}", f"sh:focusNode {focus}"]
    if result.path:
        parts.append(f"sh:resultPath <{result.path}>")
    if result.value:
        parts.append(f"sh:value {'[]' if result.value.startswith('_:') else result.value}")
    if result.shape:
        parts.append(f"sh:sourceShape <{result.shape}>")
    if result.component:
        parts.append(f"sh:sourceConstraintComponent <{result.component}>")
    parts.append(f"sh:resultMessage {message}@en")
    return parts
