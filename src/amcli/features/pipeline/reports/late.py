"""The open opportunities that ask for a look: their close has passed, or they are late in their stage."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from amcli.features.pipeline.reports.states import late_since
from amcli.features.pipeline.rules.stage_age import usual_days
from amcli.store.reader import Reader, query_text


class LateOpportunity(NamedTuple):
    """An open one today. days_in_stage beside stage_days, the stage's own (None: not said); late: `close` where its day
    has passed, `stage` where it is late in that.
    """

    id: str
    account: str
    name: str
    amount: Decimal | None
    currency: str | None
    close: date | None
    stage: str
    days_in_stage: int
    stage_days: int | None
    late: tuple[str, ...]


def late_opportunities(reader: Reader) -> list[LateOpportunity]:
    """Those of live accounts, what passed longest ago first."""
    today = reader.env.today
    stages = reader.env.config.stages
    usual, (late_by, parameters) = usual_days(stages), late_since(stages, today)
    sql = query_text(__file__, "late").replace("{late}", late_by)
    rows = reader.rows(sql, {"today": today.isoformat(), **parameters})
    found = []
    for number, account, name, minor, currency, close, stage, since, late in rows:
        day = close and date.fromisoformat(close)
        words = (*(("close",) if day and day < today else ()), *(("stage",) if late else ()))
        amount = reader.money(minor, currency) if currency else None
        in_stage = (today - date.fromisoformat(since)).days
        found.append(
            LateOpportunity(
                f"OP{number}", account, name, amount, currency, day, stage, in_stage, usual.get(stage), words
            )
        )
    return found
