"""The tables of opportunities and of how they moved."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from amcli.features.pipeline.nouns import FORECASTS, KINDS
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


class Opportunity(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("name <> ''"),
        CheckConstraint("amount_minor >= 0"),
        CheckConstraint("amount_minor IS NULL OR currency IS NOT NULL"),
        is_day("close"),
        CheckConstraint("stage <> ''"),
        CheckConstraint("probability BETWEEN 0 AND 100"),
        one_of("kind", KINDS),
        one_of("forecast", FORECASTS),
        is_day("created"),
        is_day("since"),
        is_day("closed"),
        CheckConstraint("(closed IS NULL) = (stage NOT IN ('won', 'lost', 'undecided'))"),
        Index("opportunity_account", "account_id", "close"),
        Index("opportunity_open", "close", sqlite_where=text("closed IS NULL")),
        Index("opportunity_closed", "closed", sqlite_where=text("closed IS NOT NULL")),
        Index("opportunity_product", "product_id", sqlite_where=text("product_id IS NOT NULL")),
        Index("opportunity_colleague", "colleague_id", sqlite_where=text("colleague_id IS NOT NULL")),
        Index("opportunity_contract", "contract_id", sqlite_where=text("contract_id IS NOT NULL")),
        known_elsewhere("opportunity"),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    name: Words = text_column()
    amount_minor: Minor | None = None
    currency: Currency | None = currency_column(null=True)
    close: Day | None = text_column(null=True)
    stage: Words = text_column()
    probability: int = Field(ge=0, le=100)
    kind: Literal["new", "upsell", "cross-sell", "renewal", "idea"] = text_column()
    product_id: int | None = foreign_key("product.id", null=True)
    forecast: Literal["commit", "best", "pipeline", "omitted"] = text_column()
    colleague_id: int | None = foreign_key("colleague.id", null=True)
    competitor: str | None = text_column(null=True)
    reason: str | None = text_column(null=True)
    links: str | None = text_column(null=True)
    note: str | None = text_column(null=True)
    external_id: str | None = text_column(null=True)
    created: Day = text_column()
    since: Day | None = text_column(null=True)
    closed: Day | None = text_column(null=True)
    contract_id: int | None = foreign_key("contract.id", null=True)


class OpportunityContact(SQLModel, table=True):
    """Who of the client takes part in an opportunity."""

    __tablename__ = "opportunity_contact"
    __table_args__ = (
        UniqueConstraint("opportunity_id", "contact_id"),
        Index("opportunity_contact_contact", "contact_id"),
        STRICT,
    )
    id: int | None = id_column()
    opportunity_id: int = foreign_key("opportunity.id")
    contact_id: int = foreign_key("contact.id")


class Step(SQLModel, table=True):
    """What an opportunity was from a day on: all that is dated."""

    __table_args__ = (
        is_day("day"),
        CheckConstraint("stage <> ''"),
        is_day("since"),
        CheckConstraint("amount_minor >= 0"),
        CheckConstraint("amount_minor IS NULL OR currency IS NOT NULL"),
        is_day("close"),
        CheckConstraint("probability BETWEEN 0 AND 100"),
        one_of("forecast", FORECASTS),
        CheckConstraint("slips >= 0"),
        Index("step_opportunity", "opportunity_id", "day"),
        Index("step_colleague", "colleague_id", sqlite_where=text("colleague_id IS NOT NULL")),
        STRICT,
    )
    id: int | None = id_column()
    opportunity_id: int = foreign_key("opportunity.id")
    day: Day = text_column()
    stage: Words = text_column()
    since: Day = text_column()
    amount_minor: Minor | None = None
    currency: Currency | None = currency_column(null=True)
    close: Day | None = text_column(null=True)
    probability: int = Field(ge=0, le=100)
    forecast: Literal["commit", "best", "pipeline", "omitted"] = text_column()
    colleague_id: int | None = foreign_key("colleague.id", null=True)
    slips: int = Field(default=0, ge=0, sa_column_kwargs={"server_default": text("0")})
