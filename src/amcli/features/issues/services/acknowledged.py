"""Who speaks with the client about an issue acknowledges it: the first interaction of two sides about it does."""

from __future__ import annotations

from collections.abc import Iterator

from amcli.features.activity.nouns import TWO_WAY
from amcli.store.session import UnitOfWork

_SAID = 3  # issues that a sentence names; more are counted
_KINDS = ", ".join(f"'{kind}'" for kind in TWO_WAY)
_FIRST = f"""SELECT issue_id, min(date) FROM interaction WHERE issue_id IS NOT NULL AND kind IN ({_KINDS})
    AND date <= ? AND date >= (SELECT substr(opened, 1, 10) FROM issue i WHERE i.id = issue_id) AND {{which}}
    GROUP BY issue_id ORDER BY issue_id"""
_WHAT_COUNTS = ("issue_id", "kind", "date")


def acknowledge(work: UnitOfWork) -> None:
    """Acknowledge the received issues that the operation's interactions are about (Noun.dated of these).

    At the interaction's day, today now, on its own day from when it was raised; one of an earlier day does not
    count. A portfolio that is put back as a whole brings the phases of its issues, and has them as they were.
    """
    if any(table == "phase" for table, *_ in work.ranges):
        return
    first: dict[int, str] = {}
    for which, parameters in _touched(work):
        rows = work.connection.execute(_FIRST.format(which=which), (work.env.today.isoformat(), *parameters))
        for issue, day in rows.fetchall():
            first[issue] = min(day, first.get(issue, day))
    done = [(f"IS{issue}", at) for issue in sorted(first) if (at := _acknowledge(work, issue, first[issue]))]
    if len(done) > _SAID:
        work.summary += f", {len(done):,} issues acknowledged"
    elif done:
        from amcli.features.issues.services.moments import said  # where nothing is about an issue, none is loaded

        work.summary += ", " + " and ".join(f"{issue} acknowledged as of {said(at)}" for issue, at in done)
        typed = [issue for issue, at in done if at != work.moment]
        if typed:
            which = " ".join(typed)
            work.notes.append(f"`amcli issue edit {which} --acknowledged MOMENT` corrects that")


def _touched(work: UnitOfWork) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Conditions that pick the interactions that are new, or are about something else than before."""
    ids = {
        record_id
        for table, record_id, before, after in work.changes
        if table == "interaction" and after and after["issue_id"]
        and (before is None or any(before[name] != after[name] for name in _WHAT_COUNTS))
    }  # fmt: skip
    for record_id in sorted(ids):
        yield "id = ?", (record_id,)
    for table, first, last in work.ranges:
        if table == "interaction":
            yield "id BETWEEN ? AND ?", (first, last)
    if work.bulk_images:
        yield "id IN (SELECT record_id FROM temp.image WHERE record = 'interaction')", ()


def _acknowledge(work: UnitOfWork, issue: int, day: str) -> str:
    """Acknowledge one that is received, on a day: from which moment on; an empty text for another one."""
    from amcli.features.issues.nouns import ACKNOWLEDGED, RECEIVED
    from amcli.features.issues.services.phases import PHASES, placed

    row = work.row("issue", issue)
    if row["stage"] != RECEIVED:
        return ""
    moment = work.moment if day == work.env.today.isoformat() else day
    at: str = max(placed(moment, PHASES.of(work, issue)), row["opened"])
    work.update("issue", issue, {"stage": ACKNOWLEDGED, "acknowledged": at})
    return at
