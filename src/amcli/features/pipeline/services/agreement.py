"""Each opportunity stands as its last step says: what `doctor` checks, and repairs by one more step."""

from __future__ import annotations

import sqlite3

from amcli.features.pipeline.services.steps import STEPS
from amcli.records.services.last_rows import LastRows

# What has to be the same, by what people call it; since when a stage is so, is the step's own.
_SAME = {
    "stage": "stage", "amount": "amount_minor", "currency": "currency", "close": "close", "probability": "probability",
    "forecast": "forecast", "owner": "colleague_id",
}  # fmt: skip
# As keep_steps would have it: the stage is entered on the day of the step, unless the record says since when.
_SINCE = """CASE WHEN o.stage IS s.stage THEN s.since
    WHEN o.since IS NOT s.since AND o.since IS NOT NULL THEN o.since ELSE {when} END"""
_SLIPS = "coalesce(s.slips, 0) + coalesce(substr(o.close, 1, 7) > substr(s.close, 1, 7), 0)"


class _LastSteps(LastRows):
    """The last step of each opportunity beside the record."""

    def __init__(self) -> None:
        super().__init__(STEPS, _SAME, "coalesce(o.since, o.closed, o.created)", {"since": _SINCE, "slips": _SLIPS})

    def problems(self, connection: sqlite3.Connection, most: int) -> list[str]:
        """The opportunities that have no step, or another one than they stand as; the steps that cannot be."""
        found = super().problems(connection, most)
        sql = "SELECT id, opportunity_id, since, day FROM step WHERE since > day ORDER BY id LIMIT ?"
        for step, record, since, day in connection.execute(sql, (most,)):
            found.append(f"ST{step} of OP{record} is of {day}, and in its stage since {since}, which is later")
        return found


LAST_STEPS = _LastSteps()
