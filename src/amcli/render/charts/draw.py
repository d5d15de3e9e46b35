"""From the kind of a chart to the module that draws it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from htpy import Element

from amcli.base import charts
from amcli.base.results import Column
from amcli.render.charts.bars import bars
from amcli.render.charts.bullets import bullets
from amcli.render.charts.lines import lines
from amcli.render.charts.lorenz import lorenz
from amcli.render.charts.matrix import matrix
from amcli.render.charts.rows import drawn_of
from amcli.render.charts.tree import tree

_DRAWERS: dict[type, Callable[[Any, Any], Element | None]] = {
    charts.Bars: bars,
    charts.Bullets: bullets,
    charts.Lines: lines,
    charts.Lorenz: lorenz,
    charts.Matrix: matrix,
    charts.Tree: tree,
}


def draw(chart: charts.Chart, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> Element | None:
    """The chart of rows, by a name of its own on the page; None where these rows have nothing to draw, or have not the
    columns that it draws, as a report of two keys.
    """
    keys = {column.key for column in columns}
    if not charts.keys_of(chart) <= keys:
        return None
    return _DRAWERS[type(chart)](chart, drawn_of(name, columns, rows))
