"""`amcli doctor`: what it checks, what it shows of the reminders, and that it changes nothing."""

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from remind_samples import written

from conftest import Cli

CHECKS = [
    "integrity",
    "references",
    "values",
    "schema",
    "search",
    "totals",
    "consistency",
    "mode",
    "log",
    "backup",
    "reminders",
]


def checks(cli: Cli, code: int = 0) -> dict[str, tuple[str, str]]:
    """State and finding of each check."""
    import json

    done = cli("doctor", "-f", "json")
    assert done.code == code, done.err
    return {row["check"]: (row["state"], row["found"]) for row in json.loads(done.out)["checks"]}


def test_a_file_in_order(small: Cli) -> None:
    """All is well: every check says so, exit 0, and the file is as it was."""
    small.ok("backup")
    before = small.dump(journal=True)
    found = checks(small)
    assert list(found) == CHECKS
    assert {state for state, _ in found.values()} == {"ok"}
    assert small.dump(journal=True) == before


def test_a_dangling_reference(small: Cli) -> None:
    """A row that refers to nothing is named, and a broken file is exit 5."""
    with written(small.db) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("UPDATE deadline SET account_id = 99 WHERE id = 2")
    state, found = checks(small, 5)["references"]
    assert (state, found) == ("broken", "deadline 2 refers to no account")


