"""The tables of needs, of plans, of their objectives and of their money by year."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from amcli.features.plans.nouns import MEASURES, NEEDS, PRIORITIES
from amcli.store.table_columns import (
    STRICT,
    Currency,
    Day,
    Words,
    currency_column,
    foreign_key,
    id_column,
    is_day,
    known_elsewhere,
    one_of,
    text_column,
)


class Need(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("text <> ''"),
        one_of("kind", NEEDS),
        one_of("priority", PRIORITIES),
        is_day("day"),
        is_day("met"),
        Index("need_account", "account_id", "day"),
        Index("need_contact", "contact_id", sqlite_where=text("contact_id IS NOT NULL")),
        known_elsewhere("need"),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    text: Words = text_column()
    kind: Literal["product", "process", "facilitation"] = text_column()
    priority: Literal["high", "normal", "low"] = text_column()
    contact_id: int | None = foreign_key("contact.id", null=True)
    day: Day = text_column()
    met: Day | None = text_column(null=True)
    note: str | None = text_column(null=True)
    external_id: str | None = text_column(null=True)


class Plan(SQLModel, table=True):
    """The plan of an account for the days from `start` on, before `end`: one text."""

    __table_args__ = (
        is_day("start"),
        is_day("end"),
        CheckConstraint("text <> ''"),
        is_day("written"),
        CheckConstraint('start < "end"'),
        UniqueConstraint("account_id", "start", "end"),
        known_elsewhere("plan"),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    start: Day = text_column()
    end: Day = text_column()
    text: Words = text_column()
    written: Day = text_column()
    external_id: str | None = text_column(null=True)


class Objective(SQLModel, table=True):
    """What a plan is to reach: `goal` is digits, an amount in `currency` or a count."""

    __table_args__ = (
        CheckConstraint("number > 0"),
        CheckConstraint("title <> ''"),
        one_of("measure", MEASURES),
        is_day("due"),
        is_day("done"),
        UniqueConstraint("plan_id", "number"),
        Index("objective_account", "account_id"),
        Index("objective_need", "need_id", sqlite_where=text("need_id IS NOT NULL")),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    plan_id: int = foreign_key("plan.id")
    number: int = Field(ge=1)
    title: Words = text_column()
    measure: Words = text_column()
    goal: str | None = text_column(null=True)
    currency: Currency | None = currency_column(null=True)
    due: Day | None = text_column(null=True)
    need_id: int | None = foreign_key("need.id", null=True)
    done: Day | None = text_column(null=True)
    note: str | None = text_column(null=True)


class Contribution(SQLModel, table=True):
    """What a plan brings and takes in a year, in minor units of its currency."""

    __table_args__ = (
        CheckConstraint("year BETWEEN 1 AND 9999"),
        CheckConstraint("sales_minor >= 0"),
        CheckConstraint("cost_minor >= 0"),
        CheckConstraint("invest_minor >= 0"),
        UniqueConstraint("plan_id", "year"),
        STRICT,
    )
    id: int | None = id_column()
    plan_id: int = foreign_key("plan.id")
    year: int = Field(ge=1, le=9999)
    sales_minor: int = Field(ge=0)
    cost_minor: int = Field(ge=0)
    invest_minor: int = Field(ge=0)
    currency: Currency = currency_column()
