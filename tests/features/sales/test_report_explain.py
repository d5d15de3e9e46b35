"""--explain: the rows behind an account's figures, and what they are measured against."""

from datetime import date
from decimal import Decimal

import pytest
from report_samples import Portfolio, period, row_of, rows_of

from amcli.base.errors import NotFound
from amcli.base.results import Report
from amcli.features.activity.reports.activity import activity
from amcli.features.activity.reports.explain import explain_activity
from amcli.features.budgets.reports.budget import budget
from amcli.features.budgets.reports.explain import explain_budget
from amcli.features.sales.reports.explain import explain_sales
from amcli.features.sales.reports.sales import sales

D = Decimal


@pytest.fixture
def book() -> Portfolio:
    book = Portfolio()
    book.account("acme")
    book.account("depot", "acme")
    book.product("pad")
    book.sale("acme", "2025-12-31", "1000")
    book.sale("acme", "2026-03-01", "500", product="pad", ref="INV-2")
    book.sale("acme", "2026-01-01", "100", ref="INV-1")
    book.sale("acme", "2026-03-01", "50", kind="credit", ref="CRN-1")
    book.sale("acme", "2026-03-02", "7777", kind="purchase")
    book.sale("acme", "2026-07-01", "9000")
    book.sale("depot", "2026-02-02", "30")
    return book


def explained(book: Portfolio, text: str = "2026", tree: bool = False, currency: str = "") -> Report:
    return explain_sales(book.reader(), period=period(text), as_of=None, account="acme", tree=tree, currency=currency)


def test_the_rows_behind_sales(book: Portfolio) -> None:
    """Sales and credits of the period up to as-of, the oldest first, add up to the report's actual."""
    found = explained(book)
    assert [
        (row["id"], row["date"], row["kind"], row["product"], row["ref"], row["amount"]) for row in rows_of(found)
    ] == [
        ("S3", date(2026, 1, 1), "sale", None, "INV-1", 100),
        ("S2", date(2026, 3, 1), "sale", "pad", "INV-2", 500),
        ("S4", date(2026, 3, 1), "credit", None, "CRN-1", -50),
    ]
    actual = row_of(sales(book.reader(), period=period("2026"), as_of=None), "acme")["actual"]
    total = row_of(found, "total")
    assert total["amount"] == total["converted"] == actual == 550
    assert found.facts["account"] == "acme"


def test_the_rows_behind_a_tree(book: Portfolio) -> None:
    """With --tree the rows of the accounts below count too, as in the report."""
    found = explained(book, tree=True)
    assert {row["account"] for row in rows_of(found)} == {"acme", "depot"}
    report = sales(book.reader(), period=period("2026"), as_of=None, tree=True)
    assert row_of(found, "total")["amount"] == row_of(report, "acme")["actual"] == 580


def test_rates_are_shown(book: Portfolio) -> None:
    """Where amounts convert, each row has the rate as it was set, direct or inverse, and what it came to."""
    book.rate("EUR", "USD", "1.25", "2026-02-01")
    book.rate("USD", "GBP", "0.8", "2026-02-01")
    book.sale("acme", "2026-04-01", "8", "EUR")
    book.sale("acme", "2026-04-02", "8", "GBP")
    found = explained(book, currency="USD")
    dollar, *_, euro, pound = rows_of(found)
    assert (dollar["rate_pair"], dollar["rate"], dollar["converted"]) == (None, None, 100)
    assert (euro["rate_pair"], euro["rate"], euro["converted"]) == ("EUR USD", D("1.25"), 10)
    assert (pound["rate_pair"], pound["rate"], pound["converted"]) == ("USD GBP", D("0.8"), 10)
    total = row_of(found, "total")
    assert (total["amount"], total["currency"], total["converted"]) == (None, None, 570)


@pytest.mark.parametrize(
    ("targets", "span", "note"),
    [
        ([], "2026", "no target answers for 2026"),
        ([("2026", "1200000", "acme")], "2026", "own target 1,200,000.00 USD: T1 for 2026"),
        (
            [("2026", "1200000", "acme")],
            "2026-Q4",
            "own target 302,465.75 USD: 92 of 365 days of T1 for 2026",
        ),
        (
            [("2026-01", "1", "acme"), ("2026-02", "2", "acme"), ("2026-03", "3", "acme")],
            "2026-Q1",
            "own target 6.00 USD: T1 for 2026-01, T2 for 2026-02, T3 for 2026-03",
        ),
        (
            [("2026", "40", "depot")],
            "2026",
            "target with those below 40.00 USD: the sum of those of the accounts below",
        ),
    ],
)
def test_the_targets_used(book: Portfolio, targets: list[tuple[str, str, str]], span: str, note: str) -> None:
    """A note says which targets answer for the account, and how."""
    for each in targets:
        book.target(*each)
    assert explained(book, span, tree=True).notes == (note,)


