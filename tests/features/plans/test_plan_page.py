"""`plan show`: all of a plan on one page, for people at any width and for programs; its line in the account's brief."""

from typing import Any

import pytest

from amcli.features.plans.reports.plan_list import listed_plans
from amcli.features.plans.reports.plan_page import plan_page
from amcli.settings.environment import Env
from amcli.store.reader import reading
from conftest import Cli, built_once

TEXT = """Before

# Goal

First *supplier* [x](y) of <brakes> & \x1b[31mmore
# not a heading #1

# Strategy

- one
- two

---"""


@pytest.fixture
@built_once
def planned(cli: Cli) -> Cli:
    """PL1 of an account: three objectives, of which one has an open action, one a done one, and two needs, of which one
    has an objective; and money of two years.
    """
    for words in (
        ("account", "add", "Maruti Suzuki", "--code", "maruti", "--currency", "EUR"),
        ("need", "add", "maruti", "One price", "--kind", "facilitation"),
        ("need", "add", "maruti", "Discs in time", "--kind", "process", "--priority", "high"),
        ("need", "add", "maruti", "Reports", "--kind", "process"),
        ("need", "edit", "ND3", "--met", "2026-09-17"),
        ("sale", "add", "maruti", "250", "--on", "2026-02-01"),
    ):
        cli.ok(*words)
    cli.ok("plan", "write", "maruti", "2026", "-", stdin=TEXT)
    for more in (
        ("plan", "objective", "PL1", "Sell", "--measure", "sales", "--target", "1000", "--due", "2026-12-31"),
        ("plan", "objective", "PL1", "Sign", "--need", "ND1", "--due", "2026-09-01"),
        ("plan", "objective", "PL1", "Visit"),
        ("deadline", "add", "PL1.1", "Call them", "--due", "2026-09-20", "--owed-by", "client"),
        ("deadline", "add", "PL1.1", "Was to be sent", "--due", "2026-09-10"),
        ("deadline", "add", "PL1.2", "Drafted", "--due", "2026-08-10"),
        ("deadline", "done", "D3"),
        ("plan", "objective", "PL1.3", "--done"),
        ("plan", "money", "PL1", "2026", "--sales", "1000", "--cost", "700", "--invest", "500"),
        ("plan", "money", "PL1", "2027", "--sales", "1500.50", "--cost", "900", "--invest", "0"),
    ):
        cli.ok(*more)
    return cli


def test_the_page_has_all_of_a_plan(planned: Cli) -> None:
    """Its first and last day, its text by headings, objectives with their actions, needs, what is missing, and money,
    in JSON as it is.
    """
    found: Any = planned.json("plan", "show", "maruti")
    assert (found["id"], found["period"], found["start"], found["end"]) == ("PL1", "2026", "2026-01-01", "2026-12-31")
    for form in ("plain", "markdown"):
        assert "2027-01-01" not in planned.ok("plan", "show", "maruti", "-f", form)
    assert found["text"] == TEXT.replace("\x1b", "")
    assert [part["heading"] for part in found["page"]] == ["", "Goal", "not a heading #1", "Strategy"]
    objectives = [
        tuple(each[key] for key in ("objective", "state", "time_gone", "need", "actions_open", "actions_overdue"))
        for each in found["objectives"]
    ]
    assert objectives == [
        ("PL1.1", "on the way", 71, None, 2, 1),
        ("PL1.2", "late", 100, "ND1", 0, 0),
        ("PL1.3", "reached", 71, None, 0, 0),
    ]
    assert [(each["id"], each["objective"], each["state"], each["days"]) for each in found["actions"]] == [
        ("D2", "PL1.1", "overdue", -7), ("D1", "PL1.1", "open", 3), ("D3", "PL1.2", "done", -38),
    ]  # fmt: skip
    assert [(each["id"], each["met"], each["objectives"]) for each in found["needs"]] == [
        ("ND2", None, None), ("ND1", None, ["PL1.2"]), ("ND3", "2026-09-17", None),
    ]  # fmt: skip
    assert [(each["missing"], each["id"]) for each in found["missing"]] == [
        ("need without an objective", "ND2"), ("objective without an action", "PL1.2"),
    ]  # fmt: skip
    assert (found["reached"], found["of_all"], found["next_action"]) == (1, 3, "2026-09-10")
    assert [(str(each["contribution"]), str(each["running"])) for each in found["money"]] == [
        ("-200.00", "-200.00"), ("600.50", "400.50"),
    ]  # fmt: skip
    listed: Any = planned.json("plan", "list")
    assert [(row["next_action"], row["next_due"]) for row in listed] == [("D2", "2026-09-10")]


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_the_page_is_drawn_at_any_width(planned: Cli, width: int) -> None:
    """No line is wider than the terminal, no part is missing, and nothing of the text is markup."""
    shown = planned.ok("PL1", "-f", "table", COLUMNS=str(width))
    assert max(map(len, shown.splitlines())) <= width
    assert "\x1b" not in shown and "First *supplier* [x](y) of" in " ".join(shown.split())
    for word in ("GOAL", "STRATEGY", "OBJECTIVES", "ACTIONS", "NEEDS", "NO ACTION", "MONEY", "payback in 2027"):
        assert word in shown
    flat = " ".join(shown.split())
    assert "1 of 3 objectives reached" in flat and "1 objective without an action" in flat
    assert "1 need without an objective" in flat and "D2" in flat
    if width >= 80:
        assert "250 of 1,000 EUR" in flat and "25 %" in flat
        assert "-200" in flat and "total" in flat and "2,500" in flat


