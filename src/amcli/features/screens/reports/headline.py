"""Sales against target in one line, for the screens that are about something else."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from amcli.base.errors import Refused
from amcli.base.results import Column, Kind, Listing
from amcli.base.time.period import Period, fiscal_year
from amcli.features.sales.reports.figures import COLUMNS
from amcli.features.sales.reports.headlines import Headline, account_headlines, headline
from amcli.features.sales.reports.line_sums import NO_WORKING_DAYS, Wanted
from amcli.features.sales.reports.sales_data import SalesData
from amcli.store.reader import Reader

OF = Column("of")  # of an account: `own`, or `group` for it and all below it
# Those of the report's columns that a line about something else has.
_KEYS = {
    "actual", "target", "attainment", "expected", "pace_linear", "pace_seasonal", "forecast", "forecast_low",
    "forecast_high", "gap", "shortfall", "needed_per_day", "last_year", "growth",
}  # fmt: skip
HEADLINE = (
    Column("period"),
    Column("currency"),
    *(column for column in COLUMNS if column.key in _KEYS),
    Column("booked_to", Kind.DATE),
)


class SalesLines(NamedTuple):
    """Sales of a period: lines by what they are of, or the sentence that says why there are none. survey: what that of
    the portfolio is made of.
    """

    period: Period
    lines: dict[str, Headline]
    refused: str = ""
    survey: SalesData | None = None


def sales_lines(
    reader: Reader, account: int | None = None, period: Period | None = None, *, wanted: Wanted = NO_WORKING_DAYS
) -> SalesLines:
    """One line of the portfolio; of one account, by its row id, what is its own and, where it has accounts below it,
    what is its group's. Where the records share no currency there is none: a screen does not fail for that. period:
    None is the current fiscal year. wanted: what the survey of the portfolio has to have.
    """
    period = period or fiscal_year(reader.env.today, reader.env.config.fiscal)
    try:
        if account is None:
            survey = SalesData(reader, period, None, wanted=wanted)
            return SalesLines(period, {"": headline(reader, period, None, survey)}, survey=survey)
        return SalesLines(period, account_headlines(reader, period, None, account))
    except Refused as refused:
        return SalesLines(period, {}, refused.on_screen)


def headline_section(sales: SalesLines, today: date) -> Listing:
    """The lines as rows."""
    period = sales.period
    if not sales.lines:
        return Listing("sales", (Column("note"),), [(sales.refused,)], "note", title=f"Sales {period.name}")
    rows = [_cells(period, word, line) for word, line in sales.lines.items()]
    title = _title(period, next(iter(sales.lines.values())), today)
    if "" in sales.lines:
        return Listing("sales", HEADLINE, [cells[1:] for cells in rows], "period", title=title)
    return Listing("sales", (OF, *HEADLINE), rows, OF.key, title=title)


def _title(period: Period, line: Headline, today: date) -> str:
    """What it is about, and how far the books go: days that nobody has booked yet look like days without sales."""
    behind = f", {line.behind} days ago" if line.behind else ""
    booked = line.books.spell(today)
    return f"Sales {period.name}, {line.currency}{booked and f' · {booked}'}{behind}"


def _cells(period: Period, word: str, line: Headline) -> tuple[Any, ...]:
    values = {column.key: getattr(line, column.key, None) for column in HEADLINE}
    values |= {"period": period.name, "booked_to": line.books.booked_to}
    return (word, *values.values())
