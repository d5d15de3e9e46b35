"""What is due as people read it, a row each: on the day's screen, in a brief, in the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from amcli.base.screen import Grid, GridColumn, Piece
from amcli.base.time.dates import is_over
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.reports.kinds import FOLLOW_UP_KIND
from amcli.render.people import countdown, plain_day, urgency

FOLLOW_UP, HIGH = ">", "!"
LEGEND = f"{HIGH} high priority  {FOLLOW_UP} follow-up"
# The id, the day, how far away it is, whose it is, what it is, and its marks.
DUE_COLUMNS = (
    GridColumn(),
    GridColumn(rank=2),
    GridColumn(),
    GridColumn(),
    GridColumn(elastic=True),
    GridColumn(),
)


def due_row(id: str, due: date, account: str, title: str, kind: str, priority: str, now: datetime) -> Sequence[Piece]:
    """A deadline among DUE_COLUMNS. Its hour is said today, and behind the title while it is to come: a column of hours
    would take the room of titles for the few that have one.
    """
    day, today = day_of(due), now.date()
    days = (day - today).days
    clock = f"{due:%H:%M}" if isinstance(due, datetime) else ""
    passed = clock and is_over(due, now)
    tone = "late" if passed else urgency(days)
    away = countdown(days) if days else f"{clock} late" if passed else clock
    when = "" if days == 0 else plain_day(day) if day.year == today.year else day.isoformat()
    if clock and days > 0:
        title = f"{title}, {clock}"
    marks = FOLLOW_UP * (kind == FOLLOW_UP_KIND) + HIGH * (priority == "high")
    return (
        Piece(id, "name"), Piece(when), Piece(away, tone), Piece(account), Piece(title),
        Piece(marks, tone or "heading"),  # red is what is late, whatever its priority
    )  # fmt: skip


def due_grid(title: str, rows: Sequence[Sequence[Piece]], tone: str = "heading", most: int = 0, more: str = "") -> Grid:
    """Deadlines under a heading; at most so many, and how to see the others."""
    left = len(rows) - most if most else 0
    if left > 0:
        return Grid(Piece(title, tone), DUE_COLUMNS, rows[:most], f"and {left} more: {more}")
    return Grid(Piece(title, tone), DUE_COLUMNS, rows)
