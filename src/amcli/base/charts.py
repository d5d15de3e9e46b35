"""Charts, told by the columns that they draw: a chart shows rows that stand beside it as a table, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

Label = str | tuple[str, ...]  # the key of what a row is called, or several where one does not say it


class Bars(NamedTuple):
    """A bar for each row, from zero. value: the key of a column. beside: that of what each is measured against, in the
    same unit: a line in its bar. of: what a whole bar is, such as 100; else the largest value. sign: the key of a
    column that judges the value. largest: whether the largest come first; else the rows are in their order.
    """

    title: str
    label: Label
    value: str
    beside: str = ""
    of: int = 0
    sign: str = ""
    largest: bool = False


class Bullets(NamedTuple):
    """For each row with a target how far it is on the way there: keys of columns of one currency. pace: what an even
    pace would be by now, or percent of the target; forecast: where it ends. sign: the key of a column that judges it.
    limit: the key of a column and what it says of rows that must not go beyond their target, which are then over it;
    an empty key: all of them.
    """

    title: str
    label: Label
    actual: str
    target: str
    pace: str = ""
    forecast: str = ""
    sign: str = ""
    limit: tuple[str, str] | None = None
    verb: str = "reached"


class Lines(NamedTuple):
    """Values over rows that are points in time, beside what was wanted: keys of columns.

    forecast, low, high: how it goes on, and between what; the band is drawn where a row has all three.
    """

    title: str
    label: str
    actual: str
    target: str = ""
    forecast: str = ""
    low: str = ""
    high: str = ""


class Lorenz(NamedTuple):
    """The share of all that the smallest rows bring together (Lorenz 1905): the key of a column without less than 0.

    rows: what they are, several of them.
    """

    title: str
    value: str
    rows: str = "rows"


class Matrix(NamedTuple):
    """Rows as points between two axes: keys of columns. low, high: the ends of both axes. x_cuts, y_cuts: where its
    fields meet; fields: their names, a row of them for each band of y, the lowest first.
    """

    title: str
    label: str
    x: str
    y: str
    x_title: str
    y_title: str
    x_cuts: tuple[Decimal, ...] = (Decimal(50),)
    y_cuts: tuple[Decimal, ...] = (Decimal(50),)
    fields: tuple[tuple[str, ...], ...] = (("", ""), ("", ""))
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(100)


class Tree(NamedTuple):
    """Rows below each other as `above` says, which has the `key` of another row. detail: the keys of what stands behind
    the label.
    """

    title: str
    key: str
    above: str
    label: str
    detail: tuple[str, ...] = ()


Chart = Bars | Bullets | Lines | Lorenz | Matrix | Tree


def keys_of(chart: Chart) -> set[str]:
    """The keys of the columns that a chart draws."""
    found: tuple[str, ...]
    labels: Label = () if isinstance(chart, Lorenz) else chart.label
    match chart:
        case Bars():
            found = (chart.value, chart.beside, chart.sign)
        case Bullets():
            limit = chart.limit[:1] if chart.limit else ()
            found = (chart.actual, chart.target, chart.pace, chart.forecast, chart.sign, *limit)
        case Lines():
            found = chart[2:]
        case Lorenz():
            found = (chart.value,)
        case Matrix():
            found = (chart.x, chart.y)
        case Tree():
            found = (chart.key, chart.above, *chart.detail)
    return {each for each in (*found, *((labels,) if isinstance(labels, str) else labels)) if each}
