"""One currency for a report: which it is, how amounts get there, and what is refused."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import DECIMALS, Portfolio, minor, period, row_of, rows_of

from amcli.base.errors import BadValue, Refused
from amcli.features.budgets.reports.budget import budget
from amcli.features.budgets.reports.explain import explain_budget
from amcli.features.currencies.reports.rates import MissingRate, Rates
from amcli.features.sales.reports.explain import explain_sales
from amcli.features.sales.reports.sales import sales
from conftest import tries

D = Decimal


@pytest.fixture
def book() -> Portfolio:
    """Two accounts, one that buys in euros and one in dollars."""
    book = Portfolio()
    book.account("euro")
    book.account("dollar")
    book.sale("euro", "2026-02-10", "100", "EUR")
    book.sale("dollar", "2026-02-10", "110", "USD")
    return book


def actual(book: Portfolio, key: str, currency: str, accounts: tuple[str, ...] = ()) -> Decimal:
    report = sales(book.reader(), period=period("2026"), as_of=None, currency=currency, accounts=accounts)
    found: Decimal = row_of(report, key)["actual"]
    return found


def test_the_currency_that_all_share(book: Portfolio) -> None:
    """Records that share a currency are reported in it, without asking and without a rate."""
    report = sales(book.reader(), period=period("2026"), as_of=None, accounts=["euro"])
    assert (report.facts["currency"], row_of(report, "total")["actual"]) == ("EUR", 100)


def test_several_currencies_ask_for_one(book: Portfolio) -> None:
    """Where records share none, and none is configured, the report asks, and names them."""
    with pytest.raises(Refused, match=r"EUR, USD.*--currency"):
        sales(book.reader(), period=period("2026"), as_of=None)


def test_a_targets_currency_counts(book: Portfolio) -> None:
    """A target in another currency than the sales is a record too."""
    book.target("2026", "1000", "euro", currency="USD")
    with pytest.raises(Refused, match="EUR, USD"):
        sales(book.reader(), period=period("2026"), as_of=None, accounts=["euro"])


def test_the_configured_currency(book: Portfolio, tmp_path: Path) -> None:
    """The configured currency is the report's, and an option goes before it."""
    book.rate("EUR", "USD", "1.1", "2026-01-01")
    config = tmp_path / "config.toml"
    config.write_text('currency = "USD"\n')
    reader = book.reader(config=config)
    assert row_of(sales(reader, period=period("2026"), as_of=None), "total")["actual"] == 220
    assert row_of(sales(reader, period=period("2026"), as_of=None, currency="eur"), "total")["actual"] == 200


def test_no_such_currency(book: Portfolio) -> None:
    """A word that is no currency is refused, whether it was typed or configured."""
    with pytest.raises(BadValue, match="'EUX'"):
        sales(book.reader(), period=period("2026"), as_of=None, currency="EUX")


def test_the_latest_rate_on_or_before_the_day(book: Portfolio) -> None:
    """A sale converts at the rate that held on its day, whatever came later."""
    for rate, day in (("1.0", "2026-01-01"), ("1.5", "2026-02-10"), ("2.0", "2026-02-11")):
        book.rate("EUR", "USD", rate, day)
    assert actual(book, "euro", "USD") == 150


def test_a_rate_that_changes_within_a_month(book: Portfolio) -> None:
    """Sales of one month convert each at the rate of its own day."""
    book.sale("euro", "2026-02-20", "100", "EUR")
    book.rate("EUR", "USD", "1.5", "2026-02-01")
    book.rate("EUR", "USD", "2.0", "2026-02-11")
    assert actual(book, "euro", "USD") == 150 + 200


def test_the_later_of_a_direct_and_an_inverse_rate_serves(book: Portfolio) -> None:
    """Without a direct rate the inverse converts, and with an older one too; of one day the direct one does."""
    book.rate("USD", "EUR", "0.8", "2026-02-01")
    assert actual(book, "euro", "USD") == 125
    book.rate("EUR", "USD", "1.2", "2026-01-01")
    assert actual(book, "euro", "USD") == 125
    book.rate("EUR", "USD", "1.3", "2026-02-01")
    assert actual(book, "euro", "USD") == 130


