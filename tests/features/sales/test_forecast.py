"""The forecast of a period's end: worked portfolios, to the last digit, and what must hold for any sales."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.features.sales.rules.forecast import MOST_YEARS, RULES, Pool, RowSums, forecast, pool
from amcli.features.sales.rules.interval import Spread, interval, spread

ROUNDING = Fraction(1, 10**20)
WORKED: list[Any] = json.loads((Path(__file__).parent / "forecasts.json").read_text())


def sums_of(row: Any) -> RowSums:
    return RowSums(*map(Fraction, row["sums"]))


def cents(value: Fraction | Decimal | None) -> str | None:
    return None if value is None else str(Decimal(round(value * 100)).scaleb(-2))


def accounts_of(case: Any) -> list[RowSums]:
    return [sums_of(row) for row in case["rows"] if row["name"] != "TOTAL"]


def known(accounts: list[RowSums], years: int) -> tuple[Pool | None, Spread | None]:
    found = pool(accounts, years)
    return found, spread(accounts, found) if found else None


@pytest.mark.parametrize("case", WORKED, ids=[case["title"] for case in WORKED])
def test_worked_portfolios(case: Any) -> None:
    """Each account's and the total's forecast, exactly, what each rule says, the weights, errors and the interval."""
    found, width = known(accounts_of(case), case["years"])
    if found is not None:
        assert found.season.share == Fraction(case["w"])
        assert found.season.growth == Fraction(case["h"])
        assert list(found.weights) == [Fraction(weight) for weight in case["weights"]]
        assert found.errors == (case["errors"] and tuple(map(Fraction, case["errors"])))
    assert [width and f"{value:.12f}" for value in width or (None, None)] == [case["q"], case["c"]]
    for row in case["rows"]:
        sums = sums_of(row)
        value = forecast(sums, found, case["days"], case["gone"])
        assert value == (None if row["exact"] is None else Fraction(row["exact"]))
        assert cents(value) == row["forecast"]
        ends = interval(sums, value, width) or (None, None)
        assert [cents(end) for end in ends] == [row["low"], row["high"]]
        if row["rules"]:
            assert found is not None
            assert [cents(sums.actual + rule.rest(sums)) for rule in found.rules] == row["rules"]


amounts = st.integers(-(10**6), 10**9)
rows = st.lists(st.builds(RowSums, *[amounts] * 7), min_size=1, max_size=9)


@settings(max_examples=50)
@given(rows, st.integers(0, MOST_YEARS), st.integers(1, 400), st.data())
def test_rows_add_up_to_the_total(accounts: list[RowSums], years: int, days: int, data: st.DataObject) -> None:
    """However rows are put together, their forecasts add up to that of their sum, exactly; and on the last day each is
    what was sold.
    """
    elapsed = data.draw(st.integers(1, days))
    found, width = known(accounts, years)
    parts = [forecast(sums, found, days, elapsed) for sums in accounts]
    whole = RowSums(*map(sum, zip(*accounts, strict=True)))
    total = forecast(whole, found, days, elapsed)
    assert total == sum(part for part in parts if part is not None)
    if elapsed == days:
        assert total == whole.actual
    if found:
        assert sum(found.weights) == 1
        assert len(found.weights) == len(found.rules) == len(RULES)
    ends = interval(whole, total, width)
    if ends and total is not None:
        low, high = map(Fraction, ends)  # of 40 digits
        assert low - ROUNDING <= total <= high + ROUNDING


@given(rows)
def test_an_amount_is_what_it_is_in_any_unit(accounts: list[RowSums]) -> None:
    """Whole numbers of minor units and fractions of another unit give the same forecast."""
    found, width = known(accounts, MOST_YEARS)
    tenth = [RowSums(*(Fraction(each, 10) for each in sums)) for sums in accounts]
    other, narrow = known(tenth, MOST_YEARS)
    for sums, part in zip(accounts, tenth, strict=True):
        value, small = forecast(sums, found, 10, 5), forecast(part, other, 10, 5)
        assert value is not None
        assert small == value / 10
        ends, less = interval(sums, value, width), interval(part, small, narrow)
        assert (ends is None) == (less is None)
        if ends and less:
            assert all(abs(end / 10 - its) < Decimal("0.000001") for end, its in zip(ends, less, strict=True))
