"""The figures at the side of a drawing: round ones, a few of them, short."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

_PARTS = 4  # at the most, above or below 0
_STEPS = (Fraction(1), Fraction(2), Fraction(5), Fraction(10))
_SHORT = ((10**12, " T"), (10**9, " bn"), (10**6, " M"), (10**3, " k"))


class Axis(NamedTuple):
    """From low to high, with figures that are `step` apart."""

    low: Fraction
    high: Fraction
    step: Fraction

    @property
    def figures(self) -> list[Fraction]:
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * place for place in range(count + 1)]


def axis_of(least: Decimal, most: Decimal) -> Axis:
    """The axis that holds two values, which are not both 0, and 0."""
    low, high = min(Fraction(least), Fraction(0)), max(Fraction(most), Fraction(0))
    step = _step(max(high, -low) / _PARTS)
    return Axis(step * (low // step), step * -(-high // step), step)


def _step(least: Fraction) -> Fraction:
    """The next of 1, 2, 5 times a power of ten."""
    power = Fraction(1)
    while power * 10 <= least:
        power *= 10
    while power > least:
        power /= 10
    return power * next(each for each in _STEPS if power * each >= least)


def short(value: Fraction) -> str:
    """`1.5 M`, `250 k`, `80`: a figure of an axis, which is round."""
    for size, unit in _SHORT:
        if abs(value) >= size:
            return f"{_plain(value / size)}{unit}"
    return _plain(value)


def _plain(value: Fraction) -> str:
    return format(Decimal(value.numerator) / Decimal(value.denominator), "f")
