"""Recurrence: the days that a rule names, counted from an anchor, which is the first deadline of a series.

Every rule but an RRULE names its nth day directly from the anchor, never from an earlier day: nothing drifts, and an
anchor decades ago costs no more than yesterday. An RRULE is walked by python-dateutil, as RFC 5545 has it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator
from datetime import date, datetime, timedelta
from itertools import count, islice

from amcli.base.errors import BadValue
from amcli.base.time.dates import add_months
from amcli.base.time.recurrence_rule import WEEKDAYS, Rule, parse_rule
from amcli.base.time.rrule import rrule_days
from amcli.base.time.workdays import NO_HOLIDAYS, day_of, is_workday, shift

__all__ = ["Rule", "after", "nth", "occurrences", "parse_rule", "to_rrule"]

_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_WORKING = "MO,TU,WE,TH,FR"
_YEAR = 1900  # months are counted from its January


def occurrences(
    rule: Rule,
    anchor: date | datetime,
    *,
    until: date | None = None,
    times: int | None = None,
    holidays: Container[date] = NO_HOLIDAYS,
    first: int = 0,
) -> Iterator[date | datetime]:
    """The occurrences in order, without end but for the calendar's, `until` (that day in) and `times`.

    first: the number of the one to begin with. Number 0 is the anchor where the rule steps from it, else the first day
    on or after it that the rule names. Each has the anchor's time of day. `holidays` are no business days; every other
    rule takes no notice of them. An RRULE means what RFC 5545 says: FREQ=MONTHLY from the 31st skips the shorter
    months, and some anchors have no day at all.
    """
    left = None if times is None else max(0, times - first)
    for day in islice(_days(rule, day_of(anchor), holidays, first), left):
        if until is not None and day > day_of(until):
            return
        yield _like(anchor, day)


def nth(
    rule: Rule,
    anchor: date | datetime,
    n: int,
    *,
    until: date | None = None,
    times: int | None = None,
    holidays: Container[date] = NO_HOLIDAYS,
) -> date | datetime | None:
    """The occurrence number `n`, the first being 0; None where the series has ended before."""
    if rule.unit == "rrule":
        day = next(islice(rrule_days(rule.what, day_of(anchor)), n, None), None)
    else:
        day = _nth(rule, day_of(anchor), n, holidays)
    return None if day is None or _ended(n, day, until, times) else _like(anchor, day)


def after(
    rule: Rule,
    anchor: date | datetime,
    day: date,
    *,
    until: date | None = None,
    times: int | None = None,
    holidays: Container[date] = NO_HOLIDAYS,
) -> tuple[int, date | datetime] | None:
    """The number and the occurrence of the first one on a later day than `day`; None where the series has ended."""
    start, day = day_of(anchor), day_of(day)
    if rule.unit == "rrule":
        numbered = enumerate(rrule_days(rule.what, start))
        n, found = next(((n, each) for n, each in numbered if each > day), (0, None))
    else:  # occurrence n is at least n days after the anchor, which bounds the search
        bound = max(0, (day - start).days + 1)
        n = bisect_right(range(bound), day, key=lambda n: _nth(rule, start, n, holidays) or date.max)
        found = _nth(rule, start, n, holidays)
    return None if found is None or _ended(n, found, until, times) else (n, _like(anchor, found))


def to_rrule(rule: Rule, anchor: date) -> str:
    """The RFC 5545 text, without COUNT and UNTIL. With any occurrence as its DTSTART it names the same days from there.

    `anchor` is the series' own. Holidays are not in the text: what they move has to be written out day by day.
    """
    if rule.unit == "rrule":
        return rule.what
    if rule.which:
        return _nth_rrule(rule)
    if rule.unit == "weekday":
        return f"FREQ=WEEKLY;BYDAY={_WORKING}"
    if rule.unit in WEEKDAYS:
        return f"FREQ=WEEKLY;BYDAY={rule.unit[:2].upper()}"
    frequency = {"day": "DAILY", "week": "WEEKLY", "year": "YEARLY"}.get(rule.unit, "MONTHLY")
    interval = rule.every * (3 if rule.unit == "quarter" else 1)
    text = f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval > 1 else "")
    if frequency == "MONTHLY" and anchor.day > 28:
        return f"{text};{_month_end(anchor.day)}"
    if frequency == "YEARLY" and (anchor.month, anchor.day) == (2, 29):
        return f"{text};BYMONTH=2;{_month_end(29)}"
    return text


def _month_end(day: int) -> str:
    """The parts for the 29th, 30th or 31st, and the last day of a shorter month: the last that there is of 28, 29 …"""
    return f"BYMONTHDAY={','.join(map(str, range(28, day + 1)))};BYSETPOS=-1"


def _nth_rrule(rule: Rule) -> str:
    """The first Monday of a quarter is that of its first month, and the last that of its last: months are enough."""
    size = _MONTHS[rule.unit]
    months = range(1 if rule.which > 0 else size, 13, size)
    text = "FREQ=MONTHLY" + (f";BYMONTH={','.join(map(str, months))}" if size > 1 else "")
    if rule.what == "business day":
        return f"{text};BYDAY={_WORKING};BYSETPOS={rule.which}"
    if rule.what == "day":
        return f"{text};{_month_end(rule.which) if rule.which > 28 else f'BYMONTHDAY={rule.which}'}"
    return f"{text};BYDAY={rule.which}{rule.what[:2].upper()}"


def _ended(n: int, day: date, until: date | None, times: int | None) -> bool:
    return (until is not None and day > day_of(until)) or (times is not None and n >= times)


def _like(anchor: date | datetime, day: date) -> date | datetime:
    """The day, with the anchor's time of day where it has one."""
    return datetime.combine(day, anchor.timetz()) if isinstance(anchor, datetime) else day


