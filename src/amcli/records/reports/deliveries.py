"""What was delivered last, which the next page says the changes since."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from amcli.base.errors import Refused
from amcli.base.time.period import Period, spell
from amcli.store.reader import Reader

_LAST = """SELECT id, day, start, "end", last_operation FROM delivery WHERE page = ? AND day <= ?
    ORDER BY id DESC LIMIT 1"""
_LAST_OPERATION = "SELECT coalesce(max(id), 0) FROM operation"


class Delivered(NamedTuple):
    """A page that was delivered. day: that it is of; last_operation: the number of the last one that it knows of, 0
    where there was none.
    """

    id: int
    day: date
    period: Period
    last_operation: int


def last_delivered(reader: Reader, page: str, until: date | None = None) -> Delivered | None:
    """The page of this name that was delivered last, of those of a day up to `until` (None: today)."""
    row = reader.rows(_LAST, (page, (until or reader.env.today).isoformat())).fetchone()
    if row is None:
        return None
    number, day, start, end, last_operation = row
    first, beyond = date.fromisoformat(start), date.fromisoformat(end)
    period = Period(first, beyond, spell(first, beyond, reader.env.config.fiscal))
    return Delivered(number, date.fromisoformat(day), period, last_operation)


def must_be_delivered(reader: Reader, page: str, until: date | None = None) -> Delivered:
    """The same. Raises Refused where there is none, which names what to type instead."""
    found = last_delivered(reader, page, until)
    if found is None:
        week_ago = reader.env.today - timedelta(days=7)
        raise Refused(f"no page was delivered yet: name a day, such as --since {week_ago}, and --deliver remembers one")
    return found


def last_operation(reader: Reader) -> int:
    """The number of the last operation that the file has; 0 before the first one."""
    return int(reader.rows(_LAST_OPERATION).fetchone()[0])
