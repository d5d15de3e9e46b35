"""Targets in reports: whose they are, what answers for a parent and for the portfolio, and the roll-up."""

from decimal import Decimal

import pytest
from report_samples import Portfolio, period, row_of, rows_of

from amcli.base.results import Report
from amcli.features.sales.reports.headlines import account_headlines
from amcli.features.sales.reports.sales import sales

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
    assert "target pro rata by days from a longer period: North" in found.notes
    lines = account_headlines(family.reader(), period("2026-Q4"), None, family.accounts["north"])
    assert (list(lines), lines["own"].target) == (["own"], D("302465.75"))


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
    assert [row["account"] for row in rows_of(found)][1:4] == ["Group", "  South", "    Depot"]
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
    """A row of the tree has its group's target, else its own and its children's, at every depth."""
    family.target("2026", "100", "north")
    family.target("2026", "600", "depot")
    found = report(family, tree=True)
    assert (row_of(found, "south")["target"], row_of(found, "south")["target_basis"]) == (600, "children")
    assert (row_of(found, "group")["target"], row_of(found, "group")["target_basis"]) == (700, "children")
    family.target("2026", "30", "group")
    found = report(family, tree=True)
    assert (row_of(found, "group")["target"], row_of(found, "group")["target_basis"]) == (730, "children")
    family.target("2026", "1000", "group", group=True)
    found = report(family, tree=True)
    assert (row_of(found, "group")["target"], row_of(found, "group")["target_basis"]) == (1_000, "group")
    assert "of the target of group: 270 given to nobody" in found.notes


def test_like_with_like() -> None:
    """A flat row compares own sales with the own target, a row of the tree all sales with the group's."""
    book = Portfolio()
    book.account("group")
    book.account("plant", "group")
    book.sale("group", "2026-01-01", "600")
    book.sale("plant", "2026-01-01", "300")
    book.target("2026", "1000", "group", group=True)
    book.target("2026", "500", "plant")
    for accounts in ((), ("group", "plant")):
        flat = report(book, accounts=accounts)
        assert [(row["key"], row["actual"], row["target"]) for row in rows_of(flat)] == [
            ("group", 600, None),
            ("plant", 300, 500),
        ]
        total = row_of(flat, "total")
        assert (total["actual"], total["target"], total["attainment"]) == (900, 1_000, D("90.0"))
    assert flat.notes[1:3] == (
        "a group's target is compared with all its sales, see --tree: group 1,000",
        "the targets of the rows add to 500, that of the total is 1,000",
    )
    tree = report(book, tree=True)
    assert [(row["key"], row["actual"], row["target"]) for row in rows_of(tree)] == [
        ("group", 900, 1_000),
        ("plant", 300, 500),
    ]
    assert (row_of(tree, "total")["actual"], row_of(tree, "total")["target"]) == (900, 1_000)
    assert row_of(tree, "group")["target_basis"] == "group"


def test_a_filtered_total_counts_whole_groups(family: Portfolio) -> None:
    """A group's target counts in a filtered total only when nobody of the group is left out."""
    family.target("2026", "900", "group", group=True)
    family.target("2026", "100", "group")
    family.target("2026", "40", "north")
    some = row_of(report(family, accounts=("group", "north", "south")), "total")
    assert (some["target"], some["target_basis"]) == (140, "children")
    every = row_of(report(family, accounts=("group", "north", "south", "depot")), "total")
    assert (every["target"], every["target_basis"]) == (900, "group")
    alone = row_of(report(family, accounts=("group",)), "total")
    assert (alone["target"], alone["target_basis"]) == (100, "own")
    whole = row_of(report(family, tree=True, accounts=("group",)), "total")
    assert (whole["actual"], whole["target"]) == (4_321, 900)


def test_groups_within_groups(family: Portfolio) -> None:
    """The topmost group's target counts once; outside of groups accounts count their own."""
    family.target("2026", "1000", "group", group=True)
    family.target("2026", "700", "south", group=True)
    family.target("2026", "50", "depot")
    family.target("2026", "9", "alone")
    found = report(family, tree=True)
    assert [(row["key"], row["target"]) for row in rows_of(found)] == [
        ("alone", 9),
        ("group", 1_000),
        ("south", 700),
        ("depot", 50),
        ("north", None),
    ]
    total = row_of(found, "total")
    assert (total["target"], total["target_basis"]) == (1_009, "sum")
    assert {"of the target of group: 300 given to nobody", "of the target of south: 650 given to nobody"} <= {
        *found.notes
    }
    assert not any("no target:" in note for note in found.notes)


def test_a_group_of_one(family: Portfolio) -> None:
    """An account without accounts below may have a group's target: the total's, and that of its row in the tree."""
    family.target("2026", "70", "alone", group=True)
    flat = report(family, accounts=("alone",))
    assert (row_of(flat, "alone")["target"], row_of(flat, "total")["target"]) == (None, 70)
    assert row_of(report(family, tree=True), "alone")["target"] == 70


def test_one_accounts_target_hides_no_portfolios(family: Portfolio) -> None:
    """Portfolio 1,000,000 for 2026 and one account's 100,000: Q3 is 252,054.79, and what nobody was given is said."""
    family.target("2026", "1000000")
    family.target("2026", "100000", "north")
    found = report(family, "2026-Q3")
    assert (row_of(found, "total")["target"], row_of(found, "total")["target_basis"]) == (D("252054.79"), "pro rata")
    assert row_of(found, "north")["target"] == D("25205.48")
    assert found.facts["unallocated"] == D("226849.32")
    assert "the accounts' targets add to 25,205: 226,849 given to nobody" in found.notes


