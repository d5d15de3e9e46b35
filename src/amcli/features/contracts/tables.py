"""The tables of contracts and of their terms."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import SQLModel

from amcli.features.accounts.nouns import SIDES
from amcli.features.contracts.nouns import KINDS, PER, RENEWALS
from amcli.store.table_columns import (
    STRICT,
    Currency,
    Day,
    Minor,
    Words,
    currency_column,
    foreign_key,
    id_column,
    is_day,
    known_elsewhere,
    one_of,
    text_column,
)

IN_ORDER = '"end" >= start'
IN_A_CURRENCY = "value_minor IS NULL OR currency IS NOT NULL"


class Contract(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("name <> ''"),
        one_of("kind", KINDS),
        is_day("start"),
        is_day('"end"'),
        one_of("renews", RENEWALS),
        is_day("latest_end"),
        CheckConstraint("value_minor >= 0"),
        CheckConstraint(IN_A_CURRENCY),
        one_of("per", PER),
        is_day("signed"),
        is_day("noticed"),
        one_of("noticed_by", SIDES),
        is_day("ends"),
        is_day("snoozed"),
        CheckConstraint(IN_ORDER),
        CheckConstraint("(noticed IS NULL) = (noticed_by IS NULL)"),
        Index("contract_account", "account_id", "end"),
        Index("contract_colleague", "colleague_id", sqlite_where=text("colleague_id IS NOT NULL")),
        known_elsewhere("contract"),
        Index("contract_ref", "ref", sqlite_where=text("ref IS NOT NULL")),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    name: Words = text_column()
    kind: Literal["frame", "supply", "service", "licence", "other"] = text_column()
    start: Day = text_column()
    end: Day = text_column()
    renews: Literal["tacit", "express", "no"] = text_column()
    notice: str | None = text_column(null=True)
    term: str | None = text_column(null=True)
    lead: str | None = text_column(null=True)
    latest_end: Day | None = text_column(null=True)
    value_minor: Minor | None = None
    currency: Currency | None = currency_column(null=True)
    per: Literal["total", "year", "month"] | None = text_column(null=True)
    signed: Day | None = text_column(null=True)
    ref: str | None = text_column(null=True)
    noticed: Day | None = text_column(null=True)
    noticed_by: Literal["us", "client"] | None = text_column(null=True)
    ends: Day | None = text_column(null=True)
    reason: str | None = text_column(null=True)
    snoozed: Day | None = text_column(null=True)
    colleague_id: int | None = foreign_key("colleague.id", null=True)
    links: str | None = text_column(null=True)
    note: str | None = text_column(null=True)
    external_id: str | None = text_column(null=True)


class Term(SQLModel, table=True):
    """A term of a contract that is written down: the first, and each renewal."""

    __table_args__ = (
        is_day("start"),
        is_day('"end"'),
        CheckConstraint("value_minor >= 0"),
        CheckConstraint(IN_A_CURRENCY),
        one_of("per", PER),
        CheckConstraint(IN_ORDER),
        Index("term_contract", "contract_id", "start"),
        STRICT,
    )
    id: int | None = id_column()
    contract_id: int = foreign_key("contract.id")
    start: Day = text_column()
    end: Day = text_column()
    value_minor: Minor | None = None
    currency: Currency | None = currency_column(null=True)
    per: Literal["total", "year", "month"] | None = text_column(null=True)
