"""Recurrence: the rules that are taken, and the days they name, checked against other ways of computing them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st

from amcli.base.errors import BadValue
from amcli.base.time.recurrence import Rule, after, nth, occurrences, parse_rule, to_rrule

ANCHORS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
LEAP_DAY = date(2028, 2, 29)
ONE = timedelta(days=1)


def length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def months_apart(anchor: date, day: date) -> int:
    return (day.year - anchor.year) * 12 + day.month - anchor.month


def steps(months: int) -> Callable[[date, date], bool]:
    """Whether a day is a month step from the anchor, as figures.md says it."""
    return lambda a, d: months_apart(a, d) % months == 0 and d.day == min(a.day, length(d))


def works_between(first: date, last: date) -> bool:
    """Whether any of the days, both in, is a Monday to Friday."""
    return any((first + ONE * i).weekday() < 5 for i in range((last - first).days + 1))


# Each rule beside what makes a day one of its own, said day by day; `a` is the anchor, `d` a day on or after it.
SCANS: dict[str, Callable[[date, date], bool]] = {
    "day": lambda a, d: True,
    "3 days": lambda a, d: (d - a).days % 3 == 0,
    "weekday": lambda a, d: d.weekday() < 5,
    "week": lambda a, d: (d - a).days % 7 == 0,
    "2 weeks": lambda a, d: (d - a).days % 14 == 0,
    "month": steps(1),
    "3 months": steps(3),
    "quarter": steps(3),
    "2 quarters": steps(6),
    "year": steps(12),
    "2 years": steps(24),
    "friday": lambda a, d: d.weekday() == 4,
    "last friday of month": lambda a, d: d.weekday() == 4 and d.day + 7 > length(d),
    "first monday of month": lambda a, d: d.weekday() == 0 and d.day <= 7,
    "3rd thursday of month": lambda a, d: d.weekday() == 3 and 15 <= d.day <= 21,
    "second tuesday of quarter": lambda a, d: d.weekday() == 1 and 8 <= d.day <= 14 and d.month in (1, 4, 7, 10),
    "last sunday of year": lambda a, d: d.weekday() == 6 and d.month == 12 and d.day >= 25,
    "last day of month": lambda a, d: d.day == length(d),
    "last day of quarter": lambda a, d: d.day == length(d) and d.month % 3 == 0,
    "15th of month": lambda a, d: d.day == 15,
    "31st of month": lambda a, d: d.day == length(d),
    "30th of month": lambda a, d: d.day == min(30, length(d)),
    "last business day of month": lambda a, d: (
        d.weekday() < 5 and (d.day == length(d) or not works_between(d + ONE, d.replace(day=length(d))))
    ),
    "first business day of quarter": lambda a, d: (
        d.weekday() < 5 and d.month % 3 == 1 and (d.day == 1 or not works_between(d.replace(day=1), d - ONE))
    ),
    "FREQ=MONTHLY;BYDAY=-1FR": lambda a, d: d.weekday() == 4 and d.day + 7 > length(d),
    "FREQ=MONTHLY": lambda a, d: d.day == a.day,
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29": lambda a, d: (d.month, d.day) == (2, 29),
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH": lambda a, d: (
        d.weekday() in (0, 3) and (d - a + ONE * a.weekday()).days // 7 % 2 == 0
    ),
}
RULES = st.sampled_from(sorted(SCANS)).map(parse_rule)


@pytest.mark.parametrize("anchor", [date(2026, 1, 31), LEAP_DAY, date(2026, 12, 30), date(2027, 3, 1)], ids=str)
@pytest.mark.parametrize("text", SCANS)
def test_five_years_of_every_rule(text: str, anchor: date) -> None:
    """From a month's end, a leap day, a year's end and a month's start: the days that a scan of each day finds."""
    until = anchor + timedelta(days=5 * 365 + 2)
    scanned = [day for day in (anchor + ONE * i for i in range(5 * 365 + 3)) if SCANS[text](anchor, day)]
    assert list(occurrences(parse_rule(text), anchor, until=until)) == scanned


