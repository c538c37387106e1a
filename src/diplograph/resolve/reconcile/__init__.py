"""Asking a service which item a thing is: the Reconciliation Service API, versions 0.1 and 0.2.

``protocol`` is what goes over the wire, ``service`` asks one politely,
``answers`` remembers what it said, ``weighing`` decides what follows from it.
Nothing here opens a connection: whoever asks hands in how.

:source: W3C Entity Reconciliation Community Group, https://reconciliation-api.github.io/specs/0.2/
"""

from __future__ import annotations

from diplograph.resolve.reconcile.answers import Answers
from diplograph.resolve.reconcile.protocol import (
    Candidate,
    Manifest,
    Question,
    parse_manifest,
    parse_results,
    render_questions,
)
from diplograph.resolve.reconcile.service import Fetch, Reply, Service
from diplograph.resolve.reconcile.weighing import (
    RULE,
    Asked,
    Proposal,
    is_about_wikidata,
    make_question,
    weigh,
)

__all__ = [
    "RULE",
    "Answers",
    "Asked",
    "Candidate",
    "Fetch",
    "Manifest",
    "Proposal",
    "Question",
    "Reply",
    "Service",
    "is_about_wikidata",
    "make_question",
    "parse_manifest",
    "parse_results",
    "render_questions",
    "weigh",
]
