"""Issues on the screens: those that ask for a look today, and the open ones of an account.

Where the file has no issue nothing more of issues is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from amcli.base.results import Column, Kind, Listing
from amcli.base.screen import Grid, GridColumn, Piece
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.reports.due_pieces import due_grid
from amcli.features.issues.reports.any_issues import has_issues
from amcli.render.people import spoken_day
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.features.issues.reports.clock import Clocks, IssueThen

MOST_ISSUES = 5
# The id, what happened, how grave it is, how far, how late, who handles it.
ISSUE_COLUMNS = (
    GridColumn(), GridColumn(elastic=True), GridColumn(), GridColumn(rank=1), GridColumn(), GridColumn(rank=2),
)  # fmt: skip
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
    """An issue as a screen draws it. late_by: how late it is, or how much time is left; owner: a code."""

    issue: IssueThen
    late_by: str
    owner: str | None


def asking_today(reader: Reader) -> list[IssueLine]:
    """The open ones of live accounts that are critical or late, the worst first."""
    if not has_issues(reader):
        return []
    from amcli.features.issues.reports.clock import OPEN_OF_LIVE, Clocks, asks, then_of

    clocks = Clocks(reader, then_of(reader, None))
    return _lines(clocks, [each for each in clocks.read(OPEN_OF_LIVE) if asks(each)])


def open_of_account(reader: Reader, account: int) -> list[IssueLine]:
    """The open ones of an account, the worst first."""
    if not has_issues(reader):
        return []
    from amcli.features.issues.reports.clock import Clocks, of_account, then_of

    clocks = Clocks(reader, then_of(reader, None))
    return _lines(clocks, clocks.read(of_account(account)))


def _lines(clocks: Clocks, found: Sequence[IssueThen]) -> list[IssueLine]:
    from amcli.features.issues.reports.clock import owner_codes
    from amcli.features.issues.reports.spelled_clock import spell_late

    owners = owner_codes(clocks.reader) if found else {}
    return [
        IssueLine(each, spell_late(each, clocks.hours), owners.get(each.owner or 0))
        for each in sorted(found, key=lambda each: each.rank)
    ]


def issues_section(title: str, lines: Sequence[IssueLine]) -> Listing:
    """All of them as rows, for programs."""
    rows = [
        (
            each.reference, each.account, each.title, each.severity, each.stage, each.waiting, owner,
            each.clock.opened, each.clock.days, each.clock.acknowledge.due, each.clock.close.due, each.late > 0,
            each.late,
        )
        for each, _, owner in lines
    ]  # fmt: skip
    return Listing("issues", ISSUES, rows, title=title)


def issues_grid(lines: Sequence[IssueLine], today: date) -> Grid:
    """At most so many of them among the columns of deadlines, so that ids, accounts and titles stand below each other.
    The day is the one on which it was raised.
    """
    rows = [
        (
            Piece(each.reference, "name"), Piece(spoken_day(day_of(each.clock.opened), today, near=False)),
            Piece(late_by, _tone(each)), Piece(each.account), Piece(f"{each.severity}: {each.title}"), Piece(""),
            Piece(""),
        )
        for each, late_by, _ in lines
    ]  # fmt: skip
    return due_grid("ISSUES", rows, "heading", MOST_ISSUES, "amcli report issues")


def issue_row(line: IssueLine) -> Sequence[Piece]:
    """An issue of an account among ISSUE_COLUMNS."""
    each, late_by, owner = line
    return (
        Piece(each.reference, "name"), Piece(each.title), Piece(each.severity), Piece(each.stage),
        Piece(late_by, _tone(each)), Piece(f"of {owner}" if owner else "", "quiet"),
    )  # fmt: skip


def _tone(each: IssueThen) -> str:
    return "late" if each.late else "" if each.waiting else "close"
