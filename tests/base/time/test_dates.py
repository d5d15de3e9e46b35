"""Dates: exactly the accepted forms, and month steps that do not drift."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.base.errors import BadValue
from amcli.base.text import one_line
from amcli.base.time.dates import (
    Look,
    add_months,
    iso,
    parse_date,
    parse_due,
    parse_fixed_day,
    parse_iso_day,
    parse_now,
)

SUNDAY = date(2026, 11, 15)
DAYS = st.dates(date(1900, 1, 1), date(9998, 12, 31))
WEEKDAYS = ("monday", "tue", "wed", "thursday", "fri", "sat", "sunday")
FORMS = "2026-12-01, today, tomorrow, yesterday, a weekday (fri), next fri, +3d, -2w, +1m, +1q, +1y, eom, eoq or eoy"


def no_clock() -> datetime:
    """For what says which day it is."""
    raise AssertionError("the clock was asked for")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("1900-01-01", date(1900, 1, 1)),
        ("9999-12-31", date(9999, 12, 31)),
        ("2028-02-29", date(2028, 2, 29)),
        ("today", SUNDAY),
        (" Today ", SUNDAY),
        ("TOMORROW", date(2026, 11, 16)),
        ("yesterday", date(2026, 11, 14)),
        ("+3d", date(2026, 11, 18)),
        ("-2w", date(2026, 11, 1)),
        ("+1M", date(2026, 12, 15)),
        ("-1m", date(2026, 10, 15)),
        ("+1q", date(2027, 2, 15)),
        ("+1y", date(2027, 11, 15)),
        ("+0d", SUNDAY),
        ("eom", date(2026, 11, 30)),
        ("EOQ", date(2026, 12, 31)),
        ("eoy", date(2026, 12, 31)),
    ],
)
def test_the_forms_of_a_date(text: str, day: date) -> None:
    """Every form of the contract, in any case, on Sunday 2026-11-15."""
    assert parse_date(text, SUNDAY) == day


@pytest.mark.parametrize(
    ("text", "back", "ahead"),
    [
        ("sun", date(2026, 11, 15), date(2026, 11, 22)),
        ("Sunday", date(2026, 11, 15), date(2026, 11, 22)),
        ("mon", date(2026, 11, 9), date(2026, 11, 16)),
        ("FRI", date(2026, 11, 13), date(2026, 11, 20)),
        ("saturday", date(2026, 11, 14), date(2026, 11, 21)),
    ],
)
def test_weekdays_look_where_the_option_looks(text: str, back: date, ahead: date) -> None:
    """Back, the latest such day, today included; ahead, the coming one, and today's own name is a week on."""
    assert parse_date(text, SUNDAY, Look.BACK) == back
    assert parse_date(text, SUNDAY, Look.AHEAD) == ahead


# A week in: what would be before 1900 is refused.
@given(
    DAYS.filter(lambda day: day >= date(1900, 1, 8)),
    st.sampled_from(WEEKDAYS),
)
def test_a_weekday_is_within_a_week(today: date, name: str) -> None:
    """A weekday is 0 to 6 days ago or 1 to 7 days away, and the two are a week apart."""
    back, ahead = parse_date(name, today, Look.BACK), parse_date(name, today, Look.AHEAD)
    assert 0 <= (today - back).days <= 6
    assert 1 <= (ahead - today).days <= 7
    assert (ahead - back).days == 7
    assert f"{back:%A}".lower().startswith(name)


@given(DAYS)
def test_ends_are_last_days(today: date) -> None:
    """The end of month, quarter and year is the first such last day that is not before today."""
    for word, size in (("eom", 1), ("eoq", 3), ("eoy", 12)):
        end = parse_date(word, today)
        assert end >= today
        assert (end + timedelta(days=1)).day == 1
        assert end.month % size == 0
        assert end.year == today.year
        assert end.month - today.month < size


@pytest.mark.parametrize(
    "text",
    [
        "", "05/06/2026", "5.6.2026", "2026-1-2", "20261201", "2026-W49-2", "2026-335", "12", "3d", "+d", "+3", "+3h",
        "+ 3d", "+1.5d", "next-friday", "next week", "this fri", "next eom", "next fri mon", "tues", "fr", "eow",
        "２０２６-12-01", "+٣d", "-", "noon", "2026-12-01\n2026-12-02", "2026-12-01 15", "fri 10am", "10:00 fri",
        "10:00",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_the_forms(text: str) -> None:
    """No guess: the error of one line lists all that is accepted."""
    with pytest.raises(BadValue) as caught:
        parse_date(text, SUNDAY)
    assert caught.value.message.endswith(f" is not a date: use {FORMS}")
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        ("2026-09-14", "next fri", "2026-09-25"),  # a Monday
        ("2026-09-17", "next fri", "2026-09-25"),  # a Thursday, on which `fri` is tomorrow
        ("2026-09-18", "next friday", "2026-09-25"),
        ("2026-09-20", " Next  FRI ", "2026-09-25"),  # a Sunday, on which `fri` is that one too
        ("2026-09-20", "next mon", "2026-09-21"),
        ("2026-09-17", "next sunday", "2026-09-27"),
    ],
)
def test_next_is_of_next_week(today: str, text: str, day: str) -> None:
    """`next fri` is the Friday of the week after this one, weeks being from Monday on, wherever an option looks."""
    for look in Look:
        assert parse_date(text, date.fromisoformat(today), look) == date.fromisoformat(day)


