"""`backup`: a copy of the portfolio that can be relied on, and which ones to keep."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from errno import EDQUOT, EIO, ENOSPC
from pathlib import Path

from amcli.base.errors import BadValue, DatabaseError
from amcli.base.registry import NOUNS
from amcli.base.results import Change
from amcli.settings.environment import Env
from amcli.store import backups
from amcli.store.connect import explained
from amcli.store.identity import check, refuse_foreign
from amcli.store.integrity import lost_references
from amcli.store.open import open_writer
from amcli.store.own_files import refuse_own_file
from amcli.store.places import behind, descriptor_of
from amcli.store.schema import missing_tables
from amcli.store.transaction import transaction

REASON = "backup"  # of the ones that were asked for, in the table `backup`
FULL = (ENOSPC, EDQUOT, EIO)


def backup(env: Env, file: str, *, keep: int | None = None, seal: Callable[[], backups.Seal] | None = None) -> Change:
    """Copy the portfolio to a file, to a folder under a name of amcli's own, or, for "", to its folder of backups.

    keep: how many of the backups of its kind in that folder stay, the newest first; none but those that amcli named
    for this portfolio, and not the automatic ones, are ever removed. seal: gives what encrypts the copy; called last,
    since somebody may be asked for it. The copy is noted in the portfolio where that can be written to. BadValue where
    the copy cannot be made so.
    """
    path = env.path
    with explained(path), backups.snapshot(path) as source:
        check(source, path)
        _refuse_broken(source, path)
        with _written(file or str(backups.folder_of(path))):
            target = _target(env, file, sealed=seal is not None) if file else None
            if keep is not None and target and not target.is_dir():
                raise BadValue("--keep counts the backups that amcli names itself: leave out FILE, or name a folder")
            sealed = seal() if seal else None
            made = backups.put(source, path, target or backups.made_folder(path), seal=sealed)
        records = records_in(backups.counts(source))
    removed, notes = ([], []) if keep is None else _rotate(path, made, keep)
    said = [f"Backed up {records} to {made} ({size(made.stat().st_size)}, checked)"]
    text = "\n".join([*said, *(f"Removed {one}" for one in removed)])
    return Change(text, (str(made),), (*notes, *_record_backup(env, made)))


def _refuse_broken(source: sqlite3.Connection, path: Path) -> None:
    """A copy that is called checked is one that `restore` takes. DatabaseError."""
    refuse_foreign(source, path)
    wrong = [*missing_tables(source), *lost_references(source, 1)]
    if wrong:
        raise DatabaseError(f"{path} is broken ({wrong[0]}): no backup was made; see `amcli doctor`")


def records_in(rows: Mapping[str, int]) -> str:
    """`3 accounts, 1 contact`: how many records of each kind there are, by the rows of each table."""
    found = [
        f"{rows[name]:,} {noun.name if rows[name] == 1 else noun.view}"
        for name, noun in NOUNS.items()
        if rows.get(name)
    ]
    return ", ".join(found) or "no records"


def size(count: int) -> str:
    """A number of bytes for a person."""
    for unit, power in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= power:
            return f"{count / power:.1f} {unit}"
    return f"{count} bytes"


def _target(env: Env, file: str, *, sealed: bool) -> Path:
    """Where the copy goes: a folder, or a file that is not amcli's own, nor another portfolio in use. BadValue."""
    target = behind(Path(file))
    if target.is_dir():
        return target
    if file.endswith(os.sep):
        raise BadValue(f"there is no folder {file} for the backup: make it first")
    if sealed and target.suffix != backups.ENCRYPTED_SUFFIX:
        target = target.with_name(target.name + backups.ENCRYPTED_SUFFIX)
    if not target.parent.is_dir():
        raise BadValue(f"there is no folder {target.parent} for the backup: make it first")
    if descriptor_of(Path(file)) is not None or (target.exists() and not target.is_file()):
        raise BadValue(f"{file} is no file that a backup could replace: name another")
    refuse_own_file(env, str(target), over_database=True)
    if any(log.exists() and log.stat().st_size for log in (Path(f"{target}-wal"), Path(f"{target}-journal"))):
        raise BadValue(f"{target} is in use, its log lies beside it: name another file for the backup")
    return target


@contextmanager
def _written(name: str) -> Iterator[None]:
    """What the system says of the place of a backup: a full disk is exit 5, a place that cannot be written to 2."""
    try:
        yield
    except OSError as error:
        text = f"cannot write the backup to {name}: {error.strerror or error}"
        raise (DatabaseError if error.errno in FULL else BadValue)(text) from error


def _rotate(path: Path, made: Path, keep: int) -> tuple[list[Path], list[str]]:
    """Remove the oldest plain backups beside the one just made, of its kind; which, and what of it cannot be."""
    one_kind = [
        one.path
        for one in backups.find_backups(path, made.parent)
        if not one.tail and one.sealed == (made.suffix == backups.ENCRYPTED_SUFFIX)
    ]
    removed, notes = [], []
    for one in one_kind[keep:]:
        if one == made:
            continue
        try:
            one.unlink(missing_ok=True)
            removed.append(one)
        except OSError as error:
            notes.append(f"cannot remove {one}: {error.strerror or error}")
    return removed, notes


def _record_backup(env: Env, made: Path) -> tuple[str, ...]:
    """Note the copy in the portfolio; a sentence where that cannot be."""
    try:
        with closing(open_writer(env.to_write())) as connection, explained(env.path), transaction(connection):
            backups.note(connection, made, REASON)
    except DatabaseError as error:
        return (f"the backup is not in `amcli backup --list`: {error.message}",)
    return ()
