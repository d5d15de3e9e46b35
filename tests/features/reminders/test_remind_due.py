"""What is due, and why: the rules of reminders, also across the days that calendars get wrong."""

import os
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from remind_samples import due_at, portfolio

from amcli.base.time.lead_times import comes_at, parse_lead_times
from amcli.features.reminders.reports.due import Deadline, DueReminder
from conftest import Cli


def said(one: DueReminder) -> str:
    """How far away it is, out of the sentence about a thing of maruti's."""
    sentence = re.fullmatch(rf"Thing [0-9], maruti: (.+) \({one.id}\)", one.text)
    assert sentence, one.text
    return sentence[1]


LEADS = st.lists(st.sampled_from(["9d", "7d", "2d", "1d", "0d", "26h", "3h", "30m"]), max_size=4).map(",".join)


def test_reasons_come_in_their_order(small: Cli) -> None:
    """Overdue comes first, then what is due by its day, a follow-up or not, then quiet accounts; each is a sentence."""
    small.ok("deadline", "add", "maruti", "Late", "--due", "2026-09-14")
    small.ok("deadline", "add", "maruti", "Offer", "--due", "2026-09-24", "--priority", "high")
    rows = small.json("remind")
    assert isinstance(rows, list)
    assert [(row["id"], row["why"], row["days"], row["text"]) for row in rows] == [
        ("D4", "overdue", -3, "Late, maruti: 3 days late (D4)"),
        ("D1", "follow-up", 1, "Send the offer, maruti: tomorrow (D1)"),
        ("D5", "due", 7, "Offer, maruti: in 7 days (D5)"),
    ]
    quiet = small.json("--today", "2026-12-20", "remind", "--include", "quiet")
    assert isinstance(quiet, list)
    assert [row["days"] for row in quiet] == sorted(row["days"] for row in quiet)


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2026-11-23T23:59", []),
        ("2026-11-24", ["due 7 in 7 days"]),
        ("2026-11-30T08:00", ["due 1 tomorrow"]),
        ("2026-12-01T23:59", ["due 0 today"]),
        ("2026-12-02", ["overdue -1 1 day late"]),
        ("2026-12-11", ["overdue -10 10 days late"]),
    ],
)
def test_a_day_through_its_lead_times(tmp_path: Path, now: str, says: list[str]) -> None:
    """A deadline is silent until its longest lead time begins, due to the end of its day, and overdue from the next."""
    path = portfolio(tmp_path / "p.db", [("2026-12-01", None)])
    found = [f"{one.why} {one.days} {said(one)}" for one in due_at(path, now)]
    assert found == says


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2026-12-01T13:29", []),
        ("2026-12-01T13:30", ["due today at 15:30"]),
        ("2026-12-01T15:30", ["due today at 15:30"]),
        ("2026-12-01T15:31", ["overdue since 15:30 today"]),
        ("2026-12-02", ["overdue 1 day late"]),
    ],
)
def test_a_time_of_day_is_overdue_to_the_minute(tmp_path: Path, now: str, says: list[str]) -> None:
    """A deadline with a time goes by the minute: its 2h lead, and being overdue the same day."""
    path = portfolio(tmp_path / "p.db", [("2026-12-01T15:30", "2h")])
    assert [f"{one.why} {said(one)}" for one in due_at(path, now)] == says


@given(leads=LEADS, days=st.integers(-3, 12), minute=st.integers(0, 1439), timed=st.booleans())
def test_said_exactly_when_overdue_or_a_lead_has_come(leads: str, days: int, minute: int, timed: bool) -> None:
    """At any moment a deadline is said if it is over, or if one of its lead times has come; its first key names the
    lead that came last, and no key names one that has not come.
    """
    now = datetime(2026, 3, 1) + timedelta(minutes=minute)
    due = datetime(2026, 3, 1, 12) + timedelta(days=days) if timed else date(2026, 3, 1) + timedelta(days=days)
    parsed = parse_lead_times(leads)
    one = Deadline("D1", due, "maruti", "Thing", "other", "normal", parsed)
    over = due < now if isinstance(due, datetime) else due < now.date()
    come = [lead for lead in parsed if comes_at(due, lead) <= now]
    assert bool(one.why(now)) == (over or bool(come))
    assert [key.rpartition("|")[2] for key in one.keys(now)] == (["overdue"] if over else [str(x) for x in come[::-1]])


def test_own_lead_times_and_none(tmp_path: Path) -> None:
    """Its own lead times count in place of the configured ones, however long; `none` waits for it to be late."""
    path = portfolio(
        tmp_path / "p.db", [("2026-12-31", "60d"), ("2026-11-03", "1d"), ("2026-11-01", "none"), ("2027-11-01", "52w")]
    )
    assert [one.id for one in due_at(path, "2026-11-01")] == ["D1"]
    assert [one.id for one in due_at(path, "2026-11-02")] == ["D3", "D2", "D1", "D4"]
    assert [one.id for one in due_at(path, "2026-11-02", reasons=["due"])] == ["D2", "D1", "D4"]


def test_configured_lead_times(small: Cli) -> None:
    """`remind.leads` is for every deadline without its own."""
    small.ok("deadline", "add", "maruti", "Far", "--due", "2026-10-10")
    assert "Far" not in small.ok("remind")
    small.ok("config", "set", "remind.leads", "30d")
    assert "Far, maruti: in 23 days" in small.ok("remind")