def test_a_direct_rate_to_come_does_not_stop_the_inverse(book: Portfolio) -> None:
    """A direct rate that holds only after the day leaves the inverse to serve."""
    book.rate("USD", "EUR", "0.8", "2026-02-01")
    book.rate("EUR", "USD", "9", "2026-02-11")
    assert actual(book, "euro", "USD") == 125


def test_no_chains(book: Portfolio) -> None:
    """Rates over a third currency do not make one."""
    book.rate("EUR", "GBP", "0.9", "2026-01-01")
    book.rate("GBP", "USD", "1.3", "2026-01-01")
    with pytest.raises(MissingRate):
        actual(book, "euro", "USD")


def test_a_missing_rate_names_the_day_and_the_pair(book: Portfolio) -> None:
    """The first sale without a rate is named, by the day it was made and the pair it wants."""
    book.rate("EUR", "USD", "1.1", "2026-02-11")
    book.sale("euro", "2026-02-09", "1", "EUR")
    with pytest.raises(Refused, match=r"from EUR to USD on or before 2026-02-09.*amcli rate set EUR USD"):
        actual(book, "euro", "USD")


def test_a_target_converts_on_its_first_day(book: Portfolio) -> None:
    """A target takes the rate of its own period's first day, each tile its own."""
    book.rate("EUR", "USD", "1", "2025-12-31")
    book.rate("EUR", "USD", "2", "2026-01-02")
    for quarter in (1, 2, 3, 4):
        book.target(f"2026-Q{quarter}", "100", "euro", currency="EUR")
    report = sales(book.reader(), period=period("2026"), as_of=None, currency="USD")
    assert row_of(report, "euro")["target"] == 100 + 3 * 200
    assert any(note.startswith("converted to USD") for note in report.notes)


def test_a_target_without_a_rate(book: Portfolio) -> None:
    """A target that cannot be converted on its first day refuses the report, and names that day."""
    book.rate("EUR", "USD", "1", "2026-01-02")
    book.target("2026", "100", "euro", currency="EUR")
    with pytest.raises(Refused, match="2026-01-01"):
        actual(book, "euro", "USD")


def test_decimals_of_both_currencies_count() -> None:
    """Yen without decimals become dollars with two, and dinars with three."""
    book = Portfolio()
    book.account("acme")
    book.sale("acme", "2026-01-01", "1000", "JPY")
    book.rate("JPY", "USD", "0.0067", "2026-01-01")
    book.rate("KWD", "JPY", "480", "2026-01-01")
    assert str(actual(book, "acme", "USD")) == "6.70"
    assert str(actual(book, "acme", "KWD")) == "2.083"


def test_totals_round_the_unrounded_sum() -> None:
    """Three sales of 0.335 add up to 1.005, which rounds once, half even, to 1.00, not to 3 × 0.34."""
    book = Portfolio()
    for code in ("a", "b", "c"):
        book.account(code)
        book.sale(code, "2026-01-01", "0.67", "EUR")
    book.rate("EUR", "USD", "0.5", "2026-01-01")
    report = sales(book.reader(), period=period("2026"), as_of=None, currency="USD")
    assert [row["actual"] for row in rows_of(report)] == [D("0.34")] * 3
    assert row_of(report, "total")["actual"] == D("1.00")


def test_a_season_that_cannot_be_converted(book: Portfolio) -> None:
    """An account's report needs no rate of other accounts' sales: its season is unknown then, and a note says why."""
    book.sale("euro", "2025-01-01", "10", "EUR")
    book.sale("dollar", "2025-01-01", "10", "USD")
    report = sales(book.reader(), period=period("2026"), as_of=None, accounts=["euro"])
    assert (report.facts["currency"], row_of(report, "euro")["pace_seasonal"]) == ("EUR", None)
    assert any("no seasonal pace: there is no rate from USD to EUR" in note for note in report.notes)


