"""Days and counts of days as a person says them, and who that person is: the clock and the zone they live by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import NamedTuple, Protocol

from amcli.base.time.dates import iso

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


class Viewer(NamedTuple):
    """Who looks at a table. Both are asked only where there is a day to tell: the zone is a setting of the portfolio.

    zone: None is the machine's own. near: whether a day close by is `tomorrow`; beside a countdown that was said twice.
    """

    today: Callable[[], date]
    zone: Callable[[], tzinfo | None]
    near: bool = True


class Clock(Protocol):
    """What knows the day and the zone."""

    @property
    def today(self) -> date: ...
    @property
    def zone(self) -> tzinfo | None: ...


def viewer_of(clock: Clock) -> Viewer:
    """Who looks by a clock, which is not asked yet."""
    return Viewer(lambda: clock.today, lambda: clock.zone)


def plain_day(day: date) -> str:
    """`Fri  4 Sep`: days stand under each other."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day:>2} {_MONTHS[day.month - 1]}"


def short_day(day: date, today: date) -> str:
    """`4 Sep` within a sentence, with the year where that is another."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"


def long_day(day: date) -> str:
    """`Fri 4 Sep 2026`, at the head of a screen."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def told_as_of(day: date, today: date, last: date) -> str:
    """` · as of 30 Jun` behind a title. Today goes without saying, and the last day of a period that is over."""
    return "" if day in (today, last) else f" · as of {short_day(day, today)}"


def spoken_day(day: date, today: date, near: bool = True) -> str:
    """`tomorrow` (where `near`), `Fri  4 Sep`, and the ISO day where the year is another."""
    word = _NEAR.get((day - today).days) if near else None
    return word or (plain_day(day) if day.year == today.year else day.isoformat())


def spoken(value: date | datetime, viewer: Viewer | None) -> str:
    """A day, or a day and a time: a moment with a zone of its own in that of the viewer. ISO where nobody looks."""
    if viewer is None:
        return iso(value)
    if not isinstance(value, datetime):
        return spoken_day(value, viewer.today(), viewer.near)
    local = value.astimezone(viewer.zone()) if value.tzinfo else value
    return f"{spoken_day(local.date(), viewer.today(), viewer.near)} {local:%H:%M}"


def countdown(days: int) -> str:
    """Days from today: `3 d late`, `today`, `tomorrow`, `4 d`."""
    if days < 0:
        return f"{-days} d late"
    return _NEAR.get(days) or f"{days} d"


def ago(days: int) -> str:
    """Days gone by: `today`, `yesterday`, `4 d ago`."""
    return _NEAR.get(-days) or f"{days} d ago"


def urgency(days: int) -> str:
    """The tone of a countdown: `late`, `close` for today and tomorrow, else none."""
    return "late" if days < 0 else "close" if days <= 1 else ""
