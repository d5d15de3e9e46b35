"""Amounts round once: in whole units too, and the parts of a sum not at all."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from conftest import Cli

WHOLE = ("--period", "2026", "--currency", "USD")


@pytest.fixture
def converted(cli: Cli) -> Cli:
    """Sales of 1,000 euros at 2.019497 are 2,019.497 dollars; with a credit of 3 more, 2,013.438509."""
    cli.environ["AMCLI_TODAY"] = "2026-12-31"
    cli.ok("account", "add", "Acme", "--currency", "EUR")
    cli.ok("rate", "set", "EUR", "USD", "2.019497", "--on", "2026-01-01")
    cli.ok("config", "set", "currency", "USD")
    cli.ok("sale", "add", "acme", "EUR 1000", "--on", "2026-01-05")
    return cli


def test_whole_units_round_the_exact_figure(converted: Cli) -> None:
    """2,019.497 is 2,019 on a terminal of 80 columns, in the row, in the total, today and in the brief; not the 2,020
    that its cents round to. Programs read the cents.
    """
    for words in (("report", "sales", *WHOLE), ("report", "sales", *WHOLE, "--tree"), ("today",)):
        shown = converted.ok(*words, "-f", "table", COLUMNS="80")
        assert ("2,019 " in shown, "2,020" in shown) == (True, False), shown
    report = converted.ok("report", "sales", *WHOLE, "-f", "table", COLUMNS="80")
    (row,) = (line for line in report.splitlines() if "Acme" in line)
    (total,) = (line for line in report.splitlines() if line.startswith("total"))
    assert ("2,019 " in row, "2,019 " in total) == (True, True)
    brief = converted.ok("account", "show", "acme", "-f", "table", COLUMNS="80")
    assert ("2,019 " in brief, "2,020" in brief) == (True, False)
    found: Any = converted.json("report", "sales", *WHOLE)
    assert (str(found["rows"][0]["actual"]), str(found["total"]["actual"])) == ("2019.50", "2019.50")
    assert ",2019.50," in converted.ok("report", "sales", *WHOLE, "-f", "csv")
    assert " 2,019.50 " in converted.ok("report", "sales", *WHOLE, "-f", "markdown")


def test_a_budget_in_whole_units(converted: Cli) -> None:
    """What is spent and what is left of it round from the exact amounts too: 980.503 is 981, not the 980 of 980.50."""
    converted.ok("budget", "add", "acme", "Fair", "--period", "2026", "--amount", "USD 3000", "--direction", "revenue")
    report = converted.ok("report", "budget", *WHOLE, "-f", "table", COLUMNS="80")
    (row,) = (line for line in report.splitlines() if "Fair" in line)
    assert {"2,019", "981"} <= {*row.split()}


def test_a_sheet_has_the_cents(converted: Cli, tmp_path: Path) -> None:
    """Excel gets the amount with its two decimals, as a number."""
    path = tmp_path / "sales.xlsx"
    converted.ok("report", "sales", *WHOLE, "-f", "xlsx", "-o", str(path))
    (sheet,) = load_workbook(path).worksheets
    header, row = sheet.iter_rows()
    cell = dict(zip((each.value for each in header), row, strict=True))["actual"]
    assert (cell.value, cell.data_type, cell.number_format) == (2019.5, "n", "#,##0.00")


def test_explained_parts_are_unrounded(converted: Cli) -> None:
    """The parts have all their decimals, their sum is rounded once, and a note has both."""
    converted.ok("sale", "add", "acme", "EUR 3", "--kind", "credit", "--on", "2026-01-06")
    found: Any = converted.json("report", "sales", "--explain", "acme", *WHOLE)
    assert [str(row["converted"]) for row in found["rows"]] == ["2019.497", "-6.058491"]
    assert [str(row["amount"]) for row in found["rows"]] == ["1000.00", "-3.00"]
    assert str(found["total"]["converted"]) == "2013.44"
    assert found["notes"][1:] == ["the parts add up to 2,013.438509, rounded once to 2,013.44 USD"]


def test_parts_that_need_no_rounding_say_nothing(converted: Cli) -> None:
    """Amounts of the report's own currency keep its decimals, and have no note."""
    found: Any = converted.json("report", "sales", "--explain", "acme", "--period", "2026", "--currency", "EUR")
    assert [str(row["converted"]) for row in found["rows"]] == ["1000.00"]
    assert len(found["notes"]) == 1


