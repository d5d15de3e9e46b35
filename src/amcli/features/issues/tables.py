"""The tables of issues and of how they went."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import SQLModel

from amcli.features.issues.nouns import ACCEPTED, CAUSES, SEVERITIES, STAGES, WAITS
from amcli.store.table_columns import (
    STRICT,
    Currency,
    Due,
    Minor,
    Words,
    currency_column,
    foreign_key,
    id_column,
    is_moment,
    known_elsewhere,
    one_of,
    text_column,
)


class Issue(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("title <> ''"),
        one_of("severity", SEVERITIES),
        one_of("cause", CAUSES),
        is_moment("opened"),
        one_of("stage", STAGES),
        one_of("waiting", WAITS),
        CheckConstraint("cost_minor >= 0"),
        CheckConstraint("cost_minor IS NULL OR currency IS NOT NULL"),
        one_of("accepted", ACCEPTED),
        is_moment("acknowledged", null=True),
        is_moment("closed", null=True),
        CheckConstraint("(closed IS NULL) = (stage <> 'closed')"),
        Index("issue_account", "account_id", "opened"),
        Index("issue_open", "severity", "opened", sqlite_where=text("closed IS NULL")),
        Index("issue_closed", "closed", sqlite_where=text("closed IS NOT NULL")),
        Index("issue_contact", "contact_id", sqlite_where=text("contact_id IS NOT NULL")),
        Index("issue_colleague", "colleague_id", sqlite_where=text("colleague_id IS NOT NULL")),
        Index("issue_escalated", "escalated_id", sqlite_where=text("escalated_id IS NOT NULL")),
        known_elsewhere("issue"),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    title: Words = text_column()
    severity: Literal["critical", "high", "normal", "low"] = text_column()
    cause: Literal["quality", "delivery", "price", "billing", "service", "people", "other"] = text_column()
    contact_id: int | None = foreign_key("contact.id", null=True)
    opened: Due = text_column()
    wants: str | None = text_column(null=True)
    colleague_id: int | None = foreign_key("colleague.id", null=True)
    stage: Literal["received", "acknowledged", "investigating", "answered", "closed"] = text_column()
    waiting: Literal["client", "third-party", "us"] | None = text_column(null=True)
    escalated_id: int | None = foreign_key("colleague.id", null=True)
    resolution: str | None = text_column(null=True)
    cost_minor: Minor | None = None
    currency: Currency | None = currency_column(null=True)
    accepted: Literal["yes", "no"] | None = text_column(null=True)
    acknowledged: Due | None = text_column(null=True)
    closed: Due | None = text_column(null=True)
    links: str | None = text_column(null=True)
    note: str | None = text_column(null=True)
    external_id: str | None = text_column(null=True)


class Phase(SQLModel, table=True):
    """What an issue was from a moment on."""

    __table_args__ = (
        is_moment("at"),
        one_of("stage", STAGES),
        one_of("severity", SEVERITIES),
        one_of("waiting", WAITS),
        Index("phase_issue", "issue_id", "at"),
        Index("phase_colleague", "colleague_id", sqlite_where=text("colleague_id IS NOT NULL")),
        Index("phase_escalated", "escalated_id", sqlite_where=text("escalated_id IS NOT NULL")),
        STRICT,
    )
    id: int | None = id_column()
    issue_id: int = foreign_key("issue.id")
    at: Due = text_column()
    stage: Literal["received", "acknowledged", "investigating", "answered", "closed"] = text_column()
    severity: Literal["critical", "high", "normal", "low"] = text_column()
    waiting: Literal["client", "third-party", "us"] | None = text_column(null=True)
    colleague_id: int | None = foreign_key("colleague.id", null=True)
    escalated_id: int | None = foreign_key("colleague.id", null=True)
