"""Budgets: what was agreed against what was spent or earned. Amounts are Fractions in one unit."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from amcli.base.money import ratio

FAVOURABLE, UNFAVOURABLE, ON_BUDGET = "favourable", "unfavourable", "on budget"


class Variance(NamedTuple):
    """actual − budget; its ratio to |budget| (None for a budget of zero); and whether that is good."""

    amount: Fraction
    ratio: Fraction | None
    verdict: str


def variance(budget: Fraction, actual: Fraction, direction: str) -> Variance:
    """The variance of a `cost` or a `revenue`: favourable when a revenue is above its budget or a cost below."""
    over = actual - budget
    verdict = FAVOURABLE if (over > 0) == (direction == "revenue") else UNFAVOURABLE
    return Variance(over, ratio(over, abs(budget)), verdict if over else ON_BUDGET)


def burn_mark(burn: Fraction | None, elapsed: Fraction, direction: str) -> str | None:
    """How a budget goes on its way, beside the share of its time that has passed; None for a budget of zero.

    A cost is `✓` while it burns no faster than time, `~` when faster, `!` beyond what was agreed.
    A revenue is `✓` when it is in as fast as time, `~` while some of its time is left to catch up, `!` after it.
    """
    if burn is None:
        return None
    if direction == "cost":
        if burn > 1:
            return "!"
        return "✓" if burn <= elapsed else "~"
    if burn >= elapsed:
        return "✓"
    return "~" if elapsed < 1 else "!"
