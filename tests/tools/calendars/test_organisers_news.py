"""What whoever sent an entry says next, beside what was changed here: news is what is otherwise than he said before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from calendar_samples import event, lines, parsed

from conftest import Cli, Done, built_once

BERLIN = ";TZID=Europe/Berlin:"
AT_NINE, AT_TWO = f"{BERLIN}20260921T090000", f"{BERLIN}20260921T140000"
COUNT = "RRULE:FREQ=WEEKLY;COUNT=6"


@pytest.fixture
@built_once
def ford(cli: Cli) -> Cli:
    """Two accounts, in Berlin."""
    cli.ok("account", "add", "Ford", "--code", "ford")
    cli.ok("account", "add", "Kirchoff", "--code", "kirchoff")
    cli.ok("config", "set", "zone", "Europe/Berlin")
    return cli


def take(cli: Cli, *content: str, account: str = "ford") -> Done:
    """Import entries for the one account."""
    done = cli("import", "ics", "-", "--account", account, stdin=lines(*content))
    assert done.code == 0, done.err
    return done


def single(start: str, sequence: int, *more: str, title: str = "Call") -> tuple[str, ...]:
    """A meeting."""
    return event("one", start, title, f"SEQUENCE:{sequence}", *more)


def series(start: str, sequence: int, *more: str, rule: str = COUNT) -> tuple[str, ...]:
    """Six weekly ones."""
    return event("all", start, "Weekly", rule, f"SEQUENCE:{sequence}", *more)


def rows(cli: Cli, *words: str) -> list[dict[str, Any]]:
    """The open deadlines."""
    found: Any = cli.json("deadline", "list", *words)
    return list(found)


def dues(cli: Cli, *words: str) -> list[str]:
    """When they are due."""
    return [row["due"] for row in rows(cli, *words)]


def sequence(cli: Cli, uid: str = "one") -> int:
    """The SEQUENCE of an event as an export tells it."""
    return next(int(each["SEQUENCE"]) for each in parsed(cli.ok("export", "ics")).walk("VEVENT") if each["UID"] == uid)


WORK_HERE: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("config", "set", "zone", "America/New_York"), ("config", "set", "zone", "Europe/Berlin")),
    (("deadline", "edit", "D1", "--note", "mine"), ("deadline", "edit", "D1", "--priority", "high")),
    (("deadline", "snooze", "D1", "1d"), ("deadline", "snooze", "D1", "1d"), ("undo",), ("redo",)),
)


@pytest.mark.parametrize("work", WORK_HERE)
def test_a_cancellation_comes_through_whatever_was_done_here(ford: Cli, work: tuple[tuple[str, ...], ...]) -> None:
    """Its SEQUENCE is compared with the last one of its sender, and not with ours."""
    take(ford, *single(AT_NINE, 0))
    for words in work:
        ford.ok(*words)
    done = take(ford, "METHOD:CANCEL", *single(AT_NINE, 1, "STATUS:CANCELLED"))
    assert ("(1 updated, 0 already there" in done.out, "removed D1" in done.err, dues(ford)) == (True, True, [])


def test_another_hour_comes_through_after_work_on_a_series(ford: Cli) -> None:
    """Ours is higher than any that was seen all the same, so that other calendars take the change."""
    take(ford, *series(AT_NINE, 0))
    ford.ok("deadline", "done", "D1")
    known = sequence(ford, "all")
    take(ford, *series(AT_TWO, 1))
    assert dues(ford) == ["2026-09-28T14:00"]
    assert sequence(ford, "all") > max(known, 1)


def test_what_is_older_is_counted(ford: Cli) -> None:
    """And never said to be there already: a version before the last one of its sender."""
    take(ford, *single(AT_NINE, 3))
    done = take(ford, *single(AT_TWO, 2))
    assert "(0 updated, 0 already there" in done.out
    assert "left out, because what is here is newer than what the file says: 1" in done.err
    assert dues(ford) == ["2026-09-21T09:00"]
    done = take(ford, *single(AT_NINE, 1, "STATUS:CANCELLED"))
    assert "newer than what the file says: 1" in done.err
    assert "(0 updated, 1 already there" in take(ford, *single(AT_NINE, 3)).out


def test_an_export_that_is_older_is_counted_too(ford: Cli) -> None:
    """Of a deadline made here."""
    ford.ok("deadline", "add", "ford", "Own", "--due", "2026-10-01")
    text = ford.ok("export", "ics")
    ford.ok("deadline", "edit", "D1", "--title", "Mine")
    done = ford("import", "ics", "-", stdin=text)
    assert ("newer than what the file says: 1" in done.err, rows(ford)[0]["title"]) == (True, "Mine")


def test_a_change_of_zone_is_no_change_of_a_meeting(ford: Cli) -> None:
    """SEQUENCE stays, also through undo and redo; a change after it counts as ever."""
    take(ford, *single(AT_NINE, 0), *series(AT_NINE, 4))
    ford.ok("config", "set", "zone", "America/New_York")
    assert dues(ford) == ["2026-09-21T03:00", "2026-09-21T03:00"]
    assert (sequence(ford), sequence(ford, "all")) == (0, 4)
    for words in (("undo",), ("redo",), ("undo",)):
        ford.ok(*words)
        assert (sequence(ford), sequence(ford, "all")) == (0, 4), words
    ford.ok("deadline", "edit", "D1", "--note", "x")
    ford.ok("undo")
    assert sequence(ford) == 2


def test_what_was_typed_here_stays(ford: Cli) -> None:
    """Note, title, priority, reminders and a snooze, while the sender says of them what he said before."""
    take(ford, *single(AT_NINE, 0, "DESCRIPTION:Agenda"))
    ford.ok("deadline", "edit", "D1", "--note", "Agenda; bring samples", "--title", "Mine", "--remind", "3d")
    ford.ok("deadline", "edit", "D1", "--priority", "high", "--kind", "contract")
    done = take(ford, *single(AT_TWO, 5, "DESCRIPTION:Agenda"))
    (found,) = rows(ford)
    assert (found["due"], found["note"], found["title"]) == ("2026-09-21T14:00", "Agenda; bring samples", "Mine")
    assert (found["priority"], found["kind"], found["remind"]) == ("high", "contract", "3d")
    assert (done.err, sequence(ford)) == ("", 6)
    ford.ok("deadline", "snooze", "D1", "1d")
    take(ford, *single(AT_TWO, 6, "DESCRIPTION:Agenda", "LOCATION:Room 5"))
    assert dues(ford) == ["2026-09-22T14:00"]
    assert "LOCATION:Room 5" in ford.ok("export", "ics")
    before = ford.dump(journal=True)
    assert "(0 updated, 1 already there" in take(ford, *single(AT_TWO, 6, "DESCRIPTION:Agenda", "LOCATION:Room 5")).out
    assert ford.dump(journal=True) == before


def test_what_both_have_changed_is_the_senders_and_said(ford: Cli) -> None:
    """His words win, as he is who holds the meeting; a note says so."""
    take(ford, *single(AT_NINE, 0, "DESCRIPTION:Agenda"))
    ford.ok("deadline", "edit", "D1", "--note", "Mine")
    done = take(ford, *single(AT_NINE, 1, "DESCRIPTION:New agenda", title="New call"))
    assert "D1 has the note of its calendar now, which has changed too" in done.err
    assert (rows(ford)[0]["note"], rows(ford)[0]["title"]) == ("New agenda", "New call")
    assert take(ford, *single(AT_NINE, 2, "DESCRIPTION:Newest")).err == ""


@pytest.mark.parametrize("words", [("edit", "D1", "--due", "2026-09-23 11:00"), ("snooze", "D1", "1d")])
def test_a_day_that_both_have_changed_is_the_senders_and_said(ford: Cli, words: tuple[str, ...]) -> None:
    """A day that was typed here is not lost without a word; in another zone it is the same day, and no news."""
    take(ford, *single(AT_NINE, 0))
    ford.ok("deadline", *words)
    done = take(ford, *single(AT_TWO, 1))
    assert "D1 has the day of its calendar now, which has changed too" in done.err
    assert dues(ford) == ["2026-09-21T14:00"]
    ford.ok("config", "set", "zone", "America/New_York")
    assert take(ford, *single(AT_NINE, 2)).err == ""
    take(ford, *single(";VALUE=DATE:20260921", 3))
    assert take(ford, *single(";VALUE=DATE:20260922", 4)).err == ""
    ford.ok("deadline", "edit", "D1", "--due", "2026-09-21")
    assert take(ford, *single(";VALUE=DATE:20260922", 5)).err == ""
    assert dues(ford) == ["2026-09-21"]


def test_a_note_on_one_meeting_stays(ford: Cli) -> None:
    """The sender moves that one; an older file of it is counted."""
    take(ford, *series(AT_NINE, 0))
    ford.ok("deadline", "edit", "D1", "--this", "--note", "bring samples")
    ford.ok("deadline", "edit", "D1", "--this", "--priority", "high")
    one = f"RECURRENCE-ID{AT_NINE}"
    moved = series(AT_TWO, 1, one, rule="X-NOTHING:1")
    take(ford, *moved)
    found = rows(ford)[0]
    assert (found["due"], found["note"], found["priority"]) == ("2026-09-21T14:00", "bring samples", "high")
    ford.ok("deadline", "snooze", "D1", "1d")
    take(ford, *series(AT_TWO, 2, one, "DESCRIPTION:Agenda", rule="X-NOTHING:1"))
    assert (rows(ford)[0]["due"], rows(ford)[0]["note"]) == ("2026-09-22T14:00", "Agenda")
    assert "newer than what the file says: 1" in take(ford, *moved).err


def test_a_series_that_was_renamed_here_keeps_its_name(ford: Cli) -> None:
    """Also in its meetings that are otherwise, which say the name that the sender has for all."""
    whole = (*series(AT_NINE, 0), *series(AT_TWO, 0, f"RECURRENCE-ID{AT_NINE}", rule="X-NOTHING:1"))
    take(ford, *whole)
    ford.ok("deadline", "edit", "D1", "--series", "--title", "Ours")
    take(ford, *whole)
    take(ford, *series(AT_NINE, 1, "DESCRIPTION:x"), *series(f"{BERLIN}20260922T140000", 1, f"RECURRENCE-ID{AT_NINE}",
                                                            rule="X-NOTHING:1"))  # fmt: skip
    found = rows(ford, "--expand", "1m")
    assert {row["title"] for row in found} == {"Ours"}
    assert [row["due"] for row in found][:2] == ["2026-09-22T14:00", "2026-09-28T09:00"]


def test_what_comes_back_by_way_of_another_calendar_is_compared_with_ours(ford: Cli) -> None:
    """It has seen our change and goes on from it; the sender's next version is news of his all the same."""
    take(ford, *single(AT_NINE, 0))
    ford.ok("deadline", "edit", "D1", "--note", "mine")
    ford.ok("deadline", "edit", "D1", "--priority", "high")
    text = ford.ok("export", "ics").replace("DESCRIPTION:mine", "DESCRIPTION:mine\\, too")
    assert "(1 updated, 0 already there" in ford.ok("import", "ics", "-", stdin=text)
    assert rows(ford)[0]["note"] == "mine, too"
    take(ford, *single(AT_TWO, 1))
    assert (dues(ford), rows(ford)[0]["note"]) == (["2026-09-21T14:00"], "mine, too")
    assert "newer than what the file says: 1" in ford("import", "ics", "-", stdin=text).err