def test_rates_know_their_days(book: Portfolio) -> None:
    """The rates of a currency are those of the pairs it is in."""
    book.rate("EUR", "USD", "1.1", "2026-01-01")
    book.rate("USD", "GBP", "0.8", "2026-01-02")
    book.rate("EUR", "GBP", "0.8", "2026-01-03")
    rates = Rates(book.reader(), "USD")
    assert rates.days() == {date(2026, 1, 1), date(2026, 1, 2)}
    assert rates.at("USD", date(1990, 1, 1)) is None


START = date(2025, 11, 1)
spans = st.integers(0, 60).map(lambda number: START + timedelta(days=number))
lines = st.tuples(spans, st.integers(0, 10**9), st.sampled_from(sorted(DECIMALS)), st.sampled_from(["sale", "credit"]))
quotes = st.tuples(spans, st.integers(1, 10**7), st.booleans(), st.sampled_from(["EUR", "GBP", "JPY", "KWD"]))


def converted(each: tuple[date, int, str, str], rates: list[tuple[date, int, bool, str]]) -> Fraction:
    """One line in dollars' cents, by hand: the latest rate, the direct one where an inverse is of the same day."""
    day, amount, currency, kind = each
    value = Fraction(amount if kind == "sale" else -amount, 10 ** DECIMALS[currency])
    if currency != "USD":
        known = [(since, direct, rate) for since, rate, direct, code in rates if code == currency and since <= day]
        if not known:
            raise LookupError
        _, direct, number = max(known)
        rate = Fraction(number, 10_000)
        return value * (rate if direct else 1 / rate) * 100
    return value * 100


@settings(max_examples=tries(25, 120))
@given(st.lists(lines, max_size=12), st.lists(quotes, max_size=8, unique_by=lambda each: (each[0], each[2], each[3])))
def test_conversion_is_exact(sold: list[tuple[date, int, str, str]], rates: list[tuple[date, int, bool, str]]) -> None:
    """Any sales at any rates add up to what a line by line computation gives, or are refused where it finds no rate."""
    book = Portfolio()
    book.account("acme")
    for day, amount, currency, kind in sold:
        book.sale("acme", str(day), str(D(amount).scaleb(-DECIMALS[currency])), currency, kind)
    for day, rate, direct, code in rates:
        pair = (code, "USD") if direct else ("USD", code)
        book.rate(*pair, str(D(rate).scaleb(-4)), str(day))
    span = period("2025-11-01..2026-12-31")
    try:
        cents = round(sum((converted(each, rates) for each in sold), Fraction(0)))
    except LookupError:
        with pytest.raises(MissingRate):
            sales(book.reader("2026-12-31"), period=span, as_of=None, currency="USD")
        return
    report = sales(book.reader("2026-12-31"), period=span, as_of=None, currency="USD")
    assert row_of(report, "total")["actual"] == D(cents).scaleb(-2)
    opened = explain_sales(book.reader("2026-12-31"), period=span, as_of=None, account="acme", currency="USD")
    assert row_of(opened, "total")["converted"] == D(cents).scaleb(-2)


def test_minor_units(book: Portfolio) -> None:
    """The test's own money is stored as the file stores it."""
    assert (minor("1.25", "KWD"), minor("12", "JPY")) == (1250, 12)


def test_budgets_convert_on_their_first_day(book: Portfolio) -> None:
    """A budget and its expenses take the rate of the budget's first day, a revenue's sales that of their own."""
    book.rate("EUR", "USD", "2", "2026-01-01")
    book.rate("EUR", "USD", "3", "2026-02-01")
    fair = book.budget("euro", "Fair", "2026", "100", currency="EUR")
    book.expense(fair, "2026-03-01", "40")
    book.budget("euro", "Volume", "2026-Q1", "100", "revenue", currency="EUR")
    report = budget(book.reader(), period=period("2026"), as_of=None, currency="USD")
    assert [(row["name"], row["agreed"], row["spent"]) for row in rows_of(report)] == [
        ("Fair", 200, 80),
        ("Volume", 200, 300),
    ]
    assert any(note.startswith("converted to USD") for note in report.notes)
    opened = explain_budget(book.reader(), period=period("2026"), as_of=None, account="euro", currency="USD")
    assert [(row["name"], row["rate"], row["converted"]) for row in rows_of(opened)] == [
        ("Fair", 2, 80),
        ("Volume", 3, 300),
    ]
