"""`report pitch`: an idea on one page for those who decide, and what nobody wrote down."""

from typing import Any

from conftest import Cli

PAGE = "# Goal\n\nBe *first*\n\n# Strategy\n\nOne price\n\n# Threats\n\nA rival\n\n# Asked\n\nA budget\n\nA driver"


def built(cli: Cli) -> None:
    """An account with a plan, a need, an idea and money of two years."""
    for words in (
        ("account", "add", "A|*b*", "--code", "ab", "--currency", "EUR", "--tier", "1"),
        ("need", "add", "ab", "One price", "--kind", "facilitation"),
        ("need", "add", "ab", "Reports", "--kind", "process", "--priority", "high"),
        ("need", "edit", "ND2", "--met", "today"),
        ("opportunity", "add", "ab", "Buffer stock", "5000", "--kind", "idea", "--stage", "idea"),
        ("opportunity", "add", "ab", "Renewal", "9000", "--close", "2026-12-01"),
        ("sale", "add", "ab", "250", "--on", "2026-02-01"),
    ):
        cli.ok(*words)
    cli.ok("plan", "write", "ab", "2026", "-", stdin=PAGE)
    cli.ok("plan", "objective", "ab", "Sell", "--measure", "sales", "--target", "1000")
    cli.ok("plan", "money", "ab", "2026", "--sales", "0", "--cost", "0", "--invest", "50k")
    cli.ok("plan", "money", "ab", "2027", "--sales", "80k", "--cost", "20k", "--invest", "0")


def test_a_pitch_says_what_is_proposed_and_what_it_brings(cli: Cli) -> None:
    """The account, what it needs, the idea, its money with payback, what is asked, and risks: one page."""
    built(cli)
    found: Any = cli.json("report", "pitch", "ab", "--discount", "10")
    assert (found["code"], found["plan"], found["invest"], found["payback"]) == ("ab", "PL1", 50000, 2027)
    assert str(found["present_value"]) == "4132.23"
    assert [each["id"] for each in found["needs"]] == ["ND1"]
    assert [(each["heading"], each["text"]) for each in found["idea"]] == [
        ("The idea", "Be *first*"),
        ("How", "One price"),
    ]
    assert [(each["id"], str(each["amount"])) for each in found["opportunities"]] == [("OP1", "5000.00")]
    assert [(each["heading"], each["text"]) for each in found["asked"]] == [
        ("What is asked", "A budget"), ("", "A driver"), ("", "Investment: 50,000.00 EUR in 2026."),
    ]  # fmt: skip
    assert [(each["heading"], each["text"]) for each in found["threats"]] == [
        ("Threats", "A rival"), ("Weaknesses", "UNKNOWN"),
    ]  # fmt: skip
    assert [each["objective"] for each in found["objectives"]] == ["PL1.1"]
    assert {each["risk"] for each in found["risks"]} >= {"target"}
    assert [each["unknown"] for each in found["unknown"]] == ["owner"]
    page = cli.ok("report", "pitch", "PL1", "-f", "markdown")
    assert page.startswith("# Proposal for A\\|\\*b\\* (ab), 2026-09-17\n")
    assert "\n## The idea\n\nBe \\*first\\*\n" in page and "| category | UNKNOWN |" in page
    assert "\n## What is asked\n\nA budget\n\nA driver\n\nInvestment: 50,000.00 EUR in 2026.\n" in page
    assert "has several parts" in cli("report", "pitch", "ab", "-f", "csv").err


def test_a_pitch_of_one_idea_is_about_that_one(cli: Cli) -> None:
    """An opportunity stands for its account, in whatever stage it is."""
    built(cli)
    for name, expected in (("OP1", "Buffer stock"), ("op2", "Renewal")):
        found: Any = cli.json("report", "pitch", name)
        assert (found["code"], [each["name"] for each in found["opportunities"]]) == ("ab", [expected])
    assert cli("report", "pitch", "OP9").code == 3
    assert cli("report", "pitch", "PL9").code == 3


def test_a_pitch_of_nothing_is_a_page_of_questions(cli: Cli) -> None:
    """What nobody wrote down is UNKNOWN in every part, and a question at the end; a stale plan is asked about."""
    cli.ok("account", "add", "New", "--code", "new")
    found: Any = cli.json("report", "pitch", "new")
    assert [each["unknown"] for each in found["unknown"]] == ["owner", "needs", "plan"]
    assert (found["invest"], found["contribution"], found["plan"]) == (None, None, None)
    page = cli.ok("report", "pitch", "new", "-f", "markdown")
    for part in ("## The need\n\nUNKNOWN: no need", "## The idea\n\nUNKNOWN\n", "## What is asked\n\nUNKNOWN\n"):
        assert part in page
    cli.ok("plan", "write", "new", "2026", "-", stdin="Only this")
    later = Cli(cli.folder, "2026-12-30")
    found = later.json("report", "pitch", "new")
    assert [each["unknown"] for each in found["unknown"]] == [
        "owner", "needs", "written", "strategy", "asked", "objectives", "money",
    ]  # fmt: skip
    shown = later.ok("report", "pitch", "new", "-f", "table", COLUMNS="60")
    assert max(map(len, shown.splitlines())) <= 60 and "UNKNOWN" in shown


def test_a_plan_without_headings_says_the_goal(cli: Cli) -> None:
    """What stands before the first heading is the idea, where nothing stands under Goal."""
    cli.ok("account", "add", "Solo", "--code", "solo")
    cli.ok("plan", "write", "solo", "2026", "Grow the discs, one engineer")
    page = cli.ok("report", "pitch", "solo", "-f", "markdown")
    assert "Grow the discs, one engineer" in page
