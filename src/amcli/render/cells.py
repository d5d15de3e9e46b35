"""Cells to text: for programs (csv, tsv, plain) and for people (table, markdown)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from amcli.base.money import grouped, whole_percent
from amcli.base.results import Column, Kind
from amcli.base.text import escape_phrase
from amcli.base.time.dates import iso
from amcli.render.people import Viewer, countdown, spoken

TextFit = Callable[[str], str]
Shape = Callable[[Any], str]

# Right-aligned wherever columns are aligned.
NUMERIC = frozenset({Kind.INT, Kind.NUMBER, Kind.MONEY, Kind.PERCENT})
# What may fold where there is little room.
ELASTIC = frozenset({Kind.TEXT, Kind.LIST})
TOTAL_LABEL = "total"
_GROUPED_FROM = 10_000


def number(value: object) -> str:
    """Every digit, never an exponent: `0.0000001`, not `1E-7`."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def counted(value: Decimal | int) -> str:
    """A number on a page: every digit, those of a large one in groups; a year has four."""
    return grouped(Decimal(value)) if abs(Decimal(value)) >= _GROUPED_FROM else number(value)


def for_programs(column: Column, fit: TextFit) -> Shape:
    """How a program reads the column: plain numbers, ISO dates, `true`, lists with commas. `fit` makes text safe.

    A text that may hold commas itself is written so that an import can tell them apart.
    """
    shapes: dict[Kind, Shape] = {
        Kind.TEXT: lambda value: fit(value if isinstance(value, str) else number(value)),
        Kind.INT: str,
        Kind.NUMBER: number,
        Kind.MONEY: number,
        Kind.PERCENT: number,
        Kind.DATE: iso,
        Kind.LIST: lambda items: fit(",".join(map(_phrase, items) if column.phrases else items)),
        Kind.FLAG: lambda value: "true" if value else "false",
        Kind.SPARK: lambda values: " ".join(map(number, values)),
    }
    return shapes[column.kind]


def _phrase(text: str) -> str:
    return escape_phrase(text).replace(",", "%2C")


def for_a_pipe(column: Column, fit: TextFit) -> Shape:
    """The same for what is read line by line, and not taken in again: each text of a list is as it was typed."""
    return for_programs(column._replace(phrases=False), fit)


def for_people(column: Column, fit: TextFit, whole: bool = False, viewer: Viewer | None = None) -> Shape:
    """How a person reads the column: `1,234.50`, `43.3 %`, `yes`. `fit` makes text safe, `whole` rounds.

    viewer: who looks, and hears days as they are spoken: without one they are ISO, and numbers.
    """
    match column.kind:
        case Kind.MONEY:
            return lambda value: grouped(value, whole)
        case Kind.PERCENT:
            return whole_percent if whole else lambda value: f"{number(value)} %"
        case Kind.LIST:
            return lambda items: fit(", ".join(items))
        case Kind.FLAG:
            return lambda value: "yes" if value else "no"
        case Kind.DATE if column.after:
            return lambda value: spoken(value - timedelta(days=1), viewer)
        case Kind.DATE:
            return lambda value: spoken(value, viewer)
        case Kind.INT if column.countdown and viewer:
            return countdown
        case Kind.TEXT if column.moment and viewer:
            return lambda value: spoken(datetime.fromisoformat(value), viewer)
        case _:
            return for_programs(column, fit)


def row_shaper(
    columns: Sequence[Column],
    shaper: Callable[[Column, TextFit], Shape],
    fit: TextFit,
    missing: Callable[[Column], str] = lambda _: "",
) -> Callable[[Sequence[Any]], list[str]]:
    """From a row to the texts of its cells; `missing` says what stands where there is nothing."""
    shapes = [(shaper(column, fit), missing(column)) for column in columns]

    def shape_row(row: Sequence[Any]) -> list[str]:
        return [
            blank if cell is None else shape(cell) or blank for (shape, blank), cell in zip(shapes, row, strict=True)
        ]

    return shape_row


def label_total(columns: Sequence[Column], cells: list[str]) -> list[str]:
    """The total's cells with `total` in the first one, unless that is a number: a figure is worth more than a label."""
    return [TOTAL_LABEL, *cells[1:]] if columns[0].kind not in NUMERIC else cells
