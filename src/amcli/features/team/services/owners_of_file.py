"""The owners in one file: an account has one on a day, so on days that several rows say the one who begins last holds.

That is what they would come to if they were typed one after the other, and once more: who owned an account around the
days of another one has it again after them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from amcli.base.text import number_of
from amcli.base.time.day_span import DaySpan
from amcli.features.team.nouns import OWNER
from amcli.records.services.day_spans import backwards, write_again
from amcli.store.session import UnitOfWork

# The owners that the file says, with the days of their record where it says none. Of one alone there is nothing to say.
_OWNERS = f"""SELECT account, line, id, start, until, until_said FROM (
        SELECT s.account_id AS account, s.line, s.id, coalesce(s.start, t.start) AS start,
            coalesce(s.until, t.until) AS until, s.until AS until_said,
            count(*) OVER (PARTITION BY s.account_id) AS rows
        FROM staged s LEFT JOIN assignment t ON t.id = s.id
        WHERE s.role = '{OWNER}' COLLATE NOCASE AND s.id IS NOT 0
    ) WHERE rows > 1 ORDER BY account, start NULLS FIRST, line"""
_AGAIN = """SELECT a.id, again.start, again.until FROM again JOIN assignment a
    ON a.id BETWEEN ? AND ? AND a.account_id = again.account AND a.role = 'owner' AND a.start IS again.first"""


class _Said(NamedTuple):
    """One row: its line, the record that it is (None: a new one), its days, and the last one where the file says it."""

    account: int
    line: int
    record: int | None
    span: DaySpan
    until_said: str | None


def let_later_hold(work: UnitOfWork) -> list[str]:
    """Cut the days of waiting rows, and note which owners have an account again (`give_back`); what is said of it."""
    execute = work.connection.execute
    execute("CREATE TEMP TABLE again (account INTEGER, first TEXT, start TEXT, until TEXT)")
    rows = [
        _Said(account, line, record, DaySpan(start, until), said)
        for account, line, record, start, until, said in execute(_OWNERS).fetchall()
    ]
    early, again = list[int](), list[int]()
    for _, group in groupby(rows, lambda row: row.account):
        for row, left in _shared([row for row in group if not backwards(row.span)]):
            if left[0].until != row.span.until and (row.record is None or row.until_said):
                execute("UPDATE staged SET until = ? WHERE line = ?", (left[0].until, row.line))
                early += [row.line] if row.until_said else []
            if row.record is None and left[1:]:
                again.append(row.line)
                spans = [(row.account, row.span.start, *span) for span in left[1:]]
                work.connection.executemany("INSERT INTO again VALUES (?, ?, ?, ?)", spans)
    return [
        *_noted(early, "ends where a later one begins, before the last day that its row says"),
        *_noted(again, "has an account again after the days of another one"),
    ]


def give_back(work: UnitOfWork, made: tuple[int, int]) -> None:
    """Write who owns an account again after another one. made: the first and last id of the new assignments."""
    for record_id, *days in work.connection.execute(_AGAIN, made).fetchall():
        write_again(work, "assignment", work.row("assignment", record_id), DaySpan(*days))


def _shared(rows: Sequence[_Said]) -> Iterator[tuple[_Said, list[DaySpan]]]:
    """The days that are left of each row where later ones begin; none of two that begin on the same day gives way."""
    for row in rows:
        later = [other.span for other in rows if (other.span.start or "") > (row.span.start or "")]
        yield row, row.span.minus(later)


def _noted(lines: Sequence[int], what: str) -> list[str]:
    """`2 owners of the file: each ends …, as in line 3`."""
    if not lines:
        return []
    owners = f"{number_of(len(lines), 'owner')} of the file{': each' if len(lines) > 1 else ''}"
    return [f"{owners} {what}, as in line {lines[0]}"]
