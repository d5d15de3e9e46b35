"""How unequal amounts are, as one number (Corrado Gini, 1912)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def gini_of(amounts: Sequence[int | Fraction]) -> Fraction:
    """Gini's coefficient of amounts in ascending order, none below 0 and not all 0: 2 Σ i·x / (n S) − (n + 1) / n.

    0: all are equal; near 1: one has nearly all.
    """
    count, total = len(amounts), sum(amounts)
    weighted = sum(place * each for place, each in enumerate(amounts, 1))
    return Fraction(2 * weighted) / (count * total) - Fraction(count + 1, count)
