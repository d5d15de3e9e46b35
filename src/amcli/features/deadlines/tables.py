"""The table of deadlines."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from amcli.features.accounts.nouns import SIDES
from amcli.features.deadlines.nouns import DEADLINES, PRIORITIES, SHIFTS
from amcli.store.table_columns import (
    STRICT,
    Day,
    Due,
    Words,
    foreign_key,
    id_column,
    is_day,
    is_moment,
    known_elsewhere,
    one_of,
    text_column,
)


class Deadline(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("title <> ''"),
        is_moment("due"),
        one_of("kind", DEADLINES),
        one_of("priority", PRIORITIES),
        is_day("done"),
        Index("deadline_account", "account_id", "due"),
        Index("deadline_open", "due", sqlite_where=text("done IS NULL")),
        is_day("until"),
        CheckConstraint("times > 0"),
        one_of("shift", SHIFTS),
        CheckConstraint("occurrence >= 0"),
        CheckConstraint("sequence >= 0"),
        Index("deadline_series", "series_id", sqlite_where=text("series_id IS NOT NULL")),
        Index("deadline_remind", "remind", sqlite_where=text("done IS NULL AND remind IS NOT NULL")),
        known_elsewhere("deadline"),
        Index("deadline_uid", "uid", unique=True, sqlite_where=text("uid IS NOT NULL")),
        one_of("owed_by", SIDES),
        Index("deadline_opportunity", "opportunity_id", sqlite_where=text("opportunity_id IS NOT NULL")),
        Index("deadline_colleague", "colleague_id", sqlite_where=text("colleague_id IS NOT NULL")),
        Index("deadline_contract", "contract_id", sqlite_where=text("contract_id IS NOT NULL")),
        Index("deadline_issue", "issue_id", sqlite_where=text("issue_id IS NOT NULL")),
        Index("deadline_negotiation", "negotiation_id", sqlite_where=text("negotiation_id IS NOT NULL")),
        Index("deadline_objective", "objective_id", sqlite_where=text("objective_id IS NOT NULL")),
        CheckConstraint("zone <> ''"),
        CheckConstraint("exceptions <> ''"),
        CheckConstraint("event <> ''"),
        Index("deadline_training", "done", sqlite_where=text("kind = 'training'")),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int = foreign_key("account.id")
    title: Words = text_column()
    due: Due = text_column()
    priority: Literal["high", "normal", "low"] = text_column()
    note: str | None = text_column(null=True)
    done: Day | None = text_column(null=True)
    remind: str | None = text_column(null=True)
    every: str | None = text_column(null=True)
    anchor: Due | None = text_column(null=True)
    until: Day | None = text_column(null=True)
    times: int | None = Field(default=None, ge=1)
    shift: Literal["before", "after"] | None = text_column(null=True)
    occurrence: int | None = Field(default=None, ge=0)
    series_id: int | None = foreign_key("deadline.id", null=True)
    template: str | None = text_column(null=True)
    uid: str | None = text_column(null=True)
    sequence: int = Field(default=0, ge=0, sa_column_kwargs={"server_default": text("0")})
    external_id: str | None = text_column(null=True)
    opportunity_id: int | None = foreign_key("opportunity.id", null=True)
    colleague_id: int | None = foreign_key("colleague.id", null=True)
    owed_by: Literal["us", "client"] | None = text_column(null=True)
    evidence: str | None = text_column(null=True)
    contract_id: int | None = foreign_key("contract.id", null=True)
    issue_id: int | None = foreign_key("issue.id", null=True)
    negotiation_id: int | None = foreign_key("negotiation.id", null=True)
    kind: Literal["deliverable", "follow-up", "contract", "meeting", "training", "other"] = text_column(default="other")
    objective_id: int | None = foreign_key("objective.id", null=True)
    zone: str | None = text_column(null=True)
    exceptions: str | None = text_column(null=True)
    event: str | None = text_column(null=True)
