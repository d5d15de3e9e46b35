"""--sort and --limit of reports, as they are typed; and how people find a sales report without them."""

import json
from decimal import Decimal
from typing import Any

import pytest

from conftest import Cli

D = Decimal


def keys(cli: Cli, *words: str) -> list[str]:
    return [line.split()[0] for line in cli.ok(*words, "-f", "csv", "--columns", "key").splitlines()[1:]]


def shown(cli: Cli, *words: str, format: str = "table") -> list[str]:
    """The accounts of a table, from the top down."""
    codes = ("ford", "goody", "hyundai", "kirchoff", "maruti", "parker")
    lines = (line.strip("| ").lower().split() for line in cli.ok(*words, "-f", format, COLUMNS="130").splitlines())
    return [line[0] for line in lines if line and line[0] in codes]


def test_people_see_the_worst_first(sample: Cli) -> None:
    """A table and markdown begin with what will be missing most, and leave out, in a note, who has neither sales nor a
    target. Scripts keep one order, and all rows.
    """
    worst = ["ford", "hyundai", "goody", "parker", "maruti"]
    assert "no sales, no target: Kirchoff Automotive Parts" in sample.ok("report", "sales", "-f", "table", COLUMNS="80")
    assert shown(sample, "report", "sales") == shown(sample, "report", "sales", format="markdown") == worst
    largest = ["maruti", "hyundai", "ford", "goody", "parker", "kirchoff"]
    assert keys(sample, "report", "sales") == largest
    assert [row["key"] for row in sample.json("report", "sales")["rows"]] == largest  # type: ignore[index]
    assert [line.split()[0] for line in sample.ok("report", "sales", "-f", "plain").splitlines()[1:7]] == largest
    months = sample.ok("report", "sales", "--by", "month", "-f", "table", COLUMNS="80")
    assert months.index("2026-01") < months.index("2026-02") < months.index("2026-12")
    assert shown(sample, "report", "sales", "--tree")[:2] == ["kirchoff", "maruti"]


def test_who_is_behind_worst_first(sample: Cli) -> None:
    """Question 3. The total stays that of all rows, and a note says how many are not shown."""
    words = ("report", "sales", "--sort", "-short", "--limit", "2")
    table = sample.ok(*words, "-f", "table", COLUMNS="80")
    assert shown(sample, *words) == keys(sample, *words) == ["ford", "hyundai"]
    assert "total    2,145,716  3,400,000" in table
    assert "and 4 more: the total counts them too" in table.splitlines()
    assert "\n\nand 4 more: the total counts them too\n" in sample.ok(*words, "-f", "markdown")
    read = json.loads(sample.ok(*words, "-f", "json"), parse_float=Decimal)
    assert [row["shortfall"] for row in read["rows"]] == [D("147300.73"), D("42537.31")]
    assert read["total"]["actual"] == D("2145716.44")
    assert read["notes"][0] == "and 4 more: the total counts them too"
    assert sample.ok(*words, "-f", "plain").splitlines()[-1].split()[:4] == ["total", "-", "USD", "2145716.44"]
    assert sample.ok("report", "sales", "--columns", "key,short", "--limit", "1", "-f", "csv").splitlines() == [
        "key,shortfall", "maruti,-47518.01",
    ]  # fmt: skip


def test_the_total_alone(sample: Cli) -> None:
    """--limit 0 is the total without rows."""
    table = sample.ok("report", "sales", "--limit", "0", "-f", "table", COLUMNS="80")
    assert shown(sample, "report", "sales", "--limit", "0") == []
    assert "2,145,716" in table and "and 6 more" in table and "no sales in" not in table


def test_rows_of_one_parent_change_places(sample: Cli) -> None:
    """In a tree --sort keeps what stands below what."""
    sample.ok("account", "edit", "goody", "--parent", "parker", "--from", "2020-01-01")
    words = ("report", "sales", "--tree", "--sort", "actual")
    assert keys(sample, *words) == ["kirchoff", "parker", "goody", "ford", "hyundai", "maruti"]
    assert shown(sample, *words) == keys(sample, *words)


def test_which_budgets_are_over(sample: Cli) -> None:
    """Question 27: the one that burnt most comes first."""
    rows = sample.json("report", "budget", "--sort", "-burn", "--limit", "2")["rows"]  # type: ignore[index]
    assert [(row["key"], row["burn"]) for row in rows] == [("B3", D("110.3")), ("B7", D("91.5"))]
    assert keys(sample, "report", "budget", "--sort", "-used")[0] == "B3"  # what the screen calls it


def test_figures_by_the_name_a_screen_calls_them(sample: Cli) -> None:
    """Questions 4, 5 and 29: what is short at the year's end, what a working day has to bring, where a budget ends."""
    read: Any = sample.json("report", "sales", "--columns", "key,short,needed_per_working_day", "--sort", "key")
    assert read["rows"][0] == {"key": "ford", "shortfall": D("147300.73"), "needed_per_working_day": D("4548.46")}
    plain = sample.ok("report", "sales", "--columns", "key,short", "-f", "plain").splitlines()
    assert plain[-1].split() == ["total", "224203.37"]
    ends: Any = sample.json("report", "budget", "--columns", "key,forecast", "--sort", "-forecast", "--limit", "1")
    assert ends["rows"] == [{"key": "B3", "ends_at": D("37159.81")}]
    assert sample.ok("report", "budget", "--columns", "account,forecast").splitlines()[0].split()[0] == "ACCOUNT"


def test_reports_of_contacts_and_rows_behind_them(sample: Cli) -> None:
    """The other reports, and the rows that --explain opens, take the same two options."""
    assert keys(sample, "report", "activity", "--sort", "-over", "--limit", "2") == ["ford", "parker"]
    assert keys(sample, "report", "activity", "--by", "kind", "--sort", "kind") == [
        "call", "email", "meeting", "note", "visit",
    ]  # fmt: skip
    opened = (
        "report",
        "sales",
        "--explain",
        "ford",
        "--sort",
        "-amount",
        "--limit",
        "3",
        "--columns",
        "amount",
        "-f",
        "csv",
    )
    amounts = [D(line) for line in sample.ok(*opened).splitlines()[1:]]
    assert amounts == sorted(amounts, reverse=True) and len(amounts) == 3


@pytest.mark.parametrize("report", ["sales", "budget", "activity"])
def test_an_unknown_column_is_refused(sample: Cli, report: str) -> None:
    """Exit 2, with the columns there are and the nearest."""
    done = sample("report", report, "--sort", "-naem")
    assert done.code == 2 and done.out == ""
    assert "cannot sort by 'naem': use key, " in done.err and "nearest: name" in done.err
    assert sample("report", report, "--limit", "-1").code == 2
