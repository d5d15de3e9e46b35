"""A query of the user's own, on a connection that can only read."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from time import monotonic
from typing import Any, TypeVar

from amcli.base.errors import BadValue, Refused
from amcli.base.results import Column, Listing
from amcli.base.text import quote
from amcli.store.reader import Reader
from amcli.tools.search.reports import sql_scope

T = TypeVar("T")
# All that a question needs. Writing, ATTACH, transactions and whatever SQLite adds later are not in it.
ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
ASK = "type one SELECT; docs/views.md lists the views"
SECONDS = 60  # for a query to find its rows in
LONGEST_VALUE = 1 << 24  # bytes of one value: the longest note has a quarter of it
LONGEST_QUERY = 1 << 20
MOST_ROWS = 1_000_000  # that are held at once, where columns are aligned: the rest of the output is a stream
MOST_TEXT = 1 << 28  # characters of these
SQL_STEPS = 1_000  # between two looks at the clock; one may be a function over a long text
OF_FILE = ("interrupted", "disk image", "not a database", "disk I/O")
FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"})


class _Clock:
    """How long SQLite has worked on a query. What waits for the reader of a pipe does not count."""

    def __init__(self, seconds: float) -> None:
        self.seconds = self.left = seconds
        self.over = False
        self.since = monotonic()

    def look(self) -> bool:
        """Whether it has been too long: SQLite asks, and stops then."""
        self.over = monotonic() - self.since > self.left
        return self.over

    def timed(self, rows: Iterator[T]) -> Iterator[T]:
        self.left -= monotonic() - self.since
        while True:
            self.since = monotonic()
            row = next(rows, None)
            if row is None:
                return
            self.left -= monotonic() - self.since
            yield row


def answer(reader: Reader, query: str, *, seconds: float = SECONDS, held: bool = False) -> Listing:
    """The rows of one SELECT, as a stream.

    seconds: that it may take; 0 is as long as it likes. held: whether all rows will be in memory, where they must not
    be too many. Refused for anything but reading, and for too much of it; BadValue for SQL that is wrong.
    """
    clock = _Clock(seconds)
    if seconds:
        reader.connection.set_progress_handler(clock.look, SQL_STEPS)
    try:
        cursor = execute(reader, query)
    except sqlite3.OperationalError as error:
        raise _stopped(clock, error) from error
    if cursor.description is None:
        raise BadValue(ASK)
    columns = tuple(Column(key) for key in _keys([found[0] for found in cursor.description]))
    rows = _answered(cursor, clock)
    return Listing("row", columns, _counted(rows) if held else rows, columns[0].key, empty="no rows")


def _answered(cursor: sqlite3.Cursor, clock: _Clock) -> Iterator[list[Any]]:
    try:
        yield from explained(map(_cells, clock.timed(cursor)))
    except sqlite3.OperationalError as error:
        raise _stopped(clock, error) from error


def _stopped(clock: _Clock, error: sqlite3.OperationalError) -> Exception:
    """What an error is where the clock has run out, which SQLite knows as an interruption."""
    if not clock.over:
        return error
    return Refused(f"the query took more than {clock.seconds:g} seconds: ask for less, or give it --timeout SECONDS")


def _counted(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    size = 0
    for place, row in enumerate(rows):
        size += sum(len(cell) for cell in row if isinstance(cell, str))
        if place == MOST_ROWS or size > MOST_TEXT:
            raise Refused("the query has too many rows to align their columns: add LIMIT to it, or -f csv")
        yield row


def execute(reader: Reader, query: str) -> sqlite3.Cursor:
    """Run somebody's own SQL; from here on the connection refuses all but reading.

    Refused for what does not only read, and for what reads below the documented views; BadValue.
    """
    if "\0" in query:
        raise BadValue("the query holds a character that no text has (NUL): take it out")
    if len(query) > LONGEST_QUERY:
        raise BadValue(f"the query is longer than {LONGEST_QUERY >> 20} MB")
    if not sql_scope.explained_query(query):
        raise BadValue(ASK)
    sql_scope.declare_virtual_tables(reader.connection, query)
    reader.connection.set_authorizer(_authorize)
    reader.connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    try:
        sql_scope.check_scope(reader, query, _authorize, LONGEST_VALUE)
        return reader.connection.execute(query)
    except MemoryError as error:
        raise _too_large() from error
    except (sqlite3.DatabaseError, sqlite3.Warning) as error:
        text = str(error)
        if "authoriz" in text or "prohibited" in text or "readonly" in text or "VACUUM" in text:
            raise Refused("SQL only reads here: one SELECT, no writing, no ATTACH, no extension") from error
        if _is_of_file(error):
            raise
        raise _too_large() if "too big" in text else _wrong(text) from error


def explained(rows: Iterable[T]) -> Iterator[T]:
    """The rows, with what fails on the way said as for the query. BadValue, Refused."""
    try:
        yield from rows
    except MemoryError as error:
        raise _too_large() from error
    except sqlite3.DatabaseError as error:
        if _is_of_file(error):
            raise
        raise _too_large() if "too big" in str(error) else _wrong(str(error)) from error


def _is_of_file(error: Exception) -> bool:
    """Whether it is no fault of the query: it was stopped, or the file holds what cannot be read."""
    return any(word in str(error) for word in OF_FILE)


def _wrong(text: str) -> BadValue:
    """What SQLite says of a query, and what to type where it says that in words of its own workings."""
    if "decode to UTF-8" in text:
        column = text.partition("column '")[2].rpartition("' with text")[0]
        return BadValue(f"SQL: the column {quote(column)} has bytes that are no text in UTF-8: type hex(…) around it")
    if "parser stack overflow" in text or "Expression tree is too large" in text:
        return BadValue("SQL: the query is nested too deep: take parts of it out into WITH name AS (SELECT …)")
    return BadValue(f"SQL: {text}")


def _too_large() -> Refused:
    return Refused(f"the query makes a value larger than {LONGEST_VALUE >> 20} MB, or more than fits into memory")


def _authorize(action: int, first: str | None, second: str | None, *_where: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in FORBIDDEN_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    if action in ALLOWED or (action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in sql_scope.PRAGMAS):
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
