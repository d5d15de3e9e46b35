"""Bringing a file up to date: frozen files in order, all of it or nothing, also from two processes at once."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from amcli.store import identity, migrate
from amcli.store import open as files
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
    monkeypatch.setattr(identity, "FIRST_WITH_ID", 100)
    monkeypatch.setattr(identity, "OF_THE_FIRST", ())
    monkeypatch.setattr(identity, "refuse_foreign", lambda connection, path: None)
    monkeypatch.setattr("amcli.store.open.refuse_foreign", lambda connection, path: None)
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
    assert not identity.check(connection, "x")


def test_every_statement_of_a_script_is_run() -> None:
    """Nothing of a migration is left out: the file has as many objects as the script has CREATEs."""
    connection = opened()
    migrate.migrate(connection)
    scripts = [file.read_text() for file in migrate.FOLDER.glob("*.sql")]
    wanted = sum(script.count("\nCREATE ") - script.count("\nDROP ") for script in scripts)
    found = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE sql IS NOT NULL "
        "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_search_%'"
    )
    assert found.fetchone()[0] == wanted


@pytest.mark.parametrize(
    "broken", ["CREATE TABLE two (id);\nCREATE TABLE two (id);\n", "CREATE TABLE two (id);\nNONSENSE;\n"]
)
def test_a_failing_migration_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """A second file that fails half way leaves nothing of the first one either, and no open transaction."""
    folder = folder_of(tmp_path, monkeypatch, FIRST, broken)
    connection = opened(tmp_path / "x.db")
    with pytest.raises(sqlite3.OperationalError):
        migrate.migrate(connection)
    assert not connection.in_transaction
    assert migrate.version(connection) == 0
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    (folder / "0002_test.sql").write_text("CREATE TABLE two (id);\n")
    migrate.migrate(connection)
    assert migrate.version(connection) == 2


def test_a_failing_migration_is_one_sentence(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the command line a migration that fails is exit 5 and one line, and the file can still be migrated later."""
    folder = folder_of(tmp_path, monkeypatch, FIRST, "NONSENSE;\n")
    done = cli("product", "list")
    assert (done.code, done.out) == (5, "")  # the file was named and is not there
    opened(cli.db).close()
    cli.db.touch()
    done = cli("product", "list")
    assert done.code == 5
    assert len(done.err.splitlines()) == 1
    (folder / "0002_test.sql").write_text(SCHEMA)
    assert cli.json("product", "list") == []
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
from amcli.store.open import open_writer
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


# Files of every version that was released


SCHEMAS = Path(__file__).parent / "schemas"
VERSIONS = range(1, migrate.LATEST)


