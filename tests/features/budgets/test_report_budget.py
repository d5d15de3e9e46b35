"""The budget report: agreed, spent and left, the verdict, and burn beside elapsed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from report_samples import Portfolio, period, row_of, rows_of

from amcli.base.errors import NotFound, Refused
from amcli.base.results import Report
from amcli.features.budgets.reports.budget import budget
from conftest import Cli

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
    assert "the total is of the cost budgets; revenue: 250 of 1,000 USD" in found.notes


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


@pytest.mark.parametrize(
    ("as_of", "ends_at", "ends_variance"),
    [
        ("2026-03-31", None, None),  # its period has not begun
        ("2026-04-10", "182.00", "82.00"),  # 20 in 10 of 91 days
        ("2026-04-20", "91.00", "-9.00"),
        ("2026-06-30", "110.00", "10.00"),
        ("2026-09-30", "110.00", "10.00"),
    ],
)
def test_where_a_cost_ends(cli: Cli, as_of: str, ends_at: str | None, ends_variance: str | None) -> None:
    """At the pace of its days so far; once its period is over it ends with what is spent."""
    cli.ok("account", "add", "Acme", "--currency", "USD")
    cli.ok("budget", "add", "acme", "Fair", "--period", "2026-Q2", "--amount", "100")
    cli.ok("budget", "spend", "acme", "Fair", "20", "--on", "2026-04-10")
    cli.ok("budget", "spend", "acme", "Fair", "90", "--on", "2026-06-30")
    (row,) = rows(cli, "--as-of", as_of)
    assert (text(row["ends_at"]), text(row["ends_variance"])) == (ends_at, ends_variance)


def test_a_cost_does_not_end_below_what_is_spent(cli: Cli) -> None:
    """Where more came back than was spent, the pace would only make that more: it ends with what is spent."""
    cli.ok("account", "add", "Acme", "--currency", "USD")
    cli.ok("budget", "add", "acme", "Fair", "--period", "2026", "--amount", "100")
    cli.ok("budget", "spend", "acme", "Fair", "20", "--on", "2026-01-01")
    cli.ok("budget", "spend", "acme", "Fair", "30", "--refund", "--on", "2026-01-02")
    (row,) = rows(cli, "--as-of", "2026-07-02")
    assert (text(row["spent"]), text(row["ends_at"])) == ("-10.00", "-10.00")


@pytest.fixture
def group(cli: Cli) -> Cli:
    """A group that sold 600 itself and 300 by its plant, and a stranger."""
    cli.ok("account", "add", "Group", "--currency", "USD")
    cli.ok("account", "add", "Plant", "--parent", "group")
    cli.ok("account", "add", "Other", "--currency", "USD")
    for account, amount, day in (
        ("group", "600", "2026-01-10"), ("plant", "300", "2026-01-20"), ("other", "7", "2026-01-20"),
    ):  # fmt: skip
        cli.ok("sale", "add", account, amount, "--on", day)
    cli.ok("sale", "add", "plant", "50", "--kind", "credit", "--on", "2026-01-21")
    cli.ok("sale", "add", "plant", "400", "--on", "2025-12-31")
    cli.ok("budget", "add", "group", "Own", "--period", "2026", "--amount", "1000", "--direction", "revenue")
    return cli


def test_a_revenue_budget_is_the_accounts_own_or_the_groups(group: Cli) -> None:
    """Without --group it counts what the account itself sold, with it all below too; --explain adds up to both."""
    add = ("budget", "add", "group", "All", "--period", "2026", "--amount", "1000", "--direction", "revenue", "--group")
    group.ok(*add)
    group.ok("budget", "add", "plant", "Plant", "--period", "2026", "--amount", "1000", "--direction", "revenue")
    found = {row["name"]: (row["spent"], row["group"]) for row in rows(group)}
    assert found == {"Own": (600, False), "All": (850, True), "Plant": (250, False)}
    assert "B2 All counts what group and all below it sold" in group.ok("report", "budget", tty=True, COLUMNS="200")
    explained: Any = group.json("report", "budget", "--explain", "group")
    sums = {"B1": Decimal(), "B2": Decimal()}
    for row in explained["rows"]:
        sums[row["budget"]] += row["converted"]
    assert sums == {"B1": 600, "B2": 850}
    assert explained["total"]["converted"] == 1450
    assert {row["account"] for row in explained["rows"] if row["budget"] == "B2"} == {"group", "plant"}


def test_a_revenue_budget_ends_where_the_sales_forecast_says(group: Cli) -> None:
    """Its own accounts' forecast for its own period, whatever the report's; what was sold once it is over."""
    group.ok("budget", "add", "group", "All", "--period", "2026", "--amount", "1", "--direction", "revenue", "--group")
    for span, day in (("2026", "2026-09-17"), ("2026", "2026-12-31"), ("2026-Q1", "2026-12-31")):
        report: Any = group.json("report", "budget", "--period", span, "--as-of", day)
        (own, whole) = report["rows"]
        seen = report["as_of"]
        flat: Any = group.json("report", "sales", "--account", "group", "--period", "2026", "--as-of", seen)
        tree: Any = group.json("report", "sales", "--account", "group", "--tree", "--period", "2026", "--as-of", seen)
        assert own["ends_at"] == flat["total"]["forecast"]
        assert whole["ends_at"] == tree["total"]["forecast"]
        assert whole["ends_variance"] == whole["ends_at"] - whole["agreed"]


@pytest.mark.parametrize("words", [(), ("--direction", "cost")])
def test_a_group_has_no_cost_budget(group: Cli, words: tuple[str, ...]) -> None:
    """--group on a cost budget is refused by add, by edit and in a file, and nothing is written."""
    before = group.dump()
    add = group("budget", "add", "group", "Fair", "--period", "2026", "--amount", "5", "--group", *words)
    assert (add.code, add.out) == (2, "")
    assert "--direction revenue" in add.err
    group.ok("budget", "edit", "B1", "--group")
    assert group("budget", "edit", "B1", "--direction", "cost").code == 2
    group.ok("undo")
    file = "account,name,period,amount,direction,group\ngroup,Fair,2026,5,cost,yes\n"
    assert group("import", "budgets", "-", stdin=file).code == 2
    assert group.dump() == before


def test_a_person_sees_one_number_once(cli: Cli) -> None:
    """The table has left and used; variance, percent and the verdict, which say the same, are for programs."""
    cli.ok("account", "add", "Acme", "--currency", "USD")
    cli.ok("budget", "add", "acme", "Fair", "--period", "2026", "--amount", "100")
    cli.ok("budget", "add", "acme", "Trip", "--period", "2026", "--amount", "100")
    cli.ok("budget", "spend", "acme", "Trip", "110", "--on", "2026-01-05")
    screen = cli.ok("report", "budget", tty=True, COLUMNS="200", NO_COLOR="1")
    fair, trip = (next(line for line in screen.splitlines() if name in line) for name in ("Fair", "Trip"))
    assert ("untouched" in fair, "over" in trip) == (True, True)
    assert ("favourable" in screen, "variance" in screen) == (False, False)
    assert "110 %  ███████│██  !  " in trip  # the mark stands beside what it judges, the tick where time is
    keys = "key account name period direction agreed_with currency agreed spent left percent variance variance_percent"
    keys += " verdict burn elapsed ends_at ends_variance group"
    assert cli.ok("report", "budget", "-f", "csv").splitlines()[0].split(",") == keys.split()
    assert "VERDICT" in cli.ok("report", "budget", "-f", "plain")
    assert "favourable" in cli.ok("report", "budget", "--columns", "name,verdict", tty=True)


def test_the_brief_keeps_what_went_over_lately(cli: Cli) -> None:
    """`account show` has the budgets of today, and an overspent one until 30 days after its period."""
    cli.ok("account", "add", "Acme", "--currency", "USD")
    for name, amount in (("Over", "10"), ("Within", "50")):
        cli.ok("budget", "add", "acme", name, "--period", "2026-08", "--amount", amount)
        cli.ok("budget", "spend", "acme", name, "20", "--on", "2026-08-05")

    def shown(today: str) -> list[str]:
        brief: Any = cli.json("--today", today, "account", "show", "acme")
        return [row["name"] for row in brief["budgets"]]

    assert [shown(day) for day in ("2026-08-31", "2026-09-17", "2026-09-30", "2026-10-01")] == [
        ["Over", "Within"], ["Over"], ["Over"], [],
    ]  # fmt: skip


def test_explained_rows_are_unrounded(cli: Cli) -> None:
    """Rows have their exact amounts, and a note what they add up to where the total rounds it."""
    cli.ok("account", "add", "Acme", "--currency", "EUR")
    cli.ok("rate", "set", "EUR", "USD", "1.234", "--on", "2026-01-01")
    cli.ok("budget", "add", "acme", "Fair", "--period", "2026", "--amount", "100")
    for _ in range(3):
        cli.ok("budget", "spend", "acme", "Fair", "1", "--on", "2026-01-05")
    explain = ("report", "budget", "--explain", "acme", "--currency", "USD")
    found: Any = cli.json(*explain)
    assert [str(row["converted"]) for row in found["rows"]] == ["1.234"] * 3
    assert str(found["total"]["converted"]) == "3.70"
    assert found["notes"][-1] == "the parts add up to 3.702, rounded once to 3.70 USD"


def rows(cli: Cli, *words: str) -> list[dict[str, Any]]:
    report: Any = cli.json("report", "budget", "--period", "2026", *words)
    found: list[dict[str, Any]] = report["rows"]
    return found


def text(value: object) -> str | None:
    return None if value is None else str(value)


def test_one_budget_is_explained(small: Cli) -> None:
    """By its id, alone; an account of such a code goes first, and an id of no budget says so."""
    small.ok("budget", "spend", "maruti", "trade fair", "20", "--on", "2026-09-04")
    answer: Any = small.json("report", "budget", "--explain", "b1")
    assert {row["budget"] for row in answer["rows"]} == {"B1"}
    assert (answer["account"], answer["total"]["converted"]) == ("maruti", 500)
    whole: Any = small.json("report", "budget", "--explain", "maruti")
    assert {row["budget"] for row in whole["rows"]} == {"B1", "B2"}
    small.ok("account", "add", "Bee", "--code", "B1")
    account: Any = small.json("report", "budget", "--explain", "b1")
    assert (account["account"], account["rows"]) == ("B1", [])
    done = small("report", "budget", "--explain", "B99")
    assert (done.code, "B99" in done.err) == (3, True)
