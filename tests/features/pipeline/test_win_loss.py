"""What became of opportunities: rates by count and by value, how fast, why, and what the stages came to."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from amcli.features.pipeline.rules.win_rates import velocity, win_rate
from conftest import Cli

HEAD = "account,name,amount,currency,stage,kind,competitor,reason,created,closed,probability,forecast\n"


def deals(cli: Cli, *rows: str) -> None:
    """Opportunities as an export has them."""
    (cli.folder / "deals.csv").write_text(HEAD + "".join(f"{row},50,pipeline\n" for row in rows))
    cli.ok("import", "opportunities", str(cli.folder / "deals.csv"))


@pytest.fixture
def ended(cli: Cli) -> Cli:
    """The check of docs/figures.md: 12 won, 26 lost and 9 given up, 50 open; three of the lost without an amount, and
    one won in a currency without a rate.
    """
    cli.ok("account", "add", "Ford", "--code", "ford", "--currency", "USD")
    cli.ok("account", "add", "Goody", "--code", "goody", "--currency", "USD")
    cli.ok("config", "set", "currency", "USD")
    cli.ok("rate", "set", "EUR", "USD", "1.1", "--on", "2026-01-01")
    cli.ok("rate", "set", "EUR", "USD", "1.2", "--on", "2026-03-02")
    deals(
        cli,
        "ford,won 0,10000,EUR,won,new,,,2026-02-01,2026-03-01",
        "ford,won 1,8000,JPY,won,new,,,2026-02-01,2026-03-03",
        "ford,not wanted,8000,JPY,lost,renewal,,none,2025-02-01,2025-03-03",
        "ford,not wanted either,8000,JPY,lost,renewal,,none,2025-02-01,2025-02-03",
        *(f"goody,won {n},9000,USD,won,upsell,,,2026-02-01,2026-03-03" for n in range(2, 12)),
        *(f"ford,lost {n},,USD,lost,new,Hollis,,2026-02-01,2026-04-01" for n in range(3)),
        *(f"ford,lost {n},1000,USD,lost,new,hollis,Price,2026-02-01,2026-04-01" for n in range(3, 20)),
        *(f"goody,lost {n},2000,USD,lost,upsell,,price,2026-02-01,2026-05-01" for n in range(20, 26)),
        *(f"goody,given up {n},500,USD,undecided,upsell,,,2026-02-01,2026-05-01" for n in range(9)),
        *(f"ford,open {n},70,USD,proposal,upsell,,,2026-02-01," for n in range(50)),
    )
    return cli


def test_the_checks_of_figures(ended: Cli) -> None:
    """12 of 12 + 26 are 31.6 %, of 47 25.5 %; by value what has an amount and a rate of the day of its end, no more."""
    report: Any = ended.json("report", "win-loss", "--period", "2026")
    total = report["total"]
    assert (total["won"], total["lost"], total["undecided"], total["open"]) == (12, 26, 9, 50)
    assert (total["win_rate"], total["win_rate_with_undecided"]) == (Decimal("31.6"), Decimal("25.5"))
    won, lost = 11000 + 90000, 17 * 1000 + 12000  # the euros at the rate of 1 March, nothing of the yen
    assert (total["won_amount"], total["lost_amount"], total["undecided_amount"]) == (won, lost, 4500)
    assert total["win_rate_value"] == round(Decimal(100 * won) / (won + lost), 1)
    assert total["win_rate_value_with_undecided"] == round(Decimal(100 * won) / (won + lost + 4500), 1)
    assert total["mean_amount"] == round(Decimal(won) / 11, 2)
    assert (total["unpriced"], total["no_rate"]) == (3, 1)
    days = Fraction(28 + 11 * 30, 12)
    assert total["days_to_win"] == round(Decimal(days.numerator) / days.denominator, 1)
    assert total["velocity"] == round(Decimal(50) * won / 11 * 12 / 38 * days.denominator / days.numerator, 2)
    assert report["reasons"] == [
        {"reason": "Price", "count": 23, "amount": 29000},
        {"reason": None, "count": 3, "amount": 0},
    ]
    assert [(each["competitor"], each["count"]) for each in report["competitors"]] == [("Hollis", 20), (None, 6)]
    said = " ".join(report["notes"])
    assert "lost because: Price 23 (29,000), no reason given 3" in said
    assert "3 of them have no amount" in said
    assert [note for note in report["notes"] if "rate from" in note] == [
        "in no amount: 1 in JPY, there is no rate from JPY to USD from 2026-03-03 on: "
        "`amcli rate set JPY USD RATE --on 2026-03-03` sets one"
    ]
    before: Any = ended.json("report", "win-loss", "--period", "2025")
    assert [note[:34] for note in before["notes"] if "rate from" in note] == ["in no amount: 2 in JPY, there is n"]
    assert velocity(50, 10_000, Fraction(1, 5), 30) == Fraction(10_000, 3)
    assert (win_rate(0, 0), velocity(50, None, Fraction(1, 5), 30), velocity(1, 1, Fraction(1), 0)) == (None,) * 3


def test_rows_add_up_and_open_down_to_their_opportunities(ended: Cli) -> None:
    """By whatever key the rows count everything once; --explain lists a row's; as of a day what had ended."""
    for by in ("kind", "account", "product", "owner", "stage", "month", "competitor", "reason"):
        report: Any = ended.json("report", "win-loss", "--period", "2026", "--by", by)
        for key in ("won", "lost", "undecided", "won_amount", "lost_amount", "unpriced", "no_rate"):
            assert sum(row[key] for row in report["rows"]) == report["total"][key], (by, key)
        for row in report["rows"]:
            words = ("--by", by, "--explain", row["key"] or "-")
            opened: Any = ended.json("report", "win-loss", "--period", "2026", *words)
            assert len(opened["rows"]) == row["won"] + row["lost"] + row["undecided"], (by, row["key"])
            amount = sum(each["converted"] or 0 for each in opened["rows"] if each["outcome"] == "won")
            assert amount == row["won_amount"]
    early: Any = ended.json("report", "win-loss", "--as-of", "2026-03-31", "--account", "goody")
    # Of what came in with its end nothing is known before that: the pipeline of that day has none of it.
    assert (early["total"]["won"], early["total"]["lost"], early["total"]["open"]) == (10, 0, 0)
    assert early["total"]["win_rate_value"] == 100
    first: Any = ended.json("report", "win-loss", "--period", "2026-02")
    assert (first["rows"], first["total"]["won"], first["total"]["win_rate"]) == ([], 0, None)
    reasons: Any = ended.json("report", "win-loss", "--period", "2026", "--by", "reason")
    assert [(row["key"], row["name"], row["won"], row["lost"], row["win_rate"]) for row in reasons["rows"]] == [
        ("Price", "Price", 0, 23, None), ("(won)", "(won)", 12, 0, None),
        ("(undecided)", "(undecided)", 0, 0, None), (None, "(no reason given)", 0, 3, None),
    ]  # fmt: skip
    done = ended("report", "win-loss", "--by", "kind", "--explain", "renewal")
    assert (done.code, "there is new, upsell" in done.err) == (3, True)
    assert ended("report", "win-loss", "--by", "colour").code == 2


