"""The rows that a chart draws, each cell by the key of its column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from amcli.base.charts import Label
from amcli.base.results import Column, Kind
from amcli.render.cells import counted, for_people
from amcli.render.charts.svg import Length, drawable

Cells = Mapping[str, Any]
MOST = 12  # rows of a drawing, as many as months; the table beside it has all


class Drawn(NamedTuple):
    """Rows with their columns, and the name of their chart on the page. currency: of all rows, where it is one."""

    name: str
    columns: Mapping[str, Column]
    rows: Sequence[Cells]
    currency: str = ""

    def spelled(self, key: str, value: Any) -> str:
        """A cell as a person reads it, on one line, money in whole units."""
        if value is None:
            return "n/a"
        if self.columns[key].kind in (Kind.INT, Kind.NUMBER):
            return counted(value)
        return for_people(self.columns[key], drawable, whole=True)(value)

    def label(self, row: Cells, keys: Label) -> str:
        """What a row is called; a dash where it has no name."""
        found = [key for key in ((keys,) if isinstance(keys, str) else keys) if row[key] is not None]
        return " · ".join(self.spelled(key, row[key]) for key in found) or "–"

    def amount(self, row: Cells, key: str) -> str:
        """A figure of a row, money with its currency where not all rows are in one."""
        said = self.spelled(key, row[key])
        currency = row.get("currency") if self._is_money(key) and not self.currency else None
        return f"{said} {currency}" if currency and row[key] is not None else said

    def heading(self, title: str, key: str) -> str:
        """The title of a chart of this column, with the currency where all rows are in one."""
        return f"{title}, {self.currency}" if self.currency and self._is_money(key) else title

    def _is_money(self, key: str) -> bool:
        return self.columns[key].kind is Kind.MONEY


def drawn_of(name: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> Drawn:
    """name: of the chart, its own on the page."""
    keys = [column.key for column in columns]
    cells = [dict(zip(keys, row, strict=True)) for row in rows]
    found = {row["currency"] for row in cells} if "currency" in keys else set()
    currency = found.pop() if len(found) == 1 else None
    return Drawn(name, {column.key: column for column in columns}, cells, currency or "")


class Scale(NamedTuple):
    """From values to places: low stands at `start`, high at `end`."""

    low: Decimal | Fraction | int
    high: Decimal | Fraction | int
    start: int
    end: int

    def __call__(self, value: Length) -> Fraction:
        """The place of a value; one outside stands at the edge."""
        low, high = Fraction(self.low), Fraction(self.high)
        inside = min(max(Fraction(value), low), high)
        return self.start + (inside - low) * (self.end - self.start) / (high - low)


def and_others(left: int) -> str:
    """What a drawing says of rows that it leaves out."""
    return f"and {left} more in the table" if left > 0 else ""


def sentence(*parts: str) -> str:
    """Parts that are there, one after the other: what a chart shows in words."""
    return " ".join(filter(None, parts))
