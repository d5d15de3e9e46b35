"""`remind --explain`: for every deadline and account, whether it is said, and why."""

import re

import pytest

from conftest import Cli


def because(cli: Cli, *words: str, today: str = "2026-11-27") -> dict[str, tuple[bool, str]]:
    """Whether each is said, and why, on a day; instants of the machine's clock are `NOW`."""
    rows = cli.json("--today", today, "remind", "--explain", *words)
    assert isinstance(rows, list)
    moment = r"was said on [0-9-]{10}( [0-9:]{5})?"
    return {row["id"]: (row["said"], re.sub(moment, "was said on NOW", row["because"])) for row in rows}


@pytest.fixture
def one(cli: Cli) -> Cli:
    """One account, spoken with today, and the deadline D1 on 2026-12-01."""
    cli.ok("account", "add", "Maruti", "--cadence", "21")
    cli.ok("log", "maruti", "Hello", "--on", "2026-11-20")
    cli.ok("deadline", "add", "maruti", "Sign", "--due", "2026-12-01")
    return cli


def test_every_reason_of_a_deadline(one: Cli) -> None:
    """Not yet, come, over, and what --once makes of it, each with the day that matters."""
    assert because(one, today="2026-11-20")["D1"] == (
        False, "no lead time has come: the next is 7d, on 2026-11-24",
    )  # fmt: skip
    come = "lead time 7d has come, on 2026-11-24"
    assert because(one)["D1"] == because(one, "--once")["D1"] == (True, come)
    one.ok("--today", "2026-11-27", "remind", "--once")
    again = "with --once not again until lead time 1d comes on 2026-11-30, it moves or is overdue"
    assert because(one)["D1"] == (True, f"{come}; was said on NOW: {again}")
    assert because(one, "--once")["D1"] == (False, f"{come}; was said on NOW: {again}")
    assert because(one, "--once", today="2026-11-30")["D1"] == (True, "lead time 1d has come, on 2026-11-30")
    assert because(one, today="2026-12-02")["D1"] == (True, "is overdue")
    one.ok("--today", "2026-12-02", "remind", "--once")
    assert because(one, "--once", today="2026-12-02")["D1"] == (
        False, "is overdue; was said on NOW: with --once again on 2026-12-03",
    )  # fmt: skip
    assert because(one, "--once", today="2026-12-05")["D1"] == (True, "is overdue")
    for again, when in (
        ("1,3,7", "again on 2026-12-09"),
        ("2", "again on 2026-12-11"),
        ("none", "not again until it moves"),
    ):
        one.ok("config", "set", "remind.again", again)
        one.ok("--today", "2026-12-05", "remind", "--once")
        assert because(one, today="2026-12-05")["D1"] == (True, f"is overdue; was said on NOW: with --once {when}")


def test_the_last_lead_time(one: Cli) -> None:
    """After the last lead time only a move or being overdue says it again."""
    one.ok("--today", "2026-12-01", "remind", "--once")
    assert because(one, today="2026-12-01")["D1"][1].endswith("not again until it moves or is overdue")


def test_lead_times_of_its_own(one: Cli) -> None:
    """None, hours, and --within in their place."""
    one.ok("deadline", "edit", "D1", "--remind", "none")
    assert because(one)["D1"] == (False, "has no lead time: is said once it is overdue")
    one.ok("deadline", "edit", "D1", "--remind", "3h", "--due", "2026-12-01T15:30")
    assert because(one)["D1"] == (False, "no lead time has come: the next is 3h, on 2026-12-01 12:30")
    assert because(one, "--within", "14d")["D1"] == (True, "lead time 14d has come, on 2026-11-17")


def test_accounts(one: Cli) -> None:
    """From when on an account is quiet, that it is, and when --once said so."""
    spoken = "was last spoken with on 2026-11-20, and its cadence is 21 days"
    assert because(one)["maruti"] == (False, f"{spoken}: is quiet from 2026-12-12 on")
    assert because(one, today="2026-12-11")["maruti"][0] is False
    assert because(one, today="2026-12-12")["maruti"] == (True, spoken)
    one.ok("--today", "2026-12-12", "remind", "--once")
    said = f"{spoken}; was said on NOW: with --once again on 2026-12-13, until somebody has spoken with it"
    assert because(one, "--once", today="2026-12-12")["maruti"] == (False, said)
    one.ok("account", "add", "New")
    assert because(one)["new"][1].startswith("was never spoken with since it was added on 2026-09-17")


def test_left_out_and_archived(one: Cli) -> None:
    """What the options leave out says so, and so does what belongs to an archived account."""
    left = because(one, "--exclude", "due", "--include", "due", today="2026-12-12")
    assert left["D1"] == (False, "is overdue; the options leave out overdue")
    assert left["maruti"][1].endswith("the options leave out quiet")
    one.ok("account", "archive", "maruti")
    assert because(one) == {"D1": (False, "account maruti is archived")}


def test_it_agrees_with_remind(small: Cli) -> None:
    """What --explain says is said is what `remind` says, on every day around, with and without --once; nothing is
    written by asking.
    """
    for day in ("2026-09-10", "2026-09-18", "2026-10-09", "2026-11-24", "2026-12-01T15:31", "2027-01-01"):
        for once in ((), ("--once",)):
            said = {key for key, (yes, _) in because(small, *once, today=day).items() if yes}
            assert said == set(small.ok("--today", day, "remind", *once, "-f", "ids").split())
        assert not any(yes for yes, _ in because(small, "--once", today=day).values())