@given(st.sampled_from(sorted(SCANS)), ANCHORS)
def test_any_anchor_gives_what_a_scan_gives(text: str, anchor: date) -> None:
    """From any anchor, 800 days hold exactly the days that a scan of each day finds."""
    days = [anchor + ONE * i for i in range(800)]
    scanned = [day for day in days if SCANS[text](anchor, day)]
    assert list(occurrences(parse_rule(text), anchor, until=days[-1])) == scanned


@given(RULES, ANCHORS, st.integers(0, 30))
@example(parse_rule("month"), date(2026, 1, 31), 1)
@example(parse_rule("month"), date(2026, 1, 30), 1)
@example(parse_rule("month"), date(2027, 12, 29), 2)
@example(parse_rule("quarter"), date(2026, 8, 31), 1)
@example(parse_rule("year"), LEAP_DAY, 1)
@example(parse_rule("2 years"), LEAP_DAY, 2)
def test_other_programs_compute_the_same(rule: Rule, anchor: date, skipped: int) -> None:
    """dateutil names the same 40 days from the RRULE, also where the calendar begins with a later occurrence."""
    ours = list(islice(occurrences(rule, anchor), 40))
    theirs = rrulestr(to_rrule(rule, anchor), dtstart=datetime.combine(anchor, time()))
    assert [found.date() for found in islice(theirs, 40)] == ours
    later = rrulestr(to_rrule(rule, anchor), dtstart=datetime.combine(ours[skipped], time()))
    assert [found.date() for found in islice(later, 40 - skipped)] == ours[skipped:]


@pytest.mark.parametrize(
    ("text", "anchor", "days"),
    [
        ("month", "2026-01-31", "2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31"),
        ("month", "2028-01-31", "2028-01-31 2028-02-29 2028-03-31"),
        ("month", "2026-12-31", "2026-12-31 2027-01-31 2027-02-28"),
        ("quarter", "2026-11-30", "2026-11-30 2027-02-28 2027-05-30"),
        ("year", "2028-02-29", "2028-02-29 2029-02-28 2030-02-28 2031-02-28 2032-02-29"),
        ("last friday of month", "2026-12-26", "2027-01-29 2027-02-26"),
        ("weekday", "2026-11-14", "2026-11-16 2026-11-17"),
        ("FREQ=MONTHLY", "2026-01-31", "2026-01-31 2026-03-31 2026-05-31"),
        ("year", "9998-06-01", "9998-06-01 9999-06-01"),
        ("last day of month", "9999-11-30", "9999-11-30 9999-12-31"),
        ("FREQ=WEEKLY;BYDAY=SU", "9999-12-20", "9999-12-26"),
    ],
)
def test_days_by_hand(text: str, anchor: str, days: str) -> None:
    """Month ends, leap days, the year's and the calendar's end, spelled out."""
    expected = [date.fromisoformat(day) for day in days.split()]
    found = occurrences(parse_rule(text), date.fromisoformat(anchor))
    assert list(islice(found, len(expected))) == expected
    if expected[-1].year == 9999:
        assert next(found, None) is None


@given(RULES, st.datetimes(datetime(1900, 1, 1), datetime(2200, 12, 31)))
def test_the_time_of_day_is_kept(rule: Rule, anchor: datetime) -> None:
    """An anchor with a time gives the days of one without, each at that time, from every function."""
    days = list(islice(occurrences(rule, anchor.date()), 5))
    moments = [datetime.combine(day, anchor.time()) for day in days]
    assert list(islice(occurrences(rule, anchor), 5)) == moments
    assert nth(rule, anchor, 3) == moments[3]
    assert after(rule, anchor, days[2]) == (3, moments[3])
    assert after(rule, anchor, moments[2]) == (3, moments[3])


