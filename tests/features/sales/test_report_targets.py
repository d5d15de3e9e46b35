"""Targets in reports: whose they are, what answers for a parent and for the portfolio, and the roll-up."""

from decimal import Decimal

import pytest
from report_samples import Portfolio, period, row_of, rows_of

from amcli.base.results import Report
from amcli.features.sales.reports.sales import headline, sales

D = Decimal


def report(book: Portfolio, text: str = "2026", tree: bool = False, accounts: tuple[str, ...] = ()) -> Report:
    return sales(book.reader(), period=period(text), as_of=None, tree=tree, accounts=accounts)


@pytest.fixture
def family() -> Portfolio:
    """A group with two children, one of which has a child, and an account that stands alone."""
    book = Portfolio()
    book.account("group")
    book.account("north", "group")
    book.account("south", "group")
    book.account("depot", "south")
    book.account("alone")
    for code, amount in (("group", "1"), ("north", "20"), ("south", "300"), ("depot", "4000"), ("alone", "50000")):
        book.sale(code, "2026-01-01", amount)
    return book


def test_pro_rata(family: Portfolio) -> None:
    """The year's 1,200,000 is 302,465.75 in its fourth quarter, and marked."""
    family.target("2026", "1200000", "north")
    found = report(family, "2026-Q4")
    assert (row_of(found, "north")["target"], row_of(found, "north")["target_basis"]) == (D("302465.75"), "pro rata")
    assert "target pro rata by days from a longer period: north" in found.notes
    assert headline(family.reader(), period("2026-Q4"), None, family.accounts["north"]).target == D("302465.75")


def test_tiled(family: Portfolio) -> None:
    """Four quarters answer for the year."""
    for quarter in (1, 2, 3, 4):
        family.target(f"2026-Q{quarter}", "100", "north")
    row = row_of(report(family), "north")
    assert (row["target"], row["target_basis"]) == (400, "tiled")


def test_a_products_target_feeds_products_alone(family: Portfolio) -> None:
    """A target for a product is not an account's, nor the portfolio's."""
    family.product("pad")
    family.target("2026", "100", "north", product="pad")
    family.target("2026", "100", product="pad")
    found = report(family)
    assert row_of(found, "north")["target"] is row_of(found, "total")["target"] is None


def test_rows_are_own_figures(family: Portfolio) -> None:
    """Without --tree a parent has its own sales and its own target, and the total adds every row."""
    family.target("2026", "600", "depot")
    found = report(family)
    assert row_of(found, "group")["actual"] == 1
    assert row_of(found, "south")["target"] is None
    assert sum(row["actual"] for row in rows_of(found)) == row_of(found, "total")["actual"] == 54_321


def test_rolled_up_once(family: Portfolio) -> None:
    """With --tree a row has all below it, its own beside, its depth and its parent; the total adds the roots."""
    found = report(family, tree=True)
    assert [(row["key"], row["actual"], row["own"], row["depth"], row["parent"]) for row in rows_of(found)] == [
        ("alone", 50_000, 50_000, 0, None),
        ("group", 4_321, 1, 0, None),
        ("south", 4_300, 300, 1, "group"),
        ("depot", 4_000, 4_000, 2, "south"),
        ("north", 20, 20, 1, "group"),
    ]
    assert all(row["rolled_up"] == row["actual"] for row in rows_of(found))
    assert [row["account"] for row in rows_of(found)][1:4] == ["group", "  south", "    depot"]
    total = row_of(found, "total")
    assert (total["actual"], total["own"]) == (54_321, 54_321)
    keys = [column.key for column in found.columns if not column.table_only]
    assert keys[-6:] == ["cost_lines", "lines", "own", "rolled_up", "depth", "parent"]


def test_last_year_and_lines_roll_up_too(family: Portfolio) -> None:
    """Every figure of a row of a tree is rolled up, not its actual alone."""
    family.sale("depot", "2025-01-01", "1000", cost="400")
    family.sale("depot", "2026-01-02", "1000", cost="600")
    row = row_of(report(family, tree=True), "group")
    assert (row["last_year"], row["lines"], row["cost_lines"], row["margin"]) == (1_000, 5, 1, D("40.0"))


def test_a_parents_target(family: Portfolio) -> None:
    """A parent's target is its own, else its children's sum, at every depth."""
    family.target("2026", "100", "north")
    family.target("2026", "600", "depot")
    found = report(family, tree=True)
    assert (row_of(found, "south")["target"], row_of(found, "south")["target_basis"]) == (600, "children")
    assert (row_of(found, "group")["target"], row_of(found, "group")["target_basis"]) == (700, "children")
    family.target("2026", "1000", "group")
    found = report(family, tree=True)
    assert (row_of(found, "group")["target"], row_of(found, "group")["target_basis"]) == (1_000, "own")
    assert "not allocated to accounts: group 300.00 USD" in found.notes


