"""The agenda of a period: a calendar grid of weeks, and the list behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from amcli.base.results import Column, Kind, Listing, Record
from amcli.base.time.period import Period
from amcli.base.time.workdays import day_of
from amcli.features.deadlines.nouns import DEADLINE
from amcli.features.deadlines.reports.contract_rows import contract_rows
from amcli.features.deadlines.reports.deadlines import DUE, ID, in_order, with_coming
from amcli.records.reports.listing import listing
from amcli.store.reader import Reader

if TYPE_CHECKING:
    from amcli.base.screen import Screen

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
GRID = (Column("week"), *(Column(day, header=day[:3]) for day in WEEKDAYS))
FACTS = (Column("period"), Column("start", Kind.DATE), Column("end", Kind.DATE))


def agenda(reader: Reader, period: Period, account: str = "", colleague: str = "") -> Record:
    """Open deadlines due in the period, with what the series bring, and the days of contracts, those of one colleague
    where one is named; `end` is its last day.

    A cell of the grid is the day of the month and the references of what is due on it.
    """
    given = {name: text for name, text in (("account", account), ("for", colleague)) if text}
    until = max(period.last_day, reader.env.today)
    found = listing(reader, DEADLINE, given)
    days = contract_rows(reader, given, until=until, ahead=period.last_day)
    deadlines = [tuple(row) for row in found.rows]
    live = in_order(deadlines, days)
    every = in_order(with_coming(reader, found._replace(rows=deadlines), period.last_day), days)
    rows = [row for row in every if day_of(row[DUE]) in period]
    due: dict[date, list[str]] = defaultdict(list)
    for row in rows:
        due[day_of(row[DUE])].append(row[ID])
    sections = (
        Listing("weeks", GRID, _weeks(period, due), "week", title=period.name),
        Listing("deadlines", found.columns, rows, title="Deadlines"),
    )
    today = reader.env.today

    def drawing() -> Screen:
        from amcli.features.deadlines.reports.agenda_screen import agenda_screen
        from amcli.features.deadlines.reports.due_pieces import keeper_code

        late = [row for row in live if day_of(row[DUE]) < today and day_of(row[DUE]) not in period]
        return agenda_screen(reader.env.now, period, account, [*late, *rows], keeper_code(reader))

    facts = (period.name, period.start, period.last_day)
    return Record("agenda", FACTS, facts, sections, "period", drawing=drawing)


def _weeks(period: Period, due: Mapping[date, list[str]]) -> list[tuple[Any, ...]]:
    """Monday to Sunday, from the week of the first day to that of the last."""
    monday = period.start - timedelta(days=period.start.weekday())
    weeks = []
    while monday < period.end:
        year, week, _ = monday.isocalendar()
        days = [monday + timedelta(days=number) for number in range(7)]
        cells = [" ".join([str(day.day), *due.get(day, ())]) if day in period else None for day in days]
        weeks.append((f"{year}-W{week:02}", *cells))
        monday += timedelta(days=7)
    return weeks
