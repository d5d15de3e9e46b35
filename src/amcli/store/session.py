"""Writes: one operation, one transaction on the standard library's sqlite3, rolled back unless all went well.

What a change did is kept beside it: each record before and after, as JSON of its columns, so that `undo` can put
every one of them back without knowing what the command was about.
"""

from __future__ import annotations

import json
import shlex
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from amcli.base.errors import BadValue, DatabaseError, Refused
from amcli.base.registry import NOUNS, load, series_columns
from amcli.base.text import HIDDEN, clean
from amcli.settings.environment import Env
from amcli.store import connect
from amcli.store.connect import explained
from amcli.store.derived import update_derived
from amcli.store.lookup import Found, find
from amcli.store.open import writing
from amcli.store.queue import turn
from amcli.store.rows import Row, row_of
from amcli.store.settings import SETTING, settings_of, settle_settings
from amcli.store.stand_in import find_owner
from amcli.store.subjects import keep_subjects
from amcli.store.transaction import transaction

SHORT = 0.05  # seconds that a preparation may take to be done again under the lock
PREPARATIONS = 4  # of one change, the last of them under the lock whatever it takes

Image = tuple[str, int, Row | None, Row | None]  # table, id, before, after
Prepared = TypeVar("Prepared")


class UnitOfWork:
    """What a service does its one change with. Rows go in and out as plain dictionaries of columns."""

    def __init__(self, env: Env, connection: sqlite3.Connection) -> None:
        self.env = env
        self.connection = connection
        self.changes: list[Image] = []
        self.ranges: list[tuple[str, int, int]] = []
        self.bulk_images = False  # whether store/bulk_update.py has left images of changed records in temp.image
        self.notes: list[str] = []
        self.summary = ""
        self.said: set[tuple[str, int, str]] = set()  # the columns of records that were said, also as they were already
        self.kept: set[str] = set()  # the tables whose history by day is written down already
        self.day = env.today.isoformat()  # on which what changes is said to have happened
        # The same to the minute; a midnight, which is all that `--today DAY` says, is the day.
        self.moment = env.now.strftime("%Y-%m-%dT%H:%M").removesuffix("T00:00")

    def find(self, noun: str, text: str, owner: int | None = None) -> Found:
        """The record that a text names (store/lookup.py). Raises NotFound and Ambiguous."""
        return find(self.connection, noun, text, owner, self.env.today, self.env.phone_country)

    def find_owner(self, noun: str, text: str) -> Found:
        """The same of what owns records, also by the id of one of them that stands in its place (store/stand_in.py)."""
        return find_owner(self.connection, noun, text, self.env.today, self.notes.append)

    def row(self, table: str, record_id: int) -> Row:
        """One row of a table as it stands. DatabaseError where it is not there: its id was read a moment ago."""
        found = row_of(self.connection, table, record_id)
        if found is None:  # something in the file itself takes rows out, which nothing of amcli's does
            raise DatabaseError(
                f"the {table} {record_id} of {self.env.path} is gone as soon as it is written: has the file a trigger "
                "that is not of amcli? Nothing was changed; see amcli doctor"
            )
        return found

    def scalar(self, sql: str, *parameters: Any) -> Any:
        """The first cell of the first row, or None."""
        found = self.connection.execute(sql, parameters).fetchone()
        return found[0] if found else None

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Write a new row and keep its image; returns its id. Raises Refused and BadValue where the schema does."""
        if first := self._series_of(table, values):
            values = {**values, **self._next_change(table, first)}
        columns = ", ".join(f'"{column}"' for column in values)
        marks = ", ".join("?" * len(values))
        record_id = self._write(table, f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', tuple(values.values()))
        self.changes.append((table, record_id, None, self.row(table, record_id)))
        return record_id

    def update(self, table: str, record_id: int, values: Mapping[str, Any]) -> bool:
        """Change columns of one row; False, and nothing kept, when they all were so already. Raises as `insert`."""
        before = self.row(table, record_id)
        if before | dict(values) == before:
            return False
        counted = self._next_change(table, self._series_of(table, before) or record_id)
        values = {**counted, **values}
        columns = ", ".join(f'"{column}" = ?' for column in values)
        self._write(table, f'UPDATE "{table}" SET {columns} WHERE id = ?', (*values.values(), record_id))
        self.changes.append((table, record_id, before, self.row(table, record_id)))
        return True

    def delete(self, table: str, record_id: int) -> None:
        """Take one row out. Raises Refused where others still refer to it."""
        before = self.row(table, record_id)
        self._write(table, f'DELETE FROM "{table}" WHERE id = ?', (record_id,))
        self.changes.append((table, record_id, before, None))

    def next_change(self, table: str, first: int) -> int:
        """One more than calendars can have seen of a record or of any of its series, which `first` began.

        A calendar takes a change only where this number is higher than the one it knows.
        """
        counter, series = series_columns(table) or ("", "")
        sql = f'SELECT coalesce(max("{counter}") + 1, 0) FROM "{table}" WHERE id = ? OR "{series}" = ?'
        return int(self.scalar(sql, first, first))

    def every_change(self) -> Iterator[Image]:
        """The images of all records that were changed, those of a bulk change read as they are asked for."""
        yield from self.changes
        if self.bulk_images:
            for table, record_id, before, after in self.connection.execute("SELECT * FROM temp.image ORDER BY rowid"):
                yield table, record_id, json.loads(before), json.loads(after)

    def net_changes(self, table: str) -> Iterator[tuple[int, Row | None, Row]]:
        """From what to what each record of a table went that is still there; None: it is new."""
        first: dict[int, Row | None] = {}
        last: dict[int, Row | None] = {}
        for changed, record_id, before, after in self.every_change():
            if changed == table:
                first.setdefault(record_id, before)
                last[record_id] = after
        for record_id, after in last.items():
            if after is not None:
                yield record_id, first[record_id], after

    def write_journal(self) -> int | None:
        """Write the operation and its images; a new change ends what could be redone. None when nothing changed."""
        if not (self.changes or self.ranges or self.bulk_images):
            return None
        execute = self.connection.execute
        execute("UPDATE operation SET state = 'dropped' WHERE state = 'undone'")
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        command = without_private(self.env.command, {table for table, *_ in self.changes})
        operation_id = execute(
            "INSERT INTO operation (at, command, summary, state) VALUES (?, ?, ?, 'done')",
            (at, clean(shlex.join(command))[0], self.summary),
        ).lastrowid
        self.connection.executemany(
            "INSERT INTO operation_change (operation_id, record, record_id, before, after) VALUES (?, ?, ?, ?, ?)",
            [(operation_id, table, one, _json(before), _json(after)) for table, one, before, after in self.changes],
        )
        if self.bulk_images:
            sql = """INSERT INTO operation_change (operation_id, record, record_id, before, after)
                SELECT ?, record, record_id, before, after FROM temp.image ORDER BY rowid"""
            execute(sql, (operation_id,))
        self.connection.executemany(
            "INSERT INTO operation_range (operation_id, record, first_id, last_id) VALUES (?, ?, ?, ?)",
            [(operation_id, *made) for made in self.ranges],
        )
        keep_subjects(self.connection, int(operation_id or 0))
        return operation_id

    def _series_of(self, table: str, row: Mapping[str, Any]) -> int | None:
        """The first of the series that a row belongs to, where its noun has series."""
        columns = series_columns(table)
        return row.get(columns[1]) if columns else None

    def _next_change(self, table: str, first: int) -> Row:
        columns = series_columns(table)
        return {columns[0]: self.next_change(table, first)} if columns else {}

    def _write(self, table: str, sql: str, parameters: Sequence[Any]) -> int:
        """Run one statement; the id of a new row. What only the schema sees is wrong becomes a sentence here."""
        try:
            return self.connection.execute(sql, parameters).lastrowid or 0
        except sqlite3.IntegrityError as error:
            raise Refused(f"the {table} breaks a rule of the file: {error}") from error
        except OverflowError as error:
            raise BadValue(f"a number of the {table} is too large to be kept") from error


@contextmanager
def operation(env: Env, *, dry_run: bool = False, settle: bool = True) -> Iterator[UnitOfWork]:
    """One change: all of it is committed when the block ends well, none of it otherwise or on a dry run."""
    with prepared_operation(env, lambda work: None, dry_run=dry_run, settle=settle) as (work, _):
        yield work


@contextmanager
def prepared_operation(
    env: Env, prepare: Callable[[UnitOfWork], Prepared], *, dry_run: bool = False, settle: bool = True
) -> Iterator[tuple[UnitOfWork, Prepared]]:
    """The same, with what needs no lock done before it is taken: a writer that holds it keeps all others waiting.

    prepare: reads and checks, and changes nothing but temporary tables; what it returns is handed to the block. It runs
    before the lock is taken, and again where another operation came between: at once and inside it when it is short,
    else outside once more, so that nobody waits for a long one, as long as that has a chance.
    settle: whether a file that has no settings is first given those of config.toml, as an operation of their own, which
    this one's undo leaves.
    """
    path = env.to_write()
    settled = ""
    with (
        writing(path, dry_run=dry_run) as connection,
        explained(path),
        env.settings_from(lambda _: settings_of(connection)),
        ExitStack() as held,
    ):
        patience = connect.BUSY_MS / 1000

        def committed() -> None:
            if path.exists():  # else a draft, which is not published yet
                env.committed = work.summary

        for attempt in range(PREPARATIONS):
            began = monotonic()
            work, prepared, seen = _prepare(env, connection, prepare)
            short = monotonic() - began < SHORT
            held.enter_context(turn(path, env.tell_waiting, patience) if path.exists() else nullcontext())
            held.enter_context(transaction(connection, dry_run=dry_run, on_commit=committed))
            if _latest(connection) == seen:
                break
            if short or attempt == PREPARATIONS - 1:
                work, prepared, _ = _prepare(env, connection, prepare)
                break
            held.close()
        work.notes += _other_names(path)
        if settle:
            settled = settle_settings(UnitOfWork(env, connection))
        yield work, prepared
        keep_history(work)
        update_derived(connection, work.every_change(), work.ranges)
        work.write_journal()
        if any(table == SETTING for table, *_ in work.changes):
            env.forget_settings()
    if settled and not dry_run:
        env.remarks.append(settled)


def keep_history(work: UnitOfWork) -> None:
    """Let the nouns whose records have a history by day write down what the operation made of them, each once.

    What that makes of other records may belong into the operation's sentence; one that says such a sentence calls this
    when all is written. Any other is done when it ends.
    """
    while left := _touched(work) - work.kept:  # what one of them writes down may change records of another
        for table in sorted(left):
            if table in NOUNS and NOUNS[table].dated:
                load(NOUNS[table].dated)(work)
        work.kept |= left


def _touched(work: UnitOfWork) -> set[str]:
    """The tables that the operation has changed so far."""
    touched = {table for table, *_ in work.changes} | {table for table, *_ in work.ranges}
    if work.bulk_images:
        touched |= {table for (table,) in work.connection.execute("SELECT DISTINCT record FROM temp.image")}
    return touched


def _prepare(
    env: Env, connection: sqlite3.Connection, prepare: Callable[[UnitOfWork], Prepared]
) -> tuple[UnitOfWork, Prepared, tuple[Any, ...]]:
    """Prepare in one snapshot of the file; also which was the latest operation in it."""
    for (name,) in connection.execute("SELECT name FROM temp.sqlite_master WHERE type = 'table'").fetchall():
        connection.execute(f'DROP TABLE temp."{name}"')  # an earlier attempt left it
    with nullcontext() if connection.in_transaction else _snapshot(connection):
        seen = _latest(connection)
        work = UnitOfWork(env, connection)
        return work, prepare(work), seen


@contextmanager
def _snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that reads. Temporary tables are written in it, which would be a transaction a row otherwise."""
    connection.execute("BEGIN")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _other_names(path: Path) -> list[str]:
    """A sentence where the file has a second name: SQLite keeps its log by the name, and so loses what the log has."""
    names = _count_names(path)
    if names > 1:
        from amcli.store.atomic_file import sweep_new_drafts

        sweep_new_drafts(path, connect.BUSY_MS)
        names = _count_names(path)
    return [f"{path} has {names} names (hard links), and changes get lost that way: see `amcli doctor`"] * (names > 1)


