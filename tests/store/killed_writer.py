"""Writes a store of many articles, some of them twice; meant to be killed.

Argument: the store.
"""

from __future__ import annotations

import sys
from pathlib import Path

from diplograph.store import ArticleRow, open_writer

ARTICLES = 24
EDITED = range(0, ARTICLES, 3)
REMOVED = range(1, ARTICLES, 6)


def make_key(number: int) -> str:
    return f"{number:016x}"


def make_nquads(number: int, version: int, base: str) -> str:
    graph = f"<{base}graph/{make_key(number)}>"
    return "".join(
        sorted(
            f'<urn:a{number}> <urn:p{line}> "v{version} {line}" {graph} .\n' for line in range(200 + number)
        )
    )


def make_row(number: int, version: int) -> ArticleRow:
    return ArticleRow(make_key(number), f"a{number}", "test", f"{version}" * 64, claims=version)


def main(store: Path) -> None:
    with open_writer(store, base="urn:base/") as writer:
        print("open", flush=True)
        for version, numbers in ((1, range(ARTICLES)), (2, EDITED)):
            for number in numbers:
                known = writer.article(make_key(number))
                if known is None or known.claims < version:
                    nquads = make_nquads(number, version, writer.base)
                    writer.replace_article(make_row(number, version), nquads, f"text {number} {version}")
                if number % 4 == 3:
                    writer.commit()
                    print("stored", version, number, flush=True)
            writer.commit()
        print("removing", flush=True)
        for number in REMOVED:
            writer.remove(make_key(number))
        print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
