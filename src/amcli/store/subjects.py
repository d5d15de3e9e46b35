"""Whose records an operation touched, and of which kinds: kept beside the journal, so that it can be asked for that.

A row is an owner of records (an account), a noun and an operation. A link or a former name counts as a change of the
record that it stands beside. What belongs to nobody has the owner 0.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from amcli.base.owners import owner_field
from amcli.base.registry import HOMES, NOUNS

NOBODY = 0
_KEEP = "INSERT OR IGNORE INTO operation_subject (account_id, record, operation_id)"
_OF_IMAGES = """{keep} SELECT DISTINCT coalesce({owner}, 0), :noun, :operation FROM (
    SELECT record_id, before AS image FROM operation_change WHERE operation_id = :operation AND record = :table
    UNION ALL SELECT record_id, after FROM operation_change WHERE operation_id = :operation AND record = :table)
    WHERE image IS NOT NULL"""
_OF_RANGE = """{keep} SELECT DISTINCT coalesce({owner}, 0), :noun, :operation
    FROM "{table}" t WHERE t.id BETWEEN :first AND :last"""

Value = Callable[[str], str]  # from a column to the SQL of its value


class Beside(NamedTuple):
    """A table of links or of former names: the noun that it stands beside, and the column that names its record."""

    noun: str
    column: str


def keep_subjects(connection: sqlite3.Connection, operation: int) -> None:
    """Write down whose records the operation touched, once its images and ranges are in the journal."""
    changed = connection.execute("SELECT DISTINCT record FROM operation_change WHERE operation_id = ?", (operation,))
    for (table,) in changed.fetchall():
        owner = _owner(table, _in_json("image"), "record_id")
        sql = _OF_IMAGES.format(keep=_KEEP, owner=owner)
        connection.execute(sql, {"noun": noun_of(table), "table": table, "operation": operation})
    made = connection.execute(
        "SELECT record, first_id, last_id FROM operation_range WHERE operation_id = ?", (operation,)
    )
    for table, first, last in made.fetchall():
        owner = _owner(table, lambda column: f't."{column}"', "t.id")
        sql = _OF_RANGE.format(keep=_KEEP, owner=owner, table=table)
        span = {"noun": noun_of(table), "operation": operation, "first": first, "last": last}
        connection.execute(sql, span)


def owner_named() -> str:
    """The noun whose records own others."""
    return next(name for name in HOMES if NOUNS[name].owns)


def owner_of_change(image: str) -> str:
    """The SQL of the owner of a row of the journal. image: the column to read, `before` or `after`."""
    cases = [f"WHEN '{name}' THEN {_owner(name, _in_json(image), 'record_id')}" for name in HOMES]
    return f"CASE record {' '.join(cases)} END"


def owner_of_row(table: str, alias: str) -> str:
    """The SQL of the owner of a row of a table, which a query calls `alias`."""
    return _owner(table, lambda column: f'{alias}."{column}"', f"{alias}.id")


def noun_of(table: str) -> str:
    """The noun whose records a change of this table is about; of no noun's table its own name."""
    beside = _beside(table)
    return beside.noun if beside else table


def _in_json(image: str) -> Value:
    return lambda column: f"json_extract({image}, '$.{column}')"


def _beside(table: str) -> Beside | None:
    if table in HOMES:
        return None
    name = next((name for name in HOMES if table.startswith(f"{name}_")), "")
    return Beside(name, f"{name}_id") if name else None


def _owner(table: str, value: Value, number: str, depth: int = 0) -> str:
    """The SQL of the owner of a row, given that of its columns and of its own number. depth: of the query it is in."""
    if beside := _beside(table):
        return _owner_above(beside.noun, value(beside.column), depth)
    if table not in HOMES:
        return str(NOBODY)
    noun = NOUNS[table]
    if noun.owns:
        return number
    if field := owner_field(noun):
        return value(field.column)
    for field in noun.references:  # an expense is its budget's, and the budget somebody's
        if field.required and not field.many:
            return _owner_above(field.noun, value(field.column), depth)
    return str(NOBODY)


def _owner_above(noun: str, record: str, depth: int) -> str:
    """The SQL of the owner of the record of a noun, given that of its row id."""
    alias = f"p{depth}"
    above = _owner(noun, lambda column: f'{alias}."{column}"', f"{alias}.id", depth + 1)
    return f'(SELECT {above} FROM "{noun}" {alias} WHERE {alias}.id = {record})'