def test_what_finer_targets_leave(book: Portfolio) -> None:
    """The note says which days of a target count, and of how much, once finer ones have taken theirs."""
    book.target("2026", "1200", "acme")
    book.target("2026-Q4", "600", "acme")
    share = "of 273 days of the 600.00 USD that finer targets leave of T1 for 2026"
    assert explained(book, "2026-Q1").notes == (f"own target 197.80 USD: 90 {share}",)
    half = f"own target 802.20 USD: 92 {share}, T2 for 2026-Q4"
    assert explained(book, "2026-07-01..2026-12-31").notes == (half,)


def test_own_and_group_targets_are_both_named(book: Portfolio) -> None:
    """What answers for the account's own sales and for its group stands in two notes, flat and with --tree."""
    book.target("2026", "1000", "acme", group=True)
    group = "group target 1,000.00 USD: T1 for 2026"
    assert explained(book).notes == explained(book, tree=True).notes == (group,)
    book.target("2026", "600", "acme")
    assert explained(book).notes == ("own target 600.00 USD: T2 for 2026", group)
    book.db.execute('DELETE FROM target WHERE "group"')
    book.target("2026", "40", "depot")
    below = "target with those below 640.00 USD: its own and the sum of those of the accounts below"
    assert explained(book, tree=True).notes == ("own target 600.00 USD: T2 for 2026", below)


def test_the_rows_behind_budgets(book: Portfolio) -> None:
    """Expenses of cost budgets and sales of revenue budgets, budget by budget, add up to what the report says."""
    fair = book.budget("acme", "Fair", "2026", "1000")
    book.budget("acme", "Volume", "2026-Q1", "900", "revenue")
    book.budget("depot", "Other", "2026", "1")
    book.expense(fair, "2026-05-01", "30", "Stand")
    book.expense(fair, "2026-04-01", "20", "Rent")
    book.expense(fair, "2026-07-01", "10", "Later")
    found = explain_budget(book.reader(), period=period("2026"), as_of=None, account="acme")
    assert [(row["budget"], row["id"], row["memo"], row["amount"]) for row in rows_of(found)] == [
        ("B1", "X2", "Rent", 20),
        ("B1", "X1", "Stand", 30),
        ("B2", "S3", "INV-1", 100),
        ("B2", "S2", "INV-2", 500),
        ("B2", "S4", "CRN-1", -50),
    ]
    report = budget(book.reader(), period=period("2026"), as_of=None, accounts=["acme"])
    for row in rows_of(report):
        counted = sum(each["converted"] for each in rows_of(found) if each["budget"] == row["key"])
        assert counted == row["spent"]
    assert found.total is None
    assert found.notes == ("B1 Fair: 50.00 USD of 1,000.00 USD", "B2 Volume: 550.00 USD of 900.00 USD")


def test_budgets_of_one_direction_have_a_total(book: Portfolio) -> None:
    """Costs alone add up."""
    book.expense(book.budget("acme", "Fair", "2026", "1000"), "2026-05-01", "30")
    found = explain_budget(book.reader(), period=period("2026"), as_of=None, account="acme")
    assert row_of(found, "total")["amount"] == 30


def test_the_rows_behind_activity(book: Portfolio) -> None:
    """The interactions of the period up to as-of, with who took part, and how long it has been since."""
    for day, kind in (("2025-12-31", "call"), ("2026-06-01", "visit"), ("2026-06-02", "note"), ("2026-07-01", "call")):
        book.interaction("acme", day, kind, 5)
    book.interaction("depot", "2026-06-01")
    for number, name in enumerate(("Asha", "Ravi"), 1):
        book.db.execute("INSERT INTO contact (account_id, name) VALUES (1, ?)", (name,))
        book.db.execute("INSERT INTO interaction_contact (interaction_id, contact_id) VALUES (2, ?)", (number,))
    found = explain_activity(book.reader(), period=period("2026"), as_of=None, account="acme")
    assert [tuple(row.values()) for row in rows_of(found)] == [
        ("I2", date(2026, 6, 1), "visit", "Spoke", ("Asha", "Ravi"), 5),
        ("I3", date(2026, 6, 2), "note", "Spoke", (), 5),
    ]
    report = activity(book.reader(), period=period("2026"), as_of=None)
    assert row_of(report, "acme")["total"] == len(rows_of(found))
    assert found.notes == (
        "last spoken with on 2026-06-01, 29 days before 2026-06-30; its cadence is 90 days: not quiet",
    )


def test_an_account_never_spoken_with(book: Portfolio) -> None:
    """Silence since the beginning has a sentence too."""
    found = explain_activity(book.reader(), period=period("2026"), as_of=None, account="acme")
    assert found.notes == ("never spoken with; its cadence is 90 days: quiet",)
    assert "no interactions with acme in 2026 up to 2026-06-30" in found.empty


@pytest.mark.parametrize("explain", [explain_sales, explain_budget, explain_activity])
def test_an_unknown_account(book: Portfolio, explain: object) -> None:
    """A name that nobody has is not found."""
    assert callable(explain)
    with pytest.raises(NotFound):
        explain(book.reader(), period=period("2026"), as_of=None, account="nobody")
