"""The sales of any other period beside each row of a report. The formulas are those of docs/figures.md."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.money import in_percent
from amcli.base.results import Column, Kind
from amcli.base.time.period import Period
from amcli.features.sales.reports.books import Books
from amcli.features.sales.reports.more_columns import More
from amcli.features.sales.reports.outlook import known_from
from amcli.features.sales.reports.report_scope import ReportScope
from amcli.features.sales.reports.rows import Row
from amcli.features.sales.reports.sales_data import Line, SalesData
from amcli.features.sales.rules.against import cut_of
from amcli.features.sales.rules.window import Span, Window
from amcli.render.people import short_day

_COLUMNS = (
    Column("against", Kind.MONEY, undefined=True, whole=True),
    Column("against_whole", Kind.MONEY, undefined=True, whole=True, undrawn=True, repeats=True),
    Column("change", Kind.MONEY, undefined=True, rank=1, whole=True),
    Column("change_percent", Kind.PERCENT, undefined=True, header="change %"),
)


class Other(NamedTuple):
    """The other period, the day after the last one of it that is compared, and the one after the last that counts."""

    period: Period
    cut: date
    end: date

    @property
    def spans(self) -> tuple[Span, Span]:
        """What is compared, and all of it that had come by the report's day."""
        return (self.period.start, self.cut), (self.period.start, self.end)

    @property
    def partly(self) -> bool:
        return self.cut < self.period.end


def other_of(look: Window, period: Period, day: date) -> Other:
    """The period beside a look on a day."""
    end = max(period.start, min(period.end, day + timedelta(days=1)))
    return Other(period, cut_of(look, period, day), end)


def against(survey: SalesData, other: Other, rows: Sequence[Row], total: Line) -> More:
    """What each row sold in the other period, and the change from there: n/a where the books do not reach back, before
    either period begins, and as a percentage of nothing or less.
    """
    known = survey.window.begun and other.cut > other.period.start and _known(survey.books, other.period)

    def cells(line: Line) -> tuple[Any, ...]:
        if not known:
            return (None,) * len(_COLUMNS)
        compared, whole = line.sums.beside
        change = line.now.amount - compared
        share = in_percent(Fraction(change) / Fraction(compared)) if compared > 0 else None
        return (*map(survey.rates.money, (compared, whole, change)), share)

    return More(_COLUMNS, [cells(row.line) for row in rows], cells(total))


def beside_title(other: Other) -> str:
    """` · against 2026-Q2`; a note says how far that counts."""
    return f" · against {other.period.name}"


def notes_on_against(survey: ReportScope, other: Other) -> tuple[str, ...]:
    """How far the other period counts, and why there is nothing to compare."""
    look, name = survey.window, other.period.name
    if not look.begun:
        return (f"{look.period.name} has not begun on {look.as_of}: nothing to compare with {name}",)
    if other.cut == other.period.start:
        return (f"{name} has not begun by then: nothing to compare with",)
    if not _known(survey.books, other.period):
        return (f"nothing to compare with: it needs the portfolio's sales from {other.period.start:%Y-%m} on",)
    if not other.partly:
        return _on_lengths(look.elapsed, other)
    days = (other.cut - other.period.start).days
    last = short_day(other.cut - timedelta(days=1), survey.today)
    if look.over:
        return (f"{name} is not over: {days} of its {other.period.days} days, up to {last}, count",)
    return (f"{name} counts up to {last}, as far as {look.period.name} is: {days} of its {other.period.days} days",)


def _on_lengths(days: int, other: Other) -> tuple[str, ...]:
    """Said where one is by more than a tenth longer: months and quarters differ by less."""
    theirs = other.period.days
    if 10 * abs(days - theirs) <= max(days, theirs):
        return ()
    return (f"{days} days beside all {theirs} of {other.period.name}",)


def _known(books: Books, period: Period) -> bool:
    return known_from(period.start, books.since)


def other_facts(other: Other) -> dict[str, Any]:
    """What the JSON object says of it: its name, its first day, and the last one that is compared."""
    last = other.cut - timedelta(days=1) if other.cut > other.period.start else None
    return {"against": other.period.name, "against_start": other.period.start, "against_end": last}
