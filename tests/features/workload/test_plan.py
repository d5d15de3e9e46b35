"""`assignment plan` as it is typed: side by side, one strategy, and made so."""

from decimal import Decimal
from typing import Any

from conftest import Cli

TYPED = ("assignment", "plan", "--to", "ann,bob")


def said(cli: Cli, *words: str) -> Any:
    """What a command says as JSON."""
    return cli.json(*words)


def kirchoff(cli: Cli) -> None:
    """His five accounts below a group, with 50 / 30 / 20 / 10 / 8 of sales in the last twelve months, and three people
    of whom Carl has left: Ann has the car makers.
    """
    cli.ok("account", "add", "Group", "--category", "group")
    for code, amount, tier, trade in (
        ("maruti", "50k", "1", "car maker"), ("hyundai", "30k", "1", "car maker"), ("ford", "20k", "2", "Car Maker"),
        ("goody", "10k", "2", "service centre"), ("parker", "8k", "3", "service centre"),
    ):  # fmt: skip
        cli.ok("account", "add", code, "--parent", "group", "--tier", tier, "--category", trade, "--currency", "USD")
        cli.ok("sale", "add", code, amount, "--on", "2026-03-01")
        cli.ok("sale", "add", code, "90k", "--on", "2024-03-01")
    for name, more in (("Ann", ()), ("Bob", ()), ("Carl", ("--left", "2026-08-01"))):
        cli.ok("colleague", "add", name, "--hours", "40", *more)
    for code, hours in (("maruti", "9"), ("hyundai", "5.5"), ("ford", "4")):
        cli.ok("assignment", "add", code, "ann", "--role", "owner", "--hours", hours)
    cli.ok("assignment", "add", "maruti", "bob", "--role", "media", "--hours", "2")


def test_the_strategies_side_by_side(cli: Cli) -> None:
    """Loads, spread and changes of each, the sales of twelve months by default; balanced is 60 / 58, proven best."""
    kirchoff(cli)
    found = said(cli, *TYPED)
    rows = {row["strategy"]: row for row in found["rows"]}
    assert {name: (row["largest"], row["spread"], row["changes"], row["new"]) for name, row in rows.items()} == {
        "one-each": (50000, 20000, 1, 0),
        "category": (100000, 82000, 0, 2),
        "size": (68000, 18000, 2, 2),
        "criticality": (60000, 2000, 1, 2),
        "balanced": (60000, 2000, 1, 2),
    }
    best = rows["balanced"]
    assert (best["variation"], best["above_bound"], best["proven"], rows["size"]["proven"]) == (
        Decimal("1.7"), Decimal("1.7"), True, None,
    )  # fmt: skip
    assert [bundle["accounts"] for bundle in found["plans"]["category"]] == [
        ["maruti", "hyundai", "ford"],
        ["goody", "parker"],
    ]
    assert (rows["one-each"]["left"], found["accounts"], found["people"]) == (3, 5, ["ann", "bob"])
    assert any("given to nobody: group" in note for note in found["notes"])
    assert said(cli, "assignment", "plan")["people"] == ["ann", "bob"]  # Carl has left
    hours = said(cli, *TYPED, "--measure", "hours", "--strategy", "balanced")
    assert [(bundle["colleague"], bundle["load"]) for bundle in hours["loads"]] == [
        ("ann", Decimal("9.5")),
        ("bob", 11),
    ]
    count = said(cli, *TYPED, "--measure", "accounts", "--strategy", "balanced")
    assert (count["largest"], count["smallest"], count["bound"]) == (3, 2, Decimal("2.5"))
    whole = said(cli, *TYPED, "--strategy", "size", "--period", "2024..2026")
    assert (whole["total"]["load"], whole["period"]) == (568000, "2024-01-01..2026-12-31")
    for width in ("40", "80", "200"):
        for more in ((), ("--strategy", "one-each")):
            shown = cli.ok(*TYPED, *more, "-f", "table", COLUMNS=width)
            assert max(map(len, shown.splitlines())) <= int(width)


def test_a_plan_is_made_so_in_one_change(cli: Cli) -> None:
    """The owners change from the day on, hours go along, and one undo takes it back; dry, nothing is written."""
    kirchoff(cli)
    before = cli.dump()
    plan = (*TYPED, "--strategy", "balanced", "--from", "2026-10-01", "--apply")
    assert "Would have given 3 accounts" in cli.ok(*plan, "--dry-run")
    assert cli.dump() == before
    assert cli.ok(*plan, "-q").split() == ["goody", "maruti", "parker"]
    owners = said(cli, "assignment", "list", "--role", "owner", "--all")
    assert {(row["account"], row["colleague"], row["from"], row["until"], row["hours"]) for row in owners} == {
        ("maruti", "ann", None, "2026-09-30", 9),
        ("maruti", "bob", "2026-10-01", None, 9),
        ("hyundai", "ann", None, None, Decimal("5.5")),
        ("ford", "ann", None, None, 4),
        ("goody", "bob", "2026-10-01", None, None),
        ("parker", "ann", "2026-10-01", None, None),
    }
    assert "nothing would change" in cli.ok(*plan[:-1], "-f", "table")
    cli.ok("undo")
    assert {row["colleague"] for row in said(cli, "assignment", "list", "--role", "owner")} == {"ann"}
    kept = said(cli, *TYPED, "--strategy", "balanced", "--keep")
    assert [(bundle["colleague"], len(bundle["accounts"])) for bundle in kept["loads"]] == [("ann", 3), ("bob", 2)]
    cli.ok("colleague", "add", "Dora")
    leaver = said(cli, "assignment", "plan", "--owner", "ann", "--strategy", "balanced")
    assert [bundle["colleague"] for bundle in leaver["loads"]] == ["bob", "dora"]
    assert {(row["account"], row["owner"]) for row in leaver["rows"]} == {
        (c, "ann") for c in ("maruti", "hyundai", "ford")
    }


def test_what_means_nothing_is_refused(cli: Cli) -> None:
    """Each with its reason and its exit code; a file without colleagues says how to begin."""
    cli.ok("account", "add", "Maruti")
    assert "nobody to give accounts to" in cli.ok("assignment", "plan", tty=True)
    assert cli("assignment", "plan", "--strategy", "size", "--apply").code == 4
    cli.ok("colleague", "add", "Ann")
    cli.ok("colleague", "add", "Carl", "--left", "2026-08-01")
    for words, code, why in (
        (("--apply",), 2, "type --strategy"),
        (("--strategy", "balance"), 2, "nearest: balanced"),
        (("--measure", "hours", "--period", "2026"), 2, "--period is for --measure sales"),
        (("--to", "ann,"), 2, "type codes"),
        (("--to", "ann,bob,ann"), 2, "names 'ann' twice"),
        (("--to", "zoe"), 3, "zoe"),
        (("--to", "carl"), 4, "carl has left"),
        (("--to", "ann", "--owner", "ann"), 2, "leave ann out"),
        (("--dry-run",), 2, "--dry-run is for --apply"),
        (("--strategy", "size", "--apply", "--limit", "3"), 2, "--limit is for the plan"),
    ):
        done = cli("assignment", "plan", *words)
        assert (done.code, why in done.err) == (code, True), (words, done.err)
