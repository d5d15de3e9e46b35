"""The screens: the day, the brief before a call, the reports, at any width."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from amcli.features.screens.reports.today import today
from amcli.settings.environment import Env
from amcli.store.reader import reading
from conftest import Cli


def section(cli: Cli, key: str) -> list[dict[str, Any]]:
    screen: Any = cli.json("today")
    rows: list[dict[str, Any]] = screen[key]
    return rows


def test_the_day_shows_what_is_late_due_and_coming(sample: Cli) -> None:
    """Overdue, today, the next fourteen days, follow-ups apart: each with its reference and its days from today."""
    assert [(row["id"], row["days"]) for row in section(sample, "overdue")] == [("D18", -13), ("D12", -7), ("D6", -3)]
    assert [(row["id"], row["due"]) for row in section(sample, "today")] == [("D13", "2026-09-17T15:30")]
    coming, follow_ups = section(sample, "coming"), section(sample, "follow_ups")
    assert len(coming) == 7
    assert {row["kind"] for row in follow_ups} == {"follow-up"}
    assert all(0 < row["days"] <= 14 for row in [*coming, *follow_ups])


def test_the_day_shows_who_has_gone_quiet(sample: Cli) -> None:
    """Ford is eleven days over its cadence, and a note to oneself does not count as a contact."""
    assert [(row["account"], row["over"]) for row in section(sample, "quiet")] == [("ford", 11), ("parker", 8)]


def test_the_day_and_the_report_agree(sample: Cli) -> None:
    """The pace of the day is the total of the sales report, figure by figure."""
    (line,) = section(sample, "sales")
    report: Any = sample.json("report", "sales")
    same = ("actual", "target", "attainment", "pace_linear", "pace_seasonal", "forecast", "gap", "last_year", "growth")
    assert {key: line[key] for key in same} == {key: report["total"][key] for key in same}
    assert line["actual"] == Decimal("2145716.44")


def test_the_brief_and_the_report_agree(sample: Cli) -> None:
    """An account's figures are those of `report sales --account`, its group's those of the same report with --tree."""
    sample.ok("sale", "add", "kirchoff", "1250", "--on", "2026-09-01")
    sample.ok("target", "set", "2026", "4000", "--account", "kirchoff")
    brief: Any = sample.json("account", "show", "kirchoff")
    own, group = brief["sales"]
    same = ("actual", "target", "attainment", "pace_linear", "pace_seasonal", "forecast", "gap", "last_year", "growth")
    for line, word, options in ((own, "own", ()), (group, "group", ("--tree",))):
        report: Any = sample.json("report", "sales", "--account", "kirchoff", *options)
        assert line["of"] == word
        assert {key: line[key] for key in same} == {key: report["rows"][0][key] for key in same}
    assert (own["actual"], own["target"]) == (1_250, 4_000)
    assert group["actual"] > 1_000_000


def test_a_done_deadline_and_an_archived_account_leave_the_day(sample: Cli) -> None:
    """What is closed is not due, and an archived account is neither due nor quiet."""
    sample.ok("deadline", "done", "D18")
    sample.ok("account", "archive", "parker")
    assert "D18" not in [row["id"] for row in section(sample, "overdue")]
    assert "parker" not in [row["account"] for key in ("coming", "quiet") for row in section(sample, key)]


def test_two_currencies_do_not_break_the_day(sample: Cli) -> None:
    """Without a rate the day shows all the rest, and says what it lacks instead of the pace."""
    sample.ok("sale", "add", "ford", "JPY 5000", "--on", "2026-09-01")
    (line,) = section(sample, "sales")
    assert line["note"] == "the records are in JPY, USD: `amcli config set currency JPY` says which one to report in"
    assert section(sample, "overdue")
    done = sample("report", "sales")
    assert (done.code, done.out) == (4, "")


def test_the_brief_has_people_words_deadlines_sales_and_budgets(sample: Cli) -> None:
    """`account show` is the whole brief in one object."""
    brief: Any = sample.json("account", "show", "maruti")
    assert brief["name"] == "Maruti"
    assert [row["name"] for row in brief["contacts"]][:2] == ["Anika Torvalkar", "Devraj Pellumal"]
    assert brief["contacts"][0]["roles"] == ["decider", "approver"]
    assert len(brief["interactions"]) == 5
    assert [row["date"] for row in brief["interactions"]] == sorted(
        (row["date"] for row in brief["interactions"]), reverse=True
    )
    assert all(row["done"] is None for row in brief["deadlines"])
    assert [(row["of"], row["actual"]) for row in brief["sales"]] == [("own", Decimal("1045360.72"))]
    assert {row["name"] for row in brief["budgets"]} == {"Trade fair", "Service training"}
    assert [row["code"] for row in sample.json("account", "show", "kirchoff")["children"]] == [  # type: ignore[index]
        "ford",
        "goody",
        "hyundai",
        "maruti",
        "parker",
    ]


@pytest.mark.parametrize("report", ["sales", "budget", "activity"])
def test_explain_refuses_what_it_would_ignore(sample: Cli, report: str) -> None:
    """Options that choose other rows have no meaning beside --explain, and are an error."""
    done = sample("report", report, "--explain", "ford", "--account", "maruti")
    assert (done.code, done.out) == (2, "")
    assert done.err == "amcli: --explain ford lists the rows of that account: leave out 'maruti' beside it\n"


def test_an_explained_figure_adds_up(sample: Cli) -> None:
    """The rows of --explain add up to the figure of the report, for each account."""
    report: Any = sample.json("report", "sales")
    for row in report["rows"]:
        lines: Any = sample.json("report", "sales", "--explain", row["key"])
        assert lines["total"]["converted"] == row["actual"]


def test_a_report_needs_no_terminal_to_convert(sample: Cli) -> None:
    """--currency converts at the rates of the file, and says so in every row."""
    report: Any = sample.json("report", "sales", "--currency", "EUR")
    assert report["currency"] == "EUR"
    assert {row["currency"] for row in report["rows"]} == {"EUR"}


def test_an_unknown_way_to_group_is_an_error(sample: Cli) -> None:
    """--by accepts what the help says, and nothing else."""
    done = sample("report", "sales", "--by", "colour")
    assert done.code == 2
    assert "cannot report by 'colour': use one of account, product, category, tier," in done.err


def test_the_day_reads_sales_contracts_and_issues_once(sample: Cli) -> None:
    """What is to be done next is made of those that the screen has read; budgets and what is open are few."""
    said: list[str] = []
    with reading(Env(sample.environ)) as reader:
        reader.connection.set_trace_callback(said.append)
        today(reader)
    asked = Counter(" ".join(sql.split()) for sql in said if len(sql) > 500)
    assert len(asked) > 10
    few = ("-- The cost budgets that hold", "-- What is open on a day")
    assert [sql[:90] for sql, count in asked.items() if count > 1 and not sql.startswith(few)] == []
