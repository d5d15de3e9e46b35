"""Files that appear whole or not at all: made under another name beside their place, and given their own when done."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from glob import escape
from pathlib import Path
from time import monotonic, sleep

from amcli.domain.errors import DatabaseError

BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a file


def create(path: Path) -> None:
    """Make a file for its owner alone, or leave the one that is there."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def sync(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        if path.is_dir():  # not every system opens folders
            return
        raise
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def first(path: Path, patience_ms: int) -> Iterator[Path | None]:
    """Where a portfolio is made that is not there yet: a draft beside it, removed at the end whatever happens.

    Those who want to make it at one moment take turns, by a lock on the folder; None for whoever finds it made by then.
    """
    whole = path.resolve()
    with ExitStack() as stack:
        locked = stack.enter_context(_turn(whole.parent, patience_ms))
        if path.exists():
            stack.close()
            yield None
            return
        if locked:  # nobody is making one: what is there was left by a run that was killed
            for left in whole.parent.glob(f".{escape(whole.name)}.*.new*"):
                left.unlink(missing_ok=True)
        draft = whole.with_name(f".{whole.name}.{os.getpid()}.new")
        try:
            yield draft
        finally:
            for end in ("", *BESIDE):
                Path(f"{draft}{end}").unlink(missing_ok=True)


def publish(draft: Path, path: Path) -> None:
    """Give a complete draft the name of the portfolio, which nobody else must have made meanwhile. DatabaseError."""
    whole = path.resolve()
    try:
        os.link(draft, whole)
    except FileExistsError:
        raise DatabaseError(
            f"another program made {path} at the same moment: nothing was changed, do it again"
        ) from None
    except OSError:  # a disk that knows no links
        draft.rename(whole)
    with suppress(OSError):
        sync(whole.parent)


@contextmanager
def _turn(folder: Path, patience_ms: int) -> Iterator[bool]:
    """Wait for the lock on a folder and hold it; False where the system has no such lock, and then nobody waits."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock

        descriptor = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield False
        return
    try:
        patience = monotonic() + patience_ms / 1000
        locked = False
        while not locked:
            try:
                flock(descriptor, LOCK_EX | LOCK_NB)
                locked = True
            except BlockingIOError:
                if monotonic() > patience:
                    raise sqlite3.OperationalError("database is locked") from None
                sleep(0.01)
            except OSError:
                break
        yield locked
    finally:
        os.close(descriptor)
