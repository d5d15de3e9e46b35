"""The tables of products, sales and targets, and of the totals by day."""

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
    coin,
    id_,
    is_day,
    known_elsewhere,
    link,
    one_of,
    text_,
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
