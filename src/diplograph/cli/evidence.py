"""``diplograph evidence``: a claim's words in their context."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph.cli.options import store_option

if TYPE_CHECKING:
    from diplograph.query import ClaimView

__all__ = ["evidence_command"]


@click.command("evidence")
@click.argument("claim")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@store_option
def evidence_command(claim: str, output_format: str, store: Path) -> None:
    """Print the words behind a claim in their paragraph, who is quoted for it, and how it was read.

    CLAIM is a claim's IRI, or its id as the claim column of a query shows it, or
    the id's first digits. The words are coloured on a terminal, and in [[ ]] elsewhere.

    \b
    diplograph evidence 813045edd6ed
    """
    from diplograph.query import find_claim
    from diplograph.store import open_reader

    with open_reader(store) as reader:
        view = find_claim(reader, claim, reader.text)
    if output_format == "json":
        click.echo(json.dumps(dataclasses.asdict(view), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_render(view, sys.stdout.isatty())))


def _render(view: ClaimView, terminal: bool) -> Iterator[str]:
    yield f"{view.subject} – {view.predicate} – {view.object}"
    yield f"  {view.claim}"
    yield ""
    marked = click.style(view.exact, reverse=True) if terminal else f"[[{view.exact}]]"
    yield f"{view.before}{marked}{view.after}"
    yield ""
    title = None if view.title is None else f"“{view.title}”"
    article = ", ".join(part for part in (view.publisher, title, view.published, view.url) if part)
    confidence = None if view.confidence is None else f"{view.confidence:g}"
    for name, value in (
        ("article", article or view.article),
        ("characters", f"{view.start} to {view.end}"),
        ("modality", view.modality),
        ("said by", view.speaker),
        ("according to", "; ".join(view.attributed_to)),
        ("confidence", confidence),
        ("rule", view.rule),
        ("read by", None if view.extractor is None else view.extractor.rpartition("/")[2]),
    ):
        if value:
            yield f"{name + ':':13} {value}"
