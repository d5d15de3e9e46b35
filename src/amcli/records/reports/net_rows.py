"""What a span of the journal made of each row in the end: from its first image in it to its last.

Operations that stand alone count. A row that one of them made in bulk, which has no image, is told of with the others
of its range (bulk_changes.py).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from amcli.base.errors import DatabaseError
from amcli.base.field_type import Row
from amcli.base.registry import NOUNS, series_columns
from amcli.records.reports.journal_span import Span
from amcli.store.reader import Reader

# The first and the last image of each row in the span, as the ids of the changes that have them; `few`: whether an
# operation touched it that did not touch very many of its kind. The sort is of numbers and names, never of images.
_NET = """WITH net AS MATERIALIZED (
    SELECT c.record, c.record_id, min(c.id) AS first, max(c.id) AS last, {few} AS few,
        group_concat(DISTINCT c.operation_id) AS operations
    FROM operation o CROSS JOIN operation_change c ON c.operation_id = o.id
    WHERE o.id > :after AND o.id <= :until AND o.state = 'done' {tables} GROUP BY c.record, c.record_id
)"""
# The ids of the ranges of a table do not overlap, so that the one which may hold a row is the last to begin before it.
_MADE_IN_BULK = """coalesce((SELECT r.last_id >= net.record_id AND EXISTS (
        SELECT 1 FROM operation o
        WHERE o.id = r.operation_id AND o.id > :after AND o.id <= :until AND o.state = 'done')
    FROM operation_range r WHERE r.record = net.record AND r.first_id <= net.record_id
    ORDER BY r.first_id DESC LIMIT 1), 0)"""
NET_ROWS = f"""SELECT net.record, net.record_id, f.before, l.after, net.operations, l.operation_id AS operation_id
    FROM net CROSS JOIN operation_change f ON f.id = net.first CROSS JOIN operation_change l ON l.id = net.last
    WHERE net.few = {{few}} AND NOT {_MADE_IN_BULK}"""


class NetRow(NamedTuple):
    """A row of a table as it was before a span and as it is after it, and the operations that touched it."""

    table: str
    record_id: int
    was: Row | None
    now: Row | None
    operations: tuple[int, ...]

    @property
    def is_change(self) -> bool:
        """Whether it is another one than it was; how often calendars were told of it does not count."""
        if self.was is None or self.now is None:
            return self.was is not self.now
        counter = (series_columns(self.table) or ("",))[0]
        columns = (self.was.keys() | self.now.keys()) - {counter}
        return any(self.was.get(column) != self.now.get(column) for column in columns)


class Many(NamedTuple):
    """An operation that touched very many rows of a table, one by one."""

    operation: int
    table: str


def net_rows(reader: Reader, span: Span, tables: Collection[str] = (), many: Collection[Many] = ()) -> Iterator[NetRow]:
    """Each row that operations of the span touched, those too that are as they were before; by table and id.

    tables: only theirs, where there are any. many: what these alone touched is left out. DatabaseError where the
    journal cannot be read.
    """
    sql = f"{net_sql(tables, many)} {NET_ROWS.format(few=1)} ORDER BY net.record, net.record_id"
    for table, record_id, before, after, operations, _ in reader.rows(sql, net_parameters(span, tables, many)):
        try:
            was, now = (None if image is None else dict(json.loads(image)) for image in (before, after))
        except (ValueError, TypeError) as error:
            raise damaged(reader, table, record_id) from error
        yield NetRow(table, record_id, was, now, tuple(sorted(map(int, operations.split(",")))))


def made_in_bulk_of(reader: Reader, span: Span, table: str, ids: Collection[int]) -> list[int]:
    """Those of these rows of a table that operations of the span made in bulk."""
    sql = f"""SELECT net.record_id FROM (SELECT :table AS record, value AS record_id FROM json_each(:ids)) net
        WHERE {_MADE_IN_BULK}"""
    found = reader.rows(sql, {**net_parameters(span), "table": table, "ids": json.dumps(sorted(ids))})
    return [record_id for (record_id,) in found]


def many_at_once(reader: Reader, span: Span, least: int) -> list[Many]:
    """The operations of the span that touched more than `least` rows of one table."""
    sql = """SELECT o.id FROM operation o WHERE o.id > ? AND o.id <= ? AND o.state = 'done'
        AND (SELECT count(*) FROM operation_change c WHERE c.operation_id = o.id) > ?"""
    large = [number for (number,) in reader.rows(sql, (span.after, span.until, least))]
    if not large:
        return []
    sql = """SELECT operation_id, record FROM operation_change
        WHERE operation_id IN (SELECT value FROM json_each(?)) GROUP BY 1, 2 HAVING count(*) > ?"""
    return [Many(*row) for row in reader.rows(sql, (json.dumps(large), least))]


def net_sql(tables: Collection[str] = (), many: Collection[Many] = ()) -> str:
    """The common table `net` of a span, to stand before a query."""
    few = "max(c.operation_id || ' ' || c.record NOT IN (SELECT value FROM json_each(:many)))" if many else "1"
    return _NET.format(few=few, tables="AND c.record IN (SELECT value FROM json_each(:tables))" if tables else "")


def net_parameters(span: Span, tables: Collection[str] = (), many: Collection[Many] = ()) -> dict[str, Any]:
    """What `net_sql` is asked with."""
    found: dict[str, Any] = {"after": span.after, "until": span.until}
    if tables:
        found["tables"] = json.dumps(sorted(tables))
    if many:
        found["many"] = json.dumps([f"{one.operation} {one.table}" for one in many])
    return found


def damaged(reader: Reader, table: str, record_id: int) -> DatabaseError:
    """What is said where an image cannot be read."""
    letter = NOUNS[table].letter if table in NOUNS else f"{table} "
    return DatabaseError(
        f"{reader.env.path} is damaged: what became of {letter}{record_id} cannot be read; "
        "see `amcli doctor`, and restore a backup"
    )
