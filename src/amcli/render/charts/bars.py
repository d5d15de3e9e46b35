"""A bar for each row: how large they are beside each other, and beside what each was to be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import compress

from htpy import Element

from amcli.base.charts import Bars
from amcli.base.results import Kind
from amcli.render.charts.rows import MOST, Cells, Drawn, Scale, and_others, sentence
from amcli.render.charts.svg import AXIS, INK, ONE, QUIET, TWO, WIDTH, box, framed, label_and_figure, stroke, words

_STEP = 46  # from one row to the next
_UP = 22  # from the top of a row to its bar
_THICK = 14
_EDGE = 2  # half a line that stands at the end


def bars(chart: Bars, drawn: Drawn) -> Element | None:
    """The rows that have a value; None where none has one but 0. A negative one goes to the left, in another colour."""
    rows = [row for row in drawn.rows if row[chart.value] is not None]
    if chart.largest:
        rows.sort(key=lambda row: -row[chart.value])
    if not any(row[chart.value] for row in rows):
        return None
    kept, more = rows[:MOST], and_others(len(rows) - MOST)
    values = [value for row in kept for value in _values(chart, row)]
    scale = Scale(min(*values, Decimal(0)), max(*values, Decimal(chart.of), Decimal(0)) or 1, _EDGE, WIDTH - _EDGE)
    under = len(kept) * _STEP
    marks = [_row(chart, drawn, row, place * _STEP, scale) for place, row in enumerate(kept)]
    return framed(
        drawn.name, drawn.heading(chart.title, chart.value), _said(chart, drawn, kept, more),
        under + (20 if more else 0), [*marks, words(0, under + 16, more, QUIET) if more else None],
        _legend(chart, drawn, kept),
    )  # fmt: skip


def _values(chart: Bars, row: Cells) -> Iterator[Decimal]:
    for key in filter(None, (chart.value, chart.beside)):
        if row[key] is not None:
            yield Decimal(row[key])


def _row(chart: Bars, drawn: Drawn, row: Cells, y: int, scale: Scale) -> Iterator[Element]:
    value, zero, top = row[chart.value], scale(0), y + _UP
    yield from label_and_figure(y + 16, drawn.label(row, chart.label), _figure(chart, drawn, row))
    start, end = sorted((zero, scale(value)))
    yield box(start, top, end - start, _THICK, TWO if value < 0 else ONE)
    yield stroke((zero, top - 3, zero, top + _THICK + 3), AXIS, 1)
    if chart.beside and row[chart.beside] is not None:
        place = scale(row[chart.beside])
        yield stroke((place, top - 3, place, top + _THICK + 3), INK, 3)


def _figure(chart: Bars, drawn: Drawn, row: Cells) -> str:
    """`1,200, target 1,500 ~`, `4 of 5`."""
    said = drawn.amount(row, chart.value)
    if chart.of and drawn.columns[chart.value].kind is not Kind.PERCENT:
        said += f" of {chart.of}"
    if chart.beside and row[chart.beside] is not None:
        said += f", {drawn.columns[chart.beside].title} {drawn.amount(row, chart.beside)}"
    return sentence(said, (row[chart.sign] if chart.sign else None) or "")


def _legend(chart: Bars, drawn: Drawn, rows: list[Cells]) -> str:
    """What is to be known beside a bar and its figure."""
    beside = bool(chart.beside) and any(row[chart.beside] is not None for row in rows)
    below = any(row[chart.value] < 0 for row in rows)
    line = f"line: {drawn.columns[chart.beside].title}" if beside else ""
    told = (f"bar: {drawn.columns[chart.value].title}", line, "to the left and orange: below 0")
    return "; ".join(compress(told, (beside or below, beside, below)))


def _said(chart: Bars, drawn: Drawn, rows: list[Cells], more: str) -> str:
    """What it shows in words, for who does not see it."""
    told = (f"{drawn.label(row, chart.label)} {_figure(chart, drawn, row)}" for row in rows)
    return sentence(f"A bar for each row: {', '.join(told)}.", more)
