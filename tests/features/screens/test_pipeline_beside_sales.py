"""What is open beside what sales still lack: in the sales report, on the day's screen, in the brief of an account."""

import os
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest

from conftest import Cli

PROGRAM = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from amcli.app.main import main
sys.exit(main())
"""
DEALS = (
    # account, name, amount, close, probability, forecast
    ("group", "frame", "2000", "2026-12-01", "50", "pipeline"),
    ("plant", "pads", "1000", "2026-10-01", "90", "commit"),
    ("plant", "in euro", "EUR 100", "2026-11-01", "10", "best"),
    ("plant", "no amount", "", "2026-11-01", "10", "pipeline"),
    ("plant", "in yen", "JPY 5000", "2026-11-01", "10", "pipeline"),
    ("plant", "omitted", "700", "2026-11-01", "10", "omitted"),
    ("plant", "next year", "9000", "2027-01-01", "90", "commit"),
    ("shop", "passed", "40", "2026-09-01", "50", "pipeline"),
    ("shop", "no close", "77", "", "50", "pipeline"),  # an idea
)


@pytest.fixture
def selling(cli: Cli) -> Cli:
    """A group with a plant below it and a shop; 4,000 sold of a target of 10,000; nine open opportunities."""
    cli.ok("account", "add", "Group", "--code", "group", "--currency", "USD")
    cli.ok("account", "add", "Plant", "--code", "plant", "--currency", "USD", "--parent", "group")
    cli.ok("account", "add", "Shop", "--code", "shop", "--currency", "USD")
    cli.ok("config", "set", "currency", "USD")
    cli.ok("rate", "set", "EUR", "USD", "1.5", "--on", "2026-01-01")
    cli.ok("target", "set", "2026", "10000")
    cli.ok("target", "set", "2026", "3000", "--account", "plant")
    cli.ok("sale", "add", "plant", "4000", "--on", "2026-02-01")
    for account, name, amount, close, probability, forecast in DEALS:
        more = ("--probability", probability, "--forecast", forecast, "--on", "2026-08-01")
        words = [*([amount] if amount else []), *(["--close", close] if close else ["--kind", "idea"]), *more]
        cli.ok("opportunity", "add", account, name, *words)
    for end in (("won",), ("lost", "--reason", "x"), ("lost", "--reason", "y"), ("close", "--undecided")):
        begun = ("--on", "2026-08-01", "--close", "2026-12-01", "-q")
        reference = cli.ok("opportunity", "add", "shop", " ".join(end), "5", *begun).strip()
        cli.ok("opportunity", end[0], reference, *end[1:], "--on", "2026-09-10")
    return cli


def test_the_report_says_what_is_open_beside_the_gap(selling: Cli) -> None:
    """Its sentence, its facts and the columns of its rows, rolled up in a tree; the same as `report pipeline` has."""
    report: Any = selling.json("report", "sales")
    amount, weighted = 2000 + 1000 + 150 + 700 + 40, 1000 + 900 + 15 + 20
    assert report["pipeline"] == {
        "open": 7, "amount": amount, "weighted": weighted, "unpriced": 1, "no_rate": 1, "omitted": 1,
        "omitted_amount": 700, "gap": 6000, "coverage": Decimal("0.5"), "needed_coverage": 3,
        "other_open": 2,
    }  # fmt: skip
    assert report["notes"][-1] == (
        "pipeline: 6 of 9 open close in 2026, 3,190, weighted 1,935, 1 without an amount, 1 without a rate, "
        "1 more omitted, 700; covers 0.5 × the gap of 6,000, needed 3.0 ×"
    )
    gap: Any = selling.json("report", "pipeline", "--period", "2026")
    assert any("(3,190 to close in 2026)" in note for note in gap["notes"])
    over: Any = selling.json("report", "sales", "--period", "2026-08")
    assert over["notes"][-1].startswith("pipeline on 31 Aug: nothing that was open closes in 2026-08")
    early: Any = selling.json("report", "sales", "--as-of", "2026-09-05")
    assert early["notes"][-1].startswith("pipeline on 5 Sep: ")
    keys = ("open", "open_amount", "weighted", "coverage")
    assert list(report["rows"][0])[-4:] == list(keys)
    flat = {row["key"]: tuple(row[key] for key in keys) for row in report["rows"]}
    assert flat == {"group": (1, 2000, 1000, None), "plant": (5, 1850, 915, None), "shop": (1, 40, 20, None)}
    assert [report["total"][key] for key in keys] == [7, amount, weighted, Decimal("0.5")]
    tree: Any = selling.json("report", "sales", "--tree")
    assert {row["key"]: row["open_amount"] for row in tree["rows"]} == {"group": 3850, "plant": 1850, "shop": 40}
    assert tree["pipeline"] == report["pipeline"]
    months: Any = selling.json("report", "sales", "--by", "month")
    assert (months["pipeline"], "open_amount" in months["rows"][0]) == (report["pipeline"], False)
    for words in ((), ("--account", "plant"), ("--as-of", "2026-09-05"), ("--as-of", "2026-07-01")):
        sales: Any = selling.json("report", "sales", "--period", "2026", *words)
        theirs: Any = selling.json("report", "pipeline", "--period", "2026", *words)
        for ours, key in (("gap", "gap"), ("coverage", "coverage"), ("needed_coverage", "needed_coverage")):
            assert sales["pipeline"][ours] == theirs[key], (words, key)
        assert sales["pipeline"]["open"] == theirs["total"]["count"]
    assert selling.json("report", "sales", "--as-of", "2026-07-01")["pipeline"]["open"] == 0  # type: ignore[index]


def test_the_screens_say_it_and_name_what_is_late(selling: Cli) -> None:
    """`today` has the portfolio's line and what is late by its close or in its stage; the brief the account's own."""
    day: Any = selling.json("today")
    assert [row["amount"] for row in day["pipeline"]] == [3890]
    assert (day["opportunities"][0]["id"], day["opportunities"][0]["late"]) == ("OP8", ["close", "stage"])
    assert {row["days_in_stage"] for row in day["opportunities"]} == {47}  # of the 30 of a lead
    group: Any = selling.json("account", "show", "group")
    assert [(row["of"], row["amount"]) for row in group["pipeline"]] == [("own", 2000), ("group", 3850)]
    assert [row["name"] for row in group["opportunities"]] == ["frame"]
    selling.ok("deadline", "add", "OP8", "Ring them", "--due", "today")
    for words, about in ((("account", "show", "shop"), ["OP8"]), (("OP8",), [])):
        lines = selling.ok(*words, tty=True, COLUMNS="100", NO_COLOR="1").splitlines()
        (due,) = [line for line in lines if "Ring them" in line]
        assert due.split() == ["D1", "today", "Ring", "them", *about]  # no heading says the day
    for width in (40, 60, 80, 200):
        shown = selling.ok("today", tty=True, COLUMNS=str(width), NO_COLOR="1")
        text = " ".join(shown.split())
        assert "pipeline 3,190 closes in 2026 (6 of 9 open)" in text
        assert "covers 0.5 ×, needed 3.0 ×" in text
        assert "OP8 shop close passed 16 d ago" in text
        assert "and 5 more: amcli opportunity list --late" in text
        brief = selling.ok("account", "show", "shop", tty=True, COLUMNS=str(width), NO_COLOR="1")
        assert "PIPELINE" in brief and "closes in 2026 (1 of 2 open)" in " ".join(brief.split())
        if width >= 80:
            assert "should have closed 16 d ago" in brief
        shown += brief
        assert max(map(len, shown.splitlines())) <= width


@pytest.mark.capped
def test_without_an_opportunity_nothing_of_it_is_loaded(cli: Cli) -> None:
    """A file without any costs nothing: the figures are there and zero, and no module of the pipeline is imported."""
    cli.ok("account", "add", "Maruti", "--currency", "USD")
    cli.ok("sale", "add", "maruti", "5")
    for words in (("today",), ("report", "sales"), ("account", "show", "maruti")):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *words, "-f", "json"],
            env={**os.environ, **cli.environ}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.stdout, done.stderr
        assert "amcli.features.pipeline" not in done.stderr
        assert "amcli.base.fields" not in done.stderr or words[0] == "account"  # `today` asks about no noun
    report: Any = cli.json("report", "sales")
    assert (report["pipeline"]["open"], report["total"]["open"]) == (0, 0)
