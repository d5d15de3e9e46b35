"""Budgets: variances with their verdicts, and the sign of a budget on its way."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.base.money import in_percent
from amcli.features.budgets.rules import FAVOURABLE, ON_BUDGET, UNFAVOURABLE, burn_mark, variance


@pytest.mark.parametrize(
    ("direction", "budget", "actual", "amount", "percent", "verdict"),
    [
        ("revenue", 1000, 900, -100, "-10.0", UNFAVOURABLE),
        ("revenue", 1000, 1100, 100, "10.0", FAVOURABLE),
        ("cost", 500, 560, 60, "12.0", UNFAVOURABLE),
        ("cost", 500, 450, -50, "-10.0", FAVOURABLE),
        ("cost", 0, 50, 50, "None", UNFAVOURABLE),
        ("cost", 500, 500, 0, "0.0", ON_BUDGET),
        ("revenue", 0, 0, 0, "None", ON_BUDGET),
        ("cost", -500, -450, 50, "10.0", UNFAVOURABLE),
    ],
)
def test_variance(direction: str, budget: int, actual: int, amount: int, percent: str, verdict: str) -> None:
    """Actual − budget, in percent of |budget|, with the values of figures.md; of a zero budget there is no percent."""
    found = variance(Fraction(budget), Fraction(actual), direction)
    assert found.amount == amount
    assert (str(in_percent(found.ratio)), found.verdict) == (percent, verdict)


@pytest.mark.parametrize(
    ("direction", "burn", "elapsed", "expected"),
    [
        ("cost", 50, 50, "✓"),
        ("cost", 51, 50, "~"),
        ("cost", 100, 100, "✓"),
        ("cost", 101, 100, "!"),
        ("cost", 101, 10, "!"),
        ("revenue", 50, 50, "✓"),
        ("revenue", 49, 50, "~"),
        ("revenue", 99, 100, "!"),
        ("revenue", 100, 100, "✓"),
    ],
)
def test_sign(direction: str, burn: int, elapsed: int, expected: str) -> None:
    """A cost should burn no faster than time and never beyond its amount; a revenue no slower."""
    assert burn_mark(Fraction(burn, 100), Fraction(elapsed, 100), direction) == expected


def test_a_budget_of_zero_has_no_sign() -> None:
    """What cannot burn is on no way."""
    assert burn_mark(None, Fraction(1, 2), "cost") is None


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_cost_and_revenue_disagree(budget: int, actual: int) -> None:
    """The same figures are good for one direction and bad for the other, unless they are on budget."""
    cost, revenue = (variance(Fraction(budget), Fraction(actual), each).verdict for each in ("cost", "revenue"))
    assert {cost, revenue} == ({ON_BUDGET} if budget == actual else {FAVOURABLE, UNFAVOURABLE})
