"""Is the file in order, and did the reminders run? Looks, and changes nothing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from stat import S_IMODE
from typing import Any, NamedTuple

from amcli.domain.results import Column, Kind, Listing, Record
from amcli.store.migrate import LATEST, version
from amcli.store.reader import Reader

OK, WARNING, BROKEN = "ok", "warning", "broken"
RUNS = 5
SHOWN = 5  # problems of one kind that are named
CHECKS = (Column("check"), Column("state"), Column("found"))
LAST_RUNS = (
    Column("at", Kind.DATE),
    Column("due", Kind.INT),
    Column("said", Kind.INT),
    Column("failed", Kind.INT),
    Column("what", Kind.LIST),
    Column("command", rank=1),
)


class Check(NamedTuple):
    """One thing that was looked at."""

    check: str
    state: str
    found: str


def doctor(reader: Reader) -> tuple[Record, bool]:
    """What was checked and the last runs of `remind`; True where the file is broken (a warning is no break)."""
    path = reader.env.to_read()
    checks = [_integrity(reader), _references(reader), _schema(reader), *(_on_disk(path) if path else ())]
    worst = max((one.state for one in checks), key=(OK, WARNING, BROKEN).index)
    sections = (
        Listing("checks", CHECKS, checks, "check", title="Checks"),
        Listing("runs", LAST_RUNS, list(_runs(reader)), "at", title="Last runs of remind --once, --exec and --notify"),
    )
    columns = (Column("file"), Column("state"))
    return Record("doctor", columns, (str(reader.env.path), worst), sections, "file", title="doctor"), worst == BROKEN


def _integrity(reader: Reader) -> Check:
    """`PRAGMA integrity_check`: pages, indexes, and what the schema demands of each row."""
    try:
        problems = [str(row[0]) for row in reader.rows("PRAGMA integrity_check(100)")]
    except sqlite3.DatabaseError as error:
        problems = [str(error)]
    return Check("integrity", OK, "whole") if problems == ["ok"] else Check("integrity", BROKEN, _some(problems))


def _references(reader: Reader) -> Check:
    """`PRAGMA foreign_key_check`: no row may refer to one that is not there."""
    try:
        problems = [
            f"{table} {row} refers to no {parent}" for table, row, parent, _ in reader.rows("PRAGMA foreign_key_check")
        ]
    except sqlite3.DatabaseError as error:
        problems = [str(error)]
    return Check("references", BROKEN, _some(problems)) if problems else Check("references", OK, "all lead somewhere")


def _schema(reader: Reader) -> Check:
    found = version(reader.connection)
    return Check("schema", OK if found == LATEST else WARNING, f"version {found} of {LATEST}")


def _on_disk(path: Path) -> Iterator[Check]:
    """Who may read the file, and whether a write-ahead log is left."""
    mode = S_IMODE(path.stat().st_mode)
    if os.name == "posix":
        open_ = mode & 0o077
        advice = f"mode {mode:04o}: others than you may use it; chmod 600 {path}" if open_ else f"mode {mode:04o}"
        yield Check("mode", WARNING if open_ else OK, advice)
    log = Path(f"{path}-wal")
    size = log.stat().st_size if log.exists() else 0
    said = f"{size} bytes: a program has the file open, or one was stopped in the middle; the next change takes it in"
    yield Check("log", WARNING if size else OK, said if size else "none left behind")


def _runs(reader: Reader) -> Iterator[tuple[Any, ...]]:
    """The last runs of `remind`, the latest first, by the machine's wall clock."""
    sql = "SELECT at, due, said, failed, command FROM reminder_run ORDER BY id DESC LIMIT ?"
    for at, due, said, failed, command in reader.rows(sql, (RUNS,)).fetchall():
        when = datetime.fromisoformat(at).astimezone().replace(microsecond=0, tzinfo=None)
        yield when, due, said, failed, _said_by(reader, at), command


def _said_by(reader: Reader, at: str) -> tuple[str, ...]:
    """What a run said: ids of deadlines, codes of accounts, each once."""
    keys = [
        row[0].partition("|")[0]
        for row in reader.rows("SELECT said FROM reminder WHERE said_at = ? ORDER BY id", (at,))
    ]
    return tuple(dict.fromkeys(_code(reader, key) for key in keys))


def _code(reader: Reader, key: str) -> str:
    """`D42` as it is, `Q7` as the code of account 7."""
    if not key.startswith("Q"):
        return key
    found = reader.rows("SELECT code FROM account WHERE id = ?", (key[1:],)).fetchone()
    return str(found[0]) if found else key


def _some(problems: list[str]) -> str:
    more = len(problems) - SHOWN
    return "; ".join(problems[:SHOWN]) + (f"; and {more} more" if more > 0 else "")
