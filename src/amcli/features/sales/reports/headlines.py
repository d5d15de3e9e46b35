"""Where sales stand, in one line: the totals and rows of the report for the screens that are about something else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from amcli.base.time.period import Period
from amcli.features.accounts.reports import account_tree as accounts_of
from amcli.features.sales.reports.books import Books
from amcli.features.sales.reports.figures import COLUMNS, Shape
from amcli.features.sales.reports.line_sums import NO_WORKING_DAYS
from amcli.features.sales.reports.sales_data import Line, SalesData
from amcli.features.sales.reports.tree_rows import tree_rows
from amcli.store.reader import Reader


class Headline(NamedTuple):
    """Where sales stand, in one line. Amounts are money of `currency`, ratios percent; None is undefined.

    behind: the days that the books end before as-of, where those are more than usual. reached: forecast / target,
    exactly, 1 being all of it; aimed: how the target was come by.
    """

    actual: Decimal
    target: Decimal | None
    attainment: Decimal | None
    expected: Decimal | None
    pace_linear: Decimal | None
    pace_seasonal: Decimal | None
    forecast: Decimal | None
    gap: Decimal | None
    needed_per_day: Decimal | None
    last_year: Decimal | None
    growth: Decimal | None
    currency: str
    sign: str | None
    landing: Decimal | None
    forecast_low: Decimal | None
    forecast_high: Decimal | None
    shortfall: Decimal | None
    books: Books
    behind: int
    reached: Fraction | None
    aimed: str | None


def headline(reader: Reader, period: Period, as_of: date | None, survey: SalesData | None = None) -> Headline:
    """The figures of the portfolio up to a day (None: today): the total of the report. survey: what is read for it,
    where somebody has it. Raises as SalesData.
    """
    survey = survey or SalesData(reader, period, as_of, wanted=NO_WORKING_DAYS)
    return headline_of(survey, reader, survey.total())


def account_headlines(reader: Reader, period: Period, as_of: date | None, account: int) -> dict[str, Headline]:
    """The figures of one account by its row id: `own`, its row in the report of it alone, and `group`, its row in the
    tree, where accounts are or were below it in these days, or its group has a target. Raises as SalesData.
    """
    ever = accounts_of.ever_below(reader, [account])
    survey = SalesData(reader, period, as_of, scope=ever, wanted=NO_WORKING_DAYS)
    own = survey.line(survey.view(), account, survey.book.own(account, period))
    found = {"own": headline_of(survey, reader, own)}
    aimed, below = survey.book.group(account, period), accounts_of.with_descendants(survey.accounts, [account])
    if aimed or len(ever) > 1:
        (first, *others), _ = tree_rows(survey, {account})
        if aimed or others or len(below) > 1:
            found["group"] = headline_of(survey, reader, first.line)
    return found


def headline_of(survey: SalesData, reader: Reader, line: Line) -> Headline:
    """The figures of a line of sales that were read."""
    cells = Shape(survey.rates, reader.env.config).cells(None, None, line)
    figures = dict(zip((column.key for column in COLUMNS), cells, strict=True))
    figures |= {"books": survey.books, "behind": survey.books.behind(survey.window.as_of, survey.lag)}
    figures |= {"reached": line.pace.landing, "aimed": line.aim.basis if line.aim else None}
    return Headline(**{key: figures[key] for key in Headline._fields})
