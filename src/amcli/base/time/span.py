"""Spans: a length of time as agreements name it, `3m` or `90d`. Three months are not 90 days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.base.text import quote
from amcli.base.time.dates import add_months, iso

LONGEST_YEARS = 100

_SPAN = pattern(r"([0-9]+)\s*(d|w|m|y|days?|weeks?|months?|years?)")
_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "y": 12}
_NAMES = {"d": "day", "w": "week", "m": "month", "y": "year"}
# How many of each unit are as long as LONGEST_YEARS.
_MOST = {"d": 36_525, "w": 5_217, "m": 12 * LONGEST_YEARS, "y": LONGEST_YEARS}


class Span(NamedTuple):
    """So many days, weeks, months or years. unit: d, w, m or y."""

    number: int
    unit: str

    def spell(self) -> str:
        """The short text that is stored, and that `parse_span` reads back: `3m`."""
        return f"{self.number}{self.unit}"

    def __str__(self) -> str:
        return self.spell()

    def in_words(self) -> str:
        """`3 months`, `1 year`: for a sentence. `parse_span` reads it back too."""
        return f"{self.number} {_NAMES[self.unit]}{'' if self.number == 1 else 's'}"

    @property
    def months(self) -> int:
        """How many months it has, where it is counted in months or years; else 0."""
        return self.number * _MONTHS.get(self.unit, 0)

    @property
    def days(self) -> int:
        """How many days it has, where it is counted in days or weeks; else 0."""
        return self.number * _DAYS.get(self.unit, 0)

    def spellings(self) -> tuple[str, ...]:
        """All short texts of spans that are exactly as long: 12m and 1y, 14d and 2w; its own first."""
        units, length = (_MONTHS, self.months) if self.unit in _MONTHS else (_DAYS, self.days)
        others = (f"{length // size}{unit}" for unit, size in units.items() if unit != self.unit and not length % size)
        return (self.spell(), *others)

    def plus(self, day: date) -> date:
        """The day so long after a day; in months that day of the month, or the last one of a shorter month.

        Raises BadValue outside the calendar.
        """
        return self._moved(day, 1)

    def minus(self, day: date) -> date:
        """The day so long before a day, as `plus`. Raises BadValue outside the calendar."""
        return self._moved(day, -1)

    def _moved(self, day: date, sign: int) -> date:
        if self.unit in _MONTHS:
            return add_months(day, sign * self.months)
        try:
            return day + timedelta(days=sign * self.days)
        except OverflowError:
            side = "after" if sign > 0 else "before"
            raise BadValue(f"{self.in_words()} {side} {iso(day)} is outside the calendar") from None


def parse_span(text: str, called: str = "length of time", *, least: int = 0) -> Span:
    """Read `3m`, `90d`, `2w`, `1y`, `3 months` or `1 year`, in any case; no time at all is `0d`.

    called: what the message calls it. least: 1 where no time at all is not accepted. Raises BadValue, also for a number
    without its unit, because 3 may be days or months, and for more than 100 years.
    """
    word = text.strip().lower()
    match = _SPAN.fullmatch(word)
    if match is None:
        if word.isascii() and word.isdigit() and len(word) < 6:
            raise BadValue(f"{quote(text)} is no {called} without its unit: use {word}d, {word}w, {word}m or {word}y")
        raise BadValue(f"{quote(text)} is no {called}: use days, weeks, months or years, such as 90d, 2w, 3m or 1y")
    digits, unit = match[1].lstrip("0"), match[2][0]
    if len(digits) > 5 or int(digits or 0) > _MOST[unit]:
        raise BadValue(f"{quote(text)} is too long a {called}: it is at most {LONGEST_YEARS} years")
    if not digits and least:
        raise BadValue(f"{quote(text)} is no {called}: it is 1d or more, such as 12m or 1y")
    return Span(int(digits), unit) if digits else Span(0, "d")