def test_lost_without_amounts_are_no_zero(cli: Cli) -> None:
    """Where nothing that was lost has an amount above zero there is no rate by value, and it is said."""
    cli.ok("account", "add", "Ford", "--code", "ford", "--currency", "USD")
    deals(
        cli,
        "ford,a,100,USD,won,new,,,2026-02-01,2026-03-01",
        "ford,b,,USD,lost,new,,,2026-02-01,2026-03-01",
        "ford,c,0,USD,lost,new,,,2026-02-01,2026-03-01",
    )
    report: Any = cli.json("report", "win-loss")
    assert (report["total"]["win_rate"], report["total"]["win_rate_value"]) == (Decimal("33.3"), None)
    assert "no rate by value: none of the lost ones has an amount above zero" in report["notes"]
    deals(cli, "ford,d,50,USD,lost,upsell,,,2026-02-01,2026-03-01", "ford,e,5,USD,won,upsell,,,2026-02-01,2026-03-01",
          "ford,f,,USD,undecided,upsell,,,2026-02-01,2026-03-01")  # fmt: skip
    beside: Any = cli.json("report", "win-loss")
    _, upsell = beside["rows"]
    assert (upsell["win_rate_value"], upsell["win_rate_value_with_undecided"]) == (Decimal("9.1"), None)
    for width in ("40", "60", "80"):
        shown = cli.ok("report", "win-loss", "--by", "account", tty=True, COLUMNS=width, NO_COLOR="1")
        assert max(map(len, shown.splitlines())) <= int(width)
        assert "undecided" in shown.split("total")[0]  # what is counted stays, and what goes has a name
    assert "hidden at this width: win_rate_with_undecided, win_rate_value_with_undecided, undecided" in " ".join(
        cli.ok("report", "win-loss", tty=True, COLUMNS="60", NO_COLOR="1").split()
    )