def _count_names(path: Path) -> int:
    try:
        return path.stat().st_nlink
    except OSError:
        return 0


def _latest(connection: sqlite3.Connection) -> tuple[Any, ...]:
    """The latest operation, and which are undone: an undo makes no operation, and changes records all the same."""
    sql = "SELECT max(id), (SELECT group_concat(id) FROM operation WHERE state = 'undone') FROM operation"
    return tuple(connection.execute(sql).fetchone())


def without_private(command: Sequence[str], tables: Iterable[str]) -> list[str]:
    """The words of a command with `…` in the place of what they say of the private fields of these tables' nouns, and
    of their parts.

    A word behind such an option is taken for its value, also where it looks like an option: one word too many is hidden
    rather than one too few.
    """
    names = [table for table in tables if table in NOUNS]
    for name in names:
        names += [part for part in NOUNS[name].parts if part not in names]
    flags = {field.flag for name in names for field in NOUNS[name].private}
    if not flags:
        return list(command)
    words, before = [], ""
    for word in command:
        flag, equals, _ = word.partition("=")
        shown = f"{flag}={HIDDEN}" if equals and flag in flags else word
        words.append(HIDDEN if before in flags else shown)
        before = word
    return words


def _json(image: Row | None) -> str | None:
    return None if image is None else json.dumps(image, ensure_ascii=False)
