"""What an account is part of, by day: what holds today is shown, what is to come is said, an export has it all."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Cli


@pytest.fixture
def plant(cli: Cli) -> Cli:
    """A plant that is part of Alpha, and of Beta from a day to come."""
    for name in ("Alpha", "Beta", "Plant"):
        cli.ok("account", "add", name)
    cli.ok("account", "edit", "plant", "--parent", "alpha", "--from", "2026-01-01")
    cli.ok("account", "edit", "plant", "--parent", "beta", "--from", "2027-01-01", "--yes")
    return cli


def test_lists_have_the_parent_of_the_day(plant: Cli) -> None:
    """Until the day the list, its filter, its order and its tree have the parent of before, from then on the next."""
    for day, parent, since in (("2026-12-31", "alpha", "2026-01-01"), ("2027-01-01", "beta", "2027-01-01")):
        rows: Any = plant.json("--today", day, "account", "list", "--sort", "-parent")
        assert (rows[0]["code"], rows[0]["parent"], rows[0]["parent_since"]) == ("plant", parent, since)
        for other in ("alpha", "beta"):
            found = plant.ok("--today", day, "account", "list", "--parent", other, "-f", "ids")
            assert found == ("plant\n" if other == parent else "")
        found = plant.ok("--today", day, "account", "list", "--parent", "", "-f", "ids")
        assert found == "alpha\nbeta\n"
        assert plant.ok("--today", day, "account", "list", "--from", since, "-f", "ids") == "plant\n"
        tree: Any = plant.json("--today", day, "account", "list", "--tree")
        codes = [(row["code"], row["parent"]) for row in tree]
        assert codes.index(("plant", parent)) == codes.index((parent, None)) + 1


def test_the_brief_says_what_is_to_come(plant: Cli) -> None:
    """The account with its parent of today, the next ones with their days; and of each group what is below it today."""
    plant.ok("account", "edit", "plant", "--parent", "", "--from", "2028-01-01", "--yes")
    shown: Any = plant.json("account", "show", "plant")
    assert (shown["parent"], shown["parent_since"]) == ("alpha", "2026-01-01")
    coming = [{"from": "2027-01-01", "parent": "beta"}, {"from": "2028-01-01", "parent": None}]
    assert shown["to_come"] == coming
    screen = plant.ok("account", "show", "plant", tty=True, COLUMNS="200", NO_COLOR="1")
    assert "part of alpha" in screen
    assert "to come  from 2027-01-01 part of beta · from 2028-01-01 part of no account" in screen
    later: Any = plant.json("--today", "2027-06-01", "account", "show", "plant")
    assert (later["parent"], later["to_come"]) == ("beta", coming[1:])
    for day, below in (("2026-06-01", "alpha"), ("2027-06-01", "beta")):
        for group in ("alpha", "beta"):
            brief: Any = plant.json("--today", day, "account", "show", group)
            assert [row["code"] for row in brief["children"]] == (["plant"] if group == below else [])
            assert brief["to_come"] == []


def test_a_change_of_parent_says_from_when_on(plant: Cli) -> None:
    """With a day and without one: what it is part of from then on, and what it was part of until the day before."""
    said = plant("account", "edit", "plant", "--parent", "beta", "--from", "2026-08-01").err
    assert "plant is part of beta from 2026-08-01 on, of alpha until 2026-07-31" in said
    assert "--from says another day" not in said
    said = plant("account", "edit", "plant", "--parent", "").err
    assert "plant is part of no account from 2026-09-17 on, of beta until 2026-09-16; --from says another day" in said
    said = plant("account", "edit", "plant", "--parent", "beta", "--from", "2026-10-01").err
    assert "plant is part of beta from 2026-10-01 on\n" in said
    said = plant("account", "edit", "plant", "--parent", "beta", "--from", "2026-11-01").err
    assert "plant is part of beta from 2026-11-01 on, and was so before" in said
    assert "part of" not in plant("account", "edit", "alpha", "--parent", "beta").err  # the first one, since ever


def test_an_export_has_what_was_said(plant: Cli, tmp_path: Path) -> None:
    """The parent of a day to come goes out and comes back, with the accounts alone and with all."""
    accounts, document, other = tmp_path / "accounts.csv", tmp_path / "all.json", tmp_path / "other.db"
    plant.ok("export", "accounts", "-o", str(accounts))
    assert "plant,Plant,beta," in accounts.read_text()
    assert "3 already there" in plant.ok("import", "accounts", str(accounts), "--update")
    plant.ok("export", "all", "-o", str(document))
    plant.ok("--db", str(other), "import", "all", str(document))
    assert plant.ok("--db", str(other), "export", "all") == document.read_text()
    shown: Any = plant.json("--db", str(other), "account", "show", "plant")
    assert (shown["parent"], shown["to_come"]) == ("alpha", [{"from": "2027-01-01", "parent": "beta"}])


def test_who_groups_others_from_a_day_to_come_is_an_account_today(plant: Cli) -> None:
    """A mere group is given to nobody: that is whoever has accounts below it on the day, and not who will have some."""
    plant.ok("colleague", "add", "Nora")
    for day, group in (("2026-06-30", "alpha"), ("2027-01-01", "beta")):
        plan: Any = plant.json("--today", day, "assignment", "plan", "--strategy", "one-each", "--to", "nora")
        assert {row["account"] for row in plan["rows"]} == {"alpha", "beta", "plant"} - {group}


def test_the_last_day_of_the_calendar_is_a_day(plant: Cli, tmp_path: Path) -> None:
    """Other systems say 9999-12-31 where a span is open: reports by day take it, and so does the next change."""
    plant.ok("account", "add", "Depot")
    plant.ok("sale", "add", "depot", "5", "--on", "2026-08-01")
    plant.ok("colleague", "add", "Nora")
    plant.ok("assignment", "add", "depot", "nora", "--until", "9999-12-31", "--yes")
    file = "account,parent,from,until\ndepot,alpha,2026-01-01,9999-12-31\n"
    plant.ok("import", "memberships", "-", "--yes", stdin=file)
    plant.ok("budget", "add", "alpha", "All", "--period", "2026", "--amount", "9", "--direction", "revenue", "--group")
    report: Any = plant.json("report", "sales", "--tree", "--period", "2026")
    assert [(row["key"], row["parent"]) for row in report["rows"] if row["actual"]] == [
        ("alpha", None),
        ("depot", "alpha"),
    ]
    budget: Any = plant.json("report", "budget", "--period", "2026")
    assert budget["rows"][0]["spent"] == 5
    for words in (("report", "sales", "--by", "owner"), ("report", "ownership"), ("account", "show", "depot")):
        assert plant.ok(*words)
    plant.ok("account", "edit", "depot", "--parent", "beta", "--from", "2026-10-01")
    plant.ok("assignment", "add", "depot", "nora", "--from", "2026-11-01")
