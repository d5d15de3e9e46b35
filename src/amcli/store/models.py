"""The tables as SQLModel says them. `migrations/` builds them; a test proves that both are equal.

`model_validate` checks types and bounds before a row is made (the constructor of a table model would not); the
CHECKs of the schema are the last wall, for whoever writes with another tool.
"""

from typing import Annotated, Any, Literal

from pydantic import StringConstraints
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

STRICT: dict[str, Any] = {"sqlite_strict": True, "sqlite_autoincrement": True}
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Due = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$")]
Words = Annotated[str, StringConstraints(min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,40}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Minor = Annotated[int, Field(ge=0, lt=2**63)]


def _id() -> Any:
    return Field(default=None, primary_key=True)


def _text(*, null: bool = False, collation: str | None = None) -> Any:
    kind = Text(collation=collation) if collation else Text()
    if null:
        return Field(default=None, sa_type=kind)
    return Field(sa_type=kind)


def _link(target: str, *, null: bool = False) -> Any:
    return Field(default=None, foreign_key=target) if null else Field(foreign_key=target)


def _coin(*, null: bool = False) -> Any:
    if null:
        return Field(default=None, foreign_key="currency.code", sa_type=Text)
    return Field(foreign_key="currency.code", sa_type=Text)


def _one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in words)})")


