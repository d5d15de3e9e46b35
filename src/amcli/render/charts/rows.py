"""The rows that a chart draws, each cell by the key of its column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from amcli.base.results import Column
from amcli.render.cells import for_people

Cells = Mapping[str, Any]
MOST = 20  # rows of a drawing; the table beside it has all


class Drawn(NamedTuple):
    """Rows with their columns, and the name of their chart on the page."""

    name: str
    columns: Mapping[str, Column]
    rows: Sequence[Cells]

    def spelled(self, key: str, value: Any) -> str:
        """A cell as a person reads it, money in whole units with its currency."""
        if value is None:
            return "n/a"
        return for_people(self.columns[key], str, whole=True)(value)

    def amount(self, row: Cells, key: str) -> str:
        """The same of a row, with its currency where it is money and the row has one."""
        said = self.spelled(key, row[key])
        currency = row.get("currency") if self.columns[key].kind.name == "MONEY" else None
        return f"{said} {currency}" if currency and row[key] is not None else said


def drawn_of(name: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> Drawn:
    """name: of the chart, its own on the page."""
    keys = [column.key for column in columns]
    return Drawn(name, {column.key: column for column in columns}, [dict(zip(keys, row, strict=True)) for row in rows])


class Scale(NamedTuple):
    """From values to places: low stands at `start`, high at `end`."""

    low: Decimal
    high: Decimal
    start: int
    end: int

    def __call__(self, value: Decimal | int) -> Decimal:
        """The place of a value; one outside stands at the edge."""
        inside = min(max(Decimal(value), self.low), self.high)
        return self.start + (inside - self.low) * (self.end - self.start) / (self.high - self.low)


def and_others(left: int) -> str:
    """What a drawing says of rows that it leaves out."""
    return f"and {left} more in the table" if left > 0 else ""