@pytest.mark.parametrize(
    ("start", "rule", "due"),
    [
        (f"{BERLIN}20260922T140000", COUNT, "2026-09-29T14:00"),  # Tuesdays
        (f"{BERLIN}20260924T090000", COUNT, "2026-10-01T09:00"),
        (f"{BERLIN}20260918T090000", COUNT, "2026-09-25T09:00"),  # the Fridays before
        (f"{BERLIN}20261012T090000", "RRULE:FREQ=WEEKLY;COUNT=3", "2026-10-12T09:00"),  # this and all later ones
        (AT_NINE, "RRULE:FREQ=WEEKLY;INTERVAL=2", "2026-10-05T09:00"),
        (AT_NINE, "RRULE:FREQ=MONTHLY", "2026-10-21T09:00"),
        (AT_NINE, "RRULE:FREQ=DAILY", "2026-09-22T09:00"),
        (AT_NINE, "RRULE:FREQ=WEEKLY;UNTIL=20260925T000000Z", None),
        (AT_NINE, "X-NO-RULE:1", None),
        (f"{BERLIN}20261001T090000", "X-NO-RULE:1", "2026-10-01T09:00"),
    ],
)
def test_what_was_done_is_not_due_again(ford: Cli, start: str, rule: str, due: str | None) -> None:
    """However the series is moved, its open one is the next behind those that were done; where none is left it is
    removed, which is said.
    """
    take(ford, *series(AT_NINE, 0))
    ford.ok("deadline", "done", "D1")
    done = take(ford, *series(start, 9, rule=rule))
    assert dues(ford) == ([due] if due else [])
    assert ("removed D2 (Weekly, 2026-09-28T09:00)" in done.err) == (due is None)
    take(ford, *series(start, 9, rule=rule))
    assert dues(ford) == ([due] if due else [])


