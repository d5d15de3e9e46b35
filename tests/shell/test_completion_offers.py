"""What completion offers is what the command takes: the records of the account that was typed, days, periods, keys."""

import contextlib
import io
import os
import shutil
from pathlib import Path
from unittest.mock import patch

import pytest

from amcli.app.main import main
from conftest import ROOT, Cli


def offered(cli: Cli, line: str, shell: str = "fish") -> dict[str, str]:
    """The words that are offered at the end of the line, and what is shown beside each."""
    out = io.StringIO()
    asked = {
        "_AMCLI_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line, "COMP_WORDS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args", "COMP_CWORD": str(len(line.split(" ")) - 1),
    }  # fmt: skip
    with (
        patch.dict(os.environ, {**cli.environ, **asked}),
        contextlib.redirect_stdout(out),
        contextlib.suppress(SystemExit),
    ):
        main([])
    pairs = [row.split("\t") for row in out.getvalue().splitlines() if row]
    return {pair[0]: pair[1] if len(pair) > 1 else "" for pair in pairs}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("amcli opp list --stage p", {"proposal": "50 %, 21 days"}),
        ("amcli opp list --stage w", {"won": ""}),
        ("amcli opp move OP1 prop", {"proposal": "50 %, 21 days"}),
        ("amcli log maruti --with ", {"Asha Rao": "decider, buyer", "Ravi Iyer": "user"}),
        ("amcli log eclair --with ", {"Asha Rao": ""}),
        ("amcli contact add maruti X --reports-to R", {"Ravi Iyer": "user"}),
        ("amcli contact edit C3 --reports-to ", {"Asha Rao": ""}),
        ("amcli interaction list eclair --with ", {"Asha Rao": ""}),
        ("amcli report pipeline --explain p", {"proposal": "", "passed": "should have closed"}),
        ("amcli report pipeline --by owner --explain no", {"nora": "Nora Vance"}),
        ("amcli report pipeline --by kind --explain re", {"renewal": ""}),
        ("amcli report pipeline --explain OP", {"OP1": "maruti Renewal"}),
        ("amcli interaction list --account eclair --with ", {"Asha Rao": ""}),
        ("amcli budget spend maruti ", {"Rebates": "2026-Q3 300.00 USD", "Trade fair": "2026 12000.00 USD"}),
        ("amcli budget spend eclair ", {}),
        ("amcli budget spend nobody ", {}),
        ("amcli expense list maruti --budget T", {"Trade fair": "2026 12000.00 USD"}),
        ("amcli log maruti --done ", {"D1": "2026-09-18 Send the offer", "D2": "2026-12-01T15:30 Sign"}),
        ("amcli log eclair --done ", {}),
        ("amcli deadline done ", {"D1": "maruti 2026-09-18 Send the offer", "D2": "maruti 2026-12-01T15:30 Sign"}),
        ("amcli deadline reopen D", {"D3": "eclair 2026-09-01 Send samples"}),
        ("amcli deadline show D3", {"D3": "eclair 2026-09-01 Send samples"}),
        ("amcli deadline snooze D2 1", {"1d": "", "1w": "", "1m": ""}),
        ("amcli account archive o", {}),
        ("amcli account archive --undo ", {"old-garage": "Old Garage"}),
        ("amcli deadline list ec", {"eclair": "Éclair Motors"}),
        ("amcli report sales ec", {"eclair": "Éclair Motors"}),
        ("amcli target split ", {"2026": "1200000.00 USD", "T1": "2026 1200000.00 USD",
                                 "T2": "2026-Q4 maruti 50000.00 USD", "T3": "2026 pad 1000.00 USD"}),
        ("amcli target split --account maruti 2", {"2026-Q4": "50000.00 USD"}),
        ("amcli sale list --sort account_", {"account_name": ""}),
        ("amcli sale list --columns date,am", {"date,amount": ""}),
        ("amcli sale list --sort=date,-am", {"date,-amount": ""}),
        ("amcli config get fiscal.s", {"fiscal.start": "First month of the fiscal year."}),
        ("amcli ec", {"eclair": "Éclair Motors"}),
        ("amcli eclair -f jsonl", {"jsonl": ""}),
        ("amcli D2 --out", {"--output": "Write to a file instead."}),
    ],
)  # fmt: skip
def test_what_is_offered(small: Cli, line: str, words: dict[str, str]) -> None:
    """The records of the account on the line, live where the command wants live ones, with what tells them apart."""
    assert offered(small, line) == words


def test_the_first_word_is_a_command(small: Cli) -> None:
    """Commands come with their lines, and codes only where something was typed."""
    words = offered(small, "amcli ")
    assert words["log"].startswith("Note what was said")
    assert not words.keys() & {"maruti", "eclair"}
    assert offered(small, "amcli ma") == {"maruti": "Maruti Suzuki", "maruti-service": "Maruti Service"}
    assert offered(small, "amcli e").keys() == {"eclair", "expense", "export"}


