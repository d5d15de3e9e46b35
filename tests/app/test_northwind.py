"""The Northwind sample through the command line: import with --map, targets, reports, the second import."""

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import SHARED, Cli

DATA = SHARED / "data" / "northwind"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the Northwind sample is not beside this checkout")

IMPORTS = {
    "accounts": (
        "customers.csv",
        "code=CustomerID name=CompanyName address=Address city=City country=Country category=Country phone=Phone",
    ),
    "contacts": ("customers.csv", "account=CustomerID name=ContactName title=ContactTitle"),
    "products": ("products.csv", "code=ProductID name=ProductName category=Category price=UnitPrice"),
    "sales": (
        "order_lines.csv",
        "account=CustomerID date=OrderDate product=ProductID amount=NetAmount quantity=Quantity ref=OrderID+ProductID",
    ),
}


def take_in(cli: Cli, kind: str, *more: str) -> Any:
    """Import one of the files."""
    file, pairs = IMPORTS[kind]
    maps = [word for pair in pairs.split() for word in ("--map", pair)]
    return cli("import", kind, str(DATA / file), *maps, *more)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    cli = Cli(tmp_path_factory.mktemp("northwind"), "1997-12-31")
    for kind in IMPORTS:
        done = take_in(cli, kind, "--rejects", str(cli.folder / f"{kind}.rejects.csv"))
        assert done.code in (0, 2), done.err
    cli.ok("target", "set", "1997", "700000")
    return cli.db


@pytest.fixture
def northwind(tmp_path: Path, imported: Path) -> Cli:
    cli = Cli(tmp_path, "1997-12-31")
    shutil.copy(imported, cli.db)
    return cli


def report(cli: Cli, *words: str) -> Any:
    return cli.json("report", "sales", *words)


def test_a_year_against_its_target(northwind: Cli) -> None:
    """1997 sold 617,085.22, which is 88.2 % of a target of 700,000."""
    total = report(northwind, "--period", "1997")["total"]
    assert (total["actual"], total["attainment"]) == (Decimal("617085.22"), Decimal("88.2"))


@pytest.mark.parametrize(
    ("period", "actual"),
    [
        ("1996-01-01..1998-12-31", "1265793.02"),
        ("1996", "208083.97"),
        ("1997", "617085.22"),
        ("1998", "440623.83"),
    ],
)
def test_each_year(northwind: Cli, period: str, actual: str) -> None:
    """Every year, and all of them together, add up to the published totals."""
    result = report(northwind, "--period", period, "--as-of", "1998-12-31")
    assert result["total"]["actual"] == Decimal(actual)
    assert sum(row["actual"] for row in result["rows"]) == Decimal(actual)


def test_the_three_largest_accounts(northwind: Cli) -> None:
    """The report is sorted by sales: QUICK, ERNSH and SAVEA lead."""
    rows = report(northwind, "--period", "1996-01-01..1998-12-31", "--as-of", "1998-12-31")["rows"]
    assert [(row["key"], row["actual"]) for row in rows[:3]] == [
        ("QUICK", Decimal("110277.32")),
        ("ERNSH", Decimal("104874.99")),
        ("SAVEA", Decimal("104361.96")),
    ]


def test_the_same_files_again_add_nothing(northwind: Cli) -> None:
    """A second import of every file adds 0 and leaves no operation behind."""
    before = northwind.ok("history", "-f", "ids")
    for kind in IMPORTS:
        done = take_in(northwind, kind, "--rejects", str(northwind.folder / "rejects.csv"))
        assert "Imported 0" in done.out or "Nothing" in done.out, done.out + done.err
    assert northwind.ok("history", "-f", "ids") == before
    assert report(northwind, "--period", "1997")["total"]["actual"] == Decimal("617085.22")


def test_a_figure_opens_to_its_rows(northwind: Cli) -> None:
    """--explain lists the lines behind an account's figure, and they add up to it."""
    rows = report(northwind, "--period", "1997")["rows"]
    quick = next(row for row in rows if row["key"] == "QUICK")
    lines = report(northwind, "--period", "1997", "--explain", "QUICK")["rows"]
    assert sum(line["amount"] for line in lines) == quick["actual"]


def test_undoing_the_sales_leaves_the_rest(northwind: Cli) -> None:
    """An import is one operation: two undos (the target's and its own) take all its rows out and nothing else."""
    northwind.ok("undo")
    northwind.ok("undo")
    assert northwind.json("sale", "list") == []
    assert len(northwind.ok("account", "list", "-f", "ids").splitlines()) >= 91


def test_the_forecast_of_a_selling_year(northwind: Cli) -> None:
    """Ten months seen at the end of 1997: 616,694.97 in all, between 485,226.97 and 748,162.98, and the largest three;
    1997 at its half has no season to go by and goes on evenly.
    """
    span = ("--period", "1997-07-01..1998-04-30", "--as-of", "1997-12-31")
    found = report(northwind, *span)
    total = found["total"]
    assert [str(total[key]) for key in ("forecast", "forecast_low", "forecast_high")] == [
        "616694.97", "485226.97", "748162.98",
    ]  # fmt: skip
    rows = {row["key"]: str(row["forecast"]) for row in found["rows"]}
    assert [rows[key] for key in ("QUICK", "ERNSH", "SAVEA")] == ["54578.25", "54266.61", "71099.67"]
    for by in ("product", "category"):
        assert str(report(northwind, *span, "--by", by)["total"]["forecast"]) == "616694.97"
    assert str(report(northwind, "--period", "1997", "--as-of", "1997-06-30")["total"]["forecast"]) == "567597.10"


