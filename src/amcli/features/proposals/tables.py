"""The table of what was said of proposals."""

from typing import Literal

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import SQLModel

from amcli.features.proposals.nouns import VERDICTS
from amcli.store.table_columns import STRICT, Day, Words, foreign_key, id_column, is_day, one_of, text_column


class Decision(SQLModel, table=True):
    """What was said of a proposal; `reason` is what it was made of, `until` the day from which it may come again."""

    __table_args__ = (
        CheckConstraint("proposal <> ''"),
        one_of("verdict", VERDICTS),
        is_day("day"),
        is_day("until"),
        CheckConstraint("(until IS NULL) = (verdict <> 'snoozed')"),
        Index("decision_proposal", "proposal"),
        Index("decision_account", "account_id", sqlite_where=text("account_id IS NOT NULL")),
        Index("decision_deadline", "deadline_id", sqlite_where=text("deadline_id IS NOT NULL")),
        STRICT,
    )
    id: int | None = id_column()
    account_id: int | None = foreign_key("account.id", null=True)
    proposal: Words = text_column()
    reason: str = text_column()
    verdict: Literal["accepted", "dismissed", "snoozed"] = text_column()
    day: Day = text_column()
    until: Day | None = text_column(null=True)
    deadline_id: int | None = foreign_key("deadline.id", null=True)
    note: str | None = text_column(null=True)
