"""What opportunities were at the end of a day, those that had ended among them: one reading for every question."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from amcli.base.time.period import Period
from amcli.features.accounts.reports.account_tree import as_json
from amcli.store.reader import Reader, query_text

_OF_SCOPE = "o.account_id IN (SELECT value FROM json_each(:scope))"


def ask_states(
    reader: Reader, sql: str, day: date, scope: Collection[int] | None, parameters: Mapping[str, Any]
) -> sqlite3.Cursor:
    """The rows of a query over the states of a day, of some accounts or of all (None).

    sql: `{states}` stands in it for a table with the columns of states.sql, such as `FROM ({states}) AS s`. It may
    name :day, :scope and the parameters.
    """
    states = query_text(__file__, "states").replace("{scope}", "1" if scope is None else _OF_SCOPE)
    return reader.rows(sql.replace("{states}", states), {"day": day.isoformat(), "scope": as_json(scope), **parameters})


def ask_now(reader: Reader, sql: str, scope: Collection[int] | None, parameters: Mapping[str, Any]) -> sqlite3.Cursor:
    """The rows of a query over the opportunities `o` as they are, which needs no steps: `{scope}` stands in it for the
    condition on their account.
    """
    sql = sql.replace("{scope}", "1" if scope is None else _OF_SCOPE)
    return reader.rows(sql, {"scope": as_json(scope), **parameters})


def days_of(period: Period | None) -> dict[str, str | None]:
    """The parameters :start and :end, the day after the last one, of a period; without one NULL."""
    return {"start": period.start.isoformat() if period else None, "end": period.end.isoformat() if period else None}
