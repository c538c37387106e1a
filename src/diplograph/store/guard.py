"""Keep a query from reaching out: SERVICE sends what it asks to another server.

:source: SPARQL 1.1 Federated Query, https://www.w3.org/TR/sparql11-federated-query/
"""

from __future__ import annotations

import re

from diplograph.errors import QueryError

__all__ = ["refuse_remote"]

_QUIET = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'" + r'|<[^\s<>"{}|\\^`]*>|#[^\n]*',
    re.DOTALL,
)
_REACHES_OUT = re.compile(r"(?<![\w?$:@.\-])(SERVICE|LOAD)(?![\w:\-])", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def refuse_remote(sparql: str) -> None:
    """Refuse a query that would use the network.

    :raises QueryError: if it holds SERVICE or LOAD outside strings, IRIs and comments
    """
    plain = _QUIET.sub(" ", sparql)
    # a keyword may be written with codepoint escapes
    plain = _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), plain)
    found = _REACHES_OUT.search(plain)
    if found is not None:
        raise QueryError(
            f"the query reaches out to another server with {found[1].upper()}",
            fix="ask that server yourself and ingest its answer; queries here stay on this machine",
        )
