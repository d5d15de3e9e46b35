"""How concentrated sales are on few accounts: the formulas are those of docs/figures.md. Everything is exact.

Amounts are those of accounts that sold something: all above 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import NamedTuple

from amcli.base.gini import gini_of
from amcli.features.sales.rules.forecast import Amount

CLASSES = ("A", "B", "C")
_A_UP_TO, _B_UP_TO = Fraction(80, 100), Fraction(95, 100)
FEW = 5  # so many of the largest are told as a number
TOPS = (1, 5, 20)  # and so many percent of the accounts


class Measures(NamedTuple):
    """What is said of a portfolio as a whole; running: the amounts added up, from 0, the largest first. Shares are
    parts of 1. Without accounts everything is None.
    """

    running: tuple[Amount, ...]
    gini: Fraction | None
    hhi: Fraction | None

    @property
    def accounts(self) -> int:
        return len(self.running) - 1

    @property
    def total(self) -> Amount:
        return self.running[-1]

    @property
    def equals(self) -> Fraction | None:
        """So many accounts of one size would give the same HHI."""
        return None if self.hhi is None else 10_000 / self.hhi

    def top(self, count: int) -> Fraction | None:
        """The share of so many of the largest, or of all where they are fewer."""
        return Fraction(self.running[min(count, self.accounts)]) / self.total if self.accounts else None

    def part(self, percent: int) -> int:
        """How many accounts are so many percent of them, rounded up."""
        return -(-self.accounts * percent // 100)

    def top_part(self, percent: int) -> Fraction | None:
        """The share of so many percent of the accounts, the largest ones."""
        return self.top(self.part(percent))


def measures(amounts: Sequence[Amount]) -> Measures:
    """Those of amounts, the largest first."""
    running = tuple(accumulate(amounts, initial=0))
    if not amounts:
        return Measures(running, None, None)
    total = running[-1]
    hhi = Fraction(sum(amount * amount for amount in amounts)) * 10_000 / (total * total)
    return Measures(running, gini_of(amounts[::-1]), hhi)


class Ranked(NamedTuple):
    """An amount's part of the whole: its class, its share, the share of those before it, and of all up to it."""

    amount: Amount
    abc: str
    share: Fraction
    before: Fraction

    @property
    def cumulative(self) -> Fraction:
        return self.before + self.share


def ranked(whole: Measures) -> list[Ranked]:
    """The amounts, the largest first, with their classes: by what stands before each, so that who passes a limit is
    still of the class that reaches up to it.
    """
    return [_ranked(after - before, before, whole.total) for before, after in pairwise(whole.running)]


def _ranked(amount: Amount, before: Amount, total: Amount) -> Ranked:
    here = Fraction(before) / total
    return Ranked(amount, class_of(here), Fraction(amount) / total, here)


def class_of(before: Fraction) -> str:
    """The class of an account by the share of those before it: A below 80 %, B below 95 %, else C."""
    return CLASSES[(before >= _A_UP_TO) + (before >= _B_UP_TO)]
