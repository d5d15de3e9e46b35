"""Periods: half-open spans of days, the names they go by, and the same span one year earlier.

A span of months is computed in whole months counted from year 0, which makes years, quarters and months,
fiscal or not, one rule: where a grid of `size` months that begins in month `start` cuts the calendar.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.base.text import nearest, quote
from amcli.base.time.dates import FIRST_YEAR, parse_fixed_day

LAST_YEAR = 9998  # the day after a period's last day must be in the calendar too

_SIZES = {"month": 1, "quarter": 3, "half": 6, "year": 12}
# In the order that names prefer.
_UNITS = ("year", "half", "quarter", "month", "week", "fiscal-year", "fiscal-half", "fiscal-quarter")
_SHIFTS = ("this", "last", "next")
_WORDS = ("ytd", *(f"{shift}-{unit}" for shift in _SHIFTS for unit in _UNITS))
_FORMS = (
    "2026, 2026-H2, 2026-Q4, 2026-11, 2026-W47, H2 or Q3 (this year's), FY2026, FY2026-H1, FY2026-Q2, this-, last- or "
    "next- with week, month, quarter, half, year, fiscal-quarter, fiscal-half or fiscal-year, ytd, or A..B with days "
    "or periods, such as 2026-01-01..2026-03-31 or 2024..2026"
)
_NAMED = pattern(r"([0-9]{4})(?:-H(?P<half>[12])|-Q(?P<quarter>[1-4])|-W(?P<week>[0-9]{2})|-(?P<month>[0-9]{2}))?")
_FISCAL = pattern(r"FY([0-9]{4})(?:-H(?P<half>[12])|-Q(?P<quarter>[1-4]))?")
_OF_THIS_YEAR = pattern(r"H[12]|Q[1-4]")


class _Fiscal(NamedTuple):
    start: int
    named_by: str


class Fiscal(_Fiscal):
    """The fiscal year: its first month (1–12), and whether it is named by the year it ends or starts in.

    Raises BadValue for anything else.
    """

    __slots__ = ()

    def __new__(cls, start: int = 1, named_by: str = "end") -> Fiscal:
        if start not in range(1, 13):
            raise BadValue(f"{quote(str(start))} is not a first month of the fiscal year: use 1 to 12")
        if named_by not in ("start", "end"):
            raise BadValue(f"{quote(str(named_by))} is not a way to name a fiscal year: use start or end")
        return super().__new__(cls, start, named_by)

    @property
    def offset(self) -> int:
        """Years from the year it starts in to the year it is named by."""
        return int(self.start > 1 and self.named_by == "end")


CALENDAR = Fiscal()


class Period(NamedTuple):
    """The days from `start` up to, not including, `end`, which is later; and the name people read."""

    start: date
    end: date
    name: str

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    @property
    def span(self) -> tuple[date, date]:
        """Its first day, and the one after its last."""
        return self.start, self.end

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def is_week(self) -> bool:
        """Whether it is an ISO week, which is compared with the one 52 weeks earlier."""
        return self.days == 7 and self.start.weekday() == 0

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day < self.end

    def elapsed(self, as_of: date) -> int:
        """Days from the start up to and including as_of: 0 before the period, `days` after it."""
        return max(0, min((as_of - self.start).days + 1, self.days))

    def earlier(self) -> Period:
        """The same period one year earlier; 52 weeks earlier for an ISO week."""
        start = same_day_earlier(self.start, weeks=self.is_week)
        end = self.end - timedelta(days=364) if self.is_week else _end_earlier(self.end)
        if self.name.startswith("FY"):
            return Period(start, end, f"FY{int(self.name[2:6]) - 1:04}{self.name[6:]}")
        return Period(start, end, spell(start, end))

    def months(self) -> tuple[Period, ...]:
        """The calendar months that the period touches, clipped to it, each named by its month (`2026-11`)."""
        pieces = []
        start = self.start
        while start < self.end:
            end = min(_span("month", start, CALENDAR)[1], self.end)
            pieces.append(Period(start, end, _name("month", start, CALENDAR)))
            start = end
        return tuple(pieces)


def parse_period(text: str, today: date, fiscal: Fiscal = CALENDAR) -> Period:
    """Read a period, in any case of letters. Years are 1900 to 9998. Raises BadValue."""
    word = text.strip()
    try:
        period = _parse_one(word, today, fiscal) or _parse_span(word, today, fiscal)
    except (ValueError, OverflowError):
        raise BadValue(
            f"{quote(text)} is not in the calendar: periods lie in the years {FIRST_YEAR} to {LAST_YEAR}, "
            "months are 01 to 12, weeks 01 to 52 or 53"
        ) from None
    if period is None:
        raise BadValue(f"{quote(text)} is not a period: use {_FORMS}", nearest(text, _WORDS))
    return period


def fiscal_year(day: date, fiscal: Fiscal = CALENDAR) -> Period:
    """The fiscal year that holds the day: `FY2026`, or `2026` where it is the calendar year.

    Raises BadValue at the calendar's end.
    """
    try:
        return _holding("fiscal-year", day, fiscal)
    except (ValueError, OverflowError):
        raise BadValue(f"the fiscal year of {day} ends after the calendar") from None


def spell(start: date, end: date, fiscal: Fiscal = CALENDAR) -> str:
    """The name of [start, end): a year, half, quarter, month or week, of those of the fiscal year, else both days,
    `A..B`.
    """
    for unit in _UNITS:
        try:
            if _span(unit, start, fiscal) == (start, end):
                return _name(unit, start, fiscal)
        except (ValueError, OverflowError):  # the unit reaches beyond the year 9999, so that this is not it
            continue
    return f"{start}..{end - timedelta(days=1)}"


def same_day_earlier(day: date, weeks: bool = False) -> date:
    """The day one year earlier (29 February → 28), or with `weeks` 364 days earlier, on the same weekday."""
    if weeks:
        return day - timedelta(days=364)
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def _end_earlier(end: date) -> date:
    """One year before a period's end, the day after its last: the day after 28 February stays just that."""
    return date(end.year - 1, 3, 1) if (end.month, end.day) == (2, 29) else end.replace(year=end.year - 1)


