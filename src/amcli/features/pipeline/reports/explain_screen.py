"""The opportunities behind a row as people see them: amounts in one spelling."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from amcli.base.results import Kind, Report

_OF_SEVERAL_CURRENCIES = {"converted": 0, "currency": 4, "amount": 4}  # ranks: what adds up is what all can see
_EXACT = ("converted", "weighted")  # programs get them unrounded


def drawn(decimals: int, several: bool, report: Report, room: int) -> Report:
    """The same rows with cents (decimals: as many as the report's currency has), however wide the terminal is.

    several: whether some amounts are in other currencies than the report's; else nothing is converted.
    """
    del room  # the ranks of the columns fit it
    ranks = _OF_SEVERAL_CURRENCIES if several else {}
    columns = tuple(
        column._replace(
            kind=Kind.MONEY if column.key in _EXACT else column.kind,
            rank=ranks.get(column.key, column.rank),
        )
        for column in report.columns
    )
    places = [place for place, column in enumerate(columns) if column.key in _EXACT]
    kept = [place for place, column in enumerate(columns) if not column.undrawn]
    unit = Decimal(1).scaleb(-decimals)

    def cells(row: Any) -> list[Any]:
        rounded = list(row)
        for place in places:
            if rounded[place] is not None:
                rounded[place] = rounded[place].quantize(unit, ROUND_HALF_EVEN)
        return [rounded[place] for place in kept]

    return report._replace(
        columns=tuple(columns[place] for place in kept),
        rows=[cells(row) for row in report.rows],
        total=None if report.total is None else cells(report.total),
        drawn=None,
    )
