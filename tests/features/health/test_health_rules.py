"""The factors of health at their edges, the score of those that are known, and what tells two kinds apart."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.base.money import one_decimal
from amcli.features.health.reports.explain_health import rounded_parts
from amcli.features.health.rules.factors import (
    contact_value,
    contract_value,
    issues_value,
    promises_value,
    pulse_value,
    roles_value,
    sales_value,
)
from amcli.features.health.rules.score import LEAST_KNOWN, WEIGHTS, WHOLE, score
from amcli.features.health.rules.told_apart import area
from amcli.features.issues.nouns import SEVERITIES

VALUES = st.lists(st.none() | st.fractions(0, 100, max_denominator=1000), min_size=len(WEIGHTS), max_size=len(WEIGHTS))
SCORES = st.lists(st.fractions(0, 100, max_denominator=8), max_size=20)


def fractions(*values: object) -> list[Fraction | None]:
    return [None if value is None else Fraction(str(value)) for value in values]


@pytest.mark.parametrize(
    ("reached", "value"),
    [(None, None), ("1", 100), ("1.3", 100), ("0.99", "97.5"), ("0.8", 50), ("0.6", 0), ("0.59", 0), ("-1", 0)],
)
def test_forecast_against_target(reached: str | None, value: object) -> None:
    """From 60 % of the target to all of it a straight line; without a forecast or a target nothing."""
    assert sales_value(None if reached is None else Fraction(reached)) == fractions(value)[0]


@pytest.mark.parametrize(
    ("days", "value"), [(None, None), (0, 100), (30, 100), (31, Fraction(290, 3)), (45, 50), (60, 0), (61, 0), (999, 0)]
)
def test_contact(days: int | None, value: Fraction | None) -> None:
    """All within the cadence, nothing from twice of it on; who was never spoken with has no value."""
    assert contact_value(days, 30) == value


@pytest.mark.parametrize(
    ("open_ones", "value"),
    [("", 100), ("low", 95), ("normal", 90), ("high", 75), ("critical", 60), ("critical normal", 50),
     ("critical critical", 20), ("critical critical high", 0), ("critical " * 9, 0)],
)  # fmt: skip
def test_issues(open_ones: str, value: int) -> None:
    """Less 40, 25, 10, 5 for each, and never below 0."""
    assert issues_value(open_ones.split()) == value


def test_the_other_factors() -> None:
    """Promises kept of due, roles of five halved for one thread, notice that nobody attends to, pulse up to 90 days."""
    assert [promises_value(*each) for each in ((5, 8), (0, 3), (0, 0))] == fractions("62.5", 0, None)
    assert [roles_value(count, single_threaded=False) for count in range(6)] == [0, 20, 40, 60, 80, 100]
    assert roles_value(3, single_threaded=True) == 30
    assert [contract_value(unattended=each) for each in (False, True)] == [100, 0]
    assert [pulse_value(points, 0) for points in range(1, 6)] == [20, 40, 60, 80, 100]
    assert [pulse_value(4, age) for age in (90, 91)] == fractions(80, None)


def test_the_score_of_figures() -> None:
    """80, 100, 60, 62.5, 40 and two that are missing: (2,400 + 2,000 + 1,200 + 625 + 400) / 90."""
    found = score(fractions(80, 100, 60, "62.5", 40, None, None))
    assert (found.exact, found.known) == (Fraction(6625, 90), 90)
    assert str(one_decimal(found.exact)) == "73.6"


def test_half_of_the_weight_makes_a_score() -> None:
    """Forecast and contact are 50 of 100: enough; forecast, promises and contract are 45: none."""
    assert score(fractions(100, 0, None, None, None, None, None)).exact == 60
    found = score(fractions(100, None, None, 100, None, 100, None))
    assert (found.exact, found.known, set(found.contributions)) == (None, 45, {None})
    assert (score([None] * 7).known, sum(WEIGHTS), WHOLE) == (0, 100, 100)


@given(VALUES)
def test_contributions_add_up(values: list[Fraction | None]) -> None:
    """What the factors bring is the score, exactly and rounded; it lies between the least and the largest value."""
    found = score(values)
    known = [value for value in values if value is not None]
    if found.exact is None:
        assert found.known < LEAST_KNOWN
        assert set(rounded_parts(found)) == {None}
        return
    assert sum(each for each in found.contributions if each is not None) == found.exact
    assert 0 <= min(known) <= found.exact <= max(known) <= 100
    parts = rounded_parts(found)
    assert [part is None for part in parts] == [value is None for value in values]
    assert sum(part for part in parts if part is not None) == one_decimal(found.exact)
    for part, exact in zip(parts, found.contributions, strict=True):
        assert part is None or exact is None or abs(Fraction(part) - exact) < Fraction(1, 10)


@given(VALUES, st.integers(0, len(WEIGHTS) - 1))
def test_a_missing_factor_is_not_zero(values: list[Fraction | None], place: int) -> None:
    """Without a factor the score is the mean of the others: one that is as good as these changes nothing, and a zero in
    its place pulls it down.
    """
    without = [*values[:place], None, *values[place + 1 :]]
    found = score(without)
    if found.exact is None:
        return
    assert score([*without[:place], found.exact, *without[place + 1 :]]).exact == found.exact
    zero = score([*without[:place], Fraction(0), *without[place + 1 :]]).exact
    assert zero is not None
    assert zero < found.exact or found.exact == zero == 0


@given(st.lists(st.sampled_from(SEVERITIES)), st.sampled_from(SEVERITIES))
def test_one_more_issue_is_never_better(open_ones: list[str], more: str) -> None:
    """Another issue takes away, or leaves nothing."""
    before, after = issues_value(open_ones), issues_value([*open_ones, more])
    assert 0 <= after < before <= 100 or after == before == 0


def test_the_area_of_known_values() -> None:
    """1 where all that fell scored lower, 0 where all scored higher, 1/2 where nothing tells them apart."""
    low, high = [Fraction(10), Fraction(20)], [Fraction(30), Fraction(40)]
    assert [area(*each) for each in ((low, high), (high, low), (low, low))] == [1, 0, Fraction(1, 2)]
    assert area([Fraction(10), Fraction(50)], [Fraction(50), Fraction(90)]) == Fraction(7, 8)
    assert area([], high) is area(low, []) is None


@given(SCORES, SCORES)
def test_the_area_is_that_of_all_pairs(lower: list[Fraction], higher: list[Fraction]) -> None:
    """As counted pair by pair; turned round it is what is left of 1."""
    found = area(lower, higher)
    if found is None:
        assert not lower or not higher
        return
    pairs = [Fraction(1) if one < other else Fraction(one == other, 2) for one in lower for other in higher]
    assert found == sum(pairs) / len(pairs)
    assert area(higher, lower) == 1 - found