@given(RULES, ANCHORS, st.integers(0, 25), st.integers(0, 25), st.integers(0, 25))
def test_until_and_times_end_a_series_everywhere(rule: Rule, anchor: date, at: int, times: int, n: int) -> None:
    """`until` is a day that is in, `times` counts from the first, and nth and after see the same series end."""
    every = list(islice(occurrences(rule, anchor), 26))
    last = every[at]
    kept = [day for day in every if day <= last][:times]
    assert list(occurrences(rule, anchor, until=last, times=times)) == kept
    assert nth(rule, anchor, n, until=last, times=times) == (kept[n] if n < len(kept) else None)
    following = (n + 1, kept[n + 1]) if n + 1 < len(kept) else None
    assert after(rule, anchor, every[n], until=last, times=times) == following
    assert list(occurrences(rule, anchor, until=anchor - ONE)) == []


@given(RULES, ANCHORS, st.integers(-400, 3000))
def test_after_is_the_first_later_one(rule: Rule, anchor: date, away: int) -> None:
    """The number and the day that walking from the anchor would come to, also for a day before it."""
    day = anchor + ONE * away
    walked = next((n, found) for n, found in enumerate(occurrences(rule, anchor)) if found > day)
    assert after(rule, anchor, day) == walked
    assert nth(rule, anchor, walked[0]) == walked[1]


class Counted:
    """Holidays that count how often they are asked."""

    def __init__(self, *days: date) -> None:
        self.days, self.asked = days, 0

    def __contains__(self, day: object) -> bool:
        self.asked += 1
        return day in self.days


def test_after_jumps() -> None:
    """A century of business days is searched, not walked: a walk would ask at least once for each of 1,520 months."""
    holidays = Counted()
    found = after(parse_rule("last business day of month"), date(1900, 1, 1), date(2026, 9, 17), holidays=holidays)
    assert found == (1520, date(2026, 9, 30))
    assert 0 < holidays.asked < 200


def test_nothing_is_left_after_the_calendar() -> None:
    """The last day of all has none after it, and a number beyond it names none."""
    for text in ("day", "month", "weekday", "friday", "last day of month", "FREQ=DAILY"):
        assert after(parse_rule(text), date(9999, 12, 1), date.max) is None
        assert nth(parse_rule(text), date(9999, 12, 1), 40) is None
    assert nth(parse_rule("999 years"), date(2026, 1, 1), 10**9) is None


def test_holidays_are_no_business_days() -> None:
    """A holiday at the month's end or start moves the business day, and nothing else."""
    holidays = {date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 4)}
    anchor = date(2026, 12, 1)

    def first(text: str) -> date | None:
        return nth(parse_rule(text), anchor, 0, holidays=holidays)

    assert first("last business day of month") == date(2026, 12, 30)
    assert first("last business day of year") == date(2026, 12, 30)
    assert first("first business day of quarter") == date(2027, 1, 5)
    assert first("last day of month") == date(2026, 12, 31)
    assert nth(parse_rule("last thursday of month"), anchor, 0, holidays=holidays) == date(2026, 12, 31)
    assert nth(parse_rule("weekday"), date(2026, 12, 31), 0, holidays=holidays) == date(2026, 12, 31)


