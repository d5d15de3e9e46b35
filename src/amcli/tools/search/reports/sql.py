"""A query of the user's own, on a connection that can only read."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from amcli.base.errors import BadValue, Refused
from amcli.base.results import Column, Listing
from amcli.store.derived import searched
from amcli.store.reader import Reader

T = TypeVar("T")
# All that a question needs. Writing, ATTACH, transactions and whatever SQLite adds later are not in it.
ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
PRAGMAS = frozenset(
    {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list"}
    | {"data_version"}  # what FTS5 asks before each search
)
FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"})


def answer(reader: Reader, query: str) -> Listing:
    """The rows of one SELECT, as a stream. Refused for anything but reading; BadValue for SQL that is wrong."""
    cursor = execute(reader, query)
    if cursor.description is None:
        raise BadValue("type one SELECT; docs/views.md lists the views")
    columns = tuple(Column(key) for key in _keys([found[0] for found in cursor.description]))
    return Listing("row", columns, explained(map(_cells, cursor)), columns[0].key, empty="no rows")


def execute(reader: Reader, query: str) -> sqlite3.Cursor:
    """Run somebody's own SQL; from here on the connection refuses all but reading. Refused, BadValue."""
    if "\0" in query:
        raise BadValue("the query holds a NUL character")
    for table in searched():  # FTS5 declares a search table where it is used first, which looks like a write
        reader.rows(f"SELECT 1 FROM {table}_search LIMIT 0")
    reader.connection.set_authorizer(_authorize)
    try:
        return reader.connection.execute(query)
    except (sqlite3.DatabaseError, sqlite3.Warning, sqlite3.ProgrammingError) as error:
        text = str(error)
        if "authoriz" in text or "prohibited" in text or "readonly" in text or "VACUUM" in text:
            raise Refused("SQL only reads here: one SELECT, no writing, no ATTACH, no extension") from error
        if "interrupted" in text:
            raise
        raise BadValue(f"SQL: {text}") from error


def explained(rows: Iterable[T]) -> Iterator[T]:
    """The rows, with what fails on the way said as SQLite says it. BadValue."""
    try:
        yield from rows
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise
        raise BadValue(f"SQL: {error}") from error


def _authorize(action: int, first: str | None, second: str | None, *_where: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in FORBIDDEN_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    if action in ALLOWED or (action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in PRAGMAS):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _keys(names: Sequence[str]) -> list[str]:
    """Column names, told apart where two are the same: JSON objects have each key once."""
    keys: list[str] = []
    for name in names:
        key, number = name, 2
        while key in keys:
            key, number = f"{name}_{number}", number + 1
        keys.append(key)
    return keys


def _cells(row: Sequence[Any]) -> list[Any]:
    return [_cell(value) for value in row]


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(repr(value)) if math.isfinite(value) else None
    return value.hex() if isinstance(value, bytes) else value
