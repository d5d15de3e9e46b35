"""The columns of a pipeline report, and one row's figures as cells."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from amcli.base.money import one_decimal
from amcli.base.results import Column, Kind
from amcli.base.stages import Stage
from amcli.features.currencies.reports.rates import Rates
from amcli.features.pipeline.reports.pipeline_keys import STAGE, Label
from amcli.features.pipeline.reports.tallies import Row
from amcli.features.pipeline.rules.stage_age import usual_days

LATE_MARK = "!"
# At 40 columns a terminal shows rank 0 alone, at 60 rank 1 too, at 80 rank 2.
_FIGURES = (
    Column("count", Kind.INT),
    Column("amount", Kind.MONEY, whole=True),
    Column("weighted", Kind.MONEY, whole=True),
    Column("currency", rank=8),
    Column("unpriced", Kind.INT, rank=4),
    Column("no_rate", Kind.INT, rank=5),
    Column("days_in_stage", Kind.NUMBER, header="days", rank=1, undefined=True),
)
_STAGE_DAYS = Column("stage_days", Kind.INT, header="of", rank=1)
_STANDING = (
    Column("late", Kind.INT, rank=2),
    Column("sign", header="", table_only=True),
    Column("slips", Kind.INT, rank=2),
    Column("no_next", Kind.INT, header="no next", rank=3, undefined=True),
)


def columns(by: str, noun: str, total: Row) -> tuple[Column, ...]:
    """The columns of rows by a key; noun: whose records they are, which have a name beside their code. A person reads
    nothing of amounts or rates that are missing where none is.
    """
    key, name = Column("key", rank=5, repeats=not noun), Column("name", header=by)
    empty = {"unpriced": not total.unpriced, "no_rate": not total.no_rate}
    figures = [column._replace(repeats=empty.get(column.key, False)) for column in _FIGURES]
    return (key, name, *figures, *((_STAGE_DAYS,) if by == STAGE else ()), *_STANDING)


class RowCells:
    """From figures to cells: rounding happens here, once."""

    def __init__(self, by: str, rates: Rates, stages: tuple[Stage, ...]) -> None:
        self._by, self._rates, self._days = by, rates, usual_days(stages)

    def of(self, label: Label, row: Row) -> tuple[Any, ...]:
        """A row in the order of `columns`."""
        money = self._rates.money
        own = (self._days.get(label.key or ""),) if self._by == STAGE else ()
        return (
            label.key,
            label.name,
            row.number,
            money(row.amount),
            money(row.weighted),
            self._rates.to,
            row.unpriced,
            row.no_rate,
            one_decimal(Fraction(row.days, row.number)) if row.number else None,
            *own,
            row.late,
            LATE_MARK if row.late else None,
            row.slips,
            row.no_next,
        )
