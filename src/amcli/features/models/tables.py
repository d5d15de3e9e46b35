"""The tables of the user's own models, and of assessments."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import SQLModel

from amcli.store.table_columns import STRICT, Code, Day, Words, foreign_key, id_column, is_day, text_column


class OwnModel(SQLModel, table=True):
    """A model of the user's own; `text` is TOML."""

    __tablename__ = "model"
    __table_args__ = (
        CheckConstraint("length(code) BETWEEN 1 AND 40"),
        CheckConstraint("name <> ''"),
        CheckConstraint("text <> ''"),
        is_day("added"),
        UniqueConstraint("code"),
        STRICT,
    )
    id: int | None = id_column()
    code: Code = text_column(collation="NOCASE")
    name: Words = text_column()
    text: Words = text_column()
    added: Day = text_column()


class Assessment(SQLModel, table=True):
    """What an account came to by a model on a day, never changed; `answers` and `scores` are NAME=N with ; between."""

    __table_args__ = (
        CheckConstraint("length(model) BETWEEN 1 AND 40"),
        is_day("day"),
        CheckConstraint("answers <> ''"),
        Index("assessment_account", "account_id", "model", "day"),
        Index("assessment_colleague", "colleague_id", sqlite_where=text("colleague_id IS NOT NULL")),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    model: Code = text_column(collation="NOCASE")
    day: Day = text_column()
    colleague_id: int | None = foreign_key("colleague.id", null=True)
    answers: Words = text_column()
    result: str | None = text_column(null=True)
    scores: str | None = text_column(null=True)
    near: str | None = text_column(null=True)
    note: str | None = text_column(null=True)
