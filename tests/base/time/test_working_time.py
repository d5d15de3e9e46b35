"""Working time: one count for limit, pause and age."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.base.errors import BadValue
from amcli.base.time.limits import Limit, Limits, parse_limits, spell_limits
from amcli.base.time.workdays import is_workday
from amcli.base.time.working_hours import parse_hours, spell_hours
from amcli.base.time.working_time import Pause, WorkingTime
from amcli.settings.environment import Env

BERLIN, TEHRAN = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tehran")  # Tehran changed its clock at a Monday's 00:00
OFFICE, LUNCH, ALWAYS = map(parse_hours, ("9-17", "9-12,13-17:30", "0-24"))
MINUTE = timedelta(minutes=1)
FRIDAY, MONDAY = datetime(2026, 11, 13, 16), datetime(2026, 11, 16, 10)


def at(hour: int, minute: int = 0, *, day: datetime = FRIDAY) -> datetime:
    """A time of Friday or of another day."""
    return day.replace(hour=hour, minute=minute)


def test_the_figures_by_hand() -> None:
    """Office hours over a weekend, with pauses that lie outside, overlap, or are not over; lunch; nights; no time."""
    office, lunch, always = (WorkingTime(hours, zone=BERLIN) for hours in (OFFICE, LUNCH, ALWAYS))
    over_weekend = at(16, 30), MONDAY.replace(hour=9, minute=30)
    assert office.worked(FRIDAY, MONDAY) == 120
    assert office.worked(FRIDAY, MONDAY, [over_weekend]) == 60
    early = datetime(2026, 11, 2), at(16, 10)
    assert office.worked(FRIDAY, MONDAY, [over_weekend, early, (at(16, 20), None), (MONDAY, FRIDAY)]) == 10
    assert office.worked(MONDAY, FRIDAY) == office.worked(FRIDAY, FRIDAY) == 0
    assert office.worked(at(17), at(8, day=MONDAY)) == 0
    assert lunch.worked(at(11, 30), at(13, 30)) == 60
    assert lunch.worked(date(2026, 11, 9), date(2026, 11, 16)) == 5 * (180 + 270)
    assert always.worked(datetime(2026, 11, 9, 0, 30), datetime(2026, 11, 13, 0, 30)) == 4 * 1440
    assert office.due_at(FRIDAY, 60) == at(17)  # not the next morning
    assert office.due_at(FRIDAY, 61) == at(9, 1, day=MONDAY)
    assert office.due_at(FRIDAY, 61, [over_weekend]) == at(10, 1, day=MONDAY)
    assert office.due_at(FRIDAY, 61, [(at(16, 30), None)]) is None
    assert office.due_at(FRIDAY, 30, [(at(16, 30), None)]) == at(16, 30)
    assert lunch.due_at(at(11), 60) == at(12)
    assert always.due_at(FRIDAY, 8 * 60) == datetime(2026, 11, 14)
    assert office.due_at(date(2026, 11, 14), 0) == datetime(2026, 11, 14)
    assert [OFFICE.spell_worked(n) for n in (0, 59, 480, 1160)] == ["0 min", "59 min", "1 d", "2 d 3 h 20 min"]
    with pytest.raises(BadValue, match="the calendar ends first"):
        office.due_at(date(9999, 12, 31), 481)


def test_a_change_of_the_clock() -> None:
    """A working day has 23 or 25 hours; a Sunday's change and the hours of an office are untouched."""
    spring, autumn = datetime(2021, 3, 22), datetime(2021, 9, 21)
    tehran, office = WorkingTime(ALWAYS, zone=TEHRAN), WorkingTime(OFFICE, zone=TEHRAN)
    for change, hours in ((spring, 23), (autumn, 25)):
        after = change + timedelta(days=1)
        assert tehran.worked(change, after) == hours * 60
        assert tehran.worked(change, after, [(at(2, day=change), at(22, day=change))]) == (hours - 20) * 60
        assert office.worked(change, after) == 8 * 60
        assert tehran.due_at(change, hours * 60) == after
    assert tehran.worked(spring, spring.replace(minute=30)) == 0  # there is no such time: it is the moment of the leap
    assert tehran.due_at(spring, 30) == spring.replace(hour=1, minute=30)
    assert tehran.due_at(autumn, 1440) == autumn + timedelta(days=1)  # 23:00 to 24:00 comes twice
    for sunday in (datetime(2026, 3, 29), datetime(2026, 10, 25)):
        span = sunday - timedelta(hours=32), sunday + timedelta(hours=34)  # Friday 16:00 to Monday 10:00
        assert WorkingTime(ALWAYS, zone=BERLIN).worked(*span) == 18 * 60
        assert WorkingTime(OFFICE, zone=BERLIN).worked(*span) == 2 * 60


def test_working_time_of_the_settings(tmp_path: Path) -> None:
    """Hours, country and zone are those of the settings: Christmas is no working day, and limits are in these hours."""
    pytest.importorskip("holidays")
    path = tmp_path / "config.toml"
    path.write_text('hours = "8-12"\ncountry = "DE"\nzone = "Europe/Berlin"\nissue.low = "- 1w"\n')
    env = Env({"AMCLI_CONFIG": str(path), "AMCLI_DB": str(tmp_path / "none.db")})
    assert env.working_time().worked(datetime(2026, 12, 24, 11), datetime(2026, 12, 28, 9)) == 120
    low, high = env.config.limits("low"), env.config.limits("high")
    assert low == Limits(None, Limit(1, "w")) and spell_limits(low) == "none 1w"
    assert [limit.minutes(env.config.hours) for limit in (*high, low.closed) if limit] == [240, 1200, 1200]


