"""Numbers drawn with characters."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

_LEVELS = "▁▂▃▄▅▆▇█"
BAR_CELLS = 10


def spark(values: Sequence[Decimal]) -> str:
    """One block a value, scaled from zero to the largest; zero and below are the lowest block."""
    top = max(values, default=Decimal(0))
    if top <= 0:
        return _LEVELS[0] * len(values)
    steps = len(_LEVELS) - 1
    return "".join(_LEVELS[round(max(value, Decimal(0)) / top * steps)] for value in values)


def bar(percent: Decimal) -> tuple[str, str]:
    """The full and the empty part of a bar of ten cells; full only from 100 %, and never fuller."""
    full = min(max(int(percent * BAR_CELLS // 100), 0), BAR_CELLS)
    return "█" * full, "░" * (BAR_CELLS - full)
