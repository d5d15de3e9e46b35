"""The tables of interactions and of who took part."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from amcli.features.activity.nouns import INTERACTIONS
from amcli.store.table_columns import (
    STRICT,
    Day,
    Words,
    id_,
    is_day,
    known_elsewhere,
    link,
    one_of,
    text_,
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
        STRICT,
    )
    id: int | None = id_()
    account_id: int = link("account.id")
    date: Day = text_()
    kind: Literal["call", "meeting", "email", "visit", "note"] = text_()
    text: Words = text_()
    minutes: int | None = Field(default=None, ge=0)
    uid: str | None = text_(null=True)
    external_id: str | None = text_(null=True)


class InteractionContact(SQLModel, table=True):
    """Who took part in an interaction."""

    __tablename__ = "interaction_contact"
    __table_args__ = (
        UniqueConstraint("interaction_id", "contact_id"),
        Index("interaction_contact_contact", "contact_id"),
        STRICT,
    )
    id: int | None = id_()
    interaction_id: int = link("interaction.id")
    contact_id: int = link("contact.id")
