"""Opening the file: every way in goes through here, and every way it can fail gets a sentence and exit 5."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote

from amcli.domain.errors import DatabaseError
from amcli.store import currencies
from amcli.store.migrate import check, migrate, version

BUSY_MS = 10_000
# How many virtual-machine steps between two looks for Ctrl-C: about a millisecond.
STEPS = 100_000


def open_reader(path: Path | None) -> sqlite3.Connection:
    """A connection that cannot write. An older schema is first brought up to date.

    `None` is the file that nobody has written yet: an empty portfolio in memory.
    """
    if path is None:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        migrate(connection)
        return _interruptible(connection)
    with _opened(path):
        _must_be_file(path)
        try:
            connection, behind = _checked(path, "ro")
        except sqlite3.OperationalError as error:
            if not _cannot_share(error, path):
                raise
            # In a folder that it may not write to, or on a full disk, a reader cannot share the file as WAL wants.
            connection, behind = _checked(path, "ro&immutable=1")
        if behind:
            connection.close()
            open_writer(path).close()
            connection = _connect(path, "ro")
        return _interruptible(connection)


def open_writer(path: Path) -> sqlite3.Connection:
    """A connection that may write, foreign keys on, made with mode 0600 when new, its schema up to date.

    The time to wait for a lock is set before anything else, and no DDL runs on a current schema.
    """
    with _opened(path):
        if path.is_dir():
            raise DatabaseError(f"{path} is a directory: name a file with --db")
        new = not path.exists()
        if new:
            _create(path)
        connection = _connect(path, "rw")
        with _closed_on_failure(connection):
            connection.execute("PRAGMA foreign_keys=ON")
            if new or path.stat().st_size == 0:
                _share(connection)
            if check(connection, path):
                _keep_before(connection, path)
                migrate(connection)
                currencies.fill(connection)
        return connection


@contextmanager
def explained(path: Path | None) -> Iterator[None]:
    """Turn what SQLite says of a file into one sentence with exit 5."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if str(error) == "interrupted":  # Ctrl-C, seen by the progress handler
            raise KeyboardInterrupt from error
        raise DatabaseError(explain(error, path)) from error


@contextmanager
def _opened(path: Path) -> Iterator[None]:
    """The same, and what the system says of it. Only while opening: a pipe that breaks later is not the file's."""
    try:
        with explained(path):
            yield
    except OSError as error:
        raise DatabaseError(f"cannot use {path}: {error.strerror or error}") from error


def explain(error: BaseException, path: object) -> str:
    """What an SQLite error means for a person."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return f"{path} is locked by another program for more than {BUSY_MS // 1000} seconds: try again when it is done"
    if "disk I/O" in text:
        return f"the disk is full or fails: nothing was changed in {path}"
    if "disk is full" in text:
        return f"the disk is full: nothing was changed in {path}"
    if "readonly" in text or "read-only" in text:
        return f"{path} is read-only: nothing was changed"
    if "malformed" in text or "not a database" in text or "disk image" in text:
        return f"{path} is damaged or no amcli file ({text}): restore a backup, or name another file with --db"
    if "unable to open" in text:
        return f"cannot open {path}: the folder is missing or not yours to use"
    return f"{path}: {text}"


def _keep_before(connection: sqlite3.Connection, path: Path) -> None:
    """Copy a file that an older amcli made to `FILE.schema-N.bak` beside it, once, before its schema changes."""
    found = version(connection)
    kept = path.with_name(f"{path.name}.schema-{found}.bak")
    if not found or kept.exists():
        return
    draft = kept.with_name(f"{kept.name}.{os.getpid()}.part")
    try:
        _create(draft)
        copy = sqlite3.connect(draft)
        connection.backup(copy)
        copy.close()
        draft.replace(kept)
    finally:
        draft.unlink(missing_ok=True)


def _must_be_file(path: Path) -> None:
    if path.is_dir():
        raise DatabaseError(f"{path} is a directory: name a file with --db")
    if not path.exists():
        raise DatabaseError(f"there is no file {path}: check --db or AMCLI_DB; the first `amcli account add` makes it")


def _create(path: Path) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    os.close(descriptor)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000)
    return _interruptible(connection) if mode == "rw" else connection


def _checked(path: Path, mode: str) -> tuple[sqlite3.Connection, bool]:
    """A connection, and whether its schema is behind."""
    connection = _connect(path, mode)
    with _closed_on_failure(connection):
        return connection, check(connection, path)


@contextmanager
def _closed_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _share(connection: sqlite3.Connection) -> None:
    """WAL: readers and a writer do not wait for each other. This one lock SQLite itself does not wait for."""
    patience = monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > patience:
                raise
            sleep(0.01)


def _cannot_share(error: sqlite3.OperationalError, path: Path) -> bool:
    """Whether it is the lack of a right or of room, and there is nothing in the WAL that a reader would miss."""
    wal = Path(f"{path}-wal")
    denied = any(word in str(error) for word in ("unable to open", "readonly", "disk I/O"))
    return denied and not (wal.exists() and wal.stat().st_size)


def _interruptible(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Let Ctrl-C end a long statement: SQLite calls back into Python, where the signal is raised."""
    connection.set_progress_handler(lambda: 0, STEPS)
    return connection
