"""What came of issues: the answer, the end with what the client says of it, and how they are opened again."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from amcli.base.errors import BadValue, Refused
from amcli.base.results import Change
from amcli.base.text import quote
from amcli.features.deadlines.services.open_about import note_open_deadlines
from amcli.features.issues.nouns import ACCEPTED, ANSWERED, CLOSED, INVESTIGATING, ISSUE, RECEIVED
from amcli.features.issues.rules.told_lines import AGAIN, dated_line, spelled_cost
from amcli.features.issues.services.checks import answer_to_note, cost_of, with_line
from amcli.features.issues.services.handling import refuse_closed
from amcli.features.issues.services.issues import change, fits
from amcli.features.issues.services.moments import refuse_before_later, said
from amcli.records.services.changes import RecordDraft, draft_change
from amcli.settings.environment import Env
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork


def resolve(
    env: Env, names: Sequence[str], text: str, *, cost: str = "", on: str = "", dry_run: bool = False
) -> Change:
    """Answer issues, at a moment: what was said and done, and what it cost. A wait ends with it, and who was not told
    before that it is handled is told now.

    BadValue without a text and for a moment that cannot be; Refused for what is answered or closed.
    """
    if not text.strip():
        raise BadValue(f"say what was answered: amcli issue resolve {names[0] if names else 'IS3'} TEXT")

    def plan(work: UnitOfWork, row: Row, at: str) -> RecordDraft:
        called = f"IS{row['id']}"
        refuse_closed(row)
        if row["stage"] == ANSWERED:
            raise Refused(
                f"{called} is answered already: `amcli issue edit {called} --resolution TEXT` corrects that, "
                f"`amcli issue move {called} {INVESTIGATING}` goes on with it"
            )
        draft = draft_change(work, ISSUE, row["id"], {"resolution": text, **({"cost": cost} if cost else {})})
        if cost and row["cost_minor"]:
            _add_cost(work, row, draft.row)
        return _ended(work, row, at, draft, ANSWERED)

    return change(env, names, "answered", plan, on=on, dry_run=dry_run)


def close(env: Env, names: Sequence[str], accepted: str, *, on: str = "", dry_run: bool = False) -> Change:
    """Close issues, at a moment, with whether the client accepted the answer. A wait ends with it.

    BadValue where that is not said and for a moment that cannot be; Refused for what is closed already.
    """
    word, which = accepted.strip().lower(), names[0] if names else "IS3"
    if word not in ACCEPTED:
        unknown = f"{quote(accepted)} is neither yes nor no: " if word else ""
        raise BadValue(f"{unknown}say whether the client accepts it: amcli issue close {which} --accepted yes|no")

    def plan(work: UnitOfWork, row: Row, at: str) -> RecordDraft:
        if row["closed"]:
            raise Refused(f"IS{row['id']} is closed since {said(row['closed'])} already")
        draft = _ended(work, row, at, RecordDraft({"accepted": word}, []), CLOSED)
        return draft._replace(row={**draft.row, "closed": at})

    def after(work: UnitOfWork, rows: Sequence[Row]) -> None:
        for row in rows:
            if not row["resolution"]:
                called = f"IS{row['id']}"
                work.notes.append(f"{called} has no answer: `amcli issue edit {called} --resolution TEXT` adds it")
        note_open_deadlines(work, ISSUE, [row["id"] for row in rows])

    return change(env, names, "closed", plan, on=on, after=after, dry_run=dry_run)


def reopen(env: Env, names: Sequence[str], *, on: str = "", reason: str = "", dry_run: bool = False) -> Change:
    """Open closed issues again, at a moment: they are investigated, and what was answered and why it was opened again
    goes to the note. BadValue for a moment before the end; Refused for an open one.
    """

    def plan(work: UnitOfWork, row: Row, at: str) -> RecordDraft:
        called = f"IS{row['id']}"
        if not row["closed"]:
            raise Refused(f"{called} is open, and {row['stage']}: `amcli issue move {called} STAGE` moves it")
        if at < row["closed"]:
            raise BadValue(f"{called} was closed on {said(row['closed'])}: type --on {row['closed']}, or later")
        row_after = {"note": row["note"], **answer_to_note(work, row, row["note"])}
        if reason.strip():
            line = with_line(row_after["note"], dated_line(f"{AGAIN} {said(at)}", reason))
            row_after |= draft_change(work, ISSUE, row["id"], {"note": line}).row
        row_after |= {"stage": INVESTIGATING, "waiting": None, "closed": None, "accepted": None}
        return fits(work, row, at, RecordDraft(row_after, []))

    return change(env, names, "reopened", plan, on=on, dry_run=dry_run)


def _add_cost(work: UnitOfWork, row: Row, after: Row) -> None:
    """A further answer has a cost of its own; that of the issue is their sum. BadValue in another currency."""
    if after.get("currency", row["currency"]) != row["currency"]:
        called, currency = f"IS{row['id']}", row["currency"]
        raise BadValue(
            f"{called} {spelled_cost(cost_of(work, row) or Decimal(0), currency)} so far, and that is added: type "
            f'--cost "{currency} AMOUNT", or leave it out and say the whole by `amcli issue edit {called} --cost MONEY`'
        )
    after["cost_minor"] = row["cost_minor"] + after.get("cost_minor", row["cost_minor"])


def _ended(work: UnitOfWork, row: Row, at: str, draft: RecordDraft, stage: str) -> RecordDraft:
    """The draft of an answer or an end. Refused where it moved or waited at a later moment."""
    refuse_before_later(work, row, at, ["stage", "waiting"])
    heard = at if row["stage"] == RECEIVED else None  # of what is further on, and has no moment, it is not known
    return draft._replace(
        row={**draft.row, "stage": stage, "waiting": None, "acknowledged": row["acknowledged"] or heard}
    )