def test_no_month_is_skipped_for_its_holidays() -> None:
    """Fewer business days than were counted: the last of them; none at all: the month's first or last day."""
    rule, anchor = parse_rule("20th business day of month"), date(2027, 2, 1)
    february = [date(2027, 2, day) for day in range(1, 29)]
    assert nth(rule, anchor, 0) == date(2027, 2, 26)
    assert nth(rule, anchor, 0, holidays=[date(2027, 2, 3)]) == date(2027, 2, 26)
    assert nth(rule, anchor, 0, holidays=february[20:]) == date(2027, 2, 19)
    assert nth(rule, anchor, 0, holidays=february) == date(2027, 2, 1)
    assert nth(parse_rule("last business day of month"), anchor, 0, holidays=february) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("day", "day"),
        ("every  Month", "month"),
        ("1 month", "month"),
        ("2 WEEK", "2 weeks"),
        ("every 3 months", "3 months"),
        ("002 years", "2 years"),
        ("999 quarters", "999 quarters"),
        ("Weekdays", "weekday"),
        ("Fridays", "friday"),
        ("every fri", "friday"),
        ("last fri of the month", "last friday of month"),
        ("the 3rd Thursday of every month", "third thursday of month"),
        ("1st mondays of quarters", "first monday of quarter"),
        ("4th sunday of year", "fourth sunday of year"),
        ("15th of month", "15th day of month"),
        ("first of month", "first day of month"),
        ("last of quarter", "last day of quarter"),
        ("fifth day of year", "fifth day of year"),
        ("22nd of month", "22nd day of month"),
        ("31th of month", "31st day of month"),
        ("11th business days of month", "11th business day of month"),
        (" rrule:freq=monthly; byday=-1fr; ", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("INTERVAL=2;FREQ=WEEKLY;WKST=SU", "INTERVAL=2;FREQ=WEEKLY;WKST=SU"),
        ("FREQ=YEARLY;BYDAY=53TH", "FREQ=YEARLY;BYDAY=53TH"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"),
        ("FREQ=YEARLY;BYYEARDAY=-1", "FREQ=YEARLY;BYYEARDAY=-1"),
    ],
)
def test_the_forms_of_a_rule(text: str, stored: str) -> None:
    """Every form, in any case, singular or plural; what is stored reads back as the same rule."""
    rule = parse_rule(text)
    assert str(rule) == stored
    assert parse_rule(stored) == rule


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not a rule: use day, weekday, week, 2 weeks"),
        ("monthly", "or an RRULE such as FREQ="),
        ("2 fridays", "is not a rule"),
        ("-1 weeks", "is not a rule"),
        ("٢ weeks", "is not a rule"),
        ("month\nweek", "is not a rule"),
        ("last friday", "is not a rule"),
        ("last business day of week", "is not a rule"),
        ("0 days", "a rule steps 1 to 999 days"),
        ("1000 weeks", "a rule steps 1 to 999 weeks"),
        (f"{'9' * 5000} months", "a rule steps 1 to 999 months"),
        ("fifth friday of month", "a friday of a month is the first to the fourth, or the last"),
        ("0th of month", "a day of a month is the first to the 31st, or the last"),
        ("32nd of month", "a day of a month is the first to the 31st, or the last"),
        ("31st of quarter", "a day of a quarter is the first to the 28th, or the last"),
        ("21st business day of month", "a business day of a month is the first to the 20th, or the last"),
        ("FREQ=DAILY;COUNT=3", "COUNT does not go into the rule: use --times"),
        ("FREQ=DAILY;UNTIL=20261231", "UNTIL does not go into the rule: use --until"),
        ("FREQ=HOURLY", "FREQ one of DAILY, WEEKLY, MONTHLY, YEARLY"),
        ("FREQ=DAILY;BYHOUR=9", "'BYHOUR=9' is not a part of a rule"),
        ("FREQ=DAILY;BYEASTER=1", "'BYEASTER=1' is not a part"),
        ("FREQ=DAILY;DTSTART=20260101", "'DTSTART=20260101' is not a part"),
        ("FREQ=DAILY;FREQ=WEEKLY", "'FREQ=WEEKLY' is not a part"),
        ("FREQ=DAILY;;INTERVAL=2", "'' is not a part"),
        ("FREQ=DAILY;INTERVAL=0", "'INTERVAL=0' is beyond what INTERVAL can be: use 1 to 999"),
        ("FREQ=DAILY;INTERVAL=1000", "'INTERVAL=1000' is beyond what INTERVAL can be: use 1 to 999"),
        ("FREQ=DAILY;INTERVAL=1,2", "'INTERVAL=1,2' is not a part"),
        ("FREQ=YEARLY;BYMONTH=13", "'BYMONTH=13' is beyond what BYMONTH can be: use 1 to 12"),
        ("FREQ=YEARLY;BYMONTH=-1", "'BYMONTH=-1' is beyond what BYMONTH can be: use 1 to 12"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "'BYMONTHDAY=0' is beyond what BYMONTHDAY can be: use -31 to 31, without 0"),
        ("FREQ=MONTHLY;BYDAY=0MO", "'BYDAY=0MO' is not a part"),
        ("FREQ=MONTHLY;BYDAY=XX", "'BYDAY=XX' is not a part"),
        ("FREQ=WEEKLY;WKST=1MO", "'WKST=1MO' is not a part"),
        ("FREQ=WEEKLY;BYDAY=1MO", "numbers a weekday"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", "numbers a weekday"),
        ("FREQ=YEARLY;BYWEEKNO=20", "needs BYDAY beside BYWEEKNO"),
        ("FREQ=MONTHLY;BYYEARDAY=1", "needs FREQ=YEARLY"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "does not go with FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYDAY=6MO", "a month has five"),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=53MO", "a month has five"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "names no day of any year"),
        ("FREQ=DAILY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=30", "names no day of any year"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", "names no day of any year"),
    ],
)
def test_anything_else_is_refused(text: str, message: str) -> None:
    """One line that says what is accepted, and no rule that would never come is taken."""
    with pytest.raises(BadValue) as caught:
        parse_rule(text)
    assert message in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("monthly", "month"),
        ("last fridy of month", "last friday of month"),
        ("wedensday", "wednesday"),
        ("FREQ=MONTHLY;BYDAYS=FR", "BYDAY"),
        ("FREQ=DAILY;COUNT=3", "--times"),
    ],
)
def test_a_slip_gets_the_nearest_form(text: str, nearest: str) -> None:
    """The form that was meant is the first candidate."""
    with pytest.raises(BadValue) as caught:
        parse_rule(text)
    assert caught.value.candidates[0] == nearest