def test_a_damaged_page(small: Cli) -> None:
    """Damage inside the file is found, not crashed on."""
    with written(small.db) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'deadline_open'").fetchone()[0]
        connection.execute("PRAGMA journal_mode=DELETE")
    whole = bytearray(small.db.read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = b"\xaa" * 4096
    small.db.write_bytes(whole)
    assert checks(small, 5)["integrity"][0] == "broken"


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
def test_a_file_that_others_may_read(small: Cli) -> None:
    """A mode that is too open is a warning that says what to type."""
    small.db.chmod(0o644)
    state, found = checks(small)["mode"]
    assert state == "warning"
    assert f"chmod 600 {small.db}" in found


def test_a_log_left_behind(small: Cli) -> None:
    """A write-ahead log that another program still holds, or left, is a warning."""
    connection = sqlite3.connect(small.db)
    connection.execute("UPDATE account SET cadence = 5 WHERE code = 'eclair'")
    connection.commit()
    assert checks(small)["log"][0] == "warning"
    connection.close()
    assert checks(small)["log"][0] == "ok"


def test_the_last_runs_and_what_they_said(small: Cli) -> None:
    """The last five runs, the latest first: how many were due, said, failed, and which."""
    assert runs(small) == []
    for day in ("2026-09-18", "2026-09-18", "2026-09-19", "2026-12-20", "2026-12-20"):
        small.ok("--today", day, "remind", "--once")
    small("--today", "2026-12-20", "remind", "--exec", "false")
    found = runs(small)
    assert [(one["due"], one["said"], one["failed"], one["what"]) for one in found] == [
        (5, 0, 5, []),
        (5, 0, 0, []),
        (5, 5, 0, ["D1", "D2", "maruti", "maruti-service", "eclair"]),  # D1 is late, and said again
        (1, 1, 0, ["D1"]),
        (1, 0, 0, []),
    ]
    assert found[0]["command"] == "amcli --today 2026-12-20 remind --exec false"


def runs(cli: Cli) -> list[dict[str, Any]]:
    record: Any = cli.json("doctor")
    return list(record["runs"])


@pytest.mark.parametrize("format", ["table", "plain", "csv", "markdown"])
def test_formats(small: Cli, format: str) -> None:
    """It prints in the formats of a record."""
    small.ok("backup")
    assert "ok" in small.ok("doctor", "-f", format)


def test_no_file_yet(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first write there is nothing wrong and nothing made."""
    del cli.environ["AMCLI_DB"]
    monkeypatch.setenv("XDG_DATA_HOME", str(cli.folder))
    found = checks(cli)
    assert list(found) == [name for name in CHECKS if name not in ("mode", "log")]
    assert {state for state, _ in found.values()} == {"ok"}
    assert found["backup"][1].startswith("n/a")
    assert checks(cli) == found
    cli.ok("doctor", "--repair")
    assert not Path(cli.folder / "amcli" / "amcli.db").exists()


# The schema, and what is kept beside the records


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("DROP INDEX sale_date", "the index sale_date is missing"),
        ("DROP VIEW sales", "the view sales is missing"),
        ("DROP TABLE contact_search", "the table contact_search is missing"),
        ("DROP TABLE contact_search_docsize", "the table contact_search is not as it should be"),
        ("DROP TABLE reminder_run", "the table reminder_run is missing"),
        ("DROP INDEX sale_date; CREATE INDEX sale_date ON sale (date)", "the index sale_date is not as it should be"),
        ("ALTER TABLE rate ADD COLUMN mine TEXT", "the table rate is not as it should be"),
    ],
)
def test_a_schema_that_is_not_what_the_migrations_build(small: Cli, sql: str, said: str) -> None:
    """What is missing or otherwise than the migrations build it is named, and the file is broken."""
    by_hand(small, sql)
    state, found = checks(small, 5)["schema"]
    assert (state, found) == ("broken", said)


def test_what_the_user_put_there_is_no_break(small: Cli) -> None:
    """A table and an index of one's own are a warning; statistics of SQLite are nothing at all."""
    by_hand(small, "ANALYZE")
    assert checks(small)["schema"][0] == "ok"
    by_hand(small, "CREATE TABLE mine (x); CREATE INDEX mine_x ON mine (x)")
    assert checks(small)["schema"] == ("warning", "not of amcli: table mine; index mine_x")


def test_search_and_totals_that_are_out_of_step(small: Cli) -> None:
    """Records that were written by another tool, without what is kept beside them, are found out."""
    by_hand(small, "INSERT INTO contact (account_id, name) VALUES (1, 'Nobody Indexed')")
    by_hand(small, "UPDATE sale SET amount_minor = amount_minor + 1 WHERE id = 1")
    found = checks(small, 5)
    assert (found["search"][0], found["totals"][0]) == ("broken", "broken")
    assert "2026-09-01 USD" in found["totals"][1]


# The last backup, the last run


def test_the_last_backup(small: Cli) -> None:
    """No backup is a warning that says what to type, one from today is fine, one of eight days ago a warning again."""
    assert checks(small)["backup"] == ("warning", "none yet: amcli backup")
    made = small.ok("backup", "-q").strip()
    state, found = checks(small)["backup"]
    assert (state, found.endswith(made)) == ("ok", True)
    by_hand(small, "UPDATE backup SET at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-8 days')")
    assert checks(small)["backup"][0] == "ok"  # the file itself says when it was made
    Path(made).unlink()
    state, found = checks(small)["backup"]
    assert state == "warning"
    assert found.startswith("the last one is older than 7 days")
    assert found.endswith(f"{made} (not there now)")


def test_a_copy_of_what_was_broken_is_no_backup(small: Cli) -> None:
    """What `--repair` kept is as broken as the file was, and does not count."""
    by_hand(small, "DROP VIEW sales")
    small.ok("doctor", "--repair")
    assert small.ok("backup", "--list", "--columns", "reason", "-f", "csv").split() == ["reason", "repair"]
    assert checks(small)["backup"][0] == "warning"


def test_the_last_run_of_remind(small: Cli) -> None:
    """Never, today, eight days ago, and one that failed."""
    assert checks(small)["reminders"] == ("ok", "remind --once has not run yet")
    small.ok("remind", "--once")
    assert checks(small)["reminders"][0] == "ok"
    by_hand(small, "UPDATE reminder_run SET at = strftime('%Y-%m-%dT%H:%M:%S.000000Z', 'now', '-8 days')")
    assert checks(small)["reminders"][0] == "warning"
    small("--today", "2026-12-20", "remind", "--exec", "false")
    state, found = checks(small)["reminders"]
    assert (state, found.split(":")[0]) == ("warning", "the last run failed to say 5")


def test_a_file_that_cannot_be_opened_names_the_last_backup(small: Cli) -> None:
    """Garbage in its place is one sentence with exit 5, with the backup to restore and how."""
    made = Path(small.ok("backup", "-q").strip())
    for damage in (b"garbage" * 1000, small.db.read_bytes()[:9000]):
        small.db.write_bytes(damage)
        for words in (("doctor",), ("doctor", "--repair")):
            done = small(*words)
            assert (done.code, done.out, len(done.err.splitlines())) == (5, "", 1)
            assert "is damaged" in done.err
            assert f"amcli restore {made.name}" in done.err
    small.ok("restore", made.name, "--yes")
    assert small("doctor").code == 0


def by_hand(cli: Cli, script: str) -> None:
    """What another tool might do to the file."""
    with written(cli.db) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.executescript(script)
