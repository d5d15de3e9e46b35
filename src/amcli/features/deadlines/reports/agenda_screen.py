"""The agenda drawn for a person: what is late first, the days with what stands on them, and the list by weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

from amcli.base.screen import DayCell, DayGrid, Flow, Grid, Piece, Screen, WeekRow
from amcli.base.time.period import Period
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.reports.contract_rows import ListedRow
from amcli.features.deadlines.reports.deadlines import DUE, ID, KEYS
from amcli.features.deadlines.reports.due_pieces import DueLine, due_grid, due_row, told_who, with_legend
from amcli.render.people import long_day, short_day, urgency

MOST_LATE = 10
LONG_WEEKS = 8  # a longer period is told by months, and its grid shows the weeks in which something is due
_picked = itemgetter(*map(KEYS.index, DueLine._fields[:-1]))
_TITLE, _ABOUT, _FOR, _OWED_BY = (KEYS.index(key) for key in ("title", "about", "for", "owed_by"))
_DAY = timedelta(days=1)


def agenda_screen(now: datetime, period: Period, account: str, rows: Sequence[ListedRow], me: str = "") -> Screen:
    """The parts of the screen. rows: what is due in the period, and what is late, by day; what is late comes first.
    me: the code of the colleague who keeps the file.
    """
    today = now.date()
    late = [row for row in rows if day_of(row[DUE]) < today]
    coming = [row for row in rows if day_of(row[DUE]) >= today]
    more = f"amcli deadline list --overdue{f' --account {account}' if account else ''}"
    shown = with_legend([
        due_grid("OVERDUE", _drawn(late, now, me), "late", MOST_LATE, more),
        *(due_grid(name, _drawn(due, now, me), tone) for name, tone, due in _spans(today, period, coming)),
    ])  # fmt: skip
    days = day_grid(today, period, [row for row in rows if day_of(row[DUE]) in period])
    parts: list[Flow | Grid | DayGrid | None] = [_head(today, period, account), None]
    if late:
        parts += [shown.pop(0), None]
    parts += [days, None] if days.weeks else []
    if not coming:
        return [*parts, Flow([Piece("nothing else is due" if late else "nothing is due", "quiet")])]
    return [*parts, *shown]


def day_grid(today: date, period: Period, rows: Sequence[ListedRow]) -> DayGrid:
    """The weeks of a period from Monday to Sunday, with what is due on their days."""
    due: dict[date, list[ListedRow]] = {day: list(found) for day, found in groupby(rows, lambda row: day_of(row[DUE]))}
    first = period.start - timedelta(days=period.start.weekday())
    mondays = [first + timedelta(days=7 * number) for number in range(-(-(period.end - first).days // 7))]
    if len(mondays) > LONG_WEEKS:
        kept = {day - timedelta(days=day.weekday()) for day in (*due, *([today] if today in period else []))}
        mondays = [monday for monday in mondays if monday in kept]
    several = period.last_day.replace(day=1) > period.start
    weeks, named = [], None
    for monday in mondays:
        days = [monday + number * _DAY for number in range(7)]
        inside = [day for day in days if day in period]
        month = inside[0].replace(day=1)
        name = f"{month:%b}" if month != named else ""
        if name and period.start.year != period.last_day.year:
            name = f"{name} {month.year}"
        named = month
        cells = [_cell(day, today, due.get(day, ())) if day in period else None for day in days]
        weeks.append(WeekRow(f"W{monday.isocalendar().week:02}", name if several else "", cells))
    return DayGrid(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), weeks)


def _cell(day: date, today: date, rows: Sequence[ListedRow]) -> DayCell:
    tone = urgency((day - today).days) or "name"
    entries = [(Piece(row[ID], tone), row[_TITLE]) for row in rows]
    return DayCell(day.day, entries, "heading" if day == today else "quiet" if day < today else "", day == today)


def _head(today: date, period: Period, account: str) -> Flow:
    first, last = short_day(period.start, today), short_day(period.last_day, today)
    pieces = [Piece(period.name, "heading")]
    if account:
        pieces.append(Piece(account))
    if ".." not in period.name:  # which says so itself
        pieces.append(Piece(f"{first} to {last}", "quiet"))
    return Flow(pieces, right=[Piece(f"today {long_day(today)}", "quiet")], gap=" · ")


def _drawn(rows: Sequence[ListedRow], now: datetime, me: str) -> list[Sequence[Piece]]:
    return [
        due_row(
            DueLine(*_picked(row))._replace(who=told_who(row[_FOR], row[_OWED_BY], me, _about(row))),
            now,
            under_today=True,
        )
        for row in rows
    ]


def _about(row: ListedRow) -> str | None:
    """What a deadline is about; the day of a contract stands under the contract's id already."""
    return None if row[_ABOUT] == row[ID] else row[_ABOUT]


def _spans(today: date, period: Period, rows: Sequence[ListedRow]) -> Iterator[tuple[str, str, list[ListedRow]]]:
    """What comes under its headings: today, this week, next week, and then week by week, or month by month."""
    by_months = period.days > LONG_WEEKS * 7
    monday = today - timedelta(days=today.weekday())

    def span(row: ListedRow) -> tuple[str, str]:
        day = day_of(row[DUE])
        if day == today:
            return "TODAY", "close"
        if day < monday + timedelta(days=14):
            return "THIS WEEK" if day < monday + timedelta(days=7) else "NEXT WEEK", "heading"
        if by_months:
            return f"{day:%B}".upper() + ("" if day.year == today.year else f" {day.year}"), "heading"
        start = day - timedelta(days=day.weekday())
        last = min(start + 6 * _DAY, period.last_day)
        return f"{short_day(max(start, period.start), today)} to {short_day(last, today)}".upper(), "heading"

    for (name, tone), found in groupby(rows, span):
        yield name, tone, list(found)
