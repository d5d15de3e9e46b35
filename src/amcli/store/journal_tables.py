"""The tables that are about the records: the journal, what was reminded of, the file's own name."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from amcli.store.table_columns import STRICT, foreign_key, id_column, one_of, text_column


class Operation(SQLModel, table=True):
    """One change: when (UTC), by which command, what it did; done, undone, or dropped (undone and overtaken)."""

    __table_args__ = (
        one_of("state", ("done", "undone", "dropped")),
        Index("operation_state", "state"),
        Index("operation_at", "at"),
        STRICT,
    )
    id: int | None = id_column()
    at: str = text_column()
    command: str = text_column()
    summary: str = text_column()
    state: Literal["done", "undone", "dropped"] = text_column()
    undone: int | None = None


class OperationChange(SQLModel, table=True):
    """What one record was and became, as JSON objects of its columns; no before is new, no after is gone."""

    __tablename__ = "operation_change"
    __table_args__ = (
        Index("operation_change_operation", "operation_id"),
        Index("operation_change_record", "record", "record_id"),
        STRICT,
    )
    id: int | None = id_column()
    operation_id: int = foreign_key("operation.id")
    record: str = text_column()
    record_id: int
    before: str | None = text_column(null=True)
    after: str | None = text_column(null=True)


class OperationRange(SQLModel, table=True):
    """The ids that a bulk import made in one table, both ends in."""

    __tablename__ = "operation_range"
    __table_args__ = (
        Index("operation_range_operation", "operation_id"),
        Index("operation_range_record", "record", "first_id"),
        STRICT,
    )
    id: int | None = id_column()
    operation_id: int = foreign_key("operation.id")
    record: str = text_column()
    first_id: int
    last_id: int


class OperationSubject(SQLModel, table=True):
    """An account whose records of a kind an operation touched, or 0: what `history --account --kind` asks for."""

    __tablename__ = "operation_subject"
    __table_args__ = (
        Index("operation_subject_record", "record", "operation_id"),
        {"sqlite_strict": True, "sqlite_with_rowid": False},
    )
    account_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    record: str = Field(primary_key=True, sa_type=Text)
    operation_id: int = Field(primary_key=True, foreign_key="operation.id", sa_column_kwargs={"autoincrement": False})


class SettingRow(SQLModel, table=True):
    """A setting that makes figures, or a field of an import profile, by its dotted key."""

    __tablename__ = "setting"
    __table_args__ = (CheckConstraint("key <> ''"), UniqueConstraint("key"), STRICT)
    id: int | None = id_column()
    key: str = text_column()
    value: str = text_column()


class Portfolio(SQLModel, table=True):
    """What tells this file's records from those of another file, in calendars."""

    __table_args__ = (CheckConstraint("id = 1"), {"sqlite_strict": True})
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    uid: str = text_column()


class Backup(SQLModel, table=True):
    """A copy of this file: when (UTC), where, and why it was made."""

    __table_args__ = (STRICT,)
    id: int | None = id_column()
    at: str = text_column()
    path: str = text_column()
    reason: str = text_column()
    bytes: int
