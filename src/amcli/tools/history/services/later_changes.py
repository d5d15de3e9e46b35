"""What rests on an earlier operation: later ones that stand, and changed its records or refer to one that it made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from amcli.base.errors import Refused
from amcli.base.registry import NOUNS
from amcli.base.text import one_line, with_and
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork

SHOWN = 5  # operations that are named; more are counted

# The records that operation :n made, as a condition on a number. {parent}: their table.
_MADE = """({number} IN (SELECT record_id FROM operation_change
        WHERE operation_id = :n AND record = '{parent}' AND before IS NULL)
    OR EXISTS (SELECT 1 FROM operation_range mine WHERE mine.operation_id = :n AND mine.record = '{parent}'
        AND {number} BETWEEN mine.first_id AND mine.last_id))"""
# Of each later operation that stands, the records that operation :n had touched too.
_CHANGED = """SELECT c.operation_id, c.record, c.record_id, coalesce(c.after, c.before)
    FROM operation o CROSS JOIN operation_change c ON c.operation_id = o.id WHERE o.state = 'done' AND o.id > :n AND (
        (c.record, c.record_id) IN (SELECT record, record_id FROM operation_change WHERE operation_id = :n)
        OR EXISTS (SELECT 1 FROM operation_range mine WHERE mine.operation_id = :n AND mine.record = c.record
            AND c.record_id BETWEEN mine.first_id AND mine.last_id))"""
# Those that speak of a record of operation :n in a column, before or after.
_REFERS = """SELECT c.operation_id, coalesce(json_extract(c.after, '$.{column}'), json_extract(c.before, '$.{column}'))
    FROM operation o CROSS JOIN operation_change c ON c.operation_id = o.id
    WHERE o.state = 'done' AND o.id > :n AND c.record = '{child}' AND ({after} OR {before})"""
_REFERS_IN_BULK = """SELECT r.operation_id, min(t."{column}") FROM operation o
    CROSS JOIN operation_range r ON r.operation_id = o.id
    CROSS JOIN "{child}" t ON t.id BETWEEN r.first_id AND r.last_id
    WHERE o.state = 'done' AND o.id > :n AND r.record = '{child}' AND {made} GROUP BY r.operation_id"""


class Reference(NamedTuple):
    """A column of a table that names a record of another, or of the same."""

    column: str
    parent: str


def refuse_resting(work: UnitOfWork, number: int) -> None:
    """Raises Refused where something since rests on an operation: what, and what to undo first.

    Both images of a later change count: undone in its turn, it would refer again to what it once referred to.
    """
    resting: dict[int, str] = {}
    for operation_id, table, record_id, image in work.connection.execute(_CHANGED, {"n": number}):
        if operation_id not in resting:
            resting[operation_id] = f"changed {label(work, table, record_id, json.loads(image))}"
    for operation_id, parent, record_id in _referring(work, number):
        resting.setdefault(operation_id, f"refers to {label(work, parent, record_id)}")
    if not resting:
        return
    newest = sorted(resting, reverse=True)
    said = [f"H{operation_id} {resting[operation_id]}" for operation_id in newest[:SHOWN]]
    first = [f"H{operation_id}" for operation_id in newest[:SHOWN]]
    more = f" and {len(newest) - SHOWN:,} more" if len(newest) > SHOWN else ""
    if more:
        undo = f"undo {', '.join(first)}{more} first"
        raise Refused(f"{', '.join(said)}{more} since: {undo} (`amcli history` lists them)")
    raise Refused(f"{with_and(said)} since: undo {with_and(first)} first")


def references(work: UnitOfWork, table: str) -> list[Reference]:
    """The columns of a table that name records."""
    rows = work.connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
    return [Reference(row[3], row[2]) for row in rows if row[4] == "id"]


def last_change(work: UnitOfWork, table: str, record_id: int) -> tuple[int, str] | None:
    """The latest operation that touched a record and was not overtaken, and its state."""
    sql = """SELECT o.id, o.state FROM operation_change c JOIN operation o ON o.id = c.operation_id
        WHERE c.record = :table AND c.record_id = :id AND o.state <> 'dropped'
        UNION ALL SELECT o.id, o.state FROM operation_range r JOIN operation o ON o.id = r.operation_id
        WHERE r.record = :table AND :id BETWEEN r.first_id AND r.last_id AND o.state <> 'dropped'
        ORDER BY 1 DESC LIMIT 1"""
    found: tuple[int, str] | None = work.connection.execute(sql, {"table": table, "id": record_id}).fetchone()
    return found


def label(work: UnitOfWork, table: str, record_id: int, image: Row | None = None) -> str:
    """What a person calls a record: its code or its id; a link or an alias by the record that it is of.

    image: its columns, where they are at hand; of what is gone the journal has them.
    """
    if table in NOUNS:
        noun = NOUNS[table]
        if not noun.coded:
            return f"{noun.letter}{record_id}"
        code = work.scalar(f'SELECT code FROM "{table}" WHERE id = ?', record_id)
        code = code or (image or _last_image(work, table, record_id)).get("code")
        return str(code or f"{noun.letter}{record_id}")
    image = image or _last_image(work, table, record_id)
    for column, parent in references(work, table):
        if table.startswith(f"{parent}_") and image.get(column) is not None:
            return label(work, parent, image[column])
    return one_line(f"{table} {image.get('key', record_id)}")


def _last_image(work: UnitOfWork, table: str, record_id: int) -> Row:
    """What is known of a record that is gone."""
    sql = """SELECT coalesce(after, before) FROM operation_change WHERE record = ? AND record_id = ?
        ORDER BY id DESC LIMIT 1"""
    image: Row = json.loads(work.scalar(sql, table, record_id) or "{}")
    return image


def _referring(work: UnitOfWork, number: int) -> Iterator[tuple[int, str, int]]:
    """The later operations that speak of a record that this one made: operation, table and id of that record."""
    of_mine = """SELECT record FROM operation_change WHERE operation_id = :n AND before IS NULL
        UNION SELECT record FROM operation_range WHERE operation_id = :n"""
    made = {table for (table,) in work.connection.execute(of_mine, {"n": number})}
    of_others = """SELECT c.record FROM operation o CROSS JOIN operation_change c ON c.operation_id = o.id
        WHERE o.state = 'done' AND o.id > :n
        UNION SELECT r.record FROM operation o CROSS JOIN operation_range r ON r.operation_id = o.id
        WHERE o.state = 'done' AND o.id > :n"""
    children = sorted(table for (table,) in work.connection.execute(of_others, {"n": number}))
    for child in children:
        for column, parent in references(work, child):
            if parent not in made:
                continue
            after, before = (
                _MADE.format(parent=parent, number=f"json_extract(c.{image}, '$.{column}')")
                for image in ("after", "before")
            )
            one_by_one = _REFERS.format(column=column, child=child, after=after, before=before)
            in_bulk = _REFERS_IN_BULK.format(
                column=column, child=child, made=_MADE.format(parent=parent, number=f't."{column}"')
            )
            for sql in (one_by_one, in_bulk):
                for operation_id, record_id in work.connection.execute(sql, {"n": number}):
                    yield operation_id, parent, record_id
