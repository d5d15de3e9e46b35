"""Bringing a file up to date: frozen files in order, all of one or nothing of it, also from two processes at once."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from amcli.store import files, migrate
from conftest import Cli

SCHEMA = (migrate.FOLDER / "0001_portfolio.sql").read_text()
FIRST = "CREATE TABLE one (id INTEGER);\nCREATE INDEX one_id ON one (id);\n"


def opened(path: Path | str = ":memory:") -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def folder_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *scripts: str) -> Path:
    """A folder of migrations of one's own, in the place of the real one."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for number, script in enumerate(scripts, 1):
        (folder / f"{number:04}_test.sql").write_text(script)
    monkeypatch.setattr(migrate, "FOLDER", folder)
    monkeypatch.setattr(migrate, "LATEST", len(scripts))
    return folder


def test_latest_is_the_number_of_files() -> None:
    """LATEST, which spares every read a directory scan, is the number of the last file, and no number is missing."""
    numbers = [int(file.name[:4]) for file in sorted(migrate.FOLDER.glob("*.sql"))]
    assert numbers == list(range(1, migrate.LATEST + 1))


def test_migrates_from_nothing_to_the_latest() -> None:
    """An empty file gets every migration and says so; a second run finds nothing to do."""
    connection = opened()
    migrate.migrate(connection)
    assert migrate.version(connection) == migrate.LATEST
    before = connection.total_changes
    migrate.migrate(connection)
    assert connection.total_changes == before
    assert not migrate.check(connection, "x")


def test_every_statement_of_a_script_is_run() -> None:
    """Nothing of a migration is left out: the file has as many objects as the script has CREATEs."""
    connection = opened()
    migrate.migrate(connection)
    scripts = [file.read_text() for file in migrate.FOLDER.glob("*.sql")]
    wanted = sum(script.count("\nCREATE ") - script.count("\nDROP ") for script in scripts)
    found = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_search_%'"
    )
    assert found.fetchone()[0] == wanted


@pytest.mark.parametrize(
    "broken", ["CREATE TABLE two (id);\nCREATE TABLE two (id);\n", "CREATE TABLE two (id);\nNONSENSE;\n"]
)
def test_a_failing_migration_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """A second file that fails half way leaves the schema of the first, its version, and no open transaction."""
    folder_of(tmp_path, monkeypatch, FIRST, broken)
    connection = opened(tmp_path / "x.db")
    with pytest.raises(sqlite3.OperationalError):
        migrate.migrate(connection)
    assert not connection.in_transaction
    assert migrate.version(connection) == 1
    assert [name for (name,) in connection.execute("SELECT name FROM sqlite_master ORDER BY 1")] == ["one", "one_id"]


def test_a_failing_migration_is_one_sentence(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the command line a migration that fails is exit 5 and one line, and the file can still be migrated later."""
    folder = folder_of(tmp_path, monkeypatch, FIRST, "NONSENSE;\n")
    done = cli("account", "list")
    assert (done.code, done.out) == (5, "")  # the file was named and is not there
    opened(cli.db).close()
    cli.db.touch()
    done = cli("account", "list")
    assert done.code == 5
    assert len(done.err.splitlines()) == 1
    (folder / "0002_test.sql").write_text(SCHEMA)
    assert cli.json("account", "list") == []
    assert migrate.version(opened(cli.db)) == 2


def test_a_reader_brings_an_older_schema_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read of a file from an older amcli migrates it first, without SQLModel."""
    path = tmp_path / "x.db"
    folder = folder_of(tmp_path, monkeypatch, SCHEMA)
    files.open_writer(path).close()
    (folder / "0002_more.sql").write_text("ALTER TABLE account ADD COLUMN mood TEXT;\n")
    monkeypatch.setattr(migrate, "LATEST", 2)
    connection = files.open_reader(path)
    assert migrate.version(connection) == 2
    assert connection.execute("SELECT mood FROM account").fetchall() == []


PROGRAM = """
import sys
from pathlib import Path
from amcli.store.files import open_writer
print("ready", flush=True)
sys.stdin.readline()
connection = open_writer(Path(sys.argv[1]))
print(connection.execute("PRAGMA user_version").fetchone()[0])
"""


def test_processes_that_start_together_take_turns(tmp_path: Path) -> None:
    """Processes that make the same new file at the same moment all succeed, and the schema is there once."""
    start = [sys.executable, "-c", PROGRAM]
    for round_ in range(3):
        path = tmp_path / f"{round_}.db"
        processes = [subprocess.Popen([*start, str(path)], stdin=-1, stdout=-1, stderr=-1, text=True) for _ in range(3)]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        said = [process.communicate() for process in processes]
        assert [process.returncode for process in processes] == [0, 0, 0], said
        assert {out for out, _ in said} == {f"{migrate.LATEST}\n"}
        assert opened(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert opened(path).execute("SELECT count(*) > 150 FROM currency").fetchone() == (1,)


def test_statements_may_hold_semicolons_in_texts() -> None:
    """A script is cut where SQLite says a statement is complete, not at every semicolon."""
    script = "CREATE TABLE t (\n    x TEXT CHECK (x <> ';')\n);\nINSERT INTO t VALUES (';\n;');\n-- the end\n"
    assert len(list(migrate._statements(script))) == 2
