"""Dates: the forms that may be typed, and nothing else, because a guessed date is a wrong deadline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from enum import Enum, auto

from amcli.base.errors import BadValue
from amcli.base.pattern import pattern
from amcli.base.text import nearest, quote

FIRST_YEAR = 1900
# For the clock alone. Reports look a day, a season or a year on from it, and no such step may lead out of the calendar:
# seven thousand years of room are more than any of them takes. Records may have any day up to 9999-12-31.
LAST_CLOCK_YEAR = 2999

FAR_YEARS = 20  # a day farther away than that is more often a slip than meant

_FORMS = "2026-12-01, today, tomorrow, yesterday, a weekday (fri), next fri, +3d, -2w, +1m, +1q, +1y, eom, eoq or eoy"
_TIMED_FORMS = f"{_FORMS}, each also with a time: 2026-12-01 15:30, fri 10:00"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RELATIVE = {"today": 0, "tomorrow": 1, "yesterday": -1}
_MONTH_ENDS = {"eom": 1, "eoq": 3, "eoy": 12}  # months in the month, the quarter, the year that ends
_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "q": 3, "y": 12}
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of the months; to ask `calendar` takes ten times as long
_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A time of day, behind a day and a blank, or behind the T of ISO 8601, which has two digits for the hour.
_MINUTE = pattern(r"(?:([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?=[0-9]{2}:)|(.*\S) +)?([0-9]{1,2}):([0-9]{2})")
_STEP = pattern(r"([+-][0-9]+)([dwmqy])")


class Look(Enum):
    """Which way an option looks: an interaction happened (BACK), a deadline is to come (AHEAD)."""

    BACK = auto()
    AHEAD = auto()


def parse_date(text: str, today: date, look: Look = Look.BACK) -> date:
    """Read a day, in any case of letters. `look` decides which Friday `fri` is: back, today's own name is today;
    ahead, it is a week on. Raises BadValue for any other form and for years before 1900 or after 9999.
    """
    day = _parse_day(text, today, look)
    if day is None:
        typed, clock = _taken_apart(text)
        if clock and _parse_day(typed, today, look):
            raise BadValue(f"{quote(text)} has a time, and only a day goes here: type {typed}")
        raise _no_date(text, today, _FORMS)
    return day


def parse_due(text: str, today: date, look: Look = Look.AHEAD) -> date | datetime:
    """Read a day, or a day and a time of it (`2026-12-01T15:30`, `fri 9:00`), a naive local one. Raises BadValue."""
    typed, clock = _taken_apart(text)
    day = _parse_day(typed, today, look)
    if day is None:
        raise _no_date(text, today, _TIMED_FORMS)
    return datetime.combine(day, clock) if clock else day


def parse_now(text: str, clock: Callable[[], datetime]) -> datetime:
    """Read what --today and AMCLI_TODAY take: a day, which means its midnight, or a day and a time.

    clock: asked for its day where the text is relative to it (`fri` is the coming one). Raises BadValue.
    """
    typed, at = _taken_apart(text)
    day = parse_iso_day(typed) or parse_due(text, clock().date())
    if day.year > LAST_CLOCK_YEAR:
        raise BadValue(f"{quote(text)} is out of range: today is from {FIRST_YEAR}-01-01 to {LAST_CLOCK_YEAR}-12-31")
    return datetime.combine(day, at or time())


def is_time_of_day(text: str) -> bool:
    """Whether it is a time without a day, such as `10:00`."""
    match = _MINUTE.fullmatch(text)
    return match is not None and not (match[1] or match[2])


def parse_fixed_day(text: str, today: date) -> date | None:
    """Read a day that is the same whether one looks back or ahead: in any form but that of a weekday; None for another
    text. Raises BadValue for a day that is out of range or not in the calendar.
    """
    return None if _weekday(text.strip().lower()) is not None else _parse_day(text, today, Look.BACK)


def iso(value: date | datetime) -> str:
    """`2026-12-01`, or `2026-12-01T15:30` for a datetime."""
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


def from_iso(text: str) -> date | datetime:
    """The exact inverse of `iso`: a day, or a datetime where the text goes on to the minute. For what is stored."""
    return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)


def add_months(anchor: date, months: int) -> date:
    """The anchor's day of the month `months` later, or that month's last day where it is shorter.

    Always step from the anchor, never from an earlier result: the 31st would become the 28th for good.
    Raises BadValue outside the calendar.
    """
    year, month = divmod(12 * anchor.year + anchor.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise BadValue(f"{months} months from {iso(anchor)} is outside the calendar")
    day = anchor.day if anchor.day <= 28 else min(anchor.day, _month_length(year, month + 1))
    return anchor.replace(year, month + 1, day)  # by name it takes three times as long


def is_over(due: date, now: datetime) -> bool:
    """Whether a day has ended, or a time of day has passed."""
    return due < (now if isinstance(due, datetime) else now.date())


def far_years(day: date, today: date) -> int:
    """How many whole years a day is away that is farther than FAR_YEARS, less than zero where it is past; else 0."""
    first, last = sorted(((day.year, day.month, day.day), (today.year, today.month, today.day)))
    years = last[0] - first[0]
    if (first[0] + FAR_YEARS, *first[1:]) >= last:
        return 0
    years -= last[1:] < first[1:]
    return years if day > today else -years


def parse_iso_day(text: str) -> date | None:
    """Read `2026-12-01`; None for any other form. Raises BadValue for a day that is not in the calendar."""
    word = text.strip()
    if not _DAY.fullmatch(word):  # fromisoformat alone would take 20261201 and 2026-W49-2 as well
        return None
    try:
        return _in_range(date.fromisoformat(word), text)
    except ValueError:
        raise BadValue(f"{quote(text)} is not a day of the calendar: use a date such as 2026-12-01") from None


def _taken_apart(text: str) -> tuple[str, time | None]:
    """The day as it was typed, and the time behind it, where there is one. BadValue for a time that no day has."""
    match = _MINUTE.fullmatch(text.strip()) if ":" in text else None
    if match is None:
        return text, None
    hour, minute = int(match[3]), int(match[4])
    if hour > 23 or minute > 59:
        raise BadValue(f"{quote(text)} is not a time of the day: use 00:00 to 23:59, such as 2026-12-01 15:30")
    return match[1] or match[2] or "", time(hour, minute)


def _parse_day(text: str, today: date, look: Look) -> date | None:
    word = text.strip().lower()
    try:
        day = _parse_word(word, today, look) or _parse_step(word, today)
    except (ValueError, OverflowError, BadValue):
        raise _out_of_range(text) from None
    return parse_iso_day(text) if day is None else _in_range(day, text)


def _parse_word(word: str, today: date, look: Look) -> date | None:
    if word in _RELATIVE:
        return today + timedelta(days=_RELATIVE[word])
    if word in _MONTH_ENDS:
        size = _MONTH_ENDS[word]
        last = today.month + -today.month % size
        return today.replace(month=last, day=_month_length(today.year, last))
    number = _weekday(word)
    if number is not None:
        if look is Look.BACK:
            return today - timedelta(days=(today.weekday() - number) % 7)
        return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    shift, _, name = word.partition(" ")
    number = _weekday(name.lstrip()) if shift == "next" else None
    return None if number is None else _in_week(today, 1, number)


def _weekday(word: str) -> int | None:
    """The number of a weekday by its name, Monday being 0."""
    for number, name in enumerate(_WEEKDAYS):
        if word in (name, name[:3]):
            return number
    return None


def _in_week(today: date, weeks: int, weekday: int) -> date:
    """A day of the week, from Monday on, that is so many weeks after today's."""
    return today + timedelta(days=7 * weeks + weekday - today.weekday())


