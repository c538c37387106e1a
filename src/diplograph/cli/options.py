"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

__all__ = [
    "Format",
    "NameValue",
    "format_option",
    "lexicon_option",
    "min_confidence_option",
    "store_option",
]

Format = Literal["table", "csv", "tsv", "json", "jsonl"]
_F = TypeVar("_F", bound=Callable[..., Any])

store_option: Callable[[_F], _F] = click.option(
    "--store",
    type=click.Path(path_type=Path),
    envvar="DIPLOGRAPH_STORE",
    default=Path("diplograph-store"),
    show_default="$DIPLOGRAPH_STORE or ./diplograph-store",
    help="Folder of the store.",
)

format_option: Callable[[_F], _F] = click.option(
    "--format",
    "output_format",
    type=click.Choice(["table", "csv", "tsv", "json", "jsonl"]),
    default=None,
    help="How rows are printed; a table on a terminal and CSV in a pipe unless told.",
)

lexicon_option: Callable[[_F], _F] = click.option(
    "--lexicon",
    type=click.Path(path_type=Path),
    multiple=True,
    envvar="DIPLOGRAPH_LEXICON",
    help="Table of your own, or a folder of them, merged into the bundled ones; may be repeated."
    "  [env: DIPLOGRAPH_LEXICON]",
)


def min_confidence_option(what: str) -> Callable[[_F], _F]:
    """``--min-confidence``, with what becomes of claims below it as its help."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="X",
        help=f"{what}  [default: 0, which keeps all]",
    )


class NameValue(click.ParamType[tuple[str, str]]):
    """``name=value``, as a pair."""

    name = "name=value"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, str]:
        """Split at the first ``=``; both sides may be anything else but an empty name."""
        if isinstance(value, tuple):
            return value
        name, equals, rest = str(value).partition("=")
        if not equals or not name:
            self.fail(f"{value!r} is not of the form name=value", param, ctx)
        return name, rest