def test_what_is_numbered_is_offered_by_its_number(small: Cli) -> None:
    """An objective is PL1.2 beside its title, where an account may stand, behind --about, and where one is named."""
    small.ok("plan", "write", "maruti", "2026", "-", stdin="Grow")
    for title in ("Sell", "Sign"):
        small.ok("plan", "objective", "PL1", title)
    both = {"PL1.1": "maruti Sell", "PL1.2": "maruti Sign"}
    for line in ("amcli deadline add PL", "amcli objective edit PL1.", "amcli plan objective PL1.", "amcli log PL1"):
        assert {word: beside for word, beside in offered(small, line).items() if "." in word} == both, line
    assert offered(small, "amcli deadline add maruti x --about PL1.2") == {"PL1.2": "Sign"}
    assert offered(small, "amcli plan show P") == {"PL1": "maruti 2026"}
    assert offered(small, "amcli plan show mar") == {"maruti": "Maruti Suzuki", "maruti-service": "Maruti Service"}


def test_operations_come_with_what_they_did(small: Cli) -> None:
    """`undo` offers those that stand, `history` all of them, the newest first."""
    last = next(iter(offered(small, "amcli undo H")))
    assert offered(small, "amcli undo H")[last].startswith("set rate")
    small.ok("undo")
    assert last not in offered(small, "amcli undo H")
    assert next(iter(offered(small, "amcli history "))) == last


def test_a_name_that_two_have_is_their_ids(small: Cli) -> None:
    """A name that the command would ask about is not offered: the ids are, with the name beside them."""
    assert offered(small, "amcli contact show ") == {
        "C1": "Asha Rao maruti", "C3": "Asha Rao eclair", "Ravi Iyer": "maruti",
    }  # fmt: skip
    assert offered(small, "amcli contact show As") == {}


def test_days_say_which_day_they_mean(small: Cli) -> None:
    """A weekday is the coming one where the option looks ahead, and the latest one where it looks back."""
    ahead, back = offered(small, "amcli log maruti x --due "), offered(small, "amcli log maruti x --on ")
    assert (ahead["friday"], back["friday"]) == ("Fri 2026-09-18", "Fri 2026-09-11")
    assert (ahead["eom"], ahead["tomorrow"], back["yesterday"]) == (
        "Wed 2026-09-30",
        "Fri 2026-09-18",
        "Wed 2026-09-16",
    )
    assert "tomorrow" not in back
    other = offered(small, "amcli --today 2027-01-01 deadline add maruti x --due to")
    assert other == {"today": "Fri 2027-01-01", "tomorrow": "Sat 2027-01-02"}


def test_every_day_and_period_that_is_offered_is_taken(small: Cli) -> None:
    """Words and forms of periods come with what they mean, and each of them is one."""
    small.ok("config", "set", "fiscal.start", "4")
    periods = offered(small, "amcli sale list --period ") | offered(small, "amcli sale list --period 2026-")
    assert periods["this-quarter"] == "2026-Q3"
    assert periods["this-fiscal-year"] == "FY2027"
    assert periods["2026-Q3"] == "2026-07-01..2026-09-30"
    assert {"2026", "2025", "FY2027", "2026-09", "ytd"} <= periods.keys()
    for word in periods:
        small.ok("sale", "list", "--period", word, "-f", "json")
    for word in offered(small, "amcli report sales --as-of "):
        small.ok("report", "sales", "maruti", "--as-of", word, "-f", "json")


def test_bash_is_given_the_words_alone(small: Cli) -> None:
    """A description never stands in a line of bash; a name is one word of it."""
    assert offered(small, "amcli log maruti --with R", "bash") == {"Ravi\\ Iyer": ""}
    assert offered(small, "amcli undo H1", "bash").keys() == {"H1", *(f"H1{n}" for n in range(10))}


def test_completion_changes_no_file(cli: Cli) -> None:
    """A file of an older amcli is left as it is and completes nothing; a missing one is not made."""
    for line in ("amcli account show m", "amcli ma", "amcli undo H", "amcli log m x --due to", "amcli target split "):
        offered(cli, line)
        assert not list(cli.folder.glob("*.db*"))
    import sqlite3

    old = sqlite3.connect(cli.db)
    old.executescript((ROOT / "tests" / "store" / "schemas" / "6.sql").read_text())
    old.execute("PRAGMA user_version = 6")
    old.close()
    before = cli.db.read_bytes()
    for line in ("amcli account show m", "amcli ma", "amcli undo H", "amcli target split "):
        assert not offered(cli, line)
    assert offered(cli, "amcli log m x --due tod").keys() == {"today"}
    assert cli.db.read_bytes() == before
    assert [path.name for path in cli.folder.glob("*.db*")] == [cli.db.name]


def test_what_completes_complains_of_nothing(small: Cli, tmp_path: Path) -> None:
    """Whatever is wrong with the file or the line, there is nothing to read on the screen."""
    shutil.copy(small.db, tmp_path / "broken.db")
    data = (tmp_path / "broken.db").read_bytes()
    (tmp_path / "broken.db").write_bytes(data[: len(data) // 2])
    for line in (
        f"amcli --db {tmp_path / 'broken.db'} log maruti --with ", f"amcli --db {tmp_path} undo H",
        "amcli --today never log maruti --due ", "amcli --today never log maruti --with ", "amcli log nobody --done ",
    ):  # fmt: skip
        assert set(offered(small, line).values()) <= {""}
