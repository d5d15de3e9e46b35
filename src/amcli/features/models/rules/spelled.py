"""Exact figures as people read them."""

from __future__ import annotations

from fractions import Fraction


def spelled(value: Fraction) -> str:
    """A number as people write it: whole, exact where it ends within four decimals, else with two."""
    if value.denominator == 1:
        return str(value.numerator)
    exact = 10_000 % value.denominator == 0
    places = 4 if exact else 2
    text = f"{abs(round(value * 10**places)):0{places + 1}d}"
    whole, rest = text[:-places], text[-places:]
    rest = rest.rstrip("0") if exact else rest
    return f"{'-' if value < 0 else ''}{whole}{f'.{rest}' if rest else ''}"
