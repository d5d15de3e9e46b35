"""How well a score told two kinds apart: the area under the curve, as Mann and Whitney (1947) count it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction


def area(lower: Sequence[Fraction], higher: Sequence[Fraction]) -> Fraction | None:
    """The probability that one of `lower` has a smaller score than one of `higher`, a tie counting half: 1 where all
    have, 1/2 where the score tells nothing. None where either has none.
    """
    if not lower or not higher:
        return None
    ordered = sorted(lower)
    twice = sum(bisect_left(ordered, each) + bisect_right(ordered, each) for each in higher)
    return Fraction(twice, 2 * len(lower) * len(higher))
