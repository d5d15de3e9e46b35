"""Bring a file's schema up to date: frozen SQL files in order, `PRAGMA user_version`, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "migrations"
# Tests hold these equal to what the files say: to look for it would cost every read.
LATEST = 14  # the number of files
VIEWS = 0xEC47B889  # all the views that they build (identity.fingerprint)
# What this command has brought up to date, a clause for each file: it stays so where the command itself fails.
brought_up: list[str] = []


def version(connection: sqlite3.Connection) -> int:
    """The schema version of the file, 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(
    connection: sqlite3.Connection,
    before: Callable[[], object] | None = None,
    after: Callable[[sqlite3.Connection], object] | None = None,
) -> None:
    """Run what is missing. The connection is in autocommit mode (isolation_level=None) and may write.

    All of it is one BEGIN IMMEDIATE, so a failure leaves the file as it was; of two processes that start together the
    second finds nothing left to do. `before` is called once the file is locked, and `after` before it is committed, if
    there is something to do.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        found = version(connection)
        if before and found < LATEST:
            before()
        for file in sorted(FOLDER.glob("*.sql")):
            number = int(file.name[:4])
            if found < number:
                for statement in _statements(file.read_text(encoding="utf-8")):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
        if after and found < LATEST:
            after(connection)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` would commit first, so it is never used."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            yield pending
            pending = ""
