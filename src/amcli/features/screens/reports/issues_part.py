"""Issues on the screens: those that ask for a look today, and the open ones of an account.

Where the file has no issue nothing more of issues is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from amcli.base.results import Column, Kind, Listing
from amcli.features.issues.reports.any_issues import has_issues
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.features.issues.reports.clock import Clocks, IssueThen
    from amcli.features.proposals.reports.facts import Asking

ISSUES = (
    Column("id"),
    Column("account"),
    Column("title"),
    Column("severity"),
    Column("stage"),
    Column("waiting"),
    Column("owner"),
    Column("opened", Kind.DATE, timed=True),
    Column("age_days", Kind.INT),
    Column("acknowledge_by", Kind.DATE, timed=True),
    Column("close_by", Kind.DATE, timed=True),
    Column("late", Kind.FLAG),
    Column("late_minutes", Kind.INT),
)


class IssueLine(NamedTuple):
    """An issue as a screen draws it. late_by: how late it is, or how much time is left, and in one word or two for a
    column that is narrow; owner: a code.
    """

    issue: IssueThen
    late_by: str
    brief: str
    owner: str | None


def asking_today(asking: Asking | None) -> list[IssueLine]:
    """The open ones of live accounts that are critical or late, the worst first. None: the file has no issue."""
    return _lines(asking.clocks, asking.issues) if asking else []


def open_of_account(reader: Reader, account: int) -> list[IssueLine]:
    """The open ones of an account, the worst first."""
    if not has_issues(reader):
        return []
    from amcli.features.issues.reports.clock import Clocks, of_account, then_of

    clocks = Clocks(reader, then_of(reader, None))
    return _lines(clocks, sorted(clocks.read(of_account(account)), key=lambda each: each.rank))


def _lines(clocks: Clocks, found: Sequence[IssueThen]) -> list[IssueLine]:
    from amcli.features.issues.reports.clock import owner_codes
    from amcli.features.issues.reports.spelled_clock import brief_late, spell_late

    owners, hours = owner_codes(clocks.reader) if found else {}, clocks.hours
    today = clocks.then.day if clocks.reader.env.by_day else None
    return [
        IssueLine(each, spell_late(each, hours, today), brief_late(each, hours), owners.get(each.owner or 0))
        for each in found
    ]


def issues_section(title: str, lines: Sequence[IssueLine]) -> Listing:
    """All of them as rows, for programs."""
    rows = [
        (
            each.reference, each.account, each.title, each.severity, each.stage, each.waiting, owner,
            each.clock.opened, each.clock.days, each.clock.acknowledge.due, each.clock.close.due, each.late > 0,
            each.late,
        )
        for each, _, _, owner in lines
    ]  # fmt: skip
    return Listing("issues", ISSUES, rows, title=title)