def test_within_takes_the_place_of_lead_times(small: Cli) -> None:
    """--within says everything due in that span whatever the lead times, its last day in, and nothing later."""
    for day, leads in (("2026-09-30", "0d"), ("2026-10-01", "none"), ("2026-10-02", "90d")):
        small.ok("deadline", "add", "maruti", f"On {day}", "--due", day, "--remind", leads)
    said = small.ok("remind", "--within", "14d", "--include", "due")
    assert "On 2026-09-30" in said
    assert "On 2026-10-01" in said
    assert "On 2026-10-02" not in said


@pytest.mark.parametrize("text", ["x", "14", "7d,1d", "none"])
def test_within_wants_one_span(small: Cli, text: str) -> None:
    """Anything but one span is refused, with the forms that are accepted."""
    done = small("remind", "--within", text)
    assert (done.code, done.out) == (2, "")
    assert "14d, 2w or 36h" in done.err


def test_include_and_exclude(small: Cli) -> None:
    """--include leaves only those reasons, --exclude takes some away, both repeatable; an unknown one is named."""
    small.ok("deadline", "add", "maruti", "Late", "--due", "2026-09-14")
    assert small.ok("remind", "--include", "overdue", "-f", "ids") == "D4\n"
    assert small.ok("remind", "--include", "overdue", "--include", "follow-up", "-f", "ids") == "D4\nD1\n"
    assert small.ok("remind", "--exclude", "overdue", "--exclude", "quiet", "-f", "ids") == "D1\n"
    wrong = small("remind", "--exclude", "overdu")
    assert wrong.code == 2
    assert "overdue, due, follow-up, quiet, budget, contract, issue; nearest: overdue" in wrong.err


def test_done_and_archived_are_not_said(small: Cli) -> None:
    """A deadline that is done, or whose account is archived, is silent, and so is an archived account."""
    small.ok("deadline", "add", "eclair", "Late", "--due", "2026-09-14")
    assert "D4" in small.ok("remind", "-f", "ids")
    small.ok("account", "archive", "eclair")
    assert "D4" not in small.ok("remind", "-f", "ids")
    assert "eclair" not in small.ok("--today", "2027-09-01", "remind", "-f", "ids")
    small.ok("deadline", "done", "D1")
    assert small.ok("remind") == ""


def test_nothing_due_is_silent(cli: Cli) -> None:
    """Nothing due: no output in a pipe, valid output in formats that need some, a sentence on a terminal, exit 0."""
    cli.ok("account", "add", "Maruti")
    done = cli("remind", "--check")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert cli.ok("remind", "-f", "json") == "[]\n"
    assert "Nothing is due." in cli.ok("remind", tty=True)


def test_check_exits_1_when_something_is_due(small: Cli) -> None:
    """--check prints as usual, and its exit code answers; with --once, whether this run had something to say."""
    assert small.ok("remind") == small("remind", "--check").out != ""
    assert small("remind", "--check").code == 1
    assert small("remind", "--check", "--once").code == 1
    assert small("remind", "--check", "--once").code == 0


@pytest.mark.parametrize("format", ["table", "plain", "csv", "tsv", "json", "jsonl", "markdown", "ids"])
def test_every_format(small: Cli, format: str) -> None:
    """A reminder prints in every format of a list."""
    assert "D1" in small.ok("remind", "-f", format)


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
def test_plain_remind_needs_no_right_to_write(small: Cli) -> None:
    """Without --once nothing is written: the log stays empty, and the answer is the same for every run."""
    first = small.ok("remind")
    assert small.ok("remind") == first != ""
    dump = small.dump()
    assert dump["reminder"] == dump["reminder_run"] == []


def test_days_that_calendars_get_wrong(tmp_path: Path) -> None:
    """A leap day, the turn of a year and the end of the calendar have their day before like any other day."""
    path = portfolio(tmp_path / "p.db", [("2028-02-29", None), ("2029-01-01", None), ("9999-12-31", None)])
    assert [said(one) for one in due_at(path, "2028-02-28")] == ["tomorrow"]
    assert [one.days for one in due_at(path, "2028-03-01")] == [-1]
    assert [said(one) for one in due_at(path, "2028-12-31", reasons=["due"])] == ["tomorrow"]
    assert [said(one) for one in due_at(path, "9999-12-31T23:59", reasons=["due"])] == ["today"]


@pytest.mark.parametrize("now", ["2026-10-25T02:30", "2026-03-29T02:30"])
def test_the_hour_that_clocks_change(tmp_path: Path, now: str) -> None:
    """In the hour that is twice or not at all, what is due at that very minute is due, and a minute later overdue."""
    path = portfolio(tmp_path / "p.db", [(now, "0d")])
    later = (datetime.fromisoformat(now) + timedelta(minutes=1)).isoformat()
    assert [one.why for one in due_at(path, now)] == ["due"]
    assert [one.why for one in due_at(path, later)] == ["overdue"]


def test_what_of_the_account_it_is_about(small: Cli) -> None:
    """A deadline about an opportunity says which: its id in a key of its own, in the sentence with a short name."""
    small.ok("opportunity", "add", "maruti", "A name that is far too long for any sentence about it", "--close", "eoy")
    for number in (1, 2):
        small.ok("deadline", "add", "maruti", f"Offer {number}", "--due", "today", "--about", f"OP{number}")
    found: Any = small.json("remind", "--within", "1d", "--exclude", "quiet")
    said = {row["about"]: row["text"] for row in found if row["text"].startswith("Offer")}
    assert list(said) == ["OP1", "OP2"]
    assert said["OP1"].startswith("Offer 1, maruti, about OP1 Renewal: today (D")
    assert said["OP2"].startswith("Offer 2, maruti, about OP2: today (D")
    assert {row["about"] for row in found if not row["text"].startswith("Offer")} <= {None}
    assert "about OP1" in small.ok("remind", "--within", "1d")