def test_a_series_that_its_rule_does_not_begin(ford: Cli) -> None:
    """It comes from the first day on that the rule names, which is said, and again it is known."""
    odd = event("odd", ";VALUE=DATE:20260921", "Review", "RRULE:FREQ=MONTHLY;BYDAY=-1MO;COUNT=3")
    done = take(ford, *odd)
    assert "'Review' begins on 2026-09-21, which its rule does not name: it comes from 2026-09-28 on" in done.err
    assert dues(ford, "--expand", "6m") == ["2026-09-28", "2026-10-26", "2026-11-30"]
    before = ford.dump(journal=True)
    assert "(0 updated, 1 already there" in take(ford, *odd).out
    assert ford.dump(journal=True) == before
    past = event("past", ";VALUE=DATE:20260101", "Old", "RRULE:FREQ=MONTHLY;BYDAY=-1MO")
    assert "begins on" not in take(ford, *past).err


def test_another_account_is_said(ford: Cli) -> None:
    """The one that an import names wins over the one that was, and what it was stays what it was moved to here."""
    take(ford, *single(AT_NINE, 0), *series(AT_NINE, 0))
    done = take(ford, *single(AT_NINE, 0), *series(AT_NINE, 0), account="kirchoff")
    assert "went from ford to kirchoff, because this import says so: D1, D2" in done.err
    assert {row["account"] for row in rows(ford)} == {"kirchoff"}
    assert "went from" not in take(ford, *single(AT_NINE, 0), account="kirchoff").err
    ford.ok("deadline", "edit", "D1", "--account", "ford")
    take(ford, *single(AT_TWO, 1), account="kirchoff")
    assert next(row["account"] for row in rows(ford) if row["id"] == "D1") == "ford"


