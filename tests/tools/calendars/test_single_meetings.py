"""One meeting of a series: moved, renamed, cancelled or left out, in the series' file or alone, now or later on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from calendar_samples import event, lines, occurrences, parsed

from conftest import Cli, Done, built_once

BERLIN = ";TZID=Europe/Berlin:"
WEEKLY = event("s1", f"{BERLIN}20260921T093000", "Weekly", "RRULE:FREQ=WEEKLY;COUNT=5", "SEQUENCE:0")


@pytest.fixture
@built_once
def ford(cli: Cli) -> Cli:
    """An account in Berlin."""
    cli.ok("account", "add", "Ford", "--code", "ford")
    cli.ok("config", "set", "zone", "Europe/Berlin")
    return cli


def take(cli: Cli, *content: str, words: tuple[str, ...] = ()) -> Done:
    """Import entries for the one account."""
    done = cli("import", "ics", "-", "--account", "ford", *words, stdin=lines(*content))
    assert done.code == 0, done.err
    return done


def one(day: str, summary: str = "Weekly", *more: str, on: str = "", uid: str = "s1") -> tuple[str, ...]:
    """A single meeting of the series: that of a day, at 9:30, and where it is now."""
    return event(
        uid, f"{BERLIN}{on or f'202609{day}T093000'}", summary, f"RECURRENCE-ID{BERLIN}202609{day}T093000", *more
    )


def coming(cli: Cli, span: str = "3m") -> list[tuple[str, str]]:
    """What is due, with the titles."""
    rows: Any = cli.json("deadline", "list", "--expand", span)
    return [(row["due"], row["title"]) for row in rows]


def live(cli: Cli) -> list[tuple[str, str, str]]:
    """The open deadlines."""
    rows: Any = cli.json("deadline", "list")
    return [(row["id"], row["due"], row["title"]) for row in rows]


USUAL = [(f"2026-{day}T09:30", "Weekly") for day in ("09-21", "09-28", "10-05", "10-12", "10-19")]


def test_the_open_one_is_moved(ford: Cli) -> None:
    """By a file that has it alone, as a mail brings it: it is one deadline, and the next is as it was."""
    take(ford, *WEEKLY)
    take(ford, *one("21", "Weekly (Tuesday)", "SEQUENCE:1", on="20260922T140000"))
    assert live(ford) == [("D1", "2026-09-22T14:00", "Weekly (Tuesday)")]
    assert coming(ford) == [("2026-09-22T14:00", "Weekly (Tuesday)"), *USUAL[1:]]
    ford.ok("deadline", "done", "D1")
    assert live(ford) == [("D2", "2026-09-28T09:30", "Weekly")]


def test_one_that_comes_later_is_moved(ford: Cli) -> None:
    """The open one stays; the other is on its day in lists, in the calendar, and when its turn comes."""
    take(ford, *WEEKLY)
    take(ford, *one("28", "Off-site", on="20260930T110000"))
    moved = [USUAL[0], ("2026-09-30T11:00", "Off-site"), *USUAL[2:]]
    assert live(ford) == [("D1", "2026-09-21T09:30", "Weekly")]
    assert coming(ford) == moved
    found = occurrences(ford.ok("export", "ics"), *_span())
    assert [(f"{when:%Y-%m-%dT%H:%M}", title.removeprefix("ford: ")) for when, title in found] == moved
    ford.ok("deadline", "done", "D1")
    assert live(ford) == [("D2", "2026-09-30T11:00", "Off-site")]
    ford.ok("deadline", "done", "D2")
    assert live(ford) == [("D3", "2026-10-05T09:30", "Weekly")]


def _span() -> tuple[Any, Any]:
    from datetime import date

    return date(2026, 9, 1), date(2027, 1, 1)


def test_the_open_one_is_cancelled(ford: Cli) -> None:
    """The series goes on as `deadline skip` does it; nothing is done, and nothing is due on that day."""
    take(ford, *WEEKLY)
    take(ford, *one("21", "Weekly", "STATUS:CANCELLED", "SEQUENCE:1"))
    assert live(ford) == [("D1", "2026-09-28T09:30", "Weekly")]
    rows: Any = ford.json("deadline", "list", "--all")
    assert [row["done"] for row in rows] == [None]


def test_one_that_comes_later_is_cancelled(ford: Cli) -> None:
    """It is passed over when its turn comes, and counts among the times of the series."""
    take(ford, *WEEKLY)
    take(ford, *one("28", "Weekly", "STATUS:CANCELLED"))
    assert coming(ford) == [USUAL[0], *USUAL[2:]]
    ford.ok("deadline", "skip", "D1")
    assert live(ford) == [("D1", "2026-10-05T09:30", "Weekly")]
    assert len(occurrences(ford.ok("export", "ics"), *_span())) == 3


def test_a_cancelled_last_one_ends_the_series(ford: Cli) -> None:
    """There is no next to go on to: it is removed, which is said, and undo brings it back."""
    take(ford, *event("s1", f"{BERLIN}20260921T093000", "Weekly", "RRULE:FREQ=WEEKLY;COUNT=1"))
    done = take(ford, *one("21", "Weekly", "STATUS:CANCELLED"))
    assert ("removed D1" in done.err, live(ford)) == (True, [])
    ford.ok("undo")
    assert live(ford) == [("D1", "2026-09-21T09:30", "Weekly")]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (f"EXDATE{BERLIN}20260921T093000", 1),
        ("EXDATE:20260921T073000Z", 1),
        ("EXDATE;VALUE=DATE:20260921", 1),
        ("EXDATE;TZID=America/New_York:20260921T033000", 1),
        (f"EXDATE{BERLIN}20260921T093000,20260928T093000", 2),
        (f"EXDATE{BERLIN}20260922T093000", 0),  # no day of the series
        ("EXDATE:", 0),
        ("EXDATE:soon", 0),
    ],
)
def test_days_that_are_left_out(ford: Cli, said: str, left: int) -> None:
    """However their moments are written; what cannot be read of them keeps nothing out."""
    done = take(ford, *event("s1", f"{BERLIN}20260921T093000", "Weekly", "RRULE:FREQ=WEEKLY;COUNT=5", said))
    assert coming(ford) == USUAL[left:]
    assert ("a day in EXDATE that cannot be read" in done.err) == said.endswith("soon")


def test_days_that_are_added_are_deadlines_by_themselves(ford: Cli) -> None:
    """RDATE beside a rule or instead of one; a second import knows them again."""
    added = f"RDATE{BERLIN}20260923T140000,20260924T140000"
    whole = event("r", f"{BERLIN}20260921T093000", "Fair", added)
    assert take(ford, *whole).out.startswith("Imported 3 deadlines")
    assert [due for due, _ in coming(ford)] == ["2026-09-21T09:30", "2026-09-23T14:00", "2026-09-24T14:00"]
    assert take(ford, *whole).out.startswith("Imported 0 deadlines (0 updated, 3 already there")


def test_series_and_single_meetings_in_one_file(ford: Cli) -> None:
    """In any order; what is otherwise is counted, and the same file again changes nothing."""
    content = (
        *one("28", "Off-site", on="20260930T110000"), *WEEKLY, *one("21", "Weekly", "STATUS:CANCELLED"),
        *event("s1", f"{BERLIN}20261006T093000", "Weekly", f"RECURRENCE-ID{BERLIN}20261005T093000"),
    )  # fmt: skip
    done = take(ford, *content)
    assert done.out.startswith("Imported 1 deadline (0 updated, 0 already there, 0 rejected)")
    assert "single meetings of a series that are otherwise than the rest of it: 3" in done.err
    assert coming(ford) == [("2026-09-30T11:00", "Off-site"), ("2026-10-06T09:30", "Weekly"), *USUAL[3:]]
    before = ford.dump(journal=True)
    assert take(ford, *content).out.startswith("Imported 0 deadlines (0 updated, 1 already there, 0 rejected)")
    assert ford.dump(journal=True) == before


def test_what_changed_here_since_stands(ford: Cli) -> None:
    """The same file again takes no snooze back; what its sender says anew wins."""
    moved = one("21", "Weekly", "SEQUENCE:1", on="20260922T140000")
    take(ford, *WEEKLY)
    take(ford, *moved)
    ford.ok("deadline", "snooze", "D1", "2d")
    take(ford, *moved)
    take(ford, *WEEKLY)
    assert live(ford) == [("D1", "2026-09-24T14:00", "Weekly")]
    take(ford, *one("21", "Weekly", "SEQUENCE:2", on="20260925T160000"))
    assert live(ford) == [("D1", "2026-09-25T16:00", "Weekly")]
    take(ford, *moved)
    assert live(ford) == [("D1", "2026-09-25T16:00", "Weekly")]


def test_work_on_a_series_hides_no_later_change(ford: Cli) -> None:
    """Done and skipped here in between, a meeting that the sender moves or leaves out is moved and left out here."""
    take(ford, *WEEKLY)
    ford.ok("deadline", "done", "D1")
    take(ford, *one("28", "Weekly", "SEQUENCE:1", on="20260929T093000"))
    assert live(ford) == [("D2", "2026-09-29T09:30", "Weekly")]
    left_out = event("s1", f"{BERLIN}20260921T093000", "Weekly", "RRULE:FREQ=WEEKLY;COUNT=5",
                     f"EXDATE{BERLIN}20261012T093000")  # fmt: skip
    take(ford, *left_out)
    assert [due for due, _ in coming(ford)] == ["2026-09-29T09:30", "2026-10-05T09:30", "2026-10-19T09:30"]


def test_one_that_came_before_its_series(ford: Cli) -> None:
    """It is a deadline by itself, and its series leaves that day to it."""
    take(ford, *one("28", "Off-site", on="20260930T110000"))
    assert live(ford) == [("D1", "2026-09-30T11:00", "Off-site")]
    take(ford, *WEEKLY)
    assert coming(ford) == [USUAL[0], ("2026-09-30T11:00", "Off-site"), *USUAL[2:]]
    take(ford, *one("28", "Elsewhere", "SEQUENCE:2", on="20261001T110000"))
    assert coming(ford)[1] == ("2026-10-01T11:00", "Elsewhere")
    assert take(ford, *one("28", "Elsewhere", "STATUS:CANCELLED", "SEQUENCE:3")).err.count("removed D1") == 1


def test_one_of_a_day_that_its_series_has_not(ford: Cli) -> None:
    """It is a deadline by itself, and none is lost."""
    take(ford, *WEEKLY)
    take(ford, *event("s1", f"{BERLIN}20261111T100000", "Extra", f"RECURRENCE-ID{BERLIN}20261110T093000"))
    assert coming(ford) == [*USUAL, ("2026-11-11T10:00", "Extra")]


def test_one_that_is_over_is_counted(ford: Cli) -> None:
    """It is left out with a count, whether done or cancelled there; one that was put off comes by itself."""
    whole = event("w", f"{BERLIN}20260803T090000", "Weekly", "RRULE:FREQ=WEEKLY")
    moved = event("w", f"{BERLIN}20260811T140000", "Met", f"RECURRENCE-ID{BERLIN}20260810T090000")
    gone = event("w", f"{BERLIN}20260817T090000", "Not", f"RECURRENCE-ID{BERLIN}20260817T090000", "STATUS:CANCELLED")
    late = event("w", f"{BERLIN}20260918T090000", "At last", f"RECURRENCE-ID{BERLIN}20260914T090000")
    done = take(ford, *whole, *moved, *gone, *late)
    assert "left out, because the day is over: 1" in done.err
    assert "left out, because cancelled or completed already: 1" in done.err
    assert coming(ford, "1w") == [("2026-09-18T09:00", "At last"), ("2026-09-21T09:00", "Weekly")]


def test_a_moved_meeting_that_took_place_is_an_interaction(ford: Cli) -> None:
    """It has a day of its own, which nobody knows of the rest of its series."""
    whole = event("w", f"{BERLIN}20260803T090000", "Weekly", "RRULE:FREQ=WEEKLY")
    moved = event("w", f"{BERLIN}20260811T140000", "Met", f"RECURRENCE-ID{BERLIN}20260810T090000")
    done = take(ford, *whole, *moved, words=("--as", "interactions"))
    assert done.out.startswith("Imported 1 interaction")
    assert "it comes again and nobody knows on which days it took place: 1" in done.err
    assert take(ford, *whole, *moved, words=("--as", "interactions")).out.startswith(
        "Imported 0 interactions (0 updated, 1"
    )


def test_this_and_all_later_ones(ford: Cli) -> None:
    """Changes that one, and says that the others were not."""
    take(ford, *WEEKLY)
    moved = event("s1", f"{BERLIN}20260929T100000", "Weekly",
                  "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260928T093000")  # fmt: skip
    assert "only that one was changed" in take(ford, *moved).err
    assert coming(ford) == [USUAL[0], ("2026-09-29T10:00", "Weekly"), *USUAL[2:]]


def test_a_message_that_cancels(ford: Cli) -> None:
    """METHOD:CANCEL cancels, whatever the entry says; answers to an invitation are counted and change nothing."""
    take(ford, *WEEKLY)
    take(ford, "METHOD:CANCEL", *one("21", "Weekly", "SEQUENCE:1"))
    assert live(ford) == [("D1", "2026-09-28T09:30", "Weekly")]
    done = take(ford, "METHOD:REPLY", *one("28", "Accepted: Weekly", "SEQUENCE:9", on="20260930T093000"))
    assert "somebody's answer to an invitation: 1" in done.err
    assert live(ford) == [("D1", "2026-09-28T09:30", "Weekly")]
    whole = event("s1", f"{BERLIN}20260921T093000", "Weekly", "RRULE:FREQ=WEEKLY;COUNT=5", "SEQUENCE:10")
    assert "removed D1" in take(ford, "METHOD:CANCEL", *whole).err
    assert live(ford) == []


def test_a_series_of_days(ford: Cli) -> None:
    """All-day meetings are known by their day, in whatever way that is written."""
    take(ford, *event("d", ";VALUE=DATE:20260921", "Day", "RRULE:FREQ=WEEKLY;COUNT=3"),
         *event("d", ";VALUE=DATE:20260923", "Day", "RECURRENCE-ID;VALUE=DATE:20260921"),
         *event("d", ";VALUE=DATE:20260930", "Day", "RECURRENCE-ID:20260928T000000Z"))  # fmt: skip
    assert [due for due, _ in coming(ford)] == ["2026-09-23", "2026-09-30", "2026-10-05"]


def test_exceptions_go_through_everything(ford: Cli, tmp_path: Path) -> None:
    """Undo, the document, another zone, an edit of the series, an export into another portfolio."""
    take(ford, *WEEKLY, *one("28", "Off-site", on="20260930T110000"), *one("21", "Weekly", "STATUS:CANCELLED"))
    whole = coming(ford)
    ford.ok("deadline", "done", "D1")
    ford.ok("undo")
    assert coming(ford) == whole
    for number, words in enumerate((("export", "all"), ("export", "ics"))):
        (tmp_path / str(number)).mkdir()
        other = Cli(tmp_path / str(number))
        if number:
            other.ok("account", "add", "Ford", "--code", "ford")
            other.ok("config", "set", "zone", "Europe/Berlin")
        other.ok("import", words[1], "-", stdin=ford.ok(*words))
        assert coming(other) == whole, words
    ford.ok("config", "set", "zone", "Asia/Tokyo")
    assert [due for due, _ in coming(ford)][:2] == ["2026-09-30T18:00", "2026-10-05T16:30"]
    ford.ok("config", "set", "zone", "Europe/Berlin")
    assert coming(ford) == whole
    take(ford, *event("s1", f"{BERLIN}20261013T100000", "Late", f"RECURRENCE-ID{BERLIN}20261012T093000"))
    done = ford("deadline", "edit", "D1", "--series", "--every", "2 weeks")
    assert "1 moved or left-out days of its calendar fall on no day of the new rule" in done.err


def test_the_series_is_changed_and_its_own_words_stay(ford: Cli) -> None:
    """A new title of the series is that of all but the one that has its own; what is moved stays moved."""
    moved = one("21", "Kick-off", "SEQUENCE:1", on="20260922T140000")
    take(ford, *WEEKLY, *moved)
    new = event("s1", f"{BERLIN}20260921T093000", "Jour fixe", "RRULE:FREQ=WEEKLY;COUNT=5", "SEQUENCE:2")
    take(ford, *new, *one("21", "Kick-off", "SEQUENCE:2", on="20260922T140000"))
    assert coming(ford)[:2] == [("2026-09-22T14:00", "Kick-off"), ("2026-09-28T09:30", "Jour fixe")]


def test_a_bad_series_takes_its_meetings_along(ford: Cli, tmp_path: Path) -> None:
    """They are bad with it, so that they come in with it when it is mended, and are no deadlines by themselves."""
    bad = event("s1", f"{BERLIN}20260921T093000", "Weekly", "RRULE:FREQ=SECONDLY")
    content = lines(*bad, *one("21", "Kick-off", on="20260922T140000"))
    rejects = tmp_path / "bad.ics"
    done = ford("import", "ics", "-", "--account", "ford", "--rejects", str(rejects), stdin=content)
    assert (done.code, "is one meeting of the series on line 4" in done.err) == (6, True)
    text = rejects.read_text(encoding="utf-8").replace("SECONDLY", "WEEKLY")
    assert len(parsed(text).walk("VEVENT")) == 2
    ford.ok("import", "ics", "-", "--account", "ford", stdin=text)
    assert live(ford) == [("D1", "2026-09-22T14:00", "Kick-off")]
