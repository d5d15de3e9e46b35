"""Money: what may be typed, and that no digit is lost between typed, stored and shown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.base.errors import BadValue
from amcli.base.money import (
    COMMA,
    POINT,
    FileAmount,
    as_typed,
    from_minor,
    grouped,
    parse_file_money,
    parse_money,
    parse_quantity,
    parse_rate,
    percent,
    round_to_minor,
    rounded_money,
    to_minor,
)
from amcli.base.text import one_line

DECIMALS = st.sampled_from([0, 2, 3])
MINOR = st.integers(min_value=-(10**40), max_value=10**40)
AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=3)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("125000", "125000", None),
        ("125000.50", "125000.50", None),
        ("125,000.50", "125000.50", None),
        ("1,234,567", "1234567", None),
        ("1,00,000", "100000", None),
        ("12,34,567.00", "1234567.00", None),
        ("INR 99,99,99,999.50", "999999999.50", "INR"),
        ("EUR 99", "99", "EUR"),
        ("EUR99", "99", "EUR"),
        ("99EUR", "99", "EUR"),
        ("99 EUR", "99", "EUR"),
        ("99.95 eur", "99.95", "EUR"),
        (" 7 ", "7", None),
        ("0", "0", None),
        ("40k", "40000", None),
        ("40K", "40000", None),
        ("1.2m", "1200000", None),
        ("1.2M", "1200000", None),
        ("1.2345k", "1234.5", None),
        ("1,200k", "1200000", None),
        ("0k", "0", None),
        ("EUR 40k", "40000", "EUR"),
        ("40k EUR", "40000", "EUR"),
        ("40kEUR", "40000", "EUR"),
        ("40KWD", "40", "KWD"),
        ("40 MXN", "40", "MXN"),
        ("999999999999999.99", "999999999999999.99", None),
    ],
)
def test_the_forms_of_money(text: str, value: str, currency: str | None) -> None:
    """Every form of the contract is read with the decimals that were typed, but for those that `k` and `m` use up."""
    typed = parse_money(text)
    assert typed[:2] == (Decimal(value), currency)
    assert str(typed.value) == value


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("125000", "125000", None),
        ("125000,50", "125000.50", None),
        ("125.000,50", "125000.50", None),
        ("1.234.567", "1234567", None),
        ("1,2m", "1200000", None),
        ("EUR 1.500,5k", "1500500", "EUR"),
        ("99,95 eur", "99.95", "EUR"),
    ],
)
def test_the_forms_of_money_with_a_decimal_comma(text: str, value: str, currency: str | None) -> None:
    """The comma stands before the decimals, and the point between groups of three."""
    typed = parse_money(text, decimal=COMMA)
    assert typed[:2] == (Decimal(value), currency)
    assert str(typed.value) == value


@pytest.mark.parametrize(
    ("text", "decimal", "other"),
    [
        ("1.2m", COMMA, "point"),
        ("125,000.50", COMMA, "point"),
        ("1,2m", POINT, "comma"),
        ("125.000,50", POINT, "comma"),
        ("1.250.000", POINT, "comma"),
        ("1,2,3", COMMA, ""),
        ("1.23.456,7", COMMA, ""),
        ("0.123", COMMA, "point"),
        ("-5x", COMMA, ""),
    ],
)
def test_never_both_separators(text: str, decimal: str, other: str) -> None:
    """What is an amount with the other sign alone is refused, with the forms of this one and how to change it."""
    with pytest.raises(BadValue) as caught:
        parse_money(text, decimal=decimal)
    forms = {POINT: "125,000.50, 40k, 1.2m, EUR 99 or 99EUR", COMMA: "125.000,50, 40k, 1,2m, EUR 99 or 99EUR"}
    hint = f"; `amcli config set decimal {other}` reads a decimal {other}" if other else ""
    assert caught.value.message.endswith(f"{forms[decimal]}{hint}")


@pytest.mark.parametrize("text", ["40k", "EUR 1.2m"])
def test_a_file_writes_amounts_in_full(text: str) -> None:
    """`k` and `m` are for those who type; the message of a file's amount does not name them."""
    with pytest.raises(BadValue, match=r"is not an amount: use 125000, 125000.50, 125,000.50, EUR 99 or 99EUR$"):
        parse_file_money(text)
    assert parse_file_money("EUR 1,250.50") == FileAmount(Decimal("1250.50"), "EUR")


