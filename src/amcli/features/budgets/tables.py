"""The tables of budgets and expenses."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index
from sqlmodel import SQLModel

from amcli.features.budgets.nouns import AGREED, DIRECTIONS, EXPENSES
from amcli.store.table_columns import (
    STRICT,
    Currency,
    Day,
    Minor,
    Words,
    currency_column,
    flag_column,
    foreign_key,
    id_column,
    is_day,
    is_flag,
    known_elsewhere,
    one_of,
    text_column,
)


class Budget(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("name <> ''"),
        is_day('"start"'),
        is_day('"end"'),
        CheckConstraint("amount_minor >= 0"),
        one_of("agreed_with", AGREED),
        one_of("direction", DIRECTIONS),
        CheckConstraint('"start" < "end"'),
        Index("budget_account", "account_id", "start"),
        known_elsewhere("budget"),
        is_flag("group"),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    name: Words = text_column()
    start: Day = text_column()
    end: Day = text_column()
    amount_minor: Minor
    currency: Currency = currency_column()
    agreed_with: Literal["client", "company", "both"] | None = text_column(null=True)
    direction: Literal["cost", "revenue"] = text_column()
    note: str | None = text_column(null=True)
    external_id: str | None = text_column(null=True)
    group: bool = flag_column()


class Expense(SQLModel, table=True):
    __table_args__ = (
        is_day("date"),
        CheckConstraint("amount_minor >= 0"),
        one_of("kind", EXPENSES),
        Index("expense_budget", "budget_id", "date"),
        known_elsewhere("expense"),
        STRICT,
    )
    id: int | None = id_column()
    budget_id: int = foreign_key("budget.id")
    date: Day = text_column()
    amount_minor: Minor
    memo: str | None = text_column(null=True)
    external_id: str | None = text_column(null=True)
    kind: Literal["spend", "refund"] = text_column(default="spend")