def test_the_forms_of_hours_and_limits() -> None:
    """What may be typed is stored in one form, which reads back; anything else is refused with what is accepted."""
    for text, stored in (
        ("9-17", "09:00-17:00"),
        ("13:00 - 17:30, 9–12", "09:00-12:00,13:00-17:30"),
        ("0-24", "00:00-24:00"),
        ("9-12,12-13", "09:00-12:00,12:00-13:00"),
    ):
        assert spell_hours(parse_hours(text)) == spell_hours(parse_hours(stored)) == stored
    for text, why in (
        ("", "not a text of working hours"),
        ("9", "not a text"),
        ("9-17,", "not a text"),
        ("9-12,11-13", "09:00-12:00 and 11:00-13:00 overlap"),
        ("9-9", "does not end after it begins"),
        ("22-6", "a night is two spans, 00:00-06:00,22:00-24:00"),
        ("9-25", "a time that no day has"),
        ("9-12:60", "a time that no day has"),
        ("0-23:59", "a day ends at 24:00"),
    ):
        with pytest.raises(BadValue, match=why):
            parse_hours(text)
    for text, stored in (("4H  2d", "4h 2d"), ("- 30m", "none 30m"), ("1w none", "1w none"), ("None", "none"),
                         ("- -", "none")):  # fmt: skip
        assert spell_limits(parse_limits(text)) == spell_limits(parse_limits(stored)) == stored
    for text in ("", "4h", "4h 2d 3d", "0h 2d", "4 2d", "1000h 2d", "4h 2y", "²h 2d", "-"):
        with pytest.raises(BadValue, match="such as `4h 2d`"):
            parse_limits(text)


def world(zone: ZoneInfo, start: datetime) -> list[datetime]:
    """The wall clock at each minute of ten days that really elapses."""
    first = start.replace(tzinfo=zone).astimezone(UTC)
    return [(first + MINUTE * n).astimezone(zone).replace(tzinfo=None) for n in range(10 * 1440)]


WORLDS = {
    start: (zone, world(zone, start))
    for zone, start in (
        (TEHRAN, datetime(2021, 3, 18)),
        (TEHRAN, datetime(2021, 9, 16)),
        (BERLIN, datetime(2026, 10, 20)),
    )
}
MOMENTS = st.integers(0, 9 * 1440) | st.sampled_from([5760, 5790, 8610, 8640])  # of the change in Tehran as well
PAUSES = st.lists(st.tuples(MOMENTS, st.none() | MOMENTS), max_size=4)


def counted(start: datetime, span: tuple[int, int], pauses: list[tuple[int, int | None]], clock: WorkingTime) -> int:
    """The same by looking at every minute."""
    walls, free = WORLDS[start][1], {start.date() + timedelta(days=6)}

    def index(minute: int) -> int:
        return next(n for n, wall in enumerate(walls) if wall >= start + MINUTE * minute)

    paused = {n for begin, stop in pauses for n in range(index(begin), len(walls) if stop is None else index(stop))}
    return sum(
        is_workday(walls[n], free)
        and any(a <= walls[n].hour * 60 + walls[n].minute < b for a, b in clock.hours.spans)
        and n not in paused
        for n in range(index(span[0]), index(span[1]))
    )


@given(st.sampled_from(sorted(WORLDS)), st.sampled_from([OFFICE, LUNCH, ALWAYS]), st.tuples(MOMENTS, MOMENTS, MOMENTS),
       PAUSES)  # fmt: skip
@settings(max_examples=15)
def test_working_time_is_every_minute_that_was_worked(
    start: datetime, hours: object, cuts: tuple[int, int, int], pauses: list[tuple[int, int | None]]
) -> None:
    """As a count of all minutes; a span is the sum of its parts; what was paused and the rest are the whole; the moment
    at which so much was worked is the first at which it was.
    """
    assert isinstance(hours, type(OFFICE))
    clock = WorkingTime(hours, {start.date() + timedelta(days=6)}, WORLDS[start][0])
    low, middle, high = (start + MINUTE * cut for cut in sorted(cuts))
    breaks: list[Pause] = [
        (start + MINUTE * begin, None if stop is None else start + MINUTE * stop) for begin, stop in pauses
    ]
    worked = clock.worked(low, high, breaks)
    assert worked == counted(start, (min(cuts), max(cuts)), pauses, clock)
    assert worked == clock.worked(low, middle, breaks) + clock.worked(middle, high, breaks)
    for one in breaks[:1]:
        paused = clock.worked(max(low, one[0]), high if one[1] is None else min(high, one[1]))
        assert clock.worked(low, high, [one]) + paused == clock.worked(low, high)
    due = clock.due_at(low, worked, breaks)
    assert due is not None and due <= high
    wanted = bisect_left(range(10 * 1440), worked, key=lambda n: clock.worked(low, low + MINUTE * n, breaks))
    assert due == low + MINUTE * wanted
