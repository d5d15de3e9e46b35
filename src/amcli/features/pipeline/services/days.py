"""The day on which something became of an opportunity."""

from __future__ import annotations

from amcli.base.errors import BadValue
from amcli.base.time.dates import parse_date
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork


def past_day(work: UnitOfWork, text: str, flag: str = "--on") -> str:
    """The day of `--on`, as ISO; today where it is empty. BadValue for one that is still to come."""
    day = parse_date(text or "today", work.env.today)
    if day > work.env.today:
        raise BadValue(f"{day} is still to come: {flag} is the day on which it happened")
    return day.isoformat()


def happened_on(work: UnitOfWork, text: str, rows: list[Row]) -> str:
    """The same, and what the operation changes happened on that day. BadValue where one was not there yet."""
    work.day = past_day(work, text)
    for row in rows:
        if work.day < row["created"]:
            raise BadValue(f"OP{row['id']} was opened on {row['created']}: --on is that day, or a later one")
    return work.day


def note_close_gone_by(work: UnitOfWork, record_id: int) -> None:
    """Say so where the day on which an open one should be decided is over: it may be meant, or a slip."""
    row = work.row("opportunity", record_id)
    if row["close"] and row["closed"] is None and row["close"] < work.env.today.isoformat():
        work.notes.append(f"the close of OP{record_id}, {row['close']}, is a day that is over")
