"""The table of how accounts feel."""

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from amcli.store.table_columns import STRICT, Day, foreign_key, id_column, is_day, text_column


class Pulse(SQLModel, table=True):
    __table_args__ = (
        is_day("day"),
        CheckConstraint("score BETWEEN 1 AND 5"),
        Index("pulse_account", "account_id", "day"),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    day: Day = text_column()
    score: int = Field(ge=1, le=5)
    note: str | None = text_column(null=True)
