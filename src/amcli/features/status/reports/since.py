"""Since when a page says what changed: a day that somebody names, the page before it, or a week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.records.reports.deliveries import STATUS, Delivered, last_delivered, must_be_delivered
from amcli.store.reader import Reader

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


class Since(NamedTuple):
    """The first day whose records are told of, the page that was delivered before, where it is since that, and what is
    said of the day where nobody named one and no page was delivered.
    """

    day: date
    delivered: Delivered | None = None
    why: str = ""


def since_day(day: date) -> Since:
    """A day that somebody named: what happened on it is told too."""
    return Since(day)


def since_last(reader: Reader, day: date, period: Period) -> Since:
    """The page that was delivered last, those of a period as long as this one first. Raises Refused where none was."""
    return _after(must_be_delivered(reader, STATUS, day, period))


def since_then(reader: Reader, day: date, period: Period) -> Since:
    """The same, of those up to a day; where none was, a week."""
    found = last_delivered(reader, STATUS, day, period)
    return _after(found) if found else Since(day - _WEEK + _DAY, None, "in the last 7 days")


def _after(found: Delivered) -> Since:
    """What a day brought after its page was delivered is told of by the journal alone."""
    return Since(found.day + _DAY, found)
