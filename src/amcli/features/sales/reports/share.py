"""Each row's share of the total, and what the largest bring together. The formulas are those of docs/figures.md."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from amcli.base.money import in_percent
from amcli.base.results import Column, Kind
from amcli.features.sales.reports.more_columns import More
from amcli.features.sales.reports.rows import Row
from amcli.features.sales.reports.sales_data import Line
from amcli.features.sales.rules.forecast import Amount

_TOP = 3  # so many of the largest are said in a sentence
_COLUMNS = (
    Column("share", Kind.PERCENT, undefined=True, rank=1),
    Column("cumulative", Kind.PERCENT, undefined=True, rank=1),
)


def share(rows: Sequence[Row], total: Line) -> More:
    """Of what the report adds up, which comes in the order of `cumulative`: the largest first, parts of the period in
    time. In a tree only the top accounts run up: what is below them is in them. N/a of a total of nothing or less.
    """
    whole = total.now.amount
    found: list[tuple[Any, Any]] = []
    running: Amount = 0
    for row in rows:
        if not row.depth:
            running += row.line.now.amount
        found.append((_of(row.line.now.amount, whole), None if row.depth else _of(running, whole)))
    return More(_COLUMNS, found, (_of(whole, whole), None))


def notes_on_shares(rows: Sequence[Row], total: Line) -> tuple[str, ...]:
    """`the largest 3 of 6 bring 96.4 %`: of more rows than those that sold something."""
    amounts = sorted((row.line.now.amount for row in rows if not row.depth and row.line.now.amount > 0), reverse=True)
    part = _of(sum(amounts[:_TOP]), total.now.amount)
    if part is None:
        return ("no shares: nothing was sold, or less than was given back",) if rows else ()
    counted = sum(not row.depth for row in rows)
    return (f"the largest {_TOP} of {counted} bring {part} %",) if len(amounts) > _TOP else ()


def _of(part: Amount, whole: Amount) -> Any:
    return in_percent(Fraction(part) / Fraction(whole)) if whole > 0 else None
