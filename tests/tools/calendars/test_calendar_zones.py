"""Series of other zones: counted where they were made, due by the clock of the portfolio, through each change of both.

The right values are those of dateutil, which knows no portfolio, and of zoneinfo.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from calendar_samples import event, lines, occurrences
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Cli, tries

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Sydney", "America/Santiago")
RULES = (
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYDAY=1MO",
    "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU",
)  # fmt: skip
ENDS = ("", "COUNT", "UNTIL")
FIRST = datetime(2026, 9, 18)  # behind the day of the tests, so that nothing is over


def portfolio(folder: str, zone: str) -> Cli:
    """A portfolio in a zone, with one account."""
    cli = Cli(Path(folder))
    cli.ok("account", "add", "Ford", "--code", "ford")
    cli.ok("config", "set", "zone", zone)
    return cli


def due(cli: Cli, span: str = "25m") -> list[str]:
    """When deadlines are due within two years, in order."""
    rows: Any = cli.json("deadline", "list", "--expand", span)
    return sorted(row["due"] for row in rows)


def right(rule: str, start: datetime, zone: str, here: str, end: str, number: int) -> tuple[str, list[str]]:
    """The RRULE with its end, and the days that dateutil and zoneinfo make of it, by the clock of another zone."""
    every = rrulestr(rule, dtstart=start)
    last = FIRST + timedelta(days=900)
    found = list(every.between(start - timedelta(days=1), last, inc=True))
    if end == "COUNT":
        rule, found = f"{rule};COUNT={number}", found[:number]
    elif end == "UNTIL" and len(found) > number:
        # One second before an occurrence, which so is the first that is not in.
        moment = found[number].replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) - timedelta(seconds=1)
        rule, found = f"{rule};UNTIL={moment:%Y%m%dT%H%M%SZ}", found[:number]
    told = (each.replace(tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo(here)).replace(tzinfo=None) for each in found)
    return rule, [f"{each:%Y-%m-%dT%H:%M}" for each in told]


@given(
    rule=st.sampled_from(RULES),
    start=st.datetimes(FIRST, FIRST + timedelta(days=200)).map(lambda d: d.replace(second=0, microsecond=0)),
    zones=st.permutations(ZONES),
    end=st.sampled_from(ENDS),
    number=st.integers(1, 30),
    utc=st.booleans(),
)
@settings(max_examples=tries(15, 120))
def test_each_occurrence_is_when_it_is_there(
    rule: str, start: datetime, zones: list[str], end: str, number: int, utc: bool
) -> None:
    """Two years of any rule in any zone, seen from any other, both changes of both clocks among them; and again after
    the portfolio has moved into a third zone.
    """
    zone, here, then = ("UTC", *zones[:2]) if utc else tuple(zones[:3])
    whole, told = right(rule, start, zone, here, end, number)
    if not told:
        return
    stamp = f":{start:%Y%m%dT%H%M%SZ}" if utc else f";TZID={zone}:{start:%Y%m%dT%H%M%S}"
    limit = (date(2026, 9, 17) + timedelta(days=730)).isoformat()
    with tempfile.TemporaryDirectory() as folder:
        cli = portfolio(folder, here)
        cli.ok("import", "ics", "-", "--account", "ford", stdin=lines(*event("1", stamp, "A", f"RRULE:{whole}")))
        assert [day for day in due(cli) if day < limit] == [day for day in told if day < limit]
        cli.ok("config", "set", "zone", then)
        _, moved = right(rule, start, zone, then, end, number)
        assert [day for day in due(cli) if day < limit] == [day for day in moved if day < limit]
        cli.ok("undo")
        assert [day for day in due(cli) if day < limit] == [day for day in told if day < limit]
        if start.hour < 4:  # at an hour that a clock leaves out programs differ
            return
        text = cli.ok("export", "ics")
        found = occurrences(text, FIRST.date() - timedelta(days=2), date.fromisoformat(limit) + timedelta(days=3))
        read = sorted(_here(when, here) for when, _ in found)
        assert [day for day in read if day < limit] == [day for day in told if day < limit]


def _here(when: date, zone: str) -> str:
    assert isinstance(when, datetime)
    return f"{when.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"


@pytest.fixture
def berlin(cli: Cli) -> Cli:
    """A portfolio in Berlin."""
    return portfolio(str(cli.folder), "Europe/Berlin")


def take(cli: Cli, *content: str) -> str:
    """Import entries for the one account; returns all that is said."""
    done = cli("import", "ics", "-", "--account", "ford", stdin=lines(*content))
    assert done.code == 0, done.err
    return done.out + done.err


TOKYO = event("t", ";TZID=Asia/Tokyo:20260921T060000", "Tokyo", "RRULE:FREQ=WEEKLY;BYDAY=MO")


def test_a_monday_of_tokyo_is_a_sunday_here(berlin: Cli) -> None:
    """And stays one through done, skip, snooze, --all-missed and edits; `show` says by which clock it is counted."""
    take(berlin, *TOKYO)
    assert due(berlin, "2w") == ["2026-09-20T23:00", "2026-09-27T23:00"]
    shown: Any = berlin.json("deadline", "show", "D1")
    assert shown["zone"] == "Asia/Tokyo"
    berlin.ok("deadline", "snooze", "D1", "1d")
    berlin.ok("deadline", "done", "D1")
    assert due(berlin, "2w") == ["2026-09-27T23:00"]
    berlin.ok("deadline", "edit", "D2", "--this", "--title", "This one")
    berlin.ok("deadline", "skip", "D2")
    assert due(berlin, "3w") == ["2026-10-04T23:00"]
    berlin.ok("--today", "2026-10-20", "deadline", "skip", "D2", "--all-missed")
    assert due(berlin, "7w") == ["2026-10-25T22:00", "2026-11-01T22:00"]
    berlin.ok("deadline", "edit", "D2", "--series", "--due", "2026-10-26T01:00")
    assert due(berlin, "7w") == ["2026-10-26T01:00", "2026-11-02T01:00"]
    rows: Any = berlin.json("export", "all")
    row = rows["deadlines"][-1]
    assert (row["zone"], row["anchor"]) == ("Asia/Tokyo", "2026-10-26T09:00")


def test_a_document_keeps_the_clock_of_a_series(berlin: Cli, tmp_path: Path) -> None:
    """What `export all` writes is, taken into another portfolio, due at the same moments."""
    take(berlin, *TOKYO)
    (tmp_path / "other").mkdir()
    other = Cli(tmp_path / "other")
    other.ok("import", "all", "-", stdin=berlin.ok("export", "all"))
    assert due(other, "8w") == due(berlin, "8w")


def test_an_export_goes_into_another_portfolio_and_zone(berlin: Cli, tmp_path: Path) -> None:
    """Whose clock is another: the series is the same there, and the file tells the hours of its zone."""
    take(berlin, *TOKYO)
    text = berlin.ok("export", "ics")
    assert ("DTSTART;TZID=Asia/Tokyo:20260921T060000" in text, "TZID:Asia/Tokyo" in text) == (True, True)
    (tmp_path / "other").mkdir()
    other = portfolio(str(tmp_path / "other"), "America/New_York")
    other.ok("import", "ics", "-", stdin=text)
    assert due(other, "1w") == ["2026-09-20T17:00"]
    assert berlin.ok("import", "ics", "-", stdin=text).startswith("Imported 0 deadlines (0 updated, 1 already there")


def test_accounts_that_are_merged_take_series_along(berlin: Cli) -> None:
    """With their clock."""
    take(berlin, *TOKYO)
    berlin.ok("account", "add", "Fiat")
    berlin.ok("account", "merge", "ford", "--into", "fiat", "--yes")
    assert due(berlin, "2w") == ["2026-09-20T23:00", "2026-09-27T23:00"]


def test_the_zone_moves_what_has_a_zone_of_its_own_alone(berlin: Cli) -> None:
    """A series and a single meeting of a calendar are moments; what was typed at 15:30 is at 15:30 wherever one is."""
    take(berlin, *TOKYO, *event("s", ";TZID=Asia/Tokyo:20261001T100000", "Call"),
         *event("f", ":20261002T100000", "Floats"), *event("d", ";VALUE=DATE:20261003", "Day"))  # fmt: skip
    berlin.ok("deadline", "add", "ford", "Typed", "--due", "2026-10-04T15:30")
    berlin.ok("deadline", "snooze", "D1", "1d")
    said = berlin("config", "set", "zone", "America/New_York").err
    assert "worked out anew, because their zone is their own: 2 deadlines" in said
    assert "at the same hour as before, because they have no zone of their own: 2 deadlines" in said
    rows: Any = berlin.json("deadline", "list")
    assert {row["title"]: row["due"] for row in rows} == {
        "Tokyo": "2026-09-21T17:00", "Call": "2026-09-30T21:00", "Floats": "2026-10-02T10:00", "Day": "2026-10-03",
        "Typed": "2026-10-04T15:30",
    }  # fmt: skip
    assert "worked out" not in berlin("config", "set", "zone", "America/New_York").err


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20260924T065959Z", "2026-09-23"),  # one second before the meeting of the 24th
        ("20260924T070000Z", "2026-09-24"),
        ("20260924T000000Z", "2026-09-23"),  # 02:00 here
        ("20260923T220000Z", "2026-09-23"),  # midnight here
        ("20260924", "2026-09-24"),  # a whole day
        ("20260924T090000", "2026-09-24"),
        ("20260924T085900", "2026-09-23"),
    ],
)
def test_until_is_a_moment(berlin: Cli, until: str, last: str) -> None:
    """It ends before the first meeting that begins after it."""
    take(berlin, *event("1", ";TZID=Europe/Berlin:20260921T090000", "A", f"RRULE:FREQ=DAILY;UNTIL={until}"))
    assert due(berlin, "3w")[-1] == f"{last}T09:00"


def test_a_split_series_has_no_day_twice(berlin: Cli) -> None:
    """This and all later ones, as calendars do it: the old ends a second before the new one begins."""
    take(berlin, *event("a", ";TZID=Europe/Berlin:20260921T090000", "Old", "RRULE:FREQ=DAILY;UNTIL=20260924T065959Z"),
         *event("b", ";TZID=Europe/Berlin:20260924T090000", "New", "RRULE:FREQ=DAILY;COUNT=2"))  # fmt: skip
    assert due(berlin, "3w") == [f"2026-09-{day}T09:00" for day in (21, 22, 23, 24, 25)]


OUTLOOK = (
    "BEGIN:VTIMEZONE", "TZID:{name}", "BEGIN:STANDARD", "DTSTART:16010101T030000", "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10", "END:STANDARD", "BEGIN:DAYLIGHT",
    "DTSTART:16010101T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
    "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT", "END:VTIMEZONE",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "defined", "zone", "said"),
    [
        ("W. Europe Standard Time", False, "Europe/Berlin", False),
        ("Tokyo Standard Time", False, "Asia/Tokyo", False),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", True, "Europe/Berlin", True),
        ("Customized Time Zone", True, "Europe/Berlin", True),
        ("/freeassociation.sourceforge.net/Europe/Paris", False, "Europe/Paris", False),
        ("/mozilla.org/20070129_1/America/Argentina/Buenos_Aires", False, "America/Argentina/Buenos_Aires", False),
        (
            "Eastern Standard Time",
            True,
            "America/New_York",
            False,
        ),  # its name says more than rules that are out of date
    ],
)
def test_the_names_of_zones(berlin: Cli, name: str, defined: bool, zone: str, said: bool) -> None:
    """Those of Windows by the table of the Unicode Consortium, others by their end or by their hours, which is said."""
    quoted = f'"{name}"' if set(name) & set(":,;") else name
    told = [line.format(name=name) for line in OUTLOOK] if defined else []
    done = take(berlin, *told, *event("1", f";TZID={quoted}:20261026T100000", "A", "RRULE:FREQ=WEEKLY"))
    assert ("read the time zone" in done) == said
    expected = datetime(2026, 10, 26, 10, tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo("Europe/Berlin"))
    assert due(berlin, "6w")[0] == f"{expected:%Y-%m-%dT%H:%M}"


def test_an_hour_that_the_clock_leaves_out(berlin: Cli) -> None:
    """It is as long after the change as it says, and the next day is at its hour again; the hour that is there twice is
    the first of the two.
    """
    take(berlin, *event("1", ";TZID=America/New_York:20270313T023000", "A", "RRULE:FREQ=DAILY;COUNT=3"),
         *event("2", ";TZID=America/New_York:20261101T013000", "B"))  # fmt: skip
    assert due(berlin, "1y") == ["2026-11-01T06:30", "2027-03-13T08:30", "2027-03-14T08:30", "2027-03-15T07:30"]


@pytest.mark.parametrize("zone", ZONES)
def test_an_hour_that_the_own_clock_leaves_out(berlin: Cli, zone: str) -> None:
    """Also where the zone of the series is the portfolio's, from the first or after a move: an hour later, that day."""
    changes = {"Europe/Berlin": "20270328", "America/New_York": "20270314", "Australia/Sydney": "20271003"}
    day = changes.get(zone)
    if day is None:
        return
    first = datetime.strptime(day, "%Y%m%d") - timedelta(days=7)
    hours = ["02:30", "03:30", "02:30"]
    wanted = [f"{first + timedelta(days=7 * n):%Y-%m-%d}T{hour}" for n, hour in enumerate(hours)]
    take(berlin, *event("g", f";TZID={zone}:{first:%Y%m%d}T023000", "Gap", "RRULE:FREQ=WEEKLY;COUNT=3"))
    berlin.ok("config", "set", "zone", zone)
    assert due(berlin, "2y") == wanted
    berlin.ok("deadline", "done", "D1")
    assert due(berlin, "2y") == wanted[1:]
    text = berlin.ok("export", "ics")
    assert berlin.ok("import", "ics", "-", stdin=text).startswith("Imported 0 deadlines (0 updated, 1 already there")
