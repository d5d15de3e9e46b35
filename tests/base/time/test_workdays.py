"""Working days: what counts as one, and how deadlines move onto them."""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.base.errors import BadValue
from amcli.base.time.workdays import Shift, holidays_of, is_workday, shift, spread

DAYS = st.dates(date(1900, 1, 1), date(9000, 1, 1))
FRIDAY = date(2026, 11, 13)
ONE = timedelta(days=1)


@st.composite
def weeks_off(draw: st.DrawFn) -> tuple[date, frozenset[date]]:
    """A day, and holidays around it."""
    day = draw(DAYS)
    return day, draw(st.frozensets(st.integers(-15, 15).map(lambda away: day + ONE * away)))


def test_a_workday_is_monday_to_friday_and_no_holiday() -> None:
    """Of a week with its Wednesday off, the four other weekdays are left; a time of day changes nothing."""
    monday = date(2026, 11, 9)
    week = [monday + ONE * i for i in range(7)]
    assert [day.day for day in week if is_workday(day, {date(2026, 11, 11)})] == [9, 10, 12, 13]
    assert not is_workday(datetime(2026, 11, 11, 9, 30), {date(2026, 11, 11)})
    assert is_workday(datetime(2026, 11, 11, 9, 30))


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (FRIDAY, FRIDAY, FRIDAY),
        (date(2026, 11, 14), FRIDAY, date(2026, 11, 16)),
        (date(2026, 11, 15), FRIDAY, date(2026, 11, 16)),
        (date(2026, 12, 25), date(2026, 12, 24), date(2026, 12, 29)),
        (date(2027, 1, 1), date(2026, 12, 30), date(2027, 1, 4)),
        (datetime(2026, 11, 14, 15, 30), datetime(2026, 11, 13, 15, 30), datetime(2026, 11, 16, 15, 30)),
    ],
)
def test_a_shift_by_hand(day: date, before: date, after: date) -> None:
    """Off a weekend, a long Christmas and the turn of the year; the time of day stays."""
    holidays = {date(2026, 12, 25), date(2026, 12, 28), date(2026, 12, 31), date(2027, 1, 1)}
    assert shift(day, "before", holidays) == before
    assert shift(day, "after", holidays) == after


@given(weeks_off(), st.sampled_from(["before", "after"]))
def test_a_shift_goes_to_the_nearest_workday(given_days: tuple[date, frozenset[date]], how: Shift) -> None:
    """The result is a working day, on the side asked for, with none between; a working day stays where it is."""
    day, holidays = given_days
    moved = shift(day, how, holidays)
    assert is_workday(moved, holidays)
    assert moved <= day if how == "before" else moved >= day
    low, high = sorted((day, moved))
    assert [each for each in (low + ONE * i for i in range((high - low).days + 1)) if is_workday(each, holidays)] == [
        moved
    ]


@given(weeks_off(), st.integers(0, 40), st.integers(1, 7))
def test_a_spread_fills_each_workday(given_days: tuple[date, frozenset[date]], count: int, per_day: int) -> None:
    """In order from the start on: so many on each working day, none left out between, the rest on the last."""
    start, holidays = given_days
    days = spread(start, count, per_day, holidays)
    assert len(days) == count
    if days:
        used = [
            day for day in (start + ONE * i for i in range((days[-1] - start).days + 1)) if is_workday(day, holidays)
        ]
        assert sorted(set(days)) == used
        assert days == [day for day in used for _ in range(per_day)][:count]


def test_a_spread_by_hand() -> None:
    """Five follow-ups, two a day, from a Friday on: Friday, Monday and one on Tuesday."""
    assert [day.day for day in spread(FRIDAY, 5, 2)] == [13, 13, 16, 16, 17]
    assert [day.day for day in spread(FRIDAY + ONE, 1, 2)] == [16]


def test_a_spread_needs_room() -> None:
    """None a day is refused; so is a spread or a shift that leaves the calendar, while one that just fits is not."""
    with pytest.raises(BadValue, match="use 1 or more"):
        spread(FRIDAY, 3, 0)
    last = date(9999, 12, 31)  # a Friday
    assert spread(last, 2, 2) == [last, last]
    with pytest.raises(BadValue, match="the calendar ends"):
        spread(last, 3, 2)
    with pytest.raises(BadValue, match="no working day after 9999-12-31"):
        shift(last, "after", {last})


@pytest.fixture
def _package() -> None:
    pytest.importorskip("holidays")


@pytest.mark.usefixtures("_package")
def test_holidays_of_a_country_and_of_a_part() -> None:
    """Epiphany is a holiday in Bavaria and not in all of Germany, Independence Day in the United States."""
    epiphany = date(2027, 1, 6)
    assert epiphany in holidays_of("DE-BY", [2027])
    assert epiphany in holidays_of(" de-by ", [2027])
    assert epiphany not in holidays_of("DE", [2027])
    assert date(2029, 7, 4) in holidays_of("US")
    assert not is_workday(date(2026, 12, 25), holidays_of("US", [2026]))


@pytest.mark.usefixtures("_package")
def test_every_part_is_known_in_any_case() -> None:
    """A part whose code is a word is found as well."""
    assert date(2026, 8, 8) in holidays_of("de-augsburg", [2026])


@pytest.mark.usefixtures("_package")
@pytest.mark.parametrize(
    ("text", "message", "candidate"),
    [
        ("", "is not a country", None),
        ("XX", "is not a country: use a code such as US, DE or DE-BY", None),
        ("USAA", "is not a country", "USA"),
        ("DE-augsbug", "is not a part of a country with holidays of its own", "DE-Augsburg"),
        ("DE-", "with holidays of its own: use DE or DE-Augsburg", None),
        ("MC-X", "with holidays of its own: use MC", None),
        ("FR\nX", "is not a country", "FR"),
    ],
)
def test_an_unknown_country(text: str, message: str, candidate: str | None) -> None:
    """One line that shows what a code looks like, and the nearest one."""
    with pytest.raises(BadValue) as caught:
        holidays_of(text)
    assert "\n" not in caught.value.message
    assert message in caught.value.message
    assert candidate is None or candidate in caught.value.candidates


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, the error says how to get it."""
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(BadValue, match=r"pip install 'amcli\[holidays\]'"):
        holidays_of("US", [2026])
