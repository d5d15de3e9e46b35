"""Budgets: what was agreed against what was spent or earned. Amounts are Fractions in one unit, or minor units."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from amcli.base.money import grouped, percent, ratio

if TYPE_CHECKING:  # what is said of a budget after spending from it needs no fractions, which are slow to load
    from fractions import Fraction

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
    """How a budget goes on its way, beside the share of its time that has passed.

    None for a budget of zero, and before the period begins, but for a cost beyond its amount.

    A cost is `✓` while it burns no faster than time, `~` when faster, `!` beyond what was agreed.
    A revenue is `✓` when it is in as fast as time, `~` while some of its time is left to catch up, `!` after it.
    """
    if burn is None:
        return None
    if direction == "cost" and burn > 1:
        return "!"
    if not elapsed:
        return None
    if direction == "cost":
        return "✓" if burn <= elapsed else "~"
    if burn >= elapsed:
        return "✓"
    return "~" if elapsed < 1 else "!"


def beyond_time(burn: Fraction | None, elapsed: Fraction, direction: str) -> Fraction | None:
    """How far a cost is burnt beyond its time, or a revenue stays behind it, as a share of the budget: the more the
    worse. None for a budget of zero.
    """
    if burn is None:
        return None
    return burn - elapsed if direction == "cost" else elapsed - burn


def spending_at_end(spent: Fraction, elapsed: Fraction) -> Fraction | None:
    """Where a cost ends at the pace of its days so far, and not below what is spent; None before its period begins."""
    return max(spent, spent / elapsed) if elapsed else None


def standing(agreed: Fraction, actual: Fraction, direction: str, elapsed: Fraction) -> str | None:
    """The word for a person where the figures do not say it at a glance; `elapsed` is 1 when its time is over."""
    if direction == "revenue":
        if actual >= agreed:
            return "reached"
        return "missed" if elapsed == 1 else None
    if actual > agreed:
        return "over"
    if actual == agreed:
        return "used up" if agreed else None
    return None if actual else "untouched"


def spell_overspending(amount: Decimal, spent: Decimal, currency: str) -> str:
    """`26,470 of 24,000 USD spent, over by 2,470 (110.3 %)`: of money with the currency's decimals.

    No decimals where all are whole, and no percentage of a budget of zero.
    """
    whole = all(each == each.to_integral_value() for each in (amount, spent))
    share = percent(spent, amount)
    of = "" if share is None else f" ({share} %)"
    said = (grouped(each, whole) for each in (spent, amount, spent - amount))
    return "{} of {} {currency} spent, over by {}".format(*said, currency=currency) + of
