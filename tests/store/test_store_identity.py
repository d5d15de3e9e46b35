"""Whose file it is, what in it may run, and that a change goes into the file that was opened."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from amcli.base.errors import DatabaseError
from amcli.settings.environment import Env
from amcli.store import identity, migrate
from amcli.store.session import UnitOfWork, operation, prepared_operation
from conftest import Cli

COMMANDS = [("account", "list"), ("account", "add", "New"), ("undo",), ("remind", "--once"), ("backup",)]
OTHERS = {
    "a mark": "PRAGMA application_id = 1196444487; CREATE TABLE t (x)",
    "a mark alone": "PRAGMA application_id = 1196444487",
    "a version": "PRAGMA user_version = 3; CREATE TABLE t (x)",
    "this version": "PRAGMA user_version = 4; CREATE TABLE account (x)",
    "tables": "CREATE TABLE t (x)",
}


def run_sql(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def test_the_fingerprint_is_that_of_the_migrations() -> None:
    """VIEWS, which spares every command to read the migrations, is what their views come to."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate.migrate(connection)
    assert hex(migrate.VIEWS) == hex(identity.fingerprint(connection))


@pytest.mark.parametrize("words", [*COMMANDS, ("doctor",), ("doctor", "--repair")], ids=" ".join)
@pytest.mark.parametrize("kind", OTHERS)
def test_a_file_of_another_program(cli: Cli, kind: str, words: tuple[str, ...]) -> None:
    """Whatever a file of another program has (a mark, a version, tables), it is named as such and gets nothing."""
    run_sql(cli.db, OTHERS[kind])
    cli.db.chmod(0o600)
    before = cli.db.read_bytes()
    done = cli(*words)
    assert (done.code, done.out) == (5, "")
    assert "is an SQLite file of another program" in done.err
    assert cli.db.read_bytes() == before


def test_a_new_file_carries_the_mark(small: Cli) -> None:
    """Whoever looks into the file can tell whose it is."""
    assert small.db.read_bytes()[68:72] == b"AMCL"


