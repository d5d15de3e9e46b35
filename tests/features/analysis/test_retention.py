"""Who was kept: the states of accounts, credits, spans under way, currencies, and every refusal."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import Portfolio, period, row_of, rows_of

from amcli.base.errors import BadValue
from amcli.base.results import Report
from amcli.features.analysis.reports.explain_retention import explain_retention
from amcli.features.analysis.reports.retention import LOST_FIRST, retention
from amcli.features.currencies.reports.rates import MissingRate
from amcli.render.order import ordered
from conftest import Cli

D = Decimal
CLASSES = ("opening", "expansion", "contraction", "lost", "new", "returning", "now")


@pytest.fixture
def book() -> Portfolio:
    """An account in each state, as of 30 June 2026; the books begin in 2024."""
    book = Portfolio()
    for code in ("grew", "shrank", "same", "gone", "fresh", "back", "credited", "refunded"):
        book.account(code, tier=1 if code in ("grew", "gone", "back") else 2)
    for product in ("pad", "disc"):
        book.product(product)
    then, now = "2025-05-05", "2026-05-05"
    for code in ("back", "same"):
        book.sale(code, "2024-03-01", "7")
    for code, amount in (("grew", "100"), ("shrank", "100"), ("same", "40"), ("gone", "60"), ("refunded", "500")):
        book.sale(code, then, amount, product="pad")
    for code, amount in (("grew", "130"), ("shrank", "25"), ("same", "40"), ("back", "8"), ("fresh", "5")):
        book.sale(code, now, amount, product="disc")
    book.sale("gone", "2025-07-01", "1000")  # after the same days of last year
    book.sale("credited", then, "20", kind="credit")  # bought nothing then, whatever it gave back
    book.sale("credited", now, "90")
    book.sale("refunded", now, "50", kind="credit")
    return book


def kept(book: Portfolio, this: str = "2026", **more: Any) -> Report:
    return retention(book.reader(), period=period(this), as_of=None, **more)


def amounts(report: Report, key: str | None) -> list[Decimal]:
    return [row_of(report, key)[each] for each in CLASSES]


def test_states_and_classes(book: Portfolio) -> None:
    """Each account has one state, by its net sales on the same days; classes add up; who gave back stands aside."""
    report = kept(book)
    by_account = {row["key"]: row["state"] for row in rows_of(ordered(report, LOST_FIRST))}
    assert list(by_account.items()) == [
        ("refunded", "lost"), ("gone", "lost"), ("shrank", "contracted"), ("credited", "new"), ("grew", "expanded"),
        ("back", "returning"), ("fresh", "new"), ("same", "kept"),
    ]  # fmt: skip
    assert report.people_order == LOST_FIRST
    assert amounts(report, "refunded") == list(map(D, ("500.00", "0.00", "0.00", "550.00", "0.00", "0.00", "-50.00")))
    assert amounts(report, "credited") == list(map(D, ("0.00", "0.00", "0.00", "0.00", "90.00", "0.00", "90.00")))
    total = row_of(report, "total")
    assert amounts(report, "total") == list(map(D, ("800.00", "30.00", "75.00", "610.00", "95.00", "8.00", "248.00")))
    assert (total["nrr"], total["grr"], total["kept"], total["accounts"]) == (D("18.1"), D("14.4"), 3, 5)
    notes = "\n".join(report.notes)
    for said in (
        "5 accounts bought in 2025 up to 30 Jun: 800 + 30 expansion − 75 contraction − 610 lost = 145",
        "NRR 18.1 %, GRR 14.4 %, 3 of 5 accounts kept (60.0 %)",
        "2 new with 95, 1 returning with 8",
        "2026 counts up to 30 Jun, 2025 up to 30 Jun: lost is lost so far",
        "not in the opening, with more credits than sales in 2025: credited",
        "more credits than sales in 2026: refunded",
    ):
        assert said in notes, said
    tiers = kept(book, by="tier")
    assert amounts(tiers, "total") == amounts(report, "total")
    assert amounts(tiers, "1") == list(map(D, ("160.00", "30.00", "0.00", "60.00", "0.00", "8.00", "138.00")))
    assert row_of(tiers, "1")["grr"] == D("62.5")
    assert [row["key"] for row in rows_of(kept(book, accounts=["gone", "back"]))] == ["back", "gone"]


def test_another_earlier_period(book: Portfolio) -> None:
    """--against counts as many days of it; where it is no earlier one it is refused; unknown is n/a and not zero."""
    report = kept(book, "2026-H1", against=period("2025-Q3"))
    assert row_of(report, "gone")["lost"] == D("1000.00") and row_of(report, "same")["state"] == "returning"
    with pytest.raises(BadValue, match="does not begin before 2026"):
        kept(book, against=period("2026-Q2"))
    with pytest.raises(BadValue, match="use one of account, tier"):
        kept(book, by="product")
    for early in (kept(book, "2024"), kept(book, "2027")):
        total = row_of(early, "total")
        assert [total[key] for key in ("opening", "lost", "nrr", "accounts", "change")] == [None] * 5
        assert any("nothing to compare with" in note for note in early.notes)


def test_currencies_are_as_in_the_sales_report(book: Portfolio) -> None:
    """Each sale at the rate of its day, rounded once; a rate that is missing on either side is refused."""
    book.account("euro")
    book.sale("euro", "2025-02-01", "10.01", currency="EUR")
    book.sale("euro", "2026-02-01", "10.01", currency="EUR")
    book.rate("EUR", "USD", "1.2345", "2026-01-01")
    with pytest.raises(MissingRate, match="2025-02-01"):
        kept(book, currency="USD")
    book.rate("EUR", "USD", "1.1", "2025-01-01")
    assert amounts(kept(book, currency="USD"), "euro")[:2] == [D("11.01"), D("1.35")]
    assert "converted to USD: a sale at the rate of its day" in kept(book, currency="USD").notes


def test_what_changed_of_an_account(book: Portfolio) -> None:
    """Each product on both sides, what fell most first; the changes add up to the account's."""

    def opened(account: str) -> Report:
        return explain_retention(
            book.reader(), period=period("2026"), as_of=date(2026, 6, 30), against=None, account=account
        )

    grew = opened("grew")
    assert [(row["key"], row["opening"], row["now"], row["change"]) for row in rows_of(grew)] == [
        ("pad", D("100.00"), D("0.00"), D("-100.00")), ("disc", D("0.00"), D("130.00"), D("130.00")),
    ]  # fmt: skip
    assert row_of(grew, "total")["change"] == D("30.00")
    assert grew.notes[:2] == (
        "expanded: NRR 130.0 %, GRR 100.0 %", "`amcli report sales --period 2026 --explain grew` lists the sales",
    )  # fmt: skip
    assert "its sales in 2025 came to less than nothing" in opened("credited").notes[0]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("a", "b", "c", "d")),
            st.dates(date(2024, 1, 1), date(2026, 12, 31)),
            st.integers(-60, 90).filter(bool),
        ),
        max_size=25,
    ),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_the_definition(sold: list[tuple[str, date, int]], as_of: date) -> None:
    """On whatever day it is looked at, cut months too: the rows are those of the definition, by hand."""
    book = Portfolio()
    for code in "abcd":
        book.account(code)
    book.account("first")
    sold = [("first", date(2024, 1, 1), 1), *sold]
    for code, day, amount in sold:
        book.sale(code, str(day), str(abs(amount)), kind="sale" if amount > 0 else "credit")
    report = retention(book.reader("2026-12-31"), period=period("2026"), as_of=as_of)
    ends = (date(2025, as_of.month, as_of.day), as_of)
    total = dict.fromkeys(CLASSES, 0)
    for code in ("a", "b", "c", "d", "first"):
        then, now = (
            sum(amount for whose, day, amount in sold if whose == code and date(end.year, 1, 1) <= day <= end)
            for end in ends
        )
        before = any(whose == code and amount > 0 and day.year < 2025 for whose, day, amount in sold)
        key = "returning" if before else "new"
        row = dict.fromkeys(CLASSES, 0) | {"now": now}
        if then > 0:
            key = "lost" if now <= 0 else "expansion" if now > then else "contraction"
            row |= {"opening": then, key: abs(now - then)}
        else:
            row[key] = now
        if then > 0 or now:
            assert amounts(report, code) == [D(row[each]) for each in CLASSES]
        total = {each: total[each] + row[each] for each in CLASSES}
    assert amounts(report, "total") == [D(total[each]) for each in CLASSES]
    if total["opening"]:
        share = Fraction(100 * (total["opening"] - total["contraction"] - total["lost"]), total["opening"])
        assert abs(Fraction(row_of(report, "total")["grr"]) - share) <= Fraction(1, 20)


