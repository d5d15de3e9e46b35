"""Rows as points between two axes, in fields that have a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from htpy import Element

from amcli.base.charts import Matrix
from amcli.base.text import number_of
from amcli.render.cells import number
from amcli.render.charts.letters import cut, length
from amcli.render.charts.places import Area, free_place
from amcli.render.charts.rows import Cells, Drawn, Scale, sentence
from amcli.render.charts.svg import AXIS, INK, ONE, QUIET, SMALL, WIDTH, dot, drawable, framed, stroke, words

_LEFT, _TOP, _HIGH, _UNDER = 34, 8, 320, 24
_RADIUS = 5
_LINE = 18  # a name's height
_FIGURE = 30  # about a figure's length
_UP = 14  # from the top of a name to the line it stands on
_LONGEST = 150  # of a point's name


def matrix(chart: Matrix, drawn: Drawn) -> Element | None:
    """The rows that have both values; None where there is none."""
    rows = [row for row in drawn.rows if row[chart.x] is not None and row[chart.y] is not None]
    if not rows:
        return None
    rows.sort(key=lambda row: (row[chart.y], row[chart.x], drawn.label(row, chart.label)), reverse=True)
    across = Scale(chart.low, chart.high, _LEFT, WIDTH - _RADIUS - 1)
    up = Scale(chart.low, chart.high, _TOP + _HIGH, _TOP)
    dots = [Area.around(int(across(row[chart.x])), int(up(row[chart.y])), _RADIUS) for row in rows]
    taken = [*dots]
    fields = list(_fields(chart, across, up, taken))
    names, unnamed = _names(chart, drawn, rows, dots, taken, across)
    marks = [
        *_axes(chart, across, up), *fields, *names,
        *(dot(across(row[chart.x]), up(row[chart.y]), _RADIUS, ONE) for row in rows),
    ]  # fmt: skip
    more = f"; no room for {number_of(unnamed, 'name')}: see the table" if unnamed else ""
    return framed(
        drawn.name, chart.title, _said(chart, drawn, rows), _TOP + _HIGH + _UNDER, marks,
        f"to the right: {chart.x_title}; upwards: {chart.y_title}{more}",
    )  # fmt: skip


def _axes(chart: Matrix, across: Scale, up: Scale) -> Iterator[Element]:
    """The lines at which fields meet, and their figures where these have room."""
    ends = (chart.low, chart.high)
    for value in sorted((*ends, *chart.x_cuts)):
        x = across(value)
        yield stroke((x, up.end, x, up.start), AXIS, 1)
        if value in ends or all(abs(x - across(end)) > _FIGURE for end in ends):
            anchor = "end" if value == chart.high else "middle"
            yield words(x, up.start + 20, number(value), QUIET, anchor, size=SMALL)
    for value in sorted((*ends, *chart.y_cuts)):
        y = up(value)
        yield stroke((across.start, y, across.end, y), AXIS, 1)
        if value in ends or all(abs(y - up(end)) > _LINE for end in ends):
            yield words(_LEFT - 5, max(y + 5, Fraction(_TOP + 10)), number(value), QUIET, "end", _LEFT - 5, SMALL)


def _fields(chart: Matrix, across: Scale, up: Scale, taken: list[Area]) -> Iterator[Element]:
    """The names of the fields, each at the top or the bottom of its field, where no point is."""
    lefts = [int(across(value)) for value in (chart.low, *chart.x_cuts, chart.high)]
    heights = [int(up(value)) for value in (chart.low, *chart.y_cuts, chart.high)]
    for (bottom, top), names in zip(pairwise(heights), chart.fields, strict=True):
        for (left, right), name in zip(pairwise(lefts), names, strict=True):
            said = cut(drawable(name), right - left - 8, SMALL)
            wide = length(said, SMALL)
            ways = [Area(left + 5, y, wide, _LINE) for y in (top + 3, bottom - _LINE - 3)]
            place = next((way for way in ways if not any(map(way.meets, taken))), ways[0])
            if said and bottom - top >= _LINE:
                taken.append(place)
                yield words(place.x, place.y + _UP, said, QUIET, size=SMALL)


def _names(
    chart: Matrix, drawn: Drawn, rows: Sequence[Cells], dots: Sequence[Area], taken: list[Area], across: Scale
) -> tuple[list[Element], int]:
    """The name of each point beside it, with a thin line where it is moved away; and how many have no room."""
    sheet = Area(across.start, _TOP, across.end - across.start, _HIGH)
    marks: list[Element] = []
    unnamed = 0
    for row, point in zip(rows, dots, strict=True):
        said = cut(drawable(drawn.label(row, chart.label)), _LONGEST)
        place = free_place(point, length(said), _LINE, sheet, taken)
        if place is None:
            unnamed += 1
            continue
        taken.append(place)
        if place.is_apart(point):
            marks.append(stroke((*point.middle, *place.nearest(point)), AXIS, 1))
        marks.append(words(place.x, place.y + _UP, said, INK))
    return marks, unnamed


def _said(chart: Matrix, drawn: Drawn, rows: Sequence[Cells]) -> str:
    told = (
        f"{drawn.label(row, chart.label)} {drawn.spelled(chart.x, row[chart.x])} to the right, "
        f"{drawn.spelled(chart.y, row[chart.y])} up{_in_field(chart, row)}"
        for row in rows
    )
    return sentence(
        f"Points from {number(chart.low)} to {number(chart.high)}; to the right {chart.x_title}, upwards "
        f"{chart.y_title}: {'; '.join(told)}."
    )


def _in_field(chart: Matrix, row: Cells) -> str:
    """The name of the field that a point is in: on a line it is in the higher one."""
    name = chart.fields[_band(row[chart.y], chart.y_cuts)][_band(row[chart.x], chart.x_cuts)]
    return f", {name}" if name else ""


def _band(value: Decimal, cuts: Sequence[Decimal]) -> int:
    return sum(value >= each for each in cuts)
