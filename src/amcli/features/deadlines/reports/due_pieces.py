"""What is due as people read it, a row each: on the day's screen, in a brief, in the agenda."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from amcli.base.screen import Grid, GridColumn, Piece
from amcli.base.time.dates import is_over
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.reports.kinds import CLIENT, COLLEAGUE, FOLLOW_UP_KIND, ME
from amcli.render.people import countdown, spoken_day, urgency
from amcli.store.lookup import called
from amcli.store.reader import Reader

FOLLOW_UP, HIGH = ">", "!"
LEGEND = f"{HIGH} high priority  {FOLLOW_UP} follow-up"
# The id, the day, how far away it is, whose it is, what it is, what that is about and who does it, and its marks.
DUE_COLUMNS = (
    GridColumn(),
    GridColumn(rank=2),
    GridColumn(),
    GridColumn(),
    GridColumn(elastic=True),
    GridColumn(rank=1),
    GridColumn(),
)


def keeper_code(reader: Reader) -> str:
    """The code of the colleague who keeps the file; an empty text where nobody is said to."""
    me = reader.env.config.text(ME)
    found = called(reader.connection, COLLEAGUE, me) if me else None
    return found.reference if found else ""


def told_who(colleague: str | None, owed_by: str | None, me: str, about: str | None = None, sign: str = "→") -> str:
    """`OP9 → tom, client owes`: what a deadline is about, who does it where that is another than `me`, and whether the
    client owes it; nothing where it is nobody else's. sign: before who does it.
    """
    doer = f"{sign} {colleague}" if colleague and colleague != me else ""
    owes = f"{CLIENT} owes" if owed_by == CLIENT else ""
    return " ".join(filter(None, (about, ", ".join(filter(None, (doer, owes))))))


class DueLine(NamedTuple):
    """A deadline as screens draw it; `who` as `told_who` says it."""

    id: str
    due: date
    account: str
    title: str
    kind: str
    priority: str
    who: str = ""


def due_row(each: DueLine, now: datetime, *, under_today: bool = False) -> Sequence[Piece]:
    """A deadline among DUE_COLUMNS. Its hour is said today, and behind the title while it is to come: a column of hours
    would take the room of titles for the few that have one. under_today: whether a heading says the day of what is due
    today.
    """
    id, due, account, title, kind, priority, who = each
    day, today = day_of(due), now.date()
    days = (day - today).days
    clock = f"{due:%H:%M}" if isinstance(due, datetime) else ""
    passed = clock and is_over(due, now)
    tone = "late" if passed else urgency(days)
    hour = f"{clock} late" if passed else clock
    away = countdown(days) if days else hour if under_today else f"{countdown(days)} {hour}".rstrip()
    when = spoken_day(day, today, near=False) if days else ""
    if clock and days > 0:
        title = f"{title}, {clock}"
    marks = FOLLOW_UP * (kind == FOLLOW_UP_KIND) + HIGH * (priority == "high")
    return (
        Piece(id, "name"), Piece(when), Piece(away, tone), Piece(account), Piece(title), Piece(who, "quiet"),
        Piece(marks, tone or "heading"),  # red is what is late, whatever its priority
    )  # fmt: skip


def due_grid(title: str, rows: Sequence[Sequence[Piece]], tone: str, most: int = 0, command: str = "") -> Grid:
    """Deadlines under a heading: all, or at most so many and the command that shows the others."""
    return Grid.of_most(Piece(title, tone), DUE_COLUMNS, rows, most or len(rows), command)


def with_legend(grids: Iterable[Grid]) -> list[Grid]:
    """Those that have a row. The first one says what the marks mean, where any of them has one."""
    shown = [grid for grid in grids if grid.rows]
    if any(row[-1].text for grid in shown for row in grid.rows):
        shown[0] = shown[0]._replace(legend=LEGEND)
    return shown
