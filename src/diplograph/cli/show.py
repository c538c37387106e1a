"""``diplograph show``: a profile of a thing, every fact with its sentences and sources."""

from __future__ import annotations

import dataclasses
import json
import textwrap
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplograph.cli.options import store_option

if TYPE_CHECKING:
    from diplograph.query import Fact, Profile, Source

__all__ = ["show_command"]


@click.command("show")
@click.argument("thing", metavar="NAME-OR-IRI")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@store_option
def show_command(thing: str, output_format: str, store: Path) -> None:
    """Print a profile of a person, institution, event, place or document.

    Each fact comes with the sentences that say it, where they stand, and the id
    of the claim for `diplograph evidence`.

    \b
    diplograph show "Murat Nurtleu"
    diplograph show Q878 --format json
    """
    from diplograph.query import build_profile
    from diplograph.store import open_reader

    with open_reader(store) as reader:
        profile = build_profile(reader, thing)
    if output_format == "json":
        click.echo(json.dumps(dataclasses.asdict(profile), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_render(profile)))


def _render(profile: Profile) -> Iterator[str]:
    yield click.style(profile.label, bold=True) + f" – {profile.kind or 'thing'}"
    yield f"  {profile.iri}"
    if profile.names:
        yield f"  also: {', '.join(profile.names)}"
    for iri in profile.same_as:
        yield f"  same as: {iri}"
    if not profile.facts:
        yield "  The store holds no facts about it."
    for section, facts in groupby(profile.facts, key=lambda fact: fact.section):
        yield ""
        yield click.style(section, bold=True)
        for fact in facts:
            yield from _render_fact(fact)


def _render_fact(fact: Fact) -> Iterator[str]:
    yield f"  {fact.text}"
    if not fact.sources:
        yield "      (from the reference tables)"
    for source in fact.sources:
        quote = " ".join(source.quote.split())
        yield textwrap.fill(f"“{quote}”", 100, initial_indent="      ", subsequent_indent="      ")
        yield f"      – {_where(source)} [claim {source.claim}]"


def _where(source: Source) -> str:
    title = None if source.title is None else f"“{source.title}”"
    parts = (source.publisher, title, source.published, source.url)
    return ", ".join(part for part in parts if part) or source.article
