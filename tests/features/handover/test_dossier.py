"""`report handover`: one page about an account for whoever takes it over, without what is private."""

import sqlite3
from contextlib import closing
from decimal import Decimal
from typing import Any

from conftest import Cli

PARTS = (
    "contacts", "contracts", "negotiations", "points", "budgets", "sales", "pipeline", "opportunities", "deadlines",
    "issues", "interactions", "history", "risks", "unknown",
)  # fmt: skip


def built(cli: Cli) -> None:
    """An account with one of everything, and what is wrong with it; its limit and aim are 61 and 59."""
    for words in (
        ("account", "add", "Group", "--code", "grp"),
        ("account", "add", "A|*b* <x>", "--code", "ab", "--parent", "grp", "--tier", "1", "--cadence", "10"),
        ("account", "add", "North", "--code", "ab-north", "--parent", "ab"),
        ("contact", "add", "ab", "Asha", "--role", "buyer", "--email", "a@x.example"),
        ("log", "ab", "Talked _long_", "--on", "2026-09-01", "--with", "Asha"),
        ("contract", "add", "ab", "Frame", "--start", "2026-01-01", "--end", "2026-10-31", "--renews", "express",
         "--value", "12000"),
        ("contract", "add", "ab", "Service", "--start", "2025-12-01", "--end", "2026-11-30", "--renews", "tacit",
         "--notice", "2m", "--value", "500", "--per", "month"),
        ("negotiation", "add", "CT2", "Rates", "--until", "2026-10-01"),
        ("negotiation", "point", "NG1", "hour", "--subject", "price", "--aim", "59", "--limit", "61", "--unit", "EUR"),
        ("negotiation", "offer", "NG1", "hour", "--value", "60", "--side", "us"),
        ("negotiation", "offer", "NG1", "hour", "--value", "64", "--side", "us", "--past-limit", "Quarter end"),
        ("negotiation", "offer", "NG1", "hour", "--value", "70", "--side", "client"),
        ("budget", "add", "ab", "Fair", "--period", "2026", "--amount", "100"),
        ("budget", "spend", "ab", "Fair", "130", "--on", "2026-09-02"),
        ("sale", "add", "ab", "250", "--on", "2026-02-01"),
        ("deadline", "add", "ab", "Price list", "--due", "2026-09-10", "--owed-by", "client"),
        ("deadline", "add", "ab", "Review", "--due", "2026-10-10"),
        ("issue", "add", "ab", "Cracks", "--severity", "critical", "--on", "2026-09-01"),
        ("opportunity", "add", "ab", "Idea", "--kind", "idea"),
        ("opportunity", "add", "ab", "Gone", "900", "--close", "2026-09-01"),
        ("opportunity", "lost", "OP2", "--reason", "price", "--competitor", "Hollis"),
    ):  # fmt: skip
        cli.ok(*words)


