"""The tables of currencies and exchange rates."""

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from amcli.store.table_columns import STRICT, Currency, Day, currency_column, id_column, is_day, text_column


class CurrencyRow(SQLModel, table=True):
    """An ISO 4217 currency: `unit` minor units make one major unit."""

    __tablename__ = "currency"
    __table_args__ = (
        CheckConstraint("decimals BETWEEN 0 AND 4"),
        CheckConstraint("unit IN (1, 10, 100, 1000, 10000)"),
        {"sqlite_strict": True},
    )
    code: Currency = Field(primary_key=True, sa_type=Text)
    name: str = text_column()
    decimals: int
    unit: int


class Rate(SQLModel, table=True):
    __table_args__ = (
        is_day("date"),
        CheckConstraint("from_currency <> to_currency"),
        UniqueConstraint("from_currency", "to_currency", "date"),
        STRICT,
    )
    id: int | None = id_column()
    from_currency: Currency = currency_column()
    to_currency: Currency = currency_column()
    date: Day = text_column()
    rate: str = text_column()
