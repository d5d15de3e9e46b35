"""The tables of accounts and contacts."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from amcli.features.accounts.nouns import SCOPES, STANCES
from amcli.store.table_columns import (
    STRICT,
    Code,
    Currency,
    Day,
    Words,
    alias_rules,
    currency_column,
    foreign_key,
    id_column,
    is_day,
    known_elsewhere,
    one_of,
    text_column,
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
        is_day("parent_since"),
        UniqueConstraint("code"),
        Index("account_parent", "parent_id"),
        known_elsewhere("account"),
        STRICT,
    )
    id: int | None = id_column()
    code: Code = text_column(collation="NOCASE")
    name: Words = text_column()
    parent_id: int | None = foreign_key("account.id", null=True)
    tier: int | None = Field(default=None, ge=1, le=3)
    category: str | None = text_column(null=True)
    scope: Literal["global", "national", "regional", "local"] | None = text_column(null=True)
    currency: Currency | None = currency_column(null=True)
    cadence: int | None = Field(default=None, ge=1)
    phone: str | None = text_column(null=True)
    website: str | None = text_column(null=True)
    address: str | None = text_column(null=True)
    city: str | None = text_column(null=True)
    country: str | None = text_column(null=True)
    external_id: str | None = text_column(null=True)
    note: str | None = text_column(null=True)
    tags: str | None = text_column(null=True)
    created: Day = text_column()
    archived: Day | None = text_column(null=True)
    links: str | None = text_column(null=True)
    not_for: str | None = text_column(null=True)
    parent_since: Day | None = text_column(null=True)


class Contact(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("name <> ''"),
        CheckConstraint("reports_to_id <> id"),
        is_day('"left"'),
        CheckConstraint("influence BETWEEN 1 AND 5"),
        one_of("stance", STANCES),
        CheckConstraint("card <> ''"),
        Index("contact_account", "account_id"),
        Index("contact_uid", "uid", sqlite_where=text("uid IS NOT NULL")),
        Index("contact_reports_to", "reports_to_id", sqlite_where=text("reports_to_id IS NOT NULL")),
        known_elsewhere("contact"),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    name: Words = text_column()
    roles: str | None = text_column(null=True)
    title: str | None = text_column(null=True)
    email: str | None = text_column(null=True)
    phone: str | None = text_column(null=True)
    reports_to_id: int | None = foreign_key("contact.id", null=True)
    note: str | None = text_column(null=True)
    external_id: str | None = text_column(null=True)
    left: Day | None = text_column(null=True)
    influence: int | None = Field(default=None, ge=1, le=5)
    stance: Literal["champion", "supporter", "neutral", "sceptic", "opponent"] | None = text_column(null=True)
    mobile: str | None = text_column(null=True)
    email_other: str | None = text_column(null=True)
    uid: str | None = text_column(null=True)
    card: str | None = text_column(null=True)


class AccountAlias(SQLModel, table=True):
    """What an account was called before."""

    __tablename__ = "account_alias"
    __table_args__ = alias_rules("account")
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    kind: Literal["code", "external_id", "name"] = text_column()
    text: Words = text_column()


class ContactAlias(SQLModel, table=True):
    """What a contact was called before."""

    __tablename__ = "contact_alias"
    __table_args__ = alias_rules("contact")
    id: int | None = id_column()
    contact_id: int = foreign_key("contact.id")
    kind: Literal["code", "external_id", "name"] = text_column()
    text: Words = text_column()


class Membership(SQLModel, table=True):
    """What an account was part of before; both days are included."""

    __table_args__ = (
        is_day("start"),
        is_day("until"),
        CheckConstraint("parent_id <> account_id"),
        CheckConstraint("until >= start"),
        Index("membership_account", "account_id", "start"),
        Index("membership_parent", "parent_id"),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    parent_id: int = foreign_key("account.id")
    start: Day | None = text_column(null=True)
    until: Day = text_column()
