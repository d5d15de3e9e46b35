"""What the client complained of, and no issue that is ours alone: what is open, what was agreed, how many days it took,
and whether limits were kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from amcli.base.money import percent
from amcli.base.results import Column, Kind, Listing
from amcli.base.time.workdays import day_of
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.currencies.reports.rates import FALLBACK, Rates
from amcli.features.handover.reports.facts import part
from amcli.features.issues.nouns import ANSWERED, CLOSED
from amcli.features.issues.reports.any_issues import has_issues
from amcli.features.issues.reports.clock import Asked as Which
from amcli.features.issues.reports.clock import Clocks, IssueThen, then_of
from amcli.features.issues.reports.issue_sums import Counted
from amcli.features.issues.rules.clock import PhaseDays
from amcli.features.review.reports.asked import Asked
from amcli.features.review.rules import ISSUE_IS_KNOWN

# On one line: it stands in a comment of the query too.
_WHICH = (
    "i.account_id IN (SELECT value FROM json_each(:scope)) AND (i.closed IS NULL"
    " OR (i.opened >= :start AND i.opened < :end) OR (i.closed >= :start AND i.closed < :end))"
)
_WRITTEN = ("id", "raised_by", "resolution", "accepted")
_WHAT = (Column("id", repeats=True), Column("title"), Column("severity", rank=1))
_OPEN = (
    *_WHAT,
    Column("stage"),
    Column("waiting", header="waits for", rank=1),
    Column("raised_by", rank=2),
    Column("opened", Kind.DATE, header="raised", timed=True),
    Column("days", Kind.INT, header="days open"),
    Column("days_to_acknowledge", Kind.INT, header="days to acknowledge", rank=1),
    Column("agreed", rank=1),
)
_CLOSED = (
    *_WHAT,
    Column("raised_by", rank=2),
    Column("opened", Kind.DATE, header="raised", timed=True, rank=1),
    Column("closed", Kind.DATE, timed=True),
    Column("days_to_answer", Kind.INT, header="days to answer"),
    Column("days_to_close", Kind.INT, header="days to close"),
    Column("agreed"),
    Column("accepted", rank=1),
)
_SERVICE = (
    Column("until"),
    Column("kept", Kind.INT),
    Column("due", Kind.INT, header="of"),
    Column("percent", Kind.PERCENT, header="kept %", undefined=True),
)


class _Told(NamedTuple):
    """An issue, what is written of it, and when it was first answered."""

    issue: IssueThen
    written: Mapping[str, Any]
    days_to_answer: int | None


class Issues:
    """Those that are open today, and those that were raised or closed in the period, the worst first."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.found = list(_told(asked)) if has_issues(asked.reader) else []

    def open(self) -> Listing:
        """What is being done, and since when."""
        found = [
            {**_cells(each), "stage": each.issue.stage, "waiting": each.issue.waiting, "days": each.issue.clock.days,
             "days_to_acknowledge": _heard(each.issue)}
            for each in self.found if each.issue.open
        ]  # fmt: skip
        return self.asked.part("open_issues", "Open issues", _OPEN, found, "None is open.")

    def closed(self) -> Listing:
        """What was agreed, and in how many days."""
        found = [
            {**_cells(each), "closed": each.issue.clock.closed, "days_to_answer": each.days_to_answer,
             "days_to_close": each.issue.clock.days, "accepted": each.written["accepted"]}
            for each in self.found if not each.issue.open
        ]  # fmt: skip
        return self.asked.part("closed_issues", "Resolved issues", _CLOSED, found)

    def service(self) -> Listing:
        """How many limits were kept of those that were due, as `report issues` counts them."""
        counted = Counted(self.asked.period, Rates(self.asked.reader, FALLBACK))
        limits = zip(*(counted.kept(each.issue) for each in self.found), strict=True)
        rows = []
        for until, kept in zip(("acknowledged", "closed"), limits, strict=False):
            due = [each for each in kept if each is not None]
            if due:
                rows.append({"until": until, "kept": sum(due), "due": len(due), "percent": percent(sum(due), len(due))})
        return part("service", "Service levels kept", _SERVICE, rows)


def _told(asked: Asked) -> Iterable[_Told]:
    start, end = asked.days
    which = Which(_WHICH, {"scope": as_json(asked.scope), "start": start, "end": end})
    clocks = Clocks(asked.reader, then_of(asked.reader, None))
    answered = {number: _answered(phases) for number, phases in clocks.phases(which)}
    written = {each["id"]: each for each in asked.rows("issue", _WRITTEN, ISSUE_IS_KNOWN, (), "record_id")}
    for each in sorted(clocks.read(which), key=lambda each: each.rank):
        if each.reference in written:
            yield _Told(each, written[each.reference], answered[each.id])


def _answered(phases: list[PhaseDays]) -> int | None:
    """The days until it was answered or closed for the first time."""
    ends = (each.at for each in phases if each.stage in (ANSWERED, CLOSED))
    first = next(ends, None)
    return None if first is None else max((day_of(first) - day_of(phases[0].at)).days, 0)


def _heard(each: IssueThen) -> int | None:
    reached = each.clock.acknowledge.reached
    return None if reached is None else max((day_of(reached) - day_of(each.clock.opened)).days, 0)


def _cells(each: _Told) -> dict[str, Any]:
    issue = each.issue
    return {
        "id": issue.reference, "title": issue.title, "severity": issue.severity, "opened": issue.clock.opened,
        "raised_by": each.written["raised_by"], "agreed": each.written["resolution"],
        "account_name": issue.account_name,
    }  # fmt: skip
