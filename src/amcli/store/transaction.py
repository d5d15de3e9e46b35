"""One change to the file: locked, of the version that this program knows, in the place where it was opened."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from amcli.base.errors import DatabaseError
from amcli.store import migrate
from amcli.store.migrate import version


class PortfolioConnection(sqlite3.Connection):
    """A connection that remembers which file it opened: a path may lead to another one by the time of a change."""

    file: Path | None = None
    _identity: tuple[int, int] | None = None

    def opened_at(self, file: Path, before: tuple[int, int] | None) -> None:
        """Remember the file. before: what was there just before it was opened.

        DatabaseError where another took its place in that very moment.
        """
        self.file, self._identity = file, identity_of(file)
        if before and before != self._identity:
            raise DatabaseError(f"{file} was replaced while it was opened: nothing was changed, do it again")

    def is_in_place(self) -> bool:
        """Whether the file is still where it was opened; what is in memory is."""
        return self.file is None or identity_of(self.file) == self._identity


@contextmanager
def transaction(
    connection: sqlite3.Connection, *, dry_run: bool = False, on_commit: Callable[[], None] | None = None
) -> Iterator[None]:
    """Hold the file's lock for the block; committed when it ends well, taken back otherwise and on a dry run.

    on_commit: called once it is committed, also where Ctrl-C came while the disk was at it.

    The version is read once more under the lock: another amcli may have brought the file up to date while this one
    waited. The place is compared before the commit and after it: folders that are kept in step between machines replace
    files while they are open. DatabaseError says which of the two files has the change.
    """
    connection.execute("BEGIN IMMEDIATE")
    committing = False
    try:
        path = _path(connection)
        found = version(connection)
        if found != migrate.LATEST:
            raise DatabaseError(
                f"{path} was brought to schema {found} while this amcli, which knows {migrate.LATEST}, waited: "
                "nothing was changed; do it again with the newer amcli"
            )
        yield
        if dry_run:
            return
        if not _is_in_place(connection):
            raise DatabaseError(f"{_moved(path)}: nothing was changed; do it again")
        committing = True
        try:
            connection.execute("COMMIT")
        except sqlite3.Error:  # a full disk takes it all back, unlike Ctrl-C
            committing = False
            raise
        if not _is_in_place(connection):
            raise DatabaseError(f"{_moved(path)}: the change is in the file that was there before, not in this one")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        elif committing and on_commit:
            on_commit()


def identity_of(file: Path) -> tuple[int, int] | None:
    """What the system knows a file by, whatever its name; None where there is none."""
    try:
        found = os.stat(file)  # noqa: PTH116 (as cheap as it gets: every command asks)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_in_place(connection: sqlite3.Connection) -> bool:
    return not isinstance(connection, PortfolioConnection) or connection.is_in_place()


def _path(connection: sqlite3.Connection) -> Path | str:
    return getattr(connection, "file", None) or "the file"


def _moved(path: Path | str) -> str:
    gone = isinstance(path, Path) and not path.exists()
    return f"{path} {'is gone' if gone else 'was replaced by another file'} while this ran (by a sync folder?)"
