"""How contracts end: by a notice in time for the end of a term, or on a day that was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from amcli.base.errors import BadValue, Refused
from amcli.base.results import Change
from amcli.base.time.dates import Look, parse_date
from amcli.features.accounts.nouns import SIDES
from amcli.features.contracts.nouns import CONTRACT, TACIT
from amcli.features.contracts.rules.terms import DRAFT, ENDED, ENDED_NOT_RENEWED
from amcli.features.contracts.services.days import agreed, said_end, taken_back
from amcli.features.contracts.services.told_changes import told
from amcli.records.services.changes import RecordDraft, draft_change, write_change
from amcli.records.services.named import past_day, rows_named
from amcli.records.services.still_open import note_still_open
from amcli.settings.environment import Env
from amcli.store.rows import Row
from amcli.store.session import UnitOfWork, prepared_operation


class _Ending(NamedTuple):
    """A contract as it is, what changes of it, and what is to be said of that."""

    row: Row
    draft: RecordDraft
    notes: tuple[str, ...] = ()


def notice(
    env: Env, names: Sequence[str], by_side: str, *, on: str = "", reason: str = "", dry_run: bool = False
) -> Change:
    """Give notice of contracts, or take it from the client, as of the day on which it arrived: each ends with the first
    term that this is in time for, and never before a term that is agreed already.

    BadValue without a side and for the day; Refused for a draft, for what has ended, and a second time.
    """
    if by_side not in SIDES:
        raise BadValue(f"say who gave notice: --by-side {' or --by-side '.join(SIDES)}")

    def prepare(work: UnitOfWork) -> list[_Ending]:
        day = past_day(work, on)
        return [_noticed(work, row, day, by_side, reason) for row in rows_named(work, "contract", names)]

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, endings):
        verb = "received" if by_side != SIDES[0] else "given" if dry_run else "gave"  # would have given
        return _write(work, f"{verb} notice of", endings, dry_run=dry_run)


def terminate(env: Env, names: Sequence[str], *, on: str, reason: str, dry_run: bool = False) -> Change:
    """End contracts on a day, which may be to come, for a reason.

    BadValue without one of both, and for a day before it starts or after it ends anyway; Refused for what has ended.
    """
    if not on:
        raise BadValue("say which day is its last: type --on DATE")
    if not reason.strip():
        raise BadValue("why it ends is what one learns from: type --reason TEXT")

    def prepare(work: UnitOfWork) -> list[_Ending]:
        day = parse_date(on, work.env.today, Look.AHEAD).isoformat()
        rows = rows_named(work, "contract", names)
        for row in rows:
            _refuse_over(work, row, work.env.today, unless_before=day)
        return [_Ending(row, _draft(work, row, {"ends": day, "reason": reason})) for row in rows]

    with prepared_operation(env, prepare, dry_run=dry_run) as (work, endings):
        return _write(work, "terminated", endings, dry_run=dry_run)


def _noticed(work: UnitOfWork, row: Row, on: str, by_side: str, reason: str) -> _Ending:
    """What a notice makes of a contract. Refused."""
    called, day = f"CT{row['id']}", date.fromisoformat(on)
    if row["ends"]:
        raise Refused(f"{called} {said_end(row)} already: {taken_back(row)}")
    terms = agreed(work, row)
    if terms.state(work.env.today) == DRAFT:
        raise Refused(f"{called} is a draft, neither signed nor begun: `amcli contract remove {called}` takes it out")
    if terms.state(day) == DRAFT:
        first = terms.written[0].start
        raise Refused(
            f"{called} was neither signed nor begun on {day}: type --on {min(first, terms.signed or first)} or a "
            f"later day, or `amcli contract edit {called} --signed DATE` first"
        )
    _refuse_over(work, row, day)
    end, missed = terms.notice_end(day)
    notes = []
    if missed:
        notes.append(f"{called}: too late for the term that ends {missed.end}: it ends {end}")
    elif terms.current(day).term.end < end:
        notes.append(
            f"{called} is renewed until {end} already, and ends with that; `amcli contract terminate {called} --on D "
            "--reason TEXT` ends it before"
        )
    elif terms.renews != TACIT:
        notes.append(f"{called} ends on {end} without a notice too: it does not renew by itself")
    typed = {"noticed": on, "noticed_by": by_side, "ends": end.isoformat(), **({"reason": reason} if reason else {})}
    return _Ending(row, _draft(work, row, typed), tuple(notes))


def _refuse_over(work: UnitOfWork, row: Row, day: date, *, unless_before: str = "") -> None:
    """Raises Refused for a contract that is over on a day. unless_before: that it ends no later than this is no reason
    where it was not over by then.
    """
    called, terms = f"CT{row['id']}", agreed(work, row)
    state = terms.state(day)
    if state == ENDED and row["ends"]:
        raise Refused(f"{called} ended on {row['ends']}: `amcli contract edit {called} --ends D` corrects the day")
    if state in (ENDED, ENDED_NOT_RENEWED) and not (unless_before and unless_before < row["end"]):
        raise Refused(f"{called} ended on {row['end']}, and was not renewed")


def _draft(work: UnitOfWork, row: Row, typed: dict[str, str]) -> RecordDraft:
    """The checked change of a contract that ends; nothing more is said of it before that."""
    if typed["ends"] < row["start"]:
        raise BadValue(f"CT{row['id']} starts on {row['start']}: it cannot end on {typed['ends']}, before that")
    return draft_change(work, CONTRACT, row["id"], {**typed, "snoozed": ""})


def _write(work: UnitOfWork, verb: str, endings: Sequence[_Ending], *, dry_run: bool) -> Change:
    for row, draft, notes in endings:
        write_change(work, CONTRACT, row["id"], draft)
        work.notes += notes
    for row, *_ in endings:
        note_still_open(work, CONTRACT, row["id"])
    return told(work, verb, {row["id"]: row for row, *_ in endings}, dry_run=dry_run)
