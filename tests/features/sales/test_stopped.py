"""Who bought last year and buys no more."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from report_samples import Portfolio, period, row_of, rows_of

from amcli.base.results import Report
from amcli.features.sales.reports.asked import Asked
from amcli.features.sales.reports.sales import sales
from conftest import Cli

D = Decimal


@pytest.fixture
def book() -> Portfolio:
    """As of 30 September 2026, 90 days: from 3 July on."""
    book = Portfolio()
    for code in ("small", "large", "buys", "credited", "never", "later", "fresh"):
        book.account(code)
    for product in ("pad", "disc"):
        book.product(product, "Brakes")
    book.sale("buys", "2025-01-01", "5", product="disc")
    for code, amount in (("small", "100"), ("large", "900"), ("buys", "50"), ("credited", "70")):
        book.sale(code, "2025-05-05", amount, product="pad")
    book.sale("large", "2026-07-02", "10", product="pad")  # 91 days, both ends counted
    book.sale("buys", "2026-07-03", "10", product="disc")  # the first of the 90 days
    book.sale("credited", "2026-02-02", "30", product="pad")
    book.sale("credited", "2026-08-01", "30", kind="credit", product="pad")  # buys nothing
    book.sale("later", "2025-10-01", "400", product="pad")  # not on the same days last year
    book.sale("fresh", "2026-01-05", "400", product="pad")
    book.target("2026", "1000", "large")
    book.target("2026", "500", "small")
    book.target("2026", "9000")
    return book


def stopped(book: Portfolio, as_of: str = "2026-09-30", **more: Any) -> Report:
    day = date.fromisoformat(as_of)
    return sales(book.reader("2026-12-31"), period=period("2026"), as_of=day, asked=Asked(stopped=True), **more)


def test_who_stopped(book: Portfolio) -> None:
    """Bought on the same days last year, no sale (a credit is none) in the last 90 days; the largest first."""
    report = stopped(book)
    assert [(row["key"], row["last_sale"], row["last_year"], row["actual"]) for row in rows_of(report)] == [
        ("large", date(2026, 7, 2), D("900.00"), D("10.00")),
        ("small", date(2025, 5, 5), D("100.00"), D("0.00")),
        ("credited", date(2026, 2, 2), D("70.00"), D("0.00")),
    ]  # fmt: skip
    total = row_of(report, "total")
    assert (total["last_year"], total["actual"], total["target"], total["last_sale"]) == (
        D("1070.00"), D("10.00"), D("1500.00"), date(2026, 7, 2),
    )  # fmt: skip
    assert report.notes[1] == (  # after the one on books that end early
        "stopped: 3 of 4 with sales on the same days last year, 1,070 then; "
        "none in the 90 days to 30 Sep (stopped.days)"
    )
    assert total["forecast"] == sum(row["forecast"] for row in rows_of(report))
    assert report.people_order == "" and not [note for note in report.notes if "add up" in note or "allocated" in note]


def test_the_days_count_to_as_of(book: Portfolio) -> None:
    """A day earlier the large one still bought in 90 days, a day later the last one stopped too."""
    assert [row["key"] for row in rows_of(stopped(book, "2026-09-29"))] == ["small", "credited"]
    assert [row["key"] for row in rows_of(stopped(book, "2026-10-01"))] == [
        "large",
        "later",
        "small",
        "credited",
        "buys",
    ]


def test_what_an_account_stopped_buying(book: Portfolio) -> None:
    """By product, of all and of one account."""
    (row,) = rows_of(stopped(book, by="product"))
    assert (row["key"], row["last_sale"], row["last_year"]) == ("pad", date(2026, 7, 2), D("1120.00"))
    (row,) = rows_of(stopped(book, by="product", accounts=["buys"]))
    assert (row["key"], row["last_sale"], row["last_year"]) == ("pad", date(2025, 5, 5), D("50.00"))
    assert rows_of(stopped(book, by="category", accounts=["buys"])) == []


def test_nobody_stopped_is_said(book: Portfolio) -> None:
    """None, nothing then, and books that do not reach back are three things."""
    alone = stopped(book, accounts=["buys"])
    assert rows_of(alone) == [] and alone.empty == ""
    none = "none stopped: all 1 with sales on the same days last year have one"
    assert f"{none} in the 90 days to 30 Sep (stopped.days)" in alone.notes
    assert "none stopped: none had sales on the same days last year" in stopped(book, accounts=["fresh"]).notes
    early = sales(book.reader("2026-12-31"), period=period("2025"), as_of=None, asked=Asked(stopped=True))
    assert early.notes[0].startswith("nobody can be said to have stopped: the books do not reach back to")
    assert rows_of(early) == []
    assert row_of(early, "total")["last_sale"] is None
    ahead = sales(book.reader("2026-12-31"), period=period("2027"), as_of=None, asked=Asked(stopped=True))
    assert ahead.notes[0] == "nobody has stopped yet: 2027 has not begun on 2026-12-31"


def test_who_stopped_as_it_is_typed(cli: Cli) -> None:
    """Question 10: the setting says how many days, and the portfolio keeps it."""
    for code in ("acme", "bolt"):
        cli.ok("account", "add", code.title())
        cli.ok("sale", "add", code, "100", "--on", "2025-03-01")
    cli.ok("sale", "add", "acme", "1", "--on", "2025-01-31")
    cli.ok("sale", "add", "acme", "100", "--on", "2026-08-28")  # 21 days with today
    rows: Any = cli.json("report", "sales", "--stopped")
    assert [(row["key"], row["last_sale"]) for row in rows["rows"]] == [("bolt", "2025-03-01")]
    assert rows["total"]["last_year"] == D("100.00")
    assert "bolt" in cli.ok("report", "sales", "--stopped", "-f", "plain")
    table = cli.ok("report", "sales", "--stopped", "-f", "table", COLUMNS="60")
    assert "2025-03-01" in table and "no sales" not in table and "· stopped" in table
    assert cli.ok("config", "get", "stopped.days").strip() == "90"
    cli.ok("config", "set", "stopped.days", "20")
    assert [row["key"] for row in cli.json("report", "sales", "--stopped")["rows"]] == ["acme", "bolt"]  # type: ignore[index]
    for wrong in ("0", "3651", "x"):
        done = cli("config", "set", "stopped.days", wrong)
        assert done.code == 2 and "stopped.days is a whole number from 1 to 3650" in done.err


@pytest.mark.parametrize(
    ("words", "left_out"),
    [(["--tree"], "--tree"), (["--by", "month"], "--by month"), (["--share"], "--share")],
)
def test_what_has_no_meaning_beside(sample: Cli, words: list[str], left_out: str) -> None:
    """Exit 2 and a sentence, never ignored."""
    done = sample("report", "sales", "--stopped", *words)
    assert done.code == 2 and done.out == "" and f"leave out {left_out}" in done.err
    done = sample("report", "sales", "--stopped", "--explain", "ford")
    assert done.code == 2 and "leave out --stopped" in done.err
