"""What a record is about: `--about OP1`, an id in the account's place, who does it, who owes it, what proves it."""

from pathlib import Path
from typing import Any

from conftest import Cli


def rows(cli: Cli, *words: str) -> list[dict[str, Any]]:
    return cli.json(*words)  # type: ignore[return-value]


def test_an_id_stands_for_its_account_and_says_what_it_is_about(small: Cli) -> None:
    """Wherever an account is named: what is made is about it, lists are of it, and what is about nothing is just of its
    account. What comes of a call, and the next of a series, is about the same, for the same, owed by the same.
    """
    small.ok("deadline", "add", "op1", "Monthly report", "--due", "eom", "--every", "month", "--for", "nora",
             "--owed-by", "client")  # fmt: skip
    small.ok(
        "log", "OP1", "They accept", "--next", "Send the contract", "--due", "fri", "--for", "nora", "--owed-by", "us"
    )
    small.ok("deadline", "done", "D4", "--evidence", "Signed on the 14th")
    about = {row["id"]: (row["account"], row["about"], row["for"], row["owed_by"], row["evidence"])
             for row in rows(small, "deadline", "list", "OP1", "--all")}  # fmt: skip
    assert about == {
        "D4": ("maruti", "OP1", "nora", "client", "Signed on the 14th"),
        "D5": ("maruti", "OP1", "nora", "us", None),
        "D6": ("maruti", "OP1", "nora", "client", None),
    }
    assert [row["text"] for row in rows(small, "interaction", "list", "--about", "OP1")] == ["They accept"]
    assert small.ok("agenda", "OP1", "--period", "this-month").count("D5") >= 1
    assert rows(small, "contact", "list", "OP1") == rows(small, "contact", "list", "maruti")
    assert small.ok("report", "sales", "OP1") == small.ok("report", "sales", "maruti")
    assert [row["opportunity"] for row in rows(small, "step", "list", "OP1")] == ["OP1"]
    small.ok("sale", "add", "OP1", "10")
    assert rows(small, "sale", "list", "OP1", "--sort", "-id")[0]["account"] == "maruti"
    assert {section: len(found) for section, found in small.json("opportunity", "show", "OP1").items()  # type: ignore[attr-defined]
            if section in ("deadlines", "interactions")} == {"deadlines": 2, "interactions": 1}  # fmt: skip
    small.ok("deadline", "edit", "D5", "--about", "", "--for", "")
    assert "about OP1 → none, for nora → none" in small.ok("history", "--limit", "1", "-f", "json")
    small.ok("undo")
    assert rows(small, "deadline", "list", "--about", "OP1")[0]["id"] == "D5"
    assert "3 deadlines" in small("opportunity", "remove", "OP1", "--yes").err


def test_an_id_that_means_two_things_or_nothing_is_refused(small: Cli) -> None:
    """An account that is called so too: both are named with what to type for each, and each of that works. Neither is
    there, or it is another account's: that is said.
    """
    small.ok("account", "add", "Opel", "--code", "OP1")
    both = small("deadline", "add", "OP1", "x", "--due", "fri")
    assert both.code == 3 and "type 'Opel'" in both.err and "`maruti --about OP1`" in both.err
    assert "`maruti`" in small("sale", "add", "OP1", "5").err and small("deadline", "list", "OP1").code == 3
    small.ok("deadline", "add", "maruti", "x", "--about", "OP1", "--due", "fri")
    small.ok("deadline", "add", "Opel", "x", "--due", "fri")
    assert "Opel" in small.ok("account", "show", "OP1") and small.ok("OP1") == small.ok("account", "show", "OP1")
    missing = small("log", "OP9", "x")
    assert missing.code == 3 and "there is no opportunity 'OP9', and no account" in missing.err
    others = small("log", "eclair", "x", "--about", "OP1")
    assert others.code == 3 and "of maruti" in others.err
    assert small("deadline", "add", "maruti", "x", "--due", "fri", "--about", "krm").code == 3
    small.ok("opportunity", "add", "maruti", "Renewal of parts", "--close", "eoy", "--external-id", "K-OP-01")
    assert small("deadline", "add", "maruti", "x", "--due", "fri", "--about", "renew").code == 3
    small.ok("deadline", "add", "maruti", "Parts", "--due", "fri", "--about", "K-OP-01")
    assert [row["title"] for row in rows(small, "deadline", "list", "--about", "renewal of parts")] == ["Parts"]


