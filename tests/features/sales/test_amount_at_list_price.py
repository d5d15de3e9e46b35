"""`sale add` without an amount: quantity × the price of the product."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Cli, tries


def latest(cli: Cli) -> dict[str, Any]:
    rows: Any = cli.json("sale", "list", "--sort", "-id", "--limit", "1")
    return dict(rows[0])


def test_the_amount_is_quantity_times_price(small: Cli) -> None:
    """The sale is in the price's currency, not the account's, and the line says how the amount came about; `undo` and
    `--dry-run` are as of any sale.
    """
    small.ok("product", "edit", "clutch", "--price", "EUR 12.50")
    before = small.dump()
    words = ("sale", "add", "maruti", "--product", "clutch", "--quantity", "10")
    tried = small(*words, "--dry-run")
    assert (tried.out, tried.err) == (
        "Would have added sale S4 (125.00 EUR maruti 2026-09-17)\n",
        "note: 10 × 12.50 = 125.00 EUR\n",
    )
    assert small.dump() == before
    done = small(*words, "-q")
    assert (done.out, done.err) == ("S4\n", "note: 10 × 12.50 = 125.00 EUR\n")
    row = latest(small)
    assert (row["amount"], row["currency"], row["quantity"], row["kind"]) == (125, "EUR", 10, "sale")
    small.ok("undo")
    assert small.dump() == before


def test_a_part_of_a_unit_is_rounded_once_and_said(small: Cli) -> None:
    """2.5 × 0.99 is no amount of cents: half even, and the sentence has the exact product."""
    small.ok("product", "add", "Bolt", "--price", "0.99")
    assert (
        "note: 2.5 × 0.99 = 2.475, rounded to 2.48 USD\n"
        in small("sale", "add", "maruti", "--product", "bolt", "--quantity", "2.5").err
    )
    small.ok("product", "add", "Yen", "--price", "JPY 333")
    assert (
        "note: 0.5 × 333 = 166.5, rounded to 166 JPY\n"
        in small("sale", "add", "eclair", "--product", "yen", "--quantity", "0.5").err
    )
    assert latest(small)["amount"] == 166


def test_a_credit_takes_the_price_too(small: Cli) -> None:
    """Goods that came back are counted at their price; an amount that is typed counts as before."""
    small.ok("sale", "add", "maruti", "--product", "pad", "--quantity", "2", "--kind", "credit")
    assert (latest(small)["amount"], latest(small)["kind"]) == (96, "credit")
    done = small("sale", "add", "maruti", "90", "--product", "pad", "--quantity", "2")
    assert (latest(small)["amount"], "×" in done.err) == (90, False)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 2, "a sale needs its amount: type it as AMOUNT, or --product P and --quantity N for its price"),
        (("--quantity", "3"), 2, "a sale needs its amount: type it as AMOUNT, or --product P and --quantity N for its"),
        (("--product", "pad"), 2, "a sale needs its amount: type it as AMOUNT, or --quantity N for N × the price of"),
        (("--product", "raw", "--quantity", "3"), 2,
         "product raw has no price: type the amount; `amcli product edit raw --price M` gives it one"),
        (("--product", "pad", "--quantity", "3", "--currency", "eur"), 2,
         "the price of pad is in USD: type the amount in EUR"),
        (("--product", "pad", "--quantity", "3", "--kind", "purchase"), 2,
         "a purchase needs its amount: type it as AMOUNT (the price of a product is what it is sold for)"),
        (("--product", "pad", "--quantity", "3", "--cost", "EUR 9"), 2, "one sale has one currency, not EUR and USD"),
        (("--product", "pad", "--quantity", "-3"), 2, "'-3' is not a quantity"),
        (("--product", "nothing", "--quantity", "3"), 3, "there is no product 'nothing'"),
    ],
)  # fmt: skip
def test_what_has_no_amount_says_what_to_type(small: Cli, words: tuple[str, ...], code: int, says: str) -> None:
    """No price, no quantity, another currency, a purchase: one line, and nothing is written."""
    small.ok("product", "add", "Raw")
    before = small.dump()
    done = small("sale", "add", "maruti", *words)
    assert done.code == code
    assert done.err.startswith(f"amcli: {says}")
    assert done.err.count("\n") == 1
    assert small.dump() == before


def test_a_file_has_its_amounts(small: Cli) -> None:
    """An import takes no price for an amount that is missing."""
    file = small.folder / "sales.csv"
    file.write_text("account,amount,product,quantity,date\nmaruti,,pad,2,2026-09-09\n")
    assert small("import", "sales", str(file)).code == 2


@settings(max_examples=tries(12, 50), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.decimals(0, 100_000, places=6), st.integers(0, 10**9), st.sampled_from([("USD", 2), ("JPY", 0), ("KWD", 3)]))
def test_any_quantity_at_any_price(small: Cli, quantity: Decimal, minor: int, currency: tuple[str, int]) -> None:
    """The amount is the exact product, rounded half even to the currency's decimals."""
    code, decimals = currency
    price = Decimal(minor).scaleb(-decimals)
    small.ok("product", "edit", "clutch", "--price", f"{code} {price:f}", "--currency", code)
    small.ok("sale", "add", "maruti", "--product", "clutch", "--quantity", f"{quantity:f}")
    exact = Fraction(quantity) * minor
    assert Fraction(str(latest(small)["amount"])) * 10**decimals == round(exact)