def test_who_was_kept(northwind: Cli) -> None:
    """1998-Q1 against 1997-Q1, to the cent; the rows add up to it, and what changed by product to a row."""
    span = ("report", "retention", "--period", "1998-Q1", "--as-of", "1998-03-31")
    found: Any = northwind.json(*span)
    total = found["total"]
    keys = ("opening", "expansion", "contraction", "lost", "new_or_returning", "now", "nrr", "grr")
    assert [str(total[key]) for key in keys] == [
        "138288.93", "132561.34", "11305.79", "31153.49", "70100.54", "298491.53", "165.2", "69.3",
    ]  # fmt: skip
    assert (total["kept"], total["accounts"]) == (44, 54)
    countries: Any = northwind.json(*span, "--by", "country")
    assert countries["total"] == total
    for key in (*keys[:6], "new", "returning", "change", "kept", "accounts"):
        assert sum(row[key] for row in found["rows"]) == total[key] == sum(row[key] for row in countries["rows"]), key
    for row in found["rows"][:3]:
        opened: Any = northwind.json(*span, "--explain", row["key"])
        assert sum(each["change"] for each in opened["rows"]) == opened["total"]["change"] == row["change"]


def test_what_nobody_sold_them_yet(northwind: Cli) -> None:
    """1997 by category, accounts of a country held against each other: 456 cells of 86 accounts and 8 groups are
    bought, 53 were, 179 never; 51 and 169 of these could come to 85,443.16. What Alfreds Futterkiste never buys, and
    the largest.
    """
    found: Any = northwind.json("report", "whitespace", "--period", "1997")
    states = {key: found[key] for key in ("accounts", "groups", "bought", "dropped", "gap", "open", "lost")}
    assert states == {"accounts": 86, "groups": 8, "bought": 456, "dropped": 53, "gap": 179, "open": 0, "lost": 0}
    could = [row["state"] for row in found["rows"] if row["potential"] is not None]
    assert (could.count("dropped"), could.count("gap"), len(could)) == (51, 169, 220)
    assert str(found["total"]["potential"]) == "85443.16"
    assert {
        row["group"]: f"{row['potential']} {row['reason']}"
        for row in found["rows"]
        if row["account"] == "ALFKI" and row["state"] == "gap"
    } == {
        "Dairy Products": "607.18 10 of 10 of Germany buy it, at 30 % of what they spend",
        "Confections": "287.05 9 of 10 of Germany buy it, at 14 % of what they spend",
        "Meat/Poultry": "277.62 6 of 10 of Germany buy it, at 14 % of what they spend",
        "Grains/Cereals": "146.10 7 of 10 of Germany buy it, at 7 % of what they spend",
    }
    suggested: Any = northwind.json("report", "whitespace", "--period", "1997", "--suggest", "--limit", "1")
    (best,) = suggested["rows"]
    assert [str(best[key]) for key in ("account", "group", "potential")] == ["MEREP", "Meat/Poultry", "3398.65"]
    assert best["reason"].startswith("46 of 85 buy it")


@pytest.mark.parametrize(
    ("span", "gini", "hhi"),
    [
        ("1996..1998", "0.5755", "336.91"),
        ("1996", "0.5512", "335.99"),
        ("1997", "0.5852", "366.50"),
        ("1998", "0.6317", "402.85"),
    ],
)
def test_how_concentrated_it_is(northwind: Cli, span: str, gini: str, hhi: str) -> None:
    """Gini and HHI of all years and of each, and the same in the history of years."""
    found: Any = northwind.json("report", "concentration", "--period", span, "--as-of", "1998-12-31")
    assert (str(found["gini"]), str(found["hhi"])) == (gini, hhi)
    if span in ("1996", "1997", "1998"):
        history: Any = northwind.json("report", "concentration", "--by", "year", "--as-of", "1998-12-31")
        (year,) = (row for row in history["rows"] if row["key"] == span)
        assert (str(year["gini"]), str(year["hhi"])) == (gini, hhi)


def test_the_few_that_bring_most(northwind: Cli) -> None:
    """All years: 34, 27 and 28 of 89 accounts are A, B and C; the four largest bring 29.28 %, the top 20 % 60.06 %. Who
    bought nothing is left out and named.
    """
    found: Any = northwind.json("report", "concentration", "--period", "1996..1998", "--as-of", "1998-12-31")
    assert [found[f"class_{word}"] for word in "abc"] == [34, 27, 28]
    assert (found["accounts"], len(found["rows"])) == (89, 89)
    assert str(found["rows"][3]["cumulative"]) == "29.28"
    assert (str(found["top_20_percent"]), found["top_20_percent_accounts"]) == ("60.06", 18)
    assert str(found["rows"][17]["cumulative"]) == "60.06"
    assert sum(row["sales"] for row in found["rows"]) == found["total"]["sales"] == Decimal("1265793.02")
    assert any(note.startswith("left out, no sales: ") for note in found["notes"])
