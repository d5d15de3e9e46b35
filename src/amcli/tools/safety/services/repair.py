"""`doctor --repair`: what can be put right without guessing. For all else there is a backup."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from stat import S_IMODE
from typing import NamedTuple

from amcli.settings.environment import Env
from amcli.store import agreement, backups, derived
from amcli.store.atomic_file import BESIDE
from amcli.store.connect import explained, must_be_file
from amcli.store.integrity import another_log, log_of_another, lost_references
from amcli.store.open import open_writer
from amcli.store.places import real
from amcli.store.schema import SchemaObject, differences
from amcli.store.transaction import transaction

SEARCH_PARTS = ("data", "idx", "content", "docsize", "config")  # that a broken search table may leave
REPAIRED, NOT_REPAIRED = "repaired", "not repaired"
# What `PRAGMA integrity_check` says of an index that does not agree with its table.
INDEX = re.compile(r"(?:row \d+ missing from|wrong # of entries in|non-unique entry in) index (\S+)")


class Repair(NamedTuple):
    """What was done about a check, or why nothing could be."""

    check: str
    result: str
    what: str


def repair(env: Env) -> list[Repair]:
    """Put right what can be: mode, log, indexes, views, search, totals, steps and phases. A backup is made before
    content is changed.

    DatabaseError for a file that cannot be opened, or when that backup cannot be made.
    """
    path = env.to_read()
    if path is None or not path.exists():
        return []
    must_be_file(path)
    done = list(_mode(path))
    if log_of_another(path):  # whoever opens the file to write would take it in
        return [*done, Repair("log", NOT_REPAIRED, another_log(path))]
    with explained(path), closing(open_writer(path, suspect=True)) as connection:
        done += _content(connection, path, env.today)
        done += _log(connection, path)
    return done


def _mode(path: Path) -> Iterator[Repair]:
    if os.name != "posix":
        return
    whole = real(path)  # beside which SQLite keeps the rest; a link among that is none of SQLite's
    beside = [file for end in BESIDE if not (file := Path(f"{whole}{end}")).is_symlink()]
    for file in (path, *beside):
        if file.is_file() and S_IMODE(file.stat().st_mode) & 0o077:
            try:
                file.chmod(0o600)
            except OSError as error:
                yield Repair("mode", NOT_REPAIRED, f"{file}: {error.strerror or error}")
            else:
                yield Repair("mode", REPAIRED, f"{file} is yours alone now")


def _content(connection: sqlite3.Connection, path: Path, day: date) -> Iterator[Repair]:
    """What is wrong inside the file, after a copy of it as it is; each repair is all done or not at all."""
    found = differences(connection)
    lacking = [one for one in (*found.missing, *found.different) if one.kind != "table" or one.is_search]
    indexes, others = _integrity(connection)
    stale, apart = _is_stale(connection), _apart(connection)
    foreign = [one for one in found.extra if one.is_run]
    if lacking or indexes or stale or foreign or apart:
        copy = backups.make_automatic_backup(path, "repair")
        if copy:
            yield Repair("backup", REPAIRED, f"as it was before: {copy}")
        for thing in foreign:  # before anything else is written: a trigger would be run by it
            yield from _tried(connection, "schema", f"the {thing}", partial(_drop, connection, thing), "taken out")
        if copy:
            with transaction(connection):
                backups.note(connection, copy, "repair")
    for thing in lacking:
        yield from _tried(connection, "schema", f"the {thing}", partial(_make, connection, thing))
    for name in indexes:
        yield from _tried(
            connection, "integrity", f"the index {name}", partial(connection.execute, f'REINDEX "{name}"')
        )
    if stale or any(thing.is_search for thing in lacking):
        yield from _tried(connection, "search", "search and the totals by day", partial(derived.rebuild, connection))
    if apart:
        yield from _made_to_agree(connection, day)
    for thing in (*found.missing, *found.different):
        if thing not in lacking:
            yield Repair("schema", NOT_REPAIRED, f"the {thing} cannot be made again: restore a backup")
    if others:
        yield Repair("integrity", NOT_REPAIRED, f"{others[0]}: restore a backup")
    for lost in lost_references(connection, 5):
        yield Repair("references", NOT_REPAIRED, f"{lost}: restore a backup")


def _integrity(connection: sqlite3.Connection) -> tuple[list[str], list[str]]:
    """The indexes that do not agree with their tables, and what else is wrong."""
    try:
        said = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(1000)") if row[0] != "ok"]
    except sqlite3.DatabaseError as error:
        said = [str(error)]
    indexes = {match[1]: None for text in said if (match := INDEX.search(text))}
    return list(indexes), [text for text in said if not INDEX.search(text)]


def _is_stale(connection: sqlite3.Connection) -> bool:
    """Whether search or totals do not follow from the records."""
    try:
        return bool(derived.search_problems(connection) or derived.totals_problems(connection))
    except sqlite3.DatabaseError:
        return True


def _apart(connection: sqlite3.Connection) -> list[str]:
    """What does not agree; nothing where that cannot be told, which another repair says."""
    try:
        return agreement.problems(connection, 5)
    except sqlite3.DatabaseError:
        return []


def _made_to_agree(connection: sqlite3.Connection, day: date) -> Iterator[Repair]:
    """What agrees now, and what does not by itself."""
    try:
        with transaction(connection):
            done = agreement.repair(connection, day)
    except sqlite3.DatabaseError as error:
        yield Repair("consistency", NOT_REPAIRED, f"{error}: restore a backup")
        return
    for what in done:
        yield Repair("consistency", REPAIRED, what)
    for problem in _apart(connection):
        yield Repair("consistency", NOT_REPAIRED, problem)


def _drop(connection: sqlite3.Connection, thing: SchemaObject) -> None:
    name = thing.name.replace('"', '""')
    connection.execute(f'DROP {thing.kind} IF EXISTS "{name}"')


def _make(connection: sqlite3.Connection, thing: SchemaObject) -> None:
    _drop(connection, thing)
    for part in SEARCH_PARTS if thing.is_search else ():
        connection.execute(f'DROP TABLE IF EXISTS "{thing.name}_{part}"')
    connection.execute(thing.sql)


def _tried(
    connection: sqlite3.Connection, check: str, what: str, work: Callable[[], object], done: str = "made again"
) -> Iterator[Repair]:
    try:
        with transaction(connection):
            work()
    except sqlite3.DatabaseError as error:
        yield Repair(check, NOT_REPAIRED, f"{what}: {error}: restore a backup")
    else:
        yield Repair(check, REPAIRED, f"{what}: {done}")


def _log(connection: sqlite3.Connection, path: Path) -> Iterator[Repair]:
    """Take the write-ahead log into the file."""
    log = Path(f"{path}-wal")
    if not log.exists() or not log.stat().st_size:
        return
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        yield Repair("log", NOT_REPAIRED, "another program has the file open: close it, and try again")
    else:
        yield Repair("log", REPAIRED, "taken into the file")