def test_the_portfolios_target(family: Portfolio) -> None:
    """The portfolio's own target is the total's, and what it leaves over the roots' is said."""
    family.target("2026", "100", "north")
    family.target("2026", "600", "alone")
    total = row_of(report(family), "total")
    assert (total["target"], total["target_basis"]) == (700, "sum")
    family.target("2026", "1000")
    for tree in (False, True):
        found = report(family, tree=tree)
        assert (row_of(found, "total")["target"], row_of(found, "total")["target_basis"]) == (1_000, "own")
        assert found.facts["unallocated"] == 300
        assert "not allocated to accounts: portfolio 300.00 USD" in found.notes


def test_nothing_left_to_allocate(family: Portfolio) -> None:
    """A portfolio's target that the accounts' add up to leaves zero, which needs no note."""
    family.target("2026", "100", "north")
    family.target("2026", "100")
    found = report(family)
    assert found.facts["unallocated"] == 0
    assert not any("allocated" in note for note in found.notes)


def test_the_roots_go_before_a_pro_rata_portfolio(family: Portfolio) -> None:
    """For a quarter the accounts' own targets go before a share of the portfolio's year."""
    family.target("2026", "3650")
    total = row_of(report(family, "2026-Q4"), "total")
    assert (total["target"], total["target_basis"]) == (920, "pro rata")
    family.target("2026-Q4", "500", "north")
    found = report(family, "2026-Q4")
    assert (row_of(found, "total")["target"], row_of(found, "total")["target_basis"]) == (500, "sum")
    assert found.facts["unallocated"] is None


def test_a_pro_rata_total_is_marked(family: Portfolio) -> None:
    """A total that is pro rata, or adds up what is, says so."""
    family.target("2026", "3650")
    assert any("total's target is pro rata" in note for note in report(family, "2026-Q4").notes)


def test_a_chosen_parent_and_child(family: Portfolio) -> None:
    """A parent's target covers its child's: of both named, the parent's alone counts in the total."""
    family.target("2026", "1000", "south")
    family.target("2026", "600", "depot")
    total = row_of(report(family, accounts=("south", "depot")), "total")
    assert (total["actual"], total["target"]) == (4_300, 1_000)


def test_a_branch_of_the_tree(family: Portfolio) -> None:
    """--account with --tree is about that account and all below it, and its target is the total's."""
    family.target("2026", "9000")
    family.target("2026", "600", "depot")
    found = report(family, tree=True, accounts=("south",))
    assert [(row["key"], row["depth"]) for row in rows_of(found)] == [("south", 0), ("depot", 1)]
    total = row_of(found, "total")
    assert (total["actual"], total["target"], total["target_basis"]) == (4_300, 600, "children")


def test_an_archived_parent_stays_above_its_children(family: Portfolio) -> None:
    """An archived account without sales keeps its place where a live one is below it, and is gone from a flat list."""
    family.account("holding", archived="2026-01-01")
    family.account("works", "holding")
    assert "holding" in [row["key"] for row in rows_of(report(family, tree=True))]
    assert "holding" not in [row["key"] for row in rows_of(report(family))]


def test_an_idle_archived_child_is_left_out(family: Portfolio) -> None:
    """An archived account with nothing to answer for is in no tree, unless it was asked for."""
    family.account("shed", "south", archived="2026-01-01")
    assert "shed" not in [row["key"] for row in rows_of(report(family, tree=True))]
    asked = report(family, tree=True, accounts=("south", "shed"))
    assert [row["key"] for row in rows_of(asked)] == ["south", "depot", "shed"]


def test_accounts_without_a_target_are_named(family: Portfolio) -> None:
    """Where some accounts have a target, those that have none, and none below them, are named."""
    family.target("2026", "600", "depot")
    assert "no target for alone, group, north" not in report(family).notes
    assert "no target for alone, north" in report(family).notes


def test_no_target_at_all(family: Portfolio) -> None:
    """A report without any target says how to set one."""
    assert "no target is set: `amcli target set 2026 AMOUNT` sets one" in report(family).notes


def test_a_deep_tree() -> None:
    """A chain of 2,000 accounts rolls up without end of recursion."""
    book = Portfolio()
    book.account("a0")
    for number in range(1, 2_000):
        book.account(f"a{number}", f"a{number - 1}")
    book.sale("a1999", "2026-01-01", "7")
    book.target("2026", "9", "a1999")
    found = report(book, tree=True)
    assert (row_of(found, "a0")["actual"], row_of(found, "a0")["target"]) == (7, 9)
    assert row_of(found, "a1999")["depth"] == 1_999
