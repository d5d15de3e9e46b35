"""How far each row is on the way to its target (bullet graph, after Few 2006): the bar is what was reached, the line
the target, the dashes an even pace.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from htpy import Element

from amcli.base.charts import Bullets
from amcli.base.money import percent, whole_percent
from amcli.render.charts.rows import MOST, Cells, Drawn, Scale, and_others
from amcli.render.charts.svg import BACK, INK, LINE, ONE, QUIET, WIDTH, box, framed, stroke, words

_STEP = 50
_UP = 24
_THICK = 14
_VALUE = 230
_FARTHEST = Decimal(150)  # percent of the target; what goes beyond ends at the edge, and its figure stands above
_LEGEND = 26


def bullets(chart: Bullets, drawn: Drawn) -> Element | None:
    """The rows that have a target above 0, each by its own; None where there is none."""
    rows = [row for row in drawn.rows if row[chart.target] and row[chart.target] > 0 and row[chart.actual] is not None]
    if not rows:
        return None
    kept, more = rows[:MOST], and_others(len(rows) - MOST)
    farthest = max((_of_target(chart, row, key) for row in kept for key in (chart.actual, chart.forecast)), default=0)
    scale = Scale(Decimal(0), min(max(Decimal(farthest), Decimal(105)), _FARTHEST), 0, WIDTH)
    under = len(kept) * _STEP
    height = under + _LEGEND + (LINE if more else 0)
    marks = [_row(chart, drawn, row, place * _STEP, scale) for place, row in enumerate(kept)]
    legend = [words(0, under + 16, _legend(chart), QUIET), words(0, under + 16 + LINE, more, QUIET) if more else None]
    return framed(drawn.name, chart.title, _said(chart, drawn, kept, more), height, [marks, legend])


def _row(chart: Bullets, drawn: Drawn, row: Cells, y: int, scale: Scale) -> Iterator[Element]:
    top = y + _UP
    yield words(0, y + 17, drawn.spelled(chart.label, row[chart.label]), room=WIDTH - _VALUE)
    yield words(WIDTH, y + 17, _figure(chart, drawn, row), QUIET, "end", _VALUE)
    yield box(0, top, scale(100), _THICK, BACK)
    if chart.forecast:
        yield box(0, top + 5, scale(_of_target(chart, row, chart.forecast)), _THICK - 10, ONE)
    yield box(0, top + 1, scale(_of_target(chart, row, chart.actual)), _THICK - 2, ONE)
    if chart.pace and row[chart.pace] is not None:
        pace = scale(_of_target(chart, row, chart.pace))
        yield stroke((pace, top - 1, pace, top + _THICK + 1), INK, 2, "3 2")
    target = scale(100)
    yield stroke((target, top - 3, target, top + _THICK + 3), INK, 3)


def _of_target(chart: Bullets, row: Cells, key: str) -> Decimal:
    """Percent of the row's target; nothing below 0."""
    value = row[key] if key else None
    return max(percent(value, row[chart.target]) or Decimal(0), Decimal(0))


def _figure(chart: Bullets, drawn: Drawn, row: Cells) -> str:
    reached = percent(row[chart.actual], row[chart.target]) or Decimal(0)
    return f"{whole_percent(reached)} of {drawn.amount(row, chart.target)}"


def _legend(chart: Bullets) -> str:
    ends = ", thin: lands at" if chart.forecast else ""
    pace = ", dashes: even pace" if chart.pace else ""
    return f"bar: reached{ends}; line: target{pace}"


def _said(chart: Bullets, drawn: Drawn, rows: list[Cells], more: str) -> str:
    told = (f"{drawn.spelled(chart.label, row[chart.label])} {_figure(chart, drawn, row)}" for row in rows)
    return f"For each row what was reached of its target: {', '.join(told)}. {more}".strip()
