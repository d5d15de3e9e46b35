"""What is said of issues, and why of each open one.

A critical one is said once for its severity (`IS3|critical`), and each is once when a limit is passed, until it is
acknowledged (`IS3|ack late`) or closed (`IS3|close late`). One that was closed and is opened again is said anew: its
keys count the times (`IS3|critical|2`).

Only who has issues loads this.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from amcli.base.time.workdays import day_of
from amcli.base.time.working_hours import WorkingHours
from amcli.features.issues.nouns import ANSWERED, CRITICAL, RECEIVED
from amcli.features.issues.reports.clock import OPEN_NOW, Clocks, IssueThen, asks, at_moment, owner_codes
from amcli.features.issues.reports.spelled_clock import running, short, spell_late, spell_measured
from amcli.features.reminders.reports.due import ISSUE
from amcli.store.reader import Reader

_TO_DO = {RECEIVED: "Acknowledge", ANSWERED: "Close"}  # what is to be done; else to solve it


class IssueReminder(NamedTuple):
    """A reminder of an issue, as DueReminder has them: due when its limit is used up; None without such a moment."""

    id: str
    due: date | None
    days: int | None
    account: str
    text: str
    keys: tuple[str, ...]
    what: str
    colleague: str | None


def issue_reminders(reader: Reader, now: datetime) -> list[IssueReminder]:
    """Of the open issues of live accounts those that are critical or late, the worst first."""
    clocks = Clocks(reader, at_moment(now))
    found = clocks.asking()
    owners = owner_codes(reader) if found else {}
    return [_reminder(each, now.date(), clocks.hours, owners) for each in found]


def explain_issues(
    reader: Reader, reasons: Collection[str], said_at: Callable[[str], str], *, once: bool
) -> Iterator[tuple[Any, ...]]:
    """A row of EXPLAINED_COLUMNS for each open issue; `said_at`: when a key was said."""
    clocks = Clocks(reader, at_moment(reader.env.now))
    for each in sorted(clocks.read(OPEN_NOW), key=lambda each: each.rank):
        one = _reminder(each, clocks.then.day, clocks.hours, {})
        said, because = asks(each), one.text
        if each.archived:
            said, because = False, f"account {each.account} is archived"
        elif not said:
            because = f"{each.severity}, within its limits: {spell_measured(running(each), clocks.hours)}"
        elif ISSUE not in reasons:
            said, because = False, f"{because}; the options leave out {ISSUE}"
        elif last := said_at(one.keys[0]):
            said, because = not once, f"{because}; was said on {last}: with --once not again until a limit is passed"
        yield each.reference, one.due, each.account, said, because


def _reminder(each: IssueThen, today: date, hours: WorkingHours, owners: dict[int, str]) -> IssueReminder:
    measured = running(each)
    due, until = measured.due, "closed" if measured is each.clock.close else "acknowledged"
    what = f"{_TO_DO.get(each.stage, 'Solve')} {each.title}"
    how = f"{short(each.late, hours)} over its {measured.limit} until {until}" if each.late else spell_late(each, hours)
    text = f"{what}, {each.account}: {each.severity}, {how} ({each.reference})"
    days = (day_of(due) - today).days if due else None
    owner = owners.get(each.owner or 0)
    what += f": {each.severity}, {how}"
    return IssueReminder(each.reference, due, days, each.account, text, tuple(_keys(each)), what, owner)


def _keys(each: IssueThen) -> Iterator[str]:
    """What it is remembered by, what came last first."""
    again = f"|{each.clock.reopened + 1}" if each.clock.reopened else ""
    if each.clock.close.late:
        yield f"{each.reference}|close late{again}"
    if each.unheard:
        yield f"{each.reference}|ack late{again}"
    if each.severity == CRITICAL:
        yield f"{each.reference}|{CRITICAL}{again}"
