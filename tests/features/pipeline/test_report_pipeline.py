"""`report pipeline`: what is open and what it is worth, the gap and what covers it, and the deals behind each row."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from amcli.base.money import one_decimal
from amcli.base.stages import Stage
from amcli.features.pipeline.rules.forecast import Coming, coverage, needed_coverage
from amcli.features.pipeline.rules.stage_age import is_late, late_days, usual_days
from amcli.render.width import width
from conftest import Cli

BY = ("stage", "account", "kind", "product", "month", "forecast", "owner")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """Five accounts, each for a figure, on 17 September 2026. Only read here."""
    cli = Cli(tmp_path_factory.mktemp("pipeline"))

    def on(day: str, *words: str) -> None:
        cli.ok(*words, AMCLI_TODAY=day)

    on("2026-01-01", "config", "set", "currency", "EUR")
    for code in ("weighted", "forecast", "gap", "age", "odd"):
        on("2026-01-01", "account", "add", code.title(), "--code", code)
    on("2026-01-01", "colleague", "add", "Nora Vance", "--code", "nora")
    on("2026-01-01", "colleague", "add", "Tom Ashgrove", "--code", "tom")
    on("2026-01-01", "config", "set", "me", "nora")
    on("2026-01-01", "product", "add", "Brake pad", "--code", "pad")
    on("2026-01-01", "rate", "set", "USD", "EUR", "0.9")

    def add(day: str, *words: str) -> None:
        on(day, "opportunity", "add", *words)

    close = ("--close", "2026-12-15")
    add("2026-09-01", "weighted", "Ten", "100k", *close, "--stage", "lead")  # OP1
    add("2026-09-01", "weighted", "Sixty", "50k", *close, "--stage", "proposal", "--probability", "60")
    add("2026-09-01", "weighted", "Ninety", "20k", *close, "--stage", "verbal", "--owner", "tom")
    add("2026-09-01", "forecast", "Closed", "400", *close)  # OP4
    add("2026-09-01", "forecast", "Committed", "120", *close, "--forecast", "commit")
    add("2026-09-01", "forecast", "Best", "90", *close, "--forecast", "best")
    add("2026-09-01", "forecast", "Gone", "7k", *close, "--forecast", "commit")  # OP7
    add("2026-09-01", "forecast", "Nobody decided", "7k", *close, "--forecast", "best")  # OP8
    on("2026-09-10", "opportunity", "won", "OP4")
    on("2026-09-10", "opportunity", "lost", "OP7", "--reason", "price")
    on("2026-09-10", "opportunity", "close", "OP8", "--undecided")
    on("2026-01-01", "target", "set", "2026", "2m", "--account", "gap")
    on("2026-03-01", "sale", "add", "gap", "400k")
    add("2026-09-01", "gap", "This year", "4.8m", *close)  # OP9
    add("2026-09-01", "gap", "Next year", "9m", "--close", "2027-02-01")
    add("2026-08-27", "age", "Late", "1000", *close, "--stage", "negotiation")  # OP11: 21 of 14 days
    add("2026-08-28", "age", "Not yet", "1000", *close, "--stage", "negotiation")
    add("2026-04-01", "age", "Slips", "1000", "--close", "2026-05-20")  # OP13
    for day, to in (("2026-05-01", "2026-06-20"), ("2026-06-01", "2026-08-20"), ("2026-08-01", "2026-09-10"),
                    ("2026-09-01", "2026-09-12")):  # fmt: skip
        on(day, "opportunity", "edit", "OP13", "--close", to)
    add("2026-09-01", "odd", "No amount", "--product", "pad", *close)  # OP14
    add("2026-09-01", "odd", "No rate", "JPY 5000", *close)
    add("2026-09-01", "odd", "Dollars", "USD 33.35", "--probability", "33", *close)
    add("2026-09-01", "odd", "Left out", "1000", "--forecast", "omitted", "--kind", "idea")
    return cli


def asked(cli: Cli, *words: str) -> Any:
    """What the report says to a program."""
    return cli.json("report", "pipeline", *words)


def test_formulas() -> None:
    """Commit and best are closed and what is marked so; coverage is undefined once nothing is missing; 21 days of 14
    are late, 20 are not.
    """
    coming = Coming(closed=400, open=210, commit=120, best=90)
    assert (coming.with_commit, coming.with_best) == (520, 610)
    assert one_decimal(coverage(4_800_000, 1_600_000)) == Decimal("3.0")
    assert coverage(1, 0) is coverage(1, None) is coverage(1, -5) is None
    assert one_decimal(needed_coverage(Fraction(22, 100))) == Decimal("4.5")
    assert needed_coverage(None) is needed_coverage(Fraction(0)) is None
    assert (late_days(14), is_late(21, 14), is_late(20, 14), is_late(9, 0)) == (21, True, False, False)
    assert usual_days([Stage("lead", 10, 30), Stage("idea", 0)]) == {"lead": 30}


def test_figures(file: Cli) -> None:
    """Weighted, commit and best, coverage beside the gap, lateness and slips, as docs/figures.md has them; what was
    won, lost or given up is in no open figure.
    """
    assert asked(file, "weighted")["total"]["weighted"] == Decimal("58000.00")
    forecast = asked(file, "forecast")
    assert [forecast[key] for key in ("closed", "commit", "best", "weighted", "closed_and_weighted")] == [
        Decimal(value) for value in ("400.00", "520.00", "610.00", "21.00", "421.00")
    ]
    assert (forecast["won"], forecast["lost"], forecast["win_rate"]) == (1, 1, Decimal("50.0"))
    assert (forecast["needed_coverage"], forecast["coverage"]) == (Decimal("2.0"), None)
    assert (forecast["total"]["count"], forecast["total"]["amount"]) == (2, Decimal("210.00"))
    gap = asked(file, "gap")
    assert [gap[key] for key in ("target", "actual", "gap", "closing", "coverage")] == [
        Decimal(value) for value in ("2000000.00", "400000.00", "1600000.00", "4800000.00", "3.0")
    ]
    assert gap["total"]["count"] == 2
    assert asked(file, "gap", "--period", "2026")["total"]["count"] == 1
    assert asked(file, "--account", "OP9") == gap  # the id stands for its account
    (lead, negotiation) = asked(file, "age")["rows"]
    assert (lead["slips"], lead["late"], lead["stage_days"]) == (3, 1, 30)
    assert (negotiation["late"], negotiation["days_in_stage"], negotiation["stage_days"]) == (1, Decimal("20.5"), 14)
    late, early = asked(file, "age", "--explain", "negotiation")["rows"]
    assert (late["id"], late["late"], late["why"], early["late"]) == ("OP11", True, "21 d of 14: 1.5 ×", False)
    (slipped,) = asked(file, "--explain", "OP13")["rows"]
    assert slipped["closes"] == ["2026-05-20", "2026-06-20", "2026-08-20", "2026-09-10", "2026-09-12"]
    assert "to close 5 d ago" in slipped["why"]


def test_what_is_not_added(file: Cli) -> None:
    """A deal without an amount or a rate is counted and named, and added nowhere; one omitted from the forecast is in
    count and amount alone.
    """
    odd = asked(file, "odd")
    total = odd["total"]
    assert [total[key] for key in ("count", "unpriced", "no_rate")] == [4, 1, 1]
    assert (total["amount"], total["weighted"]) == (Decimal("1030.02"), Decimal("9.90"))  # 30.015, 9.90495
    assert (odd["omitted"], odd["omitted_amount"], odd["closing"]) == (1, Decimal("1000.00"), Decimal("30.02"))
    said = "\n".join(odd["notes"])
    assert "no amount, counted and not added: OP14" in said
    assert "no rate, counted and not added: OP15 JPY" in said
    assert "1 omitted from the forecast, 1,000: in count and amount alone" in said
    assert asked(file, "odd", "--currency", "USD")["total"]["no_rate"] == 1
    with_none = asked(file, "--by", "product", "--explain", "-", "--account", "odd")
    assert [row["id"] for row in with_none["rows"]] == ["OP17", "OP16", "OP15"]
    assert with_none["rows"][1]["weighted"] == Decimal("9.90495")


def test_rows_add_up(file: Cli) -> None:
    """By whatever key the rows add up to the same total, and the deals behind each row to the row."""
    totals = []
    for by in BY:
        report = asked(file, "--by", by)
        totals.append({key: value for key, value in report["total"].items() if key != "stage_days"})
        for key in ("count", "unpriced", "no_rate", "late", "slips", "no_next"):
            assert sum(row[key] for row in report["rows"]) == report["total"][key], (by, key)
        for row in report["rows"]:
            deals = asked(file, "--by", by, "--explain", row["key"] or "-")
            assert len(deals["rows"]) == row["count"]
            assert [deals["total"][key] for key in ("converted", "weighted")] == [row["amount"], row["weighted"]]
            assert sum(deal["late"] for deal in deals["rows"]) == row["late"]
    assert all(total == totals[0] for total in totals)
    assert [row["key"] for row in asked(file)["rows"]] == ["idea", "lead", "proposal", "negotiation", "verbal"]
    assert [row["key"] for row in asked(file, "--by", "owner")["rows"]] == ["nora", "tom"]
    assert [row["key"] for row in asked(file, "--by", "month")["rows"]] == ["2026-09", "2026-12", "2027-02", None]


def test_stages_that_are_gone(cli: Cli) -> None:
    """A stage that the settings have no more stands behind theirs and has no days of its own; a key that no row can
    have is an error that says what there is.
    """
    cli.ok("account", "add", "Ford")
    cli.ok("config", "set", "stages", "offer 40 10, talk 60 5")
    cli.ok("opportunity", "add", "ford", "One", "100", "--stage", "offer", "--close", "eoy")
    cli.ok("config", "set", "stages", "talk 60 5, last 90 5")
    cli.ok("opportunity", "add", "ford", "Two", "100", "--stage", "last", "--close", "eoy")
    rows = asked(cli)["rows"]
    assert [(row["key"], row["stage_days"], row["late"]) for row in rows] == [("last", 5, 0), ("offer", None, 0)]
    assert [row["id"] for row in asked(cli, "--explain", "OFFER")["rows"]] == ["OP1"]
    for words, said in (
        (("--by", "stages"), "cannot report by 'stages': use one of stage, account"),
        (("--explain", "won"), "won is an end"),
        (("--explain", "nego"), "use one of idea, talk, last, offer"),
        (("--by", "month", "--explain", "June"), "use a month such as 2026-11, or -"),
    ):
        done = cli("report", "pipeline", *words)
        assert (done.code, said in done.err) == (2, True), done.err
    gone = cli("report", "pipeline", "--explain", "OP1", "--as-of", "2026-01-01")
    assert (gone.code, "was not there yet on 2026-01-01" in gone.err) == (3, True)


def test_screens(file: Cli) -> None:
    """A terminal of 40 columns has what counts, with a mark where something is late; one of 80 also slips and what has
    no next step; markdown, csv and xlsx have all.
    """
    for wide in (40, 60, 80, 200):
        for words in ((), ("--by", "account"), ("--explain", "lead"), ("--explain", "OP13")):
            lines = file.ok("report", "pipeline", *words, "-f", "table", COLUMNS=str(wide)).splitlines()
            assert max(map(width, lines)) <= wide
    narrow = file.ok("report", "pipeline", "age", "-f", "table", COLUMNS="40").splitlines()
    assert narrow[1].split() == ["stage", "count", "amount", "weighted"]
    assert next(line for line in narrow if line.startswith("negotiation")).endswith("!")
    shown = file("report", "pipeline", "--sort", "-amount", "--limit", "1", "-f", "table", COLUMNS="80")
    broad = shown.out + shown.err
    assert "slips" in broad and "no next" in broad and "and 4 more: the total counts them too" in broad
    assert file.ok("report", "pipeline", "-f", "csv", "--limit", "1").splitlines() == [
        "key,name,count,amount,weighted,currency,unpriced,no_rate,days_in_stage,stage_days,late,slips,no_next",
        "idea,idea,1,1000.00,0.00,EUR,0,0,16.0,,0,0,1",
    ]
    assert "| stage | count |" in file.ok("report", "pipeline", "-f", "markdown")
