"""What opportunities were at the end of a day, those that had ended among them: one reading for every question."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from amcli.base.stages import ENDS, Stage
from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import as_json
from amcli.features.pipeline.rules.stage_age import late_days, usual_days
from amcli.store.reader import Reader, query_text

# Conditions on a state `s`: it is open; it should close in the days of `days_of`.
IS_OPEN = f"s.stage NOT IN {ENDS}"
CLOSES_IN = "(:start IS NULL OR s.close >= :start AND s.close < :end)"


def ask_states(
    reader: Reader, sql: str, day: date, scope: Collection[int] | None, parameters: Mapping[str, Any]
) -> sqlite3.Cursor:
    """The rows of a query over the states of a day, of some accounts or of all (None).

    sql: `{states}` stands in it for a table with the columns of states.sql, such as `FROM ({states}) AS s`. It may
    name :day, :scope and the parameters.
    """
    states = query_text(__file__, "states").replace("{scope}", of_scope(scope))
    return reader.rows(sql.replace("{states}", states), {"day": day.isoformat(), "scope": as_json(scope), **parameters})


def of_scope(scope: Collection[int] | None) -> str:
    """The condition that an opportunity `o` is of the accounts :scope; None: of any."""
    return "1" if scope is None else "o.account_id IN (SELECT value FROM json_each(:scope))"


def days_of(period: Period | None) -> dict[str, str | None]:
    """The parameters :start and :end, the day after the last one, of a period; without one NULL."""
    return {"start": period.start.isoformat() if period else None, "end": period.end.isoformat() if period else None}


def late_since(stages: Sequence[Stage], day: date) -> tuple[str, dict[str, Any]]:
    """The day by which an opportunity `s` must have entered its stage to be late on a day, as an expression of SQL with
    its parameters; nothing for a stage that takes no days.
    """
    cases, parameters = [], dict[str, Any]()
    for place, (name, days) in enumerate(usual_days(stages).items()):
        cases.append(f"WHEN :stage{place} THEN :late{place}")
        parameters |= {f"stage{place}": name, f"late{place}": (day - timedelta(late_days(days))).isoformat()}
    return f"CASE s.stage {' '.join(cases)} END" if cases else "NULL", parameters
