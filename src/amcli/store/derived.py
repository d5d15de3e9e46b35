"""What follows from the records and is kept beside them: the search tables, and what was sold on each day.

The search tables hold no text of their own, so an entry is taken out with the very values that it was made of. The days
are never added to but counted again from the sales, so that they cannot drift. Every write path ends in `keep` or
`forget`; whoever writes to the tables with a tool of his own calls `rebuild`, or `amcli doctor --repair`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

Image = Mapping[str, Any]
Change = tuple[str, int, Image | None, Image | None]

# The columns of each search table, which are columns of the record.
SEARCHED = {
    "account": (
        "name", "code", "category", "city", "country", "note", "tags", "external_id", "phone", "website", "address",
    ),
    "contact": ("name", "title", "email", "phone", "roles", "note", "account_id"),
    "interaction": ("text", "account_id"),
    "deadline": ("title", "note", "account_id"),
}  # fmt: skip
SAMPLE = 100  # records of a table that are looked up where the file may not be written to
SHOWN = 3  # days that are named

# A group for each day and currency that was sold on, in the order of the index on sale.
_DAYS = """SELECT date, currency, count(*), sum(CASE kind WHEN 'sale' THEN amount_minor ELSE -amount_minor END),
    count(cost_minor),
    sum(CASE WHEN cost_minor IS NULL THEN 0 WHEN kind = 'sale' THEN amount_minor ELSE -amount_minor END),
    sum(CASE WHEN cost_minor IS NULL THEN 0 WHEN kind = 'sale' THEN cost_minor ELSE -cost_minor END)
    FROM sale WHERE kind <> 'purchase' AND {days} GROUP BY date, currency"""


def keep(
    connection: sqlite3.Connection, changes: Iterable[Change], ranges: Iterable[tuple[str, int, int]] = ()
) -> None:
    """Follow what was written, in its transaction: records with their images before and after, and ranges of new ones.

    An image is the columns of a row, None where there is none. Records of a range are in no change beside it.
    """
    days: set[str] = set()
    for table, row, before, after in changes:
        if table == "sale":
            days.update(image["date"] for image in (before, after) if image)
        elif table in SEARCHED:
            _replace(connection, table, row, before, after)
    if days:
        _recount(connection, "date IN (SELECT value FROM json_each(?))", (json.dumps(sorted(days)),))
    for table, first, last in ranges:
        if table == "sale":
            _recount(connection, "date BETWEEN ? AND ?", _span(connection, first, last))
        elif table in SEARCHED:
            columns = ", ".join(SEARCHED[table])
            new = f"SELECT id, {columns} FROM {table} WHERE id BETWEEN ? AND ?"
            connection.execute(f"INSERT INTO {table}_search (rowid, {columns}) {new}", (first, last))


def forget(connection: sqlite3.Connection, table: str, first: int, last: int) -> None:
    """Delete the records of a range, and what is kept of them."""
    if table in SEARCHED:
        _leave_search(connection, table, first, last)
    days = _span(connection, first, last) if table == "sale" else ()
    connection.execute(f'DELETE FROM "{table}" WHERE id BETWEEN ? AND ?', (first, last))
    if days:
        _recount(connection, "date BETWEEN ? AND ?", days)


def rebuild(connection: sqlite3.Connection) -> None:
    """Make it all anew from the records, in the transaction of whoever calls."""
    for table in SEARCHED:
        connection.execute(f"INSERT INTO {table}_search ({table}_search) VALUES ('rebuild')")
    _recount(connection, "1", ())


def search_problems(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the search tables, a sentence for each.

    FTS5 compares every word with the records where the connection may write, and changes nothing. Where it may not, the
    numbers of entries are compared, and some records are looked up.
    """
    problems = []
    for table in SEARCHED:
        try:
            connection.execute(f"INSERT INTO {table}_search ({table}_search, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if "readonly" in str(error):
                problems += _sample_problems(connection, table)
            elif "locked" in str(error) or "busy" in str(error):
                raise
            else:
                problems.append(f"the search index of {table}s does not match the records")
    return problems


def totals_problems(connection: sqlite3.Connection) -> list[str]:
    """Whether each day's total is the sum of its sales: a sentence that names days that are not, or nothing."""
    rows = connection.execute(
        f"""SELECT date, currency FROM (
            SELECT date, currency, lines, amount_minor, cost_lines, costed_minor, cost_minor FROM sale_day
            UNION ALL {_DAYS.format(days="1")}
        ) GROUP BY date, currency, lines, amount_minor, cost_lines, costed_minor, cost_minor HAVING count(*) = 1"""
    )
    wrong = sorted({f"{day} {currency}" for day, currency in rows})
    if not wrong:
        return []
    more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
    return [f"the totals by day are not the sums of the sales: {', '.join(wrong[:SHOWN])}{more}"]


def _replace(connection: sqlite3.Connection, table: str, row: int, before: Image | None, after: Image | None) -> None:
    """Take out the entry of what a record was and put in that of what it is; nothing where they are the same."""
    columns = SEARCHED[table]
    old, new = ([image[column] for column in columns] if image else None for image in (before, after))
    if old == new:
        return
    names, marks = ", ".join(columns), ", ?" * len(columns)
    if old:
        sql = f"INSERT INTO {table}_search ({table}_search, rowid, {names}) VALUES ('delete', ?{marks})"
        connection.execute(sql, (row, *old))
    if new:
        connection.execute(f"INSERT INTO {table}_search (rowid, {names}) VALUES (?{marks})", (row, *new))


def _leave_search(connection: sqlite3.Connection, table: str, first: int, last: int) -> None:
    """Take the entries of a range out; of the whole table at once, which is thirty times faster."""
    others = f"SELECT 1 FROM {table} WHERE id NOT BETWEEN ? AND ? LIMIT 1"
    if connection.execute(others, (first, last)).fetchone() is None:
        connection.execute(f"INSERT INTO {table}_search ({table}_search) VALUES ('delete-all')")
        return
    columns = ", ".join(SEARCHED[table])
    connection.execute(
        f"INSERT INTO {table}_search ({table}_search, rowid, {columns}) "
        f"SELECT 'delete', id, {columns} FROM {table} WHERE id BETWEEN ? AND ?",
        (first, last),
    )


def _span(connection: sqlite3.Connection, first: int, last: int) -> tuple[Any, ...]:
    """The first and the last day of a range of sales."""
    found = connection.execute("SELECT min(date), max(date) FROM sale WHERE id BETWEEN ? AND ?", (first, last))
    return tuple(found.fetchone())


def _recount(connection: sqlite3.Connection, days: str, parameters: tuple[Any, ...]) -> None:
    """Add up some days again, a condition on `date`."""
    connection.execute(f"DELETE FROM sale_day WHERE {days}", parameters)
    connection.execute(f"INSERT INTO sale_day {_DAYS.format(days=days)}", parameters)


def _sample_problems(connection: sqlite3.Connection, table: str) -> list[str]:
    """The same as far as reading goes: as many entries as records, and some records found by all of their words."""
    entries, records = (
        connection.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in (f"{table}_search_docsize", table)
    )
    if entries != records:
        return [f"the search index of {table}s has {entries:,} entries for {records:,} records"]
    columns = SEARCHED[table]
    step = max(1, records // SAMPLE)
    sample = f"SELECT id, {', '.join(columns)} FROM {table} WHERE id % {step} = 0 ORDER BY id DESC LIMIT {2 * SAMPLE}"
    for row, *texts in connection.execute(sample).fetchall():
        phrases = [
            f'{column} : "{str(text).replace(chr(34), " ")}"'
            for column, text in zip(columns, texts, strict=True)
            if any(letter.isalnum() for letter in str(text or ""))
        ]
        find = f"SELECT 1 FROM {table}_search WHERE {table}_search MATCH ? AND rowid = ?"
        if phrases and connection.execute(find, (" AND ".join(phrases), row)).fetchone() is None:
            return [f"the search index of {table}s does not match the records"]
    return []
