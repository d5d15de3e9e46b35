"""`target list` and `budget list`: in order of time, and what people see of them."""

from typing import Any

import pytest

from conftest import Cli


@pytest.fixture
def book(cli: Cli) -> Cli:
    """Targets of several periods, typed in no order."""
    cli.ok("account", "add", "Maruti", "--code", "maruti")
    cli.ok("product", "add", "Brake pad", "--code", "pad")
    for words in (
        ("2026-Q2", "30", "--account", "maruti"), ("2026", "70", "--product", "pad"), ("2026-Q1", "20"),
        ("2026", "90", "--account", "maruti"), ("2026", "100"), ("2025", "80.50"),
    ):  # fmt: skip
        cli.ok("target", "set", *words)
    return cli


def test_in_order_of_time(book: Cli) -> None:
    """By the first day, a longer period first; then the portfolio, accounts, products."""
    rows: Any = book.json("target", "list")
    assert [(row["period"], row["account"], row["product"]) for row in rows] == [
        ("2025", None, None), ("2026", None, None), ("2026", "maruti", None), ("2026", None, "pad"),
        ("2026-Q1", None, None), ("2026-Q2", "maruti", None),
    ]  # fmt: skip


def test_a_limit_leaves_the_newest(book: Cli) -> None:
    """Of what stands in order of time the last are shown, still in that order; --sort decides otherwise."""
    assert book.ok("target", "list", "--limit", "2", "-f", "ids").split() == ["T3", "T1"]
    assert "and 4 more" in book.ok("target", "list", "--limit", "2", "-f", "table")
    assert book.ok("target", "list", "--limit", "1", "--sort", "start", "-f", "ids") == "T6\n"
    assert (
        book.ok("target", "list", "--limit", "1", "--account", "maruti", "-f", "csv").splitlines()[1].startswith("T1,")
    )
    assert book("target", "list", "--sort", "+start").code == 2


def test_people_see_last_days_and_whole_units(book: Cli) -> None:
    """An end is the last day; decimals stand where there are some; `group` where a target is one of a group."""
    shown = book.ok("target", "list", "--period", "2026-Q1", "-f", "table", COLUMNS="80")
    assert ("group" in shown, "20.00" in shown) == (False, False)
    assert "80.50" in book.ok("target", "list", "-f", "table", COLUMNS="80")
    book.ok("target", "set", "2027", "5", "--account", "maruti", "--group")
    assert "group" in book.ok("target", "list", "-f", "table", COLUMNS="80")
    last = book.ok("target", "list", "--columns", "id,end", "--limit", "1", "-f", "table", COLUMNS="80")
    assert last.splitlines()[2].split() == ["T7", "2027-12-31"]
    assert book.ok("target", "list", "--columns", "id,end", "--limit", "1", "-f", "csv").endswith("T7,2028-01-01\n")


def test_budgets_too(book: Cli) -> None:
    """By their first day, a longer period first."""
    for name, period in (("B", "2026-Q1"), ("A", "2026"), ("C", "2025-Q4")):
        book.ok("budget", "add", "maruti", name, "--period", period, "--amount", "10")
    rows: Any = book.json("budget", "list")
    assert [row["name"] for row in rows] == ["C", "A", "B"]
