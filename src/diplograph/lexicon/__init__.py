"""The word lists under data/: what each table is, its rows, and a user's own tables merged into them.

``rows_of("roles")`` gives the rows of a table of data/lexicon as the reader uses
it, with the user's rows merged in where :func:`use_tables` was told of any.
``registry`` says what each table is for and what its columns mean; ``rows``
reads any table of rows, those of data/reference too.
"""

from __future__ import annotations

from diplograph.lexicon.merging import (
    UserTables,
    cached,
    check_file,
    find_tables,
    load_tables,
    rows_of,
    table_path,
    use_tables,
)
from diplograph.lexicon.registry import TABLES, Table
from diplograph.lexicon.rows import Column, Row, check_table, load_table

__all__ = [
    "TABLES",
    "Column",
    "Row",
    "Table",
    "UserTables",
    "cached",
    "check_file",
    "check_table",
    "find_tables",
    "load_table",
    "load_tables",
    "rows_of",
    "table_path",
    "use_tables",
]
