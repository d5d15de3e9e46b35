"""What was reminded of, and when `remind` ran."""

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from amcli.store.table_columns import STRICT, id_column, text_column


class Reminder(SQLModel, table=True):
    """A reminder that a run has claimed, and said: `said` is its key. Bookkeeping, and no operation."""

    __table_args__ = (UniqueConstraint("said"), STRICT)
    id: int | None = id_column()
    said: str = text_column()
    claimed_at: str = text_column()
    said_at: str | None = text_column(null=True)


class ReminderRun(SQLModel, table=True):
    """One run of `remind`: what was due, what it said, what failed."""

    __tablename__ = "reminder_run"
    __table_args__ = (STRICT,)
    id: int | None = id_column()
    at: str = text_column()
    due: int
    said: int
    failed: int
    command: str = text_column()
