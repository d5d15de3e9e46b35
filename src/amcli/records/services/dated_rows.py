"""Histories by day or moment: records whose dated columns are written down anew, as a row, each time they change.

A row has all that is dated as it was from its day or moment on, so that a question about the past reads one row of each
record. What one operation changed of a record is one row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from amcli.store.rows import Row
from amcli.store.session import UnitOfWork


class DatedRows(NamedTuple):
    """Where the history of a noun's records is. noun: the table of the records; part: that of the rows; when: their
    column of the day or moment; dated: the columns that both have.
    """

    noun: str
    part: str
    when: str
    dated: tuple[str, ...]

    def of(self, work: UnitOfWork, record_id: int) -> list[Row]:
        """The rows of a record, in the order in which they happened."""
        sql = f'SELECT id FROM "{self.part}" WHERE {self.noun}_id = ? ORDER BY "{self.when}", id'
        return [work.row(self.part, row_id) for (row_id,) in work.connection.execute(sql, (record_id,)).fetchall()]

    def state(self, row: Row) -> Row:
        """What is dated of a record, or of one of its rows."""
        return {name: row[name] for name in self.dated}

    def write(self, work: UnitOfWork, record_id: int, when: str, state: Row) -> None:
        """Write one row. state: all that is dated, as it was from then on."""
        work.insert(self.part, {f"{self.noun}_id": record_id, self.when: when, **state})

    def put(self, work: UnitOfWork, record_id: int, when: str, changed: Row) -> None:
        """Write the row of a change in its place: where later rows are there already, what it changed holds in these
        too. changed: the columns that it changed.
        """
        rows = self.of(work, record_id)
        earlier = [row for row in rows if row[self.when] <= when]
        was = earlier[-1] if earlier else rows[0]
        self.write(work, record_id, when, self.state(was) | changed)
        for row in rows[len(earlier) :]:
            work.update(self.part, row["id"], changed)

    def changed_after(self, rows: Sequence[Row], when: str, column: str, first: object) -> Row | None:
        """The last row after a day or moment in which a column is not as it was before; None where there is none.

        first: what the column was before the first row.
        """
        was = [first, *(row[column] for row in rows)]
        return next((row for row, old in zip(reversed(rows), reversed(was[:-1]), strict=True)
                     if row[self.when] > when and row[column] != old), None)  # fmt: skip


def of_last_end(rows: Sequence[Row], is_over: Callable[[Row], bool]) -> Sequence[Row]:
    """Those of the rows that are of its last end: the last ones, up to where it was still open."""
    open_until = max((place for place, row in enumerate(rows) if not is_over(row)), default=-1)
    return rows[open_until + 1 :]
