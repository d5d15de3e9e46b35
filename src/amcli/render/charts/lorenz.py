"""How unevenly a sum is spread over rows (Lorenz 1905), beside the line on which all would be of one size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate

from htpy import Element

from amcli.base.charts import Lorenz
from amcli.base.gini import gini_of
from amcli.base.money import in_percent, to_decimals
from amcli.render.charts.letters import length
from amcli.render.charts.rows import Drawn, Scale
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
    framed,
    path,
    stroke,
    words,
)  # fmt: skip

_TOP, _HIGH, _UNDER = 14, 300, 28
_QUARTERS = tuple(Fraction(part, 4) for part in range(5))
_GAP = 6


def lorenz(chart: Lorenz, drawn: Drawn) -> Element | None:
    """The curve of two rows or more that have a value; None where one is below 0, or all are 0."""
    values = sorted(Fraction(row[chart.value]) for row in drawn.rows if row[chart.value] is not None)
    if len(values) < 2 or values[0] < 0 or not values[-1]:
        return None
    total = sum(values, Fraction(0))
    shares = [each / total for each in accumulate(values, initial=Fraction(0))]
    left = length("100 %", SMALL) + _GAP
    across, up = Scale(0, 1, left, WIDTH - 2), Scale(0, 1, _TOP + _HIGH, _TOP)
    curve = [(across(Fraction(place, len(values))), up(share)) for place, share in enumerate(shares)]
    gini = gini_of(values)
    of_all = drawn.columns[chart.value].title
    marks = [*_grid(across, up), area(curve, BACK), *_lines(curve, across, up)]
    return framed(
        drawn.name, f"{chart.title} · Gini {to_decimals(gini, 4)}", _said(chart, shares, gini), _TOP + _HIGH + _UNDER,
        marks,
        f"line: what the smallest {chart.rows} (to the right: more of them) bring of all {of_all}; "
        "dashes: all of one size",
    )  # fmt: skip


def _grid(across: Scale, up: Scale) -> Iterator[Element]:
    for part in _QUARTERS:
        said = f"{part * 100} %"
        yield stroke((across.start, up(part), across.end, up(part)), AXIS if part == 0 else BACK, 1)
        yield words(across.start - _GAP, up(part) + 5, said, QUIET, "end", across.start, SMALL)
        anchor = "start" if part == 0 else "end" if part == 1 else "middle"
        yield words(across(part), up.start + _UNDER - 6, said, QUIET, anchor, size=SMALL)


def _lines(curve: Sequence[Point], across: Scale, up: Scale) -> Iterator[Element]:
    yield stroke((across(0), up(0), across(1), up(1)), INK, 2, "7 4")
    yield path(curve, ONE, 3)


def _said(chart: Lorenz, shares: Sequence[Fraction], gini: Fraction) -> str:
    count, half = len(shares) - 1, (len(shares) - 1) // 2
    verb = "brings" if half == 1 else "bring"
    return (
        f"The smallest {half} of {count} {chart.rows} {verb} {in_percent(shares[half])} % of all, the largest one "
        f"{in_percent(1 - shares[-2])} %. Gini {to_decimals(gini, 4)}, where 0 is all of one size."
    )