FOREIGN = {
    "trigger": "CREATE TRIGGER harm AFTER INSERT ON sale BEGIN DELETE FROM sale WHERE id = new.id; END",
    "silent trigger": "CREATE TRIGGER harm BEFORE UPDATE ON account BEGIN SELECT raise(IGNORE); END",
    "trigger on the journal": "CREATE TRIGGER harm AFTER INSERT ON backup BEGIN SELECT raise(ABORT, 'no'); END",
    "view": "CREATE VIEW harm AS SELECT 1",
    "other view": "DROP VIEW sales; CREATE VIEW sales AS SELECT 1 AS id",
    "nearly the same": "DROP VIEW rates; CREATE VIEW rates AS SELECT 'S' || r.id AS id FROM rate r",
    "missing": "DROP VIEW sales",
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_would_run_is_refused(small: Cli, kind: str) -> None:
    """With a trigger, or another view than amcli's, no command works: exit 5, how to mend it, and nothing written."""
    run_sql(small.db, FOREIGN[kind])
    before = small.dump()
    for words in COMMANDS[:4]:
        done = small(*words)
        assert (done.code, done.out, len(done.err.splitlines())) == (5, "", 1), words
        assert "amcli doctor --repair" in done.err
    assert small.dump() == before
    assert small("doctor").code == 5


@pytest.mark.parametrize("kind", FOREIGN)
def test_repair_takes_it_out(small: Cli, kind: str) -> None:
    """`doctor --repair` keeps a copy, takes out what is not amcli's, and all is as before."""
    before = small.dump()
    run_sql(small.db, FOREIGN[kind])
    assert "repaired" in small("doctor", "--repair").out
    assert {**small.dump(), "backup": []} == before
    assert small("doctor").code == 0
    small.ok("sale", "add", "maruti", "5")
    assert list((small.folder / "backups").glob("*-before-repair.db"))


def test_a_table_of_ones_own_stays(small: Cli) -> None:
    """A table and an index that somebody else put in change nothing: `doctor` names them, and all works."""
    run_sql(small.db, "CREATE TABLE mine (x); CREATE INDEX mine_x ON mine (x)")
    small.ok("sale", "add", "maruti", "5")
    assert "not of amcli: table mine" in small.ok("doctor")


def test_a_backup_with_a_trigger(small: Cli) -> None:
    """What is refused to work with is not restored either, and what is said mends the backup, not the portfolio."""
    copy = small.folder / "b.db"
    small.ok("backup", str(copy))
    run_sql(copy, FOREIGN["trigger"])
    before = small.dump()
    done = small("restore", str(copy), "--yes")
    assert done.code == 5
    assert f"`amcli --db {copy} doctor --repair`" in done.err
    assert small.dump() == before
    small.ok("--db", str(copy), "doctor", "--repair")
    small.ok("restore", str(copy), "--yes")


@pytest.mark.parametrize(
    "sql", [FOREIGN["trigger"], FOREIGN["other view"], "DROP TABLE rate", "UPDATE sale SET account_id = 99"]
)
def test_no_backup_of_what_could_not_be_restored(small: Cli, sql: str) -> None:
    """A copy that is called checked is one that `restore` takes: else exit 5, and the way on."""
    whole, copy = small.folder / "whole.db", small.folder / "b.db"
    small.ok("backup", str(whole))
    run_sql(small.db, sql)
    done = small("backup", str(copy))
    assert (done.code, done.out, len(done.err.splitlines())) == (5, "", 1)
    assert "amcli doctor" in done.err
    assert not copy.exists()
    run_sql(whole, sql)
    assert small("restore", str(whole), "--yes").code == 5


# A change goes into the file that was opened


def change(cli: Cli, meanwhile: object) -> None:
    """One change, with something done to the file after it was opened and before it is written to."""

    def prepare(work: UnitOfWork) -> None:
        meanwhile(cli.db)  # type: ignore[operator]

    with prepared_operation(Env(cli.environ), prepare) as (work, _):
        work.insert("product", {"code": "new", "name": "New"})


def test_an_upgrade_while_it_waited(small: Cli) -> None:
    """A program that waited while a newer amcli brought the file up to date writes nothing with what it knows."""
    before = small.dump()

    def upgrade(path: Path) -> None:
        run_sql(path, f"PRAGMA user_version = {migrate.LATEST + 1}")

    with pytest.raises(DatabaseError, match="nothing was changed; do it again with the newer amcli"):
        change(small, upgrade)
    assert small.dump() == before


def replace(path: Path) -> None:
    """As a folder does that is kept in step between machines: another file under the same name."""
    shutil.copy(path, path.with_name("other.db"))
    path.with_name("other.db").replace(path)


def move(path: Path) -> None:
    path.rename(path.with_name("moved.db"))


@pytest.mark.parametrize(("meanwhile", "said"), [(replace, "was replaced by another file"), (move, "is gone")])
def test_a_file_that_is_replaced_meanwhile(small: Cli, meanwhile: object, said: str) -> None:
    """What was opened is not what is there: nothing is changed in either, and the sentence says so."""
    before = small.dump()
    with pytest.raises(DatabaseError, match=f"{said} while this ran .*: nothing was changed; do it again"):
        change(small, meanwhile)
    for name in ("portfolio.db", "moved.db"):
        if (small.folder / name).exists():
            with closing(sqlite3.connect(small.folder / name)) as connection:
                assert connection.execute("SELECT count(*) FROM product WHERE code = 'new'").fetchone() == (0,)
    if small.db.exists():
        assert small.dump() == before


def test_a_file_that_is_replaced_at_the_last_moment(small: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replaced between the look and the commit, the change is in the file that was there, and that is what is said."""
    looks = iter([True, False])
    monkeypatch.setattr("amcli.store.transaction._is_in_place", lambda connection: next(looks))
    said = pytest.raises(DatabaseError, match="the change is in the file that was there before, not in this one")
    with said, operation(Env(small.environ)) as work:
        work.insert("product", {"code": "new", "name": "New"})
    assert "new" in small.ok("product", "list", "-f", "ids")


def test_a_file_with_two_names(small: Cli) -> None:
    """A hard link is named by the change that is made, and by `doctor`: SQLite's log goes by the name."""
    os.link(small.db, small.folder / "second.db")
    done = small("sale", "add", "maruti", "5")
    assert done.code == 0
    assert "has 2 names (hard links)" in done.err
    assert "2 names (hard links)" in small.ok("doctor")
    (small.folder / "second.db").unlink()
    assert small("sale", "add", "maruti", "6").err == ""


def test_a_second_name_that_a_kill_left(small: Cli) -> None:
    """A run that was killed as it made the portfolio leaves its draft's name: the next change takes that away."""
    draft = small.folder / ".portfolio.db.0a1b2c3d.new"
    os.link(small.db, draft)
    assert small("sale", "add", "maruti", "5").err == ""
    assert not draft.exists()
