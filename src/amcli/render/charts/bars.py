"""A bar for each row: how large they are beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from htpy import Element

from amcli.base.charts import Bars
from amcli.render.charts.rows import MOST, Cells, Drawn, Scale, and_others
from amcli.render.charts.svg import AXIS, ONE, QUIET, TWO, WIDTH, box, framed, stroke, words

_STEP = 46  # from one row to the next
_UP = 22  # from the top of a row to its bar
_THICK = 14
_VALUE = 190  # room for the figure beside a label


def bars(chart: Bars, drawn: Drawn) -> Element | None:
    """The rows that have a value; None where none has one but 0. A negative one goes to the left, in another colour."""
    rows = [row for row in drawn.rows if row[chart.value] is not None]
    values = [row[chart.value] for row in rows]
    if not any(values):
        return None
    low, high = min(*values, Decimal(0)), max(*values, Decimal(0))
    scale = Scale(low, high, 0, WIDTH)
    more = and_others(len(rows) - MOST)
    height = min(len(rows), MOST) * _STEP + (20 if more else 0)
    marks = [_row(chart, drawn, row, place * _STEP, scale) for place, row in enumerate(rows[:MOST])]
    zero = stroke((scale(0), 0, scale(0), min(len(rows), MOST) * _STEP), AXIS, 1)
    return framed(
        drawn.name, chart.title, _said(chart, drawn, rows), height,
        [*marks, zero, words(0, height - 4, more, QUIET) if more else None],
    )  # fmt: skip


def _row(chart: Bars, drawn: Drawn, row: Cells, y: int, scale: Scale) -> Iterator[Element]:
    value, zero = row[chart.value], scale(0)
    yield words(0, y + 16, drawn.spelled(chart.label, row[chart.label]), room=WIDTH - _VALUE)
    yield words(WIDTH, y + 16, drawn.amount(row, chart.value), QUIET, "end", _VALUE)
    start, end = sorted((zero, scale(value)))
    yield box(start, y + _UP, max(end - start, Decimal(1)), _THICK, TWO if value < 0 else ONE)


def _said(chart: Bars, drawn: Drawn, rows: list[Cells]) -> str:
    """What it shows in words, for who does not see it."""
    told = (f"{drawn.spelled(chart.label, row[chart.label])} {drawn.amount(row, chart.value)}" for row in rows[:MOST])
    return f"A bar for each row: {', '.join(told)}. {and_others(len(rows) - MOST)}".strip()
