"""Rows by the names of their columns."""

from __future__ import annotations

import sqlite3
from typing import Any

Row = dict[str, Any]


def first_row(cursor: sqlite3.Cursor) -> Row | None:
    """The first row of an answer by column; None where there is none."""
    found = cursor.fetchone()
    return found and dict(zip((column[0] for column in cursor.description), found, strict=True))


def row_of(connection: sqlite3.Connection, table: str, record_id: int) -> Row | None:
    """A row of a table by its id; None where there is none."""
    return first_row(connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (record_id,)))
