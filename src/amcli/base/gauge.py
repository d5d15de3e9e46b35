"""A percentage that is drawn as a bar. Apart from the results, which every command imports, and few have a bar."""

from __future__ import annotations

from decimal import Decimal


class Gauge(Decimal):
    """A percentage drawn as a bar. tick: the percentage that a mark in the bar shows, such as that of even pace."""

    tick: Decimal | None = None


def gauge(percent: Decimal | None, tick: Decimal | None) -> Gauge | None:
    """A bar with a mark; None where there is no percentage."""
    if percent is None:
        return None
    made = Gauge(percent)
    made.tick = tick
    return made
