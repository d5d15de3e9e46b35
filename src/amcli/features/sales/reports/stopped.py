"""Who bought last year and buys no more, and when they bought last. The rule is that of docs/figures.md."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from amcli.base.results import Column, Kind
from amcli.features.sales.reports.more_columns import More
from amcli.features.sales.reports.rows import Row
from amcli.features.sales.reports.sales_data import Line, SalesData
from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.targets import SUM, TargetAmount, add
from amcli.render.people import short_day

SETTING = "stopped.days"
_COLUMNS = (Column("last_sale", Kind.DATE, undefined=True),)


def stopped(survey: SalesData, rows: Sequence[Row], days: int) -> list[Row]:
    """The rows that bought on the same days last year and nothing in the last `days`; who bought most comes first."""
    first = first_of(survey.window.as_of, days)
    found = [row for row in _bought(rows) if has_stopped(row.line.last_year, row.line.sums.last_sale, first)]
    return sorted(found, key=lambda row: (-(row.line.last_year or 0), row.key is None, (row.key or "").lower()))


def first_of(as_of: date, days: int) -> date:
    """The first of so many days, of which the last is `as_of`."""
    return as_of - timedelta(days=days - 1)


def has_stopped(last_year: Amount | None, last_sale: date | None, first: date) -> bool:
    """Whether something was bought on the same days last year, and nothing since the first of the days that count."""
    return last_year is not None and last_year > 0 and (last_sale is None or last_sale < first)


def aim_of(rows: Sequence[Row]) -> TargetAmount | None:
    """The target of those rows together: the sum of those that they have."""
    return add((row.line.aim for row in rows), SUM)


def days_of_last_sales(rows: Sequence[Row], total: Line) -> More:
    """The day of the last sale of each."""
    return More(_COLUMNS, [(row.line.sums.last_sale,) for row in rows], (total.sums.last_sale,))


def notes_on_stopped(survey: SalesData, rows: Sequence[Row], found: Sequence[Row], days: int) -> tuple[str, ...]:
    """How many of how many, and what they bought last year; or why nobody can be said to have stopped."""
    look = survey.window
    if not look.begun:
        return (f"nobody has stopped yet: {look.period.name} has not begun on {look.as_of}",)
    if not survey.last_year_known:
        return ("nobody can be said to have stopped: the books do not reach back to the same days last year",)
    before, lately = len(_bought(rows)), f"in the {days} days to {short_day(look.as_of, survey.today)} ({SETTING})"
    if not before:
        return ("none stopped: none had sales on the same days last year",)
    if not found:
        return (f"none stopped: all {before} with sales on the same days last year have one {lately}",)
    bought = survey.rates.spell_whole(sum((Fraction(row.line.last_year or 0) for row in found), Fraction(0)))
    return (f"stopped: {len(found)} of {before} with sales on the same days last year, {bought} then; none {lately}",)


def _bought(rows: Sequence[Row]) -> list[Row]:
    """Those with sales on the same days last year."""
    return [row for row in rows if row.line.last_year is not None and row.line.last_year > 0]