@given(
    st.text()
    | st.lists(st.sampled_from(["every", "2", "0", "days", "month", "last", "2nd", "friday", "of"])).map(" ".join)
)
def test_any_text_is_a_rule_or_a_bad_value(text: str) -> None:
    """Whatever is typed: a rule that reads back from its text, or one line of complaint."""
    try:
        rule = parse_rule(text)
    except BadValue as error:
        assert "\n" not in error.message
    else:
        assert parse_rule(str(rule)) == rule


@pytest.mark.parametrize(
    ("text", "anchor", "rrule"),
    [
        ("2 weeks", "2026-01-30", "FREQ=WEEKLY;INTERVAL=2"),
        ("month", "2026-01-28", "FREQ=MONTHLY"),
        ("month", "2026-01-29", "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1"),
        ("month", "2026-01-30", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ("quarter", "2026-01-31", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        ("year", "2026-01-31", "FREQ=YEARLY"),
        ("year", "2028-02-29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"),
        ("weekday", "2026-01-30", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("last friday of quarter", "2026-01-30", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=-1FR"),
        ("last business day of month", "2026-01-30", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
        ("first day of year", "2026-01-30", "FREQ=MONTHLY;BYMONTH=1;BYMONTHDAY=1"),
        ("31st of month", "2026-01-30", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        ("rrule:freq=daily", "2026-01-30", "FREQ=DAILY"),
    ],
)
def test_the_rrule_of_a_rule(text: str, anchor: str, rrule: str) -> None:
    """What a calendar is given, spelled out."""
    assert to_rrule(parse_rule(text), date.fromisoformat(anchor)) == rrule


def test_an_anchor_that_fits_no_day() -> None:
    """An RRULE whose days the anchor never meets is an empty series, and not an endless search."""
    for text, anchor in (
        ("FREQ=YEARLY;BYMONTH=2", date(2026, 1, 31)),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=3", LEAP_DAY),
    ):
        assert nth(parse_rule(text), anchor, 0) is None
        assert after(parse_rule(text), anchor, anchor) is None
