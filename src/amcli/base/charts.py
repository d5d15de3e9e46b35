"""Charts, told by the columns that they draw: a chart shows rows that stand beside it as a table, and nothing else."""

from __future__ import annotations

from typing import NamedTuple


class Bars(NamedTuple):
    """A bar for each row, from zero. label, value: keys of columns."""

    title: str
    label: str
    value: str


class Bullets(NamedTuple):
    """For each row with a target how far it is on the way there: keys of columns of one currency. pace: what an even
    pace would be by now; forecast: where it ends.
    """

    title: str
    label: str
    actual: str
    target: str
    pace: str = ""
    forecast: str = ""


class Lines(NamedTuple):
    """What came together over the rows, which are points in time, beside what was wanted: keys of columns.

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
    """The share of all that the smallest rows bring together (Lorenz 1905): the key of a column without less than 0."""

    title: str
    value: str


class Matrix(NamedTuple):
    """Rows as points in two axes of 0 to 100: keys of columns. x_cut, y_cut: where the four fields meet; fields: their
    names, from the lower left over the lower right and the upper left to the upper right.
    """

    title: str
    label: str
    x: str
    y: str
    x_title: str
    y_title: str
    x_cut: int = 50
    y_cut: int = 50
    fields: tuple[str, str, str, str] = ("", "", "", "")


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
    """The keys of the columns that a chart cannot be without."""
    match chart:
        case Bars() | Matrix():
            return {chart.label, *((chart.value,) if isinstance(chart, Bars) else (chart.x, chart.y))}
        case Bullets() | Lines():
            return {each for each in chart[1:] if each}
        case Lorenz():
            return {chart.value}
        case Tree():
            return {chart.key, chart.above, chart.label, *chart.detail}
