"""`account handover`: ownership from a day on, and what was open for whoever had the account goes along."""

from typing import Any

import pytest

from conftest import Cli


@pytest.fixture
def owned(cli: Cli) -> Cli:
    """Two accounts of nora, who keeps the file; at the first one of everything in her name, in nobody's, in lena's."""
    for words in (
        *(("colleague", "add", name.title(), "--code", name) for name in ("nora", "lena", "tom")),
        *(("account", "add", name.title(), "--code", name) for name in ("ab", "cd", "ef")),
        ("config", "set", "me", "nora"),
        ("assignment", "add", "ab", "nora", "--role", "owner", "--from", "2026-01-01"),
        ("assignment", "add", "ab", "lena", "--role", "media"),
        ("assignment", "add", "cd", "nora", "--role", "owner"),
        ("deadline", "add", "ab", "Soon", "--due", "2026-09-20", "--for", "nora"),
        ("deadline", "add", "ab", "Nameless", "--due", "2026-10-20"),
        ("deadline", "add", "ab", "Another's", "--due", "2026-10-21", "--for", "lena"),
        ("deadline", "add", "ab", "Over", "--due", "2026-09-01", "--for", "nora"),
        ("deadline", "done", "D4"),
        ("opportunity", "add", "ab", "Deal", "100", "--close", "2026-12-01", "--on", "2026-09-10"),
        ("contract", "add", "ab", "Frame", "--start", "2026-01-01", "--end", "2027-12-31", "--owner", "nora"),
        ("issue", "add", "ab", "Cracks", "--owner", "nora", "--on", "2026-09-10"),
        ("negotiation", "add", "ab", "Prices", "--owner", "lena"),
        ("deadline", "add", "ef", "Nobody has it", "--due", "2026-10-20"),
        ("deadline", "add", "ef", "Nora's own", "--due", "2026-10-20", "--for", "nora"),
    ):
        cli.ok(*words)
    return cli


def names(cli: Cli, kind: str, account: str, key: str) -> list[Any]:
    """In whose name the records of an account are, those that are over too, in the order of their ids."""
    found: Any = cli.json(kind, "list", "--account", account, "--all")
    there = [each for each in found if kind == "contract" or not each["id"].startswith("CT")]  # no day of a contract
    return [each[key] for each in sorted(there, key=lambda each: each["id"])]


def test_what_is_open_for_the_owner_goes_along_and_comes_back(owned: Cli) -> None:
    """Ownership holds from the day on; what is open in the name of the owner before, and nameless where that is who
    keeps the file, is the new one's; other people's, what is done and other roles stay. One undo takes all of it back.
    """
    before = owned.dump()
    dry = owned.ok("account", "handover", "ab", "--to", "tom", "--on", "2026-09-01", "--dry-run")
    assert dry.startswith("Would have handed over ab (Ab) to tom, after nora, from 2026-09-01 on; ")
    assert owned.dump() == before
    done = owned.ok("account", "handover", "ab", "--to", "tom", "--on", "2026-09-01")
    assert done.endswith("; 1 opportunity, 1 contract, 1 issue and 2 deadlines went along\n")
    assert names(owned, "deadline", "ab", "for") == ["tom", "tom", "lena", "nora"]
    assert names(owned, "opportunity", "ab", "owner") == names(owned, "contract", "ab", "owner") == ["tom"]
    assert names(owned, "issue", "ab", "owner") == ["tom"]
    assert names(owned, "negotiation", "ab", "owner") == ["lena"]
    held: Any = owned.json("assignment", "list", "ab", "--all", "--sort", "role,from")
    assert [(each["colleague"], each["role"], each["from"], each["until"]) for each in held] == [
        ("lena", "media", None, None),
        ("nora", "owner", "2026-01-01", "2026-08-31"),
        ("tom", "owner", "2026-09-01", None),
    ]
    steps: Any = owned.json("step", "list", "--opportunity", "OP1")
    assert {each["day"] for each in steps} == {"2026-09-10"}  # nothing became of it before it was opened
    again = owned.ok("account", "handover", "ab", "--to", "tom", "--on", "2026-09-01")
    assert again == "Nothing to change: ab (Ab) is tom's from 2026-09-01 on already\n"
    owned.ok("undo")
    assert {**owned.dump(), "operation": 0, "operation_change": 0} == {**before, "operation": 0, "operation_change": 0}


def test_several_accounts_by_pipe_and_a_day_to_come(owned: Cli) -> None:
    """Of a day to come the deadlines due from it on go along at once, the rest when it is typed again on the day. An
    account that nobody had takes what has nobody's name.
    """
    done = owned("account", "handover", "-", "cd", "--to", "tom", "--on", "2026-10-01", "-q", stdin="ab\nef\n")
    assert (done.code, done.out) == (0, "ab\nef\ncd\n")
    assert "type the same on the day" in done.err
    assert names(owned, "deadline", "ab", "for") == ["nora", "tom", "lena", "nora"]
    assert names(owned, "deadline", "ef", "for") == ["tom", "nora"]
    assert names(owned, "opportunity", "ab", "owner") == [None]
    rows: Any = owned.json("report", "ownership", "--period", "2026-Q4", "--as-of", "2026-09-17")
    assert [(each["account"], each["owner"]) for each in rows["rows"]] == [(code, "tom") for code in ("ab", "cd", "ef")]
    on_the_day = owned.ok("account", "handover", "ab", "--to", "tom", AMCLI_TODAY="2026-10-01")
    assert "1 opportunity, 1 contract, 1 issue and 1 deadline went along" in on_the_day
    owned.ok("colleague", "edit", "lena", "--left", "2026-09-17")
    gone = owned("account", "handover", "cd", "--to", "lena")
    assert (gone.code, "left on 2026-09-17" in gone.err) == (4, True)
    assert owned("account", "handover", "cd", "--to", "nobody").code == 3
