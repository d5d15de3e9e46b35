"""Connections to the file, and what SQLite says of it as one sentence with exit 5."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from amcli.base.errors import DatabaseError
from amcli.base.field_type import SEPARATOR
from amcli.base.text import name_key
from amcli.store.migrate import version
from amcli.store.transaction import PortfolioConnection, identity_of

BUSY_MS = 60_000


# How many virtual-machine steps between two looks for Ctrl-C: about a millisecond.
STEPS = 100_000


def open_as_is(path: Path, mode: str = "ro") -> sqlite3.Connection:
    """A connection to look into a file of any schema, or of any program. Raises what SQLite says of it.

    mode: "rw" where nothing may stay beside the file: whoever may only read leaves an empty log.
    """
    must_be_there(path)
    try:
        return _looked_into(path, mode)
    except sqlite3.OperationalError as error:
        if not _cannot_share(error, path):
            raise
        # In a folder that it may not write to, or on a full disk, a reader cannot share the file as WAL wants.
        return _looked_into(path, "ro&immutable=1")


@contextmanager
def explained(path: Path | None, patience_ms: int | None = None) -> Iterator[None]:
    """Turn what SQLite says of a file into a DatabaseError. patience_ms: how long a lock was waited for."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if str(error) == "interrupted":  # Ctrl-C, seen by the progress handler
            raise KeyboardInterrupt from error
        raise DatabaseError(explain(error, path, patience_ms)) from error


@contextmanager
def opened(path: Path) -> Iterator[None]:
    """The same, and what the system says of it, as a DatabaseError.

    Only while opening: a pipe that breaks later is not the file's.
    """
    try:
        with explained(path):
            yield
    except OSError as error:
        raise DatabaseError(f"cannot use {path}: {error.strerror or error}") from error


def explain(error: BaseException, path: object, patience_ms: int | None = None) -> str:
    """What an SQLite error means for a person."""
    text = str(error)
    if "locked" in text or "busy" in text:
        seconds = (BUSY_MS if patience_ms is None else patience_ms) / 1000
        return f"{path} is locked by another program for more than {seconds:g} seconds: try again when it is done"
    if "user-defined function raised" in text or "decode to UTF-8" in text:  # a value that amcli cannot have written
        return f"{path} is damaged: a value in it is not what it should be; see `amcli doctor`, and restore a backup"
    if "locking protocol" in text:
        return f"{path} is on a disk that does not know locks: move it to another disk. Nothing was changed"
    if getattr(error, "sqlite_errorname", "") == "SQLITE_READONLY_DBMOVED":
        return f"{path} is gone: was its folder removed, or its disk? Nothing was changed"
    if "disk I/O" in text:
        return f"the disk is full or fails: nothing was changed in {path}"
    if "disk is full" in text:
        return f"the disk is full: nothing was changed in {path}"
    if "readonly" in text or "read-only" in text:
        return f"{path} is read-only: nothing was changed"
    if "malformed" in text or "not a database" in text or "disk image" in text:
        return f"{path} is damaged or no amcli file ({text}): restore a backup, or name another file with --db"
    if "unable to open" in text and isinstance(path, Path) and _may_read_only(path):
        return f"{path} is on a disk or in a folder that is read-only: nothing was changed"
    if "unable to open" in text:
        return f"cannot open {path}: the folder is missing or not yours to use, or too many files are open"
    return f"{path}: {text}"


def _may_read_only(path: Path) -> bool:
    return os.access(path, os.R_OK) and not os.access(path.parent, os.W_OK)


def must_be_file(path: Path) -> None:
    """DatabaseError for what can be no portfolio: a folder, a device, a pipe. SQLite would make its log beside them.

    OSError for links that lead in a circle.
    """
    if path.is_dir():
        raise DatabaseError(f"{path} is a directory: name a file with --db")
    if not path.exists():
        from amcli.store.places import behind  # a file that is there needs none of it

        behind(path)
    elif not path.is_file():
        raise DatabaseError(f"{path} is a device or a pipe: name a file with --db")


def must_be_there(path: Path) -> None:
    """DatabaseError for what can be no portfolio, or is not there."""
    must_be_file(path)
    if not path.exists():
        raise DatabaseError(f"there is no file {path}: check --db or AMCLI_DB; the first `amcli account add` makes it")


def connection_to(path: Path, mode: str) -> PortfolioConnection:
    """A connection that has looked at nothing yet, and knows which file it opened."""
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    before = identity_of(path)
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000, factory=PortfolioConnection
    )
    with closed_on_failure(connection):
        connection.opened_at(path, before)
        connection.execute("PRAGMA trusted_schema=OFF")  # nothing in the file calls what could do harm
    if mode == "rw":
        prepared(connection)
    return connection


def _looked_into(path: Path, mode: str) -> sqlite3.Connection:
    """A connection to a file that SQLite can read: it looks at the file with the first statement alone."""
    connection = connection_to(path, mode)
    with closed_on_failure(connection):
        version(connection)
    return connection


@contextmanager
def closed_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _cannot_share(error: sqlite3.OperationalError, path: Path) -> bool:
    """Whether it is the lack of a right or of room, and there is nothing in the WAL that a reader would miss."""
    wal = Path(f"{path}-wal")
    denied = any(word in str(error) for word in ("unable to open", "readonly", "disk I/O"))
    return denied and not (wal.exists() and wal.stat().st_size)


def prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Let Ctrl-C end a long statement (SQLite calls back into Python, where the signal is raised), and teach SQL to
    compare names, of which SQLite itself folds the case of ASCII alone, and to put two sets of words together.

    The function is given here, once: SQLite refuses to replace one while any statement of the connection is running.
    """
    connection.set_progress_handler(lambda: 0, STEPS)
    connection.create_function("name_key", 1, _name_key, deterministic=True)
    connection.create_function("with_members", 3, _with_members, deterministic=True)
    return connection


def _name_key(value: object) -> str | None:
    """A text as names are compared."""
    return None if value is None else name_key(str(value))


def _with_members(kept: str | None, said: str | None, order: str) -> str | None:
    """A set of words with those of another that it has not; in an order, where its words have one (field.choices)."""
    there = (kept or "").split(SEPARATOR)
    more = [word for word in (said or "").split(SEPARATOR) if word not in there]
    if not more:
        return kept
    known = [*filter(None, there), *more]
    return SEPARATOR.join([word for word in order.split(SEPARATOR) if word in known] if order else known)
