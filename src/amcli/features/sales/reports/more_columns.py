"""Columns that a sales report has only where they were asked for, and where they stand among the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple, Protocol

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


# Without any target these have nothing to say, and make room for what a report of sales alone has.
_OF_TARGETS = {
    "target", "target_basis", "attainment", "bar", "sign", "landing", "expected", "pace_linear", "pace_seasonal", "gap",
    "shortfall", "needed_per_day", "needed_per_working_day",
}  # fmt: skip
_INSTEAD = {"forecast": 1, "last_year": 1, "growth": 2}  # their ranks
_TOTAL_ALONE = 7  # the rank of a column in which no row has anything


class Wish(Protocol):
    """What a question wants of columns: the keys of those that no screen leaves out, and of those that make room."""

    @property
    def first(self) -> Collection[str]: ...

    @property
    def later(self) -> Collection[str]: ...


def shown(
    columns: Iterable[Column], wish: Wish, *, over: bool, aimed: bool, rows_aimed: bool = True
) -> tuple[Column, ...]:
    """The columns as people see them: those that are wished for, of a period that is over no pace and no forecast, and
    where nothing is aimed at none of a target; where the total alone has a target, last year goes before it.
    """
    ranks = {} if rows_aimed else dict.fromkeys(_OF_TARGETS, _TOTAL_ALONE) | _INSTEAD

    def rank(column: Column) -> int:
        own = ranks.get(column.key, column.rank)
        return 0 if column.key in wish.first else max(own, _LATER) if column.key in wish.later else own

    return tuple(
        column._replace(
            rank=rank(column),
            repeats=(over and column.key in _LOOKS_AHEAD) or (not aimed and column.key in _OF_TARGETS),
            header="" if over and column.header == EVEN_PACE else column.header,
        )
        for column in columns
    )


def _insert(row: Sequence[Any], place: int, more: Iterable[Any]) -> tuple[Any, ...]:
    return (*row[:place], *more, *row[place:])
