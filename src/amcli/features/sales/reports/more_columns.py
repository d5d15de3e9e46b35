"""Columns that a sales report has only where they were asked for, and where they stand among the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from amcli.base.results import Column
from amcli.features.sales.reports.figures import EVEN_PACE


class More(NamedTuple):
    """Columns that stand behind the one of a key, and their cells: for each row of the report, and for its total."""

    behind: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Any]]
    total: Sequence[Any]


class Body(NamedTuple):
    """The columns of a report, its rows and its total."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Any]]
    total: Sequence[Any]

    def with_more(self, more: More) -> Body:
        """The same with more columns."""
        place = next(place for place, column in enumerate(self.columns) if column.key == more.behind) + 1
        rows = [_insert(row, place, cells) for row, cells in zip(self.rows, more.rows, strict=True)]
        return Body(_insert(self.columns, place, more.columns), rows, _insert(self.total, place, more.total))


_LATER = 2  # a rank: from 80 columns on
# In a period that is over these say no more than actual, attainment, target and shortfall do.
_LOOKS_AHEAD = {
    "expected", "pace_linear", "pace_seasonal", "forecast", "landing", "between", "forecast_low", "forecast_high",
    "forecast_linear", "forecast_seasonal", "gap", "needed_per_day", "needed_per_working_day",
}  # fmt: skip
# Where no row has a target these are empty, and give their place to last year.
_WITHOUT_TARGET = {
    **dict.fromkeys(("target", "attainment", "bar", "sign", "landing", "shortfall", "pace_linear", "pace_seasonal"), 7),
    "last_year": 1,
    "growth": 1,
}  # fmt: skip


def shown(
    columns: Iterable[Column], first: Collection[str], later: Collection[str], *, over: bool, targets: bool
) -> tuple[Column, ...]:
    """The columns as people see them: those of `first` on any screen, those of `later` where there is room, of a period
    that is over no pace and no forecast, and last year before what is about a target where no row has one (`targets`).
    """
    ranks = {} if targets else _WITHOUT_TARGET
    return tuple(
        column._replace(
            rank=_rank(column._replace(rank=ranks.get(column.key, column.rank)), first, later),
            repeats=over and column.key in _LOOKS_AHEAD,
            header="" if over and column.header == EVEN_PACE else column.header,
        )
        for column in columns
    )


def _rank(column: Column, first: Collection[str], later: Collection[str]) -> int:
    if column.key in first:
        return 0
    return max(column.rank, _LATER) if column.key in later else column.rank


def _insert(row: Sequence[Any], place: int, more: Iterable[Any]) -> tuple[Any, ...]:
    return (*row[:place], *more, *row[place:])
