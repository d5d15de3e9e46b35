"""`import ics`: events become deadlines once, later imports bring them up to date, and bad ones keep all out."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from calendar_samples import event, lines, parsed
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Cli, built_once, tries

DAY = ";VALUE=DATE:"
SIGN = event(
    "1@x", f"{DAY}20261001", "ford: Sign", "DESCRIPTION:Two\\, or\\nthree", "CATEGORIES:contract", "PRIORITY:2"
)


@pytest.fixture
@built_once
def ford(cli: Cli) -> Cli:
    """Two accounts, and no deadline."""
    cli.ok("account", "add", "Ford Motor", "--code", "ford")
    cli.ok("account", "add", "Fiat")
    return cli


def take(cli: Cli, *content: str, prodid: str = "-//Other//EN", words: tuple[str, ...] = ()) -> str:
    """Import the entries; returns the sentence."""
    return cli.ok("import", "ics", "-", *words, stdin=lines(*content, prodid=prodid)).strip()


def said(new: int, updated: int = 0, known: int = 0, bad: int = 0) -> str:
    """What an import of deadlines says."""
    noun = "deadline" if new == 1 else "deadlines"
    return f"Imported {new} {noun} ({updated} updated, {known} already there, {bad} rejected)"


def deadlines(cli: Cli, *words: str) -> list[dict[str, Any]]:
    """The open deadlines, by day."""
    found = cli.json("deadline", "list", *words)
    assert isinstance(found, list)
    return found


def one(cli: Cli, *words: str) -> dict[str, Any]:
    """The only deadline."""
    (found,) = deadlines(cli, *words)
    return found


def test_an_event_becomes_a_deadline(ford: Cli) -> None:
    """Account from the summary, day, note, kind and priority from their properties."""
    assert take(ford, *SIGN) == said(1)
    found = one(ford)
    assert (found["account"], found["title"], found["due"]) == ("ford", "Sign", "2026-10-01")
    assert (found["note"], found["kind"], found["priority"]) == ("Two, or\nthree", "contract", "high")


def test_a_second_import_adds_nothing(ford: Cli) -> None:
    """Not even an operation: the latest that undo would take back is still the first import."""
    take(ford, *SIGN)
    before = ford.dump(journal=True)
    assert take(ford, *SIGN) == said(0, known=1)
    assert ford.dump(journal=True) == before


def test_a_changed_event_changes_its_deadline(ford: Cli) -> None:
    """With a higher SEQUENCE, or with none at all, as calendars of one person often write."""
    take(ford, *SIGN)
    for number, (day, *more) in enumerate((("20261005",), ("20261007", "SEQUENCE:3"), ("20261009", "SEQUENCE:3"))):
        assert take(ford, *event("1@x", f"{DAY}{day}", "ford: Sign it", *more)) == said(0, updated=1), number
        assert one(ford)["due"] == f"{day[:4]}-{day[4:6]}-{day[6:]}"
    assert one(ford)["title"] == "Sign it"
    assert one(ford)["kind"] == "contract"


def test_what_changed_here_since_stands(ford: Cli) -> None:
    """An old file does not take a later edit back; a calendar that has seen the edit and goes on from it does."""
    take(ford, *SIGN)
    ford.ok("deadline", "edit", "D1", "--title", "Ours")
    assert take(ford, *SIGN) == said(0, known=1)
    assert one(ford)["title"] == "Ours"
    assert take(ford, *event("1@x", f"{DAY}20261001", "ford: Theirs", "SEQUENCE:1")) == said(0, updated=1)
    assert one(ford)["title"] == "Theirs"


def test_a_cancelled_event_is_removed_and_not_done(ford: Cli) -> None:
    """It counts among nothing that was kept or missed; undo brings it back. One that nobody knows is not begun."""
    take(ford, *SIGN)
    gone = event("1@x", f"{DAY}20261001", "ford: Sign", "STATUS:CANCELLED", "SEQUENCE:1")
    other = event("2@x", f"{DAY}20261001", "ford: Never", "STATUS:CANCELLED")
    done = ford("import", "ics", "-", stdin=lines(*gone, *other))
    assert done.out.strip() == said(0, updated=1)
    assert "left out, because cancelled or completed already: 1" in done.err
    assert "removed D1 (Sign, 2026-10-01), which its calendar has cancelled" in done.err
    assert deadlines(ford, "--all") == []
    ford.ok("undo")
    assert one(ford)["title"] == "Sign"


def test_a_to_do_has_its_due_day_and_is_completed(ford: Cli) -> None:
    """DUE counts, also in the past, because it is still to be done; COMPLETED closes it on that day."""
    todo = event("1@x", f"{DAY}20260901", "ford: Send", kind="VTODO", day="DUE")
    assert take(ford, *todo) == said(1)
    assert one(ford)["due"] == "2026-09-01"
    completed = event("1@x", f"{DAY}20260901", "ford: Send", "STATUS:COMPLETED", "COMPLETED:20260910T100000Z",
                      kind="VTODO", day="DUE")  # fmt: skip
    assert take(ford, *completed) == said(0, updated=1)
    assert one(ford, "--all")["done"] == "2026-09-10"


def test_events_of_days_gone_by_are_left_out(ford: Cli) -> None:
    """A calendar's history is no list of things to do; the note says what takes it."""
    done = ford("import", "ics", "-", stdin=lines(*event("1@x", f"{DAY}20260916", "ford: Met")))
    assert (done.code, done.out.strip()) == (0, said(0))
    assert "left out, because the day is over: 1; --as interactions takes such events as meetings" in done.err
    assert take(ford, *event("2@x", f"{DAY}20260917", "ford: Today")) == said(1)


