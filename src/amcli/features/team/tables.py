"""The tables of colleagues."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import SQLModel

from amcli.store.table_columns import (
    STRICT,
    Code,
    Day,
    Words,
    alias_rules,
    foreign_key,
    id_column,
    is_day,
    known_elsewhere,
    text_column,
)


class Colleague(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("length(code) BETWEEN 1 AND 40"),
        CheckConstraint("name <> ''"),
        CheckConstraint("reports_to_id <> id"),
        is_day('"left"'),
        UniqueConstraint("code"),
        Index("colleague_reports_to", "reports_to_id", sqlite_where=text("reports_to_id IS NOT NULL")),
        known_elsewhere("colleague"),
        STRICT,
    )
    id: int | None = id_column()
    code: Code = text_column(collation="NOCASE")
    name: Words = text_column()
    department: str | None = text_column(null=True)
    title: str | None = text_column(null=True)
    email: str | None = text_column(null=True)
    phone: str | None = text_column(null=True)
    hours: str | None = text_column(null=True)
    reports_to_id: int | None = foreign_key("colleague.id", null=True)
    left: Day | None = text_column(null=True)
    external_id: str | None = text_column(null=True)
    note: str | None = text_column(null=True)


class ColleagueAlias(SQLModel, table=True):
    """What a colleague was called before."""

    __tablename__ = "colleague_alias"
    __table_args__ = alias_rules("colleague")
    id: int | None = id_column()
    colleague_id: int = foreign_key("colleague.id")
    kind: Literal["code", "external_id", "name"] = text_column()
    text: Words = text_column()


class Assignment(SQLModel, table=True):
    """Who works on an account, as what; both days are included."""

    __table_args__ = (
        CheckConstraint("role <> ''"),
        is_day("start"),
        is_day("until"),
        CheckConstraint("until >= start"),
        Index("assignment_account", "account_id", "role", "start"),
        Index("assignment_colleague", "colleague_id"),
        known_elsewhere("assignment"),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    colleague_id: int = foreign_key("colleague.id")
    role: Words = text_column(collation="NOCASE")
    start: Day | None = text_column(null=True)
    until: Day | None = text_column(null=True)
    hours: str | None = text_column(null=True)
    note: str | None = text_column(null=True)
    external_id: str | None = text_column(null=True)
