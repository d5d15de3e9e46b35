"""What a change of the portfolio's zone makes of the deadlines that have a clock of their own."""

from __future__ import annotations

from datetime import datetime

from amcli.base.time.dates import from_iso, iso
from amcli.base.time.zones import told
from amcli.features.deadlines.rules import series_of
from amcli.records.services.field_values import Row
from amcli.settings.environment import zone_of
from amcli.store.session import UnitOfWork

_OPEN = "SELECT id FROM deadline WHERE done IS NULL AND zone IS NOT NULL ORDER BY id"
_HERE = "SELECT count(*) FROM deadline WHERE done IS NULL AND zone IS NULL AND length(due) > 10"


def work_out_anew(work: UnitOfWork, old: str, new: str) -> tuple[str, ...]:
    """Tell the open deadlines with a zone of their own by the clock of another zone; says how many, and how many others
    stay at their hour: what was typed as 15:30 is 15:30 wherever the portfolio is.
    """
    moved = 0
    for (record_id,) in work.connection.execute(_OPEN).fetchall():
        row = work.row("deadline", record_id)
        # It is the same moment, and no change of the meeting: its count for calendars stays.
        moved += work.update("deadline", record_id, {"due": _due(work, row, old, new), "sequence": row["sequence"]})
    stay = int(work.scalar(_HERE)) if old != new else 0
    found = [f"worked out anew, because their zone is their own: {_counted(moved)}"] if moved else []
    if stay:
        found.append(f"at the same hour as before, because they have no zone of their own: {_counted(stay)}")
    return tuple(found)


def _due(work: UnitOfWork, row: Row, old: str, new: str) -> str:
    """The same moment: by its series where it stands as that says, else (snoozed, or single) from what it was."""
    due = from_iso(row["due"])
    if row["every"]:
        series = series_of(row, work.env.config)
        before = series._replace(here=zone_of(old)).at(row["occurrence"])
        after = series._replace(here=zone_of(new)).at(row["occurrence"])
        if before and after and before.due == due:
            return iso(after.due)
    return iso(told(due, zone_of(old), zone_of(new))) if isinstance(due, datetime) else iso(due)


def _counted(count: int) -> str:
    return f"{count:,} {'deadline' if count == 1 else 'deadlines'}"
