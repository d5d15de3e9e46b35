"""Sales against target in one line, for the screens that are about something else."""

from __future__ import annotations

from datetime import date
from typing import Any

from amcli.base.errors import Refused
from amcli.base.results import Column, Kind, Listing
from amcli.base.time.period import Period, fiscal_year
from amcli.features.sales.reports.sales import Headline, account_headlines, headline
from amcli.store.reader import Reader


def _money(key: str, rank: int = 0, undefined: bool = True) -> Column:
    return Column(key, Kind.MONEY, undefined=undefined, rank=rank, whole=True)


def _percent(key: str, rank: int = 0) -> Column:
    return Column(key, Kind.PERCENT, undefined=True, rank=rank)


OF = Column("of")  # of an account: `own`, or `group` for it and all below it
HEADLINE = (
    Column("period", rank=6),
    Column("currency", rank=6),
    _money("actual", undefined=False),
    _money("target", 1),
    _percent("attainment", 3),
    Column("bar", Kind.PERCENT, table_only=True, header="", rank=5),
    _money("expected", 5),
    _percent("pace_linear", 4),
    _percent("pace_seasonal", 4),
    _money("forecast", 1),
    Column("landing", Kind.PERCENT, undefined=True, header="of target", table_only=True),
    Column("sign", table_only=True),
    Column("between", undefined=True, header="4 in 5 between", rank=6, table_only=True),
    _money("forecast_low")._replace(undrawn=True),
    _money("forecast_high")._replace(undrawn=True),
    _money("gap", 5),
    _money("shortfall", 3),
    _money("needed_per_day", 6),
    _money("last_year", 2),
    _percent("growth", 1),
    Column("booked_to", Kind.DATE, rank=7),
)


def headline_section(reader: Reader, account: int | None = None) -> Listing:
    """Sales of the current fiscal year: one line of the portfolio; of one account, by its row id, what is its own and,
    where it has accounts below it, what is its group's.

    Where the records share no currency the line is the sentence that says so: a screen does not fail for that.
    """
    period = fiscal_year(reader.env.today, reader.env.config.fiscal)
    try:
        if account is None:
            lines = {"": headline(reader, period, None)}
        else:
            lines = account_headlines(reader, period, None, account)
    except Refused as refused:
        return Listing("sales", (Column("note"),), [(refused.message,)], "note", title=f"Sales {period.name}")
    rows = [_cells(period, word, line) for word, line in lines.items()]
    title = _title(period, next(iter(lines.values())), reader.env.today)
    if account is None:
        return Listing("sales", HEADLINE, [cells[1:] for cells in rows], "period", title=title)
    return Listing("sales", (OF, *HEADLINE), rows, OF.key, title=title)


def _title(period: Period, line: Headline, today: date) -> str:
    """What it is about, and how far the books go: days that nobody has booked yet look like days without sales."""
    behind = f", {line.behind} days ago" if line.behind else ""
    return f"Sales {period.name}, {line.currency}{line.books.spell(today)}{behind}"


def _cells(period: Period, word: str, line: Headline) -> tuple[Any, ...]:
    values = {column.key: getattr(line, column.key, None) for column in HEADLINE}
    values |= {"period": period.name, "bar": line.attainment, "booked_to": line.books.booked_to}
    return (word, *values.values())
