"""The moment at which something became of an issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from amcli.base.errors import BadValue, Refused
from amcli.base.time.dates import Look, iso, parse_due
from amcli.features.issues.nouns import ANSWERED, CLOSED
from amcli.features.issues.services.phases import PHASES, placed
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork

MIDNIGHT = "T00:00"  # a day alone means it, and is the one spelling that is kept
# What is dated, by the column that has it.
CALLED = {"severity": "severity", "waiting": "wait", "colleague_id": "owner", "escalated_id": "escalation"}


def now_of(work: UnitOfWork) -> str:
    """The moment of the clock, to the minute."""
    return iso(work.env.now.replace(tzinfo=None))


def said(moment: str) -> str:
    """`2026-07-01 10:00`: a moment as a sentence says it."""
    return moment.replace("T", " ")


def refuse_to_come(work: UnitOfWork, moment: str, flag: str) -> None:
    """BadValue for a moment that is still to come."""
    if moment > now_of(work):
        raise BadValue(f"{said(moment)} is still to come: {flag} is the day, or day and time, at which it happened")


def happened_at(work: UnitOfWork, text: str, rows: Sequence[Row]) -> dict[int, str]:
    """The moment of `--on`, now where it is empty, for each of the issues: what the operation changes happened then.

    BadValue for one that is still to come, and where an issue was not raised yet.
    """
    if text:
        work.moment = iso(parse_due(text, work.env.today, Look.BACK)).removesuffix(MIDNIGHT)
        refuse_to_come(work, work.moment, "--on")
    moments = {row["id"]: placed(work.moment, PHASES.of(work, row["id"])) for row in rows}
    for row in rows:
        if moments[row["id"]] < row["opened"]:
            raise BadValue(f"IS{row['id']} was raised on {said(row['opened'])}: type --on {row['opened']}, or later")
    return moments


def refuse_before_later(work: UnitOfWork, row: Row, at: str, columns: Iterable[str]) -> None:
    """Raises Refused where something would have changed at a moment before it changed again: what became of it since is
    known, and would be lost. columns: those that change. A wait ends with an answer, so none is begun before one.
    """
    phases = PHASES.of(work, row["id"])
    looked_at = list(columns)
    if "waiting" in looked_at and any(phase["at"] > at and phase["stage"] in (ANSWERED, CLOSED) for phase in phases):
        looked_at.append("stage")
    for column in looked_at:
        if phase := PHASES.changed_after(phases, at, column, phases[0][column]):
            what = f"became {phase['stage']}" if column == "stage" else f"changed its {CALLED[column]}"
            raise Refused(
                f"IS{row['id']} {what} on {said(phase['at'])}: undo that first (`amcli history`), or type --on "
                f"{phase['at']} or later"
            )