@pytest.mark.parametrize("account", ["alone", None])
def test_quarters_add_up_to_their_year(family: Portfolio, account: str | None) -> None:
    """2026 = 1,200 and its last quarter 600: 197.80, 200.00, 202.20 and 600.00, and months add up too."""
    family.target("2026", "1200", account)
    family.target("2026-Q4", "600", account)
    reader = family.reader()
    quarters = sales(reader, period=period("2026"), as_of=None, by="quarter")
    assert [str(row["target"]) for row in rows_of(quarters)] == ["197.80", "200.00", "202.20", "600.00"]
    assert row_of(quarters, "total")["target"] == 1_200
    assert not any("targets of the rows" in note for note in quarters.notes)
    months = sales(reader, period=period("2026"), as_of=None, by="month")
    assert sum(row["target"] for row in rows_of(months)) == pytest.approx(1_200, abs=D("0.06"))
    assert not any("targets of the rows" in note for note in months.notes)


def test_a_target_beyond_the_reports_period_counts_in_the_rest(family: Portfolio) -> None:
    """What is left of a year for its first quarter hangs on the target of the last one, which is not in the report."""
    family.target("2026", "1200", "north")
    family.target("2026-Q4", "600", "north")
    family.target("2026-11", "550", "north")
    row = row_of(report(family, "2026-Q1"), "north")
    assert (str(row["target"]), row["target_basis"]) == ("197.80", "pro rata")


def test_finer_targets_that_exceed_the_whole(family: Portfolio) -> None:
    """The whole stands, and a note says by how much the finer ones exceed it."""
    family.target("2026", "1200", "north")
    for quarter in (1, 2, 3, 4):
        family.target(f"2026-Q{quarter}", "400", "north")
    found = sales(family.reader(), period=period("2026"), as_of=None, by="quarter")
    assert [row["target"] for row in rows_of(found)] == [400] * 4
    assert row_of(found, "total")["target"] == 1_200
    assert "finer targets exceed the whole, which stands: T1 of north for 2026 by 400" in found.notes
    assert "the targets of the rows add to 1,600, that of the total is 1,200" in found.notes


def test_targets_in_other_currencies_share_what_they_convert_to(family: Portfolio) -> None:
    """Each converts at the rate of its own first day; what a finer one leaves is of the converted amounts."""
    family.rate("EUR", "USD", "2", "2026-01-01")
    family.rate("EUR", "USD", "3", "2026-10-01")
    family.target("2026", "600", "north", currency="EUR")
    family.target("2026-Q4", "200", "north", currency="EUR")
    found = sales(family.reader(), period=period("2026"), as_of=None, by="quarter", currency="USD")
    assert [str(row["target"]) for row in rows_of(found)] == ["197.80", "200.00", "202.20", "600.00"]


def test_products_by_the_same_rule(family: Portfolio) -> None:
    """A product's targets: its own of the portfolio, else those of groups and accounts, with the same shares."""
    for code in ("pad", "disc", "oil"):
        family.product(code)
    family.target("2026", "1200", product="pad")
    family.target("2026-Q4", "600", product="pad")
    family.target("2026", "1000", "group", product="disc", group=True)
    family.target("2026", "500", "depot", product="disc")
    family.target("2026", "20", "alone", product="disc")
    family.target("2026", "5", "depot", product="oil")
    found = sales(family.reader(), period=period("2026"), as_of=None, by="product")
    assert {row["key"]: (row["target"], row["target_basis"]) for row in rows_of(found) if row["key"]} == {
        "pad": (1_200, "own"),
        "disc": (1_020, "sum"),
        "oil": (5, "sum"),
    }
    first = sales(family.reader(), period=period("2026-Q1"), as_of=None, by="product")
    assert str(row_of(first, "pad")["target"]) == "197.80"
    some = sales(family.reader(), period=period("2026"), as_of=None, by="product", accounts=["depot", "alone"])
    assert row_of(some, "disc")["target"] == 520


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
        assert "the accounts' targets add to 700: 300 given to nobody" in found.notes


def test_nothing_left_to_allocate(family: Portfolio) -> None:
    """A portfolio's target that the accounts' add up to leaves zero, which needs no note."""
    family.target("2026", "100", "north")
    family.target("2026", "100")
    found = report(family)
    assert found.facts["unallocated"] == 0
    assert not any("given" in note for note in found.notes)


def test_the_portfolios_share_goes_before_the_roots(family: Portfolio) -> None:
    """For a quarter a share of the portfolio's year stands too, however few accounts have a target of their own."""
    family.target("2026", "3650")
    family.target("2026-Q4", "500", "north")
    found = report(family, "2026-Q4")
    assert (row_of(found, "total")["target"], row_of(found, "total")["target_basis"]) == (920, "pro rata")
    assert found.facts["unallocated"] == 420


def test_a_pro_rata_total_is_marked(family: Portfolio) -> None:
    """A total that is pro rata, or adds up what is, says so."""
    family.target("2026", "3650")
    assert any("total's target is pro rata" in note for note in report(family, "2026-Q4").notes)


def test_a_chosen_parent_and_child(family: Portfolio) -> None:
    """A group's target covers its child's: of both named, the group's alone counts in the total."""
    family.target("2026", "1000", "south", group=True)
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
    assert "no target: Alone, Group, North" not in report(family).notes
    assert "no target: Alone, North" in report(family).notes


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
