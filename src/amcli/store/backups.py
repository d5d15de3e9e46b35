"""Copies of the portfolio: SQLite's own online backup into a draft, checked, and given its name when it is complete.

They lie in `backups/` beside the file itself, named after it and the time in UTC: `amcli-20261124T081500Z.db`, and
`amcli-20261124T081500Z-before-import.db` for those that amcli makes on its own before something big.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from amcli.base.errors import DatabaseError
from amcli.base.registry import NOUNS
from amcli.store import atomic_file
from amcli.store.connect import explain, open_as_is
from amcli.store.integrity import problems, without_log
from amcli.store.places import real

AUTOMATIC = ("migration", "import", "restore", "undo", "repair")
KEPT = 5  # automatic ones of each portfolio
NOTES = 100  # rows of the table `backup`
PAGES = 1_000  # copied between two looks for Ctrl-C
ENCRYPTED_SUFFIX = ".age"

Seal = Callable[[bytes], bytes]


class NamedBackup(NamedTuple):
    """What the name of a backup says. `tail`: nothing, `-before-REASON` or `-damaged`."""

    stamp: str
    number: int
    tail: str
    sealed: bool
    path: Path


def make_automatic_backup(path: Path, reason: str, connection: sqlite3.Connection | None = None) -> Path | None:
    """Make the automatic copy before something big; returns where it is, or None for a file without records.

    reason: one of AUTOMATIC. It reads what was last committed through a connection of its own, so the caller may hold
    the lock; the copy is noted through `connection`, in the caller's transaction. DatabaseError, and then the caller
    must change nothing.
    """
    # What is about to be repaired may be damaged: it is kept page by page as it is. So is what is brought up to date,
    # which a damaged file must go through before it can be repaired.
    check = "" if reason in ("migration", "repair") else "quick_check"
    kept = make_backup_named(path, f"-before-{reason}", check)
    if kept and connection:
        note(connection, kept, reason)
    return kept


def make_backup_named(path: Path, tail: str, check: str, spare: Path | None = None) -> Path | None:
    """Keep a copy of the portfolio under a name with this tail; the oldest automatic ones go, but not `spare`.

    None for a file without records, or no file. DatabaseError.
    """
    if not path.exists():
        return None
    try:
        with snapshot(path) as source:
            if not has_records(source):
                return None
            kept = put(source, path, made_folder(path), tail=tail, check=check)
        for old in [one for one in find_backups(path) if "-before-" in one.tail][KEPT:]:
            with suppress(OSError):
                if spare is None or not old.path.samefile(spare):
                    old.path.unlink()
    except (DatabaseError, sqlite3.Error) as error:
        said = error.message if isinstance(error, DatabaseError) else explain(error, path)
        raise DatabaseError(f"nothing was changed, because no copy could be kept first: {said}") from error
    except OSError as error:
        where = f"{folder_of(path)}: {error.strerror or error}"
        raise DatabaseError(f"nothing was changed, because no copy could be kept first: {where}") from error
    return kept


def note(connection: sqlite3.Connection, copy: Path, reason: str) -> None:
    """Write down where a copy is, and why it was made. Bookkeeping: the newest notes alone are kept."""
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    row = (at, os.fsencode(copy).decode(errors="replace"), reason, copy.stat().st_size)
    connection.execute("INSERT INTO backup (at, path, reason, bytes) VALUES (?, ?, ?, ?)", row)
    newest = "SELECT id FROM backup ORDER BY at DESC, id DESC LIMIT ?"
    connection.execute(f"DELETE FROM backup WHERE id NOT IN ({newest})", (NOTES,))


# Places


def folder_of(path: Path) -> Path:
    """The folder of a portfolio's backups: beside the file itself, where a link leads to it."""
    return real(path).parent / "backups"


