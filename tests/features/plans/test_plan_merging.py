"""Accounts that become one: of two plans for the same days there is one, and nothing is lost without a word."""

from typing import Any

from conftest import Cli


def test_two_plans_for_the_same_days_become_one(cli: Cli) -> None:
    """That of the account that stays, with the other's text below its own, its objectives under the next numbers, their
    actions, and the money of years of which it had none; what is left out is said. Other plans go along as they are.
    """
    for code in ("keep", "gone"):
        cli.ok("account", "add", code.title(), "--code", code, "--currency", "EUR")
        cli.ok("plan", "write", code, "2026", "-", stdin=f"# Goal\n\nThat of {code}")
        cli.ok("plan", "objective", code, f"First of {code}")
        cli.ok("plan", "objective", code, f"Second of {code}")
    cli.ok("plan", "write", "gone", "2027", "-", stdin="Alone")
    cli.ok("deadline", "add", "PL2.1", "Do it", "--due", "2026-10-01")
    for plan, year in (("PL1", "2026"), ("PL2", "2026"), ("PL2", "2027"), ("PL3", "2027")):
        cli.ok("plan", "money", plan, year, "--sales", "5", "--cost", "1", "--invest", "2")
    before = cli.dump()
    dry = cli("account", "merge", "keep", "gone", "--dry-run")
    assert dry.code == 0 and cli.dump() == before
    done = cli("account", "merge", "keep", "gone", "--yes")
    assert done.code == 0
    assert "PL2 of gone is for the same days as PL1, which has its text below its own, its 2 objectives and" in done.err
    assert "its money of 2027" in done.err
    assert "the money of PL2 for 2026 is left out: PL1 has its own" in done.err
    cli.undo_and_redo(before, cli.dump())
    found: Any = cli.json("plan", "show", "PL1")
    assert found["text"] == "# Goal\n\nThat of keep\n\n# From the plan of Gone\n\n# Goal\n\nThat of gone"
    assert [(each["objective"], each["title"]) for each in found["objectives"]] == [
        ("PL1.1", "First of keep"),
        ("PL1.2", "Second of keep"),
        ("PL1.3", "First of gone"),
        ("PL1.4", "Second of gone"),
    ]
    assert [(each["id"], each["objective"]) for each in found["actions"]] == [("D1", "PL1.3")]
    assert [row["year"] for row in found["money"]] == [2026, 2027]
    plans: Any = cli.json("plan", "list")
    assert [(row["id"], row["account"], row["period"]) for row in plans] == [
        ("PL3", "keep", "2027"), ("PL1", "keep", "2026"),
    ]  # fmt: skip
    assert cli("doctor").code in (0, 1) and "wrong" not in cli("doctor").out


def test_money_in_another_currency_is_left_out(cli: Cli) -> None:
    """It is not added to what is in one, and that is said."""
    for code, currency in (("keep", "EUR"), ("gone", "USD")):
        cli.ok("account", "add", code.title(), "--code", code, "--currency", currency)
        cli.ok("plan", "write", code, "2026", "-", stdin="Grow")
    cli.ok("plan", "money", "keep", "2026", "--sales", "5", "--cost", "1", "--invest", "2")
    cli.ok("plan", "money", "gone", "2027", "--sales", "5", "--cost", "1", "--invest", "2")
    done = cli("account", "merge", "keep", "gone", "--yes")
    assert done.code == 0 and "the money of PL2 for 2027 is left out: PL1 has its own, in its currency" in done.err
    rows: Any = cli.json("contribution", "list")
    assert [(row["year"], row["currency"]) for row in rows] == [(2026, "EUR")]
