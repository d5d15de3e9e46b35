"""The tables of budgets and expenses."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index
from sqlmodel import SQLModel

from amcli.features.budgets.nouns import AGREED, DIRECTIONS
from amcli.store.table_columns import (
    STRICT,
    Currency,
    Day,
    Minor,
    Words,
    coin,
    id_,
    is_day,
    known_elsewhere,
    link,
    one_of,
    text_,
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
        STRICT,
    )
    id: int | None = id_()
    account_id: int = link("account.id")
    name: Words = text_()
    start: Day = text_()
    end: Day = text_()
    amount_minor: Minor
    currency: Currency = coin()
    agreed_with: Literal["client", "company", "both"] | None = text_(null=True)
    direction: Literal["cost", "revenue"] = text_()
    note: str | None = text_(null=True)
    external_id: str | None = text_(null=True)


class Expense(SQLModel, table=True):
    __table_args__ = (
        is_day("date"),
        CheckConstraint("amount_minor >= 0"),
        Index("expense_budget", "budget_id", "date"),
        known_elsewhere("expense"),
        STRICT,
    )
    id: int | None = id_()
    budget_id: int = link("budget.id")
    date: Day = text_()
    amount_minor: Minor
    memo: str | None = text_(null=True)
    external_id: str | None = text_(null=True)
