"""`export ics` and `-f ics`: what is in the file, and that the same deadlines are the same bytes."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from calendar_samples import alarms, days, parsed

from conftest import Cli


@pytest.fixture
def ford(cli: Cli) -> Cli:
    """One account, and no deadline."""
    cli.ok("account", "add", "Ford", "--code", "ford")
    return cli


def test_a_deadline_is_an_all_day_event_with_all_that_is_known_of_it(ford: Cli) -> None:
    """Account and title, note, kind, priority, day and alarms are where a calendar looks for them."""
    ford.ok("deadline", "add", "ford", "Sign", "--due", "2026-12-01", "--kind", "contract", "--priority", "high",
            "--note", "Two copies", "--remind", "7d,1d")  # fmt: skip
    (event,) = parsed(ford.ok("export", "ics")).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == ("ford: Sign", "Two copies")
    assert event["DTSTART"].dt == date(2026, 12, 1)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert (event["CATEGORIES"].to_ical(), int(event["PRIORITY"])) == (b"contract", 1)
    assert (str(event["STATUS"]), int(event["SEQUENCE"]), str(event["TRANSP"])) == ("CONFIRMED", 0, "TRANSPARENT")
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [timedelta(days=-7), timedelta(days=-1)]


def test_the_uid_is_the_deadlines_and_the_portfolios(ford: Cli) -> None:
    """Two portfolios of one person never speak of the same event."""
    ford.ok("deadline", "add", "ford", "Sign", "--due", "2026-12-01")
    with sqlite3.connect(ford.db) as file:
        (uid,) = file.execute("SELECT uid FROM portfolio").fetchone()
    (event,) = parsed(ford.ok("export", "ics")).walk("VEVENT")
    assert str(event["UID"]) == f"deadline-1@{uid}"


@pytest.mark.parametrize(("priority", "number"), [("high", 1), ("normal", 5), ("low", 9)])
def test_priorities_are_those_of_the_standard(ford: Cli, priority: str, number: int) -> None:
    """1 is the highest and 9 the lowest."""
    ford.ok("deadline", "add", "ford", "Sign", "--due", "2026-12-01", "--priority", priority)
    (event,) = parsed(ford.ok("export", "ics")).walk("VEVENT")
    assert int(event["PRIORITY"]) == number


def test_alarms_follow_the_lead_times_of_remind(ford: Cli) -> None:
    """A lead in days comes as its day begins, one in hours to the minute; `none` has no alarm, no word the default."""
    for title, due, *remind in (
        ("Timed", "2026-12-01T15:30", "--remind", "1d,2h"),
        ("None", "2026-12-01", "--remind", "none"),
        ("Same", "2026-12-01", "--remind", "24h,1d,0d"),
        ("Usual", "2026-12-01"),
    ):
        ford.ok("deadline", "add", "ford", title, "--due", due, *remind)
    ford.ok("config", "set", "remind.leads", "3d")
    assert alarms(ford.ok("export", "ics")) == {
        "ford: Timed": [timedelta(days=-1, hours=-15, minutes=-30), timedelta(hours=-2)],
        "ford: None": [],
        "ford: Same": [timedelta(days=-1), timedelta()],
        "ford: Usual": [timedelta(days=-3)],
    }


def test_an_instant_is_in_the_configured_zone_or_floats(ford: Cli) -> None:
    """With a zone the file says which and how its clock goes; without one the hour is the same everywhere."""
    ford.ok("deadline", "add", "ford", "Call", "--due", "2026-12-01T15:30")
    floating = parsed(ford.ok("export", "ics"))
    assert floating.walk("VTIMEZONE") == []
    (event,) = floating.walk("VEVENT")
    assert event["DTSTART"].dt == datetime(2026, 12, 1, 15, 30)
    ford.ok("config", "set", "zone", "America/New_York")
    placed = parsed(ford.ok("export", "ics"))
    (event,) = placed.walk("VEVENT")
    assert event["DTSTART"].params["TZID"] == "America/New_York"
    assert event["DTSTART"].dt == datetime(2026, 12, 1, 15, 30, tzinfo=ZoneInfo("America/New_York"))
    assert [str(zone["TZID"]) for zone in placed.walk("VTIMEZONE")] == ["America/New_York"]


def test_the_same_deadlines_are_the_same_bytes(small: Cli) -> None:
    """An export is a function of the file: exporting twice, on another day of the clock too, changes nothing."""
    small.ok("config", "set", "zone", "Europe/Berlin")
    small.ok("deadline", "add", "maruti", "Review", "--due", "2026-10-31", "--every", "month", "--shift", "before")
    first = small.ok("export", "ics", "--all")
    assert small.ok("export", "ics", "--all") == first
    assert small.ok("--today", "2026-09-20", "export", "ics", "--all") == first


def test_lines_are_folded_and_end_as_the_standard_says(ford: Cli, tmp_path: Path) -> None:
    """No line of the file is longer than 75 bytes, each ends with CRLF, and no character is cut in two."""
    title = "Ünïcode, semicolon; backslash \\ and 漢字 " * 6
    ford.ok("deadline", "add", "ford", title, "--due", "2026-12-01", "--note", "one\ntwo\\nthree")
    ford.ok("export", "ics", "-o", str(tmp_path / "a.ics"))
    data = (tmp_path / "a.ics").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    (event,) = parsed(data).walk("VEVENT")
    assert str(event["SUMMARY"]) == f"ford: {title}"
    assert str(event["DESCRIPTION"]) == "one\ntwo\\nthree"


def test_what_was_done_lately_is_marked(ford: Cli) -> None:
    """A calendar keeps it, as done, and takes no time for it; what was done long ago is told only when all is asked."""
    for number, (title, done) in enumerate((("Open", ""), ("Lately", "2026-07-01"), ("Long ago", "2026-05-01")), 1):
        ford.ok("deadline", "add", "ford", title, "--due", "2026-10-01")
        if done:
            ford.ok("deadline", "done", f"D{number}", "--on", done)

    def states(*words: str) -> dict[str, str]:
        found = parsed(ford.ok(*words)).walk("VEVENT")
        return {str(event["SUMMARY"]): str(event["STATUS"]) for event in found}

    assert states("export", "ics") == {"ford: Open": "CONFIRMED", "✓ ford: Lately": "CONFIRMED"}
    assert states("export", "ics", "--all") == {**states("export", "ics"), "✓ ford: Long ago": "CONFIRMED"}
    lately = next(each for each in parsed(ford.ok("export", "ics")).walk("VEVENT") if "Lately" in each["SUMMARY"])
    assert (str(lately["TRANSP"]), lately["X-AMCLI-DONE"].to_ical()) == ("TRANSPARENT", b"20260701")
    assert states("deadline", "list", "-f", "ics") == {"ford: Open": "CONFIRMED"}
    assert alarms(ford.ok("export", "ics"))["✓ ford: Lately"] == []


def test_any_list_of_deadlines_is_a_calendar(small: Cli, tmp_path: Path) -> None:
    """Lists, one record, the morning screen and the agenda; a file that ends in .ics asks for it as well."""

    def titles(text: str) -> list[str]:
        return sorted(str(event["SUMMARY"]) for event in parsed(text).walk("VEVENT"))

    sign, offer = "maruti: Sign", "maruti: Send the offer"
    assert titles(small.ok("deadline", "list", "-f", "ics")) == [offer, sign]
    assert titles(small.ok("deadline", "list", "--priority", "high", "-f", "ics")) == [sign]
    assert titles(small.ok("deadline", "show", "D2", "-f", "ics")) == [sign]
    assert titles(small.ok("today", "-f", "ics")) == [offer]
    assert titles(small.ok("agenda", "--period", "2026-12", "-f", "ics")) == [sign]
    assert titles(small.ok("export", "ics", "--account", "eclair")) == ["✓ eclair: Send samples"]
    small.ok("deadline", "list", "-o", str(tmp_path / "list.ics"))
    assert titles((tmp_path / "list.ics").read_text(encoding="utf-8")) == [offer, sign]


def test_an_empty_calendar_is_a_calendar(cli: Cli) -> None:
    """A portfolio without deadlines makes a file that can be imported, not an error."""
    cli.ok("account", "add", "Ford")
    assert parsed(cli.ok("export", "ics")).walk("VEVENT") == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("account", "list", "-f", "ics"), "ics is for deadlines"),
        (("interaction", "list", "-f", "ics"), "ics is for deadlines"),
        (("deadline", "list", "-f", "ics", "--columns", "title"), "--columns"),
        (("export", "xls"), "'xls' is no kind of record: use one of accounts"),
    ],
)
def test_what_is_no_calendar_is_an_error(small: Cli, words: tuple[str, ...], said: str) -> None:
    """It says which lists there are instead of writing something else."""
    done = small(*words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_series_is_one_event_with_its_rule(ford: Cli) -> None:
    """From the open occurrence on, as often as is left, up to the series' last day."""
    ford.ok("deadline", "add", "ford", "A", "--due", "2026-10-31", "--every", "month", "--times", "4")
    ford.ok("deadline", "add", "ford", "B", "--due", "2026-10-05", "--every", "monday", "--until", "2026-11-01")
    ford.ok("deadline", "done", "D1")
    events = {str(event["SUMMARY"]): event for event in parsed(ford.ok("deadline", "list", "-f", "ics")).walk("VEVENT")}
    assert len(events) == 2
    assert events["ford: A"]["RRULE"]["COUNT"] == [3]
    assert events["ford: A"]["DTSTART"].dt == date(2026, 11, 30)
    assert events["ford: B"]["RRULE"]["UNTIL"] == [date(2026, 11, 1)]
    text = ford.ok("deadline", "list", "-f", "ics", "--account", "ford")
    assert days(text, date(2026, 9, 1), date(2030, 1, 1)) == [
        date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 19), date(2026, 10, 26),
        date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31),
    ]  # fmt: skip


def test_a_series_asked_for_twice_is_one_event(ford: Cli) -> None:
    """`--expand` and `--all` show many rows of a series, and a calendar needs it once."""
    ford.ok("deadline", "add", "ford", "A", "--due", "2026-10-01", "--every", "week")
    ford.ok("deadline", "done", "D1")
    for words in (("--expand", "90d"), ("--all",), ()):
        text = ford.ok("deadline", "list", *words, "-f", "ics")
        assert len([each for each in parsed(text).walk("VEVENT") if "RRULE" in each]) == 1


def test_reminders_as_a_calendar(sample: Cli) -> None:
    """Of what is to be said the deadlines are events; quiet accounts and overspent budgets are none."""
    said = sample.ok("remind", "-f", "ids").split()
    assert "ford" in said
    shown = sample.ok("remind", "-f", "ics")
    assert shown.count("BEGIN:VEVENT") == sum(each.startswith("D") for each in said)
