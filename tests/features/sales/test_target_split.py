"""`target split`: parts that add up to the whole, by days or by season; old amounts are said; one operation."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from amcli.features.sales.rules.split import apportion
from conftest import Cli


def parts(cli: Cli, *options: str) -> dict[str, str]:
    """The amounts of the targets below the year, by period."""
    found: Any = cli.json("target", "list", *options)
    found.sort(key=lambda row: row["start"])
    return {row["period"]: str(row["amount"]) for row in found if row["id"] != "T1"}


def test_quarters_by_days(cli: Cli) -> None:
    """1,200 for 2026 are 295.89, 299.18, 302.47 and 302.46; the whole stays, and one undo takes the parts back."""
    cli.ok("account", "add", "Maruti", "--currency", "EUR")
    cli.ok("target", "set", "2026", "1200", "--account", "maruti")
    before = cli.dump()
    said = cli.ok("target", "split", "2026", "--account", "maruti", "--into", "quarters", "--by", "days")
    quarters = {"2026-Q1": "295.89", "2026-Q2": "299.18", "2026-Q3": "302.47", "2026-Q4": "302.46"}
    assert parts(cli) == quarters
    for period, amount in quarters.items():
        assert f"{period} {amount}" in said
    report: Any = cli.json("report", "sales", "--period", "2026", "--by", "quarter")
    assert [str(row["target"]) for row in report["rows"]] == list(quarters.values())
    assert str(report["total"]["target"]) == "1200.00"
    cli.ok("undo")
    assert cli.dump() == before


def test_parts_that_were_there_are_said(cli: Cli) -> None:
    """A target for the same span is changed from what to what; with --dry-run, or once more, nothing."""
    cli.ok("account", "add", "Maruti", "--currency", "EUR")
    cli.ok("target", "set", "2026", "1200")
    cli.ok("target", "set", "2026-Q4", "600")
    before = cli.dump()
    tried = cli("target", "split", "T1", "--into", "quarters", "--dry-run")
    assert "T2 2026-Q4 portfolio: 600.00 → 302.46 USD" in tried.err
    assert tried.out.startswith("Would have split target T1")
    assert cli.dump() == before
    done = cli("target", "split", "T1", "--into", "quarters", "-q")
    assert (done.code, done.out) == (0, "T3\nT4\nT5\nT2\n")
    again = cli.ok("target", "split", "T1", "--into", "quarters")
    assert "Nothing to change" in again


def test_whose_target_is_split(cli: Cli) -> None:
    """--account, --group and --product pick one, and its parts are of the same."""
    cli.ok("account", "add", "Acme", "--currency", "EUR")
    cli.ok("product", "add", "Pad")
    cli.ok("target", "set", "2026", "1", "--account", "acme")
    cli.ok("target", "set", "2026", "1200", "--account", "acme", "--group", "--product", "pad")
    cli.ok("target", "split", "2026", "--account", "acme", "--group", "--product", "pad", "--into", "months")
    found: Any = cli.json("target", "list")
    february = [row for row in found if row["period"] == "2026-02"]
    assert [(row["account"], row["group"], row["product"], str(row["amount"])) for row in february] == [
        ("acme", True, "pad", "92.05")
    ]


def test_months_by_the_portfolios_season(cli: Cli) -> None:
    """Each part has its share of what the portfolio sold in it a year earlier, credits taken off, never below zero."""
    cli.ok("account", "add", "Acme", "--currency", "EUR")
    cli.ok("account", "add", "Other", "--currency", "EUR")
    for account, day, amount in (
        ("acme", "2025-01-05", "100"),
        ("other", "2025-05-31", "300"),
        ("acme", "2025-10-01", "200"),
    ):
        cli.ok("sale", "add", account, amount, "--on", day)
    cli.ok("sale", "add", "acme", "50", "--on", "2025-08-01", "--kind", "credit")
    cli.ok("target", "set", "2026", "1200", "--account", "acme")
    cli.ok("target", "split", "2026", "--account", "acme", "--into", "quarters", "--by", "season")
    assert parts(cli) == {"2026-Q1": "200.00", "2026-Q2": "600.00", "2026-Q3": "0.00", "2026-Q4": "400.00"}


def test_no_season_to_split_by(cli: Cli) -> None:
    """Where the ledger begins later, or nothing was sold, it is refused and names the other way."""
    cli.ok("account", "add", "Acme", "--currency", "EUR")
    cli.ok("target", "set", "2026", "1200")
    for sale in (None, "2025-02-01"):
        if sale:
            cli.ok("sale", "add", "acme", "5", "--on", sale)
        done = cli("target", "split", "2026", "--into", "months", "--by", "season")
        assert (done.code, done.out) == (4, "")
        assert "split it with --by days" in done.err
    assert parts(cli) == {}


def test_a_fiscal_year_in_fiscal_quarters(cli: Cli) -> None:
    """The quarters of a fiscal year are fiscal ones."""
    cli.ok("config", "set", "fiscal.start", "4")
    cli.ok("target", "set", "FY2027", "1200")
    cli.ok("target", "split", "FY2027", "--into", "quarters")
    assert list(parts(cli)) == ["2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"]
    listed: Any = cli.json("target", "list")
    assert {row["start"] for row in listed} == {
        "2026-04-01",
        "2026-07-01",
        "2026-10-01",
        "2027-01-01",
    }


def test_what_cannot_be_split(cli: Cli) -> None:
    """No such target, no parts, an unknown word, an id beside whose it is: each says what to type."""
    cli.ok("account", "add", "Acme", "--currency", "EUR")
    cli.ok("target", "set", "2026-11", "1200")
    for code, words, said in (
        (3, ("2026", "--into", "months"), "no target of the portfolio for 2026"),
        (3, ("2026-11", "--into", "months", "--account", "acme"), "no target of acme for 2026-11"),
        (3, ("T9", "--into", "months"), "T9"),
        (2, ("2026-11", "--into", "months"), "nothing to split"),
        (2, ("2026-11", "--into", "weeks"), "months or quarters"),
        (2, ("2026-11", "--into", "months", "--by", "luck"), "days or season"),
        (2, ("T1", "--into", "months", "--account", "acme"), "leave out"),
        (2, ("2026-11", "--into", "months", "--group"), "--account ACCOUNT"),
    ):
        done = cli("target", "split", *words)
        assert (done.code, said in done.err) == (code, True), (words, done.err)


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any))
def test_parts_add_up_exactly(whole: int, weights: list[int]) -> None:
    """Whatever the weights, the parts are the whole, and none is a unit away from its exact share."""
    found = apportion(whole, weights)
    assert sum(found) == whole
    for part, weight in zip(found, weights, strict=True):
        assert abs(part * sum(weights) - whole * weight) < sum(weights)
