"""The tables of accounts and contacts."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from amcli.features.accounts.nouns import SCOPES
from amcli.store.table_columns import (
    STRICT,
    Code,
    Currency,
    Day,
    Words,
    coin,
    id_,
    is_day,
    known_elsewhere,
    link,
    one_of,
    text_,
)


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