def test_too_exact_in_thousands() -> None:
    """More decimals than the currency has are an error that shows what was typed."""
    typed = parse_money("EUR 1.234567k")
    with pytest.raises(BadValue, match=r"'1.234567k' has too many decimals: EUR takes at most 2 decimals"):
        to_minor(typed.value, 2, "EUR", typed.number)
    assert to_minor(parse_money("1.2345k").value, 2) == 123450
    assert to_minor(parse_money("1.200k").value, 0) == 1200


@given(st.integers(0, 10**6 - 1), st.integers(0, 3), st.sampled_from("kKmM"), st.sampled_from([POINT, COMMA]))
def test_thousands_and_millions_are_exact(number: int, places: int, unit: str, decimal: str) -> None:
    """`1.2m` is what 1200000 is, in either way of writing."""
    text = format(Decimal(number).scaleb(-places), "f")
    typed = parse_money(f"{text if decimal == POINT else text.replace('.', ',')}{unit}", decimal=decimal)
    assert typed.value == Decimal(number).scaleb(-places) * (1000 if unit in "kK" else 1_000_000)
    assert format(typed.value, "f") == as_typed(typed.value, "EUR").removeprefix("EUR ")
    assert parse_money(as_typed(typed.value, "EUR", decimal), decimal=decimal)[:2] == (typed.value, "EUR")


@pytest.mark.parametrize(
    ("text", "value"),
    [("2,5", "2.5"), ("1.250,5", "1250.5"), ("1.250.000", "1250000"), ("12", "12"), ("0,123", "0.123")],
)
def test_numbers_with_a_decimal_comma(text: str, value: str) -> None:
    """Quantities are written as amounts are; `1.250` may be either, and is refused; rates have no groups."""
    assert str(parse_quantity(text, COMMA)) == value
    for wrong in ("1.250", "2.5", "40k"):
        with pytest.raises(BadValue, match="is not a quantity: use 12 or 2,5 "):
            parse_quantity(wrong, COMMA)
    assert parse_rate("0,92", COMMA) == Decimal("0.92")
    with pytest.raises(BadValue, match="is not a rate: use 0,92 or 110 "):
        parse_rate("0.92", COMMA)


@pytest.mark.parametrize("text", ["-5", "-5.00", "- 5", "−5", "EUR -5", "-EUR 5", "-1,000 EUR", "(5)", "-0"])
def test_a_negative_amount_names_the_credit(text: str) -> None:
    """A negative is refused, and the message says how money given back is written, where it can be."""
    with pytest.raises(BadValue, match=r"negative.*zero or more; money given back is --kind credit$"):
        parse_money(text, below_zero="--kind credit")
    with pytest.raises(BadValue, match=r"negative.*zero or more$"):
        parse_money(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "EUR", "abc", "12,34", "1234,567", "1,2345", "0,123", ",123", "1.234,56",
        "0,00,000", "100,00,000", "1,00,00", "12,34,5678", "1,000,00,000", "1,00,000,000",
        "1.5.0", ".5", "5.", "1e5",
        "1E+5", "1_000", "NaN", "nan", "inf", "Infinity", "+5", "$5", "€ 5", "EU 5", "EURO 5", "5 6", "EUR  5", "5\n6",
        "١٢٣", "１２", "²", "12-5", "--5", "EUR 5 EUR", "0x10",
        "40 k", "k", "40kk", "40mm", "1.2b", "40 k EUR", "EUR 40K EUR",
    ],
)  # fmt: skip
def test_what_is_not_money_is_refused_with_the_forms(text: str) -> None:
    """Anything else is an error of one line that shows the accepted forms, and never a guess."""
    with pytest.raises(BadValue) as caught:
        parse_money(text)
    assert "125,000.50" in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("text", ["1000000000000000", "1,000,000,000,000,000", "9" * 5000])
def test_amounts_have_a_cap(text: str) -> None:
    """An amount of 10**15 or more is refused, however long it is."""
    with pytest.raises(BadValue, match="too large"):
        parse_money(text)


@given(st.text(max_size=200))
def test_hostile_money_is_read_or_refused(text: str) -> None:
    """No text makes the reader fail otherwise, and what it reads is never negative."""
    try:
        typed = parse_money(text)
    except BadValue as error:
        assert one_line(error.message) == error.message
    else:
        assert 0 <= typed.value < 10**15


@given(st.integers(0, 10**15 - 1), st.integers(0, 3), st.booleans())
def test_a_shown_amount_can_be_typed_again(minor: int, decimals: int, commas: bool) -> None:
    """What is shown, with thousands separators or without, reads back as the same amount."""
    value = from_minor(minor, decimals)
    typed = parse_money(grouped(value) if commas else str(value))
    assert to_minor(typed.value, decimals) == minor


