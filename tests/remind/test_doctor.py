"""`amcli doctor`: what it checks, what it shows of the reminders, and that it changes nothing."""

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from remind_samples import written

from conftest import Cli


def checks(cli: Cli, code: int = 0) -> dict[str, tuple[str, str]]:
    """State and finding of each check."""
    import json

    done = cli("doctor", "-f", "json")
    assert done.code == code, done.err
    return {row["check"]: (row["state"], row["found"]) for row in json.loads(done.out)["checks"]}


def test_a_file_in_order(small: Cli) -> None:
    """All is well: every check says so, exit 0, and the file is as it was."""
    before = small.dump(journal=True)
    assert {state for state, _ in checks(small).values()} == {"ok"}
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
    connection.execute("UPDATE account SET note = 'x' WHERE code = 'eclair'")
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
        (5, 4, 0, ["D2", "maruti", "maruti-service", "eclair"]),
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
    assert "ok" in small.ok("doctor", "-f", format)


def test_no_file_yet(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first write there is nothing wrong and nothing made."""
    del cli.environ["AMCLI_DB"]
    monkeypatch.setenv("XDG_DATA_HOME", str(cli.folder))
    assert set(checks(cli)) == {"integrity", "references", "schema"}
    assert not Path(cli.folder / "amcli" / "amcli.db").exists()