def test_instants_come_in_the_configured_zone(ford: Cli) -> None:
    """UTC, another zone with or without its VTIMEZONE, and floating; a zone that nobody knows is a bad entry."""
    ford.ok("config", "set", "zone", "Europe/Berlin")
    zone = ("BEGIN:VTIMEZONE", "TZID:Own", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0500",
            "TZOFFSETTO:+0500", "END:STANDARD", "END:VTIMEZONE")  # fmt: skip
    take(ford, *zone, *event("1", ":20261001T100000Z", "ford: A"), *event("2", ":20261201T100000", "ford: B"),
         *event("3", ";TZID=America/New_York:20261025T100000", "ford: C"),
         *event("4", ";TZID=Own:20261001T100000", "ford: D"),
         *event("5", ";TZID=W. Europe Standard Time:20261001T100000", "ford: E"))  # fmt: skip
    assert {each["title"]: each["due"] for each in deadlines(ford)} == {
        "A": "2026-10-01T12:00", "B": "2026-12-01T10:00", "C": "2026-10-25T15:00", "D": "2026-10-01T07:00",
        "E": "2026-10-01T10:00",
    }  # fmt: skip
    done = ford("import", "ics", "-", stdin=lines(*event("9", ";TZID=No/Where:20261001T100000", "ford: A")))
    assert done.code == 2
    assert "line 4, DTSTART 'No/Where': is a time zone that nobody knows" in done.err


@pytest.mark.parametrize(
    ("start", "triggers", "leads"),
    [
        (f"{DAY}20261001", ("-P7D", "-P1D", "PT0S"), None),  # the configured ones
        (f"{DAY}20261001", ("-P1W",), "7d"),
        (f"{DAY}20261001", ("-PT15H", "-PT30M"), "15h,30m"),
        (f"{DAY}20261001", ("PT9H",), "0d"),
        (":20261001T153000", ("-P1DT15H30M", "-PT15M"), "1d,15m"),
        (":20261001T153000", ("-P1D",), "24h"),
        (":20261001T153000", (), None),
    ],
)
def test_alarms_become_lead_times(ford: Cli, start: str, triggers: tuple[str, ...], leads: str | None) -> None:
    """So long before the start; where they are the configured ones the deadline follows the configuration."""
    alarms = [("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{each}", "DESCRIPTION:x", "END:VALARM") for each in triggers]
    take(ford, *event("1", start, "ford: Sign", *(line for alarm in alarms for line in alarm)))
    assert one(ford)["remind"] == leads


