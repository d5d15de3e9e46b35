"""What a contract asks for beyond its fields."""

from __future__ import annotations

from datetime import date
from typing import Any

from amcli.base.errors import BadValue
from amcli.base.text import name_key, quote
from amcli.features.contracts.nouns import NO, TACIT, TOTAL
from amcli.features.contracts.services.days import agreed
from amcli.features.contracts.services.terms import refuse_disorder, terms_of
from amcli.records.services.field_values import Row
from amcli.store.session import UnitOfWork


def check_contract(work: UnitOfWork, row: Row, record_id: int | None) -> None:
    """Its days are in order, those of its terms too; a notice has its day, who gave it, and the end that it brings; a
    value says for how long it is: the whole term unless that was typed. Raises BadValue, Refused.
    """
    current = work.row("contract", record_id) if record_id is not None else {}
    whole: dict[str, Any] = {**dict.fromkeys(_LATER), **current, **row}
    if whole["end"] < whole["start"]:
        raise BadValue(f"a contract ends on or after its first day: {whole['end']} is before {whole['start']}")
    if current:
        refuse_disorder(terms_of(work, current["id"]), whole)
    if whole["latest_end"] and whole["latest_end"] < whole["end"]:
        raise BadValue(f"--latest-end {whole['latest_end']} is before its end, {whole['end']}: type a later day for it")
    _check_notice(work, row, current, whole)
    _check_last_day(row, whole)
    if whole["value_minor"] is not None and not whole["per"]:
        row["per"] = TOTAL


_LATER = (
    "latest_end", "value_minor", "per", "noticed", "noticed_by", "ends", "reason", "notice", "term", "signed", "lead",
)  # fmt: skip


def _check_notice(work: UnitOfWork, row: Row, current: Row, whole: Row) -> None:
    """A notice is a day and a side, and brings an end. What is taken back takes with it what is nothing without it."""
    called = f"CT{current['id']}" if current else "CT1"
    if "noticed" in row and not row["noticed"] and current.get("noticed_by") and not row.get("noticed_by"):
        row["noticed_by"] = whole["noticed_by"] = None
    if bool(whole["noticed"]) != bool(whole["noticed_by"]):
        if whole["noticed_by"] or "noticed_by" in row:
            raise BadValue(f"who gave notice and when go together: type `amcli contract notice {called} --on D`")
        raise BadValue(f"say who gave notice: `amcli contract notice {called} --by-side us|client`")
    if whole["noticed"] and not whole["ends"]:
        if "ends" in row and current.get("ends"):
            raise BadValue(f"notice was given on {whole['noticed']}: --ends '' --noticed '' takes that back")
        end, _ = agreed(work, whole).notice_end(date.fromisoformat(whole["noticed"]))
        row["ends"] = whole["ends"] = end.isoformat()
        work.notes.append(f"with the notice of {whole['noticed']} it ends on {end}")
    if not whole["ends"] and whole["reason"]:
        if row.get("reason"):
            raise BadValue(f"the reason is why it ends: `amcli contract terminate {called} --on D --reason TEXT`")
        row["reason"] = None
    if "noticed" in row and current.get("noticed") and not row["noticed"] and whole["ends"]:
        work.notes.append(f"it still ends on {whole['ends']}: --ends '' takes that back too")


def _check_last_day(row: Row, whole: Row) -> None:
    """BadValue for an end for good that is before the first day, or after the day on which it ends by itself."""
    if not whole["ends"] or {"start", "end", "renews", "latest_end", "ends"}.isdisjoint(row):
        return
    if whole["ends"] < whole["start"]:
        raise BadValue(f"it starts on {whole['start']}: it cannot end on {whole['ends']}, before that")
    last = whole["latest_end"] if whole["renews"] == TACIT else whole["end"]
    if last and whole["ends"] > last:
        raise BadValue(f"it ends by itself on {last}: it cannot end on {whole['ends']}, after that")


def note_odd(work: UnitOfWork, row: Row, changed: Row) -> None:
    """Say what may be a slip of a contract that was written: a notice longer than its term, and a notice or a further
    term of one that is not renewed. changed: the columns that were typed.
    """
    if row["renews"] == NO and not {"renews", "notice", "term"}.isdisjoint(changed):
        said = [f"--{name} {row[name]}" for name in ("notice", "term") if row[name]]
        if said:
            work.notes.append(f"it is not renewed (renews no): {' and '.join(said)} is for nothing")
    elif row["notice"] and not {"notice", "start", "end", "term"}.isdisjoint(changed):
        terms = agreed(work, row)
        term = terms.counted(work.env.today).term
        if terms.notice and term.end < date.max and terms.notice.minus(term.end) < term.start:
            work.notes.append(
                f"a notice of {terms.notice.in_words()} is longer than the term from {term.start} to {term.end}: it "
                "has to arrive before that begins"
            )


def twin(work: UnitOfWork, row: Row) -> str:
    """What says of a new contract that it may be another one again (Noun.twin): of the same account, with the same
    reference, or of the same name with days in common. Nothing where there is none.
    """
    sql = """SELECT id, name, ref, start, "end" FROM contract WHERE account_id = ? AND
        (ref = ? OR name_key(name) = ? AND start <= ? AND "end" >= ?) ORDER BY ref IS NOT ?, id LIMIT 1"""
    ref, name = row.get("ref"), name_key(row["name"])
    found = work.connection.execute(sql, (row["account_id"], ref, name, row["end"], row["start"], ref)).fetchone()
    if found is None:
        return ""
    record_id, name, theirs, start, end = found
    why = f"has the reference {quote(ref)} too" if ref and ref == theirs else f"is called {quote(name)} too"
    return f"CT{record_id} {why}, from {start} to {end}: `amcli undo` takes this one back"
