"""`report ownership`: who had which account from when to when, and what it sold in a period while it was theirs."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from conftest import Cli

FIRST = date(2025, 1, 1)
# A rate that begins within a month, so that this month is no one number.
RATES = {"2024-12-31": "1.25", "2025-08-10": "1.5", "2026-03-01": "2"}


def owned_by(spans: list[tuple[str, str, str]], day: str) -> str | None:
    """Who has an account on a day, of spans of an owner, a first and a last day."""
    return next((owner for owner, start, until in spans if start <= day <= until), None)


@pytest.fixture
def filled(cli: Cli) -> tuple[Cli, dict[str, Any], list[Any]]:
    """Four accounts with random owners and days without one, and 400 sales in two currencies."""
    chance = random.Random(7)
    cli.ok("config", "set", "currency", "USD")
    owners: dict[str, list[tuple[str, str, str]]] = {"a": [], "b": [], "c": [], "d": []}
    lines = ["account,colleague,role,from,until"]
    for account, spans in owners.items():
        cli.ok("account", "add", account.upper(), "--code", account)
        day = FIRST - timedelta(40)
        while account != "d" and day < date(2026, 12, 1):
            start, last = day, day + timedelta(chance.choice((3, 31, 100, 250)))
            owner = chance.choice(("nora", "tom"))
            spans.append((owner, str(start), str(last)))
            lines.append(f"{account},{owner},owner,{start},{last}")
            day = last + timedelta(chance.choice((1, 1, 20)))
    for code in ("nora", "tom"):
        cli.ok("colleague", "add", code.title(), "--code", code)
    for day_of_rate, rate in RATES.items():
        cli.ok("rate", "set", "EUR", "USD", rate, "--on", day_of_rate)
    sales = [
        (chance.choice("aabcd"), str(FIRST + timedelta(chance.randrange(600))), chance.randrange(1, 90_000),
         chance.choice(("USD", "USD", "EUR")), chance.choice(("sale", "sale", "sale", "credit", "purchase")))
        for _ in range(400)
    ]  # fmt: skip
    rows = [f"{account},{day},{cents / 100:.2f},{cur},{kind}" for account, day, cents, cur, kind in sales]
    for kind, texts in (("assignments", lines), ("sales", ["account,date,amount,currency,kind", *rows])):
        file = cli.folder / f"{kind}.csv"
        file.write_text("\n".join(texts), encoding="utf-8")
        cli.ok("import", kind, str(file))
    cli.ok("account", "archive", "c")
    return cli, owners, sales


def test_each_sale_counts_for_whoever_had_the_account_on_its_day(filled: tuple[Cli, dict[str, Any], list[Any]]) -> None:
    """Of any period: what each owner's days come to, credits and converted amounts included, is what the sales say one
    by one; days without an owner are rows of their own; all rows together are the total of the sales report.
    """
    cli, owners, sales = filled
    for period in ("2025", "2025-08-05..2026-02-10", "2025-08", "2026-W20"):
        found: Any = cli.json("report", "ownership", "--period", period)
        spans: dict[tuple[str, str | None], Decimal] = {}
        for account, day, cents, currency, kind in sales:
            if kind == "purchase" or not found["start"] <= day <= min(found["end"], found["as_of"]):
                continue
            rate = Decimal(1) if currency == "USD" else Decimal(RATES[max(each for each in RATES if each <= day)])
            key = account, owned_by(owners[account], day)
            amount = rate * cents / 100 * (1 if kind == "sale" else -1)
            spans[key] = spans.get(key, Decimal(0)) + amount
        rows = found["rows"]
        for key in {(row["account"], row["owner"]) for row in rows} | spans.keys():
            told = [row["amount"] for row in rows if (row["account"], row["owner"]) == key]
            assert abs(sum(told) - spans.get(key, 0)) <= Decimal("0.005") * max(1, len(told)), (period, key)
        total: Any = cli.json("report", "sales", "--period", period)
        assert found["total"]["amount"] == total["total"]["actual"], period
        assert found["total"]["lines"] == total["total"]["lines"]
        by_owner: Any = cli.json("report", "sales", "--by", "owner", "--period", period)
        for each in by_owner["rows"]:
            owner = each["key"] if each["key"] in ("nora", "tom") else None
            told = [row["amount"] for row in rows if row["owner"] == owner]
            assert abs(sum(told) - each["actual"]) <= Decimal("0.005") * (len(told) + 1), (period, each["key"])
        length = (date.fromisoformat(found["as_of"]) - date.fromisoformat(found["start"])).days + 1
        for account in "abd":
            assert sum(row["days"] for row in rows if row["account"] == account) == length
        assert [row["owner"] for row in rows if row["account"] == "d"] == [None]
    mine: Any = cli.json("report", "ownership", "--period", "2025", "--owner", "nora")
    assert {row["owner"] for row in mine["rows"]} == {"nora"}
    none: Any = cli.json("report", "ownership", "b", "--period", "2025", "--owner", "")
    assert {(row["account"], row["owner"]) for row in none["rows"]} <= {("b", None)}
    opened: Any = cli.json("report", "ownership", "--explain", "a", "--period", "2025")
    assert all(row["owner"] == owned_by(owners["a"], row["date"]) for row in opened["rows"])
    one: Any = cli.json("report", "ownership", "a", "--period", "2025")
    assert opened["total"]["converted"] == one["total"]["amount"]
    assert cli("report", "ownership", "--explain", "a", "--owner", "nora").code == 2


def test_days_count_up_to_the_day_that_asks_as_sales_do(sample: Cli) -> None:
    """Who gets an account later in the period is told with no day; how far the books go is said, and may be asked."""
    sample.ok("account", "handover", "ford", "--to", "nora", "--on", "2026-10-15", "--yes")
    asked = ("report", "ownership", "ford", "--period", "2026-Q4", "--as-of")
    for day, wanted in (("2026-10-14", [14, 0]), ("2026-10-20", [14, 6]), ("2026-12-31", [14, 78])):
        found: Any = sample.json("--today", "2026-12-31", *asked, day)
        assert [row["days"] for row in found["rows"]] == wanted
        assert "days count as days without sales" in " ".join(found["notes"])
    last: Any = sample.json("report", "ownership", "--period", "2026", "--as-of", "booked")
    assert last["as_of"] == last["booked_to"] and "without sales" not in " ".join(last["notes"])
    narrow = sample.ok("report", "ownership", "ford", "--period", "2026", tty=True, COLUMNS="60", NO_COLOR="1")
    assert "until" in narrow.splitlines()[1] and "Mara" not in narrow