def test_what_is_about_it_goes_with_it(small: Cli) -> None:
    """An opportunity of another account takes what is about it along, in one operation, unless a sale or a contact of
    the old one holds it; what is about it does not leave it alone; accounts that are merged bring all of it.
    """
    small.ok("deadline", "add", "OP1", "Report", "--due", "eom")
    small.ok("log", "OP1", "Called")
    small.ok("opportunity", "edit", "OP1", "--with", "Ravi Iyer")
    held = small("opportunity", "edit", "OP1", "--account", "eclair")
    assert held.code == 4 and "1 contact of maruti in --with" in held.err
    alone = small("deadline", "edit", "D4", "--account", "eclair")
    assert alone.code == 4 and "about OP1 of maruti" in alone.err and "--about ''" in alone.err
    moved = small("opportunity", "edit", "OP1", "--account", "eclair", "--with", "Asha Rao")
    assert "1 interaction and 1 deadline about OP1 went with it" in moved.err
    before = small.dump()
    assert rows(small, "deadline", "list", "OP1")[0]["account"] == "eclair"
    small.ok("undo")
    assert rows(small, "deadline", "list", "OP1")[0]["account"] == "maruti"
    small.ok("redo")
    assert small.dump() == before
    small.ok("contact", "add", "eclair", "Asha R.")
    small.ok("opportunity", "edit", "OP1", "--add-with", "Asha R.")
    small.ok("contact", "merge", "C3", "C4", "--yes")
    assert rows(small, "opportunity", "list")[0]["with"] == ["Asha Rao"]
    small.ok("account", "merge", "maruti", "eclair", "--yes", "--keep")
    assert {
        row["account"] for row in (*rows(small, "deadline", "list", "OP1"), *rows(small, "opportunity", "list"))
    } == {"maruti"}
    assert small("doctor").code == 0


def test_evidence_is_of_what_is_done(small: Cli) -> None:
    """Before it is done it is refused with what to type; opening it again takes it out, which is said."""
    early = small("deadline", "edit", "D1", "--evidence", "x")
    assert early.code == 2 and "`amcli deadline done D1 --evidence TEXT`" in early.err
    assert small("log", "maruti", "x", "--evidence", "y").code == 2
    small.ok("log", "maruti", "Got it", "--done", "D1", "--evidence", "Mail of today")
    assert small.json("deadline", "show", "D1")["evidence"] == "Mail of today"  # type: ignore[index]
    assert "'Mail of today'" in small("deadline", "reopen", "D1").err
    assert small.json("deadline", "show", "D1")["evidence"] is None  # type: ignore[index]


def test_an_own_export_comes_back(small: Cli, tmp_path: Path) -> None:
    """csv of deadlines, interactions and accounts: an id says what it is about there, and nothing in another's file.
    Links are as they were typed but in csv, which keeps commas and semicolons apart.
    """
    small.ok("account", "edit", "maruti", "--link", "https://a.example/b,c", "--add-link", "/x;y%2C")
    small.ok("account", "edit", "maruti", "--add-link", "a%3Bb", "--add-link", "a;b", "--add-link", "c%2Cd 100%")
    links = ["https://a.example/b,c", "/x;y%2C", "a%3Bb", "a;b", "c%2Cd 100%"]
    assert rows(small, "account", "list", "--link", "a;b")[0]["links"] == links
    assert small.json("account", "show", "maruti")["links"] == links  # type: ignore[index]
    for way in ("plain", "table", "markdown"):
        assert "c%2Cd 100%" in small.ok("account", "list", "--columns", "code,links", "-f", way).replace("\\", "")
    assert "/x;y%2C, a%3Bb, a;b, c%2Cd 100%" in small.ok("history", "--limit", "2", "-f", "json")
    small.ok("log", "OP1", "Called", "--for", "nora", "--next", "Write", "--due", "fri")
    for kind in ("accounts", "deadlines", "interactions"):
        small.ok("export", kind, "-o", str(tmp_path / f"{kind}.csv"))
    before = {table: found for table, found in small.dump().items() if table != "backup"}
    small.ok("interaction", "edit", "I3", "--about", "", "--for", "")
    small.ok("deadline", "edit", "D4", "--about", "")
    small.ok("account", "edit", "maruti", "--remove-link", "/x;y%2C", "--remove-link", "a;b")
    assert rows(small, "account", "list", "--link", "a%3Bb")[0]["links"] == [links[0], links[2], links[4]]
    for kind in ("accounts", "deadlines", "interactions"):
        small.ok("import", kind, str(tmp_path / f"{kind}.csv"), "--update", "--yes")
    now = {table: found for table, found in small.dump().items() if table != "backup"}
    del now["account"], before["account"]
    assert now == before
    # A file adds to a list, and takes nothing out of it: what came back stands behind the others.
    again: Any = small.json("account", "show", "maruti")
    assert again["links"] == [links[0], links[2], links[4], links[1], links[3]]
    small.ok("opportunity", "edit", "OP1", "--name", "Another one")
    others = small("import", "deadlines", str(tmp_path / "deadlines.csv"), "--update", "--yes")
    assert others.code == 2 and "is 'Another one' here, and 'Renewal' in the file" in others.err
    foreign = "account,title,due,about\nmaruti,Other,2026-10-01,OP1\n"
    small.ok("import", "deadlines", "-", stdin=foreign)
    assert rows(small, "deadline", "list", "--about", "OP1", "--all")[-1]["title"] != "Other"
    small.ok("deadline", "edit", "D4", "--external-id", "T-1")
    moved = "account,title,due,external_id\neclair,Write,2026-09-18,T-1\n"
    said = small("import", "deadlines", "-", "--update", "--yes", stdin=moved).err
    assert "is about something of its account" in said
    assert rows(small, "deadline", "list", "OP1")[0]["account"] == "maruti"
