"""``diplograph validate``: RDF files or the store against the shapes."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from click.core import ParameterSource

from diplograph.cli.options import store_option

__all__ = ["validate_command"]


@click.command("validate")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@store_option
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "ttl"]),
    default="text",
    show_default=True,
    help="How the report is printed; ttl is a sh:ValidationReport.",
)
@click.pass_context
def validate_command(ctx: click.Context, files: tuple[Path, ...], store: Path, output_format: str) -> None:
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
        if ctx.get_parameter_source("store") is ParameterSource.COMMANDLINE:
            raise click.UsageError("give files or --store, not both")
        report = validate_files(files)
    else:
        from diplograph.pipeline.checking import validate_store

        report = validate_store(store)
    render = {"text": render_text, "json": render_json, "ttl": render_turtle}[output_format]
    sys.stdout.write(render(report))
    click.echo(report.summary(), err=True)
    ctx.exit(0 if report.conforms else 1)