def is_without_year(text: str) -> bool:
    """Whether it is `Q3` or `H2`, which are those of the year in which somebody types them."""
    return _OF_THIS_YEAR.fullmatch(text.strip().upper()) is not None


def _parse_one(word: str, today: date, fiscal: Fiscal) -> Period | None:
    """A period by its name; None where it has none. ValueError and OverflowError where there is no such one."""
    name = f"{today.year:04}-{word}" if is_without_year(word) else word
    return _parse_named(name.upper(), fiscal) or _parse_word(word.lower(), today, fiscal)


def _parse_named(word: str, fiscal: Fiscal) -> Period | None:
    """`2026`, `2026-H2`, `2026-Q4`, `2026-11`, `2026-W47`, `FY2026`, `FY2026-H1`, `FY2026-Q2`; ValueError where there
    is no such one.
    """
    if match := _FISCAL.fullmatch(word):
        unit, months = _part_of_year(match)
        first = _first_of((_year(match[1]) - fiscal.offset) * 12 + fiscal.start - 1 + months)
        return _holding(f"fiscal-{unit}", first, fiscal)
    if match := _NAMED.fullmatch(word):
        year = _year(match[1])
        if match["week"]:
            return _holding("week", date.fromisocalendar(year, int(match["week"]), 1), fiscal)
        if match["month"]:
            return _holding("month", date(year, int(match["month"]), 1), fiscal)
        unit, months = _part_of_year(match)
        return _holding(unit, date(year, 1 + months, 1), fiscal)
    return None


def _part_of_year(match: re.Match[str]) -> tuple[str, int]:
    """What of a year was named, and how many months after the year it begins."""
    for unit in ("half", "quarter"):
        if match[unit]:
            return unit, _SIZES[unit] * (int(match[unit]) - 1)
    return "year", 0


def _parse_word(word: str, today: date, fiscal: Fiscal) -> Period | None:
    """`ytd`, `this-month`, `last-fiscal-year` …"""
    if word == "ytd":
        start, end = date(today.year, 1, 1), today + timedelta(days=1)
        return Period(start, end, spell(start, end, fiscal))
    shift, _, unit = word.partition("-")
    if shift not in _SHIFTS or unit not in _UNITS:
        return None
    this = _holding(unit, today, fiscal)
    day = {"this": today, "last": this.start - timedelta(days=1), "next": this.end}[shift]
    return _holding(unit, day, fiscal)


def _parse_span(text: str, today: date, fiscal: Fiscal) -> Period | None:
    """`A..B`, from the first day of A to the last of B. Raises BadValue where that is none."""
    first, dots, last = (part.strip() for part in text.partition(".."))
    if not dots:
        return None
    begun, ended = _end_of_span(first, today, fiscal), _end_of_span(last, today, fiscal)
    if begun is None or ended is None:
        return None
    start, end = begun[0], ended[1]
    if end <= start:
        raise BadValue(f"{quote(text)} ends before it starts: use {last}..{first}")
    _year(str((end - timedelta(days=1)).year))
    return Period(start, end, spell(start, end, fiscal))


def _end_of_span(word: str, today: date, fiscal: Fiscal) -> tuple[date, date] | None:
    """The days of A or B, half-open: of a day, in any form but a weekday's, which may be two, or of a period."""
    day = parse_fixed_day(word, today)
    if day is not None:
        return day, day + timedelta(days=1)
    period = _parse_one(word, today, fiscal)
    return (period.start, period.end) if period else None


def _year(digits: str) -> int:
    year = int(digits)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(digits)
    return year


def _holding(unit: str, day: date, fiscal: Fiscal) -> Period:
    start, end = _span(unit, day, fiscal)
    return Period(start, end, _name(unit, start, fiscal))


def _span(unit: str, day: date, fiscal: Fiscal) -> tuple[date, date]:
    """Start and end of the unit that holds the day. ValueError or OverflowError beyond the year 9999."""
    if unit == "week":
        start = day - timedelta(days=day.weekday())
        return start, start + timedelta(days=7)
    size = _SIZES[unit.removeprefix("fiscal-")]
    grid = fiscal.start if unit.startswith("fiscal-") else 1
    month = day.year * 12 + day.month - 1
    first = month - (month - grid + 1) % size
    return _first_of(first), _first_of(first + size)


def _first_of(month: int) -> date:
    """The first day of a month counted from January of year 0."""
    return date(month // 12, month % 12 + 1, 1)


def _name(unit: str, start: date, fiscal: Fiscal) -> str:
    if unit == "week":
        year, week, _ = start.isocalendar()
        return f"{year:04}-W{week:02}"
    prefix, year, first = "", start.year, 1
    if unit.startswith("fiscal-") and fiscal.start > 1:
        prefix, first = "FY", fiscal.start
        year += fiscal.offset - int(start.month < first)
    if unit.endswith("year"):
        return f"{prefix}{year:04}"
    for part, letter in (("half", "H"), ("quarter", "Q")):
        if unit.endswith(part):
            return f"{prefix}{year:04}-{letter}{(start.month - first) % 12 // _SIZES[part] + 1}"
    return f"{year:04}-{start.month:02}"
