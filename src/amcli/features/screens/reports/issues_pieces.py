"""Issues as people read them on the day's screen and in the brief of an account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from amcli.base.screen import Grid, GridColumn, Piece
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.reports.due_pieces import due_grid
from amcli.render.people import spoken_day

if TYPE_CHECKING:
    from amcli.features.issues.reports.clock import IssueThen
    from amcli.features.screens.reports.issues_part import IssueLine

MOST_ASKING = 5
# The id, what happened, how grave it is, how far, how late, who handles it.
ISSUE_COLUMNS = (
    GridColumn(), GridColumn(elastic=True), GridColumn(), GridColumn(rank=1), GridColumn(), GridColumn(rank=2),
)  # fmt: skip


def issues_grid(lines: Sequence[IssueLine], today: date) -> Grid:
    """At most so many of them among the columns of deadlines, so that ids, accounts and titles stand below each other.
    The day is the one on which it was raised.
    """
    rows = [
        (
            Piece(each.reference, "name"), Piece(spoken_day(day_of(each.clock.opened), today, near=False)),
            Piece(brief, _tone(each)), Piece(each.account), Piece(f"{each.severity}: {each.title}"), Piece(""),
            Piece(""),
        )
        for each, _, brief, _ in lines
    ]  # fmt: skip
    return due_grid("ISSUES", rows, "heading", MOST_ASKING, "amcli report issues")


def issue_row(line: IssueLine) -> Sequence[Piece]:
    """An issue of an account among ISSUE_COLUMNS."""
    each, late_by, _, owner = line
    return (
        Piece(each.reference, "name"), Piece(each.title), Piece(each.severity), Piece(each.stage),
        Piece(late_by, _tone(each)), Piece(f"of {owner}" if owner else "", "quiet"),
    )  # fmt: skip


def _tone(each: IssueThen) -> str:
    return "late" if each.late else "" if each.waiting else "close"
