"""Check graphs against the shapes under ontology/shapes, and quotations against the text.

::

    validator = Validator()                      # once a process: 15 ms
    report = validator.check_nquads(nquads)      # one article's graph
    if not report.conforms:
        print(render_text(report))
"""

from __future__ import annotations

from diplograph.validate.files import validate_files
from diplograph.validate.quotations import check_quotations
from diplograph.validate.report import Report, Violation, render_json, render_text, render_turtle
from diplograph.validate.validator import Validator

__all__ = [
    "Report",
    "Validator",
    "Violation",
    "check_quotations",
    "render_json",
    "render_text",
    "render_turtle",
    "validate_files",
]
