"""`restore`: a backup takes the portfolio's place, after it was checked, and what was there is kept.

The content is replaced inside the file, by SQLite's backup API, in one transaction: readers and writers that have the
file open see the one or the other, and so does whoever comes after a kill. Only a file that SQLite cannot read any more
is moved aside, since nobody can have it in use.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from amcli.base.errors import BadValue, DatabaseError
from amcli.base.results import Change
from amcli.settings.environment import Env
from amcli.store import backups
from amcli.store.atomic_file import BESIDE
from amcli.store.connect import explain, explained, open_as_is
from amcli.store.identity import check, refuse_foreign
from amcli.store.integrity import lost_references, open_to_check, problems
from amcli.store.migrate import version
from amcli.store.open import open_to_replace, open_writer, writing
from amcli.store.places import real
from amcli.store.schema import missing_tables
from amcli.store.transaction import transaction
from amcli.tools.safety.services.backup import records_in
from amcli.tools.safety.services.encryption import decrypt, is_encrypted

PROBLEMS = 3  # that are named
STEPS = 100  # of a restore, at least
ADD_NOTE = """INSERT INTO backup (at, path, reason, bytes)
    SELECT :1, :2, :3, :4 WHERE NOT EXISTS (SELECT 1 FROM backup WHERE at = :1 AND path = :2)"""


class Checked(NamedTuple):
    """A backup that was looked over: where it is, a snapshot of it, how many rows each table has."""

    path: Path
    connection: sqlite3.Connection
    rows: dict[str, int]

    @property
    def records(self) -> str:
        return records_in(self.rows)


@contextmanager
def checked(env: Env, file: str, passphrase: Callable[[], str]) -> Iterator[Checked]:
    """Open a backup and look it over; an encrypted one in memory, with the passphrase that is asked for then.

    A bare name is also looked for in the portfolio's folder of backups. BadValue for a file that is not there,
    DatabaseError for one that is damaged, no backup of amcli, or from a newer amcli.
    """
    path = _found(env, file)
    try:
        connection = _in_memory(decrypt(path, passphrase())) if is_encrypted(path) else open_to_check(path)
    except OSError as error:
        raise BadValue(f"cannot read {path}: {error.strerror or error}") from error
    except sqlite3.DatabaseError as error:
        raise _unusable(path, error) from error
    with closing(connection):
        try:
            connection.execute("BEGIN")
            _look_over(connection, path)
            rows = backups.counts(connection)
        except sqlite3.DatabaseError as error:
            raise _unusable(path, error) from error
        yield Checked(path, connection, rows)


def restore(env: Env, backup: Checked, *, dry_run: bool = False) -> Change:
    """Put a checked backup in the portfolio's place; returns what is there now and where the former is.

    The former content is kept as an automatic backup, made under the very lock that the content is replaced under, so
    that no change falls in between. DatabaseError, and then nothing was changed.
    """
    if dry_run:
        return Change(f"Would have restored {backup.records} from {backup.path}, which is in order")
    path = env.to_write()
    noted: list[tuple[Any, ...]] = []
    try:
        with explained(path):
            state = _state(path)
            if state == "unreadable":
                kept: Path | None = _beside(path, backup)
            else:
                noted = _notes(path) if state == "whole" else []
                kept = _inside(path, backup, "-damaged" if state == "damaged" else "-before-restore")
    except OSError as error:
        raise DatabaseError(f"cannot restore to {path}: {error.strerror or error}") from error
    notes = _note(path, noted, kept, "restore" if state == "whole" else "damaged")
    before = f"; what was there before is in {kept}" if kept else ""
    return Change(f"Restored {backup.records} from {backup.path}{before}", (str(kept),) if kept else (), notes)


# The backup


def _found(env: Env, file: str) -> Path:
    """The file that was named. BadValue where there is none, or it is the portfolio itself."""
    path = Path(file)
    lying = backups.folder_of(env.path) / file
    if not path.exists() and path.name == file and lying.is_file():
        path = lying
    if not path.is_file():
        raise BadValue(f"there is no backup {path}: `amcli backup --list` shows those there are")
    if env.path.exists() and path.samefile(env.path):
        raise BadValue(f"{path} is the portfolio itself: name a backup of it")
    return path


def _in_memory(plain: bytes) -> sqlite3.Connection:
    """The content of a file as a connection: told not to expect a log beside it, which memory cannot have."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(plain[:18] + b"\x01\x01" + plain[20:])
    return connection