@given(MINOR, DECIMALS)
def test_minor_to_major_and_back(minor: int, decimals: int) -> None:
    """Minor units survive the way to major units and back at any size, with exactly the currency's decimals."""
    value = from_minor(minor, decimals)
    assert value.as_tuple().exponent == -decimals
    assert to_minor(value, decimals) == minor
    assert round_to_minor(value, decimals) == minor


def test_from_minor_keeps_more_digits_than_the_default_context() -> None:
    """A sum of more than 28 digits comes out whole."""
    assert str(from_minor(10**40 + 1, 2)) == "1" + "0" * 38 + ".01"
    assert str(from_minor(0, 3)) == "0.000"
    assert str(from_minor(-5, 2)) == "-0.05"


def test_to_minor_examples() -> None:
    """Fewer decimals than the currency's are filled up; none are needed; zero has no sign."""
    assert to_minor(Decimal("12.5"), 2) == 1250
    assert to_minor(Decimal("12"), 3) == 12000
    assert to_minor(Decimal("1E+3"), 2) == 100000
    assert to_minor(Decimal("500"), 0) == 500
    assert to_minor(Decimal("-0.00"), 2) == 0


@pytest.mark.parametrize(
    ("value", "decimals", "currency", "accepted"),
    [
        ("1.005", 2, "EUR", "EUR takes at most 2 decimals"),
        ("125.000", 2, "EUR", "EUR takes at most 2 decimals"),
        ("1.5", 0, "JPY", "JPY takes no decimals"),
        ("1.55", 1, "XXX", "XXX takes at most 1 decimal$"),
        ("1.0005", 3, "", "this currency takes at most 3 decimals"),
        ("NaN", 2, "EUR", "EUR takes"),
    ],
)
def test_more_decimals_than_the_currency_is_an_error(value: str, decimals: int, currency: str, accepted: str) -> None:
    """Decimals are counted as typed and never rounded away: the message names the currency and what it takes."""
    with pytest.raises(BadValue, match=accepted):
        to_minor(Decimal(value), decimals, currency)


@pytest.mark.parametrize(
    ("value", "decimals", "minor"),
    [("0.125", 2, 12), ("0.135", 2, 14), ("2.5", 0, 2), ("3.5", 0, 4), ("-0.125", 2, -12), ("1.23456", 3, 1235)],
)
def test_rounding_is_half_even(value: str, decimals: int, minor: int) -> None:
    """A half goes to the even neighbour."""
    assert round_to_minor(Decimal(value), decimals) == minor


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20), DECIMALS)
def test_rounding_is_python_rounding_of_the_exact_value(value: Decimal, decimals: int) -> None:
    """Rounding agrees with exact fractions, which round half even."""
    assert round_to_minor(value, decimals) == round(Fraction(value) * 10**decimals)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (520000, 1200000, "43.3"),
        (Decimal("520000"), Decimal("595068.49"), "87.4"),
        (520000, 504000, "103.2"),
        (Decimal("617085.22"), 700000, "88.2"),
        (300, 1000, "30.0"),
        (181, 365, "49.6"),
        (1, 2000, "0.0"),
        (3, 2000, "0.2"),
        (-1, 4, "-25.0"),
        (1, -4, "-25.0"),
        (-1, 10**6, "0.0"),
        (0, 5, "0.0"),
        (Decimal("-0"), 5, "0.0"),
        (10**40, 3, "3" * 42 + ".3"),
    ],
)
def test_percent_examples(part: Decimal | int, whole: Decimal | int, shown: str) -> None:
    """The ratios of the formula page, halves to even, and no minus sign at zero."""
    assert str(percent(part, whole)) == shown


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (1, Decimal("0.00")), (1, None), (None, 1), (None, None)])
def test_percent_is_undefined_without_a_denominator(part: Decimal | None, whole: Decimal | None) -> None:
    """Nothing to divide, or nothing to divide by, is None."""
    assert percent(part, whole) is None


@given(AMOUNTS, AMOUNTS.filter(bool))
def test_percent_rounds_once(part: Decimal, whole: Decimal) -> None:
    """The result is the exact ratio rounded once, half even, to one decimal, and never negative zero."""
    result = percent(part, whole)
    assert result is not None
    assert Fraction(result) == Fraction(round(Fraction(part) / Fraction(whole) * 1000), 10)
    assert result.as_tuple().exponent == -1
    assert str(result) != "-0.0"