def test_the_dossier_says_what_is_known_what_may_go_wrong_and_what_to_ask(cli: Cli) -> None:
    """Each part has its rows; risks have their figures; what nobody wrote down is a question; the numbers of a
    negotiation that are private are in no format.
    """
    built(cli)
    found: Any = cli.json("report", "handover", "ab")
    assert (found["above"], [each["code"] for each in found["below"]]) == (["Group"], ["ab-north"])
    assert (found["last_spoken"], found["days_since"], found["cadence"]) == ("2026-09-01", 16, 10)
    assert all(found[part] for part in PARTS), [part for part in PARTS if not found[part]]
    assert [(one["name"], one["last_spoken"]) for one in found["contacts"]] == [("Asha", "2026-09-01")]
    days = [(one["id"], one["end"], one["arrive_by"], f"{one['value_a_year']}") for one in found["contracts"]]
    assert days == [("CT2", "2026-11-30", "2026-09-30", "6000.00"), ("CT1", "2026-10-31", None, "14400.00")]
    assert [(one["ours"], one["theirs"], one["unit"]) for one in found["points"]] == [(64, 70, "EUR")]
    assert [(one["period"], one["target"]) for one in found["sales"] if one["of"] == "own"] == [("2026", None)]
    assert [(one["title"], one["outcome"], one["reason"]) for one in found["history"]] == [
        ("Gone", "lost", "price, to Hollis")
    ]
    risks = {one["risk"]: one["text"] for one in found["risks"]}
    assert list(risks) == [
        "issue", "overdue", "ending", "notice", "budget", "target", "quiet", "single-contact", "decider",
    ]  # fmt: skip
    assert risks["overdue"] == "1 deadline overdue, owed by the client, 7 d late: Price list"
    assert risks["ending"] == "ends 2026-10-31 (44 d) with no opportunity or negotiation about it: Frame"
    assert risks["notice"].startswith("act by 2026-09-16 (1 d late), notice must arrive by 2026-09-30")
    assert risks["quiet"] == "last spoken with 16 d ago, every 10 d: 6 days over"
    assert "over by 30" in risks["budget"]
    asked = [one["unknown"] for one in found["unknown"]]
    assert asked == ["owner", "category", "scope", "country", "phone", "decider", "target", "amount", "close"]

    page = cli.ok("report", "handover", "ab", "-f", "markdown")
    assert page.startswith("# Hand-over of A\\|\\*b\\* \\<x\\> (ab), 2026-09-17\n")
    assert "| category | UNKNOWN |" in page and "Talked \\_long\\_" in page
    assert "## UNKNOWN: what to ask\n" in page and "| decider | Who decides there?" in page
    file = cli.folder / "pack.md"
    cli.ok("report", "handover", "ab", "-o", str(file))
    assert file.read_text(encoding="utf-8") == page
    for format in ("json", "markdown", "plain", "table"):
        shown = cli.ok("report", "handover", "ab", "-f", format)
        assert not any(secret in shown for secret in ("Quarter end", "59", "61"))
    assert "has several parts" in cli("report", "handover", "ab", "-f", "csv").err


def test_a_dossier_of_nothing_asks_for_all_of_it(cli: Cli) -> None:
    """An account of which only the name is known is a page of questions, and no part of it is missing."""
    cli.ok("account", "add", "New one")
    page = cli.ok("report", "handover", "new-one", "-f", "markdown")
    assert "## People at the client\n\nUNKNOWN: nobody is written down.\n" in page
    assert "## Open issues\n\nNone is open.\n" in page
    found: Any = cli.json("report", "handover", "new-one")
    assert [one["risk"] for one in found["risks"]] == ["target"]
    assert {"contacts", "contracts", "target", "sales", "interactions", "tier"} <= {
        one["unknown"] for one in found["unknown"]
    }
    shown = cli.ok("report", "handover", "new-one", "-f", "table", COLUMNS="40")
    assert max(map(len, shown.splitlines())) <= 40 and "UNKNOWN" in shown


def test_a_target_is_asked_for_where_this_year_has_none(cli: Cli) -> None:
    """What was to be reached in the year before, nobody has to say any more."""
    cli.ok("account", "add", "New one")
    cli.ok("target", "set", "2026", "1000", "--account", "new-one")
    found: Any = cli.json("report", "handover", "new-one")
    assert "target" not in [one["unknown"] for one in found["unknown"]]


def test_what_is_agreed_is_a_number(agreed: Cli) -> None:
    """In JSON as what the sides offered is; what other hands wrote there is no figure, and never shown as it is."""
    agreed.ok("negotiation", "agree", "NG1", "price=3.5")
    dossier: Any = agreed.json("report", "handover", "maruti")
    (point,) = dossier["points"]
    assert (point["ours"], point["agreed"]) == (3, Decimal("3.5"))
    with closing(sqlite3.connect(agreed.db, isolation_level=None)) as connection:
        connection.execute("UPDATE point SET agreed = '\x1b[31mred'")
    done = agreed("report", "handover", "maruti")
    assert (done.code, done.out, "damaged" in done.err, "\x1b" in done.err) == (5, "", True, False)
