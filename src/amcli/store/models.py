"""The tables as SQLModel says them. `migrations/` builds them; a test proves that both are equal.

`model_validate` checks types and bounds before a row is made (the constructor of a table model would not); the
CHECKs of the schema are the last wall, for whoever writes with another tool.
"""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from amcli.domain.nouns import (
    AGREED,
    DEADLINES,
    DIRECTIONS,
    INTERACTIONS,
    PRIORITIES,
    SALES,
    SCOPES,
    SHIFTS,
)
from amcli.store import bookkeeping  # noqa: F401 (its tables are of the same file)
from amcli.store.columns import (
    STRICT,
    Code,
    Currency,
    Day,
    Due,
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


class CurrencyRow(SQLModel, table=True):
    """An ISO 4217 currency: `unit` minor units make one major unit."""

    __tablename__ = "currency"
    __table_args__ = (
        CheckConstraint("decimals BETWEEN 0 AND 4"),
        CheckConstraint("unit IN (1, 10, 100, 1000, 10000)"),
        {"sqlite_strict": True},
    )
    code: Currency = Field(primary_key=True, sa_type=Text)
    name: str = text_()
    decimals: int
    unit: int


class Account(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("length(code) BETWEEN 1 AND 40"),
        CheckConstraint("name <> ''"),
        CheckConstraint("parent_id <> id"),
        CheckConstraint("tier BETWEEN 1 AND 3"),
        one_of("scope", SCOPES),
        CheckConstraint("cadence > 0"),
        is_day("created"),
        is_day("archived"),
        UniqueConstraint("code"),
        Index("account_parent", "parent_id"),
        known_elsewhere("account"),
        STRICT,
    )
    id: int | None = id_()
    code: Code = text_(collation="NOCASE")
    name: Words = text_()
    parent_id: int | None = link("account.id", null=True)
    tier: int | None = Field(default=None, ge=1, le=3)
    category: str | None = text_(null=True)
    scope: Literal["global", "national", "regional", "local"] | None = text_(null=True)
    currency: Currency | None = coin(null=True)
    cadence: int | None = Field(default=None, ge=1)
    phone: str | None = text_(null=True)
    website: str | None = text_(null=True)
    address: str | None = text_(null=True)
    city: str | None = text_(null=True)
    country: str | None = text_(null=True)
    external_id: str | None = text_(null=True)
    note: str | None = text_(null=True)
    tags: str | None = text_(null=True)
    created: Day = text_()
    archived: Day | None = text_(null=True)


class Contact(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("name <> ''"),
        CheckConstraint("reports_to_id <> id"),
        Index("contact_account", "account_id"),
        Index("contact_reports_to", "reports_to_id", sqlite_where=text("reports_to_id IS NOT NULL")),
        known_elsewhere("contact"),
        STRICT,
    )
    id: int | None = id_()
    account_id: int = link("account.id")
    name: Words = text_()
    roles: str | None = text_(null=True)
    title: str | None = text_(null=True)
    email: str | None = text_(null=True)
    phone: str | None = text_(null=True)
    reports_to_id: int | None = link("contact.id", null=True)
    note: str | None = text_(null=True)
    external_id: str | None = text_(null=True)


class Interaction(SQLModel, table=True):
    __table_args__ = (
        is_day("date"),
        one_of("kind", INTERACTIONS),
        CheckConstraint("text <> ''"),
        CheckConstraint("minutes >= 0"),
        Index("interaction_account", "account_id", "date"),
        Index("interaction_date", "date"),
        Index("interaction_two_way", "account_id", "date", sqlite_where=text("kind <> 'note'")),
        known_elsewhere("interaction"),
        Index("interaction_uid", "uid", unique=True, sqlite_where=text("uid IS NOT NULL")),
        STRICT,
    )
    id: int | None = id_()
    account_id: int = link("account.id")
    date: Day = text_()
    kind: Literal["call", "meeting", "email", "visit", "note"] = text_()
    text: Words = text_()
    minutes: int | None = Field(default=None, ge=0)
    uid: str | None = text_(null=True)
    external_id: str | None = text_(null=True)


class InteractionContact(SQLModel, table=True):
    """Who took part in an interaction."""

    __tablename__ = "interaction_contact"
    __table_args__ = (
        UniqueConstraint("interaction_id", "contact_id"),
        Index("interaction_contact_contact", "contact_id"),
        STRICT,
    )
    id: int | None = id_()
    interaction_id: int = link("interaction.id")
    contact_id: int = link("contact.id")


class Deadline(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("title <> ''"),
        CheckConstraint("substr(due, 1, 10) IS date(due, '+0 days') AND length(due) IN (10, 16)"),
        one_of("kind", DEADLINES),
        one_of("priority", PRIORITIES),
        is_day("done"),
        Index("deadline_account", "account_id", "due"),
        Index("deadline_open", "due", sqlite_where=text("done IS NULL")),
        is_day("until"),
        CheckConstraint("times > 0"),
        one_of("shift", SHIFTS),
        CheckConstraint("occurrence >= 0"),
        CheckConstraint("sequence >= 0"),
        Index("deadline_series", "series_id", sqlite_where=text("series_id IS NOT NULL")),
        Index("deadline_remind", "remind", sqlite_where=text("done IS NULL AND remind IS NOT NULL")),
        known_elsewhere("deadline"),
        Index("deadline_uid", "uid", unique=True, sqlite_where=text("uid IS NOT NULL")),
        STRICT,
    )
    id: int | None = id_()
    account_id: int = link("account.id")
    title: Words = text_()
    due: Due = text_()
    kind: Literal["deliverable", "follow-up", "contract", "meeting", "other"] = text_()
    priority: Literal["high", "normal", "low"] = text_()
    note: str | None = text_(null=True)
    done: Day | None = text_(null=True)
    remind: str | None = text_(null=True)
    every: str | None = text_(null=True)
    anchor: Due | None = text_(null=True)
    until: Day | None = text_(null=True)
    times: int | None = Field(default=None, ge=1)
    shift: Literal["before", "after"] | None = text_(null=True)
    occurrence: int | None = Field(default=None, ge=0)
    series_id: int | None = link("deadline.id", null=True)
    template: str | None = text_(null=True)
    uid: str | None = text_(null=True)
    sequence: int = Field(default=0, ge=0, sa_column_kwargs={"server_default": text("0")})
    external_id: str | None = text_(null=True)


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


class Product(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("length(code) BETWEEN 1 AND 40"),
        CheckConstraint("name <> ''"),
        CheckConstraint("price_minor >= 0"),
        CheckConstraint("price_minor IS NULL OR currency IS NOT NULL"),
        UniqueConstraint("code"),
        known_elsewhere("product"),
        STRICT,
    )
    id: int | None = id_()
    code: Code = text_(collation="NOCASE")
    name: Words = text_()
    category: str | None = text_(null=True)
    price_minor: Minor | None = None
    currency: Currency | None = coin(null=True)
    external_id: str | None = text_(null=True)


class Sale(SQLModel, table=True):
    __table_args__ = (
        is_day("date"),
        CheckConstraint("amount_minor >= 0"),
        one_of("kind", SALES),
        CheckConstraint("cost_minor >= 0"),
        Index("sale_account", "account_id", "date"),
        Index("sale_date", "date", "currency", "account_id", "product_id", "kind", "amount_minor", "cost_minor"),
        Index("sale_product", "product_id", sqlite_where=text("product_id IS NOT NULL")),
        Index("sale_ref", "account_id", "kind", "ref", unique=True, sqlite_where=text("ref IS NOT NULL")),
        STRICT,
    )
    id: int | None = id_()
    account_id: int = link("account.id")
    product_id: int | None = link("product.id", null=True)
    date: Day = text_()
    amount_minor: Minor
    currency: Currency = coin()
    kind: Literal["sale", "purchase", "credit"] = text_()
    quantity: str | None = text_(null=True)
    cost_minor: Minor | None = None
    ref: str | None = text_(null=True)


class Target(SQLModel, table=True):
    __table_args__ = (
        is_day('"start"'),
        is_day('"end"'),
        CheckConstraint("amount_minor >= 0"),
        CheckConstraint('"start" < "end"'),
        Index(
            "target_key", "start", "end", text("coalesce(account_id, 0)"), text("coalesce(product_id, 0)"), unique=True
        ),
        Index("target_account", "account_id", sqlite_where=text("account_id IS NOT NULL")),
        Index("target_product", "product_id", sqlite_where=text("product_id IS NOT NULL")),
        STRICT,
    )
    id: int | None = id_()
    start: Day = text_()
    end: Day = text_()
    account_id: int | None = link("account.id", null=True)
    product_id: int | None = link("product.id", null=True)
    amount_minor: Minor
    currency: Currency = coin()


class Rate(SQLModel, table=True):
    __table_args__ = (
        is_day("date"),
        CheckConstraint("from_currency <> to_currency"),
        UniqueConstraint("from_currency", "to_currency", "date"),
        STRICT,
    )
    id: int | None = id_()
    from_currency: Currency = coin()
    to_currency: Currency = coin()
    date: Day = text_()
    rate: str = text_()


MODELS: dict[str, type[SQLModel]] = {
    "account": Account,
    "contact": Contact,
    "interaction": Interaction,
    "interaction_contact": InteractionContact,
    "deadline": Deadline,
    "budget": Budget,
    "expense": Expense,
    "product": Product,
    "sale": Sale,
    "target": Target,
    "rate": Rate,
}