@pytest.mark.parametrize(
    ("value", "whole", "shown"),
    [
        ("1234.50", False, "1,234.50"),
        ("0.00", False, "0.00"),
        ("-0.00", False, "0.00"),
        ("-1234567.891", False, "-1,234,567.891"),
        ("1E+3", False, "1,000"),
        ("1234.50", True, "1,234"),
        ("1235.50", True, "1,236"),
        ("-0.40", True, "0"),
        ("12345678901234567890123456789012.34", False, "12,345,678,901,234,567,890,123,456,789,012.34"),
        ("12345678901234567890123456789012.34", True, "12,345,678,901,234,567,890,123,456,789,012"),
    ],
)
def test_grouped(value: str, whole: bool, shown: str) -> None:
    """Thousands separators, the decimals as they are or none, no digit lost, no negative zero."""
    assert grouped(Decimal(value), whole) == shown


NEAR_HALVES = st.builds(
    lambda unit, off, digits: Fraction(2 * unit + 1, 2) + Fraction(off, 10**digits),
    st.integers(-(10**20), 10**20),
    st.integers(-60, 60),
    st.integers(1, 6),
)


@given(st.fractions() | NEAR_HALVES, DECIMALS)
def test_money_rounds_once(amount: Fraction, decimals: int) -> None:
    """Any exact amount is rounded half even to its currency's decimals, and to whole units from the exact amount."""
    money = rounded_money(amount * 10**decimals, decimals)
    assert (money, money.as_tuple().exponent) == (from_minor(round(amount * 10**decimals), decimals), -decimals)
    assert grouped(money, whole=True) == f"{round(amount):,}"
    assert str(money) == grouped(money).replace(",", "") or not money
    assert type(money + 0) is Decimal


def test_money_rounds_once_examples() -> None:
    """2,019.497 is 2,019.50, and 2,019; 2,019.5 itself is 2,020, the even one; so it is below zero and of a Decimal."""
    for exact, shown, whole in (
        ("2019.497", "2,019.50", "2,019"),
        ("2019.5", "2,019.50", "2,020"),
        ("2018.503", "2,018.50", "2,019"),
        ("-2019.497", "-2,019.50", "-2,019"),
        ("-0.499", "-0.50", "0"),
    ):
        for amount in (Decimal(exact) * 100, Fraction(exact) * 100):
            money = rounded_money(amount, 2)
            assert (grouped(money), grouped(money, whole=True)) == (shown, whole)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("2.50", "2.5"),
        ("100", "100"),
        ("0", "0"),
        ("0.000001", "0.000001"),
        ("1.0000000", "1"),
        ("007", "7"),
        ("12,34,567", "1234567"),
        ("1,234,567.5", "1234567.5"),
        ("1,250.5", "1250.5"),
    ],
)
def test_quantities_are_canonical(text: str, value: str) -> None:
    """A quantity is a plain decimal; needless zeros and exponents are gone."""
    assert str(parse_quantity(text)) == value


@pytest.mark.parametrize(
    "text", ["", "-1", "+1", "1,000", "1,00,00", "1e3", "NaN", "inf", "0.0000001", "1000000000000", "١", "1_0"]
)
def test_what_is_not_a_quantity_is_refused(text: str) -> None:
    """A negative, exponential, too fine, too large or doubtful quantity is refused: the message says so."""
    with pytest.raises(BadValue, match=r"use 12 or 2\.5"):
        parse_quantity(text)


@pytest.mark.parametrize(("text", "value"), [("0.92", "0.92"), ("110.0", "110"), ("0.000000000001", "0.000000000001")])
def test_rates(text: str, value: str) -> None:
    """A rate is a plain decimal above zero."""
    assert format(parse_rate(text), "f") == value


@pytest.mark.parametrize("text", ["0", "0.00", "-1", "", "1/3", "0.0000000000001", "1000000000000", "NaN"])
def test_what_is_not_a_rate_is_refused(text: str) -> None:
    """Zero, a negative, or more than 12 decimals is no rate."""
    with pytest.raises(BadValue, match=r"use 0\.92 or 110"):
        parse_rate(text)


@given(st.decimals(min_value=0, max_value=10**11, places=6))
def test_a_quantity_is_its_value(value: Decimal) -> None:
    """A quantity equals what was typed, and typing what was read reads the same."""
    read = parse_quantity(format(value, "f"))
    assert read == value
    assert parse_quantity(str(format(read, "f"))) == read