def released(cli: Cli, version: int) -> None:
    """Make the portfolio a file of an earlier version, as that amcli left it."""
    cli.db.touch(0o600)
    with closing(opened(cli.db)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript((SCHEMAS / f"{version}.sql").read_text())


def rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that is not there for searching, by column."""
    with closing(opened(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')]
            for name in tables
            if "_search" not in name and not name.startswith("sqlite_")
        }


def test_there_is_a_file_of_every_version() -> None:
    """Each version that users may have is kept, with a row in every table of it."""
    assert sorted(int(file.stem) for file in SCHEMAS.glob("*.sql")) == list(VERSIONS)
    for version in VERSIONS:
        with closing(opened()) as connection:
            connection.executescript((SCHEMAS / f"{version}.sql").read_text())
            assert migrate.version(connection) == version
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                assert connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0], (version, name)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_every_version_opens_with_all_its_data(cli: Cli, version: int) -> None:
    """The first command brings it up to date: each value is what it was, the whole is in order, and a copy is kept."""
    released(cli, version)
    before = rows(cli.db)
    assert "maruti" in cli.ok("account", "list", "-f", "ids")
    after = rows(cli.db)
    for table, kept in before.items():
        found = [row for row in after[table] if table != "currency" or row["code"] in {"EUR", "JPY", "KWD", "USD"}]
        found = found[: len(kept)] if table == "backup" else found  # the copy that was just made is noted after them
        assert [{key: row[key] for key in old} for row, old in zip(found, kept, strict=True)] == kept, table
    cli.ok("backup")
    record: Any = cli.json("doctor")
    wrong = {check["check"] for check in record["checks"] if check["state"] != "ok"}
    assert wrong <= {"reminders"}  # the last run was long ago
    (copy,) = (cli.folder / "backups").glob("portfolio-*-before-migration.db")
    assert rows(copy) == before
    assert ("migration", str(copy)) in [(row["reason"], row["path"]) for row in rows(cli.db)["backup"]]


@pytest.mark.parametrize("version", VERSIONS)
def test_what_a_later_version_added_holds_for_old_records(cli: Cli, version: int) -> None:
    """Search finds them, the totals are the sums of their sales, and the latest change can still be undone."""
    released(cli, version)
    for words, reference in (("plant", "I2"), ("muller", "C3"), ("copies", "D2"), ("zurich", "eclair")):
        assert reference in cli.ok("search", words, "-f", "csv"), words
    totals = sorted(rows(cli.db)["sale_day"], key=lambda row: (row["date"], row["currency"]))
    kept = ("date", "currency", "lines", "amount_minor", "cost_minor")
    assert [tuple(row[key] for key in kept) for row in totals] == [
        ("2025-02-28", "KWD", 1, 1, 0),
        ("2026-08-15", "JPY", 1, 5000, 0),
        ("2026-09-01", "EUR", 1, 777, 0),
        ("2026-09-01", "USD", 3, 125050 - 9900 - 1000, 80000 - 600),
    ]
    cli.ok("undo")
    assert "Send the quote" in cli.ok("deadline", "show", "D1")
    cli.ok("undo")
    assert cli.ok("sale", "list", "-f", "ids") == ""
    assert cli("doctor").code == 0


def test_a_removed_parents_target_comes_back_as_its_groups(cli: Cli) -> None:
    """The journal says what a target was of: an account with others below it meant all of them, another one itself."""
    released(cli, 6)
    images = [
        {
            "id": number, "start": "2026-10-01", "end": "2027-01-01", "account_id": account, "product_id": None,
            "amount_minor": 5_000_000, "currency": "USD",
        }
        for number, account in ((2, 1), (4, 3))
    ]  # fmt: skip
    with closing(opened(cli.db)) as connection:
        connection.execute("UPDATE operation SET state = 'dropped' WHERE state = 'undone'")
        connection.execute("DELETE FROM target WHERE id = 2")
        for number, image in enumerate(images, 5):
            connection.execute(
                "INSERT INTO operation VALUES (?, '2026-09-17T10:00:00Z', 'amcli target remove', 'removed', 'done')",
                (number,),
            )
            connection.execute(
                "INSERT INTO operation_change (operation_id, record, record_id, before) VALUES (?, 'target', ?, ?)",
                (number, image["id"], json.dumps(image)),
            )
    cli.ok("undo")
    cli.ok("undo")
    found: Any = cli.json("target", "list")
    groups = {row["id"]: row["group"] for row in found}
    assert (groups["T2"], groups["T4"]) == (True, False)
    cli.ok("redo")
    cli.ok("undo")
    assert cli("doctor").code == 0


def test_a_copy_before_the_migration_is_made_once(cli: Cli) -> None:
    """Of processes that open an older file at one moment each succeeds, and one copy is kept."""
    released(cli, 1)
    before = rows(cli.db)
    processes = [cli.spawn("account", "list", "-f", "ids") for _ in range(6)]
    said = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * 6, said
    assert len({out for out, _ in said}) == 1
    (copy,) = (cli.folder / "backups").iterdir()
    assert rows(copy) == before


def test_the_copy_is_made_by_whoever_migrates(cli: Cli) -> None:
    """A process that waited for its turn finds nothing left to do, and keeps no copy of what is new already."""
    released(cli, 1)
    copies: list[int] = []
    with closing(opened(cli.db)) as late:
        assert identity.check(late, cli.db)
        files.open_writer(cli.db).close()
        migrate.migrate(late, lambda: copies.append(1))
    assert copies == []


def test_a_migration_that_fails_at_the_currencies(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a new version fills in is a part of it: where that fails, the file is of the version that it was."""
    released(cli, 1)
    before = rows(cli.db)

    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO currency (code, name, decimals, unit) VALUES ('ZZZ', 'None', 2, 100)")
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("amcli.store.currencies.fill", fail)
    done = cli("account", "list")
    assert (done.code, done.out, "nothing was changed" in done.err) == (5, "", True)
    assert rows(cli.db) == before
    with closing(opened(cli.db)) as connection:
        assert migrate.version(connection) == 1


FULL = sqlite3.OperationalError("database or disk is full")


@pytest.mark.parametrize(
    ("words", "failure", "said"),
    [
        ("account list", FULL, "the disk is full: nothing was changed in {0}; before that {1}"),
        ("account list -f json", FULL, "the disk is full: nothing was changed in {0}; before that {1}"),
        ("account add New", FULL, "the disk is full: nothing was changed in {0}; before that {1}"),
        ("account list", KeyboardInterrupt(), "interrupted, after this was done: {1}"),
    ],
)
def test_a_command_that_fails_says_that_the_file_is_of_another_version_now(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, words: str, failure: BaseException, said: str
) -> None:
    """That nothing was changed is said of the command alone: in the same sentence stands what came before it, and where
    the file is as it was. The next command that fails has nothing to say of it.
    """

    def fail(*_: object) -> None:
        raise failure

    released(cli, 2)
    monkeypatch.setattr("amcli.store.reader.Reader.rows", fail)
    monkeypatch.setattr("amcli.store.session.update_derived", fail)
    done, again = cli(*words.split()), cli(*words.split())
    (copy,) = (cli.folder / "backups").iterdir()
    new = f"{cli.db} was brought up to date from schema 2 and kept as it was in {copy}"
    assert (done.out, len(done.err.splitlines()), said.format(cli.db, new) in done.err) == ("", 1, True), done.err
    assert (again.code, "brought up to date" in again.err) == (done.code, False)
    assert len(rows(cli.db)["account"]) == len(rows(copy)["account"])
    with closing(opened(cli.db)) as connection:
        assert migrate.version(connection) == migrate.LATEST


def test_no_migration_without_a_copy(cli: Cli) -> None:
    """Where the copy cannot be made the file stays as it was, and the reason is said."""
    released(cli, 1)
    before = rows(cli.db)
    (cli.folder / "backups").write_text("in the way")
    done = cli("account", "list")
    assert (done.code, done.out, len(done.err.splitlines())) == (5, "", 1)
    assert "no copy could be kept first" in done.err
    assert "nothing was changed" in done.err
    assert rows(cli.db) == before


def test_an_empty_file_of_an_older_version_needs_no_copy(cli: Cli) -> None:
    """A file without records is brought up to date without one."""
    with closing(opened(cli.db)) as connection:
        for statement in migrate._statements(SCHEMA):
            connection.execute(statement)
        connection.execute("PRAGMA user_version = 1")
    assert cli.json("account", "list") == []
    assert not (cli.folder / "backups").exists()


@pytest.mark.parametrize("version", VERSIONS)
def test_old_operations_are_known_by_whose_they_were(cli: Cli, version: int) -> None:
    """What changed about an account is told of the time before that was written down, imports included."""
    released(cli, version)
    found: Any = cli.json("history", "maruti", "--sort", "id")
    assert [row["id"] for row in found] == ["H1", "H2", "H3", "H4"]
    assert "imported 7 sales" in found[0]["summary"]
    assert cli.ok("history", "--account", "eclair", "-f", "ids") == "H1\n"
    assert cli.ok("history", "--kind", "deadline", "-f", "ids") == "H3\n"