def test_an_alarm_at_a_moment_is_so_long_before(ford: Cli) -> None:
    """An absolute trigger counts from the start as well."""
    alarm = ("BEGIN:VALARM", "ACTION:AUDIO", "TRIGGER;VALUE=DATE-TIME:20260930T080000Z", "END:VALARM")
    ford.ok("config", "set", "zone", "UTC")
    take(ford, *event("1", ":20261001T090000Z", "ford: Sign", *alarm))
    assert one(ford)["remind"] == "25h"


def test_a_rule_makes_a_series(ford: Cli) -> None:
    """Its end comes along, and a series that has long begun is open from today on, without what it missed."""
    take(ford, *event("1", f"{DAY}20261031", "ford: A", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3"),
         *event("2", f"{DAY}20200106", "ford: B", "RRULE:FREQ=WEEKLY;UNTIL=20261005"),
         *event("3", f"{DAY}20200106", "ford: C", "RRULE:FREQ=WEEKLY;COUNT=5"))  # fmt: skip
    found = {each["title"]: each for each in deadlines(ford)}
    assert sorted(found) == ["A", "B"]
    assert (found["A"]["every"], found["A"]["times"]) == ("FREQ=MONTHLY;BYMONTHDAY=-1", 3)
    assert (found["B"]["due"], found["B"]["until"]) == ("2026-09-21", "2026-10-05")
    ford.ok("deadline", "done", found["A"]["id"], found["B"]["id"])
    assert sorted(each["due"] for each in deadlines(ford)) == ["2026-09-28", "2026-11-30"]


def test_a_series_is_known_again_when_it_has_moved_on(ford: Cli) -> None:
    """Its first day is long past here, and the event still is the same; a new rule begins behind it."""
    weekly = event("1", f"{DAY}20260921", "ford: A", "RRULE:FREQ=WEEKLY")
    take(ford, *weekly)
    ford.ok("deadline", "done", "D1")
    assert take(ford, *event("1", f"{DAY}20260921", "ford: A", "RRULE:FREQ=WEEKLY", "SEQUENCE:9")) == said(0, known=1)
    assert one(ford)["due"] == "2026-09-28"
    fortnight = event("1", f"{DAY}20260921", "ford: A", "RRULE:FREQ=WEEKLY;INTERVAL=2", "SEQUENCE:10")
    assert take(ford, *fortnight) == said(0, updated=1)
    assert (one(ford)["every"], one(ford)["due"]) == ("FREQ=WEEKLY;INTERVAL=2", "2026-10-05")


def test_an_occurrence_that_was_moved_is_moved_alone(ford: Cli) -> None:
    """The open one takes its own day and words; the next has those of its own, and the one behind is the series'."""
    moved = event("1", f"{DAY}20261003", "ford: Late", f"RECURRENCE-ID{DAY}20261001")
    later = event("1", f"{DAY}20261103", "ford: Later", f"RECURRENCE-ID{DAY}20261101")
    done = ford(
        "import",
        "ics",
        "-",
        stdin=lines(*event("1", f"{DAY}20261001", "ford: A", "RRULE:FREQ=MONTHLY"), *moved, *later),
    )
    assert done.out.strip() == said(1)
    assert "single meetings of a series that are otherwise than the rest of it: 2" in done.err
    assert (one(ford)["due"], one(ford)["title"]) == ("2026-10-03", "Late")
    ford.ok("deadline", "done", "D1")
    assert (one(ford)["due"], one(ford)["title"]) == ("2026-11-03", "Later")
    ford.ok("deadline", "done", "D2")
    assert (one(ford)["due"], one(ford)["title"]) == ("2026-12-01", "A")


def test_our_own_event_changes_its_own_deadline(ford: Cli) -> None:
    """What was edited in the calendar comes back to the very record, not as a copy; the removed stay removed."""
    ford.ok("deadline", "add", "ford", "One", "--due", "2026-10-01", "--remind", "1d")
    ford.ok("deadline", "add", "ford", "Two", "--due", "2026-10-02")
    export = ford.ok("export", "ics")
    assert ford.ok("import", "ics", "-", stdin=export).strip() == said(0, known=2)
    edited = (
        export.replace("ford: One", "fiat: Changed")
        .replace("DATE:20261001", "DATE:20261011")
        .replace("-P1D", "-P3D", 1)
    )
    ford.ok("deadline", "remove", "D2", "--yes")
    done = ford("import", "ics", "-", stdin=edited)
    assert done.out.strip() == said(0, updated=1)
    assert "left out, because the deadline was removed here: 1" in done.err
    found = one(ford)
    assert (found["id"], found["account"], found["title"]) == ("D1", "fiat", "Changed")
    assert (found["due"], found["remind"]) == ("2026-10-11", "3d")


def test_our_own_series_comes_back_as_it_is(ford: Cli) -> None:
    """A rule in our own words keeps its words, also where an occurrence was moved off a weekend or snoozed."""
    ford.ok(
        "deadline", "add", "ford", "A", "--due", "2026-10-31", "--every", "month", "--shift", "before", "--times", "9"
    )
    ford.ok("deadline", "add", "ford", "B", "--due", "2026-10-01", "--every", "friday", "--until", "2027-01-01")
    ford.ok("deadline", "done", "D2")
    ford.ok("deadline", "snooze", "D3", "1d")
    ford.ok("deadline", "edit", "D3", "--this", "--title", "This B")
    before = ford.dump(journal=True)
    export = ford.ok("export", "ics")
    assert ford.ok("import", "ics", "-", stdin=export).strip() == said(0, known=2)
    assert ford.dump(journal=True) == before
    edited = export.replace("SUMMARY:ford: B", "SUMMARY:ford: Bee")
    assert ford.ok("import", "ics", "-", stdin=edited).strip() == said(0, updated=1, known=1)
    titles = [each["title"] for each in deadlines(ford)]
    assert titles == ["This B", "A"]
    ford.ok("deadline", "done", "D3")
    assert [each["title"] for each in deadlines(ford)] == ["Bee", "A"]


def test_an_account_is_named_or_given(ford: Cli) -> None:
    """By code or whole name before a colon, or by --account for all; a part of a name is no account."""
    take(ford, *event("1", f"{DAY}20261001", "Ford Motor: A"), *event("2", f"{DAY}20261002", "FIAT: B"))
    take(
        ford,
        *event("3", f"{DAY}20261003", "Re: C"),
        *event("4", f"{DAY}20261004", "fiat: D"),
        words=("--account", "fiat"),
    )
    assert [(each["account"], each["title"]) for each in deadlines(ford)] == [
        ("ford", "A"), ("fiat", "B"), ("fiat", "Re: C"), ("fiat", "D"),
    ]  # fmt: skip
    for summary in ("Call", "fo: Call", "nobody: Call"):
        done = ford("import", "ics", "-", stdin=lines(*event("9", f"{DAY}20261001", summary)))
        assert done.code == 2
        assert "--account ACCOUNT" in done.err


def test_one_bad_entry_keeps_all_out(ford: Cli, tmp_path: Path) -> None:
    """Unless --rejects takes it: a calendar with the bad entries alone, which can be corrected and imported."""
    content = (*SIGN, *event("2", ":nonsense", "ford: Bad"), *event("3", f"{DAY}20261003", "ford: Good"))
    before = ford.dump(journal=True)
    done = ford("import", "ics", "-", stdin=lines(*content))
    assert (done.code, done.out) == (2, "")
    assert "1 entry is bad, so nothing was imported" in done.err
    assert "line 12, DTSTART 'nonsense'" in done.err
    assert ford.dump(journal=True) == before
    rejects = tmp_path / "bad.ics"
    done = ford("import", "ics", "-", "--rejects", str(rejects), stdin=lines(*content))
    assert (done.code, done.out.strip()) == (6, said(2, bad=1))
    text = rejects.read_text(encoding="utf-8").replace(":nonsense", ":20261002")
    assert [str(each["UID"]) for each in parsed(text).walk("VEVENT")] == ["2"]
    assert ford.ok("import", "ics", "-", stdin=text).strip() == said(1)


def test_a_bad_entry_leaves_nothing_half_done(ford: Cli, tmp_path: Path) -> None:
    """Put aside by --rejects, it has not even changed the title before its rule was found to be over."""
    ford.ok("deadline", "add", "ford", "A", "--due", "2026-10-01", "--every", "month")
    text = (
        ford.ok("export", "ics")
        .replace("ford: A", "ford: B")
        .replace("RRULE:FREQ=MONTHLY", "RRULE:FREQ=MONTHLY;UNTIL=20260901")
    )
    before = ford.dump()
    done = ford("import", "ics", "-", "--rejects", str(tmp_path / "bad.ics"), stdin=text)
    assert (done.code, done.out.strip()) == (6, said(0, bad=1))
    assert ford.dump() == before


def test_a_dry_run_changes_nothing(ford: Cli) -> None:
    """It says the same, and the file is as it was."""
    before = ford.dump(journal=True)
    done = ford.ok("import", "ics", "-", "--dry-run", stdin=lines(*SIGN))
    assert done.strip() == said(1).replace("Imported", "Would have imported")
    assert ford.dump(journal=True) == before


def test_an_import_is_one_operation(ford: Cli) -> None:
    """Undo takes all of it back, what it changed too; redo puts it there again."""
    take(ford, *SIGN)
    before = ford.dump()
    take(ford, *event("1@x", f"{DAY}20261111", "ford: Other", "SEQUENCE:2"), *event("2", f"{DAY}20261001", "fiat: New"))
    after = deadlines(ford)
    ford.ok("undo")
    assert [row[:10] for row in ford.dump()["deadline"]] == [row[:10] for row in before["deadline"]]
    ford.ok("redo")
    assert deadlines(ford) == after


def test_past_events_become_interactions(ford: Cli) -> None:
    """--as interactions: meetings with their day, length and words, once; what is to come is left out."""
    met = event("1", ":20260901T100000", "ford: Met", "DTEND:20260901T113000", "DESCRIPTION:They agreed")
    more = (*event("2", f"{DAY}20261001", "ford: Later"), *event("3", f"{DAY}20260801", "ford: W", "RRULE:FREQ=WEEKLY"))
    done = ford("import", "ics", "-", "--as", "interactions", stdin=lines(*met, *more))
    assert done.out.strip() == "Imported 1 interaction (0 updated, 0 already there, 0 rejected)"
    assert "left out, because still to come: 1" in done.err
    assert "left out, because it comes again and nobody knows on which days it took place: 1" in done.err
    rows: Any = ford.json("interaction", "list")
    (found,) = rows
    assert (found["account"], found["date"], found["kind"], found["minutes"]) == ("ford", "2026-09-01", "meeting", 90)
    assert found["text"] == "Met\nThey agreed"
    again = ford.ok("import", "ics", "-", "--as", "interactions", stdin=lines(*met))
    assert again.strip() == "Imported 0 interactions (0 updated, 1 already there, 0 rejected)"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no whole calendar"),
        (b"hello\n", "line 1 is not BEGIN:VCALENDAR"),
        (b"BEGIN:VCARD\nEND:VCARD\n", "is no calendar but an address book"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n", "does not end with END:VCALENDAR"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VTODO\nEND:VCALENDAR\n", "the VEVENT of line 2 ends with"),
        (b"BEGIN:VCALENDAR\nX-N:\xff\nEND:VCALENDAR\n", "type --encoding cp1251, or the one it is"),
        (b"\x00\x01\x02", "line 1 is not BEGIN:VCALENDAR"),
        (b"END:VCALENDAR\n", "line 1 is not BEGIN:VCALENDAR"),
        (b"BEGIN:VCALENDAR\nnonsense\nEND:VCALENDAR\n", "cannot be read as a calendar"),
    ],
)
def test_what_is_no_calendar_is_an_error(ford: Cli, content: bytes, words: str) -> None:
    """Exit 2, one line, and nothing changed."""
    before = ford.dump(journal=True)
    done = ford("import", "ics", "-", stdin=content)
    assert done.code == 2
    assert words in done.err
    assert "unexpected" not in done.err
    assert ford.dump(journal=True) == before


