"""Overspending speaks: when it is written, on the day's screen, in the reminders and in the brief."""

from typing import Any

import pytest

from conftest import Cli


@pytest.fixture
def rebate(cli: Cli) -> Cli:
    """An account whose cost budget of 24,000 for the year has 1,000 left."""
    cli.ok("account", "add", "Hyundai", "--currency", "USD")
    cli.ok("budget", "add", "hyundai", "Launch rebate", "--period", "2026", "--amount", "24000")
    cli.ok("budget", "spend", "hyundai", "Launch rebate", "23000", "--on", "2026-03-02")
    return cli


SAID = "note: B1 Launch rebate: 26,470 of 24,000 USD spent, over by 2,470 (110.3 %)\n"


def test_spending_says_by_how_much_a_budget_is_over(rebate: Cli) -> None:
    """Beyond what was agreed it is said at once, with -q and on a dry run too; up to it nothing is."""
    exact = rebate("budget", "spend", "hyundai", "Launch rebate", "1000", "--dry-run")
    assert (exact.code, exact.err) == (0, "")
    spend = ("budget", "spend", "hyundai", "Launch rebate", "3470", "--on", "2026-05-29")
    assert rebate(*spend, "--dry-run").err == SAID
    done = rebate(*spend, "-q")
    assert (done.code, done.out, done.err) == (0, "X2\n", SAID)


def test_whatever_changes_it_says_so(rebate: Cli) -> None:
    """An expense that grows, a refund taken out, an amount that shrinks; not a memo, and not what is within again."""
    rebate.ok("budget", "spend", "hyundai", "Launch rebate", "500")
    assert rebate("expense", "edit", "X2", "--amount", "3470").err == SAID
    assert rebate("expense", "edit", "X2", "--memo", "Late claims").err == ""
    assert rebate("budget", "edit", "B1", "--amount", "30000").err == ""
    assert "over by 6,470 (132.4 %)" in rebate("budget", "edit", "B1", "--amount", "20000").err
    assert "over by 5,970" in rebate("budget", "spend", "hyundai", "Launch rebate", "500", "--refund").err
    assert "over by 6,470" in rebate("expense", "remove", "X3", "--yes").err
    assert rebate("budget", "edit", "B1", "--direction", "revenue").err == ""


def test_an_import_says_it_too(rebate: Cli) -> None:
    """A file of expenses says for each budget what it leaves overspent; cents are shown where there are any."""
    rebate.ok("budget", "add", "hyundai", "Nothing", "--period", "2026", "--amount", "0")
    rows = "account,budget,date,amount\nhyundai,Launch rebate,2026-04-01,3470.50\nhyundai,Nothing,2026-04-01,50\n"
    done = rebate("import", "expenses", "-", stdin=rows)
    assert done.code == 0
    assert "note: B1 Launch rebate: 26,470.50 of 24,000.00 USD spent, over by 2,470.50 (110.3 %)\n" in done.err
    assert "note: B2 Nothing: 50 of 0 USD spent, over by 50\n" in done.err


def named(cli: Cli, today: str = "2026-09-17") -> list[dict[str, Any]]:
    screen: Any = cli.json("--today", today, "today")
    rows: list[dict[str, Any]] = screen["budgets"]
    return rows


def test_the_day_names_it(rebate: Cli) -> None:
    """`today` has the overspent budgets of live accounts until 30 days after their period, and no other."""
    assert named(rebate) == []
    rebate.ok("budget", "spend", "hyundai", "Launch rebate", "3470", "--on", "2026-05-29")
    row = {
        "id": "B1", "account": "hyundai", "name": "Launch rebate", "spent": 26470, "amount": 24000, "over": 2470,
        "currency": "USD",
    }  # fmt: skip
    (found,) = named(rebate)
    assert {key: found[key] for key in row} == row
    assert str(found["percent"]) == "110.3"
    assert named(rebate, "2026-05-28") == []  # not spent yet
    assert [len(named(rebate, day)) for day in ("2027-01-30", "2027-01-31")] == [1, 0]
    rebate.ok("account", "archive", "hyundai")
    assert named(rebate) == []
    rebate.ok("undo")
    rebate.ok("budget", "spend", "hyundai", "Launch rebate", "2470", "--refund")
    assert named(rebate) == []


def reminded(cli: Cli, *words: str) -> list[tuple[str, str, int]]:
    rows: Any = cli.json("remind", "--include", "budget", *words)
    return [(row["id"], row["due"], row["days"]) for row in rows]


def test_it_is_reminded_of(rebate: Cli) -> None:
    """`remind` says it, due on the day it went over; with --once again only where it goes over anew."""
    assert reminded(rebate) == []
    rebate.ok("budget", "spend", "hyundai", "Launch rebate", "3470", "--on", "2026-05-29")
    rebate.ok("budget", "spend", "hyundai", "Launch rebate", "1", "--on", "2026-06-29")
    assert reminded(rebate) == [("B1", "2026-05-29", -111)]
    assert "over by 2,471 USD" in rebate.ok("remind")
    assert rebate.ok("remind", "--exclude", "budget", "-f", "ids") == ""
    assert (len(reminded(rebate, "--once")), reminded(rebate, "--once")) == (1, [])
    rebate.ok("budget", "spend", "hyundai", "Launch rebate", "5000", "--on", "2026-07-01", "--refund")
    assert reminded(rebate) == []
    rebate.ok("budget", "spend", "hyundai", "Launch rebate", "5000", "--on", "2026-09-01")
    assert reminded(rebate, "--once") == [("B1", "2026-09-01", -16)]


def explained(cli: Cli, *words: str) -> tuple[bool, str]:
    rows: Any = cli.json("remind", "--explain", *words)
    (row,) = (row for row in rows if row["id"] == "B1")
    return row["said"], row["because"]


def test_why_it_is_reminded_of_or_not(rebate: Cli) -> None:
    """`remind --explain` has a row for each cost budget of these days."""
    assert explained(rebate) == (False, "Launch rebate: 23,000.00 of 24,000.00 USD spent, is not over")
    rebate.ok("budget", "spend", "hyundai", "Launch rebate", "3470", "--on", "2026-05-29")
    text = SAID.removeprefix("note: B1 ").rstrip()
    assert explained(rebate) == (True, text)
    assert explained(rebate, "--exclude", "budget") == (False, f"{text}; the options leave out budget")
    rebate.ok("remind", "--once")
    said, because = explained(rebate, "--once")
    assert (said, because.startswith(f"{text}; was said on ")) == (False, True)
    rebate.ok("account", "archive", "hyundai")
    assert explained(rebate) == (False, "account hyundai is archived")


def test_what_is_spent_from_revenue_counts_nowhere(small: Cli) -> None:
    """The figure of a revenue budget is what is sold: an expense in one is kept, and said to be in no figure."""
    small.ok("budget", "add", "maruti", "Volume", "--period", "2026", "--amount", "100", "--direction", "revenue")
    done = small("budget", "spend", "maruti", "Volume", "10", "--on", "2026-09-01")
    assert (done.code, "Volume is of revenue, so what is spent from it counts in no figure" in done.err) == (0, True)
