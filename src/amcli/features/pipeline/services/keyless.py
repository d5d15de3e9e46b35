"""Deals of a file without the other system's id: which of those that are here each row is.

A row is one of those of its account and name, and of its day of opening where it gives one. What is equal to one of
them is that one; a single row that is left is the single one that is left. Several are never mixed: they are left out
where that would change anything, and said.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from amcli.base.text import name_key, quote
from amcli.store.session import UnitOfWork
from amcli.store.staging import SAME_IN_FILE

# What a row may say of a record that is the same one; its days and its probability follow from the stage.
_SAID = (
    "amount_minor", "currency", "close", "stage", "kind", "product_id", "colleague_id", "competitor", "reason", "note",
)  # fmt: skip
_KEYLESS = "id IS NULL AND external_id IS NULL"
_SHOWN = 3  # names in one sentence
WHICH_IS_WHICH = (
    "no id tells which of several of one name it is, and none of them says the same: "
    "give the file a column of ids, or `amcli opportunity edit`"
)


class _Row(NamedTuple):
    """A row that waits, or a record. number: its line, or id."""

    number: int
    created: str | None
    said: tuple[object, ...]

    def may_be(self, record: _Row) -> bool:
        """Whether the record may be this row by its day of opening."""
        return self.created is None or self.created == record.created

    def agrees(self, record: _Row) -> bool:
        """Whether all that the row says is so of the record."""
        return all(mine is None or mine == theirs for mine, theirs in zip(self.said, record.said, strict=True))


def recognise_keyless(work: UnitOfWork) -> None:
    """Give the rows that are here already their ids. Rows that repeat another are passed over."""
    execute = work.connection.execute
    execute("CREATE TEMP TABLE mixed (line INTEGER PRIMARY KEY)")
    if not work.scalar(f"SELECT 1 FROM staged WHERE {_KEYLESS} LIMIT 1"):
        return
    columns = [row[1] for row in execute("PRAGMA temp.table_info(staged)")]
    compared = [f'"{name}"' for name in columns if name not in ("line", "name", "blank", "cells", "id")]
    execute(
        f"""UPDATE staged SET id = {SAME_IN_FILE} WHERE line IN (SELECT line FROM (
            SELECT line, min(line) OVER (PARTITION BY name_key(name), {", ".join(compared)}) AS first
            FROM staged WHERE {_KEYLESS}) WHERE first < line)"""
    )
    said = ", ".join(_SAID)
    there: dict[tuple[int, str], list[_Row]] = defaultdict(list)
    for account, name, number, created, *values in execute(
        f"""SELECT account_id, name, id, created, {said} FROM opportunity WHERE external_id IS NULL
        AND account_id IN (SELECT account_id FROM staged WHERE {_KEYLESS}) ORDER BY id"""
    ):
        there[account, name_key(name)].append(_Row(number, created, tuple(values)))
    rows: dict[tuple[int, str], list[_Row]] = defaultdict(list)
    if there:
        for account, name, line, created, *values in execute(
            f"SELECT account_id, name, line, created, {said} FROM staged WHERE {_KEYLESS} ORDER BY line"
        ):
            if (key := (account, name_key(name))) in there:
                rows[key].append(_Row(line, created, tuple(values)))
    for key, waiting in rows.items():
        _recognise(work, waiting, there[key])


def _recognise(work: UnitOfWork, rows: list[_Row], records: list[_Row]) -> None:
    """Rows and records of one account and name."""
    left, free = [], list(records)
    for row in rows:
        same = next((record for record in free if row.may_be(record) and row.agrees(record)), None)
        if same is None:
            left.append(row)
        else:
            free.remove(same)
            _let_be(work, row, same)
    for created in dict.fromkeys(row.created for row in left):
        alike = [row for row in left if row.created == created]
        fitting = [record for record in free if alike[0].may_be(record)]
        if len(alike) > len(fitting) > 0:
            for row in alike:
                _leave(work, row)
            continue
        for row, record in zip(alike, fitting, strict=False):
            free.remove(record)
            _let_be(work, row, record)
            if len(fitting) > 1:
                work.connection.execute("INSERT INTO mixed VALUES (?)", (row.number,))


def _let_be(work: UnitOfWork, row: _Row, record: _Row) -> None:
    work.connection.execute("UPDATE staged SET id = ? WHERE line = ?", (record.number, row.number))


def _leave(work: UnitOfWork, row: _Row) -> None:
    work.connection.execute("INSERT INTO left_out VALUES (?, ?)", (row.number, WHICH_IS_WHICH))
    work.connection.execute("DELETE FROM staged WHERE line = ?", (row.number,))


def said_of_names_twice(work: UnitOfWork) -> list[str]:
    """The new rows without an id that have account and name of another one and say something else."""
    sql = f"""SELECT count(*), min(name), group_concat(line, ', ') FROM (SELECT * FROM staged ORDER BY line)
        WHERE {_KEYLESS} GROUP BY account_id, name_key(name) HAVING count(*) > 1 ORDER BY min(line)"""
    found = work.connection.execute(sql).fetchall()
    shown = []
    for count, name, lines in found[:_SHOWN]:
        where = f"lines {lines}" if count <= _SHOWN else f"from line {lines.split(',')[0]} on"
        shown.append(f"{count:,} rows are called {quote(name)}, of one account: {count:,} opportunities ({where})")
    return [*shown, f"and so are rows of {len(found) - _SHOWN:,} more names"] if len(found) > _SHOWN else shown
