"""The columns of a sales report, and one row's figures as cells."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from amcli.base.gauge import gauge
from amcli.base.money import grouped, in_percent, ratio
from amcli.base.results import Column, Kind
from amcli.features.currencies.reports.rates import Rates
from amcli.features.sales.reports.ledger import Cell
from amcli.features.sales.reports.row_keys import IN_TIME, OF_ACCOUNTS
from amcli.features.sales.reports.sales_data import Line
from amcli.features.sales.reports.trend import Trend
from amcli.features.sales.rules.forecast import Amount
from amcli.features.sales.rules.pace import status_mark
from amcli.settings.config import Config


def _money(key: str, rank: int = 0, undefined: bool = True) -> Column:
    return Column(key, Kind.MONEY, undefined=undefined, rank=rank, whole=True)


def _percent(key: str, rank: int = 0) -> Column:
    return Column(key, Kind.PERCENT, undefined=True, rank=rank)


EVEN_PACE = "│ even pace"  # what the tick in a bar is
# At 40 columns a terminal shows rank 0 alone, at 60 rank 1 too, at 80 rank 2; the higher ranks come as width allows.
COLUMNS = (
    Column("key", rank=4),
    Column("name"),
    Column("currency", rank=8),
    _money("actual", undefined=False),
    _money("target", 1),
    Column("target_basis", rank=8),
    _percent("attainment", 2)._replace(header="done", whole=True),
    Column("bar", Kind.PERCENT, rank=2, table_only=True, header=EVEN_PACE),
    Column("sign", header="", table_only=True),
    Column("landing", Kind.PERCENT, undefined=True, header="lands at", table_only=True, whole=True),
    _money("expected", 7),
    _percent("pace_linear", 5),
    _percent("pace_seasonal", 6),
    _money("forecast", 4),
    Column("between", undefined=True, header="4 in 5 between", rank=6, table_only=True),
    _money("forecast_low")._replace(undrawn=True),
    _money("forecast_high")._replace(undrawn=True),
    _money("forecast_linear", 8),
    _money("forecast_seasonal", 8),
    _money("gap", 7),
    _money("shortfall", 1)._replace(header="short"),
    _money("needed_per_day", 8),
    _money("needed_per_working_day", 6)._replace(header="needed a working day"),
    _money("last_year", 5),
    _percent("growth", 3),
    _percent("margin", 7),
    Column("cost_lines", Kind.INT, rank=8),
    Column("lines", Kind.INT, rank=8),
    Column("trend", Kind.SPARK, rank=5, table_only=True),
)
# With --tree the figures of a row are rolled up; these say what is its own, and where it stands.
TREE_COLUMNS = (
    _money("own", 4, undefined=False),
    _money("rolled_up", 7, undefined=False),
    Column("depth", Kind.INT, rank=7),
    Column("parent", rank=7),
)
_INDENT = "  "
Cells = tuple[Any, ...]


def columns(by: str, tree: bool) -> tuple[Column, ...]:
    """The columns of a report by one of the keys of row_keys.py.

    With `tree` a person reads the name as `account`, indented by its depth.
    """
    key, name, *figures, trend = COLUMNS
    if by in IN_TIME:  # its name is its key, and a month's trend is a single block
        key, name = key._replace(rank=0, header=by), name._replace(undrawn=True)
        trend = trend._replace(rank=8 if by == "month" else trend.rank)
    if by in OF_ACCOUNTS:  # its key is its name, and where there is none the name says so
        key = key._replace(undrawn=True)
    if tree:
        drawn = Column("account", table_only=True)
        return (drawn, key, name._replace(undrawn=True), *figures, *TREE_COLUMNS, trend)
    return (key, name._replace(header=by), *figures, trend)


class Shape:
    """From lines to cells: rounding happens here, once."""

    def __init__(self, rates: Rates, config: Config) -> None:
        self._rates = rates
        self._good, self._near = config.number("signs.good"), config.number("signs.near")

    def status_mark(self, line: Line) -> str | None:
        """The sign of a forecast beside its target."""
        return status_mark(line.pace.forecast, line.aim.amount if line.aim else None, self._good, self._near)

    def cells(self, key: str | None, name: str | None, line: Line) -> Cells:
        """A row in the order of COLUMNS."""
        money, pace, now = self._rates.money, line.pace, line.now
        attainment = in_percent(pace.attainment)
        low, high = line.interval or (None, None)
        return (
            key,
            name,
            self._rates.to,
            money(now.amount),
            money(line.aim.amount) if line.aim else None,
            line.aim.basis if line.aim else None,
            attainment,
            gauge(attainment, in_percent(pace.even)),
            self.status_mark(line),
            in_percent(pace.landing),
            money(pace.expected),
            in_percent(pace.pace_linear),
            in_percent(pace.pace_seasonal),
            money(pace.forecast),
            self._between(low, high),
            money(low),
            money(high),
            money(pace.forecast_linear),
            money(pace.forecast_seasonal),
            money(pace.gap),
            money(pace.shortfall),
            money(pace.needed_per_day),
            money(pace.needed_per_working_day),
            money(line.last_year),
            in_percent(pace.growth),
            in_percent(margin(now)),
            now.cost_lines,
            now.lines,
            Trend(lambda: tuple(map(money, line.trend()))),
        )

    def _between(self, low: Decimal | None, high: Decimal | None) -> str | None:
        """Both ends of an interval in whole units, which say something together alone."""
        if low is None or high is None:
            return None
        first, last = (grouped(self._rates.money(end) or Decimal(0), whole=True) for end in (low, high))
        return f"{first} – {last}"

    def tree_cells(self, cells: Cells, own: Amount, depth: int | None, parent: str | None) -> Cells:
        """The same row among TREE_COLUMNS."""
        key, *figures, trend = cells
        drawn = _INDENT * (depth or 0) + str(figures[0] or key)
        actual = dict(zip((column.key for column in COLUMNS), cells, strict=True))["actual"]
        return (drawn, key, *figures, self._rates.money(own), actual, depth, parent, trend)


def margin(cell: Cell) -> Fraction | None:
    """(sales − cost) / sales over the lines that carry a cost."""
    return ratio(Fraction(cell.costed - cell.cost), Fraction(cell.costed))
