"""How issues are handled: whom they wait for, and to whom they are taken."""

from __future__ import annotations

from collections.abc import Sequence

from amcli.base.errors import BadValue, Refused
from amcli.base.results import Change
from amcli.base.text import nearest, quote
from amcli.features.issues.nouns import ISSUE, STOPS_THE_CLOCK, WAITS
from amcli.features.issues.rules.told_lines import TAKEN, dated_line
from amcli.features.issues.services.checks import with_line
from amcli.features.issues.services.issues import change, fits
from amcli.features.issues.services.moments import said
from amcli.records.services.changes import RecordDraft, draft_change
from amcli.settings.environment import Env
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork


def wait(env: Env, names: Sequence[str], whom: str, *, on: str = "", dry_run: bool = False) -> Change:
    """Let issues wait for somebody, from a moment on; what waits for the client or a third party stops the clock.

    BadValue for another word and a moment that cannot be; Refused for one that is closed.
    """
    word = whom.strip().lower()
    if word not in WAITS:
        one = names[0] if names else "IS3"
        raise BadValue(
            f"{quote(whom)} is nobody to wait for: type amcli issue wait {one} {'|'.join(WAITS)}", nearest(word, WAITS)
        )

    def plan(work: UnitOfWork, row: Row, at: str) -> RecordDraft:
        return fits(work, row, at, draft_change(work, ISSUE, row["id"], {"waiting": word}))

    def after(work: UnitOfWork, rows: Sequence[Row]) -> None:
        if word not in STOPS_THE_CLOCK:
            work.notes.append(f"what waits for {word} does not stop the clock")

    verb = "paused" if word in STOPS_THE_CLOCK else "noted"
    return change(env, names, verb, plan, on=on, after=after, dry_run=dry_run)


def resume(env: Env, names: Sequence[str], *, on: str = "", dry_run: bool = False) -> Change:
    """End the wait of issues, at a moment. BadValue for a moment that cannot be, Refused for one that is closed."""

    def plan(work: UnitOfWork, row: Row, at: str) -> RecordDraft:
        refuse_closed(row)
        return fits(work, row, at, RecordDraft({"waiting": None}, []))

    return change(env, names, "resumed", plan, on=on, dry_run=dry_run)


def escalate(
    env: Env, names: Sequence[str], to: str, *, on: str = "", reason: str = "", dry_run: bool = False
) -> Change:
    """Take issues to a colleague, at a moment; why goes to the note. BadValue where nobody is named; as `wait`."""
    if not to.strip():
        raise BadValue(f"say to whom: amcli issue escalate {names[0] if names else 'IS3'} --to COLLEAGUE")

    def plan(work: UnitOfWork, row: Row, at: str) -> RecordDraft:
        refuse_closed(row)
        given = {"escalated_to": to}
        if work.find("colleague", to).record_id == row["escalated_id"]:
            work.notes.append(f"IS{row['id']} is with {work.find('colleague', to).reference} already")
        if reason.strip():
            line = dated_line(f"{TAKEN} {work.find('colleague', to).reference} {said(at)}", reason)
            given["note"] = with_line(row["note"], line)
        return fits(work, row, at, draft_change(work, ISSUE, row["id"], given))

    return change(env, names, "escalated", plan, on=on, dry_run=dry_run)


def refuse_closed(row: Row) -> None:
    """Raises Refused for an issue that is closed."""
    if row["closed"]:
        raise Refused(
            f"IS{row['id']} is closed since {said(row['closed'])}: `amcli issue reopen IS{row['id']}` it first"
        )
