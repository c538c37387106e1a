"""The command line: one module a noun, no logic of its own, heavy imports only where a command runs."""

from __future__ import annotations

import importlib
from typing import Any

import click

from diplograph import __version__
from diplograph.errors import DiplographError

__all__ = ["main"]

_COMMANDS: dict[str, str] = {
    # name -> "module under diplograph.cli:attribute", imported when asked for
    "annotate": "annotate:annotate_command",
    "articles": "articles:articles_command",
    "evidence": "evidence:evidence_command",
    "export": "export:export_command",
    "ingest": "ingest:ingest_command",
    "lexicon": "lexicon:lexicon_group",
    "names": "names:names_group",
    "quarantine": "quarantine:quarantine_group",
    "query": "query:query_command",
    "reconcile": "reconcile:reconcile_command",
    "reference": "reference:reference_group",
    "remove": "articles:remove_command",
    "resolve": "resolve:resolve_group",
    "show": "show:show_command",
    "stats": "articles:stats_command",
    "validate": "validate:validate_command",
}

_SHORT: dict[str, str] = {
    # help of each command in the overview, so that the overview imports none of them
    "annotate": "Read articles and print what was found as JSON Lines; store nothing.",
    "articles": "List the articles in the store and their state.",
    "evidence": "Print a claim's sentence in its context, with its words marked.",
    "export": "Write the graph as GEXF, GraphML, CSV or RDF.",
    "ingest": "Read articles into the store.",
    "lexicon": "List the tables of words the reader reads with, and check your own.",
    "names": "Compare names across spellings and scripts.",
    "quarantine": "List, show or retry articles whose graph broke a shape.",
    "query": "Ask a named question, a query file, or SPARQL.",
    "reconcile": "Ask a reconciliation service which items of Wikidata people and bodies are.",
    "reference": "Check and search the reference tables.",
    "remove": "Take an article out of the store.",
    "resolve": "Review which things may be one, decide, and take decisions back.",
    "show": "Print a profile of a person, institution or event with its sources.",
    "stats": "Count what the store holds.",
    "validate": "Check RDF files or the store against the shapes.",
}


class _Lazy(click.Group):
    """A group that imports a command's module only when that command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = _COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, _, attribute = target.partition(":")
        command: click.Command = getattr(importlib.import_module(f"diplograph.cli.{module}"), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _SHORT[name]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DiplographError as error:
            raise _Failure(str(error)) from error


class _Failure(click.ClickException):
    exit_code = 1

    def show(self, file: Any = None) -> None:
        click.echo(f"Error: {self.message}", err=True)


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="diplograph")
def main() -> None:
    """Read articles about diplomacy into a graph in which every fact points at its words."""
