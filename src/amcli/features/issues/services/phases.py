"""How issues went: each change of what is dated is a phase with its moment.

A phase has all that is dated as it was from its moment on. Rows of an import are written down by statements; what one
operation changed of a record is one phase.
"""

from __future__ import annotations

from amcli.features.issues.nouns import ACKNOWLEDGED, CLOSED, RECEIVED
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork
from amcli.store.staging import last_id

DATED = ("stage", "severity", "waiting", "colleague_id", "escalated_id")
_REST = ", ".join(DATED[1:])
# Of what came in at once: it was received, acknowledged and closed at the moments that it has; another stage that it is
# in, since the latest of these.
_OF_RANGE = f"""INSERT INTO phase (issue_id, at, stage, {_REST})
    SELECT id, at, stage, {_REST} FROM (
        SELECT id, 0 AS place, opened AS at, CASE WHEN acknowledged IS NULL AND closed IS NULL THEN stage
            ELSE '{RECEIVED}' END AS stage, {_REST} FROM issue
        UNION ALL SELECT id, 1, acknowledged, CASE WHEN closed IS NULL THEN stage ELSE '{ACKNOWLEDGED}' END, {_REST}
            FROM issue WHERE acknowledged IS NOT NULL
        UNION ALL SELECT id, 2, closed, '{CLOSED}', {_REST} FROM issue WHERE closed IS NOT NULL
    ) i WHERE id BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM phase p WHERE p.issue_id = i.id) ORDER BY id, place"""


def keep_phases(work: UnitOfWork) -> None:
    """Write the phases of all issues that the operation made or changed (Noun.dated)."""
    for record_id, before, after in list(work.net_changes("issue")):
        if before is None:
            _begin(work, record_id, after)
        elif any(after[name] != before[name] for name in DATED):
            work.insert("phase", {"issue_id": record_id, "at": _moment(work, before, after), **_state(after)})
    for first, last in [(first, last) for table, first, last in work.ranges if table == "issue"]:
        before_them = last_id(work.connection, "phase")
        work.connection.execute(_OF_RANGE, (first, last))
        if (made := last_id(work.connection, "phase")) > before_them:
            work.ranges.append(("phase", before_them + 1, made))


def phases_of(work: UnitOfWork, record_id: int) -> list[Row]:
    """The phases of an issue, in the order in which they came."""
    ids = work.connection.execute("SELECT id FROM phase WHERE issue_id = ? ORDER BY at, id", (record_id,))
    return [work.row("phase", phase_id) for (phase_id,) in ids.fetchall()]


def _begin(work: UnitOfWork, record_id: int, after: Row) -> None:
    """The phases of a new issue: it was received, and what else it says of itself."""
    moments = [(after["opened"], RECEIVED), (after["acknowledged"], ACKNOWLEDGED), (after["closed"], CLOSED)]
    there = [(at, stage) for at, stage in moments if at]
    if not after["closed"]:
        there[-1] = (there[-1][0], after["stage"])
    for at, stage in there:
        work.insert("phase", {"issue_id": record_id, "at": at, **_state(after), "stage": stage})


def _moment(work: UnitOfWork, before: Row, after: Row) -> str:
    """When the change happened: as its verb or its own moment says, else now."""
    for name in ("closed", "acknowledged"):
        if after[name] and after[name] != before[name]:
            return str(after[name])
    return work.moment


def _state(row: Row) -> Row:
    return {name: row[name] for name in DATED}
