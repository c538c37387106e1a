"""``diplograph reference``: check and search the reference tables."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diplograph.cli.imports import import_command, list_command, remove_command, update_command
from diplograph.cli.options import Format, format_option
from diplograph.cli.rows import write_rows

__all__ = ["reference_group"]


@click.group("reference")
def reference_group() -> None:
    """Check and search what is known of states, institutions, posts and people."""


@reference_group.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@format_option
def check_command(folder: Path | None, output_format: Format | None) -> None:
    """Report what is wrong with the tables in FOLDER (the bundled ones unless told).

    Bad cells, names that two things share, ids used twice or not at all,
    cycles of parents, and two people in one post at a time. Exit 1 if
    anything is wrong.

    \b
    diplograph reference check
    diplograph reference check my-tables/ --format json
    """
    from diplograph.reference.check import check_reference
    from diplograph.resources import resource_path

    problems = check_reference(folder or resource_path("data", "reference"))
    if problems or output_format is not None:
        rows = [[problem.kind, problem.key, problem.what] for problem in problems]
        write_rows(["kind", "key", "what"], rows, output_format, sys.stdout)
    click.echo(f"{len(problems)} problem(s)", err=True)
    if problems:
        raise SystemExit(1)


@reference_group.command("find")
@click.argument("name")
@format_option
def find_command(name: str, output_format: Format | None) -> None:
    """Print what NAME may stand for: a name, alias, acronym, demonym or metonym.

    \b
    diplograph reference find UNHRC
    diplograph reference find Kremlin
    """
    from diplograph.reference import load_reference

    reference = load_reference()
    found = [(thing, "name") for thing in reference.find(name)]
    found += [(thing, "demonym") for thing in reference.demonym_candidates(name)]
    metonym = reference.metonym(name)
    found += [(metonym, "metonym")] if metonym is not None else []
    rows = [[thing.id, thing.kind, thing.name, how, thing.wikidata] for thing, how in found]
    write_rows(["id", "kind", "name", "by", "wikidata"], rows, output_format, sys.stdout)
    if not rows:
        click.echo(f"nothing is known by the name {name!r}", err=True)
        raise SystemExit(1)


for _command in (import_command, list_command, remove_command, update_command):
    reference_group.add_command(_command)
