"""Writes: one operation, one transaction, a SQLModel session that rolls back unless all went well.

What a change did is kept beside it: each record before and after, as JSON of its columns, so that `undo` can put
every one of them back without knowing what the command was about.
"""

from __future__ import annotations

import gc
import json
import shlex
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from amcli.domain.errors import BadValue, Refused
from amcli.domain.text import clean
from amcli.store.derived import keep
from amcli.store.env import Env
from amcli.store.files import explained, writing
from amcli.store.lookup import Found, find

if TYPE_CHECKING:
    from sqlmodel import Session

Row = dict[str, Any]


class Work:
    """What a service does its one change with. Rows go in and out as plain dictionaries of columns."""

    def __init__(self, env: Env, connection: sqlite3.Connection, session: Session) -> None:
        self.env = env
        self.connection = connection
        self.session = session
        self.changes: list[tuple[str, int, Row | None, Row | None]] = []
        self.ranges: list[tuple[str, int, int]] = []
        self.bulk_images = False  # whether store/amend.py has left images of changed records in the table temp.image
        self.notes: list[str] = []
        self.summary = ""

    def find(self, noun: str, text: str, account: int | None = None) -> Found:
        self.flush()
        return find(self.connection, noun, text, account)

    def one(self, table: str, row: int) -> Row:
        """One row of a table as it stands."""
        self.flush()
        cursor = self.connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row,))
        found = cursor.fetchone()
        return dict(zip((column[0] for column in cursor.description), found, strict=True))

    def value(self, sql: str, *parameters: Any) -> Any:
        """The first cell of the first row, or None."""
        self.flush()
        found = self.connection.execute(sql, parameters).fetchone()
        return found[0] if found else None

    def flush(self) -> None:
        """Send what the session holds back to the file."""
        self.session.flush()

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Check the values against the model, write the row, keep its image; returns the row id."""
        from amcli.store.models import MODELS

        if table == "deadline" and values.get("series_id"):
            values = {**values, "sequence": self.next_sequence(values["series_id"])}
        row = self._validated(MODELS[table], values)
        self.session.add(row)
        with _integrity(table):
            self.session.flush()
        number: int = row.id
        self.changes.append((table, number, None, self.one(table, number)))
        return number

    def update(self, table: str, number: int, values: Mapping[str, Any]) -> bool:
        """Change columns of one row; False, and nothing kept, when they all were so already."""
        from amcli.store.models import MODELS

        model = MODELS[table]
        before = self.one(table, number)
        after = before | dict(values)
        if after == before:
            return False
        if table == "deadline" and "sequence" not in values:
            values = {**values, "sequence": self.next_sequence(before["series_id"] or number)}
        self._validated(model, after)
        row = self.session.get(model, number)
        for column, value in values.items():
            setattr(row, column, value)
        with _integrity(table):
            self.session.flush()
        self.changes.append((table, number, before, self.one(table, number)))
        return True

    def next_sequence(self, first: int) -> int:
        """One more than calendars can have seen of a deadline or of any of its series, which `first` began.

        A calendar takes a change only where this number is higher than the one it knows.
        """
        sql = "SELECT coalesce(max(sequence) + 1, 0) FROM deadline WHERE id = ? OR series_id = ?"
        return int(self.value(sql, first, first))

    def delete(self, table: str, number: int) -> None:
        """Take one row out."""
        from amcli.store.models import MODELS

        before = self.one(table, number)
        self.session.delete(self.session.get(MODELS[table], number))
        with _integrity(table):
            self.session.flush()
        self.changes.append((table, number, before, None))

    def _validated(self, model: Any, values: Mapping[str, Any]) -> Any:
        from pydantic import ValidationError

        try:
            return model.model_validate(dict(values))
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            raise BadValue(f"{field}: {first['msg'].lower()}, not {first['input']!r}") from error

    def every_change(self) -> Iterator[tuple[str, int, Row | None, Row | None]]:
        """The images of all records that were changed, those of a bulk change read as they are asked for."""
        yield from self.changes
        if self.bulk_images:
            for table, number, before, after in self.connection.execute("SELECT * FROM temp.image ORDER BY rowid"):
                yield table, number, json.loads(before), json.loads(after)

    def record(self) -> int | None:
        """Write the operation and its images; a new change ends what could be redone. None when nothing changed."""
        if not (self.changes or self.ranges or self.bulk_images):
            return None
        from amcli.store.bookkeeping import Operation, OperationChange, OperationRange

        self.connection.execute("UPDATE operation SET state = 'dropped' WHERE state = 'undone'")
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        made = Operation(at=at, command=clean(shlex.join(self.env.command))[0], summary=self.summary, state="done")
        self.session.add(made)
        with _integrity("operation"):
            self.session.flush()
        number: int = made.id  # type: ignore[assignment]
        for table, row, before, after in self.changes:
            self.session.add(
                OperationChange(
                    operation_id=number, record=table, record_id=row, before=_json(before), after=_json(after)
                )
            )
        if self.bulk_images:
            sql = """INSERT INTO operation_change (operation_id, record, record_id, before, after)
                SELECT ?, record, record_id, before, after FROM temp.image ORDER BY rowid"""
            self.connection.execute(sql, (number,))
        for table, first, last in self.ranges:
            self.session.add(OperationRange(operation_id=number, record=table, first_id=first, last_id=last))
        with _integrity("operation"):
            self.session.flush()
        return number


@contextmanager
def operation(env: Env, *, dry_run: bool = False) -> Iterator[Work]:
    """One change: all of it is committed when the block ends well, none of it otherwise or on a dry run."""
    path = env.to_write()
    with writing(path, dry_run=dry_run) as connection:
        session = _session(connection)
        try:
            with explained(path):
                connection.execute("BEGIN IMMEDIATE")
                work = Work(env, connection, session)
                try:
                    yield work
                    work.flush()
                    keep(connection, work.every_change(), work.ranges)
                    work.record()
                    connection.execute("ROLLBACK" if dry_run else "COMMIT")
                finally:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
        finally:
            session.close()


def _session(connection: sqlite3.Connection) -> Session:
    """A SQLModel session over this very connection. Made before BEGIN: its first look at a connection rolls back."""
    was_on = gc.isenabled()
    gc.disable()  # collecting while SQLModel's classes are made costs a tenth of a second
    try:
        from sqlalchemy.pool import StaticPool
        from sqlmodel import Session, create_engine

        from amcli.store import models  # noqa: F401 (the tables)
    finally:
        if was_on:
            gc.enable()
    session = Session(
        create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool), expire_on_commit=False
    )
    session.connection()
    return session


@contextmanager
def _integrity(table: str) -> Iterator[None]:
    """Rules that only the schema saw broken. The services say the likely ones first, and better."""
    from sqlalchemy.exc import DBAPIError, IntegrityError

    try:
        yield
    except IntegrityError as error:
        raise Refused(f"the {table} breaks a rule of the file: {error.orig}") from error
    except DBAPIError as error:
        if isinstance(error.orig, BaseException):
            raise error.orig from error
        raise


def _json(image: Row | None) -> str | None:
    return None if image is None else json.dumps(image, ensure_ascii=False)
