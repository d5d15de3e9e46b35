"""The clock of an issue by values worked by hand: Monday to Friday, 9 to 17, unless a test says other hours."""

from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from amcli.base.time.limits import Limits, parse_limits
from amcli.base.time.working_hours import parse_hours
from amcli.base.time.working_time import WorkingTime
from amcli.features.issues.rules.clock import Clock, PhaseDays, clock, steps

LIMITS = {"critical": "4h 2d", "high": "1d 5d", "normal": "2d 10d", "low": "none"}


def limits(severity: str) -> Limits:
    return parse_limits(LIMITS[severity])


def at(text: str) -> date:
    """`14 9:30` of December 2026, of which the 14th is a Monday; `14` is that day alone."""
    day, _, time = text.partition(" ")
    hour, _, minute = time.partition(":")
    return datetime(2026, 12, int(day), int(hour), int(minute)) if time else date(2026, 12, int(day))


def phases(*told: str) -> list[PhaseDays]:
    """Each `14 9:30 | received | critical | client`."""
    found = []
    for each in told:
        moment, stage, severity, *waiting = [word.strip() for word in each.split("|")]
        found.append(PhaseDays(at(moment), stage, severity, waiting[0] if waiting else None))
    return found


def seen(now: str, *told: str, working: WorkingTime | None = None) -> Clock:
    moment = at(now)
    assert isinstance(moment, datetime)
    return clock(phases(*told), working or WorkingTime(parse_hours("9-17")), limits, moment)


def test_a_limit_runs_in_working_time() -> None:
    """Raised Monday 16:00: four hours are used up Tuesday 12:00, and at that minute it is not late yet; two days are
    Wednesday 16:00. Without an acknowledgement both run; one that came late stays late.
    """
    on_time = seen("15 12:00", "14 16:00 | received | critical")
    assert (on_time.worked, on_time.acknowledge.used, on_time.acknowledge.late, on_time.late) == (240, 240, 0, 0)
    assert (on_time.acknowledge.due, on_time.close.due, on_time.close.left) == (at("15 12:00"), at("16 16:00"), 720)
    assert (on_time.acknowledge.kept, on_time.close.kept, on_time.days) == (None, None, 1)
    late = seen("15 12:01", "14 16:00 | received | critical")
    assert (late.acknowledge.late, late.acknowledge.kept, late.close.late) == (1, False, 0)
    heard = seen("17 9:30", "14 16:00 | received | critical", "15 13:00 | acknowledged | critical")
    assert (heard.acknowledge.used, heard.acknowledge.late, heard.acknowledge.due) == (300, 60, None)
    assert (heard.close.used, heard.close.late, heard.late) == (1050, 90, 90)
    # Figures.md: Friday 16:00 to Monday 10:00 is 2 h; with a pause from Friday 16:30 to Monday 09:30 it is 1 h.
    assert seen("14 10:00", "11 16:00 | received | low").worked == 120
    paused = seen(
        "14 10:00", "11 16:00 | received | low", "11 16:30 | received | low | client", "14 9:30 | received | low"
    )
    assert (paused.worked, paused.waited) == (60, 60)


def test_severity_raised_while_it_waits() -> None:
    """The limit is that of the severity which holds now, from the moment it was raised, less what it waited: high had
    five days, critical has two. Waiting for us stops nothing. While it waits no moment is due.
    """
    told = (
        "14 9:00 | received | high", "14 11:00 | acknowledged | high", "14 13:00 | acknowledged | high | client",
        "15 13:00 | acknowledged | critical | third-party",
    )  # fmt: skip
    waits = seen("16 13:00", *told)
    assert (waits.worked, waits.waited, waits.close.allowed, waits.close.due, waits.late) == (240, 960, 960, None, 0)
    assert (waits.acknowledge.limit, waits.acknowledge.kept) == (parse_limits("1d none").acknowledged, True)
    goes_on = seen("18 13:00", *told, "16 13:00 | acknowledged | critical | us")
    assert (goes_on.worked, goes_on.late, goes_on.close.due) == (1200, 240, at("17 17:00"))


