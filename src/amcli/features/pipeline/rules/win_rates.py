"""The ratios of what ended: how much of it was won, and what the open ones bring at that rate."""

from __future__ import annotations

from fractions import Fraction

from amcli.base.money import ratio

Number = Fraction | int


def win_rate(won: Number, lost: Number, undecided: Number = 0) -> Fraction | None:
    """Won / (won + lost), by count or by value; undecided: what else ended and shall count as not won. None where
    nothing ended.
    """
    return ratio(Fraction(won), Fraction(won + lost + undecided))


def velocity(open_count: int, mean_amount: Number | None, rate: Number | None, days: Number | None) -> Fraction | None:
    """What the open ones bring a day: their count × the mean amount × the win rate / the mean days to win. None where
    one of these is, or no day passes.
    """
    if mean_amount is None or rate is None or not days:
        return None
    return Fraction(open_count) * mean_amount * rate / days
