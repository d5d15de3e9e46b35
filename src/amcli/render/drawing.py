"""Numbers drawn with characters, and the columns that are drawings."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from amcli.base.results import Column, Kind
from amcli.base.text import one_line

_LEVELS = "▁▂▃▄▅▆▇█"
BAR_CELLS = 10
TICK = "│"


def spark(values: Sequence[Decimal]) -> str:
    """One block a value, scaled from zero to the largest; zero and below are the lowest block."""
    top = max(values, default=Decimal(0))
    if top <= 0:
        return _LEVELS[0] * len(values)
    steps = len(_LEVELS) - 1
    return "".join(_LEVELS[round(max(value, Decimal(0)) / top * steps)] for value in values)


def bar(percent: Decimal) -> str:
    """A bar of ten cells: full only from 100 %, and never fuller; a gauge has its tick in one of them."""
    full = _place(percent, BAR_CELLS)
    cells = "█" * full + "░" * (BAR_CELLS - full)
    tick = getattr(percent, "tick", None)
    if tick is None:
        return cells
    place = _place(tick, BAR_CELLS - 1)
    return f"{cells[:place]}{TICK}{cells[place + 1 :]}"


def _place(percent: Decimal, most: int) -> int:
    return min(max(int(percent * BAR_CELLS // 100), 0), most)


def header(column: Column) -> str:
    """A sign and a bar speak for themselves, unless they were given a header."""
    quiet = not column.header and (is_sign(column) or is_bar(column))
    return "" if quiet else one_line(column.title)


def is_sign(column: Column) -> bool:
    """Whether it judges what stands beside it."""
    return column.key.endswith("sign") and column.kind is Kind.TEXT


def is_bar(column: Column) -> bool:
    """Whether its percentages are drawn."""
    return column.key == "bar" and column.kind is Kind.PERCENT