def test_a_stage_beside_its_setting(cli: Cli) -> None:
    """A stage's rate is of those that ever were in it; one that was opened again had ended as of the days between."""
    cli.ok("account", "add", "Ford", "--code", "ford", "--currency", "USD")
    for name, stages in {"a": ("lead", "proposal"), "b": ("lead", "proposal", "verbal"), "c": ("lead",)}.items():
        begun = ("--stage", stages[0], "--on", "2026-09-01", "--close", "2026-12-01", "-q")
        reference = cli.ok("opportunity", "add", "ford", name, "100", *begun).strip()
        for stage in stages[1:]:
            cli.ok("opportunity", "move", reference, stage)
        cli.ok("opportunity", *(["won", reference] if name == "b" else ["lost", reference, "--reason", "price"]))
    report: Any = cli.json("report", "win-loss", "--by", "stage")
    found = {stage["stage"]: stage for stage in report["stages"]}
    assert [(found[name]["won"], found[name]["lost"], found[name]["win_rate"]) for name in ("lead", "proposal")] == [
        (1, 2, Decimal("33.3")), (1, 1, 50),
    ]  # fmt: skip
    assert (found["verbal"]["win_rate"], found["verbal"]["probability"], found["qualified"]["win_rate"]) == (
        100, 90, None,
    )  # fmt: skip
    assert [row["key"] for row in report["rows"]] == ["lead", "proposal", "verbal"]
    cli.ok("--today", "2026-09-20", "opportunity", "reopen", "OP3")
    later = ("--today", "2026-09-25", "report", "win-loss")
    now, then = (cli.json(*later, *more) for more in ((), ("--as-of", "2026-09-18")))
    assert (now["total"]["lost"], then["total"]["lost"]) == (1, 2)  # type: ignore[index]
    late: Any = cli.json(*later, "--period", "2026-08-01..2026-09-18", "--as-of", "2026-09-21")
    assert (late["as_of"], late["known"], late["total"]["lost"]) == ("2026-09-18", "2026-09-21", 1)
    assert "· as known on 21 Sep" in cli.ok(*later, "--period", "2026-08-01..2026-09-18", "--as-of", "2026-09-21",
                                            "-f", "markdown")  # fmt: skip


def test_open_is_the_pipeline_of_that_day(cli: Cli) -> None:
    """What was opened again, given to another, or came in with a stage of its own day counts as the pipeline counts it
    as of any day; by stage a row is the stage before the end, also of one that went back.
    """
    cli.ok("account", "add", "Ford", "--code", "ford", "--currency", "USD")
    cli.ok("account", "add", "Goody", "--code", "goody", "--currency", "USD")
    for code in ("nora", "tom"):
        cli.ok("colleague", "add", code.title(), "--code", code)
    cli.ok("config", "set", "me", "nora")
    deals(cli, "ford,in,5,USD,lead,new,,,2026-01-05,", "goody,out,5,USD,won,new,,,2026-01-05,2026-03-01")

    def on(day: str, *words: str) -> None:
        cli.ok(*words, AMCLI_TODAY=day)

    begun = ("--stage", "lead", "--close", "2026-12-01", "--kind", "upsell")
    for name in ("again", "given", "thought", "gone"):
        stage = ("--stage", "idea") if name == "thought" else begun
        on("2026-02-01", "opportunity", "add", "goody" if name == "given" else "ford", name, "10", *stage)
    on("2026-03-01", "opportunity", "lost", "OP3", "--reason", "price")
    on("2026-04-01", "opportunity", "reopen", "OP3")
    on("2026-04-01", "opportunity", "edit", "OP4", "--owner", "tom")
    on("2026-04-01", "opportunity", "move", "OP5", "lead", "--close", "2026-12-01")
    for word in ("verbal", "qualified"):
        on("2026-03-01", "opportunity", "move", "OP6", word)
    for number, day in enumerate(("2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04"), 3):
        on(day, "opportunity", "lost", f"OP{number}", "--reason", "price")
    stages: Any = cli.json("report", "win-loss", "--by", "stage")
    assert [row["key"] for row in stages["rows"]] == ["lead", "qualified", None]
    for day in ("2026-01-20", "2026-03-15", "2026-05-02"):
        for by in ("kind", "account", "product", "owner"):
            open_then: Any = cli.json("report", "pipeline", "--by", by, "--as-of", day)
            counts = {row["key"]: row["count"] for row in open_then["rows"]}
            ended: Any = cli.json("report", "win-loss", "--by", by, "--period", f"2026-01-01..{day}")
            for row in ended["rows"]:
                assert row["open"] == counts.get(row["key"], 0), (day, by, row["key"])
            assert ended["total"]["open"] == open_then["total"]["count"], (day, by)
