"""The tables of interactions and of who took part."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from amcli.features.accounts.nouns import SIDES
from amcli.features.activity.nouns import INTERACTIONS
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


class Interaction(SQLModel, table=True):
    __table_args__ = (
        is_day("date"),
        one_of("kind", INTERACTIONS),
        CheckConstraint("text <> ''"),
        CheckConstraint("minutes >= 0"),
        Index("interaction_account", "account_id", "date"),
        Index("interaction_date", "date"),
        Index("interaction_two_way", "account_id", "date", sqlite_where=text("kind <> 'note'")),
        known_elsewhere("interaction"),
        Index("interaction_uid", "uid", unique=True, sqlite_where=text("uid IS NOT NULL")),
        one_of("owed_by", SIDES),
        Index("interaction_opportunity", "opportunity_id", sqlite_where=text("opportunity_id IS NOT NULL")),
        Index("interaction_colleague", "colleague_id", sqlite_where=text("colleague_id IS NOT NULL")),
        Index("interaction_contract", "contract_id", sqlite_where=text("contract_id IS NOT NULL")),
        Index("interaction_issue", "issue_id", sqlite_where=text("issue_id IS NOT NULL")),
        Index("interaction_negotiation", "negotiation_id", sqlite_where=text("negotiation_id IS NOT NULL")),
        Index("interaction_objective", "objective_id", sqlite_where=text("objective_id IS NOT NULL")),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    date: Day = text_column()
    kind: Literal["call", "meeting", "email", "visit", "note"] = text_column()
    text: Words = text_column()
    minutes: int | None = Field(default=None, ge=0)
    uid: str | None = text_column(null=True)
    external_id: str | None = text_column(null=True)
    opportunity_id: int | None = foreign_key("opportunity.id", null=True)
    colleague_id: int | None = foreign_key("colleague.id", null=True)
    owed_by: Literal["us", "client"] | None = text_column(null=True)
    contract_id: int | None = foreign_key("contract.id", null=True)
    issue_id: int | None = foreign_key("issue.id", null=True)
    negotiation_id: int | None = foreign_key("negotiation.id", null=True)
    objective_id: int | None = foreign_key("objective.id", null=True)


class InteractionContact(SQLModel, table=True):
    """Who took part in an interaction."""

    __tablename__ = "interaction_contact"
    __table_args__ = (
        UniqueConstraint("interaction_id", "contact_id"),
        Index("interaction_contact_contact", "contact_id"),
        STRICT,
    )
    id: int | None = id_column()
    interaction_id: int = foreign_key("interaction.id")
    contact_id: int = foreign_key("contact.id")
