"""The tables of products, sales and targets, and of the totals by day and by month."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from amcli.features.sales.nouns import SALES
from amcli.store.table_columns import (
    STRICT,
    Code,
    Currency,
    Day,
    Minor,
    Words,
    alias_rules,
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


class SaleDay(SQLModel, table=True):
    """What the portfolio sold on a day in a currency, less credits: kept by the writers, checked by `doctor`."""

    __tablename__ = "sale_day"
    __table_args__ = ({"sqlite_strict": True, "sqlite_with_rowid": False},)
    date: str = Field(primary_key=True, sa_type=Text)
    currency: str = Field(primary_key=True, sa_type=Text)
    lines: int
    amount_minor: int
    cost_lines: int
    costed_minor: int
    cost_minor: int


class SaleMonth(SQLModel, table=True):
    """What an account sold in a month in a currency, less credits: kept by the writers, checked by `doctor`."""

    __tablename__ = "sale_month"
    __table_args__ = ({"sqlite_strict": True, "sqlite_with_rowid": False},)
    month: str = Field(primary_key=True, sa_type=Text)
    account_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    currency: str = Field(primary_key=True, sa_type=Text)
    lines: int
    amount_minor: int
    cost_lines: int
    costed_minor: int
    cost_minor: int


class SaleProductMonth(SQLModel, table=True):
    """What an account sold of a product (0: of none) in a month in a currency, and when last: kept as those above."""

    __tablename__ = "sale_product_month"
    __table_args__ = ({"sqlite_strict": True, "sqlite_with_rowid": False},)
    month: str = Field(primary_key=True, sa_type=Text)
    account_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    product_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    currency: str = Field(primary_key=True, sa_type=Text)
    lines: int
    amount_minor: int
    last: str | None = Field(default=None, sa_type=Text)


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
    id: int | None = id_column()
    code: Code = text_column(collation="NOCASE")
    name: Words = text_column()
    category: str | None = text_column(null=True)
    price_minor: Minor | None = None
    currency: Currency | None = currency_column(null=True)
    external_id: str | None = text_column(null=True)


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
        Index("sale_ref_text", text("ref COLLATE NOCASE"), sqlite_where=text("ref IS NOT NULL")),
        Index("sale_opportunity", "opportunity_id", sqlite_where=text("opportunity_id IS NOT NULL")),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    product_id: int | None = foreign_key("product.id", null=True)
    date: Day = text_column()
    amount_minor: Minor
    currency: Currency = currency_column()
    kind: Literal["sale", "purchase", "credit"] = text_column()
    quantity: str | None = text_column(null=True)
    cost_minor: Minor | None = None
    ref: str | None = text_column(null=True)
    opportunity_id: int | None = foreign_key("opportunity.id", null=True)


class Target(SQLModel, table=True):
    __table_args__ = (
        is_day('"start"'),
        is_day('"end"'),
        CheckConstraint("amount_minor >= 0"),
        CheckConstraint('"start" < "end"'),
        Index(
            "target_key",
            "start",
            "end",
            text("coalesce(account_id, 0)"),
            text("coalesce(product_id, 0)"),
            "group",
            unique=True,
        ),
        is_flag("group"),
        Index("target_account", "account_id", sqlite_where=text("account_id IS NOT NULL")),
        Index("target_product", "product_id", sqlite_where=text("product_id IS NOT NULL")),
        STRICT,
    )
    id: int | None = id_column()
    start: Day = text_column()
    end: Day = text_column()
    account_id: int | None = foreign_key("account.id", null=True)
    product_id: int | None = foreign_key("product.id", null=True)
    amount_minor: Minor
    currency: Currency = currency_column()
    group: bool = flag_column()


class ProductAlias(SQLModel, table=True):
    """What a product was called before."""

    __tablename__ = "product_alias"
    __table_args__ = alias_rules("product")
    id: int | None = id_column()
    product_id: int = foreign_key("product.id")
    kind: Literal["code", "external_id", "name"] = text_column()
    text: Words = text_column()
