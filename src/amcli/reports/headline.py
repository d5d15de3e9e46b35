"""Sales against target in one line, for the screens that are about something else."""

from __future__ import annotations

from typing import Any

from amcli.domain.period import Period
from amcli.domain.results import Column, Kind
from amcli.reports.sales import headline
from amcli.store.reader import Reader

MONEY, PERCENT = Kind.MONEY, Kind.PERCENT
HEADLINE = (
    Column("period"),
    Column("currency"),
    Column("actual", MONEY),
    Column("target", MONEY, undefined=True),
    Column("attainment", PERCENT, undefined=True),
    Column("sign", header="on track"),
    Column("bar", PERCENT, table_only=True, header="of target"),
    Column("expected", MONEY, undefined=True, rank=2),
    Column("pace_linear", PERCENT, undefined=True, rank=1),
    Column("pace_seasonal", PERCENT, undefined=True, rank=1),
    Column("forecast", MONEY, undefined=True),
    Column("gap", MONEY, undefined=True, rank=1),
    Column("needed_per_day", MONEY, undefined=True, rank=2),
    Column("last_year", MONEY, undefined=True),
    Column("growth", PERCENT, undefined=True, rank=1),
)


def headline_cells(reader: Reader, period: Period, account: int | None) -> tuple[Any, ...]:
    """The cells of HEADLINE for the portfolio, or for one account by its row id, as of today."""
    line = headline(reader, period, None, account)
    values = {column.key: getattr(line, column.key, None) for column in HEADLINE}
    return tuple((values | {"period": period.name, "bar": line.attainment}).values())
