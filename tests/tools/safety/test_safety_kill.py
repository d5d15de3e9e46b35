"""`kill -9` at any moment: the file opens, is in order, what was reported as done is there, and nothing by halves."""

import random
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from safety_samples import (
    ADD_ACCOUNTS,
    ADD_INTERACTIONS,
    ADD_SALES,
    ROUNDS,
    ROWS,
    asked,
    content,
    kill,
    large,
    replace,
    start,
)

from amcli.store import migrate
from conftest import ROOT, Cli

# What bringing a file up to date, and the edit after it, write to.
CHANGED = ("currency", "operation", "operation_change")
SECOND = ROOT / "tests" / "store" / "schemas" / "2.sql"
EDITS = """
import sys
from amcli.app.main import main
for number in range(1, 1_000_000):
    code = main(["account", "edit", "acc-1", "--note", f"note {number}", "-q"])
    sys.stdout.write(f"{code} {number}\\n")
    sys.stdout.flush()
"""


def in_order(cli: Cli) -> None:
    """`doctor` finds nothing broken, and the file can be written to."""
    done = cli("doctor")
    assert done.code == 0, done.out + done.err
    cli.ok("account", "edit", "acc-2", "--tier", "1")


@pytest.fixture(scope="session")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio that takes a moment to copy."""
    return large(tmp_path_factory.mktemp("large") / "large.db")


@pytest.mark.parametrize("rounds", ROUNDS)
def test_an_import(cli: Cli, rounds: int, tmp_path: Path) -> None:
    """All 20,000 sales are there, with their operation, search and totals, or none is."""
    base = large(tmp_path / "base.db", 100)
    rows = "".join(f"acc-{n % 50 + 1},{n}.50,2026-{n % 9 + 1:02}-01,NEW-{n}\n" for n in range(ROWS))
    (tmp_path / "new.csv").write_text("account,amount,date,ref\n" + rows)
    for round_ in range(rounds):
        replace(cli.db, base)
        said = kill(cli.spawn("import", "sales", str(tmp_path / "new.csv")), cli.db, round_)
        found = asked(cli.db, "SELECT count(*) FROM sale WHERE ref LIKE 'NEW-%'")
        assert found in (0, ROWS)
        assert found or b"Imported" not in said
        assert asked(cli.db, "SELECT count(*) FROM operation") == bool(found)
        in_order(cli)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_loop_of_edits(cli: Cli, rounds: int, tmp_path: Path) -> None:
    """Each edit that was reported is there, each with its operation, and at most one that was not reported yet."""
    base = large(tmp_path / "base.db", 100)
    for round_ in range(rounds):
        replace(cli.db, base)
        process = start(cli, EDITS)
        assert process.stdout is not None
        said = (process.stdout.readline() + kill(process, cli.db, round_)).decode()
        reported = [line for line in said.splitlines(keepends=True) if line.startswith("0 ") and line.endswith("\n")]
        last = int(reported[-1].split()[1]) if reported else 0
        note = int((asked(cli.db, "SELECT note FROM account WHERE code = 'acc-1'") or "note 0").split()[1])
        assert note in (last, last + 1)
        assert asked(cli.db, "SELECT count(*) FROM operation") == note
        in_order(cli)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_migration(cli: Cli, rounds: int, tmp_path: Path) -> None:
    """The file is of the version that it was, or of the newest, with every record; the next command brings it up."""
    base = tmp_path / "base.db"
    base.touch(0o600)
    with closing(sqlite3.connect(base, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(SECOND.read_text())
        connection.execute("BEGIN")
        connection.execute(ADD_ACCOUNTS)
        connection.execute(ADD_SALES, {"rows": 8_000})
        connection.execute(ADD_INTERACTIONS, {"rows": 8_000})
        connection.execute("COMMIT")
    before = content(base)
    for round_ in range(rounds):
        replace(cli.db, base)
        said = kill(cli.spawn("account", "list", "-f", "ids"), cli.db, round_)
        found = asked(cli.db, "PRAGMA user_version")
        assert found in (2, migrate.LATEST)
        assert found == migrate.LATEST or not said
        assert found == migrate.LATEST or content(cli.db) == before
        in_order(cli)
        after = content(cli.db)
        assert {table: len(after[table]) for table in before if table not in CHANGED} == {
            table: len(before[table]) for table in before if table not in CHANGED
        }


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_restore(cli: Cli, rounds: int, tmp_path: Path) -> None:
    """The file is what it was or what the backup is, whole; what it was is kept before anything of it goes."""
    base, other = large(tmp_path / "base.db", 5_000), large(tmp_path / "other.db", 8_000)
    was, will = content(base), content(other)
    for round_ in range(rounds):
        replace(cli.db, base)
        said = kill(cli.spawn("restore", str(other), "--yes"), cli.db, round_)
        found = content(cli.db)
        assert found in (was, will)
        assert found == will or not said
        if found == will:
            (kept,) = (cli.folder / "backups").glob("portfolio-*-before-restore.db")
            assert content(kept) == was
        in_order(cli)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_backup(cli: Cli, rounds: int, portfolio: Path, tmp_path: Path) -> None:
    """The file that is to be replaced is the old backup or the new one, never half of it."""
    replace(cli.db, portfolio)
    old, target = large(tmp_path / "old.db", 10), tmp_path / "kept.db"
    was, will = content(old), content(cli.db)
    for round_ in range(rounds):
        replace(target, old)
        process = cli.spawn("backup", str(target))
        time.sleep(random.Random(round_).random() * 1.2)
        process.kill()
        out, _ = process.communicate()
        found = content(target)
        assert found in (was, will)
        assert found == will or not out
    in_order(cli)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_the_first_change_of_all(cli: Cli, rounds: int) -> None:
    """A file that was being made is there with the change, or it is not there at all."""
    for round_ in range(rounds):
        cli.db.unlink(missing_ok=True)
        process = cli.spawn("account", "add", "First", "-q")
        time.sleep(0.2 + random.Random(round_).random() * 0.6)
        process.kill()
        out, _ = process.communicate()
        assert cli.db.exists() or not out
        if cli.db.exists():
            assert cli.ok("account", "list", "-f", "ids") == "first\n"
        cli.ok("account", "add", "Second")
        assert not [path for path in cli.folder.glob(".portfolio*") if path.suffix != ".lock"]
