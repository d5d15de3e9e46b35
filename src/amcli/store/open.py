"""Opening the file: every way in goes through here, and every way it can fail gets a sentence and exit 5."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

from amcli.base.errors import DatabaseError
from amcli.store import connect
from amcli.store.connect import (
    closed_on_failure,
    connection_to,
    must_be_file,
    open_as_is,
    opened,
    prepared,
)
from amcli.store.identity import check, refuse_foreign
from amcli.store.migrate import brought_up, migrate, version

Kind = TypeVar("Kind", bound=sqlite3.Connection)


def open_reader(path: Path | None, *, suspect: bool = False, as_it_is: bool = False) -> sqlite3.Connection:
    """A connection that cannot write. An older schema is first brought up to date.

    path: `None` is the file that nobody has written yet: an empty portfolio in memory. suspect: open also what is to be
    looked over because somebody else put triggers or views into it, which is refused otherwise. as_it_is: for whoever
    must not write (a completion), an older schema is a DatabaseError.
    """
    if path is None:
        return prepared(_in_memory())
    with opened(path):
        connection = open_as_is(path)
        with closed_on_failure(connection):
            behind = check(connection, path)
        if behind:
            connection.close()
            if as_it_is:
                raise DatabaseError(f"{path} is of an older amcli: the next command brings it up to date")
            open_writer(path, suspect=suspect).close()
            connection = open_as_is(path)
        if not suspect:
            with closed_on_failure(connection):
                refuse_foreign(connection, path)
        return prepared(connection)


def open_writer(path: Path, *, suspect: bool = False) -> sqlite3.Connection:
    """A connection that may write, foreign keys on, made with mode 0600 when new, its schema up to date.

    The time to wait for a lock is set before anything else, and no DDL runs on a current schema. suspect: as for
    `open_reader`.
    """
    with opened(path):
        return _writer(path, path, suspect=suspect)


def open_to_replace(path: Path) -> sqlite3.Connection:
    """A connection that may write to a file of any schema that is ours, as it is: nothing of it is relied on."""
    with opened(path):
        must_be_file(path)
        connection = connection_to(path, "rw")
        with closed_on_failure(connection):
            check(connection, path)
        return connection


@contextmanager
def writing(path: Path, *, dry_run: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection for one change, closed at the end.

    A file that is not there yet is made under another name and gets its own, complete, when the block has ended well:
    what fails leaves no empty file behind. A dry run works in memory then.
    """
    from amcli.store import atomic_file  # a reader makes no files

    with ExitStack() as stack:
        with opened(path):
            there = path.exists()
            make = not (there or dry_run)
            draft = stack.enter_context(atomic_file.new_portfolio_draft(path, connect.BUSY_MS)) if make else None
            connection = _empty() if dry_run and not there else _writer(draft or path, path)
            stack.callback(connection.close)
        yield connection
        with opened(path):
            if draft:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.close()
                atomic_file.publish(draft, path)


def _writer(file: Path, path: Path, *, suspect: bool = False) -> sqlite3.Connection:
    """The connection of `open_writer`; `path` is what messages call the file."""
    must_be_file(path)
    new = not file.exists()
    if new:
        from amcli.store import atomic_file

        atomic_file.create(file)
    connection = connection_to(file, "rw")
    with closed_on_failure(connection):
        connection.execute("PRAGMA foreign_keys=ON")
        if new or file.stat().st_size == 0:
            _share(connection)
        behind = check(connection, path)
        if not (suspect or new):
            refuse_foreign(connection, path)
        if behind:
            _bring_up(connection, file)
            if not suspect:  # the views of an older version are compared when there is something to compare them with
                refuse_foreign(connection, path)
    return connection


def _bring_up(connection: sqlite3.Connection, path: Path) -> None:
    """Migrate, after a copy of the file as it was: one copy, whoever else starts at the same moment."""
    from amcli.store import backups, currencies

    found = version(connection)
    copies: list[Path | None] = []  # empty where another did it
    before = (lambda: copies.append(backups.make_automatic_backup(path, "migration"))) if found else None

    def after(connection: sqlite3.Connection) -> None:
        currencies.fill(connection)
        for copy in copies:
            if copy:
                backups.note(connection, copy, "migration")

    migrate(connection, before, after)
    for copy in copies:
        kept = f" and kept as it was in {copy}" if copy else ""
        brought_up.append(f"{path} was brought up to date from schema {found}{kept}")
    check(connection, path)  # of two that waited for the lock the other may have been a newer amcli


def _in_memory(
    after: Callable[[sqlite3.Connection], None] | None = None,
    kind: type[Kind] = sqlite3.Connection,  # type: ignore[assignment]
) -> Kind:
    connection = sqlite3.connect(":memory:", isolation_level=None, factory=kind)
    migrate(connection, after=after)
    return connection


def _empty() -> sqlite3.Connection:
    """An empty portfolio in memory that may be written to."""
    connection = open_in_memory(sqlite3.Connection)
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def open_in_memory(kind: type[Kind]) -> Kind:
    """An empty portfolio in memory as a connection of that kind, which looks at no references between its rows."""
    from amcli.store import currencies

    connection = _in_memory(currencies.fill, kind)
    prepared(connection)
    return connection


def _share(connection: sqlite3.Connection) -> None:
    """WAL: readers and a writer do not wait for each other. This one lock SQLite itself does not wait for."""
    patience = monotonic() + connect.BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > patience:
                raise
            sleep(0.01)
