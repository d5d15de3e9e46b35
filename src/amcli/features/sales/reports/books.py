"""How far the books go: from the first day with a sale to the last one."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from amcli.render.people import short_day
from amcli.store.reader import Reader


class Books(NamedTuple):
    """The first day with a sale or a credit of anybody, and the last one up to today; None without any."""

    since: date | None
    booked_to: date | None

    def spell(self, day: date) -> str:
        """`booked to 24 Aug`, for a title about a day; with the year where that is another. Nothing without sales."""
        return f"booked to {short_day(self.booked_to, day)}" if self.booked_to else ""

    def behind(self, day: date, lag: int) -> int:
        """How many days the books end before a day, where those are more than `lag`; else 0."""
        days = 0 if self.booked_to is None else (day - self.booked_to).days
        return days if days > lag else 0


def books(reader: Reader) -> Books:
    """Both ends, from the totals by day."""
    ((since, last),) = reader.run_query(__file__, "books", today=reader.env.today.isoformat())
    return Books(*(day and date.fromisoformat(day) for day in (since, last)))


def last_booked(reader: Reader) -> date:
    """What `--as-of booked` means: the last day with a sale, or today where there is none."""
    return books(reader).booked_to or reader.env.today
