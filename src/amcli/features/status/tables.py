"""Which pages were delivered, and when."""

from typing import Annotated

from pydantic import Field as Bounds
from sqlalchemy import CheckConstraint
from sqlmodel import SQLModel

from amcli.store.table_columns import STRICT, Currency, Day, Words, id_column, is_day, text_column


class Delivery(SQLModel, table=True):
    """A page that was delivered: the day and the period that it is of, the last operation that it knows of (0: none),
    those up to it that did not stand, and what it said was sold. Bookkeeping, and no operation.
    """

    __table_args__ = (
        CheckConstraint("page <> ''"),
        is_day("day"),
        is_day("start"),
        is_day("end"),
        CheckConstraint("last_operation >= 0"),
        CheckConstraint("(sold IS NULL) = (currency IS NULL)"),
        CheckConstraint('start < "end"'),
        STRICT,
    )
    id: int | None = id_column()
    page: Words = text_column()
    at: str = text_column()
    day: Day = text_column()
    start: Day = text_column()
    end: Day = text_column()
    last_operation: Annotated[int, Bounds(ge=0)]
    undone: str = text_column()
    sold: str | None = text_column(null=True)
    currency: Currency | None = text_column(null=True)