def test_closed_and_opened_again() -> None:
    """What it was closed does not count, what it took before does; the age in days is from the first word on."""
    told = ("14 9:00 | received | critical", "14 12:00 | closed | critical", "16 9:00 | investigating | critical")
    again = seen("17 17:00", *told)
    assert (again.worked, again.reopened, again.closed, again.days) == (180 + 960, 1, None, 3)
    assert (again.close.late, again.close.due, again.close.kept) == (180, at("17 14:00"), False)
    assert (again.acknowledge.reached, again.acknowledge.kept) == (at("14 12:00"), True)
    ended = seen("31 9:00", *told, "16 10:00 | closed | critical")
    assert (ended.worked, ended.closed, ended.close.kept, ended.days) == (240, at("16 10:00"), True, 2)
    assert (ended.waited, ended.reopened) == (0, 1)


def test_no_limit_is_never_kept() -> None:
    """Neither while it is open nor when it was closed at once; it is never late, and nothing is due."""
    for each in (
        seen("31 17:00", "14 9:00 | received | low"),
        seen("31 17:00", "14 9:00 | received | low", "14 9:01 | closed | low"),
    ):
        for measured in (each.acknowledge, each.close):
            assert (measured.kept, measured.late, measured.left, measured.due) == (None, 0, None, None)


@pytest.mark.parametrize(
    ("hours", "holidays", "raised", "now", "worked"),
    [
        ("9-12,13-17", (), "14 11:30", "14 13:30", 60),  # a lunch gap
        ("0-24", (), "14 23:59", "15 0:01", 2),  # midnight is no extra minute
        ("9-17", (25,), "24 16:00", "28 10:00", 120),  # the 25th is a holiday, then a weekend
        ("9-17", (), "14", "14 10:00", 60),  # a day alone is its midnight
    ],
)
def test_days_as_they_are(hours: str, holidays: tuple[int, ...], raised: str, now: str, worked: int) -> None:
    """A lunch gap, a midnight, a holiday: the same hours for the age, a wait and the steps it is made of."""
    working = WorkingTime(parse_hours(hours), {date(2026, 12, day) for day in holidays})
    assert seen(now, f"{raised} | received | low", working=working).worked == worked
    waits = seen(now, f"{raised} | received | low", f"{raised} | received | low | client", working=working)
    assert (waits.worked, waits.waited) == (0, worked)


def test_a_clock_change() -> None:
    """Cairo put its clock forward on Friday 2026-04-24 at 00:00: that day has 23 hours, for a limit as for an age."""
    cairo = WorkingTime(parse_hours("0-24"), zone=ZoneInfo("Africa/Cairo"))
    told = [PhaseDays(date(2026, 4, 23), "received", "critical")]
    found = clock(told, cairo, limits, datetime(2026, 4, 25))
    assert found.worked == 47 * 60
    assert found.close.late == 0  # two days of 24 hours each are 48


def test_steps_add_up() -> None:
    """What each phase took, counted or not, is all of the working time from the first word to now."""
    told = (
        "14 9:00 | received | high", "14 11:00 | acknowledged | high | client", "15 10:00 | acknowledged | high | us",
        "16 9:00 | closed | high", "17 9:00 | investigating | high",
    )  # fmt: skip
    working = WorkingTime(parse_hours("9-17"))
    found = steps(phases(*told), working, datetime(2026, 12, 18, 10))
    assert [(each.minutes, each.counts) for each in found] == [
        (120, True), (420, False), (420, True), (480, False), (540, True),
    ]  # fmt: skip
    whole = seen("18 10:00", *told)
    assert sum(each.minutes for each in found if each.counts) == whole.worked == 1080
    assert sum(each.minutes for each in found) == working.worked(at("14 9:00"), at("18 10:00"))
    assert whole.waited == 420
    moments = [datetime(2026, 12, 31, 9), date(2027, 1, 1), datetime(2028, 1, 4, 10), datetime(2028, 1, 3, 10)]
    assert working.steps(moments) == [working.worked(*pair) for pair in pairwise(moments)] and working.steps([]) == []
    ended = steps(phases(*told[:4]), working, datetime(2026, 12, 31))
    assert (ended[-1].minutes, ended[-1].until) == (0, None)
