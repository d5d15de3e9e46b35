"""Contracts written down, changed, and put off: each sentence says the days that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from amcli.base.errors import BadValue, Refused
from amcli.base.results import Change
from amcli.base.time.dates import Look, day_or_span, parse_date
from amcli.features.contracts.nouns import CONTRACT, EXPRESS, TACIT
from amcli.features.contracts.rules.terms import DEFAULT_TERM, DRAFT, ENDED, ENDED_NOT_RENEWED
from amcli.features.contracts.services.checks import note_odd
from amcli.features.contracts.services.days import agreed, note_passed_days, said_days
from amcli.features.contracts.services.terms import keep_terms, of_contract
from amcli.features.contracts.services.told_changes import told
from amcli.records.services.changes import RecordDraft, changed, draft_change, draft_new, write_change, write_new
from amcli.records.services.descriptions import describe
from amcli.records.services.field_values import TypedFields
from amcli.records.services.named import rows_named
from amcli.settings.environment import Env
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork, prepared_operation

_DAY = timedelta(days=1)
SPANS = "2w, 1m or a day such as 2026-12-01"


def add(env: Env, given: TypedFields, *, dry_run: bool = False) -> Change:
    """Write down a contract; what was decided for the user is noted. Raises as records.services.changes.add."""
    with prepared_operation(env, lambda work: draft_new(work, CONTRACT, given), dry_run=dry_run) as (work, draft):
        record_id = write_new(work, CONTRACT, draft)
        keep_terms(work)
        row = work.row("contract", record_id)
        work.summary = f"added contract {describe(work, CONTRACT, record_id)}: {', '.join(said_days(work, row))}"
        _note_choices(work, row, given)
        note_odd(work, row, row)
        note_passed_days(work, row)
        return changed(work, [f"CT{record_id}"], dry_run=dry_run)


def edit(env: Env, names: Sequence[str], given: TypedFields, *, dry_run: bool = False) -> Change:
    """Change fields of contracts. One that renewed itself and does so no more keeps the terms that it had by then.

    BadValue where nothing is to be changed, and as `add`.
    """
    if not given:
        raise BadValue("nothing to change: `amcli contract edit --help` lists what can be")

    def prepare(work: UnitOfWork) -> list[tuple[Row, RecordDraft]]:
        return [(row, draft_change(work, CONTRACT, row["id"], given)) for row in rows_named(work, "contract", names)]

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, drafts):
        for row, draft in drafts:
            if "end" not in given:
                _write_down_renewals(work, row, draft)
            write_change(work, CONTRACT, row["id"], draft)
        keep_terms(work)
        for row, draft in drafts:
            after = work.row("contract", row["id"])
            note_odd(work, after, draft.row)
            if not {"start", "end", "notice", "renews", "term"}.isdisjoint(draft.row):
                note_passed_days(work, after)
        return told(work, "changed", {row["id"]: row for row, _ in drafts}, dry_run=dry_run)


def snooze(env: Env, names: Sequence[str], span: str = "", until: str = "", *, dry_run: bool = False) -> Change:
    """Be silent about contracts until a day, or for a span from today. BadValue unless exactly one of span and until
    is there, and for a day that is over; Refused for a contract that has ended.
    """
    if bool(span) == bool(until):
        raise BadValue("say for how long, such as 2w, or --until DATE")
    day = parse_date(until, env.today, Look.AHEAD) if until else day_or_span(span, env.today, SPANS)

    def prepare(work: UnitOfWork) -> list[Row]:
        rows = rows_named(work, "contract", names)
        if day <= env.today:
            called = " ".join(f"CT{row['id']}" for row in rows)
            raise BadValue(
                f"{day} is no day to come: type a later one, or `amcli contract edit {called} --snoozed ''` to hear"
            )
        for row in rows:
            if agreed(work, row).state(env.today) == ENDED:
                raise Refused(f"CT{row['id']} has ended: nothing is said of it any more")
        return rows

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, rows):
        for row in rows:
            work.update("contract", row["id"], {"snoozed": day.isoformat()})
            _, *days = said_days(work, row)
            missed = [said for said in days if env.today.isoformat() <= said[-10:] < day.isoformat()]
            if missed:
                work.notes.append(f"CT{row['id']} is silent beyond a day that counts: {', '.join(missed)}")
        return told(work, "snoozed", {row["id"]: row for row in rows}, dry_run=dry_run)


def _note_choices(work: UnitOfWork, row: Row, given: TypedFields) -> None:
    """Say what was decided for the user, and what it means."""
    called = f"CT{row['id']}"
    if not given.get("renews"):
        work.notes.append(
            f"renews {EXPRESS}: it ends on {row['end']} unless `amcli contract renew {called}` renews it; "
            f"`amcli contract edit {called} --renews tacit` if it renews by itself, no if never"
        )
    if row["renews"] == TACIT and not row["term"]:
        work.notes.append(f"it renews by itself for {DEFAULT_TERM} each time: --term says otherwise")
    if row["value_minor"] is not None and not given.get("per"):
        work.notes.append("the value is for the whole term (per total): --per year or --per month says otherwise")
    if row["notice"] and not row["lead"]:
        lead = work.env.config.contract_lead
        work.notes.append(f"to act {lead} before is the setting contract.lead: --lead is one of its own")
    state = agreed(work, row).state(work.env.today)
    if state == ENDED_NOT_RENEWED:
        work.notes.append(
            f"it ended on {row['end']} and is not renewed: `amcli contract renew {called}` renews it, "
            f"`amcli contract edit {called} --renews no` says that it is over"
        )
    if state == DRAFT:
        work.notes.append(f"it is a draft: `amcli contract edit {called} --signed DATE` when it is signed")


def _write_down_renewals(work: UnitOfWork, row: Row, draft: RecordDraft) -> None:
    """Before a contract renews itself no more write down the terms into which it did, so that it goes on in the last
    one instead of having ended long ago.
    """
    if row["renews"] != TACIT or draft.row.get("renews", TACIT) == TACIT:
        return
    terms = agreed(work, row)
    now = terms.current(min(work.env.today, terms.ends or work.env.today))
    if not now.times or now.written + 1 < len(terms.written):
        return
    begins = terms.written[-1].end + _DAY
    while begins <= now.term.start:
        term = terms.current(begins).term
        days = {"start": term.start.isoformat(), "end": term.end.isoformat()}
        work.insert("term", {"contract_id": row["id"], **of_contract(row), **days})
        begins = term.end + _DAY
    draft.row["end"] = now.term.end.isoformat()
    work.notes.append(
        f"CT{row['id']} had renewed itself: its term from {now.term.start} to {now.term.end} is its last now"
    )