def test_typed(cli: Cli) -> None:
    """From an import-free start: what is typed, every format, and what is refused beside --explain. The id of an
    opportunity stands for its account.
    """
    cli.ok("account", "add", "Maruti", "--tier", "1")
    for amount, day in (("100", "2025-01-15"), ("60", "2026-03-01")):
        cli.ok("sale", "add", "maruti", amount, "--on", day)
    words = ("report", "retention", "--period", "2026-Q1", "--as-of", "2026-03-31")
    found: Any = cli.json(*words)
    assert (found["against"], str(found["against_end"]), found["rows"][0]["state"]) == (
        "2025-Q1", "2025-03-31", "contracted",
    )  # fmt: skip
    assert "maruti,Maruti,USD,100.00,0.00,40.00,0.00" in cli.ok(*words, "-f", "csv")
    assert "contracted" in cli.ok(*words, "-f", "markdown")
    assert cli("report", "retention", "--explain", "maruti", "--by", "tier").code == 2
    cli.ok("opportunity", "add", "maruti", "More", "--close", "2026-12-01")
    assert cli.ok(*words, "--explain", "OP1") == cli.ok(*words, "--explain", "maruti")
    for wide in ("40", "60", "80", "200"):
        for more in ((), ("--by", "tier"), ("--explain", "maruti")):
            lines = cli(*words, *more, "-f", "table", COLUMNS=wide).out.splitlines()
            assert lines and max(map(len, lines)) <= int(wide)
