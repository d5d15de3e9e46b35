"""The columns of a sales report, and one row's figures as cells."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from amcli.domain.money import percent
from amcli.domain.pace import ratio, sign
from amcli.domain.results import Column, Kind
from amcli.domain.targets import Aim
from amcli.reports.currency import Rates
from amcli.reports.sales_survey import Line
from amcli.store.config import Config


def _money(key: str, rank: int = 0, undefined: bool = True) -> Column:
    return Column(key, Kind.MONEY, undefined=undefined, rank=rank, whole=True)


def _percent(key: str, rank: int = 0) -> Column:
    return Column(key, Kind.PERCENT, undefined=True, rank=rank)


# At 80 columns a terminal shows rank 0 alone; the other ranks come in the order in which they help.
COLUMNS = (
    Column("key"),
    Column("name", rank=3),
    Column("currency", rank=9),
    _money("actual", undefined=False),
    _money("target"),
    Column("target_basis", rank=9),
    _percent("attainment"),
    Column("sign", table_only=True),
    Column("bar", Kind.PERCENT, rank=5, table_only=True),
    _money("expected", 7),
    _percent("pace_linear", 1),
    _percent("pace_seasonal", 1),
    _money("forecast"),
    _money("forecast_linear", 8),
    _money("forecast_seasonal", 8),
    _money("gap"),
    _money("needed_per_day", 6),
    _money("last_year"),
    _percent("growth", 2),
    _percent("margin", 6),
    Column("cost_lines", Kind.INT, rank=9),
    Column("lines", Kind.INT, rank=9),
    Column("trend", Kind.SPARK, rank=4, table_only=True),
)
# With --tree the figures of a row are rolled up; these say what is its own, and where it stands.
TREE_COLUMNS = (
    _money("own", 1, undefined=False),
    _money("rolled_up", 9, undefined=False),
    Column("depth", Kind.INT, rank=9),
    Column("parent", rank=9),
)


def columns(by: str, tree: bool) -> tuple[Column, ...]:
    """The columns of a report by account, product, category, month or quarter."""
    first = Column("key", header=by) if by != "account" else Column("key", header="account")
    if not tree:
        return (first, *COLUMNS[1:])
    drawn = Column("account", table_only=True)
    hidden = Column("key", rank=9)
    last = COLUMNS[-1]
    return (drawn, hidden, *COLUMNS[1:-1], *TREE_COLUMNS, last)