def _days(rule: Rule, start: date, holidays: Container[date], first: int) -> Iterator[date]:
    if rule.unit == "rrule":
        yield from islice(rrule_days(rule.what, start), first, None)
        return
    numbers = count(first)
    while (day := _nth(rule, start, next(numbers), holidays)) is not None:
        yield day


def _nth(rule: Rule, start: date, n: int, holidays: Container[date]) -> date | None:
    """Day number `n` of any rule but an RRULE, directly from the start; None beyond the calendar."""
    try:
        if rule.which:
            return _nth_pick(rule, start, n, holidays)
        if rule.unit in _MONTHS:
            return add_months(start, n * rule.every * _MONTHS[rule.unit])
        if rule.unit == "weekday":
            first = shift(start, "after")
            weeks, weekday = divmod(first.weekday() + n, 5)
            return first + timedelta(days=7 * weeks + weekday - first.weekday())
        if rule.unit in WEEKDAYS:
            return start + timedelta(days=(WEEKDAYS.index(rule.unit) - start.weekday()) % 7 + 7 * n)
        return start + timedelta(days=n * rule.every * _DAYS[rule.unit])
    except (BadValue, OverflowError):
        return None


def _nth_pick(rule: Rule, start: date, n: int, holidays: Container[date]) -> date:
    """Each month, quarter or year has exactly one such day, so that the nth is that of the nth frame."""
    size = _MONTHS[rule.unit]
    frame = ((start.year - _YEAR) * 12 + start.month - 1) // size
    if _pick(rule, frame * size, holidays) < start:
        frame += 1
    return _pick(rule, (frame + n) * size, holidays)


def _pick(rule: Rule, month: int, holidays: Container[date]) -> date:
    """The rule's day of the frame that begins with a month, counted from January 1900.

    Where there are fewer such days, the last of them; where holidays leave no business day, the frame's edge.
    """
    first = add_months(date(_YEAR, 1, 1), month)
    last = add_months(date(_YEAR, 1, 31), month + _MONTHS[rule.unit] - 1)
    edge, step = (first, 1) if rule.which > 0 else (last, -1)
    if rule.what == "day":
        return min(first + timedelta(days=rule.which - 1), last) if rule.which > 0 else last
    if rule.what == "business day":
        days = (edge + timedelta(days=step * i) for i in range((last - first).days + 1))
        return [edge, *islice((day for day in days if is_workday(day, holidays)), abs(rule.which))][-1]
    ahead = step * (WEEKDAYS.index(rule.what) - edge.weekday()) % 7
    return edge + timedelta(days=step * (ahead + 7 * (abs(rule.which) - 1)))
