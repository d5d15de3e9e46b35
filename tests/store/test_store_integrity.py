"""Rows that break a rule of the schema, and logs of other files: what SQLite says only if it is asked rightly."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from amcli.store.integrity import open_to_check, problems
from conftest import Cli

# SQLite lets whoever asks for it pass over every CHECK.
BREAK_CHECK = "PRAGMA ignore_check_constraints = 1; UPDATE sale SET date = '2026-13-45' WHERE id = 1"
BROKEN = "CHECK constraint failed in sale"


@pytest.fixture
def broken(small: Cli) -> Cli:
    """The small portfolio with a sale on a day that there is not."""
    with closing(sqlite3.connect(small.db)) as connection:
        connection.executescript(BREAK_CHECK)
    return small


def test_doctor_sees_it(broken: Cli) -> None:
    """A row that breaks a CHECK is a broken file, although `doctor` only reads."""
    done = broken("doctor", "-f", "json")
    assert done.code == 5
    assert BROKEN in done.out


def test_doctor_sees_it_where_it_may_not_write(broken: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on a disk that is read-only, where a copy in memory is looked over."""
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with closing(open_to_check(broken.db)) as connection:
        assert problems(connection, 5) == [BROKEN]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM sale")


def test_doctor_changes_nothing(small: Cli) -> None:
    """Looking the file over by a connection that could write leaves every byte of it."""
    small.ok("log", "maruti", "Called")
    before = small.db.read_bytes()
    small.ok("doctor")
    assert small.db.read_bytes() == before


def test_backup_sees_it(broken: Cli) -> None:
    """No copy is made of a broken file, neither one that is asked for nor an automatic one."""
    for words in (("backup",), ("backup", str(broken.folder / "b.db"))):
        done = broken(*words)
        assert (done.code, BROKEN in done.err) == (5, True)
    assert not (broken.folder / "b.db").exists()


def test_restore_sees_it(small: Cli) -> None:
    """A backup with such a row does not take the portfolio's place."""
    backup = small.folder / "b.db"
    small.ok("backup", str(backup))
    with closing(sqlite3.connect(backup)) as connection:
        connection.executescript(BREAK_CHECK)
    before = small.dump()
    done = small("restore", str(backup), "--yes")
    assert (done.code, BROKEN in done.err) == (5, True)
    assert small.dump() == before


def test_a_backup_is_ready_to_be_used(small: Cli) -> None:
    """Looking a copy over leaves it as it was: in WAL mode, whole, with nothing beside it."""
    backup = small.folder / "b.db"
    small.ok("backup", str(backup))
    assert backup.read_bytes()[18:20] == b"\x02\x02"
    assert sorted(one.name for one in small.folder.iterdir() if one.name.startswith("b.db")) == ["b.db"]
    assert small.ok("--db", str(backup), "account", "list", "-f", "ids") == small.ok("account", "list", "-f", "ids")


def with_log_of_another(cli: Cli, other: Path) -> bytes:
    """Put beside the portfolio the log that a larger file left when its program was stopped."""
    shutil.copy(cli.db, other)
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("CREATE TABLE filler (x TEXT)")
        connection.execute("INSERT INTO filler SELECT hex(randomblob(2000)) FROM currency")
        connection.execute("DROP INDEX sale_date")
        connection.execute("INSERT INTO filler SELECT hex(randomblob(2000)) FROM currency")
        shutil.copy(f"{other}-wal", f"{cli.db}-wal")
    # The file has moved on meanwhile: other pages than those that the log was made on.
    return Path(f"{cli.db}-wal").read_bytes()


def test_a_log_of_another_file(small: Cli, tmp_path: Path) -> None:
    """`doctor` names a log that makes a whole file a broken one, and `--repair` does not take it in."""
    for number in range(60):  # pages that the other file does not have
        small.ok("log", "maruti", f"Call {number} " + "x" * 2000)
    with closing(sqlite3.connect(small.db)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = small.db.read_bytes()
    (tmp_path / "other").mkdir()
    other = Cli(tmp_path / "other")
    other.ok("account", "add", "Somebody Else")
    log = with_log_of_another(other, tmp_path / "larger.db")
    Path(f"{small.db}-wal").write_bytes(log)
    done = small("doctor")
    assert done.code == 5
    assert "is the log of another file" in " ".join(done.out.split())
    repaired = small("doctor", "--repair")
    assert "is the log of another file" in " ".join(repaired.out.split())
    assert small.db.read_bytes() == whole
    Path(f"{small.db}-wal").unlink()
    assert small("doctor").code == 0
