"""Each opportunity stands as its last step says: what `doctor` checks, and repairs by one more step."""

from __future__ import annotations

import sqlite3
from datetime import date

from amcli.base.text import number_of
from amcli.features.pipeline.services.steps import DATED

# What has to be the same, by what people call it; since when a stage is so, is the step's own.
_SAME = {
    "stage": "stage", "amount": "amount_minor", "currency": "currency", "close": "close", "probability": "probability",
    "forecast": "forecast", "owner": "colleague_id",
}  # fmt: skip
_BOTH = """opportunity o LEFT JOIN step s ON s.id = (
    SELECT id FROM step WHERE opportunity_id = o.id ORDER BY day DESC, id DESC LIMIT 1)"""
_APART = " OR ".join(["s.id IS NULL", *(f"o.{column} IS NOT s.{column}" for column in _SAME.values())])
_FIND = f"SELECT o.id, s.id, {', '.join(f'o.{column} IS NOT s.{column}' for column in _SAME.values())} FROM {_BOTH}"
_WHEN = "CASE WHEN s.id IS NULL THEN coalesce(o.since, o.closed, o.created) ELSE max(:day, s.day) END"
# As keep_steps would have it: the stage is entered on the day of the step, unless the record says since when.
_SINCE = f"""CASE WHEN o.stage IS s.stage THEN s.since
    WHEN o.since IS NOT s.since AND o.since IS NOT NULL THEN o.since ELSE {_WHEN} END"""
_VALUES = ", ".join(_SINCE if column == "since" else f"o.{column}" for column in DATED)
_SLIPS = "coalesce(s.slips, 0) + coalesce(substr(o.close, 1, 7) > substr(s.close, 1, 7), 0)"
_REPAIR = f"""INSERT INTO step (opportunity_id, day, {", ".join(DATED)}, slips)
    SELECT o.id, {_WHEN}, {_VALUES}, {_SLIPS} FROM {_BOTH} WHERE {_APART} ORDER BY o.id"""


class LastSteps:
    """The last step of each opportunity beside the record (store/agreement.py: Agreement)."""

    def problems(self, connection: sqlite3.Connection, most: int) -> list[str]:
        """The opportunities that have no step, or another one than they stand as."""
        found = []
        rows = connection.execute(f"{_FIND} WHERE {_APART} ORDER BY o.id LIMIT ?", (most,))
        for record, step, *differs in rows:
            if step is None:
                found.append(f"OP{record} has no step that says how it stands")
            else:
                what = ", ".join(name for name, differ in zip(_SAME, differs, strict=True) if differ)
                found.append(f"OP{record} does not stand as its last step ST{step} says: {what}")
        sql = "SELECT id, opportunity_id, since, day FROM step WHERE since > day ORDER BY id LIMIT ?"
        for step, record, since, day in connection.execute(sql, (most,)):
            found.append(f"ST{step} of OP{record} is of {day}, and in its stage since {since}, which is later")
        return found

    def repair(self, connection: sqlite3.Connection, day: date) -> str:
        """Write a step of the day with how each of them stands: what is told of earlier days stays as it was."""
        made = connection.execute(_REPAIR, {"day": day.isoformat()}).rowcount
        return (
            f"{number_of(made, 'opportunity', 'opportunities')}: one more step says how it stands" if made > 0 else ""
        )


LAST_STEPS = LastSteps()
