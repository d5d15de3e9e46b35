"""What other programs read in an export: the same days, also for hard rules, changing clocks and moved days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from calendar_samples import days, lines, occurrences
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.base.calendar_entry import Calendar, Event
from amcli.base.time.dates import iso
from amcli.base.time.recurrence import occurrences as computed
from amcli.base.time.recurrence import parse_rule, to_rrule
from amcli.base.time.workdays import holidays_of, shift
from amcli.render.ics import write_ics
from amcli.render.time_zone import time_zone
from conftest import Cli

RULES = (
    "day", "3 days", "weekday", "week", "2 weeks", "friday", "month", "2 months", "quarter", "year", "15th of month",
    "31st of month", "last day of month", "first monday of month", "last friday of month", "second tuesday of quarter",
    "last business day of month", "3rd business day of month", "last day of quarter", "last friday of year",
    "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE",
)  # fmt: skip
ZONES = ("", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo")


def written(zone: str = "", *events: Event) -> str:
    """The file of some events."""
    out = StringIO()
    years = [event.start.year for event in events]
    write_ics(Calendar(events, zone, (min(years), max(years) + 5)), out)
    return out.getvalue()


def made(start: date | datetime, **more: object) -> Event:
    """An event that has nothing but a start."""
    stamp = datetime(2026, 1, 1, tzinfo=UTC)
    event = Event("1@test", 0, stamp, start, "ford", "Call", None, "other", "normal", ())
    return event._replace(**more)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("anchor", [date(2024, 2, 29), date(2026, 1, 31), date(2026, 12, 30)])
def test_a_rule_names_the_same_days_in_another_program(rule: str, anchor: date) -> None:
    """Three years of it, month ends and leap days among them, as recurring-ical-events expands the RRULE."""
    parsed = parse_rule(rule)
    end = anchor + timedelta(days=3 * 365)
    ours = list(takewhile(lambda day: day < end, computed(parsed, anchor)))
    event = made(ours[0], rule=to_rrule(parsed, anchor))
    assert days(written("", event), anchor - timedelta(days=40), end) == ours


@given(
    rule=st.sampled_from(RULES),
    anchor=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda d: d.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
    skipped=st.integers(0, 9),
)
@settings(max_examples=30)
def test_instants_keep_their_hour_when_the_clock_changes(rule: str, anchor: datetime, zone: str, skipped: int) -> None:
    """From any occurrence on, each comes at the same hour of the wall clock, in summer and in winter."""
    parsed = parse_rule(rule)
    end = anchor + timedelta(days=500)
    ours = list(takewhile(lambda day: day < end, computed(parsed, anchor)))[skipped:]
    if not ours:
        return
    text = written(zone, made(ours[0], rule=to_rrule(parsed, anchor.date())))
    read = days(text, anchor.date() - timedelta(days=40), end.date() + timedelta(days=2))
    zoned = {day.replace(tzinfo=ZoneInfo(zone)) if zone else day for day in ours if isinstance(day, datetime)}
    # An hour that the clock leaves out that night is any of the hours around it.
    gone = {day for day in zoned if zone and day.astimezone(UTC).astimezone(ZoneInfo(zone)) != day}
    found = {day for day in read if isinstance(day, datetime) and _plain(day) < end}
    assert {_plain(day) for day in found} >= {_plain(day) for day in zoned - gone}
    assert len(found) == len(zoned) or gone
    if not gone:
        assert {day.utcoffset() for day in found} == {day.utcoffset() for day in zoned}


def _plain(day: date) -> datetime:
    assert isinstance(day, datetime)
    return day.replace(tzinfo=None)


@pytest.mark.no_cover
@pytest.mark.parametrize("zone", [*ZONES[1:], "Europe/Dublin", "Africa/Casablanca"])
def test_the_told_time_zone_is_the_zone(zone: str) -> None:
    """dateutil, which knows nothing but the VTIMEZONE, has the same offset at every half hour that there is, and twice
    a day where the clock does not change within two days.
    """
    from dateutil.tz import tzical

    known = ZoneInfo(zone)
    text = lines(*time_zone(known, 2024, 2028).to_ical().decode().splitlines()).decode()
    told = tzical(StringIO(text.replace("\r\n ", ""))).get()
    moment = datetime(2024, 1, 2)
    while moment < datetime(2028, 11, 30):
        there = moment.replace(tzinfo=known)
        if there.astimezone(UTC).astimezone(known).replace(tzinfo=None) == moment and not _twice(there):
            assert moment.replace(tzinfo=told).utcoffset() == there.utcoffset(), moment
        near = {(there + timedelta(days=days)).utcoffset() for days in (-2, 2)}
        moment += timedelta(minutes=30) if len(near) > 1 else timedelta(hours=12)


@pytest.mark.parametrize("zone", [*ZONES[1:], "Europe/Dublin", "Africa/Casablanca"])
def test_the_clock_is_told_to_change_when_it_does(zone: str) -> None:
    """An onset is in the time that was in effect before it, so that in UTC it is the very minute of the change."""
    known = ZoneInfo(zone)
    parts: Any = time_zone(known, 2024, 2028).subcomponents
    first, *onsets = sorted(
        (onset - part["TZOFFSETFROM"].td, part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td)
        for part in parts
        for onset in [part["DTSTART"].dt, *_rdates(part)]
    )
    assert first[1] == first[2]
    for moment, before, after in onsets:
        there = moment.replace(tzinfo=UTC)
        assert there.astimezone(known).utcoffset() == after
        assert (there - timedelta(minutes=1)).astimezone(known).utcoffset() == before


def _rdates(part: Any) -> list[datetime]:
    found = part.get("RDATE", [])
    return [each.dt for dates in (found if isinstance(found, list) else [found]) for each in dates.dts]


def _twice(moment: datetime) -> bool:
    return moment.utcoffset() != moment.replace(fold=1).utcoffset()


@pytest.mark.parametrize("how", ["before", "after"])
@pytest.mark.parametrize("rule", ["month", "week", "15th of month", "last business day of month", "day"])
def test_occurrences_moved_off_holidays_are_moved_there_too(cli: Cli, rule: str, how: str) -> None:
    """Weekends and the public holidays of the configured country, for the two years that are written out."""
    pytest.importorskip("holidays")
    cli.ok("config", "set", "country", "DE")
    cli.ok("account", "add", "Ford", "--code", "ford")
    cli.ok("deadline", "add", "ford", "A", "--due", "2026-10-03", "--every", rule, "--shift", how)
    free = holidays_of("DE")
    end = date(2028, 9, 1)
    found = takewhile(
        lambda day: day < end + timedelta(days=9), computed(parse_rule(rule), date(2026, 10, 3), holidays=free)
    )
    ours = sorted(iso(moved) for day in found if (moved := shift(day, how, free)) < end)
    read = days(cli.ok("export", "ics"), date(2026, 9, 1), end)
    assert sorted(map(iso, read)) == ours


def test_one_that_was_moved_alone_is_moved_alone(cli: Cli) -> None:
    """Snoozed or edited by itself, it is on its own day under its own name, and the next is where it was."""
    cli.ok("account", "add", "Ford", "--code", "ford")
    cli.ok("deadline", "add", "ford", "Review", "--due", "2026-10-31", "--every", "month")
    cli.ok("deadline", "snooze", "D1", "3d")
    cli.ok("deadline", "edit", "D1", "--this", "--title", "Short review")
    text = cli.ok("export", "ics")
    assert occurrences(text, date(2026, 10, 1), date(2027, 1, 1)) == [
        (date(2026, 11, 3), "ford: Short review"),
        (date(2026, 11, 30), "ford: Review"),
        (date(2026, 12, 31), "ford: Review"),
    ]


def test_a_series_ends_at_both_its_ends(cli: Cli) -> None:
    """COUNT and UNTIL exclude each other in a file; with both options the earlier end is told."""
    cli.ok("account", "add", "Ford", "--code", "ford")
    for title, times, until in (("A", "3", "2027-12-31"), ("B", "30", "2026-11-10")):
        cli.ok("deadline", "add", "ford", title, "--due", "2026-10-05T09:00", "--every", "2 weeks", "--times", times,
               "--until", until)  # fmt: skip
    found = occurrences(cli.ok("export", "ics"), date(2026, 1, 1), date(2030, 1, 1))
    assert [title for _, title in found].count("ford: A") == 3
    assert [title for _, title in found].count("ford: B") == 3


@pytest.mark.parametrize("zone", ["", "Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles"])
def test_the_last_day_is_in(cli: Cli, zone: str) -> None:
    """UNTIL of an instant is told in UTC, and still means the whole of that day here."""
    if zone:
        cli.ok("config", "set", "zone", zone)
    cli.ok("account", "add", "Ford", "--code", "ford")
    for title, hour in (("Early", "00:15"), ("Late", "23:45")):
        cli.ok(
            "deadline", "add", "ford", title, "--due", f"2026-10-23T{hour}", "--every", "day", "--until", "2026-10-26"
        )
    found = occurrences(cli.ok("export", "ics"), date(2026, 10, 1), date(2026, 11, 10))
    assert sorted(when.isoformat()[:16] for when, _ in found) == sorted(
        f"2026-10-{day}T{hour}" for day in (23, 24, 25, 26) for hour in ("00:15", "23:45")
    )