def _look_over(connection: sqlite3.Connection, path: Path) -> None:
    if not version(connection):
        raise DatabaseError(f"{path} is no backup of amcli: nothing was changed")
    check(connection, path)
    refuse_foreign(connection, path, f"amcli --db {shlex.quote(str(path))} doctor --repair")
    wrong = [
        *problems(connection, PROBLEMS),
        *missing_tables(connection)[:PROBLEMS],
        *lost_references(connection, PROBLEMS),
    ]
    if wrong:
        raise _damaged(path, "; ".join(wrong))


def _unusable(path: Path, error: sqlite3.DatabaseError) -> DatabaseError:
    return _damaged(path, str(error)) if _is_damage(error) else DatabaseError(explain(error, path))


def _damaged(path: Path, problem: str) -> DatabaseError:
    return DatabaseError(
        f"{path} is damaged or no backup of amcli ({problem}): nothing was changed; "
        "`amcli backup --list` shows what others there are"
    )


# The portfolio


def _state(path: Path) -> str:
    """What is there now: nothing, a whole file, a damaged one that can still be locked, or one that is unreadable."""
    if not path.exists():
        return "nothing"
    try:
        with closing(open_as_is(path)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            try:
                return "whole" if connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok" else "damaged"
            except sqlite3.DatabaseError as error:
                if _is_damage(error):
                    return "damaged"
                raise
    except sqlite3.DatabaseError as error:
        if _is_damage(error):
            return "unreadable"
        raise


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return str(getattr(error, "sqlite_errorname", "")).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def _inside(path: Path, backup: Checked, tail: str) -> Path | None:
    """Replace the content of the file in one transaction; a file that is not there is made."""
    kept: list[Path | None] = []
    with _to_replace(path) as connection:
        if _value(backup.connection, "PRAGMA page_size") != _value(connection, "PRAGMA page_size"):
            raise DatabaseError(
                f"{path} has pages of another size than {backup.path}: move it away, then restore again"
            )
        _copy(
            backup.connection,
            connection,
            lambda: kept.append(backups.make_backup_named(path, tail, check="", spare=backup.path)),
        )
    return kept[0]


@contextmanager
def _to_replace(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as it is, whatever its schema, or a new one. In WAL mode others can read it while its lock is held."""
    if not path.exists():
        with writing(path) as connection:
            yield connection
        return
    with closing(open_to_replace(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        yield connection


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, locked: Callable[[], None]) -> None:
    """All pages, in one transaction. `locked` is called once the target is locked, and may raise to prevent it."""
    begun = False

    def step(status: int, remaining: int, total: int) -> None:
        nonlocal begun
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise sqlite3.OperationalError("database is locked")
        if not begun:
            begun = True
            locked()

    # The first step takes the lock and must not be the last one.
    pages = max(1, int(_value(source, "PRAGMA page_count")) // STEPS)
    source.backup(target, pages=pages, progress=step)


def _beside(path: Path, backup: Checked) -> Path:
    """Give the name of the file to a copy of the backup; the file goes to the backups, with what SQLite kept beside it.

    The log goes first: no other file may ever be found beside it.
    """
    whole = real(path)
    with backups.place(path, backups.made_folder(path), "-damaged") as (draft, aside):
        for end in BESIDE:
            if Path(f"{whole}{end}").exists():
                shutil.move(f"{whole}{end}", f"{aside}{end}")
        try:
            os.link(whole, aside)
        except OSError:  # another disk, or one that knows no links
            shutil.copyfile(whole, draft)
            draft.replace(aside)
    with suppress(OSError):
        aside.chmod(0o600)
    backups.put(backup.connection, path, whole)
    return aside


def _notes(path: Path) -> list[tuple[Any, ...]]:
    """The backups that the portfolio knows of: where they are must not be forgotten with the rest."""
    with closing(open_as_is(path)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'backup'").fetchone() is None:
            return []
        return connection.execute("SELECT at, path, reason, bytes FROM backup ORDER BY id").fetchall()


def _note(path: Path, noted: list[tuple[Any, ...]], kept: Path | None, reason: str) -> tuple[str, ...]:
    """Write down where the backups are; a sentence where that cannot be. A file of an older amcli is brought up."""
    try:
        with explained(path), closing(open_writer(path)) as connection, transaction(connection):
            connection.executemany(ADD_NOTE, noted)
            if kept:
                backups.note(connection, kept, reason)
    except DatabaseError as error:
        return (f"all is restored, but `amcli backup --list` does not know of it: {error.message}",)
    return ()


def _value(connection: sqlite3.Connection, sql: str) -> Any:
    return connection.execute(sql).fetchone()[0]
