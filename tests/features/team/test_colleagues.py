"""Colleagues, and the setting that says which of them keeps the portfolio."""

import json
from pathlib import Path

import pytest

from conftest import Cli

# As each of the four writes its users: the header, a row, and what is read of it.
USERS = {
    "Salesforce": (
        "Id,First Name,Last Name,Title,Department,Email,Manager: Full Name",
        "005A1,Emil,Tarnow,Supply Planner,Logistics,emil@example.com,Nora Vance",
        ("Emil Tarnow", "Supply Planner", "Logistics", "emil@example.com", "nora", "005A1"),
    ),
    "HubSpot": (
        "HubSpot Owner ID,First Name,Last Name,Email,Team",
        "7781,Emil,Tarnow,emil@example.com,Logistics",
        ("Emil Tarnow", None, "Logistics", "emil@example.com", None, "7781"),
    ),
    "Pipedrive": (
        "User - ID,User - Name,User - Email",
        "12,Emil Tarnow,emil@example.com",
        ("Emil Tarnow", None, None, "emil@example.com", None, "12"),
    ),
    "Dynamics": (
        "(Do Not Modify) User,Full Name,Title,Primary Email,Business Unit,Manager",
        "aa-1,Emil Tarnow,Supply Planner,emil@example.com,Logistics,Nora Vance",
        ("Emil Tarnow", "Supply Planner", "Logistics", "emil@example.com", "nora", "aa-1"),
    ),
}


@pytest.mark.parametrize("system", USERS)
def test_the_users_of_four_crms_are_colleagues(small: Cli, tmp_path: Path, system: str) -> None:
    """Names in one column or two, the team, who answers to whom; a second import of the file adds nobody."""
    header, row, wanted = USERS[system]
    file = tmp_path / "users.csv"
    file.write_text(f"{header}\n{row}\n")
    assert "Imported 1 colleague" in small("import", "colleagues", str(file)).out
    found = small.json("colleague", "show", "emil-tarnow")
    keys = ("name", "title", "department", "email", "reports_to", "external_id")
    assert tuple(found[key] for key in keys) == wanted  # type: ignore[index]
    assert "Imported 0 colleagues" in small("import", "colleagues", str(file)).out


def test_who_keeps_the_portfolio(small: Cli, tmp_path: Path) -> None:
    """`me` is a colleague by whatever names one, kept as the code: it cannot be removed, handed to another by a code
    that it once had, or undone away; it goes with the portfolio, and what nobody is named for is its own.
    """
    assert small("config", "set", "me", "zed").code == 3
    refused = small("config", "set", "me", "nora", "--default")
    assert refused.code == 2 and "without --default" in refused.err
    small.ok("colleague", "add", "Tom Ash", "--code", "tom", "--reports-to", "nora")
    assert small.ok("config", "set", "me", "Tom Ash") == "me is tom\n"
    assert small.ok("config", "get", "me") == "tom\n"
    assert "tom" in small.ok("config", "list")
    made = small.json("history", "--limit", "2")[1]["id"]  # type: ignore[index]
    for words in (("colleague", "remove", "tom", "--yes"), ("undo", made)):
        refused = small(*words)
        assert refused.code == 4 and "config set me" in refused.err, refused.err
    small.ok("deadline", "add", "maruti", "Book a room", "--due", "fri", "--for", "nora")
    ours = small.json("deadline", "list", "--for", "tom")
    assert "nora" not in {row["for"] for row in ours} and len(ours) == 2  # type: ignore[arg-type,attr-defined]
    assert [row["title"] for row in small.json("deadline", "list", "--for", "nora")] == ["Book a room"]  # type: ignore[attr-defined]

    small.ok("colleague", "edit", "tom", "--code", "ash")
    assert len(small.json("deadline", "list", "--for", "ash")) == 2  # type: ignore[arg-type]
    taken = small("colleague", "add", "Another", "--code", "tom")
    assert taken.code == 4 and "`amcli config set me ash`" in taken.err
    assert "Tom Ash" in small.ok("tom")
    assert "code tom → ash" in small.ok("history", "--limit", "1")

    document = small.ok("export", "all")
    other = Cli(tmp_path / "other")
    other.folder.mkdir()
    other.ok("import", "all", "-", stdin=document)
    assert other.ok("export", "all") == document
    assert len(other.json("deadline", "list", "--for", "ash")) == 2  # type: ignore[arg-type]
    broken = document.replace('"me", "value": "tom"', '"me", "value": "zed"')
    assert broken != document
    refused = Cli(tmp_path)("--db", str(tmp_path / "x.db"), "import", "all", "-", stdin=broken)
    assert refused.code == 2 and "which no colleague is called" in refused.err
    (small.folder / "config.toml").write_text('me = "ash"\n')
    assert small("config", "list").code == 2
    assert json.loads(document)["settings"] == [{"key": "me", "value": "tom"}]


def test_a_file_of_deadlines_makes_the_colleagues_that_it_names(small: Cli) -> None:
    """A colleague that is not there is a bad row, or is made where --create-missing says so."""
    rows = "account,title,due,for\nmaruti,Count the stock,2026-10-01,Lena Berg\n"
    bad = small("import", "deadlines", "-", stdin=rows)
    assert bad.code != 0 and "Lena Berg" in bad.err
    small.ok("import", "deadlines", "-", "--create-missing", stdin=rows)
    assert small.json("deadline", "list", "--for", "lena-berg")[0]["title"] == "Count the stock"  # type: ignore[index]
    assert "lena-berg" in small.ok("search", "berg")
