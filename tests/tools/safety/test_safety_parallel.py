"""Many programs at one file at one moment: each takes its turn, none fails, nothing is lost."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from safety_samples import asked, content, start

from amcli.base.errors import DatabaseError
from amcli.store import connect
from amcli.store import open as files
from conftest import Cli

ADDS = """
import sys
from amcli.app.main import main
sys.stdin.readline()
for number in range(25):
    assert main(["account", "add", f"Account {sys.argv[1]} {number}", "-q"]) == 0
"""
# The time to wait for a lock, cut down.
IMPATIENT = """
import sys
from amcli.store import connect
from amcli.features.reminders.services import sent_log as remind
connect.BUSY_MS, remind.PATIENCE_MS = 300, 700
from amcli.app.main import console_main
console_main()
"""

# A disk that knows no locks on folders.
LOCKLESS = """
import fcntl
def flock(*_):
    raise OSError(95, "Operation not supported")
fcntl.flock = flock
from amcli.app.main import console_main
console_main()
"""


def at_once(processes: list[subprocess.Popen[bytes]]) -> None:
    """Let them go together, and wait until all are done."""
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"\n")
    said = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), [err.decode() for _, err in said]


@pytest.mark.parametrize("count", [8, pytest.param(40, marks=pytest.mark.slow)])
def test_many_writers(cli: Cli, count: int) -> None:
    """Programs that add 25 accounts each, one after the other: all are there, each once and with its operation.

    There is no file yet when they begin: one of them makes it, and no other overwrites that.
    """
    at_once([start(cli, ADDS, str(number)) for number in range(count)])
    for sql in ("count(*) FROM account", "count(DISTINCT name) FROM account", "count(*) FROM operation"):
        assert asked(cli.db, f"SELECT {sql}") == count * 25
    cli.ok("backup")
    assert cli("doctor").code == 0
    assert sorted(path.name for path in cli.folder.glob("*") if not path.name.endswith(("-wal", "-shm", ".lock"))) == [
        "backups", "portfolio.db",
    ]  # fmt: skip
    assert not [path for path in cli.folder.glob(".*") if path.suffix != ".lock"]


def test_writers_beside_an_import_a_backup_and_reminders(cli: Cli) -> None:
    """What takes long and what is short wait for each other, and all is done."""
    cli.ok("account", "add", "Ford")
    rows = "".join(f"ford,{n},2026-09-01,N-{n}\n" for n in range(3_000))
    (cli.folder / "s.csv").write_text("account,amount,date,ref\n" + rows)
    others = [("import", "sales", str(cli.folder / "s.csv")), ("backup", "-q"), ("remind", "--once"), ("doctor",)]
    writers = [start(cli, ADDS, str(number)) for number in range(2)]
    at_once([*writers, *(cli.spawn(*words) for words in others)])
    assert asked(cli.db, "SELECT count(*) FROM account") == 51
    assert asked(cli.db, "SELECT count(*) FROM sale") == 3_000
    assert asked(cli.db, "SELECT count(*) FROM reminder_run") == 1
    assert cli("doctor").code == 0


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        (("account", "add", "New"), "0.3"),
        (("undo",), "0.3"),
        (("import", "sales", "s.csv"), "0.3"),
        (("restore", "old.db", "--yes"), "0.3"),
        (("remind", "--once"), "0.7"),
    ],
)
def test_a_lock_that_lasts(small: Cli, words: tuple[str, ...], seconds: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 5 and a sentence that says how long this command has waited; nothing is lost, and it works afterwards."""
    monkeypatch.chdir(small.folder)
    small.ok("backup", "old.db")
    Path("s.csv").write_text("account,amount,date\nmaruti,5,2026-09-01\n")
    before = content(small.db)
    with closing(sqlite3.connect(small.db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM rate")
        process = start(small, IMPATIENT, *words)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out) == (5, b"")
        said = f"is locked by another program for more than {seconds} seconds: try again when it is done"
        assert err.decode() == f"amcli: {small.db} {said}\n"
        other.execute("ROLLBACK")
    assert content(small.db) == before
    small.ok(*words)


def test_how_long_the_lock_was_waited_for_is_said(small: Cli) -> None:
    """A minute, and two for what cron runs."""
    error = sqlite3.OperationalError("database is locked")
    assert "for more than 60 seconds" in connect.explain(error, small.db)
    assert "for more than 120 seconds" in connect.explain(error, small.db, 120_000)


# The first change of all


@pytest.mark.parametrize(
    "words",
    [
        ("account", "add", "New", "--dry-run"),
        ("account", "add", "New", "--tier", "9"),
        ("account", "add", "New", "--parent", "nobody"),
        ("account", "edit", "nobody", "--note", "x"),
        ("log", "nobody", "text"),
        ("undo",),
        ("import", "accounts", "a.csv", "--dry-run"),
        ("import", "accounts", "bad.csv"),
        ("doctor", "--repair"),
        ("backup",),
        ("restore", "none.db", "--yes"),
        ("remind", "--once"),
    ],
)
def test_what_changes_nothing_makes_no_file(cli: Cli, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """A dry run, or a command that fails, on a file that was named and is not there leaves none behind."""
    monkeypatch.chdir(cli.folder)
    Path("a.csv").write_text("name\nFord\n")
    Path("bad.csv").write_text("name,tier\nFord,9\n")
    done = cli(*words)
    assert (done.code == 0) == ("--dry-run" in words), done
    assert sorted(path.name for path in cli.folder.iterdir()) == ["a.csv", "bad.csv"]


def test_a_dry_run_says_what_would_be_done(cli: Cli) -> None:
    """Also where there is no file: it is done in memory, currencies and all."""
    assert "New" in cli.ok("account", "add", "New", "--currency", "KWD", "--dry-run")
    assert cli("account", "add", "New", "--currency", "XQQ", "--dry-run").code == 2


def test_two_who_make_the_file(cli: Cli) -> None:
    """Whoever comes second waits for the first, and adds to what that one made."""
    with files.writing(cli.db) as first:
        first.execute("INSERT INTO account (code, name, created) VALUES ('first', 'x', '2026-01-01')")
        second = cli.spawn("account", "add", "Second", "-q")
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(2)
        assert not cli.db.exists()
    _, err = second.communicate()
    assert second.returncode == 0, err
    assert cli.ok("account", "list", "-f", "ids").split() == ["first", "second"]


def test_two_who_make_the_file_on_a_disk_without_locks(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no lock to wait for, the second does not overwrite the first: it says so, and nothing is lost."""
    monkeypatch.setattr("fcntl.flock", _refuse)
    with pytest.raises(DatabaseError, match="another program made"), files.writing(cli.db):
        assert start(cli, LOCKLESS, "account", "add", "First").wait() == 0
    assert cli.ok("account", "list", "-f", "ids") == "first\n"
    assert not [path for path in cli.folder.glob(".*") if path.suffix != ".lock"]


def test_a_disk_without_links(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is made there too."""
    monkeypatch.setattr("os.link", _refuse)
    cli.ok("account", "add", "First")
    assert cli.ok("account", "list", "-f", "ids") == "first\n"


def test_a_link_to_a_file_that_is_not_there(cli: Cli) -> None:
    """The file is made where the link leads."""
    (cli.folder / "disk").mkdir()
    cli.db.symlink_to(cli.folder / "disk" / "p.db")
    cli.ok("account", "add", "First")
    assert [path.name for path in (cli.folder / "disk").iterdir()] == ["p.db"]
    assert cli.db.is_symlink()


def test_what_a_run_left_that_was_killed(cli: Cli) -> None:
    """The draft of a first change that never ended goes with the next one."""
    for end in ("", "-wal", "-shm"):
        (cli.folder / f".portfolio.db.999.new{end}").write_bytes(b"half")
    cli.ok("account", "add", "First")
    assert not [path for path in cli.folder.glob(".*") if path.suffix != ".lock"]


def _refuse(*_: object) -> None:
    raise OSError(95, "Operation not supported")
