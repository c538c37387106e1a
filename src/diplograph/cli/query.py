"""``diplograph query``: ask a named question, a query file, or SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diplograph.cli.options import NameValue, min_confidence_option, store_option
from diplograph.cli.rows import write_rows

if TYPE_CHECKING:
    from diplograph.query import Graph, NamedQuery, Result

__all__ = ["query_command"]

_ROWS = ("table", "csv", "tsv", "json", "jsonl")
_GRAPHS = ("turtle", "ntriples", "jsonld")


@click.command("query", add_help_option=False)
@click.argument("name", required=False, metavar="NAME|FILE.rq")
@click.option(
    "-p", "--param", "params", type=NameValue(), multiple=True, help="Fix a parameter of the query."
)
@click.option(
    "--sparql", metavar="TEXT", help="Ask this SPARQL text instead; - reads it from standard input."
)
@click.option("--list", "listing", is_flag=True, help="List the named queries.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice([*_ROWS, *_GRAPHS]),
    default=None,
    help="For rows: a table on a terminal and CSV in a pipe unless told. For CONSTRUCT and DESCRIBE: Turtle.",
)
@click.option("--wide", is_flag=True, help="Show the columns of IRIs in a table, too.")
@min_confidence_option("Leave out rows whose claim is less sure than this, 0 to 1.")
@store_option
@click.option(
    "-h", "--help", "show_help", is_flag=True, help="Show this message, or NAME's parameters and columns."
)
@click.pass_context
def query_command(  # noqa: PLR0913, PLR0917 - one argument an option
    ctx: click.Context,
    name: str | None,
    params: tuple[tuple[str, str], ...],
    sparql: str | None,
    listing: bool,
    output_format: str | None,
    wide: bool,
    min_confidence: float,
    store: Path,
    show_help: bool,
) -> None:
    """Ask the store a named question, a query file, or SPARQL, and print the answer.

    A parameter takes a name in any spelling the store knows, a Wikidata id or an
    IRI. `diplograph query NAME --help` says what a query takes and returns. In
    SPARQL texts the vocabulary's prefixes (dpo: org: evt: ...) need no declaration.

    \b
    diplograph query --list
    diplograph query holders -p of=Kazakhstan -p role=ForeignMinister
    diplograph query --sparql "SELECT ?e WHERE { ?e a dpo:Event }" --format json
    """
    if show_help:
        click.echo(_describe(name) if name else ctx.get_help())
        return
    if sum((name is not None, sparql is not None, listing)) != 1:
        raise click.UsageError("Give one of: the NAME of a query or a FILE.rq, --sparql TEXT, or --list.")
    if listing:
        _list(output_format)
        return
    if sparql is not None and params:
        raise click.UsageError(
            "--param goes with a named query or a file; write values into the --sparql text."
        )
    from diplograph.query import ask, keep_sure, load_query
    from diplograph.store import open_reader

    query = None if name is None else load_query(name)
    with open_reader(store) as reader:
        if query is not None:
            result = query.run(reader, dict(params))
        else:
            result = ask(reader, sys.stdin.read() if sparql == "-" else str(sparql), where="--sparql")
        if min_confidence > 0:
            result = keep_sure(result, reader, min_confidence, name or "--sparql")
        _write(result, output_format, wide, reader.base)


def _write(result: Result, output_format: str | None, wide: bool, base: str) -> None:
    from diplograph.query import Answer, Rows

    if isinstance(result, Answer):
        click.echo("true" if result.value else "false")
    elif isinstance(result, Rows):
        if output_format in _GRAPHS:
            raise click.UsageError(f"The answer is rows: --format is one of {', '.join(_ROWS)}.")
        hidden = write_rows(result.columns, result.rows, _as_rows(output_format), sys.stdout, wide=wide)
        if hidden:
            click.echo(f"not shown: {', '.join(hidden)} (--wide shows them)", err=True)
    else:
        _write_graph(result, output_format, base)


def _as_rows(output_format: str | None) -> Any:
    return output_format


def _write_graph(result: Graph, output_format: str | None, base: str) -> None:
    from diplograph.export import Block, write_jsonld, write_ntriples, write_turtle

    if output_format in _ROWS:
        raise click.UsageError(f"The answer is a graph: --format is one of {', '.join(_GRAPHS)}.")
    blocks = [Block.of(result.triples)]
    if output_format == "ntriples":
        write_ntriples(blocks, sys.stdout)
    elif output_format == "jsonld":
        write_jsonld(blocks, sys.stdout)
    else:
        write_turtle(blocks, sys.stdout, base)


def _list(output_format: str | None) -> None:
    from diplograph.query import list_queries

    rows = [(query.name, query.summary, " ".join(_signature(query))) for query in list_queries()]
    write_rows(("name", "summary", "parameters"), rows, _as_rows(output_format), sys.stdout)


def _signature(query: NamedQuery) -> list[str]:
    return [p.name if p.required else f"[{p.name}]" for p in query.parameters]


def _describe(name: str) -> str:
    """Help of one query, from its header."""
    from diplograph.query import load_query
    from diplograph.query.parameters import TYPES

    query = load_query(name)
    formatter = click.HelpFormatter(max_width=100)
    formatter.write_usage("diplograph query", f"{name} [-p name=value]...")
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(query.summary)
        formatter.write_paragraph()
        formatter.write_text(query.description)
    if query.parameters:
        with formatter.section("Parameters"):
            formatter.write_dl(
                [
                    (p.name, f"{p.doc} ({TYPES[p.type]}{'; required' if p.required else ''})")
                    for p in query.parameters
                ]
            )
    with formatter.section("Columns"):
        formatter.write_text(" ".join(query.columns))
    if query.example:
        with formatter.section("Example"):
            formatter.write_text(query.example)
    return formatter.getvalue().rstrip("\n")