BAD = (
    event("1", ":", "ford: A"),
    event("1", f"{DAY}20261001", ""),
    event("1", f"{DAY}20261301", "ford: A"),
    event("1", f"{DAY}00010101", "ford: A", kind="VTODO", day="DUE"),
    event("1", ":99991231T235959Z", "ford: A", "RRULE:FREQ=DAILY;COUNT=99999999999"),
    event("1", f"{DAY}20261001", "ford: A", "RRULE:FREQ=SECONDLY"),
    event("1", f"{DAY}20261001", "ford: A", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    event("1", f"{DAY}20261001", "ford: A", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"),
    event("1", f"{DAY}20261001", "ford: A", "RRULE:FREQ=WEEKLY;UNTIL=20260101"),
    event("1", ":P1D", "ford: A"),
    event("1", ":100000", "ford: A"),
    ("BEGIN:VEVENT", "END:VEVENT"),
    event("1", f"{DAY}18991231", "ford: A", "RRULE:FREQ=WEEKLY"),
    event("1", ":20261001T100000", "ford: A", "RRULE:FREQ=DAILY;BYHOUR=9,17"),
)


@pytest.mark.parametrize("content", BAD, ids=range(len(BAD)))
def test_a_bad_entry_is_said_with_its_line(ford: Cli, content: tuple[str, ...]) -> None:
    """Never a traceback, never half a record."""
    before = ford.dump(journal=True)
    done = ford("import", "ics", "-", stdin=lines(*content))
    assert done.code == 2
    assert re.search(r"1 entry is bad, so nothing was imported .*: line 4", done.err), done.err
    assert ford.dump(journal=True) == before


@given(st.lists(st.sampled_from([*b'\r\n :;=,\\"', *range(256)]), max_size=40), st.integers(0, 400), st.booleans())
@settings(max_examples=tries(20, 100))
def test_a_damaged_file_is_an_error_or_is_taken(noise: list[int], place: int, replace: bool) -> None:
    """Whatever bytes get into a file: exit 0 or 2, never an unexpected failure."""
    import tempfile

    rule = event(
        "2", ";TZID=Europe/Berlin:20261001T100000", "ford: B", "RRULE:FREQ=MONTHLY;COUNT=3", "EXDATE:20261101T100000"
    )
    whole = lines(*SIGN, *rule)
    data = whole[:place] + bytes(noise) + whole[place + (len(noise) if replace else 0) :]
    with tempfile.TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        cli.ok("account", "add", "Ford", "--code", "ford")
        done = cli("import", "ics", "-", "--rejects", str(Path(folder) / "bad.ics"), stdin=data)
        assert done.code in (0, 2, 6), done.err
        with sqlite3.connect(cli.db) as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("import", "ics", "-", "--map", "a=b"), "--map"),
        (("import", "ics", "-", "--create-missing"), "--create-missing"),
        (("import", "vcard", "-", "--as", "deadlines"), "--as"),
        (("import", "sales", "-", "--account", "ford"), "--account"),
        (("import", "ics", "-", "--as", "sales"), "'sales'"),
    ],
)
def test_an_option_of_another_kind_is_an_error(ford: Cli, words: tuple[str, ...], option: str) -> None:
    """It is never ignored."""
    done = ford(*words, stdin="")
    assert done.code == 2
    assert option in done.err