def made_folder(path: Path) -> Path:
    """The same, made for its owner alone when it is not there. OSError."""
    folder = folder_of(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def find_backups(path: Path, folder: Path | None = None) -> list[NamedBackup]:
    """The backups of a portfolio that amcli named, the newest first; those of damaged files are left out."""
    whole = real(path)
    form = re.compile(
        rf"{re.escape(whole.stem)}-(\d{{8}}T\d{{6}}Z)(?:-(\d+))?(-before-(?:{'|'.join(AUTOMATIC)}))?"
        rf"{re.escape(whole.suffix)}({re.escape(ENCRYPTED_SUFFIX)})?"
    )
    names = []
    with suppress(OSError):
        for one in (folder or folder_of(path)).iterdir():
            matched = form.fullmatch(one.name)
            if matched and one.is_file() and not one.is_symlink():
                stamp, number, tail, sealed = matched.groups()
                names.append(NamedBackup(stamp, int(number or 1), tail or "", bool(sealed), one))
    return sorted(names, reverse=True)


def sound(path: Path) -> list[NamedBackup]:
    """Those in its folder that one may rely on: what was kept before a repair is as broken as the file was."""
    return [one for one in find_backups(path) if one.tail != "-before-repair"]


@contextmanager
def place(path: Path, folder: Path, tail: str = "", end: str = "") -> Iterator[tuple[Path, Path]]:
    """A draft and a name for a backup that nobody else has: whoever makes the draft of a name first has the name.

    The draft is removed at the end if it is still there.
    """
    whole = real(path)
    atomic_file.sweep(folder, rf"\.{re.escape(whole.stem)}-\d{{8}}T\d{{6}}Z.*\.part")
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    taken = [one.number for one in find_backups(path, folder) if one.stamp == stamp]
    for number in count(max(taken, default=0) + 1):
        again = f"-{number}" if number > 1 else ""
        target = folder / f"{whole.stem}-{stamp}{again}{tail}{whole.suffix}{end}"
        draft = target.with_name(f".{target.name}.part")
        try:
            descriptor = atomic_file.exclusive(draft)
        except FileExistsError:
            continue
        if os.name == "nt":  # which renames no open file
            os.close(descriptor)
        try:
            if target.exists():
                continue
            yield draft, target
            return
        finally:
            draft.unlink(missing_ok=True)
            if os.name != "nt":
                os.close(descriptor)


# Copying


@contextmanager
def snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    """The portfolio as it was last committed, whoever writes to it meanwhile.

    Raises what SQLite says of it, and DatabaseError for what the system says.
    """
    try:
        opened = open_as_is(path)
    except OSError as error:
        raise DatabaseError(f"cannot use {path}: {error.strerror or error}") from error
    with closing(opened) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection


def put(
    source: sqlite3.Connection,
    path: Path,
    target: Path,
    *,
    tail: str = "",
    check: str = "integrity_check",
    seal: Seal | None = None,
) -> Path:
    """Copy a snapshot of the portfolio `path` to a file, or into a folder under a name of ours; returns where it is.

    check: the pragma that looks the copy over, or nothing for a copy of whatever is there. seal: makes the bytes of the
    copy unreadable; the plain copy is then made in memory and never touches the disk. A file that was there is
    replaced when the copy is complete. Raises what SQLite or the system says, and DatabaseError for a damaged source.
    """
    if target.is_dir():
        with place(path, target, tail, ENCRYPTED_SUFFIX if seal else "") as (draft, name):
            _fill(source, path, draft, check, seal)
            draft.replace(name)
            atomic_file.sync(target)
        return name
    with atomic_file.drafting(target, mode=0o600) as written:
        _fill(source, path, written.path, check, seal)
        written.publish()
    return target


def _fill(source: sqlite3.Connection, path: Path, draft: Path, check: str, seal: Seal | None) -> None:
    """Copy into an empty draft, look the copy over, and have it on the disk."""
    if seal:
        with closing(sqlite3.connect(":memory:")) as copy:
            source.backup(copy, pages=PAGES, progress=_look_up)
            _must_be_equal(source, copy, path, check)
            plain = copy.serialize()
        draft.write_bytes(seal(plain))
    else:
        copy_to(source, draft)
        with without_log(draft), closing(sqlite3.connect(f"{_uri(draft)}?mode=rw&nolock=1", uri=True)) as copy:
            copy.execute("PRAGMA query_only=ON")
            _must_be_equal(source, copy, path, check)
    atomic_file.sync(draft)


def copy_to(source: sqlite3.Connection, draft: Path) -> None:
    """The pages of a source into an empty file, which nobody relies on before it is complete: no journal, no sync.

    No locks either: the draft is locked already, by another kind of lock that some systems take for the same.
    """
    with closing(sqlite3.connect(f"{_uri(draft)}?nolock=1", uri=True)) as copy:
        copy.execute("PRAGMA journal_mode=OFF")
        copy.execute("PRAGMA synchronous=OFF")
        source.backup(copy, pages=PAGES, progress=_look_up)


def _uri(path: Path) -> str:
    return f"file:{quote(os.fsencode(path.absolute()))}"


def _look_up(status: int, remaining: int, total: int) -> None:
    """Called between two steps, so that Ctrl-C is seen. Nobody keeps a snapshot from being read."""


def _must_be_equal(source: sqlite3.Connection, copy: sqlite3.Connection, path: Path, check: str) -> None:
    if not check:
        return
    if wrong := problems(copy, 1, check):
        raise DatabaseError(f"{path} is damaged ({wrong[0]}): no copy was made; see `amcli doctor`")
    if counts(source) != counts(copy):
        raise DatabaseError(f"the copy of {path} is not equal to it: no copy was made; try another disk")


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in connection.execute(sql).fetchall()
    }


def has_records(connection: sqlite3.Connection) -> bool:
    """Whether there is anything that somebody would miss."""
    roots = [noun.name for noun in NOUNS.values() if not noun.owner]  # all others belong to one of these
    sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
    tables = {name for (name,) in connection.execute(sql)}
    return any(connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() for name in roots if name in tables)
