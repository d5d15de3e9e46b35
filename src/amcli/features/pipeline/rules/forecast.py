"""What the pipeline is worth, and whether it is enough: the formulas of docs/figures.md, exactly.

Amounts are in any one unit, ratios of 1. None is a figure that is undefined: its denominator is zero or missing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from amcli.features.pipeline.rules.win_rates import win_rate

Amount = int | Fraction


class Ended(NamedTuple):
    """How many opportunities were won, and how many lost."""

    won: int = 0
    lost: int = 0

    @property
    def win_rate(self) -> Fraction | None:
        """By count, of those that were won or lost."""
        return win_rate(self.won, self.lost)


class Coming(NamedTuple):
    """What a period has so far, and what is open and should close in it: `closed` was won, `open` is all that counts,
    `commit` and `best` what is marked so, `weighted` is the open times its probability.
    """

    closed: Amount = 0
    open: Amount = 0
    commit: Amount = 0
    best: Amount = 0
    weighted: Amount = 0

    @property
    def with_commit(self) -> Amount:
        """Closed and what is committed, which is not weighted."""
        return self.closed + self.commit

    @property
    def with_best(self) -> Amount:
        """The same and the best cases."""
        return self.with_commit + self.best

    @property
    def with_weighted(self) -> Amount:
        """Closed and all that is open, by its probability."""
        return self.closed + self.weighted


def weighted(amount: Amount, probability: int) -> Fraction:
    """What an open amount counts for by its probability in percent."""
    return amount * Fraction(probability, 100)


def coverage(amount: Amount, gap: Amount | None) -> Fraction | None:
    """How many times what is open covers what is missing; undefined without a target, and once nothing is missing."""
    return Fraction(amount) / gap if gap is not None and gap > 0 else None


def needed_coverage(win_rate: Fraction | None) -> Fraction | None:
    """How often the gap has to be covered, so that what is won of it closes it: 1 / win rate."""
    return 1 / win_rate if win_rate else None
