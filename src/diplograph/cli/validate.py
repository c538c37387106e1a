"""``diplograph validate``: RDF files or the store against the shapes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

__all__ = ["validate_command"]

_USUAL = ""  # what a bare --store stands for


@click.command("validate")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option(
    "--store",
    is_flag=False,
    flag_value=_USUAL,
    default=None,
    metavar="[DIR]",
    help="Check the store in this folder, or the usual one ($DIPLOGRAPH_STORE or ./diplograph-store).",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "ttl"]),
    default="text",
    show_default=True,
    help="How the report is printed; ttl is a sh:ValidationReport.",
)
@click.pass_context
def validate_command(
    ctx: click.Context, files: tuple[Path, ...], store: str | None, output_format: str
) -> None:
    """Check RDF files, or the store, and say what is wrong and what to do.

    FILE is Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML, told by its
    suffix; each named graph is checked by itself. Without FILE the store is
    checked, its quotations against the texts it keeps too. Warnings are
    printed and do no harm; anything worse exits with 1.

    \b
    diplograph validate export.trig
    diplograph validate --store news-store --format json
    """
    from diplograph.validate import render_json, render_text, render_turtle, validate_files

    if files:
        if store is not None:
            raise click.UsageError("give files or --store, not both")
        report = validate_files(files)
    else:
        from diplograph.pipeline.checking import validate_store

        usual = os.environ.get("DIPLOGRAPH_STORE", "diplograph-store")
        report = validate_store(Path(store or usual))
    render = {"text": render_text, "json": render_json, "ttl": render_turtle}[output_format]
    sys.stdout.write(render(report))
    click.echo(report.summary(), err=True)
    ctx.exit(0 if report.conforms else 1)
