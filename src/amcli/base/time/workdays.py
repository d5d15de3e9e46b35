"""Working days: Monday to Friday without the public holidays, which come from the optional `holidays` package."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date, datetime, timedelta
from typing import Literal, TypeVar

from amcli.base.errors import BadValue
from amcli.base.text import nearest, quote

Shift = Literal["before", "after"]
Day = TypeVar("Day", bound=date)  # a date stays a date, and a datetime keeps its time of day

NO_HOLIDAYS: frozenset[date] = frozenset()

_STEPS = {"before": timedelta(days=-1), "after": timedelta(days=1)}


def is_workday(day: date, holidays: Container[date] = NO_HOLIDAYS) -> bool:
    """Whether it is a Monday to Friday and no holiday. A datetime counts as its day."""
    return day.weekday() < 5 and day_of(day) not in holidays


def shift(day: Day, how: Shift, holidays: Container[date] = NO_HOLIDAYS) -> Day:
    """The day itself where it is a working day, else the nearest working day before or after it.

    Raises BadValue where the calendar ends first.
    """
    moved = day
    try:
        while not is_workday(moved, holidays):
            moved += _STEPS[how]
    except OverflowError:
        raise BadValue(f"there is no working day {how} {day_of(day)}: the calendar ends") from None
    return moved


def spread(start: date, count: int, per_day: int, holidays: Container[date] = NO_HOLIDAYS) -> list[date]:
    """`count` days in order, `per_day` on each working day from `start` on, which is in where it is one.

    The last day takes what is left. Raises BadValue for a `per_day` below 1, and where the calendar ends first.
    """
    if per_day < 1:
        raise BadValue(f"{per_day} a day spreads nothing: use 1 or more")
    days: list[date] = []
    day = start
    while len(days) < count:
        day = shift(day, "after", holidays)
        days += [day] * min(per_day, count - len(days))
        if len(days) < count:
            day = _day_after(day)
    return days


def count_workdays(start: date, end: date, holidays: Container[date] = NO_HOLIDAYS) -> int:
    """The working days in [start, end)."""
    days = (end - start).days
    weeks, rest = divmod(days, 7)
    count = 5 * weeks + sum((start + timedelta(days=n)).weekday() < 5 for n in range(rest))
    if holidays is NO_HOLIDAYS:
        return count
    return sum(is_workday(start + timedelta(days=n), holidays) for n in range(days))


def free_days(country: str) -> Container[date]:
    """The public holidays of the configured country, or none where none is configured. Raises as holidays_of."""
    return holidays_of(country) if country else NO_HOLIDAYS


def holidays_of(country: str, years: Iterable[int] = ()) -> Container[date]:
    """The public holidays of a country (`DE`) or of a part of it (`DE-BY`), in any case of letters.

    `years` are computed now, any other when it is first asked about. Raises BadValue for an unknown name, and where the
    `holidays` package is not installed.
    """
    try:
        import holidays as package
    except ImportError:
        raise BadValue("public holidays need the holidays package: run pip install 'amcli[holidays]'") from None
    code, dash, part = country.strip().partition("-")
    code, known = code.upper(), package.list_supported_countries()
    if code not in known:
        raise BadValue(f"{quote(country)} is not a country: use a code such as US, DE or DE-BY", nearest(code, known))
    parts = {name.lower(): name for name in known[code]}
    if dash and part.lower() not in parts:
        near = tuple(f"{code}-{name}" for name in nearest(part, parts.values()))
        example = f"{code} or {code}-{min(known[code])}" if parts else code
        raise BadValue(f"{quote(country)} is not a part of a country with holidays of its own: use {example}", near)
    return package.country_holidays(code, subdiv=parts[part.lower()] if dash else None, years=list(years))


def day_of(moment: date) -> date:
    """The calendar day of a date or a datetime."""
    return moment.date() if isinstance(moment, datetime) else moment


def _day_after(day: date) -> date:
    try:
        return day + timedelta(days=1)
    except OverflowError:
        raise BadValue(f"there is no working day after {day}: the calendar ends") from None
