"""Writers wait their turn in a queue: a lock on a file beside the portfolio, which the system hands on as it is let go.

SQLite itself waits by looking again and again: with many writers on a busy machine some look at the wrong moments for
longer than they are willing to wait, although each holds the lock for milliseconds. This lock only orders those who
wait. Whether the file may be written to is decided by SQLite's lock alone, so that programs that know nothing of this
file, and systems without such locks, are as safe as before.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from amcli.store.places import real

SILENT = 1.0  # seconds, before a person is told

Tell = Callable[[str], None]


@contextmanager
def turn(path: Path, tell: Tell | None, patience: float) -> Iterator[None]:
    """Hold the queue's lock for the block, at most `patience` seconds after asking for it.

    tell: hears, once, what is waited for, when that takes more than a second. sqlite3.OperationalError ("database is
    locked") where it takes too long. Where there is no such lock, nobody waits here.
    """
    descriptor = _open(path)
    if descriptor is None:
        yield
        return
    try:
        _take(descriptor, path, tell, patience)
        yield
    finally:
        with suppress(OSError):  # given up on: who still waits for it closes it
            os.close(descriptor)


def lock_file(path: Path) -> Path:
    """The file that is locked: beside the portfolio itself, where a link leads to it. It is empty, and stays."""
    whole = real(path)
    return whole.with_name(f".{whole.name}.lock")


def _open(path: Path) -> int | None:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        import fcntl  # noqa: F401 (whether there is such a lock)

        return os.open(lock_file(path), flags, 0o600)
    except (ImportError, OSError):  # another system, or a folder that may not be written to
        return None


def _take(descriptor: int, path: Path, tell: Tell | None, patience: float) -> None:
    from fcntl import LOCK_EX, LOCK_NB, flock

    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        _wait(descriptor, path, tell, patience)
    except OSError:  # a disk that knows no locks
        return


def _wait(descriptor: int, path: Path, tell: Tell | None, patience: float) -> None:
    """Sleep in the system until the lock is handed over: in a thread, so that Ctrl-C and the clock are still heard."""
    from fcntl import LOCK_EX, flock

    own = os.dup(descriptor)  # the same lock; the thread may outlive who waits
    held, given_up = Event(), Event()

    def sleep() -> None:
        with suppress(OSError):
            flock(own, LOCK_EX)
        held.set()
        given_up.wait()
        os.close(own)

    Thread(target=sleep, daemon=True).start()
    try:
        if held.wait(min(SILENT, patience)):
            return
        if tell:
            tell(f"waiting for another amcli that writes to {path} …")
        if not held.wait(patience - SILENT):
            raise sqlite3.OperationalError("database is locked")
    finally:
        given_up.set()
