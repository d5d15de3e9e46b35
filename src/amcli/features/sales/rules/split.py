"""Dividing a target: the parts of a period, and an amount among them so that they add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from amcli.base.time.period import Fiscal, Period, parse_period

INTO = ("months", "quarters")
WEIGHTS = ("days", "season")


def quarters_of(period: Period, fiscal: Fiscal) -> tuple[Period, ...]:
    """The quarters that the period touches, clipped to it; those of a fiscal year are fiscal quarters."""
    unit = "this-fiscal-quarter" if period.name.startswith("FY") else "this-quarter"
    parts = []
    start = period.start
    while start < period.end:
        quarter = parse_period(unit, start, fiscal)
        parts.append(Period(start, min(quarter.end, period.end), quarter.name))
        start = quarter.end
    return tuple(parts)


def apportion(whole: int, weights: Sequence[int | Fraction]) -> list[int]:
    """A whole number in parts that add up to it, in proportion to weights of which one at least is above 0.

    What the whole units of all leave goes to the largest remainders, of equal ones to the first.
    """
    total = sum(weights)
    exact = [Fraction(whole * weight) / total for weight in weights]
    parts = [share.numerator // share.denominator for share in exact]
    largest = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in largest[: whole - sum(parts)]:
        parts[place] += 1
    return parts
