"""`target set` and the amounts of other records: a change of a figure says from what to what; whose a group is."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Cli


def test_set_again_says_old_and_new(cli: Cli) -> None:
    """One that was set already says both amounts, in the history too; a new one is said as it is."""
    cli.ok("config", "set", "currency", "EUR")
    cli.ok("account", "add", "Acme")
    assert "Set target T1 (2026 140000.00 EUR portfolio)" in cli.ok("target", "set", "2026", "140000")
    assert "Set target T1 2026 portfolio: 140,000 → 150,000 EUR" in cli.ok("target", "set", "2026", "150000")
    assert "Would have set target T1 2026 portfolio: 150,000 → 7 EUR" in cli.ok(
        "target", "set", "2026", "7", "--dry-run"
    )
    assert "150,000.00 → 99.50 EUR" in cli.ok("target", "edit", "T1", "--amount", "99.5")
    assert "set target T1 2026 portfolio: 140,000 → 150,000 EUR" in cli.ok("history")
    cli.ok("target", "set", "2026", "5", "--account", "acme", "--group")
    assert "T2 2026 acme group: 5 → 6 EUR" in cli.ok("target", "set", "2026", "6", "--account", "acme", "--group")
    assert "6 EUR → 6 USD" in cli.ok("target", "edit", "T2", "--currency", "USD")
    assert "Nothing to change" in cli.ok("target", "edit", "T2", "--amount", "6")


def test_an_edit_of_any_amount_says_so(small: Cli) -> None:
    """Where a record has several amounts each says which it is; what was empty was none."""
    said = small.ok("sale", "edit", "S1", "--amount", "1300", "--cost", "")
    assert "amount 1,250.50 → 1,300.00 USD, cost 800 USD → none" in said
    assert "S1" in said
    assert "→" not in small.ok("sale", "edit", "S1", "--ref", "X-9")
    assert "→" not in small.ok("account", "edit", "maruti", "--city", "Pune")
    assert "tier 1 → 3" in small.ok("account", "edit", "maruti", "--tier", "3")
    assert "quantity 25 → 3" in small.ok("sale", "edit", "S1", "--quantity", "3")


@pytest.mark.parametrize("command", [("set", "2026", "5", "--group"), ("edit", "T2", "--account", "")])
def test_a_group_is_an_accounts(cli: Cli, command: tuple[str, ...]) -> None:
    """--group without an account is refused: the portfolio's target is of all accounts. An account alone is a group."""
    cli.ok("account", "add", "Acme", "--currency", "EUR")
    cli.ok("target", "set", "2025", "5")
    cli.ok("target", "set", "2026", "5", "--account", "acme", "--group")
    before = cli.dump()
    done = cli("target", *command)
    assert (done.code, "--group with --account ACCOUNT" in done.err) == (2, True)
    assert cli.dump() == before


def test_a_file_says_whose_a_group_is(cli: Cli, tmp_path: Path) -> None:
    """A row with a group and no account is a bad one; the others tell own targets from those of groups."""
    cli.ok("account", "add", "Acme", "--currency", "EUR")
    path = tmp_path / "t.csv"
    path.write_text("period,amount,group,account\n2027,5,yes,\n")
    done = cli("import", "targets", str(path))
    assert (done.code, "line 2, group" in done.err) == (2, True)
    path.write_text("period,amount,group,account\n2027,5,yes,acme\n2027,6,no,acme\n")
    cli.ok("import", "targets", str(path))
    found: Any = cli.json("target", "list", "--sort", "id")
    assert [row["group"] for row in found] == [True, False]
