"""What was delivered last, which the next page says the changes since."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from amcli.base.errors import Refused
from amcli.base.time.period import Period, fiscal_year, spell
from amcli.store.reader import Reader

STATUS = "status"  # the page that is delivered
LAST = "last"  # what is typed for the one before
# Pages of a period that was over, or had not begun, are an aside: nobody's next page begins where they end.
_OF_A_RUNNING_PERIOD = """SELECT id, day, start, "end", last_operation, undone, sold, currency FROM delivery
    WHERE page = ? AND day <= ? AND start <= day AND day < "end" ORDER BY day DESC, id DESC"""
_LAST_OPERATION = "SELECT coalesce(max(id), 0) FROM operation"
_UNDONE = "SELECT id FROM operation WHERE id <= ? AND state <> 'done' ORDER BY id"
_AS_LONG = 3  # days by which months, quarters and years differ


class Delivered(NamedTuple):
    """A page that was delivered. day: that it is of; last_operation: the number of the last one that it knows of, 0
    where there was none; undone: those up to it that did not stand then; sold: what it said was, in its currency.
    """

    id: int
    day: date
    period: Period
    last_operation: int
    undone: frozenset[int] = frozenset()
    sold: Decimal | None = None
    currency: str | None = None


def last_delivered(
    reader: Reader, page: str, until: date | None = None, period: Period | None = None
) -> Delivered | None:
    """The page of this name that was delivered last: of those of a day up to `until` (None: today) and of a period that
    ran then, the one of the latest day. Those of a period as long as `period` (None: the fiscal year) go before others,
    so that a page of a quarter is no page before that of a year.
    """
    day = until or reader.env.today
    asked = period or fiscal_year(day, reader.env.config.fiscal)
    found = [_read(reader, row) for row in reader.rows(_OF_A_RUNNING_PERIOD, (page, day.isoformat()))]
    return next((each for each in found if as_long(each.period, asked)), next(iter(found), None))


def _read(reader: Reader, row: Iterable[str]) -> Delivered:
    number, day, start, end, last_operation, undone, sold, currency = row
    first, beyond = date.fromisoformat(start), date.fromisoformat(end)
    return Delivered(
        int(number),
        date.fromisoformat(day),
        Period(first, beyond, spell(first, beyond, reader.env.config.fiscal)),
        int(last_operation),
        frozenset(json.loads(undone)),
        None if sold is None else Decimal(sold),
        currency,
    )


def as_long(one: Period, other: Period) -> bool:
    """Whether two periods are months, quarters or years alike."""
    return abs(one.days - other.days) <= _AS_LONG


def must_be_delivered(reader: Reader, page: str, until: date | None = None, period: Period | None = None) -> Delivered:
    """The same. Raises Refused where there is none, which names what to type instead."""
    found = last_delivered(reader, page, until, period)
    if found is None:
        week_ago = reader.env.today - timedelta(days=7)
        raise Refused(f"no page was delivered yet: name a day, such as --since {week_ago}, and --deliver remembers one")
    return found


def last_operation(reader: Reader) -> int:
    """The number of the last operation that the file has; 0 before the first one."""
    return int(reader.rows(_LAST_OPERATION).fetchone()[0])


def undone_until(reader: Reader, last: int) -> list[int]:
    """The numbers of the operations up to one that do not stand now."""
    return [number for (number,) in reader.rows(_UNDONE, (last,))]