def test_parts_whose_decimals_never_end(cli: Cli) -> None:
    """At the inverse of 3, an amount has twelve decimals more than its currency; the total is of the exact ones."""
    cli.ok("account", "add", "Acme", "--currency", "EUR")
    cli.ok("rate", "set", "USD", "EUR", "3", "--on", "2026-01-01")
    for _ in range(3):
        cli.ok("sale", "add", "acme", "1", "--on", "2026-01-05")
    found: Any = cli.json("report", "sales", "--explain", "acme", *WHOLE)
    assert [str(row["converted"]) for row in found["rows"]] == ["0.33333333333333"] * 3
    assert str(found["total"]["converted"]) == "1.00"
    assert found["notes"][1:] == ["a converted amount whose decimals never end is shown with 14 of them"]


def test_the_parts_of_budgets(converted: Cli) -> None:
    """The expenses of each budget add up to what is spent of it, and all to the total where there is one."""
    explain = ("report", "budget", "--explain", "acme", *WHOLE)
    for name in ("Fair", "Trip"):
        converted.ok("budget", "add", "acme", name, "--period", "2026", "--amount", "100")
        converted.ok("budget", "spend", "acme", name, "1", "--on", "2026-01-05")
    found: Any = converted.json(*explain)
    assert [str(row["converted"]) for row in found["rows"]] == ["2.019497"] * 2
    assert str(found["total"]["converted"]) == "4.04"
    assert found["notes"] == [
        "B1 Fair: 2.02 USD of 201.95 USD; its parts add up to 2.019497, rounded once to 2.02 USD",
        "B2 Trip: 2.02 USD of 201.95 USD; its parts add up to 2.019497, rounded once to 2.02 USD",
        "the parts add up to 4.038994, rounded once to 4.04 USD",
    ]
    converted.ok("budget", "add", "acme", "Volume", "--period", "2026", "--amount", "100", "--direction", "revenue")
    both: Any = converted.json(*explain)
    assert both["total"] is None
    assert both["notes"][-1].startswith("B3 Volume: 2,019.50 USD of 201.95 USD; its parts add up to 2,019.497,")


def test_explained_conversions_fit_a_terminal(converted: Cli) -> None:
    """At 80 columns the rows behind a converted figure have their rate and their exact amount; other rows have all that
    names them.
    """
    converted.ok("rate", "set", "USD", "GBP", "1.1", "--on", "2026-01-01")
    converted.ok("product", "add", "Brake disc")
    sale = ("sale", "add", "acme", "GBP 1234.50", "--product", "brake-disc", "--ref", "INV-2026-0001")
    converted.ok(*sale, "--on", "2026-01-05")
    converted.ok("budget", "add", "acme", "Fair in Hannover", "--period", "2026", "--amount", "GBP 5000")
    converted.ok("budget", "spend", "acme", "Fair in Hannover", "1234.50", "--memo", "Stand", "--on", "2026-01-05")
    for report in ("sales", "budget"):
        shown = converted.ok("report", report, "--explain", "acme", *WHOLE, "-f", "table", COLUMNS="80")
        assert max(map(len, shown.splitlines())) <= 80
        (row,) = (line for line in shown.splitlines() if "1,234.50" in line)
        assert row.split()[-4:] == ["USD", "GBP", "1.1", "1122.27272727272727"]
    converted.ok("account", "add", "Home", "--currency", "USD")
    converted.ok("sale", "add", "home", "70", "--product", "brake-disc", "--ref", "INV-2026-0002", "--on", "2026-01-05")
    plain = converted.ok("report", "sales", "--explain", "home", *WHOLE, "-f", "table", COLUMNS="80")
    assert all(word in plain for word in ("home", "brake-disc", "INV-2026-0002")), plain
