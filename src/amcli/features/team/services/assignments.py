"""Colleagues put on accounts, and taken off again."""

from __future__ import annotations

from amcli.base.errors import Ambiguous, NotFound
from amcli.base.results import Change
from amcli.base.text import quote
from amcli.base.time.dates import Look, parse_date
from amcli.features.team.nouns import ASSIGNMENT, COLLEAGUE, OWNER
from amcli.features.team.services.left import refuse_left
from amcli.features.team.services.owners import set_owner
from amcli.records.services.changes import RecordDraft, changed, draft_new, write_new
from amcli.records.services.checks import note_gone
from amcli.records.services.day_spans import rows_beside
from amcli.records.services.descriptions import describe
from amcli.records.services.field_values import TypedFields, columns_for_new
from amcli.records.services.file_context import FileContext
from amcli.settings.environment import Env
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork, prepared_operation
from amcli.store.stand_in import find_id, with_owner


def add(env: Env, given: TypedFields, *, dry_run: bool = False) -> Change:
    """Put a colleague on an account; as its owner he follows the one before, which is said. Raises as
    records.services.changes.add.
    """
    as_owner = str(given.get("role") or OWNER).strip().lower() == OWNER

    def prepare(work: UnitOfWork) -> RecordDraft:
        if not as_owner:
            return draft_new(work, ASSIGNMENT, given)
        typed = with_owner(work.connection, ASSIGNMENT, given, env.today, work.notes.append)
        return RecordDraft(columns_for_new(ASSIGNMENT, typed, FileContext(work)), [])

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, draft):
        refuse_left(work, draft.row["colleague_id"], draft.row.get("start"), draft.row.get("until"))
        record_id, follows = _write_owner(work, draft.row) if as_owner else (write_new(work, ASSIGNMENT, draft), "")
        note_gone(work, COLLEAGUE, draft.row["colleague_id"])
        said = describe(work, ASSIGNMENT, record_id)
        work.summary = f"added assignment {said}{follows}" if work.changes else f"there is assignment {said}"
        return changed(work, [f"AS{record_id}"], dry_run=dry_run)


def _write_owner(work: UnitOfWork, row: Row) -> tuple[int, str]:
    """Make a colleague the owner; the row, and what is said of whom he follows."""
    more: Row = {name: row[name] for name in ("note", "external_id") if name in row}
    span = row.get("start"), row.get("until")
    made = set_owner(work, row["account_id"], row["colleague_id"], *span, hours=row.get("hours"), more=more)
    follows = made.said(work)
    return made.assignment_id, f": {follows}" if follows else ""


def end(env: Env, account: str, colleague: str, role: str, on: str, *, dry_run: bool = False) -> Change:
    """Let an assignment hold for the last time on a day, today where `on` is empty.

    NotFound where the colleague has no such role there then, Ambiguous where he has several, BadValue for no date.
    """
    day = parse_date(on or "today", env.today, Look.AHEAD).isoformat()

    def prepare(work: UnitOfWork) -> Row:
        whose = work.find_owner("account", account).record_id, work.find("colleague", colleague).record_id
        return _held(work, whose, role, day)

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, row):
        work.update(ASSIGNMENT.name, row["id"], {"until": day})
        work.summary = f"ended assignment {describe(work, ASSIGNMENT, row['id'])}: until {day}"
        if row["role"] == OWNER and row["until"] is None:
            code = find_id(work.connection, "account", row["account_id"]).reference
            work.notes.append(f"{code} has no owner after {day}: `amcli assignment add {code} COLLEAGUE` names one")
        return changed(work, [f"AS{row['id']}"], dry_run=dry_run)


def _held(work: UnitOfWork, whose: tuple[int, int], role: str, day: str) -> Row:
    """What a colleague does for an account on a day, in one role where one is said."""
    rows = rows_beside(work, ASSIGNMENT.name, dict(zip(("account_id", "colleague_id"), whose, strict=True)))
    wanted = [each for each in rows if not role or each["role"].lower() == role.strip().lower()]
    held = [each for each in wanted if (each["start"] or "") <= day <= (each["until"] or "9999-12-31")]
    if len(held) == 1:
        return held[0]
    account, colleague = (find_id(work.connection, *each).reference for each in zip(("account", "colleague"), whose,
                          strict=True))  # fmt: skip
    if held:
        raise Ambiguous(f"{colleague} does more than one thing for {account}: type --role", [e["role"] for e in held])
    as_what = f" as {quote(role)}" if role else ""
    raise NotFound(
        f"{colleague} does not work on {account}{as_what} on {day}: see `amcli assignment list {account} --all`",
        [f"AS{each['id']} ({each['role']})" for each in rows[-3:]],
    )
