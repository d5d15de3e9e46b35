"""The budget report: agreed, spent and left, the verdict, and burn beside elapsed."""

from datetime import date
from decimal import Decimal

import pytest
from report_samples import Portfolio, period, row_of, rows_of

from amcli.base.errors import NotFound, Refused
from amcli.base.results import Report
from amcli.features.budgets.reports.budget import budget

D = Decimal


@pytest.fixture
def book() -> Portfolio:
    book = Portfolio()
    book.account("acme")
    book.account("bolt")
    return book


def report(book: Portfolio, text: str = "2026", as_of: date | None = None, accounts: tuple[str, ...] = ()) -> Report:
    return budget(book.reader(), period=period(text), as_of=as_of, accounts=accounts)


def test_a_cost_budget(book: Portfolio) -> None:
    """365 agreed for the year, 200 spent by day 181: 165 left, 54.8 % burnt beside 49.6 % elapsed."""
    number = book.budget("acme", "Trade fair", "2026", "365")
    book.expense(number, "2026-01-02", "150")
    book.expense(number, "2026-06-30", "50")
    book.expense(number, "2026-07-01", "9")
    found = report(book)
    row = row_of(found, f"B{number}")
    expected = {
        "account": "acme",
        "name": "Trade fair",
        "period": "2026",
        "direction": "cost",
        "currency": "USD",
        "agreed": 365,
        "spent": 200,
        "left": 165,
        "percent": D("54.8"),
        "variance": -165,
        "variance_percent": D("-45.2"),
        "verdict": "favourable",
        "burn": D("54.8"),
        "elapsed": D("49.6"),
        "sign": "~",
    }
    assert {key: row[key] for key in expected} == expected
    total = row_of(found, "total")
    assert (total["agreed"], total["spent"], total["left"], total["elapsed"]) == (365, 200, 165, None)
    assert found.facts["as_of"] == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("direction", "agreed", "actual", "variance", "percent", "verdict"),
    [
        ("revenue", "1000", "900", "-100.00", D("-10.0"), "unfavourable"),
        ("cost", "500", "560", "60.00", D("12.0"), "unfavourable"),
        ("cost", "500", "450", "-50.00", D("-10.0"), "favourable"),
        ("cost", "0", "50", "50.00", None, "unfavourable"),
        ("cost", "500", "500", "0.00", D("0.0"), "on budget"),
    ],
)
def test_variances(
    book: Portfolio, direction: str, agreed: str, actual: str, variance: str, percent: Decimal | None, verdict: str
) -> None:
    """The variances of figures.md, with their percent and verdict."""
    number = book.budget("acme", "Any", "2026", agreed, direction)
    if direction == "cost":
        book.expense(number, "2026-01-02", actual)
    else:
        book.sale("acme", "2026-01-02", actual)
    row = row_of(report(book), f"B{number}")
    assert (str(row["variance"]), row["variance_percent"], row["verdict"]) == (variance, percent, verdict)


def test_a_revenue_budget_counts_sales_in_its_days(book: Portfolio) -> None:
    """What the account sold in the budget's own period, less credits, without purchases or anybody else's."""
    book.budget("acme", "Volume", "2026-Q2", "100", "revenue")
    for day, amount, kind in (
        ("2026-03-31", "1", "sale"),
        ("2026-04-01", "20", "sale"),
        ("2026-06-30", "50", "sale"),
        ("2026-05-05", "5", "credit"),
        ("2026-05-06", "500", "purchase"),
        ("2026-07-01", "7", "sale"),
    ):
        book.sale("acme", day, amount, kind=kind)
    book.sale("bolt", "2026-05-05", "999")
    row = row_of(budget(book.reader("2026-12-31"), period=period("2026"), as_of=None), "B1")
    assert (row["spent"], row["elapsed"], row["sign"]) == (65, 100, "!")


def test_budgets_that_overlap_appear_whole(book: Portfolio) -> None:
    """A quarter's report has the year's budget with all its money and days, up to the quarter's end."""
    number = book.budget("acme", "Year", "2026", "365")
    book.budget("acme", "Before", "2025", "365")
    book.budget("acme", "After", "2026-Q2", "365")
    book.expense(number, "2026-01-02", "10")
    book.expense(number, "2026-05-02", "20")
    found = budget(book.reader("2026-12-31"), period=period("2026-Q1"), as_of=None)
    assert [row["name"] for row in rows_of(found)] == ["Year"]
    row = row_of(found, f"B{number}")
    assert (row["agreed"], row["spent"], row["elapsed"]) == (365, 10, D("24.7"))
    assert found.facts["as_of"] == date(2026, 3, 31)


def test_a_budget_to_come(book: Portfolio) -> None:
    """A budget that has not begun is at zero of both, and has no pace to judge."""
    book.budget("acme", "Later", "2026-Q4", "100")
    row = row_of(report(book), "B1")
    assert (row["burn"], row["elapsed"], row["sign"]) == (0, 0, None)


def test_as_of_before_the_reports_period(book: Portfolio) -> None:
    """Spending counts to the day asked for, also where the report's period is still to come."""
    number = book.budget("acme", "Year", "2026", "365")
    book.expense(number, "2026-02-02", "10")
    book.expense(number, "2026-08-02", "20")
    assert row_of(report(book, "2026-Q4"), f"B{number}")["spent"] == 10


def test_costs_and_revenues_do_not_add_up(book: Portfolio) -> None:
    """With both in the report the total is of the costs, and a note has the revenues."""
    book.expense(book.budget("acme", "Fair", "2026", "100"), "2026-01-01", "40")
    book.budget("bolt", "Volume", "2026", "1000", "revenue")
    book.sale("bolt", "2026-01-01", "250")
    found = report(book)
    total = row_of(found, "total")
    assert (total["direction"], total["agreed"], total["spent"]) == ("cost", 100, 40)
    assert "the total is of the cost budgets; revenue: 250.00 USD of 1,000.00 USD" in found.notes


def test_revenues_alone_add_up(book: Portfolio) -> None:
    """A report of revenue budgets alone has their total."""
    book.budget("bolt", "Volume", "2026", "1000", "revenue")
    book.sale("bolt", "2026-01-01", "250")
    total = row_of(report(book), "total")
    assert (total["direction"], total["spent"], total["verdict"]) == ("revenue", 250, "unfavourable")


def test_some_accounts(book: Portfolio) -> None:
    """--account picks the budgets of those accounts, in the order of account, start and age."""
    for account, span in (("bolt", "2026"), ("acme", "2026-Q3"), ("acme", "2026")):
        book.budget(account, "Any", span, "1")
    assert [row["key"] for row in rows_of(report(book))] == ["B3", "B2", "B1"]
    assert [row["key"] for row in rows_of(report(book, accounts=("ACME",)))] == ["B3", "B2"]
    with pytest.raises(NotFound):
        report(book, accounts=("nobody",))


def test_no_budget(book: Portfolio) -> None:
    """Without a budget there is no row and no total, and a sentence how to agree on one."""
    found = report(book)
    assert (list(found.rows), found.total) == ([], None)
    assert "amcli budget add" in found.empty


def test_several_currencies_ask_for_one(book: Portfolio) -> None:
    """Budgets in two currencies are refused until one is chosen."""
    book.budget("acme", "Any", "2026", "1")
    book.budget("acme", "Other", "2026", "1", currency="EUR")
    with pytest.raises(Refused, match="EUR, USD"):
        report(book)
