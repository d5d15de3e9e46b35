"""Values over time beside what was wanted, and how they go on, with the band between which they are expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from htpy import Element

from amcli.base.charts import Lines
from amcli.render.charts.axis import Axis, axis_of, short
from amcli.render.charts.letters import length
from amcli.render.charts.rows import MOST, Cells, Drawn, Scale
from amcli.render.charts.svg import (
    AXIS,
    BACK,
    INK,
    ONE,
    QUIET,
    SMALL,
    WIDTH,
    Point,
    area,
    dot,
    drawable,
    framed,
    path,
    stroke,
    words,
)  # fmt: skip

_TOP, _HIGH, _UNDER = 14, 190, 28
_GAP, _BETWEEN = 6, 14  # between a figure and the drawing, and between two names
_RADIUS = 4
_DOTTED = 40  # points that have room for a dot each
_TARGET, _FORECAST = "2 4", "7 4"  # dashes, by which lines are told apart without their colour
Run = list[int]


class _Plot(NamedTuple):
    """The rows with the places of their values."""

    rows: Sequence[Cells]
    left: int
    scale: Scale

    def x(self, place: int) -> Fraction:
        room = WIDTH - _RADIUS - self.left - _RADIUS
        return self.left + _RADIUS + Fraction(place * room, max(len(self.rows) - 1, 1))

    def point(self, place: int, key: str) -> Point:
        return self.x(place), self.scale(self.rows[place][key])

    def runs(self, *keys: str) -> list[Run]:
        """The places of rows that follow each other and have a value of each key."""
        runs: list[Run] = [[]]
        for place, row in enumerate(self.rows):
            if all(row[key] is not None for key in keys):
                runs[-1].append(place)
            elif runs[-1]:
                runs.append([])
        return [run for run in runs if run]


def lines(chart: Lines, drawn: Drawn) -> Element | None:
    """The rows in their order, from 0; None where fewer than two have something to draw, or all of it is 0."""
    drawn_keys = [key for key in (chart.actual, chart.target, chart.forecast) if key]
    rows = [row for row in drawn.rows if any(row[key] is not None for key in drawn_keys)]
    values = [Decimal(row[key]) for row in rows for key in chart[2:] if key and row[key] is not None]
    if len(rows) < 2 or not any(values):
        return None
    axis = axis_of(min(values), max(values))
    figures = [(each, short(each)) for each in axis.figures]
    left = max(length(said, SMALL) for _, said in figures) + _GAP
    plot = _Plot(rows, left, Scale(axis.low, axis.high, _TOP + _HIGH, _TOP))
    marks = [
        *_band(chart, plot), *_grid(plot, axis, figures), *_labels(chart, drawn, plot),
        *_wanted(chart, plot), *_forecast(chart, plot), *_actual(chart, plot),
    ]  # fmt: skip
    return framed(
        drawn.name, drawn.heading(chart.title, chart.actual), _said(chart, drawn, rows), _TOP + _HIGH + _UNDER, marks,
        _legend(chart, drawn),
    )  # fmt: skip


def _grid(plot: _Plot, axis: Axis, figures: Sequence[tuple[Fraction, str]]) -> Iterator[Element]:
    for value, said in figures:
        y = plot.scale(value)
        yield stroke((plot.left, y, WIDTH, y), AXIS if value == 0 else BACK, 1)
        yield words(plot.left - _GAP, y + 5, said, QUIET, "end", plot.left, SMALL)


def _labels(chart: Lines, drawn: Drawn, plot: _Plot) -> Iterator[Element]:
    """The names of every point, or of every second, third … from the last one back, as they have room."""
    said = [drawable(drawn.label(row, chart.label)) for row in plot.rows]
    spans = [_span(plot, place, length(each, SMALL)) for place, each in enumerate(said)]
    for each in range(1, len(said) + 1):
        places = range(len(said) - 1, -1, -each)
        if all(spans[after][0] - spans[place][1] >= _BETWEEN for after, place in pairwise(places)):
            break
    for place in places:
        yield words(spans[place][0], _TOP + _HIGH + _UNDER - 6, said[place], QUIET, size=SMALL)


def _span(plot: _Plot, place: int, taken: int) -> tuple[Fraction, Fraction]:
    """From where to where the name of a point goes: under it, but within the drawing."""
    start = max(min(plot.x(place) - Fraction(taken, 2), Fraction(WIDTH - taken)), Fraction(0))
    return start, start + taken


def _wanted(chart: Lines, plot: _Plot) -> Iterator[Element]:
    for run in plot.runs(chart.target) if chart.target else ():
        yield path([plot.point(place, chart.target) for place in run], INK, 2, _TARGET)


def _actual(chart: Lines, plot: _Plot) -> Iterator[Element]:
    for run in plot.runs(chart.actual):
        points = [plot.point(place, chart.actual) for place in run]
        yield path(points, ONE, 3)
        if len(plot.rows) <= _DOTTED or len(run) == 1:
            yield from (dot(x, y, _RADIUS, ONE) for x, y in points)


def _before(chart: Lines, plot: _Plot, run: Run) -> list[Point]:
    """The last value before a forecast, from which that goes on."""
    known = [place for place in range(run[0]) if plot.rows[place][chart.actual] is not None]
    goes_on = known and plot.rows[run[0]][chart.actual] is None
    return [plot.point(known[-1], chart.actual)] if goes_on else []


def _forecast(chart: Lines, plot: _Plot) -> Iterator[Element]:
    for run in plot.runs(chart.forecast) if chart.forecast else ():
        points = [plot.point(place, chart.forecast) for place in run]
        yield path([*_before(chart, plot, run), *points], ONE, 2, _FORECAST)
        yield from (dot(x, y, _RADIUS - 1, ONE) for x, y in points[-1:])


def _band(chart: Lines, plot: _Plot) -> Iterator[Element]:
    if not (chart.forecast and chart.low and chart.high):
        return
    for run in plot.runs(chart.forecast, chart.low, chart.high):
        first = _before(chart, plot, run)
        up = [*first, *(plot.point(place, chart.high) for place in run)]
        yield area([*up, *(plot.point(place, chart.low) for place in reversed(run))], BACK)


def _legend(chart: Lines, drawn: Drawn) -> str:
    told = [f"line: {drawn.columns[chart.actual].title}"]
    told += [f"dots: {drawn.columns[chart.target].title}"] if chart.target else []
    told += [f"dashes: {drawn.columns[chart.forecast].title}"] if chart.forecast else []
    told += ["grey: between what it is expected"] if chart.low and chart.high else []
    return "; ".join(told)


def _said(chart: Lines, drawn: Drawn, rows: Sequence[Cells]) -> str:
    """All points in words; of many the first, the least, the most and the last."""
    known = [row for row in rows if row[chart.actual] is not None]
    if len(rows) > MOST and known:
        least, most = (found(known, key=lambda row: Decimal(row[chart.actual])) for found in (min, max))
        ends = (("first", rows[0]), ("least", least), ("most", most), ("last", rows[-1]))
        told = [f"{word} {_point(chart, drawn, row)}" for word, row in ends]
    else:
        told = [_point(chart, drawn, row) for row in rows]
    return f"A line over {len(rows)} points: {'; '.join(told)}."


def _point(chart: Lines, drawn: Drawn, row: Cells) -> str:
    keys = [key for key in chart[2:] if key and row[key] is not None]
    figures = ", ".join(f"{drawn.columns[key].title} {drawn.amount(row, key)}" for key in keys)
    return f"{drawn.label(row, chart.label)}: {figures}"
