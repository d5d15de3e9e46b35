"""How issues went: each change of what is dated is a phase, with the moment at which it happened.

A phase has all that is dated as it was from its moment on. Rows of an import are written down by statements; what one
operation changed of a record at one moment is one phase.
"""

from __future__ import annotations

from collections.abc import Sequence

from amcli.features.issues.nouns import ACKNOWLEDGED, CLOSED, RECEIVED
from amcli.records.services.dated_rows import DatedRows, of_last_end
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork
from amcli.store.staging import last_id

DATED = ("stage", "severity", "waiting", "colleague_id", "escalated_id")
PHASES = DatedRows("issue", "phase", "at", DATED)
# Of what came in at once: it was received, acknowledged and closed at the moments that it has, in that order whatever a
# file says; another stage that it is in, since the latest of these, and so whom it waits for and was taken to.
_OPENED = "min(opened, coalesce(closed, opened))"
_ACKNOWLEDGED = f"min(max(acknowledged, {_OPENED}), coalesce(closed, acknowledged, opened))"
_OF_RANGE = f"""INSERT INTO phase (issue_id, at, stage, severity, colleague_id, waiting, escalated_id)
    SELECT id, at, stage, severity, colleague_id, CASE WHEN last THEN waiting END, CASE WHEN last THEN escalated_id END
    FROM (
        SELECT id, 0 AS place, {_OPENED} AS at, acknowledged IS NULL AND closed IS NULL AS last,
            CASE WHEN acknowledged IS NULL AND closed IS NULL THEN stage ELSE '{RECEIVED}' END AS stage,
            severity, colleague_id, waiting, escalated_id FROM issue
        UNION ALL SELECT id, 1, {_ACKNOWLEDGED}, closed IS NULL,
            CASE WHEN closed IS NULL THEN stage ELSE '{ACKNOWLEDGED}' END,
            severity, colleague_id, waiting, escalated_id FROM issue WHERE acknowledged IS NOT NULL
        UNION ALL SELECT id, 2, closed, 1, stage, severity, colleague_id, waiting, escalated_id
            FROM issue WHERE closed IS NOT NULL
    ) i WHERE id BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM phase p WHERE p.issue_id = i.id) ORDER BY id, place"""


def keep_phases(work: UnitOfWork) -> None:
    """Write the phases of all issues that the operation made or changed (Noun.dated)."""
    ranges = [(first, last) for table, first, last in work.ranges if table == "issue"]
    for record_id, before, after in list(work.net_changes("issue")):
        if before is None:
            _begin(work, record_id, after)
        elif not any(first <= record_id <= last for first, last in ranges):
            _redate(work, record_id, before, after)
            _go_on(work, record_id, before, after)
    for first, last in ranges:
        before_them = last_id(work.connection, "phase")
        work.connection.execute(_OF_RANGE, (first, last))
        if (made := last_id(work.connection, "phase")) > before_them:
            work.ranges.append(("phase", before_them + 1, made))


def placed(moment: str, phases: Sequence[Row]) -> str:
    """A moment among the phases of an issue: a day without a time on which something happened is after that."""
    on_that_day: list[str] = [phase["at"] for phase in phases if phase["at"][:10] == moment]
    return max([moment, *on_that_day])


def of_its_end(phases: Sequence[Row]) -> Sequence[Row]:
    """Those of the phases that are of its last end."""
    return of_last_end(phases, lambda phase: phase["stage"] == CLOSED)


def _begin(work: UnitOfWork, record_id: int, after: Row) -> None:
    """The phases of a new issue: it was received, and what else it says of itself."""
    moments = [(after["opened"], RECEIVED), (after["acknowledged"], ACKNOWLEDGED), (after["closed"], CLOSED)]
    there = [(at, stage) for at, stage in moments if at]
    for at, stage in there[:-1]:
        state = {**PHASES.state(after), "waiting": None, "escalated_id": None, "stage": stage}
        PHASES.write(work, record_id, at, state)
    PHASES.write(work, record_id, there[-1][0], PHASES.state(after))


def _go_on(work: UnitOfWork, record_id: int, before: Row, after: Row) -> None:
    """The phases of a change, each in its place: an acknowledgement and an end at their own moment, what else changed
    at the operation's. What ends with a stage goes with it.
    """
    changed: Row = {name: after[name] for name in DATED if after[name] != before[name]}
    if not changed:
        return
    now = placed(max(work.moment, after["opened"]), PHASES.of(work, record_id))
    if "stage" in changed:
        staged: Row = {name: changed.pop(name) for name in ("stage", "waiting") if name in changed}
        heard = after["acknowledged"] if before["stage"] == RECEIVED and not before["acknowledged"] else None
        at = after["closed"] if after["closed"] and not before["closed"] else now
        if heard and after["stage"] == ACKNOWLEDGED:
            at = heard
        elif heard and heard < at:
            PHASES.put(work, record_id, heard, {"stage": ACKNOWLEDGED})
        if at == now:
            changed |= staged
        else:
            PHASES.put(work, record_id, at, staged)
    if changed:
        PHASES.put(work, record_id, now, changed)


def _redate(work: UnitOfWork, record_id: int, before: Row, after: Row) -> None:
    """Where a moment that was known is corrected, its phase has the new one, as far as the order of phases allows."""
    if after["opened"] != before["opened"]:
        first, *others = PHASES.of(work, record_id)
        work.update("phase", first["id"], {"at": min([after["opened"], *(phase["at"] for phase in others[:1])])})
    if after["acknowledged"] and after["acknowledged"] != before["acknowledged"] and before["stage"] != RECEIVED:
        _redate_acknowledgement(work, record_id, after["acknowledged"])
    if before["closed"] and after["closed"] and before["closed"] != after["closed"]:
        phases = PHASES.of(work, record_id)
        ended = of_its_end(phases)
        open_until = [phase["at"] for phase in phases[: len(phases) - len(ended)]][-1:]
        then = [phase["at"] for phase in ended if phase["at"] > before["closed"]][:1]
        for phase in ended:
            if phase["at"] == before["closed"]:
                work.update("phase", phase["id"], {"at": min([max([after["closed"], *open_until]), *then])})


def _redate_acknowledgement(work: UnitOfWork, record_id: int, at: str) -> None:
    """Up to a moment it was received, from then on acknowledged, until it was in a later stage."""
    phases = PHASES.of(work, record_id)
    later = [place for place, phase in enumerate(phases) if phase["stage"] not in (RECEIVED, ACKNOWLEDGED)]
    early = phases[: later[0] if later else len(phases)] or phases[:1]
    stage = early[-1]["stage"] if early[-1]["stage"] != RECEIVED else ACKNOWLEDGED
    for phase, was in zip(early[1:], early, strict=False):
        if {**PHASES.state(phase), "stage": ""} == {**PHASES.state(was), "stage": ""}:
            work.delete("phase", phase["id"])  # it says nothing but the acknowledgement
        else:
            work.update("phase", phase["id"], {"stage": stage if phase["at"] >= at else RECEIVED})
    work.update("phase", phases[0]["id"], {"stage": RECEIVED})
    if not later or at < phases[later[0]]["at"] or not later[0]:
        before = [phase for phase in PHASES.of(work, record_id) if phase["at"] <= at] or phases[:1]
        PHASES.write(work, record_id, max(at, phases[0]["at"]), {**PHASES.state(before[-1]), "stage": stage})