def test_the_page_is_written_as_markdown(planned: Cli) -> None:
    """The text stands under its headings, as text: nothing that was typed is a heading, a rule, a link or HTML of its
    own, and no column is empty in all rows.
    """
    page = planned.ok("plan", "show", "PL1", "-f", "markdown")
    lines = page.splitlines()
    assert lines[0] == "# Plan 2026 of Maruti Suzuki (maruti)"
    heads = [line for line in lines if line.startswith("#")]
    assert heads[1:] == [
        "## Goal", "## not a heading #1", "## Strategy", "## Objectives", "## Actions", "## Needs",
        "## What is missing", "## Money by year",
    ]  # fmt: skip
    assert "First \\*supplier\\* \\[x\\](y) of \\<brakes\\> \\& \\[31mmore" in lines
    assert "- one\n- two" in page and "\\---" in lines and "| text |" not in page.split("## Objectives")[0]
    assert "| PL1.2 | OB2 | Sign | none |" in page and "\x1b" not in page
    file = planned.folder / "plan.md"
    planned.ok("plan", "show", "PL1", "-o", str(file))
    assert file.read_text(encoding="utf-8") == page


def test_a_bare_plan_says_what_to_type(cli: Cli) -> None:
    """Without objectives, needs and money every screen makes sense; and without a plan it says how to write one."""
    cli.ok("account", "add", "New", "--code", "new")
    assert "`amcli plan write new 2026` writes one" in cli("plan", "show", "new").err
    cli.ok("plan", "write", "new", "2026", "-", stdin="Just this")
    shown = cli.ok("PL1", "-f", "table", COLUMNS="80")
    assert "no objective" in shown and "amcli plan objective PL1 TITLE" in shown and "MONEY" not in shown
    page = cli.ok("plan", "show", "new", "-f", "markdown")
    assert "Just this" in page and "## Money by year\n\nNone: \\`amcli plan money PL1 YEAR" in page
    assert cli.ok("plan", "show", "PL1", "--explain", "money", "-f", "table") == "PL1 has no money by year\n"
    assert "has several parts" in cli("plan", "show", "PL1", "-f", "csv").err


def test_the_plan_of_an_account_is_the_one_that_holds_today(cli: Cli) -> None:
    """Else the next one, else the last; of several that hold it asks which."""
    cli.ok("account", "add", "New", "--code", "new")
    for period, expected in (("2024", "PL1"), ("2025", "PL2"), ("2028", "PL3"), ("2027", "PL4"), ("2026", "PL5")):
        cli.ok("plan", "write", "new", period, "-", stdin="x")
        assert cli.json("plan", "show", "new")["id"] == expected  # type: ignore[index]
    cli.ok("plan", "write", "new", "2026..2027", "-", stdin="x")
    done = cli("plan", "show", "new")
    assert done.code == 3 and "PL5 (2026)" in done.err and "PL6 (2026-01-01..2027-12-31)" in done.err
    assert cli.json("plan", "show", "PL1")["period"] == "2024"  # type: ignore[index]


def test_the_brief_of_an_account_has_its_plans(planned: Cli) -> None:
    """In a line for people and in a part for programs; an account without a plan has neither."""
    shown = " ".join(planned.ok("maruti", "-f", "table", COLUMNS="100").split())
    assert "plan 2026 PL1 · 1 of 3 objectives reached · next D2 7 d late · written today" in shown
    found: Any = planned.json("maruti")
    assert [(each["id"], each["reached"], each["stale"]) for each in found["plans"]] == [("PL1", 1, False)]
    stale = Cli(planned.folder, "2026-12-20")
    assert "· stale, written 94 d ago" in " ".join(stale.ok("maruti", "-f", "table", COLUMNS="100").split())
    planned.ok("account", "add", "Bare", "--code", "bare")
    assert planned.json("bare")["plans"] == []  # type: ignore[index]
    assert "plan" not in planned.ok("bare", "-f", "table")


def test_a_page_asks_the_file_as_often_for_many_objectives_as_for_one(planned: Cli) -> None:
    """The records are read once, however many objectives of a measure there are, in the page and in the list."""

    def asked() -> list[int]:
        counts = []
        for ask in (lambda reader: plan_page(reader, "PL1"), lambda reader: list(listed_plans(reader, {}).rows)):
            with reading(Env(planned.environ)) as reader:
                statements: list[str] = []
                reader.connection.set_trace_callback(statements.append)
                ask(reader)
                counts.append(len(statements))
        return counts

    first, counts = asked(), []
    for number in range(2):
        for measure in ("sales", "margin", "whitespace", "issues", "contacts") * 3:
            planned.ok("plan", "objective", "PL1", f"{measure} {number}", "--measure", measure, "--target", "3")
        counts.append(asked())
    assert counts[0] == counts[1] and all(many - few < 20 for many, few in zip(counts[0], first, strict=True))