def _parse_step(word: str, today: date) -> date | None:
    match = _STEP.fullmatch(word)
    if match is None:
        return None
    count, unit = int(match[1]), match[2]
    if unit in _DAYS:
        return today + timedelta(days=count * _DAYS[unit])
    return add_months(today, count * _MONTHS[unit])


def _month_length(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + leap


def _in_range(day: date, text: str) -> date:
    if day.year < FIRST_YEAR:
        raise _out_of_range(text)
    return day


def _out_of_range(text: str) -> BadValue:
    return BadValue(f"{quote(text)} is out of range: dates are from {FIRST_YEAR}-01-01 to 9999-12-31")


def _no_date(text: str, today: date, forms: str) -> BadValue:
    """What to say of a text that is no date: what it nearly is, else all forms that there are."""
    words = text.lower().split()
    if words == ["next"]:
        return BadValue("'next' is not a date: type the weekday with it in quotes, such as 'next fri'")
    if len(words) == 2 and words[0] == "last" and (number := _weekday(words[1])) is not None and today.year > 1:
        latest = today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
        before = _in_week(today, -1, number)
        if latest != before:
            return BadValue(f"{quote(text)} may be {before} or {latest}: type the one that is meant")
        return BadValue(f"{quote(text)} is not a date: type {before}")
    if forms == _TIMED_FORMS and is_time_of_day(text.strip()):
        return BadValue(f"{quote(text)} has no day: type 'today {words[0]}' or 'tomorrow {words[0]}', with the quotes")
    near = nearest(text, (*_RELATIVE, *_WEEKDAYS, *_MONTH_ENDS)) if text.strip().isalpha() else ()
    return BadValue(f"{quote(text)} is not a date: use {forms}", near)


def after_span(text: str, day: date, accepted: str) -> date:
    """The day that is a span such as 2d, 3w, 6m or 1y after a day. Raises BadValue that says what is accepted."""
    try:
        return parse_date("+" + text.removeprefix("+"), day)
    except BadValue as error:
        raise BadValue(f"{quote(text)} is no span: use {accepted}") from error


def day_or_span(text: str, today: date, accepted: str) -> date:
    """The day that is a span after today, or one that is written as such, which looks ahead. Raises BadValue."""
    try:
        return after_span(text, today, accepted)
    except BadValue:
        return parse_date(text, today, Look.AHEAD)
