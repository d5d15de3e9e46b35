"""The rows of a file that hold from a day to a day: what typed commands refuse of their days is a bad row here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from amcli.base.time.day_span import DaySpan
from amcli.records.services.day_spans import backwards, said_by, spell_span
from amcli.records.services.taken_in import TakenIn, Unfit
from amcli.store.session import UnitOfWork

_CHANGED = "SELECT line FROM difference"


class _Held(NamedTuple):
    """Days that a record holds, or would by the file. line: of the row that says so; record: its id, None while new."""

    key: tuple[object, ...]
    line: int | None
    record: int | None
    span: DaySpan
    was: DaySpan | None = None  # a record's own days, where the row changes them


class DaysApart(TakenIn):
    """What the rows of a noun ask for of which no two with the same values may hold on one day (check_days)."""

    def __init__(self, noun: str, columns: Sequence[str]) -> None:
        """columns: those whose values two such rows share."""
        self._noun, self._columns = noun, tuple(columns)

    def unfit(self, work: UnitOfWork, *, updates: bool) -> Iterator[Unfit]:
        """The rows that hold on a day of a record, or of an earlier row of the file; and those that end too early."""
        yield from overlapping(work, self._noun, self._columns, updates=updates)


def overlapping(
    work: UnitOfWork, noun: str, columns: Sequence[str], *, updates: bool, new: str = "1", row: str = "1"
) -> Iterator[Unfit]:
    """The waiting rows that end before they begin, or hold on a day of a record or of an earlier row with the same
    values in these columns.

    updates: whether what differs is changed, so that a record's days are those of its row. new, row: SQL on a new row,
    and on one `whole` of what there will be, that say which are looked at.
    """
    for _, group in groupby(_held(work, noun, columns, updates=updates, new=new, row=row), lambda each: each.key):
        yield from _unfit(noun, list(group))


def _held(work: UnitOfWork, noun: str, columns: Sequence[str], *, updates: bool, new: str, row: str) -> Iterable[_Held]:
    """What holds, and would, in the order of the columns; records first, then the rows of the file."""
    fields = (*columns, "start", "until")
    plain, both = (
        ", ".join(texts) for texts in (fields, [f"coalesce(s.{each}, t.{each}) AS {each}" for each in fields])
    )
    of_record = ", ".join(f"t.{each}" for each in fields)
    changed = f"""SELECT s.line, t.id, {both}, t.start AS was_start, t.until AS was_until
        FROM staged s JOIN "{noun}" t ON t.id = s.id WHERE s.line IN ({_CHANGED})"""
    same = " AND ".join(f"t.{each} IS said.{each}" for each in columns)
    left = f"t.id NOT IN (SELECT s.id FROM staged s WHERE s.line IN ({_CHANGED}))" if updates else "1"
    work.connection.execute(
        f"""CREATE TEMP TABLE said AS SELECT * FROM (
            SELECT line, NULL AS id, {plain}, NULL AS was_start, NULL AS was_until FROM staged
                WHERE id IS NULL AND {new}
            {f"UNION ALL {changed}" if updates else ""}) AS whole WHERE {row}"""
    )
    work.connection.execute(f"CREATE INDEX temp.said_key ON said ({', '.join(columns)})")
    order = ", ".join(f"{each} COLLATE NOCASE" for each in columns)  # as a role is compared; an id does not mind
    sql = f"""SELECT line, id, was_start, was_until, {plain} FROM said
        UNION ALL SELECT NULL, t.id, NULL, NULL, {of_record} FROM "{noun}" t
            WHERE {left} AND EXISTS (SELECT 1 FROM said WHERE {same})
        ORDER BY {order}, line NULLS FIRST, id"""
    found = [
        _Held(_folded(key), line, record, DaySpan(start, until), DaySpan(*was) if line and record else None)
        for line, record, *more in work.connection.execute(sql)
        for was, key, (start, until) in ((more[:2], more[2:-2], more[-2:]),)
    ]
    work.connection.execute("DROP TABLE said")
    return found


def _folded(key: Sequence[object]) -> tuple[object, ...]:
    """Values that are compared in any case."""
    return tuple(each.lower() if isinstance(each, str) else each for each in key)


def _unfit(noun: str, group: Sequence[_Held]) -> Iterator[Unfit]:
    """The bad rows among some with the same values. A row that is refused leaves its record as it is, which the others
    then meet.
    """
    kept: list[_Held] = []
    for place, row in enumerate(group):
        why = _wrong(noun, row, kept) if row.line is not None else ""
        if row.line is None or not why:
            kept.append(row)
            continue
        yield Unfit(row.line, why)
        if row.was is not None:
            there = row._replace(line=None, span=row.was, was=None)
            yield from _unfit(noun, [there, *kept, *group[place + 1 :]])
            return


def _wrong(noun: str, row: _Held, kept: Sequence[_Held]) -> str:
    """What is wrong with a row beside those that hold already; an empty text where nothing is."""
    if why := backwards(row.span):
        return why
    other = next((each for each in kept if each.span.overlaps(row.span)), None)
    if other is None:
        return ""
    if other.line is None:
        return said_by(noun, other.record or 0, other.span)
    return f"line {other.line} says so already for {spell_span(other.span)}: correct the days of one of them"
