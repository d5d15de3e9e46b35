"""The tables of negotiations, of their points and of what was offered."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import SQLModel

from amcli.features.accounts.nouns import SIDES
from amcli.features.negotiations.nouns import BETTER, OUTCOMES, POINTS
from amcli.store.table_columns import (
    STRICT,
    Day,
    Words,
    foreign_key,
    id_column,
    is_day,
    known_elsewhere,
    one_of,
    text_column,
)


class Negotiation(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("subject <> ''"),
        is_day("started"),
        is_day("until"),
        one_of("outcome", OUTCOMES),
        is_day("closed"),
        CheckConstraint("(closed IS NULL) = (outcome IS NULL)"),
        Index("negotiation_account", "account_id", "until"),
        Index("negotiation_open", "until", sqlite_where=text("closed IS NULL")),
        Index("negotiation_opportunity", "opportunity_id", sqlite_where=text("opportunity_id IS NOT NULL")),
        Index("negotiation_contract", "contract_id", sqlite_where=text("contract_id IS NOT NULL")),
        Index("negotiation_colleague", "colleague_id", sqlite_where=text("colleague_id IS NOT NULL")),
        known_elsewhere("negotiation"),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    subject: Words = text_column()
    opportunity_id: int | None = foreign_key("opportunity.id", null=True)
    contract_id: int | None = foreign_key("contract.id", null=True)
    started: Day = text_column()
    until: Day | None = text_column(null=True)
    outcome: Literal["agreed", "broken-off"] | None = text_column(null=True)
    closed: Day | None = text_column(null=True)
    colleague_id: int | None = foreign_key("colleague.id", null=True)
    links: str | None = text_column(null=True)
    note: str | None = text_column(null=True)
    external_id: str | None = text_column(null=True)


class Point(SQLModel, table=True):
    """What is negotiated. `aim` and `limit` are private: only `negotiation show` and the whole file have them."""

    __table_args__ = (
        CheckConstraint("name <> ''"),
        one_of("subject", POINTS),
        one_of("better", BETTER),
        is_day("agreed_on"),
        UniqueConstraint("negotiation_id", "name"),
        STRICT,
    )
    id: int | None = id_column()
    negotiation_id: int = foreign_key("negotiation.id")
    name: Words = text_column(collation="NOCASE")
    subject: Literal["price", "time", "quality", "volume", "payment", "other"] = text_column()
    unit: str | None = text_column(null=True)
    better: Literal["higher", "lower"] | None = text_column(null=True)
    aim: str | None = text_column(null=True)
    limit: str | None = text_column(null=True)
    agreed: str | None = text_column(null=True)
    agreed_on: Day | None = text_column(null=True)


class Offer(SQLModel, table=True):
    """What a side offered on a point. `past_limit`, the reason of one of ours beyond the limit, is private."""

    __table_args__ = (
        is_day("day"),
        one_of("side", SIDES),
        CheckConstraint("value <> ''"),
        is_day("withdrawn"),
        Index("offer_point", "point_id", "day"),
        STRICT,
    )
    id: int | None = id_column()
    point_id: int = foreign_key("point.id")
    day: Day = text_column()
    side: Literal["us", "client"] = text_column()
    value: Words = text_column()
    in_return: str | None = text_column(null=True)
    withdrawn: Day | None = text_column(null=True)
    past_limit: str | None = text_column(null=True)
