"""``diplograph annotate``: what is found in articles, as JSON Lines, with nothing stored."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from diplograph.cli.options import lexicon_option
from diplograph.errors import DiplographError
from diplograph.model import RawDocument

__all__ = ["annotate_command"]


@click.command("annotate")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--allow-private", is_flag=True, help="Let web addresses lead into this machine's own network.")
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    help="Folder of a store whose imports (diplograph reference import) tell whom a name means.",
)
@lexicon_option
def annotate_command(
    sources: tuple[str, ...], allow_private: bool, store: Path | None, lexicon: tuple[Path, ...]
) -> None:
    """Read articles and print what was found in them, one JSON object a line and article.

    SOURCE is a text, Markdown, HTML or JSON Lines file, a folder, a glob, an http(s) address, or - for
    standard input. Offsets are half-open and count Unicode code points of "text". What cannot be read is
    named on standard error; the rest is done all the same, and the exit code is 1.

    Example: diplograph annotate press.txt | jq .mentions
    """
    from diplograph.extract.annotation import render_annotation
    from diplograph.pipeline import find_imports, iter_readings
    from diplograph.sources import SourceFailure, iter_documents

    imports = find_imports(store) if store is not None else ()
    failures = 0

    def report(origin: str, error: DiplographError, skipped: bool = False) -> None:
        nonlocal failures
        failures += not skipped
        click.echo(f"Error: {origin}: {error}", err=True)

    def iter_sound(found: Iterable[RawDocument | SourceFailure]) -> Iterator[RawDocument]:
        for document in found:
            if isinstance(document, SourceFailure):
                report(document.origin, document.error, document.skipped)
            else:
                yield document

    stdin = sys.stdin.buffer if "-" in sources else None
    documents = iter_sound(iter_documents(sources, allow_private=allow_private, stdin=stdin))
    for outcome in iter_readings(documents, lexicon=lexicon, imports=imports):
        if isinstance(outcome, tuple):
            report(*outcome)
        else:
            click.echo(json.dumps(render_annotation(outcome), ensure_ascii=False))
    if failures:
        raise SystemExit(1)
