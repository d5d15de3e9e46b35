"""Periods: half-open, named, fiscal or not, and the same one a year earlier."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amcli.base.errors import BadValue
from amcli.base.text import one_line
from amcli.base.time.period import Fiscal, Period, fiscal_year, parse_period, same_day_earlier, spell

TODAY = date(2026, 11, 15)  # a Sunday
APRIL = Fiscal(4)
DAYS = st.dates(date(1901, 1, 1), date(9996, 12, 31))
FISCALS = st.builds(Fiscal, st.integers(1, 12), st.sampled_from(["start", "end"]))
UNITS = ("week", "month", "quarter", "half", "year", "fiscal-quarter", "fiscal-half", "fiscal-year")


def days(first: str, last: str) -> tuple[date, date]:
    """Both days in, as a half-open pair."""
    return date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "first", "last", "name"),
    [
        ("2026", "2026-01-01", "2026-12-31", "2026"),
        ("2026-Q1", "2026-01-01", "2026-03-31", "2026-Q1"),
        ("2026-q4", "2026-10-01", "2026-12-31", "2026-Q4"),
        ("2026-11", "2026-11-01", "2026-11-30", "2026-11"),
        ("2028-02", "2028-02-01", "2028-02-29", "2028-02"),
        ("2026-12", "2026-12-01", "2026-12-31", "2026-12"),
        ("2026-W47", "2026-11-16", "2026-11-22", "2026-W47"),
        ("2026-w01", "2025-12-29", "2026-01-04", "2026-W01"),
        ("2026-W53", "2026-12-28", "2027-01-03", "2026-W53"),
        ("FY2026", "2026-01-01", "2026-12-31", "2026"),
        ("FY2026-Q2", "2026-04-01", "2026-06-30", "2026-Q2"),
        ("this-week", "2026-11-09", "2026-11-15", "2026-W46"),
        ("last-week", "2026-11-02", "2026-11-08", "2026-W45"),
        ("NEXT-week", "2026-11-16", "2026-11-22", "2026-W47"),
        ("this-month", "2026-11-01", "2026-11-30", "2026-11"),
        ("last-month", "2026-10-01", "2026-10-31", "2026-10"),
        ("next-month", "2026-12-01", "2026-12-31", "2026-12"),
        ("this-quarter", "2026-10-01", "2026-12-31", "2026-Q4"),
        ("last-quarter", "2026-07-01", "2026-09-30", "2026-Q3"),
        ("next-quarter", "2027-01-01", "2027-03-31", "2027-Q1"),
        ("2026-H1", "2026-01-01", "2026-06-30", "2026-H1"),
        ("2026-h2", "2026-07-01", "2026-12-31", "2026-H2"),
        ("FY2026-H2", "2026-07-01", "2026-12-31", "2026-H2"),
        ("this-half", "2026-07-01", "2026-12-31", "2026-H2"),
        ("last-half", "2026-01-01", "2026-06-30", "2026-H1"),
        ("next-half", "2027-01-01", "2027-06-30", "2027-H1"),
        ("Q3", "2026-07-01", "2026-09-30", "2026-Q3"),
        (" q1 ", "2026-01-01", "2026-03-31", "2026-Q1"),
        ("H2", "2026-07-01", "2026-12-31", "2026-H2"),
        ("h1", "2026-01-01", "2026-06-30", "2026-H1"),
        ("2024..2026", "2024-01-01", "2026-12-31", "2024-01-01..2026-12-31"),
        ("2026..2026", "2026-01-01", "2026-12-31", "2026"),
        ("2026-01..2026-03", "2026-01-01", "2026-03-31", "2026-Q1"),
        ("2026-Q1..2026-Q3", "2026-01-01", "2026-09-30", "2026-01-01..2026-09-30"),
        ("2026-q1 .. 2026-08-15", "2026-01-01", "2026-08-15", "2026-01-01..2026-08-15"),
        ("2025-12-24..2026-W01", "2025-12-24", "2026-01-04", "2025-12-24..2026-01-04"),
        ("q2..q3", "2026-04-01", "2026-09-30", "2026-04-01..2026-09-30"),
        ("2026-H1..H2", "2026-01-01", "2026-12-31", "2026"),
        ("FY2024..FY2026", "2024-01-01", "2026-12-31", "2024-01-01..2026-12-31"),
        ("last-year..ytd", "2025-01-01", "2026-11-15", "2025-01-01..2026-11-15"),
        ("2026-03..today", "2026-03-01", "2026-11-15", "2026-03-01..2026-11-15"),
        ("2026..today", "2026-01-01", "2026-11-15", "2026-01-01..2026-11-15"),
        ("-2w..eom", "2026-11-01", "2026-11-30", "2026-11"),
        ("this-year", "2026-01-01", "2026-12-31", "2026"),
        ("last-year", "2025-01-01", "2025-12-31", "2025"),
        ("next-year", "2027-01-01", "2027-12-31", "2027"),
        ("this-fiscal-year", "2026-01-01", "2026-12-31", "2026"),
        ("ytd", "2026-01-01", "2026-11-15", "2026-01-01..2026-11-15"),
        ("2026-02-03..2026-02-03", "2026-02-03", "2026-02-03", "2026-02-03..2026-02-03"),
        (" 2026-01-15..2026-02-14 ", "2026-01-15", "2026-02-14", "2026-01-15..2026-02-14"),
        ("2026-10-01..2026-12-31", "2026-10-01", "2026-12-31", "2026-Q4"),
        ("1900", "1900-01-01", "1900-12-31", "1900"),
        ("9998", "9998-01-01", "9998-12-31", "9998"),
    ],
)
def test_the_forms_of_a_period(text: str, first: str, last: str, name: str) -> None:
    """Every form of the contract, in any case, on Sunday 2026-11-15, with both its days and its name."""
    start, end = days(first, last)
    assert parse_period(text, TODAY) == Period(start, end, name)


@pytest.mark.parametrize(
    ("text", "fiscal", "first", "last", "name"),
    [
        ("FY2026", APRIL, "2025-04-01", "2026-03-31", "FY2026"),
        ("fy2026-q2", APRIL, "2025-07-01", "2025-09-30", "FY2026-Q2"),
        ("FY2026-Q4", APRIL, "2026-01-01", "2026-03-31", "FY2026-Q4"),
        ("FY2026", Fiscal(4, "start"), "2026-04-01", "2027-03-31", "FY2026"),
        ("FY2026-Q4", Fiscal(4, "start"), "2027-01-01", "2027-03-31", "FY2026-Q4"),
        ("FY2026", Fiscal(12), "2025-12-01", "2026-11-30", "FY2026"),
        ("FY2026-Q1", Fiscal(12), "2025-12-01", "2026-02-28", "FY2026-Q1"),
        ("this-fiscal-year", APRIL, "2026-04-01", "2027-03-31", "FY2027"),
        ("last-fiscal-year", APRIL, "2025-04-01", "2026-03-31", "FY2026"),
        ("next-fiscal-year", APRIL, "2027-04-01", "2028-03-31", "FY2028"),
        ("this-fiscal-quarter", APRIL, "2026-10-01", "2026-12-31", "FY2027-Q3"),
        ("last-fiscal-quarter", APRIL, "2026-07-01", "2026-09-30", "FY2027-Q2"),
        ("FY2026-H1", APRIL, "2025-04-01", "2025-09-30", "FY2026-H1"),
        ("fy2026-h2", Fiscal(4, "start"), "2026-10-01", "2027-03-31", "FY2026-H2"),
        ("FY2026-H2", Fiscal(12), "2026-06-01", "2026-11-30", "FY2026-H2"),
        ("this-fiscal-half", APRIL, "2026-10-01", "2027-03-31", "FY2027-H2"),
        ("FY2024..FY2026", APRIL, "2023-04-01", "2026-03-31", "2023-04-01..2026-03-31"),
        ("FY2026-Q1..FY2026-Q2", APRIL, "2025-04-01", "2025-09-30", "FY2026-H1"),
        ("Q3", APRIL, "2026-07-01", "2026-09-30", "2026-Q3"),
        ("2026", APRIL, "2026-01-01", "2026-12-31", "2026"),
        ("2026-Q4", APRIL, "2026-10-01", "2026-12-31", "2026-Q4"),
        ("2025-04-01..2026-03-31", APRIL, "2025-04-01", "2026-03-31", "FY2026"),
        ("2025-12-01..2026-02-28", Fiscal(12), "2025-12-01", "2026-02-28", "FY2026-Q1"),
    ],
)
def test_fiscal_periods(text: str, fiscal: Fiscal, first: str, last: str, name: str) -> None:
    """Only FY… and the fiscal words follow the configured year, named by the year it ends or starts in."""
    start, end = days(first, last)
    assert parse_period(text, TODAY, fiscal) == Period(start, end, name)


@pytest.mark.parametrize(
    "text",
    [
        "", "Q4-2026", "2026Q4", "2026-Q5", "2026-Q0", "2026-1", "26", "2026-W4", "FY26", "FY2026-W01", "FY2026-11",
        "month", "this", "this-day", "previous-month", "last month", "ytd-2026", "2026-H3", "H3", "Q0", "2026H1", "W47",
        "2026-01-01..", "..2026-01-01", "2026-01-01...2026-02-01", "2026-01-01", "2024..2025..2026", "mon..fri",
        "2026..fri", "2026..Q5", "2026-Q1-Q3", "２０２６",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_the_forms(text: str) -> None:
    """No guess: the error lists what is accepted."""
    with pytest.raises(BadValue, match=r"use 2026, 2026-H2, 2026-Q4, .*H2 or Q3 .*ytd, or A\.\.B .* or 2024\.\.2026$"):
        parse_period(text, TODAY)


@pytest.mark.parametrize(
    "text", ["1899", "9999", "9999-01", "0000", "FY9999-Q4", "2026-13", "2026-00", "2025-W53", "2026-W00"]
)
def test_periods_that_do_not_exist(text: str) -> None:
    """A month, week or year that is not there, or whose end is not, is refused as such."""
    with pytest.raises(BadValue, match="not in the calendar"):
        parse_period(text, TODAY)


def test_two_days_the_wrong_way_round() -> None:
    """The error shows them the right way round; a day that is none is named."""
    with pytest.raises(BadValue, match=r"ends before it starts: use 2026-01-01\.\.2026-02-02"):
        parse_period("2026-02-02..2026-01-01", TODAY)
    for wrong, right in (("2026-Q3..2026-Q1", "2026-Q1..2026-Q3"), ("q3..2026-02-01", "2026-02-01..q3")):
        with pytest.raises(BadValue, match=f"'{wrong}' ends before it starts: use {right}$"):
            parse_period(wrong, TODAY)
    with pytest.raises(BadValue, match="'2026-02-30' is not a day"):
        parse_period("2026-02-01..2026-02-30", TODAY)
    with pytest.raises(BadValue, match="not in the calendar"):
        parse_period("2026-02-01..9999-12-31", TODAY)


def test_a_slip_gets_the_nearest_word() -> None:
    """A misspelled word is answered with the word."""
    with pytest.raises(BadValue) as caught:
        parse_period("last-mnth", TODAY)
    assert caught.value.candidates[0] == "last-month"


def test_the_calendar_ends_without_a_crash() -> None:
    """On the last days of the calendar every word is a period or an error of one line."""
    for text in ("ytd", *(f"{shift}-{unit}" for shift in ("this", "next") for unit in UNITS)):
        with pytest.raises(BadValue, match="not in the calendar"):
            parse_period(text, date.max)
    with pytest.raises(BadValue, match="ends after the calendar"):
        fiscal_year(date.max, APRIL)
    assert spell(date(9999, 12, 1), date.max) == "9999-12-01..9999-12-30"


@given(st.text(max_size=50), DAYS, FISCALS)
def test_hostile_periods_are_read_or_refused(text: str, today: date, fiscal: Fiscal) -> None:
    """No text makes the reader fail otherwise."""
    try:
        parse_period(text, today, fiscal)
    except BadValue as error:
        assert one_line(error.message) == error.message


@given(DAYS, st.integers(1, 800), FISCALS)
def test_a_spelled_span_reads_back(start: date, length: int, fiscal: Fiscal) -> None:
    """The name of any span of days is read as the same span."""
    end = start + timedelta(days=length)
    period = parse_period(spell(start, end, fiscal), date(2000, 1, 1), fiscal)
    assert (period.start, period.end) == (start, end)


@given(st.integers(1901, 9990), FISCALS, st.sampled_from(["", "FY"]))
def test_a_half_is_two_quarters(year: int, fiscal: Fiscal, before: str) -> None:
    """The halves of a year follow each other, and each is its two quarters, fiscal or not."""
    named = {part: parse_period(f"{before}{year}{part}", TODAY, fiscal) for part in ("", "-H1", "-H2")}
    quarters = [parse_period(f"{before}{year}-Q{number}", TODAY, fiscal) for number in (1, 2, 3, 4)]
    assert (named["-H1"].start, named["-H1"].end) == (quarters[0].start, quarters[1].end)
    assert (named["-H2"].start, named["-H2"].end) == (quarters[2].start, quarters[3].end)
    assert (named["-H1"].start, named["-H2"].end) == (named[""].start, named[""].end)


@given(DAYS, DAYS, st.sampled_from(UNITS), st.sampled_from(UNITS), FISCALS)
def test_a_span_has_all_of_both_ends(one: date, other: date, first: str, last: str, fiscal: Fiscal) -> None:
    """`A..B` of periods one behind the other is from the first day of A to the last of B, by names as by days."""
    a, b = parse_period(f"this-{first}", one, fiscal), parse_period(f"this-{last}", other, fiscal)
    if a.end > b.start:
        a, b = b, a
    assume(a.end <= b.start)
    for text in (f"{a.name}..{b.name}", f"{a.start}..{b.name}", f"{a.name}..{b.last_day}", f"{a.start}..{b.last_day}"):
        assert parse_period(text, TODAY, fiscal) == (a.start, b.end, spell(a.start, b.end, fiscal))
    with pytest.raises(BadValue, match="ends before it starts: use "):
        parse_period(f"{b.name}..{a.name}", TODAY, fiscal)


@given(DAYS, st.sampled_from(UNITS), FISCALS)
def test_words_tile_the_calendar(today: date, unit: str, fiscal: Fiscal) -> None:
    """This one holds today, the last ends where it starts, the next starts where it ends, and each name reads back."""
    last, this, following = (parse_period(f"{shift}-{unit}", today, fiscal) for shift in ("last", "this", "next"))
    assert today in this
    assert last.end == this.start
    assert this.end == following.start
    for period in (last, this, following):
        assert parse_period(period.name, today, fiscal) == period
        again = parse_period(spell(period.start, period.end, fiscal), today, fiscal)
        assert (again.start, again.end) == (period.start, period.end)


@given(DAYS, FISCALS)
def test_the_fiscal_year_of_a_day(day: date, fiscal: Fiscal) -> None:
    """It holds the day, starts in the configured month, lasts a year, and is named by its end or its start."""
    year = fiscal_year(day, fiscal)
    assert day in year
    assert (year.start.month, year.start.day) == (fiscal.start, 1)
    assert year.days in (365, 366)
    named = year.last_day if fiscal.named_by == "end" else year.start
    assert year.name == f"{'FY' if fiscal.start > 1 else ''}{named.year}"


@pytest.mark.parametrize(("start", "named_by"), [(0, "end"), (13, "end"), (1, "middle"), (4, "")])
def test_a_wrong_fiscal_year_is_refused(start: int, named_by: str) -> None:
    """The first month is 1 to 12 and the name comes from the start or the end."""
    with pytest.raises(BadValue, match="fiscal year"):
        Fiscal(start, named_by)


def test_days_are_counted_half_open() -> None:
    """The end is not in; the last day is; elapsed counts as-of itself and stays within the period."""
    year = parse_period("2026", TODAY)
    assert year.days == 365
    assert year.last_day == date(2026, 12, 31)
    assert date(2026, 1, 1) in year
    assert date(2026, 12, 31) in year
    assert date(2027, 1, 1) not in year
    assert year.elapsed(date(2026, 6, 30)) == 181
    assert year.elapsed(date(2026, 1, 1)) == 1
    assert year.elapsed(date(2025, 12, 31)) == year.elapsed(date(2020, 1, 1)) == 0
    assert year.elapsed(date(2026, 12, 31)) == year.elapsed(date(2030, 1, 1)) == 365
    assert parse_period("2026-Q4", TODAY).days == 92


@pytest.mark.parametrize(
    ("text", "first", "last", "name"),
    [
        ("2026", "2025-01-01", "2025-12-31", "2025"),
        ("2026-Q4", "2025-10-01", "2025-12-31", "2025-Q4"),
        ("2026-H2", "2025-07-01", "2025-12-31", "2025-H2"),
        ("FY2026-H2", "2024-10-01", "2025-03-31", "FY2025-H2"),
        ("2024..2026", "2023-01-01", "2025-12-31", "2023-01-01..2025-12-31"),
        ("2028-02", "2027-02-01", "2027-02-28", "2027-02"),
        ("2029-02", "2028-02-01", "2028-02-29", "2028-02"),
        ("2026-W47", "2025-11-17", "2025-11-23", "2025-W47"),
        ("2027-W01", "2026-01-05", "2026-01-11", "2026-W02"),
        ("FY2026", "2024-04-01", "2025-03-31", "FY2025"),
        ("FY2026-Q2", "2024-07-01", "2024-09-30", "FY2025-Q2"),
        ("2028-02-29..2028-02-29", "2027-02-28", "2027-02-28", "2027-02-28..2027-02-28"),
        ("2028-01-01..2028-02-28", "2027-01-01", "2027-02-28", "2027-01-01..2027-02-28"),
        ("2028-01-01..2028-02-29", "2027-01-01", "2027-02-28", "2027-01-01..2027-02-28"),
        ("2026-05-02..2026-05-09", "2025-05-02", "2025-05-09", "2025-05-02..2025-05-09"),
    ],
)
def test_the_same_period_one_year_earlier(text: str, first: str, last: str, name: str) -> None:
    """Months stay whole months, 29 February becomes 28, and an ISO week goes back 52 weeks."""
    start, end = days(first, last)
    assert parse_period(text, TODAY, APRIL).earlier() == Period(start, end, name)


@given(DAYS, st.integers(1, 800))
def test_earlier_is_never_empty(start: date, length: int) -> None:
    """The earlier period has as many days, give or take leap days."""
    end = start + timedelta(days=length)
    earlier = Period(start, end, spell(start, end)).earlier()
    assert abs(earlier.days - length) <= 1
    assert earlier.days >= 1
    assert 364 <= (start - earlier.start).days <= 366


def test_the_same_day_one_year_earlier() -> None:
    """29 February becomes 28; with weeks the weekday is kept."""
    assert same_day_earlier(date(2026, 11, 15)) == date(2025, 11, 15)
    assert same_day_earlier(date(2028, 2, 29)) == date(2027, 2, 28)
    assert same_day_earlier(date(2029, 2, 28)) == date(2028, 2, 28)
    assert same_day_earlier(date(2026, 11, 15), weeks=True) == date(2025, 11, 16)


def test_months_of_a_period() -> None:
    """A quarter has three; a span within a month has one, clipped and named by its month."""
    assert [month.name for month in parse_period("2026-Q4", TODAY).months()] == ["2026-10", "2026-11", "2026-12"]
    pieces = parse_period("2026-01-30..2026-02-02", TODAY).months()
    assert [(piece.start.day, piece.last_day.day, piece.name) for piece in pieces] == [
        (30, 31, "2026-01"),
        (1, 2, "2026-02"),
    ]


@given(DAYS, st.integers(1, 800))
def test_months_tile_their_period(start: date, length: int) -> None:
    """The pieces follow each other without a gap, each within one month, and cover the period."""
    end = start + timedelta(days=length)
    pieces = Period(start, end, "").months()
    assert pieces[0].start == start
    assert pieces[-1].end == end
    assert all(one.end == other.start for one, other in pairwise(pieces))
    assert all(f"{piece.start:%Y-%m}" == f"{piece.last_day:%Y-%m}" == piece.name for piece in pieces)
