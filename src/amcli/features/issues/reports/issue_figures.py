"""The figures of issues as cells: of a row by a key, of the total, and as facts of the list of open ones."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from amcli.base.money import one_decimal
from amcli.base.results import Column, Kind
from amcli.base.time.working_hours import WorkingHours
from amcli.features.currencies.reports.rates import Rates
from amcli.features.issues.reports.issue_sums import Kept, Sums, mean, middle

LATE_MARK = "!"
# At 40 columns a terminal shows rank 0 alone. What was kept of what was due is one text for people.
FIGURES = (
    Column("open", Kind.INT),
    Column("late", Kind.INT),
    Column("sign", header="", table_only=True),
    Column("opened", Kind.INT, rank=2),
    Column("closed", Kind.INT),
    Column("median_days", Kind.NUMBER, header="median d", rank=1, undefined=True),
    Column("mean_days", Kind.NUMBER, header="mean d", rank=2, undefined=True),
    Column("median_working_days", Kind.NUMBER, header="median wd", rank=5, undefined=True),
    Column("mean_working_days", Kind.NUMBER, header="mean wd", rank=5, undefined=True),
    Column("acknowledge_kept", Kind.INT, undrawn=True),
    Column("acknowledge_due", Kind.INT, undrawn=True),
    Column("close_kept", Kind.INT, undrawn=True),
    Column("close_due", Kind.INT, undrawn=True),
    Column("acknowledged_in_time", header="ack kept", table_only=True, rank=4),
    Column("closed_in_time", header="kept", table_only=True, rank=3),
    Column("reopened", Kind.INT, rank=6),
    Column("cost", Kind.MONEY, whole=True, rank=6),
    Column("currency", rank=8),
    Column("no_rate", Kind.INT, rank=8),
)


def figure_cells(sums: Sums, rates: Rates, hours: WorkingHours) -> tuple[Any, ...]:
    """The cells of FIGURES: rounding happens here, once."""
    worked = (middle(sums.worked), mean(sums.worked))
    return (
        sums.open,
        sums.late,
        LATE_MARK if sums.late else None,
        sums.opened,
        sums.closed,
        one_decimal(middle(sums.days)),
        one_decimal(mean(sums.days)),
        *(None if value is None else one_decimal(value / hours.minutes) for value in worked),
        *sums.acknowledge,
        *sums.close,
        of_due(sums.acknowledge),
        of_due(sums.close),
        sums.reopened,
        rates.money(sums.cost),
        rates.to,
        sums.no_rate,
    )


def figure_facts(sums: Sums, rates: Rates, hours: WorkingHours) -> dict[str, Any]:
    """The same by their keys, for programs."""
    cells = figure_cells(sums, rates, hours)
    return {column.key: cell for column, cell in zip(FIGURES, cells, strict=True) if not column.table_only}


def of_due(kept: Kept) -> str:
    """`5 of 8`; `n/a` where nothing had a limit."""
    return f"{kept.kept} of {kept.due}" if kept.due else "n/a"


def days_text(value: Fraction | None) -> str:
    """`4.5`, or `4` where it is whole."""
    shown = one_decimal(value)
    return "n/a" if shown is None else f"{shown}".removesuffix(".0")
