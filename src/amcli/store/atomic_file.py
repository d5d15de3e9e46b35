"""One writer for every file: it appears whole or not at all, and a device or a pipe stays what it is.

A draft is made beside the file, for its owner alone and under a name that nobody can have prepared, and takes the
file's place when it is complete. Its writer holds a lock on it until then: a draft without one was left by a run that
was killed, and goes with the next run that writes there.
"""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from stat import S_IMODE, S_ISREG
from time import monotonic, sleep, time
from typing import TextIO

from amcli.base.errors import DatabaseError
from amcli.store.places import BINARY, NO_FOLLOW, NO_WAIT, behind, is_stream, open_stream

BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a file
BLOCK = 1 << 20
STALE = 3600  # seconds without work on a draft, where the system has no locks
# A folder that only lets its files be written, another's file in /tmp, and a file that is mounted by itself, as a
# container's configuration is: there the file can be written, but not replaced.
NOT_TO_REPLACE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY)


class Draft:
    """What a file is to hold, on its way: `path` is where it lies meanwhile, open under `descriptor`.

    into: the open device or pipe that it is poured into at the end; None where it takes the place of `target`.
    """

    def __init__(self, target: Path, path: Path, descriptor: int, mode: int | None, into: int | None) -> None:
        self.target, self.path, self.descriptor, self.into = target, path, descriptor, into
        self.mode = mode
        self.kept = False  # whether the draft stays where it is, because its text is nowhere else

    @contextmanager
    def stream(self) -> Iterator[TextIO]:
        """Its text, in UTF-8 and with line ends as they are written. OSError."""
        stream = os.fdopen(self.descriptor, "w", encoding="utf-8", newline="", closefd=False)
        try:
            yield stream
            if not stream.closed:  # a writer of bytes may close what is below
                stream.flush()
        finally:
            with suppress(OSError):  # said already, or the block has failed in another way
                stream.close()

    def publish(self) -> None:
        """Put it, complete, where it belongs. OSError, and then the file is as it was, or the device half written."""
        if self.into is not None:
            self._pour(self.into)
            return
        if self.path.parent == self.target.parent:
            try:
                self._replace()
                return
            except OSError as error:
                if error.errno not in NOT_TO_REPLACE or not self.target.exists():
                    raise
        # The one way left: the file is not replaced but written over, and a failure in the middle leaves half of it.
        descriptor = os.open(self.target, os.O_WRONLY | os.O_TRUNC | NO_FOLLOW | BINARY)
        try:
            self._pour(descriptor)
            os.fsync(descriptor)
            if self.mode is not None and hasattr(os, "fchmod"):
                with suppress(OSError):
                    os.fchmod(descriptor, self.mode)
        finally:
            os.close(descriptor)

    def _replace(self) -> None:
        self._take_over()
        if os.name == "nt":  # which renames no open file
            self.close()
        self.path.replace(self.target)
        with suppress(OSError):
            sync(self.target.parent)

    def _take_over(self) -> None:
        """The rights of the file that was there, and its owner where the system allows that; else a new file's."""
        if not hasattr(os, "fchmod"):
            return
        kept = None
        with suppress(FileNotFoundError):
            there = self.target.stat()
            kept = S_IMODE(there.st_mode)
            with suppress(OSError):
                os.fchown(self.descriptor, there.st_uid, there.st_gid)
        mode = kept if self.mode is None else self.mode
        os.fchmod(self.descriptor, 0o666 & ~_umask() if mode is None else mode)

    def _pour(self, into: int) -> None:
        with self.path.open("rb") as source:
            while block := source.read(BLOCK):
                while block:
                    block = block[os.write(into, block) :]

    def close(self) -> None:
        """Let go of it. What was not published is removed, unless it is to be kept."""
        for descriptor in {self.descriptor, self.into} - {None, -1}:
            os.close(descriptor)  # type: ignore[arg-type]
        self.descriptor, self.into = -1, None


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A stream of text, with its bytes below, that is the file's content when the block has ended well.

    A device, a pipe and an open descriptor (/dev/stdout, `>(less)`) are written to as it comes. Behind a link the file
    itself is replaced. Raises OSError for what cannot be written, and then a file is as it was.
    """
    if is_stream(path):
        with os.fdopen(open_stream(path), "w", encoding="utf-8", newline="") as stream:
            yield stream
        return
    with drafting(path) as draft:
        with draft.stream() as stream:
            yield stream
        os.fsync(draft.descriptor)
        draft.publish()


@contextmanager
def drafting(path: Path, mode: int | None = None) -> Iterator[Draft]:
    """A draft for a file, for whoever needs its path, or has something to do before it is published; else it goes.

    mode: what the file is to have; without it, what the one had that was there, or what the umask leaves. For a device
    or a pipe the draft lies with the temporary files, and the pipe is opened at once, which waits for its reader.
    Raises OSError.
    """
    if is_stream(path):
        draft = _elsewhere(path, open_stream(path))
    else:
        target = behind(path)
        there = target.exists()
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a directory")
        if there and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "it is read-only")
        sweep(target.parent, rf"\.{re.escape(target.name)}\.[0-9a-f]+\.part")
        try:
            draft = Draft(target, *_made(target, "part"), mode, None)
        except OSError as error:
            if error.errno not in NOT_TO_REPLACE or not there:
                raise
            draft = _elsewhere(target, None)
    try:
        yield draft
    finally:
        if not draft.kept:
            with suppress(OSError):
                draft.path.unlink(missing_ok=True)
        draft.close()


def _elsewhere(target: Path, into: int | None) -> Draft:
    """A draft with the temporary files, which the system makes exclusively and for its owner alone too."""
    from tempfile import mkstemp

    descriptor, name = mkstemp(prefix="amcli-", suffix=".part")
    return Draft(target, Path(name), descriptor, None, into)


# Drafts


def exclusive(path: Path) -> int:
    """Make a file for its owner alone that nobody else has made, never through a link, and hold it by a lock.

    Returns its descriptor. FileExistsError where something has that name.
    """
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | NO_FOLLOW | BINARY, 0o600)
    try:
        _lock(descriptor)
        if not path.exists():  # another run took it, not locked yet, for one that was left behind
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def sweep(folder: Path, names: str) -> None:
    """Remove the drafts of such names (a regular expression) whose writers are gone. Those at work hold a lock."""
    with suppress(OSError):
        for one in [each.path for each in os.scandir(folder) if re.fullmatch(names, each.name)]:
            with suppress(OSError):
                if S_ISREG(os.lstat(one).st_mode) and _is_left(one):
                    os.unlink(one)  # noqa: PTH108


def _is_left(path: str) -> bool:
    descriptor = os.open(path, os.O_RDWR | NO_FOLLOW | NO_WAIT | BINARY)
    try:
        locked = _lock(descriptor, wait=False)
        return os.fstat(descriptor).st_mtime < time() - STALE if locked is None else locked
    finally:
        os.close(descriptor)


def _lock(descriptor: int, *, wait: bool = True) -> bool | None:
    """Lock an open file; False where another has the lock, None where the system has no such locks."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock

        flock(descriptor, LOCK_EX if wait else LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return None
    return True


def _made(target: Path, end: str) -> tuple[Path, int]:
    while True:
        path = target.with_name(f".{target.name}.{os.urandom(4).hex()}.{end}")
        with suppress(FileExistsError):
            return path, exclusive(path)


def _umask() -> int:
    """What the system takes from the rights of new files: it can only be asked by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


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


# A portfolio that is not there yet


def create(path: Path) -> None:
    """Make a file for its owner alone, or leave the one that is there."""
    with suppress(FileExistsError):
        os.close(exclusive(behind(path)))


@contextmanager
def new_portfolio_draft(path: Path, patience_ms: int) -> Iterator[Path | None]:
    """Where a portfolio is made that is not there yet: a draft beside it, removed at the end whatever happens.

    Those who want to make it at one moment take turns, by a lock on the folder; None for whoever finds it made by then.
    """
    whole = path.resolve()
    with ExitStack() as stack:
        locked = stack.enter_context(folder_lock(whole.parent, patience_ms))
        if path.exists():
            stack.close()
            yield None
            return
        if locked:  # nobody is making one: what is there was left by a run that was killed
            ends = "|".join(BESIDE)
            form = re.compile(rf"\.{re.escape(whole.name)}\.[0-9a-f]+\.new(?:{ends})?")
            for left in [one for one in whole.parent.iterdir() if form.fullmatch(one.name)]:
                with suppress(OSError):
                    left.unlink()
        draft, descriptor = _made(whole, "new")
        os.close(descriptor)
        try:
            yield draft
        finally:
            for end in ("", *BESIDE):
                with suppress(OSError):  # the portfolio is made by now, or its failure is spoken of; the next run tries
                    Path(f"{draft}{end}").unlink()


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
def folder_lock(folder: Path, patience_ms: int) -> Iterator[bool]:
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