def test_what_was_said_goes_through_a_document(ford: Cli, tmp_path: Path) -> None:
    """Another portfolio that takes `export all` compares the sender's news as this one does."""
    take(ford, *single(AT_NINE, 0))
    ford.ok("deadline", "edit", "D1", "--note", "mine")
    (tmp_path / "other").mkdir()
    other = Cli(tmp_path / "other")
    other.ok("import", "all", "-", stdin=ford.ok("export", "all"))
    take(other, *single(AT_TWO, 0))
    assert (dues(other), rows(other)[0]["note"]) == (["2026-09-21T14:00"], "mine")


@pytest.mark.parametrize("odd", ["", "x", "99999999999", "1 title=zz", "-1", "1 title=0123456789ab extra"])
def test_an_odd_line_of_what_was_said_does_no_harm(ford: Cli, odd: str) -> None:
    """It is one that nobody has kept."""
    take(ford, *single(AT_NINE, 0, f"X-AMCLI-SAID:{odd}"))
    ford.ok("deadline", "edit", "D1", "--note", "mine")
    take(ford, *single(AT_TWO, 0))
    assert dues(ford) == ["2026-09-21T14:00"]


def test_what_one_meeting_says_is_not_handed_on(ford: Cli) -> None:
    """`edit --series` changes what is typed: the place of one meeting is not that of the others."""
    one = series(AT_NINE, 0, f"RECURRENCE-ID{AT_NINE}", "LOCATION:Elsewhere", rule="X-NOTHING:1")
    take(ford, *series(AT_NINE, 0, "LOCATION:Room 5"), *one)
    ford.ok("deadline", "edit", "D1", "--series", "--title", "Ours")
    places = {str(each["LOCATION"]) for each in parsed(ford.ok("export", "ics")).walk("VEVENT")}
    assert places == {"Room 5", "Elsewhere"}
    ford.ok("deadline", "done", "D1")
    found: Any = ford.json("export", "deadlines")
    assert "LOCATION:Room 5" in found[-1]["event"]