def _is_day(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IS date({column})")


class CurrencyRow(SQLModel, table=True):
    """An ISO 4217 currency: `unit` minor units make one major unit."""

    __tablename__ = "currency"
    __table_args__ = (
        CheckConstraint("decimals BETWEEN 0 AND 4"),
        CheckConstraint("unit IN (1, 10, 100, 1000, 10000)"),
        {"sqlite_strict": True},
    )
    code: Currency = Field(primary_key=True, sa_type=Text)
    name: str = _text()
    decimals: int
    unit: int


class Account(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("length(code) BETWEEN 1 AND 40"),
        CheckConstraint("name <> ''"),
        CheckConstraint("parent_id <> id"),
        CheckConstraint("tier BETWEEN 1 AND 3"),
        _one_of("scope", SCOPES),
        CheckConstraint("cadence > 0"),
        _is_day("created"),
        _is_day("archived"),
        UniqueConstraint("code"),
        Index("account_parent", "parent_id"),
        Index("account_external", "external_id", sqlite_where=text("external_id IS NOT NULL")),
        STRICT,
    )
    id: int | None = _id()
    code: Code = _text(collation="NOCASE")
    name: Words = _text()
    parent_id: int | None = _link("account.id", null=True)
    tier: int | None = Field(default=None, ge=1, le=3)
    category: str | None = _text(null=True)
    scope: Literal["global", "national", "regional", "local"] | None = _text(null=True)
    currency: Currency | None = _coin(null=True)
    cadence: int | None = Field(default=None, ge=1)
    phone: str | None = _text(null=True)
    website: str | None = _text(null=True)
    address: str | None = _text(null=True)
    city: str | None = _text(null=True)
    country: str | None = _text(null=True)
    external_id: str | None = _text(null=True)
    note: str | None = _text(null=True)
    tags: str | None = _text(null=True)
    created: Day = _text()
    archived: Day | None = _text(null=True)


class Contact(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("name <> ''"),
        CheckConstraint("reports_to_id <> id"),
        Index("contact_account", "account_id"),
        Index("contact_reports_to", "reports_to_id", sqlite_where=text("reports_to_id IS NOT NULL")),
        STRICT,
    )
    id: int | None = _id()
    account_id: int = _link("account.id")
    name: Words = _text()
    roles: str | None = _text(null=True)
    title: str | None = _text(null=True)
    email: str | None = _text(null=True)
    phone: str | None = _text(null=True)
    reports_to_id: int | None = _link("contact.id", null=True)
    note: str | None = _text(null=True)


class Interaction(SQLModel, table=True):
    __table_args__ = (
        _is_day("date"),
        _one_of("kind", INTERACTIONS),
        CheckConstraint("text <> ''"),
        CheckConstraint("minutes >= 0"),
        Index("interaction_account", "account_id", "date"),
        Index("interaction_date", "date"),
        Index("interaction_uid", "uid", unique=True, sqlite_where=text("uid IS NOT NULL")),
        STRICT,
    )
    id: int | None = _id()
    account_id: int = _link("account.id")
    date: Day = _text()
    kind: Literal["call", "meeting", "email", "visit", "note"] = _text()
    text: Words = _text()
    minutes: int | None = Field(default=None, ge=0)
    uid: str | None = _text(null=True)


class InteractionContact(SQLModel, table=True):
    """Who took part in an interaction."""

    __tablename__ = "interaction_contact"
    __table_args__ = (
        UniqueConstraint("interaction_id", "contact_id"),
        Index("interaction_contact_contact", "contact_id"),
        STRICT,
    )
    id: int | None = _id()
    interaction_id: int = _link("interaction.id")
    contact_id: int = _link("contact.id")


class Deadline(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("title <> ''"),
        CheckConstraint("substr(due, 1, 10) IS date(due) AND length(due) IN (10, 16)"),
        _one_of("kind", DEADLINES),
        _one_of("priority", PRIORITIES),
        _is_day("done"),
        Index("deadline_account", "account_id", "due"),
        Index("deadline_open", "due", sqlite_where=text("done IS NULL")),
        _is_day("until"),
        CheckConstraint("times > 0"),
        _one_of("shift", SHIFTS),
        CheckConstraint("occurrence >= 0"),
        CheckConstraint("sequence >= 0"),
        Index("deadline_series", "series_id", sqlite_where=text("series_id IS NOT NULL")),
        Index("deadline_uid", "uid", unique=True, sqlite_where=text("uid IS NOT NULL")),
        STRICT,
    )
    id: int | None = _id()
    account_id: int = _link("account.id")
    title: Words = _text()
    due: Due = _text()
    kind: Literal["deliverable", "follow-up", "contract", "meeting", "other"] = _text()
    priority: Literal["high", "normal", "low"] = _text()
    note: str | None = _text(null=True)
    done: Day | None = _text(null=True)
    remind: str | None = _text(null=True)
    every: str | None = _text(null=True)
    anchor: Due | None = _text(null=True)
    until: Day | None = _text(null=True)
    times: int | None = Field(default=None, ge=1)
    shift: Literal["before", "after"] | None = _text(null=True)
    occurrence: int | None = Field(default=None, ge=0)
    series_id: int | None = _link("deadline.id", null=True)
    template: str | None = _text(null=True)
    uid: str | None = _text(null=True)
    sequence: int = Field(default=0, ge=0, sa_column_kwargs={"server_default": text("0")})


class Budget(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("name <> ''"),
        _is_day('"start"'),
        _is_day('"end"'),
        CheckConstraint("amount_minor >= 0"),
        _one_of("agreed_with", AGREED),
        _one_of("direction", DIRECTIONS),
        CheckConstraint('"start" < "end"'),
        Index("budget_account", "account_id", "start"),
        STRICT,
    )
    id: int | None = _id()
    account_id: int = _link("account.id")
    name: Words = _text()
    start: Day = _text()
    end: Day = _text()
    amount_minor: Minor
    currency: Currency = _coin()
    agreed_with: Literal["client", "company", "both"] | None = _text(null=True)
    direction: Literal["cost", "revenue"] = _text()
    note: str | None = _text(null=True)


class Expense(SQLModel, table=True):
    __table_args__ = (
        _is_day("date"),
        CheckConstraint("amount_minor >= 0"),
        Index("expense_budget", "budget_id", "date"),
        STRICT,
    )
    id: int | None = _id()
    budget_id: int = _link("budget.id")
    date: Day = _text()
    amount_minor: Minor
    memo: str | None = _text(null=True)


class Product(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("length(code) BETWEEN 1 AND 40"),
        CheckConstraint("name <> ''"),
        CheckConstraint("price_minor >= 0"),
        CheckConstraint("price_minor IS NULL OR currency IS NOT NULL"),
        UniqueConstraint("code"),
        STRICT,
    )
    id: int | None = _id()
    code: Code = _text(collation="NOCASE")
    name: Words = _text()
    category: str | None = _text(null=True)
    price_minor: Minor | None = None
    currency: Currency | None = _coin(null=True)


class Sale(SQLModel, table=True):
    __table_args__ = (
        _is_day("date"),
        CheckConstraint("amount_minor >= 0"),
        _one_of("kind", SALES),
        CheckConstraint("cost_minor >= 0"),
        Index("sale_account", "account_id", "date"),
        Index("sale_date", "date"),
        Index("sale_product", "product_id", sqlite_where=text("product_id IS NOT NULL")),
        Index("sale_ref", "account_id", "kind", "ref", unique=True, sqlite_where=text("ref IS NOT NULL")),
        STRICT,
    )
    id: int | None = _id()
    account_id: int = _link("account.id")
    product_id: int | None = _link("product.id", null=True)
    date: Day = _text()
    amount_minor: Minor
    currency: Currency = _coin()
    kind: Literal["sale", "purchase", "credit"] = _text()
    quantity: str | None = _text(null=True)
    cost_minor: Minor | None = None
    ref: str | None = _text(null=True)


class Target(SQLModel, table=True):
    __table_args__ = (
        _is_day('"start"'),
        _is_day('"end"'),
        CheckConstraint("amount_minor >= 0"),
        CheckConstraint('"start" < "end"'),
        Index(
            "target_key", "start", "end", text("coalesce(account_id, 0)"), text("coalesce(product_id, 0)"), unique=True
        ),
        Index("target_account", "account_id", sqlite_where=text("account_id IS NOT NULL")),
        Index("target_product", "product_id", sqlite_where=text("product_id IS NOT NULL")),
        STRICT,
    )
    id: int | None = _id()
    start: Day = _text()
    end: Day = _text()
    account_id: int | None = _link("account.id", null=True)
    product_id: int | None = _link("product.id", null=True)
    amount_minor: Minor
    currency: Currency = _coin()


class Rate(SQLModel, table=True):
    __table_args__ = (
        _is_day("date"),
        CheckConstraint("from_currency <> to_currency"),
        UniqueConstraint("from_currency", "to_currency", "date"),
        STRICT,
    )
    id: int | None = _id()
    from_currency: Currency = _coin()
    to_currency: Currency = _coin()
    date: Day = _text()
    rate: str = _text()


class Operation(SQLModel, table=True):
    """One change: when (UTC), by which command, what it did; done, undone, or dropped (undone and overtaken)."""

    __table_args__ = (
        _one_of("state", ("done", "undone", "dropped")),
        Index("operation_state", "state"),
        STRICT,
    )
    id: int | None = _id()
    at: str = _text()
    command: str = _text()
    summary: str = _text()
    state: Literal["done", "undone", "dropped"] = _text()


class OperationChange(SQLModel, table=True):
    """What one record was and became, as JSON objects of its columns; no before is new, no after is gone."""

    __tablename__ = "operation_change"
    __table_args__ = (Index("operation_change_operation", "operation_id"), STRICT)
    id: int | None = _id()
    operation_id: int = _link("operation.id")
    record: str = _text()
    record_id: int
    before: str | None = _text(null=True)
    after: str | None = _text(null=True)


class OperationRange(SQLModel, table=True):
    """The ids that a bulk import made in one table, both ends in."""

    __tablename__ = "operation_range"
    __table_args__ = (Index("operation_range_operation", "operation_id"), STRICT)
    id: int | None = _id()
    operation_id: int = _link("operation.id")
    record: str = _text()
    first_id: int
    last_id: int


class Portfolio(SQLModel, table=True):
    """What tells this file's records from those of another file, in calendars."""

    __table_args__ = (CheckConstraint("id = 1"), {"sqlite_strict": True})
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    uid: str = _text()


class Reminder(SQLModel, table=True):
    """A reminder that a run has claimed, and said: `said` is its key. Bookkeeping, and no operation."""

    __table_args__ = (UniqueConstraint("said"), STRICT)
    id: int | None = _id()
    said: str = _text()
    claimed_at: str = _text()
    said_at: str | None = _text(null=True)


class ReminderRun(SQLModel, table=True):
    """One run of `remind`: what was due, what it said, what failed."""

    __tablename__ = "reminder_run"
    __table_args__ = (STRICT,)
    id: int | None = _id()
    at: str = _text()
    due: int
    said: int
    failed: int
    command: str = _text()


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