@given(DAYS.filter(lambda day: day.year < 9998), st.sampled_from(WEEKDAYS))
def test_a_next_weekday_is_in_next_week(today: date, name: str) -> None:
    """It is of the ISO week that follows, and of that name."""
    day = parse_date(f"next {name}", today)
    assert day.isocalendar()[:2] == (today + timedelta(days=7)).isocalendar()[:2]
    assert f"{day:%A}".lower().startswith(name)


@pytest.mark.parametrize(
    ("today", "text", "says"),
    [
        ("2026-09-17", "last wed", "'last wed' may be 2026-09-09 or 2026-09-16: type the one that is meant"),
        ("2026-09-17", "Last Friday", "'Last Friday' is not a date: type 2026-09-11"),
        ("2026-09-17", "last thu", "'last thu' is not a date: type 2026-09-10"),
        ("2026-09-17", "next", "'next' is not a date: type the weekday with it in quotes, such as 'next fri'"),
    ],
)
def test_last_is_a_guess(today: str, text: str, says: str) -> None:
    """The last Wednesday is yesterday to some and that of last week to others: the error has the days to type."""
    with pytest.raises(BadValue) as caught:
        parse_date(text, date.fromisoformat(today))
    assert caught.value.message == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-12-01T15:30", "'2026-12-01T15:30' has a time, and only a day goes here: type 2026-12-01"),
        ("2026-12-01 15:30", "'2026-12-01 15:30' has a time, and only a day goes here: type 2026-12-01"),
        ("next fri 9:00", "'next fri 9:00' has a time, and only a day goes here: type next fri"),
        ("fri 25:00", "'fri 25:00' is not a time of the day: use 00:00 to 23:59, such as 2026-12-01 15:30"),
    ],
)
def test_a_day_alone_has_no_time(text: str, says: str) -> None:
    """What takes a day alone says so of a time, and what to type."""
    with pytest.raises(BadValue) as caught:
        parse_date(text, SUNDAY)
    assert caught.value.message == says


@given(DAYS, st.text(max_size=20))
def test_a_fixed_day_is_the_same_in_both_directions(today: date, text: str) -> None:
    """What is read without a direction is what both directions read; a weekday alone is not read."""
    for word in (text, "today", "eom", "-2w", "next mon"):
        try:
            day = parse_fixed_day(word, today)
        except BadValue:
            continue
        assert day is None or all(parse_date(word, today, look) == day for look in Look)
    assert parse_fixed_day("Fri", today) is None


def test_a_slip_gets_the_nearest_word() -> None:
    """A misspelled word is answered with the word."""
    with pytest.raises(BadValue) as caught:
        parse_date("tomorow", SUNDAY)
    assert caught.value.candidates == ("tomorrow",)


@pytest.mark.parametrize("text", ["2026-02-30", "2027-02-29", "2026-13-01", "2026-00-10", "0000-01-01"])
def test_days_that_do_not_exist(text: str) -> None:
    """A day of the right form that no calendar has is refused as such."""
    with pytest.raises(BadValue, match="not a day of the calendar"):
        parse_date(text, SUNDAY)


@pytest.mark.parametrize(
    "text",
    ["1899-12-31", "0001-01-01", "-200y", "-3000y", "+9000y", "+99999999999d", "-99999999999w", f"+{'9' * 5000}m"],
)
def test_days_out_of_range(text: str) -> None:
    """Years before 1900 and after 9999 are refused, however they are reached."""
    with pytest.raises(BadValue, match="out of range"):
        parse_date(text, SUNDAY)


def test_the_calendar_ends_without_a_crash() -> None:
    """On the last day there is no tomorrow and no next Friday."""
    for text in ("tomorrow", "+1d", "+1m", "fri"):
        with pytest.raises(BadValue, match="out of range"):
            parse_due(text, date.max)
    assert parse_date("eoy", date.max) == date.max


@given(st.text(max_size=50), DAYS)
def test_hostile_dates_are_read_or_refused(text: str, today: date) -> None:
    """No text makes a reader fail otherwise."""
    readers: list[Callable[[], object]] = [
        lambda: parse_date(text, today),
        lambda: parse_due(text, today),
        lambda: parse_now(text, lambda: datetime.combine(today, datetime.min.time())),
    ]
    for read in readers:
        try:
            read()
        except BadValue as error:
            assert one_line(error.message) == error.message


@given(DAYS, DAYS)
def test_iso_days_round_trip(day: date, today: date) -> None:
    """A day written is the day read, whatever the time."""
    assert parse_date(iso(day), today) == parse_iso_day(iso(day)) == day
    assert parse_due(iso(day), today) == day


