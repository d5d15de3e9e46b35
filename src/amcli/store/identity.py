"""Whether a file is a portfolio of amcli, and holds nothing that runs on its own but what amcli put there.

A trigger, or a view under one of amcli's names, makes the same command do or say something else. Nobody but amcli is to
put one into the file; a table or an index of somebody else's changes nothing, and stays.
"""

from __future__ import annotations

import sqlite3
from zlib import crc32

from amcli.base.errors import DatabaseError
from amcli.base.text import quote
from amcli.store import migrate
from amcli.store.migrate import version

APPLICATION_ID = int.from_bytes(b"AMCL", "big")
FIRST_WITH_ID = 4  # the schema version from which on files carry it
# That a file of an earlier version has, and hardly one of another program.
OF_THE_FIRST = ("operation", "operation_change", "operation_range")


def check(connection: sqlite3.Connection, path: object) -> bool:
    """Whether the file needs migrating. DatabaseError for one that is not amcli's, or from a newer amcli.

    An empty file is nobody's, and needs migrating.
    """
    found = version(connection)
    if _is_anothers(connection, found):
        raise DatabaseError(f"{path} is an SQLite file of another program: name another file with --db")
    if found > migrate.LATEST:
        raise DatabaseError(
            f"{path} was made by a newer amcli (schema {found}, this one knows {migrate.LATEST}): "
            "upgrade amcli to open it"
        )
    return found < migrate.LATEST


def refuse_foreign(connection: sqlite3.Connection, path: object, repair: str = "amcli doctor --repair") -> None:
    """DatabaseError for a file with triggers, or with other views than amcli's. repair: what puts this file right."""
    trigger = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchone()
    if trigger:
        raise DatabaseError(
            f"{path} has a trigger that is not amcli's, {quote(trigger[0])}, which would change what amcli does: "
            f"`{repair}` takes it out, after a backup"
        )
    if version(connection) == migrate.LATEST and fingerprint(connection) != migrate.VIEWS:
        raise DatabaseError(
            f"{path} has a view that is not amcli's, or lacks one: `{repair.removesuffix(' --repair')}` names it, "
            f"and `{repair}` puts that right, after a backup"
        )


def fingerprint(connection: sqlite3.Connection) -> int:
    """A number for all views: SQLite keeps what was said to make them to the letter."""
    number = 0
    for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE type = 'view' ORDER BY name"):
        number = crc32(sql.encode(), number)
    return number


def _is_anothers(connection: sqlite3.Connection, found: int) -> bool:
    """Files of amcli carry its mark; those of its first versions carry none, and are known by their tables."""
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if mark == APPLICATION_ID:
        return False
    if mark or found >= FIRST_WITH_ID:
        return True
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    return not tables.issuperset(OF_THE_FIRST) if found else bool(tables)
