"""How far each row is on the way to its target (bullet graph, after Few 2006): the bar is what was reached, the line
the target, the dashes an even pace. What is beyond a limit is of another colour, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from htpy import Element

from amcli.base.charts import Bullets
from amcli.base.money import percent, whole_percent
from amcli.base.results import Kind
from amcli.render.charts.rows import MOST, Cells, Drawn, Scale, and_others, sentence
from amcli.render.charts.svg import (
    BACK,
    INK,
    LINE,
    ONE,
    QUIET,
    TWO,
    WIDTH,
    box,
    framed,
    label_and_figure,
    stroke,
    words,
)  # fmt: skip

_STEP = 50
_UP = 24
_THICK = 14
_FARTHEST = Decimal(150)  # percent of the target; what goes beyond ends at the edge, and its figure stands above
_WRONG = "!"
_EDGE = 2  # half a line that stands at the end


def bullets(chart: Bullets, drawn: Drawn) -> Element | None:
    """The rows that have a target above 0, each by its own; None where there is none."""
    rows = [row for row in drawn.rows if row[chart.target] and row[chart.target] > 0 and row[chart.actual] is not None]
    if not rows:
        return None
    kept, more = rows[:MOST], and_others(len(rows) - MOST)
    farthest = max(_of_target(drawn, row, key, chart) for row in kept for key in (chart.actual, chart.forecast))
    scale = Scale(0, min(max(farthest, Decimal(100)), _FARTHEST), _EDGE, WIDTH - _EDGE)
    under = len(kept) * _STEP
    marks = [_row(chart, drawn, row, place * _STEP, scale) for place, row in enumerate(kept)]
    last = words(0, under + 16, more, QUIET) if more else None
    return framed(
        drawn.name, drawn.heading(chart.title, chart.target), _said(chart, drawn, kept, more),
        under + (LINE if more else 0), [marks, last], _legend(chart, drawn, kept),
    )  # fmt: skip


def _row(chart: Bullets, drawn: Drawn, row: Cells, y: int, scale: Scale) -> Iterator[Element]:
    top, start, target = y + _UP, scale(0), scale(100)
    reached = scale(_of_target(drawn, row, chart.actual, chart))
    yield from label_and_figure(y + 17, drawn.label(row, chart.label), _figure(chart, drawn, row))
    yield box(start, top, target - start, _THICK, BACK)
    if chart.forecast:
        end = scale(_of_target(drawn, row, chart.forecast, chart))
        yield box(start, top + 5, end - start, _THICK - 10, ONE)
    yield box(start, top + 1, reached - start, _THICK - 2, ONE)
    if _is_over(chart, row):
        yield box(target, top + 1, reached - target, _THICK - 2, TWO)
    if chart.pace and row[chart.pace] is not None:
        pace = scale(_of_target(drawn, row, chart.pace, chart))
        yield stroke((pace, top - 1, pace, top + _THICK + 1), INK, 2, "3 2")
    yield stroke((target, top - 3, target, top + _THICK + 3), INK, 3)


def _of_target(drawn: Drawn, row: Cells, key: str, chart: Bullets) -> Decimal:
    """Percent of the row's target; nothing below 0."""
    value = row[key] if key else None
    if key and drawn.columns[key].kind is Kind.PERCENT:
        return max(value or Decimal(0), Decimal(0))
    return max(percent(value, row[chart.target]) or Decimal(0), Decimal(0))


def _is_over(chart: Bullets, row: Cells) -> bool:
    """Whether more than the target is wrong, as in a budget that is spent."""
    if chart.limit is None or row[chart.actual] <= row[chart.target]:
        return False
    key, word = chart.limit
    return not key or bool(row[key] == word)


def _figure(chart: Bullets, drawn: Drawn, row: Cells) -> str:
    reached = whole_percent(percent(row[chart.actual], row[chart.target]) or Decimal(0))
    sign = row[chart.sign] if chart.sign else None
    over = _is_over(chart, row)
    said = f"{'over: ' if over else ''}{reached} of {drawn.amount(row, chart.target)}"
    return sentence(said, sign or (_WRONG if over else ""))


def _legend(chart: Bullets, drawn: Drawn, rows: list[Cells]) -> str:
    """What the marks mean, of those that are there."""
    told = [f"bar: {chart.verb}"]
    if chart.forecast and any(row[chart.forecast] is not None for row in rows):
        told.append("thin: where it ends")
    told.append(f"line: {drawn.columns[chart.target].title}")
    if chart.pace and any(row[chart.pace] is not None for row in rows):
        told.append("dashes: an even pace")
    if any(_of_target(drawn, row, chart.actual, chart) > _FARTHEST for row in rows):
        told.append(f"a bar to the edge goes on beyond {_FARTHEST} %")
    if any(_is_over(chart, row) for row in rows):
        told.append("orange, !: over it")
    return "; ".join(told)


def _said(chart: Bullets, drawn: Drawn, rows: list[Cells], more: str) -> str:
    told = (f"{drawn.label(row, chart.label)} {_figure(chart, drawn, row)}" for row in rows)
    return sentence(f"For each row what was {chart.verb} of its target: {', '.join(told)}.", more)