@given(st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31)))
def test_times_round_trip(moment: datetime) -> None:
    """A time written to the minute is the time read, and stays naive."""
    minute = moment.replace(second=0, microsecond=0)
    assert parse_due(iso(minute), SUNDAY) == minute
    assert minute.year > 2999 or parse_now(iso(minute), no_clock) == minute
    assert parse_due(iso(minute).lower(), SUNDAY) == minute


def test_due_takes_a_time() -> None:
    """A deadline may have hours and minutes; a plain day stays a day; a weekday is ahead."""
    assert parse_due("2026-12-01T15:30", SUNDAY) == datetime(2026, 12, 1, 15, 30)
    due = parse_due("2026-12-01", SUNDAY)
    assert due == date(2026, 12, 1)
    assert not isinstance(due, datetime)
    assert parse_due("sun", SUNDAY) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-01 15:30", datetime(2026, 12, 1, 15, 30)),
        ("2026-12-01 9:05", datetime(2026, 12, 1, 9, 5)),
        ("fri 10:00", datetime(2026, 11, 20, 10)),
        ("next fri 10:00", datetime(2026, 11, 20, 10)),
        ("next sun 10:00", datetime(2026, 11, 22, 10)),
        ("Tomorrow  9:00", datetime(2026, 11, 16, 9)),
        ("+3d 00:00", datetime(2026, 11, 18)),
        ("eom 23:59", datetime(2026, 11, 30, 23, 59)),
    ],
)
def test_a_time_goes_behind_every_form_of_a_day(text: str, moment: datetime) -> None:
    """Hours have one or two digits, minutes two."""
    assert parse_due(text, SUNDAY) == moment
    assert parse_now(text, lambda: datetime(2026, 11, 15, 12)) == moment


@given(DAYS.filter(lambda day: day.year < 9990), st.sampled_from(("fri", "next tue", "+3d", "today")), st.times())
def test_a_day_and_its_time(today: date, text: str, clock: time) -> None:
    """The day is that of the text without the time."""
    due = parse_due(f"{text} {clock.hour}:{clock.minute:02}", today)
    assert due == datetime.combine(parse_date(text, today, Look.AHEAD), clock.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-12-01T15:30:00", "is not a date"),
        ("2026-12-01T15:30Z", "is not a date"),
        ("2026-12-01T15", "is not a date"),
        ("2026-12-01T5:30", "is not a date"),
        ("2026-12-01 15:3", "is not a date"),
        ("fri at 10:00", "is not a date: use .* eoy, each also with a time: 2026-12-01 15:30, fri 10:00$"),
        ("10:00", "has no day: type 'today 10:00' or 'tomorrow 10:00', with the quotes"),
        ("2026-12-01T24:30", "is not a time"),
        ("tomorrow 10:60", "is not a time"),
        ("2026-02-30T10:00", "is not a day of the calendar"),
        ("1899-02-01T10:00", "out of range"),
    ],
)
def test_times_that_are_refused(text: str, why: str) -> None:
    """Seconds, zones, half times and times that do not exist."""
    with pytest.raises(BadValue, match=why):
        parse_due(text, SUNDAY)
    with pytest.raises(BadValue, match=why):
        parse_now(text, lambda: datetime(2026, 11, 15))


def test_now_is_a_day_or_a_time() -> None:
    """A day means its midnight; what is relative is so to the clock, which is asked for nothing else."""
    assert parse_now("2026-12-01", no_clock) == datetime(2026, 12, 1)
    assert parse_now("2026-12-01 15:30", no_clock) == datetime(2026, 12, 1, 15, 30)
    for text, day in (("today", 15), ("+1d", 16), ("fri", 20)):
        assert parse_now(text, lambda: datetime(2026, 11, 15, 17)) == datetime(2026, 11, day)
    with pytest.raises(BadValue, match="out of range: today is from 1900-01-01 to 2999-12-31"):
        parse_now("+1000y", lambda: datetime(2026, 11, 15))


def test_iso_is_to_the_minute() -> None:
    """Days and times are written as they are typed."""
    assert iso(date(2026, 12, 1)) == "2026-12-01"
    assert iso(datetime(2026, 12, 1, 15, 30, 59)) == "2026-12-01T15:30"


@pytest.mark.parametrize(
    ("anchor", "months", "day"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_month_steps(anchor: date, months: int, day: date) -> None:
    """The day of the anchor, or the last day of a shorter month."""
    assert add_months(anchor, months) == day


@given(DAYS.filter(lambda day: 1950 < day.year < 9900), st.integers(-600, 600))
def test_no_month_is_skipped(anchor: date, months: int) -> None:
    """Each step lands in its own month, on the anchor's day or on the month's last."""
    day = add_months(anchor, months)
    assert (day.year * 12 + day.month) - (anchor.year * 12 + anchor.month) == months
    assert day.day == anchor.day or (day.day < anchor.day and (day + timedelta(days=1)).day == 1)


@pytest.mark.parametrize("months", [10**6, -(10**6), 10**30])
def test_month_steps_out_of_the_calendar(months: int) -> None:
    """A step beyond the years 1 to 9999 is an error of one line."""
    with pytest.raises(BadValue, match="outside the calendar"):
        add_months(SUNDAY, months)
