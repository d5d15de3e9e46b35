"""What a plan brings and takes by year: sums, present value, payback; and how it is typed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.base.errors import BadValue
from amcli.features.plans.rules.money import YearMoney, parse_discount, worth
from conftest import Cli, built_once, tries

AMOUNTS = st.integers(0, 10**9)
YEARS = st.lists(
    st.builds(YearMoney, st.integers(1990, 2060), AMOUNTS, AMOUNTS, AMOUNTS),
    unique_by=lambda each: each.year,
    max_size=8,
)
DISCOUNTS = st.fractions(0, 2, max_denominator=1000)


@pytest.fixture
@built_once
def planned(cli: Cli) -> Cli:
    """PL1 of an account in EUR, without money."""
    cli.ok("account", "add", "Maruti", "--code", "maruti", "--currency", "EUR")
    cli.ok("plan", "write", "maruti", "2026..2028", "-", stdin="# Goal\n\nGrow")
    return cli


def three_years(cli: Cli) -> None:
    """The check of docs/figures.md: −50,000, +30,000, +40,000."""
    for year, sales, invest in (("2026", "0", "50k"), ("2027", "30k", "0"), ("2028", "40k", "0")):
        cli.ok("plan", "money", "PL1", year, "--sales", sales, "--cost", "0", "--invest", invest)


def test_money_by_year_is_worth_what_the_formula_says(planned: Cli) -> None:
    """Contributions of −50,000, +30,000 and +40,000 at 10 % are worth 9,391.44, the first year discounted too, and are
    paid back in the third; without a discount there is no present value, and without money none of it.
    """
    bare: Any = planned.json("plan", "show", "PL1", "--discount", "10")
    assert [bare[key] for key in ("contribution", "present_value", "payback", "money")] == [None, None, None, []]
    three_years(planned)
    found: Any = planned.json("plan", "show", "maruti", "--discount", "10 %")
    assert [str(found[key]) for key in ("contribution", "present_value", "payback", "currency")] == [
        "20000.00", "9391.44", "2028", "EUR",
    ]  # fmt: skip
    assert [(row["year"], str(row["contribution"]), str(row["running"])) for row in found["money"]] == [
        (2026, "-50000.00", "-50000.00"), (2027, "30000.00", "-20000.00"), (2028, "40000.00", "20000.00"),
    ]  # fmt: skip
    without: Any = planned.json("plan", "show", "PL1")
    assert (without["present_value"], without["payback"]) == (None, 2028)
    shown = planned.ok("plan", "show", "PL1", "--discount", "10", "-f", "table", COLUMNS="80")
    assert "payback in 2028 · present value at 10 %: 9,391.44" in shown
    opened: Any = planned.json("plan", "show", "PL1", "--explain", "money", "--discount", "10")
    assert [str(row["present"])[:9] for row in opened["rows"]] == ["-45454.54", "24793.388", "30052.592"]
    assert str(opened["total"]["present"]) == "9391.44"
    assert [row["after"] for row in opened["rows"]] == [1, 2, 3]


@settings(max_examples=tries(50, 500))
@given(YEARS, DISCOUNTS)
def test_rows_of_money_add_up_and_are_worth_what_they_are(years: list[YearMoney], discount: Fraction) -> None:
    """Whatever the years, in whatever order: the running sum is that of the rows so far, the present value an
    independent sum, and payback the first year from below which nothing is.
    """
    found = worth(years, discount)
    lines, first = found.lines, min((each.year for each in years), default=0)
    assert [line.money for line in lines] == sorted(years)
    for place, line in enumerate(lines):
        assert line.money.contribution == line.money.sales - line.money.cost - line.money.invest
        assert line.running == sum(each.money.contribution for each in lines[: place + 1])
    assert found.contribution == sum(each.sales - each.cost - each.invest for each in years)
    expected = Fraction(0)
    for each in years:
        factor = Fraction(1)
        for _ in range(first, each.year + 1):
            factor /= 1 + discount
        expected += (each.sales - each.cost - each.invest) * factor
    assert found.present == (expected if years else None)
    early = [line for line in lines if found.payback is None or line.money.year < found.payback]
    assert all(line.running < 0 for line in early)
    assert found.payback is None or next(line for line in lines if line.money.year == found.payback).running >= 0
    assert worth(years).present is None
    assert worth([YearMoney(2026, 0, 0, 5), YearMoney(2028, 5, 0, 0)]).payback == 2028
    if not discount:
        assert found.present in (None, found.contribution)


def test_a_year_is_set_and_set_again(planned: Cli) -> None:
    """A year is in the account's currency and needs all three amounts; again it is changed, from → to, and the years of
    a plan have one currency.
    """
    money = ("plan", "money", "PL1", "2027")
    before = planned.dump()
    for words, said in (
        ((), "nothing to set: type --sales M, --cost M, --invest M"),
        (("--sales", "5"), "a contribution needs its cost: type --cost M"),
        (("--sales", "-5", "--cost", "0", "--invest", "0"), "is negative"),
    ):
        done = planned(*money, *words)
        assert done.code == 2 and said in done.err, done
    assert planned("plan", "money", "PL1", "abc", "--sales", "1", "--cost", "0", "--invest", "0").code == 2
    assert planned.dump() == before
    made = planned.ok(*money, "--sales", "1.7m", "--cost", "1.19m", "--invest", "20k")
    assert made == "Set contribution CB1 (PL1 2027): a contribution of 490,000 EUR\n"
    assert planned.ok(*money, "--invest", "20000").startswith("Nothing to change")
    stood = planned.dump()
    again = planned.ok(*money, "--invest", "25k")
    assert again == "Set contribution CB1 PL1 2027: invest 20,000 → 25,000 EUR: a contribution of 485,000 EUR\n"
    planned.undo_and_redo(stood, planned.dump())
    other = planned("plan", "money", "PL1", "2028", "--sales", "USD 5", "--cost", "0", "--invest", "0")
    assert other.code == 4 and "the money of PL1 is in EUR" in other.err
    assert planned.ok("plan", "money", "maruti", "2028", "--sales", "5", "--cost", "0", "--invest", "0")
    rows: Any = planned.json("contribution", "list")
    assert [(row["year"], row["currency"], str(row["invest"])) for row in rows] == [
        (2027, "EUR", "25000.00"), (2028, "EUR", "0.00"),
    ]  # fmt: skip


def test_a_discount_is_percent_a_year() -> None:
    """10, 10 % and 7.5% are; words, less than zero and a slip are none."""
    assert [parse_discount(text, "point") for text in ("10", "10 %", "7.5%", "0")] == [
        Fraction(1, 10), Fraction(1, 10), Fraction(3, 40), 0,
    ]  # fmt: skip
    assert parse_discount("7,5 %", "comma") == Fraction(3, 40)
    for text in ("x", "-5", "10 a year", "5000", ""):
        with pytest.raises(BadValue):
            parse_discount(text, "point")


def test_the_present_value_is_rounded_once(planned: Cli) -> None:
    """Thirds of cents are not rounded year by year: 3 × 0.10 at 200 % is 0.05, not 0.03 + 0.01 + 0.00."""
    for year in ("2026", "2027", "2028"):
        planned.ok("plan", "money", "PL1", year, "--sales", "0.10", "--cost", "0", "--invest", "0")
    found: Any = planned.json("plan", "show", "PL1", "--discount", "200")
    exact = sum((Decimal("0.10") / 3**year for year in (1, 2, 3)), Decimal(0))
    assert str(found["present_value"]) == "0.05" == str(exact.quantize(Decimal("0.01")))
    assert found["written"] == str(date(2026, 9, 17))
