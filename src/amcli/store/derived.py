"""What follows from the records and is kept beside them: the search tables, and what nouns count (their `kept`).

The search tables hold no text of their own, so an entry is taken out with the very values that it was made of. What is
counted is never added to but counted again from the records, so that it cannot drift. Every write path ends in
`update_derived` or `delete_range`; whoever writes to the tables with a tool of his own calls `rebuild`, or
`amcli doctor --repair`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from amcli.base.fields import Noun
from amcli.base.registry import NOUNS, load

Image = Mapping[str, Any]
Change = tuple[str, int, Image | None, Image | None]

SAMPLE = 100  # records of a table that are looked up where the file may not be written to


class Kept(Protocol):
    """What a noun has counted from its records and kept beside them (its attribute `kept`)."""

    def follow(self, connection: sqlite3.Connection, images: Sequence[Image]) -> None:
        """Count again what records touch, given their images before and after."""
        ...

    def follow_range(self, connection: sqlite3.Connection, first: int, last: int) -> None:
        """Count again what new records touch, both ends in."""
        ...

    def touched(self, connection: sqlite3.Connection, first: int, last: int) -> Any:
        """What the records of a range touch, to be handed to `recount` when they are gone."""
        ...

    def recount(self, connection: sqlite3.Connection, touched: Any = None) -> None:
        """Count again what `touched` said, or all."""
        ...

    def problems(self, connection: sqlite3.Connection) -> list[str]:
        """What is not as the records say: a sentence for each thing."""
        ...


def searched() -> dict[str, tuple[str, ...]]:
    """The columns of each search table, which are columns of the record, by the name of the noun."""
    return {noun.name: noun.searched for noun in NOUNS.values() if noun.searched}


def _kept() -> Iterator[Kept]:
    for noun in NOUNS.values():
        if noun.kept:
            yield load(noun.kept)


def update_derived(
    connection: sqlite3.Connection, changes: Iterable[Change], ranges: Iterable[tuple[str, int, int]] = ()
) -> None:
    """Follow what was written, in its transaction: records with their images before and after, and ranges of new ones.

    An image is the columns of a row, None where there is none. Records of a range are in no change beside it.
    """
    counted: dict[str, list[Image]] = {}
    for table, record_id, before, after in changes:
        noun = NOUNS.get(table)
        if noun and noun.kept:
            counted.setdefault(noun.kept, []).extend(image for image in (before, after) if image)
        if noun and noun.searched:
            _replace(connection, noun, record_id, before, after)
    for place, images in counted.items():
        load(place).follow(connection, images)
    for table, first, last in ranges:
        noun = NOUNS.get(table)
        if noun and noun.kept:
            load(noun.kept).follow_range(connection, first, last)
        if noun and noun.searched:
            columns = ", ".join(noun.searched)
            new = f"SELECT id, {columns} FROM {table} WHERE id BETWEEN ? AND ?"
            connection.execute(f"INSERT INTO {table}_search (rowid, {columns}) {new}", (first, last))


def delete_range(connection: sqlite3.Connection, table: str, first: int, last: int) -> None:
    """Delete the records of a range, and what is kept of them."""
    noun = NOUNS.get(table)
    if noun and noun.searched:
        _leave_search(connection, noun, first, last)
    kept: Kept | None = load(noun.kept) if noun and noun.kept else None
    touched = kept.touched(connection, first, last) if kept else None
    connection.execute(f'DELETE FROM "{table}" WHERE id BETWEEN ? AND ?', (first, last))
    if kept:
        kept.recount(connection, touched)


def rebuild(connection: sqlite3.Connection) -> None:
    """Make it all anew from the records, in the transaction of whoever calls."""
    for table in searched():
        connection.execute(f"INSERT INTO {table}_search ({table}_search) VALUES ('rebuild')")
    for kept in _kept():
        kept.recount(connection)


def search_problems(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the search tables, a sentence for each.

    FTS5 compares every word with the records where the connection may write, and changes nothing. Where it may not, the
    numbers of entries are compared, and some records are looked up.
    """
    problems = []
    for table, columns in searched().items():
        try:
            connection.execute(f"INSERT INTO {table}_search ({table}_search, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if "readonly" in str(error):
                problems += _sample_problems(connection, table, columns)
            elif "locked" in str(error) or "busy" in str(error):
                raise
            else:
                problems.append(f"the search index of {NOUNS[table].view} does not match the records")
    return problems


def totals_problems(connection: sqlite3.Connection) -> list[str]:
    """What is counted otherwise than the records say: a sentence for each thing."""
    return [problem for kept in _kept() for problem in kept.problems(connection)]


def _replace(
    connection: sqlite3.Connection, noun: Noun, record_id: int, before: Image | None, after: Image | None
) -> None:
    """Take out the entry of what a record was and put in that of what it is; nothing where they are the same."""
    table, columns = noun.name, noun.searched
    # What the journal kept before a column was added has nothing in it.
    old, new = ([image.get(column) for column in columns] if image else None for image in (before, after))
    if old == new:
        return
    names, marks = ", ".join(columns), ", ?" * len(columns)
    if old:
        sql = f"INSERT INTO {table}_search ({table}_search, rowid, {names}) VALUES ('delete', ?{marks})"
        connection.execute(sql, (record_id, *old))
    if new:
        connection.execute(f"INSERT INTO {table}_search (rowid, {names}) VALUES (?{marks})", (record_id, *new))


def _leave_search(connection: sqlite3.Connection, noun: Noun, first: int, last: int) -> None:
    """Take the entries of a range out; of the whole table at once, which is thirty times faster."""
    table = noun.name
    others = f"SELECT 1 FROM {table} WHERE id NOT BETWEEN ? AND ? LIMIT 1"
    if connection.execute(others, (first, last)).fetchone() is None:
        connection.execute(f"INSERT INTO {table}_search ({table}_search) VALUES ('delete-all')")
        return
    columns = ", ".join(noun.searched)
    connection.execute(
        f"INSERT INTO {table}_search ({table}_search, rowid, {columns}) "
        f"SELECT 'delete', id, {columns} FROM {table} WHERE id BETWEEN ? AND ?",
        (first, last),
    )


def _sample_problems(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> list[str]:
    """The same as far as reading goes: as many entries as records, and some records found by all of their words."""
    entries, records = (
        connection.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in (f"{table}_search_docsize", table)
    )
    if entries != records:
        return [f"the search index of {NOUNS[table].view} has {entries:,} entries for {records:,} records"]
    step = max(1, records // SAMPLE)
    sample = f"SELECT id, {', '.join(columns)} FROM {table} WHERE id % {step} = 0 ORDER BY id DESC LIMIT {2 * SAMPLE}"
    for record_id, *texts in connection.execute(sample).fetchall():
        phrases = [
            f'{column} : "{str(text).replace(chr(34), " ")}"'
            for column, text in zip(columns, texts, strict=True)
            if any(letter.isalnum() for letter in str(text or ""))
        ]
        find = f"SELECT 1 FROM {table}_search WHERE {table}_search MATCH ? AND rowid = ?"
        if phrases and connection.execute(find, (" AND ".join(phrases), record_id)).fetchone() is None:
            return [f"the search index of {NOUNS[table].view} does not match the records"]
    return []
