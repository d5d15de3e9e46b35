"""Whose work it is: on the screens of the day, in what is said, in lists and beside a colleague."""

from typing import Any

import pytest

from conftest import Cli


@pytest.fixture
def shared(small: Cli) -> Cli:
    """Tom does one thing about OP1 that the client owes, Nora keeps the file and has one of her own."""
    small.ok("colleague", "add", "Tom Ashgrove", "--code", "tom", "--reports-to", "nora")
    small.ok("config", "set", "me", "nora")
    small.ok("deadline", "add", "OP1", "Samples", "--due", "tomorrow", "--for", "tom", "--owed-by", "client")
    small.ok("deadline", "add", "maruti", "My own", "--due", "tomorrow", "--for", "nora")
    return small


def test_who_does_it_and_who_owes_it(shared: Cli) -> None:
    """The screens say it beside the title where it is another's than mine; `remind` in its sentence and its keys."""
    for words in (("today",), ("agenda",), ("account", "show", "maruti"), ("OP1",)):
        lines = shared.ok(*words, tty=True, COLUMNS="100").splitlines()
        (tom,) = (line for line in lines if "Samples" in line and "→" in line)
        assert "→ tom, client owes" in tom and ("OP1" in tom) is (words != ("OP1",))
        assert all("→" not in line for line in lines if "My own" in line)
    found: Any = shared.json("remind", "--within", "2d")
    said = {row["text"].split(",")[0]: row for row in found}
    assert ", for tom, client owes: tomorrow" in said["Samples"]["text"]
    assert (said["Samples"]["for"], said["Samples"]["owed_by"], said["My own"]["for"]) == ("tom", "client", "nora")
    assert ", for" not in said["My own"]["text"]
    today: Any = shared.json("today")
    rows = [row for key in ("this_week", "coming") for row in today[key] if row["title"] == "Samples"]
    assert [(row["about"], row["for"], row["owed_by"]) for row in rows] == [("OP1", "tom", "client")]
    assert "OWED_BY" in shared.ok("deadline", "list")


def test_what_is_mine(shared: Cli) -> None:
    """`--for me` is what is mine and nobody's; a colleague is shown with what is open, me also with what is nobody's;
    without the setting it is exit 3 that says how to set it.
    """
    mine = shared.ok("deadline", "list", "--for", "me", "-f", "ids")
    assert mine == shared.ok("deadline", "list", "--for", "nora", "-f", "ids")
    tom: Any
    nora: Any
    tom, nora = (shared.json("colleague", "show", code) for code in ("tom", "nora"))
    assert [row["title"] for row in tom["deadlines"]] == ["Samples"]
    assert [row["id"] for row in nora["deadlines"]] == mine.split()
    assert [row["id"] for row in nora["opportunities"]] == ["OP1"]
    assert tom["opportunities"] == []
    assert any("Tom" in each and "nora" in each for each in shared.ok("colleague", "list", tty=True).splitlines())
    shared.ok("config", "set", "me", "")
    unset = shared("deadline", "list", "--for", "me")
    assert unset.code == 3 and "amcli config set me" in unset.err


def test_what_a_colleague_has_is_shown(shared: Cli) -> None:
    """Also the contracts that are not over and the open negotiations, which a hand-over takes along."""
    for name, end in (("Frame", "2027-12-31"), ("Old", "2025-12-31")):
        days = ("--start", "2024-01-01", "--end", end, "--renews", "no")
        shared.ok("contract", "add", "maruti", name, *days, "--owner", "tom")
    for subject in ("Prices", "Over"):
        shared.ok("negotiation", "add", "maruti", subject, "--owner", "tom")
    shared.ok("negotiation", "close", "NG2", "--outcome", "broken-off")
    tom: Any = shared.json("colleague", "show", "tom")
    assert [row["name"] for row in tom["contracts"]] == ["Frame"]
    assert [row["subject"] for row in tom["negotiations"]] == ["Prices"]


def test_people_stay_with_their_account(shared: Cli) -> None:
    """Who is of the old account leaves what moves to another one, which is said; a list of opportunities is a table at
    80 columns.
    """
    first = shared.ok("log", "OP1", "Called", "--with", "Ravi Iyer", "-q").split()[0]
    moved = shared("opportunity", "edit", "OP1", "--account", "eclair")
    assert "1 interaction and 1 deadline about OP1 went with it, without 1 who is of maruti" in moved.err
    kept: Any = shared.json("interaction", "show", first)
    assert not kept["with"]
    other = shared.ok("log", "maruti", "Wrote", "--with", "Ravi Iyer", "-q").split()[0]
    assert (
        f"{other} is now without 1 who is of maruti" in shared("interaction", "edit", other, "--account", "eclair").err
    )
    shared.ok("opportunity", "add", "eclair", "Wiper programme for workshops of the north", "12000", "--close", "eoq")
    head = shared.ok("opportunity", "list", tty=True, COLUMNS="80", NO_COLOR="1").splitlines()[0].split()
    assert head[:3] == ["id", "account", "name"] and {"amount", "close", "stage", "%"} <= {*head}
